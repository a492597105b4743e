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
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from models.errors import NaiveTime, UnknownMessage
from models.message import Delivery, Handover, Message
from models.store import Store
from tests.models.nouns import MOMENT, agency, any_of, change, fresh, message, moments, texts

ROOT = Path(__file__).parents[3]
HOUR = timedelta(hours=1)
HANDOVERS = st.lists(
    st.builds(
        Handover,
        recipient=texts,
        part=st.integers(1, 9),
        content=st.binary(max_size=20),
        delivery=st.sampled_from(Delivery),
        attempts=st.integers(0, 99),
        last_error=texts,
        sent_at=st.none() | moments,
        not_before=st.none() | moments,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda handover: (handover.recipient, handover.part),
).map(tuple)
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


def one_of(store: Store, message_id: str = "m1") -> Handover:
    """The only handover of a message."""
    (handover,) = store.messages(ids=[message_id])[0].handovers
    return handover


def claimed(store: Store, message_id: str = "m1", at: datetime = MOMENT) -> int:
    """Claim a message's only handover; the attempt's number, or 0."""
    return store.claim(one_of(store, message_id).id or 0, at=at)


def recorded(store: Store, delivery: Delivery, at: datetime, error: str = "", attempt: int = 1) -> bool:
    return store.record(one_of(store).id or 0, attempt, delivery, at=at, error=error)


def known(handover: Handover) -> Handover:
    return replace(handover, id=None)


@ONE_DATABASE
@given(noun=any_of(Message, id=fresh, office=fresh, changes=(), handovers=HANDOVERS))
def test_a_message_comes_back_as_it_went(store: Store, noun: Message) -> None:
    store.freeze(noun)
    (kept,) = store.messages(office=noun.office)

    assert replace(kept, handovers=tuple(map(known, kept.handovers))) == noun


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


def test_of_an_agency_it_was_told_of_a_channel_hears_on(store: Store, changes: tuple[int, ...]) -> None:
    store.freeze(message(changes=changes[:1]))
    store.skip(changes[1:2], office="office", channel="1")
    store.import_roster([agency("1", oversight="other"), agency("2", oversight="other")], at=MOMENT)
    store.save_judgement([], [change("late", "1"), change("overdue", "2")])

    assert [(found.agency, found.new) for found in store.untold(2025, office="office", channel="1")] == [
        ("1", "late")
    ]
    assert store.told(2025, office="office", channel="1") == {changes[0]}
    assert store.told(2025, office="office", channel="2") == frozenset()
    assert untold(store, office="none") == []
    beneath = store.untold(2025, office="none", channel="1", beneath=["other"])
    assert {found.agency for found in beneath} >= {"1", "2"}


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


def test_a_trouble_is_reported_in_one_notice_only(store: Store) -> None:
    store.freeze(message())
    trouble = one_of(store).id or 0
    notices = [message(f"n{number}", number, office="operators") for number in (1, 2)]

    assert [store.freeze(notice, reporting=[trouble]) for notice in notices] == [True, False]


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


def test_what_a_message_passes_over_is_settled_with_it_or_not_at_all(
    store: Store, changes: tuple[int, ...]
) -> None:
    store.freeze(message("m1", channel="2", changes=changes[:1]))

    refused = store.freeze(message("m2", 2, channel="2", changes=changes[:1]), passed=changes[1:3])
    untouched = untold(store, channel="2")
    kept = store.freeze(message("m3", 3, changes=changes[:1]), passed=changes[1:3])

    assert (refused, untouched) == (False, list(changes[1:3]))
    assert (kept, untold(store)) == (True, [])
    assert store.told(2025, office="office", channel="1") == {changes[0]}


def test_numbers_count_up_per_office(store: Store) -> None:
    first = store.next_number("office")
    store.freeze(message("m1", first))
    store.freeze(message("m2", 7, channel="2"))

    assert (first, store.next_number("office"), store.next_number("other")) == (1, 8, 1)


def test_messages_are_in_the_order_of_freezing(store: Store) -> None:
    store.freeze(message("b", 2, created=MOMENT + HOUR))
    store.freeze(message("c", 1, created=MOMENT + HOUR, office="other"))
    store.freeze(message("a", 1, created=MOMENT))
    claimed(store, "a")

    assert [kept.id for kept in store.messages()] == ["a", "c", "b"]
    assert [kept.id for kept in store.messages(office="office")] == ["a", "b"]
    assert [kept.id for kept in store.messages(deliveries=[Delivery.PENDING])] == ["c", "b"]
    assert store.messages(office="other", deliveries=[Delivery.SENT]) == ()


def test_a_message_is_claimed_once_and_counts_its_attempts(store: Store) -> None:
    store.freeze(message())

    assert (claimed(store), claimed(store), store.claim(999, at=MOMENT)) == (1, 0, 0)
    assert (one_of(store).delivery, one_of(store).attempts) == (Delivery.SENDING, 1)


def test_of_four_senders_at_once_exactly_one_has_the_message(engine: Engine) -> None:
    store = Store(engine)
    for number in range(1, 11):
        store.freeze(message(f"m{number}", number, channel=str(number)))
        handover = one_of(store, f"m{number}").id or 0
        start = Barrier(4)

        def claim(_: int, start: Barrier = start, handover: int = handover) -> int:
            start.wait()
            return store.claim(handover, at=MOMENT)

        with ThreadPoolExecutor(4) as threads:
            assert sorted(threads.map(claim, range(4))) == [0, 0, 0, 1]


def test_of_two_processes_at_once_exactly_one_has_the_message(store: Store, database_url: str) -> None:
    store.freeze(message())
    program = (
        "import sys; from datetime import datetime, UTC; from models.engine import engine_for\n"
        "from models.store import Store; store = Store(engine_for(sys.argv[1])); print('ready', flush=True)\n"
        "input(); print(store.claim(int(sys.argv[2]), at=datetime(2026, 2, 1, tzinfo=UTC)))"
    )
    senders = [
        subprocess.Popen(
            [sys.executable, "-c", program, database_url, str(one_of(store).id)],
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

    assert said == ["0", "1"]


def test_of_four_tellers_at_once_exactly_one_freezes(engine: Engine, changes: tuple[int, ...]) -> None:
    def freeze(number: int) -> bool:
        return Store(engine).freeze(message(f"m{number}", number, changes=changes[:3]))

    with ThreadPoolExecutor(4) as threads:
        frozen = list(threads.map(freeze, range(1, 5)))

    assert sum(frozen) == len(Store(engine).messages()) == 1


def test_a_receipt_is_recorded_with_its_moment_and_never_taken_back(store: Store) -> None:
    store.freeze(message())
    claimed(store)
    noted = recorded(store, Delivery.SENT, MOMENT + HOUR)
    late = recorded(store, Delivery.UNDELIVERED, MOMENT + 2 * HOUR, "too late")
    decided = store.decide(one_of(store).id or 0, Delivery.PENDING, at=MOMENT, why="again")

    assert (noted, late, decided) == (True, False, False)
    assert (one_of(store).delivery, one_of(store).sent_at) == (Delivery.SENT, MOMENT + HOUR)


def test_a_failed_attempt_waits_for_the_next_with_the_same_bytes(store: Store) -> None:
    store.freeze(message())
    before = one_of(store).content
    claimed(store)
    store.record(
        one_of(store).id or 0, 1, Delivery.PENDING, at=MOMENT, error="421 try again", not_before=MOMENT + HOUR
    )
    waiting = one_of(store)

    assert (waiting.attempts, waiting.last_error, waiting.content) == (1, "421 try again", before)
    assert claimed(store, at=MOMENT + HOUR / 2) == 0
    assert claimed(store, at=MOMENT + HOUR) == 2


def test_recipients_are_settled_one_by_one(store: Store) -> None:
    store.freeze(message(handovers=tuple(Handover(recipient=who, content=b"x") for who in "abc")))
    a, b, c = (each.id or 0 for each in store.messages()[0].handovers)
    for each in (a, b, c):
        store.claim(each, at=MOMENT)
    store.record(a, 1, Delivery.SENT, at=MOMENT)
    store.record(b, 1, Delivery.UNDELIVERED, at=MOMENT, error="550")
    store.record(c, 1, Delivery.PENDING, at=MOMENT)

    assert [store.claim(each, at=MOMENT) for each in (a, b, c)] == [0, 0, 2]
    assert store.messages()[0].delivery is Delivery.UNDELIVERED
    assert store.messages()[0].last_error == "550"


def test_a_later_number_waits_for_the_earlier_of_its_recipient_only(store: Store) -> None:
    both = (Handover(recipient="a"), Handover(recipient="b"))
    store.freeze(message("m1", 1, handovers=both))
    store.freeze(message("m2", 2, handovers=both))
    store.freeze(message("other", 3, channel="2", handovers=both))
    (a1, _), (a2, b2), (a3, _) = ([h.id or 0 for h in m.handovers] for m in store.messages())

    assert [store.claim(each, at=MOMENT) for each in (a2, b2, a3)] == [0, 0, 1]
    store.claim(a1, at=MOMENT)
    assert store.claim(a2, at=MOMENT) == 0
    store.record(a1, 1, Delivery.SENT, at=MOMENT)
    assert [store.claim(each, at=MOMENT) for each in (a2, b2)] == [1, 0]


def test_the_parts_of_one_message_go_in_order(store: Store) -> None:
    store.freeze(message(handovers=tuple(Handover(recipient="chat", part=n) for n in (1, 2))))
    one, two = (each.id or 0 for each in store.messages()[0].handovers)

    assert [store.claim(each, at=MOMENT) for each in (two, one)] == [0, 1]
    store.record(one, 1, Delivery.SENT, at=MOMENT)
    assert store.claim(two, at=MOMENT) == 1


def test_a_message_to_nobody_yet_is_addressed_once_and_keeps_its_place(store: Store) -> None:
    store.freeze(message("m1", 1, handovers=(Handover(last_error="secret:MAIL leads nowhere"),)))
    store.freeze(message("m2", 2))
    before = (claimed(store, "m1"), claimed(store, "m2"))
    addressed = [store.address("m1", [Handover(recipient=who) for who in "ab"]) for _ in range(2)]

    assert before == (0, 0)
    assert addressed == [True, False]
    assert [each.recipient for each in store.messages(ids=["m1"])[0].handovers] == ["a", "b"]


def test_a_sender_that_died_leaves_an_uncertain_message(store: Store) -> None:
    for number in (1, 2, 3):
        store.freeze(message(f"m{number}", number, channel=str(number)))
    claimed(store, "m1")
    claimed(store, "m2", MOMENT + HOUR)
    expired = store.expire_sending(MOMENT + HOUR)

    assert [kept.id for kept in expired] == ["m1"]
    assert store.expire_sending(MOMENT + HOUR) == ()
    assert [kept.delivery for kept in store.messages()] == ["uncertain", "sending", "pending"]
    assert claimed(store, "m1", MOMENT + 2 * HOUR) == 0


def test_a_sender_that_was_only_slow_still_has_its_receipt(store: Store) -> None:
    store.freeze(message())
    claimed(store)
    store.expire_sending(MOMENT + HOUR)
    recorded(store, Delivery.SENT, MOMENT + 2 * HOUR)

    assert store.messages()[0].delivery is Delivery.SENT


def test_a_slow_sender_that_failed_does_not_undo_what_a_person_began(store: Store) -> None:
    store.freeze(message())
    claimed(store)
    store.expire_sending(MOMENT + HOUR)
    store.decide(one_of(store).id or 0, Delivery.PENDING, at=MOMENT + HOUR, why="again")
    second = claimed(store, at=MOMENT + HOUR)
    late = recorded(store, Delivery.UNDELIVERED, MOMENT + 2 * HOUR, "550")

    assert (second, late, one_of(store).delivery) == (2, False, Delivery.SENDING)


def test_an_unknown_message_cannot_be_recorded(store: Store) -> None:
    with pytest.raises(UnknownMessage, match="999"):
        store.record(999, 1, Delivery.SENT, at=MOMENT)
    with pytest.raises(UnknownMessage, match="999"):
        store.decide(999, Delivery.SENT, at=MOMENT, why="seen")


@pytest.mark.parametrize("moment", [MOMENT.replace(tzinfo=None)])
def test_moments_without_a_time_zone_are_refused(store: Store, moment: datetime) -> None:
    store.freeze(message())
    with pytest.raises(NaiveTime):
        claimed(store, at=moment)
    with pytest.raises(NaiveTime):
        store.record(one_of(store).id or 0, 1, Delivery.SENT, at=moment)
    with pytest.raises(NaiveTime):
        store.expire_sending(moment)
    with pytest.raises(NaiveTime):
        store.freeze(replace(message("m2", 2), created=moment))
