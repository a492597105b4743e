"""What changed since the last message, for one office. Pure.

A change tells that something moved; where it stands now is read from the season. A step and its step back between
two messages are therefore not told, and nothing is told that no longer holds. What people decided lies over what was
computed: a change beneath it is not told until it shows. Two rules go before all others: an agency whose absence is
only suspected is counted and never named, and whoever was told of a lapse is told when it no longer stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.agency import Agency
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.decision import Mark
from models.office import Channel, Office
from models.verdict import Finding, Severity, Verdict, key
from models.words import Words
from notifications.moves import Move, moves_of, subject_of
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
    DISPUTED = "disputed"
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
    finding: Finding | None = None  # None: mended, set aside, or no longer among the season's verdicts
    decided: Words | None = None  # of a finding that a person set aside: what for, by whom and when


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
        if not wanted or subject_of(change)[0] is not About.FINDING or change.severity in wanted
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
    moves = moves_of(weighed, season.changes)
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
class _Known:
    """What is known of findings: those that stand, and in what words each was raised."""

    verdicts: Mapping[str, Sequence[Verdict]]
    raised: Mapping[tuple[str, str], Words]  # by agency and key
    doubted: frozenset[tuple[str, str]]  # agencies and flags that are raised


def _doubted(changes: Iterable[Change]) -> frozenset[tuple[str, str]]:
    last = {(c.agency, c.key): c.new for c in changes if c.about is About.FLAG}
    return frozenset(flag for flag, new in last.items() if new)


def _raised(changes: Iterable[Change]) -> dict[tuple[str, str], Words]:
    return {
        (c.agency, c.key): c.why
        for c in changes
        if (c.about is About.FINDING and c.new) or (c.about is About.OVERLAY and c.new == Mark.CONFIRMED)
    }


def _lines(
    moves: Sequence[Move],
    agencies: Mapping[str, Agency],
    assessments: Mapping[str, Assessment],
    season: Season,
) -> tuple[Line, ...]:
    known = _Known(season.verdicts, _raised(season.changes), _doubted(season.changes))
    lines: dict[tuple[object, ...], Line] = {}
    for move in moves:
        agency, assessment = agencies[move.agency], assessments[move.agency]
        finding = move.key if move.about is About.FINDING else ""
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


def _told_of(move: Move, agency: Agency, assessment: Assessment, known: _Known) -> Iterator[Line]:
    match move.about:
        case About.STANDING:
            yield from _standing_told(move, agency, assessment)
            yield from _doubt_settled(move, agency, assessment, known)
            yield from _doubt_reopened(move, agency, assessment)
        case About.FLAG:
            yield from _flag_told(move, agency, assessment)
        case About.FINDING:
            yield from _finding_told(move, agency, assessment, known)
        case About.OVERLAY:
            raise ValueError("a move is about what a decision lies on, never about the decision")


_GRAVITY = {Standing.LATE: 1, Standing.WITHDRAWN: 2, Standing.OVERDUE: 3}
_TOPIC = {
    Standing.OVERDUE: Topic.OVERDUE,
    Standing.LATE: Topic.LATE,
    Standing.WITHDRAWN: Topic.WITHDRAWN,
    Standing.UNKNOWN: Topic.UNVERIFIED,
}


def _standing_told(move: Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    was, now = move.stood, assessment.standing
    if move.decided and move.mark is Mark.DISPUTED:
        told = was if was in _TOPIC else None  # never that it was suspected
        yield Line(topic=Topic.DISPUTED, agency=agency, assessment=assessment, was=told)
        return
    held = move.contested or was  # how a dispute ended was promised, whatever it is
    if held in _GRAVITY and _GRAVITY.get(now, 0) < _GRAVITY[held]:
        yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=held)
    if now is was:
        return
    topic = _TOPIC.get(now)
    if topic is Topic.UNVERIFIED and move.overlay:
        return  # a person said so: the correction tells it
    if topic is Topic.UNVERIFIED and Flag.BACKDATING in assessment.flags:
        topic = Topic.BACKDATING
    if topic is not None:
        yield Line(topic=topic, agency=agency, assessment=assessment)


def _doubt_settled(move: Move, agency: Agency, assessment: Assessment, known: _Known) -> Iterator[Line]:
    """A doubt about a date that was told, and that a person has settled."""
    settled = move.decided and move.mark is Mark.OVERRIDDEN and move.mark_was is not Mark.OVERRIDDEN
    held = move.contested or move.stood
    if settled and (agency.code, Flag.BACKDATING) in known.doubted and held not in _GRAVITY:
        yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=Flag.BACKDATING)


def _doubt_reopened(move: Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    """A doubt about a date over which a decision lay, and over which none lies any more."""
    if move.overlay_was and not move.overlay and Flag.BACKDATING in assessment.flags:
        yield Line(topic=Topic.BACKDATING, agency=agency, assessment=assessment)


def _newly_on_time(move: Move, assessment: Assessment) -> bool:
    if move.about is not About.STANDING or assessment.standing is not Standing.ON_TIME:
        return False
    return move.stood not in {Standing.ON_TIME, Standing.LATE, Standing.WITHDRAWN}


_FLAG_TOPIC = {
    Flag.BACKDATING: Topic.BACKDATING,
    Flag.CHANGED: Topic.CHANGED,
    Flag.WITHDRAWN: Topic.WITHDRAWN,
}


def _flag_told(move: Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    flag = Flag(move.key)
    told, stands = bool(move.was), flag in assessment.flags
    if stands and not told and flag in _FLAG_TOPIC:
        yield Line(topic=_FLAG_TOPIC[flag], agency=agency, assessment=assessment)
    if told and not stands and not move.now and flag is Flag.BACKDATING:
        yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=flag)


def _finding_told(move: Move, agency: Agency, assessment: Assessment, known: _Known) -> Iterator[Line]:
    told, stands = _is_held(move.was, move.mark_was), _is_held(move.now, move.mark)
    if told == stands or move.last.severity is Severity.HINT:
        return
    as_raised = known.raised.get((agency.code, move.key), move.last.why)
    same = [
        (verdict, finding)
        for verdict in known.verdicts.get(agency.code, ())
        for finding in verdict.findings
        if key(verdict.rule, finding) == move.key
    ]
    if not stands:
        taken_back = move.mark_was is Mark.CONFIRMED and bool(same)
        topic = Topic.CORRECTED if taken_back else _ENDS[move.mark]
        why = move.last.why if move.overlay or taken_back else None
        message = same[0][1].message if taken_back else as_raised
        yield _finding_line(topic, move, agency, assessment, message, decided=why)
        return
    proved = [finding for verdict, finding in same if finding in verdict.charged]
    if same and not proved:
        return  # our own reading is in doubt, or a person must look first: not for the office
    found = proved[0] if proved else None
    # Its figures may have changed since it was raised.
    said = found.message if found else as_raised
    yield _finding_line(Topic.FINDING, move, agency, assessment, said, found)


def _is_held(computed: str, mark: Mark | None) -> bool:
    """Whether a finding counts: by a rule and under no decision, or because people upheld it."""
    return mark is Mark.CONFIRMED or (bool(computed) and mark is None)


_ENDS: Mapping[Mark | None, Topic] = {
    None: Topic.MENDED,
    Mark.DISPUTED: Topic.DISPUTED,
    Mark.DISMISSED: Topic.CORRECTED,
    Mark.WAIVED: Topic.CORRECTED,
}


def _finding_line(
    topic: Topic,
    move: Move,
    agency: Agency,
    assessment: Assessment,
    message: Words,
    finding: Finding | None = None,
    decided: Words | None = None,
) -> Line:
    return Line(
        topic=topic,
        agency=agency,
        assessment=assessment,
        message=message,
        severity=move.last.severity,
        finding=finding,
        decided=decided,
    )
