"""What on a page of a listing lets no absence count, though the page opened and lists something: gates G2–G4, G6, G7.

A presence stands whatever is doubted here; an absence must be beyond doubt (reports/absence.py decides).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from selectolax.lexbor import LexborNode

from models.visit import Doubt, Gate, Link, Via
from models.words import Words
from scrapers import gate
from scrapers.adapters import listing
from scrapers.adapters.listing import LONGEST_TITLE
from scrapers.anchors import DAY, Anchor, read_day
from scrapers.page import Page, Reading
from scrapers.text import LEAST_CHINESE, count_chinese
from scrapers.triage import FOREIGN_TOPIC, is_home

STALE = timedelta(hours=48)  # reliability R-25
TODAY = re.compile(r"今天是[:：\s]{0,3}(20\d\d)年(\d{1,2})月(\d{1,2})日")
COUNTER = re.compile(r"count|hits?\b|visit|click|stat(?:s|istic)?\b|log\b|track|analy|beacon", re.IGNORECASE)
ABOUT_REPORTS = re.compile(r"年报|年度报告|信息公开")
REPORT = re.compile(r"年报|报告")  # without a link round it, a line that only speaks of disclosure names none
YEAR = re.compile(r"20\d\d")
MOST_WIDE = 10  # rows too wide for a title, holding others; a page with more is not looked through
ROWS = "li,tr,dd,dt,[onclick]:not(a)"
MORE_BY_SCROLLING = re.compile(
    r"infinite-?scroll|onreachbottom|scrolltop[^;{}]{0,80}(?:clientheight|innerheight|height\(\))"
    r"|(?:clientheight|innerheight|height\(\))[^;{}]{0,80}scrolltop|intersectionobserver"
)  # in small letters: to pay no heed to case takes twenty times as long
SCROLLING_SIGNS = ("scroll", "onreachbottom", "intersectionobserver")  # one stands in whatever it finds
HIDDEN = "[hidden] a[href],[style*='display:none'] a[href],[style*='display: none'] a[href],[style*='-9999'] a[href]"
MAY_HIDE = ("display:none", "display: none", "-9999", "hidden")
MOST_HIDDEN = 10  # links to other sites in hidden parts of a page; a menu that folds leads to its own


def doubts_of(page: Page, reading: Reading, *, rehearsing: bool) -> Iterator[Doubt]:
    """Everything doubtful about a page of a listing, as read. In a rehearsal the clock says nothing about the page's age."""
    yield from _transport(page)
    if page.media_type == "text/html":
        yield from _planted(page)
        yield from _elsewhere(page)
        yield from _hardly_chinese(page, reading.links)
        yield from _wordless(page, reading.links)
    yield from _addressless(page, reading)
    if is_stale(page, rehearsing=rehearsing):
        yield _doubt(
            Gate.FRESH,
            f"{page.final_url} 是 {STALE.days * 24} 小时以前的缓存副本",
            f"{page.final_url} is a stale copy, older than {STALE.days * 24} hours",
        )


def may_grow(page: Page) -> Iterator[Doubt]:
    """A list that grows as its reader scrolls, and does not say how long it is."""
    lowered = page.text.lower() if page.media_type == "text/html" else ""
    if any(sign in lowered for sign in SCROLLING_SIGNS) and MORE_BY_SCROLLING.search(lowered):
        yield _doubt(
            Gate.COVERAGE,
            "列表随滚动加载，页面没有说明总数，不能确认已读完",
            "the list grows by scrolling and does not say how long it is: its end cannot be proved",
        )


def disagreement(by_http: tuple[Link, ...], by_browser: tuple[Link, ...]) -> Iterator[Doubt]:
    """What a plain request listed and the browser did not: two readers were shown two pages."""
    shown = {link.url for link in by_browser} | {link.title for link in by_browser}
    lost = [link for link in by_http if link.url not in shown and link.title not in shown]
    if lost:
        yield _doubt(
            Gate.GENUINE,
            f"直接访问可见「{lost[0].title}」等 {len(lost)} 条，浏览器中没有",
            f"a plain request lists “{lost[0].title}” and {len(lost) - 1} more that the browser does not show",
        )


def is_stale(page: Page, *, rehearsing: bool) -> bool:
    """Whether a cache kept this copy for longer than two days, by its own word or by the date it bears."""
    age = page.headers.get("age", "").strip()
    if age.isdigit() and int(age) > STALE.total_seconds():
        return True
    if rehearsing:
        return False
    sent = _sent(page)
    return (sent is not None and page.fetched_at - sent > STALE) or _says_an_older_day(page)


def _sent(page: Page) -> datetime | None:
    try:
        said = parsedate_to_datetime(page.headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return said if said.tzinfo is not None else said.replace(tzinfo=UTC)


def _says_an_older_day(page: Page) -> bool:
    """「今天是2026年1月20日」, as a server wrote it; in a browser a script writes the day of our own clock."""
    if page.via is Via.BROWSER or not (said := TODAY.search(page.text)):
        return False
    try:
        day = datetime(int(said[1]), int(said[2]), int(said[3]), tzinfo=UTC)
    except ValueError:
        return False
    return page.fetched_at - day > STALE + timedelta(days=1)  # the day has 24 hours, and begins elsewhere


def _doubt(at: Gate, zh: str, en: str) -> Doubt:
    return Doubt(gate=at, words=Words(zh=zh, en=en))


def _transport(page: Page) -> Iterator[Doubt]:
    if page.url.startswith("https:") and page.final_url.startswith("http:"):
        yield _doubt(
            Gate.TRANSPORT,
            "由 https 转到了未加密的 http",
            "redirected from https to plain http",
        )
    for note in page.notes:
        asked = note.split(" ", maxsplit=1)[0]
        if gate.is_same_site(page.final_url, asked) and not COUNTER.search(asked):
            yield _doubt(
                Gate.TRANSPORT,
                f"列表页的数据请求失败：{note}",
                f"a request of the list's page failed: {note}",
            )


def _planted(page: Page) -> Iterator[Doubt]:
    """Links or meta tags put there by others, out of a reader's sight: the site is not in its owner's hands alone."""
    foreign = _foreign_words(page)
    hidden = [link for link in _hidden(page) if not gate.is_same_site(page.final_url, link)]
    if foreign or len(hidden) >= MOST_HIDDEN:
        what = f"「{foreign}」" if foreign else f"{len(hidden)} 条外站链接"
        yield _doubt(
            Gate.GENUINE,
            f"页面隐藏处有{what}，疑被植入暗链",
            f"hidden on the page: {foreign or f'{len(hidden)} links to other sites'}; somebody may have planted them",
        )


def _elsewhere(page: Page) -> Iterator[Doubt]:
    """A page that calls itself another site's, or the front page."""
    node = page.tree.css_first("link[rel='canonical'][href]") if "canonical" in page.text else None
    own = page.absolute(node.attributes.get("href") or "") if node is not None else None
    if own is None:
        return
    if not gate.is_same_site(page.final_url, own) or (is_home(own) and not is_home(page.final_url)):
        yield _doubt(
            Gate.GENUINE,
            f"页面自称是 {own} 的页面",
            f"the page calls itself that of {own}",
        )


def _foreign_words(page: Page) -> str:
    """A foreign topic anywhere in the page, also where no reader sees it or behind character references."""
    said = " ".join(meta.attributes.get("content") or "" for meta in page.tree.css("meta[content]"))
    whole = page.tree.root.text(separator=" ") if page.tree.root else ""
    found = FOREIGN_TOPIC.search(said) or FOREIGN_TOPIC.search(whole)
    return found[0] if found else ""


def _hidden(page: Page) -> list[str]:
    if not any(sign in page.text for sign in MAY_HIDE):
        return []
    found = (page.absolute(anchor.attributes.get("href") or "") for anchor in page.tree.css(HIDDEN))
    return [url for url in found if url is not None]


def _hardly_chinese(page: Page, rows: tuple[Link, ...]) -> Iterator[Doubt]:
    """Too little text to tell a list that was decoded well from one that was not, unless a row names a report in it.

    A list in a frame may hold nothing but last year's report.
    """
    count = count_chinese(page.visible_text)
    if count < LEAST_CHINESE and not any(_names_a_report(row.title) for row in rows):
        yield _doubt(
            Gate.READABLE,
            f"页面只有 {count} 个汉字，不足以确认是列表页",
            f"only {count} Chinese characters on the page: too few to be sure that it is the list",
        )


def _names_a_report(said: str) -> bool:
    return ABOUT_REPORTS.search(said) is not None and YEAR.search(said) is not None


def _wordless(page: Page, rows: tuple[Link, ...]) -> Iterator[Doubt]:
    """Rows whose title is a picture or drawn by a style sheet: nobody knows what they name."""
    known = {row.url for row in rows}
    silent = [anchor for anchor in page.anchors if anchor.href and not anchor.title]
    wordless = [url for anchor in silent if (url := _silent_row(page, anchor, known)) is not None]
    if wordless:
        yield _doubt(
            Gate.COVERAGE,
            f"列表中有 {len(wordless)} 条没有文字标题（{wordless[0]}）",
            f"{len(wordless)} rows of the list have no title in words ({wordless[0]})",
        )


def _addressless(page: Page, reading: Reading) -> Iterator[Doubt]:
    """A report named where no link leads that we could follow: it may be there all the same."""
    marked = page.media_type == "text/html"
    shown = (*_leading_nowhere(page), *_linkless(page)) if marked else ()
    for said in (*reading.addressless, *shown):
        if _names_a_report(DAY.sub(" ", said)):
            yield _doubt(
                Gate.COVERAGE,
                f"列表中「{said[:LONGEST_TITLE]}」没有可打开的网址",
                f"“{said[:LONGEST_TITLE]}” is listed without an address that can be opened",
            )
            return


def _leading_nowhere(page: Page) -> Iterator[str]:
    """The titles of links a script acts on without saying where they lead."""
    for anchor in page.anchors:
        if anchor.leads_nowhere and listing.read_link(page, anchor) is None:
            yield anchor.title


def _linkless(page: Page) -> Iterator[str]:
    """What rows say of reports, and parts of the page that can be pressed, that hold no titled link."""
    passed = _around_titled_links(page)
    wide = 0
    for row in page.tree.css(ROWS):
        if row.mem_id in passed:
            continue
        said = " ".join(row.text().split())
        if not (_names_a_report(said) and REPORT.search(said)):
            passed.update(inner.mem_id for inner in row.css(ROWS))  # nor does any of them
        elif len(said) <= LONGEST_TITLE:
            yield said
        elif (wide := wide + 1) > MOST_WIDE:
            yield said
            return


def _around_titled_links(page: Page) -> set[int]:
    """The elements that hold titled links, by `mem_id`. A climb ends where all above is known."""
    around: set[int] = set()
    for anchor in page.anchors:
        node = anchor.node if anchor.is_titled else None
        while node is not None and node.mem_id not in around:
            around.add(node.mem_id)
            node = node.parent
    return around


def _silent_row(page: Page, anchor: Anchor, known: set[str]) -> str | None:
    """The address of a link without words where a row of the list should be: a document of this site, not named elsewhere."""
    url = page.absolute(anchor.href)
    if url is None or url in known or not listing.is_detail(url):
        return None
    if not gate.is_same_site(page.final_url, url) or listing.is_furniture(anchor):
        return None
    row = _row_of(anchor.node)
    if row is None:
        return None
    stands_in_list = row.parent is not None and any(
        page.absolute(other.attributes.get("href") or "") in known for other in row.parent.css("a[href]")
    )
    return url if stands_in_list or read_day(row.text(separator=" ")) is not None else None


def _row_of(anchor: LexborNode) -> LexborNode | None:
    node = anchor.parent
    for _ in range(4):
        if node is None or node.tag in ("li", "tr", "dd", "dt", "dl"):
            return node
        node = node.parent
    return None
