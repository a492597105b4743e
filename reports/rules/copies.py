"""Two documents of one agency and year laid side by side: the cells in which their figures differ."""

from dataclasses import dataclass
from decimal import Decimal

from models.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell in which both have a number, and not the same. `address` is table.row.column."""

    address: str
    here: Decimal
    there: Decimal


def differing_figures(report: Report, copy: Report) -> tuple[Difference, ...]:
    """Every cell whose figure another copy gives otherwise; a blank is no other figure, a doubtful reading is none."""
    return tuple(
        Difference(address=f"{table.id}.{row}.{column}", here=cell.value, there=other.value)
        for table in report.tables.values()
        if (beside := copy.table(table.id)) is not None
        for row, column, cell in table
        if (other := beside.cell(row, column)) is not None
        and not (cell.doubtful or other.doubtful)
        and cell.value is not None
        and other.value is not None
        and cell.value != other.value
    )
