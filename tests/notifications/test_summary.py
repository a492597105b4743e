"""The summary as files: what stands on each page, and what must not."""

import csv
import gc
import io
import json
import re
from dataclasses import replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from models.assessment import Standing
from models.change import About
from models.words import Language
from notifications.dossier import Case
from notifications.register import Register
from notifications.summary import agency_page, cases
from tests.notifications.chromium import files
from tests.notifications.season import (
    BALANCE,
    FOR_REVIEW,
    OFFICES,
    OUR_READING,
    ROWS,
    change,
    papers,
    season,
)

FILES = files()
HTML = {path: LexborHTMLParser(text) for path, text in FILES.items() if path.endswith(".html")}
COUNTS = {standing: sum(row.standing is standing for row in ROWS) for standing in Standing}
SUSPECTED = [row for row in ROWS if row.standing is Standing.SUSPECTED]
OPEN = [path for path in FILES if "operators/" not in path]


def text_of(path: str) -> str:
    return " ".join(HTML[path].body.text(separator=" ").split())


def test_every_agency_has_a_page_in_both_languages():
    def page(code: str, standing: Standing) -> str:
        return f"{'operators/' if standing is Standing.SUSPECTED else ''}agencies/{code}.html"

    agencies = {f"{folder}{page(row.code, row.standing)}" for row in ROWS for folder in ("", "en/")}

    assert {path for path in HTML if "agencies/" in path} == agencies


def test_every_link_and_download_leads_to_a_file_or_place_of_ours():
    broken = []
    for path, page in HTML.items():
        for anchor in page.css("a"):
            address = anchor.attributes["href"]
            if address.startswith(("http://", "https://")) or "=" in address:
                continue
            file, _, place = address.partition("#")
            target = normpath(join(dirname(path), unquote(file))) if file else path
            fine = target in FILES and (not place or HTML[target].css_first(f'[id="{place}"]'))
            broken += [] if fine else [(path, address)]

    assert broken == []


def test_every_page_links_its_twin_in_the_other_language():
    for path, page in HTML.items():
        [twin] = page.css("a[hreflang]")
        target = normpath(join(dirname(path), twin.attributes["href"]))

        assert target == (path.removeprefix("en/") if path.startswith("en/") else f"en/{path}")
        assert page.css_first("html").attributes["lang"] != twin.attributes["hreflang"]


def standings_in(file: str) -> list[str]:
    if file.endswith("csv"):
        return [row["standing"] for row in csv.DictReader(io.StringIO(FILES[file].removeprefix("\ufeff")))]
    return [json.loads(line)["standing"] for line in FILES[file].splitlines()]


@pytest.mark.parametrize(
    "file", ["status.csv", "status.jsonl", "operators/status.csv", "operators/status.jsonl"]
)
def test_the_same_numbers_stand_in_every_file(file):
    said = standings_in(file)

    assert {standing: said.count(standing) for standing in Standing} == COUNTS


@pytest.mark.parametrize("path", ["index.html", "en/index.html"])
def test_the_counts_add_up_on_the_first_page(path):
    page = HTML[path]
    tiles = [int(tile.css_first("b").text()) for tile in page.css(".tile")]
    listed = {s: len(page.css(f"tbody tr .k-{s}")) for s in Standing}
    [bar] = page.css("section > .bar")
    last_day = [int(cell.text()) for cell in page.css("details table tr")[-1].css("td")]

    assert tiles[0] == sum(tiles[1:]) == len(ROWS) == sum(int(r.attributes["width"]) for r in bar.css("rect"))
    assert listed == COUNTS | {Standing.SUSPECTED: 0}
    assert sorted(tiles[1:]) == sorted(COUNTS.values()) == sorted(last_day)
    assert f"{COUNTS[Standing.SUSPECTED]}" in page.css_first(".hidden-ones").text()


@pytest.mark.parametrize("grid", ["regions", "offices"])
def test_every_grid_adds_up_to_the_whole(grid):
    table = HTML["index.html"].css_first(f"section[aria-labelledby={grid}] table")
    columns = [[cell.text(strip=True) for cell in row.css("td")] for row in table.css("tbody tr")]
    numbers = [[int(n) if n.isdigit() else 0 for n in (row[0], *row[3:])] for row in columns]

    assert [sum(each) for each in zip(*numbers, strict=True)] == [len(ROWS), *(COUNTS[s] for s in _order())]
    assert all(row[0] == sum(row[1:]) for row in numbers)


def test_no_row_of_the_grid_is_a_region_whose_agencies_are_all_suspected():
    listed = season()
    own = {row.code for row in SUSPECTED}
    moved = tuple(replace(a, region="990177") if a.code in own else a for a in listed.agencies)
    found = files(replace(listed, agencies=moved, regions={**listed.regions, "990177": "青坞镇"}))
    grid = LexborHTMLParser(found["index.html"]).css("section[aria-labelledby=regions] tbody tr")
    last = [cell.text() for cell in (*grid[-1].css("th"), *grid[-1].css("td"))]

    assert [path for path in found if "operators/" not in path and "青坞镇" in found[path]] == []
    assert last[:2] == ["其余地区", str(len(own))]
    assert sum(int(row.css_first("td").text()) for row in grid) == len(ROWS)


def test_an_office_whose_agencies_are_all_suspected_is_named_on_no_open_page():
    listed = season()
    own = {row.code for row in SUSPECTED}
    moved = tuple(replace(a, oversight="990177-zwgk") if a.code in own else a for a in listed.agencies)
    found = files(replace(listed, agencies=moved))
    grid = LexborHTMLParser(found["index.html"]).css("section[aria-labelledby=offices] tbody tr")
    last = [cell.text() for cell in (*grid[-1].css("th"), *grid[-1].css("td"))]
    calendars = {"due.ics", "en/due.ics"}  # how many owe a report, whoever they are

    assert {p for p in found if "operators/" not in p and "990177-zwgk" in found[p]} == calendars
    assert last[:2] == ["其余办公室", str(len(own))]
    assert "请勿对外引用" in found["operators/offices/990177-zwgk.html"]
    assert all("offices/990177-zwgk.html" in found[f"operators/agencies/{code}.html"] for code in own)


def _order() -> list[Standing]:
    return [
        Standing(re.search(r"k-(\w+)", e.attributes["class"])[1])
        for e in HTML["index.html"].css(".tile [class^=k-]")
    ]


def test_offices_have_pages_with_their_own_agencies_and_a_paragraph_to_paste():
    city, county = HTML["offices/990100-zwgk.html"], HTML["offices/990121-zwgk.html"]

    assert [len(page.css(".rows tbody tr")) for page in (city, county)] == [18, 6]
    said = city.css_first("blockquote").text()
    assert "其中时限已到的 18 个，按时公布" in said
    assert "曾发布，现不可访问的单位 1 个：" in said


def test_an_agency_of_no_known_office_is_not_lost():
    listed = season()
    orphan = replace(listed.agencies[0], oversight="")
    found = files(replace(listed, agencies=(orphan, *listed.agencies[1:])))

    assert "未指定主管办公室" in found["index.html"]
    assert any(orphan.name in text for path, text in found.items() if path.startswith("offices/x"))


@pytest.mark.parametrize(
    "fact",
    [
        "逾期发布", "逾期 2–3 天", "法定时限 2026-01-31", "网站标注的发布日期 2026-02-02", "首次检索到 2026-02-03 09:00",
        "最近未检索到 2026-02-02 09:00", "最近一次完整巡查 2026-02-05 08:30", "网址内含日期 2026-01-28 t20260128",
        "采信的日期及理由 采信页面标注的日期 2026-02-02；2026-02-02 09:00 尚未检索到，2026-02-03 09:00 首次检索到",
        "标题年份 2024 与正文统计年份 2025 不一致", "应为 2025 实为 2024", "国办公开办函〔2021〕30号", "收支平衡 arithmetic.balance",
        "continuity.carried-in 未取得上一年度报告", "符合的项目 1 presence.table", "状况 即将到期 逾期发布",
        "http://990100-05.portal.example/zfxxgk/nb/", "vault/99/01/", "我方所见 2026-02-02 09:00 – 2026-02-03 09:00",
        "chunxun evidence 990100-05 --year 2025 --out 990100-05.wacz", "三、收到和处理政府信息公开申请情况",
        "（七）总计 · 自然人 3 2", "表三（依申请公开），4 格", "2024 0 3 3 0", "2025 2 3 3 0",
    ],
)  # fmt: skip
def test_an_agency_page_shows_what_is_known(fact):
    assert fact in text_of("agencies/990100-05.html")


def test_what_was_there_from_the_first_is_said_to_lie_between_no_two_looks():
    page = text_of("agencies/990100-09.html")

    assert "我方所见 ≤ 2026-01-29 09:00 不晚于此次巡查出现" in page
    assert "在这两次巡查之间出现" not in page


@pytest.mark.parametrize(
    ("code", "offered"),
    [
        ("990100-01", ""),  # in time, nothing found
        ("990100-02", "整改通知书"),  # in time, a balance that fails
        ("990100-05", "整改通知书"),  # late
        ("990100-07", "催办函"),  # overdue
        ("990100-09", "整改通知书"),  # gone
        ("990100-14", ""),  # could not be verified
        ("990100-19", ""),  # exempt
        ("990121-05", "催办函"),  # due soon
    ],
)
def test_a_letter_is_offered_where_there_is_something_to_write(code: str, offered: str):
    said = {each.css_first("dt").text(): each for each in HTML[f"agencies/{code}.html"].css(".pairs > div")}
    letters = [name for name, each in said.items() if "chunxun letter" in each.text()]

    assert letters == ([offered] if offered else [])


def test_a_finding_and_the_cell_it_points_at_lead_to_each_other():
    page = HTML["agencies/990100-05.html"]
    [defect] = [each for each in page.css(".defects > li") if "新收" in each.text()]
    [place] = [a for a in defect.css("a") if a.attributes["href"].startswith("#")]
    hit = page.css_first(f'[id="{place.attributes["href"][1:]}"]')

    assert place.attributes["href"] == "#applications.new.natural"
    assert "hit" in hit.attributes["class"]
    assert f"#{defect.attributes['id']}" in [mark.attributes["href"] for mark in hit.css("a.mark")]


def test_a_blank_cell_is_no_zero_and_says_so():
    blank = HTML["agencies/990100-05.html"].css_first("table.form td.blank")

    assert blank.text(strip=True) == "空白"


@pytest.mark.parametrize(
    "path", [p for p in OPEN if p.endswith((".html", ".atom", ".csv", ".jsonl", ".ics"))]
)
def test_what_only_operators_may_see_stands_nowhere_else(path):
    doubted = [
        v.findings[0].message.said_in(lang) for v in (OUR_READING, FOR_REVIEW) for lang in ("zh", "en")
    ]
    names = [part for row in SUSPECTED for part in (row.name, row.code)]

    assert [each for each in (*doubted, *names) if each in FILES[path]] == []


def test_operators_see_who_is_suspected_and_what_is_for_review():
    front, review = text_of("operators/index.html"), text_of("operators/review-990100-zwgk.html")

    assert [row.name for row in SUSPECTED if row.name not in front or row.why.zh not in front] == []
    assert [v for v in (OUR_READING, FOR_REVIEW) if v.findings[0].message.zh not in review] == []
    assert BALANCE.findings[0].message.zh not in review


def test_a_suspicion_that_ended_leaves_no_trace():
    row = next(row for row in ROWS if row.name == "云汀市审计局")
    moves = [
        ("", "due_soon"),
        ("due_soon", "suspected"),
        ("suspected", "unknown"),
        ("unknown", "suspected"),
        ("suspected", "on_time"),
    ]
    listed = season()
    steps = tuple(
        replace(change(row, About.STANDING, "standing", old, new), id=100 + n)
        for n, (old, new) in enumerate(moves)
    )
    found = files(replace(listed, changes=(*listed.changes, *steps)))
    history = LexborHTMLParser(found[f"agencies/{row.code}.html"]).css_first(
        "section[aria-labelledby=history]"
    )
    told = [[c.text() for c in r.css("td")[1:3]] for r in history.css("tbody tr")]

    assert told == [["无法核验", "已按时发布"], ["即将到期", "无法核验"], ["—", "即将到期"]]
    assert "待核实" not in history.text()


def test_looks_that_bring_the_same_stand_together_latest_first():
    looks = [
        look.text(separator=" ", strip=True) for look in HTML["agencies/990100-05.html"].css(".looks .when")
    ]

    assert looks == ["2026-02-03 09:00 – 2026-02-05 08:30 2 次", "2026-01-20 09:00 – 2026-02-02 09:00 5 次"]


def test_an_absence_before_the_due_date_is_drawn_without_alarm():
    page = HTML["agencies/990100-07.html"]
    strokes = {path.attributes["class"]: path.attributes["d"].count("M") for path in page.css(".tick")}

    assert strokes == {"tick pale": 3, "tick red": 4}


def test_what_could_not_be_verified_has_its_page_and_reasons():
    said = text_of("unverified.html")
    in_doubt = [row for row in ROWS if row.standing is Standing.UNKNOWN]

    assert [row.name for row in in_doubt if row.name not in said or row.why.zh not in said] == []
    assert "未能核验不表示未发布" in said


def test_a_column_not_read_to_its_end_is_listed_though_the_agency_published():
    rows = tuple(
        replace(row, outcome=ROWS[14].outcome) if row.name == "云汀市审计局" else row for row in ROWS
    )
    found = LexborHTMLParser(files(season(rows=rows))["unverified.html"])

    assert "云汀市审计局" in found.css("section")[1].text()


def test_no_page_says_more_than_was_seen():
    assert [
        p
        for p in HTML
        if re.search(
            "未发布|未公布|未公开", text_of(p).replace("不表示未发布", "").replace("不等于未公开", "")
        )
    ] == []


def test_a_rehearsal_is_marked_on_every_page():
    rehearsed = files(season(clock_set=True))

    assert [p for p in HTML if 'class="rehearsal"' not in rehearsed[p]] == []
    assert [p for p in HTML if 'class="rehearsal"' in FILES[p]] == []


def test_a_code_unfit_for_a_file_name_still_gets_a_page_inside_the_folder():
    codes = ["../../etc/passwd", "a b?#", "年报", "CON/..", "x" * 300]
    rows = tuple(replace(row, code=code) for row, code in zip(ROWS, codes, strict=False))

    paths = list(files(season(rows=rows)))

    assert len({p for p in paths if p.startswith("agencies/")}) == len(codes)
    assert [
        p
        for p in paths
        if not re.fullmatch(
            r"(en/)?((operators/)?agencies/|offices/|operators/)?[A-Za-z0-9_-]+\.(html|csv|jsonl|atom|ics)", p
        )
    ] == []


def test_links_to_portals_carry_no_referrer_and_only_web_addresses():
    portals = [a for page in HTML.values() for a in page.css("a") if a.attributes["href"].startswith("http")]

    assert len(portals) > 2 * len(ROWS)
    assert {a.attributes["rel"] for a in portals} == {"noopener noreferrer nofollow"}


def test_a_page_leaves_nothing_behind_that_only_a_search_for_cycles_would_free():
    """The summary is written without that search: thousands of pages would fill the memory."""
    register = Register(season=season(), offices=OFFICES, language=Language.ZH)
    made = list(cases(register, papers()))
    agency_page(made[0], register)

    # Other threads of the process may leave something behind at any time; a page that does so does it every time.
    assert min(_left_behind(made, register) for _ in range(3)) == 0


def _left_behind(made: list[Case], register: Register) -> int:
    gc.collect()
    gc.disable()
    try:
        for case in made:
            agency_page(case, register)
        return gc.collect()
    finally:
        gc.enable()


def test_every_table_has_a_caption_and_scoped_headings():
    bare = [
        path for path, page in HTML.items() for table in page.css("table") if not table.css_first("caption")
    ]
    loose = [
        p
        for p, page in HTML.items()
        for head in page.css("th")
        if head.attributes.get("scope") not in ("col", "row")
    ]

    assert (bare, loose) == ([], [])
