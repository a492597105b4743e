"""What one rule says of one report: never only two values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.words import Words


class RuleOutcome(StrEnum):
    """PASSED, FAILED, for REVIEW by a person, or NOT_CHECKED with its reason."""

    PASSED = "passed"
    FAILED = "failed"
    REVIEW = "review"
    NOT_CHECKED = "not_checked"


class Severity(StrEnum):
    """How an oversight office would rank a defect (domain §4.2: S1 to S4)."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    HINT = "hint"


SEVERITIES: Mapping[Severity, Words] = {
    Severity.CRITICAL: Words("严重", "critical"),
    Severity.MAJOR: Words("较重", "major"),
    Severity.MINOR: Words("一般", "minor"),
    Severity.HINT: Words("提示", "hint"),
}
"""How a severity is called, worst first."""


class Side(StrEnum):
    """Whose doing a finding is. Only AGENCY is told to anyone but the operators."""

    AGENCY = "agency"
    READING = "reading"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect, with the place where it stands."""

    message: Words
    where: str  # e.g. `applications.new.natural`, `section.3`, `title`
    side: Side
    expected: str | None = None
    actual: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of one rule. `because` is set exactly when NOT_CHECKED."""

    rule: str
    outcome: RuleOutcome
    severity: Severity
    basis: str  # id of a provision in reports/law
    because: Words | None = None
    findings: tuple[Finding, ...] = ()
