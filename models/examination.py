"""What one release of the rules made of one document."""

from dataclasses import dataclass
from datetime import datetime

from models.report import Report
from models.verdict import Verdict
from models.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One document read as one agency's report of one year. Exactly one of `report` and `unreadable` is set."""

    agency: str
    year: int
    document: str  # SHA-256
    release: str
    at: datetime  # UTC
    report: Report | None
    unreadable: Words | None
    verdicts: tuple[Verdict, ...] = ()
    clock_set: bool = False
    beside: str = ""  # a mark of what lay beside it when the verdicts were made; empty: no verdicts yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one document was read, without what it says."""

    edition: str | None  # of the form; None: none recognised, or unreadable
    media_type: str
    unreadable: Words | None
