"""The one way to open the memory, on both databases."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Timer

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, Enum, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from models.engine import VERSION_TABLE, engine_for, migrate
from models.errors import NewerSchema, UnknownDatabase
from models.migration import alembic_config, schema
from models.store import Store
from tests.postgres import Cluster

ADD_ONE = "UPDATE lease SET holder = :next WHERE name = 'counter'"


def test_a_migrated_database_has_exactly_the_tables_of_this_release(engine: Engine) -> None:
    options = {"version_table": VERSION_TABLE, "compare_type": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, SQLModel.metadata)

    assert differences == []


def test_the_closed_sets_in_the_database_are_those_of_this_release(engine: Engine) -> None:
    # Alembic compares no CHECKs: a member added to an enumeration needs a migration, and only this test asks for it.
    found, expected = {}, {}
    for table in SQLModel.metadata.sorted_tables:
        checks = inspect(engine).get_check_constraints(table.name)
        found |= {check["name"]: set(re.findall(r"'([^']+)'", check["sqltext"])) for check in checks}
        closed = [column.type for column in table.columns if isinstance(column.type, Enum)]
        expected |= {f"ck_{table.name}_{kind.name}": set(kind.enums) for kind in closed}

    assert found == expected


def test_the_schema_goes_up_and_down_and_up_again(empty_url: str) -> None:
    engine = engine_for(empty_url)
    migrate(engine)
    current, needed = schema(engine)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    left = inspect(engine).get_table_names()
    migrate(engine)

    assert current == needed == schema(engine)[0]
    assert left == [VERSION_TABLE]
    engine.dispose()


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    before = schema(engine)
    migrate(engine)

    assert schema(engine) == before


def test_a_newer_database_is_refused_and_left_as_it_is(empty_url: str) -> None:
    engine = engine_for(empty_url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))

    with pytest.raises(NewerSchema, match=r"升级 chunxun.*Nothing was changed\. Upgrade chunxun, or restore"):
        migrate(engine)

    assert schema(engine)[0] == "9999"
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    engine = engine_for(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE visit (occupied INTEGER)"))

    with pytest.raises(Exception, match=r"visit.*already exists"):
        migrate(engine)

    assert inspect(engine).get_table_names() == ["visit"]
    engine.dispose()


@pytest.mark.timeout(60)
def test_of_those_that_start_together_one_migrates_and_the_others_find_it_done(empty_url: str) -> None:
    start = Barrier(4)

    def open_and_migrate(_: int) -> tuple[str | None, str]:
        engine = engine_for(empty_url)
        start.wait()
        migrate(engine)
        reached = schema(engine)
        engine.dispose()
        return reached

    with ThreadPoolExecutor(4) as threads:
        (reached,) = set(threads.map(open_and_migrate, range(4)))

    assert reached[0] == reached[1]


def test_increments_from_many_threads_are_not_lost(engine: Engine) -> None:
    with engine.begin() as connection:
        moment = "2026-01-01 00:00:00+00"
        connection.execute(
            text("INSERT INTO lease (name, holder, since, until) VALUES ('counter', '0', :at, :at)"),
            {"at": moment},
        )
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(_add_two_hundred, [engine] * 4))
    with engine.connect() as connection:
        counted = connection.execute(text("SELECT holder FROM lease")).scalar_one()

    assert counted == "800"


def _add_two_hundred(engine: Engine) -> None:
    # SQLite has one writer at a time; PostgreSQL is asked for the row.
    read = "SELECT holder FROM lease WHERE name = 'counter'"
    read += " FOR UPDATE" if engine.dialect.name == "postgresql" else ""
    for _ in range(200):
        with engine.begin() as connection:
            now = int(connection.execute(text(read)).scalar_one())
            connection.execute(text(ADD_ONE), {"next": str(now + 1)})


def test_a_row_that_refers_to_nothing_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), engine.begin() as connection:
        connection.execute(text("INSERT INTO told VALUES (1, 'office', '1', NULL, 0, '')"))


def test_foreign_keys_are_watched_again_after_a_migration(empty_url: str) -> None:
    engine = engine_for(empty_url)
    migrate(engine)

    test_a_row_that_refers_to_nothing_is_refused(engine)
    engine.dispose()


def test_a_value_outside_a_closed_set_is_refused(engine: Engine) -> None:
    wrong = "INSERT INTO document VALUES ('a', '', '', '', '', 1, :at, NULL, 'telepathy')"
    with pytest.raises(IntegrityError, match=r"(?i)check"), engine.begin() as connection:
        connection.execute(text(wrong), {"at": "2026-01-01 00:00:00+00"})


def test_sqlite_is_opened_for_safety_before_speed(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'safe.db'}")
    with engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        in_force = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    assert in_force == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgresql://", "postgres://", "postgresql+psycopg://"])
def test_postgresql_is_reached_under_each_of_its_names(postgres: Cluster, scheme: str) -> None:
    engine = engine_for(postgres.url("postgres").replace("postgresql://", scheme))
    with engine.connect() as connection:
        answer = connection.execute(text("SELECT 1")).scalar()

    assert (answer, engine.driver) == (1, "psycopg")
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "oracle://x", "not an address", ""])
def test_an_address_of_another_kind_is_refused_by_name(url: str) -> None:
    with pytest.raises(UnknownDatabase, match=r"sqlite:///.*postgresql://"):
        engine_for(url)


def test_a_refused_address_does_not_repeat_its_password() -> None:
    with pytest.raises(UnknownDatabase) as refused:
        engine_for("mysql://root:hunter2@localhost/x")

    assert "hunter2" not in str(refused.value)


def test_opening_waits_for_another_process_that_holds_a_fresh_file(tmp_path: Path) -> None:
    path = tmp_path / "fresh.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = Timer(0.3, other.rollback)
    release.start()
    engine = engine_for(f"sqlite:///{path}")
    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    release.join()
    other.close()
    engine.dispose()

    assert mode == "wal"


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    with engine.begin() as writer:
        writer.execute(text("INSERT INTO listing VALUES ('a', '[]')"))

        assert Store(engine).agencies() == ()
