"""Beside the fastest peer, in one run: Scrapy and a listing pass over the same thousand pages."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.peer import runs, world
from tests.benchmarks.peer.runs import Run
from tests.benchmarks.peer.world import Fault

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

WALL, CPU, MEMORY = 1.15, 1.5, 150


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with runs.portals() as opened:
        yield opened


def published() -> set[str]:
    """Codes of the agencies whose report is listed in the last pass."""
    return {column.code for column in world.columns() if column.appears is not None}


def standing_in(home: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Of each agency's code: what the last pass says it saw, and the title it saw."""
    with sqlite3.connect(home / "chunxun.db") as store:
        rows = store.execute(
            "SELECT agency, seen, title FROM sighting WHERE year = ? AND id IN"
            " (SELECT max(id) FROM sighting WHERE year = ? GROUP BY agency)",
            (world.YEAR, world.YEAR),
        ).fetchall()
    return {code[5:]: seen for code, seen, _ in rows}, {code[5:]: title for code, _, title in rows}


@pytest.mark.parametrize("in_order", [True, False], ids=["in-order", "sorted-by-host"])
def test_a_listing_pass_beside_scrapy(port: int, tmp_path: Path, in_order: bool) -> None:
    home, roster = tmp_path / "home", tmp_path / "roster.csv"
    runs.write_roster(port, roster, in_order=in_order)
    runs.import_roster(port, home, roster)
    theirs, ours = [], []
    for now in range(1, world.PASSES + 1):
        theirs.append(runs.scrapy(port, tmp_path / "feed.jl", in_order=in_order, now=now))
        ours.append(runs.chunxun(port, home, now=now))
    _say(in_order, theirs, ours)

    seen, titles = standing_in(home)
    said_absent = {code for code, said in seen.items() if said in ("absent", "absent_weak")}
    soft = {column.code for column in world.columns() if column.fault is Fault.SOFT_404}
    new = {column.code for column in world.columns() if column.appears == world.PASSES}
    robots, pages = world.HOSTS, world.HOSTS * world.COLUMNS

    assert said_absent & published() == set()
    assert said_absent & soft == set()
    assert {code for code in new if titles[code]} == new
    for run in ours:
        assert run.most_a_host == 1
        assert run.asked["page"] == pages
        assert run.asked["robots"] == robots
        assert run.asked.get("other", 0) <= world.HOSTS  # one probe a host
        assert run.peak <= MEMORY
    assert median(run.wall for run in ours) <= WALL * median(run.wall for run in theirs)
    assert median(run.cpu for run in ours) <= CPU * median(run.cpu for run in theirs)


def _say(in_order: bool, theirs: list[Run], ours: list[Run]) -> None:
    print(f"\n{'in order' if in_order else 'sorted by host'}: wall s, CPU s, start-up s, peak MB, requests")
    for name, several in (("scrapy", theirs), ("chunxun", ours)):
        for run in several:
            print(
                f"  {name:8} {run.wall:6.2f} {run.cpu:6.2f} {run.start_up:6.2f} {run.peak:6.0f} {sum(run.asked.values()):6}"
            )
    wall = median(r.wall for r in ours) / median(r.wall for r in theirs)
    cpu = median(r.cpu for r in ours) / median(r.cpu for r in theirs)
    print(f"  ours to theirs: wall {wall:.2f} (limit {WALL}), CPU {cpu:.2f} (limit {CPU})")
