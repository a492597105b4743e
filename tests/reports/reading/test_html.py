"""Web pages: the report's own part of them, their tables row by row."""

import pytest

from models.report import CellKind
from reports.editions import EDITIONS, Edition, edition
from reports.reading import Unreadable, read
from reports.reading.html import read_html
from tests.reports.reading.material import as_page, counted, every, read_values

FORM = edition("2021")
AROUND = [
    ("<div id='zoom'>", "</div>"),
    ("<table class='layout'><tr><td>", "</td></tr></table>"),
    ("<div><div class='TRS_Editor'><div>", "</div></div></div>"),
    ("<form><font size='3'>", "</font></form>"),
]


def lines(page: str) -> list[str]:
    return [line.text for line in read_html(page).lines]


@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.id)
@pytest.mark.parametrize("around", AROUND, ids=["zoom", "layout table", "nested", "form and font"])
def test_every_cell_of_a_page_is_read(form: Edition, around: tuple[str, str]) -> None:
    report = read(as_page(form, counted(form), around=around).encode())
    assert read_values(report) == counted(form)
    assert (report.edition, report.year, report.unread) == (form.id, 2023, ())


def test_nonbreaking_spaces_are_blank_cells() -> None:
    values = every(FORM, lambda table, row, _: "" if (table, row) == ("applications", "granted") else "0")
    report = read(as_page(FORM, values).encode())
    assert read_values(report) == values
    kinds = {cell.kind for row, _, cell in report.tables["applications"] if row == "granted"}
    assert kinds == {CellKind.BLANK}


def test_the_portals_own_text_is_no_part_of_the_report() -> None:
    report = read(as_page(FORM, counted(FORM)).encode())
    assert [section.text for section in report.sections] == [
        "第1部分的文字。",
        "",
        "",
        "",
        "第5部分的文字。",
        "第6部分的文字。",
    ]


def test_attachments_and_buttons_under_the_report_are_left_out() -> None:
    around = (
        "<div id='zoom'>",
        "<p>附件：<a href='r.pdf'>某报告.pdf</a></p><p>打印 关闭</p><p>上一篇：某报告</p></div>",
    )
    assert read(as_page(FORM, counted(FORM), around=around).encode()).sections[-1].text == "第6部分的文字。"


def test_a_short_sentence_that_begins_like_a_button_is_kept() -> None:
    around = ("<div id='zoom'>", "<p>关闭政务新媒体3个。</p></div>")
    assert (
        "关闭政务新媒体3个。" in read(as_page(FORM, counted(FORM), around=around).encode()).sections[-1].text
    )


def test_a_page_without_headings_is_read_where_most_of_its_text_stands() -> None:
    page = "<div><a>首页</a></div><div><p>第一段，很长的正文。</p><p>第二段，很长的正文。</p></div><div>版权所有</div>"
    assert lines(page) == ["第一段，很长的正文。", "第二段，很长的正文。"]


def test_line_breaks_and_blocks_end_a_paragraph_and_inline_tags_do_not() -> None:
    assert lines("<div>一<b>二</b>三<br>四<p>五</p>六</div>") == ["一二三", "四", "五", "六"]


def test_scripts_styles_and_comments_are_not_text() -> None:
    assert lines("<div><script>x</script><style>y</style><!-- z --><p>正文</p></div>") == ["正文"]


def test_a_label_broken_over_paragraphs_is_one_label_and_digits_are_not_run_together() -> None:
    page = "<table><tr><td><p>商业</p><p>企业</p></td><td><p>22</p><p>（其中修订16件）</p></td><td>3<br>4</td></tr></table>"
    assert read_html(page).lines[0].cells == ("商业企业", "22\n（其中修订16件）", "3\n4")


def test_hidden_cells_are_left_out() -> None:
    page = "<table><tr><td>规章</td><td style='display: none'>9</td><td>1</td></tr></table>"
    assert read_html(page).lines[0].cells == ("规章", "1")


def test_titles_come_from_the_article_before_the_window() -> None:
    page = (
        "<html><head><title>某报告_某某政府网</title><meta name='articletitle' content='某报告'></head>"
        "<body><h1>另一个 标题</h1><p>正文</p></body></html>"
    )
    assert read_html(page).titles == ("某报告", "另一个 标题")


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<div id='app'></div><script>draw()</script>", "<p>&nbsp;</p>"]
)
def test_a_page_that_shows_no_text_is_unreadable(page: str) -> None:
    with pytest.raises(Unreadable, match="drawn by script"):
        read(page.encode())


def test_pages_nested_deeper_than_python_recurses_are_read() -> None:
    assert lines("<div>" * 5000 + "正文") == ["正文"]
    assert lines("<table><tr><td>" * 2000 + "正文") == ["正文"]
