"""Every rule, and `check`, which runs them all over one report."""

from models.agency import Agency
from models.report import Report
from models.verdict import Verdict
from reports.rules import (
    access,
    agreement,
    arithmetic,
    continuity,
    hierarchy,
    identity,
    likeness,
    presence,
    privacy,
    timeliness,
)
from reports.rules._registry import FAMILIES, Beside, Rule, declared, edition_of, run
from reports.rules.grouping import grouped

RULES: tuple[Rule, ...] = declared()

__all__ = [
    "FAMILIES",
    "RULES",
    "Beside",
    "Rule",
    "access",
    "agreement",
    "arithmetic",
    "check",
    "check_beside",
    "continuity",
    "hierarchy",
    "identity",
    "likeness",
    "presence",
    "privacy",
    "timeliness",
]


def check(
    report: Report,
    *,
    previous: Report | None = None,
    agency: Agency | None = None,
    year: int | None = None,
) -> tuple[Verdict, ...]:
    """One verdict for every rule, always in the same order, of a report by itself or with last year's.

    `previous` is the same agency's report of the year before, `agency` its row of the roster, and `year` the year
    the report is expected to be of; each may be missing, and then the rules that need it are not checked.
    """
    return check_beside(report, Beside(previous=previous, agency=agency, year=year))


def check_beside(report: Report, beside: Beside) -> tuple[Verdict, ...]:
    """One verdict for every rule, always in the same order; findings that follow from another name it."""
    return grouped(run(RULES, report, beside), report, edition_of(report, beside.year))
