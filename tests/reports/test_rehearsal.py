"""What is stored against what is computed: which differences count, and what they add up to."""

from dataclasses import replace

import pytest

from models.assessment import Flag, Standing
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.words import Words
from reports.rehearsal import FindingTurned, ReportTurned, Tally, Turn, Weight, report_turned, standing_turned
from tests.models.nouns import MOMENT, assessment

OTHERWISE = Words("别的说法", "said otherwise")
FINDING = Finding(
    message=Words("应为3，实为2", "should be 3, is 2"),
    where="applications.*.natural",
    side=Side.AGENCY,
    expected="3",
    actual="2",
)
FAILED = Verdict(
    rule="arithmetic.balance",
    outcome=RuleOutcome.FAILED,
    severity=Severity.MAJOR,
    basis="circular-30.2",
    findings=(FINDING,),
)
PASSED = replace(FAILED, outcome=RuleOutcome.PASSED, findings=())
NOT_CHECKED = replace(PASSED, outcome=RuleOutcome.NOT_CHECKED, because=OTHERWISE)
MAJOR = Weight(severity=Severity.MAJOR, told=True)


def turned(stored: list[Verdict], computed: list[Verdict]) -> ReportTurned | None:
    return report_turned("a", 2025, "b" * 64, stored=stored, computed=computed)


def findings(
    stored: list[Verdict], computed: list[Verdict]
) -> list[tuple[Turn, Weight | None, Weight | None]]:
    found = turned(stored, computed)
    return [(each.turn, each.old, each.new) for each in found.findings] if found else []


def test_wording_the_moment_and_the_release_are_no_difference() -> None:
    stored = assessment(release="0.0.9", policy="standard-1")
    later = replace(stored, why=OTHERWISE, as_of=MOMENT.replace(year=2027), release="0.1.0", evidence=("v",))
    said = replace(FAILED, findings=(replace(FINDING, message=OTHERWISE),))

    assert standing_turned(stored, later) is None
    assert turned([FAILED], [said]) is None


@pytest.mark.parametrize(
    "other",
    [{"standing": Standing.UNKNOWN}, {"flags": (Flag.BACKDATING,)}, {"days_late": (1, 2)}],
)
def test_another_standing_flag_or_lateness_is_one(other: dict[str, object]) -> None:
    stored = assessment(standing=Standing.LATE)
    found = standing_turned(stored, replace(stored, why=OTHERWISE, **other))

    assert found is not None
    assert (found.was, found.why) == (stored.why, OTHERWISE)


def test_a_duty_that_is_gone_is_a_difference() -> None:
    found = standing_turned(assessment(), None)

    assert found is not None
    assert found.new is None


@pytest.mark.parametrize(
    ("stored", "computed", "expected"),
    [
        ([PASSED], [FAILED], [(Turn.APPEARS, None, MAJOR)]),
        ([FAILED], [PASSED], [(Turn.GOES, MAJOR, None)]),
        (
            [FAILED],
            [replace(FAILED, severity=Severity.MINOR)],
            [(Turn.REWEIGHED, MAJOR, Weight(severity=Severity.MINOR, told=True))],
        ),
        (
            [FAILED],
            [replace(FAILED, outcome=RuleOutcome.REVIEW)],
            [(Turn.REWEIGHED, MAJOR, Weight(severity=Severity.MAJOR, told=False))],
        ),
        (
            [FAILED],
            [replace(FAILED, findings=(replace(FINDING, actual="1"),))],
            [(Turn.GOES, MAJOR, None), (Turn.APPEARS, None, MAJOR)],
        ),
        ([], [FAILED], [(Turn.APPEARS, None, MAJOR)]),
        ([PASSED], [NOT_CHECKED], []),
    ],
)
def test_a_finding_appears_goes_or_weighs_otherwise(
    stored: list[Verdict], computed: list[Verdict], expected: list[object]
) -> None:
    assert findings(stored, computed) == expected


def test_a_rule_that_ends_otherwise_is_a_difference_without_any_finding() -> None:
    found = turned([PASSED], [NOT_CHECKED])

    assert found is not None
    assert [(each.rule, each.old, each.new) for each in found.outcomes] == [
        ("arithmetic.balance", RuleOutcome.PASSED, RuleOutcome.NOT_CHECKED)
    ]


@pytest.mark.parametrize(("stored", "computed"), [([], [PASSED]), ([PASSED], []), ([], [NOT_CHECKED])])
def test_a_rule_that_is_new_or_gone_and_has_nothing_to_say_is_none(
    stored: list[Verdict], computed: list[Verdict]
) -> None:
    assert turned(stored, computed) is None


def test_a_document_that_can_no_longer_be_read_is_a_difference() -> None:
    found = report_turned(
        "a", 2025, "b" * 64, stored=[PASSED], computed=[PASSED], readable=(True, False), why=OTHERWISE
    )

    assert found is not None
    assert found.readable == (True, False)


@pytest.mark.parametrize(("changed", "told"), [(0, False), (1, False), (2, True)])
@pytest.mark.parametrize("of", ["standings", "reports"])
def test_more_than_half_a_per_cent_of_either_must_be_told(of: str, changed: int, told: bool) -> None:
    tally = Tally()
    stored = assessment()
    for number in range(200):
        is_changed = number < changed
        if of == "standings":
            tally.add_standing(standing_turned(stored, None) if is_changed else None)
        else:
            tally.add_report(1, turned([PASSED], [FAILED]) if is_changed else None)

    assert tally.must_be_told is told


def test_one_report_read_no_longer_is_too_many_whatever_its_share() -> None:
    tally = Tally()
    for _ in range(999):
        tally.add_report(1, None)
    gone = report_turned("a", 2025, "b" * 64, stored=[PASSED], computed=[PASSED], readable=(True, False))
    better = report_turned("a", 2025, "c" * 64, stored=[PASSED], computed=[PASSED], readable=(False, True))

    tally.add_report(1, better)
    before = tally.loses_reports
    tally.add_report(1, gone)

    assert (before, tally.loses_reports, tally.must_be_told) == (False, True, False)
    assert tally.illegible == [gone]


def test_a_verdict_that_changed_is_counted_once_whatever_its_findings() -> None:
    tally = Tally()
    tally.add_report(2, turned([PASSED], [FAILED]))
    tally.add_report(2, None)

    assert (tally.verdicts, tally.verdicts_turned, tally.share_of_verdicts) == (4, 1, 0.25)
    assert tally.findings == {("arithmetic.balance", Turn.APPEARS): 1}


def test_nothing_compared_is_no_share() -> None:
    assert (Tally().share_of_standings, Tally().must_be_told) == (0.0, False)


def test_every_turn_has_its_side() -> None:
    finding = FindingTurned(rule="r", where="w", old=MAJOR, new=None, message=OTHERWISE)

    assert finding.turn is Turn.GOES
