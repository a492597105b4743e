"""What a reader sees of a text."""

import pytest

from reports.reading.seen import is_all_seen, seen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\u200b2", "12"),
        ("\ufeff一、\u2060总体\xad情况\u200e", "一、总体情况"),
        ("\u202a3\u202c", "3"),
        ("公(gōng)开（kāi）年报", "公开年报"),
        ("绿(lǜ)色", "绿色"),
    ],
    ids=["zero width", "byte order mark, joiner, soft hyphen", "direction", "sounds", "ü"],
)
def test_what_takes_no_room_is_left_out(text: str, expected: str) -> None:
    assert not is_all_seen(text)
    assert seen(text) == expected


@pytest.mark.parametrize("text", ["（其中修订16件）", "政府信息公开(APP)", "café (bō)", "2023 年"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert seen(text) == text


def test_digits_that_a_mark_turns_round_are_damaged() -> None:
    assert seen("\u202e21\u202c") == "\ufffd21"
