"""A PDF → Manuscript: its characters and ruling lines as PDFium finds them, page by page.

PDFium is not safe for threads: one document is open at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from models.report import Medium
from models.visit import DateRead
from models.words import Words
from reports.clocks.in_file import PDF_ENTRIES, in_pdf
from reports.reading.errors import Unreadable
from reports.reading.layout import lines_of
from reports.reading.manuscript import Line, Manuscript
from reports.reading.pdf_page import BROKEN, Page, page_of
from reports.reading.pdf_streams import ensure_bounded
from reports.reading.recogniser import TO_INSTALL, Recognition, is_installed

MOST_PAGES = 60
_COVER = 60  # characters
_ONE_AT_A_TIME = Lock()


def read_pdf(content: bytes, *, recognise: bool) -> Manuscript:
    """The manuscript of a PDF; `recognise` needs the extra `ocr`. Raises Unreadable for a locked, broken or empty one."""
    ensure_bounded(content)
    with _ONE_AT_A_TIME:
        pages, count, dates = _pages(content, recognise=recognise)
    lines = lines_of(page.sheet for page in pages)
    pictures = sum(len(page.sheet.pictures) for page in pages)
    if not lines and not pictures:
        raise Unreadable(_EMPTY)
    return Manuscript(
        titles=(),
        lines=lines,
        unread=tuple(_unread(pages, count)),
        pictures=pictures,
        medium=_medium(pages, lines),
        dates=dates,
    )


def _medium(pages: Sequence[Page], lines: Sequence[Line]) -> Medium:
    if not lines:
        return Medium.PICTURES
    recognised = any(page.hidden or page.recognised for page in pages)
    return Medium.RECOGNISED if recognised else Medium.TEXT


def _pages(content: bytes, *, recognise: bool) -> tuple[list[Page], int, tuple[DateRead, ...]]:
    """The first pages, how many there are, and what the file says of its own making."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise Unreadable(_LOCKED if fault.err_code == raw.FPDF_ERR_PASSWORD else _DAMAGED) from fault
    try:
        count = len(document)
        dates = tuple(in_pdf({name: _entry(document, name) for name in PDF_ENTRIES}))
        pages = list(_readable(document, min(count, MOST_PAGES)))
        return (_recognised(document, pages) if recognise else pages), count, dates
    finally:
        document.close()


def _entry(document: pdfium.PdfDocument, name: str) -> str:
    """An entry of the file's own description; empty where there is none, or none that is text."""
    try:
        return str(document.get_metadata_value(name))
    except UnicodeDecodeError:
        return ""


def _readable(document: pdfium.PdfDocument, count: int) -> Iterator[Page]:
    """The pages; a broken one is an empty sheet that says so."""
    for number in range(count):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            yield BROKEN
            continue
        yield page_of(page)
        page.close()


def _recognised(document: pdfium.PdfDocument, pages: Sequence[Page]) -> list[Page]:
    """The pages, those that are pictures recognised, as many as there is time for.

    Among pages of text, a picture that says but a few words is a cover, and stays one: it puts no figure in doubt.
    """
    from reports.reading.scan import rendered, sheet_of

    least = _COVER if any(page.sheet.marks and not page.is_scan for page in pages) else 1
    work, made = Recognition(), list(pages)
    for number, page in enumerate(pages):
        if page.is_scan and not work.is_spent:
            sheet = sheet_of(rendered(document[number]), work.engine)
            work.note(sheet)
            if sum(len(mark.text) for mark in sheet.marks) >= least:
                made[number] = replace(page, sheet=sheet, hidden=False, recognised=True)
    return made


def _unread(pages: Sequence[Page], count: int) -> Iterator[str]:
    if count > MOST_PAGES:
        yield f"PDF 共 {count} 页，只读了前 {MOST_PAGES} 页"
    for what, chosen in (
        ("损坏，没有读到", [page is BROKEN for page in pages]),
        ("内容过多，只读了一部分", [page.cut for page in pages]),
        (
            "有图片，没有识别其中的文字" + ("" if is_installed() else TO_INSTALL),
            [bool(page.sheet.pictures) for page in pages],
        ),
    ):
        numbers = [str(number) for number, is_one in enumerate(chosen, 1) if is_one]
        if numbers:
            yield f"第 {'、'.join(numbers)} 页{what}"


_LOCKED = Words(
    "PDF 有密码，不能读取。请换成无密码的文件。", "The PDF is locked. Check a copy without a password."
)
_DAMAGED = Words(
    "PDF 文件损坏，不能读取。请重新下载或索取。", "The PDF is damaged. Fetch it or ask for it again."
)
_EMPTY = Words(
    "PDF 里没有文字，也没有图片。请核对文件。", "The PDF holds no text and no pictures. Check the file."
)
