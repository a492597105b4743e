"""The six sections, whatever their headings wear."""

import pytest

from reports.editions import EDITIONS
from reports.reading.manuscript import Line
from reports.reading.sections import is_heading, outline, preamble, sections

TITLES = [section.title for section in EDITIONS[-1].sections]
NUMERALS = "一二三四五六"


def found(*paragraphs: str) -> list[tuple[int, str, str]]:
    """Number, title and text of the sections in some paragraphs; a paragraph of tabs is a table row."""
    lines = tuple(Line(tuple(p.split("\t")), 1) if "\t" in p else Line((p,)) for p in paragraphs)
    return [(section.no, section.title, section.text) for section in sections(lines, outline(lines))]


def numbers(*paragraphs: str) -> list[int]:
    return [no for no, _, _ in found(*paragraphs)]


@pytest.mark.parametrize(
    ("heading", "no", "title"),
    [
        ("一、总体情况", 1, "总体情况"),
        ("一 、 总体情况", 1, "总体情况"),
        ("## 一、总体情况", 1, "总体情况"),
        ("#### 四、政府信息公开行政复议、行政诉讼情况", 4, "政府信息公开行政复议、行政诉讼情况"),
        ("四、政府信息公开行政复议和行政诉讼情况", 4, "政府信息公开行政复议和行政诉讼情况"),
        ("四、政府信息公开行政复议行政诉讼情况", 4, "政府信息公开行政复议行政诉讼情况"),
        (
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            4,
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        ),
        ("二、行政机关主动公开政府信息情况", 2, "行政机关主动公开政府信息情况"),
        ("五、存在的问题和下一步改进措施", 5, "存在的问题和下一步改进措施"),
        ("六、其他需要报告的事项：", 6, "其他需要报告的事项"),
        ("其他需要报告的事项", 6, "其他需要报告的事项"),
        ("六、其它需要报告的事项", 6, "其它需要报告的事项"),  # 哈密市市场监督管理局 2021
        ("第三部分 收到和处理政府信息公开申请情况", 3, "收到和处理政府信息公开申请情况"),
        ("三、收到和处理政府 信息公开申请情况", 3, "收到和处理政府 信息公开申请情况"),
        ("（一）总体情况", 1, "（一）总体情况"),
        ("四、存在的主要问题及改进情况", 5, "四、存在的主要问题及改进情况"),
    ],
)
def test_a_heading_is_found_and_its_printed_title_kept(heading: str, no: int, title: str) -> None:
    assert found(heading, "正文。") == [(no, title, "正文。")]


@pytest.mark.parametrize(
    "line",
    [
        "三、本年度办理结果",
        "一、本年新收政府信息公开申请数量",
        "四、结转下年度继续办理",
        "（一）主动公开情况",
        "一、存在的主要问题",
        "二、改进措施",
        "总体情况良好，群众满意。",
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等。",
    ],
)
def test_lines_that_only_look_like_headings_are_text(line: str) -> None:
    assert numbers("一、总体情况", "正文。", line, "正文。") == [1]
    assert not is_heading(line)


def test_headings_inside_one_paragraph_are_found() -> None:
    text = "前言。" + "".join(f"{NUMERALS[i]}、{title}正文{i + 1}。" for i, title in enumerate(TITLES))
    assert found(text) == [(i + 1, title, f"正文{i + 1}。") for i, title in enumerate(TITLES)]


def test_a_table_of_contents_is_not_taken_for_the_sections() -> None:
    contents = [f"{NUMERALS[i]}、{title}……{i + 1}" for i, title in enumerate(TITLES)]
    body = [line for i, title in enumerate(TITLES) for line in (f"{NUMERALS[i]}、{title}", f"正文{i + 1}。")]
    assert found(*contents, *body) == [(i + 1, title, f"正文{i + 1}。") for i, title in enumerate(TITLES)]


def test_an_introduction_that_numbers_the_sections_is_not_taken_for_them() -> None:
    listed = "；".join(f"{NUMERALS[i]}、{title}" for i, title in enumerate(TITLES))
    body = [line for i, title in enumerate(TITLES) for line in (f"{NUMERALS[i]}、{title}", f"正文{i + 1}。")]
    assert [text for _, _, text in found(f"本报告由{listed}等六部分组成。", *body)] == [
        f"正文{i}。" for i in range(1, 7)
    ]


def test_a_missing_heading_leaves_its_section_out_and_order_is_the_documents() -> None:
    assert numbers("六、其他需要报告的事项", "无。", "一、总体情况", "正文。") == [6, 1]


def test_tables_are_no_part_of_a_sections_text() -> None:
    (section,) = found("二、主动公开政府信息情况", "说明。", "规章\t1\t2\t3", "以上。")
    assert section[2] == "说明。\n以上。"


def test_a_heading_may_stand_in_a_table_row_of_its_own() -> None:
    assert numbers("一、总体情况", "正文。", "二、主动公开政府信息情况\t\t\t", "规章\t0\t0\t0") == [1, 2]


def test_the_preamble_ends_where_the_first_section_begins() -> None:
    lines = (Line(("标题",)), Line(("前言。一、总体情况正文。",)))
    assert preamble(lines, outline(lines)) == ("标题", "前言。")


def test_a_document_without_sections_is_all_preamble() -> None:
    lines = (Line(("标题",)), Line(("正文。",)))
    assert preamble(lines, outline(lines)) == ("标题", "正文。")
    assert sections(lines, outline(lines)) == ()


def test_text_in_rows_of_one_cell_is_a_sections_text_where_the_form_has_no_table() -> None:
    rows = (
        "二、主动公开政府信息情况\t",
        "第二十条第（一）项\t",
        "六、其他需要报告的事项\t",
        "无\t",
        "单位\t数量",
    )
    assert [text for _, _, text in found(*rows)] == ["", "无"]


@pytest.mark.parametrize(
    ("no", "wording"),
    [
        (section.no, wording)
        for section in EDITIONS[-1].sections
        for wording in (section.title, *section.accepted)
    ],
)
def test_every_accepted_wording_makes_a_heading(no: int, wording: str) -> None:
    assert numbers(f"{NUMERALS[no - 1]}、{wording}") == [no]
