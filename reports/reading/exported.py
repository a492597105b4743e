"""What another audit tool keeps of a report, as JSON → Manuscript.

Offices that used such a tool have their earlier years in no other form. The figures are that tool's reading and not
the agency's page, so every one of them is doubtful. Its JSON may be damaged (金湖县 2023 lost closing quotes when its
characters were), so the three objects that hold figures are each read by themselves.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reports.editions import TableForm, edition
from reports.reading.manuscript import Line, Manuscript

_FORM = edition("2021")  # the only one the tool knows
_DISCLOSURE = {
    "regulations": "regulations",
    "normative_documents": "normativeDocuments",
    "licences": "licensing",
    "penalties": "punishment",
    "coercion": "coercion",
    "fees": "fees",
}
_NUMBERS = {"decisions": "processed"}  # the others are called as in our own tables
_APPLICANTS = {
    "natural": "naturalPerson",
    "business": "legalPerson.commercial",
    "research": "legalPerson.research",
    "nonprofit": "legalPerson.social",
    "legal": "legalPerson.legal",
    "other": "legalPerson.other",
    "total": "total",
}
_RESULTS = {
    "new": "newReceived",
    "carried_in": "carriedOver",
    "granted": "results.granted",
    "partial": "results.partialGrant",
    "refused_secret": "results.denied.stateSecret",
    "refused_law": "results.denied.lawForbidden",
    "refused_stability": "results.denied.safetyStability",
    "refused_third_party": "results.denied.thirdPartyRights",
    "refused_internal": "results.denied.internalAffairs",
    "refused_process": "results.denied.processInfo",
    "refused_enforcement": "results.denied.enforcementCase",
    "refused_inquiry": "results.denied.adminQuery",
    "none_held": "results.unableToProvide.noInfo",
    "none_compile": "results.unableToProvide.needCreation",
    "none_unclear": "results.unableToProvide.unclear",
    "declined_petition": "results.notProcessed.complaint",
    "declined_repeat": "results.notProcessed.repeat",
    "declined_publication": "results.notProcessed.publication",
    "declined_mass": "results.notProcessed.massiveRequests",
    "declined_confirm": "results.notProcessed.confirmInfo",
    "other_uncorrected": "results.other.overdueCorrection",
    "other_unpaid": "results.other.overdueFee",
    "other_other": "results.other.otherReasons",
    "total": "results.totalProcessed",
    "carried_out": "results.carriedForward",
}
_REMEDIES = {
    "review": "review",
    "litigation_direct": "litigationDirect",
    "litigation_after_review": "litigationPostReview",
}
_OUTCOMES = {"upheld": "maintain", "corrected": "correct", "pending": "unfinished"}
_TABLES = ("activeDisclosureData", "tableData", "reviewLitigationData")
_PIECES = re.compile(
    rf'"(?:title|content)":"(?P<text>(?:[^"\\]|\\.)*)|"(?P<table>{"|".join(_TABLES)})":{{'  # in their order
)


def is_exported(text: str) -> bool:
    """Whether a text is such an export."""
    return text.lstrip("\ufeff \r\n\t").startswith("{") and all(f'"{key}":{{' in text for key in _TABLES)


def read_exported(text: str) -> Manuscript:
    """The manuscript of an export: its texts, and its tables under our own labels, where they stand in it."""
    return Manuscript(titles=(), lines=tuple(_lines(text)), secondhand=True)


def _lines(text: str) -> Iterator[Line]:
    waiting = dict(zip(_TABLES, _FORM.tables, strict=True))
    for found in _PIECES.finditer(text):
        if found["text"] is not None:
            yield from (Line((part.strip(),)) for part in found["text"].split("\\n") if part.strip())
        elif form := waiting.pop(found["table"], None):
            rows = _rows(form, _object(text, found.end() - 1))
            yield from (Line(row, form.section) for row in rows)


def _object(text: str, start: int) -> Mapping[str, Any]:
    """The object that begins there, or none where it is damaged as well."""
    try:
        found = json.JSONDecoder().raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _rows(form: TableForm, held: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of a table, each under its label; table 四 as its header and one row."""
    paths = {address: _path(form.id, *address) for address in form.addresses()}
    values = {address: _figure(held, path) for address, path in paths.items()}
    if form.id == "remedies":
        yield tuple(column.label for column in form.columns)
        yield tuple(values[address] for address in form.addresses())
        return
    for row in form.rows:
        yield (row.label, *(values[row.id, column] for column in row.columns))


def _path(table: str, row: str, column: str) -> str:
    match table:
        case "disclosure":
            return f"{_DISCLOSURE[row]}.{_NUMBERS.get(column, column)}"
        case "applications":
            return f"{_APPLICANTS[column]}.{_RESULTS[row]}"
        case _:
            return f"{_REMEDIES[row]}.{_OUTCOMES.get(column, column)}"


def _figure(held: Any, path: str) -> str:
    """The figure at a path as text; blank where there is none."""
    for key in path.split("."):
        held = held.get(key) if isinstance(held, dict) else None
    return str(held) if isinstance(held, (int, float, str)) and not isinstance(held, bool) else ""
