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
    """One of the agencies whose figures of the year before an agency begins with, and its report of that year.

    They are those merged into it since, and the agency itself where it was there before. None: not at hand.
    """

    agency: Agency
    report: Report | None
