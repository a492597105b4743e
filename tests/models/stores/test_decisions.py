"""Decisions come back as they went, in order, and are only added."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from models.decision import Decision
from models.errors import CodeUsed, Overtaken
from models.store import Store
from tests.models.nouns import MOMENT, agency, any_of, decision

ONE_DATABASE = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def roster(store: Store) -> None:
    store.import_roster([agency("1"), agency("2")], at=MOMENT)


def last(store: Store, year: int = 2025) -> int | None:
    found = store.decisions(year, agency="1")
    return found[-1].id if found else None


@ONE_DATABASE
@given(noun=any_of(Decision, agency="1", year=2025, id=None, approves=None, code_step=None))
def test_a_decision_comes_back_as_it_went_with_an_id(store: Store, noun: Decision) -> None:
    saved = store.save_decision(noun, after=last(store))

    assert saved.id is not None
    assert replace(saved, id=None) == noun
    assert store.decision(saved.id) == saved == store.decisions(2025)[-1]


def test_what_was_known_at_a_moment(store: Store) -> None:
    first = store.save_decision(decision("1"), after=None)
    store.save_decision(decision("1", at=MOMENT + timedelta(hours=1)), after=first.id)

    assert store.decisions(2025, until=MOMENT) == (first,)
    assert store.last_moment() == MOMENT + timedelta(hours=1)


def test_who_did_not_know_the_latest_decision_is_refused(store: Store) -> None:
    store.save_decision(decision("1"), after=None)

    with pytest.raises(Overtaken, match="nothing was kept"):
        store.save_decision(decision("1"), after=None)
    assert store.save_decision(decision("2"), after=None).agency == "2"
    assert len(store.decisions(2025)) == 2


def test_of_two_at_once_one_is_kept(store: Store) -> None:
    def save(number: int) -> str:
        try:
            store.save_decision(decision("1", reason=f"理由{number}"), after=None)
        except Overtaken:
            return "overtaken"
        return "kept"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(save, range(4)))

    assert outcomes == ["kept", "overtaken", "overtaken", "overtaken"]


def test_a_code_serves_once_and_no_earlier_one_after_it(store: Store) -> None:
    store.spend_code("李四", 100)
    for step in (100, 99):
        with pytest.raises(CodeUsed, match="used before"):
            store.spend_code("李四", step)

    store.spend_code("李四", 101)
    store.spend_code("另一人", 100)
    with pytest.raises(CodeUsed):
        store.spend_code("另一人", 100)


def test_of_two_who_give_one_code_at_once_one_is_refused(store: Store) -> None:
    def spend(_: int) -> str:
        try:
            store.spend_code("李四", 100)
        except CodeUsed:
            return "used"
        return "spent"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(spend, range(4)))

    assert outcomes == ["spent", "used", "used", "used"]
