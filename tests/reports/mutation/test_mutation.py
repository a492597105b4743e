"""From a correct report one thing is changed: the right rule speaks, and nothing else but what follows from it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.report import Report
from models.verdict import Finding, key
from reports.rules import check
from tests.reports.clothes.facts import Facts, plain_facts
from tests.reports.mutation.mutations import MUTATIONS, Case

IN_SUITE, IN_PROOF = (
    6,
    120,
)  # draws of each of ten mutations


def heads(report: Report, previous: Report) -> dict[str, Finding]:
    """The findings that stand by themselves, by rule and place."""
    return {
        key(verdict.rule, finding): finding
        for verdict in check(report, previous=previous, year=report.year)
        for finding in verdict.findings
        if finding.follows is None
    }


def faults(case: Case) -> list[str]:
    """What is amiss with how a mutation was answered; empty where all is as it should be."""
    before = heads(case.right, case.previous)
    after = heads(case.wrong, case.previous_wrong)
    new = {name: finding for name, finding in after.items() if name not in before}
    right = [name for name in new if name.partition("|")[0] in case.rules]
    said = [f"{name}: {finding.message.en} {finding.cells}" for name, finding in new.items()]
    if not right:
        return ["the right rule is silent", *said]
    if len(new) > 1:
        return ["more than one finding stands by itself", *said]
    head = new[right[0]]
    if case.cause is not None and head.cause not in (case.cause, None):
        return [f"blamed {head.cause}, wrong is {case.cause}"]
    return []


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_right_rule_speaks_and_nothing_else(name: str) -> None:
    _prove(name, IN_SUITE)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", MUTATIONS)
def test_over_a_thousand_draws_the_right_rule_speaks_and_nothing_else(name: str) -> None:
    """`make prove-mutations`."""
    _prove(name, IN_PROOF)


def _prove(name: str, draws: int) -> None:
    mutation = MUTATIONS[name]

    @settings(max_examples=draws, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.sampled_from(["2019", "2021"]).flatmap(plain_facts))
    def any_report(data: st.DataObject, facts: Facts) -> None:
        if facts.year <= 2019:  # the year before had no form with tables
            facts = _moved(facts, 2020)
        assert faults(mutation(data, facts)) == []

    any_report()


def _moved(facts: Facts, year: int) -> Facts:
    def told(part: str) -> str:
        return part.replace(f"{facts.year}年", f"{year}年")

    return replace(
        facts,
        year=year,
        preamble=tuple(map(told, facts.preamble)),
        texts={no: tuple(map(told, parts)) for no, parts in facts.texts.items()},
    )
