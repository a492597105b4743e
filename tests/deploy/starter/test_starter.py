"""The starter roster: importable, unverified, and sending nobody anywhere."""

from collections import Counter
from pathlib import Path

from flows.home import open_home
from flows.roster import import_file
from flows.settings import read_settings
from models.agency import Kind, Level
from scrapers.gate import judge_url
from scrapers.roster import read_roster
from scrapers.roster_doubts import doubts

ROSTER = Path(__file__).parents[3] / "deploy" / "starter" / "roster.csv"
AGENCIES = read_roster(ROSTER.read_bytes(), name=ROSTER.name)


def test_it_is_imported_without_a_bad_row(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)

    words = import_file(settings, ROSTER, dry_run=False, now=None)

    assert words.zh.startswith("已导入 91 个单位：新增 91")
    with open_home(settings) as home:
        assert len(home.store.agencies()) == 91


def test_it_holds_the_state_councils_departments_and_every_province() -> None:
    provinces = [agency for agency in AGENCIES if agency.level is Level.PROVINCE]

    assert Counter(agency.kind for agency in AGENCIES) == {
        Kind.OFFICE: 1,
        Kind.DEPARTMENT: 26 + 1 + 14 + 17,
        Kind.AUTHORISED: 1,
        Kind.GOVERNMENT: 31,
    }
    assert len({agency.region for agency in provinces}) == 31
    assert all(agency.code == f"{agency.region}-ZF" for agency in provinces)


def test_every_row_is_marked_unverified_and_names_no_column() -> None:
    assert all(agency.note.startswith("未核对；") for agency in AGENCIES)
    assert not any(agency.column_url or agency.family for agency in AGENCIES)
    # Beside the columns still to be found, each provincial government's own office is for the operator to add.
    assert {doubt.column for doubt in doubts(AGENCIES)} == {"code", "column_url"}


def test_the_front_pages_are_addresses_of_the_state() -> None:
    pages = [agency.note.partition("首页 ")[2] for agency in AGENCIES if "首页 " in agency.note]
    hosts = [judge_url(page).hostname or "" for page in pages]

    assert len(pages) == 90
    assert all(host.endswith(".gov.cn") for host in hosts)
    assert len(set(hosts)) == len(hosts)
