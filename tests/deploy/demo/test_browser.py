"""In a real Chromium: the list that a script draws, and the guard that a script passes."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from deploy.demo.addresses import column_path
from deploy.demo.facts import land
from deploy.demo.server import Country
from tests.deploy.demo.season import STEPS, at


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    installed = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=installed)
        except Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.mark.parametrize(
    ("portal_id", "title"),
    [
        ("wlj", "2025年云川市文化和旅游局政府信息公开工作年度报告"),
        ("wjw", "云川市卫健委2025年政府信息公开工作年度报告"),
        ("hbj", "云川市生态环境局2025年政府信息公开工作年度报告"),
        ("scjg", "云川市市场监督管理局2025年政府信息公开工作年度报告"),
    ],
)
def test_a_browser_sees_the_list(country: Country, browser: Browser, portal_id: str, title: str) -> None:
    portal = land().portal(portal_id)
    with browser.new_context(extra_http_headers=at(STEPS[2])) as context:
        page = context.new_page()
        page.goto(f"http://{portal.address}:{country.port}{column_path(portal.family, portal.columns[0])}")
        link = page.get_by_role("link", name=title, exact=True)
        link.wait_for(timeout=10_000)

        assert link.count() == 1


def test_the_refusing_portal_stays_blank(country: Country, browser: Browser) -> None:
    portal = land().portal("sfj")
    with browser.new_context(extra_http_headers=at(STEPS[2])) as context:
        page = context.new_page()
        answer = page.goto(f"http://{portal.address}:{country.port}/")

        assert answer is not None
        assert answer.status == 412
        assert page.inner_text("body") == ""
