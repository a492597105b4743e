"""The `chunxun` command as a person meets it: exit codes, clear errors, nothing lost; what may be lost, in real processes."""

import json
import os
import signal
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deploy.demo.server import Country
from flows.cli import app
from flows.home import Home, open_home
from flows.rooms import ROOMS
from flows.settings import Settings
from models.assessment import Standing
from tests.flows.command import CLI, ROOT, answered, chunxun
from tests.prefect_api import eventually

SEED = next(iter(sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))), None)
NOW = "2026-01-30T09:00+08:00"
TOWNS = "990121-zwgk"  # an office with two portals, for tests that need no more


def test_a_roster_with_bad_rows_is_refused_whole_and_every_bad_row_is_named(tmp_path: Path) -> None:
    roster = tmp_path / "名录.csv"
    roster.write_text(
        "code,name,kind,level,column_url,local_due\n"
        "a,某局,department,county,http://a.example/nb/,\n"
        "b,,department,county,http://b.example/,\n"
        "c,某乡,village,township,http://c.example/,\n"
        "d,某镇,township,township,ftp://d.example/,02-30\n"
    )

    refused = chunxun("roster", "import", roster, "--home", tmp_path / "home")
    status = chunxun("status", "--year", "2025", "--format", "jsonl", "--home", tmp_path / "home")

    assert refused.returncode == 2
    assert [number for number in range(1, 9) if f"第 {number} 行" in refused.stderr] == [3, 4, 5]
    assert (status.returncode, status.stdout) == (0, "")


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_good_roster_is_imported_unless_it_is_a_dry_run(tmp_path: Path, dry_run: bool) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_bytes("单位编码,单位全称,单位类别,层级\na,某县某局,部门,县\n".encode("gb18030"))

    imported = answered(
        "roster", "import", roster, *(["--dry-run"] if dry_run else []), "--home", tmp_path / "home"
    )
    status = answered("status", "--year", "2025", "--format", "jsonl", "--home", tmp_path / "home")

    assert imported.returncode == 0, imported.stderr
    assert len(status.stdout.splitlines()) == (0 if dry_run else 1)


def test_a_roster_comes_out_as_it_went_in(settings: Settings, tmp_path: Path) -> None:
    for name in ("out.csv", "out.xlsx"):
        assert answered("roster", "export", tmp_path / name, "--home", settings.home).returncode == 0
        again = answered("roster", "import", tmp_path / name, "--home", tmp_path / "other")

        assert again.returncode == 0, again.stderr
    with open_home(settings) as one, open_home(Settings(home=tmp_path / "other")) as other:
        assert other.store.agencies() == one.store.agencies()


@pytest.mark.parametrize(("year", "named"), [("1999", "2019"), ("2090", "2019"), ("2018", "2019")])
def test_an_unknown_year_is_refused(tmp_path: Path, year: str, named: str) -> None:
    for command in ("patrol", "status"):
        refused = answered(command, "--year", year, "--home", tmp_path)

        assert refused.returncode == 2
        assert year in refused.stderr
        assert named in refused.stderr


def test_an_unknown_office_is_refused_and_the_known_ones_are_named(settings: Settings) -> None:
    for command in ("patrol", "status"):
        refused = answered(command, "--year", "2025", "--office", "nowhere", "--home", settings.home)

        assert refused.returncode == 2
        assert "nowhere" in refused.stderr
        assert "990100-zwgk" in refused.stderr


def test_nobody_is_visited_anonymously(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name,kind,level,column_url\na,某局,department,county,http://portal.example/nb/\n")
    chunxun("roster", "import", roster, "--home", tmp_path / "home")

    refused = chunxun("visit", "--year", "2025", "--home", tmp_path / "home")

    assert refused.returncode == 1
    assert "CHUNXUN_CONTACT" in refused.stderr


def test_a_moment_that_is_none_is_refused(tmp_path: Path) -> None:
    refused = answered("patrol", "--year", "2025", "--now", "yesterday", "--home", tmp_path)

    assert refused.returncode == 2
    assert "yesterday" in refused.stderr


def test_a_database_of_a_newer_release_is_refused_and_not_touched(tmp_path: Path) -> None:
    answered("status", "--year", "2025", "--home", tmp_path)
    database = tmp_path / "chunxun.db"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE chunxun_schema SET version_num = 'from-the-future'")
    connection.close()

    refused = answered("status", "--year", "2025", "--home", tmp_path)

    assert refused.returncode == 1
    assert "chunxun" in refused.stderr
    with sqlite3.connect(database) as connection:
        (version,) = connection.execute("SELECT version_num FROM chunxun_schema").fetchone()
    connection.close()
    assert version == "from-the-future"


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, b"PK\x03\x04" + b"\0" * 64, b"%PDF-1.7 broken"]
)
def test_an_unreadable_document_ends_with_two_and_says_why(tmp_path: Path, content: bytes) -> None:
    draft = tmp_path / "draft.bin"
    draft.write_bytes(content)

    text = answered("check", draft, "--home", tmp_path)
    as_json = answered("check", draft, "--format", "json", "--home", tmp_path)

    assert (text.returncode, as_json.returncode) == (2, 2)
    assert str(draft) in text.stderr
    assert json.loads(as_json.stdout)["error"]


def test_a_missing_file_ends_with_two_and_the_others_are_still_checked(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("# 某县某局2025年政府信息公开工作年度报告\n\n一、总体情况\n\n本年度工作正常。\n")

    checked = answered("check", tmp_path / "none.html", good, "--format", "json", "--home", tmp_path)

    assert checked.returncode == 2
    assert [json.loads(line)["source"] for line in checked.stdout.splitlines()] == [
        str(tmp_path / "none.html"),
        str(good),
    ]


@pytest.mark.skipif(SEED is None, reason="../shared/seeds is not here")
def test_the_seed_is_read_and_checked_as_the_contract_says() -> None:
    checked = chunxun("check", str(SEED), "--format", "json", "--year", "2020")

    (line,) = checked.stdout.splitlines()
    result = json.loads(line)
    report, verdicts = result["report"], {v["rule"]: v for v in result["verdicts"]}
    cells = {name: sum(len(row) for row in rows.values()) for name, rows in report["tables"].items()}
    negatives = {f["where"]: f["actual"] for f in verdicts["presence.number"]["findings"]}

    assert checked.returncode == 1
    assert (report["year"], report["edition"]) == (2020, "2019")
    assert cells == {"disclosure": 22, "applications": 161, "remedies": 15}
    assert any("fees" in part for part in report["unread"])
    assert verdicts["arithmetic.balance"]["outcome"] == "passed"
    assert verdicts["presence.number"]["outcome"] == "failed"
    assert negatives == {
        "disclosure.other_services.previous_items": "-2",
        "disclosure.coercion.previous_items": "-3",
    }
    assert verdicts["agreement.documents"]["outcome"] == "review"
    assert all((v["because"] is not None) == (v["outcome"] == "not_checked") for v in verdicts.values())


def test_status_has_the_fields_of_the_contract(home: Home, settings: Settings) -> None:
    status = answered("status", "--year", "2025", "--now", NOW, "--format", "jsonl", "--home", settings.home)

    rows = [json.loads(line) for line in status.stdout.splitlines()]
    promised = {
        "agency", "name", "year", "standing", "since", "due", "statutory_due", "days_late", "claimed_date", "first_seen",
        "last_absent", "last_completed_visit", "report_url", "title", "flags", "why", "findings", "as_of", "overlay",
    }  # fmt: skip

    assert len(rows) == len(home.store.agencies())
    assert all(promised <= row.keys() for row in rows)
    assert {row["standing"] for row in rows} <= {standing.value for standing in Standing}


def test_status_speaks_english_when_asked(settings: Settings) -> None:
    status = chunxun("status", "--year", "2025", "--home", settings.home, CHUNXUN_LANGUAGE="en", NO_COLOR="1")

    assert "Standing" in status.stdout
    assert "\x1b[" not in status.stdout


def test_patrol_in_steps_says_one_line_a_stage(settings: Settings) -> None:
    steps = [
        answered(step, "--year", "2025", "--office", TOWNS, "--now", NOW, "--home", settings.home)
        for step in ("visit", "examine", "judge", "tell")
    ]
    again = answered("tell", "--year", "2025", "--office", TOWNS, "--now", NOW, "--home", settings.home)

    assert [step.returncode for step in steps] == [0, 0, 0, 0], [step.stderr for step in steps]
    assert [len(step.stdout.splitlines()) for step in steps] == [1, 1, 1, 1]
    assert list((settings.home / "outbox").glob("*.eml"))
    assert again.stdout.splitlines() == ["没有需要通知的变化"]


def test_a_report_is_checked_against_last_years(settings: Settings) -> None:
    answered("visit", "--year", "2025", "--office", TOWNS, "--now", NOW, "--home", settings.home)
    with open_home(settings, now=datetime.fromisoformat(NOW)) as home:
        kept = {
            year: home.vault.path(home.store.sightings(year, agency="990121-CZ")["990121-CZ"][-1].document)
            for year in (2024, 2025)
        }

    alone = answered("check", kept[2025], "--year", "2025", "--format", "json")
    beside = answered("check", kept[2025], "--year", "2025", "--previous", kept[2024], "--format", "json")

    outcomes = [
        {v["rule"]: v["outcome"] for v in json.loads(done.stdout)["verdicts"]}["continuity.carried-in"]
        for done in (alone, beside)
    ]
    assert outcomes == ["not_checked", "failed"]
    assert (alone.returncode, beside.returncode) == (0, 1)


def test_listing_only_opens_nothing_but_columns(settings: Settings, country: Country) -> None:
    before = len(country.requests)

    done = answered("visit", "--listing-only", "--year", "2025", "--now", NOW, "--home", settings.home)

    asked = [request.path for request in country.requests[before:]]
    reports = [
        path for path in asked if "/t2026" in path or "/art_" in path or "/info/" in path or "post_" in path
    ]
    assert done.returncode == 0, done.stderr
    assert asked
    assert reports == []


def test_an_interrupted_visit_loses_nothing_and_runs_again(settings: Settings) -> None:
    arguments = ["patrol", "--year", "2025", "--now", NOW, "--home", str(settings.home)]
    running = subprocess.Popen(
        [*CLI, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
    )  # fmt: skip
    began = eventually(lambda: any(settings.vault_folder.rglob("[0-9a-f]" * 64)), bool, seconds=60)
    running.send_signal(signal.SIGINT)
    _, error = running.communicate(timeout=60)

    again = chunxun(*arguments)

    assert began
    assert running.returncode == 130, error
    assert "中断" in error
    assert again.returncode == 0, again.stderr
    assert not [file for file in settings.vault_folder.rglob("*") if file.is_file() and len(file.name) != 64]
    assert list((settings.home / "outbox").glob("*.eml"))


def test_a_full_disk_while_keeping_a_document_is_said_and_nothing_is_half_kept(
    settings: Settings, tmp_path: Path
) -> None:
    vault = tmp_path / "tiny"
    vault.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", vault], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        arguments = ("patrol", "--year", "2025", "--now", NOW, "--limit", "8", "--home", settings.home)
        full = chunxun(*arguments, CHUNXUN_VAULT=str(vault))
        kept = [file for file in vault.rglob("*") if file.is_file()]
        sizes = [file.stat().st_size for file in kept]
    finally:
        subprocess.run(["umount", vault], check=True)
    roomy = chunxun(*arguments)

    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert str(vault) in full.stderr
    assert all(len(file.name) == 64 for file in kept)
    assert 0 not in sizes
    assert roomy.returncode == 0, roomy.stderr


def test_doctor_says_what_is_missing_and_how_to_mend_it(settings: Settings, tmp_path: Path) -> None:
    well = chunxun("doctor", "--home", settings.home)
    bare = chunxun("doctor", "--home", tmp_path / "bare", CHUNXUN_BROWSER="none")

    assert well.returncode == 0, well.stdout
    assert bare.returncode == 1
    assert all(
        name in bare.stdout
        for name in ("CHUNXUN_CANARIES", "CHUNXUN_CONTACT", "offices.toml", "make install")
    )


def test_doctor_masks_the_password_of_the_database(tmp_path: Path) -> None:
    shown = answered("doctor", "--home", tmp_path, DATABASE_URL="postgresql://me:verysecret@127.0.0.1:1/none")

    assert shown.returncode == 1
    assert "verysecret" not in shown.stdout + shown.stderr


def test_every_command_of_the_rooms_is_there_when_it_is_asked_for() -> None:
    listed = CliRunner().invoke(app, ["--help"]).output

    for name in ROOMS:
        assert name in listed
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0
