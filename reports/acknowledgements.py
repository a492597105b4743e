"""May this person take note of this agency's lapse, and until when. Pure.

Who: an operator or a reviewer of the office that oversees it. It holds nothing back but the repetition of what is known.
"""

from datetime import date, datetime, timedelta

from models.acknowledgement import Acknowledgement
from models.agency import Agency
from models.assessment import Standing
from models.decision import ROLES, Person, Role
from models.times import local_day
from models.words import Words
from reports.decisions import Refused, reason_given, require_office

USUAL = timedelta(days=30)
LONGEST = timedelta(days=180)
_MAY = frozenset({Role.OPERATOR, Role.REVIEWER})


def noted(
    agency: Agency,
    year: int,
    by: Person,
    *,
    standing: Standing,
    reason: str,
    until: date | None,
    now: datetime,
    release: str,
    clock_set: bool,
) -> Acknowledgement:
    """The acknowledgement as it may be kept; `until` None: the usual month. Raises Refused, saying what is lacking.

    `standing` is as last judged, which is what digests tell. Whose absence is only suspected is refused in the same words as whoever published.
    """
    _require_role(by)
    require_office(by, agency)
    _require_lapse(agency, standing)
    return Acknowledgement(
        agency=agency.code,
        year=year,
        until=_last_day(until, local_day(now)),
        reason=reason_given(reason),
        author=by.name,
        role=by.role,
        at=now,
        release=release,
        clock_set=clock_set,
    )


def _require_role(by: Person) -> None:
    if by.role not in _MAY:
        raise Refused(
            Words(
                f"{by.name}（{ROLES[by.role].zh}）无权：须由经办人或审核人记录",
                f"{by.name} ({ROLES[by.role].en}) may not: this takes an operator or a reviewer",
            )
        )


def _require_lapse(agency: Agency, standing: Standing) -> None:
    if standing is not Standing.OVERDUE:
        raise Refused(
            Words(
                f"{agency.name} 目前没有逾期未检索到的结论，无需记录知悉",
                f"{agency.name} is not overdue now: there is nothing to take note of",
            )
        )


def _last_day(until: date | None, today: date) -> date:
    last = until or today + USUAL
    if not today <= last <= today + LONGEST:
        raise Refused(
            Words(
                f"期限须在今天与 {today + LONGEST} 之间，写的是 {last}",
                f"--until lies between today and {today + LONGEST}; it says {last}",
            )
        )
    return last
