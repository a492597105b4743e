"""That a person of an office has taken note of a lapse and is at it: a row that is only added, and chained.

It changes no standing, yet it keeps a lapse from being told again in somebody's name: one put in by hand, or taken out,
must be found like a decision's (models/chain).
"""

from dataclasses import dataclass
from datetime import date, datetime

from models.decision import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Until its last day a lapse that goes on is not told again. Nothing else is held back by it, a correction least of all."""

    id: int | None = None  # None: not stored yet
    agency: str
    year: int
    until: date  # its last day, in Asia/Shanghai
    reason: str
    author: str
    role: Role
    at: datetime  # UTC
    release: str
    clock_set: bool = False
