"""What had been said of a report whose verdicts were laid down anew since: told from the transitions."""

from dataclasses import replace

import pytest

from models.change import About, Change
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict, key
from models.words import Words
from reports.recollection import recalled
from tests.models.nouns import MOMENT, change

SAID = Words("应为3，实为2", "should be 3, is 2")
FINDING = Finding(message=SAID, where="applications.*.natural", side=Side.AGENCY, expected="3", actual="2")
FAILED = Verdict(
    rule="arithmetic.balance",
    outcome=RuleOutcome.FAILED,
    severity=Severity.MAJOR,
    basis="circular-30.2",
    findings=(FINDING,),
)
PASSED = replace(FAILED, outcome=RuleOutcome.PASSED, findings=())
PLACE = key(FAILED.rule, FINDING)
BARE = Finding(message=SAID, where=FINDING.where, side=Side.AGENCY)


def told(new: str = "raised", *, about: About = About.FINDING, why: Words = SAID) -> Change:
    return change(new, about=about, key=PLACE, why=why, severity=Severity.MAJOR, at=MOMENT)


def test_verdicts_laid_down_by_then_count_where_they_charge_what_stood() -> None:
    assert recalled([FAILED], [PASSED], [told()]) == (FAILED,)


def test_a_finding_judged_away_since_is_still_known_for_then() -> None:
    assert recalled([], [PASSED], [told()]) == (replace(FAILED, findings=(BARE,)),)


def test_its_figures_come_back_where_they_are_still_known() -> None:
    assert recalled([], [FAILED], [told()]) == (FAILED,)


def test_another_sentence_in_the_same_place_lends_no_figures() -> None:
    other = Words("应为9，实为4", "should be 9, is 4")

    (verdict,) = recalled([], [FAILED], [told(why=other)])

    assert [(each.message, each.actual) for each in verdict.findings] == [(other, None)]


def test_verdicts_of_an_earlier_release_give_way_to_what_was_told_after_them() -> None:
    assert recalled([FAILED], [FAILED], [told(), told("")]) == ()


def test_what_a_decision_had_set_aside_does_not_come_back_as_if_it_counted() -> None:
    changes = [told(), told("dismissed", about=About.OVERLAY)]

    assert recalled([], [PASSED], changes) == ()
    assert recalled([], [PASSED], [*changes, told("", about=About.OVERLAY)]) != ()


@pytest.mark.parametrize("known", [(), (FAILED,)])
def test_where_nothing_was_ever_told_only_the_verdicts_speak(known: tuple[Verdict, ...]) -> None:
    assert recalled(known, [FAILED], []) == known


def test_a_rule_that_could_not_check_any_more_leaves_its_finding_standing() -> None:
    silent = replace(PASSED, outcome=RuleOutcome.NOT_CHECKED, because=Words("无", "none"))

    assert recalled([silent], [FAILED], [told()]) == (silent,)
