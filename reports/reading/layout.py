"""Sheets → lines in reading order: paragraphs and tables put together again over the ends of lines and pages."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from reports.reading.furniture import LaidPage, without_furniture
from reports.reading.grid import grids
from reports.reading.lettering import TextLine, in_cells, joined, text_lines
from reports.reading.manuscript import Line
from reports.reading.newspaper import in_columns
from reports.reading.seams import RuledTable, append, goes_on, ruled_table, texts_of
from reports.reading.sections import is_heading
from reports.reading.sheet import Mark, Sheet
from reports.reading.spaced import Row, spaced_rows

_INDENT = 0.8  # of a line's height: starts further right begin a paragraph
_SHORTFALL = 2.0  # of a line's height: ends further left close one
_LONG = 0.7  # of the longest line
_EDGE = 4.0  # points: how exactly lines begin and end at a margin
_ENOUGH = 3  # lines that make a margin
_OTHER_SIZE = 1.25  # times as high: a title above its text
_NEAR_TOP = 8  # paragraphs among which a title stands
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]")


def lines_of(sheets: Iterable[Sheet]) -> tuple[Line, ...]:
    """Everything on the sheets in reading order; page numbers and the head and foot of every page are left out."""
    pages = without_furniture([_page(sheet) for sheet in sheets])
    weaver = _Weaver(_margins(pages))
    for page in pages:
        weaver.add(page)
    return tuple(weaver.woven())


def _page(sheet: Sheet) -> LaidPage:
    found = [grid for grid in grids(sheet.across, sheet.down) if grid.is_table]
    rest: Sequence[Mark] = sheet.marks
    tables = []
    for grid in sorted(found, key=lambda grid: grid.box.width * grid.box.height):
        texts, rest = in_cells(grid, rest)
        tables.append((grid.box.top, ruled_table(grid, texts)))
    tables.sort(key=lambda placed: placed[0])
    return LaidPage(width=sheet.width, height=sheet.height, flow=text_lines(rest), tables=tables)


Margins = dict[int, tuple[float, float]]  # width of a page → where most of its lines begin and end


def _margins(pages: Sequence[LaidPage]) -> Margins:
    """The margins of the text, one pair for all pages of a width."""
    lines: dict[int, list[TextLine]] = {}
    for page in pages:
        lines.setdefault(round(page.width), []).extend(page.flow)
    return {width: margins(flow) for width, flow in lines.items() if flow}


def margins(flow: Sequence[TextLine]) -> tuple[float, float]:
    """Where lines of text begin and end, told by the long ones; an end that only one or two have is none."""
    widest = max(line.box.width for line in flow)
    boxes = [line.box for line in flow if line.box.width >= _LONG * widest]
    lefts, rights = [box.left for box in boxes], [box.right for box in boxes]
    return min(_edges(lefts) or lefts), max(_edges(rights) or rights)


def _edges(ends: Sequence[float]) -> list[float]:
    """Places at which several lines end."""
    counted = Counter(round(end / _EDGE) for end in ends)
    return [end for end in ends if sum(counted[round(end / _EDGE) + by] for by in (-1, 0, 1)) >= _ENOUGH]


@dataclass(slots=True)
class _Weaver:
    """The lines put together so far; a paragraph or a table may go on over the page's end."""

    margins: Margins
    lines: list[Line | RuledTable] = field(default_factory=list)
    paragraph: list[str] = field(default_factory=list)
    height: float = 0.0  # of the last line of the paragraph

    def add(self, page: LaidPage) -> None:
        """Add a page: its text and tables by their height on it."""
        tops = [top for top, _ in page.tables]
        parts = [
            [line for line in page.flow if bisect(tops, line.box.top) == n] for n in range(len(tops) + 1)
        ]
        first = True
        for flow, table in zip_longest(parts, [table for _, table in page.tables]):
            self._text(page, flow)
            if table is not None:
                self._table(table, opens=first and not flow)
            first = False

    def _text(self, page: LaidPage, flow: Sequence[TextLine]) -> None:
        for column in in_columns(flow, page.width):
            if not column.lines:
                continue
            sides = self.margins[round(page.width)] if column.is_whole else margins(column.lines)
            for part in spaced_rows(column.lines):
                if isinstance(part, Row):
                    self._close()
                    self.lines.append(Line(part.cells, 1))
                else:
                    self._line(part, *sides)

    def _line(self, line: TextLine, left: float, right: float) -> None:
        box = line.box
        begins = box.left > left + _INDENT * box.height or _NUMBERED.match(line.text)
        if begins or is_heading(line.text) or self._leaves_title(box.height):
            self._close()
        self.paragraph.append(line.text)
        self.height = box.height
        if box.right < right - _SHORTFALL * box.height:
            self._close()

    def _leaves_title(self, height: float) -> bool:
        """Whether lines of another size begin near the top: a title as wide as its text is no part of it.

        Further down a line's height says little: the last of a paragraph may be a figure and a full stop.
        """
        near = len(self.lines) < _NEAR_TOP
        return near and max(height, self.height) > _OTHER_SIZE * min(height, self.height)

    def _close(self) -> None:
        """Close the paragraph that is open."""
        if self.paragraph:
            self.lines.append(Line((joined(self.paragraph),)))
            self.paragraph = []

    def _table(self, table: RuledTable, *, opens: bool) -> None:
        """Add a table; one that opens a page may be the rest of the one that closed the page before."""
        self._close()
        above = self.lines[-1] if self.lines else None
        if opens and isinstance(above, RuledTable) and goes_on(above, table):
            append(above, table)
        else:
            self.lines.append(table)

    def woven(self) -> Iterator[Line]:
        """The lines, tables counted from 1; rows that follow one another make one table."""
        self._close()
        number, inside = 0, False
        for part in self.lines:
            if isinstance(part, RuledTable):
                number, inside = number + 1, False
                yield from (Line(texts_of(row), number) for row in part.rows)
            elif part.table:
                number, inside = number + (not inside), True
                yield Line(part.cells, number)
            else:
                inside = False
                yield part
