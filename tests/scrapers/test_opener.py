"""Manners: robots.txt, one request at a time, redirects through the gate, rests."""

import asyncio
import time
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from scrapers.errors import Blocked, Disallowed, Forbidden, NeedsBrowser, Unreachable
from scrapers.line import is_healthy
from tests.scrapers.portal import NOW, Asked, Portal, Reply, an_opener, files_in, html, manners

PAGE = html("<html><body>云溪县</body></html>")


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": to})


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("ops@example.org", "Chunxun/0.1 (+mailto:ops@example.org)"),
        ("https://example.org/bot", "Chunxun/0.1 (+https://example.org/bot)"),
        ("", "Chunxun/0.1"),
    ],
)
def test_the_user_agent_names_us_and_a_contact(contact: str, agent: str) -> None:
    assert manners(contact=contact).user_agent == agent


async def test_what_was_opened_is_kept(tmp_path: Path) -> None:
    async with Portal({"/": PAGE}) as portal, an_opener(tmp_path) as opener:
        page = await opener.open(portal.url("/#top"))

        assert opener.vault.read(page.sha256) == page.content == PAGE.body
    assert (page.url, page.final_url) == (portal.url("/#top"), portal.url("/"))
    assert (page.status, page.media_type, page.charset, page.fetched_at) == (200, "text/html", "utf-8", NOW)


async def test_robots_are_asked_once_a_host_and_obeyed(tmp_path: Path) -> None:
    rules = Reply(body=b"User-agent: *\nDisallow: /secret/\n", kind="text/plain")
    async with (
        Portal({"/robots.txt": rules, "/a": PAGE, "/b": PAGE}) as portal,
        an_opener(tmp_path) as opener,
    ):
        await opener.open(portal.url("/a"))
        await opener.open(portal.url("/b"))
        with pytest.raises(Disallowed, match="/secret/x"):
            await opener.open(portal.url("/secret/x"))

    assert [asked.path for asked in portal.asked] == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404),
        Reply(status=403),
        html("<html><body><a href='/'>首页</a> Disallow 您访问的页面不存在</body></html>"),
        redirect("/robots.txt"),
    ],
    ids=["404", "403", "a page", "a circle"],
)
async def test_a_host_without_rules_may_be_opened(tmp_path: Path, reply: Reply) -> None:
    async with Portal({"/robots.txt": reply, "/": PAGE}) as portal, an_opener(tmp_path) as opener:
        assert (await opener.open(portal.url("/"))).status == 200


@pytest.mark.parametrize("reply", [Reply(status=503), Reply(raw=b"")], ids=["503", "silence"])
async def test_rules_nobody_could_read_are_unreachable_and_asked_for_again(
    tmp_path: Path, reply: Reply
) -> None:
    async with Portal({"/robots.txt": reply, "/": PAGE}) as portal, an_opener(tmp_path) as opener:
        with pytest.raises(Unreachable):
            await opener.open(portal.url("/"))
        portal.answers["/robots.txt"] = Reply(status=404)
        page = await opener.open(portal.url("/"))

    assert page.status == 200
    assert portal.paths() == ["/"]


async def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_after_each(tmp_path: Path) -> None:
    async def slowly(asked: Asked) -> Reply:
        await asyncio.sleep(0.02)
        return PAGE

    answers = {f"/{number}": slowly for number in range(6)}
    async with Portal(answers) as portal, an_opener(tmp_path, host_delay=0.05) as opener:
        began = time.monotonic()
        await asyncio.gather(*(opener.open(portal.url(path)) for path in answers))
        took = time.monotonic() - began

    assert portal.most_at_once == 1
    assert took >= 6 * 0.05 + 6 * 0.02


async def test_different_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async with (
        Portal({"/": PAGE}, "127.9.0.1") as one,
        Portal({"/": PAGE}, "127.9.0.2") as other,
        an_opener(tmp_path, host_delay=0.5) as opener,
    ):
        began = time.monotonic()
        await asyncio.gather(opener.open(one.url("/")), opener.open(other.url("/")))

    assert (
        time.monotonic() - began < 1
    )  # each asks its robots.txt, waits half a second, and asks for its page


async def test_robots_may_ask_for_a_longer_pause(tmp_path: Path) -> None:
    rules = Reply(body=b"User-agent: Chunxun\nCrawl-delay: 0.2\n", kind="text/plain")
    async with Portal({"/robots.txt": rules, "/": PAGE}) as portal, an_opener(tmp_path) as opener:
        await opener.open(portal.url("/"))
        began = time.monotonic()
        await opener.open(portal.url("/"))

    assert time.monotonic() - began >= 0.15


@pytest.mark.parametrize(
    "headers",
    [{"Retry-After": "90"}, {"Retry-After": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, {}],
    ids=["seconds", "date", "unsaid"],
)
async def test_a_host_that_says_too_many_is_left_alone(tmp_path: Path, headers: dict[str, str]) -> None:
    async with Portal({"/": Reply(status=429, headers=headers)}) as portal, an_opener(tmp_path) as opener:
        assert (await opener.open(portal.url("/"))).status == 429
        with pytest.raises(Blocked, match="left alone for"):
            await opener.open(portal.url("/other"))

    assert portal.paths() == ["/"]


@pytest.mark.parametrize(
    ("status", "method"), [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")]
)
async def test_redirects_are_followed_as_each_kind_asks(tmp_path: Path, status: int, method: str) -> None:
    async with Portal({"/a": redirect("b", status), "/b": PAGE}) as portal, an_opener(tmp_path) as opener:
        page = await opener.open(portal.url("/a"), form={"x": "云溪"})

    assert page.final_url == portal.url("/b")
    assert (portal.asked[-1].method, bool(portal.asked[-1].body)) == (method, method == "POST")


async def test_five_redirects_are_followed_and_no_sixth(tmp_path: Path) -> None:
    answers = {f"/{number}": redirect(f"/{number + 1}") for number in range(6)} | {"/6": PAGE}
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        assert (await opener.open(portal.url("/1"))).status == 200
        with pytest.raises(Unreachable, match="more than 5"):
            await opener.open(portal.url("/0"))


@pytest.mark.parametrize(
    "target",
    [
        "http://10.9.9.9/",
        "http://169.254.169.254/latest/",
        "http://127.10.0.1:4200/api",
        "file:///etc/passwd",
        "http://a@b/",
    ],
)
async def test_a_redirect_cannot_lead_where_the_gate_would_not(tmp_path: Path, target: str) -> None:
    async with (
        Portal({"/": redirect(target)}) as portal,
        an_opener(tmp_path, allow_addresses=("127.9.0.0/16",)) as opener,
    ):
        with pytest.raises(Forbidden):
            await opener.open(portal.url("/"))


async def test_without_chromium_a_browser_is_needed(tmp_path: Path) -> None:
    async with Portal({"/": PAGE}) as portal, an_opener(tmp_path) as opener:
        with pytest.raises(NeedsBrowser, match="no Chromium"):
            await opener.open_in_browser(portal.url("/"))


@pytest.mark.parametrize(
    ("canaries", "healthy"),
    [
        ([], None),
        (["/up"], True),
        (["/up", "/up", "/down"], True),
        (["/up", "/down"], False),
        (["/down"], False),
        (["/missing", "/moved"], True),  # the line answered
        (["/login"], False),  # a captive portal answers for everyone
    ],
)
async def test_two_thirds_of_the_canaries_tell_whether_our_line_is_healthy(
    tmp_path: Path, canaries: list[str], healthy: bool | None
) -> None:
    answers = {
        "/up": PAGE,
        "/down": Reply(raw=b""),
        "/moved": redirect("/up"),
        "/login": redirect("http://10.0.0.1/login"),
    }
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        assert await is_healthy(opener, [portal.url(canary) for canary in canaries]) is healthy

    assert files_in(tmp_path) == [], "canaries are not evidence"
