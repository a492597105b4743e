"""The roster as imported."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from models.agency import Agency
from models.errors import NaiveTime
from models.store import RosterChange, Store
from tests.models.nouns import MOMENT, agency, any_of

ONE_DATABASE = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONE_DATABASE
@given(noun=any_of(Agency))
def test_an_agency_comes_back_as_it_went(store: Store, noun: Agency) -> None:
    store.import_roster([noun], at=MOMENT)

    assert store.agency(noun.code) == noun


def test_an_import_tells_new_changed_and_unchanged_apart(store: Store) -> None:
    store.import_roster([agency("1"), agency("2"), agency("3")], at=MOMENT)
    told = store.import_roster([agency("4"), agency("1"), agency("2", note="改了")], at=MOMENT)

    assert told == RosterChange(added=("4",), changed=("2",), unchanged=("1",))
    assert store.agency("2") == agency("2", note="改了")


def test_agencies_not_in_the_file_are_kept(store: Store) -> None:
    store.import_roster([agency("2")], at=MOMENT)
    store.import_roster([agency("1")], at=MOMENT)

    assert [found.code for found in store.agencies()] == ["1", "2"]


def test_importing_twice_changes_nothing(store: Store, engine: Engine) -> None:
    roster = [agency("1"), agency("2", aliases=("甲", "乙"))]
    store.import_roster(roster, at=MOMENT)
    before = _times(engine)
    told = store.import_roster(roster, at=MOMENT + timedelta(days=1))

    assert told == RosterChange(added=(), changed=(), unchanged=("1", "2"))
    assert _times(engine) == before


def test_an_import_that_fails_changes_nothing(store: Store) -> None:
    store.import_roster([agency("1")], at=MOMENT)
    with pytest.raises(SQLAlchemyError):
        store.import_roster([agency("1", note="改了"), agency("2"), agency("2", note="twice")], at=MOMENT)

    assert store.agencies() == (agency("1"),)


def test_an_office_sees_the_agencies_it_oversees_by_code(store: Store) -> None:
    store.import_roster([agency("3"), agency("2", oversight="other"), agency("1")], at=MOMENT)

    assert [found.code for found in store.agencies("office")] == ["1", "3"]
    assert store.agencies("nobody") == ()


def test_an_unknown_code_is_none(store: Store) -> None:
    assert store.agency("411300-99") is None


def test_an_import_at_no_known_moment_is_refused(store: Store) -> None:
    with pytest.raises(NaiveTime):
        store.import_roster([agency()], at=MOMENT.replace(tzinfo=None))

    assert store.agencies() == ()


def _times(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT code, added_at, changed_at FROM agency ORDER BY code"))
        return [tuple(row) for row in rows]
