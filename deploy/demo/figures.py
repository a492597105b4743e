"""Agency and year → the figures of its report: always the same, and consistent within and across years.

A government's report sums those of the agencies below it, as governments' reports do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from random import Random

from .facts import Agency, Report, land

FIRST_YEAR = 2022  # figures are carried over from here on
PERSONS = ("natural", "business", "research", "nonprofit", "legal", "other")
_SHARES = {"natural": 1.0, "business": 0.16, "research": 0.0, "nonprofit": 0.02, "legal": 0.06, "other": 0.02}
# How often an application ends so.
_WEIGHTS = {
    "granted": 46, "partial": 9, "refused_secret": 0, "refused_law": 1, "refused_stability": 0,
    "refused_third_party": 3, "refused_internal": 4, "refused_process": 3, "refused_enforcement": 0,
    "refused_inquiry": 0, "none_held": 17, "none_compile": 5, "none_unclear": 3, "declined_petition": 3,
    "declined_repeat": 2, "declined_publication": 0, "declined_mass": 0, "declined_confirm": 1,
    "other_uncorrected": 2, "other_unpaid": 0, "other_other": 2,
}  # fmt: skip
RESULTS = tuple(_WEIGHTS)
REMEDIES = ("review", "litigation_direct", "litigation_after_review")
_ENDS = ("upheld", "corrected", "other", "pending")

Rows = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The three official tables by row id and column id; `fees` in 万元."""

    applications: Rows
    remedies: Rows
    documents: Mapping[str, int]  # made, repealed, valid
    decisions: Mapping[str, int]  # licences, penalties, coercion
    fees: Decimal


def figures(agency: Agency, year: int, *, carried_in: int | None = None) -> Figures:
    """The figures of one year; `carried_in` contradicts the year before, among natural persons."""
    true = _figures(agency, year)
    if carried_in is None:
        return true
    rows = {row: dict(cells) for row, cells in true.applications.items()}
    more = carried_in - rows["carried_in"]["natural"]
    for row in ("carried_in", "granted", "total"):
        for person in ("natural", "total"):
            rows[row][person] += more
    return Figures(
        applications=rows,
        remedies=true.remedies,
        documents=true.documents,
        decisions=true.decisions,
        fees=true.fees,
    )


@cache
def _figures(agency: Agency, year: int) -> Figures:
    own = _own(agency, year)
    below = [_figures(other, year) for other in land().agencies if other.parent == agency.code]
    for other in below:
        own = _sum(own, other)
    return own


def _own(agency: Agency, year: int) -> Figures:
    dice = Random(f"{agency.code}/{year}")
    return Figures(
        applications=_applications(agency, year),
        remedies={
            block: _ended(dice, agency.scale // 9 if block == "review" else agency.scale // 20)
            for block in REMEDIES
        },
        documents=_documents(agency, year),
        decisions={
            what: round(usual * dice.uniform(0.9, 1.12))
            for what, usual in (
                ("licences", agency.licences),
                ("penalties", agency.penalties),
                ("coercion", agency.coercion),
            )
        },
        fees=Decimal(f"{agency.fees * dice.uniform(0.92, 1.08):.2f}"),
    )


def _applications(agency: Agency, year: int) -> Rows:
    dice = Random(f"{agency.code}/{year}/applications")
    carried_in = _carried_out(agency, year - 1)
    carried_out = _carried_out(agency, year)
    new = {
        p: max(round(agency.scale * share * dice.uniform(0.85, 1.2)), carried_out[p])
        for p, share in _SHARES.items()
    }
    total = {p: new[p] + carried_in[p] - carried_out[p] for p in PERSONS}
    rows = {"new": new, "carried_in": carried_in}
    rows |= _results(dice, total)
    rows |= {"total": total, "carried_out": carried_out}
    return {row: {**cells, "total": sum(cells.values())} for row, cells in rows.items()}


def _carried_out(agency: Agency, year: int) -> dict[str, int]:
    dice = Random(f"{agency.code}/{year}/carried")
    none = year < FIRST_YEAR
    return {
        person: 0 if none else round(agency.scale * share * dice.uniform(0.08, 0.2))
        for person, share in _SHARES.items()
    }


def _results(dice: Random, total: Mapping[str, int]) -> dict[str, dict[str, int]]:
    rows = {row: dict.fromkeys(PERSONS, 0) for row in RESULTS}
    for person, count in total.items():
        for row in dice.choices(RESULTS, weights=list(_WEIGHTS.values()), k=count):
            rows[row][person] += 1
    return rows


def _ended(dice: Random, about: int) -> dict[str, int]:
    cells = {end: dice.randint(0, about) if about else 0 for end in _ENDS}
    return {**cells, "total": sum(cells.values())}


def _documents(agency: Agency, year: int) -> dict[str, int]:
    valid, made, repealed = agency.documents, 0, 0
    for past in range(FIRST_YEAR, year + 1):
        dice = Random(f"{agency.code}/{past}/documents")
        made = dice.randint(0, max(1, agency.documents // 5)) if agency.documents else 0
        repealed = dice.randint(0, min(2, valid))
        valid += made - repealed
    return {"made": made, "repealed": repealed, "valid": valid}


def _sum(one: Figures, other: Figures) -> Figures:
    return Figures(
        applications=_sum_rows(one.applications, other.applications),
        remedies=_sum_rows(one.remedies, other.remedies),
        documents={key: one.documents[key] + other.documents[key] for key in one.documents},
        decisions={key: one.decisions[key] + other.decisions[key] for key in one.decisions},
        fees=one.fees + other.fees,
    )


def _sum_rows(one: Rows, other: Rows) -> Rows:
    return {
        row: {cell: value + other[row][cell] for cell, value in cells.items()} for row, cells in one.items()
    }


def printed(agency: Agency, report: Report, moment: datetime) -> dict[str, str]:
    """What stands in each cell at `moment`, by table.row.column: misprints not corrected yet, blanks as empty."""
    cells = dict(_cells(figures(agency, report.year, carried_in=report.carried_in)))
    for misprint in report.misprints:
        if misprint.until is None or moment < misprint.until:
            cells[misprint.cell] = str(int(cells[misprint.cell]) + misprint.by)
    for row in report.blanks:
        for person in (*PERSONS, "total"):
            cell = f"applications.{row}.{person}"
            cells[cell] = cells[cell] if cells[cell] != "0" else ""
    return cells


def _cells(true: Figures) -> Iterator[tuple[str, str]]:
    for column in ("made", "repealed", "valid"):
        yield f"disclosure.regulations.{column}", "0"
        yield f"disclosure.normative_documents.{column}", str(true.documents[column])
    for what, count in true.decisions.items():
        yield f"disclosure.{what}.decisions", str(count)
    yield "disclosure.fees.amount", f"{true.fees.normalize():f}"
    for table, rows in (("applications", true.applications), ("remedies", true.remedies)):
        for row, cells in rows.items():
            for column, value in cells.items():
                yield f"{table}.{row}.{column}", str(value)
