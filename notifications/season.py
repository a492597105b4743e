"""One report year as known at one moment: what digest and summary are made of, and how it is counted. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from models.acknowledgement import Acknowledgement
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.chain import Head
from models.change import Change
from models.decision import Decision, Filed, Overlay, SetAside, State
from models.message import Message
from models.times import local_day
from models.verdict import Severity, Verdict
from models.visit import Belief, Outcome, Sighting, Visit
from models.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """A rule as the catalogue has it."""

    id: str
    family: Words
    title: Words
    severity: Severity
    entries: Mapping[Language, tuple[tuple[str, str], ...]] = field(hash=False)  # heading, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Everything digest and summary are made of: one report year as known at one moment."""

    year: int
    as_of: datetime
    agencies: tuple[Agency, ...]
    assessments: tuple[Assessment, ...]  # as they count: decisions in force lie over the computed ones
    verdicts: Mapping[
        str, tuple[Verdict, ...]
    ]  # by agency code, of the report seen last, without what is set aside
    changes: tuple[Change, ...]  # the whole season's, oldest first
    visits: tuple[Visit, ...]  # the latest of each column; links and pages may be left out
    sightings: Mapping[str, tuple[Sighting, ...]]  # by agency code, oldest first
    release: str
    clock_set: bool  # a rehearsal: the clock was set by hand
    beliefs: Mapping[str, Belief] = field(
        default_factory=dict
    )  # by agency code, of the reports that were found
    provisions: Mapping[str, Words] = field(default_factory=dict)  # a verdict's `basis` → as people cite it
    duties: Mapping[str, Words] = field(
        default_factory=dict
    )  # by agency code: the provision under which it owes a report, as people cite it
    rules: Mapping[str, Words] = field(default_factory=dict)  # a rule's id → its title
    overlays: Mapping[str, Overlay] = field(default_factory=dict)  # by agency code: what lies over a standing
    set_aside: Mapping[str, tuple[SetAside, ...]] = field(default_factory=dict)  # by agency code: findings
    filed: Mapping[str, tuple[Filed, ...]] = field(
        default_factory=dict
    )  # by agency code: every decision, in order
    reopened: Mapping[str, Mapping[str, Filed]] = field(
        default_factory=dict
    )  # by agency code and subject: decisions that ended by themselves, whose question is open again
    seals: tuple[Head, ...] = ()  # the ends of the chains of what is kept, at that moment
    deciders: frozenset[str] = frozenset()  # offices that have a reviewer of their own
    acknowledged: Mapping[str, Acknowledgement] = field(
        default_factory=dict
    )  # by agency code, the latest: a person took note of the lapse
    regions: Mapping[str, str] = field(default_factory=dict)  # a division code → what people call it
    catalogue: tuple[RulePage, ...] = ()  # every rule, family by family
    charges: Mapping[str, Mapping[Severity, int]] = field(
        default_factory=dict
    )  # by agency code: how many findings are told, where they were counted and their verdicts not read
    troubled: tuple[Message, ...] = ()  # with a handover that is uncertain or undelivered, of any year


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many agencies were looked for at the latest visit of their column. The last three add up to the first."""

    owing: int
    completed: int
    incomplete: int
    unvisited: int
    last: datetime | None = None  # when the last of these visits ended; None: there was none


def waiting(season: Season, agency: str) -> tuple[Decision, ...]:
    """The decisions on an agency that are without effect until another reviewer approves."""
    return tuple(each.decision for each in season.filed.get(agency, ()) if each.state is State.WAITING)


def counted(assessments: Iterable[Assessment]) -> dict[Standing, int]:
    """How many agencies stand where, zero included."""
    counts = dict.fromkeys(Standing, 0)
    for assessment in assessments:
        counts[assessment.standing] += 1
    return counts


TOGETHER = "*"
"""In place of a region's or an office's code: several as one."""


def veiled(groups: Mapping[str, Sequence[Assessment]]) -> dict[str, Sequence[Assessment]]:
    """The assessments by region or office, those as one where nobody may be named."""
    unnamed = [code for code, some in groups.items() if names_nobody(some)]
    told = {code: some for code, some in groups.items() if code not in unnamed}
    together = [each for code in unnamed for each in groups[code]]
    return told | ({TOGETHER: together} if together else {})


def names_nobody(assessments: Iterable[Assessment]) -> bool:
    """Whether everyone is only suspected: such a group's counts name them, above all where it has one agency alone."""
    return all(each.standing is Standing.SUSPECTED for each in assessments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many published on time of those whose due date is past; agencies."""

    due: int
    on_time: int

    @property
    def fraction(self) -> Fraction | None:
        """The share as a number; None where nothing was due yet."""
        return Fraction(self.on_time, self.due) if self.due else None

    @property
    def percent(self) -> str:
        """`87.5%`: never 100 where anything is missing, never 0 where anything is there; a dash where nothing was due."""
        if self.fraction is None:
            return "—"
        if self.fraction in (0, 1):
            return f"{100 * self.fraction}%"
        return f"{min(99.9, max(0.1, 100 * float(self.fraction))):.1f}%"


def share_on_time(assessments: Iterable[Assessment], as_of: datetime) -> Share:
    """Of the agencies that owe a report and whose due date is past, those that published in time."""
    today = local_day(as_of)
    past = [a for a in assessments if a.due < today and a.standing is not Standing.EXEMPT]
    return Share(due=len(past), on_time=sum(a.standing is Standing.ON_TIME for a in past))


def covered(
    agencies: Mapping[str, Agency], assessments: Iterable[Assessment], visits: Iterable[Visit]
) -> Coverage:
    """How far the latest round came, counted in agencies that owe a report."""
    return covered_at(agencies, assessments, latest(visits))


def latest(visits: Iterable[Visit]) -> dict[str, Visit]:
    """The latest visit of each column."""
    return {visit.column_url: visit for visit in sorted(visits, key=lambda visit: visit.finished)}


def covered_at(
    agencies: Mapping[str, Agency], assessments: Iterable[Assessment], visits: Mapping[str, Visit]
) -> Coverage:
    """The same from the latest visit of each column."""
    owing = [each.agency for each in assessments if each.standing is not Standing.EXEMPT]
    looks = [visits.get(agencies[code].column_url) for code in owing]
    completed = sum(1 for look in looks if look is not None and look.outcome is Outcome.COMPLETED)
    unvisited = looks.count(None)
    return Coverage(
        owing=len(owing),
        completed=completed,
        incomplete=len(owing) - completed - unvisited,
        unvisited=unvisited,
        last=max((look.finished for look in looks if look is not None), default=None),
    )


def next_due(assessments: Iterable[Assessment], as_of: datetime) -> tuple[date | None, int]:
    """The nearest due date not yet past, and how many agencies owe by then."""
    today = local_day(as_of)
    ahead = [a.due for a in assessments if a.standing is not Standing.EXEMPT and a.due >= today]
    nearest = min(ahead, default=None)
    return nearest, ahead.count(nearest) if nearest else 0
