"""The practice country and a home in it, for every test of the flows."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from deploy.demo.server import Country, running
from flows.home import Home, open_home
from flows.roster import import_file
from flows.settings import Settings, read_settings


@pytest.fixture(autouse=True, scope="module")
def plain_environment() -> Iterator[None]:
    """No setting of the machine's own leaks into a test, nor into what the tests of a module share."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "PREFECT_API_URL", "CHUNXUN_CANARIES", "CHUNXUN_LANGUAGE"):
            patch.delenv(name, raising=False)
        patch.setenv("CHUNXUN_HOME", "")
        yield


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """One running practice country; its state is a function of the moment asked for, so that tests may share it."""
    with running(port=0, mailbox=tmp_path_factory.mktemp("country") / "mail") as land:
        yield land


def home_in(country: Country, folder: Path, migrated: Path, *, at: datetime | None = None) -> Settings:
    """A home in this folder, of this release's schema, with the roster imported: at `at`, or by the real clock."""
    country.write_home(folder)
    shutil.copy(migrated, folder / "chunxun.db")
    read = read_settings(folder)
    import_file(read, folder / "roster.csv", dry_run=False, now=at)
    return read


@pytest.fixture
def settings(country: Country, tmp_path: Path, migrated_sqlite: Path) -> Settings:
    """A home of this test alone, with the roster imported, for tests to which no single portal matters."""
    home_in(country, tmp_path, migrated_sqlite)
    # A portal that never lets us in need not take long to say so.
    toml = tmp_path / "chunxun.toml"
    toml.write_text(toml.read_text().replace("portal_deadline = 12", "portal_deadline = 8"))
    return read_settings(tmp_path)


@pytest.fixture
def home(settings: Settings) -> Iterator[Home]:
    """The opened home, by the real clock."""
    with open_home(settings) as opened:
        yield opened
