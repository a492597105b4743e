"""The summary as real Chromium shows it from disk: it fits, it obeys, it runs nobody else's script, anyone can use it."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from models.assessment import Standing
from notifications.summary import POLICY
from tests.notifications.chromium import (
    KINDS,
    browser,
    files,
    hostile_papers,
    hostile_places,
    hostile_rows,
    page,
    site,
    watched,
    write,
)
from tests.notifications.payloads import PAYLOADS
from tests.notifications.season import HARM, ROWS, season

__all__ = ["browser", "page", "site"]  # fixtures

COUNTS = {standing: sum(row.standing is standing for row in ROWS) for standing in Standing}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("name", ["agencies/990100-07.html", "en/data.html"])
def test_a_command_breaks_between_its_words_only_and_is_copied_whole(page: Page, site: Path, name: str):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((site / name).as_uri())
    lines = "e => Math.round(e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight))"
    commands = page.locator("code.command")
    words = page.locator("code.command span")

    assert max(commands.nth(n).evaluate(lines) for n in range(commands.count())) > 1
    assert {words.nth(n).evaluate(lines) for n in range(words.count())} == {1}
    for said in commands.all_inner_texts():
        assert re.fullmatch(r"chunxun( \S+)+ --year 2025( --out \S+)?", said)


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_every_kind_of_page_opens_from_disk_and_fits_its_width(
    page: Page, site: Path, folder: str, width: int
):
    page.set_viewport_size({"width": width, "height": 800})
    for kind in KINDS:
        page.goto((site / folder / kind).as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert (
            page.evaluate("getComputedStyle(document.querySelector('main section')).borderTopWidth") == "1px"
        )
    assert page.trouble == []


# For everyone: axe-core.


def violations(page: Page) -> list[dict[str, object]]:
    return Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response["violations"]


# Every kind of page in every light and width; the language alternates, for it changes nothing but the words.
SIGHTS = [("light", 1280, ""), ("dark", 1280, "en/"), ("light", 390, "en/"), ("dark", 390, "")]


@pytest.fixture(scope="module", params=SIGHTS, ids=lambda sight: "-".join(map(str, sight)))
def sight(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    scheme, width, folder = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    yield watched(context.new_page()), folder
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_violates_wcag(sight: tuple[Page, str], site: Path, kind: str):
    page, folder = sight
    page.goto((site / folder / kind).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in violations(page)] == []
    assert page.trouble == []


def test_axe_finds_what_it_should(page: Page, site: Path):
    """The check itself can fail: pale grey on white, and a field without a name."""
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.querySelector('h1').style.color = '#ccc'")
    page.evaluate("document.querySelector('h1').append(document.createElement('input'))")

    assert {"color-contrast", "label"} <= {violation["id"] for violation in violations(page)}


# The list: sorted, filtered, shared.


EVERYONE = len(ROWS) - COUNTS[Standing.SUSPECTED]


def shown(page: Page, count: int) -> list[str]:
    """The agencies listed, once there are so many: a change of the address is heard a moment after it."""
    rows = page.locator(".rows tbody tr:visible th a")
    expect(rows).to_have_count(count)
    return rows.all_inner_texts()


def test_a_tile_a_cell_and_an_address_list_the_same_agencies(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    shown(page, EVERYONE)
    page.locator("a.tile.red").click()
    shown(page, COUNTS[Standing.OVERDUE])
    page.goto((site / "index.html").as_uri() + "#s=overdue&r=990121")
    in_county = shown(page, 1)

    assert in_county == ["青坞县民政局"]
    assert page.locator("select[name=s]").input_value() == "overdue"
    assert "符合条件 1 家" in page.locator(".tally").inner_text()
    assert page.locator("a[aria-current=true]").all_inner_texts() == ["1"]


def test_a_search_is_kept_in_the_address_and_cleared(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    page.get_by_label("查找单位").fill("民政局")
    found, address = shown(page, 2), page.url
    page.goto("about:blank")
    page.goto(address)
    again = shown(page, 2)
    page.get_by_role("button", name="清除").click()

    assert found == again == ["青坞县民政局", "云汀市民政局"]
    shown(page, EVERYONE)


def test_a_heading_sorts_by_keyboard_and_says_so(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    page.get_by_role("button", name="状况").focus()
    page.keyboard.press("Enter")
    head = page.locator("th[aria-sort]")
    first, first_way = (
        page.locator(".rows tbody tr b").first.get_attribute("class"),
        head.get_attribute("aria-sort"),
    )
    page.keyboard.press("Enter")
    last, other_way = (
        page.locator(".rows tbody tr b").first.get_attribute("class"),
        head.get_attribute("aria-sort"),
    )

    assert (first, first_way) == ("k-overdue", "ascending")
    assert (last, other_way) == ("k-exempt", "descending")


def test_dates_sort_with_the_missing_ones_last(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    column = page.locator(".rows tbody td:nth-child(5)")
    for _ in range(2):
        page.get_by_role("button", name="网站标注").click()
        days = [text for text in column.all_inner_texts() if text != "—"]

        assert column.all_inner_texts()[: len(days)] == days
        assert days in (sorted(days), sorted(days, reverse=True))


def test_without_script_everything_is_there_to_read(browser: Browser, site: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())

    shown(page, EVERYONE)
    assert not page.locator(".sieve").is_visible()
    context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_the_printed_first_page_has_the_chart_and_every_agency(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    page.emulate_media(media="print")

    assert page.locator("svg.chart").is_visible()
    assert not page.locator(".sieve").is_visible()
    shown(page, EVERYONE)
    assert page.pdf()[:5] == b"%PDF-"


# Harm.

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x1b\x7f]")
SHAPE = "[...document.querySelectorAll('*')].map(e => e.tagName + e.getAttributeNames().sort()).join()"


def some_at_a_time(payloads: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [payloads[start : start + len(ROWS)] for start in range(0, len(payloads), len(ROWS))]


@pytest.mark.parametrize(
    "payloads", some_at_a_time((*PAYLOADS, *HARM.values())), ids=lambda some: f"{len(some)}"
)
def test_hostile_text_stays_text_in_a_real_browser(page: Page, tmp_path: Path, payloads: tuple[str, ...]):
    """Names, titles, reasons, findings, cells, addresses: the pages have the shape of harmless ones, and nothing runs."""
    harmless = hostile_places(season(rows=hostile_rows("年报")), "年报")
    harmed = hostile_places(season(rows=hostile_rows(*payloads)), *payloads)
    benign = write(tmp_path / "harmless", files(harmless, hostile_papers("年报")))
    hostile = write(tmp_path / "harmed", files(harmed, hostile_papers(payloads[0])))
    for file in sorted(hostile.rglob("*.html")):
        if "en" in file.parts:
            continue
        page.goto((benign / file.relative_to(hostile)).as_uri())
        shape = page.evaluate(SHAPE)
        page.goto(file.as_uri())

        assert page.evaluate(SHAPE) == shape, file
        assert "49" not in page.locator("main").inner_text()
        assert INVISIBLE.search(file.read_text(encoding="utf-8")) is None, file
    assert page.trouble == []


@pytest.mark.parametrize("payload", HARM.values(), ids=HARM)
def test_hostile_text_breaks_no_layout(page: Page, tmp_path: Path, payload: str):
    page.set_viewport_size({"width": 390, "height": 800})
    harmed = write(tmp_path, files(season(rows=hostile_rows(payload)), hostile_papers(payload)))
    for kind in KINDS:
        page.goto((harmed / kind).as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= 390, kind
    assert page.trouble == []


def test_the_policy_stops_what_escaping_would_miss(page: Page, site: Path, tmp_path: Path):
    """Were a tag ever to slip through, the browser itself refuses to run or fetch it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        canary = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        hole = f'<script>alert(1)</script><img src="{canary}" onerror="alert(2)"><style>body{{display:none}}</style>'
        text = (site / "index.html").read_text(encoding="utf-8")
        (tmp_path / "x.html").write_text(text.replace("<h1>", f"{hole}<h1>"), encoding="utf-8")

        page.goto((tmp_path / "x.html").as_uri())

        with pytest.raises(BlockingIOError):  # nobody called
            listener.accept()
    assert [said for said in page.trouble if said in {"1", "2"}] == []
    assert page.locator("h1").is_visible()
    assert "unsafe" not in POLICY
