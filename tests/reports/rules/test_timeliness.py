"""What the portals say of a report's publication."""

import pytest

from models.report import Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import only_finding, outcome, report

PASSED, REVIEW, NOT_CHECKED = RuleOutcome.PASSED, RuleOutcome.REVIEW, RuleOutcome.NOT_CHECKED
COPIES = "timeliness.copies-differ"


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (report(), PASSED),
        (report({"applications.new.natural": "5"}), REVIEW),
        (report({"applications.new.natural": ""}), PASSED),  # a blank is no other figure
        (report(without=("remedies",)), PASSED),  # a table one of them lacks is another rule's
        (report(texts={1: "今年与往年不同，公开工作由新设的机构承担，" * 20}), PASSED),  # identity.duplicate
    ],
    ids=["the same", "another figure", "a blank", "a table less", "another text"],
)
def test_the_figures_are_the_same_wherever_a_report_is_published(copy: Report, expected: RuleOutcome) -> None:
    assert outcome(COPIES, report(), copies=(copy,)) is expected


def test_where_nobody_looked_for_copies_their_figures_are_not_compared() -> None:
    assert outcome(COPIES, report()) is NOT_CHECKED
    assert outcome(COPIES, report(), copies=()) is PASSED


def test_several_versions_are_one_finding_that_leaves_the_choice_to_a_person() -> None:
    others = (report({"applications.new.natural": "5"}), report({"applications.new.natural": "6"}))

    found = only_finding(COPIES, report(), copies=others)

    assert (found.side, found.where) == (Side.UNDECIDED, "applications.new.natural")
    assert "另有 2 份报告数字不同" in found.message.zh
    assert "applications.new.natural，此处3，彼处5" in found.message.zh
