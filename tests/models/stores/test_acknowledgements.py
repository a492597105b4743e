"""What people took note of comes back as it went, in order."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text

from models.acknowledgement import Acknowledgement
from models.chain import Audit, Break, Fault, audited
from models.store import Store
from tests.models.nouns import MOMENT, acknowledgement, agency, any_of

ONE_DATABASE = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONE_DATABASE
@given(noun=any_of(Acknowledgement, agency="1", year=2025, id=None))
def test_an_acknowledgement_comes_back_as_it_went_with_an_id(store: Store, noun: Acknowledgement) -> None:
    store.import_roster([agency("1")], at=MOMENT)
    saved = store.save_acknowledgement(noun)

    assert replace(saved, id=None) == noun
    assert store.acknowledgements(2025)[-1] == saved


def test_each_year_has_its_own_in_the_order_of_keeping(store: Store) -> None:
    store.import_roster([agency("1")], at=MOMENT)
    for year, reason in ((2025, "一"), (2024, "二"), (2025, "三")):
        store.save_acknowledgement(acknowledgement("1", year=year, reason=reason))

    assert [each.reason for each in store.acknowledgements(2025)] == ["一", "三"]


def test_a_note_that_nobody_took_but_somebody_put_in_is_found(store: Store, engine: Engine) -> None:
    store.import_roster([agency("1")], at=MOMENT)
    for reason in ("一", "二"):
        store.save_acknowledgement(acknowledgement("1", reason=reason))
    before = _audit(store)
    names = "agency, year, until, reason, author, role, at, release, clock_set, prev_hash, hash"
    with engine.begin() as connection:
        connection.execute(
            text(
                f"INSERT INTO acknowledgement (id, {names}) SELECT 3, {names} FROM acknowledgement WHERE id = 2"
            )
        )

    assert (before.rows, before.broken) == (2, None)
    assert _audit(store).broken == Break(row=3, fault=Fault.CHANGED)


def _audit(store: Store) -> Audit:
    return next(each for each in audited(store.chains()) if each.head.chain == "acknowledgement")
