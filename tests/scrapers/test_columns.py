"""Finding a portal's annual-report column from its front page, over real sockets."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from reports.titles import names_report
from scrapers.columns import MOST_PAGES, find_columns
from scrapers.proposal import Search
from tests.scrapers.portal import Answers, Portal, Reply, an_opener, html, listing, page

REPORTS = listing("云溪县水利局2025年政府信息公开工作年度报告", "云溪县水利局2024年政府信息公开工作年度报告")
HOME = "<html><title>云溪县水利局</title><body><h1>云溪县水利局欢迎您</h1>{}</body></html>"


def front(*links: tuple[str, str], more: str = "") -> Reply:
    return html(HOME.format("".join(f'<a href="{url}">{name}</a>' for url, name in links) + more))


async def searched(portal: Portal, folder: Path, **changes: object) -> Search:
    async with an_opener(folder, **changes) as opener:
        return await find_columns(portal.url("/"), opener, names_report=names_report)


async def test_the_way_leads_through_the_disclosure_section(tmp_path: Path) -> None:
    answers: Mapping[str, Answers] = {
        "/": front(("/ld/", "领导之窗"), ("/zwgk/", "政务公开"), ("/xxgk/", "政府信息公开")),
        "/xxgk/": front(("/xxgk/zn/", "公开指南"), ("/xxgk/xxgknb/", "政府信息公开年报")),
        "/xxgk/xxgknb/": html(REPORTS),
    }
    async with Portal(answers) as portal:
        search = await searched(portal, tmp_path)
        found = portal.url("/xxgk/xxgknb/")

    assert [(each.url, each.name, each.reports, each.family) for each in search.proposals] == [
        (found, "政府信息公开年报", 2, "trs")
    ]
    assert portal.paths() == ["/", "/xxgk/", "/xxgk/xxgknb/"]
    assert [words.zh for words in search.proposals[0].why] == [
        "栏目名为「政府信息公开年报」",
        "网址像年报栏目：/xxgk/xxgknb/",
        "第一页列有 2 份年度报告",
    ]


async def test_the_column_that_lists_reports_beats_one_that_only_has_the_name(tmp_path: Path) -> None:
    answers: Mapping[str, Answers] = {
        "/": front(("/old/zfxxgknb/", "政府信息公开年报"), ("/nb/", "年报")),
        "/old/zfxxgknb/": html(listing("云溪县水利局领导分工情况说明", "云溪县水利局机构职能简要介绍")),
        "/nb/": html(REPORTS),
    }
    async with Portal(answers) as portal:
        search = await searched(portal, tmp_path)

    assert [each.url for each in search.proposals] == [portal.url("/nb/")]


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        (
            {
                "/sitemap.xml": Reply(
                    body=b"<urlset><url><loc>/zw/zfxxgknb/</loc></url></urlset>", kind="text/xml"
                )
            },
            "/zw/zfxxgknb/",
        ),
        ({"/map.html": front(("/zw/a/", "公开年报")), "/": front(("/map.html", "网站地图"))}, "/zw/a/"),
        ({"/": front(more='<form action="/so"><input type="text" name="q"></form>')}, "/zw/b/"),
        ({}, "/zwgk/zfxxgk/zfxxgknb/"),
    ],
    ids=["sitemap.xml", "网站地图", "site search", "usual address"],
)
async def test_where_the_menu_does_not_help_other_ways_do(
    tmp_path: Path, answers: dict[str, Answers], path: str
) -> None:
    report = "/zw/b/202601/t20260126_1.html"
    searching = {
        "/so": front((report, "云溪县水利局2025年政府信息公开工作年度报告")),
        report: front(("/zw/b/", "政府信息公开年报"), more="<p>一、总体情况</p>"),
    }
    async with Portal(
        {"/": front(("/ld/", "领导之窗")), path: html(REPORTS), **searching, **answers}
    ) as portal:
        search = await searched(portal, tmp_path)

    assert search.proposals[0].url == portal.url(path)
    assert search.proposals[0].reports == 2


async def test_the_parts_of_a_column_are_looked_into(tmp_path: Path) -> None:
    answers: Mapping[str, Answers] = {
        "/": front(("/zfxxgknb/", "政府信息公开年报")),
        "/zfxxgknb/": front(("/zfxxgknb/gb2025/", "2025年"), ("/zfxxgknb/bm/", "区直部门")),
        "/zfxxgknb/gb2025/": html(REPORTS),
        "/zfxxgknb/bm/": html(REPORTS),
    }
    async with Portal(answers) as portal:
        search = await searched(portal, tmp_path)

    assert {each.url for each in search.proposals} == {
        portal.url("/zfxxgknb/gb2025/"),
        portal.url("/zfxxgknb/bm/"),
    }


async def test_gkmlpt_is_proposed_with_the_number_of_its_column(tmp_path: Path) -> None:
    answers: Mapping[str, Answers] = {
        "/": front(("/gkmlpt/index", "政府信息公开目录")),
        "/gkmlpt/index": page("gkmlpt/index.html"),
        "/gkmlpt/api/all/2811": page("gkmlpt/all.json", kind="application/json"),
    }
    async with Portal(answers) as portal:
        search = await searched(portal, tmp_path)

    assert [(each.url, each.family, each.reports) for each in search.proposals] == [
        (portal.url("/gkmlpt/index#2811"), "gkmlpt", 2)
    ]


async def test_a_column_that_refuses_is_proposed_for_its_name_and_says_so(tmp_path: Path) -> None:
    answers: Mapping[str, Answers] = {
        "/": front(("/xxgk/xxgknb/", "政府信息公开年报"), ("/gone/zfxxgknb/", "政府信息公开年报")),
        "/xxgk/xxgknb/": Reply(status=403),
    }
    async with Portal(answers) as portal:
        search = await searched(portal, tmp_path)

    assert [(each.url, each.reports) for each in search.proposals] == [(portal.url("/xxgk/xxgknb/"), None)]
    assert search.proposals[0].why[-1].zh.startswith("未能打开：返回 403")


async def test_the_search_stays_within_its_pages_and_its_site(tmp_path: Path) -> None:
    links = [(f"/a{number}/zfxxgknb/", "政府信息公开年报") for number in range(60)]
    answers = {"/": front(("http://127.9.0.2:1/nb/", "政府信息公开年报"), *links)}
    async with Portal(answers) as portal:
        search = await searched(portal, tmp_path)

    assert (search.proposals, search.fault) == ((), None)
    assert len(portal.paths()) == search.pages == MOST_PAGES


async def test_robots_and_silence_are_told(tmp_path: Path) -> None:
    barred = {"/robots.txt": Reply(body=b"User-agent: *\nDisallow: /", kind="text/plain")}
    async with Portal(barred) as portal:
        search = await searched(portal, tmp_path)

    assert search.fault is not None
    assert "robots.txt" in search.fault.zh
    assert portal.paths() == []
