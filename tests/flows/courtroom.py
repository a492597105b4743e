"""A home in which one agency is overdue and another's report has a finding, and the people who may decide."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.home import Home, open_home
from flows.judge import Judgement, judge_agencies
from flows.settings import Settings, read_settings
from flows.tell import tell_offices
from models.agency import Agency, Kind, Level
from models.times import BEIJING
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.visit import Candidate, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from tests.models.nouns import REPORT

YEAR = 2025
TODAY = datetime(2026, 2, 10, 9, tzinfo=BEIJING)
REASON = Words(zh="因", en="because")
LATE_PUBLISHER = Agency(
    code="a",
    name="青石县水利局",
    kind=Kind.DEPARTMENT,
    level=Level.COUNTY,
    oversight="o",
    column_url="http://a.example/nb/",
)
PUBLISHER = replace(LATE_PUBLISHER, code="b", name="青石县民政局", column_url="http://b.example/nb/")
PEOPLE = """
[[person]]
name = "张三"
role = "operator"
offices = ["o"]
[[person]]
name = "李四"
role = "reviewer"
offices = ["o"]
[[person]]
name = "王五"
role = "reviewer"
offices = ["o"]
[[person]]
name = "外人"
role = "reviewer"
offices = ["elsewhere"]
[[person]]
name = "看看"
role = "viewer"
[[person]]
name = "管理"
role = "admin"
"""
BALANCE = "arithmetic.balance"
PLACE = "applications.*.natural"
SHA = "b" * 64


def settings_in(folder: Path) -> Settings:
    """Settings of a home with these people, and one office whose mail server is not there."""
    (folder / "people.toml").write_text(PEOPLE)
    (folder / "offices.toml").write_text(
        '[[office]]\ncode = "o"\nname = "县公开办"\n[[office.channel]]\n'
        'url = "mailto://127.0.0.1:9/?from=a@chunxun.example&to=b@office.example"\nquiet = false\n'
    )
    return read_settings(folder)


def fill(settings: Settings) -> None:
    """At TODAY, for a rehearsal: the roster, three healthy absences of one agency, and a report of the other."""
    with open_home(settings, now=TODAY) as home:
        _fill(home, datetime(2026, 1, 20, 9, tzinfo=BEIJING))


def fill_by_the_clock(settings: Settings) -> None:
    """The same as of now, for the flows of a real server."""
    with open_home(settings) as home:
        _fill(home, home.now() - timedelta(days=30))
        judge(home)


def _fill(home: Home, published: datetime) -> None:
    home.store.import_roster([LATE_PUBLISHER, PUBLISHER], at=home.now())
    for before in (9, 7, 5):
        look(home, LATE_PUBLISHER, home.now() - timedelta(days=before))
    publish(home, PUBLISHER, published, sha=SHA)
    examined(home, balance("3", "2"), sha=SHA)


@contextmanager
def day(settings: Settings, later: int = 0) -> Iterator[Home]:
    """The home so many days after TODAY, for a rehearsal."""
    with open_home(settings, now=TODAY + timedelta(days=later)) as home:
        yield home


def look(home: Home, agency: Agency, at: datetime) -> None:
    """Keep one healthy look that did not find the agency's report."""
    _keep(home, agency, at, Seen.ABSENT)


def publish(home: Home, agency: Agency, at: datetime, *, sha: str) -> None:
    """Keep one look that found the agency's report, dated that day."""
    url = f"http://{agency.code}.example/nb/1.html"
    page = Document(sha256=sha, url=url, final_url=url, media_type="text/html", size=1, fetched_at=at)
    link = Link(url=url, title="2025年政府信息公开工作年度报告")
    found = Candidate(link=link, outcome=Outcome.COMPLETED, documents=(page,))
    said = {"document": sha, "url": url, "title": link.title, "claimed": at.date()}
    _keep(home, agency, at, Seen.PRESENT, found, **said)


def _keep(home: Home, agency: Agency, at: datetime, seen: Seen, *found: Candidate, **said: Any) -> None:
    visit = Visit(
        id=f"v-{agency.code}-{at.isoformat()}", column_url=agency.column_url, started=at, finished=at,
        outcome=Outcome.COMPLETED, reason=REASON, clock_set=home.clock_set, candidates=found,
        links=tuple(each.link for each in found),
    )  # fmt: skip
    sighting = Sighting(
        agency=agency.code, year=YEAR, visit=visit.id, at=at, seen=seen, outcome=visit.outcome, reason=REASON,
        clock_set=home.clock_set, **said,
    )  # fmt: skip
    home.store.save_visit(visit, [sighting])


def balance(expected: str, actual: str) -> Verdict:
    """A sum that does not come out."""
    said = Words(zh=f"应为{expected}，实为{actual}", en=f"should be {expected}, is {actual}")
    finding = Finding(message=said, where=PLACE, side=Side.AGENCY, expected=expected, actual=actual)
    return Verdict(
        rule=BALANCE,
        outcome=RuleOutcome.FAILED,
        severity=Severity.MAJOR,
        basis="circular-30.2",
        findings=(finding,),
    )


def examined(home: Home, verdict: Verdict, *, sha: str, release: str | None = None) -> None:
    """Keep what a release found in the publisher's report."""
    home.store.save_examination(
        agency="b", year=YEAR, document=sha, report=REPORT, verdicts=[verdict], unreadable=None, at=home.now(),
        release=release or home.release, clock_set=home.clock_set,
    )  # fmt: skip


def judge(home: Home) -> Judgement:
    """Judge everybody."""
    return asyncio.run(judge_agencies(home, YEAR))


def tell(home: Home) -> str:
    """The text of the digest frozen now; empty where there was nothing to tell."""
    return "\n".join(message.text for message in asyncio.run(tell_offices(home, YEAR)).frozen)
