"""What changed since the last message, for one channel of one office. Pure.

A change tells that something moved; where it stands now is read from the season. What the digest says is claimed by its
last change of each matter; the others that the channel heard of are passed over: said with that one, or no news. What a
channel did not ask for stays untold, so that it hears what holds on the day it asks.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.chain import Head
from models.change import Change
from models.office import Channel, Office
from models.times import local_day
from models.verdict import Severity
from models.words import Language, Words
from notifications.circular import area, sentences
from notifications.hearing import heard_by
from notifications.lines import ENDS, PART, Line, Part, Topic, ground_of, lines_of, newly_on_time
from notifications.moves import Move, moves_of, told_of
from notifications.reminders import Reminder, Span, escalated, is_muted, is_reminded, reminders
from notifications.season import Coverage, Season, counted, covered, next_due, share_on_time, waiting

__all__ = ["Coverage", "Digest", "Line", "Season", "Topic", "compose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one office is told at one time."""

    office: str  # code
    office_name: str
    number: int  # 第 N 期
    year: int
    as_of: datetime
    lines: tuple[Line, ...]  # in the order of Topic, then of severity, then of the roster
    published: tuple[str, ...]  # names of agencies newly on time
    reminders: tuple[Reminder, ...]
    to_approve: int  # decisions on its own agencies that wait for a second reviewer, where it has reviewers
    noted: tuple[str, ...]  # names of agencies overdue of which a person took note: not told again for now
    beneath: Mapping[str, str]  # codes and names of offices whose agencies are in it, too
    counts: Mapping[Standing, int]  # of every standing; they add up to `total`
    total: int
    unchanged: int  # agencies neither told of nor suspected
    coverage: Coverage
    next_due: date | None  # None: no due date is ahead
    next_due_agencies: int
    changes: tuple[int, ...]  # ids of what it says: of each matter the last change
    passed: tuple[int, ...]  # ids of the others it heard of; what the channel did not ask for stays untold
    circular: tuple[Words, ...]  # for a 通报, in the offices' own words; empty while nothing is due
    seals: tuple[
        Head, ...
    ]  # the ends of the chains at that moment: who keeps the message can show that one was rewritten
    summary_at: str  # where the office opens the summary; empty: nowhere
    release: str
    clock_set: bool

    @property
    def is_quiet(self) -> bool:
        """Whether nothing changed, and nobody is reminded of anything."""
        return not (self.lines or self.published or self.reminders)

    def of(self, topic: Topic) -> tuple[Line, ...]:
        """The lines of one section."""
        return tuple(line for line in self.lines if line.topic is topic)

    def under(self, part: Part) -> Mapping[Topic, int]:
        """How many lines each section of a part has, those with none left out."""
        counts = {topic: len(self.of(topic)) for topic in Topic if PART[topic] is part}
        return {topic: count for topic, count in counts.items() if count}


def compose(
    office: Office,
    season: Season,
    untold: Sequence[Change],
    *,
    number: int,
    told: Collection[int] = (),
    channel: Channel | None = None,
    beneath: Mapping[str, str] = MappingProxyType({}),
    span: Span | None = None,
    summary_at: str = "",
) -> Digest:
    """The digest of one channel from the changes not told to it yet.

    `told` are the ids of those it was told; `channel` None: one that asks for all. `beneath` are codes and names
    of offices whose agencies it hears of as well; `span` None: it reminds of nothing. An agency that is no longer the office's own is in it only where something told ends.
    """
    offices = {office.code, *beneath}
    mine = {agency.code: agency for agency in season.agencies if agency.oversight in offices}
    judged = {each.agency: each for each in season.assessments if each.year == season.year}
    assessments = {code: judged[code] for code in mine if code in judged}
    knows = told_of(season.changes, told)
    weighed = [c for c in untold if c.year == season.year and c.agency in judged]
    heard = heard_by(channel, weighed, knows, mine)
    deciders = season.deciders & {office.code}
    said = _said(moves_of(heard, knows, season.changes), mine, judged, season, deciders)
    published = [mine[move.agency] for move in said.published]
    again: tuple[Line, ...] = ()
    ahead: tuple[Reminder, ...] = ()
    if span is not None and is_reminded(channel):
        told_anyway, notes = {line.agency.code for line in said.lines}, season.acknowledged
        again = tuple(
            replace(line, basis=season.duties.get(line.agency.code))
            for line in escalated(span, knows, mine, assessments, noted=notes, besides=told_anyway)
        )
        ahead = tuple(reminders(span, mine, assessments))
    lines = _sorted((*said.lines, *again), season)
    named = {line.agency.code for line in lines if line.agency.code in mine} | {a.code for a in published}
    suspected = {each.agency for each in assessments.values() if each.standing is Standing.SUSPECTED}
    due, owing_then = next_due(assessments.values(), season.as_of)
    return Digest(
        office=office.code,
        office_name=office.name,
        number=number,
        year=season.year,
        as_of=season.as_of,
        lines=lines,
        published=tuple(agency.name for agency in published),
        reminders=ahead,
        to_approve=sum(
            len(waiting(season, code)) for code, agency in mine.items() if agency.oversight in deciders
        ),
        noted=tuple(_noted(season, assessments)),
        beneath=beneath,
        counts=counted(assessments.values()),
        total=len(assessments),
        unchanged=len(assessments) - len(named | suspected),
        coverage=covered(mine, assessments.values(), season.visits),
        next_due=due,
        next_due_agencies=owing_then,
        changes=said.changes,
        passed=tuple(
            sorted({c.id for c in heard if c.agency in mine and c.id is not None} - set(said.changes))
        ),
        circular=_circular(season, mine, assessments, beneath),
        seals=season.seals,
        summary_at=summary_at,
        release=season.release,
        clock_set=season.clock_set,
    )


def _noted(season: Season, assessments: Mapping[str, Assessment]) -> Iterator[str]:
    for agency in season.agencies:
        assessment = assessments.get(agency.code)
        if assessment is None or assessment.standing is not Standing.OVERDUE:
            continue
        if is_muted(season.acknowledged.get(agency.code), local_day(season.as_of)):
            yield agency.name


def _circular(
    season: Season,
    mine: Mapping[str, Agency],
    assessments: Mapping[str, Assessment],
    beneath: Mapping[str, str],
) -> tuple[Words, ...]:
    if not share_on_time(assessments.values(), season.as_of).due:
        return ()
    judged = [(mine[code], assessment) for code, assessment in assessments.items()]
    both = (
        [*sentences(season, judged, language), *_by_area(judged, beneath, language)]
        for language in (Language.ZH, Language.EN)
    )
    return tuple(Words(zh, en) for zh, en in zip(*both, strict=True))


def _by_area(
    judged: Sequence[tuple[Agency, Assessment]], beneath: Mapping[str, str], language: Language
) -> Iterator[str]:
    """A sentence for each office beneath that oversees anybody."""
    for code, name in beneath.items():
        of_area = [assessment for agency, assessment in judged if agency.oversight == code]
        if of_area:
            yield area(name, of_area, language)


@dataclass(frozen=True, slots=True)
class _Said:
    lines: tuple[Line, ...]
    published: tuple[Move, ...]
    changes: tuple[int, ...]


def _said(
    moves: Sequence[Move],
    mine: Mapping[str, Agency],
    judged: Mapping[str, Assessment],
    season: Season,
    deciders: Collection[str],
) -> _Said:
    """`deciders` are the offices whose reviewers read this: who is asked to decide must be able to."""
    ground = ground_of(season)
    everybody = {agency.code: agency for agency in season.agencies}
    lines: dict[tuple[object, ...], Line] = {}
    published: list[Move] = []
    matters: set[tuple[str, ...]] = set()
    for move in moves:
        assessment = judged[move.agency]
        found = list(lines_of(move, everybody[move.agency], assessment, ground))
        if everybody[move.agency].oversight not in deciders:
            found = [line for line in found if line.topic is not Topic.REOPENED]
        if move.agency not in mine:
            found = [line for line in found if line.topic in ENDS]
        elif newly_on_time(move, assessment):
            published.append(move)
        for line in found:
            # A standing and its doubt may both say the same: it is told once.
            lines.setdefault((line.topic, move.agency, line.was, line.finding_key), line)
        if found or move in published:
            matters.add(move.matter)
    last = {move.matter: move.last.id or 0 for move in sorted(moves, key=lambda move: move.last.id or 0)}
    return _Said(tuple(lines.values()), tuple(published), tuple(sorted(last[each] for each in matters)))


def _sorted(lines: Iterable[Line], season: Season) -> tuple[Line, ...]:
    order = {agency.code: place for place, agency in enumerate(season.agencies)}
    topics, severities = list(Topic), list(Severity)
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                topics.index(line.topic),
                severities.index(line.severity) if line.severity else 0,
                order[line.agency.code],
            ),
        )
    )
