"""Web pages as they are drawn: lines and rows, whatever the markup."""

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.reading.attire import attire
from reports.reading.html import read_html
from reports.reading.manuscript import Line
from reports.reading.page import draw

INNER = "<table><tr><td>1</td><td>2</td></tr></table>"


def lines(page: str) -> list[str]:
    """The lines of a page, cells between bars."""
    return [" | ".join(line.cells) if line.table else line.text for line in drawn(page)]


def drawn(markup: str) -> list[Line]:
    page = LexborHTMLParser(markup)
    assert page.body is not None
    return [placed.line for placed in draw(page.body, attire(page, markup), all_seen=False).placed]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("一<b>二</b>三<br>四<p>五</p>六", ["一二三", "四", "五", "六"]),
        ("<script>x</script><style>y</style><!-- z --><xml><w:View>Normal</w:View></xml><p>正文</p>", ["正文"]),
        ("<p><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>总体情况<o:p></o:p></p>", ["一、 总体情况"]),
        ("<!--[if gte mso 9]><p>设置</p><![endif]--><p><st1:chsdate year='2023'>2023年</st1:chsdate>起</p>", ["2023年起"]),
        ("<ol><li>第一</li><li>第二</li></ol>", ["第一", "第二"]),
        ("<ruby>公<rp>(</rp><rt>gōng</rt><rp>)</rp></ruby>开(kāi)", ["公开"]),
        ("<p>收到申\n请5件，按\r\n    时办结</p>", ["收到申请5件，按时办结"]),
        ("<p>收到<s>3</s><del>4</del><span style='text-decoration: line-through'>5</span>6件</p>", ["收到6件"]),
        ("<span style='display:block'>一、总体情况</span><span style='display:inline-block'>文</span>字", ["一、总体情况", "文字"]),
        ("<p>行政许可　3</p><p>行政处罚&nbsp;&nbsp;4</p>", ["行政许可 | 3", "行政处罚 | 4"]),
        ("<p>&#8203;一、总&zwj;体&shy;情况&#xfeff;</p>", ["一、总体情况"]),
    ],
    ids=[
        "inline tags join, blocks part", "what is no text", "numbers Word wrote", "comments and smart tags of Word", "lists",
        "sounds", "lines of the source", "struck out", "spans drawn as blocks", "rows spaced apart", "unseen characters",
    ],
)  # fmt: skip
def test_a_page_says_what_a_reader_sees(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


@pytest.mark.parametrize(
    "style",
    [
        "style='display:none'", "style='DISPLAY : NONE'", "style='visibility:hidden'", "hidden", "style='font-size:0'",
        "style='font-size: 0pt;color:red'", "style='mso-hide:all'", "class='x'", "id='y'",
    ],
)  # fmt: skip
def test_what_style_hides_is_not_read(style: str) -> None:
    sheet = "<style><!-- .x, span#y {display:none} /* .z{} */ --></style>"
    assert lines(f"{sheet}<p>收到<span {style}>9</span>5件</p>") == ["收到5件"]
    page = f"{sheet}<table><tr><td>规章</td><td {style.replace('span#y', 'y')}>9</td><td>1</td></tr></table>"
    assert lines(page.replace("id='y'", "class='x'")) == ["规章 | 1"]


@pytest.mark.parametrize(
    ("sheet", "markup"),
    [
        ("@media print { .x { display: none } }", "<p><span class='x'>看得见</span></p>"),
        (".tab {display:none} .tab.on {display:block}", "<div class='tab on'>看得见</div>"),
        ("p::before { content: '由样式写的字'; display: none }", "<p>看得见</p>"),
        ("", "<p style='font-size:0'><span style='font-size:14px'>看得见</span></p>"),
        ("", "<p style='font-size:0.9em'>看得见</p>"),
    ],
    ids=["for paper", "until a script shows it", "before the text", "no gaps between boxes", "small"],
)
def test_what_style_does_not_surely_hide_is_read(sheet: str, markup: str) -> None:
    assert lines(f"<style>{sheet}</style>{markup}") == ["看得见"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><th>规章</th><td>1</td><th>2</th></tr>", ["规章 | 1 | 2"]),
        ("<tr><td><p>商业</p><p>企业</p></td><td><p>22</p><p>（其中修订16件）</p></td><td>3<br>4</td></tr>", ["商业企业 | 22\n（其中修订16件） | 3\n4"]),
        ("<tr><td>商业<br>企业</td><td><span>1</span><span>2</span></td><td><b>&nbsp;</b></td></tr>", ["商业企业 | 12 | "]),
        ("<tr style='display:none'><td>9</td><td>9</td></tr><tr><td>规章</td><td>1</td></tr>", ["规章 | 1"]),
        ("<tr><td>规章</td><td>5<sup>1</sup></td><td>6<sup>[2]</sup></td></tr>", ["规章 | 5¹ | 6[²]"]),
        ("<caption>表题</caption><thead><tr><td>甲</td><td>乙</td></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>", ["表题", "甲 | 乙", "1 | 2"]),
        (f"<tr><td>规章</td><td colspan=2>{INNER}</td></tr>", ["规章 | 1 | 2"]),
        ("<tr><td>规章</td><td><table><tr><td>1</td></tr></table></td></tr>", ["规章 | 1"]),
        (f"<tr><td>甲</td><td>乙<table>{'<tr><td>1</td><td>2</td></tr>' * 2}</table></td></tr>", ["甲 | 乙", "1 | 2", "1 | 2"]),
        ("<tr><td colspan=2>本年度认真做好公开工作。</td></tr><tr><td>规章</td><td>1</td></tr>", ["本年度认真做好公开工作。", "规章 | 1"]),
        (f"<tr><td>规章</td><td>1</td><td>{'备注' * 150}</td></tr>" + "<tr><td>规章</td><td>1</td><td></td></tr>" * 3, [f"规章 | 1 | {'备注' * 150}", *["规章 | 1 | "] * 3]),
    ],
    ids=[
        "header cells in a row", "paragraphs in cells", "broken labels, digits in spans", "hidden row", "note marks", "caption",
        "a table of one row in a cell", "of one cell", "of more rows", "prose in a table", "one long remark",
    ],
)  # fmt: skip
def test_a_table_is_read_row_by_row(table: str, expected: list[str]) -> None:
    assert lines(f"<table>{table}</table>") == expected


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>{inner}</td></tr></table>",
        "<table><tr><td></td><td>一、总体情况<p>正文</p>{inner}</td></tr></table>",
        "<table><tr><td>" + "栏目" * 120 + "</td><td>正文{inner}</td></tr></table>",
        "<table><tr><td><table><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></table></td></tr></table>",
    ],
    ids=["one cell", "a spacer beside it", "a menu beside it", "three deep"],
)
def test_tables_for_layout_are_no_tables(layout: str) -> None:
    page = layout.format(inner=INNER)

    assert [line.cells for line in drawn(page) if line.table] == [("1", "2")]


def test_pages_nested_deeper_than_python_recurses_are_read() -> None:
    assert lines("<div>" * 5000 + "正文") == ["正文"]
    assert lines("<table><tr><td>" * 2000 + "正文") == ["正文"]


def test_tables_nested_by_the_thousand_take_no_more_than_a_moment() -> None:
    nested = "<table><tr><td>x</td><td>" * 2000 + "<p>正文</p>" * 20_000
    began = time.process_time()

    assert "正文" in lines(nested)[-1]
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("picture", "count"),
    [
        ("<img src='/W020240118.png'>", 1),
        ("<img src='a.jpg' width='600' height='800'>", 1),
        ("<img src='data:image/png;base64,AAAA' style='width:500.5px'>", 1),
        ("<img src='a.jpg' width=16 height=16>", 0),
        ("<img src='a.jpg' style='height: 20px'>", 0),
        ("<img src='/images/icon_doc.gif'>", 0),
        ("<img src='/upload/ewm.png'>", 0),
    ],
)
def test_pictures_that_may_show_a_table_are_counted(picture: str, count: int) -> None:
    assert read_html(f"<div><p>正文</p><p>{picture}</p></div>").pictures == count
