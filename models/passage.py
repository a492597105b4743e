"""What of a report is compared with the reports of others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One section of one kept document, masked: Chinese characters without names, places, dates and figures."""

    agency: str  # code
    year: int
    document: str  # SHA-256
    section: int
    text: str
