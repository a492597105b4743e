"""What one step of one agency is to an office: a line under its topic, or nothing. Pure.

A step and its step back between two messages are not told, and nothing is told that no longer holds. What people decided
lies over what was computed: a change beneath it is not told until it shows. Two rules go before all others: an agency
whose absence is only suspected is never named for it, and whoever was told of a lapse is told when it no longer stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from models.agency import Agency
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.decision import ON_STANDING, Filed, Mark
from models.verdict import Finding, Severity, Verdict, key
from models.words import Words
from notifications.moves import GRAVITY, Move, is_held
from notifications.season import Season


class Topic(StrEnum):
    """The sections of a digest, in the order in which they are read."""

    OVERDUE = "overdue"
    LATE = "late"
    BACKDATING = "backdating"
    FINDING = "finding"
    LOCAL = "local"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    ESCALATED = "escalated"
    CORRECTED = "corrected"
    MENDED = "mended"
    REOPENED = "reopened"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"


class Part(StrEnum):
    """What the sections come to at a glance, in the order in which it is read."""

    NEW = "new"
    WORSE = "worse"
    BETTER = "better"
    WAITING = "waiting"  # for the office


PART = {
    Topic.OVERDUE: Part.NEW,
    Topic.LATE: Part.NEW,
    Topic.BACKDATING: Part.NEW,
    Topic.FINDING: Part.NEW,
    Topic.LOCAL: Part.NEW,
    Topic.WITHDRAWN: Part.WORSE,
    Topic.CHANGED: Part.WORSE,
    Topic.ESCALATED: Part.WORSE,
    Topic.CORRECTED: Part.BETTER,
    Topic.MENDED: Part.BETTER,
    Topic.REOPENED: Part.WAITING,
    Topic.DISPUTED: Part.WAITING,
    Topic.UNVERIFIED: Part.WAITING,
}
ENDS = frozenset({Topic.CORRECTED, Topic.DISPUTED, Topic.MENDED})
"""What takes back, or ends, something told before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing told of one agency."""

    topic: Topic
    agency: Agency
    assessment: Assessment
    was: Standing | Flag | Mark | None = None  # what had been told before; set in corrections
    message: Words | None = None  # of a finding
    severity: Severity | None = None  # of a finding, or of what counts like one
    finding: Finding | None = None  # None: mended, set aside, or no longer among the season's verdicts
    finding_key: str = ""  # which finding; empty: about none
    decided: Words | None = None  # of a finding that a person set aside: what for, by whom and when
    ended: Filed | None = None  # a decision that ended by itself: the question is open again
    basis: Words | None = None  # the provision as people cite it; None: not known
    days: int = 0  # past the due date, of what is still not found


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of findings: those that stand, and in what words each was raised."""

    verdicts: Mapping[str, Sequence[Verdict]]
    raised: Mapping[tuple[str, str], Words]  # by agency and key
    provisions: Mapping[str, Words]  # a verdict's basis → as people cite it
    duties: Mapping[str, Words]  # by agency code: the provision under which it owes a report
    reopened: Mapping[str, Mapping[str, Filed]]  # by agency code and subject

    def basis(self, agency: str, finding: str) -> Words | None:
        """The provision a finding rests on; of a standing (empty) the one that asks for the report."""
        if not finding:
            return self.duties.get(agency)
        rule = finding.partition("|")[0]
        basis = next((each.basis for each in self.verdicts.get(agency, ()) if each.rule == rule), "")
        return self.provisions.get(basis)


def ground_of(season: Season) -> Ground:
    """What the lines on findings are made of."""
    return Ground(season.verdicts, _raised(season.changes), season.provisions, season.duties, season.reopened)


def _raised(changes: Iterable[Change]) -> dict[tuple[str, str], Words]:
    return {
        (c.agency, c.key): c.why
        for c in changes
        if (c.about is About.FINDING and c.new) or (c.about is About.OVERLAY and c.new == Mark.CONFIRMED)
    }


def lines_of(move: Move, agency: Agency, assessment: Assessment, ground: Ground) -> Iterator[Line]:
    """What is told of one step; several lines where one thing ended and another began."""
    for line in (
        *_told_of(move, agency, assessment, ground),
        *_asked_again(move, agency, assessment, ground),
    ):
        # A local date rests on a local order: the law that asks for the report would not bear it out.
        by_law = line.topic is not Topic.LOCAL and line.was is not Flag.LOCAL_DUE_MISSED
        yield replace(line, basis=ground.basis(agency.code, line.finding_key) if by_law else None)


def _told_of(move: Move, agency: Agency, assessment: Assessment, ground: Ground) -> Iterator[Line]:
    match move.about:
        case About.STANDING:
            yield from _standing_told(move, agency, assessment)
            yield from _told_beside(move, agency, assessment)
        case About.FLAG if move.key in _BESIDE:
            yield from _told_beside(move, agency, assessment)
        case About.FLAG if move.key == Flag.CHANGED:
            yield from _change_told(move, agency, assessment)
        case About.FLAG:
            return  # it is why a standing is what it is, and told with it
        case About.FINDING:
            yield from _finding_told(move, agency, assessment, ground)
        case About.OVERLAY:
            raise ValueError("a move is about what a decision lies on, never about the decision")


def _asked_again(move: Move, agency: Agency, assessment: Assessment, ground: Ground) -> Iterator[Line]:
    """The question of a decision that ended by itself; of whoever is suspected now the operators alone are asked."""
    standing = move.about is About.STANDING
    ended = any(each.about is About.OVERLAY and not each.new for each in move.changes)
    filed = ground.reopened.get(agency.code, {}).get(ON_STANDING if standing else move.key)
    if not ended or filed is None or assessment.standing is Standing.SUSPECTED:
        return
    message = None if standing else ground.raised.get((agency.code, move.key))
    place = "" if standing else move.key
    yield Line(
        topic=Topic.REOPENED,
        agency=agency,
        assessment=assessment,
        message=message,
        finding_key=place,
        ended=filed,
    )


def newly_on_time(move: Move, assessment: Assessment) -> bool:
    """Whether an agency published in time and the office does not know yet."""
    if move.about is not About.STANDING or assessment.standing is not Standing.ON_TIME:
        return False
    return move.stood not in {Standing.ON_TIME, Standing.LATE, Standing.WITHDRAWN}


_TOPIC = {
    Standing.OVERDUE: Topic.OVERDUE,
    Standing.LATE: Topic.LATE,
    Standing.WITHDRAWN: Topic.WITHDRAWN,
    Standing.UNKNOWN: Topic.UNVERIFIED,
}


def _standing_told(move: Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    now, ended = assessment.standing, move.dispute_ended
    if move.decided and move.mark is Mark.DISPUTED:
        yield Line(topic=Topic.DISPUTED, agency=agency, assessment=assessment, was=_contested(move))
        return
    was = move.contested if ended else move.stood
    taken_back = was in GRAVITY and GRAVITY.get(now, 0) < GRAVITY[was]
    if taken_back:
        yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=was)
    topic = _topic(move, assessment) if ended or now is not move.stood else None
    if topic is not None:
        yield Line(topic=topic, agency=agency, assessment=assessment)
    elif ended and not taken_back:  # its outcome was promised, whatever it is
        yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=Mark.DISPUTED)


def _topic(move: Move, assessment: Assessment) -> Topic | None:
    topic = _TOPIC.get(assessment.standing)
    if topic is not Topic.UNVERIFIED:
        return topic
    told_otherwise = move.overlay or Flag.BACKDATING in assessment.flags
    return None if told_otherwise else topic  # by the correction, or by both sides of the doubt


def _contested(move: Move) -> Standing | Flag | None:
    """What had been told of the disputed; never that it was suspected."""
    if move.stood in _TOPIC:
        return move.stood
    return Flag.LOCAL_DUE_MISSED if Flag.LOCAL_DUE_MISSED in move.beside else None


_BESIDE = {
    Flag.BACKDATING: (Topic.BACKDATING, None),
    Flag.LOCAL_DUE_MISSED: (Topic.LOCAL, Severity.MINOR),
}


def _told_beside(move: Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    """Whether the date shown is in doubt, and a local date was missed: asked at every step of a standing, because a
    decision lies over all of them."""
    for flag, (topic, severity) in _BESIDE.items():
        stands, told = flag in assessment.flags, flag in move.beside
        if stands and not told:
            yield Line(topic=topic, agency=agency, assessment=assessment, severity=severity)
        if told and not stands and move.mark is not Mark.DISPUTED:
            yield Line(topic=Topic.CORRECTED, agency=agency, assessment=assessment, was=flag)


def _change_told(move: Move, agency: Agency, assessment: Assessment) -> Iterator[Line]:
    if Flag.CHANGED in assessment.flags and not move.known.raised:
        yield Line(topic=Topic.CHANGED, agency=agency, assessment=assessment)


def _finding_told(move: Move, agency: Agency, assessment: Assessment, ground: Ground) -> Iterator[Line]:
    told = move.known.raised or move.dispute_ended  # whose outcome was promised
    stands = is_held(move.now, move.mark)
    if move.last.severity is Severity.HINT or (told == stands and not (stands and move.dispute_ended)):
        return
    as_raised = ground.raised.get((agency.code, move.key), move.last.why)
    same = [
        (verdict, finding)
        for verdict in ground.verdicts.get(agency.code, ())
        for finding in verdict.findings
        if key(verdict.rule, finding) == move.key
    ]
    if not stands:
        taken_back = move.known.mark is Mark.CONFIRMED and bool(same)
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
        finding_key=move.key,
        decided=decided,
    )
