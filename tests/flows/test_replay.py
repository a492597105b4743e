"""Looks made again over the pages they kept: what another adapter would find, lose, or could not say."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.cli import app
from flows.home import Home, open_home
from flows.judge import judge_agencies
from flows.scope import Scope
from flows.settings import Settings
from flows.visit import visit_portals
from models.visit import Via
from scrapers import column
from scrapers.adapters.protocol import Adapter
from scrapers.page import Page, Reading, Step
from tests.flows.test_again import _imported
from tests.scrapers.portal import NOW, Portal, Reply, listing
from tests.scrapers.test_again import BODY, DETAIL, NB, ONE

YEAR = 2025
LOOKS = 3
NOTICE = "云溪县水利局关于防汛的通知"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home whose only agency was looked at thrice, its report found each time, and judged."""
    return asyncio.run(_season(tmp_path))


async def _season(folder: Path) -> Settings:
    pages = {NB: Reply(body=listing(ONE, NOTICE).encode()), DETAIL: Reply(body=BODY)}
    async with Portal(pages) as portal:
        settings = await asyncio.to_thread(_imported, folder, portal.url(NB))
        for day in range(LOOKS):
            with open_home(settings, now=NOW + timedelta(days=day)) as home:
                await visit_portals(home, Scope(year=YEAR))
                await judge_agencies(home, YEAR)
    return settings


class Reread:
    """The adapter installed, but what it reads is changed."""

    def __init__(self, adapter: Adapter, **changes: Any) -> None:
        self._adapter, self._changes = adapter, changes
        self.name = adapter.name

    def recognises(self, page: Page) -> bool:
        return self._adapter.recognises(page)

    def read(self, page: Page) -> Reading:
        reading = self._adapter.read(page)
        links = tuple(link for link in reading.links if self._changes.get("blind_to", "-") not in link.title)
        return replace(reading, links=links, steps=self._changes.get("steps", reading.steps))


def install(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """From now on every page is read by a changed adapter."""
    chosen = column.adapter_for
    monkeypatch.setattr(column, "adapter_for", lambda page: Reread(chosen(page), **changes))


def rehearse(settings: Settings, *options: str) -> Result:
    return CliRunner().invoke(app, ["rehearse", "--home", str(settings.home), "--year", str(YEAR), *options])


def records(settings: Settings) -> list[dict[str, Any]]:
    return [json.loads(line) for line in rehearse(settings, "--format", "json").stdout.splitlines()]


def columns_of(settings: Settings) -> dict[str, int]:
    counted: dict[str, int] = records(settings)[-1]["summary"]["columns"]
    return counted


def test_the_same_adapters_would_see_the_same(settings: Settings) -> None:
    counted = columns_of(settings)

    assert counted["looks"] == 1  # the last of its outcome
    assert {name for name, count in counted.items() if count} == {"looks"}
    assert "栏目：重演访问 1 次，会变 0 次" in rehearse(settings).stdout


def test_a_report_an_adapter_would_lose_is_named_and_turns_its_standing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, blind_to=ONE)

    said = records(settings)
    done = rehearse(settings)

    looks = [each["column"] for each in said if "column" in each]
    assert len(looks) == LOOKS  # one differs, so all are made again
    for each in looks:
        [lost] = each["links"]["lost"]
        assert (lost["title"], each["links"]["found"]) == (ONE, [])
        assert [link["title"] for link in each["candidates"]["lost"]] == [ONE]
        [agency] = each["agencies"]
        assert (agency["agency"], agency["old"]["seen"], agency["lost"]) == ("a", "present", True)
        assert agency["new"]["seen"].startswith("absent")
    [standing] = [each["standing"] for each in said if "standing" in each]
    assert standing["old"]["standing"] != standing["new"]["standing"]
    summary = said[-1]["summary"]
    assert (summary["columns"]["reports_lost"], summary["standings_changed"]) == (LOOKS, 1)
    assert "! a：检索到 → 未检索到" in done.stdout
    assert done.exit_code == 1


def test_a_report_that_would_be_lost_fails_the_rehearsal_though_no_standing_turns(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_home(settings, now=NOW + timedelta(days=LOOKS)) as home:
        exempt = [replace(each, exempt_reason="撤并") for each in home.store.agencies()]
        home.store.import_roster(exempt, at=home.now())
        asyncio.run(judge_agencies(home, YEAR))
    assert rehearse(settings).exit_code == 0
    install(monkeypatch, blind_to=ONE)

    done, summary = rehearse(settings), records(settings)[-1]["summary"]

    assert (summary["standings_changed"], summary["reports_changed"], summary["changelog"]) == (0, 0, False)
    [missed] = summary["reports_missed"]
    assert (missed["agency"], missed["year"], missed["title"]) == ("a", YEAR, ONE)
    assert done.exit_code == 1
    assert "不再检索到或读取的报告 1 份，逐份查明之前不得升级：" in done.stdout
    assert f"  ! 不再检索到：a {YEAR} 「{ONE}」 {missed['url']}" in done.stdout


def test_a_report_found_only_now_is_listed_and_not_guessed_at(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as blind:
        install(blind, blind_to=ONE)
        settings = asyncio.run(_season(tmp_path))

    said = records(settings)

    look = next(each["column"] for each in said if "column" in each)
    assert [link["title"] for link in look["links"]["found"]] == [ONE]
    assert [link["title"] for link in look["candidates"]["found"]] == [ONE]
    assert [each["new"]["seen"] for each in look["agencies"]] == ["listed"]  # its page was not opened then
    assert said[-1]["summary"]["columns"]["reports_found"] == LOOKS


def test_a_page_that_was_not_opened_then_is_never_guessed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, steps=(Step(url="http://127.9.0.1:1/nb/2.html", why="page 2"),))

    said = records(settings)

    [look] = [each["not_replayed"] for each in said if "not_replayed" in each]
    assert "http://127.9.0.1:1/nb/2.html" in look["why"]
    assert (said[-1]["summary"]["columns"]["looks"], said[-1]["summary"]["standings_changed"]) == (0, 0)
    assert "未能重演 1 次" in rehearse(settings).stdout


def test_a_listing_whose_bytes_are_lost_is_counted_apart(settings: Settings) -> None:
    with open_home(settings) as home:
        for each in _opened(home):
            home.vault.path(each).unlink(missing_ok=True)

    counted = columns_of(settings)

    assert (counted["not_replayed"], counted["looks"], counted["reports_lost"]) == (1, 0, 0)


def _opened(home: Home) -> list[str]:
    looks = [home.store.visit(each.id) for each in home.store.visits()]
    return [
        opened.sha256
        for look in looks
        if look is not None
        for opened in look.opened
        if opened.url == look.column_url and opened.via is Via.HTTP
    ]
