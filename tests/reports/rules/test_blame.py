"""Three years in a row tell which of two that disagree is the wrong one; two do not."""

import pytest

from models.report import Report
from models.verdict import Finding, Severity, Side
from tests.reports.rules.sample import cell, only_finding, report, verdict

CARRIED, STOCK, ITEMS = "continuity.carried-in", "continuity.stock", "continuity.items"


def requests(year: int, into: str, out: str) -> Report:
    """Requests of natural persons: carried in, carried out, as many new as make the sums agree."""
    done = 3 + int(into) - int(out)
    cells = {
        "new": "3", "carried_in": into, "granted": str(done), "total": str(done), "carried_out": out,
    }  # fmt: skip
    changes = {
        f"applications.{row}.{column}": v for row, v in cells.items() for column in ("natural", "total")
    }
    return report(changes, form="2021", year=year, title_year=year)


def looked(report_of_the_year: Report, **beside: Report) -> Finding:
    return only_finding(CARRIED, report_of_the_year, **beside)


LAST, THIS = requests(2022, "1", "2"), requests(2023, "5", "4")  # 2 were carried out, and 5 in


def test_two_years_alone_show_both_sides_and_name_neither() -> None:
    found = looked(THIS, previous=LAST)

    assert "总计 2 → 5" in found.message.zh
    assert "请先核对" not in found.message.zh
    assert found.side is Side.AGENCY


def test_the_year_that_agrees_with_neither_neighbour_is_named() -> None:
    found = looked(THIS, previous=LAST, following=requests(2024, "1", "1"))

    assert "2023年度与前后两年都对不上，请先核对2023年度" in found.message.zh
    assert found.side is Side.AGENCY


def test_what_the_year_before_got_wrong_is_not_laid_on_this_one() -> None:
    found = looked(THIS, previous=LAST, earlier=requests(2021, "0", "0"))

    assert "2022年度与前后两年都对不上，请先核对2022年度，不记在本年度名下" in found.message.zh
    assert found.side is Side.UNDECIDED


def test_where_three_links_are_broken_nothing_tells() -> None:
    found = looked(THIS, previous=LAST, earlier=requests(2021, "0", "0"), following=requests(2024, "1", "1"))

    assert "请先核对" not in found.message.zh


def test_neighbours_that_agree_with_both_say_nothing() -> None:
    found = looked(THIS, previous=LAST, earlier=requests(2021, "0", "1"), following=requests(2024, "4", "1"))

    assert "请先核对" not in found.message.zh


def test_a_doubtful_neighbour_says_nothing() -> None:
    doubt = {f"applications.carried_in.{column}": cell("1", doubtful=True) for column in ("natural", "total")}
    following = report(doubt, form="2021", year=2024, title_year=2024)

    assert "请先核对" not in looked(THIS, previous=LAST, following=following).message.zh


def printed(right: Report, **cells: str) -> Report:
    """The same report with one row of requests printed otherwise, in both columns."""
    table = right.tables["applications"]
    changes = {f"applications.{row}.{column}": cell.raw for row, column, cell in table}
    changes |= {
        f"applications.{row}.{column}": text for row, text in cells.items() for column in ("natural", "total")
    }
    return report(changes, form="2021", year=right.year, title_year=right.year)


def test_the_sums_of_the_report_itself_tell_with_two_years_already() -> None:
    last, this = requests(2022, "1", "2"), requests(2023, "2", "4")
    found = looked(printed(this, carried_in="5"), previous=last)

    assert "2023年度报告中有关的合计不符，换成另一年的数就相符" in found.message.zh
    assert found.side is Side.AGENCY


def test_the_sums_of_last_years_report_take_it_off_this_year() -> None:
    last, this = requests(2022, "1", "2"), requests(2023, "2", "4")
    found = looked(this, previous=printed(last, carried_out="5"))

    assert "2022年度报告中有关的合计不符" in found.message.zh
    assert found.side is Side.UNDECIDED


# Stocks and items: one wrong figure opens one gap and closes the next by as much.


def documents(year: int, made: str, repealed: str, valid: str) -> Report:
    row = {"made": made, "repealed": repealed, "valid": valid}
    changes = {f"disclosure.normative_documents.{column}": value for column, value in row.items()}
    return report(changes, form="2021", year=year, title_year=year)


def licences(year: int, begun: str, change: str) -> Report:
    changes = {"disclosure.licences.previous_items": begun, "disclosure.licences.change": change}
    return report(changes, form="2019", year=year, title_year=year)


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        (STOCK, [documents(2022, "0", "0", "20"), documents(2023, "2", "1", "51"), documents(2024, "1", "0", "22")]),
        (ITEMS, [licences(2018, "7", "1"), licences(2019, "88", "2"), licences(2020, "10", "0")]),
    ],
)  # fmt: skip
def test_a_figure_that_no_neighbour_shares_is_named_from_both_sides(rule: str, rows: list[Report]) -> None:
    before, wrong, after = rows
    at_it = only_finding(rule, wrong, previous=before, following=after)
    beyond = only_finding(rule, after, previous=wrong, earlier=before)

    assert f"{wrong.year}年度与前后两年都对不上，请先核对{wrong.year}年度" in at_it.message.zh
    assert f"请先核对{wrong.year}年度，不记在本年度名下" in beyond.message.zh
    assert {at_it.side, beyond.side} == {Side.UNDECIDED}


# 河北教育厅 2021–2023: ten, then one fewer than follows; documents were cleaned up twice, and no year is wrong.
def test_two_gaps_that_do_not_close_each_other_name_no_year() -> None:
    years = [
        documents(2021, "7", "25", "181"),
        documents(2022, "5", "17", "159"),
        documents(2023, "3", "5", "156"),
    ]

    for found in (
        only_finding(STOCK, years[1], previous=years[0], following=years[2]),
        only_finding(STOCK, years[2], previous=years[1], earlier=years[0]),
    ):
        assert "请先核对" not in found.message.zh


def test_the_rules_stay_as_grave_as_they_were() -> None:
    assert verdict(CARRIED, THIS, previous=LAST).severity is Severity.MAJOR
    assert verdict(STOCK, THIS, previous=LAST).severity is Severity.MINOR
