"""`python -m deploy.demo serve`, and the same run by path as from an installed wheel."""

import csv
import json
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.demo.facts import land
from deploy.demo.home import write_home
from scrapers.roster_columns import FAMILIES

ROOT = Path(__file__).parents[3]


@contextmanager
def serving(*command: str, home: Path, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, *command, "serve", "--home", str(home), "--port", "0"],
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_says_where_it_is_and_stops_when_told(tmp_path: Path, ending: signal.Signals) -> None:
    begun = time.monotonic()
    with serving("-m", "deploy.demo", home=tmp_path / "home", cwd=ROOT) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        took = time.monotonic() - begun
        process.send_signal(ending)
        out, err = process.communicate(timeout=10)

    assert told["home"] == str(tmp_path / "home")
    assert told["port"] != told["smtp_port"]
    assert (process.returncode, out, err) == (0, "", "")
    assert took < 5  # 0.6 s on two idle cores


def test_it_runs_by_path_from_anywhere_under_another_name(tmp_path: Path) -> None:
    carried = tmp_path / "flows" / "_deploy" / "demo"
    shutil.copytree(ROOT / "deploy" / "demo", carried, ignore=shutil.ignore_patterns("__pycache__"))
    with serving(str(carried), home=tmp_path / "home", cwd=tmp_path) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        process.terminate()
        process.communicate(timeout=10)

    assert told["port"] > 0
    assert process.returncode == 0


def test_a_home_with_other_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "chunxun.toml").write_text("language = 'en'\n", encoding="utf-8")
    with serving("-m", "deploy.demo", home=tmp_path, cwd=ROOT) as process:
        _, err = process.communicate(timeout=10)

    assert process.returncode == 2
    assert "chunxun.toml" in err
    assert "--replace" in err
    assert (tmp_path / "chunxun.toml").read_text(encoding="utf-8") == "language = 'en'\n"


def test_a_home_can_be_written_twice_and_replaced_when_asked(tmp_path: Path) -> None:
    write_home(tmp_path, port=8477, smtp_port=8478)
    write_home(tmp_path, port=8477, smtp_port=8478)
    with pytest.raises(FileExistsError, match=r"roster\.csv"):
        write_home(tmp_path, port=9000, smtp_port=8478)
    write_home(tmp_path, port=9000, smtp_port=8478, replace=True)

    assert "127.77.1.1:9000" in (tmp_path / "roster.csv").read_text(encoding="utf-8")


def test_the_home_holds_a_roster_offices_and_settings(tmp_path: Path) -> None:
    write_home(tmp_path, port=8477, smtp_port=8478)
    with (tmp_path / "roster.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    offices = tomllib.loads((tmp_path / "offices.toml").read_text(encoding="utf-8"))["office"]
    settings = tomllib.loads((tmp_path / "chunxun.toml").read_text(encoding="utf-8"))

    assert [row["code"] for row in rows] == [agency.code for agency in land().agencies]
    assert {row["family"] for row in rows} <= {"", *FAMILIES}
    assert {row["oversight"] for row in rows} == {office["code"] for office in offices}
    assert {row["region"][:2] for row in rows} == {"99"}
    assert settings["host_delay"] == 0
    assert settings["allow_addresses"] == ["127.0.0.0/8"]
    assert len(settings["canaries"]) == 3
    assert settings["offices"] == str(tmp_path / "offices.toml")
