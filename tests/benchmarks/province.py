"""A whole country's season to be judged: so many agencies, ten looks at each. Run as a process of its own.

`python -m tests.benchmarks.province 120000 FOLDER` fills a store, `… judge FOLDER` judges it and prints one JSON object.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from flows.home import open_home
from flows.judge import judge_agencies
from flows.settings import read_settings
from models.agency import Agency, Kind, Level
from models.engine import engine_for
from models.stores.rows import columns
from models.tables import AgencyRow, DocumentRow, SightingRow
from models.times import BEIJING
from models.visit import Document, Outcome, Seen, Sighting, Via, Visit
from models.words import Words

YEAR, LOOKS = 2025, 10
FIRST = datetime(2026, 1, 28, 9, tzinfo=BEIJING)
NOW = FIRST + timedelta(days=LOOKS)
REASON = Words(
    zh="栏目完整读毕，6 条中未检索到", en="The column was read to its end; not found among 6 links"
)
CHUNK = 20_000
DOCUMENT = Document(
    sha256="0" * 64, url="http://b.gov.cn/", final_url="http://b.gov.cn/", media_type="text/html", size=1,
    fetched_at=FIRST, via=Via.HTTP,
)  # fmt: skip


def fill(count: int, folder: Path) -> None:
    """Every hundredth agency publishes nothing, the others on one of the first days."""
    settings = read_settings(folder)
    with open_home(settings, now=NOW) as home:
        for look in range(LOOKS):
            at = FIRST + timedelta(days=look)
            visit = Visit(
                id=f"v{look}", column_url="http://x.example/", started=at, finished=at,
                outcome=Outcome.COMPLETED, reason=REASON, clock_set=True,
            )  # fmt: skip
            home.store.save_visit(visit, [])
    engine = engine_for(settings.store_url)
    with engine.begin() as connection:
        connection.execute(insert(DocumentRow), [columns(DOCUMENT)])
        for some in _chunks(_agencies(count)):
            connection.execute(insert(AgencyRow), some)
        for some in _chunks(_sightings(count)):
            connection.execute(insert(SightingRow), some)
    engine.dispose()


def _agencies(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        agency = Agency(
            code=f"a{number:06d}", name=f"第{number}局", kind=Kind.DEPARTMENT, level=Level.COUNTY,
            oversight=f"office{number // 4000}",
            column_url=f"http://b{number % 40}.c{number // 40}.gov.cn/nb/", family="trs",
            region=f"{11 + number // 40 % 80:02d}{number // 3200 % 99:02d}{number // 40 % 99:02d}",
        )  # fmt: skip
        yield columns(agency) | {"added_at": FIRST, "changed_at": FIRST}


def _sightings(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        for look in range(LOOKS):
            there = bool(number % 100) and look >= number % 3
            sighting = Sighting(
                agency=f"a{number:06d}", year=YEAR, visit=f"v{look}", at=FIRST + timedelta(days=look),
                seen=Seen.PRESENT if there else Seen.ABSENT, outcome=Outcome.COMPLETED, reason=REASON,
                url=f"http://b{number}.gov.cn/{look}.htm" if there else "", clock_set=True,
            )  # fmt: skip
            yield columns(sighting) | {"document": DOCUMENT.sha256 if there else None}


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def judge(folder: Path) -> dict[str, object]:
    """Judge it once; processor seconds, the most memory ever held, and what came out."""
    with open_home(read_settings(folder), now=NOW) as home:
        began, wall = time.process_time(), time.monotonic()
        found = asyncio.run(judge_agencies(home, YEAR))
        seconds, waited = time.process_time() - began, time.monotonic() - wall
    standings: dict[str, int] = {}
    for each in found.assessments:
        standings[each.standing] = standings.get(each.standing, 0) + 1
    return {
        "agencies": len(found.assessments),
        "seconds": round(seconds, 1),
        "waited": round(waited, 1),
        "megabytes": _most_memory() // 1024,
        "stored": found.stored,
        "standings": standings,
    }


def _most_memory() -> int:
    """The most this process ever held, in KB. Not `ru_maxrss`: that begins with what the parent held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    if sys.argv[1] == "judge":
        print(json.dumps(judge(Path(sys.argv[2]))))
    else:
        fill(int(sys.argv[1]), Path(sys.argv[2]))
