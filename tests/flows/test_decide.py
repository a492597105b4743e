"""The form in Prefect's own UI, filled in by a real browser: what is kept, and what is refused and says why."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from flows.home import open_home
from flows.server import Server, recorded_server
from flows.settings import Settings
from models.decision import DecisionKind
from tests.flows.courtroom import YEAR, fill_by_the_clock, settings_in
from tests.prefect_api import Api, asking, eventually

ROOT = Path(__file__).resolve().parents[2]
CODED = {"张三": "ZHANG", "李四": "LI", "王五": "WANG"}
DONE = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home whose people have one-time codes."""
    folder = tmp_path_factory.mktemp("court")
    settings = settings_in(folder)
    people = settings.people_file.read_text()
    (folder / "secrets").mkdir()
    for name, secret in CODED.items():
        people = people.replace(f'name = "{name}"', f'name = "{name}"\ncode = "secret:{secret}"')
        (folder / "secrets" / secret).write_text(pyotp.random_base32())
    settings.people_file.write_text(people)
    fill_by_the_clock(settings)
    return settings


@pytest.fixture(scope="module")
def server(court: Settings) -> Iterator[Server]:
    """`chunxun serve` in that home."""
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "serve",
        "--home",
        str(court.home),
        "--port",
        "0",
        "--summary-port",
        "0",
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as serving:
        found = eventually(
            lambda: recorded_server(court.home), lambda server: server is not None, seconds=240
        )
        assert found is not None
        yield found
        serving.terminate()
        serving.wait(timeout=60)


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[Api]:
    with asking(server) as open_api:
        yield open_api


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Page:
    """Prefect's UI after the login."""
    opened = browser.new_page(viewport={"width": 1280, "height": 1500})
    opened.goto(server.url)
    opened.wait_for_url("**/login**")
    opened.locator("input").first.fill(server.auth)
    opened.keyboard.press("Enter")
    opened.wait_for_url(lambda url: "login" not in url)
    return opened


@pytest.fixture(scope="module")
def form(
    page: Page, server: Server, api: Api, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., dict[str, Any]]:
    """Fill in the form, submit it, wait for the run; pictures of both lie in a folder."""
    pictures = Path(os.environ.get("CHUNXUN_PICTURES") or tmp_path_factory.mktemp("pictures"))
    found = eventually(lambda: _deployment(api), lambda deployment: deployment is not None, seconds=180)

    def fill(name: str, **given: str) -> dict[str, Any]:
        page.goto(f"{server.url}/deployments/deployment/{found['id']}/run")
        for field, value in given.items():
            _enter(page, field, value)
        page.screenshot(path=pictures / f"{name}-form.png")
        before = {run["id"] for run in _runs(api)}
        page.get_by_role("button", name="Submit").click()
        ended: list[dict[str, Any]] = eventually(
            lambda: [r for r in _runs(api) if r["id"] not in before and r["state_type"] in DONE],
            bool,
            seconds=240,
        )
        page.goto(f"{server.url}/runs/flow-run/{ended[0]['id']}")
        page.get_by_text(
            "未作任何改动" if ended[0]["state_type"] == "FAILED" else "Completed"
        ).first.wait_for()
        page.screenshot(path=pictures / f"{name}-run.png")
        return ended[0]

    return fill


def _deployment(api: Api) -> Any:
    return next(
        (d for d in api.ask("/deployments/filter") if d["entrypoint"] == "flows.decide.decide_flow"), None
    )


def _runs(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.ask("/flow_runs/filter", flows={"name": {"any_": ["decide"]}})
    return found


def _enter(page: Page, field: str, value: str) -> None:
    place = _field(page, field)
    if field in {"kind", "to"}:
        place.locator(".p-select-button__icon").click(force=True)  # a click beside it opens and closes again
        page.locator(".p-select-option", has_text=value).first.click()
        return
    if place.get_by_text("int", exact=True).count():
        place.get_by_text("int", exact=True).click()
    place.locator("textarea, input:not([type=radio])").last.fill(value)


def _field(page: Page, name: str) -> Locator:
    label = page.locator(".schema-form-property__label", has_text=re.compile(rf"^{name}( \(Optional\))?$"))
    return page.locator(".schema-form-property").filter(has=label).first


def code(court: Settings, name: str, *, later: int = 0) -> str:
    """The person's code now, or one so many steps later: a code that was given serves no more, whatever came of it."""
    secret = (court.home / "secrets" / CODED[name]).read_text()
    return pyotp.TOTP(secret).at(datetime.now(UTC), counter_offset=later)


def kept(court: Settings) -> list[tuple[DecisionKind, str]]:
    with open_home(court) as home:
        return [(each.kind, each.author) for each in home.store.decisions(YEAR)]


@pytest.mark.slow  # a server, a browser and five runs in processes of their own: over a minute
@pytest.mark.timeout(900)
def test_the_form_decides_and_refuses(court: Settings, form: Callable[..., dict[str, Any]], api: Api) -> None:
    lapse = {"agency": "青石县水利局", "reason": "逐页查看，确未检索到"}
    blank = form("no-reason", kind="登记异议", by="张三", code=code(court, "张三"), agency="a", reason=" ")
    role = form(
        "wrong-role", kind="改定状况", to="已按时发布", by="张三", code=code(court, "张三", later=1), **lapse
    )
    assert kept(court) == []
    first = form("confirm", kind="确认", by="李四", code=code(court, "李四"), **lapse)
    own = form(
        "own-approval",
        kind="复核同意",
        by="李四",
        code=code(court, "李四", later=1),
        approves="1",
        reason="同意",
    )
    assert kept(court) == [(DecisionKind.CONFIRM, "李四")]
    second = form(
        "approval", kind="复核同意", by="王五", code=code(court, "王五"), approves="1", reason="同意"
    )

    for run, said in ((blank, "须写明理由"), (role, "须由审核人作出"), (own, "须由另一人复核")):
        assert run["state_type"] == "FAILED"
        assert said in run["state"]["message"]
        assert "Nothing was kept" in run["state"]["message"]
    assert (first["state_type"], second["state_type"]) == ("COMPLETED", "COMPLETED")
    assert first["name"] == "确认 青石县水利局 李四"
    assert kept(court) == [(DecisionKind.CONFIRM, "李四"), (DecisionKind.APPROVE, "王五")]
    shown = api.ask("/artifacts/filter", artifacts={"key": {"any_": ["decision"]}}, sort="CREATED_DESC")
    assert ["待另一人复核" in each["data"] for each in shown] == [False, True]
    assert "复核：王五" in shown[0]["data"]
