"""The practice country and a home in it, for every test of the flows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.demo.server import Country, running
from flows.home import Home, open_home
from flows.roster import import_file
from flows.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine's own leaks into a test."""
    for name in ("DATABASE_URL", "PREFECT_API_URL", "CHUNXUN_CANARIES", "CHUNXUN_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHUNXUN_HOME", "")


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """One running practice country; its state is a function of the moment asked for, so that tests may share it."""
    with running(port=0, mailbox=tmp_path_factory.mktemp("country") / "mail") as land:
        yield land


@pytest.fixture
def settings(country: Country, tmp_path: Path) -> Settings:
    """A home of this test alone, with the roster imported."""
    country.write_home(tmp_path)
    # A portal that never lets us in need not take long to say so.
    toml = tmp_path / "chunxun.toml"
    toml.write_text(toml.read_text().replace("portal_deadline = 12", "portal_deadline = 8"))
    read = read_settings(tmp_path)
    import_file(read, tmp_path / "roster.csv", dry_run=False, now=None)
    return read


@pytest.fixture
def home(settings: Settings) -> Iterator[Home]:
    """The opened home, by the real clock."""
    with open_home(settings) as opened:
        yield opened
