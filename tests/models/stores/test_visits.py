"""What was seen, kept once and never changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from models.alarm import LineDay
from models.errors import NaiveTime
from models.store import Store
from models.visit import DatedLook, DateKind, DateRead, Document, Link, Outcome, Seen, Sighting, Visit
from tests.models.nouns import MOMENT, agency, any_of, document, fresh, sighting, visit

DAY = timedelta(days=1)
ONE_DATABASE = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def roster(store: Store) -> None:
    store.import_roster([agency("1"), agency("2"), agency("411300-01")], at=MOMENT)


@ONE_DATABASE
@given(noun=any_of(Visit, id=fresh))
def test_a_visit_comes_back_as_it_went(store: Store, noun: Visit) -> None:
    store.save_visit(noun, [])

    assert store.visit(noun.id) == noun


@ONE_DATABASE
@given(noun=any_of(Document, sha256=fresh))
def test_a_document_comes_back_as_it_went(store: Store, noun: Document) -> None:
    store.save_visit(visit(noun.sha256, noun), [])

    assert store.document(noun.sha256) == noun


@ONE_DATABASE
@given(noun=any_of(Sighting, agency="1", visit=fresh, document=""))
def test_a_sighting_comes_back_as_it_went(store: Store, noun: Sighting) -> None:
    store.save_visit(visit(noun.visit), [noun])

    assert [kept for kept in store.sightings(noun.year)["1"] if kept.visit == noun.visit] == [noun]


def test_what_a_column_brought_last_is_known_without_its_links(store: Store) -> None:
    earlier = visit("v1", document())
    later = replace(visit("v2", document()), started=earlier.started + DAY, finished=earlier.finished + DAY)
    for seen in (later, earlier):
        store.save_visit(seen, [])

    brought = store.last_brought([earlier.column_url, "http://other.example/"], earlier.finished + 2 * DAY)

    assert brought == {earlier.column_url: replace(later, links=())}
    assert store.last_brought([earlier.column_url], earlier.finished) == {}


def test_the_same_visit_is_kept_once(store: Store) -> None:
    seen = visit("v1", document())
    first = store.save_visit(seen, [sighting(seen, document="a" * 64)])
    again = store.save_visit(seen, [sighting(seen, document="a" * 64)])

    assert (first, again) == (True, False)
    assert len(store.sightings(2025)["411300-01"]) == 1


def test_a_visit_is_kept_with_all_it_brought_or_not_at_all(store: Store) -> None:
    seen = visit("v1", document())
    with pytest.raises(IntegrityError):
        store.save_visit(seen, [sighting(seen), sighting(seen, "not in the roster")])

    assert (store.visit("v1"), store.document("a" * 64), store.sightings(2025)) == (None, None, {})


def test_a_sighting_of_a_document_nobody_kept_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        store.save_visit(visit("v1"), [sighting(visit("v1"), document="b" * 64)])


def test_a_document_stays_as_it_was_first_fetched(store: Store) -> None:
    later = replace(document(), fetched_at=MOMENT + DAY, url="https://agency.example/moved.html")
    store.save_visit(visit("v1", document()), [])
    store.save_visit(visit("v2", later), [])

    assert store.document("a" * 64) == document()
    assert store.visit("v2") == visit("v2", later)


def test_one_visit_may_bring_the_same_document_twice(store: Store) -> None:
    assert store.save_visit(visit("v1", document(), document()), [])


def test_an_unchanged_listing_is_kept_once(store: Store, engine: Engine) -> None:
    for day in range(3):
        store.save_visit(visit(f"v{day}", at=MOMENT + day * DAY), [])
    with engine.connect() as connection:
        listings = connection.execute(text("SELECT count(*) FROM listing")).scalar()

    assert listings == 1


def test_a_columns_last_listing_and_outcome_are_those_before_a_moment(store: Store) -> None:
    shorter = visit("second", at=MOMENT + DAY, links=())
    elsewhere = visit("elsewhere", at=MOMENT + 2 * DAY, column_url="https://other.example/")
    blocked = visit("blocked", at=MOMENT + 2 * DAY, outcome=Outcome.BLOCKED)
    store.save_visits([(seen, []) for seen in (visit("first"), shorter, blocked, elsewhere)])

    column, now = visit().column_url, MOMENT + 3 * DAY
    listed = store.last_listings([column, "https://nowhere.example/"], now)
    assert {url: store.listing(mark) for url, mark in listed.items()} == {column: ()}
    assert store.listing(store.last_listings([column], MOMENT + DAY)[column]) == visit().links
    assert store.last_listings([column], visit("first").finished) == {}
    assert store.last_outcomes([column, "https://other.example/"], now) == {
        column: Outcome.BLOCKED,
        "https://other.example/": Outcome.COMPLETED,
    }


def test_a_listing_nobody_kept_is_missed_by_name(store: Store) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        store.listing("nowhere")


def test_several_visits_are_kept_together_or_not_at_all(store: Store) -> None:
    good, bad = visit("good"), visit("bad", at=MOMENT + DAY)

    with pytest.raises(IntegrityError):
        store.save_visits([(good, []), (bad, [sighting(bad, "not in the roster")])])
    assert store.visit("good") is None
    assert store.save_visits([(good, [sighting(good, "1")]), (good, [sighting(good, "1")]), (bad, [])]) == 2
    assert len(store.sightings(2025)["1"]) == 1


def test_where_a_report_was_last_found_and_whose_was_looked_for_lately(store: Store) -> None:
    first, second = visit("first"), visit("second", at=MOMENT + DAY)
    found = sighting(first, "1", seen=Seen.PRESENT, url="https://a.example/old", title="旧")
    moved = sighting(second, "1", seen=Seen.PRESENT, url="https://a.example/new", title="新")
    store.save_visits([(first, [found, sighting(first, "2", seen=Seen.UNSEEN)]), (second, [moved])])

    now = MOMENT + 2 * DAY
    assert store.last_present(2025, ["1", "2"], now) == {"1": Link(url="https://a.example/new", title="新")}
    assert store.last_present(2025, ["1"], first.finished) == {
        "1": Link(url="https://a.example/old", title="旧")
    }
    assert store.seen_since(2025, ["1", "2", "3"], now - 30 * DAY, now) == {"1", "2"}
    assert store.seen_since(2025, ["1", "2", "3"], first.finished, now) == {"1"}
    assert store.seen_since(2024, ["1", "2"], now - 30 * DAY, now) == frozenset()


def test_the_light_listing_is_by_start_and_leaves_out_what_is_heavy(store: Store) -> None:
    for day in (2, 0, 1):
        store.save_visit(visit(f"v{day}", document(), at=MOMENT + day * DAY), [])
    light = [visit(f"v{day}", at=MOMENT + day * DAY, links=()) for day in range(3)]

    assert store.visits() == tuple(light)
    assert store.visits(since=MOMENT + DAY) == tuple(light[1:])
    assert store.visits(until=MOMENT + DAY) == tuple(light[:2])
    assert store.visits(since=MOMENT + DAY, until=MOMENT + DAY) == (light[1],)


def test_sightings_are_by_agency_oldest_first(store: Store) -> None:
    later, earlier = visit("later", at=MOMENT + DAY), visit("earlier")
    store.save_visit(later, [sighting(later, "2"), sighting(later, "1")])
    store.save_visit(earlier, [sighting(earlier, "1"), sighting(earlier, "1", year=2024)])

    both = (sighting(earlier, "1"), sighting(later, "1"))
    assert store.sightings(2025) == {"1": both, "2": (sighting(later, "2"),)}
    assert store.sightings(2025, agency="1") == {"1": both}
    assert store.sightings(2025, until=earlier.finished) == {"1": both[:1]}
    assert store.sightings(2025, agency="411300-01") == {}


def test_sightings_of_one_moment_stay_in_the_order_they_were_kept(store: Store) -> None:
    seen = visit("v")
    kept = (sighting(seen, "1", title="乙"), sighting(seen, "1", title="甲"), sighting(seen, "1", title="丙"))
    store.save_visit(seen, kept)

    assert store.sightings(2025)["1"] == kept


def test_a_moment_is_the_same_from_every_zone(store: Store) -> None:
    seen = visit("v")
    store.save_visit(seen, [sighting(seen)])
    due = seen.finished.astimezone(tz=None)

    assert store.sightings(2025, until=due) == store.sightings(2025)
    assert store.sightings(2025, until=due - timedelta(microseconds=1)) == {}


def test_text_no_database_keeps_does_not_lose_the_visit(store: Store) -> None:
    seen = visit("v", column_url="https://agency.example/\0")
    store.save_visit(seen, [sighting(seen, title="年报\0\ud83d")])

    assert store.sightings(2025)["411300-01"][0].title == "年报\ufffd\ufffd"


@pytest.mark.parametrize("field", ["started", "finished"])
def test_a_visit_without_a_time_zone_is_refused(store: Store, field: str) -> None:
    with pytest.raises(NaiveTime):
        store.save_visit(visit("v", **{field: MOMENT.replace(tzinfo=None)}), [])


def test_every_way_of_seeing_and_ending_can_be_kept(store: Store) -> None:
    for outcome in Outcome:
        ended = visit(outcome, outcome=outcome)
        store.save_visit(ended, [sighting(ended, "1", seen=seen) for seen in Seen])

    kept = {(found.outcome, found.seen) for found in store.sightings(2025)["1"]}
    assert kept == {(outcome, seen) for outcome in Outcome for seen in Seen}


def test_the_days_on_which_our_own_line_was_ill_are_counted_by_visits(store: Store) -> None:
    before_midnight = datetime(2026, 2, 1, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    after_midnight = before_midnight + timedelta(minutes=1)
    for at, outcome, clock_set in (
        (before_midnight, Outcome.OWN_FAULT, False),
        (before_midnight + timedelta(seconds=1), Outcome.COMPLETED, False),
        (after_midnight, Outcome.COMPLETED, False),
        (after_midnight + timedelta(hours=1), Outcome.OWN_FAULT, True),
    ):
        looked = replace(visit(f"v{at.isoformat()}"), finished=at, outcome=outcome, clock_set=clock_set)
        seen = [
            replace(sighting(looked, code), at=at, outcome=outcome, clock_set=clock_set)
            for code in ("1", "2")
        ]
        store.save_visit(looked, seen)

    real = store.own_fault_days(2025, rehearsed=False)
    rehearsed = store.own_fault_days(2025, rehearsed=True)

    assert real == (LineDay(day=date(2026, 2, 1), looks=2, own_faults=1, first_fault=before_midnight),)
    assert [(each.day, each.looks, each.own_faults) for each in rehearsed] == [
        (date(2026, 2, 1), 2, 1), (date(2026, 2, 2), 2, 1)
    ]  # fmt: skip
    assert store.own_fault_days(2025, until=before_midnight, rehearsed=True)[0].looks == 1


def test_agency_by_agency_the_judge_is_given_what_it_needs(store: Store) -> None:
    for number, at in enumerate((MOMENT, MOMENT + DAY)):
        looked = replace(visit(f"v{number}"), started=at, finished=at)
        seen = [
            sighting(looked, code, locations=("https://a.example/2",), copies=("b" * 64,))
            for code in ("2", "1")
        ]
        store.save_visit(looked, seen)

    def bare(seen: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
        return tuple(replace(each, copies=(), related=(), dates=()) for each in seen)

    assert list(store.each_sighted(2025)) == [
        (code, bare(seen)) for code, seen in sorted(store.sightings(2025).items())
    ]
    assert [len(seen) for _, seen in store.each_sighted(2025, until=MOMENT)] == [1, 1]


def test_of_an_office_a_belief_is_given_what_it_rests_on(store: Store) -> None:
    told = agency("1").oversight
    store.import_roster([agency("1"), replace(agency("3"), oversight="another")], at=MOMENT)
    read = DateRead(kind=DateKind.META, day=date(2026, 1, 20), raw="2026-01-20")
    seen_as = (Seen.ABSENT, Seen.UNSEEN, Seen.PRESENT)
    for number, seen in enumerate(seen_as):
        looked = visit(f"v{number}", at=MOMENT + number * DAY)
        looks = [
            replace(sighting(looked, code, locations=("https://a.example/2",)), seen=seen, dates=(read,))
            for code in ("1", "3")
        ]
        store.save_visit(looked, looks)

    whole = store.sightings(2025, agency="1")["1"]
    assert store.dated(2025, office=told) == {
        "1": tuple(
            DatedLook(s.at, s.seen, s.url, s.locations, s.dates, s.clock_set)
            for s in whole
            if s.seen is not Seen.UNSEEN
        )
    }
    assert store.dated(2025, office=told)["1"][0].dates == (read,)
    assert set(store.dated(2025)) == {"1", "3"}
    assert [len(looks) for looks in store.dated(2025, until=whole[0].at).values()] == [1, 1]


def test_looks_that_bring_the_same_new_documents_in_another_order_do_not_wait_for_each_other_for_ever(
    engine: Engine,
) -> None:
    together = Barrier(2, timeout=60)

    def look(number: int) -> bool:
        brought = [document(f"{number // 2:060x}{part:04x}") for part in range(900)]
        seen = visit(f"v{number}", *(brought if number % 2 else reversed(brought)))
        together.wait()
        return Store(engine).save_visit(seen, [])

    with ThreadPoolExecutor(2) as threads:
        kept = list(threads.map(look, range(12)))

    assert all(kept)


def test_the_first_look_that_found_a_report_is_one_an_agency_and_none_of_a_rehearsal(store: Store) -> None:
    for hours, seen, clock_set in (
        (0, Seen.ABSENT, False),
        (1, Seen.PRESENT, True),
        (2, Seen.PRESENT, False),
        (3, Seen.PRESENT, False),
    ):
        at = MOMENT + timedelta(hours=hours)
        look = visit(f"v{hours}", at=at, clock_set=clock_set)
        store.save_visit(look, [sighting(look, at=at, seen=seen, clock_set=clock_set)])

    def first(until: int, *, rehearsed: bool) -> list[str]:
        found = store.first_found(2025, until=MOMENT + timedelta(hours=until), rehearsed=rehearsed)
        return [each.visit for each in found.values()]

    assert first(3, rehearsed=False) == ["v2"]
    assert first(3, rehearsed=True) == ["v1"]
    assert first(1, rehearsed=False) == []


def test_the_last_look_of_each_outcome_is_known_among_those_made_for_the_year(store: Store) -> None:
    looks = [visit(f"v{number}", at=MOMENT + number * DAY) for number in range(4)]
    looks[1] = replace(looks[1], outcome=Outcome.BLOCKED)
    for each in looks[:3]:
        store.save_visit(each, [sighting(each, year=2025), sighting(each, year=2024)])
    store.save_visit(looks[3], [sighting(looks[3], year=2026), sighting(looks[3], year=2025)])
    column = looks[0].column_url

    assert store.last_looks(2025) == {column: ("v1", "v2")}
    assert store.looks_at(column, 2025) == ("v0", "v1", "v2")
    assert store.last_looks(2026) == {column: ("v3",)}
    assert (store.last_looks(2024), store.looks_at("https://other.example/", 2025)) == ({}, ())
