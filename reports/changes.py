"""What is new since the last judgement: an assessment and findings against what stands → Changes. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.verdict import RuleOutcome, Severity, Verdict, key
from models.words import Words

STANDING_KEY = "standing"
RAISED = "raised"

_RANK = (Severity.HINT, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)

_OF_STANDING = {
    Standing.NOT_DUE: Severity.HINT,
    Standing.DUE_SOON: Severity.HINT,
    Standing.ON_TIME: Severity.HINT,
    Standing.EXEMPT: Severity.HINT,
    Standing.SUSPECTED: Severity.HINT,
    Standing.UNKNOWN: Severity.MINOR,
    Standing.LATE: Severity.MAJOR,
    Standing.WITHDRAWN: Severity.CRITICAL,
    Standing.OVERDUE: Severity.CRITICAL,
}

_OF_FLAG = {
    Flag.BACKDATING: Severity.CRITICAL,
    Flag.CHANGED: Severity.MAJOR,
    Flag.WITHDRAWN: Severity.CRITICAL,
    Flag.LOCAL_DUE_MISSED: Severity.MINOR,
    Flag.VANISHING: Severity.HINT,
    Flag.PORTAL_BLOCKED: Severity.HINT,
    Flag.PORTAL_DOWN: Severity.HINT,
    Flag.PORTAL_CHANGED: Severity.HINT,
}

_FLAG_WORDS = Words(zh="不再成立", en="No longer holds")
_MENDED = Words(zh="此前的问题已不存在", en="The earlier finding is gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Under what a change is made; stored with each."""

    at: datetime  # UTC
    release: str
    policy: str
    clock_set: bool


def changes_since(
    assessment: Assessment,
    verdicts: Sequence[Verdict],
    standing_changes: Mapping[tuple[About, str], Change],
    judged: Judged,
) -> tuple[Change, ...]:
    """Every transition from what stood (the last change per subject and key) to what stands now."""
    return (
        *_standing_changes(assessment, standing_changes, judged),
        *_flag_changes(assessment, standing_changes, judged),
        *_finding_changes(assessment, verdicts, standing_changes, judged),
    )


def with_since(assessment: Assessment, standing_changes: Mapping[tuple[About, str], Change]) -> Assessment:
    """The assessment with the moment its standing began."""
    last = standing_changes.get((About.STANDING, STANDING_KEY))
    unchanged = last is not None and last.new == assessment.standing
    return replace(assessment, since=last.at if last and unchanged else assessment.as_of)


def stamped(assessment: Assessment, judged: Judged) -> Assessment:
    """The assessment with what made it."""
    return replace(assessment, release=judged.release, policy=judged.policy, clock_set=judged.clock_set)


def worse(one: Severity, other: Severity) -> Severity:
    """The graver of two severities."""
    return max(one, other, key=_RANK.index)


def _standing_changes(
    assessment: Assessment, current: Mapping[tuple[About, str], Change], judged: Judged
) -> Iterator[Change]:
    last = current.get((About.STANDING, STANDING_KEY))
    old = last.new if last else ""
    if old == assessment.standing:
        return
    # A correction weighs as much as the accusation it takes back: it must reach the same people.
    severity = _OF_STANDING[assessment.standing]
    if old:
        severity = worse(severity, _OF_STANDING[Standing(old)])
    yield _change(assessment, judged, About.STANDING, STANDING_KEY, old, assessment.standing, severity)


def _flag_changes(
    assessment: Assessment, current: Mapping[tuple[About, str], Change], judged: Judged
) -> Iterator[Change]:
    standing = {key for (about, key), change in current.items() if about is About.FLAG and change.new}
    for flag in assessment.flags:
        if flag not in standing:
            yield _change(assessment, judged, About.FLAG, flag, "", RAISED, _OF_FLAG[flag])
    for name in sorted(standing - set(assessment.flags)):
        change = _change(assessment, judged, About.FLAG, name, RAISED, "", _OF_FLAG[Flag(name)])
        yield replace(change, why=_FLAG_WORDS)


def _finding_changes(
    assessment: Assessment,
    verdicts: Sequence[Verdict],
    current: Mapping[tuple[About, str], Change],
    judged: Judged,
) -> Iterator[Change]:
    found = {key(v.rule, f): (v, f) for v in verdicts for f in v.charged}
    # A finding that became the consequence of another is not mended.
    still = {key(v.rule, f) for v in verdicts for f in v.findings if f.follows is not None}
    checked = {v.rule for v in verdicts if v.outcome is not RuleOutcome.NOT_CHECKED}
    standing = {key: c for (about, key), c in current.items() if about is About.FINDING and c.new}
    for fingerprint, (verdict, finding) in found.items():
        if fingerprint not in standing:
            change = _change(assessment, judged, About.FINDING, fingerprint, "", RAISED, verdict.severity)
            yield replace(change, why=finding.message)
    for fingerprint in sorted(standing.keys() - found.keys() - still):
        if fingerprint.split("|")[0] in checked:
            severity = standing[fingerprint].severity
            change = _change(assessment, judged, About.FINDING, fingerprint, RAISED, "", severity)
            yield replace(change, why=_MENDED)


def _change(
    assessment: Assessment,
    judged: Judged,
    about: About,
    key: str,
    old: str,
    new: str,
    severity: Severity,
) -> Change:
    return Change(
        agency=assessment.agency,
        year=assessment.year,
        about=about,
        key=key,
        old=old,
        new=new,
        at=judged.at,
        why=assessment.why,
        severity=severity,
        evidence=(*assessment.evidence, *((assessment.document,) if assessment.document else ())),
        release=judged.release,
        policy=judged.policy,
        clock_set=judged.clock_set,
    )
