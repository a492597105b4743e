"""Where agencies stand, and every transition that led there."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.errors import NaiveTime
from models.store import Store
from tests.models.nouns import MOMENT, agency, any_of, assessment, change, fresh

DAY = timedelta(days=1)
ONE_DATABASE = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def roster(store: Store) -> None:
    store.import_roster([agency("1"), agency("2"), agency("3", oversight="other")], at=MOMENT)


@ONE_DATABASE
@given(noun=any_of(Assessment, agency="1"))
def test_an_assessment_comes_back_as_it_went(store: Store, noun: Assessment) -> None:
    store.save_judgement([noun], [])

    assert store.assessments(noun.year) == (noun,)


@ONE_DATABASE
@given(noun=any_of(Change, agency="1", year=2025, id=None, key=fresh))
def test_a_change_comes_back_as_it_went_with_an_id(store: Store, noun: Change) -> None:
    store.save_judgement([], [noun])
    last = store.changes(2025)[-1]

    assert last.id is not None
    assert store.current(2025)["1", noun.about, noun.key] == last
    assert replace(last, id=None) == noun


def test_the_latest_assessment_replaces_the_one_before(store: Store) -> None:
    store.save_judgement([assessment("1"), assessment("2")], [])
    store.save_judgement([assessment("1", Standing.LATE, flags=(Flag.BACKDATING,), days_late=(1, 3))], [])

    first, second = store.assessments(2025)
    assert (first.standing, first.days_late, second) == (Standing.LATE, (1, 3), assessment("2"))
    assert store.assessments(2024) == ()


def test_an_office_sees_the_assessments_of_its_agencies_by_code(store: Store) -> None:
    store.save_judgement([assessment(code) for code in "321"], [])

    assert [found.agency for found in store.assessments(2025)] == ["1", "2", "3"]
    assert [found.agency for found in store.assessments(2025, "office")] == ["1", "2"]


def test_a_change_that_stands_already_is_not_added_again(store: Store) -> None:
    added = [
        store.save_judgement([], [change("suspected", "1"), change("overdue", "2")]),
        store.save_judgement([], [change("suspected", "1", at=MOMENT + DAY), change("late", "2")]),
        store.save_judgement([], [change("overdue", "2")]),
    ]

    assert added == [2, 1, 1]
    assert [found.new for found in store.changes(2025, agency="2")] == ["overdue", "late", "overdue"]


def test_the_same_change_twice_in_one_judgement_is_added_once(store: Store) -> None:
    there_and_back = [change(new, "1") for new in ("late", "late", "overdue", "late")]

    assert store.save_judgement([], there_and_back) == 3


def test_what_changed_is_told_apart_by_agency_year_kind_and_key(store: Store) -> None:
    different = [
        change("overdue", "1"),
        change("overdue", "2"),
        change("overdue", "1", year=2024),
        change("overdue", "1", key="other"),
        change("overdue", "1", about=About.FLAG),
    ]

    assert store.save_judgement([], different) == 5
    assert len(store.current(2025)) == 4


def test_what_ended_is_current_and_empty(store: Store) -> None:
    flagged = change("backdating", "1", about=About.FLAG, key="backdating")
    store.save_judgement([], [flagged, change("", "1", about=About.FLAG, key="backdating", old="backdating")])

    assert store.current(2025)["1", About.FLAG, "backdating"].new == ""


def test_changes_are_in_the_order_they_were_stored(store: Store) -> None:
    store.save_judgement([], [change("late", "2", at=MOMENT + DAY), change("overdue", "1")])

    assert [found.agency for found in store.changes(2025)] == ["2", "1"]
    assert [found.agency for found in store.changes(2025, until=MOMENT)] == ["1"]
    assert store.changes(2024) == ()


def test_a_judgement_is_stored_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(IntegrityError):
        store.save_judgement([assessment("1")], [change("overdue", "1"), change("overdue", "unknown")])

    assert (store.assessments(2025), store.changes(2025)) == ((), ())


def test_judges_at_work_together_store_each_change_once(engine: Engine) -> None:
    found = [change("overdue", code, key=f"finding-{number}") for code in "12" for number in range(10)]
    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(lambda _: Store(engine).save_judgement([assessment("1")], found), range(4)))

    assert sum(added) == len(Store(engine).changes(2025)) == 20


@pytest.mark.parametrize("naive", [assessment("1", since=MOMENT.replace(tzinfo=None)), None])
def test_a_judgement_without_a_time_zone_is_refused(store: Store, naive: Assessment | None) -> None:
    changes = [] if naive else [change("overdue", "1", at=MOMENT.replace(tzinfo=None))]
    with pytest.raises(NaiveTime):
        store.save_judgement([naive] if naive else [], changes)


def test_every_standing_can_be_kept(store: Store) -> None:
    for standing in Standing:
        store.save_judgement([assessment("1", standing)], [])

        assert store.assessments(2025)[0].standing is standing
