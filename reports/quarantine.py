"""Days on which our own line was ill: what was not found then proves nothing (reliability I-05). Pure.

A look that fails by our own fault says so itself. On a day with many of them the others are not to be trusted either:
a line that is half ill brings half pages. What was found stays found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from models.alarm import Alarm, AlarmKind, LineDay
from models.times import local_day
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.policy import Policy


def days_of(sightings: Iterable[Sighting]) -> tuple[LineDay, ...]:
    """The days of these looks, in order; a visit to a column of many agencies is one look."""
    looks: dict[date, set[str]] = defaultdict(set)
    faults: dict[date, dict[str, datetime]] = defaultdict(dict)
    for each in sightings:
        day = local_day(each.at)
        looks[day].add(each.visit)
        if each.outcome is Outcome.OWN_FAULT:
            faults[day][each.visit] = each.at
    return tuple(
        LineDay(
            day=day,
            looks=len(visits),
            own_faults=len(faults[day]),
            first_fault=min(faults[day].values(), default=None),
        )
        for day, visits in sorted(looks.items())
    )


def ill_days(days: Iterable[LineDay], policy: Policy) -> tuple[LineDay, ...]:
    """The days of which more than the policy's share of looks failed by our own fault."""
    return tuple(
        each
        for each in sorted(days, key=lambda each: each.day)
        if each.own_faults and 100 * each.own_faults > policy.own_fault_percent * each.looks
    )


def set_aside(sightings: Sequence[Sighting], ill: Mapping[date, LineDay]) -> tuple[Sighting, ...]:
    """The sightings, with absences of ill days weakened to what proves nothing."""
    if not ill:
        return tuple(sightings)
    return tuple(
        replace(each, seen=Seen.ABSENT_WEAK, reason=_WHY)
        if each.seen is Seen.ABSENT and local_day(each.at) in ill
        else each
        for each in sightings
    )


_WHY = Words(
    zh="当天我方线路故障较多，未检索到不作为依据",
    en="Our own line was ill that day: what was not found then proves nothing",
)


def line_alarms(ill: Sequence[LineDay], now: datetime) -> tuple[Alarm, ...]:
    """One alarm for the spell of ill days that reaches today or yesterday; none once the line is well."""
    spell: list[LineDay] = []
    for each in ill:
        if spell and each.day - spell[-1].day > timedelta(days=1):
            spell = []
        spell.append(each)
    if not spell or local_day(now) - spell[-1].day > timedelta(days=1):
        return ()
    total = sum((Counter(looks=each.looks, faults=each.own_faults) for each in spell), Counter())
    return (
        Alarm(
            kind=AlarmKind.LINE,
            key="",
            began=spell[0].first_fault or now,
            words=Words(
                zh=f"我方线路故障：{spell[0].day} 至 {spell[-1].day}，{total['looks']} 次访问中 {total['faults']} 次因我方原因失败；"
                "期间未检索到的一律不作为依据，请运行 chunxun doctor",
                en=f"Our own line is ill: from {spell[0].day} to {spell[-1].day}, {total['faults']} of {total['looks']} visits "
                "failed by our own fault; nothing not found meanwhile counts. Run chunxun doctor",
            ),
        ),
    )
