"""Nobody who published is accused, nearly all who did not are named within a week: 10,000 portals (reliability §4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import pytest

from models.alarm import AlarmKind
from models.assessment import Flag, Standing
from models.times import BEIJING
from models.visit import Seen, Visit
from reports.judging import Judged
from reports.sightings import sight
from tests.reports.portals import DUE, FAULTS, NOTHING_READ, YEAR, Portal, portals, season, visit_of

ACCUSING = {Standing.OVERDUE, Standing.LATE, Standing.WITHDRAWN}


def accused(found: Judged) -> set[str]:
    return {
        each.agency
        for each in found.assessments
        if each.standing in ACCUSING or {Flag.BACKDATING, Flag.WITHDRAWN} & set(each.flags)
    }


@pytest.fixture(scope="module")
def country() -> Sequence[Portal]:
    return portals(10_000, Random("country"))


def missing(country: Sequence[Portal]) -> set[str]:
    return {portal.agency.code for portal in country if portal.published is None}


def named_in_a_season(country: Sequence[Portal]) -> str:
    """Walk the season and hold it to its promises; the figures."""
    truly, named = missing(country), set[str]()
    verifiable = truly - {portal.agency.code for portal in country if portal.unreadable}
    for day, found in season(country, Random("season")):
        named |= accused(found) if day <= DUE + timedelta(days=7) else set()
        assert accused(found) <= truly, day
        assert not found.alarms, day
    unknown = sum(each.standing is Standing.UNKNOWN for each in found.assessments)

    assert len(named) >= 0.95 * len(verifiable) > 0
    assert unknown <= 0.04 * len(country)
    return (
        f"{len(country)} portals: {len(truly)} missing, {len(verifiable)} of them verifiable, {len(named)} named "
        f"within 7 days; nobody falsely; {unknown} unknown"
    )


def test_nobody_is_accused_falsely_and_the_missing_are_named_within_a_week(country: Sequence[Portal]) -> None:
    named_in_a_season(country[:1000])


@pytest.mark.slow
def test_the_same_of_ten_thousand_portals(country: Sequence[Portal]) -> None:
    print("\n" + named_in_a_season(country))


def test_three_days_without_our_line_accuse_no_one_and_raise_one_alarm(country: Sequence[Portal]) -> None:
    some = country[:600]
    down = frozenset(DUE + timedelta(days=number) for number in range(3))

    days = dict(season(some, Random("down"), down=down))

    alarms = {(alarm.kind, alarm.key, alarm.began) for day in sorted(down) for alarm in days[day].alarms}
    assert {kind for kind, _, _ in alarms} == {AlarmKind.LINE}
    assert len(alarms) == 1
    assert all(not accused(days[day]) for day in down)
    assert all(accused(found) <= missing(some) for found in days.values())


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_each_fault_hides_a_report_from_a_naive_look_and_none_is_an_absence(
    country: Sequence[Portal], number: int
) -> None:
    portal = next(each for each in country if each.published and not each.unreadable)
    noon = datetime(2026, 2, 1, 12, tzinfo=BEIJING)

    def seen(visit: Visit) -> Seen:
        (sighting,) = sight(visit, [portal.agency], [YEAR], NOTHING_READ, before=portal.earlier)
        return sighting.seen

    healthy = visit_of(portal, noon.date(), noon)
    assert seen(healthy) is Seen.PRESENT
    assert seen(FAULTS[number](healthy)) not in {Seen.PRESENT, Seen.ABSENT}
