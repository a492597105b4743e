"""What may happen in a season, one value a step: drawn by any `Random`, a plain seeded one or Hypothesis's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from models.assessment import Standing
from models.decision import ON_STANDING, Decision, DecisionKind, Person, Role
from models.visit import Outcome, Seen

OFFICE = "o"
PEOPLE = (
    Person(name="看", role=Role.VIEWER),
    Person(name="管", role=Role.ADMIN),
    Person(name="办", role=Role.OPERATOR),
    Person(name="外", role=Role.REVIEWER, offices=("another",)),
    Person(name="审甲", role=Role.REVIEWER),
    Person(name="审乙", role=Role.REVIEWER, offices=(OFFICE,)),
)

# Who may something comes oftener, and the exempted agency seldomer: else hardly anything comes about.
_WHO = (*PEOPLE, PEOPLE[2], *PEOPLE[4:] * 4)
_AGENCIES = (0, 0, 0, 1, 1, 2, 2, 2, 3)
_ACCUSING = (Standing.LATE, Standing.OVERDUE, Standing.WITHDRAWN)  # take two persons, and come about seldom
_TO = (Standing.ON_TIME, Standing.UNKNOWN, Standing.EXEMPT, *_ACCUSING * 3)
_KINDS = (*DecisionKind, *(DecisionKind.OVERRIDE,) * 3)

ABSENT = (Seen.ABSENT, Outcome.COMPLETED)
PRESENT = (Seen.PRESENT, Outcome.COMPLETED)
# What a look may say. A report is found seldom, so that proofs of its absence come about before. The third is how many
# days before or after the due date the portal claims, None: it claims none.
HEALTHY: tuple[tuple[Seen, Outcome, int | None], ...] = (
    *((*ABSENT, None),) * 9,
    (*PRESENT, None),
    (*PRESENT, -3),
    (*PRESENT, 2),
    (Seen.LISTED, Outcome.COMPLETED, None),
)
UNHEALTHY: tuple[tuple[Seen, Outcome, int | None], ...] = (
    (Seen.ABSENT_WEAK, Outcome.COMPLETED, None),
    (Seen.UNSEEN, Outcome.COMPLETED, None),  # named, and not sure to be the report
    *((Seen.UNSEEN, outcome, None) for outcome in Outcome if outcome is not Outcome.COMPLETED),
)
WAITS = (timedelta(minutes=20), timedelta(hours=5), timedelta(hours=23), timedelta(days=1), timedelta(days=8))
DOCUMENTS = ("", "first", "first", "second", "first in other bytes")


@dataclass(frozen=True, slots=True)
class Look:
    """So many daily looks at one agency's column that all say the same."""

    agency: int
    seen: Seen
    outcome: Outcome
    claimed: int | None  # days after the due date
    document: str
    days: int  # 0: one look, a minute after whatever came before


@dataclass(frozen=True, slots=True)
class Wait:
    """The clock goes on, and everything is judged."""

    step: timedelta


@dataclass(frozen=True, slots=True)
class JumpBack:
    """The clock is set back by two hours."""


@dataclass(frozen=True, slots=True)
class Examine:
    """The rules say something of an agency's report: see `court.VERDICTS`."""

    agency: int
    verdicts: int


@dataclass(frozen=True, slots=True)
class Decide:
    """Somebody asks that something be decided, whether they may or not and whether it makes sense or not."""

    agency: int
    by: Person
    kind: DecisionKind
    reason: str
    about: int  # 0 and 1: the standing, then the findings there are, then one that is not
    document: str
    until: int | None  # days from today
    to: Standing | None
    published: int | None  # days after the due date


@dataclass(frozen=True, slots=True)
class Approve:
    """Somebody approves one of the latest decisions."""

    agency: int
    by: Person
    back: int  # 0: the newest that waits; otherwise so many rows back, waiting or not


@dataclass(frozen=True, slots=True)
class Forge:
    """A row that no desk would let pass stands in the store; an approval is in the name of whoever made the decision."""

    agency: int
    row: Decision  # agency, moment, ground and what it approves are filled in


@dataclass(frozen=True, slots=True)
class Tell:
    """A digest is composed of what was not told yet."""


Step = Look | Wait | JumpBack | Examine | Decide | Approve | Forge | Tell


def step_of(rng: Random, *, looks: tuple[tuple[Seen, Outcome, int | None], ...]) -> Step:
    """One random step."""
    draw = _DRAWN[rng.randrange(len(_DRAWN))]
    return _look(rng, looks) if draw is None else draw(rng)


def _look(rng: Random, looks: tuple[tuple[Seen, Outcome, int | None], ...]) -> Look:
    days = rng.choice((0, 0, 0, 1, 4))
    return Look(rng.choice(_AGENCIES), *rng.choice(looks), document=rng.choice(DOCUMENTS), days=days)


def _decide(rng: Random) -> Decide:
    kind = rng.choice(_KINDS)
    sloppy = rng.randrange(8) == 0  # what belongs to other kinds is given, or what is needed is not
    return Decide(
        agency=rng.choice(_AGENCIES),
        by=rng.choice(_WHO),
        kind=kind,
        reason="。 " if rng.randrange(8) == 0 else "有据",
        about=rng.choice((0, 0, 1, 2, 3, 4, 5, 5)),
        document="" if rng.randrange(3) == 0 else "d" * 64,
        until=rng.choice((None, None, None, -1, 0, 3)),
        to=rng.choice(_TO) if (kind is DecisionKind.OVERRIDE) != sloppy else None,
        published=rng.choice((-3, 0, 1, 2, 9)) if (kind is DecisionKind.CORRECT_DATE) != sloppy else None,
    )


def _approve(rng: Random) -> Approve:
    return Approve(rng.choice(_AGENCIES), rng.choice(_WHO), rng.choice((0, 0, 0, 1, 2)))


def _row(kind: DecisionKind, role: Role, **fields: Any) -> Decision:
    return Decision(
        kind=kind, role=role, agency="", year=0, subject=ON_STANDING, reason="有据", release="r",
        at=datetime(2026, 1, 1, tzinfo=UTC), **{"author": "某", **fields},
    )  # fmt: skip


FORGED = (
    *(_row(kind, role, to=Standing.ON_TIME) for role in (Role.VIEWER, Role.ADMIN) for kind in DecisionKind),
    *(_row(kind, Role.REVIEWER, author=" ", to=Standing.ON_TIME) for kind in DecisionKind),
    *(_row(kind, Role.REVIEWER, clock_set=True, to=Standing.ON_TIME) for kind in DecisionKind),
    *(
        _row(kind, Role.OPERATOR, to=Standing.ON_TIME)
        for kind in DecisionKind
        if kind not in {DecisionKind.DISPUTE, DecisionKind.CORRECT_DATE}
    ),
    *(_row(DecisionKind.APPROVE, Role.REVIEWER),) * 4,  # of one's own decision
    *(_row(DecisionKind.OVERRIDE, Role.REVIEWER, to=to) for to in (Standing.LATE, Standing.OVERDUE)),
    _row(DecisionKind.EXEMPT, Role.REVIEWER),
    _row(DecisionKind.CORRECT_DATE, Role.OPERATOR, published=date(2026, 1, 20)),
    _row(DecisionKind.CORRECT_DATE, Role.REVIEWER, published=date(2026, 5, 1)),
)
"""Of roles that may not, of nobody, of a rehearsal, one's own approval, and what accuses or exempts by one alone."""


def _forge(rng: Random) -> Forge:
    return Forge(rng.choice(_AGENCIES), rng.choice(FORGED))


def _examine(rng: Random) -> Examine:
    return Examine(rng.choice(_AGENCIES), rng.randrange(5))


_Drawn = Callable[[Random], Step] | None
_DRAWN: tuple[_Drawn, ...] = (
    *(None,) * 34,
    *(_decide,) * 26,
    *(_approve,) * 14,
    *(lambda rng: Wait(rng.choice(WAITS)),) * 10,
    *(_examine,) * 4,
    *(_forge,) * 4,
    *(lambda rng: Tell(),) * 6,
    *(lambda rng: JumpBack(),) * 2,
)
"""Of a hundred steps so many of each; a look is drawn from the season's own kinds."""
