"""Obligations + sightings + now → assessments and changes, stored in one transaction."""

import asyncio
import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.clock import require_clock_right, require_clock_went_on
from flows.home import Home
from flows.overlays import alarms_of, by_agency, settle
from flows.releases import released_cohorts
from models.agency import Agency
from models.alarm import Alarm
from models.assessment import Assessment
from models.change import Change
from models.visit import Sighting
from reports.changes import Judged as Stamp
from reports.changes import changes_since, stamped, with_since
from reports.duties import obligations
from reports.judging import Case, Judged, judge
from reports.standing import admissible
from reports.versions import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one run of the judge found, how many transitions it stored, and what the operators must look at."""

    # asyncio.run writes its result out twice, for an error it then swallows: a country's took 600 MB.
    assessments: tuple[Assessment, ...] = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)
    stored: int
    alarms: tuple[Alarm, ...] = ()


async def judge_agencies(home: Home, year: int, *, office: str | None = None) -> Judgement:
    """Judge every agency that owes a report for `year`, now. Raises ClockWentBack or ClockAstray."""
    await _ask_the_canaries(home)
    return await asyncio.to_thread(_judge, home, year, office)


async def _ask_the_canaries(home: Home) -> None:
    """Raise ClockAstray where they find our clock wrong; where they do not answer, the judge goes by what was seen."""
    canaries = home.settings.canaries
    if home.clock_set or not canaries or not home.settings.contact:
        return  # without a contact nobody is asked anything
    # What goes out into the network, loaded by those alone that ask.
    from flows.manners import manners_of
    from scrapers.line import clock_astray
    from scrapers.opener import Opener

    async with Opener(manners_of(home), home.vault, home.now) as opener:
        require_clock_right(home, await clock_astray(opener, canaries, home.now))


def _judge(home: Home, year: int, office: str | None) -> Judgement:
    require_clock_went_on(home)
    now = home.now()
    current = by_agency(home.store.current(year))
    verdicts = home.store.all_verdicts(year)
    judged = Stamp(at=now, release=home.release, policy=home.settings.policy.id, clock_set=home.clock_set)
    assessments: list[Assessment] = []
    changes: list[Change] = []
    season = season_at(home, year, now, office=office)
    for assessment in season.assessments:
        stood = current[assessment.agency]
        changes += changes_since(assessment, verdicts.get(assessment.agency, ()), stood, judged)
        assessments.append(stamped(with_since(assessment, stood), judged))
    stored = home.store.save_judgement(assessments, changes)
    decided = settle(home, year)
    return Judgement(
        assessments=tuple(assessments),
        changes=(*changes, *decided),
        stored=stored + len(decided),
        alarms=(*season.alarms, *alarms_of(home, decided)),
    )


def season_at(home: Home, year: int, moment: datetime, *, office: str | None = None) -> Judged:
    """Every standing as it could be known at `moment`, computed from the facts alone, and what held accusations back.

    All agencies are judged together, also where only one office's are asked for: it takes all to see a common cause.
    """
    season = judge(
        _cases(home, year, moment),
        now=moment,
        days=home.store.own_fault_days(year, until=moment, rehearsed=home.clock_set),
        policy=home.settings.policy,
        released=released_cohorts(home.settings, year, moment),
    )
    if office is None:
        return season
    own = {agency.code for agency in home.store.agencies(office)}
    return replace(season, assessments=tuple(a for a in season.assessments if a.agency in own))


def assessments_at(
    home: Home, year: int, moment: datetime, *, office: str | None = None
) -> tuple[Assessment, ...]:
    """The standings of `season_at`."""
    return season_at(home, year, moment, office=office).assessments


def assessment_at(home: Home, agency: Agency, year: int, moment: datetime) -> Assessment | None:
    """One agency's standing as it could be known at `moment`; None where it owes nothing for the year."""
    return next((each for each in assessments_at(home, year, moment) if each.agency == agency.code), None)


def _cases(home: Home, year: int, moment: datetime) -> Iterator[Case]:
    """Every duty with what was seen of it, one after another: a season of all agencies would fill the memory."""
    agencies = {agency.code: agency for agency in home.store.agencies()}
    place = {code: number for number, code in enumerate(agencies)}
    with contextlib.closing(home.store.each_sighted(year, until=moment)) as sighted:
        code, seen = next(sighted, _NOBODY)
        for duty in obligations(agencies.values(), year):
            while code and place[code] < place[duty.agency]:
                code, seen = next(sighted, _NOBODY)
            judged = admissible(seen if code == duty.agency else (), rehearsing=home.clock_set)
            yield Case(
                agency=agencies[duty.agency],
                duty=duty,
                sightings=judged,
                contents=_contents(home, judged),
            )


_NOBODY: tuple[str, tuple[Sighting, ...]] = ("", ())


def _contents(home: Home, sightings: Iterable[Sighting]) -> dict[str, str]:
    """What each seen version says, where it was examined; asked only where there are several versions."""
    versions = {s.document: s for s in sightings if s.document}
    if len(versions) < 2:
        return {}
    reports = {sha: home.store.report(s.agency, s.year, document=sha) for sha, s in versions.items()}
    return {sha: fingerprint(report) for sha, report in reports.items() if report is not None}
