"""What is new since the last judgement: an assessment and findings against what stands → Changes. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.decision import ON_STANDING, Decision, DecisionKind, Filed, Mark, State
from models.verdict import RuleOutcome, Severity, Verdict, key
from models.words import Words
from reports.overlay import ACCUSING_FLAGS, Overlaid, said_of

STANDING_KEY = ON_STANDING
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

REOPENED = {
    State.EXPIRED: Words(
        zh="人工决定已到期，恢复为系统判定", en="A decision has expired: the computed one counts again"
    ),
    State.CONTRADICTED: Words(
        zh="新情况与此前的人工决定不符，决定不再适用，须重新决定",
        en="New facts contradict an earlier decision: it no longer applies, and the question is open again",
    ),
}
"""Why what lay over a standing or a finding ended by itself, so that the question is open again."""
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
            change = _change(assessment, judged, About.FLAG, flag, "", RAISED, _OF_FLAG[flag])
            yield replace(change, why=_why_flagged(flag, assessment))
    for name in sorted(standing - set(assessment.flags)):
        change = _change(assessment, judged, About.FLAG, name, RAISED, "", _OF_FLAG[Flag(name)])
        yield replace(change, why=_FLAG_WORDS)


def _why_flagged(flag: Flag, assessment: Assessment) -> Words:
    """Why a flag is raised, where that is another reason than the standing's."""
    if flag is not Flag.LOCAL_DUE_MISSED:
        return assessment.why
    return assessment.local_due_said() or assessment.why


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


def overlay_changes(
    computed: Assessment,
    verdicts: Sequence[Verdict],
    counts: Overlaid,
    current: Mapping[tuple[About, str], Change],
    judged: Judged,
) -> Iterator[Change]:
    """What decisions, their ends and the facts that contradict them have changed of what counts."""
    known = {key for (about, key), c in current.items() if about in {About.FINDING, About.OVERLAY} and c.new}
    wanted = _marks(verdicts, counts, known) | dict(_gone(verdicts, current))
    upheld = {key(each.rule, each.finding): each.finding.message for each in counts.upheld}
    for subject, (value, decision, severity) in wanted.items():
        last = current.get((About.OVERLAY, subject))
        old = last.new if last else ""
        if old == value:
            continue
        change = _change(computed, judged, About.OVERLAY, subject, old, value, severity)
        # What people uphold is told like what a rule raises, in its words; their reason stands in the decision.
        why = upheld.get(subject) or (
            said_of(decision) if decision else _why_it_ended(counts, subject, verdicts)
        )
        yield replace(change, why=why)


def _marks(
    verdicts: Sequence[Verdict], counts: Overlaid, known: Collection[str]
) -> dict[str, tuple[str, Decision | None, Severity]]:
    """Of the standing and of each finding told, by its key: its mark or empty, by which decision, and its weight.

    One that was raised and became the consequence of another since is still told, and set aside with that other.
    """
    overlay, effective = counts.overlay, counts.assessment
    computed = overlay.computed if overlay else effective
    weight = worse(_OF_STANDING[computed.standing], _OF_STANDING[effective.standing])
    value = f"{overlay.mark} {effective.standing}" if overlay else ""
    marks = {STANDING_KEY: (value, overlay.decision if overlay else None, weight)}
    aside = {(each.rule, each.finding): each for each in counts.set_aside}
    for verdict in verdicts:
        for finding in verdict.findings:
            place, found = key(verdict.rule, finding), aside.get((verdict.rule, finding))
            if place not in known and finding not in verdict.charged:
                continue
            if place not in marks or found is None:  # one that is not set aside keeps its place open
                marks[place] = (
                    found.mark if found else "",
                    found.decision if found else None,
                    verdict.severity,
                )
    severities = {verdict.rule: verdict.severity for verdict in verdicts}
    for each in counts.upheld:
        marks[key(each.rule, each.finding)] = (Mark.CONFIRMED, each.decision, severities[each.rule])
    return marks


def _gone(
    verdicts: Sequence[Verdict], current: Mapping[tuple[About, str], Change]
) -> Iterator[tuple[str, tuple[str, None, Severity]]]:
    """What people upheld and the report no longer shows, though it was looked for."""
    there = {key(verdict.rule, each) for verdict in verdicts for each in verdict.findings}
    checked = {v.rule for v in verdicts if v.outcome is not RuleOutcome.NOT_CHECKED}
    for (about, place), change in current.items():
        upheld = about is About.OVERLAY and change.new == Mark.CONFIRMED
        if upheld and place not in there and place.partition("|")[0] in checked:
            yield place, ("", None, change.severity)


def _why_it_ended(counts: Overlaid, subject: str, verdicts: Sequence[Verdict]) -> Words:
    """By time or other facts, else in the words of whoever decided last on it, on its rule or on what it follows."""
    there = {key(verdict.rule, each) for verdict in verdicts for each in verdict.findings}
    if subject != STANDING_KEY and subject not in there:
        return _MENDED
    last = _last_word(counts, subject, verdicts)
    if last is None:
        return _FLAG_WORDS
    return REOPENED.get(last.state) or said_of(last.decision)


def _last_word(counts: Overlaid, subject: str, verdicts: Sequence[Verdict]) -> Filed | None:
    """What took effect last on a subject, on its rule or on what it follows."""
    findings = ((key(verdict.rule, each), each) for verdict in verdicts for each in verdict.findings)
    places = {subject, *(each.follows for place, each in findings if place == subject and each.follows)}
    return counts.last_on(places | {place.partition("|")[0] for place in places})


def reopened(counts: Overlaid, verdicts: Sequence[Verdict]) -> dict[str, Filed]:
    """The decisions that ended by themselves and whose question nobody decided since, by subject or finding's key."""
    findings = (key(verdict.rule, each) for verdict in verdicts for each in verdict.findings)
    last = {place: _last_word(counts, place, verdicts) for place in (STANDING_KEY, *findings)}
    return {
        place: each
        for place, each in last.items()
        if each is not None
        and each.state in REOPENED
        and not (place == STANDING_KEY and _is_moot(each, counts.assessment))
    }


_NOTHING_HELD = frozenset({Standing.NOT_DUE, Standing.DUE_SOON, Standing.ON_TIME})


def _is_moot(filed: Filed, counts: Assessment) -> bool:
    """Whether nothing is left to decide: no report is owed, or what was disputed is no longer held against anybody."""
    disputed = filed.decision.kind is DecisionKind.DISPUTE
    held = counts.standing not in _NOTHING_HELD or not ACCUSING_FLAGS.isdisjoint(counts.flags)
    return counts.standing is Standing.EXEMPT or (disputed and not held)


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
