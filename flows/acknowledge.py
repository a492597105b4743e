"""A person of an office takes note of a lapse, and it is not told again until a day."""

from datetime import date, timedelta

from flows.home import Home
from flows.known import known_agency
from flows.people import known_person
from models.acknowledgement import Acknowledgement
from models.agency import Agency
from models.decision import ROLES, Person, Role
from models.times import local_day
from models.words import Words
from reports.decisions import Refused

USUAL = timedelta(days=30)
LONGEST = timedelta(days=180)
_MAY = frozenset({Role.OPERATOR, Role.REVIEWER})


def take_note(
    home: Home, year: int, agency: str, *, by: str, reason: str, until: date | None
) -> Acknowledgement:
    """Keep that a person has taken note. Raises Refused or UnknownAgency; then nothing was kept."""
    person, known = known_person(home.settings, by), known_agency(home, agency)
    _require_may(person, known)
    said, today = " ".join(reason.split()), local_day(home.now())
    last = until or today + USUAL
    if not any(character.isalnum() for character in said):
        raise Refused(Words("须写明如何处理（--reason）", "Say what is being done (--reason)"))
    if not today <= last <= today + LONGEST:
        raise Refused(
            Words(
                f"期限须在今天与 {today + LONGEST} 之间，写的是 {last}",
                f"--until lies between today and {today + LONGEST}; it says {last}",
            )
        )
    return home.store.save_acknowledgement(
        Acknowledgement(
            agency=known.code,
            year=year,
            until=last,
            reason=said,
            author=person.name,
            role=person.role,
            at=home.now(),
            release=home.release,
            clock_set=home.clock_set,
        )
    )


def acknowledged(home: Home, year: int) -> dict[str, Acknowledgement]:
    """The latest of each agency, by code; by the real clock none of a rehearsal, in a rehearsal none of later."""
    known = home.store.acknowledgements(year)
    return {
        each.agency: each
        for each in known
        if (each.at <= home.now() if home.clock_set else not each.clock_set)
    }


def _require_may(by: Person, agency: Agency) -> None:
    if by.role not in _MAY:
        raise Refused(
            Words(
                f"{by.name}（{ROLES[by.role].zh}）无权：须由经办人或审核人记录",
                f"{by.name} ({ROLES[by.role].en}) may not: this takes an operator or a reviewer",
            )
        )
    if by.offices and agency.oversight not in by.offices:
        raise Refused(
            Words(
                f"{by.name} 不属于 {agency.name} 的主管单位（{agency.oversight or '—'}）",
                f"{by.name} is not of the office that oversees {agency.name} ({agency.oversight or '—'})",
            )
        )
