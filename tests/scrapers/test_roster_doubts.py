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
    assert found(replace(nowhere, exempt_reason="并入", exempt_document="某政办〔2025〕9号")) == []
    assert found(replace(nowhere, active_to=date(2024, 12, 31))) == []


def test_an_exemption_that_rests_on_no_document_is_doubted() -> None:
    assert found(replace(GOOD, exempt_reason="涉密")) == [("1", "exempt_document", "")]


def test_a_vertical_system_on_the_site_of_the_local_government_is_doubted() -> None:
    office = replace(
        GOOD, code="2", name="某县政府办", kind=Kind.OFFICE, column_url="https://county.example/zfb/"
    )
    taxes = replace(GOOD, name="某县税务局", kind=Kind.VERTICAL, column_url="https://county.example/sw/")

    assert found(taxes, office) == [("1", "column_url", "https://county.example/sw/")]
    assert found(replace(taxes, column_url="https://taxes.example/county/"), office) == []
    assert found(replace(taxes, kind=Kind.DEPARTMENT), office) == []


def test_a_government_whose_office_was_forgotten_is_doubted() -> None:
    government = replace(GOOD, code="g", name="某县人民政府", kind=Kind.GOVERNMENT)
    office = replace(GOOD, code="o", name="某县政府办", kind=Kind.OFFICE, parent="g")
    other = replace(government, code="h", name="邻县人民政府")

    assert found(government, office) == []
    assert found(government, office, other) == [("h", "code", "h")]
    assert found(government, office, replace(other, level=Level.TOWNSHIP)) == []
    assert found(government) == []  # a list of governments alone
