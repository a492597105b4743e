"""Ten years of a country in one SQLite file: what one round asks of it, question by question. `make bench`."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.settings import read_settings
from models.engine import engine_for
from models.store import Store
from tests.benchmarks.decade import FIRST, YEARS, fill

COUNT, YEAR = 120_000, FIRST + YEARS - 1
NOW = datetime(YEAR + 1, 1, 31, 4, tzinfo=UTC)
OFFICE = [f"a{number:06d}" for number in range(4000)]
SECONDS = 1.0  # of processor time, of what is asked for one agency, one office, one column, or at every round

QUESTIONS: dict[str, Callable[[Store], object]] = {
    "looks of one agency": lambda store: store.sightings(YEAR, agency="a000001"),
    "looks of one office": lambda store: store.sightings(YEAR, agencies=OFFICE),
    "standings of one office": lambda store: store.assessments(YEAR, "office0"),
    "findings of one office": lambda store: store.charges(YEAR, office="office0"),
    "untold of one office": lambda store: store.untold(YEAR, office="office0", channel="other"),
    "passed over": lambda store: store.skip([1, 2], "office0", "mail"),
    "looks at one column": lambda store: store.looks_at("http://c1.gov.cn/", YEAR),
    "last looks of a year": lambda store: store.last_looks(YEAR),
    "last visit of each column": lambda store: store.latest_visits(NOW),
    "when anything was done last": lambda store: store.last_moment(),
    "our own faults": lambda store: store.own_fault_days(YEAR, until=NOW, rehearsed=False),
    "not compared yet": lambda store: store.uncompared("0"),
    "examined lately": lambda store: store.examined_since(YEAR, NOW),
    "visits of a day": lambda store: store.visits(NOW - timedelta(days=1), NOW),
}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_tenth_year_is_asked_as_fast_as_the_first(tmp_path: Path) -> None:
    fill(COUNT, tmp_path)
    engine = engine_for(read_settings(tmp_path).store_url)
    took = {name: _seconds(ask, Store(engine)) for name, ask in QUESTIONS.items()}
    engine.dispose()
    print("", *(f"{name}: {seconds:.2f} s" for name, seconds in took.items()), sep="\n")

    assert {name: seconds for name, seconds in took.items() if seconds > SECONDS} == {}


def _seconds(ask: Callable[[Store], object], store: Store) -> float:
    began = time.process_time()
    ask(store)
    return time.process_time() - began
