"""What the portals say of a report's publication."""

from datetime import UTC, date, datetime

import pytest

from models.report import Report
from models.verdict import RuleOutcome, Side
from models.visit import DateKind, DateRead
from reports.dates import believe
from tests.reports.rules.examples import printed
from tests.reports.rules.sample import agency, only_finding, outcome, report

PASSED, REVIEW, NOT_CHECKED = RuleOutcome.PASSED, RuleOutcome.REVIEW, RuleOutcome.NOT_CHECKED
BACKDATED, DISAGREE = "timeliness.backdated", "timeliness.dates-disagree"
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


def read(kind: DateKind, day: str, raw: str = "") -> DateRead:
    return DateRead(kind=kind, day=date.fromisoformat(day), raw=raw)


SHOWN = read(DateKind.PUBLISHED, "2021-01-30", "发布日期:2021-01-30")


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        ((SHOWN,), PASSED),
        ((SHOWN, read(DateKind.ADDRESS, "2021-01-31")), PASSED),  # later than shown, and in time
        ((SHOWN, read(DateKind.ADDRESS, "2021-02-01")), REVIEW),
        ((SHOWN, read(DateKind.DOCUMENT, "2021-02-01")), REVIEW),
        ((SHOWN, read(DateKind.LAST_MODIFIED, "2021-02-01")), PASSED),  # the whole site was laid out anew
        ((SHOWN, read(DateKind.ADDRESS, "2021-02-09")), PASSED),  # a day to come when it was found: no date
        (
            (read(DateKind.PUBLISHED, "2021-02-02"), read(DateKind.ADDRESS, "2021-02-03")),
            PASSED,
        ),  # late by its own word
        ((read(DateKind.ADDRESS, "2021-02-01"),), NOT_CHECKED),
    ],
)
def test_a_later_hidden_date_asks_a_person_and_concludes_nothing(
    reads: tuple[DateRead, ...], expected: RuleOutcome
) -> None:
    belief = believe(reads, seen=datetime(2021, 2, 5, tzinfo=UTC))

    assert outcome(BACKDATED, report(), belief=belief, agency=agency(), year=2020) is expected


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        ((SHOWN, read(DateKind.LISTED, "2021-01-30"), read(DateKind.META, "2021-01-30")), PASSED),
        ((SHOWN, read(DateKind.LISTED, "2021-02-03")), REVIEW),
        ((read(DateKind.META, "2021-01-30"), read(DateKind.LISTED, "2021-02-03")), REVIEW),
        ((SHOWN, read(DateKind.PUBLISHED, "2021-02-03", "更新时间:2021-02-03")), PASSED),
        ((SHOWN, read(DateKind.WRITTEN, "2021-01-03"), read(DateKind.ADDRESS, "2021-02-03")), PASSED),
        ((read(DateKind.WRITTEN, "2021-01-03"),), NOT_CHECKED),
    ],
)
def test_one_day_of_publication_is_shown_in_all_places(
    reads: tuple[DateRead, ...], expected: RuleOutcome
) -> None:
    assert outcome(DISAGREE, report(), belief=believe(reads)) is expected


def test_dates_are_named_with_where_they_stand_and_the_choice_is_left_to_a_person() -> None:
    found = only_finding(DISAGREE, report(), belief=believe((SHOWN, read(DateKind.LISTED, "2021-02-03"))))

    assert (found.side, found.actual) == (Side.UNDECIDED, "2021-01-30")
    assert "页面发布日期 2021-01-30、列表日期 2021-02-03" in found.message.zh
    assert "publication date on the page 2021-01-30, date in the list 2021-02-03" in found.message.en


def test_where_no_portal_was_visited_no_date_is_compared() -> None:
    assert outcome(DISAGREE, report()) is NOT_CHECKED
    assert outcome(BACKDATED, report(), agency=agency(), year=2020) is NOT_CHECKED


CHANGED, CORRECTED = "timeliness.changed", "timeliness.corrected"


def test_each_changed_cell_is_named_with_both_figures_and_a_person_asked() -> None:
    found = only_finding(
        CHANGED, report(), versions=printed(report({"applications.new.total": "5"}), report()).versions
    )

    assert (found.where, found.expected, found.actual) == ("applications.new.total", "5", "3")
    assert found.side is Side.UNDECIDED
    assert "有1格数字不同：本年新收政府信息公开申请数量 · 总计 5 → 3，未见更正说明" in found.message.zh


def test_what_a_notice_explains_is_only_a_hint() -> None:
    versions = printed(report({"applications.new.total": "5"}), report(), title="（更正版）").versions

    assert outcome(CHANGED, report(), versions=versions) is PASSED
    assert only_finding(CORRECTED, report(), versions=versions).quote == "（更正版）"


def test_where_no_former_version_was_compared_nothing_is_said() -> None:
    assert outcome(CHANGED, report()) is NOT_CHECKED
    assert outcome(CHANGED, report(), versions=()) is PASSED
