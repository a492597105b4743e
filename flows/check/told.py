"""One document's result as it is to be written: made where the document is examined, so that little travels. Pure."""

import hashlib
from dataclasses import dataclass

from flows.check import sarif
from flows.check.json_lines import as_json_line
from flows.check.result import Examined, Result, Status
from flows.check.style import TextStyle
from flows.check.text import as_text
from flows.options import CheckFormat
from flows.terminal import Style, spoken
from models.report import Report
from models.verdict import RuleOutcome
from reports.names import normalise, places_of
from reports.predecessor import agency_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What to write of one document, and what to count."""

    source: str
    status: Status
    reviews: bool = False  # something is for a person to look at
    out: tuple[str, ...] = ()  # for standard output
    err: str = ""  # for standard error
    artifact: str | None = None  # for the end of a SARIF log, as are the notes
    notes: tuple[str, ...] = ()
    this: int | None = (
        None  # a number for its agency and year, and for the year before; None: it does not say
    )
    before: int | None = None


def told(result: Result, shape: CheckFormat, style: TextStyle) -> Told:
    """The result in the shape asked for."""
    out: tuple[str, ...] = ()
    match shape:
        case CheckFormat.TEXT:
            out = (as_text(result, style),) if isinstance(result, Examined) else ()
        case CheckFormat.JSON:
            out = (as_json_line(result, style.language),)
        case CheckFormat.SARIF:
            out = tuple(sarif.results(result, style.language))
    in_log = shape is CheckFormat.SARIF
    examined = isinstance(result, Examined)
    this, before = _marks(result.report) if isinstance(result, Examined) else (None, None)
    return Told(
        source=result.source,
        status=result.status,
        reviews=isinstance(result, Examined)
        and any(each.outcome is RuleOutcome.REVIEW for each in result.verdicts),
        out=out,
        err="" if examined or shape is CheckFormat.JSON else _unread(result, style),
        artifact=sarif.artifact(result) if in_log else None,
        notes=tuple(sarif.notifications(result, style.language)) if in_log else (),
        this=this,
        before=before,
    )


def _unread(result: Result, style: TextStyle) -> str:
    """`draft.doc：…` for standard error: what happened and what to do."""
    if isinstance(result, Examined):
        return ""
    colon = "：" if style.language == "zh" else ": "
    return spoken([((f"{result.source}{colon}{style.say(result.words)}", Style.PLAIN),)], colour=False)


def _marks(report: Report) -> tuple[int | None, int | None]:
    """Numbers that tell, without keeping reports, whether two documents are of one agency and of years in a row."""
    name = agency_of(report)
    if report.year is None or not places_of(name):
        return None, None
    this, before = (
        int.from_bytes(hashlib.sha256(f"{normalise(name)}\0{year}".encode()).digest()[:7])
        for year in (report.year, report.year - 1)
    )
    return this, before
