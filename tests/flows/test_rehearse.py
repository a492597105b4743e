"""`chunxun rehearse`: what the code now installed would say otherwise, with nothing written. On both databases."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from flows.cli import app
from flows.decisions import decide
from flows.examine import examine_documents
from flows.home import Home, open_home, open_home_to_read
from flows.settings import Settings
from models.engine import engine_for, newest_schema
from models.stores.dump import dump
from models.times import BEIJING
from models.verdict import RuleOutcome, Severity, Verdict
from tests.flows.courtroom import (
    LATE_PUBLISHER,
    PUBLISHER,
    YEAR,
    balance,
    day,
    examined,
    judge,
    look,
    publish,
    settings_in,
)
from tests.flows.test_decisions import TO_ON_TIME
from tests.flows.test_examine import page
from tests.reports.likeness.prose import OVERVIEW

OLDER = "0.0.9"
LOOSE = "[policy]\nabsences = 2\ndays = 2\nhours = 24\n"


@pytest.fixture
def settings(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """One agency twice looked for in vain, so only suspected; another's report examined by an older release."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    read = settings_in(tmp_path)
    with day(read) as home:
        home.store.import_roster([LATE_PUBLISHER, PUBLISHER], at=home.now())
        for number in (8, 9):
            look(home, LATE_PUBLISHER, datetime(2026, 2, number, 9, tzinfo=BEIJING))
        sha256 = home.vault.keep(page(PUBLISHER.name, YEAR, OVERVIEW, "一是无。"))
        publish(home, PUBLISHER, datetime(2026, 1, 20, 9, tzinfo=BEIJING), sha=sha256)
        asyncio.run(examine_documents(replace(home, release=OLDER)))
        judge(home)
    return read


def rehearse(settings: Settings, *options: str | Path) -> Result:
    return CliRunner().invoke(
        app, ["rehearse", "--home", str(settings.home), "--year", str(YEAR), *map(str, options)]
    )


def records(settings: Settings, *options: str | Path) -> list[dict[str, Any]]:
    """What would change, and the sum of it; these looks kept no page, so that none can be made again."""
    done = rehearse(settings, "--format", "json", *options)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    return [each for each in said if "not_replayed" not in each]


def verdicts(home: Home) -> tuple[Verdict, ...]:
    return home.store.verdicts("b", YEAR)


def older_said(settings: Settings, change: Callable[[Verdict], Verdict | None]) -> None:
    """Let the older release have said otherwise."""
    with day(settings) as home:
        said = [each for each in map(change, verdicts(home)) if each is not None]
        kept = home.store.kept(OLDER)[0]
        home.store.save_verdicts(
            agency="b", year=YEAR, document=kept.document, release=OLDER, verdicts=said, beside=kept.beside,
            at=home.now(),
        )  # fmt: skip


def everything(settings: Settings, folder: Path) -> dict[str, str]:
    """A hash of every table and of every file kept."""
    with open_home(settings) as home:
        hashes = {}
        for name, rows in home.store.all_rows():
            file = folder / "rows"
            with file.open("wb") as out:
                dump(rows, out)
            hashes[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    for file in sorted(settings.vault_folder.rglob("*")):
        hashes[str(file)] = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
    return hashes


def test_the_same_code_and_policy_would_change_nothing(settings: Settings) -> None:
    done = rehearse(settings)

    assert done.exit_code == 0
    assert "状态 2 项，会变 0 项（0.00%）" in done.stdout
    assert "报告 1 份，会变 0 份" in done.stdout
    assert "不超过 0.50%" in done.stdout
    assert "重演访问 0 次，会变 0 次" in done.stdout
    assert "未能重演 2 次" in done.stdout


def test_time_that_has_passed_since_is_no_difference(settings: Settings) -> None:
    with day(settings, later=1) as home:
        look(home, LATE_PUBLISHER, home.now() + timedelta(days=3))

    assert records(settings)[-1]["summary"]["standings_changed"] == 0


def test_what_an_older_release_found_goes_and_what_it_did_not_find_appears(settings: Settings) -> None:
    with day(settings) as home:
        now = next(each for each in verdicts(home) if each.charged)
    older = replace(now, findings=tuple(replace(each, where="elsewhere") for each in now.findings))
    older_said(settings, lambda each: older if each.rule == now.rule else each)

    report, summary = (each for each in records(settings) if "standing" not in each)
    done = rehearse(settings)

    turns = {(each["where"], each["turn"]) for each in report["report"]["findings"]}
    assert {("elsewhere", "goes"), (now.findings[0].where, "appears")} <= turns
    assert {each["rule"] for each in report["report"]["findings"]} == {now.rule}
    assert summary["summary"]["changelog"] is True
    assert done.exit_code == 1
    assert f"+ {now.rule}" in done.stdout
    assert "必须写入更新日志" in done.stdout


def test_another_severity_and_another_outcome_are_told(settings: Settings) -> None:
    with day(settings) as home:
        charged = next(each for each in verdicts(home) if each.charged and each.severity is not Severity.HINT)
        passed = next(each for each in verdicts(home) if each.outcome is RuleOutcome.PASSED)
    said = {
        charged.rule: replace(charged, severity=Severity.HINT),
        passed.rule: replace(passed, outcome=RuleOutcome.REVIEW),
    }
    older_said(settings, lambda each: said.get(each.rule, each))

    report = records(settings)[0]["report"]

    assert report["rules"] == [{"rule": passed.rule, "old": "review", "new": "passed"}]
    assert {
        (each["old"]["severity"], each["new"]["severity"], each["turn"]) for each in report["findings"]
    } == {("hint", charged.severity, "reweighed")}


def test_a_rule_the_older_release_did_not_have_counts_where_it_finds_something(settings: Settings) -> None:
    with day(settings) as home:
        new = next(each for each in verdicts(home) if each.charged)
    older_said(settings, lambda each: None if each.rule == new.rule else each)

    report = records(settings)[0]["report"]

    assert report["rules"] == [{"rule": new.rule, "old": None, "new": "failed"}]


def test_a_policy_that_asks_for_less_would_accuse_one_more(settings: Settings, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(LOOSE)

    standing, summary = records(settings, "--policy", policy)
    done = rehearse(settings, "--policy", policy)

    assert (standing["standing"]["agency"], standing["standing"]["old"]["standing"]) == ("a", "suspected")
    assert standing["standing"]["new"]["standing"] == "overdue"
    assert summary["summary"]["moves"] == [{"old": "suspected", "new": "overdue", "count": 1}]
    assert "a 青石县水利局  待核实 → 逾期未检索到" in done.stdout
    assert done.exit_code == 1


def test_a_decision_that_holds_all_the_same_is_named(settings: Settings, tmp_path: Path) -> None:
    with day(settings) as home:
        decide(home, TO_ON_TIME)
    policy = tmp_path / "policy.toml"
    policy.write_text(LOOSE)

    standing = records(settings, "--policy", policy)[0]["standing"]

    assert (standing["new"]["standing"], standing["decided"]) == ("overdue", "on_time")


@pytest.mark.parametrize(
    ("said", "named"), [("hourz = 1", "hourz"), ("hours = 0", "hours = 0"), ("hours = ", "policy.toml")]
)
def test_a_policy_that_cannot_be_used_is_refused(
    settings: Settings, tmp_path: Path, said: str, named: str
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(said)

    done = rehearse(settings, "--policy", policy)

    assert done.exit_code == 2
    assert named in done.stderr


def test_an_office_is_rehearsed_alone(settings: Settings) -> None:
    with day(settings) as home:
        home.store.import_roster([replace(PUBLISHER, oversight="p")], at=home.now())

    own = records(settings, "--office", "p")[-1]["summary"]

    assert (own["standings"], own["reports"]) == (1, 1)
    assert rehearse(settings, "--office", "nobody").exit_code == 2


def test_a_report_that_can_be_read_no_longer_is_named_at_the_end(settings: Settings) -> None:
    with day(settings) as home:
        sha256 = home.vault.keep(b"%PDF-1.7 nothing but a head")
        publish(home, PUBLISHER, datetime(2026, 1, 21, 9, tzinfo=BEIJING), sha=sha256)
        examined(home, balance("3", "2"), sha=sha256, release=OLDER)
        judge(home)

    done, summary = rehearse(settings), records(settings)[-1]["summary"]

    assert done.exit_code == 1
    assert f"  ! 不再能读取：b {YEAR} {sha256[:16]}：" in done.stdout
    assert summary["reports_illegible"] == [{"agency": "b", "year": YEAR, "document": sha256}]


def test_lost_bytes_are_counted_and_change_nothing(settings: Settings) -> None:
    with day(settings) as home:
        home.vault.path(home.store.kept()[0].document).unlink()

    summary = records(settings)[-1]["summary"]

    assert (summary["lost"], summary["reports"], summary["reports_changed"]) == (1, 0, 0)


def test_nothing_is_written(settings: Settings, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(LOOSE)
    older_said(settings, lambda each: None if each.charged else each)
    before = everything(settings, tmp_path)

    assert rehearse(settings, "--policy", policy).exit_code == 1
    assert everything(settings, tmp_path) == before


def test_the_database_itself_refuses_a_write(settings: Settings) -> None:
    with (
        open_home_to_read(settings) as home,
        pytest.raises(DBAPIError, match=r"readonly|read-only"),
    ):
        home.store.import_roster([replace(PUBLISHER, name="改名")], at=home.now())


def test_a_store_of_an_earlier_release_is_not_brought_up_to_date(settings: Settings) -> None:
    engine = engine_for(settings.store_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE chunxun_schema SET version_num = '0001'"))
    try:
        done = rehearse(settings)
    finally:
        with engine.begin() as connection:
            connection.execute(
                text("UPDATE chunxun_schema SET version_num = :newest"), {"newest": newest_schema()}
            )
        engine.dispose()

    assert done.exit_code == 2
    assert "chunxun restore" in done.stderr


def test_where_nothing_is_kept_nothing_is_made(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["rehearse", "--home", str(tmp_path / "none"), "--year", str(YEAR)])

    assert done.exit_code == 2
    assert not (tmp_path / "none" / "chunxun.db").exists()
