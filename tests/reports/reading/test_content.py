"""Bytes: what they are by content, and the text in them."""

import base64
import gzip
import quopri
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from reports.reading import Unreadable, read
from reports.reading.content import CONVERTIBLE, MOST_BYTES, MOST_TEXT, Media, decode, media, unwrapped
from tests.reports.reading.word import docx, p, zipped

TEXT = "示例县水利局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_decoded_whatever_it_was_written_in(charset: str) -> None:
    assert decode(TEXT.encode(charset)) == TEXT


def test_big5_is_tried_last() -> None:
    assert decode("公開資訊年度報告，一般情況".encode("big5")) == "公開資訊年度報告，一般情況"


def test_letters_outside_gb2312_survive_a_page_that_declares_it() -> None:
    page = f"<meta charset='gb2312'><p>{TEXT}，联系人：镕囧</p>".encode("gb18030")
    assert "镕囧" in decode(page)


def test_utf8_is_not_taken_for_gb18030_though_it_decodes_as_such() -> None:
    page = f"<meta charset='gb2312'><p>{TEXT}</p>".encode()
    assert TEXT in decode(page)


def test_a_text_cut_within_a_letter_is_still_read() -> None:
    assert decode(TEXT.encode()[:-1]).startswith(TEXT[:-1])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", Media.PDF),
        (b"\n %PDF-1.4", Media.PDF),
        (b"<!DOCTYPE html><p>x", Media.HTML),
        ("<table><tr><td>1".encode("utf-16"), Media.HTML),
        (b"\xef\xbb\xbf<div>x</div>", Media.HTML),
        (TEXT.encode(), Media.TEXT),
        ("见<国办公开办函>".encode(), Media.TEXT),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj", Media.PDF),
        (b"<html><!-- %PDF-1.4 1 0 obj --><p>x", Media.HTML),
        (b"%PDF-1.4\n1 0 obj <html><p>x", Media.PDF),
        ("说明：文件以 %PDF-1 开头".encode(), Media.TEXT),
        (gzip.compress(b"<html><p>x"), Media.HTML),
        (gzip.compress(gzip.compress(b"<html><p>x")), Media.HTML),
        (docx(p("x")), Media.DOCX),
        (zipped({"OFD.xml": b"<x/>"}), Media.OFD),
        (b"{\\rtf1\\ansi x}", Media.RTF),
        (
            b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument>",
            Media.OFFICE_XML,
        ),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), Media.ODT),
    ],
    ids=lambda value: value.name if isinstance(value, Media) else "",
)
def test_the_content_tells_the_kind(content: bytes, kind: Media) -> None:
    assert media(content) is kind


@pytest.mark.parametrize(
    "content",
    [b"", b" \r\n\t", b"\x00" * 20, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, b"PK\x03\x04....", b"\x89PNG\r\n\x1a\n...",
     b"\xff\xd8\xff\xe0JFIF", b"GIF89a..", b"Rar!\x1a\x07", bytes(range(256)) * 8, b"\xff" * 900],
    ids=["empty", "white", "nul", "doc", "zip", "png", "jpeg", "gif", "rar", "binary", "ff"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_advice_in_both_languages(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, media_type="text/html", source="report.html")
    assert "请" in refused.value.words.zh
    assert refused.value.words.en.endswith(".")


def compound(*streams: str) -> bytes:
    """The directory of an old Office file and nothing else: 128 bytes a stream, the name and its length first."""
    entries = [
        name.encode("utf-16-le").ljust(64, b"\x00") + (2 * len(name) + 2).to_bytes(2, "little")
        for name in streams
    ]
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + b"".join(
        entry.ljust(128, b"\x00") for entry in entries
    )


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        (("Root Entry", "WordDocument", "1Table"), Media.DOC),
        (("Root Entry", "Workbook", "WordDocument"), Media.DOC),
    ],
)
def test_an_old_office_file_is_known_by_its_streams(streams: tuple[str, ...], kind: Media) -> None:
    assert media(compound(*streams)) is kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), "locked"),
        (compound("Root Entry", "Workbook"), "an old spreadsheet"),
        (compound("Root Entry", "PowerPoint Document"), "an old spreadsheet or slides"),
        (docx(p("x"), kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "a spreadsheet"),
        (zipped({"报告.docx": docx(p("x"))}), "Unpack it"),
        (docx(p("x" * 3000))[:-300], "damaged"),
        (gzip.compress(b"<p>x" * 900)[:12] + b"?" * 100, "damaged"),
        (gzip.compress(b"<p>x")[:-9], "damaged"),
        (gzip.compress(bytes(30_000_000)), "more than a report holds"),
        (b"x" * (MOST_BYTES + 1), "exceeds 50 MB"),
        (b"x" * (MOST_TEXT + 1), "exceeds 20 MB"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--", "without a page"),
    ],
    ids=["locked", "xls", "ppt", "xlsx", "archive", "cut", "gzip-damaged", "gzip-cut", "gzip-bomb", "large", "long", "mht-empty"],
)  # fmt: skip
def test_each_kind_that_is_not_read_says_its_own_reason(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(content)


@pytest.mark.parametrize("kind", sorted(CONVERTIBLE))
def test_what_needs_libreoffice_says_so_and_names_the_package(kind: Media) -> None:
    sample = {
        Media.DOC: compound("WordDocument"),
        Media.RTF: b"{\\rtf1 x}",
        Media.ODT: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        Media.OFFICE_XML: b"<?xml version='1.0'?><w:wordDocument/>",
    }[kind]

    with pytest.raises(Unreadable, match=r"Cannot read: needs LibreOffice.*libreoffice-writer-nogui"):
        read(sample)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, f"<html><p>{TEXT}</p>\r\n"], ids=["text", "page"])
def test_utf16_without_its_mark_is_known_by_what_it_spells(charset: str, text: str) -> None:
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize("charset", ["gb18030", "big5", "utf-8"])
def test_nothing_else_is_taken_for_utf16(charset: str) -> None:
    text = "公開資訊年度，一般情況" if charset == "big5" else TEXT * 3 + "共受理12件。\n"

    assert decode(text.encode(charset)) == text


def test_ascii_is_not_taken_for_chinese() -> None:
    assert decode(b"this app can break") == "this app can break"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_padding_at_the_end_is_left_out(charset: str) -> None:
    assert decode(TEXT.encode(charset) + bytes(512)) == TEXT


def test_a_few_stray_nul_do_not_make_a_page_unreadable() -> None:
    page = f"<p>{TEXT * 5}</p>"

    assert decode(page.encode().replace(b"</p>", b"\x00</p>")) == page


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_page_saved_as_one_file_is_its_longest_page(coding: str) -> None:
    saved = MIMEMultipart("related")
    saved.attach(MIMEText("<html><p>页眉</p>", "html", "utf-8"))
    page = MIMEText("", "html")
    page.replace_header("Content-Transfer-Encoding", coding)
    body = f"<html><p>{TEXT}</p>".encode("gb18030")
    page.set_payload(quopri.encodestring(body) if coding == "quoted-printable" else base64.encodebytes(body))
    saved.attach(page)

    assert read(saved.as_bytes()).title == TEXT


def test_nothing_is_unwrapped_that_is_not_wrapped() -> None:
    assert unwrapped(b"Date: 2024\n\nx") == b"Date: 2024\n\nx"


def test_names_and_declared_types_are_not_believed() -> None:
    report = read(f"<p>{TEXT}</p>".encode(), media_type="application/pdf", source="report.doc")
    assert report.title == TEXT
