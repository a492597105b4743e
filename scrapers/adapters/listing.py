"""Rows of titled links, found by how a page is built rather than by whose it is: shared by the families."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from selectolax.lexbor import LexborNode

from models.visit import Link, Via
from scrapers.page import Page, Step

DAY = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?")
DAY_ABOVE_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})\s+(20\d\d)\s*[-/.年]\s*(\d{1,2})(?!\d)"
)  # drawn as a calendar leaf
DATE_BEHIND = re.compile(rf"[\s\[(（【]*{DAY.pattern}[\s\])）】]*$")
DATE_BEFORE = re.compile(
    rf"^[\s\[(（【]*{DAY.pattern}[\s\])）】]+"
)  # glued to what follows it is part of the title
CUT = re.compile(r"(?:…+|\.{2,}|．{2,})\s*$")
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
UNDRAWN = re.compile(
    r"\bv-for=|\bng-repeat=|\bms-repeat=|\bms-for=|\{\{[^{}]{1,80}\}\}|<script[^<>]{1,200}type=[\"']text/(?:html|x-template|template)",
    re.IGNORECASE,
)
UNDRAWN_SIGNS = (
    "v-for",
    "-repeat",
    "ms-for",
    "{{",
    "text/",
    "V-FOR",
    "-REPEAT",
)  # one of them stands in whatever it finds
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
QUOTED_ADDRESS = re.compile(r"""['"]([^'"\s]+\.(?:s?html?|jspx?|aspx?|do)(?:\?[^'"\s]*)?)['"]""")
PAGES = re.compile(r"共\s*(?:计\s*)?(\d{1,4})\s*页|第?\s*1\s*/\s*(\d{1,4})\s*页")
SHORTEST_TITLE = 5  # characters: 2025年报
LONGEST_TITLE = 300
LONGEST_TEXT = 2000  # characters of a link that are looked at
MOST_ANCHORS = 20_000
INVISIBLE = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)


def rows_and_aside(page: Page) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The rows of the page's list, then every other titled link, both in the page's order."""
    groups: dict[str, list[tuple[LexborNode, Link]]] = defaultdict(list)
    places: dict[int, str] = {}
    for anchor in page.tree.css("a[href]")[:MOST_ANCHORS]:
        link = read_link(page, anchor)
        if link is not None:
            groups[_place(anchor.parent, places)].append((anchor, link))
    scores = {place: _score(group) for place, group in groups.items()}
    best = max(scores, key=lambda place: scores[place], default="")
    if not best or scores[best] <= 0:
        return (), _links(pair for group in groups.values() for pair in group)
    rows = groups.pop(best)
    return _links(rows), _links(pair for group in groups.values() for pair in group)


def read_link(page: Page, anchor: LexborNode) -> Link | None:
    """An anchor as a titled link, or None where it has no title or leads to no page; a script may name the page."""
    title = fullest_title(anchor)
    if not len(title) >= SHORTEST_TITLE:
        return None
    url = page.absolute(anchor.attributes.get("href") or "") or _scripted_address(page, anchor)
    if url is None:
        return None
    return Link(url=url, title=title[:LONGEST_TITLE], listed_date=_listed_date(anchor))


def fullest_title(anchor: LexborNode) -> str:
    """The text of a link; its `title=` where the text is cut short, or where the attribute says the same and more."""
    said = _collapsed(anchor.attributes.get("title") or "")
    text = _without_date(_collapsed(anchor.text(separator="")))
    stem = CUT.sub("", text)
    if said and (not text or said.startswith(stem) or stem != text):
        return _without_date(said)
    if not text:
        image = anchor.css_first("img[alt]")
        return _collapsed(image.attributes.get("alt") or "") if image else ""
    return text


def read_date(text: str) -> date | None:
    """The first full date in a text; a day without its year is no date."""
    if found := DAY.search(text):
        year, month, day = found.groups()
    elif found := DAY_ABOVE_MONTH.search(text):
        day, year, month = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def next_step(page: Page) -> tuple[Step | None, str]:
    """The step behind 下一页 or 加载更多 and, where only a browser could take it, why it cannot be followed."""
    for anchor in page.tree.css("a"):
        words = _collapsed(anchor.text())
        if words.lower().replace(" ", "") not in NEXT and not _is_marked_next(anchor):
            continue
        address = page.absolute(anchor.attributes.get("href") or "") or _scripted_address(page, anchor)
        if address is not None:
            return (Step(url=address, why="下一页"), "") if address != page.final_url else (None, "")
        if not _is_disabled(anchor):
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
    for node in page.tree.css("ul,ol,tbody,div,dl"):
        names = _names(node)
        if LIST_NAME.search(names) and not _is_menu_name(names) and _is_empty(node):
            return True
    return False


def says_empty(page: Page) -> bool:
    """Whether a reader is told that nothing is listed; before its scripts have run a page only may be."""
    final = page.via is Via.BROWSER or page.tree.css_first("script") is None
    return final and NOTHING.search(page.visible_text) is not None


def _links(pairs: Iterable[tuple[LexborNode, Link]]) -> tuple[Link, ...]:
    return tuple(link for _, link in pairs)


def _collapsed(text: str) -> str:
    text = text[:LONGEST_TEXT]
    return " ".join((INVISIBLE.sub("", text) if INVISIBLE.search(text) else text).split())


def _without_date(title: str) -> str:
    """A title without the date printed into its link; a title that is only a date stays."""
    return DATE_BEFORE.sub("", DATE_BEHIND.sub("", title)).strip() or title


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


def _score(group: list[tuple[LexborNode, Link]]) -> float:
    """How much a group of links is a list of documents: dates beside them, long titles, addresses of documents."""
    anchor = group[0][0]
    if is_furniture(anchor):
        return 0
    dated = sum(link.listed_date is not None for _, link in group)
    detailed = sum(is_detail(link.url) for _, link in group)
    titled = sum(len(link.title) >= 10 for _, link in group)
    return 3 * dated + min(detailed, titled) if dated or (detailed and titled) else 0


def is_furniture(anchor: LexborNode) -> bool:
    """Whether a link belongs to a menu, a header, a footer or a pager."""
    node = anchor.parent
    for _ in range(4):
        if node is None or node.tag == "body":
            return False
        if node.tag in FURNITURE_TAGS or _is_menu_name(_names(node)):
            return True
        node = node.parent
    return False


def _names(node: LexborNode) -> str:
    return f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"


def _is_menu_name(names: str) -> bool:
    words = [word.lower() for word in NAME_WORD.findall(names)]
    if any(MENU.search(word) for word in words):
        return True
    return any(MAYBE_MENU.search(word) for word in words) and not any(CONTENT.search(word) for word in words)


def _listed_date(anchor: LexborNode) -> date | None:
    """The date of the row a link stands in: the smallest part of the page around it that names no other page."""
    text = _collapsed(anchor.text(separator=""))
    if DAY.search(text) and (ends := DATE_BEHIND.search(text) or DATE_BEFORE.search(text)):
        return read_date(ends[0])
    node, own = anchor.parent, _collapsed(anchor.text(separator=" "))
    for _ in range(5):
        if node is None or node.tag == "body" or _names_another(node, anchor):
            return None
        found = read_date(_collapsed(node.text(separator=" ")).replace(own, " "))
        if found is not None:
            return found
        node = node.parent
    return None


def _names_another(node: LexborNode, anchor: LexborNode) -> bool:
    href = anchor.attributes.get("href")
    return any(
        other.tag == "a"
        and other.attributes.get("href") != href
        and len(fullest_title(other)) >= SHORTEST_TITLE
        for other in node.traverse()
    )


def _is_marked_next(anchor: LexborNode) -> bool:
    said = anchor.attributes.get("title") or ""
    return said in NEXT or "next" in (anchor.attributes.get("class") or "").lower().split()


def _scripted_address(page: Page, anchor: LexborNode) -> str | None:
    """An address written into a link's script, such as `location.href='index_2.html'`."""
    script = f"{anchor.attributes.get('onclick') or ''} {anchor.attributes.get('href') or ''}"
    found = QUOTED_ADDRESS.search(script)
    return page.absolute(found[1]) if found else None


def _is_disabled(anchor: LexborNode) -> bool:
    classes = f"{anchor.attributes.get('class') or ''} {anchor.parent.attributes.get('class') or '' if anchor.parent else ''}"
    acts = anchor.attributes.get("onclick") or (anchor.attributes.get("href") or "").startswith("javascript:")
    return bool(re.search(r"disab|off|gray|grey|no", classes, re.IGNORECASE)) or not acts


def _is_empty(node: LexborNode) -> bool:
    return not node.text(strip=True) and node.css_first("img,iframe,input,object,embed") is None
