"""A window of one visit: opening an address in it, looking until what was hoped for is there, taking its picture."""

import asyncio
import contextlib
from collections.abc import Callable

from playwright.async_api import BrowserContext, FloatRect
from playwright.async_api import Page as Tab

from scrapers.browser.tab import CALL, Rendered, Watch, within
from scrapers.egress import read_reason
from scrapers.errors import BrowserGone, Forbidden, PortalFault, Unreachable

SOON, LATER = 0.1, 0.25  # seconds between two looks at a page: while it is young, and then
STILL = (
    0.25  # seconds a page must have stood unchanged, as timers draw lists in parts and nothing tells of them
)
YOUNG = 1.0  # seconds a page is young; as long does the first look wait for what scripts have asked for
WIDE, TALLEST = 1280, 8000  # pixels of a picture
HEAVIEST = 4 * 1024 * 1024  # bytes of a picture
HEIGHT = "Math.max(1, Number(document.documentElement && document.documentElement.scrollHeight) || 0)"


class Window:
    """A browser context of one visit, with one tab at a time: its cookies, its cache, and nobody else's."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._tab: Tab | None = None
        self._watch: Watch | None = None

    async def render(
        self, url: str, *, shows: Callable[[Rendered], bool], patience: float, deadline: float
    ) -> Rendered:
        """Open an address and look until `shows` holds, the page stands still and no script waits for an answer.

        Gives up after `patience` seconds; returns the last look either way.
        Raises BrowserGone, or the PortalFault that kept the page from opening.
        """
        await self._leave()
        try:
            self._tab = tab = await within(CALL, self._context.new_page())
        except TimeoutError as error:
            raise BrowserGone("no new tab") from error
        self._watch = watch = Watch(tab)
        try:
            await _go(tab, url, deadline)
            return await watch.told(await _look(tab, watch, shows, patience))
        except PortalFault:
            await self._leave()
            raise

    async def press(self, words: str, *, shows: Callable[[Rendered], bool], patience: float) -> Rendered:
        """Press the control with those words in the open tab, and look as `render` does."""
        if self._tab is None or self._watch is None:
            raise BrowserGone("no tab to press in")
        control = self._tab.get_by_text(words).last
        try:
            await within(CALL, control.click(timeout=CALL * 1000 / 2))
        except TimeoutError as error:
            raise Unreachable(f"「{words}」按不下去", f"“{words}” cannot be pressed") from error
        return await self._watch.told(await _look(self._tab, self._watch, shows, patience))

    async def picture(self) -> bytes:
        """A PNG of the whole page in the open tab, its top where it is very tall; empty where none can be had.

        A page that hangs, or whose picture is too heavy, costs its picture and nothing else.
        """
        if self._tab is None:
            return b""
        with contextlib.suppress(BrowserGone, PortalFault, TimeoutError):
            tall = await within(CALL / 2, self._tab.evaluate(HEIGHT))
            drawn = await within(CALL, _draw(self._tab, int(tall)))
            return drawn if len(drawn) <= HEAVIEST else b""
        return b""

    async def _leave(self) -> None:
        """Close the tab, if there is one; a tab that hangs goes with its window."""
        tab, self._tab = self._tab, None
        if tab is not None:
            with contextlib.suppress(BrowserGone, PortalFault, TimeoutError):
                await within(CALL / 2, tab.close())


async def _go(tab: Tab, url: str, deadline: float) -> None:
    try:
        await within(deadline + 1, tab.goto(url, wait_until="domcontentloaded", timeout=deadline * 1000))
    except TimeoutError as error:
        raise _hangs(deadline) from error


async def _look(tab: Tab, watch: Watch, shows: Callable[[Rendered], bool], patience: float) -> Rendered:
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    before = ""  # the page that would do, as the last look found it
    await watch.quiet(min(YOUNG, patience))
    young = loop.time() + YOUNG
    while True:
        rendered = await _now(tab, watch)
        does = rendered.html if rendered is not None and not watch.pending and shows(rendered) else ""
        if rendered is not None and ((does and does == before) or loop.time() >= until):
            return rendered
        if loop.time() >= until + CALL:
            raise _hangs(patience)
        before = does
        await asyncio.sleep(STILL if does else SOON if loop.time() < young else LATER)


async def _now(tab: Tab, watch: Watch) -> Rendered | None:
    """The page as it stands, or None while it is on its way elsewhere."""
    try:
        html = await within(CALL, tab.content())
    except TimeoutError as error:
        raise _hangs(CALL) from error
    except Unreachable as error:
        if "navigating" in error.words.en:
            return None
        raise
    if reason := read_reason(watch.headers):
        raise Forbidden(f"本机出口没有放行：{reason}", "our own door did not open to the page")
    if tab.url.startswith("chrome-error:"):  # 140 KB of Chromium's own words, never a portal's
        raise Unreachable("浏览器打不开这个页面", "the browser could not open the page")
    return Rendered(
        final_url=tab.url,
        status=watch.status,
        headers=watch.headers,
        html=html,
        notes=tuple(watch.failed[:5]),
    )


async def _draw(tab: Tab, tall: int) -> bytes:
    part = FloatRect(x=0, y=0, width=WIDE, height=min(tall, TALLEST))
    return await tab.screenshot(full_page=True, clip=part, animations="disabled", timeout=CALL * 900)


def _hangs(seconds: float) -> Unreachable:
    return Unreachable(
        f"浏览器里 {seconds:g} 秒没有完成", f"not finished in the browser within {seconds:g} seconds"
    )
