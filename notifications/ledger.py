"""The 台账 of one season: every agency with its dates, its report and its findings, in five sheets. Pure.

Made for an office, or for the operators; what the one may not read of the other is decided in `ledger_entries`.
"""

from collections.abc import Iterator
from dataclasses import replace

from models.assessment import Standing
from notifications import ledger_words as said
from notifications import shown
from notifications.ledger_columns import COLUMNS, column_of, row_of
from notifications.ledger_entries import Audience, Book
from notifications.ledger_sheets import could_not_sheet, findings_sheet, statistics_sheet, to_verify_sheet
from notifications.season import counted
from notifications.workbook import Sheet

FIXED = 3  # number, code and name stay in sight
PAGES_WIDE = 7  # on fewer the letters would be smaller than eight points


def sheets(book: Book) -> tuple[Sheet, ...]:
    """The sheets of a ledger, in their order; rows are made while they are written."""
    made = (
        _main(book),
        findings_sheet(book),
        to_verify_sheet(book),
        statistics_sheet(book),
        could_not_sheet(book),
    )
    return tuple(replace(sheet, notes=(*_warnings(book), *sheet.notes)) for sheet in made)


def _warnings(book: Book) -> Iterator[str]:
    """What every sheet says, for each may be copied away from the others."""
    if book.season.clock_set:
        yield book.filled(said.REHEARSAL, at=shown.moment(book.season.as_of))
    if book.audience is Audience.OPERATORS:
        yield book.say(said.INTERNAL)


def title(book: Book) -> str:
    """What the ledger is called."""
    return book.filled(said.TITLE, office=shown.clean(book.office), year=book.season.year)


def _main(book: Book) -> Sheet:
    return Sheet(
        name=book.say(said.LEDGER),
        title=title(book),
        notes=tuple(_notes(book)),
        columns=tuple(column_of(told, book) for told in COLUMNS),
        rows=(row_of(book, entry) for entry in book.entries()),
        fixed=FIXED,
        pages_wide=PAGES_WIDE,
    )


def _notes(book: Book) -> Iterator[str]:
    season = book.season
    yield book.filled(said.AS_OF, at=shown.moment(season.as_of), release=season.release)
    suspected = counted(season.assessments)[Standing.SUSPECTED]
    if suspected and book.audience is Audience.OFFICE:
        yield book.filled(said.NOT_NAMED, n=suspected)
