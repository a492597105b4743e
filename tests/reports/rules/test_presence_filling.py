"""What may stand in a cell: numbers, and how many blanks or placeholders are too many."""

import pytest

from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import cell, gone, only_finding, outcome, report, verdict


# 南阳高新区 2020: both rows are shifted by one column to the left.
def test_a_negative_count_fails_and_the_shifted_row_is_named_as_the_usual_cause() -> None:
    changes = {"disclosure.other_services.previous_items": "-2", "disclosure.coercion.previous_items": "-3"}
    found = verdict("presence.number", report(changes))

    assert found.outcome is RuleOutcome.FAILED
    assert [each.where for each in found.findings] == list(changes)
    assert [each.side for each in found.findings] == [Side.AGENCY, Side.AGENCY]
    assert all("整体错位" in each.message.zh for each in found.findings)


@pytest.mark.parametrize(
    ("form", "address", "raw", "expected"),
    [
        ("2019", "disclosure.licences.change", "-2", RuleOutcome.PASSED),
        ("2019", "disclosure.procurement.amount", "4948.3955", RuleOutcome.PASSED),
        ("2021", "disclosure.fees.amount", "670.376375", RuleOutcome.PASSED),
        ("2021", "disclosure.fees.amount", "-1", RuleOutcome.FAILED),
        ("2019", "disclosure.procurement.items", "1.5", RuleOutcome.FAILED),
        ("2019", "disclosure.licences.change", "1.5", RuleOutcome.FAILED),
        ("2019", "applications.new.natural", "-3", RuleOutcome.FAILED),
        ("2019", "applications.new.natural", "3.0", RuleOutcome.PASSED),
        ("2021", "remedies.review.upheld", "0.5", RuleOutcome.FAILED),
        ("2019", "applications.new.natural", "三件", RuleOutcome.REVIEW),
        ("2019", "applications.new.natural", "", RuleOutcome.PASSED),
        ("2019", "applications.new.natural", "/", RuleOutcome.PASSED),
    ],
)
def test_which_numbers_may_stand_in_a_cell(form: str, address: str, raw: str, expected: RuleOutcome) -> None:
    assert outcome("presence.number", report({address: raw}, form=form)) is expected


def test_a_shifted_row_is_not_suspected_where_nothing_may_be_negative() -> None:
    assert (
        "错位" not in only_finding("presence.number", report({"applications.new.natural": "-3"})).message.zh
    )


def test_a_doubtful_number_is_laid_on_our_reading() -> None:
    of = report({"disclosure.coercion.previous_items": cell("-3", doubtful=True)})

    assert outcome("presence.number", of) is RuleOutcome.REVIEW
    assert only_finding("presence.number", of).side is Side.READING


def test_a_table_without_a_single_number_is_not_passed() -> None:
    blanks = dict.fromkeys(gone("remedies."), "/")

    assert outcome("presence.number", report(blanks)) is RuleOutcome.NOT_CHECKED


def some(prefix: str, raw: str, count: int) -> dict[str, str]:
    """So many cells of a table with this in them: those that would be 0."""
    zeros = [
        f"{table.id}.{row}.{column}"
        for table in report().tables.values()
        for row, column, cell in table
        if cell.raw == "0"
    ]
    return dict.fromkeys([address for address in zeros if address.startswith(prefix)][:count], raw)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, RuleOutcome.PASSED),
        (some("applications.", "", 1), RuleOutcome.REVIEW),
        (some("applications.", "", 10), RuleOutcome.REVIEW),
        (some("applications.", "", 11), RuleOutcome.FAILED),
        (some("remedies.", "", 5), RuleOutcome.REVIEW),
        (some("remedies.", "", 6), RuleOutcome.FAILED),
        (some("disclosure.", "", 18), RuleOutcome.REVIEW),
        (some("applications.", "", 200), RuleOutcome.REVIEW),  # 上海市政府办公厅 2019: every zero is a blank
        (some("applications.", "/", 30), RuleOutcome.PASSED),
    ],
)
def test_blanks(changes: dict[str, str], expected: RuleOutcome) -> None:
    assert outcome("presence.blank", report(changes)) is expected


def test_blanks_of_a_table_are_one_finding_that_counts_them_and_names_the_rows() -> None:
    found = only_finding("presence.blank", report(some("applications.granted", "", 5)))

    assert (found.where, found.actual, found.side) == ("applications.granted.*", "5", Side.UNDECIDED)
    assert "“（一）予以公开”" in found.message.zh


def test_one_blank_is_told_by_its_own_address() -> None:
    assert (
        only_finding("presence.blank", report({"remedies.review.other": ""})).where == "remedies.review.other"
    )


def test_a_table_without_a_number_may_hold_pictures() -> None:
    blanks = dict.fromkeys(gone("remedies."), "")

    assert only_finding("presence.blank", report(blanks)).side is Side.UNDECIDED


def test_many_blanks_of_a_table_not_wholly_understood_are_for_a_person() -> None:
    of = report(some("applications.", "", 30), unread=("applications.granted：行名后有 9 个值",))

    assert outcome("presence.blank", of) is RuleOutcome.REVIEW


# 南阳高新区 2020: two rows have a blank too many, and it is not sure that it was printed.
def test_a_blank_that_may_be_ours_is_not_counted() -> None:
    of = report({"applications.granted.business": cell("", doubtful=True)})

    assert outcome("presence.blank", of) is RuleOutcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0", RuleOutcome.PASSED),
        ("", RuleOutcome.PASSED),
        ("/", RuleOutcome.REVIEW),  # 高陵区 2021 fills all tables with it
        ("无", RuleOutcome.REVIEW),
        ("—", RuleOutcome.REVIEW),
        ("XX", RuleOutcome.FAILED),
        ("××", RuleOutcome.FAILED),
        ("待填", RuleOutcome.FAILED),
        ("三件", RuleOutcome.PASSED),  # for presence.number
    ],
)
def test_placeholders(raw: str, expected: RuleOutcome) -> None:
    of = report({"applications.new.business": raw})

    assert outcome("presence.placeholder", of) is expected


def test_a_placeholder_is_told_once() -> None:
    of = report({"applications.new.business": "XX"})

    assert outcome("presence.number", of) is RuleOutcome.PASSED
    assert only_finding("presence.placeholder", of).where == "applications.new.business"
