"""The rules over real reports, as the reader reads them; skipped where they are not at hand."""

from pathlib import Path

import pytest

from models.report import Report
from models.verdict import RuleOutcome, Side
from reports.reading import Unreadable, read
from reports.rules import check

SHARED = Path(__file__).parents[4] / "shared"
SEED = SHARED / "seeds" / "000_adfc45d447bb024f.txt"
REPORTS = sorted((SHARED / "corpus" / "reports").glob("*"))
# Looked at one by one: all that a machine may lay on an agency. None of the three has a section 六; the two of 2019 and
# 2020 by 河北省工业和信息化厅 say in section 四 that nothing happened, and have no table.
REAL_DEFECTS = {
    "hebei_gxt_2019_007.txt": {"section.6", "remedies.*"},
    "hebei_gxt_2020_005.txt": {"section.6", "remedies.*"},
    "hebei_jyt_2019_009.txt": {"section.6"},
}


def opened(path: Path) -> Report:
    return read(path.read_bytes(), source=path.name)


@pytest.mark.skipif(not SEED.exists(), reason="the seeds are not at hand")
def test_nanyang_2020_balances_and_fails_only_where_two_rows_are_shifted() -> None:
    verdicts = {each.rule: each for each in check(opened(SEED), year=2020)}
    failed = [each.rule for each in verdicts.values() if each.outcome is RuleOutcome.FAILED]

    assert verdicts["arithmetic.balance"].outcome is RuleOutcome.PASSED
    assert failed == ["presence.number"]
    assert [each.where for each in verdicts["presence.number"].findings] == [
        "disclosure.other_services.previous_items",
        "disclosure.coercion.previous_items",
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the seeds are not at hand")
def test_nanyang_2020_speaks_of_five_documents_and_counts_none() -> None:
    found = next(each for each in check(opened(SEED)) if each.rule == "agreement.documents")

    assert found.outcome is RuleOutcome.REVIEW
    assert [(each.expected, each.actual) for each in found.findings] == [("5", "0")]


@pytest.mark.skipif(not REPORTS, reason="the corpus is not at hand")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_no_report_of_the_corpus_is_accused_but_of_its_real_defects(path: Path) -> None:
    try:
        verdicts = check(opened(path))
    except Unreadable:
        return  # the reader's tests say which

    accused = {each.where for verdict in verdicts for each in verdict.findings if each.side is Side.AGENCY}
    assert accused == REAL_DEFECTS.get(path.name, set())
