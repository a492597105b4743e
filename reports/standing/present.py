"""The report was found: in time, late, withdrawn since, or at a date that cannot be known. Pure.

Lateness is an interval, (least, most): the most generous and the strictest reading of what the portal says and what
our own looks saw.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.assessment import Flag, Standing
from models.times import end_of, local_day, shown
from models.visit import Sighting
from models.words import Words
from reports.dates import first_named
from reports.standing.facts import Facts, Ruling, is_proved


def rule_found(facts: Facts) -> Ruling:
    """What may be said when some look found the report."""
    there = max(s.at for s in (*facts.present, *facts.listed))
    gone = facts.absent_between(there, facts.now + timedelta(microseconds=1))
    if is_proved(gone, facts.policy) and not facts.named_since(gone[-1].at):
        return _withdrawn(facts, gone)
    ruling = _rule_published(facts)
    flags = ruling.flags
    if gone:
        flags += (Flag.VANISHING,)
    if _missed_local_due(facts):
        flags += (Flag.LOCAL_DUE_MISSED,)
    return replace(ruling, flags=flags)


def _withdrawn(facts: Facts, gone: Sequence[Sighting]) -> Ruling:
    seen, last = facts.present[-1], gone[-1]
    # Of an agency that is accused twice the breaker weighs the graver: only its own date bears the local one beside it.
    own = (Flag.LOCAL_DUE_MISSED,) if _says_after_local_due(facts) else ()
    return Ruling(
        standing=Standing.WITHDRAWN,
        why=Words(
            zh=f"曾于 {shown(seen.at)} 检索到，此后 {len(gone)} 次完整访问均不可访问，最近 {shown(last.at)}",
            en=f"Found on {shown(seen.at)}, gone at {len(gone)} complete visits since, last {shown(last.at)}",
        ),
        flags=(Flag.WITHDRAWN, *own),
        evidence=(seen.visit, *(s.visit for s in gone)),
    )


def _rule_published(facts: Facts) -> Ruling:
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


def _listed_in_time(named: Sighting, first: Sighting) -> Ruling:
    return Ruling(
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


def _seen_in_time(first: Sighting) -> Ruling:
    return Ruling(
        standing=Standing.ON_TIME,
        why=Words(
            zh=f"{shown(first.at)} 已检索到，在期限内",
            en=f"Found on {shown(first.at)}, within the time limit",
        ),
        evidence=(first.visit,),
    )


def _claimed_in_time(facts: Facts, first: Sighting, claimed: date) -> Ruling:
    return Ruling(
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
    facts: Facts, first: Sighting, last_absent: Sighting | None, claimed: date | None, named: Sighting
) -> Ruling:
    bounds = [facts.days_after_due(last_absent.at)] if last_absent else []
    bounds += [(claimed - facts.obligation.due).days] if claimed else []
    least, most = max(bounds), facts.days_after_due(named.at)
    said = _said(first, claimed)
    absent_zh = f"，{shown(last_absent.at)} 尚未检索到" if last_absent else ""
    absent_en = f", not yet found on {shown(last_absent.at)}" if last_absent else ""
    return Ruling(
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


def _undated(first: Sighting) -> Ruling:
    said = _said(first, None)
    return Ruling(
        standing=Standing.UNKNOWN,
        why=Words(
            zh=f"{shown(first.at)} 首次检索到，{said.zh}，期限后亦无未检索到的记录：发布日期无法核验",
            en=f"First found {shown(first.at)}; {said.en}, and no absence was seen after the due date: "
            "when it was published cannot be verified",
        ),
        evidence=(first.visit,),
    )


def _backdated(facts: Facts, first: Sighting, last_absent: Sighting | None, claimed: date) -> Ruling:
    if last_absent is None:
        raise ValueError("a back-dating suspicion needs an absence after the due date")
    return Ruling(
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


def _missed_local_due(facts: Facts) -> bool:
    """Whether an earlier local date was missed, by the agency's own date or by an absence seen after it."""
    local, first = _earlier_local_due(facts), facts.present[0]
    if local is None or _plausible_claim(first) is not None:
        return _says_after_local_due(facts)
    return bool(facts.absent_between(end_of(local), first_named(facts.listed, first).at))


def _says_after_local_due(facts: Facts) -> bool:
    local, first = _earlier_local_due(facts), facts.present[0]
    claimed = _plausible_claim(first)
    if local is None or claimed is None or first_named(facts.listed, first).at < end_of(local):
        return False
    return claimed > local


def _earlier_local_due(facts: Facts) -> date | None:
    local, statutory = facts.obligation.local_due, facts.obligation.statutory_due
    return local if local is not None and statutory is not None and local < statutory else None
