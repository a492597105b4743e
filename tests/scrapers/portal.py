"""A small real portal on a loopback address: what it answers is told path by path, and it writes down who asked."""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from models.agency import Portal as Column
from models.visit import Link, Visit
from scrapers.crawl import look
from scrapers.gate import Fence, networks
from scrapers.manners import Manners
from scrapers.opener import Opener
from scrapers.vault import Vault

FIXTURES = Path(__file__).parent / "fixtures"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "lists"
NOW = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)
HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as the portal saw it."""

    method: str
    path: str  # with its query
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is sent back. `raw` replaces everything; `forever` keeps sending a byte at a time."""

    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    drip: bool = False

    def bytes(self) -> bytes:
        if self.raw is not None:
            return self.raw
        lines = [
            f"HTTP/1.1 {self.status} X",
            f"Content-Type: {self.kind}",
            f"Content-Length: {len(self.body)}",
        ]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


Answers = Reply | Callable[[Asked], Reply] | Callable[[Asked], Awaitable[Reply]]


class Portal:
    """`async with Portal({"/nb/": page("trs/index.html")}) as portal:`"""

    def __init__(
        self, answers: Mapping[str, Answers], host: str = "127.9.0.1", tls: ssl.SSLContext | None = None
    ) -> None:
        self.answers = {"/robots.txt": Reply(status=404), **answers}
        self.host = host
        self._tls = tls
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._in_flight = 0
        self._asked_for: dict[str, asyncio.Event] = {}
        self._open: set[asyncio.StreamWriter] = (
            set()
        )  # kept open whatever `Connection` says, as many portals do
        self._left = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in self._open:
            writer.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._server.wait_closed(), 1)

    def url(self, path: str) -> str:
        return f"http://{self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def has_been_asked(self, path: str) -> None:
        """Wait for a request for that path."""
        await self._asked_for.setdefault(path, asyncio.Event()).wait()

    async def has_been_left(self) -> None:
        """Wait until those who asked have closed all their connections."""
        await self._left.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        self._left.clear()
        try:
            while asked := await _read(reader):
                self.asked.append(asked)
                self._asked_for.setdefault(asked.path, asyncio.Event()).set()
                self._in_flight += 1
                self.most_at_once = max(self.most_at_once, self._in_flight)
                try:
                    if not await self._reply(asked, writer):
                        return
                finally:
                    self._in_flight -= 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()
            if not self._open:
                self._left.set()

    async def _reply(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Answer; whether the connection may be used again."""
        answer = self.answers.get(asked.path) or self.answers.get(asked.path.split("?")[0], Reply(status=404))
        reply = answer if isinstance(answer, Reply) else answer(asked)
        if not isinstance(reply, Reply):
            reply = await reply
        writer.write(reply.bytes())
        await writer.drain()
        while reply.drip:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)
        return reply.raw is None


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(method=method, path=path, headers=headers, body=body)


def page(name: str, status: int = 200, kind: str = HTML) -> Reply:
    """A fixture as an answer."""
    return Reply(body=(FIXTURES / name).read_bytes(), status=status, kind=kind)


def html(text: str, *, status: int = 200, charset: str = "utf-8") -> Reply:
    """Markup as an answer, with no charset in its header."""
    return Reply(body=text.encode(charset), status=status)


def rows(*titles: str) -> str:
    """List rows, dated, each with its own address."""
    return "".join(
        f'<li><a href="./202601/t20260126_{number}.html">{title}</a><span>2026-01-26</span></li>'
        for number, title in enumerate(titles, 1)
    )


def listing(*titles: str, more: str = "") -> str:
    """A plain TRS-like column page."""
    return f"<html><head><meta charset=utf-8><title>政府信息公开年报</title></head><body><ul>{rows(*titles)}</ul>{more}</body></html>"


def clock() -> datetime:
    return NOW


def manners(*, allow_addresses: tuple[str, ...] = ("127.0.0.0/8",), **changes: object) -> Manners:
    quick = {
        "contact": "ops@example.org",
        "release": "0.1",
        "host_delay": 0,
        "timeout": 2,
        "portal_deadline": 20,
        "fence": Fence(allowed=networks(allow_addresses)),
        "challenge_wait": 3,
        "script_wait": 2,
    }
    return Manners(**(quick | changes))  # type: ignore[arg-type]


def an_opener(folder: Path, **changes: object) -> Opener:
    """A quick opener for loopback; `changes` to its manners."""
    return Opener(manners(**changes), Vault(folder), clock)  # type: ignore[arg-type]


def names_2025(link: Link) -> bool:
    return "2025" in link.title


async def looked(opener: Opener, url: str, family: str = "") -> Visit:
    """One look at a column for the reports of 2025."""
    column = Column(column_url=url, family=family, agencies=())
    return await look(column, opener=opener, sought=names_2025, wanted=names_2025, visit_id="v1")


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]
