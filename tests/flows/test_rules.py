"""`chunxun rules`: the catalogue, a family, a page; as text, JSON and Markdown."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.options import RulesFormat
from flows.rules import UnknownRule, written_rules
from flows.terminal import Screen, width
from models.words import Language
from reports.rules import FAMILIES, RULES
from reports.rules.catalogue import catalogue

ROOT = Path(__file__).resolve().parents[2]


def written(
    rule_id: str = "",
    *,
    shape: RulesFormat = RulesFormat.TEXT,
    language: Language = Language.ZH,
    screen: Screen | None = None,
) -> str:
    return written_rules(rule_id, shape=shape, language=language, screen=screen or Screen())


def test_the_list_names_every_rule_once_under_its_family() -> None:
    lines = written().splitlines()
    heads = [line.split()[-1] for line in lines if line and not line.startswith(" ")][:-1]

    assert [line.split()[0] for line in lines if line.startswith("  ")] == [rule.id for rule in RULES]
    assert heads == [family for family in FAMILIES if any(rule.family == family for rule in RULES)]


def test_a_family_may_be_asked_for() -> None:
    ids = [line.split()[0] for line in written("arithmetic").splitlines() if line.startswith("  ")]

    assert ids == [rule.id for rule in RULES if rule.family == "arithmetic"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_fits_its_screen_and_leaves_nothing_out(rule, language) -> None:
    screen = Screen(width=60, folds=True)
    page = written(rule.id, language=language, screen=screen)
    spoken = page.replace(" ", "").replace("\n", "")

    assert max(map(width, page.splitlines())) <= 60
    assert all(text.replace(" ", "") in spoken for _, text in rule.page.entries[language])


def test_no_line_ends_in_blanks() -> None:
    pages = [written(rule.id, screen=Screen(width=50, folds=True)) for rule in RULES]

    assert [line for page in pages for line in page.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("arithmetic.balence", "arithmetic.balance"),
        ("arithmatic", "arithmetic"),
        ("balance", "arithmetic.balance"),
        ("arithmetic.carried-in", "agreement.carried-in"),
    ],
)
def test_an_unknown_id_is_refused_and_the_nearest_are_named(asked: str, meant: str) -> None:
    with pytest.raises(UnknownRule) as refused:
        written(asked)

    assert meant in refused.value.words.zh
    assert meant in refused.value.words.en


def test_an_id_like_no_other_is_refused_without_a_guess() -> None:
    with pytest.raises(UnknownRule) as refused:
        written("zzz")

    assert "Did you mean" not in refused.value.words.en


def test_json_has_one_rule_a_line_with_what_its_page_says() -> None:
    lines = written(shape=RulesFormat.JSON, language=Language.EN).splitlines()
    rule = next(each for each in map(json.loads, lines) if each["id"] == "arithmetic.balance")

    assert [json.loads(line)["id"] for line in lines] == [each.id for each in RULES]
    assert rule["severity"] == "major"
    assert rule["title"] == "The applications table balances"
    assert rule["basis"]["words"] == "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"
    assert {each["form"] for each in rule["identities"]} == {"2019", "2021"}
    assert all(rule[key] for key in ("checks", "not_checked", "passes", "fails", "mend"))


def test_markdown_of_all_is_the_page_in_docs() -> None:
    assert written(shape=RulesFormat.MARKDOWN) == catalogue()


def test_markdown_of_one_is_its_part() -> None:
    assert written("arithmetic.balance", shape=RulesFormat.MARKDOWN).startswith("### `arithmetic.balance`\n")


@pytest.mark.parametrize(("asked", "status"), [("", 0), ("arithmetic.balance", 0), ("no.rule", 2)])
def test_the_command_ends_as_the_contract_says(tmp_path: Path, asked: str, status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "rules", *([asked] if asked else []), "--home", str(tmp_path)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == status, done.stderr
    assert bool(done.stdout) == (status == 0)
    assert ("no.rule" in done.stderr) == (status == 2)
