"""Figures without borders: every way to part them, and no other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.reading.borders import (
    Effort,
    Overworked,
    Parting,
    balanced,
    fewest,
    partings,
    run_of,
    with_blanks,
)

digits = st.text("0012379", min_size=1, max_size=11)
ENOUGH = 10**6


def by_trial(run: str, count: int) -> set[Parting]:
    """Every way to cut a string of digits into so many numbers, none of several digits beginning with 0."""
    ways = set()
    for cuts in combinations(range(1, len(run)), count - 1):
        ways.add(tuple(run[i:j] for i, j in zip((0, *cuts), (*cuts, len(run)), strict=True)))
    return {way for way in ways if not any(len(part) > 1 and part[0] == "0" for part in way)}


@given(digits, st.integers(1, 7))
def test_partings_are_all_there_are(run: str, count: int) -> None:
    assert set(partings(run_of(run), count, Effort(ENOUGH))) == by_trial(run, count)


@given(digits, st.integers(2, 7))
def test_balanced_partings_are_those_whose_last_is_the_sum(run: str, count: int) -> None:
    summed = {way for way in by_trial(run, count) if sum(map(int, way[:-1])) == int(way[-1])}
    assert set(balanced(run_of(run), (count,), Effort(ENOUGH))) == summed


@given(st.text("0013", min_size=6, max_size=11))
def test_groups_are_balanced_each_by_itself(run: str) -> None:
    summed = {
        way
        for way in by_trial(run, 6)
        if int(way[0]) + int(way[1]) == int(way[2]) and int(way[3]) + int(way[4]) == int(way[5])
    }
    assert set(balanced(run_of(run), (3, 3), Effort(ENOUGH))) == summed


@given(digits)
def test_the_fewest_numbers_are_as_many_as_borders_that_must_stand(run: str) -> None:
    least = next(count for count in range(1, len(run) + 1) if by_trial(run, count))
    assert fewest(run_of(run)) == least


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("230 000", ("2", "3", "0", "0", "0", "0")),
        ("35-15", ("3", "5", "-1", "5")),
        ("97+82179", ("9", "7", "+8", "2", "1", "7", "9")),
        ("225253.168万元", ("2", "2", "5", "2", "5", "3.168万元")),
        ("3件0件", ("3件", "0件")),
        ("22（其中修订16件）235", ("2", "2（其中修订16件）", "2", "3", "5")),
        ("//0", ("/", "/", "0")),
        ("增3减0", ("增3", "减0")),
        ("", ()),
    ],
)
def test_a_place_is_a_digit_with_all_that_cannot_be_parted_from_it(
    text: str, places: tuple[str, ...]
) -> None:
    assert run_of(text).places == places


def test_borders_that_are_seen_are_kept() -> None:
    assert partings(run_of("12 3"), 2, Effort(ENOUGH)) == (("12", "3"),)
    assert partings(run_of("22（其中修订16件）235"), 2, Effort(ENOUGH)) == (("22（其中修订16件）", "235"),)


def test_figures_fewer_than_cells_leave_the_fewest_blank() -> None:
    ways = with_blanks(run_of("22"), 7, Effort(ENOUGH))
    assert len(ways) == 6
    assert all(way[-1] == "2" and sorted(way[:-1]) == [""] * 5 + ["2"] for way in ways)


def test_too_many_ways_are_given_up() -> None:
    with pytest.raises(Overworked):
        partings(run_of("1" * 30), 7, Effort(ENOUGH))
    with pytest.raises(Overworked):
        balanced(run_of("1" * 60), (7,), Effort(1000))
