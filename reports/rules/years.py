"""Two years' reports of one agency: whether they may be laid side by side, and the cells of both."""

from collections.abc import Iterator
from decimal import Decimal

from models.agency import Agency
from models.report import Cell, Report, Table
from models.verdict import Side
from models.words import Words
from reports.names import normalise
from reports.rules._registry import MISSING, NotChecked

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


def both(
    table_id: str, report: Report, previous: Report, agency: Agency | None, year: int | None
) -> tuple[Table, Table] | NotChecked:
    """Last year's table and this year's, or why they cannot be compared."""
    reason = unfit(report, previous, agency, year)
    if reason is not None:
        return NotChecked(reason)
    last, this = previous.table(table_id), report.table(table_id)
    if this is None:
        return NotChecked(MISSING[table_id])
    if last is None:
        return NotChecked(_without(table_id, previous))
    return last, this


def unfit(report: Report, previous: Report, agency: Agency | None, year: int | None) -> Words | None:
    """Why the two reports cannot be compared; None: they can."""
    of = report.year if year is None else year
    if of is None or previous.year is None:
        return Words("两份报告中有一份没有写明年度", "one of the two reports does not say its year")
    if previous.year != of - 1:
        return Words(
            f"给出的上一份报告是{previous.year}年度的，不是{of - 1}年度",
            f"the previous report given is of {previous.year}, not {of - 1}",
        )
    if agency is not None and agency.active_from is not None and agency.active_from.year > previous.year:
        return Words(
            "单位在两份报告之间新设，结转可能来自原单位",
            "the agency was set up in between; requests may come from others",
        )
    if agency is None and not _alike(report.agency, previous.agency):
        return Words(
            f"上一份报告的单位是“{previous.agency}”，不是“{report.agency}”",
            f"the previous report is of {previous.agency}, not of {report.agency}",
        )
    return None


def _alike(name: str | None, other: str | None) -> bool:
    """Whether two printed names may be one agency's: one is part of the other, or one report names nobody."""
    if not name or not other:
        return True
    one, another = normalise(name), normalise(other)
    return one in another or another in one


def _without(table_id: str, previous: Report) -> Words:
    if previous.year is not None and previous.year < FIRST_FORM:
        return Words(
            f"上一年度（{previous.year}）的报告早于统一格式，没有表格",
            f"the previous report, of {previous.year}, is older than the national form and has no tables",
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
