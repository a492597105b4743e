"""Ruling lines → grids of cells, merged cells among them.

Lines may be dashed, double, a little too short or cut at the page's end. Where an outer line is missing, the ends of
the lines that meet it stand for it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.reading.sheet import Box, Stroke, around

SNAP = 2.5  # points between lines that are one, as double lines are
_GAP = 4.0  # points between the dashes of a line, and between lines that meet
_SHORTEST = 7.0  # points: shorter lines are underlines of a letter, ticks and dots
_MOST_LINES = 500  # of a page; beyond, its drawing is no table
_COVERED = 0.5  # of a side: so much of it ruled makes a wall


Place = tuple[int, int]  # column and row of the lattice


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its columns and rows begin and the last ones end, and its cells, merged ones once."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Box, ...]  # by row and column of their upper left corner
    owner: Mapping[Place, int]  # place of the lattice → the cell it belongs to

    @property
    def box(self) -> Box:
        """The box around it."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    @property
    def is_table(self) -> bool:
        """Whether it has cells side by side: a frame around text has not."""
        return len({cell.top for cell in self.cells}) < len(self.cells)

    def cell_at(self, across: float, down: float) -> int | None:
        """The number of the cell a place lies in, None outside the table."""
        return self.owner.get((bisect_right(self.columns, across) - 1, bisect_right(self.rows, down) - 1))

    def place(self, number: int) -> Place:
        """Column and row in which a cell begins."""
        cell = self.cells[number]
        return self.columns.index(cell.left), self.rows.index(cell.top)


def grids(across: Iterable[Stroke], down: Iterable[Stroke]) -> list[Grid]:
    """The grids that lines make, from the top."""
    rows, columns = _lines(across), _lines(down)
    found = [grid for part in _parts(rows, columns) if (grid := _grid(*part))]
    return sorted(found, key=lambda grid: (grid.box.top, grid.box.left))


def _lines(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Whole lines of the strokes that lie on one another or follow one another."""
    merged: list[Stroke] = []
    for row in _neighbours(sorted(strokes)):
        ordered = sorted(row, key=lambda stroke: stroke.start)
        at = sum(stroke.at for stroke in ordered) / len(ordered)
        start, end = ordered[0].start, ordered[0].end
        for stroke in ordered[1:]:
            if stroke.start - end > _GAP:
                merged.append(Stroke(at, start, end))
                start, end = stroke.start, stroke.end
            end = max(end, stroke.end)
        merged.append(Stroke(at, start, end))
    whole = [line for line in merged if line.end - line.start >= _SHORTEST]
    return sorted(whole, key=lambda line: line.start - line.end)[:_MOST_LINES]


def _neighbours(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Groups of strokes at one place, `SNAP` wide at most."""
    group: list[Stroke] = []
    for stroke in strokes:
        if group and stroke.at - group[0].at > SNAP:
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group


def _parts(rows: list[Stroke], columns: list[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """The lines that hang together, a table's each."""
    leader = list(range(len(rows) + len(columns)))

    def first(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for i, row in enumerate(rows):
        for j, column in enumerate(columns, len(rows)):
            meet = row.start - _GAP <= column.at <= row.end + _GAP
            if meet and column.start - _GAP <= row.at <= column.end + _GAP:
                leader[first(i)] = first(j)
    parts: dict[int, tuple[list[Stroke], list[Stroke]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(rows):
        parts[first(i)][0].append(row)
    for j, column in enumerate(columns, len(rows)):
        parts[first(j)][1].append(column)
    yield from parts.values()


def _grid(rows: list[Stroke], columns: list[Stroke]) -> Grid | None:
    """The grid of lines that hang together, None for a lone line or corner."""
    xs = _places(columns, rows)
    ys = _places(rows, columns)
    if len(xs) < 2 or len(ys) < 2 or len(rows) + len(columns) < 3:
        return None
    parts = _cells(xs, ys, _Walls(_at(columns, xs), _at(rows, ys)))
    if not parts:
        return None
    return Grid(
        tuple(xs),
        tuple(ys),
        tuple(around(Box(xs[i], ys[j], xs[i + 1], ys[j + 1]) for i, j in part) for part in parts),
        {place: number for number, part in enumerate(parts) for place in part},
    )


def _places(lines: list[Stroke], crossing: list[Stroke]) -> list[float]:
    """Where lines stand, one place for those that are one; the ends of the crossing ones where no line closes them."""
    places = [sum(line.at for line in group) / len(group) for group in _neighbours(sorted(lines))]
    for end in (min(line.start for line in crossing), max(line.end for line in crossing)) if crossing else ():
        if all(abs(end - place) > _GAP for place in places):
            places.append(end)
    return sorted(places)


def _at(lines: list[Stroke], places: list[float]) -> list[list[Stroke]]:
    """The lines by the place they stand at."""
    found: list[list[Stroke]] = [[] for _ in places]
    for line in lines:
        found[min(range(len(places)), key=lambda index: abs(places[index] - line.at))].append(line)
    return found


@dataclass(frozen=True, slots=True)
class _Walls:
    """Where a cell of the lattice is closed."""

    down: list[list[Stroke]]
    across: list[list[Stroke]]

    def beside(self, column: int, top: float, bottom: float) -> bool:
        """Whether a line closes a side that goes down, at the lattice's line of that number."""
        return _is_covered(self.down[column], top, bottom)

    def above(self, row: int, left: float, right: float) -> bool:
        """Whether a line closes a side that goes across."""
        return _is_covered(self.across[row], left, right)


def _is_covered(lines: Iterable[Stroke], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines)
    return covered >= _COVERED * (end - start)


def _cells(xs: list[float], ys: list[float], walls: _Walls) -> list[set[Place]]:
    """The places of each cell: parts of the lattice that no wall parts, those outside the table left out."""
    inside = [part for part in _open_parts(xs, ys, walls) if not _is_outside(part, xs, ys, walls)]
    cells = [cell for part in inside for cell in _rectangles(part)]
    return sorted(cells, key=lambda cell: min((j, i) for i, j in cell))


def _open_parts(xs: list[float], ys: list[float], walls: _Walls) -> list[set[Place]]:
    wide, tall = len(xs) - 1, len(ys) - 1
    seen: set[Place] = set()
    parts: list[set[Place]] = []
    for start in ((i, j) for j in range(tall) for i in range(wide)):
        if start in seen:
            continue
        part, waiting = {start}, [start]
        while waiting:
            i, j = waiting.pop()
            ways = (
                (i + 1, j, i + 1 < wide and not walls.beside(i + 1, ys[j], ys[j + 1])),
                (i - 1, j, i > 0 and not walls.beside(i, ys[j], ys[j + 1])),
                (i, j + 1, j + 1 < tall and not walls.above(j + 1, xs[i], xs[i + 1])),
                (i, j - 1, j > 0 and not walls.above(j, xs[i], xs[i + 1])),
            )
            for x, y, is_open in ways:
                if is_open and (x, y) not in part:
                    part.add((x, y))
                    waiting.append((x, y))
        seen |= part
        parts.append(part)
    return parts


def _is_outside(part: set[Place], xs: list[float], ys: list[float], walls: _Walls) -> bool:
    """Whether a part lies beside the table: open to a side of the box that is ruled elsewhere.

    A table without outer lines has no such side, and a page's end leaves its last row open below as a whole.
    """
    last_x, last_y = len(xs) - 1, len(ys) - 1
    for column in (0, last_x):
        if _is_covered(walls.down[column], ys[0], ys[-1]):
            at = column if column == 0 else column - 1
            if any(i == at and not walls.beside(column, ys[j], ys[j + 1]) for i, j in part):
                return True
    for row in (0, last_y):
        if _is_covered(walls.across[row], xs[0], xs[-1]):
            at = row if row == 0 else row - 1
            if any(j == at and not walls.above(row, xs[i], xs[i + 1]) for i, j in part):
                return True
    return False


def _rectangles(part: set[Place]) -> Iterator[set[Place]]:
    """The part itself where it is a rectangle, else row by row: a wall is missing somewhere."""
    columns, rows = {i for i, _ in part}, {j for _, j in part}
    if len(part) == (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1):
        yield part
        return
    for row in sorted(rows):
        run: set[Place] = set()
        for place in sorted(place for place in part if place[1] == row):
            if run and (place[0] - 1, row) not in run:
                yield run
                run = set()
            run.add(place)
        yield run
