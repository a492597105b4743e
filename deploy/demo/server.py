"""The running country: every portal on its own address of one TCP port, the canaries, and the mail server."""

import asyncio
import contextlib
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl

import uvicorn

from .facts import SHANGHAI, Portal, land
from .home import write_home
from .mail import MailServer
from .portals import answer
from .view import Answer, Asked, View

MOMENT_HEADER = b"x-practice-now"
_PAUSE = 0.002  # seconds a page takes, so that two requests at once can be seen as such
_START = 10  # seconds the server may take to listen

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as the country saw it. `started` is monotonic, in seconds."""

    address: str
    method: str
    path: str
    query: str
    moment: datetime
    status: int
    started: float
    user_agent: str


class Country:
    """`async with Country(port=0, mailbox=folder) as country:`; or `with running(...)` from plain code."""

    def __init__(
        self,
        *,
        port: int = 8477,
        smtp_port: int = 0,
        mailbox: Path | None = None,
        now: datetime | None = None,
    ) -> None:
        self.port, self.smtp_port, self.now = port, smtp_port, now
        self.requests: list[Request] = []
        self.most_at_once: Counter[str] = Counter()  # by address: most requests in flight together
        self._in_flight: Counter[str] = Counter()
        self._portals = {portal.address: portal for portal in land().portals if portal.state != "down"}
        self._folder = None if mailbox else TemporaryDirectory(prefix="practice-mail-")
        self.mailbox = mailbox or Path(self._folder.name if self._folder else "")

    async def __aenter__(self) -> "Country":
        self._stack = contextlib.AsyncExitStack()
        if self._folder is not None:
            self._stack.enter_context(self._folder)
        try:
            mail = MailServer(self.mailbox)
            self._stack.push_async_callback(mail.close)
            await mail.start(self.smtp_port)
            self.smtp_port = mail.port
            sockets = _listen((*self._portals, *land().canaries), self.port)
            for listening in sockets:
                self._stack.callback(listening.close)
            self.port = sockets[0].getsockname()[1]
            await self._stack.enter_async_context(_served(self._app, sockets))
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def write_home(self, home: Path, *, replace: bool = False) -> None:
        """The roster, offices.toml and chunxun.toml of this country; see home.write_home."""
        write_home(home, port=self.port, smtp_port=self.smtp_port, replace=replace)

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = scope["server"][0]
        started = time.monotonic()
        self._in_flight[address] += 1
        self.most_at_once[address] = max(self.most_at_once[address], self._in_flight[address])
        try:
            headers = dict(scope["headers"])
            form = await _form(scope, receive)
            moment, given = self._given(address, headers, _asked(scope, headers, form))
            await asyncio.sleep(_PAUSE)
            self._note(scope, headers, moment, given.status, started)
            await _send(send, given, head_only=scope["method"] == "HEAD")
        finally:
            self._in_flight[address] -= 1

    def _given(
        self, address: str, headers: MutableMapping[bytes, bytes], asked: Asked
    ) -> tuple[datetime, Answer]:
        try:
            moment = self._moment(headers)
        except ValueError as error:
            plain = Answer(status=400, body=f"X-Practice-Now: {error}".encode(), media_type="text/plain")
            return datetime.now(SHANGHAI), plain
        return moment, _answer(self._portals.get(address), self.port, moment, asked)

    def _moment(self, headers: MutableMapping[bytes, bytes]) -> datetime:
        named = headers.get(MOMENT_HEADER)
        if named is not None:
            moment = datetime.fromisoformat(named.decode())
            return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
        return self.now or datetime.now(SHANGHAI)

    def _note(
        self,
        scope: Scope,
        headers: MutableMapping[bytes, bytes],
        moment: datetime,
        status: int,
        started: float,
    ) -> None:
        self.requests.append(
            Request(
                address=scope["server"][0],
                method=scope["method"],
                path=scope["path"],
                query=scope["query_string"].decode(),
                moment=moment,
                status=status,
                started=started,
                user_agent=headers.get(b"user-agent", b"").decode(errors="replace"),
            )
        )


@contextlib.contextmanager
def running(**settings: Any) -> Iterator[Country]:
    """The country in a thread of its own, for code that is not asynchronous. Settings: those of Country."""
    country = Country(**settings)
    started: Future[Callable[[], object]] = Future()  # how to stop it

    async def live() -> None:
        async with country:
            stop = asyncio.Event()
            started.set_result(partial(asyncio.get_running_loop().call_soon_threadsafe, stop.set))
            await stop.wait()

    with ThreadPoolExecutor(1, thread_name_prefix="practice-country") as threads:
        life = threads.submit(asyncio.run, live())
        either: tuple[Future[Any], ...] = (started, life)
        wait(either, return_when=FIRST_COMPLETED)
        if life.done():
            life.result()
        try:
            yield country
        finally:
            started.result()()
            life.result()


class _Server(uvicorn.Server):
    """Leaves signals to whoever started the country, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def _served(app: Any, sockets: list[socket.socket]) -> AsyncIterator[None]:
    config = uvicorn.Config(
        app,
        interface="asgi3",
        proxy_headers=False,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=sockets))
    try:
        async with asyncio.timeout(_START):
            await server.ready.wait()
        yield
    finally:
        server.should_exit = True
        await serving


def _listen(addresses: tuple[str, ...], port: int) -> list[socket.socket]:
    """One listening socket an address, all on one port; port 0: one that is free on all of them."""
    for _ in range(20):
        sockets: list[socket.socket] = []
        try:
            for address in addresses:
                chosen = port or (sockets[0].getsockname()[1] if sockets else 0)
                sockets.append(_listening(address, chosen))
        except OSError:
            for opened in sockets:
                opened.close()
            if port:
                raise
        else:
            return sockets
    raise OSError("no port is free on every address of the practice country; name one with --port")


def _listening(address: str, port: int) -> socket.socket:
    # The protocol is named, or asyncio leaves Nagle's delay on: 40 ms an answer.
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((address, port))
        opened.listen(128)
    except OSError:
        opened.close()
        raise
    return opened


def _answer(portal: Portal | None, port: int, moment: datetime, asked: Asked) -> Answer:
    if portal is None:
        return Answer(body=b"ok", media_type="text/plain; charset=utf-8")
    return answer(View(portal=portal, moment=moment, port=port), asked)


def _asked(scope: Scope, headers: MutableMapping[bytes, bytes], form: dict[str, str]) -> Asked:
    return Asked(
        method=scope["method"],
        path=scope["path"],
        query=dict(parse_qsl(scope["query_string"].decode())),
        form=form,
        cookies=_cookies(headers.get(b"cookie", b"").decode(errors="replace")),
    )


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


async def _form(scope: Scope, receive: Receive) -> dict[str, str]:
    if scope["method"] != "POST":
        return {}
    content, more = b"", True
    while more:
        message = await receive()
        content += message.get("body", b"")
        more = message.get("more_body", False)
    return dict(parse_qsl(content.decode(errors="replace")))


async def _send(send: Send, given: Answer, *, head_only: bool) -> None:
    headers = [
        (b"content-type", given.media_type.encode()),
        (b"content-length", str(len(given.body)).encode()),
        *((name.lower().encode(), value.encode()) for name, value in given.headers),
    ]
    await send({"type": "http.response.start", "status": given.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head_only else given.body})
