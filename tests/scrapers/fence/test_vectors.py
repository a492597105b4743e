"""Nothing a page does makes our Chromium reach a forbidden place: TCP or UDP, in any way we know of."""

import contextlib
from pathlib import Path

import pytest

from scrapers.errors import PortalFault
from scrapers.opener import Opener
from tests.scrapers.fence import vectors
from tests.scrapers.fence.trap import Trap
from tests.scrapers.portal import Asked, Portal, Reply, an_opener, html

OURS = "127.9.0.1"
SHUT = "127.10.0.1"
ONLY_OURS = ("127.9.0.0/16",)
# In pages of their own: a download that begins stops the scripts behind it.
PAGES = {"/markup": tuple(vectors.MARKUP), "/scripts": tuple(vectors.SCRIPTS)}
# Where the place is opened a page comes through by so many of them; the rest need a user, a certificate, or UDP.
AT_LEAST = 26


def away(asked: Asked) -> Reply:
    return Reply(status=302, headers={"Location": asked.path.partition("to=")[2]})


async def open_all(opener: Opener, portal: Portal, trap: Trap) -> None:
    """Let Chromium show the pages long enough for everything on them to have been tried."""
    there = f"http://{trap.host}:{trap.port}"
    pages = {path: html(vectors.page(names, portal.url(""), there)) for path, names in PAGES.items()}
    portal.answers = {**portal.answers, "/away": away, **pages}
    for path in PAGES:
        async with opener.turn(portal.url(path)) as turn:
            with contextlib.suppress(PortalFault):
                await turn.open_in_browser(portal.url(path), shows=lambda page: False, patience=3)


async def test_no_way_leads_to_a_forbidden_place(tmp_path: Path, chromium: Path) -> None:
    async with (
        Trap(SHUT) as trap,
        Portal({}, OURS) as portal,
        an_opener(tmp_path, browser=chromium, allow_addresses=ONLY_OURS, timeout=10) as opener,
    ):
        await open_all(opener, portal, trap)

    assert trap.reached == []


async def test_the_same_page_comes_through_where_the_place_is_opened(tmp_path: Path, chromium: Path) -> None:
    async with (
        Trap(SHUT) as trap,
        Portal({}, OURS) as portal,
        an_opener(tmp_path, browser=chromium, timeout=10) as opener,
    ):
        await open_all(opener, portal, trap)

    assert len(trap.paths) >= AT_LEAST, sorted(trap.paths)
    assert "udp" not in trap.paths  # no datagram leaves, wherever it goes


@pytest.mark.parametrize("name", vectors.NAVIGATIONS)
async def test_a_page_cannot_send_our_browser_there(tmp_path: Path, chromium: Path, name: str) -> None:
    async with Trap(SHUT) as trap:
        text, headers, status = vectors.leaving(name, f"http://{trap.host}:{trap.port}")
        async with (
            Portal({"/": Reply(body=text.encode(), headers=headers, status=status)}, OURS) as portal,
            an_opener(tmp_path, browser=chromium, allow_addresses=ONLY_OURS) as opener,
            opener.turn(portal.url("/")) as turn,
        ):
            with pytest.raises(PortalFault):
                await turn.open_in_browser(portal.url("/"), shows=lambda page: False, patience=2)

    assert trap.reached == []
