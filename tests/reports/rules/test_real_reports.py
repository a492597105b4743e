"""The rules over real reports, as the reader reads them; skipped where they are not at hand."""

from pathlib import Path

import pytest

from models.report import Report
from models.verdict import RuleOutcome, Side, key
from reports.reading import Unreadable, read
from reports.rules import check

SHARED = Path(__file__).parents[4] / "shared"
SEED = SHARED / "seeds" / "000_adfc45d447bb024f.txt"
REPORTS = sorted((SHARED / "corpus" / "reports").glob("*"))
TITLED = {"identity.title-form|title"}  # 工作报告, 报告 or 总结, where the Regulation says 年度报告
ANNOUNCED = {"identity.preamble|preamble"}  # 政府信息管理 and 平台建设 among the six parts, which are others
NO_SIXTH = {"presence.section|section.6"}
# Looked at one by one: all that a machine may lay on an agency. The two of 2019 and 2020 by 河北省工业和信息化厅 say in
# section 四 that nothing happened, and have no table. 河北省教育厅 2019 leaves whole rows of its tables blank.
REAL_DEFECTS = {
    "blank_template_2021.docx": {"presence.residue|preamble", "presence.overview-topics|section.1.topics"},
    "hebei_gxt_2016_013.txt": TITLED,
    "hebei_gxt_2017_012.txt": TITLED,
    "hebei_gxt_2018_010.txt": TITLED,
    "hebei_gxt_2019_007.txt": {*TITLED, *NO_SIXTH, "presence.table|remedies.*"},
    "hebei_gxt_2020_005.txt": {*NO_SIXTH, "presence.table|remedies.*"},
    "hebei_gxt_2021_004.txt": TITLED,
    "hebei_gxt_2022_003.txt": TITLED,
    "hebei_gxt_2023_001.txt": TITLED,
    "hebei_jyt_2013_017.txt": TITLED,
    "hebei_jyt_2014_016.txt": TITLED,
    "hebei_jyt_2016_015.txt": TITLED,
    "hebei_jyt_2017_014.txt": TITLED,
    "hebei_jyt_2019_009.txt": {*NO_SIXTH, "presence.blank|applications.*", "presence.blank|remedies.*"},
    "hebei_jyt_2022_003.txt": ANNOUNCED,
    "hebei_jyt_2023_001.txt": ANNOUNCED,
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

    accused = {
        key(each.rule, finding)
        for each in verdicts
        for finding in each.findings
        if finding.side is Side.AGENCY
    }
    assert accused == REAL_DEFECTS.get(path.name, set())


TEXTS = [path for path in REPORTS if path.name.startswith("hebei_")]


@pytest.mark.skipif(not REPORTS, reason="the corpus is not at hand")
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_last_years_report_across_the_change_of_form_changes_no_charge(path: Path) -> None:
    """Each of 2019 is laid beside its agency's of 2018, which has no tables."""
    own, year = path.name.split("_")[1], path.name.split("_")[2]
    before = next((each for each in TEXTS if each.name.startswith(f"hebei_{own}_{int(year) - 1}_")), None)
    if before is None or year != "2019":
        return
    alone, beside = check(opened(path)), check(opened(path), previous=opened(before))

    assert [each.charged for each in alone] == [each.charged for each in beside]


@pytest.mark.skipif(not REPORTS, reason="the corpus is not at hand")
def test_a_report_of_2017_is_not_told_that_it_lacks_tables_or_sections() -> None:
    of = opened(SHARED / "corpus" / "reports" / "hebei_jyt_2017_014.txt")
    verdicts = {each.rule: each for each in check(of, year=2017)}

    assert verdicts["presence.section"].outcome is RuleOutcome.PASSED
    assert verdicts["presence.section"].basis == "form.2008"
    assert verdicts["presence.table"].outcome is RuleOutcome.NOT_CHECKED
