"""What the search for likeness costs over ten thousand reports, and that it finds what was planted and nothing else."""

import asyncio
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.examine import examine_documents
from flows.home import Home, open_home
from flows.settings import read_settings
from models.agency import Agency, Kind, Level
from models.visit import Candidate, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from tests.benchmarks import season

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 2, 1, 4, 0, tzinfo=UTC)
MANY = 10_000


def test_a_few_hundred_reports_are_compared_without_a_miss_or_a_false_alarm() -> None:
    found = season.main(600)

    assert (found["alike"], found["missed"], found["wrong"]) == (12, 0, 0)


@pytest.mark.slow
def test_ten_thousand_reports_are_compared() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.season", str(MANY)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = json.loads(told)
    seconds = sum(found["seconds"].values())
    print(
        f"\nlikeness over {MANY:,} reports: {seconds:.0f} s (limit 90), {found['megabytes']} MB (limit 1024), {told}"
    )

    assert seconds <= 90
    assert found["megabytes"] <= 1024
    assert (found["missed"], found["wrong"]) == (0, 0)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_day_among_ten_thousand_reports(tmp_path: Path) -> None:
    """What `examine` costs when nothing is new, and when thirty reports came, once ten thousand are kept."""
    with open_home(read_settings(tmp_path), now=NOW) as home:
        _fill(home, range(MANY))
        first = _seconds(lambda: asyncio.run(examine_documents(home)))
        idle = _seconds(lambda: asyncio.run(examine_documents(home)))
        _fill(home, range(MANY, MANY + 30))
        daily = _seconds(lambda: asyncio.run(examine_documents(home)))
    print(f"\nexamine {MANY:,} reports for the first time: {first:.0f} s")
    print(f"examine with nothing new among them: {idle:.1f} s (limit 10)")
    print(f"examine thirty new ones among them: {daily:.1f} s (limit 40)")

    assert idle <= 10
    assert daily <= 40


def _seconds(work: Callable[[], object]) -> float:
    """Processor seconds, our own: other work on the machine makes no difference."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _fill(home: Home, numbers: range) -> None:
    """Reports as a release read them: kept, seen, and neither compared nor judged."""
    agencies = [
        Agency(code=f"a{number}", name=f"第{number}县某局", kind=Kind.DEPARTMENT, level=Level.COUNTY)
        for number in numbers
    ]
    home.store.import_roster(agencies, at=NOW)
    documents = {number: hashlib.sha256(f"{number}".encode()).hexdigest() for number in numbers}
    kept = tuple(
        Document(sha256=each, url="u", final_url="u", media_type="text/html", size=1, fetched_at=NOW)
        for each in documents.values()
    )
    visit = Visit(
        id=f"v{numbers.start}", column_url="u", started=NOW - timedelta(hours=1), finished=NOW,
        outcome=Outcome.COMPLETED, reason=Words("因", "because"),
        candidates=(Candidate(link=Link(url="u", title="t"), outcome=Outcome.COMPLETED, documents=kept),),
    )  # fmt: skip
    sightings = [
        Sighting(
            agency=f"a{number}", year=2025, visit=visit.id, at=NOW, seen=Seen.PRESENT,
            outcome=Outcome.COMPLETED, reason=Words("因", "because"), document=sha256,
        )
        for number, sha256 in documents.items()
    ]  # fmt: skip
    home.store.save_visit(visit, sightings)
    for number, (code, report) in zip(numbers, season.reports(numbers), strict=True):
        home.store.save_examination(
            agency=code, year=2025, document=documents[number], report=report, verdicts=(), unreadable=None,
            at=NOW, release=home.release, clock_set=home.clock_set,
        )  # fmt: skip
