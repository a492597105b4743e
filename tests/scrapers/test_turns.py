"""Many portals at once, one at a time a server."""

import asyncio
from collections import Counter

import pytest

from models.agency import Portal
from scrapers.turns import in_turns


def portals(*urls: str) -> tuple[Portal, ...]:
    return tuple(Portal(column_url=url, family="", agencies=()) for url in urls)


async def server_of(url: str) -> str:
    return url.split("/")[2].split(".", maxsplit=1)[0]


@pytest.mark.parametrize("in_order", [True, False])
async def test_no_server_is_asked_twice_at_once_in_whatever_order_the_list_comes(in_order: bool) -> None:
    urls = [f"http://s{server}.x/{column}" for server in range(5) for column in range(6)]
    at_work: Counter[str] = Counter()
    most: Counter[str] = Counter()
    together = 0

    async def look(portal: Portal) -> str:
        nonlocal together
        server = await server_of(portal.column_url)
        at_work[server] += 1
        most[server] = max(most[server], at_work[server])
        together = max(together, sum(at_work.values()))
        await asyncio.sleep(0)
        at_work[server] -= 1
        return portal.column_url

    chosen = portals(*(urls if in_order else sorted(urls, key=lambda url: url[::-1])))
    seen = [one async for one in in_turns(chosen, server_of=server_of, look=look, at_once=3)]

    assert sorted(seen) == sorted(urls)
    assert set(most.values()) == {1}
    assert together == 3


async def test_a_bug_in_a_look_ends_the_others_and_rises() -> None:
    async def look(portal: Portal) -> str:
        if portal.column_url.endswith("bad"):
            raise ZeroDivisionError
        return portal.column_url

    with pytest.raises(ZeroDivisionError):
        async for _ in in_turns(
            portals("http://a.x/1", "http://b.x/bad"), server_of=server_of, look=look, at_once=2
        ):
            pass


async def test_who_stops_listening_stops_the_work() -> None:
    begun = []

    async def look(portal: Portal) -> str:
        begun.append(portal.column_url)
        await asyncio.sleep(0)
        return portal.column_url

    turns = in_turns(
        portals(*(f"http://s{n}.x/1" for n in range(50))), server_of=server_of, look=look, at_once=2
    )
    async for _ in turns:
        break
    await turns.aclose()

    assert len(begun) < 10
