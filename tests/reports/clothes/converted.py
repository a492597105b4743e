"""The clothes LibreOffice makes of a Word file: old Word, RTF, OpenDocument, HTML."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from flows.reading import read_document
from tests.reports.clothes.clothing import Rack
from tests.reports.clothes.facts import Facts
from tests.reports.clothes.word import merged

RACK = Rack()
SECONDS = 120


def office(content: bytes, kind: str) -> bytes:
    """A Word file saved as another kind; skips the test where LibreOffice is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            name,
            str(folder / "report.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return (folder / f"report.{kind.partition(':')[0]}").read_bytes()


@RACK.hang("old Word, by LibreOffice", read=read_document, dear=20)
def old_word(facts: Facts) -> bytes:
    return office(merged(facts), "doc")


@RACK.hang("RTF, by LibreOffice", read=read_document, dear=20)
def rtf(facts: Facts) -> bytes:
    return office(merged(facts), "rtf")


@RACK.hang("OpenDocument, by LibreOffice", read=read_document, dear=20)
def open_document(facts: Facts) -> bytes:
    return office(merged(facts), "odt")


@RACK.hang("HTML, by LibreOffice", dear=20)
def web_page(facts: Facts) -> bytes:
    return office(merged(facts), "html")
