"""What kind of file bytes are, by their content; names and headers are believed last."""

import io
import zipfile

OFFICE_PARTS = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<div",
    b"<ul",
    b"<table",
    b"<script",
    b"<meta",
    b"<!--",
)


def media_type(content: bytes, declared: str = "", url: str = "") -> str:
    """The media type of bytes, e.g. `text/html`. `declared` is the Content-Type header and decides only in doubt."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            return name
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    if head.startswith(OLE):
        return "application/vnd.ms-excel" if url.lower().endswith((".xls", ".et")) else "application/msword"
    if b"\x00" in content[:512] and not head.startswith(b"<"):
        return "application/octet-stream"
    return _of_text(head.lower(), declared.split(";", maxsplit=1)[0].strip().lower())


def _of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "application/zip"
    found = (kind for part, kind in OFFICE_PARTS if any(name.startswith(part) for name in names))
    return next(found, "application/zip")


def _of_text(head: bytes, declared: str) -> str:
    if head.startswith(b"<?xml"):
        return "text/html" if b"<html" in head else "text/xml"
    if head.startswith(MARKUP) or b"<html" in head:
        return "text/html"
    if head[:1] in (b"{", b"[") and "html" not in declared:
        return "application/json"
    if declared in ("", "application/octet-stream") or "/" not in declared:
        return "text/plain"
    return declared


def is_text(name: str) -> bool:
    """Whether a media type is text to decode."""
    return name.startswith("text/") or name in (
        "application/json",
        "application/xml",
        "application/xhtml+xml",
    )
