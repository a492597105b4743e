"""A clock that is wrong: nothing is visited, nothing judged, nothing lost (reliability R-15)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.clock import ClockAstray
from flows.home import Home, open_home
from flows.judge import judge_agencies
from flows.scope import Scope
from flows.settings import read_settings
from flows.visit import visit_portals
from models.agency import Agency, Kind, Level
from tests.scrapers.portal import Portal, Reply

YEAR = 2025
LIST = b"<html><body><ul><li><a href='/1.htm'>notice</a></li></ul></body></html>"


def portal(off: timedelta) -> Portal:
    """A portal and three canaries whose clocks are so far behind ours."""
    told = (datetime.now(UTC) - off).strftime("%a, %d %b %Y %H:%M:%S GMT")
    canary = Reply(body=b"ok", headers={"Date": told})
    return Portal({"/a": canary, "/b": canary, "/c": canary, "/nb/": Reply(body=LIST)})


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    settings = read_settings(tmp_path).model_copy(
        update={"allow_addresses": ("127.0.0.0/8",), "contact": "a@b.example", "host_delay": 0.0}
    )
    with open_home(settings) as opened:
        yield opened


def watched(home: Home, column: Portal) -> Home:
    """The home with that portal on its roster and its canaries in its settings."""
    agency = Agency(
        code="a", name="某县某局", kind=Kind.DEPARTMENT, level=Level.COUNTY, column_url=column.url("/nb/")
    )
    home.store.import_roster([agency], at=datetime.now(UTC))
    canaries = tuple(column.url(path) for path in ("/a", "/b", "/c"))
    return replace(home, settings=home.settings.model_copy(update={"canaries": canaries}))


@pytest.mark.parametrize(
    ("off", "said"), [(timedelta(hours=2), "快 7[12]\\d\\d 秒"), (timedelta(minutes=-5), "慢 [23]\\d\\d 秒")]
)
async def test_a_clock_that_the_canaries_find_wrong_neither_visits_nor_judges(
    home: Home, off: timedelta, said: str
) -> None:
    async with portal(off) as column:
        there = watched(home, column)
        with pytest.raises(ClockAstray) as visiting:
            await visit_portals(there, Scope(year=YEAR))
        with pytest.raises(ClockAstray):
            await judge_agencies(there, YEAR)

        assert re.search(said, visiting.value.words.zh)
        assert "/nb/" not in [asked.path for asked in column.asked]
    assert (home.store.visits(), home.store.assessments(YEAR), home.store.changes(YEAR)) == ((), (), ())


async def test_a_clock_that_is_right_visits_and_judges(home: Home) -> None:
    async with portal(timedelta()) as column:
        there = watched(home, column)
        looked = await visit_portals(there, Scope(year=YEAR))
        found = await judge_agencies(there, YEAR)

    assert (len(looked), len(found.assessments)) == (1, 1)
    assert [visit.line_healthy for visit in home.store.visits()] == [True]


async def test_a_clock_that_goes_wrong_in_the_middle_keeps_nothing_of_what_it_saw(home: Home) -> None:
    async with portal(timedelta()) as column:
        there = watched(home, column)
        behind = portal(timedelta(hours=2)).answers

        async def change(_: object) -> None:
            column.answers = {**column.answers, **{path: behind[path] for path in ("/a", "/b", "/c")}}

        with pytest.raises(ClockAstray):
            await visit_portals(there, Scope(year=YEAR), on_progress=change)

    assert home.store.visits() == ()


async def test_without_canaries_that_tell_the_time_the_judge_goes_by_what_was_seen(home: Home) -> None:
    home.store.import_roster(
        [Agency(code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY)], at=datetime.now(UTC)
    )
    nobody = replace(
        home, settings=home.settings.model_copy(update={"canaries": ("http://127.0.0.1:9/",) * 3})
    )

    assert len((await judge_agencies(nobody, YEAR)).assessments) == 1
