"""Opening a page in a real Chromium, for the reasons `crawl` can name. The only importer of playwright.

It is never sent to a document, keeps nothing between visits, and every wait on it has an end: a page that hangs
loses its context, and a Chromium that hangs is killed.
"""

import asyncio
import contextlib
import os
import uuid
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import (
    Browser,
    BrowserContext,
    Error,
    FloatRect,
    Playwright,
    ProxySettings,
    Request,
    Response,
    Route,
    async_playwright,
)
from playwright.async_api import Page as Tab

from models.exchange import Tls
from scrapers.egress import Pass, Proxy, read_reason
from scrapers.errors import BrowserGone, FenceOpen, Forbidden, OwnFault, Partial, PortalFault, Unreachable
from scrapers.program import kill

T = TypeVar("T")

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
GONE = ("has been closed", "Target closed", "crashed", "Connection closed", "browser has disconnected")
CALL = 10  # seconds one call to the browser may take
START = 30  # seconds a Chromium may take to start
POLL = 0.25  # seconds between two looks at a page that is still being drawn
MOST_HOPS = 10  # answers of a tab's main frame that are told, the last ones
TABS = 4  # pages open at once
WIDE, TALLEST = 1280, 8000  # pixels of a picture
HEAVIEST = 4 * 1024 * 1024  # bytes of a picture
HEIGHT = "Math.max(1, Number(document.documentElement && document.documentElement.scrollHeight) || 0)"
CONTEXTS_A_BROWSER = 100  # then a fresh one: memory comes back only when it closes


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One answer to a tab's main frame, as far as Chromium tells it."""

    url: str
    method: str
    status: int
    headers: Mapping[str, str]
    tls: Tls | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a tab shows: the document as drawn, and the last answer of the main frame."""

    final_url: str
    status: int
    headers: Mapping[str, str]
    html: str = field(repr=False)
    hops: tuple[Hop, ...] = ()  # every answer of the main frame, the last ones where there are many
    notes: tuple[str, ...] = ()  # script requests that failed


class Window:
    """A browser context of one visit, with one tab at a time: its cookies, its cache, and nobody else's."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._tab: Tab | None = None
        self._watch: _Watch | None = None

    async def render(
        self, url: str, *, shows: Callable[[Rendered], bool], patience: float, deadline: float
    ) -> Rendered:
        """Open an address and look until `shows` holds on two looks in a row and no script waits for an answer.

        Gives up after `patience` seconds; returns the last look either way.
        Raises BrowserGone, or the PortalFault that kept the page from opening.
        """
        await self._leave()
        try:
            self._tab = tab = await _within(CALL, self._context.new_page())
        except TimeoutError as error:
            raise BrowserGone("no new tab") from error
        self._watch = watch = _Watch(tab)
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
            await _within(CALL, control.click(timeout=CALL * 1000 / 2))
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
            tall = await _within(CALL / 2, self._tab.evaluate(HEIGHT))
            drawn = await _within(CALL, _draw(self._tab, int(tall)))
            return drawn if len(drawn) <= HEAVIEST else b""
        return b""

    async def _leave(self) -> None:
        """Close the tab, if there is one; a tab that hangs goes with its window."""
        tab, self._tab = self._tab, None
        if tab is not None:
            with contextlib.suppress(BrowserGone, PortalFault, TimeoutError):
                await _within(CALL / 2, tab.close())


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
            await _within(CALL, self.browser.close())


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
            browser = await _within(
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
            context = await _within(
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
            await _within(CALL, context.route("**/*", self._filter))
        except (BrowserGone, TimeoutError) as error:
            await self._end(started)
            raise BrowserGone("no new window") from error
        return context

    async def _close_context(self, context: BrowserContext, started: _Started) -> None:
        """Close a context; a Chromium that cannot is killed."""
        try:
            await _within(CALL, context.close())
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


class _Watch:
    """What a tab's network does while it is open: the main frame's answers, and failed script requests."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self._answers: deque[Response] = deque(maxlen=MOST_HOPS)
        self.failed: list[str] = []
        self.pending: set[Request] = set()  # what scripts still wait for
        tab.on("request", self._asked)
        tab.on("response", self._answered)
        tab.on("requestfinished", self._finished)
        tab.on("requestfailed", self._failed)

    def _asked(self, request: Request) -> None:
        if request.resource_type in ("xhr", "fetch", "script"):
            self.pending.add(request)

    def _answered(self, response: Response) -> None:
        with contextlib.suppress(Error):  # a frame already gone has nothing to tell
            self._note(response)

    def _note(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and response.frame == self._tab.main_frame:
            self.status, self.headers = response.status, response.headers
            self._answers.append(response)
        elif request.resource_type in ("xhr", "fetch") and response.status >= 400:
            self.failed.append(f"{request.url} 返回 {response.status}")

    async def told(self, rendered: Rendered) -> Rendered:
        """The look with the answers that led to it; a page that keeps leaving brings more meanwhile."""
        return replace(rendered, hops=tuple([await _hop(answer) for answer in tuple(self._answers)]))

    def _finished(self, request: Request) -> None:
        self.pending.discard(request)

    def _failed(self, request: Request) -> None:
        self.pending.discard(request)
        if request.resource_type in ("xhr", "fetch"):
            self.failed.append(f"{request.url} {request.failure}")


async def _hop(answer: Response) -> Hop:
    secured = None
    with contextlib.suppress(BrowserGone, PortalFault, TimeoutError):  # what is not told is not known
        secured = await _within(CALL, answer.security_details())
    return Hop(
        url=answer.url,
        method=answer.request.method,
        status=answer.status,
        headers=answer.headers,
        tls=_tls(secured) if secured else None,
    )


def _tls(secured: Mapping[str, Any]) -> Tls:
    begins, ends = secured.get("validFrom"), secured.get("validTo")
    return Tls(
        protocol=secured.get("protocol") or "",
        subject=secured.get("subjectName") or "",
        issuer=secured.get("issuer") or "",
        not_before=datetime.fromtimestamp(begins, UTC) if begins else None,
        not_after=datetime.fromtimestamp(ends, UTC) if ends else None,
    )


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
            tab = await _within(CALL, browser.new_page(proxy=_through(egress, shown)))
            with contextlib.suppress(PortalFault, TimeoutError):
                await _within(CALL, tab.goto(tripwire.url, wait_until="commit", timeout=CALL * 500))
            await _within(CALL, tab.close())
        tripwire.judge("浏览器（browser）")
    if egress.refused == refused:
        raise OwnFault("浏览器没有经过本机出口代理", "the browser does not go through our own proxy")


async def _go(tab: Tab, url: str, deadline: float) -> None:
    try:
        await _within(deadline + 1, tab.goto(url, wait_until="domcontentloaded", timeout=deadline * 1000))
    except TimeoutError as error:
        raise _hangs(deadline) from error


async def _look(tab: Tab, watch: _Watch, shows: Callable[[Rendered], bool], patience: float) -> Rendered:
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    before = ""
    while True:
        rendered = await _now(tab, watch)
        satisfied = rendered is not None and not watch.pending and shows(rendered)
        if rendered is not None and ((satisfied and rendered.html == before) or loop.time() >= until):
            return rendered
        if loop.time() >= until + CALL:
            raise _hangs(patience)
        before = rendered.html if rendered is not None and satisfied else ""
        await asyncio.sleep(POLL)


async def _now(tab: Tab, watch: _Watch) -> Rendered | None:
    """The page as it stands, or None while it is on its way elsewhere."""
    try:
        html = await _within(CALL, tab.content())
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


async def _within(seconds: float, call: Coroutine[Any, Any, T]) -> T:
    """A call to the browser with an end. Raises TimeoutError, BrowserGone, or the fault Chromium names."""
    try:
        return await asyncio.wait_for(call, seconds)
    except Error as error:
        said = error.message.splitlines()[0] if error.message else type(error).__name__
        if any(sign in said for sign in GONE):
            raise BrowserGone(said) from error
        if type(error).__name__ == "TimeoutError":
            raise TimeoutError(said) from error
        raise _told(said) from error


def _told(said: str) -> PortalFault:
    if "ERR_PROXY" in said:
        return OwnFault("本机出口代理不通", "our own way out does not answer")
    if "Download is starting" in said:
        return Partial(
            "浏览器被要求下载文件，未下载", "the page asked the browser to download; nothing was downloaded"
        )
    return Unreachable(f"浏览器报告：{said}", f"the browser says: {said}")


def _hangs(seconds: float) -> Unreachable:
    return Unreachable(
        f"浏览器里 {seconds:g} 秒没有完成", f"not finished in the browser within {seconds:g} seconds"
    )
