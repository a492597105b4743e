"""Pages that fight the browser end within their portal's deadline, and their neighbours in the same Chromium are read."""

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from models.visit import Outcome
from tests.scrapers.portal import Answers, Asked, Portal, Reply, an_opener, html, looked, page

NB = "/zwgk/nb/"
DRAWN = {NB: page("generic/drawn.html"), f"{NB}rows.json": page("generic/rows.json", kind="application/json")}
DEADLINE = 20
MENU = "云溪县政府信息公开年报栏目" * 3


def runs(script: str) -> Reply:
    """A column drawn by script, as far as HTTP tells; what the script does is another matter."""
    return html(f'<html><meta charset=utf-8>{MENU}<div id="list"></div><script>{script}</script></html>')


async def never(asked: Asked) -> Reply:
    await asyncio.sleep(3 * DEADLINE)
    return Reply(status=204)


HOSTILE: Mapping[str, Mapping[str, Answers]] = {
    "tabs": {NB: runs("for (;;) window.open(location.href)")},
    "loop": {NB: runs("setTimeout(() => { while (true) {} }, 0)")},
    "alerts": {NB: runs("while (true) alert(1)")},
    "connections": {
        NB: runs(
            "for (let n = 0; n < 400; n++) { fetch('/never/?' + n).catch(() => 0);"
            " try { new WebSocket('ws://' + location.host + '/never/?' + n) } catch (e) {} }"
        ),
        "/never/": never,
    },
}


@pytest.mark.parametrize("answers", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_page_ends_in_time_and_harms_no_neighbour(
    tmp_path: Path, chromium: Path, answers: Mapping[str, Answers]
) -> None:
    async with (
        Portal(answers, "127.9.0.1") as bad,
        Portal(answers, "127.9.0.2") as worse,
        Portal(DRAWN, "127.9.0.3") as good,
        Portal(DRAWN, "127.9.0.4") as late,
        an_opener(tmp_path, browser=chromium, timeout=8, script_wait=5, portal_deadline=DEADLINE) as opener,
    ):
        began = time.monotonic()
        fights = [asyncio.create_task(looked(opener, portal.url(NB))) for portal in (bad, worse)]
        beside = await looked(opener, good.url(NB))
        ended = await asyncio.gather(*fights)
        took = time.monotonic() - began
        after = await looked(opener, late.url(NB))

    assert [visit.outcome for visit in (beside, after)] == [Outcome.COMPLETED] * 2, (
        beside.reason,
        after.reason,
    )
    assert Outcome.COMPLETED not in {visit.outcome for visit in ended}
    assert took < DEADLINE + 15  # a browser's start, which is not the portal's doing


@pytest.mark.parametrize(
    "opens",
    ["for (;;) window.open(location.href)", "setInterval(() => window.open(location.href), 5)"],
    ids=["at once", "by and by"],
)
async def test_what_a_page_opens_beside_itself_asks_its_portal_for_nothing(
    tmp_path: Path, chromium: Path, opens: str
) -> None:
    quick = {"browser": chromium, "timeout": 4, "script_wait": 2}
    async with Portal({NB: runs(opens)}) as portal, an_opener(tmp_path, **quick) as opener:
        await looked(opener, portal.url(NB))

    assert portal.paths() == [NB, NB]  # by HTTP and by browser
