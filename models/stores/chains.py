"""Chained tables: those with the columns `prev_hash` and `hash`. Added to at their end, and read whole to be checked."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy
from sqlalchemy import Dialect, Table
from sqlmodel import Session, SQLModel, col, select

from models.chain import Head, Link, chained
from models.stores.memory import Memory, add_all, add_or_replace, add_unless_kept, each_row
from models.tables import ChainRow


class Chains(Memory):
    """What was sealed, row by row."""

    def heads(self) -> tuple[Head, ...]:
        """The end of every chain that has a row, by name."""
        with self._reading() as session:
            found = (_head(session, table.name) for table in chained_tables())
            return tuple(head for head in found if head.last)

    def chains(self) -> Generator[Head | Link, None, None]:
        """Every chain, as of one moment, for `models.chain.audited`: all heads, then the rows of each in order.

        The heads come first so that an export cut short is seen to be, wherever it is cut.
        A value that is no longer of its column's kind comes as the database holds it.
        """
        with self._reading() as session:
            for table in chained_tables():
                yield _head(session, table.name)
            for table in chained_tables():
                for row in _raw_rows(session, table):
                    yield Link(chain=table.name, row=row)


def chained_tables() -> list[Table]:
    """By name, so that an export has one order."""
    tables = SQLModel.metadata.tables.values()
    return sorted((t for t in tables if {"prev_hash", "hash"} <= set(t.c.keys())), key=lambda t: t.name)


def add_chained(session: Session, table: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> Sequence[int]:
    """Add rows to the end of their table's chain, in this order; their numbers (`id`).

    The chain is the transaction's own from here until it ends: others who would add to it wait.
    """
    name = str(table.__tablename__)
    sealed = list(chained(rows, _taken(session, name)))
    if sealed:
        add_all(session, table, sealed)
        last = sealed[-1]
        add_or_replace(session, ChainRow, [{"name": name, "last": last["id"], "hash": last["hash"]}])
    return [row["id"] for row in sealed]


def _taken(session: Session, name: str) -> Head:
    """The head of a chain, locked: on SQLite a writer is alone in any case."""
    add_unless_kept(session, ChainRow, [{"name": name, "last": 0, "hash": Head(chain=name).hash}])
    row = session.exec(select(ChainRow).where(col(ChainRow.name) == name).with_for_update()).one()
    return Head(chain=name, last=row.last, hash=row.hash)


def _head(session: Session, name: str) -> Head:
    row = session.get(ChainRow, name)
    return Head(chain=name) if row is None else Head(chain=name, last=row.last, hash=row.hash)


def _raw_rows(session: Session, table: Table) -> Generator[dict[str, Any], None, None]:
    """The rows by number, read by ourselves: one whose value makes no sense must be found, not end the look."""
    columns = [sqlalchemy.type_coerce(column, sqlalchemy.types.NullType()) for column in table.c]
    readers = [(column.name, _reader(column.type, session.get_bind().dialect)) for column in table.c]
    query = sqlalchemy.select(*columns).order_by(table.c.id)
    for row in each_row(session, query):
        yield {name: read(value) for (name, read), value in zip(readers, row, strict=True)}


def _reader(kind: sqlalchemy.types.TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any]:
    process = kind.dialect_impl(dialect).result_processor(dialect, None)

    def read(value: Any) -> Any:
        if process is not None:
            with suppress(LookupError, ValueError, TypeError, AttributeError):
                return process(value)
        return value.hex() if isinstance(value, bytes) else value

    return read
