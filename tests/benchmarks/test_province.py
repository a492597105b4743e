"""All agencies of a country are judged within a minute of one core and a gigabyte. `make bench`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AGENCIES, SECONDS, MEGABYTES = 120_000, 60, 1024


def run(*words: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.province", *words],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_country_is_judged_in_a_minute(tmp_path: Path) -> None:
    run(str(AGENCIES), str(tmp_path))

    found = json.loads(run("judge", str(tmp_path)))

    print(f"\n{found} (limits: {SECONDS} s of processor time, {MEGABYTES} MB)")
    assert found["standings"] == {"on_time": AGENCIES * 99 // 100, "overdue": AGENCIES // 100}
    assert found["seconds"] <= SECONDS
    assert found["megabytes"] <= MEGABYTES


def test_the_same_of_two_hundred(tmp_path: Path) -> None:
    """The benchmark itself still runs, and says what is true."""
    run("200", str(tmp_path))

    assert json.loads(run("judge", str(tmp_path)))["standings"] == {"on_time": 198, "overdue": 2}
