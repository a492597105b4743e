"""How fast a web page of 100 KB is read and checked: processor time of one core, printed for docs/benchmarks.md."""

import statistics
import time
from collections.abc import Callable

import pytest
from hypothesis import Phase, find, settings

from models.report import Report
from reports.reading import read
from reports.rules import check
from tests.reports.clothes import web
from tests.reports.clothes.facts import Facts, plain_facts

pytestmark = pytest.mark.slow
WHOLE = 0.015  # seconds, to read and to check


def median(work: Callable[[], object], *, runs: int = 25) -> float:
    """Processor seconds, the median of some runs after one to warm up."""
    work()
    taken = []
    for _ in range(runs):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def rich() -> Facts:
    """A report with figures of many sizes, always the same."""
    quickly = settings(phases=[Phase.generate], derandomize=True, database=None)
    return find(plain_facts("2021"), lambda facts: len(set(facts.figures.values())) > 12, settings=quickly)


def pasted(facts: Facts) -> bytes:
    """Word's clutter around every figure."""
    return web.pasted_from_word(facts)


def in_portal(facts: Facts) -> bytes:
    """A portal's menus of hundreds of links around a lean report."""
    menu = "".join(
        f'<li><a href="/col/col{number}/index.html" target="_blank">栏目{number}</a></li>'
        for number in range(1000)
    )
    return web.official(facts).replace('<div class="top">', f'<div class="top"><ul>{menu}</ul>').encode()


@pytest.mark.parametrize("dress", [pasted, in_portal], ids=["pasted from Word", "in a portal's menus"])
def test_a_web_page_of_100_kb_is_read_and_checked(
    dress: Callable[[Facts], bytes], request: pytest.FixtureRequest
) -> None:
    page = dress(rich())
    report: Report = read(page)

    reading, checking = median(lambda: read(page)), median(lambda: check(report, year=report.year))
    print(
        f"\n{request.node.callspec.id}, {len(page) / 1000:.0f} KB: read in {reading * 1000:.1f} ms,"
        f" checked in {checking * 1000:.1f} ms; limit of both {WHOLE * 1000:.0f} ms"
    )
    assert reading + checking <= WHOLE
