"""`chunxun status`: where every agency stands, as a table, JSON lines or CSV (contract §6)."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from flows.home import Home
from flows.judge import assessments_at
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.change import About
from models.times import BEIJING
from models.verdict import RuleOutcome, Severity, Side, Verdict
from models.words import Language
from notifications.words import STANDING
from reports.changes import STANDING_KEY

Row = dict[str, Any]


def rows(
    home: Home, year: int, language: Language, *, office: str | None = None, as_of: datetime | None = None
) -> tuple[Row, ...]:
    """One object an agency, computed from the facts as they could be known at `as_of` (else now)."""
    moment = as_of or home.now()
    agencies = {agency.code: agency for agency in home.store.agencies(office)}
    verdicts = home.store.all_verdicts(year)
    since = _since(home, year, moment)
    return tuple(
        _row(assessment, agencies[assessment.agency], verdicts.get(assessment.agency, ()), since, language)
        for assessment in assessments_at(home, year, moment, office=office)
    )


def _since(home: Home, year: int, moment: datetime) -> Mapping[str, tuple[str, datetime]]:
    """When each agency's standing was last recorded to change, and to what."""
    changes = home.store.changes(year, until=moment)
    return {
        change.agency: (change.new, change.at)
        for change in changes
        if change.about is About.STANDING and change.key == STANDING_KEY
    }


def _row(
    assessment: Assessment,
    agency: Agency,
    verdicts: Sequence[Verdict],
    since: Mapping[str, tuple[str, datetime]],
    language: Language,
) -> Row:
    recorded = since.get(agency.code)
    begun = recorded[1] if recorded and recorded[0] == assessment.standing else None
    return {
        "agency": agency.code,
        "name": agency.name,
        "year": assessment.year,
        "standing": assessment.standing.value,
        "overlay": None,
        "since": _instant(begun),
        "due": _day(assessment.due),
        "statutory_due": _day(assessment.statutory_due),
        "local_due": _day(assessment.local_due),
        "days_late": list(assessment.days_late) if assessment.days_late else None,
        "claimed_date": _day(assessment.claimed_date),
        "first_seen": _instant(assessment.first_seen),
        "last_absent": _instant(assessment.last_absent),
        "last_completed_visit": _instant(assessment.last_completed_visit),
        "report_url": assessment.report_url or None,
        "title": assessment.title or None,
        "flags": [flag.value for flag in assessment.flags],
        "why": assessment.why.said_in(language),
        "findings": findings_by_severity(verdicts),
        "as_of": _instant(assessment.as_of),
    }


def findings_by_severity(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many charges there are of each severity: what failed by the agency's own doing."""
    counts = dict.fromkeys((severity.value for severity in Severity), 0)
    for verdict in verdicts:
        if verdict.outcome is RuleOutcome.FAILED:
            counts[verdict.severity] += sum(finding.side is Side.AGENCY for finding in verdict.findings)
    return counts


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(moment: datetime | None) -> str | None:
    """ISO 8601 with the offset of Asia/Shanghai, to the second."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds") if moment else None


def as_jsonl(table: Sequence[Row]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table)


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(table: Sequence[Row]) -> str:
    """CSV with a byte order mark for spreadsheets; a text that would be read as a formula gets an apostrophe."""
    out = io.StringIO()
    if table:
        writer = csv.DictWriter(out, fieldnames=list(table[0]))
        writer.writeheader()
        writer.writerows({key: _flat(value) for key, value in row.items()} for row in table)
    return "\ufeff" + out.getvalue()


def _flat(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, dict):
        return ";".join(f"{key}={count}" for key, count in value.items() if count)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


_HEADINGS = {
    Language.ZH: ("编码", "单位", "状态", "到期", "逾期天数", "问题", "说明"),
    Language.EN: ("Code", "Agency", "Standing", "Due", "Days late", "Findings", "Why"),
}


def print_table(table: Sequence[Row], language: Language, console: Console) -> None:
    """A table for people; colours and width follow the terminal."""
    grid = Grid(box=None, header_style="bold", pad_edge=False)
    for heading in _HEADINGS[language]:
        grid.add_column(heading, overflow="fold")
    for row in table:
        late = "–".join(map(str, row["days_late"])) if row["days_late"] else ""
        label = STANDING[Standing(row["standing"])].said_in(language)
        findings = str(sum(row["findings"].values()) or "")
        cells = (row["agency"], row["name"], label, row["due"] or "", late, findings, row["why"])
        grid.add_row(*(Text(str(cell)) for cell in cells))
    console.print(grid)


def moment_of(text: str) -> datetime:
    """An instant from ISO 8601; without an offset it is Asia/Shanghai. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
