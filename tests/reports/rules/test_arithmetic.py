"""The identities of the form, and what is said where they cannot be checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report import Report
from models.verdict import RuleOutcome, Side
from reports.editions import edition
from tests.reports.rules.sample import cell, only_finding, outcome, report, row, verdict

RULES = ("balance", "result-total", "row-total", "remedies", "stock")


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("rule", RULES)
def test_a_report_whose_numbers_add_up_passes(rule: str, form: str) -> None:
    assert outcome(f"arithmetic.{rule}", report(form=form)) is RuleOutcome.PASSED


def test_a_column_that_does_not_balance_is_one_finding_with_both_sums() -> None:
    found = only_finding("arithmetic.balance", report({"applications.total.natural": "2"}))

    assert (found.where, found.expected, found.actual, found.side) == (
        "applications.*.natural",
        "3",
        "2",
        Side.AGENCY,
    )
    assert found.message.zh == (
        "“自然人”：本年新收政府信息公开申请数量 3 + 上年结转政府信息公开申请数量 0 = 3，"
        "而（七）总计 2 + 结转下年度继续办理 0 = 2，相差 1"
    )


def test_carried_in_and_carried_out_count_as_well() -> None:
    changes = row("applications.carried_in", "2", "0", "0", "0", "0", "0", "2")
    moved = {**changes, **row("applications.carried_out", "2", "0", "0", "0", "0", "0", "2")}

    assert outcome("arithmetic.balance", report(changes)) is RuleOutcome.FAILED
    assert outcome("arithmetic.balance", report(moved)) is RuleOutcome.PASSED


def test_a_total_column_off_only_by_what_another_column_is_off_is_the_same_defect() -> None:
    changes = {"applications.total.natural": "2", "applications.total.total": "2"}

    head, consequence = verdict("arithmetic.balance", report(changes)).findings

    assert (head.where, head.follows) == ("applications.*.natural", None)
    assert consequence.follows == "arithmetic.balance|applications.*.natural"


def test_a_total_column_off_by_itself_is_its_own_finding() -> None:
    assert (
        only_finding("arithmetic.balance", report({"applications.total.total": "4"})).where
        == "applications.*.total"
    )


def test_two_columns_off_are_two_findings() -> None:
    changes = {"applications.total.natural": "2", "applications.new.business": "1"}
    found = verdict("arithmetic.balance", report(changes)).findings

    assert [each.where for each in found] == ["applications.*.natural", "applications.*.business"]


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_results_that_do_not_add_up_to_their_total(form: str) -> None:
    found = only_finding("arithmetic.result-total", report({"applications.granted.natural": "5"}, form=form))

    assert (found.where, found.expected, found.actual) == ("applications.*.natural", "5", "3")


def test_the_three_other_results_of_the_2021_form_belong_to_the_total() -> None:
    changes = {
        f"applications.{name}.natural": "1" for name in ("other_uncorrected", "other_unpaid", "other_other")
    }
    moved = {**changes, "applications.granted.natural": "0"}

    assert outcome("arithmetic.result-total", report(moved, form="2021")) is RuleOutcome.PASSED


def test_a_row_that_does_not_add_up_to_its_total() -> None:
    found = only_finding("arithmetic.row-total", report({"applications.new.total": "4"}))

    assert (found.where, found.expected, found.actual) == ("applications.new.*", "3", "4")


def test_a_row_of_totals_off_like_another_row_is_a_finding_of_its_own() -> None:
    changes = {"applications.new.total": "4", "applications.total.total": "4"}
    found = verdict("arithmetic.row-total", report(changes)).findings

    assert [each.where for each in found] == ["applications.new.*", "applications.total.*"]


# 宿迁市 2025, the three groups as published.
SUQIAN = {
    **row("remedies.review", "119", "25", "91", "24", "259"),
    **row("remedies.litigation_direct", "7", "0", "15", "6", "28"),
    **row("remedies.litigation_after_review", "21", "1", "7", "9", "38"),
}


def test_each_group_of_reviews_and_lawsuits_adds_up_by_itself() -> None:
    assert outcome("arithmetic.remedies", report(SUQIAN, form="2021")) is RuleOutcome.PASSED

    wrong = {**SUQIAN, "remedies.litigation_direct.total": "29"}

    assert (
        only_finding("arithmetic.remedies", report(wrong, form="2021")).where
        == "remedies.litigation_direct.*"
    )


@pytest.mark.parametrize(
    ("form", "changes", "expected"),
    [
        ("2019", {"disclosure.normative_documents.total_public": "1"}, RuleOutcome.PASSED),
        ("2019", {"disclosure.normative_documents.total_public": "0"}, RuleOutcome.FAILED),
        ("2021", {"disclosure.normative_documents.valid": "0"}, RuleOutcome.REVIEW),
        (
            "2021",
            {"disclosure.normative_documents.valid": "0", "disclosure.normative_documents.repealed": "1"},
            RuleOutcome.PASSED,
        ),
    ],
)
def test_the_stock_is_no_less_than_the_years_own(
    form: str, changes: dict[str, str], expected: RuleOutcome
) -> None:
    assert outcome("arithmetic.stock", report(changes, form=form)) is expected


def test_a_stock_too_small_says_what_it_should_be_at_least() -> None:
    found = only_finding("arithmetic.stock", report({"disclosure.normative_documents.total_public": "0"}))

    assert (found.where, found.expected, found.actual) == ("disclosure.normative_documents.*", "1", "0")


@pytest.mark.parametrize("raw", ["", "/", "—", "三件"])
def test_a_cell_without_a_number_is_never_0_and_its_line_is_not_checked(raw: str) -> None:
    found = verdict("arithmetic.balance", report({"applications.carried_in.natural": raw}))

    assert found.outcome is RuleOutcome.NOT_CHECKED
    assert found.because is not None
    assert found.because.zh == (
        "已核对6处，均相符；其余未核对：“自然人”的“上年结转政府信息公开申请数量”没有数字，若空白计0则相符"
    )


def test_it_is_said_by_how_much_a_line_with_blanks_would_be_off() -> None:
    found = verdict("arithmetic.balance", report({"applications.new.natural": ""}))

    assert found.because is not None
    assert "若空白计0将相差3" in found.because.zh
    assert "with blanks as 0 it would be off by 3" in found.because.en


def test_a_cell_the_report_has_not_is_not_checked_either() -> None:
    assert (
        outcome("arithmetic.balance", report({"applications.new.natural": None})) is RuleOutcome.NOT_CHECKED
    )


def test_a_failure_elsewhere_is_told_although_another_line_has_blanks() -> None:
    changes = {"applications.new.natural": "", "applications.new.business": "1"}

    assert only_finding("arithmetic.balance", report(changes)).where == "applications.*.business"


def test_a_doubtful_cell_is_laid_on_our_reading() -> None:
    doubtful = {"applications.total.natural": cell("2", doubtful=True)}

    assert outcome("arithmetic.balance", report(doubtful)) is RuleOutcome.REVIEW
    assert only_finding("arithmetic.balance", report(doubtful)).side is Side.READING


# 上海市人民政府办公厅 2019, natural persons: the results as published; the total column is blank in every result row.
SHANGHAI = {
    "new": "821", "carried_in": "18", "granted": "258", "partial": "3", "refused_law": "14", "refused_process": "5",
    "refused_enforcement": "3", "refused_inquiry": "10", "none_held": "252", "none_compile": "44", "none_unclear": "25",
    "declined_petition": "148", "declined_repeat": "5", "total": "767", "carried_out": "72",
}  # fmt: skip


def test_the_sums_of_shanghai_2019_hold_and_its_blank_totals_are_not_laid_on_it() -> None:
    changes = {f"applications.{name}.natural": value for name, value in SHANGHAI.items()}
    blank = {f"applications.{each.id}.total": "" for each in edition("2019").table("applications").rows}
    shanghai = report({**changes, **blank})

    assert {outcome(f"arithmetic.{rule}", shanghai) for rule in ("balance", "result-total", "row-total")} == {
        RuleOutcome.NOT_CHECKED
    }


def whole(numbers: list[int]) -> Report:
    """A report of six applicants' requests, all granted but those carried out, right by construction."""
    columns = ["natural", "business", "research", "nonprofit", "legal", "other"]
    changes: dict[str, str] = {}
    for row_id, values in {
        "new": numbers,
        "carried_in": [number // 2 for number in numbers],
        "granted": [number + number // 2 - number // 3 for number in numbers],
        "total": [number + number // 2 - number // 3 for number in numbers],
        "carried_out": [number // 3 for number in numbers],
    }.items():
        changes |= {
            f"applications.{row_id}.{column}": str(value)
            for column, value in zip(columns, values, strict=True)
        }
        changes[f"applications.{row_id}.total"] = str(sum(values))
    return report(changes)


@given(numbers=st.lists(st.integers(0, 10**6), min_size=6, max_size=6))
def test_whatever_adds_up_passes(numbers: list[int]) -> None:
    right = whole(numbers)

    assert {outcome(f"arithmetic.{rule}", right) for rule in RULES} == {RuleOutcome.PASSED}


@given(
    numbers=st.lists(st.integers(0, 10**6), min_size=6, max_size=6),
    off=st.integers(-99, 99).filter(bool),
    row_id=st.sampled_from(["new", "carried_in", "carried_out"]),
    column=st.sampled_from(["natural", "business", "research", "nonprofit", "legal", "other", "total"]),
)
def test_any_one_number_changed_in_the_outer_rows_unbalances_its_column_and_its_row(
    numbers: list[int], off: int, row_id: str, column: str
) -> None:
    right = whole(numbers)
    cells = dict(right.tables["applications"].cells)
    value = cells[row_id, column].value
    assert value is not None
    changed = report(
        {f"applications.{r}.{c}": each.raw for (r, c), each in cells.items()}
        | {f"applications.{row_id}.{column}": str(value + off)}
    )

    assert only_finding("arithmetic.balance", changed).where == f"applications.*.{column}"
    assert only_finding("arithmetic.row-total", changed).where == f"applications.{row_id}.*"
