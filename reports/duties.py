"""Agencies and a report year → obligations with their due dates. Pure: no clock, no store.

Regulation 49 names two publishers with two dates in the year after the one reported on: departments of county
level and above by 31 January, the local government's own report by 31 March (domain §1.1). It does not name
townships, streets and zones: those owe by local order only, by default on the departments' day (domain §1.2).
"""

from collections.abc import Iterable
from datetime import date

from models.agency import Agency, Kind, Level, MonthDay
from models.obligation import Obligation

DEPARTMENTS_DAY = MonthDay(1, 31)
GOVERNMENTS_DAY = MonthDay(3, 31)

_BY_STATUTE = frozenset({Kind.OFFICE, Kind.DEPARTMENT, Kind.VERTICAL})


def obligations(agencies: Iterable[Agency], year: int) -> tuple[Obligation, ...]:
    """What each agency owes for `year`, in the order given; agencies not active then owe nothing."""
    return tuple(obligation(agency, year) for agency in agencies if was_active(agency, year))


def was_active(agency: Agency, year: int) -> bool:
    """Whether the agency existed on the last day of the year reported on.

    A duty follows the organ that exists when the year ends; its predecessor's falls to it (domain §3.4).
    """
    last_day = date(year, 12, 31)
    begun = agency.active_from is None or agency.active_from <= last_day
    ended = agency.active_to is not None and agency.active_to < last_day
    return begun and not ended


def obligation(agency: Agency, year: int) -> Obligation:
    """What one agency owes for `year`; both dates are kept, the statutory one is judged where there is one."""
    statutory = _statutory_day(agency)
    local = agency.local_due or (DEPARTMENTS_DAY if statutory is None else None)
    return Obligation(
        agency=agency.code,
        year=year,
        statutory_due=statutory.in_year(year + 1) if statutory else None,
        local_due=local.in_year(year + 1) if local else None,
        provision=_provision(agency, statutory),
        exempt_reason=agency.exempt_reason,
    )


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
