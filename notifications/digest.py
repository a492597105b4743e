"""What changed since the last message, for one office. Pure.

A change tells that something moved; where it stands now is read from the season. A step and its step back between
two messages are therefore not told, and nothing is told that no longer holds. Two rules go before all others: an
agency whose absence is only suspected is counted and never named, and whoever was told of a lapse is told when it
no longer stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.agency import Agency
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.office import Channel, Office
from models.verdict import Finding, Severity, Verdict
from models.words import Words
from notifications.season import Coverage, Season, counted, covered, next_due

__all__ = ["Coverage", "Digest", "Line", "Season", "Topic", "compose", "heard_by"]


class Topic(StrEnum):
    """The sections of a digest, in the order in which they are read."""

    OVERDUE = "overdue"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    BACKDATING = "backdating"
    CORRECTED = "corrected"
    FINDING = "finding"
    MENDED = "mended"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing told of one agency."""

    topic: Topic
    agency: Agency
    assessment: Assessment
    was: Standing | Flag | None = None  # what had been told before; set in corrections
    message: Words | None = None  # of a finding
    severity: Severity | None = None  # of a finding
    finding: Finding | None = None  # None: mended, or no longer among the season's verdicts


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
    counts: Mapping[Standing, int]  # of every standing; they add up to `total`
    total: int
    unchanged: int  # agencies neither told of nor suspected
    coverage: Coverage
    next_due: date | None  # None: no due date is ahead
    next_due_agencies: int
    changes: tuple[int, ...]  # ids of all changes weighed, told or not
    release: str
    clock_set: bool

    def of(self, topic: Topic) -> tuple[Line, ...]:
        """The lines of one section."""
        return tuple(line for line in self.lines if line.topic is topic)


def heard_by(channel: Channel, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes a channel asked for; standings and flags always, findings by their severity."""
    wanted = channel.severities
    return tuple(
        change
        for change in changes
        if not wanted or change.about is not About.FINDING or change.severity in wanted
    )


def compose(office: Office, season: Season, changes: Sequence[Change], *, number: int) -> Digest | None:
    """The digest of one office from the changes not told yet; None where there is nothing to tell it."""
    agencies = {agency.code: agency for agency in season.agencies if agency.oversight == office.code}
    assessments = {
        each.agency: each
        for each in season.assessments
        if each.agency in agencies and each.year == season.year
    }
    weighed = [c for c in changes if c.agency in assessments and c.year == season.year]
    moves = _moves(weighed)
    lines = _lines(moves, agencies, assessments, season)
    published = [agencies[m.agency] for m in moves if _newly_on_time(m, assessments[m.agency])]
    if not lines and not published:
        return None
    told = {line.agency.code for line in lines} | {agency.code for agency in published}
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
        counts=counted(assessments.values()),
        total=len(assessments),
        unchanged=len(assessments) - len(told | suspected),
        coverage=covered(agencies, assessments.values(), season.visits),
        next_due=due,
        next_due_agencies=owing_then,
        changes=tuple(change.id for change in weighed if change.id is not None),
        release=season.release,
        clock_set=season.clock_set,
    )


@dataclass(frozen=True, slots=True)
class _Move:
    """All untold changes of one agency under one key, as one step from the first `old` to the last `new`."""

    first: Change
    last: Change

    @property
    def agency(self) -> str:
        return self.first.agency


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of findings: those that stand, and in what words each was raised."""

    verdicts: Mapping[str, Sequence[Verdict]]
    raised: Mapping[tuple[str, str], Words]  # by agency and fingerprint


def _raised(changes: Iterable[Change]) -> dict[tuple[str, str], Words]:
    return {(c.agency, c.key): c.why for c in changes if c.about is About.FINDING and c.new}


def _moves(changes: Sequence[Change]) -> list[_Move]:
    moves: dict[tuple[str, About, str], _Move] = {}
    for change in sorted(changes, key=lambda change: (change.id or 0, change.at)):
        key = (change.agency, change.about, change.key)
        moves[key] = _Move(moves[key].first if key in moves else change, change)
    return list(moves.values())


def _lines(
    moves: Sequence[_Move],
    agencies: Mapping[str, Agency],
    assessments: Mapping[str, Assessment],
    season: Season,
) -> tuple[Line, ...]:
    known = _Known(season.verdicts, _raised(season.changes))
    lines: dict[tuple[object, ...], Line] = {}
    for move in moves:
        agency, assessment = agencies[move.agency], assessments[move.agency]
        finding = move.last.key if move.last.about is About.FINDING else ""
        for line in _told_of(move, agency, assessment, known):
            # A standing and its flag may both say the same: it is told once.
            lines.setdefault((line.topic, agency.code, line.was, finding), line)
    order = {code: place for place, code in enumerate(agencies)}
    topics, severities = list(Topic), list(Severity)
    return tuple(
        sorted(
            lines.values(),
            key=lambda line: (
                topics.index(line.topic),
                severities.index(line.severity) if line.severity else 0,
                order[line.agency.code],
            ),
        )
    )


def _told_of(move: _Move, agency: Agency, assessment: Assessment, known: _Known) -> Iterator[Line]:
    match move.last.about:
        case About.STANDING:
            yield from _standing_told(move, agency, assessment)
        case About.FLAG:
            yield from _flag_told(move, agency, assessment)
        case About.FINDING:
            yield from _finding_told(move, agency, assessment, known)


_GRAVITY = {Standing.LATE: 1, Standing.WITHDRAWN: 2, Standing.OVERDUE: 3}
_TOPIC = {
    Standing.OVERDUE: Topic.OVERDUE,
    Standing.LATE: Topic.LATE,
    Standing.WITHDRAWN: Topic.WITHDRAWN,
    Standing.UNKNOWN: Topic.UNVERIFIED,
}


def _standing_told(move: _Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    was, now = _standing(move.first.old), assessment.standing
    if now is was:
        return
    if was in _GRAVITY and _GRAVITY.get(now, 0) < _GRAVITY[was]:
        yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=was)
    topic = _TOPIC.get(now)
    if topic is Topic.UNVERIFIED and Flag.BACKDATING in assessment.flags:
        topic = Topic.BACKDATING
    if topic is not None:
        yield Line(topic=topic, agency=agency, assessment=assessment)


def _standing(value: str) -> Standing | None:
    return Standing(value) if value else None


def _newly_on_time(move: _Move, assessment: Assessment) -> bool:
    if move.last.about is not About.STANDING or assessment.standing is not Standing.ON_TIME:
        return False
    return _standing(move.first.old) not in {Standing.ON_TIME, Standing.LATE, Standing.WITHDRAWN}


_FLAG_TOPIC = {
    Flag.BACKDATING: Topic.BACKDATING,
    Flag.CHANGED: Topic.CHANGED,
    Flag.WITHDRAWN: Topic.WITHDRAWN,
}


def _flag_told(move: _Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    flag = Flag(move.last.key)
    told, stands = bool(move.first.old), flag in assessment.flags
    if stands and not told and flag in _FLAG_TOPIC:
        yield Line(topic=_FLAG_TOPIC[flag], agency=agency, assessment=assessment)
    if told and not stands and flag is Flag.BACKDATING:
        yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=flag)


def _finding_told(move: _Move, agency: Agency, assessment: Assessment, known: _Known) -> Iterator[Line]:
    told, stands = bool(move.first.old), bool(move.last.new)
    if told == stands or move.last.severity is Severity.HINT:
        return
    if not stands:
        as_told = known.raised.get((agency.code, move.last.key), move.last.why)
        yield _finding_line(Topic.MENDED, move, agency, assessment, as_told)
        return
    same = [
        (verdict, finding)
        for verdict in known.verdicts.get(agency.code, ())
        for finding in verdict.findings
        if finding.message == move.last.why
    ]
    proved = [finding for verdict, finding in same if finding in verdict.charged]
    if same and not proved:
        return  # our own reading is in doubt, or a person must look first: not for the office
    found = proved[0] if proved else None
    yield _finding_line(Topic.FINDING, move, agency, assessment, move.last.why, found)


def _finding_line(
    topic: Topic,
    move: _Move,
    agency: Agency,
    assessment: Assessment,
    message: Words,
    finding: Finding | None = None,
) -> Line:
    return Line(
        topic=topic,
        agency=agency,
        assessment=assessment,
        message=message,
        severity=move.last.severity,
        finding=finding,
    )
