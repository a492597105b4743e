"""Kaipu (开普) and its like: details `c133076/202204/c7190af0….shtml` or `202602/c01_1108994.shtml`, lists `list_2.shtml`.

Shanghai's `/nw12344/20230331/<32hex>.html` and addresses that end in a UUID are built the same way.
"""

import re

from scrapers.adapters import static
from scrapers.page import Page, Reading

name = "shtml_hex"

DETAIL = re.compile(
    r"/20\d{4}(?:\d\d)?/(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|c\d{2}_\d+)\.s?html\b"
)


def recognises(page: Page) -> bool:
    """Its detail addresses: a month or day, then a number nobody reads."""
    return DETAIL.search(page.text) is not None


def read(page: Page) -> Reading:
    """The page's list; its pager counts in a script that calls the second page `list_2`."""
    return static.read(page)
