"""A real Chromium, for the reasons `crawl` can name: started, proved to be fenced, shared out in windows, ended.

It is never sent to a document, keeps nothing between visits, and every wait on it has an end: a page that hangs
loses its context, and a Chromium that hangs is killed.
"""

import asyncio
import contextlib
import os
import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import (
    Browser,
    BrowserContext,
    Error,
    Playwright,
    ProxySettings,
    Route,
    async_playwright,
)

from scrapers.browser.tab import CALL, within
from scrapers.browser.window import WIDE, Window
from scrapers.egress import Pass, Proxy
from scrapers.errors import BrowserGone, FenceOpen, OwnFault, PortalFault
from scrapers.program import kill

FLAGS = (
    "--disable-background-networking",
    "--disable-quic",  # UDP passes no proxy
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--block-new-web-contents",  # what a page opens beside itself nobody reads, and its portal would pay for
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
NOT_LOADED = frozenset({"image", "media", "font"})
START = 30  # seconds a Chromium may take to start
TABS = 8  # pages open at once; most of them wait for a portal, or stand still
CONTEXTS_A_BROWSER = 100  # then a fresh one: memory comes back only when it closes


@dataclass(slots=True, kw_only=True)
class _Started:
    """A Chromium that runs, or did."""

    browser: Browser
    mark: str  # among its arguments, by which it is found and killed
    opened: int = 0  # windows so far
    windows: int = 0  # windows open now

    @property
    def is_worn(self) -> bool:
        return self.opened >= CONTEXTS_A_BROWSER or not self.browser.is_connected()

    async def end(self) -> None:
        """Kill it, as it keeps nothing: whoever still has a window there is told that it is gone, and nothing else."""
        kill(self.mark)
        with contextlib.suppress(BrowserGone, PortalFault, TimeoutError):
            await within(CALL, self.browser.close())


class Chromium:
    """One Chromium, started when first needed and again when it is gone. A worn one ends with its last window."""

    def __init__(
        self, executable: Path, *, signature: str, headers: Mapping[str, str], egress: Proxy
    ) -> None:
        self._executable = executable
        self._signature = signature  # appended to the browser's own user agent: who we are
        self._headers = dict(headers)
        self._egress = egress  # its only way out
        self._starting = asyncio.Lock()
        self._tabs = asyncio.Semaphore(TABS)
        self._playwright: Playwright | None = None
        self._newest: _Started | None = None
        self._alive: list[_Started] = []  # the newest, and worn ones with windows open

    @contextlib.asynccontextmanager
    async def window(self) -> AsyncIterator[Window]:
        """A fresh context, one of the few open at once, closed afterwards with everything it holds.

        Raises BrowserGone when a running Chromium has none to give, and is ended; OwnFault when none can be started.
        """
        async with self._tabs, self._place() as started:
            with self._egress.pass_for_one() as shown:
                context = await self._new_context(started, shown)
                try:
                    yield Window(context)
                finally:
                    await self._close_context(context, started)

    async def close(self) -> None:
        """End the Chromium and its driver."""
        for started in tuple(self._alive):
            await self._end(started)
        if self._playwright is not None:
            with contextlib.suppress(Exception):  # a driver killed with us cannot say goodbye
                await asyncio.wait_for(self._playwright.stop(), CALL)
            self._playwright = None
        await self._egress.close()

    @contextlib.asynccontextmanager
    async def _place(self) -> AsyncIterator[_Started]:
        """Room for one window in a Chromium that is fit for it."""
        async with self._starting:
            if self._newest is not None and self._newest.is_worn:
                await self._end_if_left(self._newest)
                self._newest = None
            if self._newest is None:
                self._newest = await self._start()
                self._alive.append(self._newest)
            started = self._newest
            started.opened += 1
            started.windows += 1
        try:
            yield started
        finally:
            started.windows -= 1
            if started is not self._newest:
                await self._end_if_left(started)

    async def _start(self) -> _Started:
        mark = f"--chunxun-run={uuid.uuid4().hex}"
        try:
            await self._egress.start()
            if self._playwright is None:
                self._playwright = await asyncio.wait_for(async_playwright().start(), START)
            browser = await within(
                START,
                self._playwright.chromium.launch(
                    executable_path=self._executable,
                    proxy=_through(self._egress),  # without a pass: Chromium's own errands end there
                    chromium_sandbox=os.geteuid() != 0,  # as root Chromium's sandbox cannot start
                    args=[*FLAGS, mark],
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                ),
            )
            await _prove_fenced(browser, self._egress)
        except (FenceOpen, asyncio.CancelledError):
            kill(mark)
            raise
        except (Error, BrowserGone, PortalFault, TimeoutError, OSError) as error:
            kill(mark)
            raise OwnFault(
                f"浏览器 {self._executable} 无法启动：{error}", f"{self._executable} does not start: {error}"
            ) from error
        return _Started(browser=browser, mark=mark)

    async def _end_if_left(self, started: _Started) -> None:
        if not started.windows:
            await self._end(started)

    async def _end(self, started: _Started) -> None:
        if self._newest is started:
            self._newest = None
        if started in self._alive:
            self._alive.remove(started)
            await started.end()

    async def _new_context(self, started: _Started, shown: Pass) -> BrowserContext:
        try:
            context = await within(
                CALL,
                started.browser.new_context(
                    user_agent=f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                    f"Chrome/{started.browser.version} Safari/537.36 {self._signature}",
                    proxy=_through(self._egress, shown),
                    viewport={"width": WIDE, "height": 900},
                    locale="zh-CN",
                    timezone_id="Asia/Shanghai",
                    service_workers="block",
                    accept_downloads=False,
                    extra_http_headers=self._headers,
                ),
            )
            await within(CALL, context.route("**/*", self._filter))
        except (BrowserGone, TimeoutError) as error:
            await self._end(started)
            raise BrowserGone("no new window") from error
        return context

    async def _close_context(self, context: BrowserContext, started: _Started) -> None:
        """Close a context; a Chromium that cannot is killed."""
        try:
            await within(CALL, context.close())
        except TimeoutError:
            await self._end(started)
        except (BrowserGone, PortalFault):
            pass

    async def _filter(self, route: Route) -> None:
        """Spare what no list needs. What may be reached is the proxy's to decide: this sees no redirect."""
        with contextlib.suppress(Error):  # the tab may have been closed meanwhile
            if route.request.resource_type in NOT_LOADED:
                await route.abort()
            else:
                await route.continue_()


def _through(egress: Proxy, shown: Pass | None = None) -> ProxySettings:
    """Playwright's own option: an argument would leave out loopback and link-local addresses."""
    server = f"http://127.0.0.1:{egress.port}"
    if shown is None:
        return ProxySettings(server=server)
    return ProxySettings(server=server, username=shown.user, password=shown.password)


async def _prove_fenced(browser: Browser, egress: Proxy) -> None:
    """Raise FenceOpen if a page reaches our own machine; OwnFault if its requests do not come through the proxy."""
    refused = egress.refused
    async with egress.tripwire() as tripwire:
        with egress.pass_for_one() as shown:
            tab = await within(CALL, browser.new_page(proxy=_through(egress, shown)))
            with contextlib.suppress(PortalFault, TimeoutError):
                await within(CALL, tab.goto(tripwire.url, wait_until="commit", timeout=CALL * 500))
            await within(CALL, tab.close())
        tripwire.judge("浏览器（browser）")
    if egress.refused == refused:
        raise OwnFault("浏览器没有经过本机出口代理", "the browser does not go through our own proxy")
