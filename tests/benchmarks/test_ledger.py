"""What the 台账 of a province costs: time and memory of the command, a process of its own. `make bench`."""

import resource
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.home import Home, open_home
from flows.settings import read_settings
from models.agency import Agency, Kind, Level
from models.times import BEIJING
from models.verdict import Finding, RuleOutcome, Side, Verdict
from models.visit import Candidate, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.rules import RULES
from tests.office import sheets_of

pytestmark = pytest.mark.slow
NOW = datetime(2026, 2, 5, 9, tzinfo=BEIJING)
REASON = Words(zh="因", en="because")
AGENCIES, LOOKS, FAILED, REVIEW = 4000, 12, 3, 4  # findings a report


def test_a_ledger_of_four_thousand_agencies(tmp_path: Path) -> None:
    with open_home(read_settings(tmp_path / "home"), now=NOW) as home:
        _fill(home)
    file = tmp_path / "台账.xlsx"
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "ledger",
        "--year",
        "2025",
        "--out",
        file,
        "--home",
        tmp_path / "home",
    ]

    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([*map(str, command), "--now", NOW.isoformat()], check=True)
    took, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)

    print(
        f"\nledger of {AGENCIES} agencies: {took:.1f} s, {used.ru_utime - before:.1f} s of a processor (limit 10 s), "
        f"{used.ru_maxrss / 1024:.0f} MB (limit 300 MB), {file.stat().st_size / 2**20:.1f} MB written"
    )
    assert used.ru_maxrss / 1024 <= 300
    shown = sheets_of(file, tmp_path)
    assert next(row for row in shown["统计"] if row[0] == "合计")[1] == str(AGENCIES)
    assert used.ru_utime - before <= 10  # the machine may be shared: waiting for it is not our cost


def _fill(home: Home) -> None:
    agencies = [
        Agency(
            code=f"a{n:04d}", name=f"某市第{n}局", kind=Kind.DEPARTMENT, level=Level.COUNTY, region=f"9901{n % 20 + 10}",
            oversight="office", column_url=f"http://p{n}.example/nb/",
        )
        for n in range(AGENCIES)
    ]  # fmt: skip
    home.store.import_roster(agencies, at=NOW)
    for look in range(LOOKS):
        at = NOW - timedelta(hours=20 * (LOOKS - look))
        home.store.save_visits([_looked(agency, at, found=look > 3) for agency in agencies])
    for agency in agencies:
        if _publishes(agency):
            home.store.save_examination(
                agency=agency.code, year=2025, document=_document(agency), report=None, verdicts=_verdicts(agency),
                unreadable=None, at=NOW, release=home.release, clock_set=True,
            )  # fmt: skip


def _publishes(agency: Agency) -> bool:
    return int(agency.code[1:]) % 9 > 0


def _document(agency: Agency) -> str:
    return agency.code.ljust(64, "0")


def _looked(agency: Agency, at: datetime, *, found: bool) -> tuple[Visit, list[Sighting]]:
    url = f"{agency.column_url}1.html"
    present = found and _publishes(agency)
    page = Document(
        sha256=_document(agency), url=url, final_url=url, media_type="text/html", size=1, fetched_at=at
    )
    candidate = Candidate(link=Link(url=url, title=agency.name), outcome=Outcome.COMPLETED, documents=(page,))
    visit = Visit(
        id=f"{agency.code}{at:%m%d%H}", column_url=agency.column_url, started=at, finished=at, outcome=Outcome.COMPLETED,
        reason=REASON, line_healthy=True, listing_complete=True, clock_set=True, candidates=(candidate,) if present else (),
    )  # fmt: skip
    sighting = Sighting(
        agency=agency.code, year=2025, visit=visit.id, at=at, seen=Seen.PRESENT if present else Seen.ABSENT,
        outcome=Outcome.COMPLETED, reason=REASON, clock_set=True, url=url if present else "",
        document=page.sha256 if present else "", title=f"{agency.name}2025年政府信息公开工作年度报告" if present else "",
    )  # fmt: skip
    return visit, [sighting]


def _verdicts(agency: Agency) -> list[Verdict]:
    message = Words(f"{agency.name}：申请情况表一行之和不等于总计，请核对", "a row's sum differs")
    finding = Finding(
        message=message, where="applications.total.natural", side=Side.AGENCY, expected="3", actual="2"
    )
    outcomes = [RuleOutcome.FAILED] * FAILED + [RuleOutcome.REVIEW] * REVIEW
    outcomes += [RuleOutcome.PASSED] * (len(RULES) - len(outcomes))
    return [
        Verdict(
            rule=rule.id,
            outcome=outcome,
            severity=rule.severity,
            basis=rule.basis,
            findings=() if outcome is RuleOutcome.PASSED else (finding,),
        )
        for rule, outcome in zip(RULES, outcomes, strict=True)
    ]
