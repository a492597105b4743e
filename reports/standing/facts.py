"""What was seen of one duty, what may be said of it, and how much proof that asks for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.assessment import Flag, Standing
from models.obligation import Obligation
from models.times import end_of, local_day
from models.visit import Seen, Sighting
from models.words import Words
from reports.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was seen of one duty up to now, in order of time."""

    obligation: Obligation
    now: datetime
    policy: Policy
    seen: tuple[Sighting, ...]
    present: tuple[Sighting, ...]
    absent: tuple[Sighting, ...]
    listed: tuple[Sighting, ...]  # named in the list, by looks that opened nothing

    @property
    def deadline(self) -> datetime:
        """The first moment that is too late: the end of the due day in Asia/Shanghai."""
        return end_of(self.obligation.due)

    def absent_between(self, start: datetime, end: datetime) -> tuple[Sighting, ...]:
        """The healthy absences from `start` on and before `end`."""
        return tuple(s for s in self.absent if start <= s.at < end)

    def named_since(self, moment: datetime) -> bool:
        """Whether a list has named the report after that moment, though it was not or could not be opened: no absence."""
        named = (Seen.LISTED, Seen.UNSEEN)
        return any(s.at > moment and s.seen in named and s.title for s in self.seen)

    def days_after_due(self, moment: datetime) -> int:
        """Calendar days of Asia/Shanghai from the due date to that moment, never negative."""
        return max(0, (local_day(moment) - self.obligation.due).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the facts come to; `days_late` as in Assessment, `evidence` the ids of the visits it rests on."""

    standing: Standing
    why: Words
    flags: tuple[Flag, ...] = ()
    days_late: tuple[int, int] | None = None
    evidence: tuple[str, ...] = ()


def is_proved(absences: Sequence[Sighting], policy: Policy) -> bool:
    """Whether these healthy absences, in order of time, prove what they seem to say."""
    return proved_at(absences, policy) is not None


def proved_at(absences: Sequence[Sighting], policy: Policy) -> datetime | None:
    """The moment from which these healthy absences, in order of time, prove what they seem to say; None: they do not."""
    days = set()
    for count, absence in enumerate(absences, start=1):
        days.add(local_day(absence.at))
        apart = absence.at - absences[0].at >= timedelta(hours=policy.hours)
        if count >= policy.absences and len(days) >= policy.days and apart:
            return absence.at
    return None
