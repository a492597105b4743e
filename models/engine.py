"""The one way to open the memory, SQLite or PostgreSQL."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from models.errors import OlderSchema, UnknownDatabase
from models.words import Words

VERSION_TABLE = "chunxun_schema"  # not Alembic's default, which Prefect's database uses too
_REVISIONS = Path(__file__).parent / "migrations" / "versions"
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


@contextmanager
def opened_to_read(url: str) -> Iterator[Engine]:
    """An engine, while the block lasts, for which the database refuses every write; nothing is migrated either.

    Raises UnknownDatabase, NewerSchema, and OlderSchema where the tables are not this release's.
    """
    address = _address(url)
    if address is not None and address.get_backend_name() == "sqlite" and not _there(address):
        raise OlderSchema(NOTHING_KEPT)
    engine = engine_for(url)
    if engine.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    try:
        _require_newest(engine)
        yield engine.execution_options(postgresql_readonly=True) if engine.name == "postgresql" else engine
    finally:
        engine.dispose()


def _there(address: URL) -> bool:
    return address.database is not None and Path(address.database).exists()


def _require_newest(engine: Engine) -> None:
    current, newest = _revision(engine), newest_schema()
    if current is None:
        raise OlderSchema(NOTHING_KEPT)
    if current == newest:
        return
    from models.migration import refuse_unknown

    refuse_unknown([current])
    raise OlderSchema(
        Words(
            zh=f"数据库还是旧版本的结构（{current}，本版本为 {newest}），未作任何改动。"
            "请用旧版本 chunxun backup，再用本版本 chunxun restore 恢复到另一个数据目录，在那里运行。",
            en=f"The database is of an earlier release ({current}; this one needs {newest}); nothing was changed. "
            "Make a `chunxun backup` with that release, `chunxun restore` it with this one into another home, "
            "and run this there.",
        )
    )


NOTHING_KEPT = Words(
    zh="这里什么也没有保存：请用 --home 或 DATABASE_URL 指明数据库",
    en="Nothing is kept here: name the database with --home or DATABASE_URL",
)


def migrate(engine: Engine) -> None:
    """Bring the database to this release's schema, under a lock; all or nothing. Raises NewerSchema.

    One that is there already is left alone, and no writer waited for.
    """
    if _revision(engine) != newest_schema():
        # Alembic takes longer to load than most commands to answer.
        from models.migration import upgrade

        upgrade(engine)


def newest_schema() -> str:
    """The revision this release needs: the number that begins the name of the last migration."""
    return max(path.name.partition("_")[0] for path in _REVISIONS.glob("[0-9]*.py"))


def _revision(engine: Engine) -> str | None:
    with engine.connect().execution_options(**{READING: True}) as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return None
        revision: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - our own constant
        return revision


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
