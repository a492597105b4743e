"""The words of a report tell its figures, fit its length, and are not those of another report."""

import ast
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from deploy.demo.facts import Agency, Report, land
from deploy.demo.figures import figures
from deploy.demo.prose import prose

FOLDER = Path(__file__).parents[3] / "deploy" / "demo"
REPORTS = [(agency, report) for agency in land().agencies for report in agency.reports]
IDS = [f"{agency.code}-{report.year}" for agency, report in REPORTS]


def words_of(agency: Agency, report: Report) -> str:
    told = prose(agency, report)
    return "".join((*told.overview, *told.problems, told.other))


def masked(agency: Agency, report: Report) -> set[str]:
    """Runs of eight characters, without the agency's names, its subjects, and numbers."""
    text = words_of(agency, report)
    for own in (agency.name, report.author, *agency.work):
        text = text.replace(own, "")
    text = re.sub(r"\d+", "", text)
    return {text[start : start + 8] for start in range(len(text) - 7)}


def likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


@pytest.mark.parametrize(("agency", "report"), REPORTS, ids=IDS)
def test_the_words_tell_the_figures_of_the_tables(agency: Agency, report: Report) -> None:
    true = figures(agency, report.year, carried_in=report.carried_in).applications
    said = "".join(prose(agency, report).overview)

    for pattern, row in (
        (r"新收(?:到)?政府信息公开申请(\d+)件", "new"),
        (r"上年结转(\d+)件", "carried_in"),
        (r"办结(\d+)件，", "total"),
        (r"继续办理(\d+)件", "carried_out"),
        (r"予以公开(\d+)件", "granted"),
    ):
        assert [int(number) for number in re.findall(pattern, said)] in ([true[row]["total"]], []), row
    assert re.search(r"新收(?:到)?政府信息公开申请\d+件", said)


@pytest.mark.parametrize(("agency", "report"), REPORTS, ids=IDS)
def test_the_overview_has_its_five_topics_and_a_fair_length(agency: Agency, report: Report) -> None:
    overview = prose(agency, report).overview

    for topic in (
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ):
        assert any(paragraph.startswith(topic) for paragraph in overview), topic
    assert 300 < sum(map(len, overview)) < 1000


def test_no_two_reports_of_a_season_and_no_two_years_of_an_agency_read_alike() -> None:
    seasons = [masked(agency, report) for agency, report in REPORTS if report.year == 2025]
    years = [
        (masked(agency, earlier), masked(agency, later))
        for agency in land().agencies
        for earlier, later in pairwise(agency.reports)
    ]

    assert max(likeness(one, other) for one, other in combinations(seasons, 2)) < 0.5
    assert max(likeness(one, other) for one, other in years) < 0.3


@pytest.mark.parametrize(("agency", "report"), REPORTS, ids=IDS)
def test_every_slip_was_made(agency: Agency, report: Report) -> None:
    told = prose(agency, report)
    text = told.preface + words_of(agency, report)

    assert [slipped for _, slipped in report.slips if slipped not in text] == []
    assert [meant for meant, _ in report.slips if meant in text] == []


def test_the_country_imports_nothing_of_what_it_tests() -> None:
    ours = {"flows", "models", "notifications", "reports", "scrapers"}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            assert not {name.split(".")[0] for name in names} & ours, path.name


def test_nothing_that_serves_reads_the_truth() -> None:
    assert [
        path.name for path in FOLDER.glob("*.py") if "truth.toml" in path.read_text(encoding="utf-8")
    ] == []


def test_the_only_section_five_of_two_agencies_is_the_one_that_was_taken_over() -> None:
    texts = {
        (agency.code, report.year): "".join(prose(agency, report).problems) for agency, report in REPORTS
    }
    same = [(one, other) for one, other in combinations(texts, 2) if texts[one] == texts[other]]

    assert same == [(("990121-SONG", 2025), ("990121-BAI", 2025))]
