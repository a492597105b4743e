"""The judge's shell: a rehearsal never accuses by the real clock."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.clock import ClockWentBack
from flows.home import Home, open_home
from flows.judge import assessment_at, assessments_at, judge_agencies
from flows.round import said_of_judgement
from flows.scope import Scope
from flows.settings import BadSettings, read_settings
from flows.visit import portals_to_visit
from models.agency import Agency, Kind, Level
from models.assessment import Standing
from models.times import BEIJING
from models.visit import Outcome, Seen, Sighting, Visit
from models.words import Words

AGENCY = Agency(
    code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY, column_url="http://portal.example/nb/"
)
REASON = Words(zh="因", en="because")
YEAR = 2025


def looked(home: Home, at: datetime, seen: Seen = Seen.ABSENT) -> None:
    """Store one look as a visit under this home's clock would."""
    visit = Visit(
        id=f"v{at.isoformat()}", column_url=AGENCY.column_url, started=at, finished=at, outcome=Outcome.COMPLETED,
        reason=REASON, clock_set=home.clock_set,
    )  # fmt: skip
    sighting = Sighting(
        agency="a", year=YEAR, visit=visit.id, at=at, seen=seen, outcome=visit.outcome, reason=REASON,
        clock_set=home.clock_set,
    )  # fmt: skip
    home.store.save_visit(visit, [sighting])


@pytest.mark.parametrize("rehearsed", [True, False])
def test_absences_of_a_rehearsal_are_no_absences_by_the_real_clock(tmp_path: Path, rehearsed: bool) -> None:
    settings = read_settings(tmp_path)
    days = [datetime(2026, 2, day, 9, tzinfo=BEIJING) for day in (1, 3, 5)]
    with open_home(settings, now=days[-1] if rehearsed else None) as home:
        home.store.import_roster([AGENCY], at=days[0])
        for day in days:
            looked(home, day)

    with open_home(settings, now=days[-1]) as rehearsal, open_home(settings) as real:
        (by_rehearsal,) = assessments_at(rehearsal, YEAR, days[-1])
        (by_clock,) = assessments_at(real, YEAR, days[-1])

    assert by_rehearsal.standing is Standing.OVERDUE
    assert by_clock.standing is (Standing.UNKNOWN if rehearsed else Standing.OVERDUE)


COLUMN = "http://www.x.gov.cn/nb/"
MANY = [
    Agency(
        code=f"m{n}", name=f"第{n}局", kind=Kind.DEPARTMENT, level=Level.COUNTY, column_url=f"{COLUMN}{n}/"
    )
    for n in range(8)
]
RELEASE = """
[[release]]
year = 2025
cohort = "site:x.gov.cn"
by = "张三"
reason = "已逐一打开栏目核对"
on = 2026-02-06
"""


def missing_everywhere(home: Home, days: list[datetime]) -> None:
    """A roster of eight agencies on one site, none of whose reports is ever found."""
    home.store.import_roster(MANY, at=days[0])
    for day in days:
        for each in MANY:
            visit = Visit(
                id=f"{each.code}{day.isoformat()}", column_url=each.column_url, started=day, finished=day,
                outcome=Outcome.COMPLETED, reason=REASON, clock_set=home.clock_set,
            )  # fmt: skip
            sighting = Sighting(
                agency=each.code, year=YEAR, visit=visit.id, at=day, seen=Seen.ABSENT, outcome=visit.outcome,
                reason=REASON, clock_set=home.clock_set,
            )  # fmt: skip
            home.store.save_visit(visit, [sighting])


def test_a_common_cause_is_told_to_the_operators_and_let_go_by_a_named_person(tmp_path: Path) -> None:
    days = [datetime(2026, 2, day, 9, tzinfo=BEIJING) for day in (1, 3, 5, 6)]
    settings = read_settings(tmp_path)
    with open_home(settings, now=days[2]) as home:
        missing_everywhere(home, days)
        before = asyncio.run(judge_agencies(home, YEAR))
        (tmp_path / "releases.toml").write_text(RELEASE, encoding="utf-8")
        too_early = asyncio.run(judge_agencies(home, YEAR))
    with open_home(settings, now=days[3]) as home:
        after = asyncio.run(judge_agencies(home, YEAR))
        as_it_was_known = assessments_at(home, YEAR, days[2])
        changes = home.store.changes(YEAR)

    assert {each.standing for each in before.assessments} == {Standing.SUSPECTED}
    assert "警报" in said_of_judgement(before).zh
    assert {each.standing for each in too_early.assessments} == {Standing.SUSPECTED}
    assert {each.standing for each in after.assessments} == {Standing.OVERDUE}
    assert "警报" not in said_of_judgement(after).zh
    assert {each.standing for each in as_it_was_known} == {Standing.SUSPECTED}
    assert {change.policy for change in changes} == {"standard-2"}


@pytest.mark.parametrize(
    "broken", ['by = "张三"', "year = 2025", 'reason = "已逐一打开栏目核对"', "on = 2026-02-06"]
)
def test_a_release_without_name_or_reason_lets_nothing_go(tmp_path: Path, broken: str) -> None:
    (tmp_path / "releases.toml").write_text(RELEASE.replace(broken, ""), encoding="utf-8")
    day = datetime(2026, 2, 6, 9, tzinfo=BEIJING)

    with open_home(read_settings(tmp_path), now=day) as home, pytest.raises(BadSettings) as refused:
        assessments_at(home, YEAR, day)

    assert broken.split(maxsplit=1)[0] in refused.value.words.zh


def test_one_offices_agencies_are_judged_among_all(tmp_path: Path) -> None:
    days = [datetime(2026, 2, day, 9, tzinfo=BEIJING) for day in (1, 3, 5)]
    with open_home(read_settings(tmp_path), now=days[-1]) as home:
        missing_everywhere(home, days)
        home.store.import_roster([replace(MANY[0], oversight="o"), *MANY[1:]], at=days[0])

        (own,) = assessments_at(home, YEAR, days[-1], office="o")
        alone = assessment_at(home, MANY[0], YEAR, days[-1])

    assert own.standing is Standing.SUSPECTED
    assert alone == own


def test_each_duty_gets_its_own_looks_where_others_owe_nothing_or_were_never_seen(tmp_path: Path) -> None:
    day = datetime(2026, 2, 1, 9, tzinfo=BEIJING)
    roster = [
        replace(MANY[0], active_to=date(2020, 1, 1)),  # seen, and owes nothing
    ]
    with open_home(read_settings(tmp_path), now=day) as home:
        missing_everywhere(home, [day])
        home.store.import_roster([*roster, replace(AGENCY, code="a0")], at=day)

        found = {each.agency: each.evidence for each in assessments_at(home, YEAR, day)}

    assert "m0" not in found
    assert found["a0"] == ()
    assert {code: len(evidence) for code, evidence in found.items() if code != "a0"} == {
        each.code: 1 for each in MANY[1:]
    }


def test_the_policy_in_force_is_kept_with_each_verdict(tmp_path: Path) -> None:
    (tmp_path / "chunxun.toml").write_text("[policy]\nabsences = 4\n", encoding="utf-8")
    days = [datetime(2026, 2, day, 9, tzinfo=BEIJING) for day in (1, 3, 5)]
    with open_home(read_settings(tmp_path), now=days[-1]) as home:
        home.store.import_roster([AGENCY], at=days[0])
        for day in days:
            looked(home, day)
        asyncio.run(judge_agencies(home, YEAR))
        (assessment,) = home.store.assessments(YEAR)

    assert (assessment.standing, assessment.policy) == (Standing.SUSPECTED, "standard-2 absences=4")


def by_a_clock(home: Home, moment: datetime) -> Home:
    """The same home, whose real clock says this."""
    return replace(home, now=lambda: moment.astimezone(UTC))


def test_a_clock_that_jumps_back_two_hours_neither_looks_nor_judges_and_loses_nothing(tmp_path: Path) -> None:
    now = datetime(2026, 2, 1, 0, 30, tzinfo=BEIJING)
    with open_home(read_settings(tmp_path)) as opened:
        home = by_a_clock(opened, now)
        home.store.import_roster([AGENCY], at=now)
        looked(home, now)
        asyncio.run(judge_agencies(home, YEAR))
        before = (home.store.assessments(YEAR), home.store.changes(YEAR), home.store.sightings(YEAR))

        back = by_a_clock(opened, now - timedelta(hours=2))
        with pytest.raises(ClockWentBack) as judging:
            asyncio.run(judge_agencies(back, YEAR))
        with pytest.raises(ClockWentBack):
            portals_to_visit(back, Scope(year=YEAR))

        assert "2026-01-31 22:30" in judging.value.words.zh
        assert "2026-02-01 00:30" in judging.value.words.zh
        assert (home.store.assessments(YEAR), home.store.changes(YEAR), home.store.sightings(YEAR)) == before

        on = by_a_clock(opened, now + timedelta(hours=1))
        assert asyncio.run(judge_agencies(on, YEAR)).stored == 0


def test_a_clock_set_right_by_seconds_and_a_rehearsal_go_on(tmp_path: Path) -> None:
    now = datetime(2026, 2, 1, 9, tzinfo=BEIJING)
    with open_home(read_settings(tmp_path)) as opened:
        opened.store.import_roster([AGENCY], at=now)
        looked(by_a_clock(opened, now), now)
        asyncio.run(judge_agencies(by_a_clock(opened, now - timedelta(seconds=30)), YEAR))
    with open_home(read_settings(tmp_path), now=now - timedelta(days=9)) as rehearsal:
        found = asyncio.run(judge_agencies(rehearsal, YEAR))

    assert [each.standing for each in found.assessments] == [Standing.DUE_SOON]


def test_judging_twice_stores_one_transition(tmp_path: Path) -> None:
    now = datetime(2026, 2, 1, 9, tzinfo=BEIJING)
    with open_home(read_settings(tmp_path), now=now) as home:
        home.store.import_roster([AGENCY], at=now)
        looked(home, now)

        first = asyncio.run(judge_agencies(home, YEAR))
        second = asyncio.run(judge_agencies(home, YEAR))

        assert (first.stored, second.stored) == (1, 0)
        assert [c.new for c in home.store.changes(YEAR)] == ["suspected"]
        assert home.store.assessments(YEAR)[0].since == now.astimezone(UTC)


def test_since_is_kept_while_the_standing_stays(tmp_path: Path) -> None:
    first = datetime(2026, 2, 1, 9, tzinfo=BEIJING)
    settings = read_settings(tmp_path)
    for moment in (first, first + timedelta(days=2)):
        with open_home(settings, now=moment) as home:
            home.store.import_roster([AGENCY], at=first)
            looked(home, moment)
            asyncio.run(judge_agencies(home, YEAR))
            (assessment,) = home.store.assessments(YEAR)

    assert assessment.standing is Standing.SUSPECTED
    assert assessment.since == first
