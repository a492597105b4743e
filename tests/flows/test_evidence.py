"""`chunxun evidence` over the practice country: a WACZ that opens, holds every look, and says what it lacks."""

import asyncio
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from deploy.demo.server import Country
from flows.doctor import _vault
from flows.evidence import write_evidence
from flows.home import open_home
from flows.judge import judge_agencies
from flows.scope import Scope
from flows.settings import Settings, read_settings
from flows.visit import visit_portals
from flows.whole import Unwritable
from models.words import Language
from scrapers.roster import read_roster
from scrapers.vault import Vault
from tests.deploy.demo.season import STEPS
from tests.flows.command import answered
from tests.wacz import Opened, valid

YEAR = 2025
LOOKS = STEPS[-4:]
ABSENT, FOUND, DOWN = "990100-SW", "990100-GA", "990100-SJ"
ATTACHED = "990100-TJ"  # its page holds nothing but a link to a PDF
SHARING = ("990102-MZ", "990102-JY")
NEVER = "990121-CZ"


@pytest.fixture(scope="module")
def looked(country: Country, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home whose few agencies were looked at four times after the due date, and judged."""
    folder = tmp_path_factory.mktemp("evidence")
    country.write_home(folder)
    settings = read_settings(folder)
    roster = read_roster((folder / "roster.csv").read_bytes(), name="roster.csv")
    wanted = [agency for agency in roster if agency.code in {ABSENT, FOUND, DOWN, ATTACHED, *SHARING}]
    with open_home(settings, now=LOOKS[0]) as home:
        home.store.import_roster(wanted, at=LOOKS[0])
    for step in LOOKS:
        with open_home(settings, now=step) as home:
            asyncio.run(visit_portals(home, Scope(year=YEAR)))
            asyncio.run(judge_agencies(home, YEAR))
    with open_home(settings, now=LOOKS[-1]) as home:
        home.store.import_roster([a for a in roster if a.code == NEVER], at=LOOKS[-1])
    return settings


def written(settings: Settings, agency: str, file: Path) -> Opened:
    with open_home(settings, now=LOOKS[-1]) as home:
        write_evidence(home, YEAR, agency, file)
    return valid(file)


def standing_of(package: Opened) -> str:
    [manifest] = package.lines("evidence/manifest.json")
    return str(manifest["standing"]["standing"])


def test_an_absent_report_leaves_every_look_at_the_list_and_the_words_as_of(
    looked: Settings, tmp_path: Path
) -> None:
    package = written(looked, ABSENT, tmp_path / "absent.wacz")

    looks = package.lines("evidence/visits.jsonl")
    [manifest] = package.lines("evidence/manifest.json")
    column, name = looks[0]["column_url"], manifest["agency"]["name"]
    listed = {link["title"] for entry in package.lines("evidence/listings.jsonl") for link in entry["links"]}
    assert standing_of(package) == "overdue"
    assert [look["sighting"]["seen"] for look in looks] == ["absent"] * 4
    assert all(look["line_healthy"] and look["listing_complete"] and look["listed"] for look in looks)
    assert listed
    assert not [title for title in listed if f"{name}2025年" in title]
    answers = [record for record in package.records if record.url == column and record.kind != "resource"]
    assert len(answers) == 4
    assert package.package["mainPageUrl"] == column
    assert f"截至 {LOOKS[-1]:%Y-%m-%d} 09:00" in package.content["evidence/readme.txt"].decode("utf-8-sig")


def test_a_found_report_is_in_it_byte_by_byte(looked: Settings, tmp_path: Path) -> None:
    package = written(looked, FOUND, tmp_path / "found.wacz")

    [manifest] = package.lines("evidence/manifest.json")
    report = manifest["standing"]["document"]
    whole = [record for record in package.records if record.kind != "revisit"]
    kept = Vault(looked.vault_folder)
    url = manifest["standing"]["report_url"]
    assert [record.digest for record in whole if (record.url, record.kind) == (url, "response")] == [
        f"sha256:{report}"
    ]
    for record in whole:
        assert record.body == kept.read(record.digest.removeprefix("sha256:"))
    assert len([page for page in package.pages if page["url"] == url]) == 4
    assert package.package["mainPageUrl"] == url


def test_an_attached_report_replays_from_the_link_on_its_page(looked: Settings, tmp_path: Path) -> None:
    package = written(looked, ATTACHED, tmp_path / "attached.wacz")

    [manifest] = package.lines("evidence/manifest.json")
    report = manifest["standing"]["document"]
    whole = {record.url: record for record in package.records if record.kind == "response"}
    article = whole[manifest["standing"]["report_url"]]
    link = LexborHTMLParser(article.body).css_first('a[href$=".pdf"]')
    assert link is not None
    attached = whole[urljoin(article.url, link.attributes["href"] or "")]
    assert (attached.status, attached.mime, attached.body[:5]) == (200, "application/pdf", b"%PDF-")
    assert attached.headers["content-type"] == "application/pdf"
    assert attached.headers["content-length"] == str(len(attached.body))
    assert attached.digest == f"sha256:{report}" == f"sha256:{hashlib.sha256(attached.body).hexdigest()}"
    later = [record for record in package.records if (record.url, record.kind) == (attached.url, "revisit")]
    assert [record.digest for record in later] == [attached.digest] * (len(LOOKS) - 1)


def test_the_same_bytes_again_are_told_and_not_kept_twice(looked: Settings, tmp_path: Path) -> None:
    package = written(looked, FOUND, tmp_path / "found.wacz")

    by_kind = {kind: [r for r in package.records if r.kind == kind] for kind in ("response", "revisit")}
    assert len({record.digest for record in by_kind["response"]}) == len(by_kind["response"])
    assert {record.digest for record in by_kind["revisit"]} <= {r.digest for r in by_kind["response"]}
    assert {record.timestamp for record in package.records} == {f"{look:%Y%m%d}010000" for look in LOOKS}


def test_screenshots_of_the_list_at_every_look_and_of_the_report_once(
    looked: Settings, tmp_path: Path, chromium: Path
) -> None:
    absent, found = (written(looked, code, tmp_path / f"{code}.wacz") for code in (ABSENT, FOUND))

    def pictured(package: Opened) -> list[tuple[str, str]]:
        looks = package.lines("evidence/visits.jsonl")
        return [
            (page["at"][:10], page["url"]) for look in looks for page in look["opened"] if page["screenshot"]
        ]

    [manifest] = found.lines("evidence/manifest.json")
    column, report = manifest["agency"]["column_url"], manifest["standing"]["report_url"]
    lists = {f"{look:%Y-%m-%d}" for look in LOOKS}
    assert {day for day, _ in pictured(absent)} == lists
    assert pictured(found) == [(f"{LOOKS[0]:%Y-%m-%d}", column), (f"{LOOKS[0]:%Y-%m-%d}", report)]
    for package in (absent, found):
        pictures = [name for name in package.names if name.startswith("screenshots/")]
        records = [record for record in package.records if record.url.startswith("urn:fullPage:")]
        assert {hashlib.sha256(package.content[name]).hexdigest() for name in pictures} == {
            hashlib.sha256(record.body).hexdigest() for record in records
        }
        assert pictures
        assert {r.url.removeprefix("urn:dom:") for r in package.records if r.url.startswith("urn:dom:")} == {
            record.url.removeprefix("urn:fullPage:") for record in records
        }
        assert not [r for r in package.records if r.kind == "resource" and not r.url.startswith("urn:")]
        assert all(package.content[name].startswith(b"\x89PNG") for name in pictures)


def test_a_portal_that_gave_no_answer_leaves_its_looks(looked: Settings, tmp_path: Path) -> None:
    package = written(looked, DOWN, tmp_path / "down.wacz")

    looks = package.lines("evidence/visits.jsonl")
    assert (package.records, package.pages) == ((), ())
    assert [(look["outcome"], look["sighting"]["seen"]) for look in looks] == [("unreachable", "unseen")] * 4
    assert all(page["bytes"] == "none" for look in looks for page in look["opened"])


def test_other_agencies_reports_of_a_shared_column_are_named_and_left_out(
    looked: Settings, tmp_path: Path
) -> None:
    one, other = (written(looked, code, tmp_path / f"{code}.wacz") for code in SHARING)

    [mine], [theirs] = one.lines("evidence/manifest.json"), other.lines("evidence/manifest.json")
    their_report = theirs["standing"]["report_url"]
    named = [
        p for look in one.lines("evidence/visits.jsonl") for p in look["opened"] if p["url"] == their_report
    ]
    assert their_report not in {record.url for record in one.records}
    assert mine["standing"]["report_url"] in {record.url for record in one.records}
    assert named
    assert {page["bytes"] for page in named} == {"left out: another agency's report"}
    assert all(page["sha256"] for page in named)


def test_the_same_memory_gives_the_same_file(looked: Settings, tmp_path: Path) -> None:
    one, again = tmp_path / "one.wacz", tmp_path / "again.wacz"
    written(looked, ABSENT, one)
    written(looked, ABSENT, again)

    assert one.read_bytes() == again.read_bytes()


def test_by_the_real_clock_it_says_that_it_was_a_rehearsal(looked: Settings, tmp_path: Path) -> None:
    with open_home(looked) as home:
        write_evidence(home, YEAR, FOUND, tmp_path / "found.wacz")

    [manifest] = valid(tmp_path / "found.wacz").lines("evidence/manifest.json")
    assert (manifest["rehearsal"], manifest["standing"]["clock_set"]) == (True, True)


def test_bytes_that_are_gone_or_damaged_are_named_and_the_command_says_so(
    looked: Settings, tmp_path: Path
) -> None:
    vault, moment = tmp_path / "vault", LOOKS[-1].isoformat()
    shutil.copytree(looked.vault_folder, vault)
    whole = written(looked, FOUND, tmp_path / "whole.wacz")
    gone, damaged = [record.digest.removeprefix("sha256:") for record in whole.records if record.body][:2]
    Vault(vault).path(gone).unlink()
    Vault(vault).path(damaged).write_bytes(b"other")
    file = tmp_path / "lost.wacz"

    said = answered(
        "evidence", FOUND, "--year", "2025", "--out", file, "--now", moment, "--home", looked.home,
        CHUNXUN_VAULT=str(vault),
    )  # fmt: skip

    package = valid(file)
    [manifest] = package.lines("evidence/manifest.json")
    named = {line.split()[0] for line in said.stderr.splitlines() if line.startswith("  ")}
    assert (said.returncode, "已写入" in said.stdout, "2 个保管的文件" in said.stderr) == (1, True, True)
    assert named == {str(Vault(vault).path(sha256)) for sha256 in (gone, damaged)}
    assert {entry["sha256"]: entry["trouble"] for entry in manifest["lost"]} == {
        gone: "missing",
        damaged: "damaged",
    }
    assert {gone, damaged}.isdisjoint(hashlib.sha256(record.body).hexdigest() for record in package.records)
    assert "缺失或损坏" in package.content["evidence/readme.txt"].decode("utf-8-sig")


@pytest.mark.parametrize(
    ("who", "named"), [("nobody", "名录中没有「nobody」"), (NEVER, "尚无任何访问记录"), ("", "名录中没有")]
)
def test_where_there_is_nothing_to_write_nothing_is_written(
    looked: Settings, tmp_path: Path, who: str, named: str
) -> None:
    file = tmp_path / "none.wacz"

    said = answered("evidence", who, "--year", "2025", "--out", file, "--home", looked.home)

    assert (said.returncode, named in said.stderr) == (2, True), said.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_agency_may_be_called_by_its_name(looked: Settings, tmp_path: Path) -> None:
    with open_home(looked, now=LOOKS[-1]) as home:
        agency = home.store.agency(FOUND)
        assert agency is not None
        told = write_evidence(home, YEAR, agency.name, tmp_path / "found.wacz")

    assert told.agency == agency


def test_a_folder_that_is_not_there_is_said_and_nothing_left(looked: Settings, tmp_path: Path) -> None:
    with open_home(looked, now=LOOKS[-1]) as home, pytest.raises(Unwritable) as refused:
        write_evidence(home, YEAR, FOUND, tmp_path / "nowhere" / "found.wacz")

    assert "无法写入" in refused.value.words.said_in(Language.ZH)


@pytest.mark.parametrize("agency", [ABSENT, FOUND, DOWN])
def test_the_makers_of_the_format_find_it_valid(looked: Settings, tmp_path: Path, agency: str) -> None:
    written(looked, agency, tmp_path / "one.wacz")

    py_wacz = Path(sys.executable).with_name("wacz")  # as a module it would always end with 0
    checked = subprocess.run(
        [py_wacz, "validate", "-f", tmp_path / "one.wacz"], capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout


def test_doctor_names_a_kept_file_that_has_changed(looked: Settings, tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    damaged = vault.keep(b"as it came")
    whole = list(_vault(looked.model_copy(update={"vault": str(vault.root)})))
    vault.path(damaged).write_bytes(b"as it came?")

    [check] = _vault(looked.model_copy(update={"vault": str(vault.root)}))

    assert [check.is_well for check in whole] == [True]
    assert (check.is_well, damaged in check.words.zh) == (False, True)
