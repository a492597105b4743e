"""What belongs beside a report, and when its rules are to be run again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.agency import Agency, Kind, Level
from models.kept import Alike, Kept
from models.visit import DateKind, DateRead
from reports.neighbours import MOST_ALIKE, Neighbours, Shelf, mark, neighbours, shelf


def agency(code: str, kind: Kind = Kind.DEPARTMENT, **more: str) -> Agency:
    return Agency(code=code, name=f"单位{code}", kind=kind, level=Level.COUNTY, **more)


GOVERNMENT = agency("z", Kind.GOVERNMENT)
OFFICE = agency("o", Kind.OFFICE, parent="z")
SCHOOLS, WATER = agency("e", parent="z"), agency("w", parent="z")
GRAIN = agency("g", parent="z", successor="e")  # merged into e
ROSTER = (GOVERNMENT, OFFICE, SCHOOLS, WATER, GRAIN)


def kept(code: str, year: int = 2025, **more: object) -> Kept:
    return Kept(agency=code, year=year, document=f"{code}{year}", **more)  # type: ignore[arg-type]


def read(kind: DateKind) -> DateRead:
    return DateRead(kind=kind, day=date(2026, 2, 1), raw="")


def alike(code: str, year: int = 2025, share: float = 0.9, section: int = 5) -> Alike:
    return Alike(
        section=section, agency=code, year=year, document=f"{code}{year}", other_section=5, share=share
    )


def stocked(
    *reports: Kept, roster: tuple[Agency, ...] = ROSTER, like: dict[str, tuple[Alike, ...]] | None = None
) -> Shelf:
    """A shelf with these reports; `like`: like passages of reports of 2025, by agency."""
    return shelf(
        roster, reports, {(code, 2025, f"{code}2025"): several for code, several in (like or {}).items()}
    )


def beside(code: str, on: Shelf, year: int = 2025) -> Neighbours:
    return neighbours(on.kept[code, year], on)


def marked(code: str, on: Shelf) -> str:
    return mark(on.kept[code, 2025], beside(code, on), on)


def test_last_years_report_is_the_agencys_own() -> None:
    on = stocked(kept("e"), kept("e", 2024), kept("e", 2023), kept("g", 2024))

    assert beside("e", on).previous == kept("e", 2024)
    assert beside("e", on, 2023).previous is None


@pytest.mark.parametrize(
    ("roster", "expected"),
    [
        (ROSTER, kept("g", 2024)),  # the one it succeeded
        (
            (SCHOOLS, agency("g", successor="m"), agency("m", successor="e")),
            kept("g", 2024),
        ),  # through another
        ((*ROSTER, agency("h", successor="e")), None),  # of two that reported, neither is the previous report
        ((SCHOOLS, WATER), None),
    ],
)
def test_where_it_has_none_that_of_the_one_agency_it_succeeded(
    roster: tuple[Agency, ...], expected: Kept | None
) -> None:
    on = stocked(kept("e"), kept("g", 2024), kept("h", 2024), roster=roster)

    assert beside("e", on).previous == expected


def test_successors_that_run_in_a_circle_end() -> None:
    circle = (agency("a", successor="b"), agency("b", successor="a"))
    on = stocked(kept("a"), kept("b", 2024), roster=circle, like={"a": (alike("b"),)})

    assert beside("a", on).previous == kept("b", 2024)


def test_an_unreadable_report_is_nobodys_neighbour() -> None:
    on = stocked(kept("e"), kept("e", 2024, readable=False), kept("o", readable=False), kept("z"))

    assert beside("e", on).previous is None
    assert beside("z", on).office is None


def test_beside_a_governments_report_lie_its_members_and_its_office() -> None:
    on = stocked(kept("z"), kept("o"), kept("e"), kept("w", 2024))

    assert beside("z", on).members == (kept("o"), kept("e"))
    assert beside("z", on).office == kept("o")
    assert beside("e", on).members == ()
    assert beside("e", on).office is None


def test_of_two_offices_neither_is_the_governments_own() -> None:
    two = (*ROSTER, agency("p", Kind.OFFICE, parent="z"))
    on = stocked(kept("z"), kept("o"), kept("p"), roster=two)

    assert beside("z", on).office is None


def test_copies_are_other_documents_than_the_report_itself() -> None:
    on = stocked(kept("e", copies=("b", "a", "e2025")))

    assert beside("e", on).copies == ("a", "b")


@pytest.mark.parametrize(
    ("of", "like", "held"),
    [
        ("e", alike("w"), True),
        ("e", alike("w", 2024), True),
        ("e", alike("w", 2026), False),  # nobody copies from the future
        ("e", alike("w", 2023), False),  # not on the shelf in that version
        ("e", alike("g", 2024), False),  # the agency itself, before it was merged
        ("z", alike("o"), False),  # the office writes both
        ("o", alike("z"), False),
        ("o", alike("e"), True),
    ],
)
def test_which_like_passages_are_held_beside_a_report(of: str, like: Alike, *, held: bool) -> None:
    reports = [kept(code, year) for code in "zoewg" for year in (2024, 2025, 2026)]
    on = stocked(*reports, like={of: (like,)})

    assert beside(of, on).alike == ((like,) if held else ())


def test_a_version_that_was_replaced_is_held_against_nobody() -> None:
    old = replace(alike("w"), document="old")

    assert beside("e", stocked(kept("e"), kept("w"), like={"e": (old,)})).alike == ()


def test_of_very_many_like_passages_the_best_are_held() -> None:
    many = tuple(agency(str(n)) for n in range(50))
    like = tuple(alike(str(n)) for n in range(50))
    on = stocked(kept("e"), *(kept(str(n)) for n in range(50)), roster=(*ROSTER, *many), like={"e": like})

    assert beside("e", on).alike == like[:MOST_ALIKE]


ALONE = stocked(kept("e"))


@pytest.mark.parametrize(
    "changed",
    [
        stocked(kept("e"), kept("e", 2024)),
        stocked(kept("e", copies=("b",))),
        stocked(kept("e", dates=(read(DateKind.ADDRESS),))),
        stocked(kept("e"), kept("w"), like={"e": (alike("w"),)}),
        stocked(kept("e"), roster=(GOVERNMENT, replace(SCHOOLS, aliases=("教育局",)))),
        stocked(kept("e"), roster=(replace(GOVERNMENT, name="新县人民政府"), SCHOOLS)),
        stocked(kept("e"), roster=()),
    ],
    ids=["previous", "copy", "date", "alike", "alias", "government renamed", "off the roster"],
)
def test_what_the_rules_are_given_moves_the_mark(changed: Shelf) -> None:
    assert marked("e", changed) != marked("e", ALONE)


@pytest.mark.parametrize(
    "changed",
    [
        stocked(kept("e", beside="judged")),
        stocked(kept("e", dates=(read(DateKind.LAST_MODIFIED),), found=datetime(2026, 2, 2, tzinfo=UTC))),
        stocked(kept("e"), kept("w")),
        stocked(kept("e"), kept("e", 2026), kept("e", 2023)),
        stocked(kept("e"), roster=(*ROSTER, agency("new"))),
        stocked(
            kept("e"), roster=(GOVERNMENT, replace(SCHOOLS, note="电话已改", column_url="http://x.example/"))
        ),
    ],
    ids=[
        "having been judged",
        "a header",
        "an unlike report",
        "years further off",
        "an agency more",
        "a note",
    ],
)
def test_what_they_are_not_given_does_not(changed: Shelf) -> None:
    assert marked("e", changed) == marked("e", ALONE)


def test_a_members_report_moves_the_governments_mark_and_a_new_version_too() -> None:
    marks = {
        marked("z", stocked(kept("z"))),
        marked("z", stocked(kept("z"), kept("e"))),
        marked("z", stocked(kept("z"), replace(kept("e"), document="corrected"))),
    }

    assert len(marks) == 3


# Agencies merged into another: what they handed on is found by the year in which they ended.

ENDED = date(2025, 6, 30)  # owes no report for 2025: its last is that of 2024


def merging(code: str, into: str, ended: date = ENDED) -> Agency:
    return replace(agency(code, successor=into), active_to=ended)


def merged(code: str, on: Shelf, year: int = 2025) -> list[tuple[str, Kept | None]]:
    return [(each.code, kept) for each, kept in beside(code, on, year).predecessors]


def test_agencies_merged_since_the_year_before_are_named_with_their_reports() -> None:
    roster = (SCHOOLS, merging("g", "e"), merging("h", "e"))
    on = stocked(kept("e"), kept("e", 2024), kept("g", 2024), roster=roster)

    assert merged("e", on) == [("e", kept("e", 2024)), ("g", kept("g", 2024)), ("h", None)]
    assert beside("e", on).previous == kept("e", 2024)


@pytest.mark.parametrize(
    ("ended", "year", "expected"),
    [
        (date(2024, 12, 31), 2025, ["g"]),  # it existed on the last day of 2024, and reported for it
        (date(2024, 12, 30), 2025, []),  # the successor's report for 2024 speaks for it
        (date(2024, 12, 30), 2024, ["g"]),
        (date(2025, 12, 31), 2025, []),
        (date(2025, 12, 31), 2026, ["g"]),
    ],
)
def test_an_agency_hands_on_once_after_its_last_report(ended: date, year: int, expected: list[str]) -> None:
    on = stocked(kept("e", year), roster=(SCHOOLS, merging("g", "e", ended)))

    assert [code for code, _ in merged("e", on, year) if code != "e"] == expected


def test_a_new_agency_has_no_report_of_its_own_to_add() -> None:
    new = replace(SCHOOLS, active_from=date(2025, 1, 1))

    assert merged("e", stocked(kept("e"), roster=(new, merging("g", "e")))) == [("g", None)]
    assert merged("e", stocked(kept("e"), roster=(SCHOOLS, merging("g", "e")))) == [("e", None), ("g", None)]


def test_an_agency_that_came_and_went_between_two_reports_is_passed_through() -> None:
    passing = replace(merging("m", "e"), active_from=date(2025, 2, 1))
    on = stocked(kept("e"), kept("g", 2024), roster=(SCHOOLS, passing, merging("g", "m", date(2025, 1, 31))))

    assert merged("e", on) == [("e", None), ("g", kept("g", 2024))]


def test_the_years_around_are_the_agencys_own() -> None:
    on = stocked(*(kept("e", year) for year in range(2022, 2027)), roster=(SCHOOLS,))

    assert (beside("e", on).earlier, beside("e", on).following) == (kept("e", 2023), kept("e", 2026))
    assert beside("e", on, 2026).following is None


@pytest.mark.parametrize(
    ("ended", "earlier", "following"),
    [
        (date(2024, 6, 30), None, 2026),  # merged in the year between the two before
        (date(2025, 6, 30), None, None),  # what was handed on is a sum: no year around it can tell
        (date(2023, 6, 30), 2023, 2026),
        (date(2026, 6, 30), 2023, None),
    ],
)
def test_a_year_beyond_a_merger_is_not_laid_beside(
    ended: date, earlier: int | None, following: int | None
) -> None:
    reports = [kept("e", year) for year in range(2022, 2027)]
    found = beside("e", stocked(*reports, roster=(SCHOOLS, merging("g", "e", ended))))

    assert (found.earlier and found.earlier.year, found.following and found.following.year) == (
        earlier,
        following,
    )


def test_a_report_of_the_year_after_moves_the_mark() -> None:
    two = (kept("e"), kept("e", 2024))
    alone = marked("e", stocked(*two, roster=(SCHOOLS,)))

    assert marked("e", stocked(*two, kept("e", 2026), roster=(SCHOOLS,))) != alone
    assert marked("e", stocked(*two, kept("e", 2023), roster=(SCHOOLS,))) != alone
    assert marked("e", stocked(*two, roster=(SCHOOLS, merging("g", "e")))) != alone
