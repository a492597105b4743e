"""Computed standing and findings + decisions → what counts at one moment, the computed ones kept beside. Pure.

A decision takes effect with its approval where it needs one, in the order of the rows, not of the clock. The newest
in force wins; one that expired, was ended or contradicted by new facts falls away as if it had never been.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from models.assessment import Assessment, Flag, Standing
from models.decision import (
    MAY,
    ON_STANDING,
    Decision,
    DecisionKind,
    Filed,
    Ground,
    Mark,
    Overlay,
    Role,
    SetAside,
    State,
    Upheld,
)
from models.times import end_of, local_day
from models.verdict import Finding, RuleOutcome, Side, Verdict, fingerprint, key
from models.words import Words

ACCUSING = frozenset({Standing.LATE, Standing.OVERDUE, Standing.WITHDRAWN})
"""Standings that are held against an agency."""

ACCUSING_FLAGS = frozenset({Flag.BACKDATING, Flag.WITHDRAWN, Flag.VANISHING, Flag.LOCAL_DUE_MISSED})

_ACTS_ON_OTHERS = frozenset({DecisionKind.REOPEN, DecisionKind.APPROVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decisions on one agency and year rest on. `contents` as in `assess`, for a new version of the report."""

    assessment: Assessment
    verdicts: Sequence[Verdict] = ()
    contents: Mapping[str, str] = field(default_factory=dict)

    def ground(self) -> Ground:
        """The facts under a decision on the standing made now."""
        computed = self.assessment
        return Ground(
            due=computed.due,
            first_seen=computed.first_seen,
            claimed=computed.claimed_date,
            withdrawn=Flag.WITHDRAWN in computed.flags,
            document=computed.document,
        )

    def fingerprints(self) -> dict[str, list[tuple[str, Verdict, Finding]]]:
        """Every finding by its key, each with its fingerprint."""
        found: dict[str, list[tuple[str, Verdict, Finding]]] = {}
        code, year = self.assessment.agency, self.assessment.year
        for verdict in self.verdicts:
            for finding in verdict.findings:
                print_ = fingerprint(code, year, verdict.rule, finding)
                found.setdefault(key(verdict.rule, finding), []).append((print_, verdict, finding))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaid:
    """What counts of one agency and year, and how far each of its decisions reaches."""

    assessment: Assessment  # that counts
    overlay: Overlay | None = None
    verdicts: tuple[
        Verdict, ...
    ] = ()  # without what is set aside, and with what people upheld laid on the agency
    set_aside: tuple[SetAside, ...] = ()
    upheld: tuple[Upheld, ...] = ()
    filed: tuple[Filed, ...] = ()  # in the order of the rows

    def last_on(self, subjects: Collection[str]) -> Filed | None:
        """What took effect last on these subjects, whether it ended another, was ended or ended by itself.

        A proposal that nobody approved never took effect, also where it lapsed meanwhile.
        """
        had = (f for f in self.filed if f.decision.subject in subjects and _took_effect(f))
        own = (f for f in had if f.decision.kind is not DecisionKind.APPROVE)
        return max(own, key=lambda f: (f.approval or f.decision).id or 0, default=None)


def _took_effect(filed: Filed) -> bool:
    return filed.approval is not None or not filed.decision.needs_approval


def admissible_decisions(decisions: Sequence[Decision], *, rehearsing: bool) -> tuple[Decision, ...]:
    """What counts, in the order of the rows, however they were read.

    By the real clock nothing of a rehearsal, and never what no desk would have let pass: what nobody signed, what the
    role may not decide, what accuses or exempts and asks for no second pair of eyes, an approval of one's own.
    """
    by_id = {each.id: each for each in decisions}
    return tuple(
        sorted(
            (
                each
                for each in decisions
                if (rehearsing or not each.clock_set) and _is_signed(each) and _is_seconded(each, by_id)
            ),
            key=lambda each: each.id or 0,
        )
    )


def _is_signed(decision: Decision) -> bool:
    return bool(decision.author.strip()) and decision.kind in MAY[decision.role]


def _is_seconded(decision: Decision, by_id: Mapping[int | None, Decision]) -> bool:
    """Whether a second person has looked, or is waited for, where one must."""
    if decision.kind is DecisionKind.APPROVE:
        first = by_id.get(decision.approves)
        return first is not None and first.author != decision.author
    return decision.needs_approval or not takes_two(decision)


def takes_two(decision: Decision) -> bool:
    """Whether it takes two persons whatever was computed: it accuses, it exempts, or an operator proposes it."""
    match decision.kind:
        case DecisionKind.EXEMPT:
            return True
        case DecisionKind.OVERRIDE:
            return decision.to in ACCUSING
        case DecisionKind.CORRECT_DATE:
            return decision.role is Role.OPERATOR or _says_late(decision)
    return False


def _says_late(decision: Decision) -> bool:
    ground, day = decision.ground, decision.published
    return ground is not None and day is not None and day > ground.due


def overlaid(facts: Facts, decisions: Sequence[Decision], *, now: datetime) -> Overlaid:
    """What decisions of one agency and year, in the order of their rows, make of it at `now`."""
    filed = file_decisions(facts, decisions, now=now)
    in_force = [each for each in filed if each.state is State.IN_FORCE]
    overlay = _on_standing(facts.assessment, in_force)
    aside = tuple(_set_aside(facts, in_force))
    upheld = tuple(_upheld(facts, in_force, {(each.rule, each.finding) for each in aside}))
    return Overlaid(
        assessment=overlay.effective if overlay else facts.assessment,
        overlay=overlay,
        verdicts=tuple(_charging(_without(verdict, aside), upheld) for verdict in facts.verdicts)
        if aside or upheld
        else tuple(facts.verdicts),
        set_aside=aside,
        upheld=upheld,
        filed=filed,
    )


# Which decisions are in force.


def file_decisions(facts: Facts, decisions: Sequence[Decision], *, now: datetime) -> tuple[Filed, ...]:
    """Every decision of one agency and year with its state at `now`."""
    approvals = {each.approves: each for each in decisions if each.kind is DecisionKind.APPROVE}
    ended = _ended(decisions)
    return tuple(
        Filed(
            decision=each,
            approval=approvals.get(each.id),
            state=_state(facts, each, waits=_waits(each, approvals), ended=each.id in ended, now=now),
        )
        for each in decisions
    )


def _waits(decision: Decision, approvals: Mapping[int | None, Decision]) -> bool:
    return decision.needs_approval and decision.id not in approvals


def _ended(decisions: Sequence[Decision]) -> set[int | None]:
    """Those ended by a later one on the same subject; what needs an approval comes with it, not with its own row."""
    by_id = {each.id: each for each in decisions}
    ended: set[int | None] = set()
    open_: dict[str, list[Decision]] = defaultdict(list)
    waiting: dict[str, list[Decision]] = defaultdict(list)
    for row in decisions:
        if row.needs_approval:
            waiting[row.subject].append(row)
            continue
        coming = by_id.get(row.approves) if row.kind is DecisionKind.APPROVE else row
        if coming is None or coming.id in ended:
            continue
        gone = [each for each in open_[coming.subject] if _ends(coming, each)]
        if coming.kind is DecisionKind.REOPEN:
            gone += waiting.pop(coming.subject, [])
        ended |= {each.id for each in gone} - {coming.id}
        open_[coming.subject] = [each for each in open_[coming.subject] if each not in gone]
        if coming.kind is not DecisionKind.REOPEN:
            open_[coming.subject].append(coming)
    return ended


def _ends(later: Decision, earlier: Decision) -> bool:
    """A dispute lies on top of what was decided before; everything else takes its place."""
    return later.kind is not DecisionKind.DISPUTE or earlier.kind is DecisionKind.DISPUTE


def _state(facts: Facts, decision: Decision, *, waits: bool, ended: bool, now: datetime) -> State:
    if ended:
        return State.ENDED
    if decision.until is not None and now >= end_of(decision.until):
        return State.EXPIRED
    if not _holds(facts, decision):
        return State.CONTRADICTED
    if waits:
        return State.WAITING
    return State.DONE if decision.kind in _ACTS_ON_OTHERS else State.IN_FORCE


def _holds(facts: Facts, decision: Decision) -> bool:
    """Whether the facts are still those the decision was made on, or at least say the same as it does."""
    if decision.kind in _ACTS_ON_OTHERS:
        return True
    if decision.finding:
        there = facts.fingerprints().get(decision.subject, [])
        return not there or decision.finding in {each for each, _, _ in there}
    if decision.ground is None or _same(decision.ground, facts.ground(), facts.contents):
        return True
    return facts.assessment.standing is _settled(decision, facts.assessment.due)


def _same(then: Ground, now: Ground, contents: Mapping[str, str]) -> bool:
    if replace(then, document="") != replace(now, document=""):
        return False
    said = (contents.get(then.document), contents.get(now.document))
    # Other bytes are another version only where both were read and say different things.
    return then.document == now.document or None in said or said[0] == said[1]


# What they make of a standing.


def _on_standing(computed: Assessment, in_force: Sequence[Filed]) -> Overlay | None:
    about = [each for each in in_force if each.decision.subject == ON_STANDING]
    top = about[-1] if about else None
    # A dispute is always newest: it is approved by nobody and ends with what settles it.
    if top is None or top.decision.kind is DecisionKind.CONFIRM:
        return None
    decision = top.decision
    standing = _settled(decision, computed.due)
    disputed = decision.kind is DecisionKind.DISPUTE
    return Overlay(
        mark=Mark.DISPUTED if disputed else Mark.OVERRIDDEN,
        decision=decision,
        computed=computed,
        effective=replace(
            computed,
            standing=standing or _left_open(computed),
            why=said_of(decision),
            flags=tuple(flag for flag in computed.flags if flag not in ACCUSING_FLAGS),
            days_late=_days_late(decision, computed),
            since=(top.approval or decision).at,
        ),
    )


def _left_open(computed: Assessment) -> Standing:
    """The standing where a decision fixes none: unknown, or in time where only a flag, as a local date missed, was contested."""
    return computed.standing if computed.standing is Standing.ON_TIME else Standing.UNKNOWN


def _settled(decision: Decision, due: date) -> Standing | None:
    """The standing a decision fixes; None: it fixes none."""
    match decision.kind:
        case DecisionKind.OVERRIDE:
            return decision.to
        case DecisionKind.EXEMPT:
            return Standing.EXEMPT
        case DecisionKind.CORRECT_DATE if decision.published is not None:
            return Standing.LATE if decision.published > due else Standing.ON_TIME
    return None


def _days_late(decision: Decision, computed: Assessment) -> tuple[int, int] | None:
    if decision.kind is DecisionKind.CORRECT_DATE and decision.published is not None:
        late = max(0, (decision.published - computed.due).days)
        return (late, late) if late else None
    kept = decision.kind is DecisionKind.OVERRIDE and decision.to is computed.standing
    return computed.days_late if kept else None


def said_of(decision: Decision) -> Words:
    """One sentence on a decision: what for, by whom and when."""
    day = local_day(decision.at)
    if decision.kind is DecisionKind.DISPUTE:
        return Words(
            zh=f"已登记异议，核查中，至 {decision.until}：{decision.reason}（{decision.author}，{day}）",
            en=f"Disputed, being looked into until {decision.until}: {decision.reason} ({decision.author}, {day})",
        )
    if decision.published is not None:
        return Words(
            zh=f"经人工核定，发布日期为 {decision.published}：{decision.reason}（{decision.author}，{day}）",
            en=f"A person established {decision.published} as the date: {decision.reason} ({decision.author}, {day})",
        )
    return Words(
        zh=f"经人工认定：{decision.reason}（{decision.author}，{day}）",
        en=f"Decided by a person: {decision.reason} ({decision.author}, {day})",
    )


# What they make of findings.


def _set_aside(facts: Facts, in_force: Sequence[Filed]) -> Iterator[SetAside]:
    marks = {
        (each.decision.subject, each.decision.finding): (mark, each.decision)
        for each in in_force
        if (mark := _mark_of(each.decision)) is not None
    }
    heads: dict[str, tuple[Mark, Decision]] = {}
    rest: list[tuple[str, Finding]] = []
    for place, there in facts.fingerprints().items():
        for print_, verdict, finding in there:
            found = marks.get((place, print_)) or marks.get((verdict.rule, ""))
            if found is None:
                rest.append((verdict.rule, finding))
                continue
            heads[place] = found
            yield SetAside(mark=found[0], decision=found[1], rule=verdict.rule, finding=finding)
    for rule, finding in rest:
        # What is off only because of a finding set aside is set aside with it.
        if finding.follows is not None and finding.follows in heads:
            mark, decision = heads[finding.follows]
            yield SetAside(mark=mark, decision=decision, rule=rule, finding=finding)


def _upheld(
    facts: Facts, in_force: Sequence[Filed], aside: Collection[tuple[str, Finding]]
) -> Iterator[Upheld]:
    """What two people confirmed of the findings no rule lays on the agency by itself, and nobody set aside since."""
    confirmed = {
        (each.decision.subject, each.decision.finding): each.decision
        for each in in_force
        if each.decision.kind is DecisionKind.CONFIRM and each.decision.needs_approval
    }
    for place, there in facts.fingerprints().items():
        for print_, verdict, finding in there:
            decision = confirmed.get((place, print_))
            left = finding.follows is None and finding not in verdict.charged
            if decision is not None and left and (verdict.rule, finding) not in aside:
                yield Upheld(decision=decision, rule=verdict.rule, finding=finding)


def _mark_of(decision: Decision) -> Mark | None:
    if decision.subject == ON_STANDING:
        return None
    match decision.kind:
        case DecisionKind.DISMISS:
            return Mark.DISMISSED
        case DecisionKind.DISPUTE:
            return Mark.DISPUTED
        case DecisionKind.WAIVE:
            return Mark.WAIVED
    return None


def _charging(verdict: Verdict, upheld: Collection[Upheld]) -> Verdict:
    """A verdict whose findings that people upheld are the agency's."""
    own = [each.finding for each in upheld if each.rule == verdict.rule]
    if not own:
        return verdict
    laid = (replace(each, side=Side.AGENCY) if each in own else each for each in verdict.findings)
    return replace(verdict, findings=tuple(laid), outcome=RuleOutcome.FAILED)


_WAIVED = Words("依人工决定，不计入问题", "Set aside by a person's decision")


def _without(verdict: Verdict, aside: Collection[SetAside]) -> Verdict:
    """A verdict without the findings set aside; with none left it is no longer failed, and not passed either."""
    gone = [each.finding for each in aside if each.rule == verdict.rule]
    left = tuple(each for each in verdict.findings if each not in gone)
    if len(left) == len(verdict.findings):
        return verdict
    if left:
        return replace(verdict, findings=left)
    return replace(verdict, findings=(), outcome=RuleOutcome.NOT_CHECKED, because=_WAIVED)
