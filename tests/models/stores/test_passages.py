"""What reports are compared by, and which are alike: kept once, replaced whole, forgotten with their pairs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.kept import Alike, Kept
from models.passage import Passage
from models.store import Store
from models.visit import DateKind, DateRead
from tests.models.nouns import MOMENT, REPORT, WHY, agency, document, sighting, verdict, visit

OLD, NEW, THEIRS, COPY = "a" * 64, "b" * 64, "c" * 64, "d" * 64
DATES = (DateRead(kind=DateKind.ADDRESS, day=date(2026, 2, 1), raw="t20260201", file="https://x.example/"),)
RELEASE = "0.1.0"
MINE, OTHERS = ("1", 2025, NEW), ("2", 2025, THEIRS)


@pytest.fixture(autouse=True)
def seen(store: Store) -> None:
    """Agency 1 published OLD, then NEW beside a COPY; agency 2 published THEIRS."""
    store.import_roster([agency("1"), agency("2")], at=MOMENT)
    later = MOMENT + timedelta(days=1)
    first = visit("v1", document(OLD), document(THEIRS))
    second = visit("v2", document(NEW), document(COPY), at=later)
    store.save_visit(first, [sighting(first, "1", document=OLD), sighting(first, "2", document=THEIRS)])
    store.save_visit(second, [sighting(second, "1", document=NEW, copies=(COPY,), dates=DATES)])


def read(store: Store, *keys: tuple[str, int, str], release: str = RELEASE) -> None:
    for code, year, sha256 in keys:
        store.save_examination(
            agency=code, year=year, document=sha256, report=REPORT, verdicts=(), unreadable=None, at=MOMENT,
            release=release, clock_set=False,
        )  # fmt: skip


def passage(key: tuple[str, int, str], section: int = 5, text: str = "人手不足") -> Passage:
    return Passage(agency=key[0], year=key[1], document=key[2], section=section, text=text)


def numbered(store: Store) -> dict[Passage, int]:
    return {each: number for number, each in store.passages().items()}


def paired(store: Store, share: float = 0.9) -> None:
    store.keep_passages([MINE, OTHERS], [passage(MINE), passage(OTHERS)])
    numbers = numbered(store)
    pair = (numbers[passage(OTHERS)], numbers[passage(MINE)], share)
    store.save_pairs([pair], compared=[MINE, OTHERS], release=RELEASE)


def test_a_further_copy_waits_to_be_read_like_the_version_seen_last(store: Store) -> None:
    waiting = store.unexamined(RELEASE)
    read(store, *waiting)

    assert waiting == (("1", 2025, OLD), ("1", 2025, NEW), ("1", 2025, COPY), ("2", 2025, THEIRS))
    assert store.unexamined(RELEASE) == ()


def test_kept_is_the_version_seen_last_as_this_release_read_it(store: Store) -> None:
    read(store, ("1", 2025, OLD), MINE)
    read(store, OTHERS, release="0.0.9")

    [found] = store.kept(RELEASE)
    assert [(each.document, each.copies) for each in found.versions] == [(OLD, ()), (NEW, (COPY,))]
    assert replace(found, versions=()) == Kept(
        agency="1",
        year=2025,
        document=NEW,
        copies=(COPY,),
        dates=DATES,
        found=MOMENT + timedelta(days=1, minutes=1),
    )


def test_an_unreadable_document_is_kept_as_such_and_never_compared(store: Store) -> None:
    store.save_examination(
        agency="2", year=2025, document=THEIRS, report=None, verdicts=(), unreadable=WHY, at=MOMENT,
        release=RELEASE, clock_set=False,
    )  # fmt: skip
    (kept,) = store.kept(RELEASE)

    assert kept.readable is False
    assert store.uncompared(RELEASE) == ()


def test_verdicts_are_replaced_and_what_lay_beside_is_remembered(store: Store) -> None:
    read(store, MINE)
    for rule, beside in (("first.rule", "alone"), ("second.rule", "with another")):
        store.save_verdicts(
            agency="1", year=2025, document=NEW, release=RELEASE, verdicts=(verdict(rule),), beside=beside,
            at=MOMENT + timedelta(days=2),
        )  # fmt: skip
    examination = store.examination("1", 2025, NEW, RELEASE)

    assert store.verdicts("1", 2025) == (verdict("second.rule"),)
    assert store.kept(RELEASE)[0].beside == "with another"
    assert examination is not None
    assert examination.at == MOMENT + timedelta(days=2)


def test_each_side_of_a_pair_sees_the_other(store: Store) -> None:
    read(store, MINE, OTHERS)
    paired(store)
    alike = Alike(section=5, agency="2", year=2025, document=THEIRS, other_section=5, share=0.9)

    assert store.alike() == {
        MINE: (alike,),
        OTHERS: (replace(alike, agency="1", document=NEW),),
    }
    assert store.uncompared(RELEASE) == ()


def test_the_same_pair_is_kept_once_whichever_way_it_was_found(store: Store) -> None:
    read(store, MINE, OTHERS)
    paired(store)
    numbers = numbered(store)
    store.save_pairs(
        [(numbers[passage(MINE)], numbers[passage(OTHERS)], 0.8)], compared=[MINE], release=RELEASE
    )

    assert [each.share for each in store.alike()[MINE]] == [0.8]


def test_passages_kept_anew_take_their_pairs_with_them(store: Store) -> None:
    read(store, MINE, OTHERS)
    paired(store)
    store.keep_passages([MINE], [passage(MINE, text="另一段文字")])

    assert store.alike() == {}
    assert set(store.passages().values()) == {passage(OTHERS), passage(MINE, text="另一段文字")}


def test_what_one_release_compared_the_next_compares_again(store: Store) -> None:
    read(store, MINE, OTHERS)
    paired(store)
    read(store, MINE, release="0.2.0")

    assert store.uncompared("0.2.0") == (MINE,)
