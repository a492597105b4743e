"""Every row out of one database and into another, of either kind."""

import base64
import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO, Any

import sqlalchemy
from sqlalchemy import Connection, Engine, MetaData, Table, func, select
from sqlmodel import SQLModel

from models.plain import plain
from models.stores.chains import chained_tables
from models.stores.memory import AT_ONCE, Memory, Row, some_at_a_time
from models.tables import ChainRow, LeaseRow

LEFT = {str(LeaseRow.__tablename__)}  # who runs a step right now is nobody's memory
_FIRST = str(ChainRow.__tablename__)  # the heads, by which the chained tables that follow are checked


class Dump(Memory):
    """All that is kept, row by row."""

    def all_rows(self) -> Generator[tuple[str, Iterator[Row]], None, None]:
        """Each table and its rows by primary key, all as of one moment; a table is read before the next is asked for.

        The heads of the chains come first, and no row before those it refers to.
        """
        with self._reading() as session:
            for table in tables_to_keep():
                query = select(table).order_by(*table.primary_key)
                rows = session.connection().execute(query, execution_options={"yield_per": AT_ONCE})
                yield table.name, (dict(row) for row in rows.mappings())


def tables_to_keep() -> list[Table]:
    """Those that are memory, in an order in which they can be filled."""
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in LEFT]
    return sorted(tables, key=lambda table: table.name != _FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumped:
    """How many rows of a table were written, and the SHA-256 of their lines."""

    rows: int
    sha256: str


def dump(rows: Iterable[Mapping[str, Any]], out: IO[bytes]) -> Dumped:
    """Write each row as a line of JSON: instants in UTC, bytes in base 64. The same from both databases."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        line = (json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n").encode()
        digest.update(line)
        out.write(line)
        count += 1
    return Dumped(rows=count, sha256=digest.hexdigest())


def fill(engine: Engine, tables: Iterable[tuple[str, Iterable[Row]]]) -> None:
    """Put rows, as `dump` wrote them, into the empty tables of a database at the schema they come from; all or nothing."""
    with engine.begin() as connection:
        for name, rows in tables:
            table = _table(connection, name)
            if name == _FIRST:
                connection.execute(table.delete())  # migrations put the heads of empty chains there
            readers = {column.name: _reader(column.type) for column in table.c}
            for some in some_at_a_time(_read(row, readers) for row in rows):
                connection.execute(table.insert(), some)
            if connection.dialect.name == "postgresql":
                _count_on(connection, table)


def rows_of(engine: Engine, names: Iterable[str]) -> dict[str, int]:
    """How many rows each of these tables has."""
    with engine.connect() as connection:
        counted = {name: select(func.count()).select_from(sqlalchemy.table(name)) for name in names}
        return {name: connection.scalar(query) or 0 for name, query in counted.items()}


def is_empty(engine: Engine) -> bool:
    """Whether no table of ours, if there are any, has a row; heads of empty chains are none."""
    present = set(sqlalchemy.inspect(engine).get_table_names())
    kept = (table.name for table in tables_to_keep() if table.name in present and table.name != _FIRST)
    return not any(rows_of(engine, kept).values())


def is_chained(name: str) -> bool:
    """Whether a table's rows are sealed."""
    return name in {table.name for table in chained_tables()}


def _table(connection: Connection, name: str) -> Table:
    """A table as it is in the database, of whatever release."""
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    for column in table.c:
        if isinstance(column.type, sqlalchemy.JSON):
            column.type = sqlalchemy.JSON(none_as_null=True)  # as models/tables has it
    return table


def _read(row: Row, readers: Mapping[str, Callable[[Any], Any]]) -> Row:
    return {name: None if value is None else readers[name](value) for name, value in row.items()}


def _reader(kind: sqlalchemy.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    match kind:
        case sqlalchemy.DateTime():
            return lambda text: datetime.fromisoformat(text).astimezone(UTC)
        case sqlalchemy.Date():
            return date.fromisoformat
        case sqlalchemy.LargeBinary():
            return base64.b64decode
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _count_on(connection: Connection, table: Table) -> None:
    """Rows came with their numbers: the next one given must be behind them."""
    for column in table.primary_key:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', column.name)))
        if sequence is not None:
            last = connection.scalar(select(func.coalesce(func.max(column), 0)))
            connection.execute(select(func.setval(sequence, (last or 0) + 1, False)))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date):
        return plain(value)
    raise TypeError(f"{value!r} cannot be kept in a backup; teach models/stores/dump.py how")
