"""Every connection is resolved once, judged, and made to the address that was judged."""

import pytest

from scrapers.door import Door
from scrapers.errors import Forbidden, Unreachable
from scrapers.gate import Fence, networks
from tests.scrapers.portal import Portal, Reply

LOOPBACK = Fence(allowed=networks(("127.9.0.0/16",)))


def known(*answers: tuple[str, ...]) -> tuple[Door, list[str]]:
    """A door whose names resolve to these answers in turn, and the names it was asked for."""
    asked: list[str] = []
    left = list(answers)

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return left.pop(0) if len(left) > 1 else left[0]

    return Door(LOOPBACK, resolve), asked


async def test_a_name_that_leads_inside_is_refused_although_it_looks_public() -> None:
    with pytest.raises(Forbidden):
        await Door(Fence()).addresses("localhost", 80)


async def test_a_name_nobody_knows_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="does not resolve"):
        await Door(Fence()).addresses("no-such-host.invalid", 80)


async def test_one_closed_address_among_several_closes_the_name() -> None:
    door, _ = known(("127.9.0.1", "10.0.0.1"))

    with pytest.raises(Forbidden):
        await door.addresses("portal.gov.cn", 80)


async def test_what_was_judged_is_what_is_reached() -> None:
    async with Portal({"/": Reply(body=b"ours")}) as portal:
        door, asked = known(("127.9.0.1",), ("10.0.0.1",))
        _, writer = await door.connect("portal.gov.cn", portal.port)
        reached = writer.get_extra_info("peername")[0]
        writer.close()

    assert (reached, asked) == ("127.9.0.1", ["portal.gov.cn"])


async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    async with Portal({}) as portal:
        door, _ = known(("127.9.9.9", "127.9.0.1"))
        _, writer = await door.connect("portal.gov.cn", portal.port)
        reached = writer.get_extra_info("peername")[0]
        writer.close()

    assert reached == "127.9.0.1"


async def test_a_name_with_no_address_that_answers_is_unreachable() -> None:
    door, _ = known(("127.9.9.9",))

    with pytest.raises(Unreachable, match="no connection"):
        await door.connect("portal.gov.cn", 9)
