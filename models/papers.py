"""A report laid out to be looked at: its tables as the form prints them, its versions, and its years side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.report import CellKind
from models.version import Became, Version

Address = tuple[str, str, str]  # ids of table, row and column


class Written(NamedTuple):
    """What stands in one cell, and how sure its reading is; its number is left to those who calculate."""

    raw: str
    kind: CellKind
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The cells of one document as written, without its text."""

    year: int
    document: str  # SHA-256
    edition: str | None  # None: no form recognised
    cells: Mapping[Address, Written] = field(hash=False)


class SheetCell(NamedTuple):
    """One cell of a sheet. `address` as a finding names it, `applications.new.natural`."""

    address: str
    written: Written | None  # None: the report has no such cell


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row in the form's words; None stands where the form has no cell."""

    group: str  # the caption it stands under, or empty
    label: str
    cells: tuple[SheetCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One official table of a report, in the form's words and order."""

    id: str
    title: str  # of the section it belongs to
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place at which two versions differ. `place` in the form's words."""

    place: str
    before: str  # empty: it was not there
    after: str  # empty: it is no longer there


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One version of a report, and what it changed in the one before. `became` None: it is the first, or one was not read."""

    version: Version
    became: Became | None = None
    notice: str = ""  # the words by which it says that it was corrected
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """One year's figures that run on into the next. `written` in the order of `Chain.columns`, empty where not read."""

    year: int
    written: tuple[str, ...]
    follows: (
        bool | None
    )  # whether what it carried in is what the year before carried out; None: not to be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The years of one agency, oldest first."""

    columns: tuple[str, ...]
    years: tuple[Chained, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What is shown of one agency's report beside the verdicts on it."""

    sheets: tuple[Sheet, ...] = ()
    versions: tuple[Compared, ...] = ()  # empty: it was never changed
    chain: Chain | None = None  # None: fewer than two years are known
