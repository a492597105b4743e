"""All that is kept into one file, read again and checked."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from flows.archive.file import KINDS, Manifest, NoBackup, Writer, checked, writing
from flows.home import open_home
from flows.settings import Settings
from models.chain import Audit
from models.engine import NOTHING_KEPT, newest_schema
from models.stores.dump import Dumped, dump, is_empty
from models.words import Words
from scrapers.errors import VaultDamaged
from scrapers.vault import Vault


def write_backup(settings: Settings, file: Path) -> tuple[Manifest, tuple[Audit, ...]]:
    """Write a backup and read it through again. Raises NoBackup, BadBackup; then there is no such file."""
    partial = file.with_name(f"{file.name}.part")
    with _made(file, partial):
        _write(settings, partial)
        found = checked(partial)
        partial.rename(file)
    return found


@contextmanager
def _made(file: Path, partial: Path) -> Iterator[None]:
    if file.exists():
        raise NoBackup(
            Words(
                zh=f"{file} 已存在，未覆盖：请换一个文件名",
                en=f"{file} is there already and was left alone: name another",
            )
        )
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error)
        raise NoBackup(
            Words(zh=f"无法写出 {file}：{said}", en=f"{file} cannot be written: {said}")
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _write(settings: Settings, partial: Path) -> None:
    """The rows are read first: what they name is in the vault by then, and nothing is ever taken out of it."""
    with open_home(settings) as home, ExitStack() as opened, writing(partial) as writer:
        if is_empty(home.store.engine):
            raise NoBackup(NOTHING_KEPT)
        kept = _Kept(home.vault)
        tables = []
        for name, rows in home.store.all_rows():
            lines = cast("IO[bytes]", opened.enter_context(tempfile.TemporaryFile(dir=partial.parent)))
            tables.append((name, kept.dumped(name, rows, lines), lines))
        kept.add_all(writer)
        for path in _files_of(settings.home):
            writer.add_home(PurePosixPath(path.relative_to(settings.home)), path.read_bytes())
        for name, dumped, lines in tables:
            writer.add_table(name, dumped, lines)
        writer.finish(
            Manifest(
                release=home.release,
                schema=newest_schema(),
                made=home.now().isoformat(timespec="seconds"),
                contents=writer.contents,
                lost=tuple(sorted(kept.lost)),
            )
        )


class _Kept:
    """The vault, and what of it is gone."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.lost: set[str] = set()

    def dumped(self, table: str, rows: Iterable[Mapping[str, Any]], lines: IO[bytes]) -> Dumped:
        """Write a table's lines; the kept bytes that its rows name should be there."""
        return dump(self._looked_through(table, rows), lines)

    def _looked_through(self, table: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        for row in rows:
            self.lost.update(sha256 for sha256 in _named(table, row) if not self._has(sha256))
            yield row

    def add_all(self, writer: Writer) -> None:
        """Every file that still matches its name."""
        for sha256 in self._vault.all():
            try:
                content = self._vault.read(sha256)
            except (VaultDamaged, OSError):
                self.lost.add(sha256)
            else:
                writer.add_kept(sha256, content)

    def _has(self, sha256: str) -> bool:
        return self._vault.path(sha256).exists()


def _named(table: str, row: Mapping[str, Any]) -> Iterator[str]:
    """The kept bytes a row names."""
    if table == "document":
        yield row["sha256"]
    if table == "decision" and row["document"]:
        yield row["document"]
    if table == "visit":
        for opened in row["opened"]:
            yield from filter(None, (opened.get("sha256"), opened.get("screenshot")))


def _files_of(home: Path) -> Iterator[Path]:
    """Messages as they were frozen, settings, offices and rosters: not secrets, and nothing that can be made again."""
    found = [path for path in home.iterdir() if path.suffix in KINDS]
    found += (home / "outbox").rglob("*")
    yield from sorted(path for path in found if path.is_file() and not path.is_symlink())
