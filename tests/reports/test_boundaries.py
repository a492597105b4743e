"""The boundary table: one second before, at and after the end of each due date, in three container zones, from both databases."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from models.agency import Agency, Kind, Level, MonthDay
from models.assessment import Assessment, Standing
from models.store import Store
from models.times import BEIJING
from models.visit import Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.duties import obligation
from reports.judging import Case, judge

REASON = Words(zh="因", en="because")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

DEPARTMENT = Agency(code="d", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY)
GOVERNMENT = Agency(code="g", name="某县人民政府", kind=Kind.GOVERNMENT, level=Level.COUNTY)


def township(code: str, day: MonthDay) -> Agency:
    return Agency(code=code, name=f"某镇{code}", kind=Kind.TOWNSHIP, level=Level.TOWNSHIP, local_due=day)


LEAP, NEW_YEAR, YEARS_END = (
    township("l", MonthDay(2, 29)), township("n", MonthDay(1, 1)), township("e", MonthDay(12, 31))
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An agency's duty, what happened so long after the end of its due date, and what follows."""

    agency: Agency
    year: int
    due: date
    seconds: int
    act: str
    standing: Standing
    days_late: tuple[int, int] | None = None

    @property
    def end(self) -> datetime:
        return datetime(self.due.year, self.due.month, self.due.day, tzinfo=BEIJING) + DAY


DUE = (
    (DEPARTMENT, 2025, date(2026, 1, 31)),
    (DEPARTMENT, 2027, date(2028, 1, 31)),  # a leap year
    (GOVERNMENT, 2025, date(2026, 3, 31)),
    (GOVERNMENT, 2027, date(2028, 3, 31)),
    (LEAP, 2026, date(2027, 2, 28)),
    (LEAP, 2027, date(2028, 2, 29)),
    (NEW_YEAR, 2025, date(2026, 1, 1)),
    (YEARS_END, 2025, date(2026, 12, 31)),
)
FOLLOWS: tuple[tuple[int, str, Standing, tuple[int, int] | None], ...] = (
    (-1, "nothing", Standing.DUE_SOON, None),
    (0, "nothing", Standing.UNKNOWN, None),
    (1, "nothing", Standing.UNKNOWN, None),
    (-1, "found", Standing.ON_TIME, None),
    (0, "found", Standing.LATE, (1, 1)),
    (1, "found", Standing.LATE, (1, 1)),
    (-1, "absent", Standing.SUSPECTED, None),  # the first of three absences was in time, and proves nothing
    (0, "absent", Standing.OVERDUE, (4, 4)),
    (1, "absent", Standing.SUSPECTED, None),  # a second short of 72 hours
)
# Each row is an agency of its own: what one saw is nothing to the next.
TABLE = [
    Row(replace(agency, code=f"{agency.code}{year}{act}{seconds}"), year, due, seconds, act, standing, late)
    for agency, year, due in DUE
    for seconds, act, standing, late in FOLLOWS
]


@pytest.fixture(params=["UTC", "Asia/Shanghai", "America/New_York"])
def container_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of the machine, which must make no difference."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def looks(row: Row) -> list[tuple[datetime, Seen, date | None]]:
    first = row.end + row.seconds * SECOND
    if row.act == "nothing":
        return []
    if row.act == "found":
        return [(first, Seen.PRESENT, row.due + (DAY if row.seconds >= 0 else timedelta()))]
    return [(at, Seen.ABSENT, None) for at in (first, row.end + DAY, row.end + 3 * DAY)]


def now_of(row: Row) -> datetime:
    seen = looks(row)
    return seen[-1][0] if seen else row.end + row.seconds * SECOND


def kept(store: Store, row: Row) -> None:
    """The row's looks, each at a column of its own, as they are stored."""
    for at, seen, claimed in looks(row):
        visit = Visit(
            id=f"{row.agency.code}{row.year}{at.isoformat()}", column_url=f"http://{row.agency.code}.example/",
            started=at, finished=at, outcome=Outcome.COMPLETED, reason=REASON,
        )  # fmt: skip
        sighting = Sighting(
            agency=row.agency.code, year=row.year, visit=visit.id, at=at, seen=seen, outcome=visit.outcome,
            reason=REASON, claimed=claimed,
        )  # fmt: skip
        store.save_visit(visit, [sighting])


def judged(store: Store, row: Row) -> Assessment:
    """Judged from what the store gives back, kept, and read once more."""
    now, code = now_of(row), row.agency.code
    duty = obligation(row.agency, row.year)
    seen = store.sightings(row.year, until=now, agency=code).get(code, ())
    cases = [Case(agency=row.agency, duty=duty, sightings=seen, contents={})]
    store.save_judgement(judge(cases, now=now, days=()).assessments, [])
    return next(each for each in store.assessments(row.year) if each.agency == code)


def test_the_boundaries_of_every_due_date(store: Store, container_zone: str) -> None:
    store.import_roster([row.agency for row in TABLE], at=TABLE[0].end)
    for row in TABLE:
        kept(store, row)

    found = [judged(store, row) for row in TABLE]

    assert len(TABLE) == 72
    assert [(f.due, f.as_of, f.standing, f.days_late) for f in found] == [
        (row.due, now_of(row), row.standing, row.days_late) for row in TABLE
    ]
