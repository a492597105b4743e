"""Every rule, and `check`, which runs them all over one report."""

from models.agency import Agency
from models.report import Report
from models.verdict import Verdict
from reports.rules import agreement, arithmetic, continuity, identity, presence
from reports.rules._registry import FAMILIES, Rule, declared, run

RULES: tuple[Rule, ...] = declared()

__all__ = [
    "FAMILIES",
    "RULES",
    "Rule",
    "agreement",
    "arithmetic",
    "check",
    "continuity",
    "identity",
    "presence",
]


def check(
    report: Report,
    *,
    previous: Report | None = None,
    agency: Agency | None = None,
    year: int | None = None,
) -> tuple[Verdict, ...]:
    """One verdict for every rule, always in the same order.

    `previous` is the same agency's report of the year before, `agency` its row of the roster, and `year` the year
    the report is expected to be of; each may be missing, and then the rules that need it are not checked.
    """
    return run(RULES, report, previous=previous, agency=agency, year=year)
