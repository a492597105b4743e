"""Random seasons: looks of every kind, a clock that is stepped on and back, judged again and again (reliability §3.3).

What must hold at every judgement: no accusation without its proof, none out of looks that were not healthy, every
refuted one corrected, and the same facts in any order give the same verdicts.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from models.agency import Agency, Kind, Level, MonthDay
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.times import BEIJING, end_of, local_day
from models.verdict import Severity
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.changes import Judged as Stamp
from reports.changes import changes_since
from reports.duties import obligation
from reports.judging import Case, Judged, judge
from reports.policy import STANDARD, policy_of
from reports.quarantine import days_of, ill_days

YEAR = 2025
REASON = Words(zh="因", en="because")
ACCUSING = {Standing.OVERDUE, Standing.LATE, Standing.WITHDRAWN}
AGENCIES = (
    Agency(code="a", name="甲局", kind=Kind.DEPARTMENT, level=Level.COUNTY, local_due=MonthDay(1, 28)),
    Agency(code="b", name="乙县人民政府", kind=Kind.GOVERNMENT, level=Level.COUNTY),
    Agency(code="c", name="丙镇", kind=Kind.TOWNSHIP, level=Level.TOWNSHIP, local_due=MonthDay(2, 10)),
    Agency(
        code="d", name="丁局", kind=Kind.DEPARTMENT, level=Level.COUNTY, exempt_reason="涉密",
    ),
)  # fmt: skip
DUTIES = {agency.code: obligation(agency, YEAR) for agency in AGENCIES}

# What a look may say: a healthy absence twice, so that proofs come about; and every way to prove nothing.
LOOKS: tuple[tuple[Seen, Outcome, int | None], ...] = (
    (Seen.ABSENT, Outcome.COMPLETED, None),
    (Seen.ABSENT, Outcome.COMPLETED, None),
    (Seen.PRESENT, Outcome.COMPLETED, None),
    (Seen.PRESENT, Outcome.COMPLETED, -3),  # claims a day so many days before or after the due date
    (Seen.PRESENT, Outcome.COMPLETED, 2),
    (Seen.LISTED, Outcome.COMPLETED, None),
    (Seen.ABSENT_WEAK, Outcome.COMPLETED, None),
    *((Seen.UNSEEN, outcome, None) for outcome in Outcome if outcome is not Outcome.COMPLETED),
)
UNHEALTHY = tuple(each for each in LOOKS if each[0] in {Seen.ABSENT_WEAK, Seen.UNSEEN})
STEPS = (timedelta(minutes=20), timedelta(hours=5), timedelta(hours=23), timedelta(days=2))


class Season(RuleBasedStateMachine):
    """Four agencies from late January on; every judgement is checked against what was really seen."""

    looks = LOOKS

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 1, 29, 9, tzinfo=BEIJING)
        self.facts: list[Sighting] = []
        self.latest = self.now  # of all judgements
        self.current: dict[str, dict[tuple[About, str], Change]] = {code: {} for code in DUTIES}
        self.log: list[Change] = []
        self.told = 0  # so many of the log were looked at
        self.made: dict[str, Change] = {}  # the last change of each agency's standing
        self.judged: Judged | None = None

    @rule(agency=st.integers(0, len(AGENCIES) - 1), kind=st.integers(0, len(LOOKS) - 1))
    def look(self, agency: int, kind: int) -> None:
        """One look, a minute after whatever came before it."""
        self.now += timedelta(minutes=1)
        self._see(AGENCIES[agency].code, *self.looks[kind % len(self.looks)])
        self._judge_now()

    @rule(
        agency=st.integers(0, len(AGENCIES) - 1), days=st.integers(1, 5), kind=st.integers(0, len(LOOKS) - 1)
    )
    def look_daily(self, agency: int, days: int, kind: int) -> None:
        """The same look day after day, as a portal that stays as it is would have it."""
        for _ in range(days):
            self._see(AGENCIES[agency].code, *self.looks[kind % len(self.looks)])
            self._judge_now()
            self.now += timedelta(days=1, minutes=1)

    @rule(step=st.sampled_from(STEPS))
    def wait(self, step: timedelta) -> None:
        self.now += step
        self._judge_now()

    @rule()
    def clock_jumps_back(self) -> None:
        self.now -= timedelta(hours=2)

    def _see(self, code: str, seen: Seen, outcome: Outcome, days: int | None) -> None:
        claimed = None if days is None else DUTIES[code].due + timedelta(days=days)
        self.facts.append(
            Sighting(
                agency=code, year=YEAR, visit=f"v{len(self.facts)}", at=self.now, seen=seen, outcome=outcome,
                reason=REASON, url="http://x.example/1", title="甲" if seen is Seen.LISTED else "", claimed=claimed,
            )
        )  # fmt: skip

    def _judge_now(self) -> None:
        """As the shell does, which refuses to judge before the last judgement."""
        if self.now < self.latest:
            return
        self.latest = self.now
        self.judged = self._judge(self.facts)
        for assessment in self.judged.assessments:
            current = self.current[assessment.agency]
            stamp = Stamp(at=self.now, release="r", policy=STANDARD.id, clock_set=False)
            for change in changes_since(assessment, (), current, stamp):
                current[change.about, change.key] = change
                self.log.append(change)

    def _judge(self, facts: list[Sighting]) -> Judged:
        known = [s for s in facts if s.at <= self.now]
        cases = [
            Case(
                agency=a, duty=DUTIES[a.code], sightings=[s for s in facts if s.agency == a.code], contents={}
            )
            for a in AGENCIES
        ]
        return judge(cases, now=self.now, days=days_of(known), policy=policy_of(STANDARD.id))

    # What must hold.

    @invariant()
    def every_accusation_has_its_proof(self) -> None:
        for assessment in self._just_judged():
            if assessment.standing not in ACCUSING:
                continue
            proof = self._proof_of(assessment)
            if assessment.standing is Standing.OVERDUE:
                assert not self._of(assessment, Seen.PRESENT)
                assert _enough(proof)
            if assessment.standing is Standing.WITHDRAWN:
                assert self._of(assessment, Seen.PRESENT)
                assert _enough(proof)
            if assessment.standing is Standing.LATE:
                first = self._of(assessment, Seen.PRESENT)[0]
                claims = first.claimed is not None and assessment.due < first.claimed <= local_day(first.at)
                assert first.at >= end_of(assessment.due)
                assert claims or any(s.at < first.at for s in self._healthy(assessment))

    @invariant()
    def lateness_is_an_interval(self) -> None:
        for assessment in self._just_judged():
            if assessment.days_late is not None:
                least, most = assessment.days_late
                assert 0 <= least <= most

    @invariant()
    def the_facts_in_any_order_give_the_same_verdicts(self) -> None:
        if self._just_judged() and len(self.facts) % 10 == 0:
            assert self._judge(self.facts[::-1]) == self.judged

    @invariant()
    def the_changes_add_up_to_where_everybody_stands(self) -> None:
        for assessment in self._just_judged():
            current = self.current[assessment.agency]
            raised = {key for (about, key), change in current.items() if about is About.FLAG and change.new}
            assert current[About.STANDING, "standing"].new == assessment.standing
            assert raised == set(assessment.flags)

    @invariant()
    def every_accusation_taken_back_is_told_as_gravely_as_it_was_made(self) -> None:
        gravity = [Severity.HINT, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL].index
        new = [change for change in self.log[self.told :] if change.about is About.STANDING]
        self.told = len(self.log)
        for change in new:
            last = self.made.get(change.agency)
            assert change.old == (last.new if last else "")
            if last is not None and last.new in ACCUSING:
                assert gravity(change.severity) >= gravity(last.severity) or last.old in ACCUSING
            self.made[change.agency] = change

    def _just_judged(self) -> tuple[Assessment, ...]:
        return self.judged.assessments if self.judged is not None and self.latest == self.now else ()

    def _of(self, assessment: Assessment, seen: Seen) -> list[Sighting]:
        mine = (s for s in self.facts if s.agency == assessment.agency and s.at <= self.now)
        return sorted((s for s in mine if s.seen is seen), key=lambda s: (s.at, s.visit))

    def _healthy(self, assessment: Assessment) -> list[Sighting]:
        """Absences after the due date on days on which our line was well."""
        ill = {each.day for each in ill_days(days_of(s for s in self.facts if s.at <= self.now), STANDARD)}
        return [
            s for s in self._of(assessment, Seen.ABSENT)
            if s.at >= end_of(assessment.due) and local_day(s.at) not in ill
        ]  # fmt: skip

    def _proof_of(self, assessment: Assessment) -> list[Sighting]:
        ill = {each.day for each in ill_days(days_of(s for s in self.facts if s.at <= self.now), STANDARD)}
        absences = [s for s in self._of(assessment, Seen.ABSENT) if local_day(s.at) not in ill]
        return [s for s in absences if s.visit in assessment.evidence]


class UnhealthySeason(Season):
    """The same with looks that prove nothing: nobody is ever accused of anything."""

    looks = UNHEALTHY

    @invariant()
    def nobody_is_accused(self) -> None:
        for change in self.log[-len(DUTIES) :]:
            assert change.new not in ACCUSING
            assert change.key not in {Flag.BACKDATING, Flag.WITHDRAWN, Flag.CHANGED}


def _enough(proof: list[Sighting]) -> bool:
    days = {local_day(s.at) for s in proof}
    return len(proof) >= 3 and len(days) >= 3 and proof[-1].at - proof[0].at >= timedelta(hours=72)


ALL_OF_IT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
BRIEF = settings(max_examples=40, stateful_step_count=60, suppress_health_check=ALL_OF_IT, deadline=None)

TestSeason = Season.TestCase
TestSeason.settings = BRIEF
TestUnhealthySeason = UnhealthySeason.TestCase
TestUnhealthySeason.settings = BRIEF


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("machine", [Season, UnhealthySeason])
def test_two_thousand_seasons_of_five_hundred_steps(machine: type[Season]) -> None:
    run_state_machine_as_test(machine, settings=settings(BRIEF, max_examples=2000, stateful_step_count=500))


def test_the_seasons_walked_come_to_every_kind_of_standing() -> None:
    """Otherwise they would prove nothing."""
    reached: set[str] = set()

    class Watched(Season):
        def teardown(self) -> None:
            reached.update(change.new for change in self.log if change.about is About.STANDING)

    run_state_machine_as_test(
        Watched, settings=settings(BRIEF, max_examples=60, derandomize=True, database=None)
    )

    assert reached >= ACCUSING | {Standing.ON_TIME, Standing.SUSPECTED, Standing.UNKNOWN, Standing.EXEMPT}
