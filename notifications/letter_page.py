"""A letter's strings, finished, and what of it fits on its one page; the rest is an annex. Pure.

Heights are reckoned in points, by lines of fixed height, so that the page holds whatever font is at hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil
from unicodedata import east_asian_width

from models.assessment import Standing
from models.times import local_day
from models.words import Language, Words
from notifications import letter_words as said
from notifications import shown
from notifications.letters import Case, Matter, Spot, is_reminder, matters, withheld
from notifications.shown import say

AUTHORITY = "regulation.47"  # what lets an office ask
TEXT, TEXT_LINE = 11, 17  # points: letters and lines of the text
SMALL, SMALL_LINE = 9, 12  # of tables and bases
WIDTH = 17.3  # centimetres between the margins
ROOM = 580  # points for all that is not of one height always: see `_height`
NARROW = 0.62  # the width of a Latin letter, of its height: another font may stand in for ours
SLACK = 0.5  # of a letter's height, lost at the end of a line, where no stop may begin the next
EDGES = 0.4  # centimetres within a cell that hold no text
STATEMENT, MOST_STATEMENT = 60, 170  # points for what the agency has to say: where all is full, and at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as shown: headings with their widths in centimetres, and rows."""

    headings: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What did not fit on the page."""

    title: str
    table: Table
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as shown, in the order in which it is read."""

    rehearsal: str  # empty: the clock was the real one
    title: str
    number: str
    to: str
    opening: str
    table: Table
    bases: tuple[str, ...]
    ask: str
    statement: str
    statement_height: int  # points
    signed: str
    contact: str
    seal: str
    day: str
    draft: str
    annex: Annex | None = None


def letter(case: Case, language: Language) -> Letter:
    """The letter of an agency that gets one; ValueError for one that gets none."""
    if (why := withheld(case)) is not None:
        raise ValueError(f"{case.agency.code} gets no letter: {why.en}")
    page = _reminder(case, language) if is_reminder(case) else _request(case, language)
    spare = max(0, ROOM - _height(page))
    return replace(page, statement_height=min(STATEMENT + spare, MOST_STATEMENT))


@dataclass(slots=True)
class _Cited:
    """The provisions of a letter, numbered as they are cited first."""

    case: Case
    language: Language
    known: list[str] = field(default_factory=list)

    def mark(self, provision: str) -> str:
        """`[2]`; empty where we know nothing of such a provision."""
        if provision not in self.case.bases:
            return ""
        if provision not in self.known:
            self.known.append(provision)
        return f"[{self.known.index(provision) + 1}]"

    def lines(self, start: int = 0) -> tuple[str, ...]:
        """What each says, from one number on: in its own words where they are confirmed, and from where."""
        return tuple(
            f"[{number}] {self._line(provision)}"
            for number, provision in enumerate(self.known[start:], start=start + 1)
        )

    def _line(self, provision: str) -> str:
        basis = self.case.bases[provision]
        phrase = said.QUOTED if basis.quoted else said.ASKED
        asks = basis.asks.said_in(self.language)
        return say(
            phrase,
            self.language,
            citation=basis.citation,
            words=basis.quoted,
            asks=asks.rstrip("。."),
            source=basis.source,
        )


def _reminder(case: Case, language: Language) -> Letter:
    cited = _Cited(case, language)
    opening = _opening(case, cited) + _gap(language) + _unfound(case, language)
    rows = tuple(
        (str(number), _address(spot, language), str(spot.looks), shown.moment(spot.last))
        for number, spot in enumerate(case.spots, start=1)
    )
    table = Table(headings=_headings(said.PLACE_HEADINGS, language), rows=rows)
    return _framed(case, language, said.URGE_TITLE, said.ASK_URGED, opening, table, cited.lines())


def _address(spot: Spot, language: Language) -> str:
    return shown.clean(spot.address) or said.NO_COLUMN.said_in(language)


def _unfound(case: Case, language: Language) -> str:
    looks = [spot.last for spot in case.spots if spot.last is not None]
    if not looks:
        return said.SOON.said_in(language)
    phrase = said.NOT_FOUND if case.assessment.standing is Standing.OVERDUE else said.NOT_YET
    return say(phrase, language, at=shown.moment(max(looks)), n=len(case.spots))


def _request(case: Case, language: Language) -> Letter:
    """As many matters as the page holds, and at least one."""
    listed = tuple(matters(case))
    for kept in range(len(listed), 1, -1):
        page = _laid_out(case, language, listed, kept)
        if _height(page) <= ROOM:
            return page
    return _laid_out(case, language, listed, 1)


def _laid_out(case: Case, language: Language, listed: Sequence[Matter], kept: int) -> Letter:
    """The letter with the first `kept` matters on its page."""
    cited = _Cited(case, language)
    opening = (
        _opening(case, cited)
        + _gap(language)
        + _checked(case, listed, language)
        + _annexed(kept, len(listed), language)
    )
    rows = [_row(number, each, cited, language) for number, each in enumerate(listed[:kept], start=1)]
    bases = cited.lines()
    rest = [_row(number, each, cited, language) for number, each in enumerate(listed[kept:], start=kept + 1)]
    headings = _headings(said.MATTER_HEADINGS, language)
    table = Table(headings=headings, rows=tuple(rows))
    page = _framed(case, language, said.MEND_TITLE, said.ASK, opening, table, bases)
    if not rest:
        return page
    title = say(said.ANNEX, language, name=shown.clean(case.agency.name), year=case.assessment.year)
    annex = Table(headings=headings, rows=tuple(rest))
    return replace(page, annex=Annex(title=title, table=annex, bases=cited.lines(len(bases))))


def _opening(case: Case, cited: _Cited) -> str:
    authority = case.bases[AUTHORITY].citation + cited.mark(AUTHORITY)
    due = _day(case.assessment.due, cited.language) + cited.mark(case.duty)
    return say(said.OPENING, cited.language, authority=authority, year=case.assessment.year, due=due)


def _reply_by(case: Case, language: Language) -> str:
    day = _day(case.reply_by, language)
    return day if case.reply_by_holidays else day + said.ON_WEEKDAYS.said_in(language)


def _day(day: date, language: Language) -> str:
    """A day as letters write it: 2026年2月12日."""
    return say(said.DAY, language, year=day.year, month=day.month, day=day.day)


def _gap(language: Language) -> str:
    return "" if language is Language.ZH else " "


def _checked(case: Case, listed: Sequence[Matter], language: Language) -> str:
    """Which version was checked, where a report was; else only how many matters there are."""
    a = case.assessment
    if case.seen_last is None or a.standing is Standing.WITHDRAWN:
        return say(said.MATTERS, language, n=len(listed))
    return say(
        said.CHECKED,
        language,
        at=shown.moment(case.seen_last),
        title=shown.clean(a.title, 60),
        address=shown.clean(a.report_url, 120),
        n=len(listed),
    )


def _annexed(kept: int, total: int, language: Language) -> str:
    if kept == total:
        return ""
    phrase = said.ANNEX_SAYS_ONE if kept + 1 == total else said.ANNEX_SAYS
    return _gap(language) + say(phrase, language, first=kept + 1, last=total)


def _row(number: int, matter: Matter, cited: _Cited, language: Language) -> tuple[str, ...]:
    return (
        str(number),
        shown.clean(matter.what.said_in(language), 160),
        shown.clean(matter.place.said_in(language), 60),
        shown.clean(matter.reads, 40),
        shown.clean(matter.should, 40),
        shown.clean(matter.mend.said_in(language), 120) if matter.mend else "",
        cited.mark(matter.basis),
    )


def _headings(named: Sequence[tuple[Words, float]], language: Language) -> tuple[tuple[str, float], ...]:
    return tuple((heading.said_in(language), width) for heading, width in named)


def _framed(
    case: Case,
    language: Language,
    title: Words,
    ask: Words,
    opening: str,
    table: Table,
    bases: tuple[str, ...],
) -> Letter:
    at, today = shown.moment(case.as_of), local_day(case.as_of)
    return Letter(
        rehearsal=say(said.REHEARSAL, language, at=at) if case.clock_set else "",
        title=title.said_in(language),
        number=say(said.NUMBER, language, year=today.year),
        to=say(said.TO, language, name=shown.clean(case.agency.name, 80)),
        opening=opening,
        table=table,
        bases=bases,
        ask=say(ask, language, reply=_reply_by(case, language)),
        statement=said.STATEMENT.said_in(language),
        statement_height=STATEMENT,
        signed=said.SIGNED.said_in(language),
        contact=say(said.CONTACT, language, contact=shown.clean(case.contact, 80) or said.BLANK_CONTACT),
        seal=say(said.SEAL, language, office=shown.clean(case.office, 60)),
        day=_day(today, language),
        draft=say(said.DRAFT, language, release=case.release, at=at),
    )


def _height(page: Letter) -> int:
    """Points that its text, its table and its bases take; title, number, day and the agency's own box left out."""
    told = (page.rehearsal, page.to, page.opening, page.ask, page.contact, page.seal)
    text = sum(_lines("　　" + each, WIDTH, TEXT) for each in told if each)
    small = sum(_lines(each, WIDTH, SMALL) for each in page.bases) + 1
    return text * TEXT_LINE + small * SMALL_LINE + _table_height(page.table)


def _table_height(table: Table) -> int:
    heads = tuple(heading for heading, _ in table.headings)
    widths = [width - EDGES for _, width in table.headings]
    tallest = (
        max(_lines(text, width, SMALL) for text, width in zip(row, widths, strict=True))
        for row in (heads, *table.rows)
    )
    return sum(lines * SMALL_LINE + 1 for lines in tallest)


def _lines(text: str, width: float, size: int) -> int:
    """How many lines a text takes in so many centimetres, in letters of so many points (1/72 of 2.54 cm)."""
    wide = sum(east_asian_width(character) in "WFA" for character in text)
    taken = (wide + NARROW * (len(text) - wide)) * size
    return max(1, ceil(taken / (width / 2.54 * 72 - SLACK * size)))
