"""The door as a forward proxy on loopback, for Chromium: CONNECT tunnels and plain requests, nothing else.

One request a connection, a pass for each window, an end in bytes and in time. What the door refuses is answered with
403 and what it cannot reach with 502, the reason in a header, so that our refusal is never taken for the portal's.
"""

import asyncio
import base64
import contextlib
import re
import secrets
from collections.abc import Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from scrapers import gate
from scrapers.door import Door, Streams
from scrapers.errors import Forbidden, PortalFault
from scrapers.tls import peer_of
from scrapers.tripwire import Tripwire

REASON = "x-chunxun-door"  # header of an answer that is ours
MOST_HEAD = 64 * 1024  # bytes of a request's head
MOST_BYTES = 64 * 1024 * 1024  # one connection may bring
MOST_SECONDS = 300  # one connection may last
MOST_AT_ONCE = 32  # connections of one window; a flood of them waits for its own
STEP = 64 * 1024
HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade"}
)


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines of a request to the proxy; header names as sent."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        """The header's value, or empty."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Pass:
    """What a window shows to be let through."""

    user: str
    password: str = field(repr=False)

    @property
    def shown(self) -> str:
        """The header's value."""
        return f"Basic {base64.b64encode(f'{self.user}:{self.password}'.encode()).decode()}"


class Proxy:
    """A forward proxy, from `start` to `close`, or for as long as a `with` block lasts."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._server: asyncio.Server | None = None
        self._passes: dict[str, asyncio.Semaphore] = {}  # each with the connections it may still open
        self._tasks: set[asyncio.Task[None]] = set()
        self.refused = 0  # requests the door did not open to
        self.peers: dict[
            str, str
        ] = {}  # whom a name and port led to last: Chromium itself sees only this proxy
        self.port = 0

    async def start(self) -> None:
        """Listen on a free port of loopback; once started, does nothing."""
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=MOST_HEAD)
            self.port = self._server.sockets[0].getsockname()[1]
            self._door.shut(self.port)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def tripwire(self) -> Tripwire:
        """A listener behind the door's back, to prove that nothing gets there."""
        return Tripwire(self._door)

    async def close(self) -> None:
        """Stop listening and end every connection."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # transports close on the loop's next turn

    @contextlib.contextmanager
    def pass_for_one(self) -> Iterator[Pass]:
        """A pass for one window, good while the block lasts: nobody without one is served, nobody takes another's room."""
        issued = Pass(secrets.token_hex(8), secrets.token_urlsafe(24))
        self._passes[issued.shown] = asyncio.Semaphore(MOST_AT_ONCE)
        try:
            yield issued
        finally:
            del self._passes[issued.shown]

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # No coroutine: of one that is cancelled, asyncio's own callback complains (3.11).
        task = asyncio.create_task(self._limited(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _limited(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
                async with asyncio.timeout(MOST_SECONDS):
                    await self._serve(reader, writer)
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = _head(await reader.readuntil(b"\r\n\r\n"))
        except (asyncio.LimitOverrunError, ValueError):
            await _answer(writer, 400, {})
            return
        room = self._passes.get(head.value("proxy-authorization"))
        if room is None:
            await _answer(writer, 407, {"Proxy-Authenticate": 'Basic realm="chunxun"'})
            return
        async with room:
            await self._lead((reader, writer), head)

    async def _lead(self, client: Streams, head: Head) -> None:
        try:
            host, port = _destination(head)
            upstream = await self._door.connect(host, port)
            self.peers[f"{host}:{port}"] = peer_of(upstream[1].transport)
        except Forbidden as fault:
            self.refused += 1
            await _answer(client[1], 403, _reason(fault))
            return
        except PortalFault as fault:
            await _answer(client[1], 502, _reason(fault))
            return
        await _carry(client, upstream, head)


def read_reason(headers: Mapping[str, str]) -> str:
    """Why the door gave this answer instead of a portal; empty: it is the portal's."""
    return unquote(headers.get(REASON, ""))


def _reason(fault: PortalFault) -> dict[str, str]:
    return {REASON: quote(fault.words.zh[:200])}


def _head(sent: bytes) -> Head:
    """Raises ValueError on anything but a request line and header fields."""
    lines = sent.decode("latin-1").split("\r\n")
    method, target, _version = lines[0].split(" ")
    return Head(method, target, tuple(_field(line) for line in lines[1:] if line))


def _destination(head: Head) -> tuple[str, int]:
    """Where a request wants to go. Raises Forbidden on spellings the gate does not take."""
    if head.method == "CONNECT":
        parts = gate.judge_url(f"https://{head.target}/")
        return parts.hostname or "", parts.port or 443
    parts = gate.judge_url(head.target)
    if parts.scheme != "http":
        raise Forbidden("代理只转发 http 请求", "only http is forwarded in the clear")
    return parts.hostname or "", parts.port or 80


async def _answer(writer: asyncio.StreamWriter, status: int, headers: Mapping[str, str]) -> None:
    lines = [f"HTTP/1.1 {status} Chunxun", "Content-Length: 0", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    await writer.drain()


async def _carry(client: Streams, upstream: Streams, head: Head) -> None:
    """Pass on the request and its answer, or all bytes both ways in a tunnel, up to the limits.

    When one side leaves, so does the other: portals keep a connection open long after the tab that asked is gone.
    """
    try:
        if head.method == "CONNECT":
            client[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await _until_one_ends(
                _pump(client[0], upstream[1], MOST_BYTES), _pump(upstream[0], client[1], MOST_BYTES)
            )
        else:
            upstream[1].write(_request(head))
            await _until_one_ends(
                _ask_once(client[0], upstream[1], _length(head)), _bring(upstream[0], client[1])
            )
    finally:
        upstream[1].close()


async def _until_one_ends(*ways: Coroutine[None, None, None]) -> None:
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()


async def _ask_once(client: asyncio.StreamReader, upstream: asyncio.StreamWriter, length: int) -> None:
    """Pass on a request's body and nothing behind it, which may be meant for another host, until the client leaves."""
    await _pump(client, upstream, length)
    while await client.read(STEP):
        pass


async def _bring(upstream: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
    client.write(await _answer_head(upstream))
    await _pump(upstream, client, MOST_BYTES)


def _length(head: Head) -> int:
    said = head.value("content-length")
    return min(int(said), MOST_BYTES) if said.isdigit() else 0


def _request(head: Head) -> bytes:
    """The request as the portal gets it: its path alone, and an end to the connection behind it."""
    parts = urlsplit(head.target)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _written(f"{head.method} {path} HTTP/1.1", head.headers)


async def _answer_head(upstream: asyncio.StreamReader) -> bytes:
    """The head of the portal's answer, interim ones passed over. Raises OSError where it is none."""
    while True:
        try:
            sent = await upstream.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError as error:
            raise ConnectionError("the head of the answer has no end") from error
        status, *fields = sent.decode("latin-1").rstrip("\r\n").split("\r\n")
        if not re.match(r"HTTP/1\.[01] 1\d\d", status):
            return _written(status, tuple(_field(line) for line in fields))


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _written(first: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    kept = [f"{name}: {value}" for name, value in headers if name.lower() not in HOP_BY_HOP]
    return "\r\n".join([first, *kept, "Connection: close", "", ""]).encode("latin-1")


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, most: int) -> None:
    """Bytes from one side to the other until it ends, or `most` have passed."""
    left = most
    with contextlib.suppress(OSError):
        while left and (chunk := await source.read(min(STEP, left))):
            left -= len(chunk)
            sink.write(chunk)
            await sink.drain()
