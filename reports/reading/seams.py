"""Ruled tables as rows, and the seams where a page's end cuts one in two."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.reading.cells import is_value
from reports.reading.grid import Grid
from reports.reading.lettering import Piece, TextLine
from reports.reading.manuscript import cell_of
from reports.reading.naming import names_row

_SHIFT = 8.0  # points: how far the columns of one table may lie apart on two pages

Cells = dict[int, str]  # column a cell begins in → its text


@dataclass(slots=True)
class RuledTable:
    """A table between ruling lines, row by row; a cell over several rows stands in the first."""

    columns: tuple[float, ...]
    rows: list[Cells]


def ruled_table(grid: Grid, texts: Sequence[Sequence[TextLine]]) -> RuledTable:
    """The rows of a grid, given the lines in each of its cells."""
    rows: list[Cells] = [{} for _ in grid.rows[1:]]
    for number, (cell, lines) in enumerate(zip(grid.cells, texts, strict=True)):
        column, row = grid.place(number)
        last = grid.columns.index(cell.right)
        rows[row].update(_parted(grid, lines, column, last) or {column: cell_of([x.text for x in lines])})
    return RuledTable(grid.columns, [row for row in rows if row])


def _parted(grid: Grid, lines: Sequence[TextLine], first: int, last: int) -> Cells | None:
    """The values of a cell over several columns where a line between them is missing, None where it is one cell."""
    if last - first < 2 or len(lines) != 1 or len(lines[0].pieces) < 2:
        return None
    pieces = lines[0].pieces
    if not all(is_value(piece.text) for piece in pieces):
        return None
    laid = dict.fromkeys(range(first, last), "")
    for piece in pieces:
        column = _column_of(grid, piece)
        if laid.get(column) != "":
            return None
        laid[column] = piece.text
    return laid


def _column_of(grid: Grid, piece: Piece) -> int:
    return sum(edge <= piece.box.across for edge in grid.columns) - 1


def goes_on(above: RuledTable, below: RuledTable) -> bool:
    """Whether the second, first thing on its page, can be the rest of the first, last thing on its own."""
    return _columns_in(below, above) is not None or _columns_in(above, below) is not None


def append(above: RuledTable, below: RuledTable) -> None:
    """Add the rest of a table: a header printed again is left out, a row cut in two is made whole."""
    if (at := _columns_in(below, above)) is not None:
        rest = [{at[column]: text for column, text in row.items()} for row in below.rows]
    else:
        back = _columns_in(above, below) or []
        above.rows = [{back[column]: text for column, text in row.items()} for row in above.rows]
        above.columns, rest = below.columns, below.rows
    repeated = _repeated(above.rows, rest)
    rest = rest[repeated:]
    if rest and (whole := _whole(above.rows[-1], rest[0])):
        above.rows[-1] = whole
        rest = rest[1:]
    above.rows += rest


def _columns_in(table: RuledTable, other: RuledTable) -> list[int] | None:
    """For each column of a table the other's column at the same place, None where one has none."""
    shift = other.columns[0] - table.columns[0]
    found = []
    for edge in table.columns:
        near = min(range(len(other.columns)), key=lambda number: abs(other.columns[number] - edge - shift))
        if abs(other.columns[near] - edge - shift) > _SHIFT:
            return None
        found.append(near)
    return found if len(set(found)) == len(found) and found[-1] == len(other.columns) - 1 else None


def _repeated(above: Sequence[Cells], below: Sequence[Cells]) -> int:
    """How many rows the second part has in common with the beginning of the first: its header."""
    count = 0
    while count < min(len(above), len(below)) and above[count] == below[count]:
        count += 1
    return 0 if any(map(_has_values, above[:count])) else count


def _has_values(row: Cells) -> bool:
    return any(text and is_value(text) for text in row.values())


def _whole(above: Cells, below: Cells) -> Cells | None:
    """The row two halves make, None where they are two rows."""
    if not set(above) <= set(below) or not any(below.values()):
        return None
    if any(
        above[column] and below[column] and _either_value(above[column], below[column]) for column in above
    ):
        return None
    made = {column: cell_of([text, below[column]]) for column, text in above.items()}
    if not any(map(_is_label, above.values())) and _has_values(above):
        return made | {column: text for column, text in below.items() if column not in made}
    if any(names_row(text) for text in below.values() if _is_label(text)):
        return None
    labels = [column for column in above if _is_label(below[column])]
    before = max((names_row(above[column]) for column in labels), default=0)
    after = max((names_row(made[column]) for column in labels), default=0)
    parted = after and not _has_values(above) and _has_values(below)  # the label's first lines stayed behind
    return made if not labels or after > before or parted else None


def _is_label(text: str) -> bool:
    return bool(text) and not is_value(text)


def _either_value(one: str, other: str) -> bool:
    return is_value(one) or is_value(other)


def texts_of(row: Cells) -> tuple[str, ...]:
    """The cells of a row from left to right."""
    return tuple(row[column] for column in sorted(row))
