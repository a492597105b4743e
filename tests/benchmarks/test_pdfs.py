"""How fast a PDF with a text layer is read and checked: processor time of one core, printed for docs/benchmarks.md."""

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Spacer

from models.report import Medium, Report
from reports.reading import read
from reports.rules import check
from tests.benchmarks.test_web_pages import median, rich
from tests.reports.clothes import pages
from tests.reports.clothes.form import sheet
from tests.reports.reading.material import shared

pytestmark = pytest.mark.slow
LIMIT = 0.400  # seconds


def six_pages() -> bytes:
    """A report whose tables and sections fill six pages, as those printed in large letters do."""
    facts = rich()
    return pages.paper(
        facts,
        lambda form: [
            Spacer(1, 0.3 * A4[1]),
            pages.table(sheet(facts, form), form.id, pages.RULED),
            Spacer(1, 0.35 * A4[1]),
        ],
    )


@pytest.mark.parametrize("name", ["made here", "huaian_2024"])
def test_a_pdf_of_six_pages_is_read_and_checked(name: str) -> None:
    content = six_pages() if name == "made here" else shared(f"corpus/reports/{name}.pdf")
    assert content.count(b"/Type /Page\n") == 6 or name != "made here"
    report: Report = read(content)

    def work() -> None:
        check(read(content), year=report.year)

    took = median(work, runs=15)
    print(
        f"\na PDF of six pages, {name}: read and checked in {took * 1000:.0f} ms (limit {LIMIT * 1000:.0f})"
    )

    assert (report.legibility.medium, len(report.tables)) == (Medium.TEXT, 3)
    assert took <= LIMIT
