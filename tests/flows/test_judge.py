"""The judge's shell: a rehearsal never accuses by the real clock."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.home import Home, open_home
from flows.judge import assessments_at, judge_agencies
from flows.settings import read_settings
from models.agency import Agency, Kind, Level
from models.assessment import Standing
from models.times import BEIJING
from models.visit import Outcome, Seen, Sighting, Visit
from models.words import Words

AGENCY = Agency(
    code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY, column_url="http://portal.example/nb/"
)
REASON = Words(zh="因", en="because")
YEAR = 2025


def looked(home: Home, at: datetime, seen: Seen = Seen.ABSENT) -> None:
    """Store one look as a visit under this home's clock would."""
    visit = Visit(
        id=f"v{at.isoformat()}", column_url=AGENCY.column_url, started=at, finished=at, outcome=Outcome.COMPLETED,
        reason=REASON, clock_set=home.clock_set,
    )  # fmt: skip
    sighting = Sighting(
        agency="a", year=YEAR, visit=visit.id, at=at, seen=seen, outcome=visit.outcome, reason=REASON,
        clock_set=home.clock_set,
    )  # fmt: skip
    home.store.save_visit(visit, [sighting])


@pytest.mark.parametrize("rehearsed", [True, False])
def test_absences_of_a_rehearsal_are_no_absences_by_the_real_clock(tmp_path: Path, rehearsed: bool) -> None:
    settings = read_settings(tmp_path)
    days = [datetime(2026, 2, day, 9, tzinfo=BEIJING) for day in (1, 3, 5)]
    with open_home(settings, now=days[-1] if rehearsed else None) as home:
        home.store.import_roster([AGENCY], at=days[0])
        for day in days:
            looked(home, day)

    with open_home(settings, now=days[-1]) as rehearsal, open_home(settings) as real:
        (by_rehearsal,) = assessments_at(rehearsal, YEAR, days[-1])
        (by_clock,) = assessments_at(real, YEAR, days[-1])

    assert by_rehearsal.standing is Standing.OVERDUE
    assert by_clock.standing is (Standing.UNKNOWN if rehearsed else Standing.OVERDUE)


def test_judging_twice_stores_one_transition(tmp_path: Path) -> None:
    now = datetime(2026, 2, 1, 9, tzinfo=BEIJING)
    with open_home(read_settings(tmp_path), now=now) as home:
        home.store.import_roster([AGENCY], at=now)
        looked(home, now)

        first = asyncio.run(judge_agencies(home, YEAR))
        second = asyncio.run(judge_agencies(home, YEAR))

        assert (first.stored, second.stored) == (1, 0)
        assert [c.new for c in home.store.changes(YEAR)] == ["suspected"]
        assert home.store.assessments(YEAR)[0].since == now.astimezone(UTC)


def test_since_is_kept_while_the_standing_stays(tmp_path: Path) -> None:
    first = datetime(2026, 2, 1, 9, tzinfo=BEIJING)
    settings = read_settings(tmp_path)
    for moment in (first, first + timedelta(days=2)):
        with open_home(settings, now=moment) as home:
            home.store.import_roster([AGENCY], at=first)
            looked(home, moment)
            asyncio.run(judge_agencies(home, YEAR))
            (assessment,) = home.store.assessments(YEAR)

    assert assessment.standing is Standing.SUSPECTED
    assert assessment.since == first
