"""The Prefect shells against a real server: what a run records, shows, and survives."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.demo.server import Country
from flows.home import open_home
from flows.server import Server, recorded_server, running_server
from flows.settings import Settings
from tests.flows.conftest import home_in
from tests.flows.test_tell import NOON as TOLD_AT
from tests.flows.test_tell import judged_overdue, office, port
from tests.notifications.services import Says, Services, services
from tests.prefect_api import Api, asking, eventually

__all__ = ["office", "port", "services"]  # fixtures

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


def artifacts_of(api: Api) -> dict[str, dict[str, Any]]:
    return {artifact["key"]: artifact for artifact in api.ask("/artifacts/filter")}


@pytest.fixture(scope="module")
def patrolled(
    server: Server, country: Country, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """A home after one whole patrol of the practice country, the first run the server has recorded."""
    settings = home_in(country, tmp_path_factory.mktemp("patrolled"), migrated_sqlite)
    done = run(server, "patrol", "--year", "2025", "--now", NOW, "--home", settings.home)
    assert done.returncode == 0, done.stderr
    return settings


def test_a_patrol_is_recorded_with_its_steps_batches_and_artifacts(api: Api, patrolled: Settings) -> None:
    (patrol,) = runs_of(api, "patrol")
    steps = {name: runs_of(api, name)[0] for name in ("visit", "examine", "judge", "tell")}
    tasks = eventually(lambda: api.ask("/task_runs/filter"), lambda found: len(found) >= 8)
    artifacts = artifacts_of(api)

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
    assert (patrolled.home / "summary" / "index.html").exists()


def test_the_digest_in_the_ui_says_that_it_is_a_rehearsal_and_holds_no_markup(
    api: Api, patrolled: Settings
) -> None:
    digest = artifacts_of(api)["digest"]["data"]

    assert "演练" in digest
    assert "<" not in digest.replace("&lt;", "")


def test_a_server_of_the_locked_set_records_every_task_and_asks_for_its_password(
    server: Server, api: Api, patrolled: Settings
) -> None:
    program = (
        "import asyncio\n"
        "from prefect import flow, task\n"
        "@task\nasync def step(n): return n\n"
        "@flow(name='probe')\nasync def probe():\n    for n in range(20): await step(n)\n"
        "asyncio.run(probe())\n"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": "/usr/bin:/bin", "HOME": str(server.home)} | server.environment,
        check=True,
        capture_output=True,
    )
    probe = {"flows": {"name": {"any_": ["probe"]}}}
    tasks = eventually(lambda: api.ask("/task_runs/count", **probe), lambda count: count == 20)
    refused = httpx.get(f"{server.url}/api/admin/version", trust_env=False)

    assert tasks == 20
    assert [each["state_type"] for each in runs_of(api, "probe")] == ["COMPLETED"]
    assert refused.status_code == 401
    assert recorded_server(server.home.parent) == server


def test_no_secret_of_a_channel_reaches_prefect(
    server: Server, api: Api, office: Settings, services: Services
) -> None:
    secrets = {
        "DING": "dingtalk://c4narysecret@c4narytoken0123456789",
        "SLACK": "slack://T1C4NARY3L2/A1C4NARYD/c4narytokenc4narytoken12",
        "HOOK": f"json://c4naryuser:c4narypass@{services.at.removeprefix('http://')}/c4nary-path?-k=c4nary-value",
        "MAIL": "mailto://clerk:c4nary-password@127.0.0.1:1/?from=a@chunxun.example&to=b@office.example",
    }
    channels = "".join(f'[[office.channel]]\nurl = "secret:{name}"\n' for name in secrets)
    office.offices_file.write_text(f'[[office]]\ncode = "o"\n{channels}')
    for token in ("c4narytoken0123456789", "c4narytokenc4narytoken12", "c4nary-path"):
        services.by_token[token] = Says(f"{token} is no such hook".encode(), status=403)
    with open_home(office, now=TOLD_AT) as home:
        judged_overdue(home)
    debug = {
        "CHUNXUN_ROBOTS_AT": services.at,
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "PREFECT_LOGGING_ROOT_LEVEL": "DEBUG",
    }
    done = run(
        server,
        "tell",
        "--year",
        "2025",
        "--now",
        TOLD_AT.isoformat(),
        "--home",
        office.home,
        **debug,
        **secrets,
    )
    said = eventually(lambda: api.ask("/logs/filter", limit=200), lambda lines: "no such hook" in str(lines))

    assert done.returncode == 0, done.stderr
    assert len(services.received) == 3
    files = [path.read_bytes() for path in server.home.rglob("*") if path.is_file()]
    everything = b"".join(files) + f"{said}{api.ask('/artifacts/filter')}{done.stdout}{done.stderr}".encode()
    assert b"no such hook" in everything
    assert [line[:200] for line in everything.lower().splitlines() if b"c4nary" in line] == []


def test_a_bug_of_ours_fails_the_run(server: Server, api: Api, settings: Settings) -> None:
    # A table torn out under the release's feet is nothing a portal could do.
    import sqlite3

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
