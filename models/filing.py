"""A report together with whose it is: of the agency itself, or of one merged into it."""

from dataclasses import dataclass

from models.agency import Agency
from models.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """The report of one agency of the roster for one year."""

    agency: Agency
    year: int
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """An agency that was merged into another since the year before, and its report of that year; None: not at hand."""

    agency: Agency
    report: Report | None
