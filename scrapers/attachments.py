"""Documents hung on a page: PDF, Word, WPS and their kin, as links, frames or embedded objects; and pictures of one."""

import re
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.page import Page
from scrapers.triage import ARTICLE

FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|rtf|xlsx?|et|zip)$", re.IGNORECASE)
PICTURE = re.compile(r"\.(?:jpe?g|png|tiff?|bmp)$", re.IGNORECASE)
PICTURES = (("img[src]", "src"), ("a[href]", "href"))
SMALLEST = 120  # pixels: what a page shows smaller is an icon
SOURCES = (("a[href]", "href"), ("iframe[src]", "src"), ("embed[src]", "src"), ("object[data]", "data"))
DOWNLOAD = re.compile(r"download|downfile|attach", re.IGNORECASE)
OFFICIAL_TABLE = re.compile(r"第二十条|本年新收|行政许可|行政复议|行政诉讼")
DETAIL_CONTENT = re.compile(r"""["']?content["']?\s*:\s*"((?:[^"\\]|\\.)*)\"""", re.DOTALL)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
PLAIN = {"n": "\n", "r": "\r", "t": "\t"}
MOST = 10  # attachments opened for one page


def attachments(page: Page) -> tuple[str, ...]:
    """Addresses of the documents a page hangs out, in its order, each once."""
    found: dict[str, None] = {}
    for tree in _bodies(page):
        for selector, attribute in SOURCES:
            for node in tree.css(selector):
                said = node.attributes.get(attribute) or ""
                if address := _document(page, said, node.text(strip=True)):
                    found.setdefault(address)
    return tuple(found)[:MOST]


def pictures(page: Page) -> tuple[str, ...]:
    """Addresses of the pictures in a page's article, in its order, each once: they may be scans of the report."""
    found: dict[str, None] = {}
    for article in page.tree.css(ARTICLE):
        for selector, attribute in PICTURES:
            for node in article.css(selector):
                address = page.absolute(node.attributes.get(attribute) or "")
                if address and PICTURE.search(urlsplit(address).path) and not _is_icon(node):
                    found.setdefault(address)
    return tuple(found)[:MOST]


def has_official_table(page: Page) -> bool:
    """Whether the page itself holds one of the report's tables, so that an attachment would only repeat it."""
    return any(
        OFFICIAL_TABLE.search(table.text()) and len(table.css("tr")) >= 3
        for tree in _bodies(page)
        for table in tree.css("table")
    )


def is_document_address(url: str) -> bool:
    """Whether an address names a document by its ending: never to be opened in a browser."""
    return FILE.search(urlsplit(url).path) is not None


def embedded_article(page: Page) -> str:
    """The article a gkmlpt page carries as escaped text in its script, as HTML; empty on any other page."""
    if "_CONFIG" not in page.text or not (content := DETAIL_CONTENT.search(page.text)):
        return ""
    return ESCAPE.sub(_unescaped, content[1])


def _bodies(page: Page) -> tuple[LexborHTMLParser, ...]:
    article = embedded_article(page)
    return (page.tree, LexborHTMLParser(article)) if article else (page.tree,)


def _document(page: Page, said: str, text: str) -> str | None:
    address = page.absolute(said)
    if address is None:
        return None
    if is_document_address(address):
        return address
    named = [
        value
        for values in parse_qs(urlsplit(address).query).values()
        for value in values
        if FILE.search(value)
    ]
    if named and not DOWNLOAD.search(address):
        return page.absolute(named[0])  # a viewer, such as viewer.html?file=…
    return address if (named or FILE.search(text)) and DOWNLOAD.search(address) else None


def _is_icon(node: LexborNode) -> bool:
    sizes = (node.attributes.get(name) or "" for name in ("width", "height"))
    return any(
        size.removesuffix("px").isdigit() and int(size.removesuffix("px")) < SMALLEST for size in sizes
    )


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else PLAIN.get(found[2], found[2])
