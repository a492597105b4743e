"""What there is to be told of a season, counted once and plainly: no line here is shared with what is tested."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.assessment import Assessment, Flag, Standing
from models.times import local_day
from models.verdict import RuleOutcome, Side, Verdict
from models.visit import Outcome
from notifications.season import Season

Fact = tuple[str, str]
"""Of what, and what: `("office office-a", "overdue")`."""


@dataclass(frozen=True)
class Told:
    """A number as a reader finds it."""

    place: str
    fact: Fact
    value: object


def truth(season: Season) -> dict[Fact, object]:
    """Every number by what it is of. Places, offices and regions are those of agencies that were judged."""
    return dict(_facts(season))


def _facts(season: Season) -> Iterator[tuple[Fact, object]]:
    known = {each.agency: each for each in season.assessments}
    agencies = {each.code: each for each in season.agencies if each.code in known}
    groups: dict[str, list[Assessment]] = {"all": list(known.values())}
    for code, agency in agencies.items():
        groups.setdefault(f"office {agency.oversight}", []).append(known[code])
        groups.setdefault(f"region {agency.region}", []).append(known[code])
    for group, some in groups.items():
        yield from (((group, what), value) for what, value in _of(season, some))
    for code, each in known.items():
        yield from (((f"agency {code}", what), value) for what, value in _of_agency(season, each))


def _of(season: Season, some: list[Assessment]) -> Iterator[tuple[str, object]]:
    """The numbers of a group of agencies."""
    today = local_day(season.as_of)
    counts = Counter(each.standing for each in some)
    owing = [each for each in some if each.standing is not Standing.EXEMPT]
    due = [each for each in owing if each.due < today]
    ahead = sorted(each.due for each in owing if each.due >= today)
    punctual = sum(each.standing is Standing.ON_TIME for each in due)
    yield "total", len(some)
    yield from ((str(standing), counts[standing]) for standing in Standing)
    yield "owing", len(owing)
    yield "due", len(due)
    yield "punctual", punctual
    yield "percent", _percent(punctual, len(due))
    yield "share", round(punctual / len(due), 9) if due else None
    yield "next due", ahead[0].isoformat() if ahead else None
    yield "owing then", ahead.count(ahead[0]) if ahead else 0
    yield "reports found", counts[Standing.ON_TIME] + counts[Standing.LATE]
    yield "local dates missed", sum(Flag.LOCAL_DUE_MISSED in each.flags for each in some)
    yield "named", len(some) - counts[Standing.SUSPECTED]
    yield from _looked(season, owing)
    yield from _found(season, some)


def _percent(punctual: int, due: int) -> str:
    if not due:
        return "—"
    if punctual in (0, due):
        return "100%" if punctual else "0%"
    return f"{min(max(punctual / due * 100, 0.1), 99.9):.1f}%"


def _looked(season: Season, owing: list[Assessment]) -> Iterator[tuple[str, object]]:
    columns = {each.code: each.column_url for each in season.agencies}
    latest = {each.column_url: each.outcome for each in sorted(season.visits, key=lambda each: each.finished)}
    outcomes = [latest.get(columns[each.agency]) for each in owing]
    yield "completed", outcomes.count(Outcome.COMPLETED)
    yield "unvisited", outcomes.count(None)
    yield "incomplete", len(owing) - outcomes.count(Outcome.COMPLETED) - outcomes.count(None)
    concluded = [
        each
        for each, outcome in zip(owing, outcomes, strict=True)
        if outcome is not Outcome.COMPLETED and each.standing not in {Standing.UNKNOWN, Standing.SUSPECTED}
    ]
    yield "unread columns", len(concluded)


def _found(season: Season, some: list[Assessment]) -> Iterator[tuple[str, object]]:
    """Findings held against agencies that may be named, by severity, and against all; what a person must look at."""
    verdicts = [verdict for each in some for verdict in season.verdicts.get(each.agency, ())]
    yield "for review", sum(_for_review(each) for each in verdicts)
    named = [each for each in some if each.standing is not Standing.SUSPECTED]
    yield from _charges(verdict for each in named for verdict in season.verdicts.get(each.agency, ()))
    yield from ((f"{severity}, of all", number) for severity, number in _charges(verdicts))


def _charges(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, object]]:
    counts = Counter({"critical": 0, "major": 0, "minor": 0, "hint": 0})
    for verdict in verdicts:
        counts[str(verdict.severity)] += _charged(verdict)
    yield from counts.items()


def _charged(verdict: Verdict) -> int:
    if verdict.outcome is not RuleOutcome.FAILED:
        return 0
    return sum(each.side is Side.AGENCY and each.follows is None for each in verdict.findings)


def _for_review(verdict: Verdict) -> int:
    heads = sum(each.follows is None for each in verdict.findings)
    return heads - _charged(verdict)


def _of_agency(season: Season, each: Assessment) -> Iterator[tuple[str, object]]:
    late = each.standing in {Standing.OVERDUE, Standing.LATE}
    yield "standing", str(each.standing)
    yield "due", each.due.isoformat()
    yield "claimed", each.claimed_date.isoformat() if each.claimed_date else None
    yield "local date missed", Flag.LOCAL_DUE_MISSED in each.flags
    yield "days late", each.days_late if late else None
    yield "first seen", each.first_seen
    yield "last absent", each.last_absent
    yield from _charges(season.verdicts.get(each.agency, ()))
