"""`chunxun decide` as a script sees it: what it says and how it ends."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.settings import Settings, read_settings
from tests.flows.courtroom import TODAY, day, fill, judge, settings_in


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = settings_in(tmp_path_factory.mktemp("judged"))
    fill(settings)
    with day(settings) as home:
        judge(home)
    return settings.home


@pytest.fixture
def court(judged: Path, tmp_path: Path) -> Settings:
    return read_settings(shutil.copytree(judged, tmp_path, dirs_exist_ok=True))


def run(court: Settings, *words: str) -> Result:
    return CliRunner().invoke(app, ["decide", *words, "--home", str(court.home), "--now", TODAY.isoformat()])


def test_a_decision_its_approval_and_the_list(court: Settings) -> None:
    made = run(court, "confirm", "青石县水利局", "--year", "2025", "--by", "李四", "--reason", "逐页查看")
    approved = run(court, "approve", "1", "--by", "王五")
    listed = run(court, "list", "--year", "2025")

    assert (made.exit_code, approved.exit_code, listed.exit_code) == (0, 0, 0), made.output
    assert "须由另一名审核人复核后生效" in made.output
    assert "已复核同意决定 1" in approved.output
    assert "有效\ta\t确认\t状况\t李四 (审核人)" in listed.output
    assert "复核：王五" in listed.output


def test_a_finding_is_listed_and_dismissed_by_its_fingerprint(court: Settings) -> None:
    found = run(court, "findings", "b", "--year", "2025").output.split("\t")[0]
    dismissed = run(
        court, "dismiss", "b", "--year", "2025", "--finding", found[:8], "--by", "李四", "--reason", "口径"
    )

    assert (len(found), dismissed.exit_code) == (16, 0), dismissed.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dispute", "a", "--by", "张三"], "须写明理由"),
        (["dispute", "nobody", "--by", "张三", "--reason", "有据"], "nobody"),
        (["dispute", "a", "--by", "看看", "--reason", "有据"], "无权"),
        (["dispute", "a", "--by", "张三", "--reason", "有据", "--until", "2026-02-01"], "已过"),
        (["dispute", "a", "--by", "张三", "--reason", "有据", "--until", "明天"], "无法识别"),
        (["dismiss", "b", "--by", "李四", "--reason", "有据", "--finding", "ffff"], "现有的问题"),
        (["forgive", "a"], "No such command"),
    ],
)
def test_a_refusal_ends_with_two_and_says_why(court: Settings, words: list[str], said: str) -> None:
    refused = run(court, *words, *(["--year", "2025"] if words[0] != "forgive" else []))

    assert refused.exit_code == 2
    assert said in refused.output


def test_who_has_a_code_is_asked_for_it(court: Settings) -> None:
    people = court.people_file
    people.write_text(people.read_text().replace('name = "李四"', 'name = "李四"\ncode = "secret:LI"'))
    (court.home / "secrets").mkdir()
    (court.home / "secrets" / "LI").write_text("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    refused = run(court, "confirm", "a", "--year", "2025", "--by", "李四", "--reason", "看过")

    assert refused.exit_code == 2
    assert "一次性口令不对" in refused.output
