"""A Word document → Manuscript: what a reader sees of its body, in order, the numbers Word counts included.

Left out: tracked deletions, hidden text, headers, footers, footnotes, field codes. Macros are never looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from lxml import etree

from models.report import Medium
from models.words import Words
from reports.reading.content import Media, decode, media, unwrapped
from reports.reading.errors import Unreadable
from reports.reading.html import read_html
from reports.reading.manuscript import Line, Manuscript, cell_of
from reports.reading.numbering import Numbering, numbering_of
from reports.reading.package import DAMAGED, Package, open_package
from reports.reading.styles import Styles, styles_of
from reports.reading.wordml import chosen, first, is_on, name_of, relation_of, shown, value_of, whole

_SEAL = 2_160_000  # EMU, 6 cm: what is narrower is a seal, a QR code or an icon and holds no part of a report
_EMU_PER_POINT = 12_700
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]{1,12})pt")
_PICTURES = frozenset({"a:blip", "v:imagedata", "c:chart", "dgm:relIds"})
_SYMBOLS = {
    0xFC: "✓",
    0xFE: "☑",
    0xA8: "□",
    0x6F: "□",
    0x52: "☑",
    0xFB: "✗",
    0x6C: "●",
    0x6E: "■",
}  # Wingdings


def read_docx(content: bytes) -> Manuscript:
    """The manuscript of a Word document (docx, docm, dotx). Raises Unreadable for a broken, locked or hostile one."""
    package = open_package(content)
    document = _Parts.of(package)
    root = package.xml(document.main)
    body = first(root, "w:body")
    if body is None:
        raise Unreadable(DAMAGED)
    reading = _Body(document)
    try:
        lines = tuple(reading.blocks(body))
    except RecursionError as error:
        raise Unreadable(_TOO_DEEP) from error
    has_text = any(line.text for line in lines)
    if not has_text and not reading.pictures:
        raise Unreadable(_NO_TEXT)
    return Manuscript(
        titles=tuple(dict.fromkeys(reading.titles)),
        lines=lines,
        unread=tuple(reading.unread()),
        pictures=reading.pictures,
        medium=Medium.TEXT if has_text else Medium.PICTURES,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a package that matter here, found by its relationships as Word finds them."""

    package: Package
    main: str
    related: dict[str, tuple[str, str]]  # id → kind, name of the part

    @classmethod
    def of(cls, package: Package) -> "_Parts":
        """The parts of this package; the usual names where it does not say."""
        starts = _related(package, "")
        main = next((name for kind, name in starts.values() if kind == "officeDocument"), "word/document.xml")
        return cls(package, main, _related(package, main))

    def xml(self, kind: str) -> etree._Element | None:
        """The root of the part of that kind, None where there is none."""
        name = next((name for found, name in self.related.values() if found == kind), "")
        return self.package.xml(name)


def _related(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Where the relationships of a part lead inside the package; what lies outside is never opened."""
    folder, name = dirname(source), source.rpartition("/")[2]
    root = package.xml(join(folder, "_rels", f"{name}.rels"))
    return {
        node.get("Id", ""): (
            node.get("Type", "").rpartition("/")[2],
            normpath(join("/", folder, node.get("Target", ""))).lstrip("/"),
        )
        for node in (() if root is None else root)
        if node.get("TargetMode") != "External"
    }


class _Body:
    """A walk through the body; what it counts and collects on the way."""

    def __init__(self, parts: _Parts) -> None:
        self.parts = parts
        self.styles: Styles = styles_of(parts.xml("styles"))
        self.numbering: Numbering = numbering_of(parts.xml("numbering"))
        self.titles: list[str] = []
        self.tables = self.pictures = self.objects = self.chunks = 0

    def unread(self) -> Iterator[str]:
        """What was met and not read, in plain words."""
        if self.objects:
            yield f"文档里嵌有 {self.objects} 个对象（如 Excel 表），没有读取"
        if self.chunks:
            yield f"文档里嵌有 {self.chunks} 个其他格式的文件，没有读取"

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        """The paragraphs and table rows in an element."""
        for node in shown(parent):
            match name_of(node):
                case "w:p":
                    yield from self._paragraph(node)
                case "w:tbl":
                    yield from self._table(node)
                case "w:altChunk":
                    yield from self._chunk(node)

    def _paragraph(self, node: etree._Element) -> Iterator[Line]:
        words = _Words(self)
        words.gather(node)
        text = self._label(node) + "".join(words.pieces)
        lines = [line for row in text.split("\n") if (line := " ".join(row.split()))]
        if lines and self.styles.is_title(value_of(first(node, "w:pPr", "w:pStyle"))):
            self.titles.append("".join(lines))
        yield from (Line((line,)) for line in lines)
        for box in words.boxes:
            yield from self.blocks(box)

    def _label(self, node: etree._Element) -> str:
        """The number Word puts before a paragraph; set apart as far as its last sign asks."""
        number, depth = self.styles.numbered(first(node, "w:pPr"))
        label = self.numbering.label(number, depth) if number else ""
        return f"{label} " if label[-1:].isalnum() else label

    def _table(self, node: etree._Element) -> Iterator[Line]:
        rows = list(_rows(node))
        if all(len(row) < 2 for row in rows):  # a frame around text
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        self.tables += 1
        number = self.tables
        for row in rows:
            if any(_holds_table(cell) for cell in row):
                for cell in row:
                    yield from self.blocks(cell)
            elif row:
                yield Line(tuple(cell_of([line.text for line in self.blocks(cell)]) for cell in row), number)

    def _chunk(self, node: etree._Element) -> Iterator[Line]:
        """A web page laid into the document whole, as some editors of portals export it."""
        content = self.parts.package.part(self.parts.related.get(relation_of(node), ("", ""))[1])
        try:
            page = (
                read_html(decode(inner))
                if content and media(inner := unwrapped(content)) is Media.HTML
                else None
            )
        except Unreadable:
            page = None
        if page is None:
            self.chunks += 1
            return
        before = self.tables
        for line in page.lines:
            self.tables = max(self.tables, before + line.table)
            yield Line(line.cells, before + line.table if line.table else 0)


@dataclass(slots=True)
class _Words:
    """The text of one paragraph, and the boxes of text anchored in it."""

    body: _Body
    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    fields: list[bool] = field(
        default_factory=list
    )  # open fields: whether we are in its code, not its result

    def gather(self, parent: etree._Element) -> None:
        """Collect what an element says."""
        for node in shown(parent):
            match name_of(node):
                case "w:r":
                    if not self.body.styles.is_hidden(first(node, "w:rPr")):
                        self.gather(node)
                case "w:fldChar":
                    self._field(value_of(node, "fldCharType"))
                case "w:drawing" | "w:pict" | "w:object" as kind:
                    self._drawn(node, kind)
                case "m:oMath" | "m:oMathPara":
                    self._say("".join(text.text or "" for text in node.iter() if name_of(text) == "m:t"))
                case name:
                    self._say(_said(name, node))

    def _say(self, text: str) -> None:
        if not any(self.fields):
            self.pieces.append(text)

    def _field(self, kind: str) -> None:
        """A field left open ends with its paragraph, so that none can swallow the rest of the document."""
        if kind == "begin":
            self.fields.append(True)
        elif self.fields:
            self.fields.pop()
            if kind == "separate":
                self.fields.append(False)

    def _drawn(self, node: etree._Element, kind: str) -> None:
        if any(name_of(inner) == "o:OLEObject" for inner in node.iter()):
            self.body.objects += 1
        names = set()
        for inner in _inside(node):
            names.add(name_of(inner))
            if name_of(inner) == "w:txbxContent":
                self.boxes.append(inner)
        if names & _PICTURES and kind != "w:object" and not _is_small(node):
            self.body.pictures += 1


def _inside(node: etree._Element) -> Iterator[etree._Element]:
    """Everything in a drawing, alternatives once, boxes of text not entered."""
    for inner in _opened(node):
        yield inner
        if name_of(inner) != "w:txbxContent":
            yield from _inside(inner)


def _opened(node: etree._Element) -> Iterator[etree._Element]:
    """The children, those of the first alternative in place of several."""
    for inner in node:
        if name_of(inner) == "mc:AlternateContent":
            yield from chosen(inner)
        else:
            yield inner


def _is_small(drawing: etree._Element) -> bool:
    """Whether a drawing says it is narrower than 6 cm."""
    for node in drawing.iter():
        if name_of(node) == "wp:extent":
            return whole(node.get("cx", ""), _SEAL) < _SEAL
        if name_of(node) in {"v:shape", "v:rect"} and (found := _WIDTH.search(node.get("style", ""))):
            return float(found[1]) * _EMU_PER_POINT < _SEAL
    return False


def _said(name: str, node: etree._Element) -> str:
    match name:
        case "w:t":
            return node.text or ""
        case "w:tab" | "w:ptab":
            return " "
        case "w:br" | "w:cr":
            return "\n"
        case "w:noBreakHyphen":
            return "-"
        case "w:sym":
            return _symbol(value_of(node, "char"))
    return ""


def _symbol(code: str) -> str:
    """A character of a symbol font; those that say nothing in any other font are U+FFFD."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number - 0xF000, "\ufffd")
    return chr(number) if number < 0xD800 else "\ufffd"


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The cells of each row a reader sees, merged ones once; spans are not unrolled, for headers and data disagree."""
    above: set[int] = set()  # grid columns over which a merged cell reaches down
    for row in shown(table):
        if name_of(row) != "w:tr" or _is_gone(first(row, "w:trPr")):
            continue
        cells, reaching = [], set()
        column = _span(first(row, "w:trPr"), "w:gridBefore", 0)
        for cell in shown(row):
            if name_of(cell) != "w:tc":
                continue
            properties = first(cell, "w:tcPr")
            merge = first(properties, "w:vMerge")
            if merge is not None:
                reaching.add(column)
            continues = merge is not None and value_of(merge) != "restart" and column in above
            column += _span(properties, "w:gridSpan", 1)
            if not (continues or _is_part_of_left(properties) or first(properties, "w:cellDel") is not None):
                cells.append(cell)
        above = reaching
        yield cells


def _is_gone(properties: etree._Element | None) -> bool:
    """Whether a row is hidden, or deleted in a change that is tracked."""
    return first(properties, "w:del") is not None or bool(is_on(properties, "w:hidden"))


def _is_part_of_left(properties: etree._Element | None) -> bool:
    """Whether a cell is the hidden part of one merged sideways in the old manner."""
    merge = first(properties, "w:hMerge")
    return merge is not None and value_of(merge) != "restart"


def _span(properties: etree._Element | None, name: str, default: int) -> int:
    return whole(value_of(first(properties, name)), default)


def _holds_table(cell: etree._Element) -> bool:
    return any(name_of(node) == "w:tbl" for node in cell.iter())


_NO_TEXT = Words("Word 文件里没有文字。请核对文件。", "The Word file holds no text. Check the file.")
_TOO_DEEP = Words(
    "Word 文件的表格嵌套过深，不能读取。请另存后再检查。",
    "The Word file nests its tables too deep to be read. Save it anew and check that.",
)
