"""A web page → Manuscript: the report's own part of the page, its tables row by row, and the page's titles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from models.words import Words
from reports.editions import EDITIONS
from reports.markup import carried, is_nested_too_deep, scripted_article
from reports.reading.attire import FOLDED, attire
from reports.reading.errors import Unreadable
from reports.reading.headers import opens
from reports.reading.manuscript import Line, Manuscript
from reports.reading.page import SILENT, TABLE_PARTS, Drawn, Placed, draw, tag_of
from reports.reading.sections import NUMERALS, section_begun
from reports.reading.seen import is_all_seen, seen

_SITE_NAME = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]*(?:网|门户|政府|平台|网站)\s*$")
_TITLED = 'h1, h2, h3, [class*="title" i], [id*="title" i], [class$="tit" i], [class^="tit" i], .bt, .xl_tit, .con_bt'
_LONGEST_TITLE = 120
_FURNITURE = re.compile(
    r"(?:相关)?附件 ?\d? ?[:：].{0,120}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar) ?"
    r"|[上下]一[篇条] ?[:：].{0,120}|扫一扫在?手机.{0,20}|分享到 ?[:：]?.{0,20}"
    r"|(?:[【\[]? ?(?:打印|关闭|收藏|返回)(?:本页|窗口|顶部|页面)? ?[】\]]? ?)+"
    r"|(?:浏览次数|责任编辑|[【\[]?字[体号]) ?[:：].{0,20}|(?:主办|承办|主管|版权所有|技术支持)(?:单位)? ?[:：].{0,60}"
    r"|.{0,80}(?:ICP备|公网安备|网站标识码).{0,80}",
    re.IGNORECASE,
)
_WORDED = tuple(
    tuple(f"{NUMERALS[form.no - 1]}、{title}" for title in (form.title, *form.accepted))
    for form in EDITIONS[-1].sections
)
_ENOUGH = 2  # landmarks from which on a page surely shows a report
_MOST_MARKS = 60  # a report has nine, its table of contents as many again
_FIRST_ROWS = 4  # of a table, in which its opening words stand


def read_html(text: str) -> Manuscript:
    """The manuscript of a web page. Raises Unreadable where the page shows no text.

    Where the page shows no report, what it hides or carries unseen is read as if it were shown.
    """
    if is_nested_too_deep(text):
        raise Unreadable(_TOO_DEEP)
    page, drawn = _drawn(text)
    marks = _landmarks(drawn.placed)
    if _kinds(marks) < _ENOUGH:
        unfolded = _unfolded(text)
        if _kinds(more := _landmarks(unfolded[1].placed)) > _kinds(marks):
            (page, drawn), marks = unfolded, more
    root = page.body
    if root is None or not drawn.placed:
        raise Unreadable(_NO_TEXT)
    container = _container(drawn.placed, marks, root)
    known = {root.mem_id: False, container.mem_id: True}
    return Manuscript(
        titles=_titles(page),
        lines=tuple(_body(drawn.placed, known)),
        pictures=sum(_within(picture, known) for picture in drawn.pictures),
    )


def _drawn(text: str) -> tuple[LexborHTMLParser, Drawn]:
    """The page as it is shown."""
    source = f"{text}<div>{article}</div>" if (article := scripted_article(text)) else text
    page = LexborHTMLParser(source)
    return page, _draw(page, attire(page, source))


def _unfolded(text: str) -> tuple[LexborHTMLParser, Drawn]:
    """The page with all it hides in blocks, or carries for a script to show."""
    source = text + "".join(f"<div>{part}</div>" for part in carried(text))
    page = LexborHTMLParser(source)
    worn = {node: tag for node, tag in attire(page, source).items() if tag != FOLDED}
    return page, _draw(page, worn)


def _draw(page: LexborHTMLParser, worn: dict[int, str]) -> Drawn:
    if page.body is None:
        return Drawn()
    root = _narrowed(page.body, worn)
    return draw(root, worn, all_seen=is_all_seen(root.text(separator="")))


def _narrowed(body: LexborNode, worn: dict[int, str]) -> LexborNode:
    """The smallest element with every heading of the page, where all six are worded like the template's.

    What lies around it is no part of the report and need not be drawn: half of the time on pages with large menus.
    """
    text = body.text(separator="")
    headings = [next((heading for heading in headings if heading in text), "") for headings in _WORDED]
    if not all(headings):
        return body
    wanted = [text.count(heading) for heading in headings]
    smallest = at = body
    while inner := next((child for child in at.iter() if _counts(child, headings) == wanted), None):
        tag, at = tag_of(inner, worn), inner
        if tag in SILENT:
            return body
        smallest = smallest if tag in TABLE_PARTS else at
    return smallest


def _counts(node: LexborNode, headings: Iterable[str]) -> list[int]:
    text = node.text(separator="")
    return [text.count(heading) for heading in headings]


def _titles(page: LexborHTMLParser) -> tuple[str, ...]:
    """What the page calls itself: the article's own meta first, the window's title last. Links name other pages."""
    found = [
        node.attributes.get("content") or ""
        for node in page.css('meta[name="ArticleTitle" i], meta[property="og:title" i]')
    ]
    found += [node.text(separator="") for node in page.css(_TITLED) if not _is_link(node)]
    found += [_SITE_NAME.sub("", node.text()) for node in page.css("head > title")]
    titles = (seen(" ".join(title.split())) for title in found if len(title) < _LONGEST_TITLE)
    return tuple(dict.fromkeys(title for title in titles if title))


def _is_link(node: LexborNode) -> bool:
    """Whether a title links elsewhere: a list of related articles, not this one."""
    return node.css_first("a[href]") is not None or (node.parent is not None and node.parent.tag == "a")


# The report's own part of the page.

Mark = tuple[str, LexborNode]  # a section or official table, and the element it stands in


def _kinds(marks: Iterable[Mark]) -> int:
    return len({name for name, _ in marks})


def _landmarks(placed: Iterable[Placed]) -> list[Mark]:
    """Where the page begins a section of the report or one of its tables."""
    marks: list[Mark] = []
    table = rows = 0
    for each in placed:
        line = each.line
        rows = rows + 1 if line.table == table else 0
        table = line.table
        if not table:
            begun = section_begun(line.text)
            marks += [(f"section {begun}", each.node)] if begun else []
        elif rows < _FIRST_ROWS:
            marks += [(name, each.node) for name in _tables_opened(line)]
    return marks


def _tables_opened(line: Line) -> Iterator[str]:
    for form in EDITIONS[-1].tables:
        if opens(line, form):
            yield form.id


def _container(placed: Sequence[Placed], marks: Sequence[Mark], root: LexborNode) -> LexborNode:
    """The smallest element with all sections and tables there are, the fullest of several; without two of them, the
    parent with most text."""
    held: dict[int, set[str]] = {}
    for name, node in marks[:_MOST_MARKS]:
        for around in _upwards(node):
            held.setdefault(around.mem_id, set()).add(name)
    most = max((len(names) for names in held.values()), default=0)
    if most < _ENOUGH:
        return _densest(placed, root)
    full = {
        node.mem_id: node
        for _, mark in marks[:_MOST_MARKS]
        if (node := next(around for around in _upwards(mark) if len(held[around.mem_id]) == most))
    }
    around_others = {outer.mem_id for node in full.values() for outer in islice(_upwards(node), 1, None)}
    return max((node for node in full.values() if node.mem_id not in around_others), key=_length)


def _length(node: LexborNode) -> int:
    return len(node.text(separator=""))


def _densest(placed: Sequence[Placed], root: LexborNode) -> LexborNode:
    weights: Counter[int] = Counter()
    parents: dict[int, LexborNode] = {}
    for each in placed:
        parent = each.node if each.line.table else each.node.parent or root
        weights[parent.mem_id] += len(each.line.text)
        parents[parent.mem_id] = parent
    return parents[weights.most_common(1)[0][0]]


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    """The element itself and all around it."""
    at: LexborNode | None = node
    while at is not None:
        yield at
        at = at.parent


def _body(placed: Sequence[Placed], known: dict[int, bool]) -> Iterator[Line]:
    """The lines of the report's own part, buttons and attachments apart."""
    for each in placed:
        if _within(each.node, known) and (each.line.table or not _FURNITURE.fullmatch(each.line.text)):
            yield each.line


def _within(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether a node lies in the report's part; every answer on the way up is remembered."""
    passed: list[int] = []
    at: LexborNode | None = node
    while at is not None and at.mem_id not in known:
        passed.append(at.mem_id)
        at = at.parent
    answer = at is not None and known[at.mem_id]
    known.update(dict.fromkeys(passed, answer))
    return answer


_TOO_DEEP = Words(
    "网页的标签嵌套过深，无法读取。请用浏览器打开后另存再检查。",
    "The page nests its tags too deep to be read. Save it from a browser and check that.",
)
_NO_TEXT = Words(
    "网页上没有文字，可能由脚本生成或只有图片。请用浏览器打开后另存再检查。",
    "The page shows no text: it may be drawn by script or be an image. Save it from a browser and check that.",
)
