"""TRS WCM: static pages `./202601/t20260126_1303152.html`, further list pages `index_1.html` named by a script."""

import re
from dataclasses import replace
from urllib.parse import urljoin

from models.visit import Via
from scrapers.adapters import listing
from scrapers.page import Page, Reading, Step

name = "trs"

DETAIL = re.compile(r"/?t\d{8}_\d+\.s?html?(?:[#?]|$)")
PAGER_CALL = re.compile(r"createPage(?:HTML|Html)\s*\(([^()]{0,60}\d[^()]{0,60})\)")
PAGE_COUNT = re.compile(r"\bcountPage\s*=\s*(\d+)")
STRING = re.compile(r"""['"]([\w-]+)['"]""")
EXTENSION = re.compile(
    r"""["']\.["']?\s*\+?\s*["']?(s?html?)\b|\bindex_\d+\.(s?html?)\b|t\d{8}_\d+\.(s?html?)\b"""
)
DRAWN_PAGER = re.compile(r"list_pagebar")  # avalon template: a script draws the pager; seen on 平潭, 2026


def recognises(page: Page) -> bool:
    """Its detail addresses, or one of the two ways its templates count pages."""
    if _counts_pages(page.text):
        return True
    return any(DETAIL.search(anchor.attributes.get("href") or "") for anchor in page.tree.css("a[href]"))


def read(page: Page) -> Reading:
    """The page's list, and all its further pages at once where the template counts them."""
    links, aside = listing.rows_and_aside(page)
    reading = Reading(
        links=links,
        aside=aside,
        recognised=page.media_type == "text/html",
        empty_container=listing.has_empty_container(page),
        says_empty=listing.says_empty(page),
    )
    counted = _pager(page.text)
    if counted is None:
        step, unfollowed = listing.next_step(page)
        if step is None and not unfollowed and _may_have_a_pager_yet(page):
            unfollowed = "页码由脚本绘制"
        return replace(
            reading,
            steps=(step,) if step else (),
            unfollowed=unfollowed,
            total_pages=listing.total_pages(page),
        )
    pages, stem, extension = counted
    steps = tuple(
        Step(
            url=urljoin(page.final_url, f"{stem}_{number}.{extension}"),
            why=f"第 {number + 1} 页，共 {pages} 页",
        )
        for number in range(1, pages)
    )
    return replace(
        reading, steps=steps, total_pages=pages, says_empty=reading.says_empty or (pages == 0 and not links)
    )


def _may_have_a_pager_yet(page: Page) -> bool:
    """Whether a script may still draw a pager: it has not run, or what it asked for failed."""
    return DRAWN_PAGER.search(page.text) is not None and (page.via is not Via.BROWSER or bool(page.notes))


def _counts_pages(text: str) -> bool:
    return ("createPage" in text and PAGER_CALL.search(text) is not None) or (
        "countPage" in text and PAGE_COUNT.search(text) is not None
    )


def _pager(text: str) -> tuple[int, str, str] | None:
    """Number of pages, stem and extension of their names, e.g. (3, "index", "html"); None without a counting pager."""
    if not _counts_pages(text):
        return None
    if call := PAGER_CALL.search(text):
        strings = [said for said in STRING.findall(call[1]) if not said.isdigit()]
        numbers = re.findall(r"\d+", STRING.sub("", call[1]))
        if numbers and len(strings) >= 2:
            return int(numbers[0]), strings[-2], strings[-1]
    if count := PAGE_COUNT.search(text):
        extension = EXTENSION.search(text, count.start()) or EXTENSION.search(text)
        return int(count[1]), "index", next(filter(None, extension.groups())) if extension else "html"
    return None
