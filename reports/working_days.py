"""Working days of the mainland, for reminders and for dates by which somebody is asked to answer. Pure.

Never for the fact of lateness: no source extends a due date to the next working day (domain §0.3, §1.2). The holidays of a
year are ordered in the autumn before it; of later years nothing is known, and weekdays are all that can be counted.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A day found by counting; `by_holidays` is False where a year was met whose holidays are not known."""

    day: date
    by_holidays: bool


def working_days_after(day: date, count: int) -> WorkingDay:
    """The day that lies `count` working days after another; Mondays to Fridays where holidays are not known."""
    return _counted(day, count, timedelta(days=1))


def last_working_day_before(day: date) -> WorkingDay:
    """The last working day before another, counted in the same way."""
    return _counted(day, 1, timedelta(days=-1))


def works_on(day: date) -> WorkingDay | None:
    """The day itself if it is a working day, else None; counted in the same way."""
    is_worked, known = _worked(day)
    return WorkingDay(day, known) if is_worked else None


def _counted(day: date, count: int, step: timedelta) -> WorkingDay:
    by_holidays = True
    while count:
        day += step
        is_worked, known = _worked(day)
        count -= is_worked
        by_holidays = by_holidays and known
    return WorkingDay(day, by_holidays)


def _worked(day: date) -> tuple[bool, bool]:
    """Whether a day is worked on, holidays and the weekends moved for them included, and whether these are known."""
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:  # of a year that the library does not know
        return day.weekday() < 5, False
