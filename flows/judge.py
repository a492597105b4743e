"""Obligations + sightings + now → assessments and changes, stored in one transaction."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.home import Home
from models.agency import Agency
from models.assessment import Assessment
from models.change import About, Change
from models.obligation import Obligation
from models.visit import Sighting
from reports.changes import Judged, changes_since, stamped, with_since
from reports.duties import obligations
from reports.standing import STANDARD, admissible, assess
from reports.versions import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one run of the judge found, and how many transitions it stored."""

    assessments: tuple[Assessment, ...]
    changes: tuple[Change, ...]
    stored: int


async def judge_agencies(home: Home, year: int, *, office: str | None = None) -> Judgement:
    """Judge every agency that owes a report for `year`, now."""
    return await asyncio.to_thread(_judge, home, year, office)


def _judge(home: Home, year: int, office: str | None) -> Judgement:
    now = home.now()
    current = _by_agency(home.store.current(year))
    verdicts = home.store.all_verdicts(year)
    judged = Judged(at=now, release=home.release, policy=STANDARD.id, clock_set=home.clock_set)
    assessments: list[Assessment] = []
    changes: list[Change] = []
    for assessment in assessments_at(home, year, now, office=office):
        stood = current[assessment.agency]
        changes += changes_since(assessment, verdicts.get(assessment.agency, ()), stood, judged)
        assessments.append(stamped(with_since(assessment, stood), judged))
    stored = home.store.save_judgement(assessments, changes)
    return Judgement(assessments=tuple(assessments), changes=tuple(changes), stored=stored)


def assessments_at(
    home: Home, year: int, moment: datetime, *, office: str | None = None
) -> tuple[Assessment, ...]:
    """Every standing as it could be known at `moment`, computed from the facts alone."""
    duties = obligations(home.store.agencies(office), year)
    sightings = home.store.sightings(year, until=moment)
    return tuple(_assess(home, duty, sightings.get(duty.agency, ()), moment) for duty in duties)


def assessment_at(home: Home, agency: Agency, year: int, moment: datetime) -> Assessment | None:
    """One agency's standing as it could be known at `moment`; None where it owes nothing for the year."""
    seen = home.store.sightings(year, until=moment, agency=agency.code).get(agency.code, ())
    duties = obligations([agency], year)
    return _assess(home, duties[0], seen, moment) if duties else None


def _assess(home: Home, duty: Obligation, sightings: Sequence[Sighting], moment: datetime) -> Assessment:
    seen = admissible(sightings, rehearsing=home.clock_set)
    return assess(duty, seen, now=moment, contents=_contents(home, seen))


def _contents(home: Home, sightings: Iterable[Sighting]) -> dict[str, str]:
    """What each seen version says, where it was examined; asked only where there are several versions."""
    versions = {s.document: s for s in sightings if s.document}
    if len(versions) < 2:
        return {}
    reports = {sha: home.store.report(s.agency, s.year, document=sha) for sha, s in versions.items()}
    return {sha: fingerprint(report) for sha, report in reports.items() if report is not None}


def _by_agency(
    current: Mapping[tuple[str, About, str], Change],
) -> Mapping[str, dict[tuple[About, str], Change]]:
    grouped: dict[str, dict[tuple[About, str], Change]] = defaultdict(dict)
    for (agency, about, key), change in current.items():
        grouped[agency][about, key] = change
    return grouped
