"""Tables without ruling lines → rows: values under one another make columns, labels may run over lines."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from reports.reading.cells import is_value, read_cell
from reports.reading.headers import begins_a_table
from reports.reading.lettering import Piece, TextLine
from reports.reading.naming import WHOLE, names_row
from reports.reading.sections import is_heading
from reports.reading.text import flattened

_MOST_BETWEEN = 4  # lines of labels between two lines with values
_FEWEST_COLUMNS = 3
_LABEL = 40  # characters: longer lines between rows are prose
_PER_NAME = 100  # a row's name counts more than any number of lines put to it
_NAME_AND_VALUE = re.compile(r"(.*?[^\d.,])([\d.,]+|[/—-]+)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table without ruling lines."""

    cells: tuple[str, ...]


def spaced_rows(lines: Sequence[TextLine]) -> Iterator[TextLine | Row]:
    """The lines in order, those that are rows of a table as rows."""
    done = 0
    for rows in _stretches(lines):
        edge = min(
            piece.box.left for number in rows for piece in _values(lines[number]) or lines[number].pieces
        )
        start = rows[0] - _short(reversed(lines[done : rows[0]]), edge)
        start -= _headers(reversed(lines[done:start]))
        end = rows[-1] + 1
        end += _short(lines[end:], edge)
        yield from lines[done:start]
        yield from _rows(lines[start:end], [number - start for number in rows], edge)
        done = end
    yield from lines[done:]


def _stretches(lines: Sequence[TextLine]) -> Iterator[list[int]]:
    """The numbers of the lines with values, those together that at most a few short lines part."""
    stretch: list[int] = []
    for number, line in enumerate(lines):
        if not _is_row(line):
            continue
        between = lines[stretch[-1] + 1 : number] if stretch else ()
        if _short(between) < len(between):
            yield stretch
            stretch = []
        stretch.append(number)
    if stretch:
        yield stretch


def _short(lines: Iterable[TextLine], edge: float = math.inf) -> int:
    """How many lines from the first on can be parts of labels: short, and left of the values."""
    count = 0
    for line in lines:
        if (
            count == _MOST_BETWEEN
            or line.box.right > edge
            or len(line.text) > _LABEL
            or is_heading(line.text)
        ):
            break
        count += 1
    return count


def _headers(lines: Iterable[TextLine]) -> int:
    """How many lines from the first on are parts of a header."""
    return len(list(takewhile(_is_header, lines)))


def _is_row(line: TextLine) -> bool:
    """Whether a line ends in the values of a row: as many as a row has, or some behind a row's name."""
    if flattened(line.text) or len(_values(line)) >= _FEWEST_COLUMNS:
        return True
    label = "".join(piece.text for piece in line.pieces[:-1])
    return len(line.pieces) > 1 and is_value(line.pieces[-1].text) and names_row(label) > 0


def _rows(lines: Sequence[TextLine], rows: Sequence[int], edge: float) -> Iterator[TextLine | Row]:
    """The rows of one stretch, whose values begin at `edge`; lines around it that belong to no row stay lines."""
    columns = _columns([lines[number] for number in rows])
    groups = _gathered(lines, rows, edge)
    all_named = all(_names(group) for group in groups if any(map(_is_row, group)))
    for place, group in enumerate(groups):
        has_values = any(map(_is_row, group))
        if has_values or (all_named and _names(group) == WHOLE):
            yield Row(_cells(group, columns))
        elif _is_header(group[0]) or (0 < place < len(groups) - 1 and _between_rows(groups, place)):
            yield Row(tuple(piece.text for piece in group[0].pieces))
        else:
            yield group[0]


def _is_header(line: TextLine) -> bool:
    if is_heading(line.text):
        return False
    return len(line.pieces) > 2 or begins_a_table(line.text)


def _between_rows(groups: Sequence[Sequence[TextLine]], place: int) -> bool:
    before, after = groups[:place], groups[place + 1 :]
    return any(any(map(_is_row, g)) for g in before) and any(any(map(_is_row, g)) for g in after)


def _columns(rows: Sequence[TextLine]) -> tuple[float, ...]:
    """Where the values of the fullest rows stand, from left to right; empty where too few do."""
    values = [_values(row) for row in rows]
    most = max(map(len, values))
    if most < _FEWEST_COLUMNS:
        return ()
    full = [[piece.box.across for piece in row] for row in values if len(row) == most]
    middles = [sum(column) / len(column) for column in zip(*full, strict=True)]
    reach = min(right - left for left, right in pairwise(middles)) / 2
    # Rows that leave different cells blank have as many values and no columns in common.
    agree = all(abs(at - middle) < reach for row in full for at, middle in zip(row, middles, strict=True))
    return tuple(middles) if agree else ()


def _values(line: TextLine) -> tuple[Piece, ...]:
    """The values a line ends with; a line without a number has none."""
    count = 0
    while count < len(line.pieces) and is_value(line.pieces[-1 - count].text):
        count += 1
    return line.pieces[len(line.pieces) - count :]


def _cells(group: Sequence[TextLine], columns: tuple[float, ...]) -> tuple[str, ...]:
    """Labels from left to right, then the values, each under its column where the columns are known."""
    labels = _labels(group)
    values = [piece for line in group for piece in _values(line)]
    placed = _under(values, columns) if columns and all(map(_is_clear, values)) else None
    if placed and not placed[0] and (touching := _touching(group)):
        label, value = touching
        placed = [value, *placed[1:]] if labels[-1] == label + value and names_row(label) == WHOLE else None
        labels = [*labels[:-1], label]
    if placed:
        return (*labels, *placed)
    row = flattened(group[0].text) if len(group) == 1 else None
    return row or (*labels, *(piece.text for piece in values))


def _touching(group: Sequence[TextLine]) -> tuple[str, str] | None:
    """The label that a value touches, and that value: on the line of the other values, right before them."""
    for line in group:
        values = _values(line)
        label = line.pieces[-1 - len(values)].text if values and len(values) < len(line.pieces) else ""
        if found := _NAME_AND_VALUE.fullmatch(label):
            return found[1], found[2]
    return None


def _is_clear(piece: Piece) -> bool:
    return not read_cell(piece.text).doubtful


def _under(values: Sequence[Piece], columns: tuple[float, ...]) -> list[str] | None:
    """The values laid under their columns, blank where none stands; None where one stands between two columns."""
    reach = min(right - left for left, right in pairwise(columns)) / 2
    laid = [""] * len(columns)
    for piece in values:
        near = min(range(len(columns)), key=lambda column: abs(columns[column] - piece.box.across))
        if abs(columns[near] - piece.box.across) > reach or laid[near]:
            return None
        laid[near] = piece.text
    return laid


def _labels(group: Sequence[TextLine]) -> list[str]:
    """The label cells of a row from left to right: pieces above one another belong to one cell."""
    cells: list[tuple[float, float, str]] = []
    for piece in (piece for line in group for piece in line.pieces[: len(line.pieces) - len(_values(line))]):
        for number, (left, right, text) in enumerate(cells):
            if piece.box.left < right and left < piece.box.right:
                cells[number] = (min(left, piece.box.left), max(right, piece.box.right), text + piece.text)
                break
        else:
            cells.append((piece.box.left, piece.box.right, piece.text))
    return [text for _, _, text in sorted(cells)]


def _names(group: Sequence[TextLine]) -> int:
    labels = _labels(group)
    return names_row(labels[-1]) if labels else 0


def _gathered(lines: Sequence[TextLine], rows: Sequence[int], edge: float) -> list[list[TextLine]]:
    """The lines in groups: lines of labels go to the row whose name they complete, else stand alone.

    Of all ways to share them out, the one in which most rows bear a name of the form. For every number of lines that
    can go down to the next row, the best way so far is kept.
    """
    gaps = [lines[one + 1 : other] for one, other in pairwise([-1, *rows, len(lines)])]
    first = gaps[0]
    ways = {
        down: _Way(0, _alone(first[: len(first) - down])) for down in range(_short(reversed(first), edge) + 1)
    }
    for number, row in enumerate(rows):
        above, below = gaps[number], gaps[number + 1]
        most_down = 0 if number == len(rows) - 1 else _short(reversed(below), edge)
        ways = _next_ways(ways, above, lines[row], below, most=(_short(below, edge), most_down))
    return ways[0].groups


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to share out the lines so far."""

    score: int
    groups: list[list[TextLine]]


def _next_ways(
    ways: dict[int, _Way],
    above: Sequence[TextLine],
    row: TextLine,
    below: Sequence[TextLine],
    *,
    most: tuple[int, int],
) -> dict[int, _Way]:
    """The best ways once a row is shared out too, at most so many lines going up to it and down from it."""
    better: dict[int, _Way] = {}
    for came, way in ways.items():
        for up in range(most[0] + 1):
            group = [*above[len(above) - came :], row, *below[:up]]
            score = way.score + _score(group)
            for down in range(min(most[1], len(below) - up) + 1):
                left = _alone(below[up : len(below) - down])
                if down not in better or score > better[down].score:
                    better[down] = _Way(score, [*way.groups, group, *left])
    return better


def _score(group: Sequence[TextLine]) -> int:
    """A row's name counts first, then that few lines are left over; without a name every line is one too many."""
    name, added = _names(group), len(group) - 1
    return _PER_NAME * name + (added if name else -added)


def _alone(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    return [[line] for line in lines]
