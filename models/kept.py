"""Reports as they are known to each other: which there are, and which are alike. Nothing of what they say."""

from dataclasses import dataclass
from datetime import datetime

from models.version import Version
from models.visit import DateRead


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One agency's report of one year, in the version seen last, as one release of the rules read it."""

    agency: str
    year: int
    document: str  # SHA-256
    dates: tuple[DateRead, ...] = ()  # what the last look that found it read
    found: datetime | None = None  # UTC; that look
    copies: tuple[str, ...] = ()  # further documents the last look found for the same agency and year
    versions: tuple[Version, ...] = ()  # as it was seen over time; empty: always the same document
    readable: bool = True
    beside: str = ""  # the mark of what lay beside it when it was judged; empty: not judged yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Where another report has a passage like one of this report's. `share` from 0 to 1, of the shorter of the two."""

    section: int
    agency: str
    year: int
    document: str
    other_section: int
    share: float
