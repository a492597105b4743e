"""The stored season → the HTML summary. Only pages of which something is known that was not before are made anew."""

import contextlib
import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from flows.home import Home
from flows.offices import read_offices
from flows.overlays import with_overlays
from flows.recollection import known_changes, known_verdicts
from flows.status import known_standings
from flows.website import Site
from models.agency import Agency, Kind
from models.assessment import Assessment
from models.change import Change
from models.office import Office
from models.papers import Compared, Figures, Papers
from models.times import BEIJING
from models.verdict import RuleOutcome, Verdict
from models.version import Printed, history
from models.visit import Belief, Sighting
from models.words import Language, Words
from notifications.dossier import Case
from notifications.register import Register, page_of
from notifications.season import RulePage, Season
from notifications.summary import agency_page, data_files, files, front_pages
from notifications.trouble import NEEDS_A_PERSON
from reports.dates import belief_of
from reports.law import PROVISIONS
from reports.places import name_of
from reports.rules import RULES
from reports.rules.catalogue import FAMILY_NAMES, entries
from reports.sheets import CHAINED, chain, differences, sheets
from reports.standing import admissible
from reports.versions import restatements

_CHAINED = frozenset(address for address, _ in CHAINED)
BATCH = 200  # agencies whose facts are held at one time
GOVERNMENT = "人民政府"


def write_summary(home: Home, year: int, folder: Path | None = None) -> Path:
    """Write the summary of one year; returns its `index.html`."""
    with _no_search_for_cycles():
        return _write(home, year, folder or home.settings.summary_folder)


def _write(home: Home, year: int, target: Path) -> Path:
    offices = read_offices(home.settings.offices_file)
    computed = _season(home, year)
    season = with_overlays(home, computed)
    site = Site.open(target, _edition(season, offices))
    registers = [Register(season=season, offices=offices, language=language) for language in Language]
    believed = _put_agencies(home, computed, registers, site)
    for register in registers:
        for leaf in front_pages(register):
            mark = leaf.mark
            if not site.keeps(leaf.path, mark):
                site.put(leaf.path, leaf.text(), mark)
        for path, text in files(register):
            site.put(path, text)
    beliefs = {code: Belief(claim=None, why=Words(*why)) for code, why in believed.items() if why}
    for path, text in data_files(replace(season, beliefs=beliefs)):
        site.put(path, text)
    site.publish(believed)
    return target / "index.html"


def _put_agencies(home: Home, computed: Season, registers: Sequence[Register], site: Site) -> dict[str, Any]:
    """Write the pages of agencies of which anything new is known, and leave the others; why each date is believed."""
    marks = _marks(home, registers[0])
    believed: dict[str, Any] = {}
    stale: list[tuple[Agency, Assessment]] = []
    for agency, assessment in registers[0].judged:
        path, mark = page_of(agency, assessment), marks[agency.code]
        if agency.code in site.notes and site.keeps(path, mark) and site.keeps(f"en/{path}", mark):
            believed[agency.code] = site.notes[agency.code]
        else:
            stale.append((agency, assessment))
    for case in _cases(home, computed, stale):
        for register in registers:
            site.put(*agency_page(case, register), marks[case.agency.code])
        belief = case.belief
        believed[case.agency.code] = None if belief is None else (belief.why.zh, belief.why.en)
    return believed


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Let Python not look for dead cycles meanwhile: a third of the time went into going through a season that lives on,
    and what is dropped in between has none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _season(home: Home, year: int) -> Season:
    """What the front pages list; of each agency's looks and passed rules nothing is read."""
    now = home.now()
    agencies = home.store.agencies()
    return Season(
        year=year,
        as_of=now,
        agencies=agencies,
        assessments=known_standings(home, year, agencies),
        verdicts=known_verdicts(home, year, outcomes=(RuleOutcome.FAILED, RuleOutcome.REVIEW)),
        changes=known_changes(home, year),
        visits=home.store.latest_visits(now),
        sightings={},
        troubled=home.store.messages(deliveries=NEEDS_A_PERSON),
        release=home.release,
        clock_set=home.clock_set,
        provisions={each.id: Words(each.citation, each.citation) for each in PROVISIONS},
        rules={rule.id: rule.title for rule in RULES},
        regions=regions(agencies),
        catalogue=tuple(
            RulePage(
                id=rule.id,
                family=FAMILY_NAMES[rule.family],
                title=rule.title,
                severity=rule.severity,
                entries={language: entries(rule, language)[1:] for language in Language},
            )
            for rule in RULES
        ),
    )


def regions(agencies: Sequence[Agency]) -> dict[str, str]:
    """What each division of the roster is called: as its government is, else as the list of divisions has it."""
    codes = dict.fromkeys(agency.region for agency in agencies if agency.region)
    governments = {
        agency.region: agency.name.removesuffix(GOVERNMENT)
        for agency in agencies
        if agency.kind is Kind.GOVERNMENT and agency.name.endswith(GOVERNMENT)
    }
    return {code: governments.get(code) or name_of(code) for code in codes}


def _edition(season: Season, offices: Sequence[Office]) -> str:
    """A mark of all that every page depends on: our own code and templates, names, and which season it is."""
    mark = hashlib.sha256()
    for file in sorted(resources.files("notifications").iterdir(), key=lambda each: each.name):
        if file.is_file():
            mark.update(file.read_bytes())
    for file in sorted(
        resources.files("notifications").joinpath("templates").iterdir(), key=lambda each: each.name
    ):
        mark.update(file.read_bytes())
    common = (
        season.year,
        season.release,
        season.clock_set,
        season.regions,
        season.rules,
        season.provisions,
        offices,
    )
    mark.update(repr(common).encode())
    return mark.hexdigest()


_NEVER = datetime(1, 1, 1, tzinfo=BEIJING)


def _marks(home: Home, register: Register) -> dict[str, str]:
    """For each agency a mark of all its page is made of; when it was last judged to stand so is no part of that."""
    season = register.season
    stored = home.store.marks(season.year, season.as_of)
    return {
        agency.code: hashlib.sha256(
            f"{stored.get(agency.code)} {agency} {replace(assessment, as_of=_NEVER)}"
            f" {season.overlays.get(agency.code)} {season.filed.get(agency.code)}"
            f" {register.office_page(agency.oversight)}".encode()
        ).hexdigest()
        for agency, assessment in register.judged
    }


def _cases(home: Home, computed: Season, judged: Sequence[tuple[Agency, Assessment]]) -> Iterator[Case]:
    """Agencies with everything known of them, some at a time: a season of all would fill the memory."""
    changes: dict[str, list[Change]] = {}
    for change in computed.changes:
        changes.setdefault(change.agency, []).append(change)
    for start in range(0, len(judged), BATCH):
        some = judged[start : start + BATCH]
        codes = [agency.code for agency, _ in some]
        sightings = home.store.sightings(computed.year, until=computed.as_of, agencies=codes)
        verdicts = _counting(home, computed, codes)
        figures = home.store.figures(codes, computed.year, others=_CHAINED, until=computed.as_of)
        for agency, assessment in some:
            looks = sightings.get(agency.code, ())
            yield Case(
                agency=agency,
                assessment=assessment,
                verdicts=verdicts.get(agency.code, ()),
                sightings=looks,
                changes=changes.get(agency.code, ()),
                belief=belief_of(admissible(looks, rehearsing=home.clock_set)),
                papers=_papers(home, assessment, looks, figures.get(agency.code, ())),
            )


def _counting(home: Home, computed: Season, codes: Sequence[str]) -> Mapping[str, Sequence[Verdict]]:
    """All verdicts on some agencies' reports, as decisions in force let them count."""
    some = replace(
        computed,
        assessments=tuple(each for each in computed.assessments if each.agency in codes),
        verdicts=known_verdicts(home, computed.year, agencies=codes),
    )
    return with_overlays(home, some).verdicts


def _papers(
    home: Home, assessment: Assessment, sightings: Sequence[Sighting], figures: Sequence[Figures]
) -> Papers:
    own = next((each for each in figures if each.year == assessment.year), None)
    return Papers(
        sheets=sheets(own) if own else (),
        versions=tuple(_versions(home, sightings)),
        chain=chain(figures),
    )


def _versions(home: Home, sightings: Sequence[Sighting]) -> Iterator[Compared]:
    """Each version of the report against the one before; none where it was never changed."""
    versions = history(sightings)
    if len(versions) < 2:
        return
    before: Printed | None = None
    for version in versions:
        report = home.store.report(sightings[0].agency, sightings[0].year, document=version.document)
        now = None if report is None else Printed(version=version, report=report)
        if before is None or now is None:
            yield Compared(version=version)
        else:
            (step,) = restatements((before, now))
            yield Compared(
                version=version,
                became=step.became,
                notice=step.notice,
                differences=differences(before.report, now.report),
            )
        before = now
