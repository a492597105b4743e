"""NFCMS (南方, Guangdong's towns and departments): details `content/post_11956962.html`, lists `index_2.html` by 下一页.

Each document has a twin for telephones, `mpost_11956962.html`; a list that names both names one document.
"""

import re
from dataclasses import replace

from models.visit import Link
from scrapers.adapters import static
from scrapers.page import Page, Reading

name = "nfcms"

SIGNS = ("content/post_", "content/mpost_")
DETAIL = re.compile(r"content/m?post_\d+\.html")
TWIN = re.compile(r"/mpost_(\d+\.html)$")


def recognises(page: Page) -> bool:
    """Its detail addresses. Those of gkmlpt have numbers between `content` and `post_`."""
    return any(sign in page.text for sign in SIGNS) and DETAIL.search(page.text) is not None


def read(page: Page) -> Reading:
    """The page's list, each document once."""
    reading = static.read(page)
    return replace(reading, links=_once(reading.links), rows=None)


def _once(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links without those to a document's twin that stands beside it; a twin alone stays as it is."""
    known = {link.url for link in links}
    return tuple(link for link in links if _plain(link.url) == link.url or _plain(link.url) not in known)


def _plain(url: str) -> str:
    return TWIN.sub(r"/post_\1", url)
