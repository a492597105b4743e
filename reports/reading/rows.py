"""Lines of a table → the rows of the form they are, by label, and where a label was torn off by order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from models.report import CellKind
from reports.editions import RowForm, TableForm
from reports.reading.cells import is_value, read_cell
from reports.reading.headers import Header, header_of
from reports.reading.labels import row_named, stem
from reports.reading.manuscript import Line

_FRAGMENT = 3  # characters from which on a part of a label can name a row


@dataclass(frozen=True, slots=True)
class Met:
    """One row met: the row of the form it is (None: not known), its label, the cells behind it."""

    row: RowForm | None
    label: str
    values: tuple[str, ...]
    header: Header
    place: int = 0  # of the label in the row, counted from 0
    doubtful: bool = False  # named by its neighbours alone


def met_rows(lines: Iterable[Line], form: TableForm) -> tuple[Met, ...]:
    """Every row of the table met, in document order."""
    return tuple(_named_by_place(list(_met(_gathered(lines, form), form)), form))


def _met(lines: Iterable[Line], form: TableForm) -> Iterator[Met]:
    header = Header()
    for line in lines:
        if not line.table:
            continue
        if found := header_of(line, form):
            header = found
        elif met := _labelled(line.cells, form, header) or _unlabelled(line.cells, header):
            yield met


def _labelled(cells: tuple[str, ...], form: TableForm, header: Header) -> Met | None:
    """A row with a label the form knows: the last such cell that has cells behind it."""
    for index in range(len(cells) - 2, -1, -1):
        if cells[index] and (row := row_named(cells[index], form)):
            start = index + 1
            while start < len(cells) and _is_part(cells[start], row):
                start += 1
            return Met(row, cells[index], cells[start:], header, index)
    return None


def _unlabelled(cells: tuple[str, ...], header: Header) -> Met | None:
    """A row that ends in values, one of them a number or a damaged one or all crossed out, behind no label known."""
    found = value_row(cells)
    if found is None or not (any(map(_holds_figure, found[1])) or _all_crossed_out(found[1])):
        return None
    return Met(None, found[0], found[1], header)


def _holds_figure(value: str) -> bool:
    cell = read_cell(value)
    return cell.kind is CellKind.NUMBER or cell.doubtful


def _all_crossed_out(values: tuple[str, ...]) -> bool:
    return len(values) > 1 and all(read_cell(value).kind is CellKind.NOT_APPLICABLE for value in values)


def value_row(cells: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Label and values of a row that ends in values; None where it ends in text, or in blanks behind a label."""
    count = 0
    while count < len(cells) and is_value(cells[-1 - count]):
        count += 1
    label, values = "".join(cells[: len(cells) - count]), cells[len(cells) - count :]
    return (label, values) if any(values) or (values and not label) else None


def _is_part(cell: str, row: RowForm) -> bool:
    """Whether a cell only carries on the row's label."""
    text = stem(cell)
    return len(text) >= _FRAGMENT and text in stem(row.label)


def _gathered(lines: Iterable[Line], form: TableForm) -> Iterator[Line]:
    """Lines, with tables written one cell a line put back into rows."""
    label: str | None = None
    values: list[str] = []
    table = 0
    for line in lines:
        alone = [cell for cell in line.cells if cell]
        if label is not None and line.table and len(alone) <= 1 and all(map(is_value, alone)):
            values, table = [*values, *alone], line.table
            continue
        if label is not None and values:
            yield Line((label, *values), table)
        label, values = None, []
        # Blank cells behind the label make a row of blanks, not a label waiting for its values.
        if len(line.cells) == 1 and row_named(line.cells[0], form):
            label = line.cells[0]
        yield line
    if label is not None and values:
        yield Line((label, *values), table)


def _named_by_place(met: list[Met], form: TableForm) -> Iterator[Met]:
    """The rows again, those without a full label named by what is missing between their neighbours."""
    order = {row.id: index for index, row in enumerate(form.rows)}
    read = {one.row.id for one in met if one.row}
    above, place = -1, 0
    for known, group in groupby(met, key=lambda one: one.row is not None):
        run = list(group)
        place += len(run)
        if known:
            yield from run
            above = order[run[-1].row.id] if run[-1].row else above
            continue
        next_row = met[place].row if place < len(met) else None
        below = order[next_row.id] if next_row else len(form.rows)
        missing = [row for row in form.rows[above + 1 : below] if row.id not in read]
        yield from _run(run, missing) if len(run) <= len(form.rows) else run


def _run(run: list[Met], missing: list[RowForm]) -> Iterator[Met]:
    """Neighbouring rows without a full label: by the part of a label they carry, else by order if the count agrees."""
    torn = [one for one in run if _could_be(one, missing)]
    by_part = {id(one): rows[0] for one in torn if len(rows := _candidates(one, missing)) == 1}
    if len(set(by_part.values())) < len(by_part):
        by_part = {}  # two rows claim one label
    left = iter([row for row in missing if row not in by_part.values()])
    certain = len(torn) == len(missing)
    for one in run:
        if row := by_part.get(id(one)):
            yield replace(one, row=row)
        elif certain and _could_be(one, missing):
            yield replace(one, row=next(left), doubtful=True)
        else:
            yield one


def _could_be(one: Met, missing: list[RowForm]) -> bool:
    return not stem(one.label) or bool(_candidates(one, missing))


def _candidates(one: Met, missing: list[RowForm]) -> list[RowForm]:
    part = stem(one.label)
    return [row for row in missing if len(part) >= _FRAGMENT and part in stem(row.label)]
