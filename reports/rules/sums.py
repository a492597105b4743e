"""The identities of a form laid on a table: which cells add up to which, line by line. Judges nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.report import Cell, Table
from reports.editions import Along, Edition, Identity, Relation, TableForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One identity in one column or row: the cells on both sides, by row or column id, and what to call it."""

    rule: str
    id: str  # of the column or row
    name: str
    where: str
    relation: Relation
    left: Mapping[str, Cell | None]
    right: Mapping[str, Cell | None]
    labels: Mapping[str, str]

    @property
    def key(self) -> str:
        """What the finding on it is called: `rule|where`."""
        return f"{self.rule}|{self.where}"

    @property
    def cells(self) -> dict[str, Cell | None]:
        """Every cell of the line."""
        return {**self.left, **self.right}

    @property
    def open(self) -> tuple[str, ...]:
        """The cells that hold no number, by id."""
        return tuple(key for key, cell in self.cells.items() if cell is None or cell.value is None)

    @property
    def difference(self) -> Decimal:
        """Left side less right side; cells without a number add nothing, so look at `open` first."""
        return total(self.left) - total(self.right)

    @property
    def holds(self) -> bool:
        """Whether the sums stand as the relation demands, cells without a number adding nothing."""
        return self.difference == 0 or (self.relation is Relation.AT_LEAST and self.difference > 0)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of its cells, left side first: `applications.new.natural`."""
        return tuple(self.where.replace("*", each) for each in self.cells)


def lines_of(identity: Identity, table: Table, form: TableForm) -> Iterator[Line]:
    """The lines an identity speaks of: every column, or every row, unless it names only some."""
    by_column = identity.along is Along.COLUMN
    across, along = (form.columns, form.rows) if by_column else (form.rows, form.columns)
    labels = {other.id: short(other.label) for other in along}
    for each in across:
        if identity.only and each.id not in identity.only:
            continue
        yield Line(
            rule=identity.rule,
            id=each.id,
            name=short(each.label),
            where=f"{table.id}.*.{each.id}" if by_column else f"{table.id}.{each.id}.*",
            relation=identity.relation,
            left={key: _cell(table, by_column, each.id, key) for key in identity.left},
            right={key: _cell(table, by_column, each.id, key) for key in identity.right},
            labels=labels,
        )


def all_lines(tables: Mapping[str, Table], edition: Edition) -> tuple[Line, ...]:
    """Every line of every identity of a form, for the tables there are."""
    return tuple(
        line
        for identity in edition.identities
        if (table := tables.get(identity.table)) is not None
        for line in lines_of(identity, table, edition.table(identity.table))
    )


def total(cells: Mapping[str, Cell | None]) -> Decimal:
    """The sum of the numbers; a cell without one adds nothing."""
    return sum((cell.value for cell in cells.values() if cell and cell.value is not None), Decimal(0))


def short(label: str) -> str:
    """A label without its number and its bracketed explanation."""
    stem = label.split("（区分", 1)[0]
    return stem.split("、", 1)[1] if stem[:2] in ("一、", "二、", "三、", "四、") else stem


def named(address: str, edition: Edition) -> str:
    """A single cell by its labels: `予以公开 · 自然人`."""
    table, row, column = address.split(".")
    form = edition.table(table)
    return f"{short(form.row(row).label)} · {short(form.column(column).label)}"


def _cell(table: Table, by_column: bool, line: str, key: str) -> Cell | None:
    return table.cell(key, line) if by_column else table.cell(line, key)
