"""One thing told of one agency, in finished words: what is said, which duty, on which dates, under what, where. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.assessment import Flag, Standing
from models.decision import Mark
from models.verdict import Finding
from models.words import Language, Words
from notifications import phrases, shown, words
from notifications.digest import Digest
from notifications.findings import place_said
from notifications.lines import Line, Topic
from notifications.register import page_of
from notifications.rulings import asked_again
from notifications.shown import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line as shown: every string finished, none escaped yet."""

    name: str
    tag: str
    statement: str
    duty: str
    dates: tuple[tuple[str, str], ...]  # label, value; short enough never to be broken
    facts: tuple[tuple[str, str], ...]  # label, value
    links: tuple[tuple[str, str, str], ...]  # label, visible address, address or empty


def page_at(summary_at: str, path: str, language: Language) -> str:
    """The address of a page of the summary in one language."""
    return f"{summary_at.rstrip('/')}/{'' if language is Language.ZH else 'en/'}{path}"


def item_of(line: Line, language: Language, digest: Digest) -> Item:
    """The line as shown."""
    return Item(
        name=shown.clean(line.agency.name),
        tag=_tag(line, language),
        statement=statement(line, language),
        duty=_duty(line, language),
        dates=tuple((label.said_in(language), value) for label, value in _dates(line)),
        facts=tuple((label.said_in(language), value) for label, value in _facts(line, language, digest)),
        links=tuple(links(line, language, digest.summary_at)),
    )


def _tag(line: Line, language: Language) -> str:
    if line.severity is not None:
        return words.SEVERITY[line.severity].said_in(language)
    if late_of(line) is not None:
        return f"{phrases.LATE_BY.said_in(language)} {shown.late(line.assessment, language)}"
    return ""


def late_of(line: Line) -> tuple[int, int] | None:
    """Days late, least and most, where the line is about them."""
    return line.assessment.days_late if line.topic in {Topic.OVERDUE, Topic.LATE} else None


def statement(line: Line, language: Language) -> str:
    """What is said of the agency, in one sentence or two."""
    assessment = line.assessment
    why = shown.clean(assessment.why.said_in(language), 400)
    match line.topic:
        case Topic.OVERDUE | Topic.ESCALATED:
            at = assessment.last_absent or assessment.last_completed_visit or assessment.as_of
            phrase = phrases.NOT_FOUND if line.topic is Topic.OVERDUE else phrases.STILL_NOT_FOUND
            return say(phrase, language, at=shown.moment(at), days=line.days)
        case Topic.REOPENED | Topic.CORRECTED | Topic.DISPUTED if line.ended or line.decided:
            return _decided(line, language)
        case Topic.DISPUTED:
            return _disputed(line, language) + why
        case Topic.CORRECTED:
            gap = "" if language is Language.ZH else " "
            return _correction(line, language) + (gap + why if _may_explain(line) else "")
        case Topic.BACKDATING | Topic.LOCAL:
            return _beside(line, language) or why
        case Topic.CHANGED:
            return phrases.CHANGED.said_in(language)
        case Topic.FINDING | Topic.MENDED:
            message = line.message or assessment.why
            return shown.clean(message.said_in(language), 400)
        case Topic.LATE:
            undated = assessment.claimed_date is None
            return (phrases.LATE_UNDATED if undated else phrases.LATE).said_in(language)
        case Topic.WITHDRAWN | Topic.UNVERIFIED | Topic.REOPENED:
            return why


def _decided(line: Line, language: Language) -> str:
    """What a person decided, or decided once."""
    if line.ended is None:
        return _set_aside(line, language)
    return asked_again(line.ended, line.message, language)


def _set_aside(line: Line, language: Language) -> str:
    """A finding that was told, and what a person decided of it."""
    phrase = phrases.CONTESTED if line.topic is Topic.DISPUTED else phrases.SET_ASIDE
    told = say(phrase, language, finding=(line.message or line.assessment.why).said_in(language))
    decided = line.decided.said_in(language) if line.decided else ""
    gap = "" if language is Language.ZH else " "
    return shown.clean(f"{told}{gap}{decided}", 800)


def _disputed(line: Line, language: Language) -> str:
    match line.was:
        case Standing():
            was = words.STANDING[line.was]
        case Flag():
            was = words.FLAG[line.was]
        case _:
            return ""
    return say(phrases.DISPUTED, language, was=was.said_in(language))


def _may_explain(line: Line) -> bool:
    """A suspicion is internal: its reasons stay out of what an office reads."""
    return line.assessment.standing is not Standing.SUSPECTED


def _correction(line: Line, language: Language) -> str:
    if isinstance(line.was, Flag):
        local = line.was is Flag.LOCAL_DUE_MISSED
        phrase = phrases.NO_LONGER_LISTED if local else phrases.RESOLVED
        return say(phrase, language, was=words.FLAG[line.was].said_in(language))
    if line.was is None:
        raise ValueError(f"a correction for {line.agency.code} does not say what it corrects")
    suspected = line.assessment.standing is Standing.SUSPECTED
    now = words.STANDING[line.assessment.standing].said_in(language)
    if isinstance(line.was, Mark):
        return say(phrases.SETTLED_OPEN if suspected else phrases.SETTLED, language, now=now)
    was = words.STANDING[line.was].said_in(language)
    return say(phrases.RETRACTED if suspected else phrases.CORRECTED, language, was=was, now=now)


def _beside(line: Line, language: Language) -> str:
    """What was seen of the dates, of what is told beside a standing."""
    if line.topic is Topic.BACKDATING:
        return _two_sides(line, language)
    said = line.assessment.local_due_said()
    return shown.clean(said.said_in(language), 400) if said else ""


def _two_sides(line: Line, language: Language) -> str:
    a = line.assessment
    if a.claimed_date is None or a.last_absent is None or a.first_seen is None:
        return ""
    return say(
        phrases.BACKDATED,
        language,
        claimed=shown.day(a.claimed_date),
        absent=shown.moment(a.last_absent),
        found=shown.moment(a.first_seen),
    )


def _duty(line: Line, language: Language) -> str:
    a = line.assessment
    if a.local_due is None or a.local_due == a.due:
        return say(phrases.DUTY, language, year=a.year, due=shown.day(a.due))
    return say(phrases.DUTY_LOCAL, language, year=a.year, due=shown.day(a.due), local=shown.day(a.local_due))


_FULL = re.compile(r"(《[^《》]+》)(（[^（）]+）)")


def _short(citation: str) -> str:
    """A provision as a line cites it: the instrument's number and date stand once, below."""
    return _FULL.sub(r"\1", citation)


def cited(lines: Iterable[Line], language: Language) -> tuple[str, ...]:
    """The instruments that these lines cite, in full, each once."""
    said = [shown.clean(line.basis.said_in(language)) for line in lines if line.basis is not None]
    return tuple(dict.fromkeys("".join(each) for text in said for each in _FULL.findall(text)))


_DATED = frozenset({Topic.LATE, Topic.WITHDRAWN, Topic.CHANGED})  # elsewhere the statement says the dates


def _facts(line: Line, language: Language, digest: Digest) -> Iterator[tuple[Words, str]]:
    if line.agency.oversight in digest.beneath:
        yield phrases.OVERSIGHT, shown.clean(digest.beneath[line.agency.oversight])
    if line.basis is not None:
        yield phrases.BASIS, _short(shown.clean(line.basis.said_in(language)))
    if line.finding is not None:
        yield from _figures(line.finding, language)


def _dates(line: Line) -> Iterator[tuple[Words, str]]:
    a = line.assessment
    if line.topic is Topic.UNVERIFIED and a.last_completed_visit is not None:
        yield phrases.LAST_LOOK, shown.moment(a.last_completed_visit)
    if line.topic in _DATED:
        if a.claimed_date is not None:
            yield phrases.CLAIMED, shown.day(a.claimed_date)
        if a.first_seen is not None:
            yield phrases.FIRST_SEEN, shown.moment(a.first_seen)
        if a.last_absent is not None and line.topic is Topic.LATE:
            yield phrases.LAST_ABSENT, shown.moment(a.last_absent)


def _figures(finding: Finding, language: Language) -> Iterator[tuple[Words, str]]:
    yield phrases.WHERE, place_said(finding.where, language)
    if finding.expected is not None:
        yield phrases.EXPECTED, shown.clean(finding.expected, 80)
    if finding.actual is not None:
        yield phrases.ACTUAL, shown.clean(finding.actual, 80)


def links(line: Line, language: Language, summary_at: str) -> Iterator[tuple[str, str, str]]:
    """The report where it was found, else the column where it was looked for; and what proves the line."""
    report = line.assessment.report_url
    address, label = (report, phrases.REPORT) if report else (line.agency.column_url, phrases.COLUMN)
    if address:
        yield label.said_in(language), shown.clean(address), shown.link(address)
    if summary_at and line.assessment.standing is not Standing.SUSPECTED:
        page = page_at(summary_at, page_of(line.agency, line.assessment), language)
        yield phrases.EVIDENCE.said_in(language), page, shown.link(page)
