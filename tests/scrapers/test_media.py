"""What bytes are, whatever their name and header say."""

import io
import zipfile

import pytest

from scrapers.media import is_text, media_type


def a_zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "declared", "url", "kind"),
    [
        (b"%PDF-1.7 x", "text/html", "/a.html", "application/pdf"),
        (b"<!DOCTYPE html><html>", "application/pdf", "/a.pdf", "text/html"),
        (b"\xef\xbb\xbf\r\n <HTML>", "", "", "text/html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC><html xmlns="x">', "text/xml", "", "text/html"),
        (b'<?xml version="1.0"?><datastore>', "text/html", "", "text/xml"),
        (b"<datastore><record>", "text/html;charset=utf-8", "", "text/html"),
        (b'{"total": 1}', "application/json", "", "application/json"),
        (b'[{"a": 1}]', "text/plain", "", "application/json"),
        (b"<p>fragment</p>", "text/html; charset=GBK", "", "text/html"),
        (b"plain words", "", "", "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream", "", "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "", "/a.doc", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "", "/a.wps", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "", "/a.XLS", "application/vnd.ms-excel"),
        (
            a_zip("[Content_Types].xml", "word/document.xml"),
            "application/zip",
            "/a.zip",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            a_zip("xl/workbook.xml"),
            "",
            "",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (a_zip("OFD.xml"), "", "", "application/ofd"),
        (a_zip("a.txt"), "", "", "application/zip"),
        (b"PK\x03\x04 cut short", "", "", "application/zip"),
        (b"{\\rtf1", "", "", "application/rtf"),
        (b"\x89PNG\r\n", "text/html", "", "image/png"),
        (b"", "", "", "text/plain"),
    ],
)
def test_the_content_decides(content: bytes, declared: str, url: str, kind: str) -> None:
    assert media_type(content, declared, url) == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [("text/html", True), ("application/json", True), ("application/pdf", False), ("image/png", False)],
)
def test_only_text_is_decoded(kind: str, text: bool) -> None:
    assert is_text(kind) is text
