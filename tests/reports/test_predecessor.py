"""Which report is the year before's: found by agency and year, and never in doubt."""

from dataclasses import replace

import pytest

from models.words import Words
from reports.predecessor import Filed, agency_of, predecessor, shelf_of, unfit
from tests.reports.rules.sample import report


def filed(agency: str, year: int = 2019, *, source: str = "", sha256: str = "") -> Filed:
    source = source or f"{agency}{year}.html"
    return Filed(source=source, sha256=sha256 or source, agency=agency, year=year)


def test_the_report_of_the_same_agency_and_the_year_before_is_found() -> None:
    shelf = shelf_of(
        [
            filed("南阳市民政局", 2018),
            filed("南阳市民政局"),
            filed("南阳市民政局", 2020),
            filed("南阳市教育局"),
        ]
    )

    assert predecessor(report(agency="南阳市民政局", year=2020), shelf) == filed("南阳市民政局")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("南阳市民政局", "河南省南阳市民政局"),  # the city alone, and behind its province
        ("青石县发展和改革局", "青石县发展改革局"),
        ("青石县人民政府", "青石县政府"),
    ],
)
def test_names_are_compared_as_portals_print_them(ours: str, theirs: str) -> None:
    assert predecessor(report(agency=ours), shelf_of([filed(theirs)])) == filed(theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("青石县水利局", "白石县水利局"),
        ("青石县水利局", "青石县民政局"),
        ("青石县人民政府", "青石县人民政府办公室"),
    ],
)
def test_another_agencys_report_is_none(ours: str, theirs: str) -> None:
    assert predecessor(report(agency=ours), shelf_of([filed(theirs)])) is None


@pytest.mark.parametrize("name", ["水利局", "城关镇人民政府", "高新区管委会", "省教育厅"])
def test_a_name_without_its_place_may_be_anothers_and_is_not_used(name: str) -> None:
    told = predecessor(report(agency=name), shelf_of([filed(name)]))

    assert isinstance(told, Words)
    assert "--agency" in told.zh
    assert f"{name}2019.html" in told.en


def test_a_name_without_its_place_does_where_the_agency_is_known() -> None:
    found = predecessor(report(agency="水利局"), shelf_of([filed("水利局")]), agency="青石县水利局")

    assert found == filed("水利局")


def test_a_short_title_is_filled_up_from_the_text_that_names_the_place() -> None:
    short = report(agency="水利局", body_agencies=("青石县水利局",))

    assert agency_of(short) == "青石县水利局"
    assert predecessor(short, shelf_of([filed("青石县水利局")])) == filed("青石县水利局")


def test_a_text_that_names_another_agency_fills_nothing_up() -> None:
    assert agency_of(report(agency="水利局", body_agencies=("建水县民族宗教事务局",))) == "水利局"
    assert agency_of(report(agency="水利局", body_agencies=("青石县水利局", "白石县水利局"))) == "水利局"


def test_two_reports_that_differ_are_none_and_two_copies_are_one() -> None:
    differing = [filed("南阳市民政局", source="a.html"), filed("南阳市民政局", source="b.html")]
    copies = [replace(each, sha256="same") for each in differing]

    told = predecessor(report(), shelf_of(differing))
    assert isinstance(told, Words)
    assert "a.html" in told.zh
    assert predecessor(report(), shelf_of(copies)) == copies[0]


def test_a_report_that_names_neither_agency_nor_year_has_no_predecessor() -> None:
    shelf = shelf_of([filed("南阳市民政局")])

    assert predecessor(report(agency=None), shelf) is None
    assert predecessor(report(year=None), shelf) is None
    assert predecessor(report(year=None), shelf, year=2020) == filed("南阳市民政局")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (report(agency="南阳市民政局", year=2019), None),
        (report(agency=None, year=2019), None),
        (report(agency="南阳市民政局", year=None), None),
        (report(agency="民政局", year=2019), None),
        (report(agency="南阳市民政局", year=2018), "2018"),
        (report(agency="南阳市教育局", year=2019), "南阳市教育局"),
    ],
)
def test_what_was_given_as_last_years_is_told_where_it_is_not(given, said: str | None) -> None:
    words = unfit(report(agency="南阳市民政局", year=2020), given)

    assert (words is None) == (said is None)
    assert said is None or (said in words.zh and said in words.en)
