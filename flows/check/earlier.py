"""Last year's reports, read once and put on a shelf: on disk, because there may be thousands of them."""

import json
from pathlib import Path

from flows.check.result import Unread
from models.plain import plain, reader
from models.report import Report
from models.words import Words
from reports.predecessor import Filed, agency_of

_read_report = reader(Report)

NO_YEAR = Words("没有写明年度", "it does not say its year")


def put(report: Report, *, source: str, sha256: str, folder: Path) -> Filed | Unread:
    """Put a report on the shelf; one that does not say its year can be found by nobody."""
    if report.year is None:
        return Unread(source=source, words=NO_YEAR)
    (folder / sha256).write_text(json.dumps(plain(report)), encoding="utf-8")
    return Filed(source=source, sha256=sha256, agency=agency_of(report), year=report.year)


def take(filed: Filed, folder: Path) -> Report:
    """The report again, as it was put there."""
    report: Report = _read_report(json.loads((folder / filed.sha256).read_text(encoding="utf-8")))
    return report
