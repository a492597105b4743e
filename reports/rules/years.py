"""Two years' reports of one agency: whether they may be laid side by side, and the cells of both."""

from collections.abc import Iterator
from decimal import Decimal

from models.report import Cell, Table
from models.verdict import Side
from models.words import Words
from reports.rules._registry import MISSING, NotChecked
from reports.succession import Succession

FIRST_FORM = 2019  # the first report year of a national form with tables
TABLES = {
    "disclosure": "主动公开情况表",
    "applications": "申请情况表",
    "remedies": "行政复议、行政诉讼情况表",
}
# Columns that do not count the year's own doings, or count them again.
STOCKS = ("valid", "total_public", "previous_items", "total")
# So many numbers of the year that are not 0, or one so large, are not alike by chance.
ENOUGH_CELLS = 4
ENOUGH_COUNT = 10


def both(table_id: str, succession: Succession) -> tuple[Table, Table] | NotChecked:
    """Last year's table and this year's, or why they cannot be compared."""
    if succession.unfit is not None:
        return NotChecked(succession.unfit)
    last, this = succession.last.get(table_id), succession.this.table(table_id)
    if this is None:
        return NotChecked(MISSING[table_id])
    if last is None:
        return NotChecked(_without(table_id, succession.last_year))
    return last, this


def _without(table_id: str, year: int | None) -> Words:
    if year is not None and year < FIRST_FORM:
        return Words(
            f"上一年度（{year}）的报告早于统一格式，没有表格",
            f"the previous report, of {year}, is older than the national form and has no tables",
        )
    return Words(f"上一年度报告没有读到{TABLES[table_id]}", f"no {table_id} table in the previous report")


def value(cell: Cell | None) -> Decimal | None:
    """The number of a cell, None where it holds none or there is no cell."""
    return None if cell is None else cell.value


def side(*cells: Cell | None, usually: Side) -> Side:
    """`usually`, but ours where a cell of either year is in doubt."""
    return Side.READING if any(cell.doubtful for cell in cells if cell) else usually


def shared(last: Table, this: Table) -> Iterator[tuple[str, Cell, Cell]]:
    """The cells both years' tables have, by address, last year's first."""
    for row, column, cell in this:
        before = last.cell(row, column)
        if before is not None:
            yield f"{this.id}.{row}.{column}", before, cell


def is_telling(pairs: list[tuple[str, Cell, Cell]]) -> bool:
    """Whether the year's own numbers are enough to tell two tables apart."""
    own = [
        this.value
        for address, _, this in pairs
        if this.value and address.rpartition(".")[2] not in STOCKS and ".total." not in address
    ]
    return len(own) >= ENOUGH_CELLS or any(each >= ENOUGH_COUNT for each in own)
