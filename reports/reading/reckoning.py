"""Rows that can each be read in several ways, and the sums down the columns → the ways that agree with each other.

A choice is dropped only where no choice of the other rows makes the sums hold with it; what cannot be settled within
the `Effort` given stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from reports.reading.borders import Effort, Overworked, Parting, amount

Choices = Mapping[str, tuple[Parting, ...]]  # row id → the ways to read it
Numbers = tuple[int, ...]

TRIED = 2000  # combinations looked at one by one where no sum holds throughout


@dataclass(frozen=True, slots=True)
class Sum:
    """In every column, the rows times their factor (1 or −1) come to 0."""

    factors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The choices left for every row; `broken`: (sum, column) of the sums that hold in none of them."""

    choices: Choices
    broken: frozenset[tuple[int, int]] = frozenset()


def agreed(choices: Choices, sums: Sequence[Sum], effort: Effort) -> Agreed:
    """The choices with which all sums hold; where there are none, those with which the fewest are broken."""
    numbered = {row: tuple(map(_numbers, each)) for row, each in choices.items()}
    left: Open | None = {row: list(range(len(each))) for row, each in numbered.items()}
    try:
        left = _narrowed(left or {}, numbered, sums, effort)
        left = None if left is None else _settled(left, numbered, sums, effort)
    except Overworked:
        pass  # what has been dropped so far was dropped rightly
    return _least_broken(choices, numbered, sums) if left is None else Agreed(_kept(choices, left))


def _numbers(parting: Parting) -> Numbers:
    return tuple(amount(text) or 0 for text in parting)


def _kept(choices: Choices, left: Mapping[str, Sequence[int]]) -> Choices:
    return {row: tuple(each[place] for place in left[row]) for row, each in choices.items()}


Open = dict[str, list[int]]  # row id → places of the choices still open
Numbered = Mapping[str, tuple[Numbers, ...]]


def _narrowed(open_: Open, numbered: Numbered, sums: Sequence[Sum], effort: Effort) -> Open | None:
    """Without the choices too great or too small for any sum, whatever the other rows are; None: nothing is left."""
    left = dict(open_)
    again = True
    while again:
        again = False
        for each in sums:
            for column in range(_width(numbered)):
                effort.step(sum(len(left[row]) for row in each.factors))
                kept = _within(left, numbered, each, column)
                if kept is None:
                    return None
                again = again or any(len(kept[row]) < len(left[row]) for row in kept)
                left |= kept
    return left


def _width(numbered: Numbered) -> int:
    return len(next(iter(numbered.values()))[0])


def _within(left: Open, numbered: Numbered, each: Sum, column: int) -> Open | None:
    """One sum in one column: the choices of its rows that the least and the most of the others leave room for."""
    terms = {
        row: [factor * numbered[row][place][column] for place in left[row]]
        for row, factor in each.factors.items()
    }
    least, most = sum(map(min, terms.values())), sum(map(max, terms.values()))
    if not least <= 0 <= most:
        return None
    kept: Open = {}
    for row, values in terms.items():
        if len(values) > 1:
            low, high = min(values) - most, max(values) - least
            kept[row] = [p for p, value in zip(left[row], values, strict=True) if low <= value <= high]
            if not kept[row]:
                return None
    return kept


def _settled(left: Open, numbered: Numbered, sums: Sequence[Sum], effort: Effort) -> Open | None:
    """The choices that stand in at least one solution; None where there is no solution."""
    proven: dict[str, set[int]] = {row: set() for row in left}
    for row, places in left.items():
        for place in places:
            if place in proven[row]:
                continue
            solution = _solution(left | {row: [place]}, numbered, sums, effort)
            for other, chosen in (solution or {}).items():
                proven[other].add(chosen)
    if not all(proven.values()):
        return None
    return {row: sorted(places) for row, places in proven.items()}


def _solution(left: Open, numbered: Numbered, sums: Sequence[Sum], effort: Effort) -> dict[str, int] | None:
    """One choice a row with which all sums hold, or None."""
    narrowed = _narrowed(left, numbered, sums, effort)
    if narrowed is None:
        return None
    undecided = [row for row, places in narrowed.items() if len(places) > 1]
    if not undecided:
        return {row: places[0] for row, places in narrowed.items()}
    row = min(undecided, key=lambda each: len(narrowed[each]))
    for place in narrowed[row]:
        if solution := _solution(narrowed | {row: [place]}, numbered, sums, effort):
            return solution
    return None


def _least_broken(choices: Choices, numbered: Numbered, sums: Sequence[Sum]) -> Agreed:
    """The combinations that break the fewest sums; where there are too many to try, every choice."""
    rows = list(choices)
    count = 1
    for row in rows:
        count *= len(choices[row])
    if count > TRIED:
        return Agreed(choices, frozenset((n, c) for n in range(len(sums)) for c in range(_width(numbered))))
    fewest: int | None = None
    left: Open = {}
    broken: set[tuple[int, int]] = set()
    for places in product(*(range(len(choices[row])) for row in rows)):
        chosen = dict(zip(rows, places, strict=True))
        off = list(_off(chosen, numbered, sums))
        if fewest is None or len(off) < fewest:
            fewest, left, broken = len(off), {row: [] for row in rows}, set()
        if len(off) == fewest:
            broken |= set(off)
            for row, place in chosen.items():
                left[row].append(place)
    return Agreed(_kept(choices, {row: sorted(set(each)) for row, each in left.items()}), frozenset(broken))


def _off(chosen: Mapping[str, int], numbered: Numbered, sums: Sequence[Sum]) -> Iterator[tuple[int, int]]:
    for number, each in enumerate(sums):
        for column in range(_width(numbered)):
            if sum(factor * numbered[row][chosen[row]][column] for row, factor in each.factors.items()):
                yield number, column
