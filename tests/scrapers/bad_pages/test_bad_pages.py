"""Every bad page of reliability §5.1, served on loopback and looked at as a portal is: none ends as an absence."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from models.agency import Agency, Kind, Level
from models.agency import Portal as Column
from models.visit import Gate, Link, Outcome, Seen, Sighting, Visit
from reports.claims import Contents, is_wanted
from reports.sightings import sight
from scrapers.crawl import look
from tests.scrapers.bad_pages.pages import BAD, NAME, NB, WITHOUT, Bad, portal
from tests.scrapers.portal import Portal, an_opener, files_in, html

WATER = Agency(code="w", name=NAME, kind=Kind.DEPARTMENT, level=Level.COUNTY)
YEAR = 2025
LIMIT = 60  # seconds: a portal's deadline, and what a loaded machine adds
KNOWN = {f"P{number:02}" for number in range(1, 63)}

by_http = {name: bad for name, bad in BAD.items() if not bad.browser}
by_browser = {name: bad for name, bad in BAD.items() if bad.browser}


async def looked(folder: Path, bad: Bad, chromium: Path | None = None) -> Visit:
    async with (
        Portal(bad.answers) as server,
        an_opener(folder, browser=chromium, **bad.manners) as opener,
        asyncio.timeout(LIMIT),
    ):
        if not isinstance(bad.answers, dict) or type(bad.answers) is not dict:
            server.answers = bad.answers
        column = Column(column_url=bad.url or server.url(NB), family="", agencies=(WATER,))
        return await look(
            column,
            opener=opener,
            sought=lambda link: is_wanted(link, YEAR),
            wanted=lambda link: is_wanted(link, YEAR),
            visit_id="v",
        )


def seen_in(visit: Visit, bad: Bad) -> Sighting:
    """What a healthy line would have made of the visit."""
    before = tuple(Link(url=f"{visit.column_url}{n}.html", title=t) for n, t in enumerate(bad.before))
    (sighting,) = sight(
        replace(visit, line_healthy=True), (WATER,), (YEAR,), Contents(), before=before or None
    )
    return sighting


def judge(visit: Visit, bad: Bad) -> None:
    sighting = seen_in(visit, bad)

    assert visit.outcome in (bad.outcome, *bad.or_else), visit.reason.zh
    assert sighting.seen is bad.seen, sighting.reason.zh
    assert sighting.seen is not Seen.ABSENT
    if bad.gate is not None and bad.gate in {noted.gate for noted in visit.doubts}:
        assert sighting.reason in {noted.words for noted in visit.doubts if noted.gate is bad.gate}


@pytest.mark.parametrize("bad", by_http.values(), ids=by_http.keys())
async def test_a_bad_page_is_never_an_absence(tmp_path: Path, bad: Bad) -> None:
    judge(await looked(tmp_path, bad), bad)


@pytest.mark.parametrize("bad", by_browser.values(), ids=by_browser.keys())
async def test_a_bad_page_in_a_real_chromium_is_never_an_absence(
    tmp_path: Path, chromium: Path, bad: Bad
) -> None:
    visit = await looked(tmp_path, bad, chromium)

    judge(visit, bad)
    assert not [file for file in files_in(tmp_path) if "EVIL" in file.name]


async def test_a_good_page_without_the_report_is_an_absence(tmp_path: Path) -> None:
    """The control: on such a page as all the others were made of, an absence does count."""
    good = Bad(answers=portal(html(WITHOUT)), outcome=Outcome.COMPLETED, seen=Seen.ABSENT)

    visit = await looked(tmp_path, good)

    assert visit.doubts == ()
    assert seen_in(visit, good).seen is Seen.ABSENT


def test_no_bad_page_is_left_out() -> None:
    assert {match[0] for name in BAD if (match := re.match(r"P\d\d", name))} == KNOWN


def test_every_gate_the_scrapers_watch_is_tried_by_a_page() -> None:
    assert {bad.gate for bad in BAD.values()} - {None} == {
        Gate.BASELINE,
        Gate.COVERAGE,
        Gate.FRESH,
        Gate.GENUINE,
        Gate.READABLE,
    }
