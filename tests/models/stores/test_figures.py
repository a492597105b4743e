"""What pages are made of, as both databases give it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.papers import Written
from models.report import Cell, CellKind, Report, Table
from models.store import Store
from models.times import BEIJING
from models.verdict import RuleOutcome
from models.words import Words
from tests.models.nouns import MOMENT, agency, assessment, change, document, sighting, verdict, visit

YEAR = 2025
OLD, NEW, BEFORE = "a" * 64, "b" * 64, "c" * 64
LATER = MOMENT + timedelta(days=9)


def read(total: str, edition: str | None = "2021") -> Report:
    """A report of two cells."""
    cells = {
        ("new", "total"): Cell(raw=total, kind=CellKind.NUMBER, value=Decimal(total)),
        ("total", "total"): Cell(raw="", kind=CellKind.BLANK, doubtful=True),
    }
    return Report(
        title="年报", agency="单位", title_year=YEAR, year=YEAR, edition=edition, tables={"applications": Table("applications", cells)}
    )  # fmt: skip


def examine(
    store: Store, sha256: str, report: Report | None, year: int = YEAR, release: str = "1", **more: object
) -> None:
    store.save_examination(
        agency="1", year=year, document=sha256, report=report, verdicts=(verdict(),), at=LATER, release=release, clock_set=False,
        unreadable=Words("坏", "broken") if report is None else None, **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(autouse=True)
def seen(store: Store) -> None:
    """Agency 1: last year's report, this year's old and new; agency 2: nothing."""
    store.import_roster([agency("1"), agency("2")], at=MOMENT)
    first = visit("v1", document(OLD), document(BEFORE))
    second = visit("v2", document(NEW), at=MOMENT + timedelta(days=1))
    store.save_visit(
        first,
        [
            sighting(first, "1", document=OLD),
            sighting(first, "1", document=BEFORE, year=YEAR - 1),
            sighting(first, "2"),
        ],
    )
    store.save_visit(second, [sighting(second, "1", document=NEW)])


def test_each_year_is_given_in_the_version_seen_last(store: Store) -> None:
    examine(store, OLD, read("1"))
    examine(store, NEW, read("2"))
    examine(store, BEFORE, read("3"), YEAR - 1)
    wanted = ("applications", "new", "total")

    last_year, this_year = store.figures(["1", "2"], YEAR, others={wanted})["1"]

    assert (last_year.year, last_year.document, this_year.document) == (YEAR - 1, BEFORE, NEW)
    assert last_year.cells == {wanted: Written("3", CellKind.NUMBER, False)}
    assert this_year.cells == {
        wanted: Written("2", CellKind.NUMBER, False),
        ("applications", "total", "total"): Written("", CellKind.BLANK, True),
    }


def test_of_several_releases_the_latest_counts_and_what_cannot_be_read_is_left_out(store: Store) -> None:
    examine(store, NEW, read("2"))
    examine(store, NEW, read("4"), release="2")
    examine(store, BEFORE, None, YEAR - 1)

    [only] = store.figures(["1"], YEAR, others=())["1"]

    assert only.cells["applications", "new", "total"].raw == "4"


def test_years_to_come_are_left_out(store: Store) -> None:
    examine(store, NEW, read("2"))
    examine(store, BEFORE, read("3"), YEAR - 1)

    assert [each.year for each in store.figures(["1"], YEAR - 1, others=())["1"]] == [YEAR - 1]


def test_a_mark_changes_with_a_look_a_change_and_an_examination_and_only_the_agencys_own(
    store: Store,
) -> None:
    until = LATER
    marks = [store.marks(YEAR, until)]
    third = visit("v3", at=MOMENT + timedelta(days=2))
    store.save_visit(third, [sighting(third, "1")])
    marks.append(store.marks(YEAR, until))
    store.save_judgement([assessment("1")], [change("overdue", "1")])
    marks.append(store.marks(YEAR, until))
    examine(store, NEW, read("2"))
    marks.append(store.marks(YEAR, until))

    assert len({each["1"] for each in marks}) == 4
    assert len({each["2"] for each in marks}) == 1
    assert store.marks(YEAR, until) == marks[-1]


def test_looks_after_the_moment_are_no_part_of_a_mark(store: Store) -> None:
    before = store.marks(YEAR, MOMENT + timedelta(hours=1))
    third = visit("v3", at=MOMENT + timedelta(days=2))
    store.save_visit(third, [sighting(third, "1")])

    assert store.marks(YEAR, (MOMENT + timedelta(hours=1)).astimezone(BEIJING)) == before


def test_only_some_agencies_and_some_outcomes_are_read(store: Store) -> None:
    store.save_examination(
        agency="1", year=YEAR, document=NEW, report=read("1"), unreadable=None, at=LATER, release="1", clock_set=False,
        verdicts=(verdict("a.b", RuleOutcome.PASSED), verdict("c.d", RuleOutcome.FAILED)),
    )  # fmt: skip
    failed = store.all_verdicts(YEAR, outcomes=(RuleOutcome.FAILED,))

    assert [each.rule for each in failed["1"]] == ["c.d"]
    assert store.all_verdicts(YEAR, outcomes=(RuleOutcome.REVIEW,)) == {"1": ()}
    assert store.all_verdicts(YEAR, agencies=["2"]) == {}


def test_of_what_passed_only_what_is_asked_for_is_read_and_each_reports_first(store: Store) -> None:
    passed = [verdict(f"{letter}.rule", RuleOutcome.PASSED) for letter in "abcd"]
    store.save_examination(
        agency="1", year=YEAR, document=NEW, report=read("1"), unreadable=None, at=LATER, release="1", clock_set=False,
        verdicts=(*passed, verdict("e.rule", RuleOutcome.NOT_CHECKED)),
    )  # fmt: skip

    for asked, given in ((None, "abcde"), (("c.rule",), "ace"), ((), "ae")):
        read_so = store.all_verdicts(YEAR, passed=asked)
        assert [each.rule[0] for each in read_so["1"]] == list(given)


def test_sightings_of_some_agencies_are_theirs(store: Store) -> None:
    assert set(store.sightings(YEAR, agencies=["2"])) == {"2"}


def test_the_latest_visit_of_each_column_is_given_without_what_is_heavy(store: Store) -> None:
    other = visit("v9", column_url="https://other.example/", at=MOMENT)
    store.import_roster(
        [agency("3", column_url=other.column_url), agency("4", column_url="https://agency.example/")],
        at=LATER,
    )
    store.save_visit(other, [])
    store.save_visit(visit("v8", column_url="https://left.example/", at=MOMENT), [])
    latest = {each.column_url: each for each in store.latest_visits(LATER)}

    assert {url: each.id for url, each in latest.items()} == {
        "https://agency.example/": "v2",
        "https://other.example/": "v9",
    }
    assert latest["https://agency.example/"].candidates == ()
    assert [
        each.id for each in store.latest_visits(MOMENT) if each.column_url == "https://agency.example/"
    ] == ["v1"]
