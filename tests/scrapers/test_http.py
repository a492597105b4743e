"""One request: whole or not at all, and only to an address the gate has judged."""

import asyncio
import gzip
import resource
import ssl
import subprocess
import time
import zlib
from pathlib import Path

import pytest

from scrapers import gate, http
from scrapers.door import Door
from scrapers.errors import Forbidden, Partial, PortalFault, Unreachable
from tests.scrapers.portal import Portal, Reply

LOOPBACK = gate.networks(("127.0.0.0/8",))
PAGE = "<html><body>云溪县2025年政府信息公开工作年度报告</body></html>".encode()
MOST = 1_000_000


async def fetched(
    url: str, *, allowed: tuple[gate.Network, ...] = LOOPBACK, deadline: float = 2
) -> http.Answer:
    async with http.new_client(
        user_agent="Chunxun/0.1",
        headers={"X-A": "b"},
        door=Door(gate.Fence(allowed=allowed)),
        timeout=deadline,
    ) as client:
        return await http.fetch(client, url, deadline=deadline, max_bytes=MOST)


def closed_by_the_server(body: bytes, extra: bytes = b"") -> Reply:
    return Reply(
        raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n" + extra + b"\r\n" + body
    )


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, {}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content-Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content-Encoding": "deflate"}),
        (gzip.compress(PAGE), {}),  # gzip nobody announced; seen on CNIPA
    ],
    ids=["plain", "gzip", "deflate", "bare deflate", "gzip unannounced"],
)
async def test_a_body_is_decompressed_however_it_was_announced(body: bytes, headers: dict[str, str]) -> None:
    async with Portal({"/": Reply(body=body, headers=headers)}) as portal:
        assert (await fetched(portal.url("/"))).body == PAGE


async def test_we_say_who_we_are_and_what_was_asked_of_us() -> None:
    async with Portal({"/": Reply(body=PAGE)}) as portal:
        await fetched(portal.url("/"))

    assert portal.asked[0].headers["user-agent"] == "Chunxun/0.1"
    assert portal.asked[0].headers["x-a"] == "b"
    assert portal.asked[0].headers["host"] == f"127.9.0.1:{portal.port}"


@pytest.mark.parametrize(
    ("reply", "fault", "said"),
    [
        (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<html><ul><li>"), Partial, "cut short"),
        (
            Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n"),
            Partial,
            "cut short",
        ),
        (closed_by_the_server(b"<html><ul><li>a</li>"), Partial, "end tag"),
        (Reply(body=gzip.compress(PAGE)[:-20], headers={"Content-Encoding": "gzip"}), Partial, "incomplete"),
        (Reply(body=b"\x1f\x8b\x08" + b"x" * 99, headers={"Content-Encoding": "gzip"}), Partial, "damaged"),
        (Reply(body=PAGE, headers={"Content-Encoding": "br"}), Unreachable, "not asked for"),
        (Reply(body=b"x" * (MOST + 1)), Partial, "exceeds"),
        (Reply(raw=b"ssh-2.0 hello\r\n"), Unreachable, "no valid answer"),
        (Reply(raw=b""), Unreachable, "no valid answer"),
    ],
    ids=["length", "chunk", "close", "gzip", "damage", "brotli", "size", "nonsense", "silence"],
)
async def test_a_broken_answer_is_never_a_page(reply: Reply, fault: type[PortalFault], said: str) -> None:
    async with Portal({"/": reply}) as portal:
        with pytest.raises(fault, match=said):
            await fetched(portal.url("/"))


async def test_a_whole_page_without_a_length_is_a_page() -> None:
    async with Portal({"/": closed_by_the_server(PAGE)}) as portal:
        assert (await fetched(portal.url("/"))).body == PAGE


async def test_a_gzip_bomb_is_stopped_at_the_limit() -> None:
    engine = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join(engine.compress(bytes(1 << 20)) for _ in range(120)) + engine.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    async with Portal({"/": Reply(body=bomb, headers={"Content-Encoding": "gzip"})}) as portal:
        with pytest.raises(Partial, match="exceeds"):
            await fetched(portal.url("/"))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


async def test_a_drip_ends_at_the_deadline() -> None:
    async with Portal(
        {"/": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<html>", drip=True)}
    ) as portal:
        began = time.monotonic()
        with pytest.raises(Unreachable, match=r"not finished within 0\.5 seconds"):
            await fetched(portal.url("/"), deadline=0.5)

    assert time.monotonic() - began < 2


async def test_a_portal_that_resets_is_asked_once_although_the_connection_was_kept() -> None:
    async with (
        Portal({"/": Reply(body=PAGE), "/reset": Reply(raw=b"")}) as portal,
        http.new_client(
            user_agent="x", headers={}, door=Door(gate.Fence(allowed=LOOPBACK)), timeout=2
        ) as client,
    ):
        await http.fetch(client, portal.url("/"), deadline=2, max_bytes=MOST)
        with pytest.raises(Unreachable):
            await http.fetch(client, portal.url("/reset"), deadline=2, max_bytes=MOST)

    assert portal.paths() == ["/", "/reset"]


async def test_a_refused_connection_is_named() -> None:
    async with Portal({}) as portal:
        url = portal.url("/")

    with pytest.raises(Unreachable, match="refused"):
        await fetched(url)


@pytest.mark.parametrize("host", ["127.9.0.1", "localhost", "[::ffff:127.9.0.1]"])
async def test_the_gate_judges_the_address_that_is_connected_to(host: str) -> None:
    async with Portal({"/": Reply(body=PAGE)}) as portal:
        with pytest.raises(Forbidden):
            await fetched(f"http://{host}:{portal.port}/", allowed=())

    assert portal.asked == []


async def test_a_name_keeps_its_host_header_while_its_judged_address_is_connected_to() -> None:
    async with Portal({"/": Reply(body=PAGE)}, host="127.0.0.1") as portal:
        answer = await fetched(
            f"http://localhost:{portal.port}/", allowed=gate.networks(("127.0.0.0/8", "::1/128"))
        )

    assert answer.body == PAGE
    assert portal.asked[0].headers["host"] == f"localhost:{portal.port}"


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """A server's certificate for 127.9.0.1 that nobody vouches for."""
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    what = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.9.0.1"]
    subprocess.run(
        ["openssl", "req", *what, "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_self_signed_certificate_is_unreachable_and_says_why(self_signed: ssl.SSLContext) -> None:
    async with Portal({"/": Reply(body=PAGE)}, tls=self_signed) as portal:
        with pytest.raises(Unreachable, match="self-signed"):
            await fetched(f"https://127.9.0.1:{portal.port}/")


async def test_a_tls_port_that_speaks_plain_http_is_named() -> None:
    async def plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(plainly, "127.9.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Unreachable, match="TLS handshake"):
            await fetched(f"https://127.9.0.1:{port}/")


async def test_a_tls_handshake_that_never_ends_is_too_slow() -> None:
    async with Portal({}) as portal:
        with pytest.raises(Unreachable, match="not finished"):
            await fetched(f"https://127.9.0.1:{portal.port}/", deadline=0.5)
