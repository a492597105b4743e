"""An agency that is held to be overdue says where its report is: the address is opened at once, through all gates."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.decisions import Entry, decide
from flows.home import Home, open_home
from flows.judge import judge_agencies
from flows.offered import look_at_offered
from flows.roster import import_file
from flows.scope import Scope
from flows.settings import read_settings
from flows.visit import visit_portals
from models.assessment import Assessment, Standing
from models.decision import DecisionKind
from models.times import BEIJING
from models.visit import Seen, Sighting
from reports.decisions import Refused
from tests.scrapers.portal import Answers, Portal, Reply, html, listing

COLUMN, OFFERED = "/zfxxgknb/", "/xwzx/t2.html"
LAST = "云溪县水利局2024年政府信息公开工作年度报告"
LISTED = listing(LAST).replace("2026", "2025")  # of last year, and published then
TITLE = "云溪县水利局2025年政府信息公开工作年度报告"
DAY = datetime(2026, 2, 3, 9, tzinfo=BEIJING)
BODY = "".join(
    f"<p>{n}、{'本年度依法公开政府信息，受理申请三件，均已办结。' * 5}</p>" for n in "一二三四五六"
)


def article(title: str) -> Reply:
    return html(f"<html><head><title>{title}</title></head><h1>{title}</h1><div>{BODY}</div></html>")


def a_home(folder: Path, portal: Portal, canaries: Iterable[Portal]) -> Path:
    home = folder / "home"
    home.mkdir()
    (home / "chunxun.toml").write_text(
        'contact = "ops@example.org"\nhost_delay = 0\nallow_addresses = ["127.0.0.0/8"]\nbrowser = "none"\n'
        f"canaries = {[each.url('/') for each in canaries]}\n"
    )
    (home / "people.toml").write_text('[[person]]\nname = "张三"\nrole = "operator"\n')
    roster = folder / "roster.csv"
    roster.write_text(
        f"code,name,kind,level,column_url\na,云溪县水利局,department,county,{portal.url(COLUMN)}\n"
    )
    import_file(read_settings(home), roster, dry_run=False, now=None)
    return home


async def disputed(
    folder: Path, answers: Mapping[str, Answers], offered: Callable[[Portal], str]
) -> tuple[str, Sighting, Assessment]:
    """Three absences make it overdue; then it offers an address. What is said, seen, and judged."""
    well = {"/": html("<html>在线</html>")}
    async with (
        Portal({COLUMN: html(LISTED), **answers}) as portal,
        Portal(well, "127.9.3.1") as one,
        Portal(well, "127.9.3.2") as other,
    ):
        settings = read_settings(await asyncio.to_thread(a_home, folder, portal, (one, other)))
        for day in range(3):
            with open_home(settings, now=DAY + timedelta(days=2 * day)) as home:
                await visit_portals(home, Scope(year=2025))
        with open_home(settings, now=DAY + timedelta(days=5)) as home:
            await judge_agencies(home, 2025)
            assert standing(home).standing is Standing.OVERDUE
            entry = Entry(
                kind=DecisionKind.DISPUTE, agency="a", year=2025, by="张三", reason="已发布", offered=offered(portal)
            )  # fmt: skip
            decision = decide(home, entry)
            said = await look_at_offered(home, decision)
            await judge_agencies(home, 2025)
            return said.zh, home.store.sightings(2025, agency="a")["a"][-1], standing(home)


def standing(home: Home) -> Assessment:
    return next(each for each in home.store.assessments(2025) if each.agency == "a")


def on_the_portal(portal: Portal) -> str:
    return portal.url(OFFERED)


async def test_what_was_offered_and_is_the_report_is_found(tmp_path: Path) -> None:
    said, seen, judged = await disputed(tmp_path, {OFFERED: article(TITLE)}, on_the_portal)

    assert "已检索到该单位 2025 年度报告" in said
    assert (seen.seen, seen.title) == (Seen.PRESENT, TITLE)
    assert judged.standing is Standing.LATE


@pytest.mark.parametrize(
    ("there", "counts"),
    [
        (article("云溪县水利局2024年政府信息公开工作年度报告"), Seen.ABSENT),
        (article("云溪县教育局2025年政府信息公开工作年度报告"), Seen.ABSENT),
        (article("云溪县要闻"), Seen.ABSENT_WEAK),  # whose and of which year it does not say
    ],
    ids=["another year", "another agency", "nobody's"],
)
async def test_what_is_not_the_report_is_left_to_a_person(tmp_path: Path, there: Reply, counts: Seen) -> None:
    said, seen, judged = await disputed(tmp_path, {OFFERED: there}, on_the_portal)

    assert "未能确认是该单位该年度的报告" in said
    assert seen.seen is counts
    assert judged.standing is Standing.OVERDUE  # computed; the dispute lies over it


async def test_while_it_cannot_be_opened_no_absence_counts(tmp_path: Path) -> None:
    said, seen, _ = await disputed(tmp_path, {OFFERED: Reply(status=503)}, on_the_portal)

    assert "未能打开" in said
    assert seen.seen is Seen.ABSENT_WEAK


async def test_an_address_beyond_the_gate_is_not_opened(tmp_path: Path) -> None:
    said, seen, _ = await disputed(tmp_path, {}, lambda portal: "http://169.254.169.254/latest/")

    assert "未能打开" in said
    assert seen.seen is Seen.ABSENT_WEAK


@pytest.mark.parametrize("url", ["ftp://a.example/1", "javascript:alert(1)", "云溪县门户网站", "http://"])
async def test_what_is_no_address_is_refused_and_nothing_kept(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused, match="不是网址"):
        await disputed(tmp_path, {}, lambda portal: url)
