"""`chunxun serve`: a server, a schedule, a summary on loopback, and nothing left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from flows.server import Server, recorded_server, turned
from flows.settings import Settings
from tests.prefect_api import asking, eventually

ROOT = Path(__file__).resolve().parents[2]


def test_serve_runs_the_schedule_and_the_summary_and_ends_cleanly(settings: Settings) -> None:
    (settings.home / "summary").mkdir(exist_ok=True)
    (settings.home / "summary" / "index.html").write_text("<!doctype html><title>summary</title>")
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "flows.cli",
            "serve",
            "--home",
            settings.home,
            "--port",
            "0",
            "--summary-port",
            "0",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as serving:
        server = eventually(
            lambda: recorded_server(settings.home), lambda found: found is not None, seconds=90
        )
        assert server is not None
        with asking(server) as api:
            deployments = eventually(
                lambda: api.ask("/deployments/filter"), lambda found: len(found) == 8, seconds=60
            )
            flow_runs = eventually(
                lambda: api.ask("/flow_runs/filter", flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}}),
                lambda found: {run["deployment_id"] for run in found} == _scheduled(deployments),
                seconds=60,
            )
        summary = httpx.get((settings.home / "summary.url").read_text(), trust_env=False)
        listening = _listening_ports(serving.pid)
        serving.send_signal(signal.SIGTERM)
        serving.communicate(timeout=120)  # a run may just have begun

    daily = [d for d in deployments if d["name"] == "daily"]
    assert len(deployments) == 8
    assert [s["schedule"]["timezone"] for d in daily for s in d["schedules"]] == ["Asia/Shanghai"]
    (waiting,) = (d["id"] for d in deployments if d["name"] == "waiting")  # every quarter of an hour
    assert {run["expected_start_time"][11:16] for run in flow_runs if run["deployment_id"] != waiting} == {
        "22:30",  # 06:30 in Shanghai
        "23:30",
        "04:30",
    }
    assert summary.text.endswith("<title>summary</title>")
    assert listening
    assert all(address.startswith("127.") for address in listening)
    assert recorded_server(settings.home) is None
    # Stopping pauses no schedule: the next start finds it active.
    assert all(s["active"] for d in daily for s in d["schedules"])


def _scheduled(deployments: list[dict[str, Any]]) -> set[str]:
    return {deployment["id"] for deployment in deployments if deployment["schedules"]}


def _listening_ports(pid: int) -> list[str]:
    """IPv4 addresses on which the process and its children listen; IPv6 ones by their hexadecimal."""
    sockets = {
        str(descriptor.readlink())
        for member in _family(pid)
        for descriptor in Path(f"/proc/{member}/fd").glob("*")
        if descriptor.is_symlink()
    }
    listening = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                listening.append(_address(fields[1].split(":")[0]))
    return listening


def _address(hexadecimal: str) -> str:
    return (
        ".".join(str(byte) for byte in bytes.fromhex(hexadecimal)[::-1])
        if len(hexadecimal) == 8
        else hexadecimal
    )


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents = {
        int(entry.parent.name): int(entry.read_text().rsplit(")", 1)[1].split()[1])
        for entry in Path("/proc").glob("[0-9]*/stat")
    }
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    return family


def test_prefect_lets_its_own_runs_go_after_the_next_season_and_not_before(tmp_path: Path) -> None:
    server = Server(url="http://127.0.0.1:1", auth="a:b", home=tmp_path)
    asked = "from prefect.settings import get_current_settings as s; v = s().server.services.db_vacuum; print(*sorted(v.enabled), v.retention_period.days)"

    said = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | server.server_environment, cwd=tmp_path, check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip

    assert said.split() == ["events", "flow_runs", "400"]


def test_the_servers_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = tmp_path / "prefect-server.log"
    log.write_text("long ago")

    turned(log, most=100)
    assert log.exists()

    turned(log, most=7)
    assert (log.exists(), log.with_name("prefect-server.log.1").read_text()) == (False, "long ago")
