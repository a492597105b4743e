"""Screenshots in a real Chromium: they are kept, they cost no look its outcome, and they accuse nobody."""

import asyncio
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from models.agency import Portal as Column
from models.visit import Candidate, Gate, Link, Outcome, Via, Visit
from scrapers.crawl import look
from scrapers.opener import Opener
from scrapers.pictures import NONE, Pictured
from scrapers.vault import Vault
from tests.scrapers.portal import Asked, Portal, Reply, an_opener, html, listing, names_2025

NB = "/zwgk/nb/"
OLD, NEW = (f"云溪县水利局{year}年政府信息公开工作年度报告" for year in (2024, 2025))
REPORT = html(
    f"<html><body><h1>{NEW}</h1><div id=zoom>{'全年收到政府信息公开申请若干件。' * 40}</div></body></html>"
)
ALL = Pictured(column=True, vanished=True, report=lambda _: True)


async def looked(
    opener: Opener, url: str, pictured: Pictured, *, listing_only: bool = False, known: tuple[Link, ...] = ()
) -> Visit:
    return await look(
        Column(column_url=url, family="", agencies=()),
        opener=opener,
        sought=names_2025,
        wanted=names_2025,
        visit_id="v1",
        known=known,
        listing_only=listing_only,
        pictured=pictured,
    )


def to_browsers(reply: Reply, otherwise: Reply) -> Callable[[Asked], Reply]:
    return lambda asked: reply if "Chrome/" in asked.headers["user-agent"] else otherwise


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, from the picture's head."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


async def test_the_list_and_the_report_are_pictured_after_all_else(chromium: Path, tmp_path: Path) -> None:
    answers = {NB: html(listing(NEW, OLD)), f"{NB}202601/t20260126_1.html": REPORT}
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium) as opener:
        plain = await looked(opener, portal.url(NB), NONE)
        visit = await looked(opener, portal.url(NB), ALL)

    pictures = [opened.screenshot for opened in visit.opened]
    assert [(opened.via, bool(opened.screenshot)) for opened in visit.opened] == [
        (Via.HTTP, False),
        (Via.HTTP, False),
        (Via.BROWSER, True),
        (Via.BROWSER, True),
    ]
    assert [opened.url for opened in visit.opened[:2]] == [opened.url for opened in visit.opened[2:]]
    assert {size_of(Vault(tmp_path).read(picture))[0] for picture in pictures if picture} == {1280}
    assert (visit.outcome, visit.doubts) == (Outcome.COMPLETED, plain.doubts)


async def test_what_the_browser_opened_anyway_is_not_opened_twice(chromium: Path, tmp_path: Path) -> None:
    drawn = html(
        f"<html><body><div id=app></div><script>app.innerHTML = {listing(OLD, OLD + ' ')!r}</script></body></html>"
    )
    async with Portal({NB: drawn}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB), ALL)

    assert [(o.via, bool(o.screenshot)) for o in visit.opened if o.url == portal.url(NB)] == [
        (Via.HTTP, False),
        (Via.BROWSER, True),
    ]


@pytest.mark.parametrize(
    "reply",
    [
        html("<html><body>访问验证</body></html>", status=412),
        html("<html><body><script>while (true) {}</script></body></html>"),
        html("<html><body><script>while (true) alert(1)</script></body></html>"),
        Reply(raw=b""),
        html(f"<html><body>{'文' * 300}<script>Object.defineProperty(document.documentElement, 'scrollHeight', "
             "{get: () => { while (true) {} }})</script></body></html>"),
    ],
    ids=["challenge", "endless", "alerts", "no answer", "hangs when measured"],
)  # fmt: skip
async def test_a_picture_that_fails_costs_the_look_nothing(
    chromium: Path, tmp_path: Path, reply: Reply
) -> None:
    column = to_browsers(reply, html(listing(OLD)))
    async with Portal({NB: column}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        plain = await looked(opener, portal.url(NB), NONE)
        visit = await asyncio.wait_for(looked(opener, portal.url(NB), ALL), 40)

    assert (visit.outcome, visit.reason, visit.listing_complete) == (
        plain.outcome,
        plain.reason,
        True,
    )
    assert (visit.outcome, visit.links, visit.doubts) == (Outcome.COMPLETED, plain.links, plain.doubts)


async def test_a_look_at_the_listing_alone_that_runs_out_of_time_for_its_picture_stays_as_it_was(
    chromium: Path, tmp_path: Path
) -> None:
    column = to_browsers(Reply(body=b"<html>", drip=True), html(listing(NEW, OLD)))
    async with (
        Portal({NB: column}) as portal,
        an_opener(tmp_path, browser=chromium, portal_deadline=4, timeout=30, script_wait=30) as opener,
    ):
        visit = await looked(opener, portal.url(NB), ALL, listing_only=True)

    assert (visit.outcome, visit.candidates) == (Outcome.COMPLETED, ())
    assert [link.title for link in visit.unopened] == [NEW]


async def test_a_report_that_only_the_browser_lists_lets_no_absence_count(
    chromium: Path, tmp_path: Path
) -> None:
    column = to_browsers(html(listing(OLD, NEW)), html(listing(OLD)))
    async with Portal({NB: column}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        plain = await looked(opener, portal.url(NB), NONE)
        visit = await looked(opener, portal.url(NB), ALL)

    [added] = set(visit.doubts) - set(plain.doubts)
    assert visit.outcome is Outcome.COMPLETED
    assert (added.gate, NEW in added.words.zh) == (Gate.GENUINE, True)


async def test_a_very_tall_page_is_pictured_to_its_limit(chromium: Path, tmp_path: Path) -> None:
    tall = html(listing(OLD, more="<div style='height: 60000px'>底</div>"))
    async with Portal({NB: tall}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB), ALL)

    assert size_of(Vault(tmp_path).read(visit.opened[-1].screenshot)) == (1280, 8000)


@pytest.mark.parametrize(("vanished", "pictured"), [(True, True), (False, False)])
async def test_a_column_that_no_longer_lists_a_known_report_is_pictured(
    chromium: Path, tmp_path: Path, vanished: bool, pictured: bool
) -> None:
    wish = Pictured(column=False, vanished=vanished, report=lambda _: False)
    async with Portal({NB: html(listing(OLD))}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        known = (Link(url=portal.url(f"{NB}gone.html"), title=NEW),)
        visit = await looked(opener, portal.url(NB), wish, known=known)

    assert any(opened.screenshot for opened in visit.opened) is pictured


async def test_a_document_is_never_opened_in_the_browser(chromium: Path, tmp_path: Path) -> None:
    asked: list[Candidate] = []
    wish = Pictured(column=False, vanished=False, report=lambda candidate: not asked.append(candidate))
    pdf = Reply(body=b"%PDF-1.4 " + b"x" * 400, kind="application/pdf")
    async with (
        Portal({NB: html(listing(NEW, OLD)), f"{NB}202601/t20260126_1.html": pdf}) as portal,
        an_opener(tmp_path, browser=chromium) as opener,
    ):
        visit = await looked(opener, portal.url(NB), wish)

    assert {opened.via for opened in visit.opened} == {Via.HTTP}
    assert (len(visit.candidates), asked) == (1, [])


async def test_without_a_chromium_a_look_is_what_it_was(tmp_path: Path) -> None:
    async with Portal({NB: html(listing(OLD))}) as portal, an_opener(tmp_path) as opener:
        visit = await looked(opener, portal.url(NB), ALL)

    assert {opened.via for opened in visit.opened} == {Via.HTTP}
    assert visit.outcome is Outcome.COMPLETED
