"""Working days remind and ask; they never say whether a report was late."""

from datetime import date, datetime, time, timedelta

import pytest

from models.agency import Agency, Kind, Level
from models.assessment import Standing
from models.times import BEIJING
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.duties import obligation
from reports.standing import assess
from reports.working_days import (
    WorkingDay,
    last_working_day_before,
    working_days_after,
    works_on,
)

AGENCY = Agency(code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 6), True),
        (date(2026, 2, 16), False),  # the eve of the Spring Festival, a Monday
        (date(2026, 2, 14), True),  # a Saturday worked in its stead
        (date(2026, 1, 31), False),  # a Saturday
        (date(2025, 1, 31), False),  # within the Spring Festival
        (date(2022, 1, 31), False),  # its eve
    ],
)
def test_holidays_and_the_weekends_moved_for_them_are_known(day: date, worked: bool) -> None:
    assert works_on(day) == (WorkingDay(day, True) if worked else None)


def test_days_are_counted_over_the_spring_festival() -> None:
    # 14 is worked; 15 to 23 are off; 24 to 27 and Saturday 28 are worked.
    assert working_days_after(date(2026, 2, 13), 5) == WorkingDay(date(2026, 2, 27), True)
    assert last_working_day_before(date(2026, 2, 24)) == WorkingDay(date(2026, 2, 14), True)


def test_where_holidays_are_not_known_weekdays_are_counted_and_it_is_said() -> None:
    assert working_days_after(date(2099, 1, 2), 5) == WorkingDay(date(2099, 1, 9), False)
    assert works_on(date(2099, 1, 1)) == WorkingDay(date(2099, 1, 1), False)  # a Thursday


def found_on(day: date, year: int) -> tuple[Standing, tuple[int, int] | None]:
    at = datetime.combine(day, time(9), tzinfo=BEIJING)
    seen = Sighting(
        agency="a", year=year, visit="v", at=at, seen=Seen.PRESENT, outcome=Outcome.COMPLETED,
        reason=Words("因", "because"), claimed=day, url="http://a.example/", document="0" * 64,
    )  # fmt: skip
    found = assess(obligation(AGENCY, year), [seen], now=at)
    return found.standing, found.days_late


@pytest.mark.parametrize("year", [*range(2019, 2027), 2098])
@pytest.mark.parametrize("after", [1, 2, 7])
def test_lateness_is_counted_in_days_of_the_calendar_whatever_holiday_the_due_date_falls_on(
    year: int, after: int
) -> None:
    due = obligation(AGENCY, year).due

    assert due == date(year + 1, 1, 31)
    assert found_on(due, year)[0] is Standing.ON_TIME
    assert found_on(due + timedelta(days=after), year) == (Standing.LATE, (after, after))


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2024, "此前最后一个工作日为 2025-01-27"),  # due on the third day of the Spring Festival
        (2025, "此前最后一个工作日为 2026-01-30"),
        (2022, None),  # a Tuesday
        (2098, "此前最后一个工作日为 2099-01-30（按周一至周五计）"),
    ],
)
def test_the_last_working_day_before_a_due_date_is_reminded_of(year: int, said: str | None) -> None:
    now = datetime(year + 1, 1, 20, 9, tzinfo=BEIJING)

    why = assess(obligation(AGENCY, year), [], now=now).why.zh

    assert ("工作日" in why) == (said is not None)
    assert (said or "") in why
