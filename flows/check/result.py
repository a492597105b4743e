"""What came of one document: a report with its verdicts, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from models.report import Report
from models.verdict import Finding, RuleOutcome, Side, Verdict, key
from models.words import Words


class Status(IntEnum):
    """The exit status of contract §2; of many documents the worst counts."""

    CLEAN = 0
    FINDINGS = 1
    UNREADABLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A report that was read and checked."""

    source: str  # as it was named
    sha256: str
    media_type: str
    report: Report
    verdicts: tuple[Verdict, ...]
    previous: str = ""  # the source of last year's report laid beside it; empty: none was
    remark: Words | None = None  # why a report given as last year's was not laid beside it

    @property
    def status(self) -> Status:
        """Findings where a rule failed; what only a person can judge is none."""
        failed = any(verdict.outcome is RuleOutcome.FAILED for verdict in self.verdicts)
        return Status.FINDINGS if failed else Status.CLEAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A document that could not be read; the words say what to do."""

    source: str
    words: Words

    @property
    def status(self) -> Status:
        """Always that it could not be read."""
        return Status.UNREADABLE


Result = Examined | Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A finding that stands for itself, with those that follow from it."""

    verdict: Verdict
    finding: Finding
    followers: tuple[tuple[Verdict, Finding], ...] = ()


def heads(verdicts: tuple[Verdict, ...]) -> tuple[Head, ...]:
    """The findings in the order of the rules, each with its consequences under it.

    What is laid on the agency is never hidden under what is not: it stands for itself.
    """
    found = {key(verdict.rule, each): each for verdict in verdicts for each in verdict.findings}
    under: dict[str, list[tuple[Verdict, Finding]]] = {}
    alone: list[tuple[Verdict, Finding]] = []
    for verdict in verdicts:
        for finding in verdict.findings:
            head = _head(finding, found)
            if head is None:
                alone.append((verdict, finding))
            else:
                under.setdefault(head, []).append((verdict, finding))
    return tuple(
        Head(verdict=verdict, finding=each, followers=tuple(under.pop(key(verdict.rule, each), ())))
        for verdict, each in alone
    )


def _head(finding: Finding, found: Mapping[str, Finding]) -> str | None:
    """The key of the finding it is shown under; None where it stands for itself."""
    head, seen = finding.follows, set[str]()
    while head is not None and head in found and head not in seen:
        above = found[head].follows
        if above is None:
            charged = finding.side is Side.AGENCY and found[head].side is not Side.AGENCY
            return None if charged else head
        seen.add(head)
        head = above
    return None
