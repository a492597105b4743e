"""A backup back into an empty home, of either kind of database, and checked again there."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Engine

from flows.archive.file import Manifest, NoBackup, checked, home_path, members, rows_in
from flows.settings import FILE_NAME, Settings
from models.chain import Audit, audited
from models.engine import engine_for, migrate
from models.migration import make_at, refuse_unknown, schema
from models.store import Store
from models.stores.dump import dump, fill, is_empty, rows_of
from models.words import Words
from scrapers.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back, what its chains look like there, and which files were put beside those in force."""

    manifest: Manifest
    audits: tuple[Audit, ...]
    aside: tuple[str, ...]


def restore_backup(settings: Settings, file: Path) -> Restored:
    """Read a backup through, then put it into an empty home; the database last, and all or nothing.

    One that was interrupted can be run again. Raises BadBackup, NewerSchema, and NoBackup where anything is kept already.
    """
    manifest, _ = checked(file)
    refuse_unknown([manifest.schema])
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = engine_for(settings.store_url)
    try:
        with _begun(settings, manifest, is_empty(engine)):
            make_at(engine, manifest.schema)
            place = _Place(settings)
            fill(engine, place.put_back(file))
            _require_same(engine, manifest)
            migrate(engine)
        return Restored(manifest=manifest, audits=audited(Store(engine).chains()), aside=tuple(place.aside))
    finally:
        engine.dispose()


@contextmanager
def _begun(settings: Settings, manifest: Manifest, nothing_in_database: bool) -> Iterator[None]:
    """Refuse where anything is kept, unless this same restoring left it there when it was interrupted."""
    mark, mine = settings.home / ".restoring", f"{manifest.made} {manifest.release}\n"
    again = mark.exists() and mark.read_text() == mine
    if not nothing_in_database:
        raise NoBackup(_kept_already("数据库", "the database"))
    if not again:
        for folder in (settings.vault_folder, settings.outbox_folder):
            if folder.exists() and any(path.is_file() for path in folder.rglob("*")):
                raise NoBackup(_kept_already(str(folder), str(folder)))
    mark.write_text(mine)
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error)
        raise NoBackup(
            Words(
                zh=f"恢复中断：{said}。排除后重新运行同一命令即可",
                en=f"Interrupted: {said}. Mend that and run the same command again",
            )
        ) from error
    mark.unlink()


class _Place:
    """Where the files of a backup go."""

    def __init__(self, settings: Settings) -> None:
        self._home, self._vault = settings.home, Vault(settings.vault_folder)
        self.aside: list[str] = []

    def put_back(self, file: Path) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        """Put back what is no table as it comes, which is first; then give each table."""
        for name, content in members(file):
            folder, _, rest = name.partition("/")
            match folder:
                case "vault":
                    self._vault.keep(content.read())
                case "home":
                    self._put(home_path(file, rest), content.read())
                case "tables":
                    yield rest.removesuffix(".jsonl"), rows_in(content)

    def _put(self, place: PurePosixPath, content: bytes) -> None:
        """Never over another file, and no settings that lead to another database or vault."""
        target = self._home / place
        is_other = target.exists() and target.read_bytes() != content
        if is_other or (place.name == FILE_NAME and _leads_elsewhere(content)):
            target = target.with_name(f"{target.name}.restored")
            self.aside.append(target.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _leads_elsewhere(settings: bytes) -> bool:
    try:
        return bool({"database_url", "vault", "home"} & set(tomllib.loads(settings.decode())))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return True


def _require_same(engine: Engine, manifest: Manifest) -> None:
    """Every row is there; and where this release wrote the backup, every row is what it was."""
    tables = manifest.contents.tables
    found: Mapping[str, object] = rows_of(engine, tables)
    expected: Mapping[str, object] = {name: table.rows for name, table in tables.items()}
    current, newest = schema(engine)
    if found == expected and current == newest:
        with Path(os.devnull).open("wb") as nowhere:
            found = {name: dump(rows, nowhere) for name, rows in Store(engine).all_rows()}
        expected = tables
    differing = sorted(name for name in expected if found.get(name) != expected[name])
    if differing:
        raise NoBackup(
            Words(
                zh=f"恢复后的表 {differing[0]} 与备份不符：请勿使用此数据目录，并向开发者报告",
                en=f"Table {differing[0]} is not what was backed up: do not use this home, and report it",
            )
        )


def _kept_already(zh: str, en: str) -> Words:
    return Words(
        zh=f"{zh}中已有内容，未作任何改动：备份只恢复到空的数据目录（--home）和空的数据库（DATABASE_URL）",
        en=f"There is something in {en} already, and nothing was changed: a backup goes into an empty home (--home) "
        "and an empty database (DATABASE_URL)",
    )
