"""The one zone in which duties are due, and the two conversions everything needs."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """The calendar day in Asia/Shanghai at an aware moment."""
    return moment.astimezone(BEIJING).date()


def end_of(day: date) -> datetime:
    """The first instant after a day in Asia/Shanghai: due means before this."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=BEIJING)


def moment_of(day: date, hour: int) -> datetime:
    """An hour of a day in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)


@lru_cache(maxsize=20_000)
def shown(moment: datetime) -> str:
    """A moment as people in the offices read it, e.g. `2026-02-05 09:00`, Asia/Shanghai."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
