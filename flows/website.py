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
    notes: dict[str, Any]  # what the last run noted beside its pages; empty: nothing
    _before: Mapping[str, str]  # path → the mark of what it was made of; empty: written anew each time
    _now: dict[str, str] = field(default_factory=dict)
    _aside: set[str] = field(default_factory=set)
    _folders: set[Path] = field(default_factory=set)  # known to be there

    @classmethod
    def open(cls, folder: Path, edition: str) -> "Site":
        """The site as the last run left it."""
        shutil.rmtree(folder / ASIDE, ignore_errors=True)
        state = _state(folder / STATE) or {"pages": dict.fromkeys(_of_earlier_releases(folder), "")}
        if state.get("edition") == edition:
            return cls(folder, edition, state["notes"], state["pages"])
        return cls(folder, edition, {}, dict.fromkeys(state["pages"], ""))

    def keeps(self, path: str, mark: str) -> bool:
        """Leave a page as it is if the last run made it of the same, and it is still there; whether it is left."""
        kept = bool(mark) and self._before.get(path) == mark and (self.folder / path).is_file()
        if kept:
            self._now[path] = mark
        return kept

    def put(self, path: str, text: str, mark: str = "") -> None:
        """Lay a page aside, to be moved into place by `publish`; the very same as before is left alone."""
        content = text.encode("utf-8")
        current = self.folder / path
        self._now[path] = mark
        if path in self._before and current.is_file() and current.read_bytes() == content:
            return
        self._made(self.folder / ASIDE / path).write_bytes(content)
        self._aside.add(path)

    def publish(self, notes: Mapping[str, Any]) -> int:
        """Move what was laid aside into place, remove what is gone, note what was done; how many pages were written."""
        for path in sorted(self._aside, key=_in_order):
            (self.folder / ASIDE / path).replace(self._made(self.folder / path))
        for path in self._before.keys() - self._now.keys():
            (self.folder / path).unlink(missing_ok=True)
        shutil.rmtree(self.folder / ASIDE, ignore_errors=True)
        state = {"edition": self.edition, "pages": self._now, "notes": notes}
        _replace(self._made(self.folder / STATE), json.dumps(state, ensure_ascii=False))
        return len(self._aside)

    def _made(self, path: Path) -> Path:
        """The path, its folder being there."""
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path


def _in_order(path: str) -> tuple[bool, str]:
    return path.endswith(LAST), path


def _state(path: Path) -> dict[str, Any]:
    """What the last run noted; empty where that cannot be read."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(state, dict) and {"edition", "pages", "notes"} <= state.keys()
    return state if whole else {}


def _of_earlier_releases(folder: Path) -> list[str]:
    """Pages of agencies that were left without notes: a release that made none named the suspected beside all others."""
    if not (folder / LAST).is_file():
        return []
    found = [*folder.glob("**/agencies/*.html")]
    return [path.relative_to(folder).as_posix() for path in found]


def _replace(path: Path, text: str) -> None:
    temporary = path.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
