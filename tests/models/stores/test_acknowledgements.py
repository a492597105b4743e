"""What people took note of comes back as it went, in order."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from models.acknowledgement import Acknowledgement
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
