"""One holder at a time, until a moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from models.errors import NaiveTime
from models.store import Store
from tests.models.nouns import MOMENT

HOUR = timedelta(hours=1)


def take(store: Store, holder: str, *, hours: int = 0, name: str = "patrol") -> bool:
    now = MOMENT + hours * HOUR
    return store.acquire(name, holder, now=now, until=now + 2 * HOUR)


def test_a_lease_keeps_others_out_until_it_ends(store: Store) -> None:
    taken = [take(store, "a"), take(store, "b"), take(store, "b", hours=1), take(store, "b", hours=2)]

    assert taken == [True, False, False, True]


def test_its_holder_prolongs_it(store: Store) -> None:
    taken = [
        take(store, "a"),
        take(store, "a", hours=1),
        take(store, "b", hours=2),
        take(store, "b", hours=3),
    ]

    assert taken == [True, True, False, True]


def test_leases_of_different_names_are_independent(store: Store) -> None:
    assert [take(store, "a"), take(store, "b", name="tell")] == [True, True]


def test_a_lease_given_back_is_free(store: Store) -> None:
    take(store, "a")
    store.release("patrol", "a")

    assert take(store, "b") is True


def test_nobody_gives_back_what_another_holds(store: Store) -> None:
    take(store, "a")
    store.release("patrol", "b")

    assert take(store, "b") is False


def test_of_five_starts_at_once_one_runs(engine: Engine) -> None:
    for round_number in range(10):
        start = Barrier(5)

        def begin(holder: int, start: Barrier = start, name: str = f"patrol {round_number}") -> bool:
            start.wait()
            return take(Store(engine), str(holder), name=name)

        with ThreadPoolExecutor(5) as threads:
            assert sum(threads.map(begin, range(5))) == 1


def test_a_lease_without_a_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(NaiveTime):
        store.acquire("patrol", "a", now=MOMENT.replace(tzinfo=None), until=MOMENT)
