"""Hanweb's module for annual reports: `xxgkAnnualReport.jsp?area=…&fbtime=2025`, one address for each organ and year.

There is no list. An organ's column is its addresses of the last years, and each page is the report itself, or says
that there is none; that it says so is believed beside its scripts, because absence needs an earlier year's report read
from the same module. Whether `fbtime` is the year reported on or that of publication is not known, so the year in which
the page was fetched is asked for too.
"""

import re
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from models.visit import Link
from scrapers.adapters import listing
from scrapers.page import Page, Reading, Step

name = "hanweb_report"

MODULE = re.compile(r"/xxgkAnnualReport\.jsp$", re.IGNORECASE)
NAMED = re.compile(r"20\d\d\s*年.*(?:年度报告|年报|工作报告)|(?:年度报告|年报|工作报告).*20\d\d")
YEARS = (
    3  # this year's address, and two before it: the report due and the one before, whatever `fbtime` means
)
LEAST_TEXT = 300  # characters; a page with fewer shows its frame and no report


def recognises(page: Page) -> bool:
    """The module's address, with an organ in it."""
    parts = urlsplit(page.final_url)
    return MODULE.search(parts.path) is not None and bool(parse_qs(parts.query).get("area"))


def read(page: Page) -> Reading:
    """The report this address shows, if any, and the addresses of the last years."""
    if page.media_type != "text/html" or not recognises(page):
        return Reading(recognised=False)
    year, title = _year(page.final_url), _title(page)
    shows = bool(year) and len(page.visible_text) >= LEAST_TEXT
    return Reading(
        links=(Link(url=page.final_url, title=title),) if shows and title else (),
        aside=tuple(each for each in _aside(page) if not MODULE.search(urlsplit(each.url).path)),
        steps=_steps(page, year),
        says_empty=not (shows and title) and listing.NOTHING.search(page.visible_text) is not None,
    )


def _title(page: Page) -> str:
    """How the page titles its report, the year included; empty where it shows none that could be told apart."""
    headings = [node.text(strip=True) for node in page.tree.css("h1,h2,h3,.title,.tit")]
    meta = page.tree.css_first("meta[name='ArticleTitle']")
    said = meta.attributes.get("content") or "" if meta else ""
    named = (" ".join(text.split()) for text in (said, *headings, page.title))
    return next((text[: listing.LONGEST_TITLE] for text in named if NAMED.search(text)), "")


def _aside(page: Page) -> tuple[Link, ...]:
    rows, aside = listing.rows_and_aside(page)
    return (*rows, *aside)


def _year(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("fbtime", [""])[0]


def _steps(page: Page, shown: str) -> tuple[Step, ...]:
    newest = page.fetched_at.year
    years = (str(year) for year in range(newest, newest - YEARS, -1))
    return tuple(
        Step(url=_of_year(page.final_url, year), why=f"{year} 年的地址") for year in years if year != shown
    )


def _of_year(url: str, year: str) -> str:
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()} | {"fbtime": year}
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))
