"""May this person decide this, and what is lacking: reason, document, a second pair of eyes. Pure.

Who: an operator registers a dispute and proposes a date; a reviewer of the supervising office decides; what accuses,
and what exempts, needs another reviewer beside (reliability §4.3). A viewer, an administrator and a machine decide nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.agency import Agency
from models.assessment import Standing
from models.decision import (
    KINDS,
    MAY,
    ON_STANDING,
    ROLES,
    Decision,
    DecisionKind,
    Filed,
    Ground,
    Person,
    State,
)
from models.times import end_of, local_day
from models.verdict import Finding, Verdict
from models.words import Words
from reports.overlay import ACCUSING, ACCUSING_FLAGS, Facts, Overlaid, takes_two
from reports.working_days import working_days_after

DISPUTE_DAYS = 10  # working days in which a dispute is to be settled (reliability §4.2)

_OF_FINDINGS = frozenset(
    {
        DecisionKind.CONFIRM,
        DecisionKind.DISMISS,
        DecisionKind.DISPUTE,
        DecisionKind.REOPEN,
        DecisionKind.WAIVE,
    }
)
OVERRIDES = frozenset({Standing.ON_TIME, Standing.UNKNOWN}) | ACCUSING
"""The standings a person may fix; an exemption is a decision of its own."""


class Refused(Exception):
    """A decision cannot be made so; the words say what is lacking. Nothing was kept."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh} · {words.en}")
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks to be decided, as entered. Empty and None: not given."""

    kind: DecisionKind
    reason: str = ""
    finding: str = ""  # a fingerprint or its beginning, a finding's key, or a rule's id
    until: date | None = None
    document: str = ""  # SHA-256
    to: Standing | None = None
    published: date | None = None
    offered: str = ""  # of a dispute: the address at which the report is said to be


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies before whoever decides: one agency and year, as computed and as it counts, and who and when."""

    agency: Agency
    facts: Facts
    counts: Overlaid
    last: int | None = None  # number of the latest decision known, whether it counts or not
    by: Person
    now: datetime
    release: str
    clock_set: bool = False
    code_step: int | None = None

    @property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return local_day(self.now)


def decided(wish: Wish, desk: Desk) -> Decision:
    """The decision as it may be kept. Raises Refused, saying what is lacking."""
    require_may(wish.kind, desk.by, desk.agency)
    reason = reason_given(wish.reason)
    subject, finding = _subject(wish, desk)
    _require_sense(wish, subject, desk)
    _require_no_contradiction(wish, subject, desk)
    until = _until(wish, desk)
    if wish.kind is DecisionKind.EXEMPT and not wish.document:
        raise _refused(
            "豁免须附依据文件（--document）", "An exemption needs the document it rests on (--document)"
        )
    made = Decision(
        kind=wish.kind,
        agency=desk.agency.code,
        year=desk.facts.assessment.year,
        subject=subject,
        finding=finding,
        reason=reason,
        until=until,
        document=wish.document,
        to=wish.to,
        published=wish.published,
        ground=_ground(wish.kind, subject, desk),
        offered=wish.offered.strip() or None,
        author=desk.by.name,
        role=desk.by.role,
        at=desk.now,
        release=desk.release,
        clock_set=desk.clock_set,
        code_step=desk.code_step,
    )
    return replace(made, needs_approval=takes_two(made) or _upholds_or_ends_accusing(made, desk))


def approved(decision_id: int, reason: str, desk: Desk) -> Decision:
    """The second pair of eyes on a decision that waits. Raises Refused."""
    filed = next((each for each in desk.counts.filed if each.decision.id == decision_id), None)
    if filed is None:
        raise _refused(f"没有编号 {decision_id} 的决定", f"There is no decision {decision_id}")
    decision = filed.decision
    if desk.by.name == decision.author:
        raise _refused(
            f"决定 {decision_id} 由本人作出，须由另一人复核",
            f"Decision {decision_id} is your own: another person must approve it",
        )
    require_may(DecisionKind.APPROVE, desk.by, desk.agency)
    if filed.state is not State.WAITING:
        raise _not_waiting(filed)
    _require_no_contradiction(Wish(kind=decision.kind), decision.subject, desk)
    if decision.kind is DecisionKind.REOPEN:
        _require_nothing_since(decision, desk)
    return replace(
        decision,
        id=None,
        kind=DecisionKind.APPROVE,
        approves=decision_id,
        reason=reason.strip() or "同意 · approved",
        until=None,
        document="",
        to=None,
        published=None,
        ground=None,
        offered=None,
        needs_approval=False,
        author=desk.by.name,
        role=desk.by.role,
        at=desk.now,
        release=desk.release,
        clock_set=desk.clock_set,
        code_step=desk.code_step,
    )


def require_may(kind: DecisionKind, by: Person, agency: Agency) -> None:
    """Raise Refused unless a person of this role and these offices may decide so of the agency."""
    require_office(by, agency)
    if kind in MAY[by.role]:
        return
    may = [role for role, kinds in MAY.items() if kind in kinds]
    raise _refused(
        f"{by.name}（{ROLES[by.role].zh}）无权「{KINDS[kind].zh}」：须由{'或'.join(ROLES[r].zh for r in may)}作出",
        f"{by.name} ({ROLES[by.role].en}) may not {KINDS[kind].en}: this takes a {' or '.join(ROLES[r].en for r in may)}",
    )


def require_office(by: Person, agency: Agency) -> None:
    """Raise Refused unless a person is of the office that oversees the agency, or of all."""
    if by.offices and agency.oversight not in by.offices:
        raise _refused(
            f"{by.name} 不属于 {agency.name} 的主管单位（{agency.oversight or '—'}）",
            f"{by.name} is not of the office that oversees {agency.name} ({agency.oversight or '—'})",
        )


def _upholds_or_ends_accusing(decision: Decision, desk: Desk) -> bool:
    """Whether an accusation would rest on it: it confirms one, or what no rule holds against the agency, or lets one count again."""
    if decision.kind is DecisionKind.CONFIRM and decision.finding:
        there = desk.facts.fingerprints().get(decision.subject, ())
        return not any(f in verdict.charged for print_, verdict, f in there if print_ == decision.finding)
    upholds = decision.kind in {DecisionKind.CONFIRM, DecisionKind.REOPEN}
    return upholds and decision.subject == ON_STANDING and desk.facts.assessment.standing in ACCUSING


def known_findings(facts: Facts) -> tuple[tuple[str, str, Verdict, Finding], ...]:
    """Every finding that can be decided on: fingerprint, key, verdict and finding."""
    return tuple(
        (print_, place, verdict, finding)
        for place, there in facts.fingerprints().items()
        for print_, verdict, finding in there
        if finding.follows is None
    )


def reason_given(text: str) -> str:
    """The reason in one line. Raises Refused where it says nothing."""
    reason = " ".join(text.split())
    if not any(character.isalnum() for character in reason):
        raise _refused("须写明理由（--reason）", "A reason is required (--reason)")
    return reason


def _subject(wish: Wish, desk: Desk) -> tuple[str, str]:
    """What a decision is about, and the fingerprint of its finding. Raises Refused, listing the known findings."""
    if not wish.finding:
        if wish.kind is DecisionKind.WAIVE:
            raise _unknown_finding(desk, "须写明规则或问题编号", "Say which rule or finding (--finding)")
        return ON_STANDING, ""
    if wish.kind not in _OF_FINDINGS:
        raise _refused(
            f"「{KINDS[wish.kind].zh}」针对单位的状况，不针对单个问题：请去掉 --finding",
            f"To {KINDS[wish.kind].en} is about the standing, not about one finding: leave --finding out",
        )
    rules = {verdict.rule for verdict in desk.facts.verdicts} | {
        f.decision.subject for f in desk.counts.filed
    }
    if wish.kind in {DecisionKind.WAIVE, DecisionKind.REOPEN} and wish.finding in rules:
        return wish.finding, ""
    found = _matching(wish.finding, desk)
    if len(found) != 1:
        said = ("不存在", "is unknown") if not found else ("不止一个", "is more than one")
        raise _unknown_finding(
            desk, f"问题「{wish.finding}」{said[0]}", f"Finding “{wish.finding}” {said[1]}"
        )
    print_, place, rule = found[0]
    return (rule, "") if wish.kind is DecisionKind.WAIVE else (place, print_)


def _matching(text: str, desk: Desk) -> list[tuple[str, str, str]]:
    """Findings, and those once decided on, whose fingerprint begins so or whose key it is."""
    there = [(print_, place, verdict.rule) for print_, place, verdict, _ in known_findings(desk.facts)]
    filed = [each.decision for each in desk.counts.filed if each.decision.finding]
    once = [(each.finding, each.subject, each.subject.split("|")[0]) for each in filed]
    begins = text if len(text) >= 4 else "—"
    return sorted({each for each in (*there, *once) if each[0].startswith(begins) or each[1] == text})


def _unknown_finding(desk: Desk, zh: str, en: str) -> Refused:
    lines = [f"  {print_}  {place}  {f.message.zh}" for print_, place, _, f in known_findings(desk.facts)][
        :40
    ]
    listed = "\n".join(lines) or "  —"
    return _refused(f"{zh}；现有的问题：\n{listed}", f"{en}; findings there are:\n{listed}")


def _require_sense(wish: Wish, subject: str, desk: Desk) -> None:
    """Raise Refused where there is nothing to decide so, or its own value is missing or cannot be."""
    contests = subject == ON_STANDING and wish.kind in {DecisionKind.DISMISS, DecisionKind.DISPUTE}
    if contests and not _is_accused(desk):
        raise _refused(
            "该单位目前未被认定逾期、不可访问、晚于本地时限或日期存疑，没有可针对的结论",
            "Nothing is held against this agency now: no lapse, no local date missed and no doubt about a date",
        )
    if (wish.kind is DecisionKind.OVERRIDE) != (wish.to is not None):
        raise _refused("改定状况须写 --to，其他决定不写", "An override says --to, and nothing else does")
    if wish.to is not None and wish.to not in OVERRIDES:
        listed = "、".join(sorted(OVERRIDES))
        raise _refused(
            f"不能改定为 {wish.to}：可为 {listed}", f"No override to {wish.to}: choose from {listed}"
        )
    if (wish.kind is DecisionKind.CORRECT_DATE) != (wish.published is not None):
        raise _refused(
            "更正日期须写 --date，其他决定不写", "To correct a date say --date, and nothing else does"
        )
    if wish.published is not None:
        _require_possible(wish.published, desk)
    if wish.offered.strip():
        _require_address(wish, subject)


def _require_address(wish: Wish, subject: str) -> None:
    if (wish.kind, subject) != (DecisionKind.DISPUTE, ON_STANDING):
        raise _refused(
            "网址（--url）只用于对单位状况的异议",
            "An address (--url) goes with a dispute of the standing alone",
        )
    if not re.fullmatch(r"https?://[^\s/?#]+(?:[/?#]\S*)?", wish.offered.strip()):
        raise _refused(
            f"「{wish.offered.strip()}」不是网址：须以 http:// 或 https:// 开头",
            f"“{wish.offered.strip()}” is no address: it begins with http:// or https://",
        )


def _is_accused(desk: Desk) -> bool:
    standings = {desk.counts.assessment.standing, desk.facts.assessment.standing}
    return bool(standings & ACCUSING or ACCUSING_FLAGS & set(desk.facts.assessment.flags))


def _require_possible(published: date, desk: Desk) -> None:
    first = desk.facts.assessment.first_seen
    if first is None:
        raise _refused("尚未检索到该报告，没有日期可更正", "No report was found: there is no date to correct")
    if published > min(desk.today, local_day(first)):
        raise _refused(
            f"{published} 晚于首次检索到之日（{local_day(first)}）",
            f"{published} is later than the day it was first found ({local_day(first)})",
        )


def _require_nothing_since(reopening: Decision, desk: Desk) -> None:
    """Raise Refused where a decision came in force after its question was proposed to be re-opened: nobody weighed that one."""
    since = [
        each.decision
        for each in desk.counts.filed
        if each.decision.subject == reopening.subject
        and each.state is State.IN_FORCE
        and ((each.approval or each.decision).id or 0) > (reopening.id or 0)
    ]
    if since:
        other = since[-1]
        raise _refused(
            f"决定 {other.id}（{KINDS[other.kind].zh}，{other.author}）在提出撤销之后才生效：确要撤销的，请另提（reopen）",
            f"Decision {other.id} ({KINDS[other.kind].en}, {other.author}) came in force after this was proposed: "
            f"to end that one too, propose it anew (reopen)",
        )


def _require_no_contradiction(wish: Wish, subject: str, desk: Desk) -> None:
    """Raise Refused where another decision on the same subject is in force, or where there is none to end."""
    standing = [
        each
        for each in desk.counts.filed
        if each.decision.subject == subject
        and each.state in {State.IN_FORCE, State.WAITING}
        and each.decision.kind not in {DecisionKind.REOPEN, DecisionKind.APPROVE}
    ]
    if wish.kind is DecisionKind.REOPEN:
        if not standing:
            raise _refused("没有仍有效的决定可撤销", "There is no decision in force to end")
        return
    against = [
        each
        for each in standing
        if each.state is State.IN_FORCE and not _may_follow(wish.kind, each.decision)
    ]
    if against:
        other = against[-1].decision
        raise _refused(
            f"与仍有效的决定 {other.id}（{KINDS[other.kind].zh}，{other.author}）冲突：请先撤销（reopen）",
            f"Decision {other.id} ({KINDS[other.kind].en}, {other.author}) is in force: end it first (reopen)",
        )


def _may_follow(kind: DecisionKind, earlier: Decision) -> bool:
    """A dispute may contest anything but a dispute; anything but a dispute may settle one."""
    return (kind is DecisionKind.DISPUTE) != (earlier.kind is DecisionKind.DISPUTE)


def _until(wish: Wish, desk: Desk) -> date | None:
    """The last day in force. Raises Refused where it is over already."""
    until = wish.until or _default_until(wish.kind, desk)
    if until is not None and desk.now >= end_of(until):
        raise _refused(
            f"期限 {until} 已过，决定不会生效", f"{until} is over: the decision would never be in force"
        )
    return until


def _default_until(kind: DecisionKind, desk: Desk) -> date | None:
    match kind:
        case DecisionKind.DISPUTE:
            return working_days_after(desk.today, DISPUTE_DAYS).day
        case DecisionKind.EXEMPT | DecisionKind.WAIVE:
            return max(date(desk.facts.assessment.year + 1, 12, 31), desk.today)
    return None


def _ground(kind: DecisionKind, subject: str, desk: Desk) -> Ground | None:
    """The facts under it; an exemption rests on law, not on what was seen."""
    if subject != ON_STANDING or kind in {DecisionKind.EXEMPT, DecisionKind.REOPEN}:
        return None
    return desk.facts.ground()


_NOT_WAITING: Mapping[State, Words] = {
    State.IN_FORCE: Words("已生效", "is in force already"),
    State.DONE: Words("不需要复核", "needs no approval"),
    State.ENDED: Words("已撤销", "was ended"),
    State.EXPIRED: Words("已到期", "has expired"),
    State.CONTRADICTED: Words(
        "所依据的情况已变，须重新作出", "rests on facts that have changed: it must be made anew"
    ),
}


def _not_waiting(filed: Filed) -> Refused:
    said = _NOT_WAITING[filed.state]
    return _refused(f"决定 {filed.decision.id} {said.zh}", f"Decision {filed.decision.id} {said.en}")


def _refused(zh: str, en: str) -> Refused:
    return Refused(Words(zh=zh, en=en))
