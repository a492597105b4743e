"""Numbers as reports write them."""

import re

import pytest

from reports.rules.prose import NUMBER, UNIT, clauses, plain, sentences, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共 5 条", 5),
        ("共５件", 5),
        ("共1,295件", 1295),
        ("共十一件", 11),
        ("共两件", 2),
        ("共一百零三件", 103),
        ("共〇件", 0),
        ("共0件", 0),
        ("共13561条", 13561),
    ],
)
def test_numbers_of_every_spelling(text: str, expected: int) -> None:
    found = re.search(rf"({NUMBER}){UNIT}", plain(text))

    assert found is not None
    assert value(found[1]) == expected


@pytest.mark.parametrize(
    "text", ["数十件", "近百件", "几十件", "百余件", "占51.85%", "1.5件", "类别共有3类", "第一条"]
)
def test_what_is_no_count(text: str) -> None:
    assert re.search(rf"({NUMBER}){UNIT}", plain(text)) is None


def test_clauses_end_at_commas_and_colons_and_not_at_the_comma_of_a_thousand() -> None:
    (sentence,) = sentences("共受理 1,295 件，办结：1191 件（含上年结转 189 件）。")

    assert list(clauses(sentence)) == ["共受理1,295件", "办结", "1191件", "含上年结转189件"]
