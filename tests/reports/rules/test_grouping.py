"""One error is one finding, and what follows from it is laid under it."""

from collections.abc import Mapping

import pytest

from models.report import Legibility, Medium, Report
from models.verdict import Finding, Side, key
from reports.rules import check
from tests.reports.rules.sample import report, row

CITED = "根据关于政府信息公开工作年度报告有关事项的通知（国办公开办函〔2019〕60号）。"


def heads(of: Report, *, previous: Report | None = None) -> list[str]:
    """The keys of the findings that stand by themselves."""
    return [
        key(each.rule, finding)
        for each in check(of, previous=previous, year=of.year)
        for finding in each.findings
        if finding.follows is None
    ]


def findings(of: Report) -> dict[str, Finding]:
    return {key(v.rule, f): f for v in check(of, year=of.year) for f in v.findings}


@pytest.mark.parametrize(
    ("changes", "head", "cause", "consequences"),
    [
        # A result figure: its row and its column are off.
        (
            {"applications.granted.natural": "5"},
            "arithmetic.result-total|applications.*.natural",
            "applications.granted.natural",
            {"arithmetic.row-total|applications.granted.*"},
        ),
        # A total: its row, its column and the balance are off.
        (
            {"applications.total.natural": "4"},
            "arithmetic.balance|applications.*.natural",
            "applications.total.natural",
            {"arithmetic.result-total|applications.*.natural", "arithmetic.row-total|applications.total.*"},
        ),
        # The sign slipped: the figure itself heads the group.
        (
            {"applications.new.natural": "-3"},
            "presence.number|applications.new.natural",
            "applications.new.natural",
            {"arithmetic.balance|applications.*.natural", "arithmetic.row-total|applications.new.*"},
        ),
        # Carried through to the totals: no single cell is to blame.
        (
            {"applications.total.natural": "2", "applications.total.total": "2"},
            "arithmetic.balance|applications.*.natural",
            None,
            {"arithmetic.balance|applications.*.total"},
        ),
    ],
)
def test_sums_broken_by_one_figure_are_one_group(
    changes: Mapping[str, str], head: str, cause: str | None, consequences: set[str]
) -> None:
    found = findings(report(changes))

    assert found[head].follows is None
    if cause is not None:
        assert found[head].cause == cause
    assert consequences <= {name for name, finding in found.items() if finding.follows == head}
    assert heads(report(changes)) == [head]


def test_two_columns_exchanged_are_one_group() -> None:
    changes = {
        **row("applications.new", "3", "0", "0", "0", "0", "3", "0"),
        **row("applications.granted", "3", "0", "0", "0", "0", "3", "0"),
        **row("applications.total", "3", "0", "0", "0", "0", "3", "0"),
    }

    assert heads(report(changes)) == ["arithmetic.row-total|applications.new.*"]


def test_two_errors_are_two_groups() -> None:
    changes = {"applications.granted.natural": "5", "remedies.review.total": "7"}

    assert heads(report(changes)) == [
        "arithmetic.result-total|applications.*.natural",
        "arithmetic.remedies|remedies.review.*",
    ]


def test_a_missing_section_heads_what_is_said_of_its_table() -> None:
    found = heads(report(without=(4, "remedies")))

    assert found == ["presence.section|section.4"]


PICTURED = Legibility(medium=Medium.PICTURES, pictures=6)
LETTER = "现将我局2020年度报告报来，请审示。"


@pytest.mark.parametrize(
    ("of", "head", "consequence"),
    [
        (
            report(without=(1, 2, 3, 4, 5, 6, "disclosure", "applications", "remedies"), legibility=PICTURED),
            "access.image-only|document",
            "presence.section|section.*",
        ),
        (
            report(preamble=LETTER, without=(1, 2, 3, 4, 5, 6, "disclosure", "applications", "remedies")),
            "identity.cover-letter|preamble",
            "presence.table|tables",
        ),
        (
            report(preamble="统计期限自2019年1月1日至2019年12月31日。", body_years=(2019,)),
            "identity.period|preamble",
            "identity.title-year|title",
        ),
        (
            report(form="2019", year=2023, title_year=2023, preamble=CITED),
            "presence.form|tables",
            "identity.cited-form|preamble",
        ),
    ],
    ids=["a scan", "a letter", "another period", "another form"],
)
def test_what_merely_echoes_another_finding_follows_it(of: Report, head: str, consequence: str) -> None:
    found = findings(of)

    assert found[head].follows is None
    assert found[consequence].follows == head


def test_a_charge_is_not_hidden_under_a_doubt() -> None:
    # The heading of section 3 may be lost, its table was read, and a sum in it is off.
    found = findings(report({"applications.total.natural": "4"}, without=(3,)))

    assert found["presence.section|section.3"].side is Side.UNDECIDED
    assert found["arithmetic.balance|applications.*.natural"].side is Side.AGENCY
    assert found["arithmetic.balance|applications.*.natural"].follows is None
