"""A web page → Manuscript: the report's own part of the page, its tables row by row, and the page's titles."""

import re
from collections import Counter
from collections.abc import Iterator
from enum import Enum

from selectolax.lexbor import LexborHTMLParser, LexborNode

from models.words import Words
from reports.markup import is_nested_too_deep, scripted_article
from reports.reading.errors import Unreadable
from reports.reading.manuscript import Line, Manuscript
from reports.reading.sections import is_heading

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    r"|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_SILENT = re.compile(
    r"script|style|noscript|template|select|option|button|input|textarea|iframe|object|svg|head|nav|footer"
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]*(?:网|门户|政府|平台|网站)\s*$")
_FURNITURE = re.compile(
    r"(?:相关)?附件 ?\d? ?[:：].{0,120}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar) ?"
    r"|[上下]一[篇条] ?[:：].{0,120}|扫一扫在?手机.{0,20}|分享到 ?[:：]?.{0,20}"
    r"|(?:[【\[]? ?(?:打印|关闭|收藏|返回)(?:本页|窗口|顶部|页面)? ?[】\]]? ?)+"
    r"|(?:浏览次数|责任编辑|[【\[]?字[体号]) ?[:：].{0,20}",
    re.IGNORECASE,
)
_MOST_HEADINGS = 40  # a report has six, its table of contents as many again
_DIGIT = re.compile(r"\d")


def read_html(text: str) -> Manuscript:
    """The manuscript of a web page. Raises Unreadable where the page shows no text."""
    if is_nested_too_deep(text):
        raise Unreadable(
            Words(
                "网页的标签嵌套过深，无法读取。请用浏览器打开后另存再检查。",
                "The page nests its tags too deep to be read. Save it from a browser and check that.",
            )
        )
    page = LexborHTMLParser(f"{text}<div>{article}</div>" if (article := scripted_article(text)) else text)
    root = page.body
    placed = list(_placed(root)) if root is not None else []
    if root is None or not any(line.text for line, _ in placed):
        raise Unreadable(
            Words(
                "网页上没有文字，可能由脚本生成或只有图片。请用浏览器打开后另存再检查。",
                "The page shows no text: it may be drawn by script or be an image. Save it from a browser and check that.",
            )
        )
    return Manuscript(titles=_titles(page), lines=tuple(_body(placed, root)))


def _titles(page: LexborHTMLParser) -> tuple[str, ...]:
    """What the page calls itself: the article's own meta first, the window's title last."""
    found = [node.attributes.get("content") or "" for node in page.css('meta[name="ArticleTitle" i]')]
    found += [
        node.text(separator="") for node in page.css("h1, .title, #title, .article-title, .bt, .xxgk-title")
    ]
    found += [_SITE_NAME.sub("", node.text()) for node in page.css("head > title")]
    return tuple(dict.fromkeys(" ".join(title.split()) for title in found if title.strip()))


def _body(placed: list[tuple[Line, LexborNode]], root: LexborNode) -> Iterator[Line]:
    """The lines inside the smallest part of the page that holds the report, buttons and attachments apart."""
    container = _container(placed, root)
    known: dict[int, bool] = {container.mem_id: True, root.mem_id: container.mem_id == root.mem_id}
    for line, node in placed:
        if _within(node, known) and (line.table or not _FURNITURE.fullmatch(line.text)):
            yield line


def _within(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether a node lies in the container; every answer on the way up is remembered."""
    passed: list[int] = []
    at: LexborNode | None = node
    while at is not None and at.mem_id not in known:
        passed.append(at.mem_id)
        at = at.parent
    answer = at is not None and known[at.mem_id]
    known.update(dict.fromkeys(passed, answer))
    return answer


def _container(placed: list[tuple[Line, LexborNode]], root: LexborNode) -> LexborNode:
    """The lowest element around all section headings; without two of them, the parent with most text."""
    headings = [node for line, node in placed if not line.table and is_heading(line.text)]
    if len(headings) < 2:
        return _densest(placed, root)
    shared = _ancestors(headings[0])
    for node in headings[1:_MOST_HEADINGS]:
        own = {ancestor.mem_id for ancestor in _ancestors(node)}
        shared = [ancestor for ancestor in shared if ancestor.mem_id in own]
    return shared[0] if shared else root


def _densest(placed: list[tuple[Line, LexborNode]], root: LexborNode) -> LexborNode:
    weights: Counter[int] = Counter()
    parents: dict[int, LexborNode] = {}
    for line, node in placed:
        parent = node.parent or root
        weights[parent.mem_id] += len(line.text)
        parents[parent.mem_id] = parent
    return parents[weights.most_common(1)[0][0]]


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def _placed(root: LexborNode) -> Iterator[tuple[Line, LexborNode]]:
    """Every line of the page with the element it stands in, in document order."""
    words: list[str] = []
    place, tables = root, 0
    for node, met in _walk(root):
        if met is Met.TEXT:
            words.append(node.text_content or "")
            continue
        if met is not Met.TABLE and not _BLOCKS.fullmatch(node.tag or ""):
            continue
        yield from _flush(words, place)
        if met is Met.TABLE:
            tables += 1
            for cells in _rows(node):
                yield Line(cells, tables), node
        elif met is Met.START:
            place = node if node.child is not None else place
        else:
            place = node.parent or root
    yield from _flush(words, place)


class Met(Enum):
    """What a walk through the page comes upon."""

    TEXT = "text"
    TABLE = "table"  # with data in it; its inside is not walked
    START = "start"
    END = "end"


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, Met]]:
    """Nodes in document order; a loop, for pages are nested deeper than Python recurses."""
    at = root.child
    while at is not None:
        if at.is_text_node:
            yield at, Met.TEXT
        elif at.is_element_node and not _SILENT.fullmatch(at.tag or ""):
            kind = Met.TABLE if at.tag == "table" and _is_data(at) else Met.START
            yield at, kind
            if kind is Met.START and at.child is not None:
                at = at.child
                continue
        while at.next is None:
            if at.parent is None or at.parent.mem_id == root.mem_id:
                return
            at = at.parent
            yield at, Met.END
        at = at.next


def _flush(words: list[str], place: LexborNode) -> Iterator[tuple[Line, LexborNode]]:
    text = " ".join("".join(words).split())
    words.clear()
    if text:
        yield Line((text,)), place


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds data: no table inside it, and a row with more than one cell."""
    if any(child.css_first("table") for child in table.iter()):
        return False
    return any(len(row.css("td, th")) > 1 for row in table.css("tr"))


def _rows(table: LexborNode) -> Iterator[tuple[str, ...]]:
    """Rows as cell texts in the order of the source; spans are not unrolled, for headers and data disagree on them."""
    for row in table.css("tr"):
        if cells := tuple(_cell(cell) for cell in row.css("td, th") if not _hidden(cell)):
            yield cells


def _cell(cell: LexborNode) -> str:
    """The text of a cell; parts of one label are joined, parts holding digits are kept apart."""
    text = cell.text(separator="").strip()
    if len(text) > 1 and _DIGIT.search(text) and (cell.css_first("br") or len(cell.css("p, div, li")) > 1):
        return "\n".join(part for line, _ in _placed(cell) if (part := line.text))
    return text


def _hidden(cell: LexborNode) -> bool:
    return bool(_HIDDEN.search(cell.attributes.get("style") or ""))
