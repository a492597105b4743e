"""Rows with several readings and the sums that settle them: as by trying every combination."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reports.reading.borders import Effort
from reports.reading.reckoning import Choices, Sum, agreed

SUMS = (Sum({"a": 1, "b": 1, "total": -1}), Sum({"total": 1, "rest": 1, "new": -1}))
ROWS = ("a", "b", "total", "rest", "new")


def off(chosen: dict[str, tuple[str, ...]]) -> set[tuple[int, int]]:
    return {
        (number, column)
        for number, each in enumerate(SUMS)
        for column in range(2)
        if sum(factor * int(chosen[row][column] or 0) for row, factor in each.factors.items())
    }


def combinations(choices: Choices) -> list[dict[str, tuple[str, ...]]]:
    return [dict(zip(choices, each, strict=True)) for each in product(*choices.values())]


numbers = st.tuples(*[st.sampled_from(["", "0", "1", "2", "3"])] * 2)
rows = st.fixed_dictionaries(
    {row: st.lists(numbers, min_size=1, max_size=3, unique=True).map(tuple) for row in ROWS}
)


@given(rows)
def test_what_is_left_stands_in_a_combination_that_breaks_the_fewest_sums(choices: Choices) -> None:
    fewest = min(len(off(each)) for each in combinations(choices))
    best = [each for each in combinations(choices) if len(off(each)) == fewest]
    result = agreed(choices, SUMS, Effort(10**6))

    for row in ROWS:
        assert set(result.choices[row]) == {each[row] for each in best}
    assert result.broken == {place for each in best for place in off(each)}


def test_without_time_every_choice_stays() -> None:
    choices: Choices = dict.fromkeys(ROWS, (("1", "1"), ("2", "2")))
    assert agreed(choices, SUMS, Effort(0)).choices == choices
