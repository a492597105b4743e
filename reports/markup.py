"""What must be known of a page's markup before a parser sees it, and what a script carries instead of the page."""

import json
import re

DEEPEST = 20_000  # elements within elements; 80,000 took the parser 28 seconds
_TAG = re.compile(r"<(/)?(?!(?:br|img|input|meta|link|hr|area|col)\b)[a-zA-Z]")
_ARTICLE = re.compile(r"""["']?content["']?\s*:\s*("(?:[^"\\]|\\.)*")""", re.DOTALL)


def is_nested_too_deep(html: str) -> bool:
    """Whether parsing would take minutes: the parser's time grows with the square of the nesting."""
    if html.count("<") <= DEEPEST:
        return False
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def scripted_article(html: str) -> str:
    """The article that a gkmlpt page carries as escaped text in `_CONFIG.DETAIL.content`; empty on any other page."""
    if "_CONFIG" not in html or not (content := _ARTICLE.search(html)):
        return ""
    try:
        return str(json.loads(content[1], strict=False))
    except json.JSONDecodeError:
        return ""
