"""A WACZ 1.1.1: a zip of a WARC, its index, its pages and whatever else is to be known, each under its hash.

Everything is stored, not packed, as replay in a browser reads parts of it by their place. The same content at the same
`created` gives the same bytes. Files lie one folder deep at most: that is as deep as py-wacz looks.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedRandom
from typing import Any, BinaryIO

from scrapers.warc import Indexed, Read, Warc

DATA = "data.warc.gz"
VERSION = "1.1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """One page a reader may begin with; `at` is the time of its own first record, UTC."""

    url: str
    at: datetime
    title: str


class Wacz:
    """A WACZ as it is written: the WARC first, the rest when it is closed by `finish`."""

    def __init__(self, out: BinaryIO, *, created: datetime, title: str, software: str) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)
        self._created, self._title, self._software = created.astimezone(UTC), title, software
        self._resources: list[dict[str, Any]] = []

    def write_archive(self, fill: Callable[[Warc], None], read: Read) -> tuple[Indexed, ...]:
        """Write the WARC by `fill`, and its index; what lies where."""
        about = {"date": _iso(self._created), "isPartOf": self._title}
        with tempfile.TemporaryFile() as file:
            warc = Warc(file, read, software=self._software, about=about)
            fill(warc)
            self._copy(f"archive/{DATA}", file)
        index = tuple(warc.index)
        self.write("indexes/index.cdx", "".join(sorted(entry.line(DATA) for entry in index)).encode())
        return index

    def write(self, path: str, content: bytes) -> None:
        """One more file."""
        self._zip.writestr(self._entry(path), content)
        self._list(path, hashlib.sha256(content).hexdigest(), len(content))

    def write_lines(self, path: str, lines: Iterable[Mapping[str, Any]]) -> None:
        """A file of one JSON object a line."""
        self.write(path, "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode())

    def finish(self, pages: Iterable[PageSeen], *, main: PageSeen | None) -> None:
        """Write the pages and what the whole consists of, and close the file."""
        header = {"format": "json-pages-1.0", "id": "pages", "title": self._title}
        self.write_lines("pages/pages.jsonl", [header, *(_page(page) for page in pages)])
        package = json.dumps(self._package(main), ensure_ascii=False, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        self._zip.writestr(self._entry("datapackage.json"), package)
        self._zip.writestr(self._entry("datapackage-digest.json"), json.dumps(digest, indent=2).encode())
        self._zip.close()

    def _copy(self, path: str, file: BufferedRandom) -> None:
        """A file of any size. Its size is told beforehand: ReplayWeb.page opens no entry that is ZIP64 without need."""
        entry = self._entry(path)
        entry.file_size = file.tell()
        file.seek(0)
        with self._zip.open(entry, "w") as target:
            shutil.copyfileobj(file, target)
        file.seek(0)
        self._list(path, hashlib.file_digest(file, "sha256").hexdigest(), entry.file_size)

    def _package(self, main: PageSeen | None) -> dict[str, Any]:
        first = {"mainPageUrl": main.url, "mainPageDate": _iso(main.at)} if main else {}
        return {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": self._title,
            "created": _iso(self._created),
            "software": self._software,
            **first,
            "resources": self._resources,
        }

    def _entry(self, path: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, self._created.timetuple()[:6])
        entry.create_system = 3  # the same on every system
        entry.external_attr = 0o644 << 16
        return entry

    def _list(self, path: str, sha256: str, size: int) -> None:
        name = path.rpartition("/")[2].lower()
        self._resources.append({"name": name, "path": path, "hash": f"sha256:{sha256}", "bytes": size})


def _page(page: PageSeen) -> dict[str, str]:
    mark = hashlib.sha256(f"{page.url}\n{page.at.isoformat()}".encode()).hexdigest()[:22]
    return {"id": mark, "url": page.url, "ts": _iso(page.at), "title": page.title}


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
