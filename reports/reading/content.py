"""What kind of document some bytes are, and the text in them."""

import codecs
import re
from enum import StrEnum

from models.words import Words
from reports.reading.errors import Unreadable
from reports.reading.package import LOCKED, open_package
from reports.reading.wrapping import peeled

MOST_BYTES = 50 * 1024 * 1024  # of a document, whatever kind it is
MOST_TEXT = 20 * 1024 * 1024  # bytes of a page or a text
_MOST_OF_A_LIST = 1024 * 1024  # bytes; the kind is told outside the process that reads
_MOST_LAYERS = 3  # wrappings within wrappings
_HEAD = 1024  # a PDF may begin so far into a file (ISO 32000-1, annex H, note 13)
_START = 200_000  # where the first tag of a page stands

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The declared charset is not asked: pages that say gb2312 hold characters gb2312 lacks, and UTF-8 decodes as
# gb18030 without complaint, so the order in `decode` is the test. Big5 decodes as gb18030 as well, but into text
# full of private-use characters. UTF-16 without its mark decodes as anything, but only as itself into a text of
# nothing but letters and Chinese.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_WRITTEN = re.compile(
    "[\t\r\n\x20-\x7e\xa0-\xff\u2010-\u203f\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)

_RESAVE_ZH = "请向发布单位索取或另存为网页、Word 文件或带文字层的 PDF 后再检查。"
_RESAVE_EN = "Ask for it, or save it, as a web page, a Word file or a PDF with a text layer, and check that."

_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"RIFF", "音像文件", "sound or a film"),
    (b"Rar!", "压缩文件", "an archive"),
    (b"7z\xbc\xaf", "压缩文件", "an archive"),
    (b"\x1f\x8b", "压缩文件", "an archive"),
)

_PICTURE = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP", re.DOTALL
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
_HTML = re.compile(b"|".join(map(re.escape, _HTML_SIGNS)))
_OFFICE_XML = re.compile(rb"worddocument|<pkg:package|<office:document")
_PDF = re.compile(rb"%PDF-\d")


class Media(StrEnum):
    """The kinds of document that can be read, some of them once LibreOffice has turned them into another."""

    HTML = "text/html"
    TEXT = "text/plain"
    PDF = "application/pdf"
    OFD = "application/ofd"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    RTF = "application/rtf"
    ODT = "application/vnd.oasis.opendocument.text"
    OFFICE_XML = "application/xml"
    PICTURE = "image/*"


CONVERTIBLE = frozenset({Media.DOC, Media.RTF, Media.ODT, Media.OFFICE_XML})
_CALLED = {
    Media.DOC: Words("旧版 Word 或 WPS 文件", "an old Word or WPS file"),
    Media.RTF: Words("RTF 文件", "an RTF file"),
    Media.ODT: Words("OpenDocument 文件", "an OpenDocument file"),
    Media.OFFICE_XML: Words("XML 格式的 Word 或 OpenDocument 文件", "a Word or OpenDocument file in XML"),
}


def media(content: bytes) -> Media:
    """The kind of document by its content alone, never by its name. Raises Unreadable for every other kind."""
    content = unwrapped(content)
    if not content.strip(b"\x00\t\r\n\x0c "):
        raise Unreadable(
            Words("文件是空的。请核对网址或文件。", "The file is empty. Check the address or the file.")
        )
    if content.startswith(b"PK\x03\x04"):
        return _packaged(content)
    if content.startswith(_OLE):
        return _compound(content)
    if content.startswith(b"{\\rtf"):
        return Media.RTF
    if _PICTURE.match(content):
        return Media.PICTURE
    for sign, zh, en in _FOREIGN:
        if content.startswith(sign):
            raise foreign(zh, en)
    return _pdf_or_page(content)


def unwrapped(content: bytes) -> bytes:
    """The document without what it came wrapped in: gzip a server left on, a web page saved as one file."""
    for _ in range(_MOST_LAYERS):
        if len(content) > MOST_BYTES:
            raise Unreadable(TOO_LARGE)
        inner = peeled(content)
        if inner is None:
            break
        content = inner
    return content


def _pdf_or_page(content: bytes) -> Media:
    """What opens the file decides where two kinds are mixed: a page may quote a PDF's first words, and the reverse."""
    start = content[:_START].replace(b"\x00", b"").lower()  # UTF-16 too
    page, pdf = _HTML.search(start), _PDF.search(content[:_HEAD])
    opens = pdf and (page is None or pdf.start() < page.start())
    if pdf and opens and (not content[: pdf.start()].strip() or b" obj" in content):
        return Media.PDF
    if b"<?xml" in start[:64] and _OFFICE_XML.search(start, 0, 4096):
        return Media.OFFICE_XML
    return Media.HTML if page else Media.TEXT


def _packaged(content: bytes) -> Media:
    """The kind of a ZIP file by the type of its main part."""
    package = open_package(content)
    types = package.xml("[Content_Types].xml", most=_MOST_OF_A_LIST)
    main = {node.get("ContentType", "") for node in (() if types is None else types)}
    main = {kind for kind in main if kind.endswith(".main+xml")}
    if any("wordprocessingml" in kind or "ms-word" in kind for kind in main):
        return Media.DOCX
    if main:
        raise foreign("表格或幻灯片", "a spreadsheet or slides")
    if package.has("OFD.xml"):
        return Media.OFD
    if (package.part("mimetype", most=_MOST_OF_A_LIST) or b"").startswith(Media.ODT.value.encode()):
        return Media.ODT
    raise Unreadable(_ARCHIVE)


# A compound file, as Office wrote before 2007: its directory holds one entry of 128 bytes a stream, the name first.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _compound(content: bytes) -> Media:
    if _holds(content, "EncryptedPackage"):
        raise Unreadable(LOCKED)
    if _holds(content, "WordDocument") or _holds(content, "MatOST"):  # the latter: Microsoft Works
        return Media.DOC
    if _holds(content, "Workbook") or _holds(content, "Book") or _holds(content, "PowerPoint Document"):
        raise foreign("旧版表格或幻灯片", "an old spreadsheet or slides")
    raise foreign("旧版 Office 文件，但没有正文", "an old Office file without a text")


def _holds(content: bytes, stream: str) -> bool:
    """Whether the directory of a compound file names a stream."""
    name = stream.encode("utf-16-le") + b"\x00\x00"
    at = content.find(name)
    while at >= 0:
        if at % 128 == 0 and content[at + 64 : at + 66] == len(name).to_bytes(2, "little"):
            return True
        at = content.find(name, at + 1)
    return False


def decode(content: bytes) -> str:
    """The text of the bytes: byte order mark, then strict UTF-8, UTF-16, GB18030, Big5. Raises Unreadable.

    NUL at the end is padding and left out.
    """
    if len(content) > MOST_TEXT:
        raise Unreadable(_TOO_LONG)
    for bom, charset in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(charset, errors="replace").rstrip("\0")
    bare = content.rstrip(b"\x00")
    holds_nul = b"\x00" in bare
    text = None if holds_nul else _strictly(bare, "utf-8")
    if text is None:
        text = _sixteen(content)
    if text is None and holds_nul:
        return decode(_without_strays(bare))
    if text is None:
        text = _strictly(bare, "gb18030")
        if text is None or len(_PRIVATE.findall(text)) * 50 > len(text):
            text = _strictly(bare, "big5") or text
    return _damaged(bare) if text is None else text


def _strictly(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except UnicodeDecodeError:
        return None


def _sixteen(content: bytes) -> str | None:
    """The text where the bytes are UTF-16 without a byte order mark, else None."""
    for charset in ("utf-16-le", "utf-16-be"):
        text = content[: len(content) & ~1].decode(charset, errors="replace").rstrip("\0")
        if text and len(_WRITTEN.findall(text)) * 20 >= len(text) * 19:
            return text
    return None


def _without_strays(content: bytes) -> bytes:
    """The bytes without a few NUL among them, as some systems leave. Raises Unreadable where they are no text."""
    if content.count(0) * 100 > len(content) or _CONTROL.search(content):
        raise _binary()
    return content.replace(b"\x00", b"")


def _damaged(content: bytes) -> str:
    """Text with a few broken bytes, marked by U+FFFD: a page cut in mid-character is still worth reading."""
    readings = [content.decode(charset, errors="replace") for charset in ("utf-8", "gb18030")]
    best = min(readings, key=lambda text: text.count("\ufffd"))
    if best.count("\ufffd") * 20 > len(best):
        raise _binary()
    return best


def foreign(zh: str, en: str) -> Unreadable:
    """A kind that is known and not read."""
    return Unreadable(Words(f"文件是{zh}，不能直接读取。{_RESAVE_ZH}", f"This is {en}. {_RESAVE_EN}"))


def needs_converter(kind: Media) -> Unreadable:
    """Why a kind cannot be read without LibreOffice, and what to install."""
    called = _CALLED[kind]
    return Unreadable(
        Words(
            f"不能读取：文件是{called.zh}，需要 LibreOffice（Debian、Ubuntu：apt install libreoffice-writer-nogui）。"
            "请安装后再检查，或另存为 .docx 后检查。",
            f"Cannot read: needs LibreOffice, for this is {called.en}. Install it (Debian, Ubuntu: apt install "
            "libreoffice-writer-nogui) and check again, or save the file as .docx and check that.",
        )
    )


def _binary() -> Unreadable:
    return Unreadable(
        Words(
            f"文件不是文字，也不是能识别的格式。{_RESAVE_ZH}",
            f"The file is neither text nor a format known here. {_RESAVE_EN}",
        )
    )


TOO_LARGE = Words(
    "文件超过 50 MB，没有读取。请压缩其中的图片后再检查。",
    "The file exceeds 50 MB; it was not read. Make its pictures smaller and check it again.",
)
_TOO_LONG = Words(
    "网页或文字超过 20 MB，没有读取。请核对文件。",
    "The page or text exceeds 20 MB; it was not read. Check the file.",
)
_ARCHIVE = Words(
    "文件是压缩包，不是报告。请解压后检查其中的报告。",
    "This is an archive, not a report. Unpack it and check the report in it.",
)
