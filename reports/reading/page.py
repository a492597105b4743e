"""A web page as it is drawn: its lines in order, each with the element it stands in.

A table is taken for layout, and its cells for ordinary blocks, where no row has two cells or where cells hold text as
articles do. Spans are not unrolled: header and data disagree on them (domain.md §2.6), so cells are counted in the
order of the source. A table inside a cell is read after its row, or as a part of that row where it has one row only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from reports.reading.labels import LONGEST
from reports.reading.manuscript import Line, cell_of
from reports.reading.pictures import may_show_a_table
from reports.reading.sections import is_heading
from reports.reading.seen import seen
from reports.reading.text import flattened

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
SILENT = frozenset({
    "audio", "button", "canvas", "del", "footer", "head", "iframe", "input", "map", "nav", "noscript",
    "object", "option", "rp", "rt", "s", "script", "select", "strike", "style", "svg", "template", "textarea",
    "video", "xml",
})  # fmt: skip
_TEXT = "-text"  # as the parser calls it
_MARKED = _BLOCKS | {"img", "sup"}  # all other tags leave no trace in what is drawn
TABLE_PARTS = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr"}
)  # mean nothing without the table around them
_ARTICLE = 200  # characters in a cell: more than any label and most remarks have
_DEEP = 20  # tables around a table, from which on nobody lays out data
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PROSE_ENDS = "。；！？"


class Placed(NamedTuple):
    """A line, and the element it stands in; for the row of a table, the element around the table."""

    line: Line
    node: LexborNode


@dataclass(slots=True)
class Drawn:
    """What a page shows: its lines, and pictures large enough to show a part of a report."""

    placed: list[Placed] = field(default_factory=list)
    pictures: list[LexborNode] = field(default_factory=list)


def draw(root: LexborNode, worn: dict[int, str], *, all_seen: bool) -> Drawn:
    """The page below `root`. `worn`: elements that style makes behave like another tag; `all_seen`: seen.py."""
    pen = _Pen(place=root, all_seen=all_seen)
    for node, tag, met in _walk(root, worn):
        if met is _Met.TEXT:
            pen.words.append(node.text_content or "")
        elif met is _Met.START:
            pen.start(node, tag)
        else:
            pen.end(node, tag)
    pen.flush()
    return Drawn(list(_with_flat_rows(pen.sink, pen.tables)), pen.pictures)


class _Met(Enum):
    """What a walk through the page comes upon."""

    TEXT = 0
    START = 1
    END = 2


def _walk(root: LexborNode, worn: dict[int, str]) -> Iterator[tuple[LexborNode, str, _Met]]:
    """Texts and marked elements in document order, with the tag they behave like.

    A loop, for pages nest deeper than Python recurses.
    """
    end, open_tags = root.mem_id, []
    at = root.child
    while at is not None:
        tag = tag_of(at, worn)
        if tag in _MARKED:
            yield at, tag, _Met.START
        elif tag == _TEXT:
            yield at, tag, _Met.TEXT
        inner = None if tag in SILENT else at.child
        if inner is not None:
            open_tags.append(tag)
            at = inner
            continue
        if tag in _MARKED:
            yield at, tag, _Met.END
        following = at.next
        while following is None:
            at = at.parent
            if at is None or at.mem_id == end:
                return
            if (tag := open_tags.pop()) in _MARKED:
                yield at, tag, _Met.END
            following = at.next
        at = following


def tag_of(node: LexborNode, worn: dict[int, str]) -> str:
    """The tag a node behaves like."""
    return (worn.get(node.mem_id) if worn else None) or node.tag or ""


_Cells = list[list[Placed]]  # the cells of a row, each with the lines in it


@dataclass(slots=True)
class _Table:
    """A table still open: its rows so far, and where its lines will go."""

    around: LexborNode
    outer: list[Placed]
    rows: list[_Cells] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Pen:
    """The state of drawing: the words of the line begun, the element it stands in, and where finished lines go."""

    place: LexborNode
    all_seen: bool
    words: list[str] = field(default_factory=list)
    sink: list[Placed] = field(default_factory=list)
    open: list[_Table] = field(default_factory=list)
    pictures: list[LexborNode] = field(default_factory=list)
    tables: int = 0

    def start(self, node: LexborNode, tag: str) -> None:
        """Enter a marked element."""
        if tag not in _BLOCKS:
            if tag == "img" and may_show_a_table(node):
                self.pictures.append(node)
            return
        if self.words:
            self.flush()
        if tag == "table":
            self.open.append(_Table(self.place, self.sink))
        elif tag == "tr" and self.open:
            self.open[-1].rows.append([])
        elif tag in ("td", "th") and self.open and self.open[-1].rows:
            self.sink = []
            self.open[-1].rows[-1].append(self.sink)
        if node.child is not None:
            self.place = node

    def end(self, node: LexborNode, tag: str) -> None:
        """Leave a marked element."""
        if tag not in _BLOCKS:
            if tag == "sup" and self.words:
                self.words[-1] = self.words[-1].translate(_RAISED)
            return
        if self.words:
            self.flush()
        if tag in ("td", "th") and self.open:
            self.sink = self.open[-1].outer
        elif tag == "table" and self.open:
            self._close(self.open.pop())
        self.place = node.parent or node

    def flush(self) -> None:
        """Finish the line begun."""
        text = _on_one_line("".join(self.words))
        self.words.clear()
        if text and not self.all_seen:
            text = seen(text)
        if text:
            self.sink.append(Placed(Line((text,)), self.place))

    def _close(self, table: _Table) -> None:
        rows = [row for row in table.rows if row]
        if len(self.open) > _DEEP or _is_layout(rows):
            for cell in chain.from_iterable(rows):
                table.outer += cell
            return
        self.tables += 1
        for row in rows:
            table.outer += _drawn_row(row, self.tables, table.around)


_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")


def _on_one_line(text: str) -> str:
    """The text with its white space as drawn; a line of the source that breaks between two Chinese characters joins."""
    if "\n" in text or "\r" in text:
        text = _BETWEEN_HAN.sub("", text)
    return " ".join(text.split())


def _is_layout(rows: list[_Cells]) -> bool:
    """Whether a table only sets blocks side by side."""
    wide = [row for row in rows if len(row) > 1]
    return not wide or 2 * sum(any(map(_is_article, row)) for row in wide) >= len(wide)


def _is_article(cell: list[Placed]) -> bool:
    """Whether a cell holds text as articles do: much of it, or a section's heading among other lines."""
    if len(cell) < 2:
        return any(not placed.line.table and len(placed.line.text) > _ARTICLE for placed in cell)
    own = [placed.line.text for placed in cell[:_ARTICLE] if not placed.line.table]
    if sum(map(len, own)) > _ARTICLE:
        return True
    return any(("情况" in text or "事项" in text) and is_heading(text) for text in own)


def _drawn_row(row: _Cells, table: int, around: LexborNode) -> Iterator[Placed]:
    if len(row) == 1 and _is_prose(row[0]):
        yield from row[0]
        return
    cells: list[str] = []
    nested: list[Placed] = []
    for cell in row:
        if len(cell) == 1:  # a line of text, or a table of one row
            cells += cell[0].line.cells
        else:
            cells.append(cell_of([placed.line.text for placed in cell if not placed.line.table]))
            nested += [placed for placed in cell if placed.line.table]
    if any(cells) or not nested:
        yield Placed(Line(tuple(cells), table), around)
    yield from nested


def _is_prose(cell: list[Placed]) -> bool:
    """Whether the only cell of a row holds running text, as in reports that are one table from top to bottom."""
    own = [placed.line.text for placed in cell if not placed.line.table]
    return sum(map(len, own)) > LONGEST or any(text.endswith(tuple(_PROSE_ENDS)) for text in own)


def _with_flat_rows(placed: Iterable[Placed], tables: int) -> Iterator[Placed]:
    """The lines again, rows of a table that are only spaced apart taken for rows of a table."""
    inside = False
    for each in placed:
        row = None if each.line.table or " " not in each.line.text else flattened(each.line.text)
        if row is None:
            inside = inside and bool(each.line.table)
            yield each
            continue
        if not inside:
            tables, inside = tables + 1, True
        yield Placed(Line(row, tables), each.node.parent or each.node)
