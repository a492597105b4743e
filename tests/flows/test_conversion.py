"""Old Office files by way of LibreOffice: read as their .docx reads, and nothing they link to is fetched."""

import io
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.conversion import converted
from flows.reading import read_document
from reports.editions import edition
from reports.reading import Unreadable, read
from reports.reading.content import CONVERTIBLE, Media, media
from reports.reading.docx import read_docx
from tests.office import program
from tests.office import saved_as as office_saved_as
from tests.reports.reading.material import counted, read_values, shared
from tests.reports.reading.word import as_docx

FORM = edition("2021")


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice; skips where it cannot be had."""
    return program()


def saved_as(kind: str, content: bytes, folder: Path, *, name: str = "report.docx") -> bytes:
    """A document saved anew by LibreOffice as another kind."""
    source = folder / name
    source.write_bytes(content)
    reading = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    return office_saved_as(kind, source, folder, *reading).read_bytes()


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_every_cell_of_an_old_file_is_read_in_its_place(kind: str, tmp_path: Path) -> None:
    content = saved_as(kind, as_docx(FORM, counted(FORM)), tmp_path)
    report = read_document(content)

    assert media(content) in CONVERTIBLE
    assert (read_values(report), report.unread) == (counted(FORM), ())


@pytest.mark.parametrize("kind", ["doc", "odt", "fodt", "xml:MS Word 2003 XML"])
def test_the_official_template_reads_the_same_in_every_kind(kind: str, tmp_path: Path) -> None:
    template = shared("corpus/reports/blank_template_2021.docx")

    assert read_document(saved_as(kind, template, tmp_path)).tables == read(template).tables


@pytest.mark.parametrize("kind", ["docx:MS Word 2007 XML", "doc:MS Word 97"], ids=["docx", "doc"])
def test_a_real_page_kept_in_a_word_processor_says_what_it_said(kind: str, tmp_path: Path) -> None:
    page = shared("corpus/reports/shanghai_office_2019.html")
    report, kept = read(page), read_document(saved_as(kind, page, tmp_path, name="page.html"))

    assert read_values(kept) == read_values(report)
    assert (kept.title, kept.year, kept.unread) == (report.title, 2019, ())


def test_without_libreoffice_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Unreadable, match="Cannot read: needs LibreOffice"):
        converted(b"{\\rtf1 x}", Media.RTF)


def test_what_libreoffice_cannot_open_is_unreadable(office: str) -> None:
    with pytest.raises(Unreadable, match="locked or damaged"):
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(640, b"\0") + "WordDocument".encode("utf-16-le").ljust(64, b"\0") + b"\x1a\0".ljust(64, b"\0"))  # fmt: skip


def test_a_conversion_leaves_nothing_behind(
    office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    converted(b"{\\rtf1 x}", Media.RTF)

    assert list(tmp_path.iterdir()) == []


# What a document links to.


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback, and what it was asked for."""
    asked: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"canary")

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names http.server looks for

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Canary) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def linking(url: str, file: str) -> bytes:
    """An OpenDocument text with an image and a section elsewhere, and a section of a file of this machine."""
    names = {"office": "office", "text": "text", "draw": "drawing"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items()
    )
    source = '<text:section text:name="s{0}"><text:section-source xlink:href="{1}" xlink:type="simple"/><text:p>旧文</text:p></text:section>'
    image = f'<text:p><draw:frame><draw:image xlink:href="{url}/image.png" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></text:p>'
    body = source.format(1, f"{url}/section.txt") + source.format(2, f"file://{file}") + image
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body>'
        f"<office:text><text:p>首行</text:p>{body}<text:p>末行</text:p></office:text></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
        for path, kind in (("/", Media.ODT.value), ("content.xml", "text/xml"))
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", Media.ODT.value)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{listed}</m:manifest>')
    return target.getvalue()


def rtf_linking(url: str, file: str) -> bytes:
    fields = (
        f'INCLUDEPICTURE "{url}/image.png" \\\\d',
        f'INCLUDETEXT "{url}/text.txt"',
        f'INCLUDETEXT "file://{file}"',
    )
    return (
        "{\\rtf1\\ansi first\\par"
        + "".join(f"{{\\field{{\\*\\fldinst {f}}}{{\\fldrslt old}}}}\\par" for f in fields)
        + " last}"
    ).encode()


@pytest.mark.parametrize("document", [linking, rtf_linking], ids=["odt", "rtf"])
def test_nothing_a_document_links_to_is_fetched(
    document: object, office: str, canary: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, asked = canary
    (tmp_path / "secret.txt").write_text("a secret of this machine")
    content = document(url, tmp_path / "secret.txt")  # type: ignore[operator]
    lines = [line.text for line in read_docx(converted(content, media(content))).lines]

    assert asked == []
    assert len(lines) > 2
    assert not [line for line in lines if "secret" in line or "canary" in line]


def test_the_canary_would_sing(office: str, canary: tuple[str, list[str]], tmp_path: Path) -> None:
    # The same document opened as anyone opens it: were it silent here too, the test above would prove nothing.
    url, asked = canary
    (tmp_path / "document.odt").write_bytes(linking(url, "/etc/hostname"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        tmp_path,
        tmp_path / "document.odt",
    ]
    subprocess.run(
        command,
        capture_output=True,
        check=True,
        timeout=120,
        env={"PATH": str(Path(shutil.which("sh") or "/bin/sh").parent), "HOME": str(tmp_path)},
    )

    assert "/image.png" in asked
