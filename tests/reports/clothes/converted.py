"""The clothes LibreOffice makes of a Word file: old Word, RTF, OpenDocument, HTML."""

import tempfile
from pathlib import Path

from flows.reading import read_document
from tests.office import saved_as
from tests.reports.clothes.clothing import Rack
from tests.reports.clothes.facts import Facts
from tests.reports.clothes.word import merged

RACK = Rack()


def office(content: bytes, kind: str) -> bytes:
    """A Word file saved as another kind."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "report.docx"
        source.write_bytes(content)
        return saved_as(kind, source, source.parent).read_bytes()


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
