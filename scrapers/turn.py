"""One visit's turn at a host: pages by HTTP, and in a browser window of its own."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from models.exchange import Exchange
from scrapers.again import Held
from scrapers.errors import BrowserGone, OwnFault, Partial
from scrapers.pace import Nothing
from scrapers.page import Page, page_of_document

if TYPE_CHECKING:
    from scrapers.browser.chromium import Chromium
    from scrapers.browser.tab import Hop, Rendered
    from scrapers.browser.window import Window
    from scrapers.opener import Opener


class Turn:
    """One visit's way to pages. `limit` is the visit's deadline; waiting for a browser window does not count."""

    def __init__(self, opener: "Opener", windows: contextlib.AsyncExitStack) -> None:
        self.manners = opener.manners
        self.clock = opener.clock
        self.limit: asyncio.Timeout | None = None
        self.held: Mapping[str, Held] = {}  # what the last look kept of the column's reports, by address
        self.pictures = False  # whether a screenshot is kept of what the browser opens
        self._opener = opener
        self._windows = windows
        self._window: Window | None = None

    @property
    def has_browser(self) -> bool:
        """Whether there is a Chromium at all."""
        return self.manners.browser is not None

    async def open(
        self, url: str, *, form: Mapping[str, str] | None = None, if_changed: bool = False
    ) -> Page:
        """`Opener.open`, within this turn; with `if_changed` what is held is not asked for again."""
        return await self._opener.open(url, form=form, held=self.held if if_changed else None)

    async def shown_for_nothing(self, url: str) -> Nothing | None:
        """`Opener.shown_for_nothing`, within this turn."""
        return await self._opener.shown_for_nothing(url)

    async def open_in_browser(self, url: str, *, shows: Callable[[Page], bool], patience: float) -> Page:
        """The page as Chromium shows it once `shows` holds, or after `patience` seconds; kept in the vault.

        Raises NeedsBrowser, OwnFault, or the PortalFault that kept the page from coming.
        """
        chromium = self._opener.chromium()
        await self._opener.permit(url)
        for _ in range(2):
            try:
                window = await self._own_window(chromium)
                look = partial(window.render, url, patience=patience, deadline=self.manners.timeout)
                return await self._shown(url, window, look, shows)
            except BrowserGone:
                await self._leave_window()
        raise OwnFault("浏览器两次崩溃或被关闭", "the browser crashed or was closed twice")

    async def press(self, url: str, words: str, *, shows: Callable[[Page], bool], patience: float) -> Page:
        """The page at `url`, open in this visit's browser, after pressing the control with those words."""
        if self._window is None:
            raise OwnFault("浏览器窗口已关闭", "the browser window is closed")
        pressing = partial(self._window.press, words, patience=patience)
        try:
            return await self._shown(url, self._window, pressing, shows)
        except BrowserGone as error:
            raise OwnFault("浏览器崩溃或被关闭", "the browser crashed or was closed") from error

    async def _own_window(self, chromium: "Chromium") -> "Window":
        """This visit's own window, opened when first needed."""
        if self._window is None:
            with _paused(self.limit):  # neither a full house nor a browser's start is the portal's doing
                self._window = await self._windows.enter_async_context(chromium.window())
        return self._window

    async def _leave_window(self) -> None:
        """Close the window; the next page gets a fresh one."""
        self._window = None
        await self._windows.aclose()

    async def _shown(
        self,
        url: str,
        window: "Window",
        look: "Callable[..., Awaitable[Rendered]]",
        shows: Callable[[Page], bool],
    ) -> Page:
        host = await self._opener.host_at(url)
        async with host.paced(self.manners.host_delay):
            rendered = await look(shows=lambda seen: shows(self._page(url, seen)))
            host.heed(rendered.status, rendered.headers, self.clock())
        page = await self._opener.keep(self._page(url, rendered))
        picture = await window.picture() if self.pictures else b""
        if not picture:
            return page
        return replace(page, screenshot=await asyncio.to_thread(self._opener.vault.keep, picture))

    def _page(self, url: str, seen: "Rendered") -> Page:
        most = self.manners.max_bytes
        if len(seen.html) > most:
            raise Partial(
                f"浏览器里的页面超过 {most} 字", f"the page in the browser exceeds {most} characters"
            )
        return page_of_document(
            url=url,
            final_url=seen.final_url,
            status=seen.status,
            headers=seen.headers,
            html=seen.html,
            fetched_at=self.clock(),
            exchanges=tuple(self._exchange(hop) for hop in seen.hops),
            notes=seen.notes,
        )

    def _exchange(self, hop: "Hop") -> Exchange:
        """What Chromium tells of an answer; whom it reached is known at our own door only."""
        return Exchange(
            url=hop.url,
            asked_at=self.clock(),
            status=hop.status,
            method=hop.method,
            headers=tuple(hop.headers.items()),
            peer=self._opener.reached(hop.url),
            tls=hop.tls,
        )


@contextlib.contextmanager
def _paused(limit: asyncio.Timeout | None) -> Iterator[None]:
    """Stop a deadline's clock meanwhile."""
    until = limit.when() if limit is not None else None
    if limit is None or until is None or limit.expired():
        yield
        return
    loop = asyncio.get_running_loop()
    left = until - loop.time()
    limit.reschedule(None)
    try:
        yield
    finally:
        limit.reschedule(loop.time() + left)
