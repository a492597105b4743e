"""The numbers Word counts by itself."""

import pytest
from lxml import etree

from reports.reading.numbering import counted, numbering_of
from tests.reports.reading.word import W, level


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "1 2 10 11 23"),
        ("chineseCounting", "一 二 十 十一 二十三"),
        ("japaneseCounting", "一 二 十 十一 二十三"),
        ("chineseCountingThousand", "一 二 十 十一 二十三"),
        ("ideographDigital", "一 二 一〇 一一 二三"),
        ("chineseLegalSimplified", "壹 贰 拾 拾壹 贰拾叁"),
        ("ideographTraditional", "甲 乙 癸 甲 丙"),
        ("ideographZodiac", "子 丑 酉 戌 戌"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ 23"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ 23"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒑ ⒒ 23"),
        ("decimalFullWidth", "１ ２ １０ １１ ２３"),
        ("decimalZero", "01 02 10 11 23"),
        ("lowerRoman", "i ii x xi xxiii"),
        ("upperRoman", "I II X XI XXIII"),
        ("lowerLetter", "a b j k w"),
        ("upperLetter", "A B J K W"),
        ("none", "    "),
        ("someNewFormat", "1 2 10 11 23"),
    ],
)
def test_each_format_counts_its_way(form: str, shown: str) -> None:
    assert " ".join(counted(number, form) for number in (1, 2, 10, 11, 23)) == shown


def test_letters_go_on_doubled() -> None:
    assert counted(28, "lowerLetter") == "bb"


def labels(levels: str, depths: list[int], *, more: str = "") -> list[str]:
    root = etree.fromstring(
        f"<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>{more}</w:numbering>"
    )
    numbering = numbering_of(root)
    return [numbering.label("1", depth) for depth in depths]


def test_a_deeper_level_starts_anew_under_each_one_above() -> None:
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")

    assert labels(levels, [0, 1, 1, 0, 1]) == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_level_may_count_on_over_those_above() -> None:
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%2", more="<w:lvlRestart w:val='0'/>")

    assert labels(levels, [0, 1, 0, 1]) == ["1", "1", "2", "2"]


def test_levels_above_are_shown_in_digits_where_the_level_asks() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")

    assert labels(levels, [0, 1]) == ["第一章", "1.1"]


def test_a_bullet_shows_nothing_and_a_percent_sign_stays() -> None:
    assert labels(level(0, "bullet", "\uf0b7") + level(1, "decimal", "%2%"), [0, 1]) == ["", "1%"]


def test_a_list_starts_where_it_says() -> None:
    assert labels(level(0, "decimal", "%1", start=5), [0, 0]) == ["5", "6"]


@pytest.mark.parametrize(
    "more",
    ["<w:num w:numId='9'/>", "<w:num w:numId='9'><w:abstractNumId w:val='77'/></w:num>", "<w:num/>"],
)
def test_a_list_that_leads_nowhere_shows_nothing(more: str) -> None:
    root = etree.fromstring(f"<w:numbering xmlns:w='{W}'>{more}</w:numbering>")

    assert numbering_of(root).label("9", 0) == ""
