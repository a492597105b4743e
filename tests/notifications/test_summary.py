"""The summary as files, and as real Chromium shows them from disk."""

import csv
import io
import json
import re
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from models.assessment import Standing
from models.words import Words
from notifications.summary import POLICY, pages
from tests.notifications.season import FOR_REVIEW, HARM, OFFICES, OUR_READING, ROWS, Row, season

FILES = dict(pages(season(), offices=OFFICES))
HTML = {path: LexborHTMLParser(text) for path, text in FILES.items() if path.endswith(".html")}
KINDS = ["index.html", "unverified.html", "agencies/990100-05.html", "agencies/990121-02.html"]
COUNTS = {standing: sum(row.standing is standing for row in ROWS) for standing in Standing}


def text_of(path: str) -> str:
    return " ".join(HTML[path].body.text(separator=" ").split())


def test_every_agency_has_a_page_in_both_languages():
    names = {f"{folder}agencies/{row.code}.html" for row in ROWS for folder in ("", "en/")}
    tops = {f"{folder}{top}.html" for top in ("index", "unverified") for folder in ("", "en/")}

    assert set(FILES) == names | tops | {"status.csv", "status.jsonl"}


def test_every_link_of_our_own_leads_to_a_file_of_ours():
    broken = []
    for path, page in HTML.items():
        for anchor in page.css("a"):
            address = anchor.attributes["href"]
            if not address.startswith(("http://", "https://", "#")):
                target = normpath(join(dirname(path), unquote(address)))
                broken += [] if target in FILES else [(path, address)]

    assert broken == []


def test_every_page_links_its_twin_in_the_other_language():
    for path, page in HTML.items():
        [twin] = page.css("a[hreflang]")
        target = normpath(join(dirname(path), twin.attributes["href"]))

        assert target == (path.removeprefix("en/") if path.startswith("en/") else f"en/{path}")
        assert page.css_first("html").attributes["lang"] != twin.attributes["hreflang"]


@pytest.mark.parametrize("path", ["index.html", "en/index.html"])
def test_the_counts_add_up_on_every_page_and_in_the_data(path):
    page = HTML[path]
    tiles = [int(tile.css_first("b").text()) for tile in page.css("label.tile")]
    shown = {s: len(page.css(f"tbody tr.s-{s}")) for s in Standing}
    bar = [int(rect.attributes["width"]) for rect in page.css("svg.bar rect")]
    from_csv = [
        row["standing"] for row in csv.DictReader(io.StringIO(FILES["status.csv"].removeprefix("\ufeff")))
    ]
    from_json = [json.loads(line)["standing"] for line in FILES["status.jsonl"].splitlines()]

    assert tiles[0] == sum(tiles[1:]) == sum(bar) == len(ROWS)
    assert shown == COUNTS
    assert sorted(tiles[1:]) == sorted(COUNTS.values())
    assert {s: from_csv.count(s) for s in Standing} == {s: from_json.count(s) for s in Standing} == COUNTS


def test_the_overview_groups_agencies_by_office():
    headings = [heading.text(strip=True) for heading in HTML["index.html"].css(".group h2")]

    assert headings == ["云汀市政务公开办公室（20 家）", "青坞县政务公开办公室（6 家）"]


def test_an_agency_of_no_known_office_is_not_lost():
    listed = season()
    orphan = replace(listed.agencies[0], oversight="")
    found = dict(pages(replace(listed, agencies=(orphan, *listed.agencies[1:])), offices=OFFICES))

    assert "未指定主管办公室（1 家）" in found["index.html"]


@pytest.mark.parametrize(
    "fact",
    [
        "逾期发布", "逾期 2–3 天", "法定时限 2026-01-31", "网站标注的发布日期 2026-02-02", "首次检索到 2026-02-03 09:00",
        "最近未检索到 2026-02-02 09:00", "最近一次完整巡查 2026-02-05 08:30", "网址内含日期 2026-01-28 t20260128",
        "采信的日期及理由 采信页面标注的日期 2026-02-02；2026-02-02 09:00 尚未检索到，2026-02-03 09:00 首次检索到",
        "标题年份 2024 与正文统计年份 2025 不一致", "应为 2025 实为 2024", "国办公开办函〔2021〕30号", "收支平衡 arithmetic.balance",
        "continuity.carried-in 未取得上一年度报告", "符合的项目 1 项：presence.table", "状况 即将到期 逾期发布",
        "http://990100-05.portal.example/zfxxgk/nb/", "vault/99/01/",
    ],
)  # fmt: skip
def test_an_agency_page_shows_what_is_known(fact):
    assert fact in text_of("agencies/990100-05.html")


def test_findings_that_may_be_our_own_mistake_stand_apart():
    before, _, after = text_of("agencies/990100-05.html").partition("须人工复核（内部）")

    assert [v.rule for v in (OUR_READING, FOR_REVIEW) if v.findings[0].message.zh in before] == []
    assert [v.rule for v in (OUR_READING, FOR_REVIEW) if v.findings[0].message.zh not in after] == []


def test_looks_are_listed_latest_first():
    looks = [look.text() for look in HTML["agencies/990100-05.html"].css(".looks .when")]

    assert len(looks) == 7
    assert looks == sorted(looks, reverse=True)


def test_an_absence_before_the_due_date_is_not_shown_in_red():
    looks = HTML["agencies/990100-07.html"].css(".looks li")
    red = [look.css_first(".when").text() for look in looks if look.attributes["class"] == "red"]

    assert red == ["2026-02-05 08:30", "2026-02-03 09:00", "2026-02-02 09:00", "2026-02-01 09:00"]


def test_what_could_not_be_verified_has_its_page_and_reasons():
    said = text_of("unverified.html")
    in_doubt = [row for row in ROWS if row.standing in {Standing.UNKNOWN, Standing.SUSPECTED}]

    assert [row.name for row in in_doubt if row.name not in said or row.why.zh not in said] == []
    assert "未能核验不表示未发布" in said


def test_a_column_not_read_to_its_end_is_listed_though_the_agency_published():
    rows = tuple(
        replace(row, outcome=ROWS[14].outcome) if row.name == "云汀市审计局" else row for row in ROWS
    )
    found = LexborHTMLParser(dict(pages(season(rows=rows), offices=OFFICES))["unverified.html"])

    assert "云汀市审计局" in found.css("section")[2].text()


def test_the_suspected_are_marked_internal():
    for row in ROWS:
        said = text_of(f"agencies/{row.code}.html")
        assert ("证据尚不足，须继续核实。仅供内部使用" in said) == (row.standing is Standing.SUSPECTED)
    assert "请勿对外引用" in text_of("index.html")


def test_no_page_says_more_than_was_seen():
    assert [p for p in HTML if "未发布" in text_of(p).replace("不表示未发布", "")] == []


def test_a_rehearsal_is_marked_on_every_page():
    rehearsed = dict(pages(season(clock_set=True), offices=OFFICES))

    assert [p for p in HTML if 'class="rehearsal"' not in rehearsed[p]] == []
    assert [p for p in HTML if 'class="rehearsal"' in FILES[p]] == []


def test_a_code_unfit_for_a_file_name_still_gets_a_page_inside_the_folder():
    codes = ["../../etc/passwd", "a b?#", "年报", "CON/..", "x" * 300]
    rows = tuple(replace(row, code=code) for row, code in zip(ROWS, codes, strict=False))

    paths = [path for path, _ in pages(season(rows=rows), offices=OFFICES)]

    assert len(set(paths)) == len(paths) == 2 * (len(codes) + 2) + 2
    assert [
        p for p in paths if not re.fullmatch(r"(en/)?(agencies/)?[A-Za-z0-9_-]+\.(html|csv|jsonl)", p)
    ] == []


def test_links_to_portals_carry_no_referrer_and_only_web_addresses():
    portals = [a for page in HTML.values() for a in page.css("a") if a.attributes["href"].startswith("http")]

    assert len(portals) > 2 * len(ROWS)
    assert {a.attributes["rel"] for a in portals} == {"noopener noreferrer nofollow"}


# Colours.


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        full = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
        parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes() -> list[dict[str, str]]:
    css = re.search(r"<style>(.*?)</style>", FILES["index.html"], re.DOTALL).group(1)
    roots = re.findall(r":root\{(.*?)\}", css, re.DOTALL)[:2]
    light, dark = (dict(re.findall(r"--([\w-]+):#([0-9a-f]+)", root)) for root in roots)
    return [light, light | dark]


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(palette):
    tones = ["red", "orange", "violet", "amber", "grey", "blue", "green", "pale"]
    pairs = [(tone, f"{tone}-bg") for tone in tones]
    pairs += [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("card", "paper", "pale-bg")]
    pairs += [("on-head", "head"), ("ink", "blue-bg"), ("soft", "blue-bg")]

    weak = [(a, b) for a, b in pairs if contrast(palette[a], palette[b]) < 4.5]

    assert weak == []


# In real Chromium, from disk.


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found)
        yield running
        running.close()


def write(folder: Path, rows: tuple[Row, ...]) -> Path:
    for path, text in pages(season(rows=rows), offices=OFFICES):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("summary"), ROWS)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any dialog, request beyond the disk, or complaint of the browser is kept."""
    context = browser.new_context()
    opened = context.new_page()
    opened.trouble = []
    opened.on("dialog", lambda dialog: (opened.trouble.append(dialog.message), dialog.dismiss()))
    opened.on("console", lambda message: opened.trouble.append(message.text))
    opened.on("pageerror", lambda error: opened.trouble.append(str(error)))
    opened.on(
        "request", lambda r: None if r.url.startswith(("file:", "data:")) else opened.trouble.append(r.url)
    )
    yield opened
    context.close()


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_every_kind_of_page_opens_from_disk_and_fits_its_width(page, site, folder, width):
    page.set_viewport_size({"width": width, "height": 800})
    for kind in KINDS:
        page.goto((site / folder / kind).as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (
            page.evaluate("getComputedStyle(document.querySelector('main section')).borderTopWidth") == "1px"
        )
    assert page.trouble == []


def test_a_tile_shows_its_agencies_alone_by_keyboard_too(page, site):
    page.goto((site / "index.html").as_uri())
    rows = page.locator(".group tbody tr:visible")
    everyone = rows.count()

    page.locator("label[for=pick-overdue]").click()
    overdue = rows.count()
    page.keyboard.press("ArrowRight")
    withdrawn = rows.count()

    assert (everyone, overdue, withdrawn) == (len(ROWS), COUNTS[Standing.OVERDUE], COUNTS[Standing.WITHDRAWN])


SHAPE = "[...document.querySelectorAll('*')].map(e => e.tagName + e.getAttributeNames().sort()).join()"


def hostile(payload: str) -> tuple[Row, ...]:
    """Every text that comes from outside says this."""
    words = Words(payload, payload)

    def harmed(row: Row) -> Row:
        verdicts = tuple(
            replace(
                verdict,
                because=verdict.because and words,
                findings=tuple(
                    replace(
                        f,
                        message=words,
                        where=payload,
                        expected=f.expected and payload,
                        actual=f.actual and payload,
                    )
                    for f in verdict.findings
                ),
            )
            for verdict in row.verdicts
        )
        return replace(row, name=payload, title=payload, why=words, verdicts=verdicts)

    return tuple(map(harmed, ROWS))


@pytest.mark.parametrize("payload", HARM.values(), ids=HARM)
def test_hostile_text_stays_text_in_a_real_browser(page, site, tmp_path, payload):
    harmed = write(tmp_path, hostile(payload))
    for kind in KINDS:
        page.goto((site / kind).as_uri())
        benign = page.evaluate(SHAPE)
        page.goto((harmed / kind).as_uri())

        assert page.evaluate(SHAPE) == benign
        assert "49" not in page.locator("h1").inner_text()
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.trouble == []


def test_the_policy_stops_what_escaping_would_miss(page, tmp_path):
    """Were a tag ever to slip through, the browser itself refuses to run or fetch it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        canary = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        hole = f'<script>alert(1)</script><img src="{canary}" onerror="alert(2)"><style>body{{display:none}}</style>'
        (tmp_path / "x.html").write_text(FILES["index.html"].replace("<h1>", f"{hole}<h1>"), encoding="utf-8")

        page.goto((tmp_path / "x.html").as_uri())

        with pytest.raises(BlockingIOError):  # nobody called
            listener.accept()
    assert [said for said in page.trouble if said in {"1", "2"}] == []
    assert page.locator("h1").is_visible()
    assert "unsafe" not in POLICY
