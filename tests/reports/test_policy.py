"""The figures of proof: kept in full with each verdict, and only ever stricter than the default."""

import pytest

from reports.policy import STANDARD, BadPolicy, Policy, policy_of, stricter


def test_the_default_is_known_by_its_name_alone() -> None:
    assert STANDARD.id == "standard-2"
    assert policy_of("standard-2") == STANDARD


def test_a_policy_is_read_back_from_what_a_verdict_keeps() -> None:
    policy = stricter({"absences": 4, "hours": 96, "own_fault_percent": 5})

    assert policy.id == "standard-2 absences=4 hours=96 own_fault_percent=5"
    assert policy_of(policy.id) == policy


def test_the_first_release_is_still_known_and_had_no_breaker() -> None:
    policy = policy_of("standard-1")

    assert (policy.absences, policy.days, policy.hours) == (3, 3, 72)
    assert policy.cohort_least > 10**6


@pytest.mark.parametrize(
    "figures",
    [
        {"absences": 2},
        {"days": 1},
        {"hours": 71},
        {"fresh_days": 8},
        {"cohort_least": 6},
        {"cohort_percent": 21},
        {"cohort_percent": 0},
        {"own_fault_percent": 11},
        {"due_soon_days": -1},
        {"absence": 4},
        {"hours": "96"},
    ],
)
def test_what_asks_for_less_proof_or_is_unknown_is_refused_by_name(figures: dict[str, int]) -> None:
    with pytest.raises(BadPolicy) as refused:
        stricter(figures)

    assert next(iter(figures)) in refused.value.words.zh


@pytest.mark.parametrize(
    "kept", ["standard-9", "standard-2 hours", "standard-2 hours=x", "standard-1 hours=99", "x"]
)
def test_an_id_of_no_policy_is_refused(kept: str) -> None:
    with pytest.raises(BadPolicy):
        policy_of(kept)


def test_every_figure_has_its_place_in_the_id() -> None:
    assert Policy(due_soon_days=30).id == "standard-2 due_soon_days=30"
