"""Pictures in place of text, and text that cannot be read."""

import pytest

from models.report import Legibility, Medium
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import only_finding, outcome, report, verdict

PASSED, REVIEW, NOT_CHECKED = RuleOutcome.PASSED, RuleOutcome.REVIEW, RuleOutcome.NOT_CHECKED
IMAGE = "access.image-only"
GARBLED = "access.garbled"
NOTHING = (1, 2, 3, 4, 5, 6, "disclosure", "applications", "remedies")


@pytest.mark.parametrize(
    ("legibility", "without", "expected"),
    [
        (Legibility(), (), PASSED),
        (Legibility(pictures=3), (), PASSED),  # pictures beside tables that were read
        (Legibility(pictures=1), ("remedies",), REVIEW),  # 河北省人社厅 2022: the tables are images
        (Legibility(), ("remedies",), PASSED),
        (Legibility(medium=Medium.RECOGNISED), (), REVIEW),
        (Legibility(medium=Medium.PICTURES, pictures=6), NOTHING, REVIEW),
        (Legibility(), NOTHING, NOT_CHECKED),
    ],
)
def test_pictures(legibility: Legibility, without: tuple[int | str, ...], expected: RuleOutcome) -> None:
    assert outcome(IMAGE, report(legibility=legibility, without=without)) is expected


def test_the_tables_that_may_be_pictures_are_named() -> None:
    of = report(legibility=Legibility(pictures=1), without=("applications", "remedies"))
    found = only_finding(IMAGE, of)

    assert (found.where, found.side) == ("tables", Side.UNDECIDED)
    assert found.message.zh.startswith("申请情况表（表三）、行政复议、行政诉讼情况表（表四）可能是图片")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("统计期限为2019年1月1日至12月31日，电子邮箱qzxxgkb@163.com。", PASSED),
        ("本年度报告统计期限为201911日至1231日。", REVIEW),  # 丰泽区
        ("电子邮箱：qzxxgkb163.com。", REVIEW),
        ("请登录mail.163.com或者www.qq.com查询公开信息。", PASSED),
        ("公开信息\ufffd条。", PASSED),  # a single strange sign
        ("公开\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd信息。", REVIEW),
        ("公开\ue5e5信息\ue5e5、\ue5e5、\ue5e5、\ue5e5。", REVIEW),  # letters of a font of its own
    ],
)
def test_damaged_letters(text: str, expected: RuleOutcome) -> None:
    assert outcome(GARBLED, report(texts={1: text})) is expected


def garbled(text: str, taken_for: str) -> str:
    """What a page shows whose UTF-8 is taken for another encoding."""
    return text.encode().decode(taken_for, "replace")


@pytest.mark.parametrize("encoding", ["gb18030", "latin-1"])
def test_text_decoded_wrongly(encoding: str) -> None:
    whole = "本年度公开信息五条。公开工作有序开展。"
    of = report(texts=dict.fromkeys((1, 5, 6), garbled(whole, encoding)))

    assert only_finding(GARBLED, of).side is Side.UNDECIDED


def test_damage_the_reader_counted_is_enough() -> None:
    assert outcome(GARBLED, report(legibility=Legibility(damaged=40))) is REVIEW


def test_letters_lost_and_letters_damaged_are_two_findings() -> None:
    of = report(texts={1: "公开\ufffd\ufffd\ufffd\ufffd\ufffd。统计期限为201911日至1231日。"})

    assert [each.where for each in verdict(GARBLED, of).findings] == ["section.1", "section.1.lost"]
