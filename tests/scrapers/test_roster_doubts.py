"""What an auditor should look at in a roster that can be taken."""

from dataclasses import replace
from datetime import date

import pytest

from models.agency import Agency, Kind, Level
from scrapers.roster_doubts import doubts

GOOD = Agency(
    code="1",
    name="甲局",
    kind=Kind.DEPARTMENT,
    level=Level.CITY,
    column_url="https://a.example/",
    family="trs",
)


def found(*agencies: Agency, known: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    return [(doubt.code, doubt.column, doubt.value) for doubt in doubts(agencies, known=known)]


def test_a_good_roster_leaves_no_doubt() -> None:
    assert found(GOOD, replace(GOOD, code="2", name="乙局", parent="1", family="")) == []


@pytest.mark.parametrize("column", ["parent", "successor"])
def test_a_code_nobody_has_is_doubted_unless_the_store_knows_it(column: str) -> None:
    agency = replace(GOOD, **{column: "9"})

    assert found(agency) == [("1", column, "9")]
    assert found(agency, known=("9",)) == []


def test_two_agencies_of_one_name_are_doubted() -> None:
    assert found(GOOD, replace(GOOD, code="2")) == [("2", "name", "甲局")]


def test_one_column_of_two_families_is_doubted() -> None:
    assert found(GOOD, replace(GOOD, code="2", name="乙局", family="vsb")) == [("2", "family", "vsb")]


def test_nowhere_to_look_is_doubted_unless_nothing_is_owed() -> None:
    nowhere = replace(GOOD, column_url="")

    assert found(nowhere) == [("1", "column_url", "")]
    assert found(replace(nowhere, exempt_reason="并入")) == []
    assert found(replace(nowhere, active_to=date(2024, 12, 31))) == []
