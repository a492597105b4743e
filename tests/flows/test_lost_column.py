"""A column that moved: the visit says where it may be now, the roster stays as it is."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from flows.home import open_home
from flows.lost_column import with_proposals
from flows.roster import import_file
from flows.scope import Scope
from flows.settings import read_settings
from flows.visit import visit_portals
from models.visit import Outcome, Visit
from tests.scrapers.portal import Answers, Portal, Reply, an_opener, html, listing, looked

OLD, NEW = "/zwgk/zfxxgknb/", "/zfxxgk/ndbg/"
REPORTS = listing("云溪县水利局2025年政府信息公开工作年度报告", "云溪县水利局2024年政府信息公开工作年度报告")
MENU = f"<p>{'云溪县水利局' * 40}</p><a href='{NEW}'>政府信息公开年报</a>"
MOVED: Mapping[str, Answers] = {"/": html(f"<html>{MENU}</html>"), NEW: html(REPORTS)}


async def visited(
    answers: Mapping[str, Answers], folder: Path, *, known: tuple[str, ...] = ()
) -> tuple[Visit, str]:
    """A visit to the old column with its proposals, and the portal's origin."""
    async with Portal(answers) as portal, an_opener(folder) as opener:
        visit = await looked(opener, portal.url(OLD))
        urls = [portal.url(path) for path in known]
        return await with_proposals(visit, opener, known=urls), portal.url("")


@pytest.mark.parametrize(
    ("column", "outcome"),
    [
        (Reply(status=404), Outcome.COLUMN_LOST),
        (html("<html><title>页面不存在</title>您访问的页面不存在</html>"), Outcome.SOFT_404),
        (html(f"<html><p>{'云溪县水利局' * 50}</p></html>"), Outcome.CHANGED),
    ],
    ids=["404", "soft 404", "another page"],
)
async def test_a_lost_column_is_looked_for_and_named(tmp_path: Path, column: Reply, outcome: Outcome) -> None:
    visit, origin = await visited({OLD: column, **MOVED}, tmp_path)

    assert visit.outcome is outcome
    assert f"；可能的新栏目：{origin}{NEW}（列有 2 份年度报告），请核对后修改名录" in visit.reason.zh
    assert f"{origin}{NEW} (lists 2 annual reports)" in visit.reason.en


async def test_a_column_that_the_roster_knows_is_no_news(tmp_path: Path) -> None:
    visit, _ = await visited(MOVED, tmp_path, known=(NEW,))

    assert visit.reason.zh.endswith("从网站首页未找到新的年报栏目，请人工查找")


async def test_a_column_that_was_read_is_left_as_it_is(tmp_path: Path) -> None:
    visit, _ = await visited({OLD: html(REPORTS), **MOVED}, tmp_path)

    assert visit.outcome is Outcome.COMPLETED
    assert "栏目已读到末页" in visit.reason.zh


@pytest.mark.parametrize("listing_only", [False, True])
def test_a_patrol_asks_the_operator_and_changes_nothing(tmp_path: Path, listing_only: bool) -> None:
    async def run() -> tuple[str, str, list[str]]:
        async with Portal(MOVED) as portal:
            home = tmp_path / "home"
            home.mkdir()
            (home / "chunxun.toml").write_text(
                'contact = "ops@example.org"\nhost_delay = 0\nallow_addresses = ["127.0.0.0/8"]\nbrowser = "none"\n'
            )
            roster = tmp_path / "roster.csv"
            roster.write_text(
                f"code,name,kind,level,column_url\na,云溪县水利局,department,county,{portal.url(OLD)}\n"
            )
            settings = read_settings(home)
            await asyncio.to_thread(import_file, settings, roster, dry_run=False, now=None)
            with open_home(settings) as opened:
                visits = await visit_portals(opened, Scope(year=2025, listing_only=listing_only))
                return (
                    visits[0].reason.zh,
                    opened.store.agencies()[0].column_url.removeprefix(portal.url("")),
                    portal.paths(),
                )

    reason, column, paths = asyncio.run(run())

    assert ("可能的新栏目" in reason) is not listing_only
    assert column == OLD
    assert (NEW in paths) is not listing_only
