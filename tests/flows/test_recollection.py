"""`--as-of` in status, ledger and summary: standings, findings, transitions and versions as they were known then."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.home import Home, open_home
from flows.ledger import book_of
from flows.recollection import known_verdicts
from flows.settings import Settings
from flows.status import standing_season
from flows.summarise import write_summary
from models.times import BEIJING
from models.verdict import RuleOutcome, Verdict
from notifications.ledger_entries import Audience
from notifications.status import charges_of, finding_counts
from tests.flows.courtroom import (
    BALANCE,
    LATE_PUBLISHER,
    PUBLISHER,
    SHA,
    TODAY,
    YEAR,
    balance,
    day,
    examined,
    fill,
    judge,
    publish,
    settings_in,
)

Verdicts = Mapping[str, tuple[Verdict, ...]]
FOUND = ["应为3，实为2"]
LATER = "d" * 64


@pytest.fixture
def court(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """One agency overdue and another's report with a finding, both judged today."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings = settings_in(tmp_path)
    fill(settings)
    with day(settings) as home:
        judge(home)
    return settings


def of_status(home: Home) -> Verdicts:
    """What the rules are known to say; the status, which only counts it, counts the same."""
    season, known = standing_season(home, YEAR), known_verdicts(home, YEAR)
    for code in {each.code for each in season.agencies}:
        assert Counter(charges_of(season, code)) == Counter(finding_counts(known.get(code, ())))
    return known


def of_ledger(home: Home) -> Verdicts:
    return book_of(home, YEAR, office=None, audience=Audience.OPERATORS).season.verdicts


@pytest.fixture(params=[of_status, of_ledger])
def shown(request: pytest.FixtureRequest) -> Callable[[Home], Verdicts]:
    """Where the findings are shown."""
    look: Callable[[Home], Verdicts] = request.param
    return look


def said(verdicts: Verdicts) -> list[str]:
    return [f.message.zh for v in verdicts.get("b", ()) if v.rule == BALANCE for f in v.findings]


def judged_away(home: Home) -> None:
    """Something else lies beside the report now, and the rule passes: its verdict takes the place of the earlier one."""
    passed = replace(balance("3", "2"), outcome=RuleOutcome.PASSED, findings=())
    home.store.save_verdicts(
        agency="b",
        year=YEAR,
        document=SHA,
        release=home.release,
        verdicts=[passed],
        beside="m",
        at=home.now(),
    )
    judge(home)


def test_a_finding_is_known_from_its_examination_on(
    court: Settings, shown: Callable[[Home], Verdicts]
) -> None:
    with open_home(court, now=TODAY - timedelta(seconds=1)) as home:
        assert said(shown(home)) == []
    with day(court) as home:
        assert said(shown(home)) == FOUND


def test_a_finding_judged_away_later_had_been_known_then(
    court: Settings, shown: Callable[[Home], Verdicts]
) -> None:
    with day(court, later=2) as home:
        judged_away(home)
        assert said(shown(home)) == []
    with day(court, later=1) as home:
        assert said(shown(home)) == FOUND


def test_a_later_version_and_a_later_release_are_not_known_yet(
    court: Settings, shown: Callable[[Home], Verdicts]
) -> None:
    with day(court, later=2) as home:
        publish(home, PUBLISHER, home.now(), sha=LATER)
        examined(home, balance("9", "4"), sha=LATER)
    with day(court, later=3) as home:
        examined(home, balance("8", "5"), sha=SHA, release="9.9.9")
    with day(court, later=1) as home:
        assert said(shown(home)) == FOUND
    with day(court, later=3) as home:
        assert said(shown(home)) == ["应为9，实为4"]


@pytest.fixture
def summarised(court: Settings, tmp_path: Path) -> Callable[[int], Path]:
    """The summary as of so many days after, once the late one published and the finding was judged away on day 2."""
    with day(court, later=2) as home:
        publish(home, LATE_PUBLISHER, datetime(2026, 2, 12, 8, tzinfo=BEIJING), sha=LATER)
        judged_away(home)

    def write(later: int) -> Path:
        with day(court, later=later) as home:
            return write_summary(home, YEAR, tmp_path / f"summary-{later}").parent

    return write


def test_the_summary_of_an_earlier_day_knows_nothing_of_a_later_one(
    summarised: Callable[[int], Path],
) -> None:
    then, now = summarised(1), summarised(2)

    def standing(folder: Path) -> dict[str, str]:
        with (folder / "status.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["agency"]: row["standing"] for row in csv.DictReader(file)}

    assert (standing(then)["a"], standing(now)["a"]) == ("overdue", "late")
    assert "应为3，实为2" in (then / "agencies" / "b.html").read_text()
    assert ["逾期发布" in (each / "agencies" / "a.html").read_text() for each in (then, now)] == [False, True]


def test_a_page_made_for_one_moment_is_not_kept_for_another(
    summarised: Callable[[int], Path], court: Settings
) -> None:
    folder, anew = summarised(1), summarised(2)
    page = folder / "agencies" / "b.html"
    then = page.read_text()
    with day(court, later=2) as home:
        write_summary(home, YEAR, folder)

    assert page.read_text() == (anew / "agencies" / "b.html").read_text() != then
