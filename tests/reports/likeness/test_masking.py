"""What every report says, and what tells agencies apart, is no likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.likeness import mask
from reports.likeness.masking import standard_runs
from reports.likeness.runs import RUN
from tests.reports.likeness.prose import OVERVIEW

OWN = "公布学区地图"


@pytest.mark.parametrize(
    "said",
    [
        "2025年，",
        "12月31日，",
        "（三）",
        "三、",
        "第五十条",
        "《中华人民共和国政府信息公开条例》",
        "《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》",
        "宜宾市",
        "我局",
        "全县",
        "青石县教育局",
        "县教育局",
        "教育局",
        "坚持以习近平新时代中国特色社会主义思想为指导，",
        "坚持“以公开为常态、不公开为例外”，",
        "政府信息公开行政复议、行政诉讼情况",
        "要求行政机关确认或重新出具已获取信息",
        "本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。",
        "现公布青石县教育局2025年政府信息公开工作年度报告。",
        "如有疑问，请与我局办公室联系（电话0990-8100000）。",
    ],
)
def test_what_every_report_says_is_masked(said: str) -> None:
    assert mask(said + OWN, ["青石县教育局"]).text == OWN


def test_of_an_agencys_own_words_nothing_but_names_and_figures_is_masked() -> None:
    kept = mask(OVERVIEW, ["青石县教育局"]).text

    assert "个页面家长不必再到几个栏目里找每学期开学前两周办公室同基础教育股核对" in kept
    assert "全年公开信息条其中学生资助类条教师招聘类条" in kept
    assert "县教育局" not in kept


def test_the_same_text_under_other_names_years_and_figures_is_the_same() -> None:
    changes = {
        "青石县教育局": "望江县民政局",
        "2025": "2023",
        "412": "97",
        "36": "8",
        "我局": "本局",
        "21": "十一",
    }
    changed = OVERVIEW
    for was, now in changes.items():
        changed = changed.replace(was, now)

    assert mask(changed, ["望江县民政局"]).text == mask(OVERVIEW, ["青石县教育局"]).text


def test_width_and_spacing_make_no_difference() -> None:
    wide = OVERVIEW.replace("2025", "２０２５").replace("，", " ， \n")

    assert mask(wide, ["青石县教育局"]).text == mask(OVERVIEW, ["青石县教育局"]).text


def test_a_masked_piece_is_found_again_as_printed() -> None:
    masked = mask("三、２０２５年，公布 学区地图，改动当天说明。", [])
    start = masked.text.index("学区")

    assert masked.as_printed(start, start + 6) == "学区地图，改动"
    assert masked.as_printed(0, 0) == ""


@given(st.text(max_size=200))
def test_every_masked_character_stands_where_it_is_said_to(text: str) -> None:
    masked = mask(text)

    assert len(masked.text) == len(masked.places)
    assert list(masked.places) == sorted(set(masked.places))
    assert all(0 <= place < len(text) for place in masked.places)


@pytest.mark.parametrize(
    "hostile",
    ["公布" * 20_000, "年度报告" * 10_000, "一" * 40_000, "1" * 40_000, "县" * 40_000, "《" * 40_000],
)
@pytest.mark.timeout(10)
def test_a_text_made_to_be_slow_is_not(hostile: str) -> None:
    assert len(mask(hostile, ["县" * 20]).text) <= len(hostile)


def test_the_forms_own_words_and_the_standard_sentences_are_both_known() -> None:
    assert {"存在的主要问", "以公开为常态"} <= standard_runs()
    assert all(len(run) == RUN for run in standard_runs())
