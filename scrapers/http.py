"""Opening a page by plain HTTP: one hop, whole or not at all. The only importer of the HTTP client."""

import asyncio
import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from yarl import URL

from models.exchange import Tls
from scrapers.door import Door
from scrapers.errors import Partial, PortalFault, Unreachable
from scrapers.tls import peer_of, tls_of

Client = aiohttp.ClientSession

HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # decoded here, step by step, so that a bomb is stopped
}
INFLATE_STEP = 16 * 1024  # compressed bytes at once
KEPT = 4.0  # seconds an idle connection is kept: servers close theirs from five on
GZIP_MAGIC = b"\x1f\x8b\x08"
CERTIFICATE_FAULTS = {
    10: ("证书已过期", "the certificate has expired"),
    9: ("证书尚未生效", "the certificate is not yet valid"),
    18: ("证书是自签名的", "the certificate is self-signed"),
    19: ("证书链里有自签名证书", "the certificate chain holds a self-signed certificate"),
    20: ("证书的签发机构不可信或证书链不全", "the certificate's issuer is unknown or its chain incomplete"),
    21: ("证书链不全", "the certificate chain is incomplete"),
    62: ("证书与主机名不符", "the certificate is for another host name"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one request brought; `body` is decompressed. Names in `headers` are lower case, `fields` are as sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    peer: str = ""  # `address:port`
    tls: Tls | None = None


class Response(aiohttp.ClientResponse):
    """An answer that remembers who gave it: by the time its head is read, its connection may be given back."""

    peer = ""
    tls: Tls | None = None

    async def start(self, connection: Connection) -> "Response":
        """Read the head."""
        if connection.transport is not None:
            self.peer, self.tls = peer_of(connection.transport), tls_of(connection.transport)
        await super().start(connection)
        return self


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


class DoorResolver(AbstractResolver):
    """Names are resolved by the door, so that what is connected to is what was judged."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Every judged address of a host. Raises Unreachable or Forbidden."""
        del family
        return [
            ResolveResult(hostname=host, host=address, port=port, family=_family(address), proto=0, flags=0)
            for address in await self._door.addresses(host, port)
        ]

    async def close(self) -> None:
        """Nothing is held."""


def new_client(*, user_agent: str, headers: Mapping[str, str], door: Door, timeout: float) -> Client:
    """A client that follows no redirect, trusts no proxy of the environment and connects through the door.

    Needs a running loop.
    """

    def judged_socket(where: tuple[int, int, int, str, tuple[str, int]]) -> socket.socket:
        family, kind, proto, _, address = where
        door.fence.judge(*address[:2])  # an address written as such never meets the resolver
        return socket.socket(family=family, type=kind, proto=proto)

    connector = aiohttp.TCPConnector(
        resolver=DoorResolver(door),
        use_dns_cache=False,
        socket_factory=judged_socket,
        limit=0,  # how many are in flight is the visit's to decide
        keepalive_timeout=KEPT,
    )
    client = aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": user_agent, **HEADERS, **headers},
        cookie_jar=aiohttp.CookieJar(unsafe=True),  # portals on bare addresses set cookies too
        auto_decompress=False,
        response_class=Response,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=0.9 * timeout),
        trust_env=False,
    )
    # A portal that resets must not be asked twice; tests/scrapers/test_http.py counts the requests.
    client._retry_connection = False
    return client


async def fetch(
    client: Client,
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    conditions: Mapping[str, str] | None = None,
    deadline: float,
    max_bytes: int,
) -> Answer:
    """Ask once, `conditions` among the headers, and read the whole answer within `deadline` seconds.

    Raises Unreachable, or Partial when the answer is cut short or larger than `max_bytes` once decompressed.
    """
    received = 0
    try:
        async with asyncio.timeout(deadline), _asked(client, url, form, conditions) as response:
            inflate = Inflation(response.headers.get("content-encoding", ""), max_bytes)
            async for chunk in response.content.iter_any():
                received += len(chunk)
                inflate.feed(chunk)
            return _answer(cast("Response", response), inflate.finish())
    except TimeoutError as error:
        raise _too_slow(deadline, received) from error
    except aiohttp.ClientError as error:
        raise _broken(error, received) from error
    except zlib.error as error:
        raise Partial(f"压缩内容损坏：{error}", f"the compressed answer is damaged: {error}") from error
    except (ValueError, UnicodeError) as error:
        raise Unreachable(f"网址无法使用：{error}", f"the address cannot be used: {error}") from error


class Inflation:
    """Decompresses as bytes come, and stops at a size. Also undoes gzip that no header announced."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._encoding = encoding.strip().lower()
        self._max_bytes = max_bytes
        self._engine: zlib._Decompress | None = None
        self._body = bytearray()
        self._begun = False

    def feed(self, chunk: bytes) -> None:
        """Take the next compressed bytes. Raises Partial beyond the size limit."""
        if not self._begun and chunk:
            self._begun = True
            self._engine = self._engine_for(chunk)
        for start in range(0, len(chunk), INFLATE_STEP):
            piece = chunk[start : start + INFLATE_STEP]
            room = self._max_bytes - len(self._body)
            self._body += self._engine.decompress(piece, room + 1) if self._engine else piece
            if len(self._body) > self._max_bytes:
                raise Partial(
                    f"页面超过 {self._max_bytes} 字节，读到上限即停止",
                    f"the page exceeds {self._max_bytes} bytes; reading stopped there",
                )

    def finish(self) -> bytes:
        """The whole body. Raises Partial when the compressed stream was not whole."""
        if self._engine is not None and not self._engine.eof:
            raise Partial("压缩内容不完整", "the compressed answer is incomplete")
        return bytes(self._body)

    def _engine_for(self, first: bytes) -> "zlib._Decompress | None":
        if self._encoding in ("gzip", "x-gzip") or (not self._encoding and first.startswith(GZIP_MAGIC)):
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        if self._encoding == "deflate":
            raw = first[0] & 0x0F != 8  # servers send either kind under this name
            return zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS)
        if self._encoding in ("", "identity"):
            return None
        raise Unreachable(
            f"返回了未请求的压缩方式 {self._encoding}",
            f"answered in an encoding not asked for: {self._encoding}",
        )


def _asked(
    client: Client, url: str, form: Mapping[str, str] | None, conditions: Mapping[str, str] | None
) -> "aiohttp.client._RequestContextManager":
    address = URL(url, encoded=url.isascii())  # as the portal wrote it
    if form is None:
        return client.get(address, headers=conditions, allow_redirects=False)
    return client.post(address, data=form, allow_redirects=False)


def _answer(response: Response, body: bytes) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers.items():
        known = headers.get(name.lower())
        headers[name.lower()] = value if known is None else f"{known}, {value}"
    answer = Answer(
        status=response.status,
        headers=headers,
        body=body,
        fields=tuple(response.headers.items()),
        peer=response.peer,
        tls=response.tls,
    )
    if _may_be_cut(answer):
        raise Partial("页面没有结束标记，可能被截断", "the page has no end tag; it may have been cut short")
    return answer


def _may_be_cut(answer: Answer) -> bool:
    """A page whose end the server told only by closing, and whose markup does not end."""
    if "content-length" in answer.headers or "transfer-encoding" in answer.headers:
        return False
    return b"<html" in answer.body[:2048].lower() and b"</html" not in answer.body[-4096:].lower()


def _too_slow(deadline: float, received: int) -> Unreachable:
    return Unreachable(
        f"{deadline:g} 秒内没有传完（收到 {received} 字节）",
        f"not finished within {deadline:g} seconds ({received} bytes received)",
    )


def _broken(error: aiohttp.ClientError, received: int) -> PortalFault:
    """The fault behind a client's error, by the first cause that has a name."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            zh, en = CERTIFICATE_FAULTS.get(
                cause.verify_code, ("证书未通过验证", "the certificate was not verified")
            )
            return Unreachable(f"TLS：{zh}（{cause.verify_message}）", f"TLS: {en} ({cause.verify_message})")
        if isinstance(cause, ssl.SSLError):
            return Unreachable(f"TLS 握手失败：{cause.reason}", f"the TLS handshake failed: {cause.reason}")
        if isinstance(cause, ConnectionRefusedError):
            return Unreachable("连接被拒绝", "connection refused")
    if received or isinstance(error, aiohttp.ClientPayloadError):
        return Partial(f"传到 {received} 字节时中断", f"cut short after {received} bytes")
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.ServerDisconnectedError):
        return Unreachable(f"没有给出合格的应答：{error}", f"no valid answer: {error}")
    return Unreachable(
        f"连接中断：{error or type(error).__name__}", f"connection lost: {error or type(error).__name__}"
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        if not isinstance(cause, aiohttp.ClientError):  # its wrappers only look like what they wrap
            yield cause
        if isinstance(cause, OSError) and isinstance(cause.args[0] if cause.args else None, OSError):
            yield cause.args[0]
        cause = cause.__cause__ or cause.__context__
