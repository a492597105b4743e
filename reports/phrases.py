"""Where in a title an annual report of information disclosure is named: head, phrase, tail, and the years. Pure.

Every pattern here reads in linear time, and a title is cut to 300 characters before any is applied.
"""

import re
import unicodedata
from dataclasses import dataclass

from reports.names import LONGEST, normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A title around the words 政府信息公开…年度报告."""

    before: str = ""  # the part in front of a separator: 青石县水利局_2025年…
    head: str  # in front of the topic
    topic: str  # 政府信息公开
    joint: str  # between topic and result
    result: str  # 年度报告; empty: the title was cut short
    tail: str  # behind the result
    loose: bool = False  # not joined as usual


# The title's own text, without the site's name behind it, dates and decoration.

_LONGEST_TITLE = 300
_SEPARATOR = re.compile(r"\s[-\u2010-\u2015]\s|[_|｜>＞»]")
_FULL_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?(?:\s?\d{1,2}:\d\d(?::\d\d)?)?"
)
_LEADING_TAG = re.compile(r"^\([^()]{0,14}\)(?=.)")
_TELLING_TAG = re.compile(r"20\d\d|[府局委厅办部处站所队院馆心镇乡道区县市州盟旗会司社校]\)$")
_BULLET = re.compile(r"^(?:附件\d{0,2}|\(?\d{1,3}\)?[.、)]|\d{1,2}(?![\d年月日])(?=[一-鿿])|[-*#>:,.、;])+")
_FILE_ENDING = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|s?html?|rtf|ofd|zip|rar)$")


def own_parts(title: str) -> tuple[str, str]:
    """The part that names the report, and the part in front of it; the whole title where no part does."""
    folded = unicodedata.normalize("NFKC", title[:LONGEST])
    parts = [_plain(part) for part in _SEPARATOR.split(folded, maxsplit=12)]
    telling = [at for at, part in enumerate(parts) if _TOPIC.search(part)]
    dated = [at for at in telling if YEAR.search(parts[at])]
    if not telling:
        return _plain(folded), ""
    at = (dated or telling)[0]
    return parts[at], parts[at - 1] if at else ""


def _plain(part: str) -> str:
    text = _BULLET.sub("", normalise(_FULL_DATE.sub(" ", part))[:_LONGEST_TITLE])
    tag = _LEADING_TAG.match(text)
    if tag is None:
        return _FILE_ENDING.sub("", text)
    # 【置顶】 says nothing of the report; 【县教育局】 and （2024年） say whose and of when.
    said = tag.group()[1:-1] if _TELLING_TAG.search(tag.group()) else ""
    return _FILE_ENDING.sub("", said + text[tag.end() :])


# Topic and, a few characters on, result.

_TOPIC = re.compile(r"(?:政府|政务)?信息(?:主动|依申请)?公开|政务公开")
_RESULT = re.compile(r"年度报告|年度工作报告|年度总结|年报告?|报告|总结|年度报表")
_WEAK_RESULT = re.compile(r"年度工作情况|年度情况|工作情况|开展情况|情况")
_PLAIN_JOINT = re.compile(r"(?:工作|情况|[年度的和及与、()-]|20\d\d)*")
_JOINT_LENGTH = 24
_LONGEST_RESULT = 6
_TOPICS_READ = 8


def find_phrase(text: str, before: str = "") -> Phrase | None:
    """The phrase of a title, or of what a list left of it; None where nothing names such a report."""
    topics = tuple(_TOPIC.finditer(text))[:_TOPICS_READ]
    phrases = [phrase for topic in topics if (phrase := _joined(text, before, topic, _RESULT))]
    if phrases:
        return next((phrase for phrase in phrases if not phrase.loose), phrases[0])
    if YEAR.search(text):
        weak = (_joined(text, before, topic, _WEAK_RESULT) for topic in topics)
        found = next((phrase for phrase in weak if phrase), None) or _reversed(text)
        if found:
            return found
    return _cut_phrase(text)


def _joined(text: str, before: str, topic: re.Match[str], results: re.Pattern[str]) -> Phrase | None:
    following = _TOPIC.search(text, topic.end())
    end = min(topic.end() + _JOINT_LENGTH, following.start() if following else len(text))
    result = results.search(text, topic.end(), end + _LONGEST_RESULT)
    if result is None or result.start() > end:
        return None
    joint = text[topic.end() : result.start()]
    return Phrase(
        before=before,
        head=text[: topic.start()],
        topic=topic.group(),
        joint=joint,
        result=result.group(),
        tail=text[result.end() :],
        loose=_PLAIN_JOINT.fullmatch(joint) is None or results is _WEAK_RESULT,
    )


def _reversed(text: str) -> Phrase | None:
    """年度报告（政府信息公开）: the result first, the topic behind it."""
    result, topic = re.search(r"年度报告|年报", text), _TOPIC.search(text)
    if result is None or topic is None:
        return None
    return Phrase(
        head=text[: result.start()],
        topic=topic.group(),
        joint="",
        result=result.group(),
        tail=text[result.end() : topic.start()] + text[topic.end() :],
        loose=True,
    )


# Titles that a list cut short.

_WORDING = (
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开年报",
    "信息公开工作年度报告",
    "信息公开年度报告",
    "信息公开年报",
)
CUT = re.compile(r"(?:(?<=[年度])政府?)?(?:[.。…]{2,}|…)$")


def _cut_phrase(text: str) -> Phrase | None:
    """The phrase of a title cut short: what is there begins an official wording."""
    rest = re.sub(r"[.。…]+$", "", text)
    was_cut = CUT.search(text) is not None
    for wording in _WORDING:
        for length in range(len(wording) - 1, 3, -1):
            if rest.endswith(wording[:length]):
                return _completed(rest, wording[:length], was_cut=was_cut)
    return None


def _completed(rest: str, shown: str, *, was_cut: bool) -> Phrase | None:
    """A phrase only if enough is left to tell: 信息 where the list marks its cut, else 信息公开 and a year."""
    enough = "信息" in shown if was_cut else "信息公开" in shown and YEAR.search(rest) is not None
    if not enough:
        return None
    head = rest.removesuffix(shown)
    return Phrase(head=head, topic=shown, joint="", result="", tail="", loose="年" not in shown)


# Years.

YEAR = re.compile(
    r"(?<!\d)(20\d\d)(?!\d|年?\d{1,2}月|[-/.]\d{1,2}(?!\d)|\)\d{1,4}号)|(20\d\d)(?=年度?[^\d月])"
)
_RANGE = re.compile(r"(20\d\d)年?度?[-至到、和~](20\d\d)")


def years_in(text: str) -> tuple[int, ...]:
    """The years a normalised text names, each once; those of a date or a document number are not meant."""
    found = (int(match.group(1) or match.group(2)) for match in YEAR.finditer(text))
    return tuple(dict.fromkeys(found))


def year_of(phrase: Phrase) -> int | None:
    """The year nearest in front of the result, else the first behind it; None for a span of years."""
    before = phrase.head + phrase.topic + phrase.joint
    if _RANGE.search(before) or (not years_in(before) and _RANGE.search(phrase.tail)):
        return None
    years = years_in(before)[-1:] or years_in(phrase.tail)[:1]
    return years[0] if years else None
