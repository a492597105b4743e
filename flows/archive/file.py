"""The file of a backup: a tar of the kept bytes, the files of the home and every table as lines of JSON; the manifest last.

`vault/<sha256>` · `home/<path>` · `tables/<name>.jsonl` · `manifest.json`. Written and read front to back, so that it may
be larger than memory; what is in it is checked before anything is done with it. Nothing is ever put where a name says.
"""

import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO, Any

from models.chain import Audit, Head, Link, audited
from models.stores.dump import Dumped, is_chained
from models.words import Words

FORMAT = 1
MANIFEST = "manifest.json"
HEADS = "chain"


class BadBackup(Exception):
    """A file is no backup, or no longer what it was; the words say what is wrong."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class NoBackup(Exception):
    """A backup, or a restoring, was not begun or not finished; the words say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(slots=True, kw_only=True)
class Contents:
    """What is in a backup."""

    tables: dict[str, Dumped] = field(default_factory=dict)
    files: int = 0  # of the vault
    size: int = 0  # of these, in bytes
    home: dict[str, str] = field(default_factory=dict)  # path in the home → SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was put into a backup, by which release, and what could not be."""

    release: str
    schema: str
    made: str  # ISO 8601, UTC
    contents: Contents
    lost: tuple[str, ...]  # SHA-256 of kept bytes that were missing or damaged
    format: int = FORMAT


class Writer:
    """A backup that is being written."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self.contents = Contents()

    def add_kept(self, sha256: str, content: bytes) -> None:
        """Bytes of the vault, which match their name."""
        self._add(f"vault/{sha256}", io.BytesIO(content), len(content))
        self.contents.files += 1
        self.contents.size += len(content)

    def add_home(self, path: PurePosixPath, content: bytes) -> None:
        """A file of the home."""
        self._add(f"home/{path}", io.BytesIO(content), len(content))
        self.contents.home[str(path)] = hashlib.sha256(content).hexdigest()

    def add_table(self, name: str, dumped: Dumped, lines: IO[bytes]) -> None:
        """A table's lines, from their beginning to their end."""
        size = lines.seek(0, io.SEEK_END)
        lines.seek(0)
        self._add(f"tables/{name}.jsonl", lines, size)
        self.contents.tables[name] = dumped

    def finish(self, manifest: Manifest) -> None:
        content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        self._add(MANIFEST, io.BytesIO(content), len(content))

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._archive.addfile(member, content)
        _forget(self._archive)


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write a backup: packed where the name ends in `.gz` or `.tgz`. For its owner alone: it holds frozen messages."""
    path.touch(mode=0o600)
    packed = path.name.removesuffix(".part").endswith((".gz", ".tgz"))
    with tarfile.open(str(path), "w|gz" if packed else "w|") as archive:
        yield Writer(archive)


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each name and what is under it, front to back; within `readable`. Raises BadBackup."""
    with tarfile.open(str(path), "r|*") as archive:
        while (member := archive.next()) is not None:
            _forget(archive)
            content = archive.extractfile(member)
            if content is None:
                raise BadBackup(_strange(path, member.name))
            yield member.name, content


def _forget(archive: Any) -> None:
    """A tar remembers every member that went by: a vault has millions."""
    archive.members.clear()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Where reading a backup fails, say that it is none. Raises BadBackup."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, KeyError, TypeError) as error:
        words = Words(
            zh=f"{path} 无法读取，不是完整的备份：{error}。未作任何改动；请换一份备份。",
            en=f"{path} is no whole backup: {error}. Nothing was changed; use another backup.",
        )
        raise BadBackup(words) from error


def checked(path: Path) -> tuple[Manifest, tuple[Audit, ...]]:
    """Read a backup through: its manifest, where everything is as it says, and its chains. Raises BadBackup."""
    with readable(path):
        reader = _Reader(path)
        for name, content in members(path):
            reader.read(name, content)
    if reader.manifest is None or reader.manifest.contents != reader.found:
        raise BadBackup(_cut_short(path))
    return reader.manifest, tuple(reader.audits)


class _Reader:
    """What was found in a backup so far."""

    def __init__(self, path: Path) -> None:
        self.path, self.found = path, Contents()
        self.manifest: Manifest | None = None
        self.heads: dict[str, Head] = {}
        self.audits: list[Audit] = []

    def read(self, name: str, content: IO[bytes]) -> None:
        folder, _, rest = name.partition("/")
        match folder:
            case "vault":
                self._kept(rest, content.read())
            case "home":
                place = home_path(self.path, rest)
                self.found.home[str(place)] = hashlib.sha256(content.read()).hexdigest()
            case "tables":
                self._table(rest.removesuffix(".jsonl"), _Lines(content))
            case "manifest.json":
                self.manifest = _manifest(self.path, content.read())
            case _:
                raise BadBackup(_strange(self.path, name))

    def _kept(self, sha256: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BadBackup(_strange(self.path, f"vault/{sha256}"))
        self.found.files += 1
        self.found.size += len(content)

    def _table(self, name: str, lines: "_Lines") -> None:
        """Count and hash the lines, note the heads of the chains, and follow a chain."""
        if is_chained(name):
            head = self.heads.get(name, Head(chain=name))
            links = (Link(chain=name, row=row) for row in lines)
            self.audits.extend(audited(chain((head,), links)))
        else:
            for row in lines:
                if name == HEADS:
                    self.heads[row["name"]] = Head(chain=row["name"], last=row["last"], hash=row["hash"])
        self.found.tables[name] = Dumped(rows=lines.count, sha256=lines.digest.hexdigest())


class _Lines:
    """The rows of a table, counted and hashed as they go by."""

    def __init__(self, lines: IO[bytes]) -> None:
        self._lines = lines
        self.count, self.digest = 0, hashlib.sha256()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for line in self._lines:
            self.count += 1
            self.digest.update(line)
            yield json.loads(line)


def home_path(path: Path, name: str) -> PurePosixPath:
    """Where in a home a file belongs. Raises BadBackup for a name that could lie anywhere else."""
    place = PurePosixPath(name)
    is_known = place.parts[:1] == ("outbox",) or (len(place.parts) == 1 and place.suffix in KINDS)
    if not name or place.is_absolute() or ".." in place.parts or "\\" in name or not is_known:
        raise BadBackup(_strange(path, f"home/{name}"))
    return place


KINDS = frozenset({".toml", ".csv", ".xlsx"})  # files of the home itself: settings, offices, rosters


def rows_in(lines: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of a table, as they were written."""
    for line in lines:
        yield json.loads(line)


def _manifest(path: Path, content: bytes) -> Manifest:
    said = json.loads(content)
    if said["format"] != FORMAT:
        raise BadBackup(
            Words(
                zh=f"{path} 的格式是 {said['format']}，本版只认识 {FORMAT}：请用写出它的版本（{said['release']}）恢复",
                en=f"{path} is of format {said['format']}, this release knows {FORMAT}: restore it with {said['release']}",
            )
        )
    inside = said.pop("contents")
    tables = {name: Dumped(**each) for name, each in inside.pop("tables").items()}
    return Manifest(**said | {"lost": tuple(said["lost"])}, contents=Contents(tables=tables, **inside))


def _strange(path: Path, name: str) -> Words:
    return Words(
        zh=f"{path} 中的 {name} 不是备份应有的内容，或已损坏。未作任何改动；请换一份备份。",
        en=f"In {path}, {name} is nothing a backup holds, or is damaged. Nothing was changed; use another backup.",
    )


def _cut_short(path: Path) -> Words:
    return Words(
        zh=f"{path} 的内容与其清单不符，可能不完整。未作任何改动；请换一份备份。",
        en=f"{path} does not hold what its manifest says; it may have been cut short. Nothing was changed; use another backup.",
    )
