"""One look at one column, by real requests to a real server: every way it can end."""

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from models.agency import Portal as Column
from models.visit import Link, Outcome, Via
from scrapers.crawl import look
from scrapers.errors import VaultFull
from scrapers.vault import Vault
from tests.scrapers.portal import (
    FIXTURES,
    Answers,
    Asked,
    Portal,
    Reply,
    an_opener,
    files_in,
    html,
    listing,
    looked,
    names_2025,
    page,
    rows,
)

NB = "/zwgk/nb/"
REPORT = page("trs/report.html")
ONE, TWO = "云溪县水利局2025年政府信息公开工作年度报告", "云溪县林业局2024年政府信息公开工作年度报告"
COUNTED = '<script>createPageHTML({}, 0, "index", "html");</script>'


def column(reply: Answers, more: Mapping[str, Answers] | None = None) -> dict[str, Answers]:
    return {NB: reply, f"{NB}202601/t20260126_1.html": REPORT, **(more or {})}


async def test_a_column_is_read_to_its_end_and_its_wanted_report_kept(tmp_path: Path) -> None:
    answers = {NB: page("trs/index.html"), f"{NB}index_1.html": page("trs/index_1.html")}
    answers[f"{NB}202601/t20260126_1303152.html"] = REPORT
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB), family="trs")

    assert (visit.outcome, visit.listing_complete, visit.family) == (Outcome.COMPLETED, True, "trs")
    assert [link.listed_date for link in visit.links] == [
        date(2026, 1, 26),
        date(2025, 1, 22),
        date(2024, 1, 18),
    ]
    assert [candidate.link.title for candidate in visit.candidates] == [ONE]
    [document] = visit.candidates[0].documents
    assert Vault(tmp_path).read(document.sha256) == REPORT.body
    assert (document.media_type, document.charset, document.size) == ("text/html", "utf-8", len(REPORT.body))
    assert portal.paths() == [NB, f"{NB}index_1.html", f"{NB}202601/t20260126_1303152.html"]
    assert "2 页" in visit.reason.zh
    assert "2 pages" in visit.reason.en


async def test_every_page_that_was_opened_is_evidence(tmp_path: Path) -> None:
    answers = column(html(listing(ONE, TWO)), {f"{NB}202601/t20260126_1.html": html("gone", status=404)})
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    assert [(opened.outcome, opened.status) for opened in visit.opened] == [
        (Outcome.COMPLETED, 200),
        (Outcome.COLUMN_LOST, 404),
    ]
    assert [len(Vault(tmp_path).read(opened.sha256)) > 0 for opened in visit.opened] == [True, True]


@pytest.mark.parametrize(
    ("reply", "outcome", "said"),
    [
        (html("<title>x</title>not here", status=404), Outcome.COLUMN_LOST, "404"),
        (html("gone", status=410), Outcome.COLUMN_LOST, "410"),
        (html("<title>404</title>"), Outcome.SOFT_404, "404"),
        (html("<p>抱歉，您访问的页面不存在或已被删除</p><a href='/'>返回首页</a>"), Outcome.SOFT_404, "页面不存在"),
        (Reply(status=302, headers={"Location": "/"}), Outcome.SOFT_404, "首页"),
        (html("<h1>系统维护</h1>请稍后访问"), Outcome.UNREACHABLE, "系统维护"),
        (html("error", status=500), Outcome.UNREACHABLE, "500"),
        (html("busy", status=503), Outcome.UNREACHABLE, "503"),
        (html("no", status=401), Outcome.BLOCKED, "401"),
        (html("no", status=403), Outcome.BLOCKED, "403"),
        (html("slow down", status=429), Outcome.BLOCKED, "429"),
        (page("generic/hopeless.html", status=412), Outcome.BLOCKED, "412"),
        (page("generic/hopeless.html", status=202), Outcome.BLOCKED, "202"),
        (page("generic/hopeless.html", status=521), Outcome.BLOCKED, "521"),
        (page("generic/hopeless.html"), Outcome.BLOCKED, "质询页"),
        (html("<title>安全验证</title><p>请完成验证码</p>"), Outcome.BLOCKED, "质询页"),
        (html("<title>澳门葡京娱乐城</title>" + "<p>百家乐 老虎机</p>" * 30), Outcome.HIJACKED, "葡京"),
        (html("<title>&#28595;&#38376;&#36172;&#22330;</title>" + "<p>x</p>" * 300), Outcome.HIJACKED, "赌场"),
        (html("<title>域名出售</title>请联系"), Outcome.HIJACKED, "域名出售"),
        (html(f"<p>{'云溪县政府信息公开年度报告栏目说明' * 20}</p>"), Outcome.CHANGED, "没有文章列表"),
        (Reply(body=b"%PDF-1.7 ...", kind="application/pdf"), Outcome.CHANGED, "没有文章列表"),
        (html(listing(ONE).encode().decode("latin-1") * 3), Outcome.UNREADABLE, "无法辨认"),
        (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<html><ul><li>"), Outcome.PARTIAL, "中断"),
        (Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n" + listing(ONE).encode()[:-40]), Outcome.PARTIAL, "截断"),
        (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<", drip=True), Outcome.UNREACHABLE, "没有传完"),
        (Reply(status=302, headers={"Location": "http://127.9.0.7:9/"}), Outcome.UNREACHABLE, "拒绝"),
        (Reply(status=302, headers={"Location": "http://10.0.0.7/"}), Outcome.UNREACHABLE, "CHUNXUN_ALLOW_ADDRESSES"),
    ],
)  # fmt: skip
async def test_a_column_that_is_not_there_ends_by_name_and_lists_nothing(
    tmp_path: Path, reply: Reply, outcome: Outcome, said: str
) -> None:
    async with (
        Portal({NB: reply, "/": html(listing(TWO))}) as portal,
        an_opener(tmp_path, timeout=1) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is outcome, visit.reason
    assert said in visit.reason.zh
    assert visit.reason.en
    assert not visit.listing_complete
    assert visit.links == visit.candidates == ()
    assert visit.opened[-1].outcome in (outcome, Outcome.COMPLETED)


async def test_a_closed_port_is_unreachable(tmp_path: Path) -> None:
    async with Portal({}) as portal, an_opener(tmp_path) as opener:
        pass
    async with an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.reason.zh) == (Outcome.UNREACHABLE, "连接被拒绝")
    assert [(opened.status, opened.sha256) for opened in visit.opened] == [(None, "")]


async def test_a_column_the_gate_forbids_is_never_asked_for(tmp_path: Path) -> None:
    async with (
        Portal(column(html(listing(ONE)))) as portal,
        an_opener(tmp_path, allow_addresses=()) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.UNREACHABLE
    assert "CHUNXUN_ALLOW_ADDRESSES" in visit.reason.zh
    assert portal.asked == []


async def test_robots_are_obeyed(tmp_path: Path) -> None:
    robots = Reply(body=b"User-agent: *\nDisallow: /\n", kind="text/plain")
    async with (
        Portal({"/robots.txt": robots, NB: html(listing(ONE))}) as portal,
        an_opener(tmp_path) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.DISALLOWED
    assert portal.paths() == []


async def test_a_redirect_off_the_host_is_off_host(tmp_path: Path) -> None:
    async with Portal({"/": html(listing(ONE))}, "127.9.0.2") as other:
        away = Reply(status=302, headers={"Location": other.url("/")})
        async with Portal({NB: away}) as portal, an_opener(tmp_path) as opener:
            visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.links) == (Outcome.OFF_HOST, ())
    assert "127.9.0.2" in visit.reason.zh


async def test_a_page_that_sends_its_reader_on_is_followed_on_its_own_host(tmp_path: Path) -> None:
    onward = html('<html><head><meta http-equiv="Refresh" content="0; url=szf/"></head></html>')
    async with Portal({NB: onward, f"{NB}szf/": html(listing(TWO))}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, len(visit.links)) == (Outcome.COMPLETED, 1)


async def test_a_refresh_to_another_host_is_off_host(tmp_path: Path) -> None:
    onward = html('<html><head><meta http-equiv="refresh" content="0;url=http://127.9.0.3/"></head></html>')
    async with Portal({NB: onward}) as portal, an_opener(tmp_path) as opener:
        assert (await looked(opener, portal.url(NB))).outcome is Outcome.OFF_HOST


@pytest.mark.parametrize("charset", ["gb18030", "gbk"])
async def test_a_page_that_declares_its_encoding_only_in_its_markup_is_read(
    tmp_path: Path, charset: str
) -> None:
    reply = html(listing(ONE, TWO).replace("charset=utf-8", "charset=gb2312"), charset=charset)
    async with Portal(column(reply)) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    assert [link.title for link in visit.links] == [ONE, TWO]


# The listing and its end


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (Reply(status=404), "404"),
        (Reply(status=500), "500"),
        (html("no", status=403), "403"),
        (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<html>"), "中断"),
        (html(listing(ONE)), "没有新的条目"),  # throttled: the first page again
        (html("<p>操作频繁</p>"), "没有新的条目"),
    ],
    ids=["404", "500", "403", "cut", "same", "busy"],
)
async def test_a_listing_cut_short_proves_no_absence_but_shows_what_it_shows(
    tmp_path: Path, second: Reply, said: str
) -> None:
    first = html(listing(ONE, more=COUNTED.format(2)))
    async with Portal(column(first, {f"{NB}index_1.html": second})) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB), family="trs")

    assert (visit.outcome, visit.listing_complete) == (Outcome.PARTIAL, False)
    assert said in visit.reason.zh
    assert [candidate.outcome for candidate in visit.candidates] == [Outcome.COMPLETED]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('<a href="javascript:;" onclick="goPage(2)">下一页</a>', "脚本"),
        ("<p>共 3 页</p>", "共 3 页"),
        ("<button>加载更多</button>", "加载更多"),
    ],
)
async def test_a_listing_that_says_there_is_more_is_not_complete(
    tmp_path: Path, more: str, said: str
) -> None:
    async with Portal(column(html(listing(ONE, more=more)))) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.PARTIAL
    assert said in visit.reason.zh


async def test_the_page_budget_ends_a_listing(tmp_path: Path) -> None:
    def endless(asked: Asked) -> Reply:
        number = int(asked.path.rpartition("=")[2] or 0) if "=" in asked.path else 0
        row = rows("云溪县某局的一份文件").replace("t20260126_1", f"t20260126_{number}9")
        return html(f'<html><ul>{row}</ul><a href="?p={number + 1}">下一页</a></html>')

    async with Portal({NB: endless}) as portal, an_opener(tmp_path, page_budget=4) as opener:
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, len(visit.links), len(portal.paths())) == (Outcome.PARTIAL, 4, 4)
    assert "4 页" in visit.reason.zh


@pytest.mark.parametrize(
    ("family", "path", "answers", "found"),
    [
        ("hanweb", "/col/col1229063379/index.html", {"/module/jpage/dataproxy.jsp": page("hanweb/records.xml", kind="text/xml")}, 5),
        ("vsb", "/xxgk/zfxxgknb.htm", {"/xxgk/zfxxgknb/1.htm": page("vsb/1.htm")}, 3),
        ("gkmlpt", "/gkmlpt/index", {"/gkmlpt/api/all/2811": page("gkmlpt/all.json", kind="application/json")}, 2),
        ("generic", "/nb/list.shtml", {"/nb/list_2.shtml": page("generic/list_2.html")}, 3),
        ("nfcms", "/nb/index.html", {"/nb/index_2.html": page("nfcms/index_2.html")}, 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", [True, False])
async def test_each_family_is_read_to_its_end(
    tmp_path: Path, family: str, path: str, answers: dict[str, Answers], found: int, declared: bool
) -> None:
    firsts = {"vsb": "vsb/zfxxgknb.htm", "generic": "generic/list.html"}
    first = page(firsts.get(family, f"{family}/index.html"))
    async with Portal({path: first, **answers}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(path), family=family if declared else "")

    assert (visit.outcome, visit.family, len(visit.links)) == (Outcome.COMPLETED, family, found), visit.reason


async def test_a_sealed_column_of_hanweb_is_followed_group_by_group_and_no_further(tmp_path: Path) -> None:
    answers = {
        "/col/": page("hanweb/sealed.html"),
        "/module/web/jpage/dataproxy.jsp": page("hanweb/sealed_2.xml", kind="text/xml"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url("/col/"))

    assert (visit.outcome, visit.family, len(visit.links)) == (Outcome.COMPLETED, "hanweb", 2), visit.reason
    assert [path.partition("&")[0] for path in portal.paths() if "dataproxy" in path] == [
        "/module/web/jpage/dataproxy.jsp?page=1"
    ]


async def test_a_sealed_group_that_comes_empty_is_no_whole_listing(tmp_path: Path) -> None:
    answers = {
        "/col/": page("hanweb/sealed.html"),
        "/module/web/jpage/dataproxy.jsp": Reply(body=b"<datastore></datastore>", kind="text/xml"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url("/col/"))

    assert (visit.outcome, visit.listing_complete) == (Outcome.PARTIAL, False)


async def test_the_report_module_is_asked_year_by_year_and_each_report_opened(tmp_path: Path) -> None:
    path = "/module/xxgk/xxgkAnnualReport.jsp"

    def of_year(asked: Asked) -> Reply:
        year = int(asked.path.rpartition("=")[2])
        body = (FIXTURES / "hanweb_report/2025.html").read_text(encoding="utf-8")
        return (
            html(body.replace("联合会2025", f"联合会{year}"))
            if year < 2026
            else page("hanweb_report/2026.html")
        )

    async with Portal({path: of_year}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(f"{path}?area=001008003012020&fbtime=2025"))

    assert (visit.outcome, visit.family) == (Outcome.COMPLETED, "hanweb_report"), visit.reason
    assert [link.title[9:13] for link in visit.links] == ["2025", "2024"]
    assert [asked.rpartition("=")[2] for asked in portal.paths()] == ["2025", "2026", "2024", "2025"]
    assert [candidate.outcome for candidate in visit.candidates] == [Outcome.COMPLETED]


async def test_hanweb_is_asked_as_its_own_page_asks(tmp_path: Path) -> None:
    answers = {
        "/col/": page("hanweb/index.html"),
        "/module/jpage/dataproxy.jsp": page("hanweb/records.xml", kind="text/xml"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        await looked(opener, portal.url("/col/"))

    proxy = next(asked for asked in portal.asked if "dataproxy" in asked.path)
    assert (proxy.method, proxy.path.partition("?")[2]) == ("POST", "startrecord=3&endrecord=5&perpage=2")
    assert b"columnid=1229063379" in proxy.body
    assert b"unitid=6793088" in proxy.body


async def test_fewer_records_than_the_page_says_are_no_whole_listing(tmp_path: Path) -> None:
    short = (FIXTURES / "hanweb/records.xml").read_text(encoding="utf-8").split("<record>")
    body = "<record>".join(short[:3]).encode() + b"</recordset></datastore>"
    answers = {
        "/col/": page("hanweb/index.html"),
        "/module/jpage/dataproxy.jsp": Reply(body=body, kind="text/xml"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url("/col/"))

    assert (visit.outcome, len(visit.links)) == (Outcome.PARTIAL, 4)
    assert "共 5 条，只读到 4 条" in visit.reason.zh


async def test_a_declared_family_the_page_does_not_know_is_a_change(tmp_path: Path) -> None:
    async with Portal(column(html(listing(ONE)))) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB), family="hanweb")

    assert visit.outcome is Outcome.CHANGED
    assert "hanweb" in visit.reason.zh


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        (NB, html("<html><ul></ul><script>createPageHTML(0, 0, 'index', 'html')</script></html>")),
        (NB, html("<html><title>年报</title><p>暂无数据</p></html>")),
        ("/col/", html("<html><script type='text/xml'><datastore><recordset></recordset></datastore></script><script>totalRecord: 0</script></html>")),
    ],
)  # fmt: skip
async def test_a_column_that_says_it_is_empty_is_complete(tmp_path: Path, path: str, reply: Reply) -> None:
    async with Portal({path: reply}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(path))

    assert (visit.outcome, visit.listing_complete, visit.links) == (Outcome.COMPLETED, True, ()), visit.reason


async def test_an_error_of_the_data_interface_is_not_an_empty_column(tmp_path: Path) -> None:
    answers = {
        "/gkmlpt/index": page("gkmlpt/index.html"),
        "/gkmlpt/api/all/2811": Reply(body=b'{"code":500}', kind="application/json"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        assert (await looked(opener, portal.url("/gkmlpt/index"))).outcome is Outcome.PARTIAL


# What is listed


async def test_each_wanted_document_ends_by_its_own_name(tmp_path: Path) -> None:
    titles = tuple(f"云溪县第{number}局2025年政府信息公开工作年度报告" for number in range(1, 5))
    answers: dict[str, Answers] = {
        NB: html(listing(*titles)),
        f"{NB}202601/t20260126_1.html": REPORT,
        f"{NB}202601/t20260126_2.html": html("<title>页面不存在</title>"),
        f"{NB}202601/t20260126_3.html": Reply(raw=b""),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.COMPLETED
    assert [(candidate.outcome, len(candidate.documents)) for candidate in visit.candidates] == [
        (Outcome.COMPLETED, 1),
        (Outcome.SOFT_404, 0),
        (Outcome.UNREACHABLE, 0),
        (Outcome.COLUMN_LOST, 0),
    ]
    assert all(candidate.reason for candidate in visit.candidates[1:])


@pytest.mark.parametrize(
    ("body", "files"),
    [
        ('<p><a href="/f/1.pdf">附件</a></p>', ["/f/1.pdf"]),
        ('<iframe src="/f/1.pdf"></iframe>', ["/f/1.pdf"]),
        ('<iframe src="/js/pdf/viewer.html?file=/f/1.pdf"></iframe>', ["/f/1.pdf"]),
        ('<a href="/module/download/downfile.jsp?filename=1.pdf">下载</a>', ["/module/download/downfile.jsp?filename=1.pdf"]),
        ('<a href="/f/1.pdf">正文</a><a href="/f/1.pdf">下载</a><a href="/f/2.DOCX">表</a>', ["/f/1.pdf", "/f/2.DOCX"]),
        ('<a href="/f/1.pdf">附件</a><table><tr><td>第二十条</td></tr><tr></tr><tr></tr></table>', []),
        ('<a href="/f/gone.pdf">附件</a>', []),
        ('<a href="/f/page.pdf">附件</a>', []),
    ],
)  # fmt: skip
async def test_attachments_of_a_page_without_tables_are_kept(
    tmp_path: Path, body: str, files: list[str]
) -> None:
    pdf, docx = Reply(body=b"%PDF-1.7 one", kind="application/pdf"), Reply(body=b"%PDF-1.4 two", kind="x/y")
    answers: dict[str, Answers] = {
        NB: html(listing(ONE)),
        f"{NB}202601/t20260126_1.html": html(
            f"<html><p>{'本局高度重视政府信息公开工作。' * 20}</p>{body}</html>"
        ),
        "/f/1.pdf": pdf,
        "/f/2.DOCX": docx,
        "/f/page.pdf": html("<html>请先登录</html>"),
        "/module/download/downfile.jsp?filename=1.pdf": pdf,
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        [candidate] = (await looked(opener, portal.url(NB))).candidates

    assert candidate.outcome is Outcome.COMPLETED
    assert [portal.url(path) for path in files] == [document.url for document in candidate.documents[1:]]
    assert {document.media_type for document in candidate.documents[1:]} <= {"application/pdf"}
    assert bool(candidate.reason) is (not files and "table" not in body)


async def test_the_pictures_of_an_article_without_tables_are_kept(tmp_path: Path) -> None:
    shown = '<img src="/i/1.jpg"><img src="/i/2.png" width="600"><img src="/i/icon.png" width="16"><img src="/i/3.gif">'
    article = f'<div class="TRS_Editor">{shown}</div><img src="/i/logo.png">'
    answers: dict[str, Answers] = {
        NB: html(listing(ONE)),
        f"{NB}202601/t20260126_1.html": html(f"<html><p>{'政府信息公开' * 40}</p>{article}</html>"),
        "/i/1.jpg": Reply(body=b"\xff\xd8\xff scan", kind="image/jpeg"),
        "/i/2.png": Reply(body=b"\x89PNG scan", kind="image/png"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        [candidate] = (await looked(opener, portal.url(NB))).candidates

    assert [d.media_type for d in candidate.documents] == ["text/html", "image/jpeg", "image/png"]
    assert {"/i/icon.png", "/i/logo.png", "/i/3.gif"} & set(portal.paths()) == set()


async def test_a_listed_file_is_its_own_document(tmp_path: Path) -> None:
    answers = {
        NB: html(f'<html><ul><li><a href="/f/2025.pdf">{ONE}</a> 2026-01-20</li></ul></html>'),
        "/f/2025.pdf": Reply(body=b"%PDF-1.7 one", kind="application/octet-stream", headers={"Last-Modified": "Tue, 20 Jan 2026 01:00:00 GMT"}),
    }  # fmt: skip
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        [candidate] = (await looked(opener, portal.url(NB))).candidates

    assert [document.media_type for document in candidate.documents] == ["application/pdf"]
    assert str(candidate.documents[0].last_modified) == "2026-01-20 01:00:00+00:00"


async def test_an_article_inside_a_script_gives_its_attachments(tmp_path: Path) -> None:
    api = (FIXTURES / "gkmlpt/all.json").read_text(encoding="utf-8")
    answers: dict[str, Answers] = {
        "/gkmlpt/index": page("gkmlpt/index.html"),
        "/gkmlpt/content/4/4688/post_4688997.html": page("gkmlpt/post.html"),
        "/gkmlpt/file/4688997.pdf": Reply(body=b"%PDF-1.7", kind="application/pdf"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        body = api.replace("http://127.77.0.0", portal.url("")).encode()
        portal.answers["/gkmlpt/api/all/2811"] = Reply(body=body, kind="application/json")
        [candidate] = (await looked(opener, portal.url("/gkmlpt/index"))).candidates

    assert [document.media_type for document in candidate.documents] == ["text/html", "application/pdf"]


async def test_a_look_at_the_listing_alone_opens_nothing_and_writes_down_what_it_left(tmp_path: Path) -> None:
    gone = Link(url="http://127.9.0.1:1/gone.html", title="云溪县水利局2025年政府信息公开工作年度报告")
    async with Portal(column(html(listing(ONE, TWO)))) as portal, an_opener(tmp_path) as opener:
        visit = await look(
            Column(column_url=portal.url(NB), family="", agencies=()),
            opener=opener,
            sought=names_2025,
            wanted=names_2025,
            known=(gone,),
            listing_only=True,
            visit_id="v1",
        )
        asked = portal.paths()

    assert asked == [NB]
    assert [link.title for link in visit.unopened] == [ONE]
    assert [(c.link, c.outcome, c.documents) for c in visit.candidates] == [(gone, Outcome.PARTIAL, ())]


async def test_a_wanted_link_beside_the_listing_is_opened_too(tmp_path: Path) -> None:
    beside = f'<div class="tip"><p><a href="/zwgk/tip/">{ONE}</a></p></div>'
    async with (
        Portal({NB: html(listing(TWO, TWO, more=beside)), "/zwgk/tip/": REPORT}) as portal,
        an_opener(tmp_path) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert [candidate.outcome for candidate in visit.candidates] == [Outcome.COMPLETED]
    assert ONE not in [link.title for link in visit.links]


# Time, and our own troubles


async def test_the_deadline_ends_a_visit_and_says_what_was_left(tmp_path: Path) -> None:
    drip = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<", drip=True)
    titles = (ONE, "云溪县林业局2025年政府信息公开工作年度报告")
    answers = {NB: html(listing(*titles)), f"{NB}202601/t20260126_1.html": drip}
    async with Portal(answers) as portal, an_opener(tmp_path, portal_deadline=0.6, timeout=30) as opener:
        async with asyncio.timeout(3):
            visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.listing_complete) == (Outcome.COMPLETED, True)
    assert [candidate.outcome for candidate in visit.candidates] == [Outcome.PARTIAL, Outcome.PARTIAL]
    assert "0.6 秒" in visit.candidates[0].reason


async def test_a_deadline_before_the_first_page_is_unreachable(tmp_path: Path) -> None:
    drip = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<", drip=True)
    async with Portal({NB: drip}) as portal, an_opener(tmp_path, portal_deadline=0.4, timeout=30) as opener:
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.links) == (Outcome.UNREACHABLE, ())


async def test_visits_to_one_host_take_turns_and_waiting_costs_no_time(tmp_path: Path) -> None:
    async def slowly(asked: Asked) -> Reply:
        await asyncio.sleep(0.1)
        return html(listing(ONE, TWO).replace("_", f"_{len(asked.path)}"))

    paths = [f"/{'n' * number}/" for number in range(1, 7)]
    async with (
        Portal(dict.fromkeys(paths, slowly)) as portal,
        an_opener(tmp_path, portal_deadline=0.5) as opener,
    ):
        visits = await asyncio.gather(*(looked(opener, portal.url(path)) for path in paths))

    assert portal.most_at_once == 1
    assert {visit.outcome for visit in visits} == {Outcome.COMPLETED}


async def test_a_full_disk_is_never_laid_on_the_portal(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    async with Portal(column(html(listing(ONE)))) as portal, an_opener(vault) as opener:
        opener.vault = FullVault(vault)
        with pytest.raises(VaultFull):
            await looked(opener, portal.url(NB))


class FullVault(Vault):
    """A vault on a disk with no room: /dev/full answers every write with ENOSPC."""

    def _write(self, target: Path, content: bytes) -> None:
        with Path("/dev/full").open("wb") as disk:
            disk.write(content)


async def test_a_cancelled_visit_leaves_nothing_half_kept(tmp_path: Path) -> None:
    drip = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<", drip=True)
    async with (
        Portal(column(html(listing(ONE)), {f"{NB}202601/t20260126_1.html": drip})) as portal,
        an_opener(tmp_path) as opener,
    ):
        visit = asyncio.create_task(looked(opener, portal.url(NB)))
        await portal.has_been_asked(f"{NB}202601/t20260126_1.html")
        visit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visit

    [kept] = files_in(tmp_path)
    assert Vault(tmp_path).path(kept.name) == kept
    assert Vault(tmp_path).read(kept.name) == html(listing(ONE)).body


async def test_a_script_drawn_list_without_chromium_needs_a_browser(tmp_path: Path) -> None:
    async with Portal({NB: page("generic/drawn.html")}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.NEEDS_BROWSER
    assert visit.opened[0].via is Via.HTTP
    assert "CHUNXUN_BROWSER" in visit.reason.zh
