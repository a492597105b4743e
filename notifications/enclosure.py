"""All that a digest says where its text can only list a part: a workbook, every line with the facts it has there. Pure.

A mail brings it along; a chat says how many there are and where to read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from models.assessment import Standing
from models.times import local_day
from models.words import Language, Words
from notifications import findings, items, layout, phrases, shown, words
from notifications.digest import Digest
from notifications.lines import Line, Topic
from notifications.room import is_cut
from notifications.shown import say
from notifications.workbook import Column, Link, Sheet, Value, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LINES = Words("全部条目", "All lines")
REMINDERS = Words("时限将至", "Due dates near")
BLANK = Words(
    "空白表示未知或不适用，不是 0。时间均为北京时间。",
    "A blank is unknown or does not apply, never 0. Times are Beijing time.",
)
SECTION = Words("{heading}：{note}", "{heading}: {note}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that goes with a mail."""

    name: str  # plain ASCII: every mail client keeps it
    media_type: str
    content: bytes


def enclosure(digest: Digest, language: Language) -> Enclosure | None:
    """Every line as a workbook; None where the text of the message holds them all. The same bytes at every call."""
    if not is_cut(digest):
        return None
    file = BytesIO()
    write_workbook(
        tuple(sheets(digest, language)),
        file,
        title=layout.subject(digest, language),
        made=digest.as_of,
    )
    name = f"chunxun-{digest.year}-{digest.number:04d}.xlsx"
    return Enclosure(name=name, media_type=XLSX, content=file.getvalue())


def sheets(digest: Digest, language: Language) -> Iterator[Sheet]:
    """The lines, and of due dates that are near those who are still to be found."""
    yield _lines_sheet(digest, language)
    if digest.reminders:
        yield _reminders_sheet(digest, language)


def _head(digest: Digest, language: Language) -> tuple[str, ...]:
    """What stands above each sheet, for each may be copied away from the message."""
    at = shown.moment(digest.as_of)
    rehearsal = (say(phrases.REHEARSAL, language, at=at),) if digest.clock_set else ()
    return (*rehearsal, layout.lead(digest, language), BLANK.said_in(language))


def _lines_sheet(digest: Digest, language: Language) -> Sheet:
    columns = (
        Column(heading=heading.said_in(language), width=width)
        for heading, width in (
            (Words("序号", "No."), 6),
            (Words("类别", "Section"), 18),
            (Words("单位", "Agency"), 30),
            (Words("单位编码", "Code"), 14),
            (phrases.OVERSIGHT, 24),
            (Words("问题等级", "Severity"), 10),
            (Words("情况", "What"), 56),
            (Words("报告年度", "Report on"), 10),
            (Words("法定时限", "Due"), 12),
            (Words("本地时限", "Due locally"), 12),
            (phrases.LATE_BY, 10),
            (phrases.BASIS, 26),
            (phrases.CLAIMED, 12),
            (phrases.FIRST_SEEN, 17),
            (phrases.LAST_ABSENT, 17),
            (phrases.LAST_LOOK, 17),
            (phrases.WHERE, 24),
            (phrases.EXPECTED, 14),
            (phrases.ACTUAL, 14),
            (Words("报告或栏目", "Report or column"), 44),
            (phrases.EVIDENCE, 44),
        )
    )
    return Sheet(
        name=LINES.said_in(language),
        title=layout.subject(digest, language),
        notes=(*_head(digest, language), *_sections(digest, language)),
        columns=tuple(columns),
        rows=(tuple(_row(n, line, digest, language)) for n, line in enumerate(digest.lines, start=1)),
        fixed=3,
        pages_wide=3,
    )


def _sections(digest: Digest, language: Language) -> Iterator[str]:
    """What a section says of itself, which its lines must not lose."""
    for topic, note in phrases.NOTE.items():
        if digest.of(topic):
            heading = phrases.HEADING[topic].said_in(language)
            yield say(SECTION, language, heading=heading, note=note.said_in(language))


def _row(number: int, line: Line, digest: Digest, language: Language) -> Iterator[Value]:
    a, finding = line.assessment, line.finding
    yield from (number, phrases.HEADING[line.topic].said_in(language))
    yield from (shown.clean(line.agency.name), shown.clean(line.agency.code))
    yield _oversight(line, digest)
    yield None if line.severity is None else words.SEVERITY[line.severity].said_in(language)
    yield items.statement(line, language)
    yield from (a.year, a.due, None if a.local_due in {None, a.due} else a.local_due)
    yield None if items.late_of(line) is None else shown.late(a, language)
    yield None if line.basis is None else shown.clean(line.basis.said_in(language))
    yield from _dates(line)
    yield None if finding is None else findings.place_said(finding.where, language)
    yield from (None, None) if finding is None else (finding.expected, finding.actual)
    places = {label: Link(address) for label, address, _ in items.links(line, language, digest.summary_at)}
    evidence = places.pop(phrases.EVIDENCE.said_in(language), None)
    yield from (next(iter(places.values()), None), evidence)


def _oversight(line: Line, digest: Digest) -> str | None:
    """Who oversees the agency; not said of one that moved to an office which is neither this one nor beneath it."""
    office = line.agency.oversight
    name = digest.office_name if office == digest.office else digest.beneath.get(office)
    return None if name is None else shown.clean(name)


_ABSENT = frozenset({Topic.OVERDUE, Topic.ESCALATED, Topic.LATE, Topic.BACKDATING, Topic.WITHDRAWN})


def _dates(line: Line) -> Iterator[date | datetime | None]:
    """Dated by the portal, first found, last not found, last looked for; of what is only suspected nothing is said."""
    a = line.assessment
    if a.standing is Standing.SUSPECTED:
        yield from (None, None, None, None)
    else:
        absent = a.last_absent if line.topic in _ABSENT else None
        yield from (a.claimed_date, a.first_seen, absent, a.last_completed_visit)


def _reminders_sheet(digest: Digest, language: Language) -> Sheet:
    headings = (
        (Words("时限", "Due"), 12),
        (Words("时限类别", "Which date"), 24),
        (Words("还有天数", "Days left"), 10),
        (Words("单位", "Agency"), 40),
    )
    today = local_day(digest.as_of)
    return Sheet(
        name=REMINDERS.said_in(language),
        title=layout.subject(digest, language),
        notes=(*_head(digest, language), phrases.REMINDERS_NOTE.said_in(language)),
        columns=tuple(Column(heading=heading.said_in(language), width=width) for heading, width in headings),
        rows=(
            (
                each.due,
                phrases.LOCAL_FIRST.said_in(language) if each.local else None,
                (each.due - today).days,
                shown.clean(name),
            )
            for each in digest.reminders
            for name in each.missing
        ),
        fixed=1,
    )
