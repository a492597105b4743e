"""Any file, to a report or to words that say why there is none."""

import zipfile

import pytest

from flows.reading import read_document
from reports.reading import Unreadable, read
from reports.reading.content import MOST_BYTES
from tests.reports.reading.material import shared
from tests.reports.reading.word import docx


@pytest.mark.parametrize(
    "path",
    [
        "seeds/000_adfc45d447bb024f.txt",
        "corpus/reports/shanghai_office_2019.html",
        "corpus/reports/huaian_2024.pdf",
        "corpus/reports/blank_template_2021.docx",
    ],
)
def test_a_report_is_the_same_whoever_reads_it(path: str) -> None:
    content = shared(path)

    assert read_document(content) == read(content)


def test_why_a_document_cannot_be_read_comes_through_in_both_languages() -> None:
    with pytest.raises(Unreadable) as refused:
        read_document(b"\x00" * 20, source="a.doc")

    assert refused.value.words.zh == "文件是空的。请核对网址或文件。"
    assert refused.value.words.en == "The file is empty. Check the address or the file."


def test_a_document_that_takes_too_much_memory_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="more than a report holds"):
        read_document(docx("<a/>" * 8_300_000, packing=zipfile.ZIP_STORED))


def test_a_document_too_large_is_not_even_asked_about() -> None:
    with pytest.raises(Unreadable, match="50 MB"):
        read_document(bytes(MOST_BYTES + 1))


class Faulty:
    """Readers that all fail, quoting the document."""

    def ask(self, content: bytes, **_: object) -> dict[str, str]:
        return {"fault": f"Traceback\n  {content.decode()}\n"}


def test_a_fault_quoting_a_document_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    forged = "\x1b[31m\n2026-02-05 09:00:00 | ERROR | all is well\r\u2028"
    with pytest.raises(Unreadable):
        read_document(forged.encode(), source=forged, media_type=forged, workers=Faulty())  # type: ignore[arg-type]

    (record,) = caplog.records
    assert "all is well" in record.getMessage()
    assert record.getMessage().isprintable()
