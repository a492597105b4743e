"""What the pages list: every agency with its standing as finished strings, in one language. Pure.

An agency whose lapse is only suspected is counted everywhere and named on the operators' pages alone.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.change import About, Change
from models.office import Office
from models.verdict import Severity
from models.visit import Outcome, Visit
from models.words import Language
from notifications import page_words, shown, words
from notifications.rulings import flags_shown
from notifications.season import Season, latest, names_nobody
from notifications.status import finding_counts

ORDER = tuple(words.STANDING)
"""Worst first: the order in which standings are listed everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A label with its tone, and the key of the mark drawn before it."""

    label: str
    tone: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One agency in a table."""

    key: str  # its standing
    rank: int  # of its standing, worst first: what the column is sorted by
    name: str
    page: str  # from the pages of the language
    standing: Badge
    flags: tuple[str, ...]
    office: str  # code
    region: str  # code, or empty
    region_name: str
    due: str
    claimed: str
    first_seen: str
    last_absent: str
    days_late: str
    findings: tuple[Badge, ...]
    weight: int  # of its findings: what the column is sorted by
    why: str
    last_visit: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """Every agency of a season in the roster's order, and what the tables say of each, made once."""

    season: Season
    offices: Sequence[Office]
    language: Language

    @cached_property
    def judged(self) -> tuple[tuple[Agency, Assessment], ...]:
        """Every agency that has been judged, with its assessment."""
        known = {assessment.agency: assessment for assessment in self.season.assessments}
        return tuple((each, known[each.code]) for each in self.season.agencies if each.code in known)

    @cached_property
    def agencies(self) -> Mapping[str, Agency]:
        """Every judged agency by its code."""
        return {agency.code: agency for agency, _ in self.judged}

    @cached_property
    def office_names(self) -> Mapping[str, str]:
        """Offices of the offices file in its order, then those only the roster names."""
        named = {office.code: shown.clean(office.name) for office in self.offices}
        of_roster = dict.fromkeys(agency.oversight for agency, _ in self.judged)
        return {code: named.get(code) or self._unnamed(code) for code in {**named, **of_roster}}

    def _unnamed(self, code: str) -> str:
        return shown.clean(code) or page_words.NO_OFFICE.said_in(self.language)

    @cached_property
    def visits(self) -> Mapping[str, Visit]:
        """The latest visit of each column."""
        return latest(self.season.visits)

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Every judged agency's row, by code."""
        return {agency.code: self._row(agency, assessment) for agency, assessment in self.judged}

    @cached_property
    def _of_office(self) -> Mapping[str | None, list[tuple[Agency, Assessment]]]:
        grouped: dict[str | None, list[tuple[Agency, Assessment]]] = defaultdict(list)
        for agency, assessment in self.judged:
            grouped[agency.oversight].append((agency, assessment))
        return {**grouped, None: list(self.judged)}

    @cached_property
    def moves(self) -> Mapping[str | None, Sequence[Change]]:
        """The changes of standing of each office's agencies, and of all, in the order in which they were stored."""
        grouped: dict[str | None, list[Change]] = defaultdict(list)
        for change in self.season.changes:
            if change.about is About.STANDING and change.agency in self.agencies:
                for key in (None, self.agencies[change.agency].oversight):
                    grouped[key].append(change)
        return grouped

    def of_office(self, office: str | None) -> Sequence[tuple[Agency, Assessment]]:
        """One office's agencies, or all."""
        return self._of_office.get(office, ())

    def listed(self, office: str | None = None) -> tuple[Row, ...]:
        """The rows that may be shown to anyone, of one office or of all; worst first, then as the roster has them."""
        rows = (self.rows[agency.code] for agency, _ in self.of_office(office))
        return tuple(sorted((row for row in rows if row.key != Standing.SUSPECTED), key=lambda row: row.rank))

    def suspected(self, office: str | None = None) -> tuple[Row, ...]:
        """The rows only operators see."""
        rows = (self.rows[agency.code] for agency, _ in self.of_office(office))
        return tuple(row for row in rows if row.key == Standing.SUSPECTED)

    def assessments(self, office: str | None = None) -> tuple[Assessment, ...]:
        """The assessments of one office's agencies, or of all."""
        return tuple(assessment for _, assessment in self.of_office(office))

    def office_page(self, code: str) -> str:
        """The address of an office's page, from the pages of the language; among the operators' where it names nobody."""
        return f"{'operators/' if code in self._nameless else ''}offices/{file_name(code)}.html"

    @cached_property
    def _nameless(self) -> frozenset[str]:
        return frozenset(code for code in self.office_names if names_nobody(self.assessments(code)))

    def unread(self, row_of: Agency) -> bool:
        """Whether the latest visit of its column was not completed."""
        visit = self.visits.get(row_of.column_url)
        return visit is None or visit.outcome is not Outcome.COMPLETED

    def region_name(self, code: str) -> str:
        """The region as people call it; its code where nobody said; a dash where there is none."""
        return shown.clean(self.season.regions.get(code, "") or code) or "—"

    def _row(self, agency: Agency, assessment: Assessment) -> Row:
        counts = finding_counts(self.season.verdicts.get(agency.code, ()))
        return Row(
            key=assessment.standing,
            rank=ORDER.index(assessment.standing),
            name=shown.clean(agency.name),
            page=page_of(agency, assessment),
            standing=standing_badge(assessment.standing, self.language),
            flags=flags_shown(assessment, self.season.overlays.get(agency.code), self.language),
            office=agency.oversight,
            region=agency.region,
            region_name=self.region_name(agency.region),
            due=shown.day(assessment.due),
            claimed=shown.day(assessment.claimed_date),
            first_seen=shown.moment(assessment.first_seen),
            last_absent=shown.moment(assessment.last_absent),
            days_late=shown.late(assessment, self.language),
            findings=tuple(_finding_badges(counts, self.language)),
            weight=_weight(counts),
            why=shown.clean(assessment.why.said_in(self.language), 500),
            last_visit=_last_visit(self.visits.get(agency.column_url), self.language),
        )


def standing_badge(standing: Standing, language: Language) -> Badge:
    """The standing's label, tone and mark."""
    return Badge(label=words.STANDING[standing].said_in(language), tone=words.TONE[standing], key=standing)


def page_of(agency: Agency, assessment: Assessment) -> str:
    """The address of an agency's page, from the pages of a language; of a suspected one among the operators'."""
    folder = "operators/" if assessment.standing is Standing.SUSPECTED else ""
    return f"{folder}agencies/{file_name(agency.code)}.html"


def file_name(code: str) -> str:
    """A code as a file name; one unfit for it is hashed."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}", code)
    return code if plain else "x" + hashlib.sha256(code.encode()).hexdigest()[:20]


def _finding_badges(counts: Mapping[Severity, int], language: Language) -> Iterator[Badge]:
    for severity, number in counts.items():
        if number:
            label = f"{words.SEVERITY[severity].said_in(language)} {number}"
            yield Badge(label=label, tone=words.SEVERITY_TONE[severity])


def _weight(counts: Mapping[Severity, int]) -> int:
    """One grave finding outweighs all lighter ones."""
    weight = 0
    for number in counts.values():
        weight = weight * 100 + min(number, 99)
    return weight


def _last_visit(visit: Visit | None, language: Language) -> str:
    if visit is None:
        return "—"
    return f"{shown.moment(visit.finished)} {words.OUTCOME[visit.outcome].said_in(language)}"


def shares(of: Iterable[tuple[str, int]]) -> tuple[tuple[str, int, int], ...]:
    """Parts of a bar: key, where it starts, how long it is; empty parts left out."""
    parts, start = [], 0
    for key, number in of:
        if number:
            parts.append((key, start, number))
        start += number
    return tuple(parts)
