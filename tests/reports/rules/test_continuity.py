"""What last year's report carried out, this year's carries in."""

from datetime import date

import pytest

from models.filing import Filing
from models.report import Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import agency, cell, only_finding, outcome, report, row, verdict

RULE = "continuity.carried-in"
STOCK = "continuity.stock"
ITEMS = "continuity.items"
JUMP = "continuity.jump"
SAME = "continuity.same-tables"
ZERO = "continuity.all-zero"
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
        (last(*TWO_AND_ONE, agency="南阳市水利局"), "上一份报告的单位是“南阳市水利局”，不是“南阳市民政局”"),
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


def test_a_report_of_2018_has_no_tables_to_compare_with() -> None:
    old = report(year=2018, title_year=2018, form=None)
    said = verdict(RULE, report(year=2019, title_year=2019), previous=old)

    assert said.outcome is RuleOutcome.NOT_CHECKED
    assert said.because is not None
    assert said.because.zh == "上一年度（2018）的报告早于统一格式，没有表格"


def test_names_that_differ_only_in_length_are_one_agencys() -> None:
    old = last(*TWO_AND_ONE, agency="河南省南阳市民政局")

    assert outcome(RULE, this(*TWO_AND_ONE), previous=old) is RuleOutcome.PASSED


def test_an_agency_of_the_roster_may_have_been_renamed() -> None:
    old = last(*TWO_AND_ONE, agency="南阳市卫生局")

    assert outcome(RULE, this(*TWO_AND_ONE), previous=old, agency=agency()) is RuleOutcome.PASSED


# The stock of documents.


def documents(year: int, made: str, repealed: str, valid: str, form: str = "2021") -> Report:
    """A report with this row of normative documents."""
    row_ = {"made": made, "repealed": repealed, "valid": valid}
    changes = {f"disclosure.normative_documents.{column}": value for column, value in row_.items()}
    return report(changes, form=form, year=year, title_year=year)


@pytest.mark.parametrize(
    ("made", "repealed", "valid", "expected"),
    [
        ("5", "4", "26", RuleOutcome.PASSED),  # 河北工信 2022
        ("5", "4", "25", RuleOutcome.REVIEW),
        ("5", "", "26", RuleOutcome.NOT_CHECKED),
    ],
)
def test_the_stock_goes_on_from_last_years(
    made: str, repealed: str, valid: str, expected: RuleOutcome
) -> None:
    before = documents(2021, "5", "2", "25")

    assert outcome(STOCK, documents(2022, made, repealed, valid), previous=before) is expected


# 河北教育厅 2022.
def test_a_stock_that_does_not_go_on_is_for_a_person() -> None:
    found = only_finding(STOCK, documents(2022, "5", "17", "159"), previous=documents(2021, "7", "25", "181"))

    assert (found.where, found.expected, found.actual) == (
        "disclosure.normative_documents.valid",
        "169",
        "159",
    )
    assert found.side is Side.UNDECIDED


def test_the_stock_is_not_followed_across_the_change_of_form() -> None:
    old = report(form="2019", year=2020, title_year=2020)

    assert outcome(STOCK, documents(2021, "5", "2", "25"), previous=old) is RuleOutcome.NOT_CHECKED


# Items of the form of 2019.


def licences(year: int, previous_items: str, change: str, form: str = "2019") -> Report:
    """A report with this row of licences."""
    changes = {"disclosure.licences.previous_items": previous_items, "disclosure.licences.change": change}
    return report(changes, form=form, year=year, title_year=year)


# 河北工信 2019, 2020.
def test_items_begin_where_last_year_ended() -> None:
    before = licences(2019, "156", "-59")

    assert outcome(ITEMS, licences(2020, "97", "82"), previous=before) is RuleOutcome.PASSED
    assert outcome(ITEMS, licences(2020, "", "82"), previous=before) is RuleOutcome.NOT_CHECKED

    found = only_finding(ITEMS, licences(2020, "156", "82"), previous=before)

    assert (found.where, found.expected, found.actual) == (
        "disclosure.licences.previous_items",
        "97",
        "156",
    )


def test_items_are_those_of_the_form_of_2019_alone() -> None:
    new = licences(2021, "97", "82", form="2021")

    assert outcome(ITEMS, new, previous=licences(2020, "97", "82")) is RuleOutcome.NOT_CHECKED


# Leaps.


def counted(year: int, cell_: str, value: str) -> Report:
    """A report with one number of its own."""
    return report({cell_: value}, form="2021", year=year, title_year=year)


@pytest.mark.parametrize(
    ("cell_", "before", "now", "expected"),
    [
        ("disclosure.licences.decisions", "194", "3189", RuleOutcome.REVIEW),  # 河北工信 2023
        ("disclosure.licences.decisions", "3189", "194", RuleOutcome.REVIEW),
        ("disclosure.licences.decisions", "194", "300", RuleOutcome.PASSED),
        ("disclosure.penalties.decisions", "0", "60", RuleOutcome.REVIEW),
        ("disclosure.penalties.decisions", "19", "0", RuleOutcome.PASSED),  # 河北教育厅 2022: too few to tell
        ("applications.new.total", "1", "6", RuleOutcome.PASSED),
        ("disclosure.fees.amount", "38.5", "385", RuleOutcome.PASSED),
        ("disclosure.fees.amount", "38.5", "3850", RuleOutcome.REVIEW),
        ("disclosure.normative_documents.valid", "10", "400", RuleOutcome.REVIEW),
        ("remedies.review.total", "2", "400", RuleOutcome.PASSED),  # not watched
        ("disclosure.licences.decisions", "", "3189", RuleOutcome.NOT_CHECKED),
    ],
)
def test_leaps(cell_: str, before: str, now: str, expected: RuleOutcome) -> None:
    assert outcome(JUMP, counted(2022, cell_, now), previous=counted(2021, cell_, before)) is expected


def test_a_leap_without_a_report_of_the_year_before_is_none() -> None:
    old, new = counted(2020, "applications.new.total", "1"), counted(2022, "applications.new.total", "900")

    assert outcome(JUMP, new, previous=old) is RuleOutcome.NOT_CHECKED


# The same tables twice.

MANY = {
    "applications.new.natural": "23",
    "applications.new.total": "23",
    "applications.granted.natural": "23",
    "applications.granted.total": "23",
}


def test_tables_that_are_last_years_cell_by_cell_are_for_a_person() -> None:
    old, new = report(MANY, year=2019, title_year=2019), report(MANY)
    found = only_finding(SAME, new, previous=old)

    assert found.side is Side.UNDECIDED
    assert "逐格相同" in found.message.zh


def test_one_other_number_is_enough() -> None:
    old, new = report(MANY, year=2019, title_year=2019), report({**MANY, "remedies.review.total": "3"})

    assert outcome(SAME, new, previous=old) is RuleOutcome.PASSED


NOTHING = dict.fromkeys(
    (
        "applications.new.natural",
        "applications.new.total",
        "applications.granted.natural",
        "applications.granted.total",
        "applications.total.natural",
        "applications.total.total",
        "disclosure.normative_documents.made",
        "disclosure.normative_documents.published",
        "remedies.review.upheld",
        "remedies.review.pending",
        "remedies.review.total",
    ),
    "0",
)


def test_a_small_agency_may_well_have_the_same_few_numbers() -> None:
    old, new = report(NOTHING, year=2019, title_year=2019), report(NOTHING)

    assert outcome(SAME, new, previous=old) is RuleOutcome.NOT_CHECKED


@pytest.mark.parametrize(
    "old",
    [
        report(MANY, year=2018, title_year=2018),
        report(MANY, year=2019, title_year=2019, without=("remedies",)),
        report(MANY, form="2021", year=2019, title_year=2019),
    ],
)
def test_tables_that_cannot_be_compared(old: Report) -> None:
    assert outcome(SAME, report(MANY), previous=old) is RuleOutcome.NOT_CHECKED


# All zero.


def test_zeros_over_requests_carried_out_last_year() -> None:
    old = report({"applications.carried_out.total": "2"}, year=2019, title_year=2019)
    found = only_finding(ZERO, report(NOTHING), previous=old)

    assert (found.where, found.side) == ("applications.new.total", Side.UNDECIDED)
    assert "上一年度报告结转下年度2件" in found.message.zh


def test_zeros_over_a_text_that_tells_of_some() -> None:
    of = report(NOTHING, texts={1: "因政府信息公开被申请行政复议2件。"})

    assert only_finding(ZERO, of).quote == "因政府信息公开被申请行政复议2件"


def test_zeros_of_a_government_whose_members_count_some() -> None:
    member = Filing(agency=agency("南阳市水利局"), year=2020, report=report())

    assert "南阳市水利局的报告有数" in only_finding(ZERO, report(NOTHING), members=(member,)).message.zh


@pytest.mark.parametrize(
    ("changes", "text", "expected"),
    [
        (NOTHING, "本年度未收到政府信息公开申请。", RuleOutcome.PASSED),
        ({}, "本年度未收到政府信息公开申请。", RuleOutcome.PASSED),  # not all zero
        ({**NOTHING, "remedies.review.other": ""}, "收到政府信息公开申请2件。", RuleOutcome.NOT_CHECKED),
    ],
)
def test_zeros_that_may_stand(changes: dict[str, str], text: str, expected: RuleOutcome) -> None:
    assert outcome(ZERO, report(changes, texts={1: text})) is expected


def test_zeros_with_nothing_beside_them_are_not_checked() -> None:
    assert outcome(ZERO, report(NOTHING, texts={1: "", 5: "", 6: ""})) is RuleOutcome.NOT_CHECKED


def test_a_report_of_another_year_is_no_sign() -> None:
    old = report({"applications.carried_out.total": "2"}, year=2018, title_year=2018)

    assert outcome(ZERO, report(NOTHING), previous=old) is RuleOutcome.PASSED
