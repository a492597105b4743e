"""Obligation + sightings + the present → Assessment. Pure; the state machine of reliability §4.

An accusation needs proof: `overdue` and `withdrawn` need several healthy absences on several days over several
hours (the policy), `late` needs the agency's own claim or a healthy absence after the due date. What can be proved
neither way is `unknown`, with its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.assessment import Assessment, Flag, Standing
from models.obligation import Obligation
from models.times import end_of, local_day, shown
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.dates import first_named
from reports.policy import STANDARD, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What was seen of one duty up to now, in order of time."""

    obligation: Obligation
    now: datetime
    policy: Policy
    seen: tuple[Sighting, ...]
    present: tuple[Sighting, ...]
    absent: tuple[Sighting, ...]
    listed: tuple[Sighting, ...]  # named in the list, by looks that opened nothing

    @property
    def deadline(self) -> datetime:
        return end_of(self.obligation.due)

    def absent_between(self, start: datetime, end: datetime) -> tuple[Sighting, ...]:
        return tuple(s for s in self.absent if start <= s.at < end)

    def days_after_due(self, moment: datetime) -> int:
        return max(0, (local_day(moment) - self.obligation.due).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruling:
    standing: Standing
    why: Words
    flags: tuple[Flag, ...] = ()
    days_late: tuple[int, int] | None = None
    evidence: tuple[str, ...] = ()


def assess(
    obligation: Obligation,
    sightings: Sequence[Sighting],
    *,
    now: datetime,
    policy: Policy = STANDARD,
    contents: Mapping[str, str] | None = None,
) -> Assessment:
    """The standing of one duty at `now`, from nothing but what was seen up to then.

    `contents` gives for a document's SHA-256 the fingerprint of what its report says; documents not named in it
    are never called changed.
    """
    # Two looks may end at one moment: whoever recomputes must see them in the same order.
    seen = tuple(sorted((s for s in sightings if s.at <= now), key=lambda s: (s.at, s.visit)))
    facts = _Facts(
        obligation=obligation,
        now=now,
        policy=policy,
        seen=seen,
        present=tuple(s for s in seen if s.seen is Seen.PRESENT),
        absent=tuple(s for s in seen if s.seen is Seen.ABSENT),
        listed=tuple(s for s in seen if s.seen is Seen.LISTED),
    )
    ruling = _rule(facts)
    changed = (Flag.CHANGED,) if _has_changed(facts, contents or {}) else ()
    return _assessment(facts, ruling, ruling.flags + changed)


def admissible(sightings: Sequence[Sighting], *, rehearsing: bool) -> tuple[Sighting, ...]:
    """What may be judged: by the real clock nothing of a rehearsal, whose looks bear a time that never was."""
    return tuple(s for s in sightings if rehearsing or not s.clock_set)


def _rule(facts: _Facts) -> _Ruling:
    if facts.obligation.exempt_reason:
        return _exempt(facts.obligation.exempt_reason)
    if facts.present:
        return _rule_found(facts)
    if facts.now < facts.deadline:
        return _rule_before_due(facts)
    return _rule_not_found(facts)


def _exempt(reason: str) -> _Ruling:
    return _Ruling(
        standing=Standing.EXEMPT,
        why=Words(zh=f"豁免：{reason}", en=f"Exempt: {reason}"),
    )


def _rule_before_due(facts: _Facts) -> _Ruling:
    due = facts.obligation.due
    left = (due - local_day(facts.now)).days
    soon = left <= facts.policy.due_soon_days
    return _Ruling(
        standing=Standing.DUE_SOON if soon else Standing.NOT_DUE,
        why=Words(zh=f"{due} 到期，还有 {left} 天", en=f"Due {due}, {left} days left"),
    )


# Not found, and the due date is past.


def _rule_not_found(facts: _Facts) -> _Ruling:
    absences = facts.absent_between(facts.deadline, facts.now + timedelta(microseconds=1))
    if not absences or _listed_since(facts, absences[-1].at):
        return _unknown(facts)
    last = absences[-1]
    if facts.now - last.at > timedelta(days=facts.policy.fresh_days):
        return _stale(facts, last)
    if not _proved(absences, facts.policy):
        return _suspected(facts, absences)
    return _doubted(facts, absences) or _overdue(facts, absences)


def _doubted(facts: _Facts, absences: Sequence[Sighting]) -> _Ruling | None:
    """Looks since the last absence that found neither the report nor its absence, on too many days: no longer overdue."""
    since = [s for s in facts.seen if s.at > absences[-1].at and _doubts(s)]
    if len({local_day(s.at) for s in since}) < facts.policy.doubt_days:
        return None
    last = since[-1]
    return _Ruling(
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


def _listed_since(facts: _Facts, moment: datetime) -> bool:
    """Whether a list has named the report since, though it was not or could not be opened: that is no absence."""
    named = (Seen.LISTED, Seen.UNSEEN)
    return any(s.at > moment and s.seen in named and s.title for s in facts.seen)


def _proved(absences: Sequence[Sighting], policy: Policy) -> bool:
    return proved_at(absences, policy) is not None


def proved_at(absences: Sequence[Sighting], policy: Policy) -> datetime | None:
    """The moment from which these healthy absences, in order of time, prove what they seem to say; None: they do not."""
    days = set()
    for count, absence in enumerate(absences, start=1):
        days.add(local_day(absence.at))
        apart = absence.at - absences[0].at >= timedelta(hours=policy.hours)
        if count >= policy.absences and len(days) >= policy.days and apart:
            return absence.at
    return None


def _overdue(facts: _Facts, absences: Sequence[Sighting]) -> _Ruling:
    last, count, due = absences[-1], len(absences), facts.obligation.due
    return _Ruling(
        standing=Standing.OVERDUE,
        why=Words(
            zh=f"截至 {shown(last.at)}，到期（{due}）后 {count} 次完整访问均未检索到",
            en=f"Not found as of {shown(last.at)}, at {count} complete visits after it was due ({due})",
        ),
        days_late=(facts.days_after_due(last.at), facts.days_after_due(facts.now)),
        evidence=tuple(s.visit for s in absences),
    )


def _suspected(facts: _Facts, absences: Sequence[Sighting]) -> _Ruling:
    last, count, policy = absences[-1], len(absences), facts.policy
    return _Ruling(
        standing=Standing.SUSPECTED,
        why=Words(
            zh=f"到期后 {count} 次完整访问未检索到，最近 {shown(last.at)}；"
            f"满 {policy.absences} 次、{policy.days} 天、{policy.hours} 小时方可认定",
            en=f"Not found at {count} complete visits since due, last {shown(last.at)}; "
            f"needs {policy.absences} visits on {policy.days} days over {policy.hours} hours",
        ),
        evidence=tuple(s.visit for s in absences),
    )


def _stale(facts: _Facts, last: Sighting) -> _Ruling:
    return _Ruling(
        standing=Standing.UNKNOWN,
        why=Words(
            zh=f"最近一次完整访问在 {shown(last.at)}，已超过 {facts.policy.fresh_days} 天，须重新访问",
            en=f"Last complete visit {shown(last.at)}, more than {facts.policy.fresh_days} days ago: visit again",
        ),
        flags=_portal_flags(facts),
        evidence=(last.visit,),
    )


def _unknown(facts: _Facts) -> _Ruling:
    looks = [s for s in facts.seen if s.at >= facts.deadline]
    if not looks:
        why = Words(zh="到期后尚未访问", en="Not visited since it was due")
        return _Ruling(standing=Standing.UNKNOWN, why=why)
    last = looks[-1]
    return _Ruling(
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


def _portal_flags(facts: _Facts) -> tuple[Flag, ...]:
    flag = _FLAG_OF.get(facts.seen[-1].outcome) if facts.seen else None
    return (flag,) if flag else ()


# Found.


def _rule_found(facts: _Facts) -> _Ruling:
    there = max(s.at for s in (*facts.present, *facts.listed))
    gone = facts.absent_between(there, facts.now + timedelta(microseconds=1))
    if _proved(gone, facts.policy):
        return _withdrawn(facts, gone)
    ruling = _rule_published(facts)
    flags = ruling.flags
    if gone:
        flags += (Flag.VANISHING,)
    if _missed_local_due(facts):
        flags += (Flag.LOCAL_DUE_MISSED,)
    return _Ruling(
        standing=ruling.standing,
        why=ruling.why,
        flags=flags,
        days_late=ruling.days_late,
        evidence=ruling.evidence,
    )


def _withdrawn(facts: _Facts, gone: Sequence[Sighting]) -> _Ruling:
    seen, last = facts.present[-1], gone[-1]
    return _Ruling(
        standing=Standing.WITHDRAWN,
        why=Words(
            zh=f"曾于 {shown(seen.at)} 检索到，此后 {len(gone)} 次完整访问均不可访问，最近 {shown(last.at)}",
            en=f"Found on {shown(seen.at)}, gone at {len(gone)} complete visits since, last {shown(last.at)}",
        ),
        flags=(Flag.WITHDRAWN,),
        evidence=(seen.visit, *(s.visit for s in gone)),
    )


def _rule_published(facts: _Facts) -> _Ruling:
    first = facts.present[0]
    if first.at < facts.deadline:
        return _seen_in_time(first)
    named = first_named(facts.listed, first)
    if named.at < facts.deadline:
        return _listed_in_time(named, first)
    claimed = _plausible_claim(first)
    absences = facts.absent_between(facts.deadline, named.at)
    last_absent = absences[-1] if absences else None
    if claimed is not None and claimed > facts.obligation.due:
        return _late(facts, first, last_absent, claimed, named)
    if claimed is None:
        return _late(facts, first, last_absent, None, named) if last_absent else _undated(first)
    return (
        _backdated(facts, first, last_absent, claimed)
        if last_absent
        else _claimed_in_time(facts, first, claimed)
    )


def _listed_in_time(named: Sighting, first: Sighting) -> _Ruling:
    return _Ruling(
        standing=Standing.ON_TIME,
        why=Words(
            zh=f"{shown(named.at)} 列表中已列出，在期限内；{shown(first.at)} 打开同一网址，确认是该报告",
            en=f"Listed on {shown(named.at)}, within the time limit; the same address was opened on {shown(first.at)} "
            "and holds the report",
        ),
        evidence=(named.visit, first.visit),
    )


def _plausible_claim(first: Sighting) -> date | None:
    """The claimed date, unless it lies after the day on which we already saw the report."""
    if first.claimed is None or first.claimed > local_day(first.at):
        return None
    return first.claimed


def _seen_in_time(first: Sighting) -> _Ruling:
    return _Ruling(
        standing=Standing.ON_TIME,
        why=Words(
            zh=f"{shown(first.at)} 已检索到，在期限内",
            en=f"Found on {shown(first.at)}, within the time limit",
        ),
        evidence=(first.visit,),
    )


def _claimed_in_time(facts: _Facts, first: Sighting, claimed: date) -> _Ruling:
    return _Ruling(
        standing=Standing.ON_TIME,
        why=Words(
            zh=f"网站标注 {claimed}，{shown(first.at)} 首次检索到，期限后无未检索到的记录，以标注日期为准",
            en=f"Dated {claimed}, first found {shown(first.at)}; no absence was seen after the due date, "
            "so the date shown is believed",
        ),
        days_late=(0, facts.days_after_due(first.at)),
        evidence=(first.visit,),
    )


def _late(
    facts: _Facts, first: Sighting, last_absent: Sighting | None, claimed: date | None, named: Sighting
) -> _Ruling:
    bounds = [facts.days_after_due(last_absent.at)] if last_absent else []
    bounds += [(claimed - facts.obligation.due).days] if claimed else []
    least, most = max(bounds), facts.days_after_due(named.at)
    said = _said(first, claimed)
    absent_zh = f"，{shown(last_absent.at)} 尚未检索到" if last_absent else ""
    absent_en = f", not yet found on {shown(last_absent.at)}" if last_absent else ""
    return _Ruling(
        standing=Standing.LATE,
        why=Words(
            zh=f"期限 {facts.obligation.due}；{said.zh}{absent_zh}，{shown(first.at)} 首次检索到",
            en=f"Due {facts.obligation.due}; {said.en}{absent_en}, first found {shown(first.at)}",
        ),
        days_late=(min(least, most), most),
        evidence=(*((last_absent.visit,) if last_absent else ()), first.visit),
    )


def _said(first: Sighting, claimed: date | None) -> Words:
    """What the portal says of the day, as far as it is believed."""
    if claimed is not None:
        return Words(f"网站标注 {claimed}", f"dated {claimed}")
    if first.claimed is None:
        return Words("网站未标注发布日期", "no publication date shown")
    return Words(
        f"网站标注 {first.claimed}，晚于检索到之日，不可采信",
        f"dated {first.claimed}, later than it was found, which cannot be believed",
    )


def _undated(first: Sighting) -> _Ruling:
    said = _said(first, None)
    return _Ruling(
        standing=Standing.UNKNOWN,
        why=Words(
            zh=f"{shown(first.at)} 首次检索到，{said.zh}，期限后亦无未检索到的记录：发布日期无法核验",
            en=f"First found {shown(first.at)}; {said.en}, and no absence was seen after the due date: "
            "when it was published cannot be verified",
        ),
        evidence=(first.visit,),
    )


def _backdated(facts: _Facts, first: Sighting, last_absent: Sighting | None, claimed: date) -> _Ruling:
    if last_absent is None:
        raise ValueError("a back-dating suspicion needs an absence after the due date")
    return _Ruling(
        standing=Standing.UNKNOWN,
        why=Words(
            zh=f"网站标注 {claimed}（期限内），但 {shown(last_absent.at)} 尚未检索到，"
            f"{shown(first.at)} 首次检索到：日期待人工核实",
            en=f"Dated {claimed} (in time), yet not found on {shown(last_absent.at)} and first found "
            f"{shown(first.at)}: a person must look at the date",
        ),
        flags=(Flag.BACKDATING,),
        days_late=(0, facts.days_after_due(first.at)),
        evidence=(last_absent.visit, first.visit),
    )


def _missed_local_due(facts: _Facts) -> bool:
    """Whether an earlier local date was missed, by the agency's own date or by an absence seen after it."""
    local, statutory = facts.obligation.local_due, facts.obligation.statutory_due
    if local is None or statutory is None or local >= statutory:
        return False
    first = facts.present[0]
    named = first_named(facts.listed, first)
    if named.at < end_of(local):
        return False
    claimed = _plausible_claim(first)
    if claimed is not None:
        return claimed > local
    return bool(facts.absent_between(end_of(local), named.at))


def _has_changed(facts: _Facts, contents: Mapping[str, str]) -> bool:
    said = {contents[s.document] for s in facts.present if s.document in contents}
    return len(said) > 1


def _assessment(facts: _Facts, ruling: _Ruling, flags: tuple[Flag, ...]) -> Assessment:
    first = facts.present[0] if facts.present else None
    last = facts.present[-1] if facts.present else None
    before_first = [s for s in facts.absent if first is None or s.at < first.at]
    completed = [s for s in facts.seen if s.outcome is Outcome.COMPLETED]
    return Assessment(
        agency=facts.obligation.agency,
        year=facts.obligation.year,
        standing=ruling.standing,
        as_of=facts.now,
        statutory_due=facts.obligation.statutory_due,
        local_due=facts.obligation.local_due,
        due=facts.obligation.due,
        why=ruling.why,
        flags=flags,
        days_late=ruling.days_late,
        claimed_date=first.claimed if first else None,
        first_seen=first.at if first else None,
        last_absent=before_first[-1].at if before_first else None,
        last_completed_visit=completed[-1].at if completed else None,
        report_url=last.url if last else "",
        title=last.title if last else "",
        document=last.document if last else "",
        evidence=ruling.evidence,
    )
