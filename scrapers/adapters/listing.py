"""Rows of titled links, found by how a page is built rather than by whose it is: shared by the families."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from selectolax.lexbor import LexborNode

from models.visit import Link, Via
from scrapers.anchors import Anchor, collapsed
from scrapers.page import Page, Step

DETAIL = re.compile(
    r"\d{3,}[^/]*\.(?:s?html?|jsp|pdf|docx?|wps|ofd)$|/(?:content|detail|show|info|art|article)[/_]|[0-9a-f]{16,}|[?&]id=",
    re.IGNORECASE,
)
COLUMN = re.compile(
    r"/(?:index|list)?(?:_?\d{1,3})?(?:\.\w+)?$|/col/", re.IGNORECASE
)  # leads to a list, not a document: `/info/1050/64208.htm` is one, `/xxgk/zfxxgknb/12.htm` is none
# Words of class and id names. A menu is a menu whatever else it is called; a `page` may also hold the content.
# Rows of the Anhui vendors stand in `xxgk_navli` and `navjz`.
MENU = re.compile(
    r"^(?:nav(?!li$|jz$)|menu|foot|crumb|bread|friend|copyright|pager|pagin)|(?:nav|menu|footer|crumbs?)$"
)
MAYBE_MENU = re.compile(r"^(?:head(?!line)|banner|logo|search|sidebar|pages?|position|location)")
CONTENT = re.compile(r"list|news|result|content|main|con$|body|wrap|box|data|item|row")
NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
FURNITURE_TAGS = frozenset({"nav", "header", "footer", "select"})
ROW_TAGS = frozenset(
    {
        "li",
        "tr",
        "td",
        "dl",
        "dd",
        "dt",
        "p",
        "span",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "em",
        "b",
        "strong",
        "font",
    }
)
LIST_NAME = re.compile(r"list|news|result|record|datas?\b|items?\b|rows?\b", re.IGNORECASE)
MORE = re.compile(r"加载更多|点击加载")
UNDRAWN = re.compile(r"\b(?:v-for|ng-repeat|ms-repeat|ms-for)=|\{\{[^{}]{1,80}\}\}", re.IGNORECASE)
UNDRAWN_SIGNS = ("-for=", "-repeat=", "{{", "-FOR=", "-REPEAT=")  # one of them stands in whatever it finds
TEMPLATE = ",".join(f"script[type^='text/{kind}' i]" for kind in ("html", "x-template", "template"))
NOTHING = re.compile(
    r"暂无(?:相关)?(?:数据|信息|内容|记录|文章|资料)|没有(?:找到|查询到)?(?:相关|符合条件的?)?(?:数据|信息|内容|记录)|共\s*0\s*条|无相关(?:信息|数据|记录)"
)
NUMBERING = re.compile(r"[0-9]+")
NEXT = frozenset(
    {
        "下一页",
        "下页",
        "后一页",
        "下一頁",
        "下頁",
        "next",
        "nextpage",
        "下一页>",
        "下一页>>",
        "下页>",
        "下一页»",
    }
)
NEXT_NAMES = frozenset({"next", "btn-next"})  # class names; the second is Element's
CONTROLS = "button,[onclick]:not(a)"  # what may turn a page without being a link
DISABLED = re.compile(
    r"disab|gr[ae]y|^(?:no|off)(?:[-_]?(?:next|prev|page|link|more|click|use))?$"
)  # in a class name; one that is `normal` or holds a `pageno` acts
QUOTED_ADDRESS = re.compile(r"""['"]([^'"\s]+\.(?:s?html?|jspx?|aspx?|do)(?:\?[^'"\s]*)?)['"]""")
PAGES = re.compile(r"共\s*(?:计\s*)?(\d{1,4})\s*页|第?\s*1\s*/\s*(\d{1,4})\s*页")
LONGEST_TITLE = 300


def rows_and_aside(page: Page) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The rows of the page's list, then every other titled link, both in the page's order."""
    groups: dict[str, list[tuple[Anchor, Link]]] = defaultdict(list)
    places: dict[int, str] = {}
    for anchor in page.anchors:
        link = read_link(page, anchor)
        if link is not None:
            groups[_place(anchor.node.parent, places)].append((anchor, link))
    scores = {place: _score(group) for place, group in groups.items()}
    best = max(scores, key=lambda place: scores[place], default="")
    if not best or scores[best] <= 0:
        return (), _links(pair for group in groups.values() for pair in group)
    rows = groups.pop(best)
    return _links(rows), _links(pair for group in groups.values() for pair in group)


def read_link(page: Page, anchor: Anchor) -> Link | None:
    """An anchor as a titled link, or None where it has no title or leads to no page; a script may name the page."""
    if not anchor.is_titled:
        return None
    url = page.absolute(anchor.href) or _scripted_address(page, anchor)
    if url is None:
        return None
    return Link(url=url, title=anchor.title[:LONGEST_TITLE], listed_date=anchor.day)


def next_step(page: Page) -> tuple[Step | None, str]:
    """The step behind 下一页 or 加载更多 and, where only a browser could take it, why it cannot be followed."""
    for anchor in page.anchors:
        if not _means_next(anchor.words, anchor.attributes):
            continue
        address = page.absolute(anchor.href) or _scripted_address(page, anchor)
        if address is not None:
            return (Step(url=address, why="下一页"), "") if address != page.final_url else (None, "")
        if not _is_disabled(anchor):
            return _pressed(page, anchor.words, "下一页由脚本打开")
    for control in page.tree.css(CONTROLS):
        words = collapsed(control.text(separator=""))
        if _means_next(words, control.attributes) and not _looks_disabled(control):
            return _pressed(page, words, "下一页由脚本打开")
    more = MORE.search(page.visible_text)
    return _pressed(page, more[0], f"页面有「{more[0]}」按钮") if more else (None, "")


def _pressed(page: Page, words: str, why: str) -> tuple[Step | None, str]:
    if page.via is not Via.BROWSER or not words:
        return None, why
    return Step(url=page.final_url, why=f"按「{words}」", press=words), ""


def total_pages(page: Page) -> int | None:
    """How many pages the pager says there are, or None where it does not."""
    found = PAGES.search(page.visible_text)
    return int(found[1] or found[2]) if found else None


def has_empty_container(page: Page) -> bool:
    """Whether the place of a list is there and empty, or still holds the template a script would fill."""
    if any(sign in page.text for sign in UNDRAWN_SIGNS) and UNDRAWN.search(page.text):
        return True
    if page.tree.css_first(TEMPLATE) is not None:
        return True
    for node in page.tree.css("ul,ol,tbody,div,dl"):
        names = _names(node)
        if LIST_NAME.search(names) and not _is_menu_name(names) and _is_empty(node):
            return True
    return False


def says_empty(page: Page) -> bool:
    """Whether a reader is told that nothing is listed; before its scripts have run a page only may be."""
    final = page.via is Via.BROWSER or page.tree.css_first("script") is None
    return final and NOTHING.search(page.visible_text) is not None


def _links(pairs: Iterable[tuple[Anchor, Link]]) -> tuple[Link, ...]:
    return tuple(link for _, link in pairs)


def is_detail(url: str) -> bool:
    """Whether an address looks like a document's and not a list's."""
    return DETAIL.search(url) is not None and COLUMN.search(url) is None


def _place(node: LexborNode | None, known: dict[int, str]) -> str:
    """Where a link's parent stands: its path of tags, with the names of containers but not of rows, and no numbering.

    `known` holds the places of this page's elements met before. A loop, for pages are nested deeper than Python recurses.
    """
    climbed: list[LexborNode] = []
    while node is not None and node.tag not in ("body", "html", "-undef") and node.mem_id not in known:
        climbed.append(node)
        node = node.parent
    place = known.get(node.mem_id, "") if node is not None else ""
    for each in reversed(climbed):
        name = "" if each.tag in ROW_TAGS else NUMBERING.sub("", _names(each))
        place = known[each.mem_id] = f"{place}/{each.tag}#{name}"
    return place


def _score(group: list[tuple[Anchor, Link]]) -> float:
    """How much a group of links is a list of documents: dates beside them, long titles, addresses of documents."""
    anchor = group[0][0]
    dated = sum(link.listed_date is not None for _, link in group)
    titled = sum(len(link.title) >= 10 for _, link in group)
    if not (dated or titled) or is_furniture(anchor):
        return 0
    return 3 * dated + min(titled, sum(is_detail(link.url) for _, link in group))


def is_furniture(anchor: Anchor) -> bool:
    """Whether a link belongs to a menu, a header, a footer or a pager."""
    node = anchor.node.parent
    for _ in range(4):
        if node is None or node.tag == "body":
            return False
        if node.tag in FURNITURE_TAGS or _is_menu_name(_names(node)):
            return True
        node = node.parent
    return False


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('id') or ''} {attributes.get('class') or ''}"


def _is_menu_name(names: str) -> bool:
    words = [word.lower() for word in NAME_WORD.findall(names)]
    if any(MENU.search(word) for word in words):
        return True
    return any(MAYBE_MENU.search(word) for word in words) and not any(CONTENT.search(word) for word in words)


def _means_next(words: str, attributes: Mapping[str, str | None]) -> bool:
    if words.lower().replace(" ", "") in NEXT or attributes.get("title") in NEXT:
        return True
    names = attributes.get("class")
    return names is not None and not NEXT_NAMES.isdisjoint(names.lower().split())


def _scripted_address(page: Page, anchor: Anchor) -> str | None:
    """An address written into a link's script, such as `location.href='index_2.html'`."""
    script = f"{anchor.attributes.get('onclick') or ''} {anchor.href}"
    found = QUOTED_ADDRESS.search(script)
    return page.absolute(found[1]) if found else None


def _is_disabled(anchor: Anchor) -> bool:
    acts = anchor.attributes.get("onclick") or anchor.href.startswith("javascript:")
    return not acts or _looks_disabled(anchor.node)


def _looks_disabled(node: LexborNode) -> bool:
    around = node.parent.attributes.get("class") if node.parent is not None else None
    names = f"{node.attributes.get('class') or ''} {around or ''}".lower().split()
    return "disabled" in node.attributes or any(DISABLED.search(name) for name in names)


def _is_empty(node: LexborNode) -> bool:
    return not node.text(strip=True) and node.css_first("img,iframe,input,object,embed") is None
