"""How much of one text stands in another."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.likeness import SAME, SIMILAR, common_run, mask, share
from reports.likeness.index import mutual_share
from tests.reports.likeness.prose import ANOTHER, OVERVIEW

MINE, OTHER = mask(OVERVIEW).text, mask(ANOTHER).text


def test_texts_with_nothing_in_common_share_nothing() -> None:
    assert share(MINE, OTHER) < 0.05


def test_a_text_is_wholly_found_in_itself_in_whatever_order() -> None:
    half = len(MINE) // 2

    assert share(MINE, MINE) == 1
    assert share(MINE, MINE[half:] + MINE[:half]) > 0.95
    assert share("", MINE) == 0
    assert share(MINE, "") == 0


@pytest.mark.parametrize(("changed", "least", "most"), [(5, SAME, 1), (15, SIMILAR, SAME), (60, 0, SIMILAR)])
def test_the_share_tells_how_much_was_changed(changed: int, least: float, most: float) -> None:
    """So many characters of a hundred exchanged, in words of four."""
    dice, letters = Random(7), list(MINE)
    for _ in range(len(letters) * changed // 400):
        at = dice.randrange(len(letters) - 4)
        letters[at : at + 4] = "另外四字"

    assert least <= share("".join(letters), MINE) <= most


def test_of_two_texts_the_shorter_is_looked_for_in_the_longer() -> None:
    whole = MINE + OTHER

    assert mutual_share(MINE, whole) == mutual_share(whole, MINE) == 1


def test_the_longest_common_piece_is_found() -> None:
    start, end = common_run("甲乙丙" + MINE[10:40] + "丁戊", MINE)

    assert (start, end) == (3, 33)
    assert common_run("甲乙丙", "丁戊己") == (0, 0)


@given(st.text("甲乙丙丁", max_size=40), st.text("甲乙丙丁", max_size=40))
def test_a_common_piece_is_in_both_and_no_longer_one_is(one: str, other: str) -> None:
    start, end = common_run(one, other)
    longer = {one[at : at + end - start + 1] for at in range(len(one) - (end - start))}

    assert one[start:end] in other
    assert not any(piece in other for piece in longer)


@given(st.text("甲乙丙丁戊", max_size=60), st.text("甲乙丙丁戊", max_size=60))
def test_a_share_is_a_part(one: str, other: str) -> None:
    assert 0 <= share(one, other) <= 1
