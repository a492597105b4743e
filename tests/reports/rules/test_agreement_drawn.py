"""Whatever the figures, a text that tells them agrees with the tables; one figure changed, and the right rule says so."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.report import Report
from models.verdict import RuleOutcome
from reports.rules import check
from tests.reports.rules.sample import report

FEW = st.integers(min_value=0, max_value=400)


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in a year: requests, reviews, lawsuits, documents."""

    carried_in: int
    granted: int
    partial: int
    refused: int
    carried_out: int
    reviews: int
    lawsuits: int
    made: int
    repealed: int
    valid: int

    @property
    def closed(self) -> int:
        """Requests ended this year."""
        return self.granted + self.partial + self.refused

    @property
    def new(self) -> int:
        """Requests received, so that all balances."""
        return self.closed + self.carried_out - self.carried_in


drawn = st.builds(Figures, *[FEW] * 10).filter(lambda each: each.new > 0)

# What the text says, the rule that compares it, and the figure by name.
SAID = (
    ("全年共收到政府信息公开申请{new}件，", "agreement.received", "new"),
    ("上年结转{carried_in}件，", "agreement.carried-in", "carried_in"),
    ("办结{closed}件，", "agreement.closed", "closed"),
    ("结转下年度{carried_out}件。", "agreement.carried-out", "carried_out"),
    ("其中，予以公开{granted}件，", "agreement.results", "granted"),
    ("部分公开{partial}件，", "agreement.results", "partial"),
    ("不予公开{refused}件。", "agreement.results", "refused"),
    ("因政府信息公开被申请行政复议{reviews}件，", "agreement.remedies", "reviews"),
    ("被提起行政诉讼{lawsuits}件。", "agreement.remedies", "lawsuits"),
    ("全年制发行政规范性文件{made}件，", "agreement.documents", "made"),
    ("废止{repealed}件，", "agreement.documents", "repealed"),
    ("现行有效{valid}件。", "agreement.documents", "valid"),
)


def told(figures: Figures, changed: str = "", by: int = 0) -> Report:
    """The report of these figures; the text says one of them wrong."""
    numbers = {name: getattr(figures, name) for _, _, name in SAID}
    if changed:
        numbers[changed] += by
    text = "".join(words.format(**numbers) for words, _, _ in SAID)
    rows = {
        "new": figures.new,
        "carried_in": figures.carried_in,
        "granted": figures.granted,
        "partial": figures.partial,
        "refused_third_party": figures.refused,
        "total": figures.closed,
        "carried_out": figures.carried_out,
    }
    cells = {
        f"applications.{row}.{who}": str(number)
        for row, number in rows.items()
        for who in ("natural", "total")
    }
    cells |= {"remedies.review.pending": str(figures.reviews), "remedies.review.total": str(figures.reviews)}
    cells |= {"remedies.review.upheld": "0"}
    cells |= {f"remedies.litigation_direct.{each}": str(figures.lawsuits) for each in ("other", "total")}
    cells |= {
        f"disclosure.normative_documents.{each}": str(getattr(figures, each))
        for each in ("made", "repealed", "valid")
    }
    return report(cells, form="2021", year=2025, title_year=2025, texts={1: text})


def speaking(of: Report) -> set[str]:
    """The rules of the family that find something."""
    return {each.rule for each in check(of) if each.rule.startswith("agreement.") and each.findings}


@settings(max_examples=60, deadline=None)
@given(figures=drawn)
def test_a_text_that_tells_the_figures_agrees(figures: Figures) -> None:
    verdicts = [each for each in check(told(figures)) if each.rule in {rule for _, rule, _ in SAID}]

    assert {each.rule: each.findings for each in verdicts if each.findings} == {}
    assert [each.rule for each in verdicts if each.outcome is not RuleOutcome.PASSED] == [
        each.rule
        for each in verdicts
        if each.rule == "agreement.remedies" and not figures.reviews + figures.lawsuits
    ]


@pytest.mark.parametrize(
    ("rule", "name"), [(rule, name) for _, rule, name in SAID], ids=[name for *_, name in SAID]
)
@settings(max_examples=20, deadline=None)
@given(figures=drawn, by=st.integers(min_value=1, max_value=90))
def test_one_figure_changed_is_found_by_its_rule_and_no_other(
    rule: str, name: str, figures: Figures, by: int
) -> None:
    found = speaking(told(figures, name, by))

    # Where there was none at all, text and table are set against each other by one rule alone.
    assert found in ({rule}, {"agreement.none-claimed"})
