"""`chunxun find-column` over the practice country: the column of the roster is what it proposes."""

import json
from pathlib import Path

import pytest

from deploy.demo.addresses import column_path
from deploy.demo.facts import Portal, land
from deploy.demo.server import Country
from flows.find_column import search_portal
from flows.settings import Settings, read_settings
from tests.deploy.demo.season import STEPS
from tests.flows.command import answered

FOUND = [
    portal
    for portal in land().portals
    if portal.state == "open" and not any(column.lost for column in portal.columns)
]


@pytest.fixture
def settings(country: Country, tmp_path: Path) -> Settings:
    country.write_home(tmp_path)
    return read_settings(tmp_path).model_copy(update={"browser": "none"})


@pytest.mark.parametrize("portal", FOUND, ids=lambda portal: portal.id)
def test_every_open_portals_columns_are_proposed_and_nothing_else(
    country: Country, settings: Settings, portal: Portal
) -> None:
    origin = f"http://{portal.address}:{country.port}"

    search = search_portal(settings, f"{origin}/", now=STEPS[5])

    assert {each.url for each in search.proposals} == {
        origin + column_path(portal.family, column) for column in portal.columns
    }
    assert all(each.reports for each in search.proposals if portal.family != "script")


def test_the_command_says_what_it_found_in_json_and_by_its_exit_status(
    country: Country, settings: Settings
) -> None:
    moment = STEPS[5].isoformat()
    known = (
        f"http://127.77.1.3:{country.port}/",
        f"http://127.77.1.8:{country.port}/",
    )  # vsb, and one that is down

    found, none = (
        answered("find-column", url, "--format", "json", "--now", moment, "--home", settings.home)
        for url in known
    )

    told = json.loads(found.stdout)
    assert (found.returncode, none.returncode) == (0, 1), found.stderr
    assert told["proposals"][0]["url"] == f"http://127.77.1.3:{country.port}/zfxxgk/nb1050.htm"
    assert told["proposals"][0]["why"][-1] == "第一页列有 2 份年度报告"
    assert json.loads(none.stdout)["because"] == "连接被拒绝"


def test_what_is_no_address_is_refused_in_words() -> None:
    refused = answered("find-column", "www.example.gov.cn")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "完整网址" in refused.stderr
