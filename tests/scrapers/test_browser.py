"""A real Chromium against a real server: challenges, drawn lists, hostile pages, and its own death."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from models.visit import Outcome, Via
from scrapers.errors import PortalFault, Unreachable
from scrapers.page import Page
from scrapers.program import find_browser
from scrapers.vault import Vault
from tests.scrapers.portal import (
    FIXTURES,
    Answers,
    Asked,
    Portal,
    Reply,
    an_opener,
    html,
    listing,
    looked,
    page,
)

NB = "/zwgk/nb/"
ONE = "云溪县水利局2025年政府信息公开工作年度报告"
REPORT = page("trs/report.html")
DETAIL = f"{NB}202601/t20260126_1.html"
DRAWN = {NB: page("generic/drawn.html"), f"{NB}rows.json": page("generic/rows.json", kind="application/json")}


def behind_a_challenge(reply: Reply) -> Callable[[Asked], Reply]:
    """412 with a script that sets a cookie and reloads; what was asked for once the cookie is there."""

    def answer(asked: Asked) -> Reply:
        return (
            reply
            if "clearance=1" in asked.headers.get("cookie", "")
            else page("generic/challenge.html", status=412)
        )

    return answer


async def test_a_challenge_that_reloads_itself_is_passed_and_its_pages_are_evidence(
    tmp_path: Path, chromium: Path
) -> None:
    answers = {NB: behind_a_challenge(html(listing(ONE))), DETAIL: behind_a_challenge(REPORT)}
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.listing_complete) == (Outcome.COMPLETED, True), visit.reason
    assert [(opened.outcome, opened.status, opened.via) for opened in visit.opened] == [
        (Outcome.BLOCKED, 412, Via.HTTP),
        (Outcome.COMPLETED, 200, Via.BROWSER),
        (Outcome.BLOCKED, 412, Via.HTTP),
        (Outcome.COMPLETED, 200, Via.BROWSER),
    ]
    assert "412" in visit.opened[1].reason
    [document] = visit.candidates[0].documents
    assert document.via is Via.BROWSER
    assert "本年制发件数" in Vault(tmp_path).read(document.sha256).decode()


@pytest.mark.parametrize("status", [412, 521, 200])
async def test_a_challenge_that_never_passes_is_blocked_and_says_how_long_we_waited(
    tmp_path: Path, chromium: Path, status: int
) -> None:
    hopeless = page("generic/hopeless.html", status=status)
    async with (
        Portal({NB: hopeless}) as portal,
        an_opener(tmp_path, browser=chromium, challenge_wait=0.5) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.BLOCKED
    assert "浏览器等待 0.5 秒后仍未出现" in visit.reason.zh
    assert str(status) in visit.reason.zh
    assert [opened.via for opened in visit.opened] == [Via.HTTP, Via.BROWSER]


@pytest.mark.parametrize("status", [401, 429])
async def test_a_plain_refusal_is_not_tried_again_in_a_browser(
    tmp_path: Path, chromium: Path, status: int
) -> None:
    async with (
        Portal({NB: html("no", status=status)}) as portal,
        an_opener(tmp_path, browser=chromium) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.BLOCKED
    assert portal.paths() == [NB]


async def test_a_list_a_script_draws_is_read(tmp_path: Path, chromium: Path) -> None:
    async with (
        Portal(DRAWN) as portal,
        an_opener(tmp_path, browser=chromium, headers={"X-Practice-Now": "n"}) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.COMPLETED, visit.reason
    assert [link.title for link in visit.links] == ["云溪县审计局2025年政府信息公开工作年度报告"]
    assert visit.opened[1].via is Via.BROWSER
    assert visit.opened[1].reason == "页面由脚本绘制"
    assert {asked.headers.get("x-practice-now") for asked in portal.asked} == {"n"}
    assert (
        "(+mailto:ops@example.org)"
        in next(a for a in portal.asked if "rows.json" in a.path).headers["user-agent"]
    )


async def test_a_list_whose_data_fail_is_a_change_and_never_an_empty_column(
    tmp_path: Path, chromium: Path
) -> None:
    answers = DRAWN | {f"{NB}rows.json": Reply(status=500)}
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium, script_wait=0.6) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.CHANGED
    assert "rows.json" in visit.reason.zh
    assert not visit.listing_complete


async def test_news_beside_an_empty_list_is_not_the_list(tmp_path: Path, chromium: Path) -> None:
    news = "".join(
        f'<p><a href="/a/10000{n}.html">云溪县召开第{n}次春季防火工作会议</a> 2026-01-0{n}</p>'
        for n in range(1, 6)
    )
    answers = {
        NB: html(
            f'<html><meta charset=utf-8><div class="news-list"></div><div>{news}</div><script>1</script></html>'
        )
    }
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium, script_wait=0.5) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.CHANGED
    assert visit.links == ()


async def test_a_script_may_say_that_there_is_nothing(tmp_path: Path, chromium: Path) -> None:
    says = html(
        '<html><meta charset=utf-8><div id="list"></div><script>document.getElementById("list").innerText = "暂无数据"</script></html>'
    )
    async with Portal({NB: says}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.listing_complete) == (Outcome.COMPLETED, True), visit.reason


async def test_a_text_a_script_draws_is_waited_for(tmp_path: Path, chromium: Path) -> None:
    shell = '<html><meta charset=utf-8><div id="zoom"></div><p>{}</p><script>fetch("body.json").then(a => a.text()).then(t => document.getElementById("zoom").innerText = t)</script></html>'
    answers: dict[str, Answers] = {
        NB: html(listing(ONE)),
        DETAIL: html(shell.format("云溪县人民政府版权所有 " * 30)),
        f"{NB}202601/body.json": Reply(
            body=("本年度收到申请三件。" * 30).encode(), kind="text/plain; charset=utf-8"
        ),
    }
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium) as opener:
        [candidate] = (await looked(opener, portal.url(NB))).candidates

    assert candidate.outcome is Outcome.COMPLETED
    assert "本年度收到申请三件" in Vault(tmp_path).read(candidate.documents[0].sha256).decode()


async def test_a_document_is_never_opened_in_the_browser(tmp_path: Path, chromium: Path) -> None:
    answers = {
        NB: html(f'<html><ul><li><a href="/f/2025.pdf">{ONE}</a> 2026-01-20</li></ul></html>'),
        "/f/2025.pdf": page("generic/challenge.html", status=412),
    }
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB))

    assert [candidate.outcome for candidate in visit.candidates] == [Outcome.BLOCKED]
    assert {opened.via for opened in visit.opened} == {Via.HTTP}


async def test_the_browser_loads_no_pictures_and_nothing_from_where_the_gate_forbids(
    tmp_path: Path, chromium: Path
) -> None:
    async with Portal({"/steal": Reply(status=204)}, "127.10.0.1") as inside:
        hostile = (
            f'<img src="/a.png"><iframe src="{inside.url("/steal")}"></iframe>'
            f'<script>fetch("{inside.url("/steal")}").catch(() => 0)</script>'
        )
        body = html(f"<html><body>{'云溪县政府信息公开年报栏目' * 20}{hostile}</body></html>")
        only = ("127.9.0.0/16",)
        async with (
            Portal({NB: body}) as portal,
            an_opener(tmp_path, browser=chromium, allow_addresses=only) as opener,
        ):
            await opener.open_in_browser(portal.url(NB))

    assert inside.asked == []
    assert portal.paths() == [NB]


HANGING = "<html><script>setTimeout(() => { while (true) {} }, 0)</script></html>"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(raw=b""), "the browser says"),
        (Reply(status=302, headers={"Location": NB}), "the browser says"),
        (
            Reply(body=b"%PDF", kind="application/x-thing", headers={"Content-Disposition": "attachment"}),
            "download",
        ),
    ],
    ids=["silence", "circle", "download"],
)
async def test_what_chromium_says_itself_is_never_a_page(
    tmp_path: Path, chromium: Path, reply: Reply, said: str
) -> None:
    async with Portal({NB: reply}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        with pytest.raises(PortalFault, match=said):
            await opener.open_in_browser(portal.url(NB))


async def test_a_page_that_hangs_chromium_ends_and_the_next_one_opens(
    tmp_path: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.browser.window.CALL", 1.5)
    answers = {"/hang/": html(HANGING), **DRAWN}
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium) as opener:
        with pytest.raises(Unreachable, match="not finished"):
            await opener.open_in_browser(portal.url("/hang/"))
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.COMPLETED


async def test_a_chromium_killed_once_is_started_again(tmp_path: Path, chromium: Path) -> None:
    kills = iter([True])

    def kills_once(asked: Asked) -> Reply:
        if (
            "HeadlessChrome" not in asked.headers["user-agent"]
            and "Chrome" in asked.headers["user-agent"]
            and next(kills, False)
        ):
            kill_chromium()
        return page("generic/drawn.html")

    async with Portal(DRAWN | {NB: kills_once}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.COMPLETED, visit.reason
    assert next(kills, "used") == "used"


async def test_a_chromium_that_keeps_dying_is_our_own_fault(tmp_path: Path, chromium: Path) -> None:
    def kills(asked: Asked) -> Reply:
        if "Chrome" in asked.headers["user-agent"]:
            kill_chromium()
        return page("generic/drawn.html")

    async with Portal(DRAWN | {NB: kills}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.OWN_FAULT
    assert "浏览器" in visit.reason.zh


async def test_a_browser_that_is_no_browser_is_our_own_fault(tmp_path: Path) -> None:
    async with Portal(DRAWN) as portal, an_opener(tmp_path, browser=Path("/bin/false")) as opener:
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.OWN_FAULT
    assert "/bin/false" in visit.reason.zh


async def test_a_cancelled_visit_leaves_no_chromium_behind(tmp_path: Path, chromium: Path) -> None:
    entered = asyncio.Event()

    def challenge(asked: Asked) -> Reply:
        if "Chrome" in asked.headers["user-agent"]:
            entered.set()
        return page("generic/hopeless.html", status=412)

    async with (
        Portal({NB: challenge}) as portal,
        an_opener(tmp_path, browser=chromium, challenge_wait=60) as opener,
    ):
        visit = asyncio.create_task(looked(opener, portal.url(NB)))
        async with asyncio.timeout(20):
            await entered.wait()
        visit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visit

    assert chromiums() == {}


def chromiums() -> dict[int, str]:
    """Chromiums started by this very process that still run: process number and mark."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            marks = [
                part
                for part in (entry / "cmdline").read_text(errors="replace").split("\0")
                if part.startswith("--chunxun-run=")
            ]
            if marks and is_ours(int(entry.name)):
                found[int(entry.name)] = marks[0]
    return found


def is_ours(number: int) -> bool:
    """Whether a process descends from this one."""
    while number > 1:
        if number == os.getpid():
            return True
        number = int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    return False


def kill_chromium() -> None:
    for number in chromiums():
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


async def test_many_visits_share_one_chromium_and_no_cookies(tmp_path: Path, chromium: Path) -> None:
    sets = html(
        '<html><script>document.cookie="seen=1;path=/"</script>'
        + "<p>云溪县政府信息公开年报栏目说明文字</p>" * 20
        + "</html>"
    )
    async with Portal({NB: sets}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        for _ in range(2):
            await opener.open_in_browser(portal.url(NB))
        running = chromiums()

    assert len(set(running.values())) == 1
    assert [asked.headers.get("cookie", "") for asked in portal.asked if asked.path == NB] == ["", ""]


async def test_a_worn_chromium_ends_with_its_last_window_and_takes_no_page_along(
    tmp_path: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.browser.chromium.CONTEXTS_A_BROWSER", 1)
    entered, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(asked: Asked) -> Reply:
        if "Chrome" in asked.headers["user-agent"]:
            entered.set()
            await goes_on.wait()
        return page("generic/drawn.html")

    async with (
        Portal(DRAWN | {NB: slow}, "127.9.0.1") as one,
        Portal(DRAWN, "127.9.0.2") as two,
        an_opener(tmp_path, browser=chromium, timeout=10) as opener,
    ):
        first = asyncio.create_task(looked(opener, one.url(NB)))
        async with asyncio.timeout(20):
            await entered.wait()
        second = await looked(opener, two.url(NB))
        goes_on.set()
        visits = (await first, second)
        running = chromiums()

    assert [visit.outcome for visit in visits] == [Outcome.COMPLETED] * 2, [visit.reason for visit in visits]
    assert one.paths().count(NB) == 2  # by HTTP, and once by browser
    assert len(set(running.values())) == 1


async def test_the_page_shown_is_returned_as_drawn(tmp_path: Path, chromium: Path) -> None:
    async with (
        Portal(DRAWN) as portal,
        an_opener(tmp_path, browser=chromium) as opener,
        opener.turn(NB) as turn,
    ):
        shown = await turn.open_in_browser(portal.url(NB), shows=_has_rows, patience=5)

    assert shown.status == 200
    assert (
        shown.content.decode() == shown.text != (FIXTURES / "generic/drawn.html").read_text(encoding="utf-8")
    )


def _has_rows(page: Page) -> bool:
    return page.tree.css_first("li") is not None


def test_a_browser_can_be_set_refused_or_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in (
        "chromium",
        "chromium-headless-shell",
        "chromium_headless_shell-12/chrome-headless-shell-linux64/chrome-headless-shell",
    ):
        program = tmp_path / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)

    assert find_browser("none") is None
    assert find_browser(str(tmp_path / "chromium")) == tmp_path / "chromium"
    assert find_browser(None) == find_browser("") == program
    program.unlink()
    assert find_browser(None) == tmp_path / "chromium-headless-shell"
    (tmp_path / "chromium-headless-shell").unlink()
    assert find_browser(None) == tmp_path / "chromium"
    (tmp_path / "chromium").unlink()
    assert find_browser(None) is None
    with pytest.raises(ValueError, match="CHUNXUN_BROWSER"):
        find_browser(str(tmp_path / "chromium"))


async def test_a_page_chromium_garbles_is_unreadable_and_not_empty(tmp_path: Path, chromium: Path) -> None:
    """UTF-8 that no header and no markup declares is windows-1252 to Chromium."""
    drawn = f'<html><ul id="list"></ul><script>list.innerHTML = `<li><a href="/a/100001.html">{ONE * 3}</a>2026-01-20</li>`</script></html>'
    async with (
        Portal({NB: html(drawn)}) as portal,
        an_opener(tmp_path, browser=chromium, script_wait=0.5) as opener,
    ):
        visit = await looked(opener, portal.url(NB))

    assert visit.outcome is Outcome.UNREADABLE
    assert visit.links == ()


async def test_a_pager_a_script_draws_is_pressed_to_its_end(tmp_path: Path, chromium: Path) -> None:
    async with (
        Portal({NB: page("trs/drawn_pager.html")}) as portal,
        an_opener(tmp_path, browser=chromium) as opener,
    ):
        visit = await looked(opener, portal.url(NB), family="trs")

    assert (visit.outcome, visit.listing_complete) == (Outcome.COMPLETED, True), visit.reason
    assert [link.title[6:11] for link in visit.links] == ["2025年", "2024年", "2023年"]
    assert [(opened.via, opened.reason) for opened in visit.opened[:4]] == [
        (Via.HTTP, ""),
        (Via.BROWSER, "页码由脚本绘制"),
        (Via.BROWSER, "按「下一页」"),
        (Via.BROWSER, "按「下一页」"),
    ]


@pytest.mark.parametrize(
    "control", ['<a href="javascript:;" onclick="0">下一页</a>', "<button>加载更多</button>"]
)
async def test_a_control_that_brings_nothing_leaves_the_listing_cut_short(
    tmp_path: Path, chromium: Path, control: str
) -> None:
    answers = {NB: html(listing(ONE, more=control)), DETAIL: REPORT}
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium, script_wait=0.5) as opener:
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.listing_complete) == (Outcome.PARTIAL, False)
    assert "没有新的条目" in visit.reason.zh
    assert [candidate.outcome for candidate in visit.candidates] == [Outcome.COMPLETED]


async def test_a_list_is_not_whole_while_its_script_still_waits_for_data(
    tmp_path: Path, chromium: Path
) -> None:
    """The menu's news are there at once; the rows come a second later."""

    async def late(asked: Asked) -> Reply:
        await asyncio.sleep(1)
        return page("generic/rows.json", kind="application/json")

    news = '<p><a href="/a/100001.html">关于做好政府信息公开年度报告编制工作的通知</a> 2026-01-05</p>'
    shell = (FIXTURES / "generic/drawn.html").read_text(encoding="utf-8").replace("<ul id", f"{news}<ul id")
    answers: dict[str, Answers] = {NB: behind_a_challenge(html(shell)), f"{NB}rows.json": late}
    async with Portal(answers) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB))

    assert "云溪县审计局2025年政府信息公开工作年度报告" in [
        candidate.link.title for candidate in visit.candidates
    ]


async def test_a_list_timers_draw_in_parts_is_read_to_its_last_row(tmp_path: Path, chromium: Path) -> None:
    """No request is waited for: only that the page has stood still tells that it is whole."""
    years = ", ".join(f'"云溪县水利局{year}年政府信息公开工作年度报告"' for year in (2022, 2023, 2024, 2025))
    drawn = f"""<html><meta charset=utf-8><div class="news-list"><ul id="list"></ul></div><script>
    [{years}].forEach((title, n) => setTimeout(() => list.insertAdjacentHTML("beforeend",
      `<li><a href="202601/t2026012${{n}}_${{n}}.html">${{title}}</a> 2026-01-2${{n}}</li>`), 200 * n))</script></html>"""
    async with Portal({NB: html(drawn)}) as portal, an_opener(tmp_path, browser=chromium) as opener:
        visit = await looked(opener, portal.url(NB))

    assert [link.title[6:11] for link in visit.links] == ["2022年", "2023年", "2024年", "2025年"]


async def test_waiting_for_a_browser_window_does_not_count_against_a_visit(
    tmp_path: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.browser.chromium.TABS", 1)
    hopeless = page("generic/hopeless.html", status=412)
    quick = {"challenge_wait": 1, "portal_deadline": 2.5, "browser": chromium}
    async with (
        Portal({NB: hopeless}, "127.9.0.1") as one,
        Portal({NB: hopeless}, "127.9.0.2") as two,
        Portal({NB: hopeless}, "127.9.0.3") as three,
        an_opener(tmp_path, **quick) as opener,
    ):
        visits = await asyncio.gather(*(looked(opener, portal.url(NB)) for portal in (one, two, three)))

    assert [visit.outcome for visit in visits] == [Outcome.BLOCKED] * 3
    assert all("浏览器等待 1 秒" in visit.reason.zh for visit in visits)
