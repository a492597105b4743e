"""A report as read: sections and tables, cell by cell, with the raw text always kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from models.visit import DateRead


class CellKind(StrEnum):
    """What stands in a cell. Blank is never 0 (contract §4)."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of an official table. `value` is None unless the kind is NUMBER.

    Where the text can be read in more than one way, `doubtful` is set, `value` holds the likeliest reading (or None
    where none is), and `readings` names every reading known, `value` among them. A doubtful cell of one reading was
    inferred, not seen: by the sums of the form, or by its neighbours. Readings and no value: one of them, or a blank.
    """

    raw: str
    kind: CellKind
    value: Decimal | None = None
    unit: str = (
        ""  # the unit it was read in: `万元`, `元`, `件`; empty where neither cell nor header names one
    )
    doubtful: bool = False  # two readings are possible: never laid on the agency
    readings: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One official table: cells by row id and column id of contract §4, in the form's order."""

    id: str
    cells: Mapping[tuple[str, str], Cell] = field(hash=False)

    def cell(self, row: str, column: str) -> Cell | None:
        """The cell, or None where the report has no such cell."""
        return self.cells.get((row, column))

    def __iter__(self) -> Iterator[tuple[str, str, Cell]]:
        for (row, column), cell in self.cells.items():
            yield row, column, cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the six sections: its number, the title as printed, its text without tables."""

    no: int
    title: str
    text: str

    @property
    def characters(self) -> int:
        """Length of the text without white space."""
        return len("".join(self.text.split()))


class Medium(StrEnum):
    """How the words of a document reached us."""

    TEXT = "text"  # as characters
    RECOGNISED = "recognised"  # by recognition of images: every figure may be misread
    PICTURES = "pictures"  # not at all: there are only images


@dataclass(frozen=True, slots=True, kw_only=True)
class Legibility:
    """How well the document could be read. Characters are counted without white space."""

    medium: Medium = Medium.TEXT
    pictures: int = 0  # images in the report's own part of the document that may hold parts of it
    characters: int = 0  # of all the text read
    damaged: int = 0  # of these, replacement, private-use and other characters nobody wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one document says. None means the document does not say."""

    title: str | None
    agency: str | None  # as named in the title
    title_year: int | None
    year: int | None  # the year reported on: the title's, else the body's
    body_years: tuple[int, ...] = ()  # years the text says it reports on, e.g. 统计期限
    body_agencies: tuple[str, ...] = ()  # agencies the text calls its author
    edition: str | None  # "2008", "2019", "2021", or None: no form recognised
    sections: tuple[Section, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict, hash=False)
    unread: tuple[str, ...] = ()  # parts met and not understood: listed, never dropped
    preamble: str = ""  # the text before section 一, titles included
    legibility: Legibility = Legibility()
    dates: tuple[DateRead, ...] = ()  # what the file says of itself; none of its text

    def section(self, no: int) -> Section | None:
        """The section of that number, or None."""
        return next((section for section in self.sections if section.no == no), None)

    def table(self, table_id: str) -> Table | None:
        """The table of that id, or None."""
        return self.tables.get(table_id)
