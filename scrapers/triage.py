"""Is this the page we asked for? Every sign that it is not, in the order in which the signs are to be believed."""

import re
from urllib.parse import urlsplit

from scrapers import gate, text
from scrapers.errors import (
    Blocked,
    ColumnLost,
    Hijacked,
    OffHost,
    PortalFault,
    Soft404,
    Unreachable,
    Unreadable,
)
from scrapers.page import Page

REFUSALS = frozenset({401, 403, 405, 406, 412, 418, 423, 429, 444, 451, 521})
MAY_PASS_IN_A_BROWSER = frozenset(
    {202, 403, 405, 406, 412, 418, 521}
)  # answers that come with a script to run
CHALLENGE_SCRIPT = re.compile(r"\$_ts\b|__jsl_clearance|__jsluid|_cf_chl_|acw_sc__v2|/_guard/|probe\.js")
CHALLENGE_WORDS = re.compile(
    r"请稍候|请稍等|安全验证|访问异常|访问验证|人机验证|验证码|滑动验证|正在检测|浏览器安全检查|您的访问.{0,6}(?:受限|被拦截|被阻断)"
)
NO_SUCH_PAGE = re.compile(
    r"(?:页面|网页|栏目|文章|地址|链接)(?:未找到|找不到|没找到|不存在|已(?:被)?删除|已失效|走丢)"
    r"|(?:找不到|未找到|不存在|无法找到).{0,6}(?:页面|网页|栏目)|not\s+found|no longer (?:exists|available)",
    re.IGNORECASE,
)
NO_SUCH_HEADING = re.compile(
    rf"{NO_SUCH_PAGE.pattern}|(?:内容|信息|文件|资源)(?:未找到|找不到|不存在|已(?:被)?删除)|(?<![\d第])404(?![\d号件条元])",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"系统维护|网站维护|系统升级|网站升级|升级维护|维护中|暂停(?:服务|访问)|网站(?:已)?(?:暂时)?关闭|服务暂不可用"
)
FOREIGN_TOPIC = re.compile(
    r"博彩|娱乐城|赌场|赌博网|棋牌|六合彩|时时彩|葡京|威尼斯人|真人视讯|百家乐|老虎机|体育投注|体育博|彩票平台|开元棋牌|北京赛车|色情|成人视频|裸聊"
)
FOR_SALE = re.compile(
    r"域名(?:出售|转让|正在出售|已过期)|domain (?:is )?for sale|buy this domain", re.IGNORECASE
)
OURS = re.compile(r"政府|政务|信息公开|人民|管理委员会|管委会|局|厅|委员会|办公室|街道|镇")
ARTICLE = (
    "#UCAP-CONTENT,.trs_editor_view,.TRS_UEDITOR,.TRS_Editor,.Custom_UnionStyle,#zoom,#Zoom,#fontzoom,#ivs_content,"
    ".Article_content,#webeditorview,.article-content,.xxgk_content,.main-txt,.pub-detail,.bt-content,"
    ".news_cont_d_wrap,#mainContent"
)
HOME = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp"})
SHORT = 200  # characters; a page with fewer and a challenge's marks is the challenge
NOTICE = 600  # characters; a notice such as 「页面不存在」 stands in a page no longer than this


def trouble(page: Page) -> PortalFault | None:
    """What keeps this page from being evidence, or None. Challenges are told by what is missing: text and links."""
    return (
        _status(page) or _host(page) or _challenge(page) or _unreadable(page) or _notice(page) or _topic(page)
    )


def may_pass_in_a_browser(fault: PortalFault) -> bool:
    """Whether a real browser has a chance: a challenge, not a plain refusal."""
    return isinstance(fault, Blocked) and (fault.status in MAY_PASS_IN_A_BROWSER or fault.status == 200)


def is_gone(fault: PortalFault) -> bool:
    """Whether the page is not there: 404, 410, or a page that says so."""
    return isinstance(fault, ColumnLost | Soft404)


def is_drawn_by_script(page: Page) -> bool:
    """A page with scripts and next to no text of its own."""
    scripts = page.tree.css_first("script") is not None
    return page.media_type == "text/html" and scripts and len(page.visible_text) < SHORT


def has_empty_article(page: Page) -> bool:
    """Whether the places where articles stand are there, and all of them empty: a script was to fill them."""
    places = page.tree.css(ARTICLE)
    return bool(places) and not any(
        place.text(strip=True) or place.css_first("img,iframe,embed,object") is not None for place in places
    )


def refresh_target(page: Page) -> str | None:
    """Where `<meta http-equiv=refresh>` sends a reader of this page at once, or None."""
    for meta in page.tree.css("meta[http-equiv]"):
        said = re.match(
            r"\s*([0-5])\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)",
            meta.attributes.get("content") or "",
            re.IGNORECASE,
        )
        if said and (meta.attributes.get("http-equiv") or "").lower() == "refresh":
            return page.absolute(said[2])
    return None


def frames(page: Page) -> tuple[str, ...]:
    """The pages of its own site that a page shows in frames, in its order, each once."""
    shown = (
        page.absolute(node.attributes.get("src") or "") for node in page.tree.css("iframe[src],frame[src]")
    )
    own = (url for url in shown if url is not None and gate.is_same_site(page.final_url, url))
    return tuple(dict.fromkeys(url for url in own if url not in (page.url, page.final_url)))


def _status(page: Page) -> PortalFault | None:
    status = page.status
    if status in (404, 410):
        return ColumnLost(f"返回 {status}", f"answered {status}", status=status)
    if status in REFUSALS or (status == 202 and len(page.visible_text) < SHORT):
        kind = ("质询页", "a challenge") if _has_challenge(page) else ("拒绝访问", "refused")
        return Blocked(f"返回 {status}（{kind[0]}）", f"answered {status} ({kind[1]})", status=status)
    if not 200 <= status < 300:
        return Unreachable(f"返回 {status}", f"answered {status}", status=status)
    return None


def _host(page: Page) -> PortalFault | None:
    if gate.is_same_site(page.url, page.final_url):
        return None
    host = gate.host_of(page.final_url)
    return OffHost(f"转到了另一主机 {host}", f"redirected to another host, {host}", status=page.status)


def _challenge(page: Page) -> PortalFault | None:
    """Healthy pages of guarded sites carry the guard's script too, so only a page with nothing else is a challenge."""
    if page.media_type != "text/html" or len(page.visible_text) >= SHORT or not _has_challenge(page):
        return None
    return Blocked(
        f"返回 {page.status}，但只有质询页", f"answered {page.status} with a challenge only", status=200
    )


def _has_challenge(page: Page) -> bool:
    if CHALLENGE_SCRIPT.search(page.text):
        return True
    words = CHALLENGE_WORDS.search(f"{page.title} {page.visible_text[:SHORT]}")
    return words is not None and page.tree.css_first("a[href]") is None


def _unreadable(page: Page) -> PortalFault | None:
    seen = page.visible_text if len(page.visible_text) >= SHORT else page.text
    if not page.charset or text.is_readable(seen):
        return None
    return Unreadable(
        f"文字无法辨认（按 {page.charset} 解码后为乱码）",
        f"the text is garbled when read as {page.charset}",
        status=page.status,
    )


def _notice(page: Page) -> PortalFault | None:
    if page.media_type != "text/html":
        return None
    if _fell_back_to_home(page):
        return Soft404("被转到网站首页", "redirected to the home page", status=page.status)
    headings = " ".join(node.text(strip=True) for node in page.tree.css("title,h1,h2"))
    body = page.visible_text
    said = NO_SUCH_HEADING.search(headings) or (NO_SUCH_PAGE.search(body) if len(body) < NOTICE else None)
    if said and not _has_list(page):
        return Soft404(
            f"返回 {page.status}，页面写着「{said[0]}」",
            f"answered {page.status} and says “{said[0]}”",
            status=page.status,
        )
    down = DOWN.search(headings) or (DOWN.search(body) if len(body) < NOTICE else None)
    if down and not _has_list(page):
        return Unreachable(f"页面写着「{down[0]}」", f"the page says “{down[0]}”", status=page.status)
    return None


def _fell_back_to_home(page: Page) -> bool:
    return page.final_url != page.url and is_home(page.final_url) and not is_home(page.url)


def is_home(url: str) -> bool:
    """Whether an address is a site's front page."""
    return urlsplit(url).path.lower() in HOME


def _has_list(page: Page) -> bool:
    """Whether titled links in number stand in the page: more than a notice's ways home."""
    return sum(len(anchor.text(strip=True)) >= 10 for anchor in page.tree.css("a[href]")) >= 3


def _topic(page: Page) -> PortalFault | None:
    if page.media_type != "text/html":
        return None
    in_title = FOREIGN_TOPIC.search(page.title)
    in_text = set(FOREIGN_TOPIC.findall(page.visible_text))
    if (in_title and not OURS.search(page.title)) or (in_title and len(in_text) >= 2) or len(in_text) >= 4:
        said = in_title[0] if in_title else min(in_text)
        return Hijacked(
            f"页面主题是「{said}」，疑似被篡改", f"the page is about “{said}”: probably tampered with"
        )
    if said_sale := FOR_SALE.search(page.title) or (
        FOR_SALE.search(page.visible_text) if len(page.visible_text) < NOTICE else None
    ):
        return Hijacked(f"页面写着「{said_sale[0]}」", f"the page says “{said_sale[0]}”")
    return None
