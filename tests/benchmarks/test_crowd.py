"""Ten thousand portals in one listing pass: what is remembered of the first is not carried to the last. `make bench`."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.benchmarks.peer import runs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

HOSTS, EACH = 10_000, 1
EARLY, GROWTH = 500, 1.2
MEGABYTE = 1024 * 1024


def samples(process: subprocess.Popen[bytes], port: int) -> Iterator[tuple[int, int]]:
    """Pages served and the crawler's resident bytes, twice a second until it ends."""
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        asked = runs.counts(port)["asked"]
        assert isinstance(asked, dict)
        try:
            yield asked.get("page", 0), watched.memory_info().rss
        except psutil.NoSuchProcess:
            return
        time.sleep(0.5)


def test_memory_does_not_grow_with_the_portals_visited(tmp_path: Path) -> None:
    home, roster = tmp_path / "home", tmp_path / "roster.csv"
    with runs.portals(HOSTS, EACH) as port:
        runs.write_roster(port, roster, HOSTS, EACH, in_order=True)
        runs.import_roster(port, home, roster)
        runs.counts(port, turn=1)
        began = time.monotonic()
        with subprocess.Popen(
            runs.listing_pass(home, now=1), cwd=runs.ROOT, env=runs.settings(port), stdout=subprocess.DEVNULL
        ) as running:
            seen = list(samples(running, port))
        took = time.monotonic() - began
    early = next(memory for pages, memory in seen if pages >= EARLY)
    late = max(memory for _, memory in seen)
    pages = max(pages for pages, _ in seen)
    print(
        f"\n{pages} portals in {took:.0f} s: {early / MEGABYTE:.0f} MB after {EARLY}, "
        f"{late / MEGABYTE:.0f} MB at most ({late / early:.2f}, limit {GROWTH})"
    )

    assert running.returncode == 0
    assert pages == HOSTS * EACH
    assert late <= GROWTH * early
