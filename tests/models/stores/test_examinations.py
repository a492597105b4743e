"""What the rules made of each document, release by release."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from models.errors import NaiveTime
from models.examination import Examination
from models.report import Report
from models.store import Store
from models.verdict import RuleOutcome, Verdict
from models.visit import Seen
from tests.models.nouns import MOMENT, REPORT, WHY, agency, any_of, document, fresh, sighting, verdict, visit

OLD, NEW = "a" * 64, "b" * 64
DAY = timedelta(days=1)
ONE_DATABASE = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def seen(store: Store) -> None:
    """Agency 1 first published OLD, a day later NEW; agency 2 published nothing."""
    store.import_roster([agency("1"), agency("2")], at=MOMENT)
    first, second = visit("v1", document(OLD)), visit("v2", document(NEW), at=MOMENT + DAY)
    store.save_visit(first, [sighting(first, "1", document=OLD), sighting(first, "2")])
    store.save_visit(second, [sighting(second, "1", document=NEW)])


def examine(store: Store, sha256: str = NEW, **fields: Any) -> bool:
    given: dict[str, Any] = {
        "agency": "1",
        "year": 2025,
        "report": REPORT,
        "verdicts": (verdict(),),
        "unreadable": None,
        "at": MOMENT + 2 * DAY,
        "release": "0.1.0",
        "clock_set": False,
    }
    return store.save_examination(document=sha256, **given | fields)


@ONE_DATABASE
@given(
    report=any_of(Report) | st.none(),
    verdicts=st.lists(any_of(Verdict), max_size=2).map(tuple),
    release=fresh,
    rehearsal=st.booleans(),
)
def test_an_examination_comes_back_as_it_went(
    store: Store, report: Report | None, verdicts: tuple[Verdict, ...], release: str, rehearsal: bool
) -> None:
    unreadable = WHY if report is None else None
    examine(
        store, report=report, unreadable=unreadable, verdicts=verdicts, release=release, clock_set=rehearsal
    )

    assert store.examination("1", 2025, NEW, release) == Examination(
        agency="1",
        year=2025,
        document=NEW,
        release=release,
        at=MOMENT + 2 * DAY,
        report=report,
        unreadable=unreadable,
        verdicts=verdicts,
        clock_set=rehearsal,
    )


def test_every_version_seen_waits_for_every_release(store: Store) -> None:
    both = (("1", 2025, OLD), ("1", 2025, NEW))
    before = store.unexamined("0.1.0")
    examine(store, OLD)

    assert before == both
    assert store.unexamined("0.1.0") == both[1:]
    assert store.unexamined("0.2.0") == both


def test_earlier_years_wait_first(store: Store) -> None:
    again = visit("v3", document("c" * 64), at=MOMENT + DAY)
    store.save_visit(again, [sighting(again, "2", document="c" * 64, year=2024)])

    assert [year for _, year, _ in store.unexamined("0.1.0")] == [2024, 2025, 2025]


def test_what_was_listed_and_not_opened_waits_for_nobody(store: Store) -> None:
    look = visit("v3", document("c" * 64), at=MOMENT + DAY)
    store.save_visit(look, [sighting(look, "2", document="c" * 64, seen=Seen.UNSEEN)])

    assert "2" not in {agency for agency, _, _ in store.unexamined("0.1.0")}


def test_the_same_examination_is_kept_once(store: Store) -> None:
    kept = (examine(store), examine(store, verdicts=(verdict("other.rule"),)))

    assert kept == (True, False)
    assert store.verdicts("1", 2025) == (verdict(),)


def test_an_examination_of_a_document_nobody_kept_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        examine(store, "c" * 64)


def test_the_report_is_that_of_the_version_seen_last(store: Store) -> None:
    examine(store, OLD, report=replace(REPORT, title="旧版"))
    before = store.report("1", 2025)
    examine(store, NEW, report=replace(REPORT, title="新版"), at=MOMENT)

    assert before is None
    assert store.report("1", 2025) == replace(REPORT, title="新版")
    assert store.report("1", 2025, document=OLD) == replace(REPORT, title="旧版")
    assert store.report("1", 2024) is None
    assert store.report("2", 2025, document=OLD) is None


def test_a_version_that_comes_back_counts_again(store: Store) -> None:
    examine(store, OLD, report=replace(REPORT, title="旧版"))
    back = visit("v3", at=MOMENT + 3 * DAY)
    store.save_visit(back, [sighting(back, "1", document=OLD)])

    assert store.report("1", 2025) == replace(REPORT, title="旧版")


def test_a_version_that_could_not_be_seen_is_not_the_one_seen_last(store: Store) -> None:
    examine(store)
    blocked = visit("v3", at=MOMENT + 3 * DAY)
    store.save_visit(blocked, [sighting(blocked, "1", document=OLD, seen=Seen.UNSEEN)])

    assert store.verdicts("1", 2025) == (verdict(),)


def test_the_version_seen_last_is_still_so_once_it_is_gone(store: Store) -> None:
    examine(store)
    gone = visit("v3", at=MOMENT + 3 * DAY)
    store.save_visit(gone, [sighting(gone, "1")])

    assert store.verdicts("1", 2025) == (verdict(),)


def test_the_latest_of_several_releases_counts(store: Store) -> None:
    examine(store, verdicts=(verdict("old.rule"),))
    examine(store, verdicts=(verdict("new.rule"),), release="0.2.0", at=MOMENT + 5 * DAY)
    examine(store, verdicts=(verdict("older.rule"),), release="0.0.9", at=MOMENT)

    assert store.verdicts("1", 2025) == (verdict("new.rule"),)
    assert store.all_verdicts(2025) == {"1": (verdict("new.rule"),)}


def test_verdicts_keep_their_order(store: Store) -> None:
    rules = tuple(verdict(rule, outcome) for rule, outcome in zip("dacb", RuleOutcome, strict=True))
    examine(store, verdicts=rules)

    assert store.verdicts("1", 2025) == rules


def test_all_verdicts_name_whoever_was_examined(store: Store) -> None:
    examine(store, OLD)
    only_old = store.all_verdicts(2025)
    examine(store, report=None, unreadable=WHY, verdicts=())

    assert only_old == {}
    assert store.all_verdicts(2025) == {"1": ()}
    assert store.verdicts("2", 2025) == ()
    assert store.all_verdicts(2024) == {}


@ONE_DATABASE
@given(verdicts=st.lists(any_of(Verdict), max_size=6).map(tuple), release=fresh)
def test_what_is_told_of_an_agency_is_counted_as_its_verdicts_have_it(
    store: Store, verdicts: tuple[Verdict, ...], release: str
) -> None:
    examine(store, verdicts=verdicts, release=release)

    told = Counter(
        each.severity for each in store.all_verdicts(2025, agencies=["1"])["1"] for _ in each.charged
    )
    assert Counter(store.charges(2025).get("1", {})) == told
    assert store.charges(2025, office="nobody's") == store.charges(2025, until=MOMENT) == {}


def test_an_examination_at_no_known_moment_is_refused(store: Store) -> None:
    with pytest.raises(NaiveTime):
        examine(store, at=MOMENT.replace(tzinfo=None))
