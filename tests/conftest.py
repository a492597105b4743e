"""Both databases, for every test that asks for `store`, `engine` or `database_url`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import Engine
from sqlmodel import SQLModel

from models.engine import engine_for, migrate
from models.store import Store
from scrapers.program import find_browser
from tests.postgres import Cluster, cluster

# A shared machine is slow at times; pytest-timeout ends what hangs.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# Files of half a minute and more, the longest first: whoever begins one last keeps the others waiting.
# Those that mostly wait for a portal or a server stand beside those that calculate.
LONGEST = (
    "flows/test_season.py",
    "flows/test_demo.py",
    "flows/test_cli.py",
    "flows/test_patrol.py",
    "scrapers/test_neighbours.py",
    "scrapers/test_browser.py",
    "deploy/test_compose_pieces.py",
    "notifications/test_pages.py",
    "flows/test_conversion.py",
    "reports/hostile/test_hostile.py",
    "flows/check/test_run.py",
    "reports/clothes/test_clothes.py",
)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; all else in its own order."""
    items.sort(key=lambda item: _rank(item.path.relative_to(HERE).as_posix()))


def _rank(file: str) -> int:
    return LONGEST.index(file) if file in LONGEST else len(LONGEST)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium of this machine; skips where there is none."""
    found = find_browser(None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server for the session; skips with a reason where it cannot be had."""
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Cluster) -> str:
    """The address of a database at this release's schema; whoever asks for `database_url` finds it emptied."""
    url = postgres.url(postgres.database())
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at this release's schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: the test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'chunxun.db'}"
    server: Cluster = request.getfixturevalue("postgres")
    return server.url(server.database())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database with nothing in it: the test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "chunxun.db")
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("migrated_postgres")
    _empty(url)
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated, empty database."""
    opened = engine_for(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    """An empty store."""
    return Store(engine)


def _empty(url: str) -> None:
    # A database of its own for every test would be eight megabytes each time, and to truncate twenty tables takes
    # three times as long as to delete the few rows of a test.
    deletes = ";".join(f'DELETE FROM "{table.name}"' for table in SQLModel.metadata.sorted_tables)
    # As a replica, because the guards let no row be deleted (models/guards), nor the order of the tables matter.
    options = "-c lock_timeout=20s -c session_replication_role=replica"
    with psycopg.connect(url, autocommit=True, options=options) as connection:
        connection.execute(f"{deletes}; SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences")


def _migrate(url: str) -> None:
    engine = engine_for(url)
    migrate(engine)
    engine.dispose()
