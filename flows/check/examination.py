"""One document read and checked, with last year's report beside it where there is one."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.check import earlier
from flows.check.contents import NotFetched, content_of_file
from flows.check.result import Examined, Result, Unread
from flows.reading import read_document
from models.report import Report
from models.verdict import RuleOutcome, Verdict
from models.words import Words
from reports.kinds import agency_named
from reports.predecessor import Filed, predecessor, unfit
from reports.reading import Unreadable
from reports.reading.content import media
from reports.rules import Beside, check_beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document. `content` is None for a file, which whoever works on it reads itself."""

    source: str
    content: bytes | None = None
    refused: Words | None = None  # why there is nothing to read: it was told when the document was fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for every document of a run."""

    agency: str = ""  # full name; empty: as the report says
    year: int | None = None  # None: as the report says
    shelf: Mapping[int, Sequence[Filed]] = field(default_factory=dict)  # by year
    only: Filed | None = (
        None  # the one report given for the one document: whoever gave it says it is its predecessor
    )
    folder: Path = Path()  # where what stands on the shelf lies


def examine(task: Task, terms: Terms) -> Result:
    """Read one document and run every rule over it."""
    try:
        content, media_type, report = _read(task)
    except (NotFetched, Unreadable) as error:
        return Unread(source=task.source, words=error.words)
    filed, remark = _previous(report, terms)
    verdicts = check_beside(report, _beside(report, filed, terms))
    if _is_none(report, verdicts):
        return Unread(source=task.source, words=_NONE)
    return Examined(
        source=task.source,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        report=report,
        verdicts=verdicts,
        previous=filed.source if filed else "",
        remark=remark,
    )


def _is_none(report: Report, verdicts: Sequence[Verdict]) -> bool:
    """Whether nothing of an annual report was met: then that nothing failed says nothing.

    Where a rule has something to say, as of a report in pictures, it is said instead.
    """
    told = any(each.outcome in {RuleOutcome.FAILED, RuleOutcome.REVIEW} for each in verdicts)
    return not (told or report.title or report.sections or report.tables)


_NONE = Words(
    "没有读到年度报告的标题、章节和表格，可能选错了文件。请核对文件；确是年度报告的，请另存为网页或 Word 文件后再检查。",
    "there is no title, section or table of an annual report in it: perhaps it is the wrong file. Check the file; "
    "if it is a report, save it as a web page or a Word file and try again.",
)


def shelve(task: Task, folder: Path) -> Filed | Unread:
    """Read one of last year's reports and put it on the shelf."""
    try:
        content, _, report = _read(task)
    except (NotFetched, Unreadable) as error:
        return Unread(source=task.source, words=error.words)
    return earlier.put(report, source=task.source, sha256=hashlib.sha256(content).hexdigest(), folder=folder)


def _read(task: Task) -> tuple[bytes, str, Report]:
    if task.refused is not None:
        raise NotFetched(task.refused)
    content = content_of_file(task.source) if task.content is None else task.content
    media_type = media(content).value
    return content, media_type, read_document(content, media_type=media_type, source=task.source)


def _previous(report: Report, terms: Terms) -> tuple[Filed | None, Words | None]:
    """The report to lay beside, or why the one that was given is not used."""
    if terms.only is not None:
        given = earlier.take(terms.only, terms.folder)
        why = unfit(report, given, agency=terms.agency, year=terms.year)
        return (terms.only, None) if why is None else (None, _not_used(terms.only.source, why))
    found = predecessor(report, terms.shelf, agency=terms.agency, year=terms.year)
    return (None, found) if isinstance(found, Words) else (found, None)


def _beside(report: Report, filed: Filed | None, terms: Terms) -> Beside:
    """What the rules are given; of the years around only those on the shelf that are certainly the same agency's."""
    year = report.year if terms.year is None else terms.year
    return Beside(
        previous=earlier.take(filed, terms.folder) if filed else None,
        earlier=_around(report, terms, year and year - 1) if filed else None,
        following=_around(report, terms, year and year + 2) if filed else None,
        agency=agency_named(terms.agency) if terms.agency else None,
        year=terms.year,
    )


def _around(report: Report, terms: Terms, after: int | None) -> Report | None:
    """The agency's report of the year before `after`, where the shelf has exactly one."""
    found = predecessor(report, terms.shelf, agency=terms.agency, year=after) if after else None
    return earlier.take(found, terms.folder) if isinstance(found, Filed) else None


def _not_used(source: str, why: Words) -> Words:
    return Words(
        f"给出的上一年度报告 {source} {why.zh}，没有用于核对",
        f"the report given as last year's, {source}, was not used: {why.en}",
    )
