"""No spelling of an address, no name that changes its mind and no fault of our own opens the fence."""

import asyncio
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.door import Door
from scrapers.egress import MOST_AT_ONCE, Pass, Proxy
from scrapers.errors import FenceOpen, Forbidden, OwnFault, PortalFault
from scrapers.gate import Fence, networks, sites_of
from scrapers.opener import Opener
from scrapers.vault import Vault
from tests.scrapers.fence.flipping import FlippingDns
from tests.scrapers.fence.trap import Trap
from tests.scrapers.portal import Asked, Portal, Reply, an_opener, clock, html, manners

OURS, SHUT = "127.9.0.1", "127.10.0.1"
ONLY_OURS = ("127.9.0.0/16",)
WORDS = "云溪县政府信息公开年报栏目" * 20


def spellings(host: str, port: int) -> tuple[str, ...]:
    """One forbidden place written in every way a parser somewhere would take."""
    parts = [int(part) for part in host.split(".")]
    number = sum(part << shift for part, shift in zip(parts, (24, 16, 8, 0), strict=True))
    hexed = f"{number >> 16:x}:{number & 0xFFFF:x}"
    circled = host.translate(str.maketrans("0123456789.", "⓪①②③④⑤⑥⑦⑧⑨．"))
    hosts = (
        host, f"{host}.", str(number), hex(number), f"0{number:o}", "127.655361", "127.10.1", "0x7f.10.0.1", "0x7f.0xa.0.1",
        "0177.10.0.1", "0177.012.0.01", "127.010.0.1", "127.0xa.1", circled, host.replace(".", "。"), host.replace(".", "．"),
        host.replace(".", "｡"), host.replace("1", "１"), f"[::ffff:{host}]", f"[::ffff:{hexed}]", f"[::{host}]",
        f"[64:ff9b::{hexed}]", f"[2002:{hexed}::]", f"[0:0:0:0:0:ffff:{hexed}]", "localhost", "LOCALHOST", "localhost.",
        "ip6-localhost", "[::1]", "[::]", "0", "0.0.0.0", f"user@{host}", f"a.gov.cn@{host}", f"a.gov.cn%00.{host}",
        f"a.gov.cn\\@{host}", f"{host}%20", f"\t{host}", f"{host}#@a.gov.cn", f"{host}?a.gov.cn", "127.10.0.1%2e",
        "169.254.169.254", "100.100.100.200", "[fd00:ec2::254]",
    )  # fmt: skip
    return tuple(f"http://{each}:{port}/" for each in hosts)


async def test_no_spelling_reaches_a_forbidden_place_by_http(tmp_path: Path) -> None:
    refused = 0
    async with Trap(SHUT) as trap, an_opener(tmp_path, allow_addresses=ONLY_OURS) as opener:
        every = spellings(SHUT, trap.port)
        for url in every:
            with contextlib.suppress(PortalFault):
                await opener.open(url)
                continue
            refused += 1

    assert (trap.reached, refused, len(every) >= 40) == ([], len(every), True)


async def test_no_spelling_reaches_a_forbidden_place_through_chromium(tmp_path: Path, chromium: Path) -> None:
    """Chromium's own parser is asked, not ours: each spelling stands in the page as a frame and as a fetch."""
    async with Trap(SHUT) as trap:
        every = spellings(SHUT, trap.port)
        frames = "".join(f'<iframe src="{url}"></iframe>' for url in every)
        calls = "".join(
            f"try {{ fetch({url!r}, {{mode: 'no-cors'}}).catch(() => 0) }} catch (e) {{}}\n" for url in every
        )
        body = html(f"<html><body>{WORDS}{frames}<script>{calls}</script></body></html>")
        async with (
            Portal({"/": body}, OURS) as portal,
            an_opener(tmp_path, browser=chromium, allow_addresses=ONLY_OURS, timeout=10) as opener,
            opener.turn(portal.url("/")) as turn,
        ):
            await turn.open_in_browser(portal.url("/"), shows=lambda page: False, patience=3)

    assert trap.reached == []


def rebinding(tmp_path: Path, dns: FlippingDns, browser: Path | None = None) -> Opener:
    """An opener whose names are resolved by that server."""
    opener = Opener(manners(allow_addresses=ONLY_OURS, browser=browser), Vault(tmp_path), clock)
    opener.door.resolve_by(dns.resolve)
    return opener


async def test_a_name_that_changes_its_mind_is_never_followed_inside(tmp_path: Path, chromium: Path) -> None:
    bodies = []
    async with FlippingDns((OURS, OURS, SHUT)) as dns, Portal({}, OURS) as portal:
        portal.answers = {"/robots.txt": Reply(status=404), "/": html(WORDS)}
        async with Trap(SHUT, body=b"secret") as trap, rebinding(tmp_path, dns, chromium) as opener:
            for _ in range(20):
                with contextlib.suppress(PortalFault):
                    bodies.append((await opener.open(f"http://portal.gov.cn:{portal.port}/")).text)
                with contextlib.suppress(PortalFault):
                    await opener.open(f"http://portal.gov.cn:{trap.port}/")
            for _ in range(5):
                with contextlib.suppress(PortalFault):
                    await opener.open_in_browser(f"http://portal.gov.cn:{trap.port}/")

    assert (trap.reached, dns.questions > 20) == ([], True)
    assert bodies
    assert not any("secret" in body for body in bodies)


async def test_whoever_resolves_twice_is_led_inside() -> None:
    """The control: check first, connect by name afterwards, and the server's second answer is what is reached."""
    async with FlippingDns((OURS, SHUT)) as dns, Trap(SHUT) as trap:
        (checked,) = await dns.resolve("portal.gov.cn", trap.port)
        (connected,) = await dns.resolve("portal.gov.cn", trap.port)

    assert (checked, connected) == (OURS, SHUT)


async def test_a_service_of_our_own_is_shut_although_loopback_is_open(tmp_path: Path, chromium: Path) -> None:
    async with Trap("127.0.0.1") as prefect:
        fence = Fence(allowed=networks(("127.0.0.0/8",)), closed_ports=frozenset({prefect.port}))
        url = f"http://127.0.0.1:{prefect.port}/api/variables/"
        body = html(f"<html><body>{WORDS}<form method=post action={url}></form><script>fetch('{url}', {{method: 'POST', mode:"
                    f" 'no-cors'}}).catch(() => document.forms[0].submit())</script></body></html>")  # fmt: skip
        async with (
            Portal({"/": body}, OURS) as portal,
            an_opener(tmp_path, browser=chromium, fence=fence) as opener,
        ):
            with pytest.raises(Forbidden):
                await opener.open(url)
            async with opener.turn(portal.url("/")) as turn:
                with contextlib.suppress(PortalFault):
                    await turn.open_in_browser(portal.url("/"), shows=lambda page: False, patience=2)

    assert prefect.reached == []


async def test_a_host_that_is_no_site_of_the_roster_is_not_reached(tmp_path: Path, chromium: Path) -> None:
    async with Trap("127.9.0.2") as foreign, Portal({}, OURS) as portal:
        portal.answers = {
            "/": html(
                f"<html><body>{WORDS}<script src='http://127.9.0.2:{foreign.port}/x.js'></script></body></html>"
            )
        }
        fence = Fence(allowed=networks(ONLY_OURS), sites=sites_of([portal.url("/")]))
        async with (
            an_opener(tmp_path, browser=chromium, fence=fence) as opener,
            opener.turn(portal.url("/")) as turn,
        ):
            await turn.open_in_browser(portal.url("/"), shows=lambda page: False, patience=1)

    assert foreign.reached == []


async def test_a_dead_proxy_is_our_own_fault_and_nothing_goes_around_it(
    tmp_path: Path, chromium: Path
) -> None:
    async with (
        Portal({"/": html(WORDS)}, OURS) as portal,
        an_opener(tmp_path, browser=chromium, allow_addresses=ONLY_OURS) as opener,
    ):
        await opener.open_in_browser(portal.url("/"))
        asked = len(portal.asked)
        await opener.egress.close()
        with pytest.raises(OwnFault):
            await opener.open_in_browser(portal.url("/"))

    assert len(portal.asked) == asked


@pytest.fixture
def bypass() -> Iterator[None]:
    """Chromium as Playwright starts it when told to leave loopback out of the proxy."""
    name = "PLAYWRIGHT_DISABLE_FORCED_CHROMIUM_PROXIED_LOOPBACK"
    os.environ[name] = "1"
    yield
    del os.environ[name]


@pytest.mark.usefixtures("bypass")
async def test_an_open_fence_ends_the_run_before_anything_is_asked(tmp_path: Path, chromium: Path) -> None:
    async with (
        Portal({"/": html(WORDS)}, OURS) as portal,
        an_opener(tmp_path, browser=chromium, allow_addresses=ONLY_OURS) as opener,
    ):
        with pytest.raises(FenceOpen, match="browser"):
            await opener.open_in_browser(portal.url("/"))

    assert [asked.path for asked in portal.asked] == ["/robots.txt"]


async def test_the_proxy_serves_nobody_else() -> None:
    async with (
        Portal({"/": html(WORDS)}, OURS) as portal,
        Proxy(Door(Fence(allowed=networks(ONLY_OURS)))) as proxy,
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(f"GET {portal.url('/')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        status = (await reader.readline()).split()[1]
        writer.close()

    assert (status, portal.asked) == (b"407", [])


@pytest.mark.parametrize("by_tunnel", [False, True], ids=["GET", "CONNECT"])
async def test_a_connection_ends_when_the_tab_that_asked_is_gone(by_tunnel: bool) -> None:
    """Portals keep connections open; a proxy that waits for them to let go has none left for the next portal."""
    async with (
        Portal({"/": html(WORDS)}, OURS) as portal,
        Proxy(Door(Fence(allowed=networks(ONLY_OURS)))) as proxy,
        asyncio.timeout(10),
    ):
        with proxy.pass_for_one() as shown:
            reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            if by_tunnel:
                writer.write(asking(shown, f"CONNECT {OURS}:{portal.port}"))
                await reader.readuntil(b"\r\n\r\n")
            writer.write(asking(shown, "GET /" if by_tunnel else f"GET {portal.url('/')}"))
            status = (await reader.readuntil(b"\r\n\r\n")).split()[1]
            writer.close()
            await portal.has_been_left()

    assert status == b"200"


def asking(shown: Pass, line: str) -> bytes:
    """A request by one who has a pass."""
    return f"{line} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: {shown.shown}\r\n\r\n".encode()


async def test_a_flood_of_connections_leaves_other_windows_theirs() -> None:
    waits = asyncio.Event()

    async def waiting(asked: Asked) -> Reply:
        await waits.wait()
        return Reply(status=204)

    async with (
        Portal({"/": waiting}, OURS) as flooded,
        Portal({"/": html(WORDS)}, "127.9.0.2") as portal,
        Proxy(Door(Fence(allowed=networks(ONLY_OURS)))) as proxy,
        contextlib.AsyncExitStack() as opened,
        asyncio.timeout(20),
    ):
        greedy, modest = (opened.enter_context(proxy.pass_for_one()) for _ in range(2))
        for _ in range(2 * MOST_AT_ONCE):
            _, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            opened.callback(writer.close)
            writer.write(asking(greedy, f"GET {flooded.url('/')}"))
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        opened.callback(writer.close)
        writer.write(asking(modest, f"GET {portal.url('/')}"))
        status = (await reader.readline()).split()[1]
        at_once = flooded.most_at_once
        waits.set()

    assert (status, at_once <= MOST_AT_ONCE) == (b"200", True)
