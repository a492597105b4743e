"""What each family's pages say, read from saved pages of our own."""

from datetime import date
from types import ModuleType

import pytest

from scrapers.adapters import (
    ADAPTERS,
    adapter_named,
    anhui,
    generic,
    gkmlpt,
    hanweb,
    hanweb_report,
    nfcms,
    shtml_hex,
    trs,
    vsb,
)
from scrapers.page import Page, page_of_bytes
from scrapers.roster_columns import FAMILIES
from tests.scrapers.portal import CORPUS, FIXTURES, NOW

MODULE = "http://127.77.0.0/module/xxgk/xxgkAnnualReport.jsp?area=001008003012020&fbtime="
SHOW_LIST = "http://127.77.0.0/OpennessContent/showList/15/85522/page_1.html"
COLUMN = "http://127.77.0.0/zwgk/zfxxgk/zfxxgknb/"


def a_page(name: str, url: str = COLUMN, kind: str = "text/html") -> Page:
    return a_page_of((FIXTURES / name).read_bytes(), url, kind)


def a_page_of(content: bytes, url: str = COLUMN, kind: str = "text/html") -> Page:
    return page_of_bytes(
        url=url,
        final_url=url.partition("#")[0],
        status=200,
        headers={"content-type": kind},
        content=content,
        fetched_at=NOW,
    )


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("trs/index.html", trs),
        ("hanweb/index.html", hanweb),
        ("vsb/zfxxgknb.htm", vsb),
        ("gkmlpt/index.html", gkmlpt),
        ("nfcms/index.html", nfcms),
        ("nfcms/index_2.html", nfcms),
        ("shtml_hex/list.shtml", shtml_hex),
        ("shtml_hex/index.html", shtml_hex),
        ("anhui/showList.html", anhui),
        ("anhui/frame.html", anhui),
        ("anhui/iframe.html", anhui),
        ("anhui/routes.html", anhui),
        ("generic/list.html", generic),
    ],
)
def test_a_family_is_recognised_by_its_own_marks(name: str, family: ModuleType) -> None:
    first = next(adapter for adapter in ADAPTERS if adapter.recognises(a_page(name)))

    assert first is family
    assert adapter_named(family.name) is family


def test_the_modules_address_is_told_from_the_columns_of_the_same_vendor() -> None:
    page = a_page("hanweb_report/2025.html", f"{MODULE}2025")

    assert next(adapter for adapter in ADAPTERS if adapter.recognises(page)) is hanweb_report
    assert not hanweb_report.recognises(a_page("hanweb/index.html"))


def test_every_family_of_the_roster_has_a_module() -> None:
    assert {adapter.name for adapter in ADAPTERS} == set(FAMILIES)
    assert adapter_named("") is None


def test_trs_names_every_further_page_and_the_fullest_titles() -> None:
    reading = trs.read(a_page("trs/index.html"))

    assert [(link.title, link.url, link.listed_date) for link in reading.links] == [
        (
            "云溪县水利局2025年政府信息公开工作年度报告",
            f"{COLUMN}202601/t20260126_1303152.html",
            date(2026, 1, 26),
        ),
        (
            "云溪县水利局2024年政府信息公开工作年度报告",
            f"{COLUMN}202501/t20250122_1290101.html",
            date(2025, 1, 22),
        ),
    ]
    assert [step.url for step in reading.steps] == [f"{COLUMN}index_1.html"]
    assert reading.total_pages == 2
    assert "政府信息公开指南" in [link.title for link in reading.aside]


@pytest.mark.parametrize(
    ("script", "steps"),
    [
        ("createPageHTML(3,0,'index','shtml');", ["index_1.shtml", "index_2.shtml"]),
        ("createPageHTML('page_div', 2, 1, 'index', 'htm', 20);", ["index_2.htm"]),  # 开普
        ('var countPage = 3//共多少页\nvar x = "index"+"_"+i+"."+"html"', ["index_1.html", "index_2.html"]),
        ("createPageHTML(1,0,'index','html');", []),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {}", []),
    ],
)
def test_trs_counts_pages_as_its_templates_write_it(script: str, steps: list[str]) -> None:
    page = a_page_of(
        f"<html><ul><li><a href='./202601/t20260126_1.html'>云溪县2025年年度报告</a></li></ul><script>{script}</script></html>".encode()
    )

    assert [step.url for step in trs.read(page).steps] == [COLUMN + step for step in steps]


def test_an_empty_trs_column_says_so_by_counting_no_page() -> None:
    reading = trs.read(
        a_page_of(b"<html><ul></ul><script>createPageHTML(0,0,'index','html')</script></html>")
    )

    assert reading.says_empty
    assert not reading.links


def test_hanweb_reads_its_embedded_records_and_asks_the_proxy_for_the_rest() -> None:
    page = a_page("hanweb/index.html", "http://127.77.0.0/col/col1229063379/index.html")

    reading = hanweb.read(page)

    assert [(link.title, link.listed_date) for link in reading.links] == [
        ("云溪县教育局2025年政府信息公开工作年度报告", date(2026, 1, 15)),
        ("云溪县教育局2024年政府信息公开工作年度报告", date(2025, 1, 16)),
    ]
    assert reading.total_rows == 5
    assert [step.url for step in reading.steps] == [
        "http://127.77.0.0/module/jpage/dataproxy.jsp?startrecord=3&endrecord=5&perpage=2"
    ]
    assert dict(reading.steps[0].form or ()) == {
        "col": "1", "appid": "1", "webid": "149", "path": "/", "columnid": "1229063379", "sourceContentType": "1",
        "unitid": "6793088", "webname": "云溪县教育局", "permissiontype": "0",
    }  # fmt: skip


def test_hanweb_reads_the_proxys_answer() -> None:
    page = a_page(
        "hanweb/records.xml", "http://127.77.0.0/module/jpage/dataproxy.jsp?startrecord=3", "text/xml"
    )

    reading = hanweb.read(page)

    assert (reading.recognised, reading.rows, reading.total_rows) == (True, 3, 5)
    assert reading.links[0].url == "http://127.77.0.0/art/2024/1/15/art_1229063379_4200001.html"


def test_an_answer_that_is_no_data_store_is_not_recognised() -> None:
    page = a_page_of(
        "<p>请求过于频繁</p>".encode(), "http://127.77.0.0/module/jpage/dataproxy.jsp?startrecord=3"
    )

    assert not hanweb.read(page).recognised


def test_hanweb_follows_a_sealed_group_until_all_are_read() -> None:
    proxy = "http://127.77.0.0/module/web/jpage/dataproxy.jsp?page=1&webid=35"
    first = hanweb.read(a_page("hanweb/sealed.html", "http://127.77.0.0/col/col1/index.html"))
    answer = hanweb.read(a_page("hanweb/sealed_2.xml", proxy, "text/xml"))

    assert [step.url.partition("&path")[0] for step in first.steps] == [proxy]
    assert (first.total_rows, first.rows, answer.total_rows, answer.rows) == (2, 1, 2, 1)
    assert first.steps[0].form is None
    assert all(step.until_all for step in (*first.steps, *answer.steps))
    assert answer.links[0].title == "云溪县教育局2024年政府信息公开工作年度报告"


def test_the_report_module_is_its_last_years_addresses() -> None:
    reading = hanweb_report.read(a_page("hanweb_report/2025.html", f"{MODULE}2025"))

    assert [(link.url, link.title) for link in reading.links] == [
        (f"{MODULE}2025", "云溪区残疾人联合会2025年政府信息公开工作年度报告")
    ]
    assert [step.url for step in reading.steps] == [f"{MODULE}2026", f"{MODULE}2024"]  # fetched in 2026
    assert not reading.says_empty
    assert [link.title for link in reading.aside] == ["机构职能与领导分工", "政府信息公开指南栏目"]


def test_the_report_module_says_that_a_year_has_no_report() -> None:
    reading = hanweb_report.read(a_page("hanweb_report/2026.html", f"{MODULE}2026"))

    assert (reading.links, reading.says_empty, reading.recognised) == ((), True, True)


def test_a_page_of_the_module_whose_title_has_no_year_is_neither_a_report_nor_empty() -> None:
    text = (FIXTURES / "hanweb_report/2025.html").read_text().replace("<h1>云溪区残疾人联合会2025年", "<h1>")

    reading = hanweb_report.read(a_page_of(text.encode(), f"{MODULE}2025"))

    assert (reading.links, reading.says_empty) == ((), False)


def test_the_module_without_a_year_leads_to_the_years_and_lists_nothing_itself() -> None:
    page = a_page("hanweb_report/2025.html", MODULE.removesuffix("&fbtime="))
    reading = hanweb_report.read(page)

    assert reading.links == ()
    assert [step.url for step in reading.steps] == [f"{MODULE}{year}" for year in (2026, 2025, 2024)]


def test_nfcms_lists_a_document_and_its_twin_for_telephones_once() -> None:
    first, last = (nfcms.read(a_page(f"nfcms/{name}.html")) for name in ("index", "index_2"))

    assert [link.url.rsplit("/", 1)[-1] for link in first.links] == [
        "post_11956962.html",
        "post_11956001.html",
    ]
    assert [link.listed_date for link in first.links] == [date(2026, 1, 27), date(2026, 1, 26)]
    assert [step.url for step in first.steps] == [f"{COLUMN}index_2.html"]
    assert [link.url.rsplit("/", 1)[-1] for link in last.links] == ["mpost_10402211.html"]
    assert (last.steps, last.unfollowed) == ((), "")


def test_shtml_hex_calls_its_second_page_list_2() -> None:
    reading = shtml_hex.read(a_page("shtml_hex/list.shtml", "http://127.77.0.0/yxzj/c133076/list.shtml"))

    assert [link.listed_date for link in reading.links] == [date(2026, 1, 23), date(2025, 1, 20)]
    assert [step.url.rsplit("/", 1)[-1] for step in reading.steps] == ["list_2.shtml", "list_3.shtml"]
    assert reading.total_pages == 3


def test_anhui_reads_every_numbered_page_to_the_one_behind_the_last_link() -> None:
    reading = anhui.read(a_page("anhui/showList.html", SHOW_LIST))

    assert [link.url.rsplit("/", 1)[-1] for link in reading.links] == ["2198223.html", "1990001.html"]
    assert [step.url for step in reading.steps] == [
        SHOW_LIST.replace("page_1", page) for page in ("page_2", "page_3")
    ]
    assert reading.total_pages == 3


def test_anhui_goes_into_the_frame_that_holds_the_list() -> None:
    outer = anhui.read(a_page("anhui/frame.html", "http://127.77.0.0/xxgk/"))
    inner = anhui.read(a_page("anhui/iframe.html"))

    assert [step.url for step in outer.steps] == [
        "http://127.77.0.0/opennessContent/iframe/?branch_id=54014be15837eedf9b7dd15a&column_code=250400&page=1"
    ]
    assert outer.links == ()
    assert [link.title[:11] for link in inner.links] == ["云溪县教育局2025年", "云溪县教育局2021年"]


def test_anhuis_own_route_for_annual_reports_is_a_list_without_dates() -> None:
    reading = anhui.read(a_page("anhui/routes.html"))

    assert [link.url for link in reading.links] == [
        "http://127.77.0.0/Xxgknb/show/5403.html",
        "http://127.77.0.0/Xxgknb/show/4870.html",
    ]


def test_vsb_follows_the_next_page_and_counts_rows() -> None:
    first = vsb.read(a_page("vsb/zfxxgknb.htm", "http://127.77.0.0/xxgk/zfxxgknb.htm"))
    last = vsb.read(a_page("vsb/1.htm", "http://127.77.0.0/xxgk/zfxxgknb/1.htm"))

    assert [step.url for step in first.steps] == ["http://127.77.0.0/xxgk/zfxxgknb/1.htm"]
    assert (first.total_rows, first.total_pages, len(first.links), len(last.links)) == (3, 2, 2, 1)
    assert last.steps == ()
    assert last.links[0].listed_date == date(2024, 1, 22)


@pytest.mark.parametrize(
    ("fragment", "category"),
    [("", "2811"), ("#2811", "2811"), ("#99", "99")],
    ids=["tree", "named", "another"],
)
def test_gkmlpt_asks_for_the_column_in_the_address_or_the_tree(fragment: str, category: str) -> None:
    reading = gkmlpt.read(a_page("gkmlpt/index.html", f"http://127.77.0.0/yx/gkmlpt/index{fragment}"))

    assert [step.url for step in reading.steps] == [
        f"http://127.77.0.0/yx/gkmlpt/api/all/{category}?page=1&sid=755031"
    ]


def test_gkmlpt_reads_titles_and_the_displayed_day_in_china() -> None:
    page = a_page(
        "gkmlpt/all.json", "http://127.77.0.0/gkmlpt/api/all/2811?page=1&sid=755031", "application/json"
    )

    reading = gkmlpt.read(page)

    assert [(link.title, link.listed_date) for link in reading.links] == [
        ("云溪区财政局2025年政府信息公开工作年度报告", date(2026, 1, 27)),  # 2026-01-26 16:00 UTC
        ("云溪区财政局2024年政府信息公开工作年度报告", date(2025, 1, 27)),
    ]
    assert (reading.total_rows, reading.rows, reading.steps) == (2, 2, ())


def test_gkmlpt_names_every_further_page_of_a_long_column() -> None:
    page = a_page_of(
        b'{"total": 250, "articles": []}',
        "http://127.77.0.0/gkmlpt/api/all/5?page=1&sid=2",
        "application/json",
    )

    assert [step.url.partition("?")[2] for step in gkmlpt.read(page).steps] == [
        "page=2&sid=2",
        "page=3&sid=2",
    ]


@pytest.mark.parametrize(
    "answer", [b"<html>busy</html>", b"{", b'{"code": 500}', b"[]", b'{"articles": [1]}']
)
def test_gkmlpt_does_not_take_an_error_for_an_empty_column(answer: bytes) -> None:
    reading = gkmlpt.read(
        a_page_of(answer, "http://127.77.0.0/gkmlpt/api/all/5?page=1&sid=2", "application/json")
    )

    assert not reading.recognised
    assert not reading.says_empty


def test_generic_reads_the_table_and_not_the_menu() -> None:
    reading = generic.read(a_page("generic/list.html"))

    assert [(link.title[:6], link.listed_date) for link in reading.links] == [
        ("云溪县统计局", date(2026, 1, 9)),
        ("云溪县统计局", None),  # [01-10]: a day without its year is no date
    ]
    assert [step.url for step in reading.steps] == [f"{COLUMN}list_2.shtml"]
    assert reading.total_pages == 2


def test_an_empty_container_is_noticed_and_not_called_an_empty_column() -> None:
    reading = generic.read(a_page("generic/drawn.html"))

    assert reading.empty_container
    assert reading.links == ()
    assert not reading.says_empty


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_the_column_of_engebei_is_read_whole() -> None:
    page = a_page_of(
        (CORPUS / "ordos_engebei_xxgknb_index.html").read_bytes(), "http://egb.ordos.gov.cn/xxgk/xxgknb/"
    )

    assert trs.recognises(page)
    reading = trs.read(page)

    assert len(reading.links) == 10
    assert reading.links[0].title == "鄂尔多斯市2019年政府信息公开工作年度报告"
    assert reading.links[0].listed_date == date(2020, 9, 3)
    assert [step.url for step in reading.steps] == ["http://egb.ordos.gov.cn/xxgk/xxgknb/index_1.html"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_the_column_of_pingtan_shows_its_rows_and_that_there_is_more() -> None:
    page = a_page_of(
        (CORPUS / "pingtan_zfxxgknb_index.excerpt.html").read_bytes(), "https://www.pingtan.gov.cn/nb/"
    )

    reading = trs.read(page)

    assert len(reading.links) == 10
    assert reading.links[0].title == "平潭综合实验区2025年度政府信息公开工作年度报告"
    assert reading.unfollowed


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
@pytest.mark.parametrize("name", ["gne_shanxi_gov_article.html", "gne_gzggw_article.html"])
def test_an_article_is_not_taken_for_a_list(name: str) -> None:
    page = a_page_of((CORPUS / name).read_bytes(), "http://www.example.gov.cn/a/1.html")
    adapter = next(adapter for adapter in ADAPTERS if adapter.recognises(page))

    assert adapter.read(page).links == ()
