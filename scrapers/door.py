"""The one door out: every connection to a portal is resolved once, judged, and made to the address that was judged.

The HTTP client asks here for addresses; Chromium reaches it through `scrapers/egress`. Nobody else opens a connection.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace

from scrapers.errors import Unreachable
from scrapers.gate import PORTS, Fence, judge_url

RESOLVING = 10  # seconds a name may take
CONNECTING = 15  # seconds a connection may take

Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """Every address the system knows of a host. Raises OSError or UnicodeError where it knows none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Door:
    """Resolves, judges and connects. A name is asked for once a connection: what was judged is what is reached."""

    def __init__(self, fence: Fence, resolver: Resolver = system_resolver) -> None:
        self.fence = fence
        self._resolver = resolver

    def resolve_by(self, resolver: Resolver) -> None:
        """Ask this resolver from now on."""
        self._resolver = resolver

    def shut(self, port: int) -> None:
        """Open to this port of loopback no more: it is a service of our own."""
        self.fence = replace(self.fence, closed_ports=self.fence.closed_ports | {port})

    def judge_url(self, url: str) -> None:
        """Raise Forbidden unless the address may be asked for, as far as it tells before its name is resolved."""
        parts = judge_url(url)
        self.fence.judge_name(parts.hostname or "", parts.port or PORTS[parts.scheme])

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Every address of a host, each of them judged. Raises Unreachable, or Forbidden if a single one is closed."""
        self.fence.judge_name(host, port)
        try:
            async with asyncio.timeout(RESOLVING):
                found = await self._resolver(host, port)
        except TimeoutError as error:
            raise Unreachable(
                f"域名 {host} 在 {RESOLVING} 秒内没有解析", f"{host} did not resolve in {RESOLVING} s"
            ) from error
        except (OSError, UnicodeError) as error:
            raise Unreachable(
                f"域名 {host} 无法解析：{error}", f"{host} does not resolve: {error}"
            ) from error
        if not found:
            raise Unreachable(f"域名 {host} 没有地址", f"{host} has no address")
        for address in found:
            self.fence.judge(address, port)
        return found

    async def connect(self, host: str, port: int) -> Streams:
        """A connection to the first judged address that takes it. Raises Unreachable or Forbidden."""
        failure: Exception | None = None
        for address in await self.addresses(host, port):
            try:
                async with asyncio.timeout(CONNECTING):
                    return await asyncio.open_connection(address, port)
            except (OSError, TimeoutError) as error:
                failure = error
        raise Unreachable(
            f"连接不上 {host}:{port}：{failure or '没有地址'}", f"no connection to {host}:{port}: {failure}"
        )
