"""A transition: the row that may later be told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.verdict import Severity
from models.words import Words


class About(StrEnum):
    """What changed: an agency's standing, a flag beside it, a finding in its report, or what people decided of these."""

    STANDING = "standing"
    FLAG = "flag"
    FINDING = "finding"
    OVERLAY = "overlay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One transition of one agency and year, append-only. `id` orders them within a store."""

    id: int | None = None  # None: not stored yet
    agency: str
    year: int
    about: About
    key: str  # the standing's constant key `standing`, a flag, or a finding's key; an overlay has that of what it lies on
    old: str  # empty: nothing was known before
    new: str  # empty: ended; of an overlay `mark`, on a standing `mark standing`, the standing that counts
    at: datetime  # UTC
    why: Words
    severity: Severity
    evidence: tuple[str, ...] = ()  # visit ids, document SHA-256s
    release: str
    policy: str
    clock_set: bool = False
