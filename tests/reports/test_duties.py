"""Who owes what, until when: Regulation 49 and local orders (domain §1.2)."""

from dataclasses import replace
from datetime import date

import pytest

from models.agency import Agency, Kind, Level, MonthDay
from models.obligation import Obligation
from reports.duties import obligation, obligations


def agency(kind: Kind = Kind.DEPARTMENT, level: Level = Level.COUNTY, **fields: object) -> Agency:
    return Agency(code="a", name="某局", kind=kind, level=level, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "level", "statutory", "local", "provision"),
    [
        (Kind.DEPARTMENT, Level.COUNTY, date(2026, 1, 31), None, "regulation.49.1"),
        (Kind.DEPARTMENT, Level.NATIONAL, date(2026, 1, 31), None, "regulation.49.1"),
        (Kind.OFFICE, Level.CITY, date(2026, 1, 31), None, "regulation.49.1"),
        (Kind.VERTICAL, Level.COUNTY, date(2026, 1, 31), None, "regulation.49.1"),
        (Kind.GOVERNMENT, Level.PROVINCE, date(2026, 3, 31), None, "regulation.49.2"),
        (Kind.GOVERNMENT, Level.COUNTY, date(2026, 3, 31), None, "regulation.49.2"),
        (Kind.GOVERNMENT, Level.TOWNSHIP, None, date(2026, 1, 31), "local"),
        (Kind.TOWNSHIP, Level.TOWNSHIP, None, date(2026, 1, 31), "local"),
        (Kind.STREET, Level.TOWNSHIP, None, date(2026, 1, 31), "local"),
        (Kind.ZONE, Level.CITY, None, date(2026, 1, 31), "local"),
        (Kind.AUTHORISED, Level.CITY, None, date(2026, 1, 31), "local"),
    ],
)
def test_each_kind_owes_by_its_own_provision(
    kind: Kind, level: Level, statutory: date | None, local: date | None, provision: str
) -> None:
    duty = obligation(agency(kind, level), 2025)

    assert (duty.statutory_due, duty.local_due, duty.provision) == (statutory, local, provision)


@pytest.mark.parametrize("local", [MonthDay(1, 20), MonthDay(2, 28)])
def test_the_statutory_date_is_judged_whatever_the_local_one_says(local: MonthDay) -> None:
    duty = obligation(agency(local_due=local), 2025)

    assert duty.local_due == local.in_year(2026)
    assert duty.due == date(2026, 1, 31)


def test_a_township_is_judged_by_its_local_order() -> None:
    duty = obligation(agency(Kind.TOWNSHIP, Level.TOWNSHIP, local_due=MonthDay(1, 20)), 2025)

    assert duty.due == date(2026, 1, 20)


def test_an_exempt_agency_keeps_its_reason() -> None:
    assert obligation(agency(exempt_reason="涉密"), 2025).exempt_reason == "涉密"


@pytest.mark.parametrize(
    ("begun", "ended", "owes"),
    [
        (None, None, True),
        (date(2025, 12, 31), None, True),
        (date(2026, 1, 1), None, False),
        (None, date(2025, 12, 30), False),
        (None, date(2025, 12, 31), True),
        (date(2025, 6, 1), date(2026, 2, 1), True),
    ],
)
def test_the_organ_that_exists_when_the_year_ends_owes_its_report(
    begun: date | None, ended: date | None, owes: bool
) -> None:
    assert bool(obligations([agency(active_from=begun, active_to=ended)], 2025)) == owes


def test_the_29th_of_february_becomes_the_28th_in_common_years() -> None:
    assert MonthDay(2, 29).in_year(2027) == date(2027, 2, 28)
    assert MonthDay(2, 29).in_year(2028) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        (None, "涉密"),
        (date(2026, 1, 31), "涉密"),  # holds through its last day, which is the day the report is due
        (date(2026, 1, 30), ""),
        (date(2025, 12, 31), ""),
    ],
)
def test_an_exemption_covers_what_is_due_by_its_last_day(until: date | None, reason: str) -> None:
    duty = obligation(
        agency(exempt_reason="涉密", exempt_document="国发〔2025〕1号", exempt_until=until), 2025
    )

    assert duty.exempt_reason == reason
    assert bool(duty.remarks) == (not reason)


def test_an_exemption_that_ended_is_named_with_its_document_and_day() -> None:
    exempt = agency(
        exempt_reason="涉密", exempt_document="某政办〔2023〕9号", exempt_until=date(2025, 12, 31)
    )

    (remark,) = obligation(exempt, 2025).remarks

    assert "某政办〔2023〕9号" in remark.zh
    assert "2025-12-31" in remark.en


def merged(ended: date, **fields: object) -> dict[str, Obligation]:
    """B ends on a day and its duty goes to A; by code what is owed for 2025."""
    old = replace(agency(), code="b", name="乙局", active_to=ended, successor="a", **fields)
    return {duty.agency: duty for duty in obligations([old, agency()], 2025)}


@pytest.mark.parametrize("ended", [date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 30)])
def test_the_duty_of_an_agency_abolished_in_the_year_falls_to_its_successor_and_is_shown_there(
    ended: date,
) -> None:
    owed = merged(ended)

    assert owed.keys() == {"a"}
    assert f"“乙局”（{ended} 撤销或更名）2025 年度" in owed["a"].remarks[0].zh


def test_one_abolished_before_its_report_is_due_can_publish_nothing_and_its_successor_owes() -> None:
    owed = merged(date(2026, 1, 15))

    assert owed["b"].exempt_reason
    assert "义务由 a 承接" in owed["b"].remarks[0].zh
    assert "乙局" in owed["a"].remarks[0].en


@pytest.mark.parametrize("ended", [date(2026, 1, 31), date(2026, 2, 10)])
def test_one_that_lives_until_its_report_is_due_owes_it_itself(ended: date) -> None:
    owed = merged(ended)

    assert (owed["b"].exempt_reason, owed["b"].remarks, owed["a"].remarks) == ("", (), ())


def test_what_ended_in_an_earlier_year_is_no_longer_mentioned() -> None:
    assert merged(date(2024, 12, 31))["a"].remarks == ()


def test_a_duty_goes_down_a_chain_of_successors_to_the_one_that_is_there() -> None:
    first = replace(agency(), code="c", name="丙局", active_to=date(2025, 3, 1), successor="b")
    second = replace(agency(), code="b", name="乙局", active_to=date(2025, 9, 1), successor="a")

    (duty,) = obligations([first, second, agency()], 2025)

    assert ["丙局" in remark.zh or "乙局" in remark.zh for remark in duty.remarks] == [True, True]


def test_a_successor_that_nobody_knows_takes_over_nothing() -> None:
    gone = replace(agency(), active_to=date(2025, 3, 1), successor="z")

    assert obligations([gone], 2025) == ()


def test_a_government_and_its_office_owe_a_report_each_with_days_of_their_own() -> None:
    government = replace(agency(Kind.GOVERNMENT), code="g")
    office = replace(agency(Kind.OFFICE), code="o", parent="g")

    assert [duty.due for duty in obligations([government, office], 2025)] == [
        date(2026, 3, 31),
        date(2026, 1, 31),
    ]
