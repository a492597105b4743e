"""Lines + Edition → the three official tables, and what could not be read of them.

Nothing is made up. A row that is not there stays absent; a row whose values cannot be laid on its cells with
certainty stays absent too and is named in `unread` as `table.row：what was met`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from models.report import Cell, Table
from reports.editions import Edition, RowForm, TableForm
from reports.reading.cells import doubted, is_value, read_cell
from reports.reading.headers import opens
from reports.reading.labels import row_named
from reports.reading.manuscript import Line
from reports.reading.missing import Short, completed
from reports.reading.rows import Met, met_rows, value_row
from reports.reading.sections import Outline

_SHORT = 60  # a caption outside the table is no longer
_MOST_NOTES = 20
Offsets = dict[
    tuple[int, int], int
]  # cells behind the label, and cells of the form → blank cells to drop at the end


@dataclass(slots=True)
class Tally:
    """What has been read of one table so far."""

    form: TableForm
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    short: list[Short] = field(default_factory=list)  # rows with a value too few

    def note(self, row: str, what: str) -> None:
        """Remember a part that could not be read, under the address it belongs to."""
        self.unread.append(f"{self.form.id}.{row}：{what}" if row else f"{self.form.id}：{what}")

    def put(self, row: str, column: str, cell: Cell) -> None:
        """Keep a cell; a second, different reading of the same cell makes it doubtful."""
        before = self.cells.get((row, column))
        if before is not None and before.raw != cell.raw:
            self.note(f"{row}.{column}", f"同一格出现两次，内容不同：“{before.raw}”“{cell.raw}”")
            both = (*before.readings, before.value, *cell.readings, cell.value)
            readings = tuple(dict.fromkeys(value for value in both if value is not None))
            cell = replace(before, doubtful=True, readings=readings)
        self.cells[row, column] = cell

    def table(self) -> Table | None:
        """The table with its cells in the form's order, or None where none was read."""
        kept = {address: self.cells[address] for address in self.form.addresses() if address in self.cells}
        return Table(self.form.id, kept) if kept else None


def read_tables(
    lines: Sequence[Line], found: Outline, edition: Edition
) -> tuple[dict[str, Table], tuple[str, ...]]:
    """The tables by id, and the unread parts."""
    tables: dict[str, Table] = {}
    unread: list[str] = []
    for form in edition.tables:
        read = _remedies if form.id == "remedies" else _labelled
        own = read(_own_lines(lines, found, form), form)
        strayed = own if own.cells else read(_lines_like(lines, edition, form), form)
        tally = strayed if strayed.cells else own
        _complete(tally, _own_lines(lines, found, form), edition)
        if table := tally.table():
            tables[form.id] = table
        unread += tally.unread
    return tables, tuple(unread)


def _complete(tally: Tally, lines: Sequence[Line], edition: Edition) -> None:
    """Put what is known of rows with a value too few, and name the others."""
    if not tally.short:
        return
    known = dict(completed(tally.form, tally.cells, tally.short, lines, edition.identities))
    for row, cells in known.items():
        tally.cells |= {(row.id, column): cell for column, cell in cells.items()}
    for each in tally.short:
        if not each.laid and each.row not in known:
            size = len(each.row.columns)
            tally.note(
                each.row.id, f"行名后有 {len(each.values)} 个值，格式为 {size} 格：{_shown(each.values)}"
            )


def _own_lines(lines: Sequence[Line], found: Outline, form: TableForm) -> list[Line]:
    """The lines of the section the table belongs to."""
    return [line for line, no in zip(lines, found.section_of, strict=True) if no == form.section]


def _lines_like(lines: Sequence[Line], edition: Edition, form: TableForm) -> list[Line]:
    """The lines from the table's first words to another table's, wherever they stand: for lost or moved headings."""
    kept: list[Line] = []
    current: TableForm | None = None
    for line in lines:
        if line.table or len(line.text) < _SHORT:
            current = next((other for other in edition.tables if _begins(line, other)), current)
        if current is form:
            kept.append(line)
    return kept


def _begins(line: Line, form: TableForm) -> bool:
    if opens(line, form):
        return True
    first = form.rows[0]
    return any((row := row_named(cell, form)) and row.id == first.id for cell in line.cells[:-1] if cell)


def _labelled(lines: Iterable[Line], form: TableForm) -> Tally:
    """A table whose rows carry labels."""
    tally = Tally(form)
    met = met_rows(lines, form)
    offsets, padded = _offsets(met), _padded(met)
    met = tuple(_without_remark(one, tally) for one in met)
    for one in met:
        if one.row:
            unsure = (
                one.place in padded and one.values[:1] == ("",) and len(one.values) == len(one.row.columns)
            )
            _lay(tally, replace(one, doubtful=True) if unsure else one, one.row, offsets)
            if unsure and all(one.values[1:]):
                tally.short.append(Short(one.row, one.values[1:], laid=True))
    strange = [one for one in met if one.row is None]
    for one in strange[:_MOST_NOTES]:
        tally.note("", f"格式以外的一行“{one.label[:_SHORT]}”：{_shown(one.values)}")
    if len(strange) > _MOST_NOTES:
        tally.note("", f"格式以外的另外 {len(strange) - _MOST_NOTES} 行")
    return tally


def _without_remark(met: Met, tally: Tally) -> Met:
    """A row of more cells than the form has, a remark in the last of them (a column 备注): read without it."""
    row, values = met.row, met.values
    if row is None or len(values) <= len(row.columns) or is_value(values[-1]):
        return met
    tally.note(row.id, f"格式以外的一格：“{values[-1]}”")
    return replace(met, values=(*values[:-1], ""))


def _lay(tally: Tally, met: Met, row: RowForm, offsets: Offsets) -> None:
    """Lay a row's values on its cells: by the printed header where it tells the order, else by the form's order."""
    columns = _columns(met, row)
    if not any(met.values):
        columns, values = row.columns, ("",) * len(row.columns)
        if not met.values:
            tally.note(row.id, "只有行名，没有格")
            return
    else:
        under = _under(met, columns)
        laid = (under if met.header.has_gaps else None) or _window(met.values, len(columns), offsets) or under
        if laid is None and len(filled := tuple(filter(None, met.values))) == len(columns) - 1:
            tally.short.append(Short(row, filled))
            return
        if laid is None:
            tally.note(
                row.id, f"行名后有 {_filled(met.values)} 个值，格式为 {len(columns)} 格：{_shown(met.values)}"
            )
            return
        values = laid
    for column, raw in zip(columns, values, strict=True):
        if column in row.columns:
            money = met.header.money if column in tally.form.decimal else ""
            cell = read_cell(raw, signed=column in tally.form.signed, money=money)
            tally.put(row.id, str(column), doubted(cell) if met.doubtful else cell)
        elif raw:
            tally.note(row.id, f"格式以外的一格：“{raw}”")


def _columns(met: Met, row: RowForm) -> tuple[str | None, ...]:
    """The columns the values stand for; a header of more columns than values is taken as far as they reach."""
    header = met.header
    if not header.orders(row.columns):
        return row.columns
    if _filled(met.values) <= len(row.columns) and header.columns[: len(row.columns)] == row.columns:
        return row.columns
    return header.columns


def _under(met: Met, columns: tuple[str | None, ...]) -> tuple[str, ...] | None:
    """The cells under the header's, where row and header have as many; None where they do not say which is which.

    Header and data may merge different cells (上海市人民政府办公厅 2019): then figures enough for all columns tell.
    """
    header, size = met.header, len(columns)
    if len(met.values) != header.width or header.columns[:size] != columns:
        return None
    places = header.places[:size]
    filled = tuple(filter(None, met.values))
    if all(place in places for place, value in enumerate(met.values) if value):
        return tuple(met.values[place] for place in places)
    return filled if header.has_gaps and len(filled) == size else None


def _window(values: tuple[str, ...], size: int, offsets: Offsets) -> tuple[str, ...] | None:
    """The `size` cells that hold the values, outer blank cells left out; None where that is not certain."""
    starts = _starts(values, size)
    if len(starts) > 1:
        dropped = offsets.get((len(values), size))
        starts = (
            [] if dropped is None else [start for start in starts if start == len(values) - size - dropped]
        )
    return values[starts[0] : starts[0] + size] if starts else None


def _starts(values: tuple[str, ...], size: int) -> list[int]:
    """Where a window of `size` cells can begin so that only blank cells stay outside."""
    filled = [index for index, value in enumerate(values) if value]
    if not filled or filled[-1] - filled[0] >= size:
        return []
    return list(range(max(0, filled[-1] - size + 1), min(filled[0], len(values) - size) + 1))


def _offsets(met: Iterable[Met]) -> Offsets:
    """How rows of one shape drop blank cells, told by those rows where only one way is possible, if they agree.

    A remark in the last cell tells as well: its row has a figure, or a blank for one, in each cell before it.
    """
    seen: dict[tuple[int, int], set[int]] = {}
    for one in met:
        if one.row and len(one.values) == len(one.row.columns) + 1 and not is_value(one.values[-1]):
            seen.setdefault((len(one.values), len(one.row.columns)), set()).add(1)
        elif one.row and len(starts := _starts(one.values, size := len(one.row.columns))) == 1:
            seen.setdefault((len(one.values), size), set()).add(len(one.values) - size - starts[0])
    return {shape: ways.pop() for shape, ways in seen.items() if len(ways) == 1}


def _padded(met: Iterable[Met]) -> set[int]:
    """Where labels stand that merged cells leave blank cells behind: a blank there may be no value at all.

    The seed's rows 予以公开 and 部分公开 have such a blank and one value too few.
    """
    return {
        one.place
        for one in met
        if one.row and len(starts := _starts(one.values, len(one.row.columns))) == 1 and starts[0] > 0
    }


def _remedies(lines: Iterable[Line], form: TableForm) -> Tally:
    """Table 四: fifteen values in one row, or rows of five and ten, in the form's order or each with its label."""
    tally = Tally(form)
    rows = _value_rows(lines, form)
    values = tuple(value for _, row in rows for value in row)
    if not rows:
        return tally
    sizes, wanted = {len(row) for _, row in rows}, len(form.addresses())
    laid = _window(values, wanted, {}) if len(rows) == 1 or sizes <= {5, 10} or sizes == {1} else None
    laid = ("",) * wanted if laid is None and not any(values) else laid
    if laid is None:
        tally.note("", f"读到 {_filled(values)} 个值，格式为 {wanted} 格：{_shown(values)}")
        return tally
    for (row, column), raw in zip(form.addresses(), laid, strict=True):
        tally.put(row, column, read_cell(raw))
    return tally


def _value_rows(lines: Iterable[Line], form: TableForm) -> list[tuple[str, tuple[str, ...]]]:
    """Label and values of the rows that hold values, and of rows of blanks where the form's cells are not full without."""
    wanted = len(form.addresses())
    rows = [
        row for line in lines if line.table and (row := value_row(line.cells) or _blank_row(line.cells, form))
    ]
    filled = [row for row in rows if any(row[1])]
    if sum(len(row[1]) for row in filled) != wanted == sum(len(row[1]) for row in rows):
        filled = rows
    kept = filled or [row for row in rows if len(row[1]) == wanted][:1]
    labels = [row_named(label, form) if label else None for label, _ in kept]
    if all(labels) and len({label.id for label in labels if label}) == len(form.rows) == len(kept):
        order = [row.id for row in form.rows]
        kept.sort(key=lambda row: order.index(named.id) if (named := row_named(row[0], form)) else 0)
    return kept


def _blank_row(cells: tuple[str, ...], form: TableForm) -> tuple[str, tuple[str, ...]] | None:
    """A row of nothing but blanks behind a label of the form."""
    named = row_named(cells[0], form) if len(cells) > 1 and not any(cells[1:]) else None
    return (cells[0], cells[1:]) if named and len(cells) == 1 + len(named.columns) else None


def _shown(values: Iterable[str]) -> str:
    return " | ".join(" ".join(value.split())[:_SHORT] or "空" for value in list(values)[:_MOST_NOTES])


def _filled(values: Iterable[str]) -> int:
    return sum(1 for value in values if value)
