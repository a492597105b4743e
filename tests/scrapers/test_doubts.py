"""What lets no absence count on a page that opened and lists something, and what is too usual to be doubted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType

import pytest

from models.visit import Gate, Link, Via
from scrapers.adapters import gkmlpt, hanweb, static
from scrapers.doubts import disagreement, doubts_of, is_stale, may_grow
from scrapers.page import Page, page_of_bytes
from tests.scrapers.bad_pages.pages import HIDDEN_LINKS, OLDER, column

HERE = "https://www.yunxi.example/zwgk/nb/"
NOW = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)


THIS = "云溪县水利局2025年政府信息公开工作年度报告"


def a_page(text: str, headers: Mapping[str, str] | None = None, final_url: str = HERE) -> Page:
    return page_of_bytes(
        url=HERE,
        final_url=final_url,
        status=200,
        headers=headers or {},
        content=text.encode(),
        fetched_at=NOW,
    )


def gates(page: Page, *, rehearsing: bool = False) -> list[Gate]:
    return [doubt.gate for doubt in doubts_of(page, static.read(page), rehearsing=rehearsing)]


def test_a_good_page_is_beyond_doubt() -> None:
    assert gates(a_page(column(*OLDER))) == []


@pytest.mark.parametrize(
    ("more", "gate"),
    [
        (HIDDEN_LINKS, Gate.GENUINE),
        ("<div hidden>百家乐</div>", Gate.GENUINE),
        ("<link rel=canonical href='/'>", Gate.GENUINE),
        (
            "<ul><li><a href='/dt/20260126_1.html'><img src=a.png></a><span>2026-01-26</span></li></ul>",
            Gate.COVERAGE,
        ),
        (f"<p><a onclick='go(7)'>{THIS}</a></p>", Gate.COVERAGE),
        (f"<p><span onclick='go(7)'>{THIS}</span></p>", Gate.COVERAGE),
        (f"<ul><li><span>{THIS}</span></li></ul>", Gate.COVERAGE),  # a script listens, and no markup says so
        (f"<ul><li>{THIS} <span onclick='go(7)'>查看</span></li></ul>", Gate.COVERAGE),
        (f"<table><tr><td>{THIS}</td><td><a href='/a/1.pdf'>查看</a></td></tr></table>", Gate.COVERAGE),
    ],
)
def test_what_stands_on_a_page_may_bring_it_into_doubt(more: str, gate: Gate) -> None:
    assert gates(a_page(column(*OLDER, more=more))) == [gate]


@pytest.mark.parametrize(
    ("family", "kind", "answer"),
    [
        (gkmlpt, "application/json", '{{"total": 1, "articles": [{{"title": "{}"}}]}}'),
        (hanweb, "text/xml", "<totalrecord>1</totalrecord><record><![CDATA[<li>{}</li>]]></record>"),
    ],
    ids=["gkmlpt", "hanweb"],
)
def test_a_record_that_names_a_report_and_no_address_is_doubted(
    family: ModuleType, kind: str, answer: str
) -> None:
    def doubted(title: str) -> list[Gate]:
        page = replace(a_page(answer.format(title)), media_type=kind)
        return [doubt.gate for doubt in doubts_of(page, family.read(page), rehearsing=False)]

    assert doubted(THIS) == [Gate.COVERAGE]
    assert doubted("政府信息公开指南 2025-03-01") == []


@pytest.mark.parametrize(
    "more",
    [
        # A menu that folds, a banner, a gallery, an attachment's icon, a back-to-top button.
        "<ul style='display:none'>" + "".join(f"<a href='/m{n}/'>栏目{n}</a>" for n in range(40)) + "</ul>",
        "<div class=banner><a href='/zt/2026/1234567.html'><img src=b.png></a></div>",
        "<ul class=gallery><li><a href='/zt/2026/1234567.html'><img src=b.png></a></li></ul>",
        "<link rel=canonical href='https://www.yunxi.example/zwgk/nb/'>",
        "<a href='javascript:scrollTo(0, 0)'>返回顶部</a>",
        "<a href='javascript:void(0)'>政府信息公开年报</a>",
        "<ul><li onclick='open(3)'>政府信息公开指南 2025-03-01</li><li>政府信息公开年报</li></ul>",
        "<ul><li>政府信息公开 版权所有 2025 举报电话：12345</li></ul>",
        f"<ul><li onclick='go(7)'><a href='/nb/20250126_9.html'>{THIS}</a></li></ul>",
    ],
)
def test_what_most_sites_have_is_not_doubted(more: str) -> None:
    assert gates(a_page(column(*OLDER, more=more))) == []


def test_a_page_with_hardly_a_chinese_word_is_no_list_to_rely_on() -> None:
    assert gates(a_page("<html><ul><li><a href='/a/1234567.html'>2024年报告</a></li></ul></html>")) == [
        Gate.READABLE
    ]


def test_a_list_in_a_frame_may_hold_nothing_but_last_years_report() -> None:
    title = "云溪县水利局2024年政府信息公开工作年度报告"
    row = f"<li><a href='/a/1234567.html' title='{title}'>云溪县水利局2024年…</a><span>2025-01-20</span></li>"

    assert gates(a_page(f"<html><ul>{row}</ul></html>")) == []


def test_a_way_back_to_plain_http_is_doubted() -> None:
    page = a_page(column(*OLDER), final_url=HERE.replace("https", "http"))

    assert gates(page) == [Gate.TRANSPORT]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("https://www.yunxi.example/api/list?page=2 返回 500", [Gate.TRANSPORT]),
        ("https://www.yunxi.example/api/visitCount?id=3 返回 500", []),  # a counter
        ("https://hm.other.example/hm.gif net::ERR_FAILED", []),  # somebody else's
    ],
)
def test_a_failed_request_for_the_lists_own_data_is_doubted(note: str, expected: list[Gate]) -> None:
    assert gates(replace(a_page(column(*OLDER)), notes=(note,), via=Via.BROWSER)) == expected


@pytest.mark.parametrize(
    ("headers", "text", "stale"),
    [
        ({"age": "172801"}, "", True),
        ({"age": "3600"}, "", False),
        ({"date": "Sat, 24 Jan 2026 01:00:00 GMT"}, "", True),
        ({"date": "Mon, 02 Feb 2026 00:59:00 GMT"}, "", False),
        ({"date": "yesterday"}, "", False),
        ({}, "今天是2026年1月24日 星期六", True),
        ({}, "今天是2026年2月1日 星期日", False),
        ({}, "今天是2026年13月41日", False),
    ],
)
def test_a_copy_older_than_two_days_is_stale(headers: Mapping[str, str], text: str, *, stale: bool) -> None:
    assert is_stale(a_page(text, headers), rehearsing=False) is stale


def test_in_a_rehearsal_only_a_caches_own_word_counts() -> None:
    assert not is_stale(a_page("今天是2026年1月24日"), rehearsing=True)
    assert not is_stale(a_page("", {"date": "Sat, 24 Jan 2026 01:00:00 GMT"}), rehearsing=True)
    assert is_stale(a_page("", {"age": "172801"}), rehearsing=True)


def test_a_list_that_grows_by_scrolling_has_no_end_to_prove() -> None:
    grows = (
        "<script>if ($(window).scrollTop() + $(window).height() > $(document).height() - 9) more()</script>"
    )
    back_to_top = "<script>if ($(window).scrollTop() > 300) $('#top').show()</script>"

    assert [doubt.gate for doubt in may_grow(a_page(grows))] == [Gate.COVERAGE]
    assert not list(may_grow(a_page(back_to_top)))


def test_what_a_plain_request_lists_a_browser_must_list_too() -> None:
    one, other = (Link(url=f"{HERE}{n}.html", title=title) for n, title in enumerate(OLDER[:2]))

    assert not list(disagreement((one, other), (other, one)))
    assert [doubt.gate for doubt in disagreement((one, other), (one,))] == [Gate.GENUINE]
