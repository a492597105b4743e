"""Random reports printed, laid on a scanner and recognised: how many figures come back, and that none is an accusation.

Recognition errs, so this is a measure with limits and no equality: `make prove-clothes` prints it for docs/benchmarks.md.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from flows.reading import read_document
from models.report import Cell, CellKind, Report
from models.verdict import Side
from reports.rules import check
from tests.reports.clothes import pages, word
from tests.reports.clothes.converted import office
from tests.reports.clothes.facts import Facts, any_facts, as_report
from tests.reports.reading.scans import needs_recognition, scanned

pytestmark = pytest.mark.slow
SCANS = 10  # of each manner of printing


def from_word(facts: Facts) -> bytes:
    paper = word.document(facts)
    for table in paper.tables:
        table.style = "Table Grid"
    return office(word.saved(paper), "pdf")


# Word's default columns are so narrow that labels stand one or two letters a line, and rows are cut by the page's end.
LEAST = {"ruled": 0.99, "from Word": 0.85}
PRINTED: dict[str, Callable[[Facts], bytes]] = {"ruled": pages.ruled, "from Word": from_word}


@dataclass(slots=True)
class Tally:
    """Figures by how they were read, and findings laid on the agency."""

    figures: Counter[str] = field(default_factory=Counter)
    accused: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, facts: Facts, report: Report) -> None:
        """Count a report that is correct but for one total."""
        for name, table in as_report(facts).tables.items():
            for row, column, right in table:
                own = report.tables[name].cell(row, column) if name in report.tables else None
                self.figures[_how(own, right)] += 1
        self.accused += [
            f"{verdict.rule} {finding.where}"
            for verdict in check(report, year=facts.year)
            for finding in verdict.findings
            if finding.side is Side.AGENCY
        ]


def _how(own: Cell | None, right: Cell) -> str:
    if own is None:
        return "named as unread"
    if not own.doubtful:
        return "relied on"
    if own.kind is CellKind.TEXT and own.value is None:
        return "no figure"
    return "exact" if (own.kind, own.value) == (right.kind, right.value) else "wrong"


def misprinted(facts: Facts) -> Facts:
    """With one total that is not the sum of its row."""
    address = ("applications", "total", "total")
    return facts.with_figures({address: str(int(facts.figures[address] or 0) + 1)})


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", PRINTED)
def test_scans_are_read_nearly_in_full_and_accuse_nobody(name: str) -> None:
    needs_recognition()
    tally = Tally()

    @settings(
        max_examples=SCANS,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(any_facts(absent=("0", "")).filter(lambda facts: len(set(facts.figures.values())) > 12))
    def scan(facts: Facts) -> None:
        wrong = misprinted(facts)
        content = scanned(
            PRINTED[name](wrong), aslant=(len(tally.accused) + tally.figures.total()) % 7 / 4 - 0.75
        )
        began = time.monotonic()
        report = read_document(content)
        tally.seconds += time.monotonic() - began
        tally.add(wrong, report)

    scan()
    total = tally.figures.total()
    shares = ", ".join(f"{how} {count / total:.2%}" for how, count in tally.figures.most_common())
    print(
        f"\n{SCANS} scans, {name}, {total} figures: {shares}; {len(tally.accused)} findings laid on the agency; {tally.seconds / SCANS:.0f} s a scan"
    )

    assert tally.accused == []
    assert tally.figures["relied on"] == 0
    assert tally.figures["exact"] >= LEAST[name] * total
