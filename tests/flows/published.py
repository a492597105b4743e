"""A season of many agencies in the store: looks, reports of two years, verdicts of the real rules, judgements."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import insert

from flows.home import Home
from flows.judge import judge_agencies
from models.agency import Agency, Kind, Level
from models.engine import engine_for
from models.plain import plain
from models.report import Report
from models.stores.rows import columns
from models.tables import DocumentRow, ExaminationRow, SightingRow, VerdictRow
from models.times import BEIJING
from models.verdict import Verdict
from models.visit import DateKind, DateRead, Document, Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.rules import Beside, check_beside
from tests.reports.rules.sample import report

YEAR = 2025
FIRST = datetime(2026, 1, 26, 9, tzinfo=BEIJING)
LOOKS = 10
NOW = FIRST + timedelta(days=LOOKS)
REASON = Words("栏目完整读毕，22 条中未检索到", "The column was read to its end; not found among 22 links")
FOUND = Words("已检索到", "Found")
WRONG = {"applications.carried_in.total": "2", "applications.total.natural": "2"}
VARIANTS = 8  # different reports; every other one has errors in it
OFFICE = 40  # agencies of one office and county


@dataclass(frozen=True)
class Read:
    """One document as the rules found it."""

    report: Report
    verdicts: tuple[Verdict, ...]


def agencies(count: int) -> tuple[Agency, ...]:
    """Agencies of counties of forty, each county with its office."""
    return tuple(
        Agency(
            code=f"a{number:05d}", name=f"云川市第{number // OFFICE}县第{number}局", kind=Kind.DEPARTMENT, level=Level.COUNTY,
            column_url=f"http://p{number}.example/nb/", oversight=f"office-{number // OFFICE:03d}",
            region=f"99{number // OFFICE // 90 + 10}{number // OFFICE % 90 + 10}",
        )
        for number in range(count)
    )  # fmt: skip


def fill(home: Home, count: int) -> None:
    """Every hundredth publishes nothing, a third of the others late, the rest in time; all were judged at NOW."""
    home.store.import_roster(agencies(count), at=FIRST)
    read = {year: [_read(number, year) for number in range(VARIANTS)] for year in (YEAR - 1, YEAR)}
    home.store.save_visits([(visit, ()) for visit in _visits(count, home.clock_set)])
    engine = engine_for(home.settings.store_url)
    with engine.begin() as connection:
        connection.execute(insert(DocumentRow), [columns(each) for each in _documents(count)])
        connection.execute(insert(SightingRow), list(_sightings(count, home.clock_set)))
        for number in range(count):
            for year in read:
                if _published(number):
                    _examine(connection, number, year, read[year][number % VARIANTS], home.clock_set)
    engine.dispose()
    asyncio.run(judge_agencies(home, YEAR))


def _published(number: int) -> bool:
    return number % 100 != 0


def _day(number: int) -> int:
    """The look that first found it."""
    return 7 if number % 3 == 0 else number % 5


def _sha(number: int, year: int) -> str:
    return f"{number:06d}{year}".ljust(64, "e")


@cache
def _read(number: int, year: int) -> Read:
    made = report(
        WRONG if number % 2 else None, form="2021", year=year, title_year=year, agency=f"第{number}局"
    )
    return Read(made, check_beside(made, Beside(year=year)))


def _documents(count: int) -> Iterator[Document]:
    for number in range(count):
        for year in (YEAR - 1, YEAR):
            url = f"http://p{number}.example/nb/{year}.htm"
            yield Document(
                sha256=_sha(number, year),
                url=url,
                final_url=url,
                media_type="text/html",
                size=9,
                fetched_at=FIRST,
            )


def _visits(count: int, rehearsed: bool) -> Iterator[Visit]:
    for number in range(count):
        for look in range(LOOKS):
            at = FIRST + timedelta(days=look)
            yield Visit(
                id=f"v{number}-{look}", column_url=f"http://p{number}.example/nb/", started=at, finished=at,
                outcome=Outcome.COMPLETED, reason=REASON, clock_set=rehearsed,
            )  # fmt: skip


def _sightings(count: int, rehearsed: bool) -> Iterator[dict[str, Any]]:
    for number in range(count):
        if _published(number):
            yield _sighting(number, YEAR - 1, 0, there=True, rehearsed=rehearsed)
        for look in range(LOOKS):
            yield _sighting(
                number, YEAR, look, there=_published(number) and look >= _day(number), rehearsed=rehearsed
            )


def _sighting(number: int, year: int, look: int, *, there: bool, rehearsed: bool) -> dict[str, Any]:
    at = FIRST + timedelta(days=look)
    day = (FIRST + timedelta(days=_day(number))).date()
    sighting = Sighting(
        agency=f"a{number:05d}", year=year, visit=f"v{number}-{look}", at=at,
        seen=Seen.PRESENT if there else Seen.ABSENT, outcome=Outcome.COMPLETED, reason=FOUND if there else REASON,
        url=f"http://p{number}.example/nb/{year}.htm" if there else "",
        title=f"云川市第{number}局{year}年政府信息公开工作年度报告" if there else "",
        document=_sha(number, year) if there else "", claimed=day if there else None,
        dates=(
            DateRead(kind=DateKind.PUBLISHED, day=day, raw=f"发布日期：{day}"),
            DateRead(kind=DateKind.META, day=day, raw=str(day)),
            DateRead(kind=DateKind.ADDRESS, day=day, raw=f"t{day:%Y%m%d}"),
        ) if there else (),
        clock_set=rehearsed,
    )  # fmt: skip
    return columns(sighting) | {"document": sighting.document or None}


def _examine(connection: Any, number: int, year: int, read: Read, rehearsed: bool) -> None:
    row = connection.execute(
        insert(ExaminationRow).values(
            agency=f"a{number:05d}", year=year, document=_sha(number, year), release="0.1.0", at=NOW, report=plain(read.report),
            unreadable_zh=None, unreadable_en=None, clock_set=rehearsed, beside="x", compared=True,
        )
    )  # fmt: skip
    place = {"examination": row.inserted_primary_key[0]}
    if year == YEAR:
        verdicts = [columns(each) | place | {"position": n} for n, each in enumerate(read.verdicts)]
        connection.execute(insert(VerdictRow), verdicts)
