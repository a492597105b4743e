"""The official forms of the annual report, read from forms/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar


class Along(StrEnum):
    """COLUMN: in every column, rows are added. ROW: in every row, columns are added."""

    COLUMN = "column"
    ROW = "row"


class Relation(StrEnum):
    """How the sum of the left side must stand to the sum of the right side."""

    EQUAL = "equal"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A relation the form demands between cells of one table, named and never calculated here."""

    rule: str
    table: str
    along: Along
    left: tuple[str, ...]
    relation: Relation
    right: tuple[str, ...]
    only: tuple[str, ...] = ()  # the columns (along COLUMN) or rows (along ROW) it holds for; empty: all


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnForm:
    """One column of an official table."""

    id: str
    label: str
    accepted: tuple[str, ...] = ()  # other wordings seen in reports


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """One row of an official table."""

    id: str
    label: str
    accepted: tuple[str, ...] = ()  # other wordings; from four characters on they count anywhere in a cell
    group: str = ""  # the caption or label it stands under
    columns: tuple[str, ...]  # ids of the columns this row has


@dataclass(
    frozen=True, slots=True, kw_only=True, eq=False
)  # one object a form, so that looking it up costs nothing
class TableForm:
    """One official table of a form."""

    id: str
    section: int  # the section it belongs to
    rows: tuple[RowForm, ...]
    columns: tuple[ColumnForm, ...]
    signed: tuple[str, ...] = ()  # columns in which a number may be negative
    decimal: tuple[str, ...] = ()  # columns in which a number may have decimals

    def addresses(self) -> tuple[tuple[str, str], ...]:
        """Every cell as (row id, column id), in the form's order."""
        return _addresses(self)

    def has(self, row: str, column: str) -> bool:
        """Whether the table has that cell."""
        return (row, column) in _every_address(self)

    def row(self, row_id: str) -> RowForm:
        """The row of that id; KeyError where the table has none."""
        return _named(row_id, self.rows)

    def column(self, column_id: str) -> ColumnForm:
        """The column of that id; KeyError where the table has none."""
        return _named(column_id, self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionForm:
    """One of the six sections, or of the six matters where sections were not prescribed."""

    no: int
    title: str
    accepted: tuple[str, ...] = ()  # other wordings seen in reports
    required: bool = True  # False: where there is nothing to report, nothing need be said


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the form. `last_year` None: still in force."""

    id: str
    first_year: int
    last_year: int | None
    document: str  # the circular that prescribes it
    sections: tuple[SectionForm, ...]
    tables: tuple[TableForm, ...]
    identities: tuple[Identity, ...]

    @property
    def free(self) -> bool:
        """Whether it prescribes only what a report says: no tables, no order, no titles (until 2018)."""
        return not self.tables

    def table(self, table_id: str) -> TableForm:
        """The table of that id; KeyError where the form has none."""
        return _named(table_id, self.tables)

    def identities_of(self, rule: str) -> tuple[Identity, ...]:
        """The identities one rule checks."""
        return tuple(identity for identity in self.identities if identity.rule == rule)

    def serves(self, year: int) -> bool:
        """Whether reports of that year are due on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@cache
def _addresses(form: TableForm) -> tuple[tuple[str, str], ...]:
    return tuple((row.id, column) for row in form.rows for column in row.columns)


@cache
def _every_address(form: TableForm) -> frozenset[tuple[str, str]]:
    return frozenset(_addresses(form))


_Form = TypeVar("_Form", RowForm, ColumnForm, TableForm, Edition)


def _named(form_id: str, forms: tuple[_Form, ...]) -> _Form:
    for form in forms:
        if form.id == form_id:
            return form
    raise KeyError(form_id)


def _words(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(entry.get(key, ()))


def _rows(entry: Mapping[str, Any], columns: tuple[ColumnForm, ...]) -> tuple[RowForm, ...]:
    everything = tuple(column.id for column in columns)
    return tuple(
        RowForm(
            id=row["id"],
            label=row["label"],
            accepted=_words(row, "accepted"),
            group=block.get("caption", ""),
            columns=_words(block, "columns") or everything,
        )
        for block in entry["block"]
        for row in block["row"]
    )


def _table(entry: Mapping[str, Any]) -> TableForm:
    columns = tuple(
        ColumnForm(id=column["id"], label=column["label"], accepted=_words(column, "accepted"))
        for column in entry["column"]
    )
    return TableForm(
        id=entry["id"],
        section=entry["section"],
        rows=_rows(entry, columns),
        columns=columns,
        signed=_words(entry, "signed"),
        decimal=_words(entry, "decimal"),
    )


def _identity(entry: Mapping[str, Any]) -> Identity:
    return Identity(
        rule=entry["rule"],
        table=entry["table"],
        along=Along(entry["along"]),
        left=_words(entry, "left"),
        relation=Relation(entry["relation"]),
        right=_words(entry, "right"),
        only=_words(entry, "only"),
    )


def _edition(path: Path) -> Edition:
    form = tomllib.loads(path.read_text(encoding="utf-8"))
    return Edition(
        id=form["id"],
        first_year=form["first_year"],
        last_year=form.get("last_year"),
        document=form["document"],
        sections=tuple(
            SectionForm(
                no=entry["no"],
                title=entry["title"],
                accepted=_words(entry, "accepted"),
                required=entry.get("required", True),
            )
            for entry in form["section"]
        ),
        tables=tuple(_table(entry) for entry in form.get("table", ())),
        identities=tuple(_identity(entry) for entry in form.get("identity", ())),
    )


ALL_EDITIONS: tuple[Edition, ...] = tuple(
    _edition(path) for path in sorted((Path(__file__).parent / "forms").glob("*.toml"))
)
EDITIONS: tuple[Edition, ...] = tuple(each for each in ALL_EDITIONS if not each.free)
"""The forms a document can be recognised as by its tables, the oldest first."""


def edition(edition_id: str) -> Edition:
    """The edition of that id; KeyError where there is none."""
    return _named(edition_id, ALL_EDITIONS)


def edition_for(year: int) -> Edition | None:
    """The edition a report of that year is due on; None before 2008, when no report was."""
    return next((candidate for candidate in ALL_EDITIONS if candidate.serves(year)), None)
