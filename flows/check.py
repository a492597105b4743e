"""The result of examining one report, as JSON and as text for a terminal. Pure: decides nothing, opens nothing."""

import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.report import CellKind, Report, Table
from models.verdict import SEVERITIES, Finding, RuleOutcome, Side, Verdict
from models.words import Language, Words
from reports import law
from reports.editions import TableForm, edition

Json = dict[str, object]

OUTCOMES = {
    RuleOutcome.PASSED: Words("相符", "passed"),
    RuleOutcome.FAILED: Words("不符", "failed"),
    RuleOutcome.REVIEW: Words("待复核", "for review"),
    RuleOutcome.NOT_CHECKED: Words("未核对", "not checked"),
}
SIDES = {
    Side.AGENCY: None,
    Side.READING: Words("我们的读数存疑，不归于单位", "our reading is in doubt; not laid on the agency"),
    Side.UNDECIDED: Words("尚不能归于单位", "not laid on the agency"),
}
COLOURS = {
    RuleOutcome.FAILED: "31",
    RuleOutcome.REVIEW: "33",
    RuleOutcome.NOT_CHECKED: "2",
    RuleOutcome.PASSED: "32",
}
ALWAYS_SHOWN = (
    "new",
    "carried_in",
    "total",
    "carried_out",
)  # of a column; other rows only where they are not 0


def as_json(
    *,
    source: str,
    sha256: str,
    media_type: str,
    report: Report,
    verdicts: Sequence[Verdict],
    language: Language,
) -> Json:
    """The object of contract §4 for one document; to be written on one line."""
    return {
        "source": source,
        "sha256": sha256,
        "media_type": media_type,
        "report": _report(report),
        "verdicts": [_verdict(verdict, language) for verdict in verdicts],
    }


def error_json(*, source: str, words: Words, language: Language) -> Json:
    """The object for a document that could not be read: where it came from, what happened and what to do."""
    return {"source": source, "error": words.said_in(language)}


def _report(report: Report) -> Json:
    return {
        "agency": report.agency,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "sections": [
            {"no": each.no, "title": each.title, "characters": each.characters} for each in report.sections
        ],
        "tables": {table_id: _table(table) for table_id, table in report.tables.items()},
        "unread": list(report.unread),
    }


def _table(table: Table) -> dict[str, dict[str, Json]]:
    rows: dict[str, dict[str, Json]] = {}
    for row, column, cell in table:
        rows.setdefault(row, {})[column] = {
            "raw": cell.raw,
            "kind": cell.kind.value,
            "value": number(cell.value),
            **({"unit": cell.unit} if cell.unit else {}),
            **({"doubtful": True} if cell.doubtful else {}),
            **({"readings": [number(each) for each in cell.readings]} if cell.readings else {}),
        }
    return rows


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _verdict(verdict: Verdict, language: Language) -> Json:
    return {
        "rule": verdict.rule,
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value,
        "basis": verdict.basis,
        "because": None if verdict.because is None else verdict.because.said_in(language),
        "findings": [_finding(finding, language) for finding in verdict.findings],
    }


def _finding(finding: Finding, language: Language) -> Json:
    return {
        "message": finding.message.said_in(language),
        "where": finding.where,
        "expected": finding.expected,
        "actual": finding.actual,
        "side": finding.side.value,
    }


def as_text(
    *,
    source: str,
    sha256: str,
    media_type: str,
    report: Report,
    verdicts: Sequence[Verdict],
    language: Language,
    colour: bool,
) -> str:
    """The same result for a person at a terminal: every finding points at its cell, as a compiler does."""
    head = f"{source}: {report.title or '—'} ({media_type}, {sha256[:12]})"
    unread = [f"{_words('未读懂', 'not understood', language)}: {part}" for part in report.unread]
    blocks = [_spoken(verdict, report, language, colour) for verdict in verdicts]
    return "\n".join([head, *unread, *filter(None, blocks), _summary(verdicts, language, colour)]) + "\n"


def _spoken(verdict: Verdict, report: Report, language: Language, colour: bool) -> str:
    """What one verdict has to say; nothing where all is well."""
    name = OUTCOMES[verdict.outcome].said_in(language)
    if verdict.because is not None:
        line = f"{name}[{verdict.rule}] {verdict.because.said_in(language)}"
        return _coloured(line, verdict.outcome, colour)
    level = SEVERITIES[verdict.severity].said_in(language)
    head = _coloured(f"{name}[{verdict.rule}] {level}", verdict.outcome, colour)
    lines = [line for each in verdict.findings for line in _pointed(head, each, report, language)]
    basis = f"   = {_words('依据', 'basis', language)} {law.provision(verdict.basis).citation}"
    return "\n".join([*lines, basis]) if lines else ""


def _pointed(head: str, finding: Finding, report: Report, language: Language) -> Iterator[str]:
    yield f"{head}: {finding.message.said_in(language)}"
    yield f"  --> {finding.where}"
    yield from (f"   | {line}".rstrip() for line in _excerpt(finding.where, report))
    # Only where it is the agency's is one number right and the other wrong.
    if finding.side is Side.AGENCY and finding.expected is not None and finding.actual is not None:
        expected, actual = _words("应为", "expected", language), _words("实为", "actual", language)
        yield f"   = {expected} {finding.expected}, {actual} {finding.actual}"
    side = SIDES[finding.side]
    if side is not None:
        yield f"   = {side.said_in(language)}"


def _excerpt(where: str, report: Report) -> list[str]:
    """The place as it stands in the report, with the cells meant underlined; empty where it is no place in a line."""
    if where == "title":
        title = report.title or ""
        return [title, "^" * _width(title)]
    table_id, _, address = where.partition(".")
    row, _, column = address.partition(".")
    table = report.table(table_id)
    if table is None or report.edition is None or not column:
        return []
    form = edition(report.edition).table(table_id)
    if row == "*":
        return _column_excerpt(form, table, column)
    return _row_excerpt(form, table, row, column)


def _row_excerpt(form: TableForm, table: Table, row: str, column: str) -> list[str]:
    columns = form.row(row).columns
    labels = [form.column(each).label for each in columns]
    cells = [_raw(table, row, each) for each in columns]
    widths = [max(_width(label), _width(cell)) for label, cell in zip(labels, cells, strict=True)]
    marks = [
        "^" * max(1, _width(cell)) if column in ("*", each) else ""
        for each, cell in zip(columns, cells, strict=True)
    ]
    name = form.row(row).label
    return [
        "  ".join([_left(first, _width(name)), *(_right(*each) for each in zip(texts, widths, strict=True))])
        for first, texts in (("", labels), (name, cells), ("", marks))
    ]


def _column_excerpt(form: TableForm, table: Table, column: str) -> list[str]:
    """The rows of one column that bear on its sums: the outer ones, and every other that is not 0."""
    rows = [row for row in form.rows if column in row.columns and _bears(table, row.id, column)]
    label = form.column(column).label
    cells = [_raw(table, row.id, column) for row in rows]
    name, figure = max(map(_width, [row.label for row in rows]), default=0), max(map(_width, [label, *cells]))
    lines = [
        f"{_left(row.label, name)}  {_right(cell, figure)}" for row, cell in zip(rows, cells, strict=True)
    ]
    return [f"{_left('', name)}  {_right(label, figure)}", *lines, f"{_left('', name)}  {'^' * figure}"]


def _bears(table: Table, row: str, column: str) -> bool:
    cell = table.cell(row, column)
    return row in ALWAYS_SHOWN or cell is None or cell.kind is not CellKind.NUMBER or cell.value != 0


def _raw(table: Table, row: str, column: str) -> str:
    cell = table.cell(row, column)
    return "?" if cell is None else cell.raw


def _summary(verdicts: Sequence[Verdict], language: Language, colour: bool) -> str:
    counts = {outcome: sum(each.outcome is outcome for each in verdicts) for outcome in OUTCOMES}
    parts = [
        _coloured(f"{OUTCOMES[outcome].said_in(language)} {count}", outcome, colour)
        for outcome, count in counts.items()
        if count
    ]
    return f"{_words('共', 'in all', language)} {len(verdicts)}: " + ", ".join(parts)


def _words(zh: str, en: str, language: Language) -> str:
    return Words(zh, en).said_in(language)


def _coloured(text: str, outcome: RuleOutcome, colour: bool) -> str:
    return f"\x1b[{COLOURS[outcome]}m{text}\x1b[0m" if colour else text


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _left(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _right(text: str, width: int) -> str:
    return " " * (width - _width(text)) + text
