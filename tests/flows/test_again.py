"""The second look at a column asks for the report found there only if it has changed."""

import asyncio
from datetime import timedelta
from pathlib import Path

from flows.home import open_home
from flows.roster import import_file
from flows.scope import Scope
from flows.settings import Settings, read_settings
from flows.visit import visit_portals
from models.visit import Seen
from tests.scrapers.portal import NOW, Portal, Reply, listing
from tests.scrapers.test_again import BODY, DETAIL, MARKS, NB, ONE, conditional, marked

TOML = 'contact = "ops@example.org"\nhost_delay = 0\nallow_addresses = ["127.0.0.0/8"]\nbrowser = "none"\n'


def _imported(home: Path, column: str) -> Settings:
    """Settings of a home whose roster has one agency with this column."""
    (home / "chunxun.toml").write_text(TOML)
    roster = home / "roster.csv"
    roster.write_text(f"code,name,kind,level,column_url\na,云溪县水利局,department,county,{column}\n")
    settings = read_settings(home)
    import_file(settings, roster, dry_run=False, now=NOW)
    return settings


def test_what_the_last_look_found_is_held_in_the_next(tmp_path: Path) -> None:
    async def looks() -> tuple[list[Seen], list[str]]:
        async with Portal(marked(MARKS[0])) as portal:
            settings, seen = await asyncio.to_thread(_imported, tmp_path, portal.url(NB)), []
            for day in range(3):
                with open_home(settings, now=NOW + timedelta(days=day)) as home:
                    [looked] = await visit_portals(home, Scope(year=2025))
                seen += looked.seen
            return seen, conditional(portal)

    seen, asked = asyncio.run(looks())

    assert seen == [Seen.PRESENT] * 3
    assert asked == [DETAIL]  # at the second look; at the third the bytes themselves


LAST_YEAR = DETAIL.replace("_1.html", "_2.html")
FORMER = BODY.replace(b"2025", b"2024")
BOTH = "2025-01-26".join(listing(ONE, ONE.replace("2025", "2024")).rsplit("2026-01-26", 1)).encode()


def test_last_years_report_is_opened_again_after_thirty_days_and_a_quiet_change_is_kept(
    tmp_path: Path,
) -> None:
    async def looks() -> list[int]:
        opened = []
        async with Portal({NB: Reply(body=BOTH), DETAIL: Reply(body=BODY)}) as portal:
            settings = await asyncio.to_thread(_imported, tmp_path, portal.url(NB))
            for day in (0, 1, 29, 31, 32):
                portal.answers |= {LAST_YEAR: Reply(body=FORMER + b" " * day)}
                portal.asked.clear()
                with open_home(settings, now=NOW + timedelta(days=day)) as home:
                    await visit_portals(home, Scope(year=2025))
                opened += [day] if LAST_YEAR in [each.path for each in portal.asked] else []
        return opened

    opened = asyncio.run(looks())
    with open_home(read_settings(tmp_path), now=NOW + timedelta(days=40)) as home:
        found = home.store.sightings(2024)["a"]

    assert opened == [0, 31]
    assert len({each.document for each in found}) == 2
