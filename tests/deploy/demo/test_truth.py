"""truth.toml tells of exactly the roster's agencies, in the contract's words, and the judge would agree."""

from datetime import date, datetime, time, timedelta

import pytest

from deploy.demo.facts import SHANGHAI, Agency, Report, land
from models.agency import Agency as Noun
from models.agency import Kind, Level, MonthDay
from models.assessment import Flag, Standing
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.duties import obligation
from reports.standing import assess
from tests.deploy.demo.season import STEPS, TRUTH

PORTAL_FLAGS = {Flag.PORTAL_BLOCKED, Flag.PORTAL_CHANGED, Flag.PORTAL_DOWN}
WITHHELD = {
    "down": Outcome.UNREACHABLE,
    "refused": Outcome.BLOCKED,
    "disallowed": Outcome.DISALLOWED,
}


def test_truth_names_exactly_the_agencies_of_the_roster() -> None:
    assert list(TRUTH["agency"]) == [agency.code for agency in land().agencies]


def test_truth_has_a_standing_of_the_contract_for_each_step() -> None:
    for code, said in TRUTH["agency"].items():
        assert len(said["standing"]) == len(STEPS), code
        assert set(said["standing"]) <= {str(standing) for standing in Standing}, code
        assert set(said.get("flags", {})) <= {str(flag) for flag in Flag}, code


def test_flags_begin_and_end_at_steps() -> None:
    days = {step.date() for step in STEPS}
    for code, said in TRUTH["agency"].items():
        for first, last in said.get("flags", {}).values():
            assert {first, last} <= days, code


def test_every_standing_but_none_invented_occurs() -> None:
    occurring = {standing for said in TRUTH["agency"].values() for standing in said["standing"]}

    assert occurring == {str(standing) for standing in Standing}


@pytest.mark.parametrize("agency", land().agencies, ids=lambda agency: agency.code)
def test_the_judge_agrees_when_a_patrol_looked_at_every_step(agency: Agency) -> None:
    said = TRUTH["agency"][agency.code]
    duty = obligation(_noun(agency), 2025)
    sightings: list[Sighting] = []
    for step, moment in enumerate(STEPS):
        sightings.append(_look(agency, moment))
        found = assess(duty, sightings, now=moment, contents={"first": "a", "second": "b"})

        assert found.standing == said["standing"][step], moment
        # An exempt agency and one not yet due may carry what was met on the way.
        due = moment.date() > duty.due
        flags = {flag for flag in found.flags if due or flag not in PORTAL_FLAGS}
        assert flags == _flags_of(said, moment.date()), moment


def _flags_of(said: dict[str, dict[str, list[date]]], day: date) -> set[Flag]:
    return {Flag(flag) for flag, (first, last) in said.get("flags", {}).items() if first <= day <= last}


def _look(agency: Agency, moment: datetime) -> Sighting:
    """What a faultless look at the agency's column would bring, from the facts alone."""
    portal = land().portal(agency.portal)
    column = next(column for column in portal.columns if column.id == agency.column)
    report = next((report for report in agency.reports if report.year == 2025), None)
    if portal.state in WITHHELD:
        return _sighting(agency, moment, Seen.UNSEEN, WITHHELD[portal.state])
    if column.lost and column.lost <= moment:
        return _sighting(agency, moment, Seen.UNSEEN, Outcome.SOFT_404)
    if report is None or moment < report.at or (report.gone and moment >= report.gone):
        return _sighting(agency, moment, Seen.ABSENT, Outcome.COMPLETED)
    if report.missing_page:
        return _sighting(agency, moment, Seen.UNSEEN, Outcome.SOFT_404, report=report)
    return _sighting(agency, moment, Seen.PRESENT, Outcome.COMPLETED, report=report)


def _sighting(
    agency: Agency, moment: datetime, seen: Seen, outcome: Outcome, *, report: Report | None = None
) -> Sighting:
    fixed = report is not None and any(m.until and m.until <= moment for m in report.misprints)
    return Sighting(
        agency=agency.code,
        year=2025,
        visit=f"{moment:%m%d}",
        at=moment,
        seen=seen,
        outcome=outcome,
        reason=Words(zh="", en=""),
        title=agency.name if report else "",
        document=("second" if fixed else "first") if seen is Seen.PRESENT else "",
        claimed=report.claimed if report and seen is Seen.PRESENT else None,
    )


def _noun(agency: Agency) -> Noun:
    month, day = (int(part) for part in (agency.local_due or "00-00").split("-"))
    return Noun(
        code=agency.code,
        name=agency.name,
        kind=Kind(agency.kind),
        level=Level(agency.level),
        local_due=MonthDay(month, day) if agency.local_due else None,
        exempt_reason=agency.exempt_reason,
    )


def test_the_season_stands_around_the_two_statutory_dates() -> None:
    ends = [datetime.combine(day, time.max, SHANGHAI) for day in (date(2026, 1, 31), date(2026, 3, 31))]

    for end in ends:
        after = [step for step in STEPS if step > end][:3]
        assert after[-1] - after[0] >= timedelta(hours=72)
