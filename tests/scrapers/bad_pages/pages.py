"""P01–P62 of reliability §5.1, built by script: what a portal answers, and how the look must end.

Behind every page stands a published report, unless it says otherwise: an absence would accuse the innocent.
"""

import html as markup
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from models.visit import Gate, Outcome, Seen
from tests.scrapers.portal import Answers, Asked, Reply, html

NB = "/zwgk/nb/"
NAME = "云溪县水利局"
THIS = f"{NAME}2025年政府信息公开工作年度报告"
OLDER = tuple(f"{NAME}{year}年政府信息公开工作年度报告" for year in range(2024, 2015, -1))
TOP = "<div class=top>云溪县人民政府 政府信息公开 首页 机构职能 政策文件 公开指南 公开制度 依申请公开 政府信息公开年报</div>"
FOOT = "<div class=foot>主办：云溪县人民政府办公室 承办：云溪县政务服务中心 联系电话见首页 网站标识码见首页底部</div>"
REPORT = f"<h1>{THIS}</h1><p>发布日期：2026-01-26</p><p>{'一、总体情况。本机关依法公开政府信息。' * 20}</p>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """One bad page. `answers` are the portal's; the column is at NB."""

    answers: Mapping[str, Answers]
    outcome: Outcome
    seen: Seen
    gate: Gate | None = None  # where an absence that proves nothing is stopped
    browser: bool = False
    manners: Mapping[str, object] = field(default_factory=dict)
    before: tuple[str, ...] = ()  # titles the last complete visit listed
    url: str = ""  # another column address
    or_else: tuple[Outcome, ...] = ()  # how it may end too, by how fast the machine is


def row(title: str, number: int, day: str = "", href: str = "") -> str:
    """One row of a list; `title` is markup, and is dated the January behind the year it names."""
    named = re.search(r"20[12]\d", title)
    address = href or f"./202601/t20260126_{number}.html"
    return f'<li><a href="{address}">{title}</a><span>{day or f"{int(named[0]) + 1 if named else 2026}-01-26"}</span></li>'


def column(*titles: str, head: str = "", more: str = "", charset: str = "utf-8") -> str:
    """A column as it should be, listing these titles (markup), the first of this season."""
    first = 1 if titles[:1] == OLDER[:1] else 0  # the address DETAIL is this year's
    rows = "".join(row(title, number) for number, title in enumerate(titles, first))
    return page(f"<ul class=list>{rows}</ul>{more}", head=f"<meta charset={charset}>{head}")


def page(body: str, head: str = "<meta charset=utf-8>", title: str = "政府信息公开年报") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body>{TOP}{body}{FOOT}</body></html>"
    )


WHOLE = column(THIS, *OLDER)
WITHOUT = column(*OLDER)
DETAIL = f"{NB}202601/t20260126_0.html"


def portal(column_page: Answers, more: Mapping[str, Answers] | None = None) -> dict[str, Answers]:
    return {NB: column_page, DETAIL: html(page(REPORT)), **(more or {})}


def titled(title: str, *, raw: bool = False) -> dict[str, Answers]:
    """A healthy column whose newest row bears this title, as text or as markup."""
    return portal(html(column(title if raw else markup.escape(title), *OLDER)))


def only_browsers(drawn: Answers, shell: str = "") -> Callable[[Asked], Reply]:
    """A shell drawn by script for a plain request; for a browser something else."""
    plain = html(
        shell or page("<div id=app></div><script src=/app.js></script>", head="<meta charset=utf-8>")
    )

    def answer(asked: Asked) -> Reply:
        if "Mozilla" not in asked.headers["user-agent"]:
            return plain
        reply = drawn if isinstance(drawn, Reply) else drawn(asked)
        assert isinstance(reply, Reply)
        return reply

    return answer


def script(code: str) -> Reply:
    """A page that is nothing but its script."""
    return html(
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><div id=app></div><script>{code}</script></body></html>"
    )


def drawn(code: str, more: Mapping[str, Answers] | None = None) -> dict[str, Answers]:
    return portal(script(code), more)


def guarded(reply: Reply) -> Callable[[Asked], Reply]:
    """412 and a script that sets a cookie and reloads; then the page."""
    challenge = html(
        "<html><head><meta charset=utf-8></head><body><script>$_ts=1;setTimeout(() => {document.cookie='pass=1;path=/';"
        "location.reload()}, 300)</script></body></html>",
        status=412,
    )
    return lambda asked: reply if "pass=1" in asked.headers.get("cookie", "") else challenge


def every_path(reply: Reply) -> dict[str, Answers]:
    """A host that shows the same for whatever it is asked."""

    class Same(dict[str, Answers]):
        def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
            return super().get(path) or reply

    return Same({"/robots.txt": Reply(status=404)})


def gambling(title: str = "澳门葡京娱乐城") -> Reply:
    return html(
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{'百家乐 老虎机 真人视讯 ' * 40}</body></html>"
    )


HIDDEN_LINKS = (
    "<div style='display:none'>"
    + "".join(f"<a href='http://x{number}.example.net/'>娱乐城{number}</a>" for number in range(200))
    + "</div>"
)
NEWS = "".join(
    f'<li><a href="/dt/{n}.html">云溪县政务动态第{n}条有关情况的通报</a><span>2026-01-{n:02}</span></li>'
    for n in range(1, 21)
)
FRONT = page(f"<ul>{NEWS}</ul>", title="云溪县人民政府")

P = Outcome
PRESENT, UNSEEN, WEAK = Seen.PRESENT, Seen.UNSEEN, Seen.ABSENT_WEAK
SHORT = {"timeout": 1}
SLOW = {"challenge_wait": 20, "script_wait": 6, "portal_deadline": 40, "timeout": 10}
PATIENT = {"script_wait": 1, "portal_deadline": 25}


def _unanswered() -> dict[str, Bad]:
    """P01–P04, P41: nothing came, or not all of it."""
    cut = WHOLE.encode()[: WHOLE.encode().index(b"</ul>") - 200]
    loop = Reply(status=302, headers={"Location": NB})
    dripping = Reply(
        raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n" + cut, drip=True
    )
    endless = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + cut, drip=True)
    return {
        "P01_dns_nx": Bad(
            answers={}, outcome=P.UNREACHABLE, seen=UNSEEN, url="http://no-such-portal.invalid/zwgk/nb/"
        ),
        "P02_redirect_loop": Bad(answers=portal(loop), outcome=P.UNREACHABLE, seen=UNSEEN),
        "P02_chrome_error": Bad(
            answers=portal(only_browsers(loop)), outcome=P.UNREACHABLE, seen=UNSEEN, browser=True
        ),
        "P03_truncated": Bad(
            answers=portal(Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n" + cut)), outcome=P.PARTIAL, seen=UNSEEN
        ),
        "P04_timeout_partial": Bad(
            answers=portal(dripping), outcome=P.UNREACHABLE, seen=UNSEEN, manners=SHORT
        ),
        "P41_endless_body": Bad(answers=portal(endless), outcome=P.UNREACHABLE, seen=UNSEEN, manners=SHORT),
    }


def _refused() -> dict[str, Bad]:
    """P05–P13: another page than the one asked for."""
    gone = page("<h1>页面未找到</h1><p>您访问的页面不存在，三秒后返回首页</p>", title="404")
    pages = html(column(*OLDER, more='<a href="index_1.html">下一页</a>'))
    captcha = html(
        "<html><head><meta charset=utf-8><title>安全验证</title></head><body><p>请完成验证码</p></body></html>"
    )
    asking = html("<html><body><script>$_ts=1</script></body></html>", status=202)
    return {
        "P05_soft404_200": Bad(answers=every_path(html(FRONT)), outcome=P.SOFT_404, seen=UNSEEN),
        "P05_soft404_says_so": Bad(answers=portal(html(gone)), outcome=P.SOFT_404, seen=UNSEEN),
        "P06_soft404_home": Bad(
            answers=portal(Reply(status=302, headers={"Location": "/"}), {"/": html(FRONT)}),
            outcome=P.SOFT_404,
            seen=UNSEEN,
        ),
        "P07_404_styled": Bad(answers=portal(html(FRONT, status=404)), outcome=P.COLUMN_LOST, seen=UNSEEN),
        "P08_maintenance_200": Bad(
            answers=portal(html(page("<h1>系统维护中</h1><p>请稍后访问</p>", title="系统维护"))),
            outcome=P.UNREACHABLE,
            seen=UNSEEN,
        ),
        "P09_412_js": Bad(
            answers={NB: guarded(html(WHOLE)), DETAIL: guarded(html(page(REPORT)))},
            outcome=P.COMPLETED,
            seen=PRESENT,
            browser=True,
            manners=SLOW,
        ),
        "P10_403_after_n": Bad(
            answers=portal(pages, {f"{NB}index_1.html": html("no", status=403)}),
            outcome=P.PARTIAL,
            seen=UNSEEN,
        ),
        "P11_captcha_200": Bad(answers=portal(captcha), outcome=P.BLOCKED, seen=UNSEEN),
        "P12_202_challenge": Bad(answers=portal(asking), outcome=P.BLOCKED, seen=UNSEEN),
        "P13_429_retry_after": Bad(
            answers=portal(html("slow down", status=429)), outcome=P.BLOCKED, seen=UNSEEN
        ),
    }


def _redesigned() -> dict[str, Bad]:
    """P14–P20: the column opened and is not what it was."""
    spa = script("fetch('rows.json').then(r => r.json()).then(rows => {document.body.innerHTML = rows})")
    scrolling = "<script>window.onscroll = () => {if (document.documentElement.scrollTop + window.innerHeight > 900) more()}</script>"
    frame = html(
        "<html><head><meta charset=utf-8></head><body><iframe src=inner.html></iframe></body></html>"
    )
    stale = {"Age": "604800"}
    return {
        "P14_zero_links": Bad(answers=portal(html(page("<div>政府信息公开年度报告栏目正在建设</div>" * 9))), outcome=P.CHANGED, seen=UNSEEN),
        "P15_half_links": Bad(
            answers=portal(html(column(*OLDER[5:]))), outcome=P.COMPLETED, seen=WEAK, gate=Gate.BASELINE, before=OLDER
        ),
        "P16_spa_shell": Bad(
            answers=portal(spa, {f"{NB}rows.json": Reply(status=500)}), outcome=P.CHANGED, seen=UNSEEN, browser=True, manners=PATIENT
        ),
        "P16_list_data_fail": Bad(
            answers=portal(
                html(column(*OLDER, more="<a onclick='more()'>下一页</a><script>fetch('rows.json')</script>")),
                {f"{NB}rows.json": Reply(status=500)},
            ),
            outcome=P.PARTIAL, seen=UNSEEN, browser=True, manners=PATIENT,
        ),
        "P17_pagination_moved": Bad(
            answers=portal(html(column(*OLDER, more='<script>createPageHTML(3, 0, "index", "html");</script>'))),
            outcome=P.PARTIAL, seen=UNSEEN,
        ),
        "P18_frameset": Bad(
            answers=portal(
                html("<html><frameset><frame src='outer.html'></frameset></html>"),
                {f"{NB}outer.html": frame, f"{NB}inner.html": html(WHOLE)},
            ),
            outcome=P.COMPLETED, seen=PRESENT,
        ),
        "P19_infinite_scroll": Bad(
            answers=portal(html(column(*OLDER, more=scrolling))), outcome=P.COMPLETED, seen=WEAK, gate=Gate.COVERAGE
        ),
        "P20_stale_cdn": Bad(
            answers=portal(Reply(body=WITHOUT.encode(), headers=stale)), outcome=P.COMPLETED, seen=WEAK, gate=Gate.FRESH
        ),
        "P20_stale_cdn_behind_it_the_report": Bad(
            answers=portal(
                lambda asked: html(WHOLE) if "chunxun=" in asked.path else Reply(body=WITHOUT.encode(), headers=stale)
            ),
            outcome=P.COMPLETED, seen=PRESENT,
        ),
    }  # fmt: skip


def _hijacked() -> dict[str, Bad]:
    """P21–P25, P60–P62: others have a hand in it."""
    cloaked = only_browsers(gambling())
    entities = gambling("".join(f"&#{ord(sign)};" for sign in "澳门赌场"))
    meta = '<meta name=keywords content="&#28595;&#38376;&#36172;&#22330;,&#23089;&#20048;&#22478;">'
    return {
        "P21_hijack_full": Bad(answers=portal(gambling()), outcome=P.HIJACKED, seen=UNSEEN),
        "P22_hijack_cloak": Bad(answers=portal(cloaked), outcome=P.HIJACKED, seen=UNSEEN, browser=True, manners=PATIENT),
        "P23_darklinks_hidden": Bad(
            answers=portal(html(column(*OLDER, more=HIDDEN_LINKS))), outcome=P.COMPLETED, seen=WEAK, gate=Gate.GENUINE
        ),
        "P23_darklinks_beside_the_report": Bad(
            answers=portal(html(column(THIS, *OLDER, more=HIDDEN_LINKS))), outcome=P.COMPLETED, seen=PRESENT
        ),
        "P24_title_entities": Bad(answers=portal(entities), outcome=P.HIJACKED, seen=UNSEEN),
        "P24_meta_entities": Bad(
            answers=portal(html(column(*OLDER, head=meta))), outcome=P.COMPLETED, seen=WEAK, gate=Gate.GENUINE
        ),
        "P25_expired_domain_parked": Bad(
            answers=portal(html("<html><head><title>域名出售</title></head><body>Buy this domain</body></html>")),
            outcome=P.HIJACKED, seen=UNSEEN,
        ),
        "P60_base_href_evil": Bad(
            answers=portal(html(column(THIS, *OLDER, head="<base href='http://10.9.9.9/'>"))), outcome=P.COMPLETED, seen=UNSEEN
        ),
        "P61_meta_refresh_file": Bad(
            answers=portal(html("<html><meta http-equiv=refresh content='0;url=file:///etc/passwd'><body></body></html>")),
            outcome=P.CHANGED, seen=UNSEEN,
        ),
        "P62_canonical_offhost": Bad(
            answers=portal(html(column(*OLDER, head="<link rel=canonical href='http://other.example/nb/'>"))),
            outcome=P.COMPLETED, seen=WEAK, gate=Gate.GENUINE,
        ),
    }  # fmt: skip


def _unreadable() -> dict[str, Bad]:
    """P26–P36: the report is listed in letters that are hard to read."""
    traditional = "雲溪縣水利局2025年政府信息公開工作年度報告"
    big5 = column(traditional, *("雲溪縣水利局2024年政府信息公開工作年度報告",), charset="big5")
    top = "<div>雲溪縣政府 首頁 機構職能 政策文件 公開指南 公開制度 依申請公開 信息公開年報 請在此查閱各年度之報告全文</div>"
    big5 = big5.replace(TOP, top).replace(FOOT, "").replace("政府信息公开年报", "政府信息公開年報")
    drawn_by_style = '<style>.t::before{content:"云溪县水利局2025年政府信息公开工作年度报告"}</style>'
    pictured = row("<img src=/t.png>", 0)
    without_charset = (
        "document.body.innerHTML = '" + "".join(row(t, n) for n, t in enumerate((THIS, *OLDER))) + "'"
    )
    return {
        "P26_gbk_hdr_utf8": Bad(
            answers=portal(Reply(body=WHOLE.encode("gb18030"), kind="text/html; charset=utf-8")), outcome=P.COMPLETED, seen=PRESENT
        ),
        "P27_utf8_nocharset": Bad(
            answers=portal(html(WHOLE.replace("<meta charset=utf-8>", ""))), outcome=P.COMPLETED, seen=PRESENT
        ),
        "P27_utf8_nocharset_in_chromium": Bad(
            answers=portal(html(f"<html><body><div></div><script>{without_charset}</script></body></html>")),
            outcome=P.UNREADABLE, seen=UNSEEN, browser=True, manners=SLOW,
        ),
        "P28_utf16le_nobom": Bad(answers=portal(Reply(body=WHOLE.encode("utf-16-le"))), outcome=P.COMPLETED, seen=PRESENT),
        "P29_big5_traditional": Bad(answers=portal(html(big5, charset="big5")), outcome=P.COMPLETED, seen=PRESENT),
        "P30_pinyin": Bad(answers=titled("云溪县水利局2025年政府信息公(gōng)开(kāi)工作年度报告"), outcome=P.COMPLETED, seen=PRESENT),
        "P30_pinyin_in_ruby": Bad(
            answers=titled("云溪县水利局2025年政府信息<ruby>公<rt>gōng</rt>开<rt>kāi</rt></ruby>工作年度报告", raw=True),
            outcome=P.COMPLETED, seen=PRESENT,
        ),
        "P31_spaced_fullwidth": Bad(answers=titled("云溪县水利局 ２０２５ 年 度 政 府 信 息 公 开 年 报"), outcome=P.COMPLETED, seen=PRESENT),
        "P32_numerals": Bad(answers=titled("云溪县水利局二〇二五年政府信息公开工作年度报告"), outcome=P.COMPLETED, seen=PRESENT),
        "P32_numerals_zero": Bad(answers=titled("云溪县水利局二零二五年政府信息公开工作年度报告"), outcome=P.COMPLETED, seen=PRESENT),
        "P32_numerals_circle": Bad(answers=titled("云溪县水利局二○二五年政府信息公开工作年度报告"), outcome=P.COMPLETED, seen=PRESENT),
        "P33_zero_width": Bad(answers=titled("云溪\u200b县水\u200c利局2025\ufeff年政府\u2060信息公开工作年度报告"), outcome=P.COMPLETED, seen=PRESENT),
        "P34_css_content": Bad(
            answers=portal(html(column("<span class=t></span>", *OLDER, head=drawn_by_style))),
            outcome=P.COMPLETED, seen=WEAK, gate=Gate.COVERAGE,
        ),
        "P35_title_in_image": Bad(
            answers=portal(html(column(*OLDER).replace("<ul class=list>", f"<ul class=list>{pictured}"))),
            outcome=P.COMPLETED, seen=WEAK, gate=Gate.COVERAGE,
        ),
        "P36_iconfont_pua": Bad(
            answers=titled("云溪县水利局\ue012\ue010\ue012\ue015年政府信息公开工作年度报告"), outcome=P.COMPLETED, seen=WEAK, gate=Gate.READABLE
        ),
        "P36_iconfont_pua_in_the_words": Bad(
            answers=titled("云溪县水利局2025年政府信\ue015公\ue016年报"), outcome=P.COMPLETED, seen=WEAK, gate=Gate.READABLE
        ),
    }  # fmt: skip


def _hostile() -> dict[str, Bad]:
    """P37–P45: pages that fight the browser."""
    draws = (
        "document.body.innerHTML = '<ul class=list>"
        + "".join(row(t, n) for n, t in enumerate((THIS, *OLDER)))
        + "</ul>'"
    )
    nodes = "let s = ''; for (let i = 0; i < 400000; i++) s += '<i>'; document.body.innerHTML = s"
    hog = (
        "let kept = []; for (let i = 0; i < 20; i++) kept.push(new Uint8Array(1e7).fill(1)); while (true) {}"
    )
    download = (
        "const a = document.createElement('a'); a.href = '/evil'; a.download = '../../../../tmp/EVIL.sh';"
        "document.body.append(a); setInterval(() => a.click(), 100)"
    )
    evil = Reply(
        body=b"#!/bin/sh",
        kind="application/x-sh",
        headers={"Content-Disposition": 'attachment; filename="../../EVIL.sh"'},
    )
    hung = {
        "browser": True, "seen": UNSEEN, "manners": PATIENT, "or_else": (P.UNREACHABLE, P.CHANGED, P.PARTIAL),
    }  # fmt: skip
    return {
        "P37_spin": Bad(
            answers=drawn("setTimeout(() => {while (true) {}}, 0)"), outcome=P.UNREACHABLE, **hung
        ),
        "P38_alert_loop": Bad(answers=drawn("while (true) alert(1)"), outcome=P.UNREACHABLE, **hung),
        "P39_dom_huge": Bad(
            answers=drawn(nodes),
            outcome=P.PARTIAL,
            browser=True,
            seen=UNSEEN,
            manners=PATIENT | {"max_bytes": 1_000_000},
            or_else=(P.UNREACHABLE, P.CHANGED),
        ),
        "P40_mem_hog": Bad(answers=drawn(hog), outcome=P.UNREACHABLE, **hung),
        "P42_self_nav": Bad(
            answers=drawn("setTimeout(() => {location.href = '?' + Math.random()}, 50)"),
            outcome=P.CHANGED,
            **hung,
        ),
        "P43_unload_trap": Bad(
            answers=drawn(f"window.onbeforeunload = () => 'stay'; {draws}"),
            outcome=P.COMPLETED,
            seen=PRESENT,
            browser=True,
            manners=SLOW,
        ),
        "P44_autodownload": Bad(answers=drawn(download, {"/evil": evil}), outcome=P.CHANGED, **hung),
        "P45_popup_storm": Bad(
            answers=drawn("for (let i = 0; i < 200; i++) window.open('/zwgk/nb/?' + i)"),
            outcome=P.CHANGED,
            **hung,
        ),
    }  # type: ignore[arg-type]


def _titles() -> dict[str, Bad]:
    """P46–P59: dates and titles that lie or bite."""
    both = page(f"{REPORT}<h1>云溪县林业局2025年政府信息公开工作年度报告</h1>")
    return {
        "P46_future_date": Bad(
            answers=portal(html(WHOLE), {DETAIL: html(page(REPORT.replace("2026-01-26", "2099-01-01")))}), outcome=P.COMPLETED, seen=PRESENT
        ),
        "P47_date_changed_nightly": Bad(
            answers=portal(html(WHOLE), {DETAIL: html(page(REPORT.replace("2026-01-26", "2026-01-02")))}), outcome=P.COMPLETED, seen=PRESENT
        ),
        "P48_same_title_last_year": Bad(
            answers=portal(html(page("<ul>" + "".join(row(t, n, "2026-01-26") for n, t in enumerate(OLDER)) + "</ul>"))), outcome=P.COMPLETED, seen=WEAK
        ),
        "P49_wrong_agency": Bad(
            answers=titled("云溪县林业局2025年政府信息公开工作年度报告"), outcome=P.COMPLETED, seen=WEAK, gate=Gate.COVERAGE
        ),
        "P50_two_reports_one_page": Bad(
            answers=portal(html(column("云溪县水利局、林业局2025年政府信息公开工作年度报告", *OLDER)), {DETAIL: html(both)}),
            outcome=P.COMPLETED, seen=WEAK, gate=Gate.COVERAGE,
        ),
        "P51_title_formula": Bad(answers=titled(f'=HYPERLINK("http://x","{THIS}")'), outcome=P.COMPLETED, seen=UNSEEN),
        "P52_title_html": Bad(answers=titled(f"<img src=x onerror=alert(1)>{THIS}"), outcome=P.COMPLETED, seen=PRESENT),
        "P53_title_mentions": Bad(answers=titled(f'{THIS} <at user_id="all"> <!channel> <@all>'), outcome=P.COMPLETED, seen=UNSEEN),
        "P54_title_crlf_bcc": Bad(answers=titled(f"{THIS}\r\nBcc: everybody@example.net"), outcome=P.COMPLETED, seen=UNSEEN),
        "P55_title_jinja": Bad(answers=titled(THIS + "{{cycler.__init__.__globals__}}"), outcome=P.COMPLETED, seen=UNSEEN),
        "P56_title_ansi_log": Bad(answers=titled(f"\x1b[31m{THIS}\x1b[0m"), outcome=P.COMPLETED, seen=PRESENT),
        "P57_title_bidi": Bad(answers=titled(f"\u202e{THIS}\u202c"), outcome=P.COMPLETED, seen=PRESENT),
        "P58_title_10k": Bad(answers=titled(THIS + "及有关情况的说明" * 1250), outcome=P.COMPLETED, seen=UNSEEN),
        "P59_link_javascript": Bad(
            answers=portal(html(column(*OLDER).replace("<ul class=list>", f"<ul class=list>{row(THIS, 0, href='javascript:void(0)')}"))),
            outcome=P.COMPLETED, seen=WEAK, gate=Gate.COVERAGE,
        ),
        "P59_link_javascript_with_an_address": Bad(
            answers=portal(
                html(column(*OLDER).replace("<ul class=list>", "<ul class=list>" + row(THIS, 0, href=f"javascript:go('{DETAIL}')")))
            ),
            outcome=P.COMPLETED, seen=PRESENT,
        ),
    }  # fmt: skip


BAD: Mapping[str, Bad] = {
    **_unanswered(), **_refused(), **_redesigned(), **_hijacked(), **_unreadable(), **_hostile(), **_titles(),
}  # fmt: skip
