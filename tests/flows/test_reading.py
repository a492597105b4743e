"""Any file, to a report or to words that say why there is none."""

import os
import zipfile
from pathlib import Path

import pytest

from flows.reading import bytes_of, read_document
from reports.reading import Unreadable, read
from reports.reading.content import MOST_BYTES
from tests.reports.reading.material import shared
from tests.reports.reading.word import docx, p


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


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere.html", "There is no file"),
        (".", "is not a file"),
        ("x" * 300, "too long"),
        ("a\0b", "There is no file"),
    ],
)
def test_what_cannot_be_opened_says_why(name: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=why):
        bytes_of(tmp_path / name)


def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="is not a file"):
        bytes_of(tmp_path / "pipe")


def test_half_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(500 * 1024 * 1024)
    with pytest.raises(Unreadable, match="50 MB"):
        bytes_of(tmp_path / "large.pdf")


def test_names_that_look_like_options_are_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-rf").write_bytes(docx(p("一、总体情况")))

    assert read_document(bytes_of(Path("-rf")), source="-rf").sections[0].no == 1
