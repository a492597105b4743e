"""Messages from frozen to delivered: each change once for every channel, and nothing lost silently."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from models.errors import NaiveTime, UnknownMessage
from models.message import Delivery, Message
from models.store import Store
from tests.models.nouns import MOMENT, agency, any_of, change, fresh, message

ROOT = Path(__file__).parents[3]
HOUR = timedelta(hours=1)
ONE_DATABASE = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def changes(store: Store) -> tuple[int, ...]:
    """Three changes of agencies the office oversees, and a fourth of another's."""
    store.import_roster([agency("1"), agency("2"), agency("3", oversight="other")], at=MOMENT)
    found = [change("overdue", "1"), change("late", "2"), change("on_time", "2"), change("overdue", "3")]
    store.save_judgement([], found)
    return tuple(kept.id or 0 for kept in store.changes(2025))


def untold(store: Store, office: str = "office", channel: str = "1") -> list[int | None]:
    return [found.id for found in store.untold(2025, office=office, channel=channel)]


@ONE_DATABASE
@given(noun=any_of(Message, id=fresh, office=fresh, changes=()))
def test_a_message_comes_back_as_it_went(store: Store, noun: Message) -> None:
    store.freeze(noun)

    assert store.messages(office=noun.office) == (noun,)


def test_a_message_names_its_changes_in_its_own_order(store: Store, changes: tuple[int, ...]) -> None:
    store.freeze(message(changes=(changes[2], changes[0])))

    assert store.messages()[0].changes == (changes[2], changes[0])


def test_an_office_is_told_of_its_agencies_once_per_channel(store: Store, changes: tuple[int, ...]) -> None:
    before = untold(store)
    store.freeze(message(changes=changes[:2]))

    assert before == list(changes[:3])
    assert untold(store) == [changes[2]]
    assert untold(store, channel="2") == list(changes[:3])
    assert untold(store, office="other") == [changes[3]]
    assert store.untold(2024, office="office", channel="1") == ()


def test_a_claimed_change_is_not_told_again(store: Store, changes: tuple[int, ...]) -> None:
    store.freeze(message("m1", changes=changes[:2]))
    again = store.freeze(message("m2", 2, changes=changes[1:3]))

    assert again is False
    assert [kept.id for kept in store.messages()] == ["m1"]
    assert untold(store) == [changes[2]]


@pytest.mark.parametrize("second", [message("m1", 2), message("m2", 1)])
def test_an_id_and_a_number_are_given_once(store: Store, second: Message) -> None:
    kept = (store.freeze(message("m1", 1)), store.freeze(second))

    assert kept == (True, False)


def test_two_channels_may_carry_the_same_number(store: Store, changes: tuple[int, ...]) -> None:
    kept = [store.freeze(message(f"m{channel}", channel=channel, changes=changes[:3])) for channel in "12"]

    assert kept == [True, True]


def test_a_message_about_nothing_known_is_refused_whole(store: Store) -> None:
    with pytest.raises(IntegrityError):
        store.freeze(message(changes=(999,)))

    assert store.messages() == ()


def test_passed_over_changes_are_settled_for_that_channel_only(
    store: Store, changes: tuple[int, ...]
) -> None:
    settled = (
        store.skip(changes[:2], office="office", channel="1"),
        store.skip(changes[:3], office="office", channel="1"),
    )

    assert settled == (2, 1)
    assert untold(store) == []
    assert untold(store, channel="2") == list(changes[:3])
    assert store.freeze(message(changes=changes[:1])) is False


def test_every_change_ends_in_the_ledger_exactly_once(store: Store, changes: tuple[int, ...]) -> None:
    store.skip(changes[:1], office="office", channel="1")
    store.freeze(message(changes=changes[1:3]))
    store.skip(changes[:3], office="office", channel="1")

    assert untold(store) == []
    assert store.messages()[0].changes == changes[1:3]


def test_numbers_count_up_per_office(store: Store) -> None:
    first = store.next_number("office")
    store.freeze(message("m1", first))
    store.freeze(message("m2", 7, channel="2"))

    assert (first, store.next_number("office"), store.next_number("other")) == (1, 8, 1)


def test_messages_are_in_the_order_of_freezing(store: Store) -> None:
    store.freeze(message("b", 2, created=MOMENT + HOUR))
    store.freeze(message("c", 1, created=MOMENT + HOUR, office="other"))
    store.freeze(message("a", 1, created=MOMENT))
    store.claim("a", at=MOMENT)

    assert [kept.id for kept in store.messages()] == ["a", "c", "b"]
    assert [kept.id for kept in store.messages(office="office")] == ["a", "b"]
    assert [kept.id for kept in store.messages(deliveries=[Delivery.PENDING])] == ["c", "b"]
    assert store.messages(office="other", deliveries=[Delivery.SENT]) == ()


def test_a_message_is_claimed_once_and_counts_its_attempts(store: Store) -> None:
    store.freeze(message())
    claims = (store.claim("m1", at=MOMENT), store.claim("m1", at=MOMENT), store.claim("m2", at=MOMENT))

    assert claims == (True, False, False)
    assert store.messages() == (message(delivery=Delivery.SENDING, attempts=1),)


def test_of_four_senders_at_once_exactly_one_has_the_message(engine: Engine) -> None:
    store = Store(engine)
    for number in range(1, 11):
        store.freeze(message(f"m{number}", number))
        start = Barrier(4)

        def claim(_: int, start: Barrier = start, number: int = number) -> bool:
            start.wait()
            return store.claim(f"m{number}", at=MOMENT)

        with ThreadPoolExecutor(4) as threads:
            assert sum(threads.map(claim, range(4))) == 1


def test_of_two_processes_at_once_exactly_one_has_the_message(store: Store, database_url: str) -> None:
    store.freeze(message())
    program = (
        "import sys; from datetime import datetime, UTC; from models.engine import engine_for\n"
        "from models.store import Store; store = Store(engine_for(sys.argv[1])); print('ready', flush=True)\n"
        "input(); print(store.claim('m1', at=datetime(2026, 2, 1, tzinfo=UTC)))"
    )
    senders = [
        subprocess.Popen(
            [sys.executable, "-c", program, database_url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for sender in senders:
        assert sender.stdout is not None
        sender.stdout.readline()
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write(b"now\n")
        sender.stdin.flush()
    said = sorted(sender.communicate(timeout=60)[0].decode().strip() for sender in senders)

    assert said == ["False", "True"]


def test_of_four_tellers_at_once_exactly_one_freezes(engine: Engine, changes: tuple[int, ...]) -> None:
    def freeze(number: int) -> bool:
        return Store(engine).freeze(message(f"m{number}", number, changes=changes[:3]))

    with ThreadPoolExecutor(4) as threads:
        frozen = list(threads.map(freeze, range(1, 5)))

    assert sum(frozen) == len(Store(engine).messages()) == 1


def test_a_receipt_is_recorded_with_its_moment_and_never_taken_back(store: Store) -> None:
    store.freeze(message())
    store.claim("m1", at=MOMENT)
    noted = store.record("m1", Delivery.SENT, at=MOMENT + HOUR)
    late = store.record("m1", Delivery.UNDELIVERED, at=MOMENT + 2 * HOUR, error="too late")

    assert (noted, late) == (True, False)
    assert store.messages() == (message(delivery=Delivery.SENT, attempts=1, sent_at=MOMENT + HOUR),)


def test_a_failed_attempt_waits_for_the_next_with_the_same_bytes(store: Store) -> None:
    store.freeze(message())
    store.claim("m1", at=MOMENT)
    store.record("m1", Delivery.PENDING, at=MOMENT, error="421 try again later")
    waiting = store.messages()
    again = store.claim("m1", at=MOMENT + HOUR)

    assert waiting == (message(attempts=1, last_error="421 try again later"),)
    assert again is True
    assert store.messages()[0].attempts == 2


def test_a_sender_that_died_leaves_an_uncertain_message(store: Store) -> None:
    for number in (1, 2, 3):
        store.freeze(message(f"m{number}", number))
    store.claim("m1", at=MOMENT)
    store.claim("m2", at=MOMENT + HOUR)
    expired = store.expire_sending(MOMENT + HOUR)

    assert expired == (message("m1", delivery=Delivery.UNCERTAIN, attempts=1),)
    assert store.expire_sending(MOMENT + HOUR) == ()
    assert [kept.delivery for kept in store.messages()] == ["uncertain", "sending", "pending"]
    assert store.claim("m1", at=MOMENT + 2 * HOUR) is False


def test_a_sender_that_was_only_slow_still_has_its_receipt(store: Store) -> None:
    store.freeze(message())
    store.claim("m1", at=MOMENT)
    store.expire_sending(MOMENT + HOUR)
    store.record("m1", Delivery.SENT, at=MOMENT + 2 * HOUR)

    assert store.messages()[0].delivery is Delivery.SENT


def test_an_unknown_message_cannot_be_recorded(store: Store) -> None:
    with pytest.raises(UnknownMessage, match="m9"):
        store.record("m9", Delivery.SENT, at=MOMENT)


@pytest.mark.parametrize("moment", [MOMENT.replace(tzinfo=None)])
def test_moments_without_a_time_zone_are_refused(store: Store, moment: datetime) -> None:
    store.freeze(message())
    with pytest.raises(NaiveTime):
        store.claim("m1", at=moment)
    with pytest.raises(NaiveTime):
        store.record("m1", Delivery.SENT, at=moment)
    with pytest.raises(NaiveTime):
        store.expire_sending(moment)
    with pytest.raises(NaiveTime):
        store.freeze(replace(message("m2", 2), created=moment))
