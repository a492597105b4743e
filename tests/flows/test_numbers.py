"""The same numbers from every command over one store, also where somebody joined the roster after the judgement."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.home import Home, open_home
from flows.ledger import write_ledger
from flows.settings import read_settings
from flows.status import standing_season, with_beliefs
from flows.summarise import write_summary
from flows.tell import season_of
from models.words import Language
from notifications import status
from notifications.digest import compose
from notifications.ledger_entries import Audience
from notifications.render import render
from tests.flows.stored import keep
from tests.notifications.numbers.in_files import in_data, in_ledger, in_mail
from tests.notifications.numbers.on_pages import on_pages
from tests.notifications.numbers.seasons import OFFICES, random_season
from tests.notifications.numbers.truth import Told, truth
from tests.notifications.season import AS_OF, YEAR


@pytest.fixture
def home(database_url: str, tmp_path: Path) -> Iterator[Home]:
    """A home that holds a random season, on either database, by the real clock."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "chunxun.toml").write_text(f'database_url = "{database_url}"\ncontact = "x@example.org"\n')
    with open_home(read_settings(folder), now=AS_OF) as opened:
        by_the_clock = replace(opened, clock_set=False)
        keep(by_the_clock, random_season(9))
        yield by_the_clock


def told(home: Home, folder: Path) -> Iterator[Told]:
    index = write_summary(home, YEAR, folder / "summary")
    files = {
        file.relative_to(index.parent).as_posix(): file.read_text()
        for file in index.parent.rglob("*")
        if file.is_file()
    }
    regions = {agency.region: "" for agency in home.store.agencies()}
    yield from on_pages(files, regions)
    yield from in_data(files)
    season = with_beliefs(home, standing_season(home, YEAR))
    yield from in_data({"operators/status.csv": status.as_csv(season)})
    for audience in Audience:
        write_ledger(home, YEAR, folder / "x.xlsx", office=None, audience=audience)
        file = io.BytesIO((folder / "x.xlsx").read_bytes())
        yield from in_ledger(file, regions, internal=audience is Audience.OPERATORS)
    for office in OFFICES:
        digest = compose(office, season_of(home, YEAR), home.store.changes(YEAR), number=1)
        for language in Language if digest.total else ():
            yield from in_mail(render(digest, language).text, language, of=f"office {office.code}")


def test_every_command_tells_the_same_numbers(home: Home, tmp_path: Path) -> None:
    facts = truth(season_of(home, YEAR))
    found = list(told(home, tmp_path))

    assert [(each, facts.get(each.fact)) for each in found if facts.get(each.fact) != each.value] == []
    assert facts["all", "total"] == len(home.store.agencies())
