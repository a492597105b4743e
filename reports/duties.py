"""Agencies and a report year → obligations with their due dates. Pure: no clock, no store.

Regulation 49 names two publishers with two dates in the year after the one reported on: departments of county
level and above by 31 January, the local government's own report by 31 March (domain §1.1). It does not name
townships, streets and zones: those owe by local order only, by default on the departments' day (domain §1.2).

A duty follows the organ that exists when the year ends; that of one abolished in the year falls to its successor, and
one abolished between the year's end and the due date can publish nothing any more (domain §3.4).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.agency import Agency, Kind, Level, MonthDay
from models.obligation import Obligation
from models.words import Words

DEPARTMENTS_DAY = MonthDay(1, 31)
GOVERNMENTS_DAY = MonthDay(3, 31)

_BY_STATUTE = frozenset({Kind.OFFICE, Kind.DEPARTMENT, Kind.VERTICAL})


def obligations(agencies: Iterable[Agency], year: int) -> tuple[Obligation, ...]:
    """What each agency owes for `year`, in the order given; agencies not active then owe nothing.

    Who took over a duty, and whose it was, is said beside it as far as both are among `agencies`.
    """
    known = {agency.code: agency for agency in agencies}
    fallen = _fallen(known, year)
    return tuple(
        _with_predecessors(obligation(agency, year), fallen.get(agency.code, ()))
        for agency in known.values()
        if was_active(agency, year)
    )


def was_active(agency: Agency, year: int) -> bool:
    """Whether the agency existed on the last day of the year reported on."""
    last_day = date(year, 12, 31)
    begun = agency.active_from is None or agency.active_from <= last_day
    ended = agency.active_to is not None and agency.active_to < last_day
    return begun and not ended


def obligation(agency: Agency, year: int) -> Obligation:
    """What one agency owes for `year`; both dates are kept, the statutory one is judged where there is one."""
    statutory = _statutory_day(agency)
    local = agency.local_due or (DEPARTMENTS_DAY if statutory is None else None)
    duty = Obligation(
        agency=agency.code,
        year=year,
        statutory_due=statutory.in_year(year + 1) if statutory else None,
        local_due=local.in_year(year + 1) if local else None,
        provision=_provision(agency, statutory),
    )
    return _lifted(duty, agency)


def _lifted(duty: Obligation, agency: Agency) -> Obligation:
    """The duty, unless the agency is exempt from it or is gone before it is due."""
    if _is_gone(agency, duty.due):
        return replace(duty, exempt_reason="已撤销或更名 · abolished or renamed", remarks=(_gone(agency),))
    if not agency.exempt_reason:
        return duty
    until = agency.exempt_until
    if until is not None and until < duty.due:
        return replace(duty, remarks=(_exemption_ended(agency.exempt_document, until),))
    return replace(
        duty, exempt_reason=agency.exempt_reason, exempt_document=agency.exempt_document, exempt_until=until
    )


def _is_gone(agency: Agency, due: date) -> bool:
    return agency.active_to is not None and agency.active_to < due


def _gone(agency: Agency) -> Words:
    heir = agency.successor
    return Words(
        zh=f"{agency.active_to} 起不再存在，其时报告尚未到期" + (f"，义务由 {heir} 承接" if heir else ""),
        en=f"it ceased to exist on {agency.active_to}, before its report was due"
        + (f"; the duty falls to {heir}" if heir else ""),
    )


def _exemption_ended(document: str, until: date) -> Words:
    rested = (f"（{document}）", f" ({document})") if document else ("", "")
    return Words(
        zh=f"豁免{rested[0]}已于 {until} 到期，本年度不再豁免",
        en=f"its exemption{rested[1]} ended on {until} and does not cover this year",
    )


def _fallen(known: Mapping[str, Agency], year: int) -> dict[str, list[Agency]]:
    """By the code of whoever took over, the agencies that ended in the year or before their report was due."""
    fallen: dict[str, list[Agency]] = defaultdict(list)
    for agency in known.values():
        ended = agency.active_to
        if ended is None or ended.year < year or not _is_gone(agency, obligation(agency, year).due):
            continue
        heir = _heir(agency, known, year)
        if heir is not None:
            fallen[heir.code].append(agency)
    return fallen


def _heir(agency: Agency, known: Mapping[str, Agency], year: int) -> Agency | None:
    """The first successor, or successor's successor, that can publish the report; None: there is none."""
    met = {agency.code}
    heir = known.get(agency.successor)
    while heir is not None and heir.code not in met:
        if not _is_gone(heir, obligation(heir, year).due):
            return heir
        met.add(heir.code)
        heir = known.get(heir.successor)
    return None


def _with_predecessors(duty: Obligation, predecessors: Sequence[Agency]) -> Obligation:
    taken = tuple(
        Words(
            zh=f"承接“{each.name}”（{each.active_to} 撤销或更名）{duty.year} 年度的报告义务",
            en=f"takes over the duty for {duty.year} of “{each.name}”, abolished or renamed on {each.active_to}",
        )
        for each in predecessors
    )
    return replace(duty, remarks=(*duty.remarks, *taken)) if taken else duty


def _statutory_day(agency: Agency) -> MonthDay | None:
    if agency.kind in _BY_STATUTE:
        return DEPARTMENTS_DAY
    if agency.kind is Kind.GOVERNMENT and agency.level is not Level.TOWNSHIP:
        return GOVERNMENTS_DAY
    return None


def _provision(agency: Agency, statutory: MonthDay | None) -> str:
    if statutory is None:
        return "local"
    return "regulation.49.2" if agency.kind is Kind.GOVERNMENT else "regulation.49.1"
