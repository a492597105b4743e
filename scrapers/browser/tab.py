"""One tab: what it shows, what its network does meanwhile, and calls to it that have an end."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from playwright.async_api import Error, Request, Response
from playwright.async_api import Page as Tab

from models.exchange import Tls
from scrapers.errors import BrowserGone, OwnFault, Partial, PortalFault, Unreachable

T = TypeVar("T")

GONE = ("has been closed", "Target closed", "crashed", "Connection closed", "browser has disconnected")
CALL = 10  # seconds one call to the browser may take
MOST_HOPS = 10  # answers of a tab's main frame that are told, the last ones


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


class Watch:
    """What a tab's network does while it is open: the main frame's answers, and failed script requests."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self._answers: deque[Response] = deque(maxlen=MOST_HOPS)
        self.failed: list[str] = []
        self.pending: set[Request] = set()  # what scripts still wait for
        self._quiet = asyncio.Event()
        tab.on("request", self._asked)
        tab.on("response", self._answered)
        tab.on("requestfinished", self._finished)
        tab.on("requestfailed", self._failed)

    def _asked(self, request: Request) -> None:
        if request.resource_type in ("xhr", "fetch", "script"):
            self.pending.add(request)
            self._quiet.clear()

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

    async def quiet(self, most: float) -> None:
        """Wait until no script waits for an answer, `most` seconds if need be."""
        if self.pending:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._quiet.wait(), most)

    def _finished(self, request: Request) -> None:
        self.pending.discard(request)
        if not self.pending:
            self._quiet.set()

    def _failed(self, request: Request) -> None:
        self._finished(request)
        if request.resource_type in ("xhr", "fetch"):
            self.failed.append(f"{request.url} {request.failure}")


async def _hop(answer: Response) -> Hop:
    secured = None
    if answer.url.startswith("https:"):
        with contextlib.suppress(BrowserGone, PortalFault, TimeoutError):  # what is not told is not known
            secured = await within(CALL, answer.security_details())
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


async def within(seconds: float, call: Coroutine[Any, Any, T]) -> T:
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
