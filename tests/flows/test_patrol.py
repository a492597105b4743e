"""The Prefect shells against a real server: what a run records, shows, and survives."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.server import Server, running_server
from flows.settings import Settings
from tests.prefect_api import Api, asking, eventually

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-02-01T09:00:00+08:00"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("prefect")) as running:
        yield running


@pytest.fixture
def api(server: Server) -> Iterator[Api]:
    with asking(server) as open_api:
        yield open_api


def run(server: Server, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`chunxun …` beside a running server."""
    bare = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, arguments)],
        cwd=ROOT,
        env=bare | server.environment | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def runs_of(api: Api, name: str) -> list[dict[str, Any]]:
    query = {"flows": {"name": {"any_": [name]}}, "sort": "START_TIME_DESC"}
    found: list[dict[str, Any]] = api.ask("/flow_runs/filter", **query)
    return found


def test_a_patrol_is_recorded_with_its_steps_batches_and_artifacts(
    server: Server, api: Api, settings: Settings
) -> None:
    done = run(server, "patrol", "--year", "2025", "--now", NOW, "--home", settings.home)

    assert done.returncode == 0, done.stderr
    (patrol,) = runs_of(api, "patrol")
    steps = {name: runs_of(api, name)[0] for name in ("visit", "examine", "judge", "tell")}
    tasks = eventually(lambda: api.ask("/task_runs/filter"), lambda found: len(found) >= 8)
    artifacts = {artifact["key"]: artifact for artifact in api.ask("/artifacts/filter")}

    # A portal that is down, one that blocks and one that is lost are among them, and no run failed for it.
    assert patrol["state_type"] == "COMPLETED"
    assert {step["state_type"] for step in steps.values()} == {"COMPLETED"}
    assert patrol["name"] == "patrol 2025 演练 2026-02-01 09:00"
    # One task run a batch and one a step, besides the four that stand for the subflows: never one a page.
    assert len(tasks) == 8
    assert [task["name"] for task in tasks if task["name"].startswith("batch")] == ["batch-001"]
    assert artifacts.keys() >= {
        "visit-progress",
        "visit-outcomes",
        "examined-reports",
        "changes",
        "digest",
        "summary",
        "round",
    }
    assert artifacts["visit-progress"]["data"] == 100
    assert "待核实" in artifacts["round"]["data"]
    assert "逾期未检索到" not in artifacts["round"]["data"]
    assert (settings.home / "summary" / "index.html").exists()


def test_the_digest_in_the_ui_says_that_it_is_a_rehearsal_and_holds_no_markup(
    server: Server, api: Api, settings: Settings
) -> None:
    run(server, "patrol", "--year", "2025", "--now", NOW, "--home", settings.home)
    (digest,) = [
        a for a in api.ask("/artifacts/filter", sort="CREATED_DESC", limit=50) if a["key"] == "digest"
    ][:1]

    assert "演练" in digest["data"]
    assert "<" not in digest["data"].replace("&lt;", "")


def test_a_bug_of_ours_fails_the_run(server: Server, api: Api, settings: Settings) -> None:
    # A table torn out under the release's feet is nothing a portal could do.
    import sqlite3

    run(server, "status", "--year", "2025", "--home", settings.home)
    with sqlite3.connect(settings.home / "chunxun.db") as connection:
        connection.execute("ALTER TABLE assessment RENAME TO lost")
    connection.close()

    done = run(server, "judge", "--year", "2025", "--now", NOW, "--home", settings.home)

    assert done.returncode == 1
    assert runs_of(api, "judge")[0]["state_type"] == "FAILED"


def test_a_second_patrol_at_the_same_time_is_skipped_and_says_so(
    server: Server, api: Api, settings: Settings
) -> None:
    from flows.home import only_one, open_home

    with open_home(settings) as home, only_one(home, "patrol"):
        done = run(server, "patrol", "--year", "2025", "--now", NOW, "--home", settings.home)

    assert done.returncode == 0, done.stderr
    assert runs_of(api, "patrol")[0]["state_name"] == "Skipped"
