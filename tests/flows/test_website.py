"""A folder of pages replaced as one."""

from pathlib import Path

import pytest

from flows.website import ASIDE, STATE, Site


def published(folder: Path, pages: dict[str, str], edition: str = "1") -> int:
    site = Site.open(folder, edition)
    for path, text in pages.items():
        site.put(path, text)
    return site.publish({"a": "noted"})


def found(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {STATE}


def test_pages_lie_where_they_belong_and_nothing_lies_aside(tmp_path: Path) -> None:
    written = published(tmp_path, {"index.html": "一", "agencies/a.html": "二"})

    assert written == 2
    assert found(tmp_path) == {"index.html", "agencies/a.html"}
    assert (tmp_path / "agencies" / "a.html").read_text(encoding="utf-8") == "二"


def test_the_same_page_is_not_written_again(tmp_path: Path) -> None:
    published(tmp_path, {"index.html": "一", "x.html": "二"})
    before = (tmp_path / "x.html").stat().st_mtime_ns

    assert published(tmp_path, {"index.html": "三", "x.html": "二"}) == 1
    assert (tmp_path / "x.html").stat().st_mtime_ns == before


def test_pages_that_are_gone_are_removed_and_others_files_are_left(tmp_path: Path) -> None:
    published(tmp_path, {"index.html": "一", "agencies/a.html": "二"})
    (tmp_path / "notes.txt").write_text("mine")
    published(tmp_path, {"index.html": "一"})

    assert found(tmp_path) == {"index.html", "notes.txt"}


def test_until_it_is_published_nothing_has_changed(tmp_path: Path) -> None:
    published(tmp_path, {"index.html": "old", "agencies/a.html": "old"})
    killed = Site.open(tmp_path, "1")
    killed.put("index.html", "new")
    killed.put("agencies/a.html", "new")

    assert (tmp_path / "index.html").read_text() == (tmp_path / "agencies" / "a.html").read_text() == "old"
    published(tmp_path, {"index.html": "newer"})
    assert not (tmp_path / ASIDE).exists()


def test_the_first_page_is_moved_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda self, target: (moved.append(self.name), replace(self, target))[1]
    )

    published(tmp_path, {"index.html": "1", "z.html": "2", "operators/x.html": "3"})

    assert moved[-2:] == ["index.html", ".pages.new"]


def test_a_page_made_of_the_same_is_kept_while_it_is_there(tmp_path: Path) -> None:
    site = Site.open(tmp_path, "1")
    site.put("a.html", "一", "mark")
    site.put("b.html", "二")
    site.publish({})
    again = Site.open(tmp_path, "1")

    assert [again.keeps("a.html", mark) for mark in ("mark", "other", "")] == [True, False, False]
    assert not again.keeps("b.html", "")
    assert not Site.open(tmp_path, "2").keeps("a.html", "mark")
    (tmp_path / "a.html").unlink()
    assert not Site.open(tmp_path, "1").keeps("a.html", "mark")


def test_of_another_edition_nothing_is_known(tmp_path: Path) -> None:
    published(tmp_path, {"index.html": "一"})

    assert Site.open(tmp_path, "1").notes == {"a": "noted"}
    assert Site.open(tmp_path, "2").notes == {}


@pytest.mark.parametrize("state", ["", "[]", "{", "\x00"])
def test_notes_that_cannot_be_read_are_as_none(tmp_path: Path, state: str) -> None:
    published(tmp_path, {"index.html": "一", "x.html": "二"})
    (tmp_path / STATE).write_text(state)

    assert Site.open(tmp_path, "1").notes == {}
    assert published(tmp_path, {"index.html": "一", "x.html": "二"}) == 2


def test_pages_of_agencies_by_a_release_without_notes_are_removed(tmp_path: Path) -> None:
    for path in ("index.html", "agencies/suspected.html", "en/agencies/suspected.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("named")

    published(tmp_path, {"index.html": "一"})

    assert found(tmp_path) == {"index.html"}
