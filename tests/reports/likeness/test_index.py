"""Like texts are found among many; unlike ones are not."""

from random import Random

import pytest

from reports.likeness import SAME, Index, mask
from reports.likeness.index import MOST
from tests.reports.likeness.prose import ANOTHER, OVERVIEW

MINE, OTHER = mask(OVERVIEW).text, mask(ANOTHER).text


def everyone(_: int) -> bool:
    return True


def index(*texts: str) -> Index:
    made = Index()
    made.add(enumerate(texts))
    return made


def edited(text: str, hundredths: int, seed: int) -> str:
    """The text with so many of a hundred characters exchanged, in pieces of six."""
    dice, letters = Random(seed), list(text)
    for _ in range(round(len(letters) * hundredths / 600)):
        at = dice.randrange(len(letters) - 6)
        letters[at : at + 6] = dice.sample("东南西北春夏秋冬", 6)
    return "".join(letters)


def test_a_like_text_is_found_and_an_unlike_one_is_not() -> None:
    found = index(MINE, OTHER, edited(MINE, 4, 1)).closest(0, among=everyone)

    assert [match.key for match in found] == [2]
    assert found[0].share >= SAME


def test_a_text_is_not_its_own_likeness() -> None:
    assert index(MINE).closest(0, among=everyone) == ()


def test_whom_it_may_not_be_compared_with_is_passed_over() -> None:
    assert index(MINE, MINE).closest(0, among=lambda key: key != 1) == ()


def test_a_text_much_longer_is_another_text() -> None:
    assert index(MINE, MINE + OTHER + OTHER[::-1]).closest(0, among=everyone) == ()


def test_of_many_alike_the_best_few_are_told() -> None:
    copies = [edited(MINE, 4 + n // 10, n) for n in range(40)]
    found = index(MINE, *copies, MINE).closest(0, among=everyone)

    assert len(found) == MOST
    assert (found[0].key, found[0].share) == (41, 1)
    assert list(found) == sorted(found, key=lambda match: (-match.share, match.key))


@pytest.mark.parametrize("hundredths", [0, 5, 10])
def test_edited_copies_are_found_whatever_was_edited(hundredths: int) -> None:
    """A hundred copies, each edited elsewhere; that none is missed is what the bands are for."""
    missed = []
    for seed in range(100):
        found = index(MINE, edited(MINE, hundredths, seed), OTHER).closest(0, among=everyone)
        if [match.key for match in found] != [1]:
            missed.append(seed)

    assert missed == []


def test_the_same_texts_give_the_same_matches() -> None:
    texts = [edited(MINE, n, n) for n in range(12)]
    once, again = index(*texts), index(*texts)

    assert [once.closest(n, among=everyone) for n in range(12)] == [
        again.closest(n, among=everyone) for n in range(12)
    ]
