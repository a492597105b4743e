"""Shares, causes and bars: small sums that people read."""

from dataclasses import replace

import pytest

from models.assessment import Standing
from models.words import Language
from notifications.overview import unverified
from notifications.register import Register, file_name, shares
from notifications.season import Share
from tests.notifications.season import OFFICES, ROWS, season


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 7, "0%"),
        (7, 7, "100%"),
        (3, 6, "50.0%"),
        (1, 4000, "0.1%"),
        (3999, 4000, "99.9%"),
        (2, 3, "66.7%"),
        (0, 0, "—"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, said: str):
    assert Share(due=whole, on_time=part).percent == said


def test_a_bar_leaves_out_what_is_empty_and_keeps_its_place():
    assert shares([("a", 2), ("b", 0), ("c", 3)]) == (("a", 0, 2), ("c", 2, 3))


def test_causes_are_counted_the_most_frequent_first():
    page = unverified(Register(season=season(), offices=OFFICES, language=Language.EN))
    unknown = [row for row in ROWS if row.standing is Standing.UNKNOWN]

    assert sum(int(cause.rsplit(" ", 1)[1]) for cause in page.causes) == sum(
        len(row.flags) for row in unknown
    )
    assert "Portal refuses programs: 1" in page.causes


def test_offices_that_only_the_roster_names_stand_in_its_order():
    listed = season()
    codes = [f"office-{n}" for n in range(len(listed.agencies), 0, -1)]
    agencies = tuple(replace(a, oversight=c) for a, c in zip(listed.agencies, codes, strict=True))

    made = Register(season=replace(listed, agencies=agencies), offices=OFFICES, language=Language.ZH)

    assert list(made.office_names) == [*(each.code for each in OFFICES), *codes]


@pytest.mark.parametrize("code", ["../x", "", "a/b", "年报", "a" * 62, "-x", "a.b"])
def test_a_code_that_is_no_file_name_is_hashed(code: str):
    assert file_name(code).isalnum()
    assert file_name(code) != file_name(code + "1")
