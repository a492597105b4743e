"""Random seasons: any mix of standings, offices, regions, due dates, visits, findings and decisions."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from models.agency import Agency
from models.assessment import Assessment, Flag, Standing
from models.decision import Decision, DecisionKind, Mark, Overlay, Role
from models.office import Channel, Office
from models.verdict import Verdict
from models.visit import Outcome, Visit
from models.words import Language, Words
from notifications.season import Season
from tests.notifications.season import (
    AS_OF,
    BALANCE,
    DUE,
    FOR_REVIEW,
    GOVERNMENT_DUE,
    NOT_CHECKED,
    OUR_READING,
    PASSED,
    ROWS,
    WRONG_YEAR,
    YEAR,
    Row,
    season,
)

OFFICES = tuple(
    Office(
        code=f"office-{letter}",
        name=f"第{letter}县政务公开办",
        language=language,
        channels=(Channel(name="1", url="secret:NOBODY", severities=()),),
    )
    for letter, language in (("a", Language.ZH), ("b", Language.EN), ("c", Language.ZH))
)
REGIONS = {"990100": "云汀市", "990121": "青坞县", "990122": "白石县", "990200": "", "": ""}
"""One has a code and no name, one is empty."""

_EXAMPLES = {standing: [row for row in ROWS if row.standing is standing] for standing in Standing}
_VERDICTS = (BALANCE, WRONG_YEAR, FOR_REVIEW, OUR_READING, PASSED, NOT_CHECKED)
_DUES = (DUE, date(2026, 2, 4), date(2026, 2, 5), date(2026, 2, 10), GOVERNMENT_DUE)


def random_season(seed: int) -> Season:
    """A season of one to sixty agencies; the same for the same seed."""
    dice = Random(seed)
    rows = tuple(_row(dice, number) for number in range(dice.choice((1, 2, 7, 25, 60))))
    made = season(rows=rows)
    homes = {row.code: (dice.choice(OFFICES).code, dice.choice(list(REGIONS))) for row in rows}
    agencies = tuple(_placed(agency, *homes[agency.code]) for agency in made.agencies)
    visits = tuple(_ended(visit, dice) for visit in made.visits if dice.random() < 0.9)
    judged = made.assessments[: -dice.choice((1, 3)) or None] if len(rows) > 7 else made.assessments
    return _decided(
        replace(made, agencies=agencies, visits=visits, assessments=judged, regions=REGIONS), dice
    )


def _row(dice: Random, number: int) -> Row:
    # Some seasons have many of a kind: a region whose agencies are all suspected, an office with nobody late.
    standing = dice.choice((*Standing, Standing.SUSPECTED, Standing.ON_TIME, Standing.ON_TIME))
    example = dice.choice(_EXAMPLES[standing])
    made = replace(
        example,
        code=f"a{number:03d}",
        name=f"第{number}局",
        due=dice.choice(_DUES),
        local_due=dice.choice((None, example.due - timedelta(days=10))),
        verdicts=_verdicts(dice, example),
    )
    missed = made.local_due is not None and made.standing in {Standing.ON_TIME, Standing.LATE}
    return (
        replace(made, flags=(*made.flags, Flag.LOCAL_DUE_MISSED)) if missed and dice.random() < 0.5 else made
    )


def _verdicts(dice: Random, example: Row) -> tuple[Verdict, ...]:
    """Of whoever has a report; also of one suspected whose report was found before."""
    examined = example.first_seen is not None or example.standing is Standing.SUSPECTED
    return tuple(each for each in _VERDICTS if dice.random() < 0.5) if examined else ()


def _placed(agency: Agency, office: str, region: str) -> Agency:
    return replace(agency, oversight=office, region=region)


def _ended(visit: Visit, dice: Random) -> Visit:
    return replace(visit, outcome=dice.choice((Outcome.COMPLETED, visit.outcome, Outcome.BLOCKED)))


def _decided(computed: Season, dice: Random) -> Season:
    """Some standings disputed or overridden: what counts is another than what was computed."""
    overlays = {each.agency: _overlay(each, dice) for each in computed.assessments if dice.random() < 0.15}
    effective = tuple(
        overlays[each.agency].effective if each.agency in overlays else each for each in computed.assessments
    )
    return replace(computed, assessments=effective, overlays=overlays)


def _overlay(computed: Assessment, dice: Random) -> Overlay:
    mark, to = dice.choice(
        (
            (Mark.DISPUTED, Standing.UNKNOWN),
            (Mark.OVERRIDDEN, Standing.ON_TIME),
            (Mark.OVERRIDDEN, Standing.LATE),
        )
    )
    kind = DecisionKind.DISPUTE if mark is Mark.DISPUTED else DecisionKind.OVERRIDE
    decision = Decision(
        kind=kind, agency=computed.agency, year=YEAR, subject="standing", reason="已在他处公布", author="李四",
        role=Role.REVIEWER, at=AS_OF, release="0.1.0",
    )  # fmt: skip
    late = {"days_late": (1, 2) if to is Standing.LATE else None, "flags": ()}
    effective = replace(computed, standing=to, why=Words("人工决定", "Decided by a person"), **late)
    return Overlay(mark=mark, decision=decision, computed=computed, effective=effective)


def all_suspected(seed: int) -> Season:
    """A season in which everybody is only suspected: nobody may be named, and everybody is counted."""
    made = random_season(seed)
    suspected = tuple(replace(each, standing=Standing.SUSPECTED, flags=()) for each in made.assessments)
    return replace(made, assessments=suspected, overlays={})
