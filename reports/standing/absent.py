"""The report was not found and the due date is past: overdue, suspected, or not to be known. Pure."""

from collections.abc import Sequence
from datetime import timedelta

from models.assessment import Flag, Standing
from models.times import local_day, shown
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.standing.facts import Facts, Ruling, is_proved


def rule_not_found(facts: Facts) -> Ruling:
    """What may be said past the due date when no look found the report."""
    absences = facts.absent_between(facts.deadline, facts.now + timedelta(microseconds=1))
    if not absences or facts.named_since(absences[-1].at):
        return _unknown(facts)
    last = absences[-1]
    if facts.now - last.at > timedelta(days=facts.policy.fresh_days):
        return _stale(facts, last)
    if not is_proved(absences, facts.policy):
        return _suspected(facts, absences)
    return _doubted(facts, absences) or _overdue(facts, absences)


def _doubted(facts: Facts, absences: Sequence[Sighting]) -> Ruling | None:
    """Looks since the last absence that found neither the report nor its absence, on too many days: no longer overdue."""
    since = [s for s in facts.seen if s.at > absences[-1].at and _doubts(s)]
    if len({local_day(s.at) for s in since}) < facts.policy.doubt_days:
        return None
    last = since[-1]
    return Ruling(
        standing=Standing.SUSPECTED,
        why=Words(
            zh=f"到期后 {len(absences)} 次完整访问未检索到，但此后 {len(since)} 次访问不足为凭："
            f"{last.reason.zh}（{shown(last.at)}）",
            en=f"Not found at {len(absences)} complete visits since due, but {len(since)} visits since then prove nothing: "
            f"{last.reason.en} ({shown(last.at)})",
        ),
        flags=_portal_flags(facts),
        evidence=(*(s.visit for s in absences), last.visit),
    )


def _doubts(sighting: Sighting) -> bool:
    """Whether the column itself is in doubt; that a portal cannot be reached says nothing of it."""
    return sighting.seen is Seen.ABSENT_WEAK or _FLAG_OF.get(sighting.outcome) is Flag.PORTAL_CHANGED


def _overdue(facts: Facts, absences: Sequence[Sighting]) -> Ruling:
    last, count, due = absences[-1], len(absences), facts.obligation.due
    return Ruling(
        standing=Standing.OVERDUE,
        why=Words(
            zh=f"截至 {shown(last.at)}，到期（{due}）后 {count} 次完整访问均未检索到",
            en=f"Not found as of {shown(last.at)}, at {count} complete visits after it was due ({due})",
        ),
        days_late=(facts.days_after_due(last.at), facts.days_after_due(facts.now)),
        evidence=tuple(s.visit for s in absences),
    )


def _suspected(facts: Facts, absences: Sequence[Sighting]) -> Ruling:
    last, count, policy = absences[-1], len(absences), facts.policy
    return Ruling(
        standing=Standing.SUSPECTED,
        why=Words(
            zh=f"到期后 {count} 次完整访问未检索到，最近 {shown(last.at)}；"
            f"满 {policy.absences} 次、{policy.days} 天、{policy.hours} 小时方可认定",
            en=f"Not found at {count} complete visits since due, last {shown(last.at)}; "
            f"needs {policy.absences} visits on {policy.days} days over {policy.hours} hours",
        ),
        evidence=tuple(s.visit for s in absences),
    )


def _stale(facts: Facts, last: Sighting) -> Ruling:
    return Ruling(
        standing=Standing.UNKNOWN,
        why=Words(
            zh=f"最近一次完整访问在 {shown(last.at)}，已超过 {facts.policy.fresh_days} 天，须重新访问",
            en=f"Last complete visit {shown(last.at)}, more than {facts.policy.fresh_days} days ago: visit again",
        ),
        flags=_portal_flags(facts),
        evidence=(last.visit,),
    )


def _unknown(facts: Facts) -> Ruling:
    looks = [s for s in facts.seen if s.at >= facts.deadline]
    if not looks:
        why = Words(zh="到期后尚未访问", en="Not visited since it was due")
        return Ruling(standing=Standing.UNKNOWN, why=why)
    last = looks[-1]
    return Ruling(
        standing=Standing.UNKNOWN,
        why=Words(
            zh=f"无法核验：{last.reason.zh}（{shown(last.at)}）",
            en=f"Could not be verified: {last.reason.en} ({shown(last.at)})",
        ),
        flags=_portal_flags(facts),
        evidence=(last.visit,),
    )


_FLAG_OF = {
    Outcome.BLOCKED: Flag.PORTAL_BLOCKED,
    Outcome.DISALLOWED: Flag.PORTAL_BLOCKED,
    Outcome.NEEDS_BROWSER: Flag.PORTAL_BLOCKED,
    Outcome.UNREACHABLE: Flag.PORTAL_DOWN,
    Outcome.CHANGED: Flag.PORTAL_CHANGED,
    Outcome.COLUMN_LOST: Flag.PORTAL_CHANGED,
    Outcome.SOFT_404: Flag.PORTAL_CHANGED,
    Outcome.OFF_HOST: Flag.PORTAL_CHANGED,
    Outcome.HIJACKED: Flag.PORTAL_CHANGED,
    Outcome.UNREADABLE: Flag.PORTAL_CHANGED,
}


def _portal_flags(facts: Facts) -> tuple[Flag, ...]:
    flag = _FLAG_OF.get(facts.seen[-1].outcome) if facts.seen else None
    return (flag,) if flag else ()
