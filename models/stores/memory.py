"""Transactions: what every room of the store stands on."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel

from models.engine import READING

Row = dict[str, Any]
Value = TypeVar("Value")
AT_ONCE = 5000  # rows held in memory at a time


class Memory:
    """One database, opened by models/engine. Synchronous; safe to call from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._readers = engine.execution_options(**_reading_options(engine.dialect.name))

    @property
    def engine(self) -> Engine:
        """The database."""
        return self._engine

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        """One consistent view, which waits for no writer."""
        with Session(self._readers) as session:
            yield session

    @contextmanager
    def _writing(self, *, alone: str = "") -> Iterator[Session]:
        """One transaction, all or nothing. Writers that name the same `alone` come one after another."""
        with Session(self._engine) as session, session.begin():
            # SQLite has one writer at a time in any case (BEGIN IMMEDIATE).
            if alone and self._engine.dialect.name == "postgresql":
                session.connection().execute(
                    text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"chunxun {alone}"}
                )
            yield session


def each_row(session: Session, query: Any) -> Iterator[Any]:
    """The rows of a query of columns as they come, never all at once; row objects would take twice as long."""
    return iter(session.connection().execute(query, execution_options={"yield_per": AT_ONCE}))


def some_at_a_time(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in lists short enough to be held in memory."""
    remaining = iter(rows)
    while some := list(islice(remaining, AT_ONCE)):
        yield some


def batched(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in parts that one statement takes as parameters."""
    return (values[start : start + 500] for start in range(0, len(values), 500))


def all_columns(table: type[SQLModel]) -> list[Any]:
    """What to select instead of row objects."""
    return list(table.__table__.columns)  # type: ignore[attr-defined]


def add_all(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows in one statement; row objects would take three times as long."""
    if rows:
        session.connection().execute(_insert(session, table), rows)


def add_unless_kept(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> frozenset[str]:
    """Insert the rows whose primary key, a single column, is new; the keys of those that were.

    Give all rows at once: the statement is compiled anew each time.
    """
    if not rows:
        return frozenset()
    (key,) = _primary_key(table)
    # In one order: on PostgreSQL two that insert the same new rows in different orders wait for each other for ever.
    ordered = sorted(rows, key=itemgetter(key.name))
    statement = _insert(session, table).on_conflict_do_nothing().returning(key)
    return frozenset(session.connection().execute(statement, ordered).scalars())


def add_or_replace(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows; one whose primary key is kept replaces that row."""
    if not rows:
        return
    statement = _insert(session, table)
    replaced = {name: statement.excluded[name] for name in rows[0]}
    upsert = statement.on_conflict_do_update(index_elements=_primary_key(table), set_=replaced)
    session.connection().execute(upsert, rows)


def _insert(session: Session, table: type[SQLModel]) -> Any:
    # Each loaded by those that use it: every command waits for what is loaded.
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql

        return insert_into_postgresql(table.__table__)  # type: ignore[attr-defined]
    from sqlalchemy.dialects.sqlite import insert as insert_into_sqlite

    return insert_into_sqlite(table.__table__)  # type: ignore[attr-defined]


def _primary_key(table: type[SQLModel]) -> list[Any]:
    return list(table.__table__.primary_key)  # type: ignore[attr-defined]


def _reading_options(dialect: str) -> dict[str, object]:
    if dialect == "postgresql":
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {READING: True}
