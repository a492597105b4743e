"""What is kept of an answer beside its bytes: who gave it, when, in which words, under which certificate."""

import asyncio
import hashlib
import os
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from models.exchange import Exchange
from models.visit import Opened
from scrapers.tls import tls_of
from tests.scrapers.portal import NOW, Portal, Reply, an_opener, html, listing, looked

NB = "/zwgk/nb/"
COLUMN = html(listing("云溪县水利局2024年政府信息公开工作年度报告"))
ASKING = """
import asyncio, sys
from scrapers import gate, http
from scrapers.door import Door

async def ask():
    door = Door(gate.Fence(allowed=gate.networks(("127.0.0.0/8",))))
    async with http.new_client(user_agent="Chunxun/0.1", headers={}, door=door, timeout=5) as client:
        answer = await http.fetch(client, sys.argv[1], deadline=5, max_bytes=1000)
    print(answer.status, answer.peer, answer.tls.protocol, answer.tls.subject, len(answer.tls.chain))

asyncio.run(ask())
"""


def one_exchange(opened: Opened) -> Exchange:
    [exchange] = opened.exchanges
    return exchange


async def test_a_page_is_kept_with_its_answer_s_head_and_who_gave_it(tmp_path: Path) -> None:
    column = Reply(
        body=COLUMN.body, headers={"Last-Modified": "Mon, 26 Jan 2026 08:00:00 GMT", "Server": "x"}
    )
    async with Portal({NB: column}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    opened = visit.opened[0]
    exchange = one_exchange(opened)

    assert (exchange.url, exchange.method, exchange.status) == (portal.url(NB), "GET", 200)
    assert exchange.headers == (
        ("Content-Type", "text/html"),
        ("Content-Length", str(len(COLUMN.body))),
        ("Last-Modified", "Mon, 26 Jan 2026 08:00:00 GMT"),
        ("Server", "x"),
    )
    assert (exchange.peer, exchange.tls, exchange.asked_at) == (f"127.9.0.1:{portal.port}", None, NOW)
    assert exchange.sha256 == opened.sha256 == hashlib.sha256(COLUMN.body).hexdigest()


async def test_every_redirect_is_kept_with_its_body(tmp_path: Path) -> None:
    moved = Reply(status=302, headers={"Location": "there/"}, body=b"moved")
    async with Portal({NB: moved, f"{NB}there/": COLUMN}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))
        bodies = [opener.vault.read(hop.sha256) for hop in visit.opened[0].exchanges]

    assert [(hop.url, hop.status) for hop in visit.opened[0].exchanges] == [
        (portal.url(NB), 302),
        (portal.url(f"{NB}there/"), 200),
    ]
    assert bodies == [b"moved", COLUMN.body]


async def test_what_a_refusal_said_is_kept_as_well(tmp_path: Path) -> None:
    refused = Reply(status=403, headers={"X-Waf": "yes"}, body=b"<html><body>no</body></html>")
    async with Portal({NB: refused}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB))

    exchange = one_exchange(visit.opened[0])

    assert (exchange.status, ("X-Waf", "yes") in exchange.headers) == (403, True)


async def test_chromium_s_answers_are_kept_too_with_the_portal_s_address(
    tmp_path: Path, chromium: Path
) -> None:
    moved = Reply(status=302, headers={"Location": "there/"})
    async with (
        Portal({NB: moved, f"{NB}there/": COLUMN}) as portal,
        an_opener(tmp_path, browser=chromium) as opener,
    ):
        page = await opener.open_in_browser(portal.url(NB))

    assert [(hop.url, hop.status, hop.peer) for hop in page.exchanges] == [
        (portal.url(NB), 302, f"127.9.0.1:{portal.port}"),
        (portal.url(f"{NB}there/"), 200, f"127.9.0.1:{portal.port}"),
    ]
    assert dict(page.exchanges[-1].headers)["content-length"] == str(len(COLUMN.body))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority `ca.pem`, and a server's key and certificate for 127.9.0.1 made out by it."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "names").write_text("subjectAltName=IP:127.9.0.1\n")
    new = "-newkey rsa:2048 -nodes -days 2"
    for line in (
        f"req -x509 {new} -subj /CN=Practice -keyout ca.key -out ca.pem",
        f"req {new.replace('-days 2', '')} -subj /CN=portal.practice -keyout server.key -out server.csr",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem",
    ):
        subprocess.run(["openssl", *line.split()], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def server_side(authority: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / "server.pem", authority / "server.key")
    return context


def fingerprint(file: Path) -> str:
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read_text())).hexdigest()


async def test_tls_is_told_with_the_whole_chain(authority: Path, server_side: ssl.SSLContext) -> None:
    trusting = ssl.create_default_context(cafile=str(authority / "ca.pem"))
    async with Portal({}, tls=server_side) as portal:
        _, writer = await asyncio.open_connection("127.9.0.1", portal.port, ssl=trusting)
        told = tls_of(writer.transport)
        writer.close()
        await writer.wait_closed()

    assert told is not None
    assert (told.protocol, told.subject, told.issuer) == ("TLSv1.3", "portal.practice", "Practice")
    assert told.chain == (fingerprint(authority / "server.pem"), fingerprint(authority / "ca.pem"))
    assert told.not_before is not None
    assert told.not_after is not None
    assert (told.not_after - told.not_before).days == 2


async def test_a_request_over_tls_tells_its_certificate(authority: Path, server_side: ssl.SSLContext) -> None:
    async with Portal({"/": COLUMN}, tls=server_side) as portal:
        # A process of its own: the client reads the trusted authorities when it is first imported.
        asking = await asyncio.create_subprocess_exec(
            sys.executable, "-c", ASKING, f"https://127.9.0.1:{portal.port}/",
            env=os.environ | {"SSL_CERT_FILE": str(authority / "ca.pem")}, stdout=subprocess.PIPE,
        )  # fmt: skip
        said, _ = await asyncio.wait_for(asking.communicate(), 60)

    assert said.decode().split() == ["200", f"127.9.0.1:{portal.port}", "TLSv1.3", "portal.practice", "2"]
