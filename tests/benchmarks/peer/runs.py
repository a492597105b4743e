"""The two crawlers over the same portals, each as a process of its own, timed alike: from the first request on."""

import contextlib
import csv
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.peer import world

ROOT = Path(__file__).resolve().parents[3]
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl. Seconds from the portals' first request to the end of the process; start-up apart."""

    wall: float
    cpu: float
    start_up: float  # seconds of the wall before the first request
    peak: float  # MB
    asked: dict[str, int]
    most_a_host: int


@contextlib.contextmanager
def portals(*sizes: int) -> Iterator[int]:
    """The portals' process while the block lasts, of so many hosts and columns each; its port."""
    command = [sys.executable, "-m", "tests.benchmarks.peer.serve", *map(str, sizes)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()
        assert server.stdout is not None
        server.stdout.close()


def scrapy(port: int, feed: Path, *, in_order: bool, now: int) -> Run:
    feed.unlink(missing_ok=True)
    order = "order" if in_order else "sorted"
    return _timed(
        port, now, [sys.executable, "-m", "tests.benchmarks.peer.spider", str(port), str(feed), order]
    )


def chunxun(port: int, home: Path, *, now: int) -> Run:
    return _timed(port, now, listing_pass(home, now=now), env=settings(port))


def listing_pass(home: Path, *, now: int) -> list[str]:
    """The command of our own listing pass."""
    chosen = f"2026-02-0{now}T09:00+08:00"
    command = ["visit", "--listing-only", "--year", str(world.YEAR), "--home", str(home), "--now", chosen]
    return [sys.executable, "-m", "flows.cli", *command]


def write_roster(port: int, file: Path, *sizes: int, in_order: bool) -> None:
    """The columns as an office's spreadsheet, hosts interleaved or one after another."""
    chosen = list(world.columns(*sizes))
    if not in_order:
        chosen.sort(key=lambda column: column.host)
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["code", "name", "kind", "level", "region", "oversight", "column_url"])
        for place, column in enumerate(chosen):
            address = f"http://{column.host}:{port}{column.path}"
            writer.writerow(
                [f"{place:04d}-{column.code}", column.agency, "department", "county", "411300", "o", address]
            )


def import_roster(port: int, home: Path, file: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "roster", "import", str(file), "--home", str(home)]
    subprocess.run(command, cwd=ROOT, env=settings(port), check=True, capture_output=True)


def settings(port: int) -> dict[str, str]:
    return {
        **os.environ,
        "CHUNXUN_ALLOW_ADDRESSES": "127.0.0.0/8",
        "CHUNXUN_HOST_DELAY": "0",
        "CHUNXUN_TIMEOUT": "5",
        "CHUNXUN_CONCURRENCY": "32",
        "CHUNXUN_CANARIES": " ".join(f"http://{host}:{port}/" for host in world.CANARIES),
        "CHUNXUN_BROWSER": "none",
        "CHUNXUN_CONTACT": "bench@example.org",
    }


def counts(port: int, turn: int | None = None) -> dict[str, object]:
    """What the portals counted; with `turn`, after beginning that pass."""
    query = f"?turn={turn}" if turn is not None else ""
    with urllib.request.urlopen(f"http://{world.CONTROL}:{port}/{query}") as answer:
        told: dict[str, object] = json.load(answer)
        return told


def _timed(port: int, now: int, command: list[str], env: dict[str, str] | None = None) -> Run:
    counts(port, turn=now)
    began = time.time()
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    before: list[float] = []
    watch = threading.Thread(target=_cpu_at_first_request, args=(port, process.pid, before))
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    ended = time.time()
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.join()
    told = counts(port)
    first = float(str(told["first"]))
    assert process.returncode == 0, command
    asked = told["asked"]
    assert isinstance(asked, dict)
    return Run(
        wall=ended - first,
        cpu=usage.ru_utime + usage.ru_stime - before[0],
        start_up=first - began,
        peak=usage.ru_maxrss / 1024,
        asked=asked,
        most_a_host=int(str(told["most_a_host"])),
    )


def _cpu_at_first_request(port: int, pid: int, found: list[float]) -> None:
    """The processor time a process has used when its first request reaches the portals."""
    while counts(port)["first"] is None:
        time.sleep(0.01)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        found.append((int(fields[11]) + int(fields[12])) / TICK)
    except (FileNotFoundError, IndexError):
        found.append(0.0)
