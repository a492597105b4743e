"""The schema: which one the database has, and how it comes to this release's. Alembic is known here alone."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from models.engine import READING, VERSION_TABLE, newest_schema
from models.errors import NewerSchema
from models.words import Words

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring the database to this release's schema, under a lock; all or nothing. Raises NewerSchema."""
    with _alone(engine) as connection:
        _refuse_newer(connection)
        command.upgrade(alembic_config(connection), "head")
        _refuse_orphans(connection)


def make_at(engine: Engine, revision: str) -> None:
    """Make the tables of one revision, in place of the empty ones that may be there. Raises NewerSchema."""
    with _alone(engine) as connection:
        _refuse_newer(connection)
        config = alembic_config(connection)
        if _context(connection).get_current_heads():
            command.downgrade(config, "base")
        command.upgrade(config, revision)


def schema(engine: Engine) -> tuple[str | None, str]:
    """The revision the database is at (None: empty), and the one this release needs."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        current = _context(connection).get_current_revision()
    return current, newest_schema()


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one open connection; no ini file, no logging set-up."""
    config = Config()
    # Alembic interpolates its options, so that a per cent sign in a path must be doubled.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else changes the schema."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('chunxun schema'))"))
                yield connection
        else:
            with _without_foreign_keys(connection), connection.begin():
                yield connection


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying and dropping it, which would delete what refers to it.

    The switch has no effect inside a transaction, so it is set on the driver's own connection before one begins.
    """
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RuntimeError(
                f"a migration would leave rows that refer to nothing, and was undone: {orphans[:5]}"
            )


def _refuse_newer(connection: Connection) -> None:
    refuse_unknown(_context(connection).get_current_heads())


def refuse_unknown(revisions: Iterable[str]) -> None:
    """Raises NewerSchema where a revision is none of this release."""
    known = {script.revision for script in _scripts().walk_revisions()}
    unknown = [revision for revision in revisions if revision not in known]
    if not unknown:
        return
    raise NewerSchema(
        Words(
            zh=f"数据库由更新版本的 chunxun 写成（结构版本 {unknown[0]}，本版本不认识）。"
            "未作任何改动。请升级 chunxun，或恢复升级前的备份。",
            en=f"This database was written by a later release of chunxun (schema {unknown[0]}, unknown to this one). "
            "Nothing was changed. Upgrade chunxun, or restore the backup made before the upgrade.",
        )
    )


def _context(connection: Connection) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))
