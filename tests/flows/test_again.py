"""The second look at a column asks for the report found there only if it has changed."""

import asyncio
from datetime import timedelta
from pathlib import Path

from flows.home import open_home
from flows.roster import import_file
from flows.scope import Scope
from flows.settings import read_settings
from flows.visit import visit_portals
from models.visit import Seen
from tests.scrapers.portal import NOW, Portal
from tests.scrapers.test_again import DETAIL, MARKS, NB, conditional, marked

TOML = 'contact = "ops@example.org"\nhost_delay = 0\nallow_addresses = ["127.0.0.0/8"]\nbrowser = "none"\n'


def test_what_the_last_look_found_is_held_in_the_next(tmp_path: Path) -> None:
    async def looks() -> tuple[list[Seen], list[str]]:
        async with Portal(marked(MARKS[0])) as portal:
            (tmp_path / "chunxun.toml").write_text(TOML)
            roster = tmp_path / "roster.csv"
            roster.write_text(
                f"code,name,kind,level,column_url\na,云溪县水利局,department,county,{portal.url(NB)}\n"
            )
            settings, seen = read_settings(tmp_path), []
            await asyncio.to_thread(import_file, settings, roster, dry_run=False, now=NOW)
            for day in range(3):
                with open_home(settings, now=NOW + timedelta(days=day)) as home:
                    [looked] = await visit_portals(home, Scope(year=2025))
                seen += looked.seen
            return seen, conditional(portal)

    seen, asked = asyncio.run(looks())

    assert seen == [Seen.PRESENT] * 3
    assert asked == [DETAIL]  # at the second look; at the third the bytes themselves
