"""What one rule says of one report: never only two values."""

import hashlib
import unicodedata
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
    """One defect, with the place where it stands.

    One error often breaks several rules. Then one finding heads the group, and the others name it in `follows`:
    they are shown under it, and neither counted nor told by themselves.
    """

    message: Words
    where: str  # e.g. `applications.new.natural`, `applications.*.total`, `section.3`, `title`
    side: Side
    expected: str | None = None
    actual: str | None = None
    quote: str | None = None  # the sentence of the report it speaks of, as printed
    cells: tuple[str, ...] = ()  # addresses of the single cells it compares, `applications.new.natural`
    cause: str | None = None  # of the head: the one cell which, corrected, would mend the whole group
    hint: Words | None = None  # what would mend it, where the figures tell
    follows: str | None = None  # the key of the finding that heads the group, see `key`


def key(rule: str, finding: Finding) -> str:
    """What makes a finding the same one on another day: its rule and its place."""
    return f"{rule}|{finding.where}"


def fingerprint(agency: str, year: int, rule: str, finding: Finding) -> str:
    """Sixteen digits that are the same as long as the finding is: its rule, its place, and the figures or the sentence.

    Release, address and wording do not count; another figure in the same cell makes another finding of it.
    """
    said = (finding.expected, finding.actual, finding.quote)
    parts = (agency, str(year), key(rule, finding), *("\0" if each is None else _bare(each) for each in said))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _bare(text: str) -> str:
    """A text without white space, in one form of its characters: another layout of the page is no other sentence."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of one rule. `because` is set exactly when NOT_CHECKED."""

    rule: str
    outcome: RuleOutcome
    severity: Severity
    basis: str  # id of a provision in reports/law
    because: Words | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def charged(self) -> tuple[Finding, ...]:
        """The findings that are told: failed by the agency's own doing, and no mere consequence of another."""
        if self.outcome is not RuleOutcome.FAILED:
            return ()
        return tuple(each for each in self.findings if each.side is Side.AGENCY and each.follows is None)
