"""Random facts are correct reports: no rule finds anything in them."""

from hypothesis import given, settings

from models.verdict import RuleOutcome
from reports.rules import check
from tests.reports.clothes.facts import Facts, as_report, plain_facts


@settings(max_examples=25)
@given(plain_facts())
def test_a_correct_report_passes_every_rule(facts: Facts) -> None:
    verdicts = check(as_report(facts), year=facts.year)

    found = [each for each in verdicts if each.outcome in (RuleOutcome.FAILED, RuleOutcome.REVIEW)]
    assert found == []
