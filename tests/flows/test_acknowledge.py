"""Taking note of a lapse: who may, until when, and that nothing but its repetition is held back."""

import asyncio
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.acknowledge import take_note
from flows.cli import app
from flows.home import open_home
from flows.settings import Settings, read_settings
from flows.tell import tell_offices
from models.times import BEIJING
from reports.decisions import Refused
from tests.flows.courtroom import settings_in
from tests.flows.test_tell import AGENCY, NOON, judged_overdue

WEEK = datetime(2026, 2, 7, 12, tzinfo=BEIJING)  # the seventh day after the due date


@pytest.fixture(scope="module")
def once_told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = settings_in(tmp_path_factory.mktemp("told"))
    with open_home(settings, now=NOON) as home:
        home.store.import_roster([AGENCY], at=NOON)
        judged_overdue(home)
    told(settings, NOON)
    return settings.home


@pytest.fixture
def office(once_told: Path, tmp_path: Path) -> Settings:
    """A home whose office was told of a lapse."""
    return read_settings(shutil.copytree(once_told, tmp_path, dirs_exist_ok=True))


def told(settings: Settings, at: datetime) -> str:
    """The digests of a moment, as text; empty where there is none."""
    with open_home(settings, now=at) as home:
        return "".join(message.text for message in asyncio.run(tell_offices(home, 2025)).frozen)


def note(settings: Settings, at: datetime = NOON, **given: object) -> None:
    with open_home(settings, now=at) as home:
        take_note(home, 2025, "a", **({"by": "李四", "reason": "已电话催办", "until": None} | given))  # type: ignore[arg-type]


def test_without_a_note_a_lapse_that_goes_on_is_told_again(office: Settings) -> None:
    assert "时限过后第 7 天" in told(office, WEEK)


def test_a_note_holds_the_repetition_back_until_its_day_is_over(office: Settings) -> None:
    note(office, until=date(2026, 2, 10))

    muted = told(office, WEEK)
    last_day = told(office, datetime(2026, 2, 10, 23, tzinfo=BEIJING))
    day_after = told(office, datetime(2026, 2, 11, 12, tzinfo=BEIJING))

    assert (muted, last_day) == ("", "")
    assert "时限过后第 11 天" in day_after


def test_a_note_holds_no_correction_back(office: Settings) -> None:
    note(office)
    tomorrow = NOON + timedelta(days=1)
    with open_home(office, now=tomorrow) as home:
        judged_overdue(home, tomorrow, "late")

    assert "此前告知「逾期未检索到」，现为「逾期发布」" in told(office, tomorrow)


def test_a_digest_names_whom_somebody_took_note_of(office: Settings) -> None:
    note(office)
    file = office.offices_file
    file.write_text(file.read_text().replace("quiet = false", "quiet = true"))

    assert "已知悉、暂不再提醒 1 家：青石县水利局" in told(office, WEEK)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"by": "看看"}, "须由经办人或审核人"),
        ({"by": "管理"}, "须由经办人或审核人"),
        ({"by": "外人"}, "不属于"),
        ({"by": "机器"}, "people.toml"),
        ({"reason": " 。"}, "--reason"),
        ({"until": date(2026, 2, 4)}, "期限须在今天与"),
        ({"until": date(2027, 2, 4)}, "期限须在今天与"),
    ],
)
def test_who_may_not_and_what_is_lacking_is_refused(
    office: Settings, given: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        note(office, **given)

    assert "时限过后第 7 天" in told(office, WEEK)


def test_where_nothing_lapsed_there_is_nothing_to_take_note_of(office: Settings) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home, NOON, "suspected")

    with pytest.raises(Refused) as refused:
        note(office)

    assert "目前没有逾期未检索到的结论" in refused.value.words.zh


def test_the_command_says_what_it_kept(office: Settings) -> None:
    asked = ["acknowledge", AGENCY.name, "--by", "李四", "--reason", "已发函", "--year", "2025", "--until", "2026-02-20"]  # fmt: skip

    done = CliRunner().invoke(app, [*asked, "--home", str(office.home), "--now", "2026-02-06T09:00"])

    assert (done.exit_code, "至 2026-02-20 不再提醒" in done.output) == (0, True)
    assert told(office, WEEK) == ""
