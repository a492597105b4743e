"""`chunxun ledger`: the stored season → the Excel 台账 of one office, or of all agencies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from flows.check.place import place
from flows.home import Home
from flows.offices import read_offices
from flows.overlays import with_overlays
from flows.recollection import known_verdicts
from flows.status import known_standings
from flows.summarise import regions
from flows.whole import write_asked_for
from models.agency import Agency
from models.assessment import Assessment
from models.examination import Reading
from models.report import Report
from models.verdict import Verdict
from models.visit import Belief, DateRead, Sighting
from models.words import Language, Words
from notifications import ledger_words
from notifications.ledger import sheets, title
from notifications.ledger_columns import CARRIED_IN
from notifications.ledger_entries import Audience, Book, Particulars
from notifications.season import Season
from notifications.workbook import write_workbook
from reports import editions
from reports.dates import belief_of
from reports.law import PROVISIONS
from reports.rules import RULES


def write_ledger(home: Home, year: int, file: Path, *, office: str | None, audience: Audience) -> Words:
    """Write the ledger, whole or not at all; what a person is told of it. Raises Unwritable."""
    book = book_of(home, year, office=office, audience=audience)
    write_asked_for(
        file,
        ".xlsx",
        lambda out: write_workbook(sheets(book), out, title=title(book), made=book.season.as_of),
    )
    return _said_of(book, file)


def _said_of(book: Book, file: Path) -> Words:
    total, named = len(book.season.assessments), sum(1 for _ in book.entries())
    zh = f"台账：{file}（{named} 个单位）"
    en = f"Ledger: {file} ({named} agencies)"
    if total > named:
        zh += f"；另有 {total - named} 个待核实单位只计数、不列名，--internal 列名供内部核实"
        en += f"; {total - named} more are only suspected: counted, not named; --internal names them for operators"
    return Words(zh=zh, en=en)


def book_of(home: Home, year: int, *, office: str | None, audience: Audience) -> Book:
    """Everything the ledger is made of, as stored or as it was known at the set moment."""
    agencies = home.store.agencies(office)
    found = home.store.first_found(year, until=home.now(), rehearsed=home.clock_set)
    offices = {each.code: each.name for each in read_offices(home.settings.offices_file)}
    language = home.settings.language
    season = counting_season(
        home,
        year,
        agencies,
        known_standings(home, year, agencies, office=office),
        _beliefs(found),
        everybody=office is None,
        passed=(CARRIED_IN,),
    )
    return Book(
        season=season,
        known=_particulars(home, season, offices, {code: look.dates for code, look in found.items()}),
        language=language,
        audience=audience,
        office=offices.get(office, office) if office else ledger_words.ALL_OFFICES.said_in(language),
    )


def counting_season(
    home: Home,
    year: int,
    agencies: Sequence[Agency],
    assessments: Sequence[Assessment],
    beliefs: Mapping[str, Belief] | None = None,
    *,
    everybody: bool = False,
    passed: Sequence[str] | None = None,
) -> Season:
    """The season of some agencies as it counts, without looks and changes: a province's would fill the memory.

    `everybody`: they are the whole roster, which need not be named; PostgreSQL takes 65,535 names and no more.
    `passed`: of verdicts that all is well, only these rules' are asked for.
    """
    codes = None if everybody else [agency.code for agency in agencies]
    verdicts = known_verdicts(home, year, agencies=codes, passed=passed)
    computed = Season(
        year=year,
        as_of=home.now(),
        agencies=tuple(agencies),
        assessments=tuple(assessments),
        verdicts=verdicts,
        changes=(),
        visits=home.store.latest_visits(home.now()),
        sightings={},
        beliefs=beliefs or {},
        release=home.release,
        clock_set=home.clock_set,
        provisions={each.id: Words(each.citation, each.citation) for each in PROVISIONS},
        rules={rule.id: rule.title for rule in RULES},
    )
    return with_overlays(home, computed)


def _particulars(
    home: Home, season: Season, offices: Mapping[str, str], dates: Mapping[str, tuple[DateRead, ...]]
) -> Particulars:
    readings = home.store.readings(season.year, until=home.now())
    forms = _forms(season.agencies, readings, season.year)
    found = {
        (forms[code], where) for code, verdicts in season.verdicts.items() for where in _wheres(verdicts)
    }
    return Particulars(
        offices=offices,
        regions=regions(home.store.agencies()),
        editions={code: each.edition for code, each in readings.items() if each.edition},
        forms=forms,
        media={code: each.media_type for code, each in readings.items()},
        dates=dates,
        unreadable={code: each.unreadable for code, each in readings.items() if each.unreadable},
        places={(form, where): place_in(form, where) for form, where in found},
    )


def _beliefs(found: Mapping[str, Sighting]) -> dict[str, Belief]:
    """Which day is believed of each report: that rests on the first look that found it alone."""
    beliefs = {code: belief_of((look,)) for code, look in found.items()}
    return {code: belief for code, belief in beliefs.items() if belief is not None}


def _forms(agencies: Iterable[Agency], readings: Mapping[str, Reading], year: int) -> dict[str, str]:
    """The form in whose words a report's places are told: its own, else that of the year."""
    known = {code: each.edition for code, each in readings.items()}
    return {agency.code: known.get(agency.code) or form_of(year) for agency in agencies}


def form_of(year: int) -> str:
    """The form of a report year; empty where there is none."""
    form = editions.edition_for(year)
    return form.id if form is not None else ""


def _wheres(verdicts: Iterable[Verdict]) -> Iterator[str]:
    return (finding.where for verdict in verdicts for finding in verdict.findings)


def place_in(form: str, where: str) -> Words:
    """A place in the words of a form; empty where the address says it all."""
    bare = Report(title=None, agency=None, title_year=None, year=None, edition=form)
    return Words(place(where, bare, Language.ZH), place(where, bare, Language.EN))
