"""Who owes what, until when: Regulation 49 and local orders (domain §1.2)."""

from datetime import date

import pytest

from models.agency import Agency, Kind, Level, MonthDay
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
