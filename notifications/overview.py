"""The tables of the summary: where all stand, and what could not be verified. Finished strings. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.times import local_day
from models.visit import Outcome, Visit
from models.words import Language
from notifications import page_words, shown, words
from notifications.dossier import Badge, page_of, standing_badge
from notifications.rulings import flags_shown
from notifications.season import Season, counted, covered, next_due
from notifications.shown import say
from notifications.status import finding_counts
from notifications.trouble import Trouble, troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One standing in the overview, and its part of the bar, in agencies."""

    key: str
    label: str
    means: str
    tone: str
    number: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One agency in a table."""

    key: str  # its standing
    name: str
    page: str  # from the pages of the language
    standing: Badge
    flags: tuple[str, ...]
    due: str
    claimed: str
    first_seen: str
    last_absent: str
    days_late: str
    findings: tuple[Badge, ...]
    why: str
    last_visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Agencies under one heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first page."""

    tiles: tuple[Tile, ...]
    total: int
    facts: tuple[tuple[str, str], ...]  # label, value
    groups: tuple[Group, ...]
    troubles: tuple[Trouble, ...]  # deliveries that need a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """What could not be verified, and why."""

    unknown: tuple[Row, ...]
    suspected: tuple[Row, ...]
    unread: tuple[Row, ...]  # the latest look at the column was not completed


Judged = Sequence[tuple[Agency, Assessment]]


def overview(season: Season, judged: Judged, offices: Mapping[str, str], language: Language) -> Overview:
    """The first page: counts that add up, and every agency under its office. `offices` gives names by code."""
    visits = _latest(season.visits)
    counts = counted(assessment for _, assessment in judged)
    return Overview(
        tiles=tuple(_tiles(counts, language)),
        total=len(judged),
        facts=tuple((page_words.PAGE[k].said_in(language), v) for k, v in _facts(season, judged, language)),
        groups=tuple(_groups(season, judged, visits, offices, language)),
        troubles=troubles(season.troubled, language),
    )


def unverified(season: Season, judged: Judged, language: Language) -> Unverified:
    """The agencies of which nothing could be said, or whose column was not read to its end."""
    visits = _latest(season.visits)
    rows = {agency.code: _row(agency, each, season, visits, language) for agency, each in judged}

    def those(standing: Standing) -> tuple[Row, ...]:
        return tuple(rows[agency.code] for agency, each in judged if each.standing is standing)

    return Unverified(
        unknown=those(Standing.UNKNOWN),
        suspected=those(Standing.SUSPECTED),
        unread=tuple(rows[agency.code] for agency, each in judged if _is_unread(agency, each, visits)),
    )


_LISTED_APART = frozenset({Standing.UNKNOWN, Standing.SUSPECTED, Standing.EXEMPT})


def _is_unread(agency: Agency, assessment: Assessment, visits: Mapping[str, Visit]) -> bool:
    visit = visits.get(agency.column_url)
    unread = visit is None or visit.outcome is not Outcome.COMPLETED
    return unread and assessment.standing not in _LISTED_APART


def _latest(visits: Iterable[Visit]) -> dict[str, Visit]:
    return {visit.column_url: visit for visit in sorted(visits, key=lambda visit: visit.finished)}


def _tiles(counts: Mapping[Standing, int], language: Language) -> Iterator[Tile]:
    start = 0
    for standing, label in words.STANDING.items():
        yield Tile(
            key=standing,
            label=label.said_in(language),
            means=words.STANDING_MEANS[standing].said_in(language),
            tone=words.TONE[standing],
            number=counts[standing],
            start=start,
        )
        start += counts[standing]


def _facts(season: Season, judged: Judged, language: Language) -> Iterator[tuple[str, str]]:
    agencies = {agency.code: agency for agency, _ in judged}
    assessments = [assessment for _, assessment in judged]
    coverage = covered(agencies, assessments, season.visits)
    yield (
        "coverage",
        say(
            page_words.COVERAGE,
            language,
            owing=coverage.owing,
            completed=coverage.completed,
            incomplete=coverage.incomplete,
            unvisited=coverage.unvisited,
        ),
    )
    due, agencies_then = next_due(assessments, season.as_of)
    yield (
        "next_due",
        say(page_words.NEXT_DUE, language, due=shown.day(due), n=agencies_then)
        if due is not None
        else page_words.NO_NEXT_DUE.said_in(language),
    )
    past = [
        each
        for each in assessments
        if each.due < local_day(season.as_of) and each.standing is not Standing.EXEMPT
    ]
    if past:
        on_time = sum(1 for each in past if each.standing is Standing.ON_TIME)
        yield "on_time_share", say(page_words.ON_TIME, language, due=len(past), n=on_time)


def _groups(
    season: Season,
    judged: Judged,
    visits: Mapping[str, Visit],
    offices: Mapping[str, str],
    language: Language,
) -> Iterator[Group]:
    """One group an office, in the order of the offices file, then offices it does not name."""
    codes = dict.fromkeys([*offices, *(agency.oversight for agency, _ in judged)])
    order = list(words.STANDING)
    for code in codes:
        members = [(agency, each) for agency, each in judged if agency.oversight == code]
        if not members:
            continue
        members.sort(key=lambda member: order.index(member[1].standing))
        name = offices.get(code) or shown.clean(code) or page_words.NO_OFFICE.said_in(language)
        yield Group(
            heading=say(page_words.GROUP, language, name=name, n=len(members)),
            rows=tuple(_row(agency, each, season, visits, language) for agency, each in members),
        )


def _row(
    agency: Agency, assessment: Assessment, season: Season, visits: Mapping[str, Visit], language: Language
) -> Row:
    visit = visits.get(agency.column_url)
    return Row(
        key=assessment.standing,
        name=shown.clean(agency.name),
        page=page_of(agency),
        standing=standing_badge(assessment, language),
        flags=flags_shown(assessment, season.overlays.get(agency.code), language),
        due=shown.day(assessment.due),
        claimed=shown.day(assessment.claimed_date),
        first_seen=shown.moment(assessment.first_seen),
        last_absent=shown.moment(assessment.last_absent),
        days_late=shown.late(assessment, language),
        findings=tuple(_finding_badges(agency, season, language)),
        why=shown.clean(assessment.why.said_in(language), 500),
        last_visit=_last_visit(visit, language),
    )


def _finding_badges(agency: Agency, season: Season, language: Language) -> Iterator[Badge]:
    for severity, number in finding_counts(season.verdicts.get(agency.code, ())).items():
        if number:
            label = f"{words.SEVERITY[severity].said_in(language)} {number}"
            yield Badge(label=label, tone=words.SEVERITY_TONE[severity])


def _last_visit(visit: Visit | None, language: Language) -> str:
    if visit is None:
        return "—"
    return f"{shown.moment(visit.finished)} {words.OUTCOME[visit.outcome].said_in(language)}"
