"""How fast the core is: medians on one core, printed for docs/benchmarks.md. `make bench`."""

import asyncio
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from deploy.demo.server import running
from flows.home import open_home
from flows.judge import judge_agencies
from flows.settings import read_settings
from models.agency import Agency, Kind, Level
from models.times import BEIJING
from models.visit import Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.reading import read
from reports.rules import check

pytestmark = pytest.mark.slow
REASON = Words(zh="因", en="because")


def median(work: Callable[[], object], *, runs: int = 15) -> float:
    """Seconds, the median of some runs after one to warm up."""
    work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def say(what: str, seconds: float, limit: float) -> None:
    print(f"\n{what}: {seconds * 1000:.1f} ms (limit {limit * 1000:.0f} ms)")
    assert seconds <= limit


@pytest.fixture(scope="module")
def page() -> bytes:
    """A report of the practice country, as its portal shows it."""
    with running(port=0) as country, TemporaryDirectory() as folder:
        country.write_home(Path(folder))
        answer = httpx.get(
            f"http://127.77.1.3:{country.port}/info/1050/852354.htm",
            headers={"X-Practice-Now": "2026-02-10T09:00:00+08:00"},
            trust_env=False,
        )
    return answer.raise_for_status().content


def test_a_report_is_read_and_checked(page: bytes) -> None:
    report = read(page)

    say(f"read one HTML report of {len(page) // 1024} KB", median(lambda: read(page)), 0.05)
    say("all rules on one report", median(lambda: check(report, year=2025)), 0.005)


def test_four_thousand_agencies_are_judged(tmp_path: Path) -> None:
    now = datetime(2026, 2, 5, 9, tzinfo=BEIJING)
    agencies = [
        Agency(code=f"a{n:04d}", name=f"第{n}局", kind=Kind.DEPARTMENT, level=Level.COUNTY, column_url=f"http://p{n}.example/nb/")
        for n in range(4000)
    ]  # fmt: skip
    with open_home(read_settings(tmp_path), now=now) as home:
        home.store.import_roster(agencies, at=now)
        for day in (1, 3, 5):
            for agency in agencies:
                at = datetime(2026, 2, day, 8, tzinfo=BEIJING)
                visit = Visit(
                    id=f"{agency.code}{day}", column_url=agency.column_url, started=at, finished=at,
                    outcome=Outcome.COMPLETED, reason=REASON, clock_set=True,
                )  # fmt: skip
                seen = Seen.PRESENT if int(agency.code[1:]) % 9 and day == 1 else Seen.ABSENT
                sighting = Sighting(
                    agency=agency.code, year=2025, visit=visit.id, at=at, seen=seen, outcome=Outcome.COMPLETED,
                    reason=REASON, clock_set=True,
                )  # fmt: skip
                home.store.save_visit(visit, [sighting])
        say(
            "judge 4,000 agencies with 12,000 looks",
            median(lambda: asyncio.run(judge_agencies(home, 2025)), runs=3),
            20,
        )
