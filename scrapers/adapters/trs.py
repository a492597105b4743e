"""TRS WCM: static pages `./202601/t20260126_1303152.html`, further list pages `index_1.html` named by a script."""

import re
from dataclasses import replace

from models.visit import Via
from scrapers.adapters import pager, static
from scrapers.page import Page, Reading

name = "trs"

DETAIL = re.compile(r"/?t\d{8}_\d+\.s?html?(?:[#?]|$)")
DRAWN_PAGER = re.compile(r"list_pagebar")  # avalon template: a script draws the pager; seen on 平潭, 2026


def recognises(page: Page) -> bool:
    """Its detail addresses, or one of the two ways its templates count pages."""
    if pager.counts_pages(page.text):
        return True
    return any(DETAIL.search(anchor.href) for anchor in page.anchors)


def read(page: Page) -> Reading:
    """The page's list, and all its further pages at once where the template counts them."""
    reading = static.read(page)
    ends_here = not reading.steps and not reading.unfollowed
    if ends_here and not pager.counts_pages(page.text) and _may_have_a_pager_yet(page):
        return replace(reading, unfollowed="页码由脚本绘制")
    return reading


def _may_have_a_pager_yet(page: Page) -> bool:
    """Whether a script may still draw a pager: it has not run, or what it asked for failed."""
    return DRAWN_PAGER.search(page.text) is not None and (page.via is not Via.BROWSER or bool(page.notes))
