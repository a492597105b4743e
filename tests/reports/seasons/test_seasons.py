"""Random seasons: looks, decisions and a clock that is stepped on and back, judged again and again (reliability §3.3, §4).

What must hold at every step stands in `holds`. Short seasons are walked by Hypothesis, which makes a failing one small;
long ones by seeded draws alone, whose failure names its seed: `walk(SEED, …)` walks it again.
"""

import os
import time
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from models.assessment import Flag, Standing
from models.change import About
from models.decision import Mark, State
from tests.reports.seasons.court import DUTIES, Court
from tests.reports.seasons.holds import ACCUSING, Watch
from tests.reports.seasons.steps import HEALTHY, UNHEALTHY, Step, step_of

LOOKS = {"of every kind": (*HEALTHY, *UNHEALTHY), "that prove nothing": UNHEALTHY}
STEPS, OFTEN = 500, 50  # of a long walk; so many steps apart what is costly is looked at
WALKS = int(os.environ.get("PROVE_SEASONS", "2000"))
BRIEF = settings(
    max_examples=25, stateful_step_count=60, suppress_health_check=list(HealthCheck), deadline=None
)


def steps(looks: str) -> st.SearchStrategy[Step]:
    draws = st.randoms(use_true_random=False)
    return draws.map(lambda rng: step_of(rng, looks=LOOKS[looks]))


class Season(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.court = Court()
        self.watch = Watch(self.court)

    @rule(step=steps("of every kind"))
    def happens(self, step: Step) -> None:
        self.court.play(step)
        self.watch.after_a_step()
        self.watch.now_and_then()


class UnhealthySeason(Season):
    @rule(step=steps("that prove nothing"))
    def happens(self, step: Step) -> None:
        super().happens(step)
        nobody_is_accused(self.court)


def nobody_is_accused(court: Court) -> None:
    """Of what was computed; what people decide, `holds` looks at."""
    computed = [each for each in court.log[-len(DUTIES) :] if each.about is not About.OVERLAY]
    assert not {each.new for each in computed} & ACCUSING
    assert not {each.key for each in computed} & {Flag.BACKDATING, Flag.WITHDRAWN, Flag.CHANGED}


def walk(seed: int, looks: str, count: int = STEPS) -> Court:
    """One long season. Raises AssertionError naming the seed and the step."""
    rng, court = Random(seed), Court()
    watch = Watch(court)
    for number in range(1, count + 1):
        step = step_of(rng, looks=LOOKS[looks])
        try:
            court.play(step)
            watch.after_a_step()
            if number % OFTEN == 0 or number == count:
                watch.now_and_then()
            if looks == "that prove nothing":
                nobody_is_accused(court)
        except Exception as error:
            raise AssertionError(f"seed {seed}, {looks}, step {number}: {step}") from error
    return court


TestSeason = Season.TestCase
TestSeason.settings = BRIEF
TestUnhealthySeason = UnhealthySeason.TestCase
TestUnhealthySeason.settings = BRIEF


@pytest.mark.parametrize("looks", list(LOOKS))
def test_a_few_long_seasons(looks: str) -> None:
    for seed in range(2):
        walk(seed, looks)


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("looks", list(LOOKS))
def test_two_thousand_seasons_of_five_hundred_steps(looks: str) -> None:
    began = time.process_time()
    for seed in range(WALKS):
        walk(seed, looks)
    spent = time.process_time() - began
    print(
        f"\n{WALKS} seasons of {STEPS} steps, looks {looks}: {spent:.0f} s of one core, {60 * WALKS / spent:.0f} a minute"
    )


def test_the_seasons_walked_come_to_everything_there_is_to_prove() -> None:
    """Otherwise they would prove nothing."""
    standings: set[str] = set()
    states: set[State] = set()
    flags: set[str] = set()
    for seed in range(12):
        court = walk(seed, "of every kind", 300)
        standings |= {each.new for each in court.log}
        flags |= {each.key for each in court.log if each.about is About.FLAG}
        states |= {each.state for code in DUTIES for each in court.counts(code).filed}

    accused = {f"overridden {each}" for each in ACCUSING}
    assert standings >= ACCUSING | accused | {
        Standing.ON_TIME,
        Standing.SUSPECTED,
        Standing.UNKNOWN,
        Standing.EXEMPT,
        Mark.CONFIRMED,
    }
    assert states == set(State)
    assert flags >= {Flag.BACKDATING, Flag.LOCAL_DUE_MISSED}
