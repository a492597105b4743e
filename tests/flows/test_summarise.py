"""The stored season as pages: only what is new is written, and nothing that is gone stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from flows.home import Home, open_home
from flows.settings import Settings, read_settings
from flows.summarise import regions, write_summary
from models.agency import Agency, Kind, Level
from models.visit import Outcome, Seen, Sighting, Visit
from tests.flows.published import NOW, REASON, YEAR, agencies, fill

COUNT = 12


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(tmp_path / "home")


@pytest.fixture
def home(settings: Settings) -> Iterator[Home]:
    with open_home(settings, now=NOW) as opened:
        fill(opened, COUNT)
        yield opened


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.html")}


def changed(folder: Path, before: dict[str, int]) -> set[str]:
    return {path for path, time in times(folder).items() if before.get(path) != time}


def look(home: Home, code: str, at: datetime) -> None:
    """One more look at one agency's column."""
    [agency] = [each for each in home.store.agencies() if each.code == code]
    visit = Visit(
        id=f"again-{code}", column_url=agency.column_url, started=at, finished=at, outcome=Outcome.COMPLETED, reason=REASON,
        clock_set=True,
    )  # fmt: skip
    sighting = Sighting(
        agency=code, year=YEAR, visit=visit.id, at=at, seen=Seen.ABSENT, outcome=Outcome.COMPLETED, reason=REASON, clock_set=True,
    )  # fmt: skip
    home.store.save_visit(visit, [sighting])


def test_a_second_summary_of_the_same_facts_writes_no_page(home: Home) -> None:
    folder = write_summary(home, YEAR).parent
    before = times(folder)
    write_summary(home, YEAR)

    assert len(before) > 2 * COUNT
    assert changed(folder, before) == set()


def test_a_new_look_at_one_agency_writes_its_pages_and_no_other_agencys(
    home: Home, settings: Settings
) -> None:
    folder = write_summary(home, YEAR).parent
    before = times(folder)
    later = NOW + timedelta(hours=2)
    look(home, "a00004", later)
    with open_home(settings, now=later) as again:
        write_summary(again, YEAR)

    own = {path for path in changed(folder, before) if "agencies/" in path}
    assert own == {"agencies/a00004.html", "en/agencies/a00004.html"}
    assert later.strftime("%Y-%m-%d %H:%M") in (folder / "agencies" / "a00004.html").read_text()


def test_an_hour_in_which_nothing_was_learnt_writes_no_page(home: Home, settings: Settings) -> None:
    folder = write_summary(home, YEAR).parent
    before = times(folder)
    with open_home(settings, now=NOW + timedelta(hours=1)) as again:
        write_summary(again, YEAR)

    assert "截至" in (folder / "offices" / "office-000.html").read_text().partition("<blockquote>")[2]
    assert changed(folder, before) == set()


def test_a_page_that_was_lost_is_written_again(home: Home) -> None:
    folder = write_summary(home, YEAR).parent
    (folder / "agencies" / "a00003.html").unlink()
    write_summary(home, YEAR)

    assert (folder / "agencies" / "a00003.html").exists()


def test_an_agency_that_left_the_roster_leaves_no_page_and_counts_nowhere(home: Home) -> None:
    folder = write_summary(home, YEAR).parent
    gone = replace(agencies(COUNT)[5], active_to=date(2024, 1, 1))
    home.store.import_roster([gone], at=NOW)
    write_summary(home, YEAR)

    assert not (folder / "agencies" / f"{gone.code}.html").exists()
    assert (folder / "status.jsonl").read_text().count("\n") == COUNT - 1


def test_another_office_name_is_on_every_page_at_once(home: Home) -> None:
    folder = write_summary(home, YEAR).parent
    home.settings.offices_file.write_text(
        '[[office]]\ncode = "office-000"\nname = "云川市公开办"\nlanguage = "zh"\n\n'
        '[[office.channel]]\nurl = "secret:NOBODY"\n'
    )
    write_summary(home, YEAR)

    pages = list((folder / "agencies").glob("*.html"))
    assert pages
    assert [page.name for page in pages if "云川市公开办" not in page.read_text()] == []


def test_the_data_are_the_same_whether_pages_were_made_anew_or_left(home: Home) -> None:
    folder = write_summary(home, YEAR).parent
    first = (folder / "operators" / "status.jsonl").read_text()
    write_summary(home, YEAR)

    assert (folder / "operators" / "status.jsonl").read_text() == first
    assert "采信" in first


def test_the_tables_findings_and_years_of_a_stored_report_are_shown(home: Home) -> None:
    folder = write_summary(home, YEAR).parent
    page = (folder / "agencies" / "a00001.html").read_text()

    assert "三、收到和处理政府信息公开申请情况" in page
    assert 'class="hit" id="applications.' in page
    assert "历年衔接" in page


def test_a_region_is_called_as_its_government_is_or_as_the_list_of_divisions_has_it() -> None:
    def of(code: str, name: str, region: str, kind: Kind) -> Agency:
        return Agency(code=code, name=name, kind=kind, level=Level.CITY, region=region)

    named = regions(
        [
            of("1", "云川市人民政府", "990100", Kind.GOVERNMENT),
            of("2", "云川市教育局", "990100", Kind.DEPARTMENT),
            of("3", "某局", "130100", Kind.DEPARTMENT),
            of("4", "某局", "990199", Kind.DEPARTMENT),
            of("5", "某局", "", Kind.DEPARTMENT),
        ]
    )

    assert named == {"990100": "云川市", "130100": "石家庄市", "990199": ""}
