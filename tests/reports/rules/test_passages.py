"""The running text sentence by sentence, and how it is quoted."""

import pytest

from reports.rules.passages import Sentence, is_personal, masked, sentences, unwrapped
from tests.reports.rules.sample import report


def test_sentences_stand_where_they_stand_in_the_document() -> None:
    of = report(preamble="标题\n现公布如下。", texts={1: "一。二！", 5: "三？", 6: "四"}, without=(2, 3, 4))

    assert [(each.where, each.printed) for each in sentences(of)] == [
        ("preamble", "标题"),
        ("preamble", "现公布如下。"),
        ("section.1", "一。"),
        ("section.1", "二！"),
        ("section.5", "三？"),
        ("section.6", "四"),
    ]


def test_a_plain_sentence_has_ordinary_digits_and_no_space() -> None:
    (sentence,) = sentences(report(preamble="公开 ２６２ 条\u3000信息", without=(1, 2, 3, 4, 5, 6)))

    assert (sentence.printed, sentence.plain) == ("公开 ２６２ 条\u3000信息", "公开262条信息")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 上海市政府办公厅 2025, as a converter broke its lines.
        (
            "本年度报告中所列数据统计期限为 2025\n年 1 月 1 日",
            "本年度报告中所列数据统计期限为 2025年 1 月 1 日",
        ),
        (
            "现将有关情况公布如下，请社会各界监督。\n一、总体情况",
            "现将有关情况公布如下，请社会各界监督。\n一、总体情况",
        ),
        ("河北省教育厅\n2020年1月15日", "河北省教育厅\n2020年1月15日"),
        ("进一步加强公开工作的组织领导，分工如下：\n张某", "进一步加强公开工作的组织领导，分工如下：\n张某"),
        (
            "及时公开各类政府信息，方便群众查阅\n（二）依申请公开",
            "及时公开各类政府信息，方便群众查阅\n（二）依申请公开",
        ),
        ("", ""),
    ],
)
def test_lines_that_only_the_page_broke_are_joined(text: str, expected: str) -> None:
    assert unwrapped(text) == expected


def test_a_long_sentence_is_quoted_around_what_is_meant() -> None:
    sentence = Sentence("preamble", "前" * 100 + " 条 " + "后" * 100, "前" * 100 + "条" + "后" * 100)

    assert sentence.quote(100, 101) == "…" + "前" * 40 + " 条 " + "后" * 40 + "…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11010119900307002X", "110*************2X"),
        ("电话13912345678。", "电话139******78。"),
        ("共262条，电话0377-63220000", "共262条，电话0377-63220000"),
        ("编号1101011990030700021", "编号1101011990030700021"),
    ],
)
def test_personal_numbers_are_hidden_but_for_their_ends(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert is_personal(text) == (text != expected)
