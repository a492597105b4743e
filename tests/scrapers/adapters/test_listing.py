"""Titles, dates and pagers as portals print them."""

from datetime import date

import pytest

from scrapers.adapters import generic, listing
from scrapers.page import Page
from tests.scrapers.adapters.test_families import COLUMN, a_page_of


def a_list(markup: str) -> Page:
    return a_page_of(f"<html><body>{markup}</body></html>".encode())


@pytest.mark.parametrize(
    ("anchor", "title"),
    [
        ('<a href="1.html" title="云溪县2025年年度报告">云溪县2025年年…</a>', "云溪县2025年年度报告"),
        ('<a href="1.html" title="云溪县2025年年度报告">云溪县2025年年...</a>', "云溪县2025年年度报告"),
        ('<a href="1.html" title="云溪县2025年年度报告">云溪县2025年</a>', "云溪县2025年年度报告"),
        ('<a href="1.html" title="点击查看详情">云溪县2025年年度报告</a>', "云溪县2025年年度报告"),
        ('<a href="1.html">云溪县2025年年…</a>', "云溪县2025年年…"),
        ('<a href="1.html">云溪县\n   2025年\t年度报告</a>', "云溪县 2025年 年度报告"),
        ('<a href="1.html">云溪县2025年年度报告<span>2026-01-20</span></a>', "云溪县2025年年度报告"),
        ('<a href="1.html"><i>[2026-01-20]</i> 云溪县2025年年度报告</a>', "云溪县2025年年度报告"),
        ('<a href="1.html" title="云溪县2025年年度报告"><img src="x.png"></a>', "云溪县2025年年度报告"),
        ('<a href="1.html"><img src="x.png" alt="云溪县2025年年度报告"></a>', "云溪县2025年年度报告"),
    ],
)
def test_the_fullest_title_is_the_title(anchor: str, title: str) -> None:
    assert [read.title for read in a_list(anchor).anchors] == [title]


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ('<li><a href="1.html">云溪县2025年年度报告</a><span>2026-01-20</span></li>', date(2026, 1, 20)),
        ('<li><span>[2026/1/5]</span><a href="1.html">云溪县2025年年度报告</a></li>', date(2026, 1, 5)),
        (
            '<tr><td><a href="1.html">云溪县2025年年度报告</a></td><td>2026年1月20日</td></tr>',
            date(2026, 1, 20),
        ),
        ('<li><a href="1.html">云溪县2025年年度报告</a> 发布时间：2026.01.20 09:30</li>', date(2026, 1, 20)),
        ('<li><a href="1.html"><p>云溪县2025年年度报告</p><em>20</em><b>2026-01</b></a></li>', None),
        ('<li><em>20</em> <b>2026-01</b><a href="1.html">云溪县2025年年度报告</a></li>', date(2026, 1, 20)),
        ('<li><a href="1.html">云溪县2025年年度报告</a><span>[01-20]</span></li>', None),
        ('<li><a href="1.html">云溪县2025年年度报告</a><span>2026-13-40</span></li>', None),
        ('<li><a href="1.html">云溪县2025年年度报告2026-01-20</a></li>', date(2026, 1, 20)),
    ],
)
def test_the_date_beside_a_link_is_its_date(row: str, day: date | None) -> None:
    page = a_list(f"<table>{row}</table>" if row.startswith("<tr") else f"<ul>{row}</ul>")

    assert [anchor.day for anchor in page.anchors] == [day]


def test_a_neighbours_date_is_never_borrowed() -> None:
    reading = generic.read(
        a_list(
            '<ul><li><a href="t1.html">云溪县2025年年度报告</a></li><li><a href="t2.html">云溪县2024年年度报告</a> 2025-01-20</li></ul>'
        )
    )

    assert [link.listed_date for link in reading.links] == [None, date(2025, 1, 20)]


@pytest.mark.parametrize("href", ["", "href='javascript:;'", "href='#'"])
def test_a_link_only_a_script_knows_the_address_of_is_a_row_with_its_own_date(href: str) -> None:
    rows = (
        f"<li><a {href} onclick=\"location.href='/a/10000{n}.html'\">云溪县{year}年政府信息公开年度报告</a>{day}</li>"
        for n, (year, day) in enumerate([(2025, ""), (2024, " 2025-01-20")])
    )
    reading = generic.read(a_list(f"<ul>{''.join(rows)}</ul>"))

    assert [link.url.rpartition("/")[2] for link in reading.links] == ["100000.html", "100001.html"]
    assert [link.listed_date for link in reading.links] == [None, date(2025, 1, 20)]


@pytest.mark.parametrize(
    ("pager", "leads_to", "hidden"),
    [
        ('<a href="index_1.html">下一页</a>', "index_1.html", False),
        ('<a href="?page=2"> 下 页 &gt;</a>', "?page=2", False),
        (
            '<a href="javascript:void(0)" onclick="location.href=\'list_2.html\'">下一页</a>',
            "list_2.html",
            False,
        ),
        ('<a href="javascript:;" onclick="goPage(2)">下一页</a>', None, True),
        ('<a class="normal" href="javascript:;" onclick="goPage(2)">下一页</a>', None, True),
        (
            '<div class="pageno nowrap"><a href="javascript:;" onclick="goPage(2)">下一页</a></div>',
            None,
            True,
        ),
        ('<a class="disabled" href="javascript:;">下一页</a>', None, False),
        ('<a class="noNext" href="javascript:;" onclick="goPage(2)">下一页</a>', None, False),
        ("<span>下一页</span>", None, False),
        ('<span onclick="goPage(2)">下一页</span>', None, True),
        ("<button>下一页</button>", None, True),
        ("<button disabled>下一页</button>", None, False),
        ('<li class="disabled" onclick="goPage(2)">下一页</li>', None, False),
        ('<button class="btn-next"><i class="el-icon-arrow-right"></i></button>', None, True),
        ('<a href="./">下一页</a>', None, False),
    ],
)
def test_the_next_page_is_followed_or_said_to_be_hidden(
    pager: str, leads_to: str | None, hidden: bool
) -> None:
    step, why = listing.next_step(a_list(pager))

    assert (step.url if step else None) == (COLUMN + leads_to if leads_to else None)
    assert bool(why) is hidden


def test_lists_grouped_by_year_are_one_list() -> None:
    reading = generic.read(
        a_list(
            '<div id="y2025"><ul><li><a href="/a/100001.html">云溪县甲局2025年信息公开年度报告</a>2026-01-20</li></ul></div>'
            '<div id="y2024"><ul><li><a href="/a/100002.html">云溪县甲局2024年信息公开年度报告</a>2025-01-20</li></ul></div>'
            '<div class="menu"><ul><li><a href="/b/100003.html">云溪县政府信息公开指南目录</a></li></ul></div>'
        )
    )

    assert [link.title[5:10] for link in reading.links] == ["2025年", "2024年"]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        "mailto:a@b.cn",
        "#top",
        "",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://[::1",
    ],
)
def test_a_link_to_no_page_is_no_link(href: str) -> None:
    page = a_list(f'<ul><li><a href="{href}">云溪县2025年政府信息公开年度报告</a> 2026-01-20</li></ul>')

    assert generic.read(page).links == ()


@pytest.mark.parametrize("words", ["暂无数据", "没有找到相关信息", "共 0 条"])
def test_a_page_may_say_that_it_lists_nothing(words: str) -> None:
    assert generic.read(a_list(f"<div>{words}</div>")).says_empty
    assert not generic.read(a_list(f"<div>{words}</div><script>draw()</script>")).says_empty
    assert not generic.read(a_list(f'<div style="display:none">{words}</div>')).says_empty
