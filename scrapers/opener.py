"""Opening pages with manners: through the gate, as robots.txt asks, one request at a time a host, everything kept."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urldefrag, urlsplit

from models.exchange import Exchange
from scrapers import gate, http, robots
from scrapers.again import NOT_MODIFIED, Held
from scrapers.door import Door
from scrapers.egress import Proxy
from scrapers.errors import (
    Blocked,
    NeedsBrowser,
    Partial,
    PortalFault,
    Unreachable,
    VaultDamaged,
)
from scrapers.hearing import Heard, told_time
from scrapers.manners import Manners
from scrapers.pace import Host, Nothing
from scrapers.page import Page, absolute, page_of_bytes
from scrapers.tripwire import Tripwire
from scrapers.turn import Turn
from scrapers.vault import Vault

if TYPE_CHECKING:
    from scrapers.browser.chromium import Chromium

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_HOPS = 5
LONGEST_COMPARED = 20_000  # characters of what a host shows for nothing


class Opener:
    """Every page we ask for passes here. Use as an async context manager; many visits may share one."""

    def __init__(self, manners: Manners, vault: Vault, clock: Callable[[], datetime]) -> None:
        self.manners = manners
        self.vault = vault
        self.clock = clock
        self.door = Door(manners.fence)
        self.egress = Proxy(self.door)
        self._servers: dict[str, str] = {}  # the address of each host
        self._hosts: dict[str, Host] = {}  # by address
        self._client = http.new_client(
            user_agent=manners.user_agent,
            headers=manners.headers,
            door=self.door,
            timeout=manners.timeout,
        )
        self._chromium: Chromium | None = None

    async def __aenter__(self) -> Self:
        await self._prove_fenced()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()
        if self._chromium is not None:
            await self._chromium.close()

    @contextlib.asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[Turn]:
        """One visit's turn at a host: nobody else visits it meanwhile, and its browser window is its own."""
        host = await self.host_at(url)
        async with host.visit, contextlib.AsyncExitStack() as windows:
            yield Turn(self, windows)

    async def open(
        self, url: str, *, form: Mapping[str, str] | None = None, held: Mapping[str, Held] | None = None
    ) -> Page:
        """The page at an address, after redirects, whatever its status; kept in the vault.

        A form is sent by POST. What is `held` of an address is asked for only if it has changed. Raises the PortalFault that kept a page from coming, or VaultFull.
        """
        target = urldefrag(url).url
        hops: list[Exchange] = []
        for _ in range(MOST_HOPS + 1):
            await self.permit(target)
            asked_at = self.clock()
            kept = held.get(target) if held and form is None else None
            answer, body = (
                await self._ask_again(target, kept) if kept else (await self._ask(target, form), None)
            )
            hop = _exchange(target, form, answer, asked_at)
            if kept is not None and body is not None:
                return self._page(url, target, kept.unchanged(answer, body), (*hops, hop))
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                return await self.keep(self._page(url, target, answer, (*hops, hop)))
            hops.append(replace(hop, sha256=await asyncio.to_thread(self.vault.keep, answer.body)))
            form = form if answer.status in (307, 308) else None
            target = _next_hop(target, location)
        raise Unreachable(f"重定向超过 {MOST_HOPS} 次", f"more than {MOST_HOPS} redirects")

    async def open_in_browser(self, url: str) -> Page:
        """The page as a Chromium shows it after its scripts had their time. Takes a turn of its own."""
        async with self.turn(url) as turn:
            return await turn.open_in_browser(url, shows=_has_text, patience=self.manners.script_wait)

    async def shown_for_nothing(self, url: str) -> Nothing | None:
        """What a host shows, as if it were well, for an address that cannot exist; None where it answers as it should.

        Asked once a host and run, and kept.
        """
        host, origin = await self.host_at(url), gate.host_of(url)
        async with host.asking_nothing:
            if origin not in host.nothing:
                host.nothing[origin] = await self._ask_nothing(url)
            return host.nothing[origin]

    async def _ask_nothing(self, url: str) -> Nothing | None:
        try:
            page = await self.open(url)
        except PortalFault:
            return None
        if page.status != 200:
            return None
        return Nothing(
            url=url, at=page.fetched_at, sha256=page.sha256, text=page.visible_text[:LONGEST_COMPARED]
        )

    async def heard(self, url: str) -> Heard:
        """What a canary says of our line and of our clock: one request, nothing kept."""
        try:
            answer = await self._ask(url, None)
        except Partial:
            return Heard(answered=True)
        except (Unreachable, Blocked):
            return Heard(answered=False)
        location = absolute(url, answer.headers.get("location", "")) if answer.status in REDIRECTS else None
        own = location is None or gate.is_same_site(url, location)
        return Heard(answered=answer.status < 500 and own, time=told_time(answer.headers) if own else None)

    async def permit(self, url: str) -> None:
        """Raise unless the gate lets the address through and the host's robots.txt does not object."""
        self.door.judge_url(url)
        (await self._rules(url)).judge(url)

    async def _rules(self, url: str) -> robots.Rules:
        parts, host = urlsplit(url), await self.host_at(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with host.asking_rules:
            if origin not in host.rules:
                host.rules[origin] = rules = await self._ask_rules(f"{origin}/robots.txt")
                host.delay = max(host.delay, rules.delay)
            return host.rules[origin]

    async def _ask_rules(self, url: str) -> robots.Rules:
        for _ in range(MOST_HOPS + 1):
            answer = await self._ask(url, None)
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                return robots.read_rules(answer.status, answer.body)
            url = _next_hop(url, location)
        return robots.Rules()  # RFC 9309 §2.3.1.2: beyond five hops there are none

    async def _ask_again(self, url: str, held: Held) -> tuple[http.Answer, bytes | None]:
        """The answer, and the bytes held where it says that they are still the same."""
        answer = await self._ask(url, None, held.conditions)
        if answer.status != NOT_MODIFIED:
            return answer, None
        try:
            return answer, await asyncio.to_thread(self.vault.read, held.sha256)
        except (FileNotFoundError, VaultDamaged):
            return await self._ask(url, None), None

    async def _ask(
        self, url: str, form: Mapping[str, str] | None, conditions: Mapping[str, str] | None = None
    ) -> http.Answer:
        self.door.judge_url(url)
        host = await self.host_at(url)
        async with host.paced(self.manners.host_delay):
            answer = await http.fetch(
                self._client,
                url,
                form=form,
                conditions=conditions,
                deadline=self.manners.timeout,
                max_bytes=self.manners.max_bytes,
            )
            host.heed(answer.status, answer.headers, self.clock())
        return answer

    def chromium(self) -> "Chromium":
        """The one Chromium of this opener. Raises NeedsBrowser where there is none."""
        if self.manners.browser is None:
            raise NeedsBrowser(
                "页面须由浏览器打开，但没有可用的 Chromium（CHUNXUN_BROWSER）",
                "the page needs a browser, and there is no Chromium (CHUNXUN_BROWSER)",
            )
        if self._chromium is None:
            # Here, for it is a tenth of a second and 7 MB that most visits do without.
            from scrapers.browser.chromium import Chromium

            self._chromium = Chromium(
                self.manners.browser,
                signature=self.manners.user_agent,
                headers=self.manners.headers,
                egress=self.egress,
            )
        return self._chromium

    def reached(self, url: str) -> str:
        """Whom Chromium reached last under the host of an address, as our own door knows; empty: nobody."""
        return self.egress.peers.get(f"{gate.host_of(url)}:{_port(url)}", "")

    async def _prove_fenced(self) -> None:
        """Raise FenceOpen if a request of ours reaches our own machine. Chromium proves the same whenever it starts."""
        async with Tripwire(self.door) as tripwire:
            with contextlib.suppress(PortalFault):
                await http.fetch(self._client, tripwire.url, deadline=5, max_bytes=1000)
            tripwire.judge("HTTP")

    async def keep(self, page: Page) -> Page:
        """The page, its bytes in the vault."""
        if not self.vault.holds(page.sha256, len(page.content)):  # most pages are the same as the day before
            await asyncio.to_thread(self.vault.keep, page.content)
        return page

    async def server_of(self, url: str) -> str:
        """The address that serves a host, asked for once a run; the host's own name where it has none we may reach.

        Many hosts may share one server, and are owed one pause together.
        """
        host = gate.host_of(url)
        if host not in self._servers:
            try:
                self._servers[host] = (await self.door.addresses(host, _port(url)))[0]
            except PortalFault:
                self._servers[host] = host
        return self._servers[host]

    async def host_at(self, url: str) -> Host:
        """What we owe the host of an address."""
        return self._hosts.setdefault(await self.server_of(url), Host())

    def _page(self, url: str, final_url: str, answer: http.Answer, hops: tuple[Exchange, ...]) -> Page:
        return page_of_bytes(
            url=url,
            final_url=final_url,
            status=answer.status,
            headers=answer.headers,
            content=answer.body,
            fetched_at=self.clock(),
            exchanges=hops,
        )


def _exchange(url: str, form: Mapping[str, str] | None, answer: http.Answer, asked_at: datetime) -> Exchange:
    return Exchange(
        url=url,
        asked_at=asked_at,
        status=answer.status,
        method="GET" if form is None else "POST",
        form=tuple(form.items()) if form is not None else (),
        headers=answer.fields,
        peer=answer.peer,
        tls=answer.tls,
    )


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or gate.PORTS.get(parts.scheme, 0)


def _next_hop(url: str, location: str) -> str:
    target = absolute(url, location)
    if target is None:
        gate.judge_url(location)
        raise Unreachable(
            f"重定向地址无法使用：{location[:200]!r}", f"unusable redirect to {location[:200]!r}"
        )
    return target


def _has_text(page: Page) -> bool:
    return len(page.visible_text) >= 200
