"""Obligation + sightings + the present → Assessment. Pure; the state machine of reliability §4.

An accusation needs proof: `overdue` and `withdrawn` need several healthy absences on several days over several
hours (the policy), `late` needs the agency's own claim or a healthy absence after the due date. What can be proved
neither way is `unknown`, with its reason.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from models.assessment import Assessment, Flag, Standing
from models.obligation import Obligation
from models.times import local_day
from models.visit import AnyLook, Outcome, Seen, Sighting
from models.words import Words
from reports.policy import STANDARD, Policy
from reports.standing.absent import rule_not_found
from reports.standing.facts import Facts, Ruling, proved_at
from reports.standing.present import rule_found
from reports.working_days import last_working_day_before, works_on

__all__ = ["admissible", "assess", "proved_at"]


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
    facts = Facts(
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


def admissible(sightings: Sequence[AnyLook], *, rehearsing: bool) -> tuple[AnyLook, ...]:
    """What may be judged: by the real clock nothing of a rehearsal, whose looks bear a time that never was."""
    return tuple(s for s in sightings if rehearsing or not s.clock_set)


def _rule(facts: Facts) -> Ruling:
    if facts.obligation.exempt_reason:
        return _exempt(facts.obligation)
    if facts.present:
        return rule_found(facts)
    if facts.now < facts.deadline:
        return _rule_before_due(facts)
    return rule_not_found(facts)


def _exempt(duty: Obligation) -> Ruling:
    document, until = duty.exempt_document, duty.exempt_until
    rests = Words(f"；依据：{document}", f"; by {document}") if document else Words("", "")
    ends = Words(f"；至 {until}", f"; until {until}") if until else Words("", "")
    return Ruling(
        standing=Standing.EXEMPT,
        why=Words(
            zh=f"豁免：{duty.exempt_reason}{rests.zh}{ends.zh}",
            en=f"Exempt: {duty.exempt_reason}{rests.en}{ends.en}",
        ),
    )


def _with_remarks(why: Words, remarks: Sequence[Words]) -> Words:
    """What must be said of a duty whatever its standing, behind the reason for the standing."""
    if not remarks:
        return why
    return Words(
        zh="；".join([why.zh, *(each.zh for each in remarks)]),
        en="; ".join([why.en, *(each.en for each in remarks)]),
    )


def _rule_before_due(facts: Facts) -> Ruling:
    due = facts.obligation.due
    left = (due - local_day(facts.now)).days
    soon = left <= facts.policy.due_soon_days
    return Ruling(
        standing=Standing.DUE_SOON if soon else Standing.NOT_DUE,
        why=_with_remarks(
            Words(zh=f"{due} 到期，还有 {left} 天", en=f"Due {due}, {left} days left"), _on_a_day_off(due)
        ),
    )


def _on_a_day_off(due: date) -> tuple[Words, ...]:
    """What to remind of where nobody works on the due date; it stays the due date (domain §1.2)."""
    if works_on(due) is not None:
        return ()
    last = last_working_day_before(due)
    counted = (
        Words("", "") if last.by_holidays else Words("（按周一至周五计）", " (counting Mondays to Fridays)")
    )
    return (
        Words(
            zh=f"到期日为休息日，此前最后一个工作日为 {last.day}{counted.zh}",
            en=f"nobody works on that day, the last working day before is {last.day}{counted.en}",
        ),
    )


def _has_changed(facts: Facts, contents: Mapping[str, str]) -> bool:
    said = {contents[s.document] for s in facts.present if s.document in contents}
    return len(said) > 1


def _assessment(facts: Facts, ruling: Ruling, flags: tuple[Flag, ...]) -> Assessment:
    first = facts.present[0] if facts.present else None
    last = facts.present[-1] if facts.present else None
    completed = [s for s in facts.seen if s.outcome is Outcome.COMPLETED]
    return Assessment(
        agency=facts.obligation.agency,
        year=facts.obligation.year,
        standing=ruling.standing,
        as_of=facts.now,
        statutory_due=facts.obligation.statutory_due,
        local_due=facts.obligation.local_due,
        due=facts.obligation.due,
        why=_with_remarks(ruling.why, facts.obligation.remarks),
        flags=flags,
        days_late=ruling.days_late,
        claimed_date=first.claimed if first else None,
        first_seen=first.at if first else None,
        last_absent=_last_absent(facts, ruling.standing),
        last_completed_visit=completed[-1].at if completed else None,
        report_url=last.url if last else "",
        title=last.title if last else "",
        document=last.document if last else "",
        evidence=ruling.evidence,
    )


def _last_absent(facts: Facts, standing: Standing) -> datetime | None:
    """The last look that had not found it: before it was first found, or since, of what is gone; None: there was none."""
    first = facts.present[0].at if facts.present else None
    absent = [s.at for s in facts.absent if first is None or standing is Standing.WITHDRAWN or s.at < first]
    return absent[-1] if absent else None
