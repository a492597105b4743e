"""The one way to open the memory, SQLite or PostgreSQL, and to bring it to this release's schema."""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from models.errors import NewerSchema, UnknownDatabase
from models.words import Words

VERSION_TABLE = "chunxun_schema"  # not Alembic's default, which Prefect's database uses too
_MIGRATIONS = Path(__file__).parent / "migrations"
READING = "chunxun_reading"  # execution option of a connection that will not write

# A transaction begun without IMMEDIATE loses updates silently: two readers of one row both write back.
_PRAGMAS = (
    "busy_timeout=30000",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else INSERT OR REPLACE deletes what a guard keeps
)
_PATIENCE = 100  # attempts, 50 ms apart


def engine_for(url: str) -> Engine:
    """An engine for `sqlite:///…`, `postgresql://…` or `postgres://…`. Raises UnknownDatabase for others."""
    address = _address(url)
    if address is not None and address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address is not None and address.get_backend_name() == "postgresql":
        return _postgresql(address)
    # The address may hold a password: only its kind is repeated.
    kind = url.partition(":")[0] if address is not None else "?"
    raise UnknownDatabase(
        Words(
            zh=f"不认识的数据库地址（{kind}）：请用 sqlite:///文件路径 或 postgresql://…。",
            en=f"Unknown kind of database ({kind}): use sqlite:///path or postgresql://….",
        )
    )


def migrate(engine: Engine) -> None:
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


def newest_schema() -> str:
    """The revision this release needs."""
    return str(_scripts().get_current_head())


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one open connection; no ini file, no logging set-up."""
    config = Config()
    # Alembic interpolates its options, so that a per cent sign in a path must be doubled.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _address(url: str) -> URL | None:
    # SQLAlchemy no longer knows the short name that hosting providers hand out.
    long = url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url
    try:
        return make_url(long)
    except ArgumentError:
        return None


def _sqlite(address: URL) -> Engine:
    engine = create_engine(
        address.set(drivername="sqlite"), json_serializer=_json, json_deserializer=_read_json
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(address: URL) -> Engine:
    # As long as SQLite waits; an address that brings options of its own keeps them.
    waits = {} if "options" in address.query else {"options": "-c lock_timeout=30s"}
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        json_serializer=_json,
        json_deserializer=_read_json,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "application_name": "chunxun", **waits},
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read_json(text: str | bytes) -> Any:
    # Most lists are empty, and a season has a million of them.
    return [] if text in ("[]", b"[]") else json.loads(text)


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging. SQLite does not wait for this lock as it does for others, so we do."""
    for attempt in range(_PATIENCE):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if attempt == _PATIENCE - 1:
                raise
            time.sleep(0.05)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


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
