"""`chunxun letter` over a stored season: one agency, all of an office, and those who get none."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest

from flows.home import Home, open_home
from flows.letters import LIST, file_name, write_all, write_one
from flows.settings import Settings, read_settings
from flows.whole import Unwritable
from models.agency import Agency
from models.assessment import Standing
from models.visit import Seen, Sighting
from notifications.season import Season
from tests.flows.command import answered
from tests.flows.stored import keep
from tests.notifications.season import AS_OF, CITY, ROWS, season
from tests.office import pages_of

YEAR = 2025
LATE, OVERDUE, UNKNOWN, SUSPECTED, ON_TIME = "990100-05", "990100-07", "990100-14", "990100-12", "990100-01"


def fresh() -> Season:
    """The season, with those only suspected seen once since the due date."""
    whole = season()
    first = {
        row.code: tuple(
            look
            for look in whole.sightings[row.code]
            if look.at < row_due() or look.at > AS_OF - timedelta(hours=2)
        )
        for row in ROWS
        if row.standing is Standing.SUSPECTED
    }
    return replace(whole, sightings={**whole.sightings, **first})


def row_due() -> datetime:
    return datetime.fromisoformat("2026-02-01T00:00+08:00")


@pytest.fixture
def kept(database_url: str, tmp_path: Path) -> Settings:
    """A home that holds the season, on either database."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "chunxun.toml").write_text(f'database_url = "{database_url}"\ncontact = "x@example.org"\n')
    (folder / "offices.toml").write_text(
        f'[[office]]\ncode = "{CITY.code}"\nname = "{CITY.name}"\ncontact = "张三 0377-0000"\n'
    )
    settings = read_settings(folder)
    with open_home(settings) as home:
        keep(home, fresh())
    return settings


def known(home: Home, code: str) -> Agency:
    agency = home.store.agency(code)
    assert agency is not None
    return agency


def text_of(file: Path) -> str:
    made = docx.Document(str(file))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def test_an_overdue_agency_is_reminded_of_what_was_looked_for_where(kept: Settings, tmp_path: Path) -> None:
    file = tmp_path / "函.docx"
    with open_home(kept, now=AS_OF) as home:
        said = write_one(home, YEAR, known(home, OVERDUE), file)

    text = text_of(file)
    assert said.zh == f"政府信息公开工作年度报告催办函：{file}"
    assert "截至 2026-02-05 08:30（北京时间），在下列 1 个位置未检索到贵单位的报告" in text
    assert "http://990100-07.portal.example/zfxxgk/nb/\n4\n2026-02-05 08:30" in text
    assert "县级以上人民政府部门应当在每年1月31日前" in text
    assert "请于 2026年2月12日 前" in text  # five working days after Thursday the fifth
    assert "云汀市政务公开办公室（盖章）" in text
    assert "联系人、电话：张三 0377-0000" in text


def test_a_report_found_since_it_was_judged_is_not_asked_for(kept: Settings, tmp_path: Path) -> None:
    later = AS_OF + timedelta(hours=1)
    whole = season()
    found = next(look for look in whole.sightings[ON_TIME] if look.seen is Seen.PRESENT)
    mine = replace(found, agency=OVERDUE, visit="v-later", at=later, document="f" * 64)
    file = tmp_path / "函.docx"
    with open_home(kept, now=later) as home:
        keep_look(home, whole, mine)
        assert (
            next(a for a in home.store.assessments(YEAR) if a.agency == OVERDUE).standing is Standing.OVERDUE
        )
        said = write_one(home, YEAR, known(home, OVERDUE), file)

    assert "未检索到贵单位" not in (text_of(file) if file.exists() else said.zh)


def keep_look(home: Home, whole: Season, look: Sighting) -> None:
    agency = next(each for each in whole.agencies if each.code == look.agency)
    keep(
        home, replace(whole, agencies=(agency,), sightings={agency.code: (look,)}, assessments=(), changes=())
    )


@pytest.mark.parametrize("code", [UNKNOWN, SUSPECTED, ON_TIME])
def test_an_agency_with_nothing_proved_gets_no_file(kept: Settings, tmp_path: Path, code: str) -> None:
    file = tmp_path / "函.docx"
    file.write_text("before")
    with open_home(kept, now=AS_OF) as home:
        said = write_one(home, YEAR, known(home, code), file)

    assert "未写文件" in said.zh
    assert "是此前写的，已不适用，请勿发出" in said.zh
    assert file.read_text() == "before"


def test_old_looks_remind_nobody(kept: Settings, tmp_path: Path) -> None:
    with open_home(kept, now=AS_OF + timedelta(days=30)) as home:
        said = write_one(home, YEAR, known(home, OVERDUE), tmp_path / "函.docx")

    assert "尚未核实（无法核验）" in said.zh


def test_an_office_gets_a_file_an_agency_and_their_list(kept: Settings, tmp_path: Path) -> None:
    folder, told = tmp_path / "函件", []
    folder.mkdir()
    (folder / "旧_某局.docx").write_text("before")
    with open_home(kept, now=AS_OF) as home:
        said = write_all(home, YEAR, CITY.code, folder, told.append)

    listed = list(csv.DictReader((folder / LIST).read_text("utf-8-sig").splitlines()))
    files = {path.name for path in folder.glob("*.docx")}
    assert {row["文件"] for row in listed} | {"旧_某局.docx"} == files
    assert len(told) == len(listed)
    named = {row["单位编码"] for row in listed}
    assert {LATE, OVERDUE} <= named
    assert not named & {UNKNOWN, SUSPECTED, ON_TIME}
    assert f"已写 {len(listed)} 份函件" in said.zh
    assert "请勿发出：旧_某局.docx" in said.zh
    doubtful = [row.name for row in ROWS if row.standing in {Standing.SUSPECTED, Standing.UNKNOWN}]
    assert not any(name in said.zh + (folder / LIST).read_text("utf-8-sig") for name in doubtful)


def test_every_letter_of_an_office_prints_on_one_page(kept: Settings, tmp_path: Path) -> None:
    with open_home(kept, now=AS_OF) as home:
        write_all(home, YEAR, CITY.code, tmp_path / "函件", lambda _: None)

    [some, *_] = sorted((tmp_path / "函件").glob("*05_*.docx"))
    assert len(pages_of(some, tmp_path)) == 1


def test_a_file_name_fits_every_system() -> None:
    whole = season()
    hostile = replace(whole.agencies[0], code="../../x/1", name='某<局>:"|?*\\/\x00' + "长" * 300)

    name = file_name(hostile)

    assert not set(name) & set('<>:"|?*\\/\x00')
    assert len(name.encode()) <= 255
    assert not name.startswith(".")


def test_a_folder_that_cannot_be_made_is_said(kept: Settings, tmp_path: Path) -> None:
    (tmp_path / "函件").write_text("a file")
    with open_home(kept, now=AS_OF) as home, pytest.raises(Unwritable):
        write_all(home, YEAR, CITY.code, tmp_path / "函件", lambda _: None)


def test_the_command_says_what_it_did(kept: Settings, tmp_path: Path) -> None:
    def letter(*arguments: str | Path) -> tuple[int, str]:
        run = answered(
            "letter", *arguments, "--year", "2025", "--now", AS_OF.isoformat(), "--home", kept.home
        )
        return run.returncode, run.stdout + run.stderr

    file = tmp_path / "函.docx"
    assert letter("云汀市财政局", "--out", file) == (0, f"政府信息公开工作年度报告催办函：{file}\n")
    assert letter(ON_TIME, "--out", tmp_path / "无.docx")[0] == 0
    assert not (tmp_path / "无.docx").exists()
    assert letter("无此单位", "--out", file)[0] == 2
    assert letter("--out", file)[0] == 2
    assert letter(OVERDUE, "--out", tmp_path / "函.pdf")[0] == 2
    assert letter("--office", CITY.code, "--out", tmp_path / "函件")[0] == 0
