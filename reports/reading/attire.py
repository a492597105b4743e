"""How style changes what a page shows: which elements are hidden, and which make a paragraph of their own."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

# The tags whose behaviour the style gives an element. FOLDED: a hidden block, which a script may open.
HIDDEN, FOLDED, BLOCK = "template", "noscript", "div"

_SIGNS = ("display", "hidden", "font-size:0", "font-size: 0", "mso-hide", "line-through")
_UNSHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|text-decoration[\w-]*\s*:[^;]*line-through",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0+(?:\.0*)?\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE)
_OWN_LINE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\s*(?:;|!|$)", re.IGNORECASE)

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # @media print hides what the screen shows
_STYLE_RULE = re.compile(r"([^{}]{1,200})\{([^{}]*)\}")
# A style sheet hides tabs and folded parts until a script opens them; only what lies within a line is surely unseen.
_WITHIN_LINE = frozenset(
    {"a", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u", "td", "th", "tr"}
)
_PARAGRAPHS = _WITHIN_LINE | {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
_MOST_RULES = 400


def attire(page: LexborHTMLParser, source: str) -> dict[int, str]:
    """The elements, by their id in the tree, that style makes behave like another tag: HIDDEN, FOLDED or BLOCK."""
    met = [sign for sign in _SIGNS if sign in source or sign.upper() in source]
    if not met:
        return {}
    worn = {node.mem_id: HIDDEN for node in _hidden_by_sheets(page)}
    for node in page.css(", ".join(("[hidden]", *(f'[style*="{sign}" i]' for sign in met)))):
        style = node.attributes.get("style") or ""
        if "hidden" in node.attributes or _hides(style, node):
            worn[node.mem_id] = HIDDEN if node.tag in _PARAGRAPHS else FOLDED
        elif node.tag in _WITHIN_LINE and _OWN_LINE.search(style):
            worn[node.mem_id] = BLOCK
    return worn


def _hides(style: str, node: LexborNode) -> bool:
    """Whether a style hides its element; parents without size are a trick against gaps, if the size is set inside."""
    if _UNSHOWN.search(style):
        return True
    return _NO_SIZE.search(style) is not None and (node.html or "").lower().count("font-size") <= 1


def _hidden_by_sheets(page: LexborHTMLParser) -> Iterator[LexborNode]:
    sheets = "\n".join(node.text() for node in page.css("style"))
    rules = _STYLE_RULE.findall(_AT_RULE.sub("", _COMMENT.sub("", sheets)))[:_MOST_RULES]
    for selector, style in rules:
        if _UNSHOWN.search(style) or _NO_SIZE.search(style):
            yield from _selected(page, selector.strip())


def _selected(page: LexborHTMLParser, selector: str) -> Iterator[LexborNode]:
    try:
        found = page.css(selector)
    except SelectolaxError:  # a selector it does not know, such as ::before
        return
    yield from (node for node in found if node.tag in _WITHIN_LINE)
