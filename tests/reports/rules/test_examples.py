"""What the contract promises of rules: each is there, rests on a provision, has its page, and is shown to pass and to fail."""

import pytest

from models.verdict import RuleOutcome
from reports import law
from reports.rules import RULES, Beside, catalogue, check_beside
from tests.reports.rules.examples import EXAMPLES, Example

# Contract §5, but for what needs a portal.
PROMISED = {
    *(f"identity.{name}" for name in ("title-year", "period", "agency", "level-words", "title-form")),
    *(f"identity.{name}" for name in ("cover-letter", "cited-form", "preamble", "duplicate")),
    *(f"presence.{name}" for name in ("section", "order", "table", "cells", "form", "blank", "placeholder")),
    *(f"presence.{name}" for name in ("number", "residue", "gap", "overview-topics", "problems")),
    *(f"presence.{name}" for name in ("fee-statement", "length")),
    *(f"arithmetic.{name}" for name in ("balance", "result-total", "row-total", "remedies", "stock")),
    *(f"continuity.{name}" for name in ("carried-in", "stock", "items", "jump", "same-tables", "all-zero")),
    *(f"agreement.{name}" for name in ("received", "carried-out", "carried-in", "closed", "results")),
    *(f"agreement.{name}" for name in ("remedies", "none-claimed", "documents", "fees", "parts")),
    *(f"likeness.{name}" for name in ("last-year", "other-agency", "problems-section", "generic")),
    *(f"likeness.{name}" for name in ("foreign-name", "too-short")),
    *(f"hierarchy.{name}" for name in ("sum", "office-copy", "rulemaking", "enforcement", "fee-scale")),
    *(f"access.{name}" for name in ("image-only", "garbled")),
    *(f"privacy.{name}" for name in ("identity-number", "phone")),
    *(f"timeliness.{name}" for name in ("backdated", "copies-differ", "dates-disagree")),
}
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_example = pytest.mark.parametrize(("rule", "example"), EXAMPLES.items(), ids=EXAMPLES.keys())


def outcome(rule: str, example: Example, *, passing: bool) -> RuleOutcome:
    """What the rule says, run among all the others."""
    beside: Beside = (example.beside_passing if passing else None) or example.beside
    verdicts = check_beside(example.passes if passing else example.fails, beside)
    return next(each.outcome for each in verdicts if each.rule == rule)


def test_every_rule_promised_is_there() -> None:
    assert PROMISED - {rule.id for rule in RULES} == set()


def test_every_rule_has_its_examples() -> None:
    assert {rule.id for rule in RULES} - set(EXAMPLES) == set()


@every_example
def test_a_rule_passes_what_is_right(rule: str, example: Example) -> None:
    assert outcome(rule, example, passing=True) is RuleOutcome.PASSED


@every_example
def test_a_rule_finds_what_is_wrong(rule: str, example: Example) -> None:
    assert outcome(rule, example, passing=False) in (RuleOutcome.FAILED, RuleOutcome.REVIEW)


@every_rule
def test_a_rule_rests_on_a_provision_with_its_source(rule: catalogue.Rule) -> None:
    assert law.provision(rule.basis).source


@every_rule
def test_a_rule_has_its_page_in_the_docs(rule: catalogue.Rule) -> None:
    assert f"### `{rule.id}`" in catalogue.PAGE.read_text(encoding="utf-8")
