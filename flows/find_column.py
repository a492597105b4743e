"""`chunxun find-column`: propose a portal's annual-report column. Nothing is written; a person decides."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from flows.options import ColumnFormat
from flows.settings import Settings, release, require_contact
from models.words import Language, Words
from reports.titles import names_report
from scrapers.columns import find_columns
from scrapers.manners import Manners
from scrapers.opener import Opener
from scrapers.proposal import Proposal, Search
from scrapers.vault import Vault


class NotAnAddress(Exception):
    """What was named is no http(s) address."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.words = Words(
            zh=f"「{url}」不是网址：请写出网站首页的完整网址，如 http://www.example.gov.cn/",
            en=f"“{url}” is no address: write the portal's front page in full, http://www.example.gov.cn/",
        )


def search_portal(settings: Settings, url: str, *, now: datetime | None = None) -> Search:
    """What a search from this front page comes to, by the gate and manners of a visit; no page is kept."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise NotAnAddress(url)
    require_contact(settings, url)
    return asyncio.run(_search(settings, url, now))


async def _search(settings: Settings, url: str, now: datetime | None) -> Search:
    from flows.manners import browser_of, fence_of  # brings the database along, which --help does not need

    manners = Manners(
        contact=settings.contact,
        release=release(),
        host_delay=settings.host_delay,
        timeout=settings.timeout,
        portal_deadline=settings.portal_deadline,
        fence=fence_of(settings, [url]),
        browser=browser_of(settings),
        headers={"X-Practice-Now": now.isoformat()} if now and settings.allow_addresses else {},
    )
    with TemporaryDirectory() as folder:
        async with Opener(manners, Vault(Path(folder)), lambda: now or datetime.now(UTC)) as opener:
            return await find_columns(url, opener, names_report=names_report)


def written(search: Search, url: str, *, shape: ColumnFormat, language: Language) -> str:
    """The proposals, the best first; or that there is none, and why."""
    match shape:
        case ColumnFormat.JSON:
            return f"{json.dumps(_object(search, url, language), ensure_ascii=False)}\n"
        case ColumnFormat.TEXT:
            return "".join(f"{line}\n" for line in _lines(search, url, language))


def _object(search: Search, url: str, language: Language) -> dict[str, object]:
    return {
        "url": url,
        "pages": search.pages,
        "because": search.fault.said_in(language) if search.fault else None,
        "proposals": [
            {
                "url": each.url,
                "name": each.name,
                "points": each.points,
                "reports": each.reports,
                "family": each.family,
                "why": [words.said_in(language) for words in each.why],
            }
            for each in search.proposals
        ],
    }


def _lines(search: Search, url: str, language: Language) -> Iterator[str]:
    if search.fault is not None:
        yield Words(
            zh=f"{url} 未能打开：{search.fault.zh}", en=f"{url} could not be opened: {search.fault.en}"
        ).said_in(language)
        return
    if not search.proposals:
        yield Words(
            zh=f"没有找到年报栏目（打开了 {search.pages} 页）。请从网站首页或政府信息公开专栏的网址再试，或人工查找",
            en=f"No annual-report column was found in {search.pages} pages. Try the disclosure section's address, "
            "or look by hand",
        ).said_in(language)
        return
    for each in search.proposals:
        yield from _proposal(each, language)
    yield Words(
        zh="请打开核对后，再写入名录的 column_url（年报栏目网址）一列",
        en="Open it and make sure before it goes into the roster's column_url",
    ).said_in(language)


def _proposal(each: Proposal, language: Language) -> Iterator[str]:
    beside = " · ".join(part for part in (each.name, each.family) if part)
    yield f"{each.url}" + (f"  {beside}" if beside else "")
    for words in each.why:
        yield f"  - {words.said_in(language)}"
