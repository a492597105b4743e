"""What kind of document some bytes are, and the text in them."""

import codecs
import re
from enum import StrEnum

from models.words import Words
from reports.reading.errors import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The declared charset is not asked: pages that say gb2312 hold characters gb2312 lacks, and UTF-8 decodes as
# gb18030 without complaint, so the order in `decode` is the test. Big5 decodes as gb18030 as well, but into text
# full of private-use characters.
_PRIVATE = re.compile("[\ue000-\uf8ff]")

_RESAVE_ZH = "请向发布单位索取或另存为网页或带文字层的 PDF 后再检查。"
_RESAVE_EN = "Ask for it, or save it, as a web page or a PDF with a text layer, and check that."

_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件", "an old Word or Excel file"),
    (b"PK\x03\x04", "Word、Excel 或压缩文件", "a Word, Excel or ZIP file"),
    (b"\x89PNG", "图片", "an image"),
    (b"\xff\xd8\xff", "图片", "an image"),
    (b"GIF8", "图片", "an image"),
    (b"II*\x00", "图片", "an image"),
    (b"MM\x00*", "图片", "an image"),
    (b"RIFF", "图片或音像文件", "an image, sound or film"),
    (b"Rar!", "压缩文件", "an archive"),
    (b"7z\xbc\xaf", "压缩文件", "an archive"),
    (b"\x1f\x8b", "压缩文件", "an archive"),
    (b"{\\rtf", "RTF 文件", "an RTF file"),
)

_HTML_SIGNS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<table",
    b"<div",
    b"<p>",
    b"<p ",
    b"<td",
    b"<span",
)


class Media(StrEnum):
    """The kinds of document that can be read."""

    HTML = "text/html"
    TEXT = "text/plain"
    PDF = "application/pdf"


def media(content: bytes) -> Media:
    """The kind of document by its content alone, never by its name. Raises Unreadable for every other kind."""
    head = content[:1024].lstrip()
    if not content.strip(b"\x00\t\r\n\x0c "):
        raise Unreadable(
            Words("文件是空的。请核对网址或文件。", "The file is empty. Check the address or the file.")
        )
    if head.startswith(b"%PDF-"):
        return Media.PDF
    for sign, zh, en in _FOREIGN:
        if content.startswith(sign):
            raise Unreadable(Words(f"文件是{zh}，不能直接读取。{_RESAVE_ZH}", f"This is {en}. {_RESAVE_EN}"))
    start = content[:200_000].replace(b"\x00", b"").lower()  # UTF-16 too
    return Media.HTML if any(sign in start for sign in _HTML_SIGNS) else Media.TEXT


def decode(content: bytes) -> str:
    """The text of the bytes: byte order mark, then strict UTF-8, GB18030, Big5. Raises Unreadable."""
    for bom, charset in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(charset, errors="replace")
    if b"\x00" in content[:4096]:
        raise _binary()
    text = _strictly(content, "utf-8")
    if text is None:
        text = _strictly(content, "gb18030")
        if text is None or len(_PRIVATE.findall(text)) * 50 > len(text):
            text = _strictly(content, "big5") or text
    return _damaged(content) if text is None else text


def _strictly(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except UnicodeDecodeError:
        return None


def _damaged(content: bytes) -> str:
    """Text with a few broken bytes, marked by U+FFFD: a page cut in mid-character is still worth reading."""
    readings = [content.decode(charset, errors="replace") for charset in ("utf-8", "gb18030")]
    best = min(readings, key=lambda text: text.count("\ufffd"))
    if best.count("\ufffd") * 20 > len(best):
        raise _binary()
    return best


def _binary() -> Unreadable:
    return Unreadable(
        Words(
            f"文件不是文字，也不是能识别的格式。{_RESAVE_ZH}",
            f"The file is neither text nor a format known here. {_RESAVE_EN}",
        )
    )
