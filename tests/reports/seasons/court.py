"""A season of four agencies in memory: facts, judgements, decisions and digests as the shell has them, and no store.

An agency is judged again when it was looked at, everybody when the clock goes on: so five hundred steps stay quick.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import singledispatchmethod
from typing import Any

from models.agency import Agency, Kind, Level, MonthDay
from models.alarm import LineDay
from models.assessment import Assessment
from models.chain import Head, chained
from models.change import About, Change
from models.decision import Decision, DecisionKind, State
from models.office import Channel, Office
from models.stores.rows import columns
from models.times import BEIJING, local_day
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.visit import Outcome, Seen, Sighting
from models.words import Language, Words
from notifications.digest import Digest, compose
from notifications.season import Season
from reports.changes import Judged as Stamp
from reports.changes import changes_since, overlay_changes, reopened
from reports.decisions import Desk, Refused, Wish, approved, decided, known_findings
from reports.duties import obligation
from reports.judging import Case, Judged, judge
from reports.overlay import Facts, Overlaid, admissible_decisions, overlaid
from reports.policy import STANDARD, policy_of
from reports.quarantine import days_of, ill_days
from tests.reports.seasons.steps import (
    OFFICE,
    Approve,
    Decide,
    Examine,
    Forge,
    JumpBack,
    Look,
    Step,
    Tell,
    Wait,
)

YEAR = 2025
WHY = Words(zh="因", en="because")
AGENCIES = (
    Agency(code="a", name="甲局", kind=Kind.DEPARTMENT, level=Level.COUNTY, local_due=MonthDay(1, 28), oversight=OFFICE),
    Agency(code="b", name="乙县人民政府", kind=Kind.GOVERNMENT, level=Level.COUNTY, oversight=OFFICE),
    Agency(code="c", name="丙镇", kind=Kind.TOWNSHIP, level=Level.TOWNSHIP, local_due=MonthDay(2, 10), oversight=OFFICE),
    Agency(code="d", name="丁局", kind=Kind.DEPARTMENT, level=Level.COUNTY, exempt_reason="涉密", oversight=OFFICE),
)  # fmt: skip
BY_CODE = {agency.code: agency for agency in AGENCIES}
DUTIES = {agency.code: obligation(agency, YEAR) for agency in AGENCIES}
TOLD = Office(code=OFFICE, name="丙", language=Language.ZH, channels=())
SAYS = {"first": "x", "second": "y", "first in other bytes": "x"}  # what each document's report says
POLICY = policy_of(STANDARD.id)


def _verdict(rule: str, *findings: Finding) -> Verdict:
    outcome = RuleOutcome.FAILED if findings else RuleOutcome.PASSED
    return Verdict(rule=rule, outcome=outcome, severity=Severity.MAJOR, basis="b", findings=findings)


def _finding(key: str, actual: str, follows: str | None = None) -> Finding:
    """Its message is its key, so that a reader of digests knows it again."""
    where, message = key.partition("|")[2], Words(zh=key, en=key)
    return Finding(
        message=message, where=where, side=Side.AGENCY, expected="3", actual=actual, follows=follows
    )


def _asked(actual: str) -> Verdict:
    """What a rule leaves to a person."""
    left = replace(_finding("r.ask|q", actual), side=Side.UNDECIDED)
    return replace(_verdict("r.ask", left), outcome=RuleOutcome.REVIEW)


# fmt: off
VERDICTS: tuple[tuple[Verdict, ...], ...] = (
    (_verdict("r.sum"), _verdict("r.rest"), _verdict("r.ask")),
    (_verdict("r.sum", _finding("r.sum|w", "2")), _verdict("r.rest", _finding("r.rest|v", "1")), _asked("7")),
    (_verdict("r.sum", _finding("r.sum|w", "4")), _verdict("r.rest", _finding("r.rest|v", "1", "r.sum|w")), _asked("7")),
    (_verdict("r.sum", _finding("r.sum|w", "2"), _finding("r.sum|u", "9")), _verdict("r.rest"), _asked("8")),
    (_verdict("r.sum"), _verdict("r.rest"), _verdict("r.ask", _finding("r.ask|q", "7"))),
)
# fmt: on


class Reader:
    """One channel of the office, and what it was told: as the outbox keeps it. It may ask for something else any day."""

    def __init__(self) -> None:
        self.channel: Channel | None = None  # asks for all
        self.mine = set(DUTIES)  # what the office oversees
        self.told: set[int] = set()
        self.passed: set[int] = set()

    def read(self, season: Season) -> Digest:
        """The next digest, after which nothing of it is untold."""
        known = {each.agency for each in season.changes if each.id in self.told} | self.mine
        noted = self.told | self.passed
        untold = [each for each in season.changes if each.id not in noted and each.agency in known]
        agencies = tuple(
            each if each.code in self.mine else replace(each, oversight="-") for each in AGENCIES
        )
        of = replace(season, agencies=agencies)
        digest = compose(TOLD, of, untold, number=1, told=self.told, channel=self.channel)
        self.told |= set(digest.changes)
        self.passed |= set(digest.passed)
        return digest


class Court:
    """`now` may go back; nothing is then judged, decided or told until it is past `latest` again, as in the shell."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 29, 9, tzinfo=BEIJING)
        self.latest = self.now  # of all judgements and decisions
        self.seen: dict[str, list[Sighting]] = {code: [] for code in DUTIES}
        self.by_day: dict[Any, list[Sighting]] = defaultdict(list)
        self.faulty: set[Any] = set()  # days on which some look failed by our own fault
        self.ill: tuple[LineDay, ...] = ()
        self.verdicts: dict[str, tuple[Verdict, ...]] = {}
        self.assessments: dict[str, Assessment] = {}
        self.decisions: dict[str, list[Decision]] = {code: [] for code in DUTIES}
        self.current: dict[str, dict[tuple[About, str], Change]] = {code: {} for code in DUTIES}
        self.log: list[Change] = []
        self.reader = Reader()
        self.season: Season | None = None  # as told last
        self.chains: dict[str, list[dict[str, Any]]] = {"change": [], "decision": []}
        self.digest: Digest | None = None
        self.just_judged: tuple[str, ...] = ()  # by the last step
        self.just_told = False
        self.forged: set[int] = set()  # numbers of decisions that no desk let pass
        self._judge(DUTIES)

    def play(self, step: Step) -> None:
        """One step, and what follows from it."""
        self.just_judged, self.just_told = (), False
        agency = getattr(step, "agency", None)
        self.touched = tuple(DUTIES) if agency is None else (AGENCIES[agency].code,)
        self._play(step)

    @property
    def sees_on(self) -> bool:
        """Whether the clock has not gone back."""
        return self.now >= self.latest

    def facts(self, code: str) -> Facts:
        """What decisions on an agency rest on."""
        return Facts(assessment=self.assessments[code], verdicts=self.verdicts.get(code, ()), contents=SAYS)

    def counts(self, code: str) -> Overlaid:
        """What counts of an agency now."""
        rows = admissible_decisions(self.decisions[code], rehearsing=False)
        return overlaid(self.facts(code), rows, now=self.now)

    def line_days(self) -> tuple[LineDay, ...]:
        """The days on which some look failed by our own fault."""
        return days_of(each for day in self.faulty for each in self.by_day[day])

    def judged(self, codes: Iterable[str], seen: dict[str, list[Sighting]]) -> Judged:
        """These agencies judged now, from nothing but facts."""
        cases = [Case(agency=BY_CODE[c], duty=DUTIES[c], sightings=seen[c], contents=SAYS) for c in codes]
        return judge(cases, now=self.now, days=self.line_days(), policy=POLICY)

    @singledispatchmethod
    def _play(self, step: Step) -> None:
        raise TypeError(f"no such step: {step}")

    @_play.register
    def _look(self, step: Look) -> None:
        code = AGENCIES[step.agency].code
        for _ in range(step.days or 1):
            self.now += timedelta(minutes=1)
            self._see(code, step)
            self._judge((code,))
            self.now += timedelta(days=1 if step.days else 0)

    def _see(self, code: str, step: Look) -> None:
        claimed = None if step.claimed is None else DUTIES[code].due + timedelta(days=step.claimed)
        sighting = Sighting(
            agency=code, year=YEAR, visit=f"{code}{len(self.seen[code])}", at=self.now, seen=step.seen,
            outcome=step.outcome, reason=WHY, url="http://x.example/1", claimed=claimed,
            title="甲" if step.seen in {Seen.LISTED, Seen.UNSEEN} and step.outcome is Outcome.COMPLETED else "",
            document=step.document if step.seen is Seen.PRESENT else "",
        )  # fmt: skip
        self.seen[code].append(sighting)
        self.by_day[day := local_day(self.now)].append(sighting)
        if step.outcome is Outcome.OWN_FAULT:
            self.faulty.add(day)

    @_play.register
    def _wait(self, step: Wait) -> None:
        self.now += step.step
        self._judge(DUTIES)

    @_play.register
    def _jump(self, step: JumpBack) -> None:
        del step
        self.now -= timedelta(hours=2)

    @_play.register
    def _examine(self, step: Examine) -> None:
        code = AGENCIES[step.agency].code
        if self.sees_on:
            self.verdicts[code] = VERDICTS[step.verdicts]
            self._judge((code,))

    @_play.register
    def _tell(self, step: Tell) -> None:
        del step
        if not self.sees_on:
            return
        self._settle(DUTIES)
        counts = {code: self.counts(code) for code in DUTIES}
        season = Season(
            year=YEAR, as_of=self.now, agencies=AGENCIES, changes=tuple(self.log), visits=(), sightings={},
            assessments=tuple(each.assessment for each in counts.values()), release="r", clock_set=False,
            verdicts={**self.verdicts, **{code: each.verdicts for code, each in counts.items() if each.verdicts}},
            reopened={code: reopened(each, each.verdicts) for code, each in counts.items()}, deciders=frozenset({OFFICE}),
        )  # fmt: skip
        self.season, self.digest, self.just_told = season, self.reader.read(season), True

    @_play.register
    def _decide(self, step: Decide) -> None:
        agency = AGENCIES[step.agency]
        due, today = DUTIES[agency.code].due, local_day(self.now)
        wish = Wish(
            kind=step.kind, reason=step.reason, finding=self._named(agency.code, step.about),
            until=None if step.until is None else today + timedelta(days=step.until),
            document=step.document, to=step.to,
            published=None if step.published is None else due + timedelta(days=step.published),
        )  # fmt: skip
        self._keep_if(lambda desk: decided(wish, desk), agency, step)

    def _named(self, code: str, about: int) -> str:
        """Nothing: the standing. A fingerprint, a key, a rule, the last finding there is, or what is not there."""
        found = known_findings(self.facts(code))
        if about < 2:
            return ""
        if about == 4:
            return "r.sum"
        if not found:
            return "r.none|w"
        return found[-1][0] if about == 5 else found[0][about - 2]

    @_play.register
    def _approve(self, step: Approve) -> None:
        agency = AGENCIES[step.agency]
        rows = self.decisions[agency.code]
        waiting = [each.decision for each in self.counts(agency.code).filed if each.state is State.WAITING]
        chosen = (waiting if step.back == 0 else rows)[-max(1, step.back) :][:1]
        number = (chosen[0].id or 0) if chosen else 10**6
        self._keep_if(lambda desk: approved(number, "同意", desk), agency, step)

    def _keep_if(self, make: Any, agency: Agency, step: Decide | Approve) -> None:
        if not self.sees_on:
            return
        self.now += timedelta(minutes=1)
        desk = Desk(
            agency=agency, facts=self.facts(agency.code), counts=self.counts(agency.code), by=step.by,
            now=self.now, release="r",
        )  # fmt: skip
        try:
            made = make(desk)
        except Refused:
            return
        self._keep(made)
        self.latest = self.now
        self._settle((agency.code,))

    @_play.register
    def _forge(self, step: Forge) -> None:
        code = AGENCIES[step.agency].code
        waits = next((each for each in reversed(self.decisions[code]) if each.needs_approval), None)
        own = step.row.kind is DecisionKind.APPROVE and waits is not None
        row = replace(
            step.row, agency=code, year=YEAR, at=self.now, ground=self.facts(code).ground(),
            approves=waits.id if own and waits else None,
            author=waits.author if own and waits else step.row.author,
        )  # fmt: skip
        self.forged.add(self._keep(row))
        if self.sees_on:
            self._settle((code,))

    def _judge(self, codes: Iterable[str]) -> None:
        """As the shell does, which refuses to judge before the last judgement."""
        if not self.sees_on:
            return
        self.latest = self.now
        ill = ill_days(self.line_days(), STANDARD)
        if ill != self.ill:  # a day turned ill or well: that is everybody's concern
            self.ill, codes = ill, DUTIES
        self.just_judged = tuple(codes)
        stamp = self._stamp()
        for assessment in self.judged(self.just_judged, self.seen).assessments:
            code = assessment.agency
            self.assessments[code] = assessment
            self._add(changes_since(assessment, self.verdicts.get(code, ()), self.current[code], stamp))
        self._settle(self.just_judged)

    def _settle(self, codes: Iterable[str]) -> None:
        stamp = self._stamp()
        for code in codes:
            if self.decisions[code]:
                verdicts, current = self.verdicts.get(code, ()), self.current[code]
                over = overlay_changes(self.assessments[code], verdicts, self.counts(code), current, stamp)
                self._add(tuple(over))

    def _stamp(self) -> Stamp:
        return Stamp(at=self.now, release="r", policy=STANDARD.id, clock_set=False)

    def _add(self, changes: Sequence[Change]) -> None:
        for change in changes:
            numbered = replace(change, id=self._seal("change", change))
            self.current[change.agency][change.about, change.key] = numbered
            self.log.append(numbered)

    def _keep(self, decision: Decision) -> int:
        number = self._seal("decision", decision)
        self.decisions[decision.agency].append(replace(decision, id=number))
        return number

    def _seal(self, chain: str, noun: Change | Decision) -> int:
        rows = self.chains[chain]
        (sealed,) = chained([columns(noun)], self.head(chain))
        rows.append(sealed)
        return len(rows)

    def head(self, chain: str) -> Head:
        """The end of a chain."""
        rows = self.chains[chain]
        return Head(chain=chain, last=len(rows), hash=rows[-1]["hash"]) if rows else Head(chain=chain)
