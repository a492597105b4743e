"""A PDF with a text layer → Manuscript: paragraphs put together again, ruled tables row by row across pages."""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from models.words import Words
from reports.reading.errors import Unreadable
from reports.reading.manuscript import Line, Manuscript
from reports.reading.text import flattened

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd operator of a damaged page

MOST_PAGES = 60
MOST_BYTES = 50 * 1024 * 1024

_PAGE_NUMBER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d+\s*页.*")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_FOOT = 0.9  # of a page's height: a bare number below is the page's
_INDENT = 0.8  # of a line's height: starts further right begin a paragraph
_SHORTFALL = 2.0  # of a line's height: ends further left close one


def read_pdf(content: bytes) -> Manuscript:
    """The manuscript of a PDF. Raises Unreadable for a locked or broken one, and for one without a text layer."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_TOO_LARGE)
    layout = _Layout()
    try:
        count = _lay_out(content, layout)
    except Exception as fault:  # the parser raises whatever a foreign file leads it to
        raise Unreadable(_LOCKED if _is_locked(fault) else _DAMAGED) from fault
    if not layout.lines:
        raise Unreadable(_NO_TEXT)
    cut = (f"PDF 共 {count} 页，只读了前 {MOST_PAGES} 页",) if count > MOST_PAGES else ()
    return Manuscript(titles=(), lines=tuple(layout.lines), unread=cut)


def _lay_out(content: bytes, layout: "_Layout") -> int:
    """Lay out the first pages, and say how many there are."""
    import pdfplumber  # a third of a second, and most documents are no PDF

    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages[:MOST_PAGES]:
            layout.add(page)
            page.close()
        layout.end_paragraph()
        return len(document.pages)


def _is_locked(fault: Exception) -> bool:
    from pdfminer.pdfdocument import PDFEncryptionError

    return any(isinstance(one, PDFEncryptionError) for one in (fault, *fault.args, fault.__cause__))


_TOO_LARGE = Words(
    "PDF 超过 50 MB，没有读取。请压缩后再检查。", "The PDF exceeds 50 MB. Make it smaller and check it again."
)
_LOCKED = Words(
    "PDF 有密码，不能读取。请换成无密码的文件。", "The PDF is locked. Check a copy without a password."
)
_DAMAGED = Words(
    "PDF 文件损坏，不能读取。请重新下载或索取。", "The PDF is damaged. Fetch it or ask for it again."
)
_NO_TEXT = Words(
    "PDF 没有文字层，多半是扫描件或图片。请做文字识别，或索取可复制文字的文件。",
    "The PDF has no text layer: probably a scan. Run text recognition over it, or ask for a file with text.",
)


@dataclass(slots=True)
class _Layout:
    """The lines put together so far; a paragraph may go on over the page's end."""

    lines: list[Line] = field(default_factory=list)
    paragraph: list[str] = field(default_factory=list)
    tables: int = 0

    def add(self, page: Any) -> None:
        """Add a page: its text and tables by their height on it."""
        found = [table for table in page.find_tables() if any(len(row) > 1 for row in _rows(table))]
        parts = [(table.bbox[1], table) for table in found]
        texts = [line for line in page.extract_text_lines(return_chars=False) if not _inside(line, found)]
        texts = [line for line in texts if not _is_page_number(line, page.height)]
        left, right = min((t["x0"] for t in texts), default=0), max((t["x1"] for t in texts), default=0)
        for _, part in sorted(
            [*parts, *((text["top"], text) for text in texts)], key=lambda placed: placed[0]
        ):
            if isinstance(part, dict):
                self._text(part, left, right)
            else:
                self._table(part)

    def end_paragraph(self) -> None:
        """Close the paragraph that is open."""
        if self.paragraph:
            self.lines.append(Line(("".join(self.paragraph),)))
            self.paragraph = []

    def _text(self, line: dict[str, Any], left: float, right: float) -> None:
        text, height = line["text"].strip(), line["bottom"] - line["top"]
        row = flattened(text)
        if row or line["x0"] > left + _INDENT * height:
            self.end_paragraph()
        if row:
            self.lines.append(Line(row, self.tables + 1))
            return
        self.paragraph.append(text)
        if line["x1"] < right - _SHORTFALL * height:
            self.end_paragraph()

    def _table(self, table: Any) -> None:
        self.end_paragraph()
        self.tables += 1
        self.lines += [Line(row, self.tables) for row in _rows(table) if row]


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Rows of cell texts; the hidden parts of merged cells are left out."""
    for row in table.extract():
        yield tuple(cell.strip() for cell in row if cell is not None)


def _is_page_number(line: dict[str, Any], height: float) -> bool:
    text = line["text"].strip()
    at_foot = line["top"] > _FOOT * height
    return _PAGE_NUMBER.fullmatch(text) is not None or (at_foot and _BARE_NUMBER.fullmatch(text) is not None)


def _inside(line: dict[str, Any], tables: list[Any]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    return any(table.bbox[1] <= middle <= table.bbox[3] for table in tables)
