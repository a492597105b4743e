"""All duties of a year with all that was seen → where each agency stands, and what the operators must look at. Pure.

First each duty by itself (reports/standing), without the absences of days on which our line was ill; then all
together: an accusation that too many of a cohort would share is held back (reports/breaker.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.agency import Agency
from models.alarm import Alarm, LineDay
from models.assessment import Assessment, Flag, Standing
from models.obligation import Obligation
from models.visit import Seen, Sighting
from reports.breaker import (
    Accused,
    Break,
    breaks,
    cohort_alarms,
    cohorts_of,
    held_back,
    says_itself_after,
    sizes_of,
)
from reports.policy import STANDARD, Policy
from reports.quarantine import ill_days, line_alarms, set_aside
from reports.standing import assess, proved_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One duty, whose it is, and what was seen of it. `contents` as in `assess`."""

    agency: Agency
    duty: Obligation
    sightings: Sequence[Sighting]
    contents: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Where every agency stands, in the order of the cases, and what held accusations back."""

    assessments: tuple[Assessment, ...]
    alarms: tuple[Alarm, ...]


def judge(
    cases: Iterable[Case],
    *,
    now: datetime,
    days: Iterable[LineDay],
    policy: Policy = STANDARD,
    released: frozenset[str] = frozenset(),
) -> Judged:
    """Judge the duties of one year together; each case is looked at once and then forgotten.

    `cases` must be all that owe a report, not one office's alone: a cohort is known by its size. `days` are the days of
    the season up to `now` on which some look failed by our own fault; those without such a look may be left out.
    """
    ill = ill_days(days, policy)
    by_day = {each.day: each for each in ill}
    assessments: list[Assessment] = []
    accused: list[Accused] = []
    owing: list[Agency] = []
    for case in cases:
        seen = set_aside(case.sightings, by_day)
        assessment = assess(case.duty, seen, now=now, policy=policy, contents=case.contents)
        assessments.append(assessment)
        if assessment.standing is not Standing.EXEMPT:
            owing.append(case.agency)
        if (moment := accused_at(assessment, seen, policy)) is not None:
            accused.append(Accused(agency=assessment.agency, cohorts=cohorts_of(case.agency), at=moment))
    broken = breaks(accused, sizes_of(owing), policy=policy, released=released) if accused else ()
    return Judged(
        assessments=_without(assessments, broken),
        alarms=(*line_alarms(ill, now), *cohort_alarms(broken)),
    )


def accused_at(assessment: Assessment, sightings: Sequence[Sighting], policy: Policy) -> datetime | None:
    """From when an accusation holds that rests on our absences alone; None where there is none, or the agency's own date speaks."""
    match assessment.standing:
        case Standing.OVERDUE | Standing.WITHDRAWN:
            named = set(assessment.evidence)
            rested = (s for s in sightings if s.seen is Seen.ABSENT and s.visit in named)
            return proved_at(sorted(rested, key=lambda s: (s.at, s.visit)), policy)
        case Standing.LATE if not says_itself_after(assessment.due, assessment):
            return assessment.first_seen
        case Standing.UNKNOWN if Flag.BACKDATING in assessment.flags:
            return assessment.first_seen
        case _ if _missed_local_due_unsaid(assessment):
            return assessment.first_seen
    return None


def _missed_local_due_unsaid(assessment: Assessment) -> bool:
    local = assessment.local_due
    missed = Flag.LOCAL_DUE_MISSED in assessment.flags
    return missed and local is not None and not says_itself_after(local, assessment)


def _without(assessments: Sequence[Assessment], broken: Sequence[Break]) -> tuple[Assessment, ...]:
    held = {code: each for each in reversed(broken) for code in each.agencies}
    return tuple(held_back(each, held[each.agency]) if each.agency in held else each for each in assessments)
