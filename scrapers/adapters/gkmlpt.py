"""Guangdong's gkmlpt: a shell with `window._CONFIG`, whose list is JSON at `/gkmlpt/api/all/{category}?page=1&sid={SID}`."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit

from models.visit import Link
from scrapers.anchors import read_day
from scrapers.page import Page, Reading, Step

name = "gkmlpt"

CONFIG = re.compile(r"\b_CONFIG\s*=\s*\{")
SID = re.compile(r"""["']?\bSID["']?\s*:\s*["']?(\d+)""")
TREE_NODE = re.compile(
    r"""\{[^{}]{0,300}?["']?id["']?\s*:\s*["']?(\d+)["']?[^{}]{0,300}?["']?name["']?\s*:\s*["']([^"']+)["']""",
    re.DOTALL,
)
REPORTS = re.compile(r"年报|年度报告")
CATEGORY = re.compile(r"^#?/?(\d+)$")
A_PAGE = 100  # articles; what the interface answers at once
CHINA = timezone(timedelta(hours=8))  # the interface counts seconds; the page shows days of this zone
MANY = 1000  # pages no column has; a number beyond it is not a count


def recognises(page: Page) -> bool:
    """Its configuration object with a site id."""
    return (
        "_CONFIG" in page.text and CONFIG.search(page.text) is not None and SID.search(page.text) is not None
    )


def read(page: Page) -> Reading:
    """The shell's first step, or one page of articles."""
    if page.media_type == "application/json" or page.text.lstrip().startswith("{"):
        return _articles(page)
    category = _category(page)
    sid = SID.search(page.text)
    if sid is None or not recognises(page):
        return Reading(recognised=False)
    if not category:
        return Reading(unfollowed="栏目树里没有年报栏目；请在名录的网址后写上 #栏目号")
    return Reading(steps=(_step(page, category, sid[1], 1),), total_pages=None)


def _category(page: Page) -> str:
    """The column: the address's fragment, else the node of the tree that is named for annual reports."""
    if named := CATEGORY.match(urlsplit(page.url).fragment):
        return named[1]
    return next(
        (number for number, label in TREE_NODE.findall(page.text) if REPORTS.search(_unescaped(label))), ""
    )


def _step(page: Page, category: str, sid: str, number: int) -> Step:
    root = page.final_url.split("/gkmlpt")[0]
    address = f"{root}/gkmlpt/api/all/{category}?page={number}&sid={sid}"
    return Step(url=address, why=f"第 {number} 页数据")


def _articles(page: Page) -> Reading:
    try:
        answer = json.loads(page.text)
    except json.JSONDecodeError:
        return Reading(recognised=False)
    articles = answer.get("articles") if isinstance(answer, dict) else None
    if not isinstance(articles, list) or not all(isinstance(article, dict) for article in articles):
        return Reading(recognised=False)
    links = tuple(link for article in articles if (link := _link(page, article)) is not None)
    addressless = tuple(_title(article) for article in articles if _url(page, article) is None)
    total = _count(answer.get("total"))
    pages = _count(answer.get("pages")) or (None if total is None else -(-total // A_PAGE))
    return Reading(
        links=links,
        addressless=addressless,
        rows=len(articles),
        total_rows=total,
        says_empty=total == 0,
        steps=_further(page, pages),
    )


def _further(page: Page, pages: int | None) -> tuple[Step, ...]:
    """Every further page of articles, named by the first."""
    query = parse_qs(urlsplit(page.final_url).query)
    category = urlsplit(page.final_url).path.rsplit("/", 1)[-1]
    if pages is None or pages > MANY or "sid" not in query:
        return ()
    return tuple(_step(page, category, query["sid"][0], number) for number in range(2, pages + 1))


def _link(page: Page, article: Mapping[str, Any]) -> Link | None:
    url, title = _url(page, article), _title(article)
    if url is None or not title:
        return None
    return Link(url=url, title=title, listed_date=_day(article))


def _url(page: Page, article: Mapping[str, Any]) -> str | None:
    return page.absolute(str(article.get("url") or article.get("post_url") or ""))


def _title(article: Mapping[str, Any]) -> str:
    return " ".join(str(article.get("title") or "").split())


def _day(article: Mapping[str, Any]) -> date | None:
    """The publication time it displays; `create_time`, when the entry was made, only where nothing else is given."""
    for key in ("display_publish_time", "first_publish_time", "create_time"):
        said = article.get(key)
        if isinstance(said, int) and said > 0:
            return datetime.fromtimestamp(said, UTC).astimezone(CHINA).date()
        if isinstance(said, str) and said.strip():
            return _day({key: int(said)}) if said.strip().isdigit() else read_day(said)
    return None


def _count(said: object) -> int | None:
    return int(said) if isinstance(said, int | str) and str(said).isdigit() else None


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
