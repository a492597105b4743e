"""Whether two documents say the same: the figures and the words of a report, apart from the page around it."""

import hashlib

from models.report import Report


def fingerprint(report: Report) -> str:
    """A hash of every cell as written and every section's text without white space; the page's chrome is left out."""
    cells = [
        f"{table.id}.{row}.{column}={''.join(cell.raw.split())}"
        for table in report.tables.values()
        for row, column, cell in table
    ]
    texts = [f"{section.no}={''.join(section.text.split())}" for section in report.sections]
    return hashlib.sha256("\n".join((*sorted(cells), *texts)).encode()).hexdigest()
