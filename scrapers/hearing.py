"""What the canaries say of our line and of our clock. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

ASTRAY = timedelta(seconds=60)  # by so much two clocks may differ that are both set right (reliability R-15)
AGREE = 2  # one canary alone is not believed against our own clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How one canary answered."""

    answered: bool  # at all, and from its own site
    time: datetime | None = None  # what its clock said, UTC; None: it did not say


def told_time(headers: Mapping[str, str]) -> datetime | None:
    """The time an answer bears, UTC; of one out of a cache, what it would be now. None: it bears none that can be read."""
    try:
        made = parsedate_to_datetime(headers.get("date", ""))
        aged = timedelta(seconds=int(headers.get("age", "0")))
        return (made if made.tzinfo else made.replace(tzinfo=UTC)).astimezone(UTC) + aged
    except (ValueError, OverflowError):
        return None


def astray(heard: Sequence[Heard], *, asked: datetime, answered: datetime) -> timedelta | None:
    """By how much our clock is ahead (negative: behind), where most canaries, and no fewer than two, say so; else None.

    They spoke at some moment between `asked` and `answered`, by our clock: only what lies outside of it counts.
    """
    told = [each.time for each in heard if each.time is not None]
    ahead = (max(asked - each, min(answered - each, timedelta())) for each in told)
    off = sorted((each for each in ahead if abs(each) > ASTRAY), key=abs)
    if len(off) < AGREE or 2 * len(off) <= len(told):
        return None
    return off[len(off) // 2]
