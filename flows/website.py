"""A folder of pages that is replaced as one: written aside first, then moved into place, and cleared of what is gone."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STATE = "operators/.pages.json"  # among the operators' pages, because it knows of every agency
ASIDE = ".writing"
LAST = "index.html"  # moved last: who opens the summary meanwhile finds the old one whole


@dataclass(slots=True)
class Site:
    """The pages of one folder. A killed run leaves the old ones as they were, and the next one begins anew.

    `edition` stands for everything all pages have in common: pages of another edition are all written anew.
    """

    folder: Path
    edition: str
    known: dict[str, Any] = field(
        default_factory=dict
    )  # what the last run noted of each agency; empty: nothing
    _files: dict[str, bool] = field(default_factory=dict)  # path → whether it was written aside
    _before: frozenset[str] = frozenset()

    @classmethod
    def open(cls, folder: Path, edition: str) -> "Site":
        """The site as the last run left it."""
        shutil.rmtree(folder / ASIDE, ignore_errors=True)
        state = _state(folder / STATE)
        known = state.get("agencies", {}) if state.get("edition") == edition else {}
        return cls(folder, edition, known, {}, frozenset(state.get("files", _of_earlier_releases(folder))))

    def has(self, path: str) -> bool:
        """Whether a page was written by the last run and is still there."""
        return path in self._before and (self.folder / path).is_file()

    def keep(self, path: str) -> None:
        """Leave a page as it is."""
        self._files[path] = False

    def put(self, path: str, text: str) -> None:
        """Lay a page aside, to be moved into place by `publish`; the very same as before is left alone."""
        content = text.encode("utf-8")
        current = self.folder / path
        same = path in self._before and current.is_file() and current.read_bytes() == content
        self._files[path] = not same
        if not same:
            aside = self.folder / ASIDE / path
            aside.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(content)

    def publish(self, agencies: Mapping[str, Any]) -> int:
        """Move what was laid aside into place, remove what is gone, note what was done; how many pages were written."""
        written = sorted((path for path, new in self._files.items() if new), key=_in_order)
        for path in written:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / ASIDE / path).replace(target)
        for path in self._before - self._files.keys():
            (self.folder / path).unlink(missing_ok=True)
        shutil.rmtree(self.folder / ASIDE, ignore_errors=True)
        state = {"edition": self.edition, "agencies": agencies, "files": sorted(self._files)}
        _replace(self.folder / STATE, json.dumps(state, ensure_ascii=False))
        return len(written)


def _in_order(path: str) -> tuple[bool, str]:
    return path.endswith(LAST), path


def _state(path: Path) -> dict[str, Any]:
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _of_earlier_releases(folder: Path) -> list[str]:
    """Pages of agencies that a release without notes left: they named the suspected beside all others."""
    if not (folder / LAST).is_file():
        return []
    found = [*folder.glob("agencies/*.html"), *folder.glob("en/agencies/*.html")]
    return [path.relative_to(folder).as_posix() for path in found]


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
