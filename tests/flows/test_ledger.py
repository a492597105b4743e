"""`chunxun ledger` over a stored season: the numbers of `chunxun status`, one office or all, now or then."""

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from flows.home import open_home
from flows.ledger import book_of
from flows.settings import Settings, read_settings
from models.assessment import Standing
from models.verdict import Verdict
from notifications.ledger_entries import Audience
from notifications.words import STANDING
from tests.flows.command import answered
from tests.flows.stored import keep
from tests.notifications.season import AS_OF, COUNTY, ROWS, season
from tests.notifications.test_ledger import table

YEAR = "2025"


@pytest.fixture
def kept(database_url: str, tmp_path: Path) -> Settings:
    """A home that holds the season, on either database."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "chunxun.toml").write_text(f'database_url = "{database_url}"\ncontact = "x@example.org"\n')
    settings = read_settings(folder)
    with open_home(settings) as home:
        keep(home, season())
    return settings


def test_the_ledger_and_status_tell_the_same_of_everybody(kept: Settings, tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"

    made = answered("ledger", "--year", YEAR, "--out", file, "--internal", "--home", kept.home)
    told = answered("status", "--year", YEAR, "--format", "jsonl", "--home", kept.home)

    assert made.returncode == 0, made.stderr
    rows = {row["单位编码"]: row for row in table(openpyxl.load_workbook(file)["台账"])}
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(lines) == len(rows) == len(ROWS)
    for line in lines:
        row = rows[line["agency"]]
        assert row["公布状态"] == STANDING[Standing(line["effective"])].zh
        assert row["说明"] == line["why"]
        assert [row[f"{label}问题数"] or 0 for label in ("严重", "较重", "一般", "提示")] == list(
            line["findings"].values()
        )
        assert (row["采信公布日期"] is None) == (line["claimed_why"] is None)


def test_one_offices_ledger_holds_its_agencies_alone(kept: Settings, tmp_path: Path) -> None:
    file = tmp_path / "县.xlsx"

    made = answered("ledger", "--year", YEAR, "--office", COUNTY.code, "--out", file, "--home", kept.home)

    assert made.returncode == 0, made.stderr
    assert f"{file}（6 个单位）" in made.stdout
    book = openpyxl.load_workbook(file)
    assert {row["主管（本级公开办）"] for row in table(book["台账"])} == {COUNTY.code}
    [region, total] = table(book["统计"])
    assert (region["单位数"], total["单位数"]) == (6, 6)


def test_whom_it_does_not_name_it_says_and_how_to_have_them(kept: Settings, tmp_path: Path) -> None:
    made = answered("ledger", "--year", YEAR, "--out", tmp_path / "台账.xlsx", "--home", kept.home)

    assert "另有 2 个待核实单位只计数、不列名，--internal 列名供内部核实" in made.stdout


def test_the_ledger_of_an_earlier_moment_knows_nothing_of_later(kept: Settings, tmp_path: Path) -> None:
    file = tmp_path / "当时.xlsx"

    made = answered(
        "ledger",
        "--year",
        YEAR,
        "--as-of",
        "2026-01-27T12:00",
        "--internal",
        "--out",
        file,
        "--home",
        kept.home,
    )

    assert made.returncode == 0, made.stderr
    book = openpyxl.load_workbook(file)
    rows = table(book["台账"])
    assert Counter(row["首次发现时间"] for row in rows) == {None: len(ROWS)}
    assert {row["问题清单"] for row in rows} == {None}
    assert {row["公布状态"] for row in rows} <= {"即将到期", "未到期", "豁免"}
    assert all("演练" in page["A2"].value for page in book)


def test_findings_are_those_of_reports_examined_by_then(kept: Settings) -> None:
    late = next(row for row in ROWS if row.code == "990100-05")
    before = late.first_seen - timedelta(hours=1)

    def verdicts_at(moment: datetime) -> tuple[Verdict, ...]:
        with open_home(kept, now=moment) as home:
            return book_of(home, int(YEAR), office=None, audience=Audience.OFFICE).season.verdicts.get(
                late.code, ()
            )

    assert (verdicts_at(before), verdicts_at(AS_OF)) == ((), late.verdicts)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--out", "x.csv"], 2, ".xlsx"),
        (["--out", "无此文件夹/x.xlsx"], 2, "无法写入"),
        (["--out", "x.xlsx", "--office", "nobody"], 2, "nobody"),
        (["--out", "x.xlsx", "--year", "1999"], 2, "1999"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is_left(
    tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    out = str(tmp_path / arguments[1])

    refused = answered("ledger", "--home", tmp_path / "home", "--out", out, *arguments[2:])

    assert (refused.returncode, said in refused.stderr) == (status, True)
    assert list(tmp_path.glob("*.xlsx")) == list(tmp_path.glob("*.csv")) == []
