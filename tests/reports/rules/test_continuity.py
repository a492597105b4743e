"""What last year's report carried out, this year's carries in."""

from datetime import date

import pytest

from models.report import Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import agency, cell, only_finding, outcome, report, row, verdict

RULE = "continuity.carried-in"
TWO_AND_ONE = ("2", "1", "0", "0", "0", "0", "3")


def last(*carried_out: str, **more: object) -> Report:
    """The report of 2020, on the 2019 form."""
    return report(row("applications.carried_out", *carried_out), year=2020, title_year=2020, **more)  # type: ignore[arg-type]


def this(*carried_in: str, **more: object) -> Report:
    """The report of 2021, on the 2021 form: the rows compared are the same in both."""
    return report(
        row("applications.carried_in", *carried_in), form="2021", year=2021, title_year=2021, **more
    )  # type: ignore[arg-type]


def test_the_same_row_in_both_years_passes_across_the_change_of_form() -> None:
    assert outcome(RULE, this(*TWO_AND_ONE), previous=last(*TWO_AND_ONE)) is RuleOutcome.PASSED


def test_totals_that_differ_are_one_finding_with_the_columns_behind_them() -> None:
    found = only_finding(RULE, this("1", "1", "0", "0", "0", "0", "2"), previous=last(*TWO_AND_ONE))

    assert (found.where, found.expected, found.actual) == ("applications.carried_in.total", "3", "2")
    assert "自然人 2 → 1；总计 3 → 2" in found.message.zh
    assert found.side is Side.AGENCY


def test_columns_that_differ_under_equal_totals_are_said_to_be_so() -> None:
    found = only_finding(RULE, this("3", "0", "0", "0", "0", "0", "3"), previous=last(*TWO_AND_ONE))

    assert found.where == "applications.carried_in.*"
    assert "总计相同，各列不同" in found.message.zh


@pytest.mark.parametrize("blank", ["", "/"])
def test_a_blank_in_either_year_is_not_checked(blank: str) -> None:
    open_row = ("2", "1", blank, "0", "0", "0", "3")

    assert outcome(RULE, this(*open_row), previous=last(*TWO_AND_ONE)) is RuleOutcome.NOT_CHECKED
    assert outcome(RULE, this(*TWO_AND_ONE), previous=last(*open_row)) is RuleOutcome.NOT_CHECKED


def test_a_difference_is_told_although_another_column_is_blank() -> None:
    found = only_finding(RULE, this("2", "", "0", "0", "0", "0", "2"), previous=last(*TWO_AND_ONE))

    assert (found.expected, found.actual) == ("3", "2")


def test_without_a_previous_report_it_is_not_checked_and_says_so() -> None:
    found = verdict(RULE, this(*TWO_AND_ONE))

    assert found.outcome is RuleOutcome.NOT_CHECKED
    assert found.because is not None
    assert found.because.zh == "没有上一年度报告"


@pytest.mark.parametrize(
    ("previous", "reason"),
    [
        (report(year=2019, title_year=2019), "给出的上一份报告是2019年度的，不是2020年度"),
        (report(year=2021, title_year=2021), "给出的上一份报告是2021年度的，不是2020年度"),
        (report(year=None, title_year=None), "两份报告中有一份没有写明年度"),
        (last(*TWO_AND_ONE, without=("applications",)), "上一年度报告没有读到申请情况表"),
    ],
)
def test_a_report_that_is_not_the_one_before_is_not_compared(previous: Report, reason: str) -> None:
    found = verdict(RULE, this(*TWO_AND_ONE), previous=previous)

    assert found.outcome is RuleOutcome.NOT_CHECKED
    assert found.because is not None
    assert found.because.zh == reason


def test_an_agency_set_up_in_between_may_carry_in_from_its_predecessors() -> None:
    new = agency(active_from=date(2021, 3, 1))
    old = agency(active_from=date(2020, 3, 1))
    more = this("9", "0", "0", "0", "0", "0", "9")

    assert outcome(RULE, more, previous=last(*TWO_AND_ONE), agency=new) is RuleOutcome.NOT_CHECKED
    assert outcome(RULE, more, previous=last(*TWO_AND_ONE), agency=old) is RuleOutcome.FAILED


def test_the_year_expected_decides_which_year_came_before() -> None:
    mistitled = this("9", "0", "0", "0", "0", "0", "9")

    assert outcome(RULE, mistitled, previous=last(*TWO_AND_ONE), year=2022) is RuleOutcome.NOT_CHECKED


def test_a_doubtful_cell_in_either_year_is_laid_on_our_reading() -> None:
    doubtful = {"applications.carried_out.total": cell("3", doubtful=True)}
    found = only_finding(RULE, this(*["0"] * 7), previous=report(doubtful))

    assert found.side is Side.READING
