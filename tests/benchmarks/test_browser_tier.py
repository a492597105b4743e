"""The browser tier: lists drawn by script, beside bare Playwright on the same pages; and what hostile pages cost."""

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from models.agency import Portal as Column
from models.visit import Outcome
from scrapers.browser.chromium import TABS
from scrapers.opener import Opener
from scrapers.turns import in_turns
from scrapers.vault import Vault
from tests.scrapers.portal import Portal, Reply, clock, looked, manners, page

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

LISTS, HOSTS, WAIT = 100, 25, 0.1
RATIO = 0.8
ROWS = page("generic/rows.json", kind="application/json")
DRAWN = page("generic/drawn.html")


async def slowly(reply: Reply) -> Reply:
    await asyncio.sleep(WAIT)
    return reply


def answers() -> dict[str, object]:
    """Four drawn columns a host, each answer after a tenth of a second as over a line."""
    found: dict[str, object] = {}
    for number in range(LISTS // HOSTS):
        found[f"/nb{number}/"] = lambda _: slowly(DRAWN)
        found[f"/nb{number}/rows.json"] = lambda _: slowly(ROWS)
    return found


async def ours(folder: Path, browser: Path, urls: list[str]) -> float:
    """Seconds to read every list through our own tier, evidence and all."""
    told = manners(browser=browser, timeout=15, portal_deadline=60, script_wait=10)
    async with Opener(told, Vault(folder), clock) as opener:
        await opener.open_in_browser(urls[0])  # its start is told apart
        began = time.perf_counter()
        columns = tuple(Column(column_url=url, family="", agencies=()) for url in urls)
        outcomes = [
            visit.outcome
            async for visit in in_turns(
                columns,
                server_of=opener.server_of,
                look=lambda column: looked(opener, column.column_url),
                at_once=32,
            )
        ]
        taken = time.perf_counter() - began
    assert outcomes == [Outcome.COMPLETED] * len(urls)
    return taken


async def bare(browser: Path, urls: list[str]) -> float:
    """Seconds for Playwright alone: as many tabs as we open, a context and a page each, until the list is there."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser)
        room = asyncio.Semaphore(TABS)

        async def one(url: str) -> None:
            async with room:
                context = await chromium.new_context()
                tab = await context.new_page()
                await tab.goto(url, wait_until="domcontentloaded")
                await tab.wait_for_selector("#news-list li")
                await tab.content()
                await context.close()

        await one(urls[0])
        began = time.perf_counter()
        await asyncio.gather(*(one(url) for url in urls))
        taken = time.perf_counter() - began
        await chromium.close()
        return taken


async def test_drawn_lists_beside_bare_playwright(tmp_path: Path, chromium: Path) -> None:
    async with AsyncExitStack() as opened:
        portals = [
            await opened.enter_async_context(Portal(answers(), f"127.9.1.{number + 1}"))  # type: ignore[arg-type]
            for number in range(HOSTS)
        ]
        urls = [portal.url(f"/nb{number}/") for number in range(LISTS // HOSTS) for portal in portals]
        theirs, own = [], []
        for turn in range(3):
            theirs.append(await bare(chromium, urls))
            own.append(await ours(tmp_path / str(turn), chromium, urls))
    ratio = min(theirs) / min(own)
    print(
        f"\npages a second: bare Playwright {LISTS / min(theirs):.1f}, ours {LISTS / min(own):.1f}: {ratio:.2f} (≥ {RATIO})"
    )

    assert ratio >= RATIO
