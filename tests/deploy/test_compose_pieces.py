"""The pieces of deploy/compose.yaml, run by hand: PostgreSQL, one Prefect server, one worker; no Docker.

Commands and settings are read from the file; only addresses and secrets are our own.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from cryptography.fernet import Fernet

from deploy.demo.server import running
from flows.home import open_home
from flows.roster import import_file
from flows.server import Server
from flows.settings import read_settings
from models.assessment import Standing
from tests.postgres import Cluster
from tests.prefect_api import asking, eventually

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
BIN = Path(sys.executable).parent
AUTH = "admin:only-for-this-test"


def settings_of(service: str, *, server: str, store: str, prefect: str) -> dict[str, str]:
    """The environment compose gives a service, with our own addresses and secrets."""
    secrets = {"PREFECT_AUTH": AUTH, "PREFECT_ENCRYPTION_KEY": Fernet.generate_key().decode()}
    given = {}
    for name, value in COMPOSE[service].get("environment", {}).items():
        text = re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda m: secrets.get(m[1], m[2] or ""), str(value))
        given[name] = text
    own = {
        "PREFECT_API_URL": f"{server}/api",
        "PREFECT_UI_API_URL": f"{server}/api",
        "PREFECT_API_DATABASE_CONNECTION_URL": prefect,
        "DATABASE_URL": store,
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": server,
    }
    return given | {name: value for name, value in own.items() if name in given}


def command_of(service: str, port: int) -> list[str]:
    """What compose runs, with our port and our own folder."""
    text = COMPOSE[service]["command"].replace("0.0.0.0", "127.0.0.1").replace("4200", str(port))
    return shlex.split(text.replace("/opt/chunxun", str(DEPLOY.parent)))


@contextmanager
def started(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("wb") as sink,
        subprocess.Popen(
            command, env=environment, stdout=sink, stderr=sink, cwd=log.parent, start_new_session=True
        ) as child,
    ):
        try:
            yield child
        finally:
            child.terminate()
            try:
                child.wait(timeout=30)
            except subprocess.TimeoutExpired:
                child.kill()


@pytest.mark.timeout(280)
def test_the_pieces_of_the_compose_file_carry_a_patrol(
    postgres: Cluster, tmp_path: Path, unused_tcp_port: int
) -> None:
    server = f"http://127.0.0.1:{unused_tcp_port}"
    store = postgres.url(postgres.database())
    prefect = postgres.url(postgres.database()).replace("postgresql://", "postgresql+asyncpg://")
    addresses = {"server": server, "store": store, "prefect": prefect}

    def environment(service: str, home: Path) -> dict[str, str]:
        base = {
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "PREFECT_HOME": str(tmp_path / f"prefect-{service}"),
            "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
            "CHUNXUN_HOME": str(home),
        }
        given = settings_of(service, **addresses)
        for name in ("CHUNXUN_CONTACT", "CHUNXUN_CANARIES", "CHUNXUN_OFFICES", "PREFECT_HOME"):
            given.pop(name, None)  # the practice home has its own
        return base | given

    with running(port=0, mailbox=tmp_path / "mail") as country:
        home = tmp_path / "home"
        home.mkdir()
        country.write_home(home)
        os.environ["DATABASE_URL"] = store
        try:
            settings = read_settings(home)
            import_file(settings, home / "roster.csv", dry_run=False, now=None)
        finally:
            del os.environ["DATABASE_URL"]
        with started(
            command_of("server", unused_tcp_port), environment("server", home), tmp_path / "server.log"
        ):
            ready = eventually(lambda: _is_ready(server), bool, seconds=90)
            assert ready, (tmp_path / "server.log").read_text()[-2000:]
            declared = subprocess.run(
                command_of("deploy", unused_tcp_port),
                env=environment("deploy", home),
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            assert declared.returncode == 0, declared.stdout + declared.stderr
            with (
                started(
                    command_of("worker", unused_tcp_port),
                    environment("worker", home),
                    tmp_path / "worker.log",
                ),
                asking(Server(url=server, auth=AUTH, home=tmp_path)) as api,
            ):
                state = _run_daily(api, {"year": 2025, "now": "2026-02-01T09:00:00+08:00", "limit": 6})

    with open_home(settings) as opened:
        standings = {each.agency: each.standing for each in opened.store.assessments(2025)}
        roster = opened.store.agencies()

    assert state == "COMPLETED", (tmp_path / "worker.log").read_text()[-3000:]
    assert len(standings) == len(roster)
    assert Standing.ON_TIME in standings.values()
    assert (home / "summary" / "index.html").exists()
    assert list(country.mailbox.glob("*.eml"))


def _is_ready(server: str) -> bool:
    try:
        return httpx.get(f"{server}/api/ready", trust_env=False, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def _run_daily(api: Any, parameters: dict[str, object]) -> str:
    """Start the daily deployment as a person would from the UI, and wait for its end."""
    (daily,) = [d for d in api.ask("/deployments/filter") if d["name"] == "daily"]
    run = api.ask(
        f"/deployments/{daily['id']}/create_flow_run", parameters=parameters, state={"type": "SCHEDULED"}
    )
    ended = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
    final = eventually(
        lambda: api.read(f"/flow_runs/{run['id']}")["state_type"], lambda state: state in ended, seconds=120
    )
    return str(final)


def test_every_secret_of_the_compose_file_must_be_given() -> None:
    asked = set(re.findall(r"\$\{(\w+):\?", (DEPLOY / "compose.yaml").read_text()))
    example = {
        line.split("=")[0]
        for line in (DEPLOY / "env.example").read_text().splitlines()
        if "=" in line and line[0] != "#"
    }

    assert asked == example


def test_the_image_runs_as_an_ordinary_user_from_the_lock() -> None:
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()

    assert "USER chunxun" in lines
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    assert lines.index("USER chunxun") < next(n for n, line in enumerate(lines) if line.startswith("CMD"))
