"""The object of contract §4: one line of JSON a document. Pure.

Keys beyond the contract's stand only where they say something: `doubtful`, `readings` and `unit` of a cell; `quote`,
`cause`, `hint`, `follows` and `cells` of a finding; `legibility` of a report; `previous` and `remark` of a document.
"""

import json
from decimal import Decimal

from flows.check.result import Examined, Result, Unread
from flows.terminal import safe_json
from models.report import Cell, Legibility, Medium, Report, Table
from models.verdict import Finding, Verdict
from models.words import Language

Json = dict[str, object]


def as_json_line(result: Result, language: Language) -> str:
    """The line of one document, with its end; nothing in it can steer a terminal."""
    document = _examined(result, language) if isinstance(result, Examined) else _unread(result, language)
    return safe_json(json.dumps(document, ensure_ascii=False)) + "\n"


def _unread(result: Unread, language: Language) -> Json:
    """A document that could not be read: where it came from, what happened and what to do."""
    return {"source": result.source, "error": result.words.said_in(language)}


def _examined(result: Examined, language: Language) -> Json:
    return {
        "source": result.source,
        "sha256": result.sha256,
        "media_type": result.media_type,
        **({"previous": result.previous} if result.previous else {}),
        **({"remark": result.remark.said_in(language)} if result.remark is not None else {}),
        "report": _report(result.report),
        "verdicts": [_verdict(verdict, language) for verdict in result.verdicts],
    }


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
        **_legibility(report.legibility),
    }


def _legibility(legibility: Legibility) -> Json:
    """How well the document could be read; nothing where it was plain text without pictures or damage."""
    if legibility.medium is Medium.TEXT and not legibility.pictures and not legibility.damaged:
        return {}
    return {
        "legibility": {
            "medium": legibility.medium.value,
            "pictures": legibility.pictures,
            "characters": legibility.characters,
            "damaged": legibility.damaged,
        }
    }


def _table(table: Table) -> dict[str, dict[str, Json]]:
    rows: dict[str, dict[str, Json]] = {}
    for row, column, cell in table:
        rows.setdefault(row, {})[column] = _cell(cell)
    return rows


def _cell(cell: Cell) -> Json:
    written: Json = {"raw": cell.raw, "kind": cell.kind.value, "value": number(cell.value)}
    if cell.unit:
        written["unit"] = cell.unit
    if cell.doubtful:
        written["doubtful"] = True
    if cell.readings:
        written["readings"] = [number(each) for each in cell.readings]
    return written


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
    written: Json = {
        "message": finding.message.said_in(language),
        "where": finding.where,
        "expected": finding.expected,
        "actual": finding.actual,
        "side": finding.side.value,
    }
    said: Json = {
        "quote": finding.quote,
        "cells": list(finding.cells),
        "cause": finding.cause,
        "hint": None if finding.hint is None else finding.hint.said_in(language),
        "follows": finding.follows,
    }
    return written | {name: value for name, value in said.items() if value}
