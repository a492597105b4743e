"""Reading untrusted documents by the ten thousand, printed for docs/benchmarks.md. `make bench`."""

import time

import psutil
import pytest

from flows.reading import read_document
from flows.worker import WORKERS
from reports.editions import edition
from reports.reading import Unreadable
from tests.reports.hostile import packages, sheets
from tests.reports.reading.material import as_page, counted
from tests.reports.reading.word import as_docx

pytestmark = pytest.mark.slow
FORM = edition("2021")
DOCUMENTS = 10_000


@pytest.mark.timeout(3600)
def test_ten_thousand_documents_leave_us_as_small_as_the_first_hundred() -> None:
    page, word = as_page(FORM, counted(FORM)).encode(), as_docx(FORM, counted(FORM))
    kinds = [page] * 7 + [word, packages.bomb(), sheets.encrypted()]
    _read(kinds * 10)
    before, began, used = psutil.Process().memory_info().rss, time.perf_counter(), time.process_time()
    _read(kinds * (DOCUMENTS // len(kinds)))
    taken, grown = time.perf_counter() - began, psutil.Process().memory_info().rss - before
    print(
        f"\n10,000 documents, one in ten hostile: {taken:.0f} s, {(time.process_time() - used) / DOCUMENTS * 1000:.1f} ms"
        f" of our own time each, grown by {grown / 2**20:.1f} MB (limit 8 MB)"
    )

    assert grown < 8 * 2**20
    assert len(WORKERS.idle) == 1


def _read(documents: list[bytes]) -> None:
    for content in documents:
        try:
            read_document(content)
        except Unreadable:
            continue
