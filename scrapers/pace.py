"""How often a host may be asked: one request at a time, a pause after each, and a rest when it asks for one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapers.errors import Blocked
from scrapers.robots import Rules

REST_AFTER_429 = 600.0  # seconds a host is left alone when it says "too many" and not for how long


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """What a host shows, as if all were well, for an address that cannot exist."""

    url: str
    at: datetime  # UTC
    sha256: str
    text: str  # as a reader sees it


@dataclass(slots=True)
class Host:
    """What we owe one host. Times are of the event loop, in seconds."""

    visit: asyncio.Lock = field(default_factory=asyncio.Lock)  # one visit at a time
    request: asyncio.Lock = field(default_factory=asyncio.Lock)  # one request at a time
    asking_rules: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: dict[str, Rules] = field(default_factory=dict)  # by scheme, host and port
    asking_nothing: asyncio.Lock = field(default_factory=asyncio.Lock)
    nothing: dict[str, Nothing | None] = field(default_factory=dict)  # by host; None: it answers as it should
    delay: float = 0  # what its robots.txt asks for
    free_at: float = 0
    rest_until: float = 0

    @contextlib.asynccontextmanager
    async def paced(self, delay: float) -> AsyncIterator[None]:
        """The host's one request at a time. Raises Blocked while it asked to be left alone."""
        loop = asyncio.get_running_loop()
        async with self.request:
            if (left := self.rest_until - loop.time()) > 0:
                raise Blocked(
                    f"主机要求暂缓访问，{left:.0f} 秒后再来",
                    f"the host asks to be left alone for {left:.0f} more seconds",
                    status=429,
                )
            await asyncio.sleep(max(0.0, self.free_at - loop.time()))
            try:
                yield
            finally:
                self.free_at = loop.time() + max(delay, self.delay)

    def heed(self, status: int, headers: Mapping[str, str], now: datetime) -> None:
        """Remember an answer that asks to be left alone: 429, or 503 with Retry-After."""
        if status == 429 or (status == 503 and "retry-after" in headers):
            self.rest_until = asyncio.get_running_loop().time() + _rest(headers, now)


def _rest(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds of Retry-After, which is a number or a date."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return REST_AFTER_429
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
