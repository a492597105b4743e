"""Web pages: the report's own part of them, their tables row by row."""

import re
from html import escape
from json import dumps
from urllib.parse import quote

import pytest

from models.report import CellKind
from reports.editions import EDITIONS, Edition, edition
from reports.reading import Unreadable, read
from reports.reading.html import read_html
from tests.reports.reading.material import NUMERALS, as_page, counted, every, read_values

FORM = edition("2021")
AROUND = [
    ("<div id='zoom'>", "</div>"),
    ("<table class='layout'><tr><td>", "</td></tr></table>"),
    ("<div><div class='TRS_Editor'><div>", "</div></div></div>"),
    ("<form><font size='3'>", "</font></form>"),
]


TITLES = [section.title for section in FORM.sections]
TEXTS = ["第1部分的文字。", "", "", "", "第5部分的文字。", "第6部分的文字。"]


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


CHROME = [
    "<div class='nav'><a>首页</a><h2>政府信息公开年报</h2></div>",
    "<div class='toc'><ul>" + "".join(f"<li><a href='#s{no}'>{NUMERALS[no]}、{title}</a></li>" for no, title in enumerate(TITLES)) + "</ul></div>",
    "<div class='related'><h3>相关链接</h3><ul><li><a>示例县水利局2022年政府信息公开工作年度报告</a></li></ul></div>",
    "<table><tr><td>" + "栏目 " * 100 + "</td><td>天气 3 4</td></tr></table>",
    "<footer>主办：示例县</footer><div style='display:none'>一、总体情况<p>旧文</p></div>",
]  # fmt: skip


@pytest.mark.parametrize(
    "chrome", CHROME, ids=["menu", "contents", "related", "side table", "footer and hidden copy"]
)
@pytest.mark.parametrize("order", ["before", "after"])
def test_what_stands_around_a_report_is_no_part_of_it(chrome: str, order: str) -> None:
    around = (chrome + "<div>", "</div>") if order == "before" else ("<div>", "</div>" + chrome)
    page = as_page(FORM, counted(FORM), around=around)
    report = read(page.encode())
    assert (read_values(report), report.unread, report.title_year) == (counted(FORM), (), 2023)
    assert [part.text for part in report.sections] == TEXTS
    assert report.preamble == "示例县水利局2023年政府信息公开工作年度报告"


UNSEEN = [
    "<div id='article' style='display:none'>{}</div><script>show('article')</script>",
    "<iframe srcdoc='{quoted}'></iframe>",
    "<textarea id='c' style='display:none'>{quoted}</textarea>",
    "<template>{}</template>",
    "<noscript>{}</noscript>",
    "<script type='text/html'>{}</script>",
    "<script>var detail = {json};</script>",
    "<script>document.write(unescape('{percent}'))</script>",
    "<script>var a = `{}`</script>",
    "<script>window._CONFIG = {{DETAIL: {{content: {json}}}}}</script>",
]


@pytest.mark.parametrize("carrier", UNSEEN)
def test_a_report_that_the_page_only_carries_is_read(carrier: str) -> None:
    """Portals draw reports into frames, or let a script put them in their place."""
    whole = as_page(FORM, counted(FORM))
    inner = whole[whole.index("<div id='zoom'>") : whole.index("<p>主办")]
    carried = carrier.format(inner, quoted=escape(inner), json=dumps(inner), percent=quote(inner))
    report = read(whole.replace(inner, f"<p>正在加载</p>{carried}").encode())
    assert (read_values(report), report.unread) == (counted(FORM), ())
    assert [part.text for part in report.sections] == TEXTS


def test_what_a_page_only_carries_is_left_where_it_shows_a_report() -> None:
    old = as_page(FORM, every(FORM, lambda *_: "9"))
    page = as_page(FORM, counted(FORM)) + f"<div style='display:none'>{old}</div><template>{old}</template>"
    assert read_values(read(page.encode())) == counted(FORM)


def test_tables_and_sections_may_stand_in_wrappers_of_their_own() -> None:
    page = (
        as_page(FORM, counted(FORM))
        .replace("<table", "<div><div><table")
        .replace("</table>", "</table></div></div>")
    )
    page = page.replace("<p>五、", "</div><div class='second'><p>五、")
    report = read(page.encode())
    assert (read_values(report), report.unread) == (counted(FORM), ())
    assert [part.text for part in report.sections] == TEXTS


def test_a_report_that_is_one_table_from_top_to_bottom_is_read() -> None:
    page = (
        as_page(FORM, counted(FORM)).replace("<table border='1'><tbody>", "").replace("</tbody></table>", "")
    )
    start, end = page.index("<div id='zoom'>"), page.index("</div>")
    rows = re.sub(r"<p>([^<]*)</p>(?!</td>)", r"<tr><td colspan=10><p>\1</p></td></tr>", page[start:end])
    report = read(f"{page[:start]}<table>{rows}</table>{page[end:]}".encode())
    assert (read_values(report), report.unread) == (counted(FORM), ())
    assert [part.text for part in report.sections] == TEXTS


def test_figures_in_a_font_of_the_pages_own_are_damaged_and_never_wrong() -> None:
    font = {ord(digit): 0xE000 + int(digit) for digit in "03456789"}
    whole = as_page(FORM, counted(FORM))
    page = re.sub(r"<p>\d+</p>", lambda figure: figure[0].translate(font), whole)
    report = read(page.encode())
    cells = [cell for table in report.tables.values() for _, _, cell in table]
    assert len(cells) == 200
    assert {(cell.value, cell.doubtful) for cell in cells if not cell.raw.isascii()} == {(None, True)}
    assert report.legibility.damaged > 200


def test_a_row_whose_label_is_damaged_too_is_listed_as_unread() -> None:
    page = as_page(FORM, counted(FORM)).replace("3.其他<", "\ue003.其他<").replace("1179", "1\ue0039")
    report = read(page.encode())
    assert [note.split("：")[0] for note in report.unread] == ["applications"]


def test_pictures_in_the_report_are_counted_and_those_around_it_are_not() -> None:
    around = ("<img src='/banner2.jpg'><div>", "<p><img src='table3.png'></p></div><img src='photo.jpg'>")
    assert read(as_page(FORM, counted(FORM), around=around).encode()).legibility.pictures == 1


HEADINGS = [f"{NUMERALS[section.no - 1]}、{section.title}" for section in FORM.sections]


@pytest.mark.parametrize(
    "before",
    [
        "<script>var toc = '{}'</script>",
        "<div style='display:none'>{}</div>",
        "<textarea>{}</textarea>",
        "<div>{}</div>",
    ],
    ids=["in a script", "hidden", "in a text area", "shown"],
)
def test_headings_elsewhere_on_the_page_do_not_mislead(before: str) -> None:
    page = as_page(FORM, counted(FORM), around=(before.format(" ".join(HEADINGS)) + "<div>", "</div>"))
    report = read(page.encode())
    assert (read_values(report), report.unread) == (counted(FORM), ())
    assert [part.text for part in report.sections] == TEXTS
