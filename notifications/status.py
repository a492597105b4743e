"""The standing of every agency as plain rows, JSON lines and CSV (contract §6). Pure."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.decision import Overlay
from models.times import BEIJING
from models.verdict import Severity, Verdict
from models.visit import Belief
from models.words import Language
from notifications import shown
from notifications.season import Season

_FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")


def rows(season: Season, language: Language = Language.ZH) -> Iterator[dict[str, object]]:
    """One row an agency, in the roster's order. Times carry the offset of Beijing."""
    assessments = {assessment.agency: assessment for assessment in season.assessments}
    for agency in season.agencies:
        if agency.code in assessments:
            findings = charges_of(season, agency.code)
            belief = season.beliefs.get(agency.code)
            overlay = season.overlays.get(agency.code)
            yield _row(agency, assessments[agency.code], findings, belief, language) | _overlaid(
                overlay, language
            )


def _row(
    agency: Agency,
    assessment: Assessment,
    findings: Mapping[Severity, int],
    belief: Belief | None,
    language: Language,
) -> dict[str, object]:
    return {
        "agency": agency.code,
        "name": shown.clean(agency.name),
        "year": assessment.year,
        "standing": str(assessment.standing),
        "overlay": None,
        "effective": str(assessment.standing),
        "since": _moment(assessment.since),
        "due": _day(assessment.due),
        "statutory_due": _day(assessment.statutory_due),
        "local_due": _day(assessment.local_due),
        "days_late": None if assessment.days_late is None else list(assessment.days_late),
        "claimed_date": _day(assessment.claimed_date),
        "claimed_why": shown.clean(belief.why.said_in(language), 800) if belief else None,
        "first_seen": _moment(assessment.first_seen),
        "last_absent": _moment(assessment.last_absent),
        "last_completed_visit": _moment(assessment.last_completed_visit),
        "report_url": shown.clean(assessment.report_url, 2000) or None,
        "title": shown.clean(assessment.title, 500) or None,
        "flags": [str(flag) for flag in assessment.flags],
        "local_due_missed": _local(assessment, language),
        "why": shown.clean(assessment.why.said_in(language), 500),
        "findings": {str(severity): findings.get(severity, 0) for severity in Severity},
        "as_of": _moment(assessment.as_of),
    }


def _overlaid(overlay: Overlay | None, language: Language) -> dict[str, object]:
    """What a row says otherwise where a decision lies over it: `standing` and what goes with it stay the computed ones."""
    if overlay is None:
        return {"decided_by": None, "decided_until": None, "decided_why": None}
    computed = overlay.computed
    return {
        "standing": str(computed.standing),
        "overlay": str(overlay.mark),
        "effective": str(overlay.effective.standing),
        "since": _moment(computed.since),
        "days_late": None if computed.days_late is None else list(computed.days_late),
        "flags": [str(flag) for flag in computed.flags],
        "local_due_missed": _local(computed, language),
        "why": shown.clean(computed.why.said_in(language), 500),
        "decided_by": shown.clean(overlay.decision.author, 100),
        "decided_until": _day(overlay.decision.until),
        "decided_why": shown.clean(overlay.effective.why.said_in(language), 800),
    }


def _local(assessment: Assessment, language: Language) -> str | None:
    """By what an earlier local date counts as missed."""
    said = assessment.local_due_said()
    return shown.clean(said.said_in(language), 400) if said else None


def charges_of(season: Season, agency: str) -> Mapping[Severity, int]:
    """How many defects of the report itself were found, by severity: of the verdicts, or as counted without them."""
    if agency in season.verdicts:
        return finding_counts(season.verdicts[agency])
    return season.charges.get(agency, {})


def finding_counts(verdicts: Iterable[Verdict]) -> dict[Severity, int]:
    """How many defects of the report itself were found, by severity, zero included."""
    counts = dict.fromkeys(Severity, 0)
    for verdict in verdicts:
        if verdict.findings:  # most found nothing: asked millions of times for a province's ledger
            counts[verdict.severity] += len(verdict.charged)
    return counts


def open_rows(everyone: Sequence[dict[str, object]]) -> tuple[dict[str, object], ...]:
    """The rows for anyone's eyes: whoever is only suspected is a row at the end that names nobody."""
    named = [_as_decided(row) for row in everyone if row["effective"] != Standing.SUSPECTED]
    unnamed = [_unnamed(row) for row in everyone if row["effective"] == Standing.SUSPECTED]
    return (*named, *unnamed)


def _as_decided(row: dict[str, object]) -> dict[str, object]:
    """The row without the suspicion a decision lies over: the pages name the agency, so that a row without a name would
    tell that it is suspected."""
    if row["standing"] != Standing.SUSPECTED:
        return row
    computed = {"standing": row["effective"], "since": None, "days_late": None, "flags": []}
    return row | computed | {"why": row["decided_why"], "local_due_missed": None}


_OF_ANYBODY = ("year", "standing", "overlay", "as_of")


def _unnamed(row: Mapping[str, object]) -> dict[str, object]:
    """A row that is counted, with nothing in it that tells whose it is."""
    kept = {name: value if name in _OF_ANYBODY else None for name, value in row.items()}
    return kept | {"flags": [], "findings": {str(severity): 0 for severity in Severity}}


def as_jsonl(season: Season, language: Language = Language.ZH) -> str:
    """Every row as a JSON object a line."""
    return jsonl_of(rows(season, language))


def as_csv(season: Season, language: Language = Language.ZH) -> str:
    """Every row as a table for spreadsheets."""
    return csv_of(rows(season, language))


def jsonl_of(some: Iterable[Mapping[str, object]]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some)


def csv_of(some: Iterable[Mapping[str, object]]) -> str:
    """A table for spreadsheets: with a byte order mark, and no cell that could be taken for a formula."""
    out = io.StringIO(newline="")
    out.write("\ufeff")  # Excel reads UTF-8 only with it
    writer, headed = csv.writer(out), False
    for row in some:
        if not headed:
            writer.writerow(_headings(row))
            headed = True
        writer.writerow(_cells(row))
    return out.getvalue()


def _headings(row: Mapping[str, object]) -> Iterator[str]:
    for name, value in row.items():
        if name == "days_late":
            yield from ("days_late_least", "days_late_most")
        elif isinstance(value, dict):
            yield from (f"{name}_{part}" for part in value)
        else:
            yield name


def _cells(row: Mapping[str, object]) -> Iterator[object]:
    for name, value in row.items():
        if name == "days_late":
            yield from value if isinstance(value, list) else (None, None)
        elif isinstance(value, dict):
            yield from value.values()
        elif isinstance(value, list):
            yield ";".join(value)
        else:
            yield inert(value)


def inert(value: object) -> object:
    """A text cell that no spreadsheet evaluates."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(BEIJING).isoformat(timespec="seconds")
