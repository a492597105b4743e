"""Does this title name an annual report of information disclosure, whose, and of which year? Pure.

A title is read in three parts: what stands before the report's own phrase (the agency, the year, or 关于做好…),
the phrase itself, and what stands behind it (…的通知, …图解).
A published report refused would accuse its agency, so whatever is unclear is accepted and marked `loose`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from models.agency import Agency
from reports.names import match_agency, normalise
from reports.phrases import CUT, YEAR, Phrase, find_phrase, own_parts, year_of, years_in
from reports.refusals import PICTURED, Refusal, refusal_of, topic_refused

__all__ = [
    "Match",
    "Refusal",
    "TitleReading",
    "match_agency",
    "names_report",
    "normalise",
    "read_title",
    "report_for",
]


class Match(StrEnum):
    """How many agencies a report's title fits."""

    THIS = "this"
    NONE = "none"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleReading:
    """What a title says. Neither a report nor refused is `undecided`: only opening it can tell."""

    is_report: bool
    year: int | None = None  # the year reported on; None: not named, or a span of years
    agency: str = ""  # as printed, normalised; empty: not named
    refusal: Refusal | None = None
    loose: bool = False  # accepted in doubt: the wording is unusual, prefer a plain title beside it
    years: tuple[int, ...] = ()  # every year the title names

    @property
    def companion(self) -> bool:
        """Whether it stands beside a report of the year: 图解, 图片版, 解读. A sign that one was published."""
        return self.refusal is Refusal.COMPANION

    @property
    def undecided(self) -> bool:
        """Whether the title says too little: 「2025年」, 「某局2025年」."""
        return not self.is_report and self.refusal is None


def names_report(title: str) -> bool:
    """Whether a title names an annual report of information disclosure, of any year and any agency."""
    return read_title(title).is_report


def report_for(
    title: str, agencies: Sequence[Agency], year: int, *, place_hint: str = ""
) -> tuple[Match, tuple[Agency, ...]]:
    """The agencies whose report of `year` a title names; a title without an agency may be anybody's."""
    reading = read_title(title)
    if not reading.is_report or reading.year != year:
        return Match.NONE, ()
    fits = tuple(agencies)
    if reading.agency:
        fits = match_agency(reading.agency, agencies, place_hint=place_hint)
    if not fits:
        return Match.NONE, ()
    return (Match.THIS if len(fits) == 1 else Match.SEVERAL), fits


@lru_cache(maxsize=4_096)  # a visit asks of each of its titles several times
def read_title(title: str) -> TitleReading:
    """What a list's or page's title says; never raises, whatever it is given."""
    text, before = own_parts(title)
    phrase = find_phrase(text, before)
    if phrase is None:
        return _without_phrase(text)
    refusal = refusal_of(phrase)
    return TitleReading(
        is_report=refusal is None,
        year=year_of(phrase),
        agency=_agency_of(phrase) if refusal is None else _agency_beside(phrase),
        refusal=refusal,
        loose=refusal is None and _is_loose(phrase),
        years=years_in(text),
    )


_SENTENCE = re.compile(r"[,。;:!?]")
# Disclosure of another kind, unless the word belongs to the agency's name: 2024年环境信息公开年度报告.
_OTHER_TOPIC = re.compile(
    r"(?:^|年度?|[局委厅办会府])(?P<topic>财政|财务|预决算|环境|企业|价格|食品安全|招生)$"
)
_ANNOUNCED = re.compile(r"(?:发布|公布|公开)(?:20\d\d年?度?)?$")  # news of a report, or its own title
_PLAIN_TAIL = re.compile(
    r"(?:\(?20\d\d年?度?\)?|\((?:全文|公开稿|正式稿|发布稿|文字版|更正版?|修订版?|更新|新|首页|(?:pdf|word|ofd)版?)?\)"
    r"|(?:下载)?(?:pdf|word|ofd)(?:版|下载)?|[.。,、;:!-])*"
)


def _is_loose(phrase: Phrase) -> bool:
    """Whether an accepted title is worded so that a plain one beside it should be preferred."""
    yearly = "年" in phrase.result + phrase.joint + phrase.topic or YEAR.search(phrase.head)
    plain_head = "关于" not in phrase.head and not _SENTENCE.search(phrase.head[:-1])
    plain_words = "信息" in phrase.topic and not phrase.result.endswith("报表")
    plain_head = plain_head and not _OTHER_TOPIC.search(phrase.head) and not _ANNOUNCED.search(phrase.head)
    plain = yearly and plain_words and plain_head and _PLAIN_TAIL.fullmatch(phrase.tail)
    return phrase.loose or not plain


# The agency.

_YEAR_MARK = re.compile(r"20\d\d(?:学年|年?年?度?)")
_FILLER = re.compile(
    r"^(?:关于|公布|发布|印发|报送|上报|呈报|呈送|提交|学年|的|\d{1,2}月(?:\d{1,2}日)?|[-:,、.;)~至])+"
    r"|(?:关于.{0,4}|发布|公布|的|(?:\d\d)?年度?|[-:,、.;(~至])+$"
)
_BRACKETED = re.compile(r"\(([^()]{2,30})\)|-([^()-]{2,30})$")
_SOMEBODY = re.compile(r"^(?:本|我|各|全|该)(?:级|机关|单位|部门|局|厅|委|镇|乡|县|市|区|办|街道|省)")
_AGENCY_END = re.compile(
    r"(?:政府|局|委|委员会|厅|办|办公室|部|处|站|所|队|院|馆|中心|镇|乡|街道|办事处|[省市县区州盟旗]|管委会|公司"
    r"|协会|联合会|供销社|党校|学校|大学|学院|署|海关|农场|林场|研究室|园|残联|工会|合作社)\)?$"
)
_LONGEST_NAME = 40


def _agency_of(phrase: Phrase) -> str:
    """The agency named in front of the phrase, else in brackets behind it, else before a separator."""
    head = phrase.head
    if head.endswith("人民") and phrase.topic.startswith("政府"):
        head += "政府"  # 青石县人民政府信息公开…: one 政府 was left out
    named = _agency_in(head)
    if named:
        return named
    behind = _BRACKETED.search(phrase.tail)
    bracketed = _if_agency(behind.group(1) or behind.group(2)) if behind else ""
    return bracketed or _if_agency(phrase.before)


def _agency_beside(phrase: Phrase) -> str:
    """The agency of a refused title, where it can be told from the words around it."""
    return _if_agency(_agency_in(PICTURED.sub("", phrase.head)))


def _agency_in(head: str) -> str:
    first, _, second = head.partition("关于")
    named = ""
    for piece in _YEAR_MARK.split(_without_topic(first or second)):
        named = _joined_name(named, _FILLER.sub("", piece))
    usable = len(named) <= _LONGEST_NAME and not _SENTENCE.search(named) and not _SOMEBODY.match(named)
    return _once(named) if usable else ""


def _without_topic(head: str) -> str:
    """Without the word that makes another disclosure of this one; 环境 is no part of 青石县教育局环境."""
    other = _OTHER_TOPIC.search(head)
    return head[: other.start("topic")] if other else head


def _joined_name(named: str, piece: str) -> str:
    """Two pieces around a year: one name in two parts, or the same name twice, whole or shortened."""
    if piece.endswith(named):
        return piece
    return named if named.endswith(piece) else named + piece


def _once(named: str) -> str:
    """青石县水利局青石县水利局 → 青石县水利局."""
    half = len(named) // 2
    return named[half:] if named[:half] == named[half:] else named


def _if_agency(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME and _AGENCY_END.search(text) else ""


# Titles without the phrase.

_GENERIC = re.compile(r"(?:年度(?:工作)?报告|年报)(?:\(?20\d\d年?度?\)?)?$")


def _without_phrase(text: str) -> TitleReading:
    """A title that says nothing of disclosure: refused by its topic, generic 「某局2025年年报」, or undecided."""
    rest = CUT.sub("", text)
    years = years_in(rest)
    generic = _GENERIC.search(rest)
    head = rest[: generic.start()] if generic else rest
    named = _if_agency(_agency_in(head))
    says_no_more = bool(years) and (bool(named) or not _FILLER.sub("", _YEAR_MARK.sub("", head)))
    refusal = topic_refused(rest) or (None if says_no_more else Refusal.OTHER)
    accepted = refusal is None and generic is not None
    return TitleReading(
        is_report=accepted,
        year=years[0] if len(years) == 1 else None,
        agency=named,
        refusal=refusal,
        loose=accepted,
        years=years,
    )
