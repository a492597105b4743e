"""What the year before handed on, and which reports stand in a row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.agency import Agency
from models.filing import Predecessor
from models.report import Report
from reports.editions import edition
from reports.succession import Succession, added, succession_of
from tests.reports.rules.sample import agency, cell, report

OUT = "applications.carried_out.total"
OURS = agency("南阳市商务局")
GRAIN, SALT = replace(OURS, code="g", name="南阳市粮食局"), replace(OURS, code="s", name="南阳市盐务局")


def of(year: int, out: str = "0") -> Report:
    return report({OUT: out}, year=year, title_year=year, form="2021")


def succession(year: int = 2023, **given: object) -> Succession | None:
    beside: dict[str, object] = {
        "previous": None, "predecessors": (), "earlier": None, "following": None, "agency": OURS, "year": None,
        "edition": edition("2021"),
    }  # fmt: skip
    return succession_of(of(year), **{**beside, **given})  # type: ignore[arg-type]


def carried_out(found: Succession | None) -> Decimal | None:
    assert found is not None
    handed_on = found.last["applications"].cell("carried_out", "total")
    assert handed_on is not None
    return handed_on.value


def test_without_a_report_of_the_year_before_there_is_no_chain() -> None:
    assert succession() is None
    assert succession(following=of(2024)) is None


def test_reports_around_count_only_in_their_places() -> None:
    whole = succession(previous=of(2022), earlier=of(2021), following=of(2024))
    crooked = succession(previous=of(2022), earlier=of(2020), following=of(2025))

    assert whole is not None
    assert (whole.earlier, whole.following) == (of(2021), of(2024))
    assert crooked is not None
    assert (crooked.earlier, crooked.following) == (None, None)


def handed_on(*reports: tuple[Agency, Report | None]) -> tuple[Predecessor, ...]:
    return tuple(Predecessor(agency=agency, report=report) for agency, report in reports)


def test_what_merged_agencies_carried_out_is_added_up() -> None:
    merged = handed_on((OURS, of(2022, "3")), (GRAIN, of(2022, "2")), (SALT, of(2022, "5")))
    found = succession(previous=of(2022, "3"), predecessors=merged)

    assert carried_out(found) == 10
    assert found is not None
    assert (found.unfit, found.merged) == (None, (GRAIN.name, SALT.name))


def test_a_new_agency_begins_with_the_sum_of_those_it_was_made_of() -> None:
    new = agency("南阳市商务局", active_from=date(2023, 3, 1))
    merged = handed_on((GRAIN, of(2022, "2")), (SALT, of(2022, "5")))

    assert carried_out(succession(agency=new, predecessors=merged)) == 7
    assert carried_out(succession(agency=new, previous=of(2022, "2"), predecessors=merged[:1])) == 2


@pytest.mark.parametrize(
    ("own", "theirs", "lacking"),
    [
        (of(2022), None, GRAIN.name),
        (None, of(2022), OURS.name),
        (None, None, f"{OURS.name}”“{GRAIN.name}"),
    ],
)
def test_a_report_that_is_not_at_hand_is_named_and_nothing_is_compared(
    own: Report | None, theirs: Report | None, lacking: str
) -> None:
    found = succession(previous=theirs, predecessors=handed_on((OURS, own), (GRAIN, theirs)))

    assert found is not None
    assert found.unfit is not None
    assert found.unfit.zh == f"有单位并入，而“{lacking}”2022年度的报告不在手边"
    assert found.last == {}


def test_a_merged_agencys_report_of_another_year_is_not_added() -> None:
    found = succession(previous=of(2022), predecessors=handed_on((OURS, of(2022)), (GRAIN, of(2021))))

    assert found is not None
    assert found.unfit is not None


def test_a_sum_with_a_blank_has_no_number_and_one_with_a_doubt_is_in_doubt() -> None:
    tables = [report({OUT: text}).tables["applications"] for text in ("3", "4")]
    blank = report({OUT: ""}).tables["applications"]
    doubtful = report({OUT: cell("4", doubtful=True)}).tables["applications"]

    sums = [added([tables[0], other]).cells["carried_out", "total"] for other in (tables[1], blank, doubtful)]

    assert [each.value for each in sums] == [7, None, 7]
    assert [each.doubtful for each in sums] == [False, False, True]


def test_cells_that_only_one_form_has_are_not_added() -> None:
    old, new = (report(form=form).tables["applications"] for form in ("2019", "2021"))

    assert added([old, new]).cell("other", "total") is None
    assert added([old, new]).cell("new", "total") is not None
