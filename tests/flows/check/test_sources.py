"""What is named on the command line, as the documents it means."""

from pathlib import Path

import pytest

from flows.check.result import Unread
from flows.check.sources import Source, sources_of


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def names(*named: str) -> list[str]:
    return [each.name if isinstance(each, Source) else f"! {each.source}" for each in sources_of(named)]


def test_documents_keep_the_order_they_are_named_in() -> None:
    assert names("b.html", "-", "http://a.example/1", "a.pdf") == [
        "b.html",
        "-",
        "http://a.example/1",
        "a.pdf",
    ]


def test_a_folder_is_its_reports_of_known_types_sorted_and_hidden_ones_left_out(tmp_path: Path) -> None:
    put(
        tmp_path,
        *("b.html", "a.PDF", "10/c.docx", "2/d.txt", "2/scan.jpeg", ".git/e.html", ".hidden.html"),
        *("~$draft.docx", "notes.xlsx", "README", "Thumbs.db"),
    )

    assert [str(Path(each).relative_to(tmp_path)) for each in names(str(tmp_path))] == [
        "a.PDF",
        "b.html",
        "10/c.docx",
        "2/d.txt",
        "2/scan.jpeg",
    ]


def test_a_document_named_twice_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.html", "b.html")
    monkeypatch.chdir(tmp_path)

    assert names("b.html", ".", "./b.html", str(tmp_path / "a.html")) == ["b.html", "a.html"]


def test_a_folder_without_reports_says_what_was_looked_for(tmp_path: Path) -> None:
    put(tmp_path, "notes.xlsx")
    (told,) = sources_of([str(tmp_path)])

    assert isinstance(told, Unread)
    assert "docx" in told.words.zh
    assert "pdf" in told.words.en


def test_a_folder_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    put(tmp_path, "a.html")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert names(str(tmp_path)) == [str(tmp_path / "a.html")]


def test_a_file_named_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "report.dat")

    assert names(str(tmp_path / "report.dat")) == [str(tmp_path / "report.dat")]


def test_an_empty_name_is_no_file() -> None:
    assert names("") == ["! "]
