"""`chunxun check` over ten thousand reports: how long it takes, and that its memory does not grow. `make bench`."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.flows.check.drafts import draft

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
ROOT = Path(__file__).resolve().parents[2]
MANY = 10_000
EARLY = range(
    450, 551, 10
)  # lines after which the memory is looked at; a line is a document, in SARIF a finding
LATE = {
    "json": range(MANY - 1000, MANY - 100, 50),
    "sarif": range(6000, 6600, 50),
}  # while all are still at work
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand reports of as many agencies; a third right, a third with a wrong total, a third with another."""
    folder = tmp_path_factory.mktemp("many")
    kinds = [
        draft(misprints=m) for m in ({}, {"applications.total.natural": -1}, {"remedies.review.total": 1})
    ]
    for number in range(MANY):
        place = chr(0x4E00 + number // 100) + chr(0x5E00 + number % 100)
        page = kinds[number % len(kinds)].replace("青石县".encode(), f"{place}县".encode())
        (folder / f"{number:05d}.html").write_bytes(page)
    return folder


def memory(process: psutil.Process) -> int:
    """Resident bytes of a process and all it started; one that just ended counts nothing."""
    total = 0
    for each in (process, *process.children(recursive=True)):
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def sampled(reports: Path, shape: str) -> tuple[int, int, list[int], list[int]]:
    """Run a check to its end: exit status, bytes written, memory early in the run and late in it."""
    early, late, written = [], [], 0
    with subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "check", str(reports), "--format", shape],
        cwd=ROOT,
        env={**os.environ, "CHUNXUN_HOME": str(reports)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:
        assert running.stdout is not None
        process = psutil.Process(running.pid)
        for number, line in enumerate(running.stdout):
            written += len(line)
            if number in EARLY:
                early.append(memory(process))
            elif number in LATE[shape]:
                late.append(memory(process))
    return running.returncode, written, early, late


@pytest.mark.parametrize("shape", ["json", "sarif"])
def test_ten_thousand_reports_are_checked_without_memory_growing(reports: Path, shape: str) -> None:
    began = time.monotonic()
    status, written, early, late = sampled(reports, shape)
    took, before, after = time.monotonic() - began, max(early) / MEGABYTE, max(late) / MEGABYTE

    print(
        f"\ncheck {MANY} reports as {shape}: {took:.0f} s, {took / MANY * 1000:.1f} ms each, {written / MEGABYTE:.0f} MB "
        f"written; memory of all processes {before:.0f} MB after 500, {after:.0f} MB near the end (limit × 1.1)"
    )
    assert status == 1
    assert after <= 1.1 * before
