"""What must hold of a season after every step, whatever was seen, decided, forged and forgotten."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from models.assessment import Assessment, Flag, Standing
from models.chain import Head, Link, Row, audited
from models.change import About, Change
from models.decision import DecisionKind, Filed, Role, State
from models.times import end_of, local_day
from models.verdict import Severity, key
from models.visit import Seen, Sighting
from notifications.digest import Line, Topic
from reports.overlay import admissible_decisions, overlaid
from tests.reports.seasons.court import DUTIES, Court

ACCUSING = {Standing.OVERDUE, Standing.LATE, Standing.WITHDRAWN}
_GRAVITY = [Severity.HINT, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL].index
_SAYS = {
    Topic.OVERDUE: Standing.OVERDUE,
    Topic.LATE: Standing.LATE,
    Topic.WITHDRAWN: Standing.WITHDRAWN,
}


class Watch:
    """What an observer knows beside the court: what the office believes, by the digests it was sent."""

    def __init__(self, court: Court) -> None:
        self.court = court
        self.looked = 0  # so many of the log were looked at
        self.made: dict[str, Change] = {}  # the last change of each agency's standing
        self.believed: dict[str, Standing] = {}
        self.doubted: set[str] = set()  # agencies whose date the office holds for doubtful
        self.after_local: set[str] = set()  # agencies that it holds to have missed an earlier local date
        self.findings: set[tuple[str, str]] = set()  # agencies and keys
        self.under: set[tuple[str, str]] = (
            set()
        )  # of these, what it may have read under another finding alone

    def after_a_step(self) -> None:
        """All that can be said at little cost."""
        court = self.court
        for code in court.just_judged:
            _has_its_proof(court, court.assessments[code])
            _adds_up(court, code)
        self._corrections_are_as_grave()
        if court.sees_on:
            for code in court.touched:
                _counts_as_persons_decided(court, code)
        if court.just_told:
            self._office_knows_what_counts()

    def now_and_then(self) -> None:
        """What asks for all of the season again."""
        court = self.court
        if court.just_judged == tuple(DUTIES) and court.latest == court.now:
            _replays(court)
        for chain in court.chains:
            _is_sealed(court, chain)

    def _corrections_are_as_grave(self) -> None:
        new = [each for each in self.court.log[self.looked :] if each.about is About.STANDING]
        self.looked = len(self.court.log)
        for change in new:
            last = self.made.get(change.agency)
            assert change.old == (last.new if last else "")
            if last is not None and last.new in ACCUSING:
                assert _GRAVITY(change.severity) >= _GRAVITY(last.severity) or last.old in ACCUSING
            self.made[change.agency] = change

    def _office_knows_what_counts(self) -> None:
        """Whoever was told of an accusation that no longer counts was told so, and of each that counts."""
        self._hear(self.court.digest.lines if self.court.digest else ())
        for code in DUTIES:
            counts = self.court.counts(code)
            standing, flags = counts.assessment.standing, counts.assessment.flags
            assert self.believed.get(code) == (standing if standing in ACCUSING else None)
            assert (code in self.doubted) == (Flag.BACKDATING in flags)
            assert (code in self.after_local) == (Flag.LOCAL_DUE_MISSED in flags)
            known = {place for agency, place in self.findings if agency == code}
            # What became the consequence of another finding is shown under it, and still told.
            held = {
                key(v.rule, f): f.follows
                for v in counts.verdicts
                for f in v.findings
                if f.follows is not None or f in v.charged
            }
            self.under |= {(code, place) for place, head in held.items() if head is not None}
            under = {place for agency, place in self.under if agency == code}
            assert known <= held.keys()
            assert {place for place, head in held.items() if head is None} <= known | under

    def _hear(self, lines: Sequence[Line]) -> None:
        """What the office believes after reading them: first what is taken back, then what is held against somebody."""
        for line in lines:
            if line.topic in {Topic.CORRECTED, Topic.DISPUTED, Topic.MENDED}:
                self._hear_taken_back(line)
        for line in lines:
            code = line.agency.code
            if line.topic in _SAYS:
                self.believed[code] = _SAYS[line.topic]
            if line.topic is Topic.BACKDATING:
                self.doubted.add(code)
            if line.topic is Topic.LOCAL:
                self.after_local.add(code)
            if line.topic is Topic.FINDING and line.message is not None:
                self.findings.add((code, line.message.zh))

    def _hear_taken_back(self, line: Line) -> None:
        code = line.agency.code
        if line.message is not None:
            self.findings.discard((code, line.message.zh))
        elif line.was is Flag.BACKDATING:
            self.doubted.discard(code)
        elif line.was is Flag.LOCAL_DUE_MISSED and line.topic is Topic.CORRECTED:
            self.after_local.discard(code)
        else:
            self.believed.pop(code, None)
        if line.message is None and line.topic is Topic.DISPUTED:
            self.doubted.discard(code)
            self.after_local.discard(code)


# Accusations.


def _has_its_proof(court: Court, assessment: Assessment) -> None:
    if assessment.days_late is not None:
        least, most = assessment.days_late
        assert 0 <= least <= most
    if assessment.standing not in ACCUSING:
        return
    absent, present = _of(court, assessment, Seen.ABSENT), _of(court, assessment, Seen.PRESENT)
    ill = {each.day for each in court.ill}
    healthy = [each for each in absent if local_day(each.at) not in ill]
    proof = [each for each in healthy if each.visit in assessment.evidence]
    if assessment.standing is not Standing.LATE:
        since = (each for each in court.seen[assessment.agency] if each.at > proof[-1].at)
        assert not any(each.title for each in since)  # no list has named it since
    match assessment.standing:
        case Standing.OVERDUE:
            assert not present
            assert _is_enough(proof)
        case Standing.WITHDRAWN:
            assert present
            assert _is_enough(proof)
        case Standing.LATE:
            first, deadline = present[0], end_of(assessment.due)
            claims = first.claimed is not None and assessment.due < first.claimed <= local_day(first.at)
            assert first.at >= deadline
            assert claims or any(deadline <= each.at < first.at for each in healthy)


def _of(court: Court, assessment: Assessment, seen: Seen) -> list[Sighting]:
    mine = (each for each in court.seen[assessment.agency] if each.seen is seen)
    return sorted(mine, key=lambda each: (each.at, each.visit))


def _is_enough(proof: Sequence[Sighting]) -> bool:
    days = {local_day(each.at) for each in proof}
    return len(proof) >= 3 and len(days) >= 3 and proof[-1].at - proof[0].at >= timedelta(hours=72)


def _adds_up(court: Court, code: str) -> None:
    """The changes lead to where an agency stands."""
    assessment, current = court.assessments[code], court.current[code]
    raised = {name for (about, name), change in current.items() if about is About.FLAG and change.new}
    assert current[About.STANDING, "standing"].new == assessment.standing
    assert raised == set(assessment.flags)


# Decisions.


def _counts_as_persons_decided(court: Court, code: str) -> None:
    counts, computed = court.counts(code), court.assessments[code]
    in_force = [each for each in counts.filed if each.state is State.IN_FORCE]
    for each in in_force:
        _has_its_persons(each)
        assert each.decision.until is None or local_day(court.now) <= each.decision.until
    over = counts.overlay
    if over is None:
        assert counts.assessment is computed
    else:
        assert over.computed is computed
        assert over.decision in [each.decision for each in in_force]
        assert over.effective.evidence == computed.evidence
    if counts.assessment.standing in ACCUSING - {computed.standing}:
        assert over is not None
        assert _has_two(next(each for each in in_force if each.decision is over.decision))
    if not court.forged.isdisjoint(each.id for each in court.decisions[code]):
        honest = [each for each in court.decisions[code] if each.id not in court.forged]
        without = overlaid(court.facts(code), honest, now=court.now)
        assert (without.assessment, without.verdicts) == (counts.assessment, counts.verdicts)


def _has_its_persons(filed: Filed) -> None:
    decision = filed.decision
    assert decision.author.strip()
    assert not decision.clock_set
    if decision.role is Role.OPERATOR and decision.kind is not DecisionKind.DISPUTE:
        assert decision.kind is DecisionKind.CORRECT_DATE
        assert _has_two(filed)
    else:
        assert decision.role in {Role.OPERATOR, Role.REVIEWER}
    if decision.needs_approval or decision.kind is DecisionKind.EXEMPT or decision.to in ACCUSING:
        assert _has_two(filed)


def _has_two(filed: Filed) -> bool:
    second = filed.approval
    return second is not None and second.role is Role.REVIEWER and second.author != filed.decision.author


# Replay and chains.


def _replays(court: Court) -> None:
    """From the facts alone, in whatever order they are read, come the same verdicts and the same that counts."""
    backwards = {code: seen[::-1] for code, seen in court.seen.items()}
    codes = tuple(court.assessments)
    assert court.judged(codes, backwards).assessments == tuple(court.assessments[code] for code in codes)
    for code, rows in court.decisions.items():
        known = admissible_decisions(rows[::-1], rehearsing=False)
        assert overlaid(court.facts(code), known, now=court.now) == court.counts(code)


def _is_sealed(court: Court, chain: str) -> None:
    """The chain verifies, and no longer once a row is changed, taken out, put twice or moved."""
    rows, head = court.chains[chain], court.head(chain)
    assert _verifies(head, rows)
    if not rows:
        return
    place = (len(court.log) * 7) % len(rows)
    for tampered in _tampered(rows, place):
        assert not _verifies(head, tampered)


def _verifies(head: Head, rows: Sequence[Row]) -> bool:
    (audit,) = audited((head, *(Link(chain=head.chain, row=row) for row in rows)))
    return audit.broken is None and audit.rows == len(rows)


def _tampered(rows: Sequence[Row], place: int) -> Iterator[Sequence[Row]]:
    row, before, after = rows[place], rows[:place], rows[place + 1 :]
    column = sorted(row)[len(rows) % len(row)]
    yield [*before, {**row, column: _other(row[column])}, *after]
    yield [*before, *after]
    yield [*before, row, row, *after]
    if after:
        yield [*before, after[0], row, *after[1:]]


def _other(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case date():
            return value + timedelta(days=1)
        case list():
            return [*value, "x"]
        case dict():
            return {**value, "x": "x"}
    return f"{value}x"
