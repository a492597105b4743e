"""A report together with whose it is."""

from dataclasses import dataclass

from models.agency import Agency
from models.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """The report of one agency of the roster for one year."""

    agency: Agency
    year: int
    report: Report
