"""What must be known of a page's markup before a parser sees it, and what a page carries unseen."""

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

DEEPEST = 20_000  # elements within elements; 80,000 took the parser 28 seconds
_TAG = re.compile(r"<(/)?(?!(?:br|img|input|meta|link|hr|area|col)\b)[a-zA-Z]")
_ARTICLE = re.compile(r"""["']?content["']?\s*:\s*("(?:[^"\\]|\\.)*")""", re.DOTALL)

_LEAST = 200  # characters of an article worth unfolding
_FRAME = re.compile(r"""<iframe\b[^>]{0,2000}?\bsrcdoc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_STORE = re.compile(r"<(textarea|template|noscript|script)\b([^>]*)>", re.IGNORECASE)
_HTML_TYPE = re.compile(r"type\s*=\s*[\"']?text/(?:html|template|x-)", re.IGNORECASE)
_STRING = re.compile(r""""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})")
_LETTERS = {"n": "\n", "r": "\n", "t": "\t"}


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


def carried(html: str) -> tuple[str, ...]:
    """Markup that a page carries unseen, for a script to show: in frames, text areas, templates, strings of scripts."""
    frames = (unescape(double or single) for double, single in _FRAME.findall(html))
    return tuple(text for text in (*frames, *_stored(html)) if len(text) >= _LEAST)


def _stored(html: str) -> Iterator[str]:
    for tag, attributes, inner in _stores(html):
        match tag:
            case "textarea":
                yield unescape(inner)
            case "script" if not _HTML_TYPE.search(attributes):
                yield from (_unescaped("".join(parts)) for parts in _STRING.findall(inner))
            case _:
                yield inner


def _stores(html: str) -> Iterator[tuple[str, str, str]]:
    """Tag, attributes and inside of every element whose text is not drawn; in one pass, however many never end."""
    at, endless = 0, set[str]()
    while opening := _STORE.search(html, at):
        at, tag = opening.end(), opening[1].lower()
        closing = None if tag in endless else re.compile(rf"</{tag}", re.IGNORECASE).search(html, at)
        if closing is None:
            endless.add(tag)
            continue
        yield tag, opening[2], html[at : closing.start()]
        at = closing.end()


def _unescaped(string: str) -> str:
    """The text of a script's string, also where it was escaped for an address; empty where it is too short."""
    if len(string) < _LEAST:
        return ""
    text = _ESCAPE.sub(_character, string)
    if "%3C" in text or "%3c" in text:
        text = unquote(_PERCENT.sub(lambda found: chr(int(found[1], 16)), text))
    return text


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _LETTERS.get(escape[3], escape[3])
