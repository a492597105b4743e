"""All duties together: an ill line and a common cause accuse no one, and the operators hear of it once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.agency import Agency, Kind, Level, MonthDay
from models.alarm import AlarmKind
from models.assessment import Assessment, Flag, Standing
from models.times import BEIJING
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.breaker import cohorts_of
from reports.duties import obligation
from reports.judging import Case, Judged, judge
from reports.policy import policy_of
from reports.quarantine import days_of

REASON = Words(zh="因", en="because")
DAYS = (1, 3, 5)  # of February 2026: enough to prove absence


def agency(number: int, *, host: str = "", family: str = "", region: str = "") -> Agency:
    host = host or f"p{number}.example"
    return Agency(
        code=f"a{number:03d}", name=f"第{number}局", kind=Kind.DEPARTMENT, level=Level.COUNTY,
        column_url=f"http://{host}/nb/", family=family, region=region,
    )  # fmt: skip


def look(
    code: str,
    when: datetime,
    seen: Seen,
    *,
    outcome: Outcome = Outcome.COMPLETED,
    claimed: date | None = None,
) -> Sighting:
    return Sighting(
        agency=code, year=2025, visit=f"{code}@{when.isoformat()}", at=when, seen=seen, outcome=outcome,
        reason=REASON, claimed=claimed,
    )  # fmt: skip


def at(day: int, hour: int = 9, month: int = 2) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


FIFTH = at(5, 10)


def absent(code: str, days: tuple[int, ...] = DAYS) -> list[Sighting]:
    return [look(code, at(day), Seen.ABSENT) for day in days]


def judged(
    seen: dict[Agency, list[Sighting]],
    now: datetime = FIFTH,
    released: tuple[str, ...] = (),
    policy: str = "standard-2",
) -> Judged:
    cases = [
        Case(agency=each, duty=obligation(each, 2025), sightings=sightings, contents={})
        for each, sightings in seen.items()
    ]
    days = days_of(s for sightings in seen.values() for s in sightings)
    return judge(cases, now=now, days=days, policy=policy_of(policy), released=frozenset(released))


def standings(found: Judged) -> set[Standing]:
    return {each.standing for each in found.assessments}


def season(many: int, missing: int, **shared: str) -> dict[Agency, list[Sighting]]:
    """So many agencies with something in common, of which the first ones are not found; the others were, in January."""
    return {
        (each := agency(number, **shared)): absent(each.code)
        if number < missing
        else [look(each.code, at(20, month=1), Seen.PRESENT)]
        for number in range(many)
    }


def overdue(found: Judged) -> list[Assessment]:
    return [each for each in found.assessments if each.standing is Standing.OVERDUE]


@pytest.mark.parametrize("shared", [{"host": "www.x.gov.cn"}, {"family": "trs"}, {"region": "411303"}])
@pytest.mark.parametrize(
    ("many", "missing", "accused"),
    [
        (30, 5, 5),  # five at once may be, whatever the share
        (30, 6, 6),  # a fifth of thirty is six
        (29, 6, 0),  # more than five, and more than a fifth
        (40, 9, 0),
        (100, 20, 20),
        (3, 3, 0),  # all there are
        (2, 2, 2),  # too few to be a cohort
    ],
)
def test_many_of_one_cohort_at_once_accuse_no_one(
    shared: dict[str, str], many: int, missing: int, accused: int
) -> None:
    found = judged(season(many, missing, **shared))

    assert len(overdue(found)) == accused
    assert [alarm.kind for alarm in found.alarms] == ([] if accused else [AlarmKind.COHORT])
    if not accused:
        held = found.assessments[0]
        assert held.standing is Standing.SUSPECTED
        assert f"{many} 个单位中有 {missing} 个" in held.why.zh
        assert held.days_late is None
        assert len(found.alarms[0].agencies) == missing


def test_agencies_with_nothing_in_common_are_accused_each_for_itself() -> None:
    assert len(overdue(judged(season(40, 30)))) == 30


def test_one_cause_raises_one_alarm_though_it_lies_in_several_cohorts() -> None:
    found = judged(season(40, 20, host="www.x.gov.cn", family="trs", region="411303"))

    assert len(found.alarms) == 1


def test_what_comes_days_apart_is_no_common_cause() -> None:
    cases = season(29, 0, host="www.x.gov.cn")
    for number, each in enumerate(list(cases)[:8]):
        cases[each] = absent(each.code, (1, 3, 5 + 2 * number))

    found = judged(cases, now=at(20))

    assert not found.alarms
    assert standings(judged(cases, now=at(19, 10))) >= {Standing.OVERDUE}


def test_an_accusation_told_is_not_taken_back_because_others_follow_days_later() -> None:
    cases = season(29, 0, host="www.x.gov.cn")
    codes = list(cases)[:10]
    for each in codes[:3]:
        cases[each] = absent(each.code, (1, 3, 5, 10))
    for each in codes[3:]:
        cases[each] = absent(each.code, (6, 8, 10))

    found = judged(cases, now=at(10, 10))

    assert [each.agency for each in overdue(found)] == [each.code for each in codes[:3]]


def test_a_cohort_released_by_name_is_believed_and_no_other() -> None:
    cases = season(40, 20, host="www.x.gov.cn", region="411303")

    assert not overdue(judged(cases, released=("site:y.gov.cn",)))
    assert len(overdue(judged(cases, released=("site:x.gov.cn",)))) == 20
    assert not judged(cases, released=("site:x.gov.cn",)).alarms


def test_reports_found_since_let_the_rest_of_the_cohort_go() -> None:
    cases = season(40, 9, host="www.x.gov.cn")
    for each in list(cases)[:2]:
        cases[each].append(look(each.code, at(5, 9), Seen.PRESENT, claimed=date(2026, 2, 4)))

    assert len(overdue(judged(cases))) == 7


def test_many_that_vanish_at_once_are_not_withdrawn() -> None:
    cases = {
        (each := agency(number, host="www.x.gov.cn")): [
            look(each.code, at(20, month=1), Seen.PRESENT), *absent(each.code)
        ]
        for number in range(12)
    }  # fmt: skip

    found = judged(cases)

    assert standings(found) == {Standing.UNKNOWN}
    assert {each.flags for each in found.assessments} == {(Flag.VANISHING,)}


@pytest.mark.parametrize("claimed", [None, date(2026, 1, 30)])
def test_a_stale_copy_of_a_whole_platform_makes_nobody_late_or_backdated(claimed: date | None) -> None:
    cases = {
        (each := agency(number, host="www.x.gov.cn")): [
            look(each.code, at(1), Seen.ABSENT), look(each.code, at(2), Seen.PRESENT, claimed=claimed)
        ]
        for number in range(12)
    }  # fmt: skip

    found = judged(cases, now=at(2, 10))

    assert standings(found) == {Standing.UNKNOWN}
    assert {each.flags for each in found.assessments} == {()}


def test_what_agencies_say_against_themselves_is_held_back_by_nothing() -> None:
    cases = {
        (each := agency(number, host="www.x.gov.cn")): [
            look(each.code, at(1), Seen.ABSENT), look(each.code, at(3), Seen.PRESENT, claimed=date(2026, 2, 2))
        ]
        for number in range(12)
    }  # fmt: skip

    found = judged(cases, now=at(3, 10))

    assert standings(found) == {Standing.LATE}
    assert not found.alarms


def test_a_date_to_come_is_nothing_an_agency_says_against_itself() -> None:
    cases = {
        (each := agency(number, host="www.x.gov.cn")): [
            look(each.code, at(1), Seen.ABSENT), look(each.code, at(3), Seen.PRESENT, claimed=date(2062, 2, 2))
        ]
        for number in range(12)
    }  # fmt: skip

    assert standings(judged(cases, now=at(3, 10))) == {Standing.UNKNOWN}


@pytest.mark.parametrize(
    ("claimed", "flags"),
    [(None, ()), (date(2026, 1, 12), (Flag.LOCAL_DUE_MISSED,))],  # nothing but our absences; their own word
)
def test_a_platform_that_was_away_makes_nobody_miss_a_local_date(
    claimed: date | None, flags: tuple[Flag, ...]
) -> None:
    cases = {
        (each := replace(agency(number, host="www.x.gov.cn"), local_due=MonthDay(month=1, day=10))): [
            look(each.code, at(11, month=1), Seen.ABSENT), look(each.code, at(13, month=1), Seen.PRESENT, claimed=claimed)
        ]
        for number in range(12)
    }  # fmt: skip

    found = judged(cases, now=at(13, 10, month=1))

    assert standings(found) == {Standing.ON_TIME}
    assert {each.flags for each in found.assessments} == {flags}
    assert bool(found.alarms) is not bool(flags)


def test_a_platform_that_was_away_makes_nobody_miss_a_local_date_whose_report_came_back_undated() -> None:
    cases = {
        (each := replace(agency(number, host="www.x.gov.cn"), local_due=MonthDay(month=1, day=10))): [
            look(each.code, at(12, month=1), Seen.ABSENT), look(each.code, at(3), Seen.PRESENT)
        ]
        for number in range(12)
    }  # fmt: skip

    few = judged(
        dict(list(cases.items())[:2]) | {agency(n, host="www.x.gov.cn"): [] for n in range(20, 60)},
        now=at(3, 10),
    )
    all_ = judged(cases, now=at(3, 10))

    flagged = [each for each in few.assessments if Flag.LOCAL_DUE_MISSED in each.flags]
    assert [each.standing for each in flagged] == [Standing.UNKNOWN] * 2
    assert {(each.standing, each.flags) for each in all_.assessments} == {(Standing.UNKNOWN, ())}
    assert "一同" not in all_.assessments[0].why.zh
    assert all_.assessments[0].why == flagged[0].why


def ill(share: float, days: tuple[int, ...] = DAYS) -> dict[Agency, list[Sighting]]:
    """A hundred agencies nobody finds; on these days so many looks failed by our own fault."""
    cases: dict[Agency, list[Sighting]] = {}
    for number in range(100):
        each = agency(number)
        cases[each] = [
            look(each.code, at(day), Seen.UNSEEN, outcome=Outcome.OWN_FAULT)
            if day in days and number >= 100 - 100 * share
            else look(each.code, at(day), Seen.ABSENT)
            for day in DAYS
        ]
    return cases


def test_a_day_on_which_our_line_was_ill_proves_nothing() -> None:
    assert len(overdue(judged(ill(0.1)))) == 90
    assert not overdue(judged(ill(0.11)))
    assert not overdue(judged(ill(0.11, days=(3,))))


def test_three_ill_days_are_one_alarm_that_ends_with_them() -> None:
    cases = {
        (each := agency(number)): [
            look(each.code, at(day), Seen.UNSEEN, outcome=Outcome.OWN_FAULT) for day in (1, 2, 3)
        ]
        for number in range(20)
    }  # fmt: skip

    alarms = [judged(cases, now=at(day, 10)).alarms for day in (1, 2, 3, 4)]

    assert {(len(several), several[0].kind, several[0].began) for several in alarms} == {
        (1, AlarmKind.LINE, at(1))
    }
    assert judged(cases, now=at(5, 10)).alarms == ()


def test_the_policy_of_the_first_release_knew_no_cohorts() -> None:
    assert len(overdue(judged(season(40, 20, host="www.x.gov.cn"), policy="standard-1"))) == 20


def test_a_stricter_policy_asks_for_more() -> None:
    assert not overdue(judged(season(3, 1), policy="standard-2 absences=4"))


def test_an_exempt_agency_does_not_swell_its_cohort() -> None:
    cases = season(29, 6, host="www.x.gov.cn")
    exempt = {
        Agency(
            code=f"e{n}", name=f"豁免{n}", kind=Kind.DEPARTMENT, level=Level.COUNTY, exempt_reason="涉密",
            column_url="http://www.x.gov.cn/e/",
        ): list[Sighting]()
        for n in range(20)
    }  # fmt: skip

    assert not overdue(judged(cases | exempt))


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://www.nanyang.gov.cn/nb/", "site:nanyang.gov.cn"),
        ("https://xxgk.a.nanyang.gov.cn:8443/x", "site:nanyang.gov.cn"),
        ("http://127.77.1.3:81/", "site:127.77.1.3"),
        ("http://www.example.org/", "site:www.example.org"),
        ("http://gov.cn/", "site:gov.cn"),
    ],
)
def test_a_site_is_what_was_registered(url: str, site: str) -> None:
    each = Agency(code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY, column_url=url)

    assert cohorts_of(each) == (site,)


def test_a_county_lies_in_its_city_and_its_province() -> None:
    assert cohorts_of(agency(1, region="411303"))[1:] == ("region:411303", "region:411300", "region:410000")
    assert cohorts_of(agency(1, region="410000"))[1:] == ("region:410000",)


def test_looks_that_prove_nothing_on_three_days_end_an_accusation() -> None:
    each = agency(1)
    weak = [look(each.code, at(day), Seen.ABSENT_WEAK) for day in (6, 7, 8)]
    down = [look(each.code, at(day), Seen.UNSEEN, outcome=Outcome.UNREACHABLE) for day in (6, 7, 8)]

    def standing(since: list[Sighting]) -> Standing:
        return judged({each: absent(each.code) + since}, now=at(8, 10)).assessments[0].standing

    assert standing(weak[:2]) is Standing.OVERDUE
    assert standing(weak) is Standing.SUSPECTED
    assert standing(down) is Standing.OVERDUE
    assert standing([*weak, look(each.code, at(8) + timedelta(minutes=5), Seen.ABSENT)]) is Standing.OVERDUE
