"""A person of an office takes note of a lapse, and it is not told again until a day."""

from datetime import date

from flows.home import Home
from flows.known import known_agency
from flows.people import known_person
from models.acknowledgement import Acknowledgement
from models.assessment import Standing
from reports.acknowledgements import noted


def take_note(
    home: Home, year: int, agency: str, *, by: str, reason: str, until: date | None
) -> Acknowledgement:
    """Keep that a person has taken note. Raises Refused, UnknownAgency or BadSettings; then nothing was kept."""
    person, known = known_person(home.settings, by), known_agency(home, agency)
    judged = home.store.assessments(year, known.oversight)
    standing = next((each.standing for each in judged if each.agency == known.code), Standing.NOT_DUE)
    return home.store.save_acknowledgement(
        noted(
            known, year, person, standing=standing, reason=reason, until=until,
            now=home.now(), release=home.release, clock_set=home.clock_set,
        )
    )  # fmt: skip


def acknowledged(home: Home, year: int) -> dict[str, Acknowledgement]:
    """The latest of each agency, by code; by the real clock none of a rehearsal, in a rehearsal none of later."""
    known = home.store.acknowledgements(year)
    return {
        each.agency: each
        for each in known
        if (each.at <= home.now() if home.clock_set else not each.clock_set)
    }
