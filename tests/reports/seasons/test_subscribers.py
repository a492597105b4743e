"""Readers who ask for something else every few days, of agencies that come to their office and leave it.

Whatever they ask for: what they were told and no longer holds is taken back in their next digest; nothing is taken back
that they were not told; nothing is told twice; and what they ask for and holds is known to them.
"""

from collections import Counter
from random import Random

import pytest

from models.assessment import Flag, Standing
from models.decision import Mark, State
from models.office import Channel, News
from models.verdict import Severity, key
from notifications.digest import Digest, Line, Topic
from notifications.moves import BESIDE, GRAVITY
from tests.reports.seasons.court import AGENCIES, DUTIES, Court, Reader
from tests.reports.seasons.steps import HEALTHY, UNHEALTHY, Tell, step_of

SAYS = {
    Topic.OVERDUE: Standing.OVERDUE,
    Topic.LATE: Standing.LATE,
    Topic.WITHDRAWN: Standing.WITHDRAWN,
}
SAYS_BESIDE = {Flag.BACKDATING: Topic.BACKDATING, Flag.LOCAL_DUE_MISSED: Topic.LOCAL}
KINDS = ((), (News.STANDING,), (News.FINDING,), (News.CONTENT,), (News.STANDING, News.FINDING))
SEVERITIES = ((), (Severity.CRITICAL,), (Severity.MAJOR,))


class Subscriber:
    """A reader and what it believes, by nothing but the lines of its digests."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.reader = rng, Reader()
        self.standings: dict[str, Standing] = {}
        self.beside: set[tuple[str, Flag]] = set()  # agencies, and what is told beside their standing
        self.findings: set[tuple[str, str]] = set()
        self.disputed: set[tuple[str, str]] = set()  # agencies and findings; empty: the standing
        self.asked = 0  # to decide anew
        self.corrections: Counter[Flag | None] = (
            Counter()
        )  # by what was told beside a standing; None: all others

    def changes_its_mind(self) -> None:
        """Another subscription, and perhaps other agencies."""
        rng = self.rng
        self.reader.channel = Channel(
            name="1", url="secret:X", severities=rng.choice(SEVERITIES), kinds=rng.choice(KINDS)
        )
        if rng.randrange(2):
            self.reader.mine ^= {rng.choice(AGENCIES).code}

    def reads(self, court: Court) -> None:
        """Its next digest, and what must hold after it."""
        assert court.season is not None
        digest = self.reader.read(court.season)
        for line in digest.lines:
            if line.topic in {Topic.CORRECTED, Topic.DISPUTED, Topic.MENDED}:
                self._is_taken_back(line)
        for line in digest.lines:
            self._is_told(line)
        self._believes_nothing_that_does_not_hold(court)
        self._knows_what_it_asks_for(court, digest)

    def _is_taken_back(self, line: Line) -> None:
        code, place = line.agency.code, line.finding_key
        ended = line.topic is not Topic.DISPUTED
        self.corrections[line.was if isinstance(line.was, Flag) else None] += ended
        if place:
            assert (code, place) in self.findings | self.disputed
            self.findings.discard((code, place))
        elif isinstance(line.was, Flag):
            assert (code, line.was) in self.beside
        elif line.was in GRAVITY:
            assert self.standings.get(code) is line.was or (code, "") in self.disputed
        elif ended:
            assert line.was is Mark.DISPUTED
            assert (code, "") in self.disputed
        if not place and not (isinstance(line.was, Flag) and ended):
            self.standings.pop(code, None)
        if not place:
            gone = {line.was} if ended else set(BESIDE)
            self.beside -= {(code, flag) for flag in gone if isinstance(flag, Flag)}
        if not place and ended and code not in self.reader.mine:
            self._learns_how_it_stands(code, line)
        (self.disputed.discard if ended else self.disputed.add)((code, place))

    def _learns_how_it_stands(self, code: str, line: Line) -> None:
        """Of an agency that the office no longer oversees: the correction alone says it, there is no other line."""
        if line.assessment.standing in GRAVITY:
            self.standings[code] = line.assessment.standing
        self.beside |= {(code, flag) for flag in BESIDE if flag in line.assessment.flags}

    def _is_told(self, line: Line) -> None:
        code = line.agency.code
        if line.topic is Topic.REOPENED:
            self._is_asked(line)
        if line.topic in SAYS:
            assert self.standings.get(code) is not SAYS[line.topic], "told twice"
            self.standings[code] = SAYS[line.topic]
        for flag in (flag for flag, topic in SAYS_BESIDE.items() if topic is line.topic):
            assert (code, flag) not in self.beside, "told twice"
            self.beside.add((code, flag))
        if line.topic is Topic.FINDING:
            assert (code, line.finding_key) not in self.findings, "told twice"
            self.findings.add((code, line.finding_key))

    def _is_asked(self, line: Line) -> None:
        """To decide anew: what is its own, of a decision that counted, and never what is only suspected."""
        assert line.ended is not None
        assert line.ended.state in {State.EXPIRED, State.CONTRADICTED}
        assert not line.ended.decision.needs_approval or line.ended.approval is not None
        assert line.agency.code in self.reader.mine
        assert line.assessment.standing is not Standing.SUSPECTED
        self.asked += 1

    def _believes_nothing_that_does_not_hold(self, court: Court) -> None:
        for code in DUTIES:
            counts = court.counts(code)
            if believed := self.standings.get(code):
                assert GRAVITY.get(counts.assessment.standing, 0) >= GRAVITY[believed]
            assert {flag for each, flag in self.beside if each == code} <= set(counts.assessment.flags)
            held = {
                (code, key(verdict.rule, each)) for verdict in counts.verdicts for each in verdict.findings
            }
            assert {each for each in self.findings if each[0] == code} <= held

    def _knows_what_it_asks_for(self, court: Court, digest: Digest) -> None:
        kinds = self.reader.channel.kinds if self.reader.channel else ()
        if kinds and News.STANDING not in kinds:
            return
        for code in self.reader.mine:
            assessment = court.counts(code).assessment
            assert self.standings.get(code) == (
                assessment.standing if assessment.standing in GRAVITY else None
            )
            beside = {flag for each, flag in self.beside if each == code}
            assert beside == set(assessment.flags) & SAYS_BESIDE.keys()
        assert digest.total == len(self.reader.mine)


def walk(seed: int, steps: int = 120) -> Subscriber:
    """A season in which one subscriber changes its mind, and reads on some of the days on which the office is told."""
    rng, court = Random(seed), Court()
    subscriber = Subscriber(rng)
    for number in range(steps):
        step = Tell() if number % 9 == 8 else step_of(rng, looks=(*HEALTHY, *UNHEALTHY))
        court.play(step)
        if court.just_told and rng.randrange(3):
            subscriber.reads(court)
            if not rng.randrange(3):
                subscriber.changes_its_mind()
    return subscriber


@pytest.mark.parametrize("batch", range(2))
def test_a_correction_reaches_whoever_was_told_whatever_they_ask_for_by_then(batch: int) -> None:
    corrections: Counter[Flag | None] = Counter()
    asked = 0
    for seed in range(batch * 30, batch * 30 + 30):
        subscriber = walk(seed)
        corrections += subscriber.corrections
        asked += subscriber.asked

    assert corrections.total() >= 20
    assert corrections[Flag.LOCAL_DUE_MISSED] >= 1
    assert asked >= 1
