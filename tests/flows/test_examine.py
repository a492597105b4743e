"""Read, compare, judge: each report once, and again when something else lies beside it. On both databases."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from flows.beside import lay_beside, open_shelf
from flows.examine import Examined, examine_documents
from flows.home import Home
from flows.settings import read_settings
from models.agency import Agency, Kind, Level
from models.report import Report
from models.store import Store
from models.verdict import RuleOutcome
from models.visit import Candidate, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.neighbours import neighbours
from reports.rules import Beside
from scrapers.vault import Vault
from tests.reports.likeness.prose import ANOTHER, OVERVIEW

NOW = datetime(2026, 2, 1, 4, 0, tzinfo=UTC)
PROBLEMS = (
    "一是学区地图的改动有时公布得晚，家长先从别处听说。二是培训机构名单按月更新，停业当月查不到。三是问答写得长，手机上要翻几屏。"
    "下一步，地图改动与文件同时上网；名单改为每周一更新；问答拆成短条，每条不过百字。"
)
SCHOOLS = Agency(code="e", name="青石县教育局", kind=Kind.DEPARTMENT, level=Level.COUNTY, parent="z")
WATER = Agency(code="w", name="青石县水利局", kind=Kind.DEPARTMENT, level=Level.COUNTY, parent="z")
GOVERNMENT = Agency(code="z", name="青石县人民政府", kind=Kind.GOVERNMENT, level=Level.COUNTY)
OFFICE = Agency(code="o", name="青石县人民政府办公室", kind=Kind.OFFICE, level=Level.COUNTY, parent="z")

Publish = Callable[..., str]
_looks = count(1)


@pytest.fixture
def home(store: Store, tmp_path: Path) -> Home:
    store.import_roster([SCHOOLS, WATER, GOVERNMENT, OFFICE], at=NOW)
    vault = Vault(tmp_path / "vault")
    return Home(
        settings=read_settings(tmp_path),
        store=store,
        vault=vault,
        now=lambda: NOW,
        clock_set=False,
        release="0.1.0",
    )


def page(name: str, year: int, overview: str, problems: str) -> bytes:
    """A report as a portal shows it, without its tables."""
    parts = [
        f"<h1>{name}{year}年政府信息公开工作年度报告</h1>",
        f"<p>一、总体情况</p><p>{overview}</p>",
        "<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p>",
        "<p>四、政府信息公开行政复议、行政诉讼情况</p>",
        f"<p>五、存在的主要问题及改进情况</p><p>{problems}</p>",
        "<p>六、其他需要报告的事项</p><p>无。</p>",
    ]
    return f"<html><body>{''.join(parts)}</body></html>".encode()


def publish(
    home: Home,
    agency: Agency,
    year: int = 2025,
    *,
    overview: str = OVERVIEW,
    problems: str = PROBLEMS,
    copies: tuple[bytes, ...] = (),
) -> str:
    """A look that finds this report and these copies; the SHA-256 of the report."""
    contents = (page(agency.name, year, overview, problems), *copies)
    at = NOW - timedelta(days=30) + timedelta(minutes=next(_looks))
    documents = tuple(_keep(home, content, at) for content in contents)
    link = Link(url=f"http://portal.example/{documents[0].sha256}.html", title="2025")
    visit = Visit(
        id=documents[0].sha256 + at.isoformat(), column_url="http://portal.example/", started=at, finished=at,
        outcome=Outcome.COMPLETED, reason=Words("因", "because"),
        candidates=(Candidate(link=link, outcome=Outcome.COMPLETED, documents=documents),),
    )  # fmt: skip
    sighting = Sighting(
        agency=agency.code, year=year, visit=visit.id, at=at, seen=Seen.PRESENT, outcome=Outcome.COMPLETED,
        reason=Words("因", "because"), document=documents[0].sha256, copies=tuple(d.sha256 for d in documents[1:]),
    )  # fmt: skip
    home.store.save_visit(visit, [sighting])
    return documents[0].sha256


def _keep(home: Home, content: bytes, at: datetime) -> Document:
    sha256 = hashlib.sha256(content).hexdigest()
    home.vault.keep(content)
    url = f"http://portal.example/{sha256}.html"
    return Document(
        sha256=sha256, url=url, final_url=url, media_type="text/html", size=len(content), fetched_at=at
    )


def examine(home: Home) -> tuple[Examined, ...]:
    return asyncio.run(examine_documents(home))


def outcome(home: Home, agency: Agency, rule: str, year: int = 2025) -> RuleOutcome:
    return next(each.outcome for each in home.store.verdicts(agency.code, year) if each.rule == rule)


def who(examined: tuple[Examined, ...]) -> list[tuple[str, int, bool]]:
    return [(each.agency, each.year, each.again) for each in examined]


def beside(home: Home, agency: Agency, year: int = 2025) -> Beside:
    shelf = open_shelf(home)
    kept = shelf.kept[agency.code, year]
    report = home.store.report(agency.code, year)
    assert report is not None
    return lay_beside(home, kept, report, neighbours(kept, shelf), shelf)


def test_a_report_is_examined_once(home: Home) -> None:
    publish(home, SCHOOLS)

    assert who(examine(home)) == [("e", 2025, False)]
    assert examine(home) == ()


def test_last_years_report_that_comes_later_is_laid_beside(home: Home) -> None:
    publish(home, SCHOOLS)
    examine(home)
    before = outcome(home, SCHOOLS, "likeness.problems-section")
    publish(home, SCHOOLS, 2024)
    again = examine(home)

    assert before is RuleOutcome.NOT_CHECKED
    assert outcome(home, SCHOOLS, "likeness.problems-section") is RuleOutcome.REVIEW
    assert who(again) == [("e", 2024, False), ("e", 2025, True)]
    assert examine(home) == ()


def test_of_two_like_reports_both_are_shown_whichever_came_first(home: Home) -> None:
    publish(home, SCHOOLS)
    examine(home)
    alone = outcome(home, SCHOOLS, "likeness.other-agency")
    publish(home, WATER, overview=ANOTHER)
    again = examine(home)

    assert alone is RuleOutcome.PASSED
    assert who(again) == [("e", 2025, True), ("w", 2025, False)]
    for agency in (SCHOOLS, WATER):
        assert outcome(home, agency, "likeness.other-agency") is RuleOutcome.REVIEW
    assert examine(home) == ()


def test_the_finding_names_the_other_report_and_quotes_what_both_have(home: Home) -> None:
    publish(home, SCHOOLS)
    publish(home, WATER, overview=ANOTHER)
    examine(home)
    verdict = next(v for v in home.store.verdicts("w", 2025) if v.rule == "likeness.other-agency")
    (finding,) = verdict.findings

    assert finding.where == "section.5"
    assert "“青石县教育局”2025年度报告第5部分" in finding.message.zh
    assert finding.quote is not None
    assert finding.quote.startswith("学区地图的改动有时公布得晚，家长先从别处听说。")


def test_a_corrected_report_takes_the_finding_from_both(home: Home) -> None:
    publish(home, SCHOOLS)
    publish(home, WATER, overview=ANOTHER)
    examine(home)
    publish(home, WATER, overview=ANOTHER, problems=ANOTHER[::-1])
    again = examine(home)

    assert who(again) == [("e", 2025, True), ("w", 2025, False)]
    for agency in (SCHOOLS, WATER):
        assert outcome(home, agency, "likeness.other-agency") is RuleOutcome.PASSED


def test_a_version_that_comes_back_is_compared_with_what_came_meanwhile(home: Home) -> None:
    publish(home, SCHOOLS)
    examine(home)
    publish(home, SCHOOLS, overview=ANOTHER, problems=ANOTHER[::-1])
    examine(home)
    publish(home, WATER, overview=OVERVIEW[::-1])
    examine(home)
    alone = outcome(home, WATER, "likeness.other-agency")
    publish(home, SCHOOLS)
    examine(home)

    assert alone is RuleOutcome.PASSED
    assert outcome(home, WATER, "likeness.other-agency") is RuleOutcome.REVIEW
    assert outcome(home, SCHOOLS, "likeness.other-agency") is RuleOutcome.REVIEW


def test_an_earlier_report_is_not_held_to_be_like_a_later_one(home: Home) -> None:
    publish(home, SCHOOLS, 2024)
    publish(home, WATER, overview=ANOTHER)
    examine(home)

    assert outcome(home, SCHOOLS, "likeness.other-agency", 2024) is RuleOutcome.PASSED
    assert outcome(home, WATER, "likeness.other-agency") is RuleOutcome.REVIEW


def test_a_changed_row_of_the_roster_has_the_rules_run_again(home: Home) -> None:
    publish(home, SCHOOLS)
    examine(home)
    home.store.import_roster([replace(SCHOOLS, note="电话已改")], at=NOW)
    for_a_note = examine(home)
    home.store.import_roster([replace(SCHOOLS, aliases=("县教育局",))], at=NOW)
    for_an_alias = examine(home)

    assert for_a_note == ()
    assert who(for_an_alias) == [("e", 2025, True)]
    assert examine(home) == ()


def test_beside_a_governments_report_lie_those_of_its_members(home: Home) -> None:
    for agency, overview in ((GOVERNMENT, OVERVIEW), (OFFICE, ANOTHER), (SCHOOLS, ANOTHER[::-1])):
        publish(home, agency, overview=overview, problems=overview)
    examine(home)
    found = beside(home, GOVERNMENT)

    assert found.members is not None
    assert [(each.agency, each.year) for each in found.members] == [(SCHOOLS, 2025), (OFFICE, 2025)]
    assert found.office == home.store.report("o", 2025)
    assert found.roster == home.store.agencies()
    assert found.previous is None


def test_a_further_copy_is_read_and_laid_beside(home: Home) -> None:
    copy = page(SCHOOLS.name, 2025, ANOTHER, PROBLEMS)
    publish(home, SCHOOLS, copies=(copy,))
    examine(home)
    (found,) = beside(home, SCHOOLS).copies or ()

    assert isinstance(found, Report)
    assert ANOTHER in found.sections[0].text
    assert examine(home) == ()


def test_a_run_that_ended_after_reading_is_taken_up(home: Home) -> None:
    sha256 = publish(home, SCHOOLS)
    publish(home, WATER, overview=ANOTHER)
    report = Report(title=None, agency=None, title_year=None, year=2025, edition=None)
    home.store.save_examination(
        agency="e", year=2025, document=sha256, report=report, verdicts=(), unreadable=None, at=NOW,
        release="0.1.0", clock_set=False,
    )  # fmt: skip

    assert who(examine(home)) == [("e", 2025, False), ("w", 2025, False)]
    assert outcome(home, SCHOOLS, "likeness.too-short") is RuleOutcome.NOT_CHECKED
    assert examine(home) == ()


def test_what_cannot_be_read_is_told_once_and_never_judged(home: Home) -> None:
    at = NOW - timedelta(days=1)
    document = _keep(home, b"%PDF-1.7 of nothing", at)
    visit = Visit(
        id="v", column_url="http://portal.example/", started=at, finished=at, outcome=Outcome.COMPLETED,
        reason=Words("因", "because"),
        candidates=(
            Candidate(link=Link(url="u", title="t"), outcome=Outcome.COMPLETED, documents=(document,)),
        ),
    )  # fmt: skip
    seen = Sighting(
        agency="e", year=2025, visit="v", at=at, seen=Seen.PRESENT, outcome=Outcome.COMPLETED,
        reason=Words("因", "because"), document=document.sha256,
    )  # fmt: skip
    home.store.save_visit(visit, [seen])
    (told,) = examine(home)

    assert told.unreadable is not None
    assert home.store.verdicts("e", 2025) == ()
    assert examine(home) == ()


def test_the_next_release_examines_everything_anew(home: Home) -> None:
    publish(home, SCHOOLS)
    publish(home, WATER, overview=ANOTHER)
    examine(home)
    later = replace(home, release="0.2.0")

    assert who(examine(later)) == [("e", 2025, False), ("w", 2025, False)]
    assert outcome(later, WATER, "likeness.other-agency") is RuleOutcome.REVIEW
    assert examine(later) == ()


def test_the_years_around_and_merged_agencies_are_laid_beside(home: Home) -> None:
    ended = replace(WATER, successor=SCHOOLS.code, active_to=date(2024, 3, 1))
    home.store.import_roster([SCHOOLS, ended, GOVERNMENT, OFFICE], at=NOW)
    for year in (2022, 2023, 2024, 2025):
        publish(home, SCHOOLS, year)
    publish(home, WATER, 2023)
    examine(home)
    merged, after = beside(home, SCHOOLS, 2024), beside(home, SCHOOLS, 2023)

    assert [(each.agency.code, each.report) for each in merged.predecessors or ()] == [
        ("e", home.store.report("e", 2023)),
        ("w", home.store.report("w", 2023)),
    ]
    assert merged.previous == home.store.report("e", 2023)
    assert (merged.earlier, merged.following) == (None, None)
    assert after.predecessors == ()
    assert after.following is None  # 2024 begins with the sum
    assert beside(home, SCHOOLS, 2025).earlier is None


def test_a_version_that_gave_way_is_laid_beside_and_its_changed_figures_named(home: Home) -> None:
    first = publish(home, SCHOOLS)
    examine(home)
    later = publish(home, SCHOOLS, problems=ANOTHER)
    (again,) = examine(home)
    found = beside(home, SCHOOLS).versions or ()

    assert [each.version.document for each in found] == [first, later]
    assert PROBLEMS[:10] in found[0].report.sections[4].text
    assert again.agency == "e"
    assert outcome(home, SCHOOLS, "timeliness.changed") is RuleOutcome.PASSED  # only words differ
    assert examine(home) == ()
