"""Numbers as reports write them."""

from decimal import Decimal

import pytest

from reports.prose.numerals import AMOUNT, COUNT, plain, value, yuan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共 5 条", 5),
        ("共５件", 5),
        ("共1,295件", 1295),
        ("共1，295件", 1295),
        ("共十一件", 11),
        ("共两件", 2),
        ("共廿三件", 23),
        ("共一百零三件", 103),
        ("共〇件", 0),
        ("共0件", 0),
        ("数量为0", 0),
        ("案件36起", 36),
        ("29例", 29),
        ("共13561条", 13561),
        ("申请数224件", 224),
    ],
)
def test_numbers_of_every_spelling(text: str, expected: int) -> None:
    found = COUNT.search(plain(text))

    assert found is not None
    assert value(found["number"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "数十件",
        "近百件",
        "几十件",
        "百余件",
        "1000余条",
        "50多个",
        "超过100件",
        "3条以上",
        "占51.85%",
        "1.5件",
        "3.7万件",
        "类别共有3类",
        "第一条",
        "每一件申请",
        "同一份申请",
        "一次性告知",
        "15个工作日内",
        "廿三里街道",
        "2025年",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert COUNT.search(plain(text)) is None


def test_a_numeral_that_is_none_has_no_value() -> None:
    assert value("十十") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("380元", "380"),
        ("0.038 万元", "380"),
        ("670.376375万元", "6703763.75"),
        ("3，940元", "3940"),
        ("1.2亿元", "120000000"),
    ],
)
def test_amounts_are_given_in_yuan(text: str, expected: str) -> None:
    found = AMOUNT.search(plain(text))

    assert found is not None
    assert yuan(found) == Decimal(expected)


def test_a_rate_is_no_amount() -> None:
    assert AMOUNT.search("100元/件") is None
