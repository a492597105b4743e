"""`chunxun audit`: a person asks whether what was sealed is what it was, here or on a machine without our database."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from flows.cli import app
from flows.doctor import _seals
from flows.home import open_home
from flows.settings import read_settings
from models.engine import engine_for
from models.guards import guard, unguard
from tests.models.nouns import MOMENT, agency, change

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sealed(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with three changes."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    folder = tmp_path / "home"
    with open_home(read_settings(folder)) as home:
        home.store.import_roster([agency("1")], at=MOMENT)
        for new in ("suspected", "overdue", "late"):
            home.store.save_judgement([], [change(new, "1")])
    return folder


def run(*words: str | Path, given: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["audit", *map(str, words)], input=given)
    return done.exit_code, done.output


def tamper(home: Path, statement: str) -> None:
    engine = engine_for(read_settings(home).store_url)
    with engine.begin() as connection:
        unguard(connection, "change")
        connection.execute(text(statement))
        guard(connection, "change")
    engine.dispose()


def test_an_intact_chain_is_said_to_be_with_its_last_seal(sealed: Path) -> None:
    status, said = run("--home", sealed)
    as_json = run("--home", sealed, "--format", "json")[1]

    found = [json.loads(line) for line in as_json.splitlines()]
    assert (status, [f["broken"] for f in found]) == (0, [None] * len(found))
    assert {f["chain"]: f["rows"] for f in found}["change"] == 3
    assert next(f for f in found if f["chain"] == "change")["head"]["hash"] in said
    assert "✓ 变化: 3 条完好" in said
    assert "change" not in said


def test_a_home_where_nothing_is_kept_is_not_called_intact(tmp_path: Path) -> None:
    status, said = run("--home", tmp_path / "mistyped")

    assert (status, "✓" in said) == (2, False)
    assert not (tmp_path / "mistyped").exists()


def test_a_broken_chain_is_named_by_its_first_broken_row_with_what_to_do(sealed: Path) -> None:
    tamper(sealed, """UPDATE "change" SET new = 'on_time' WHERE id = 2""")
    status, said = run("--home", sealed)
    as_json = run("--home", sealed, "--format", "json")[1]

    assert status == 1
    assert "前 1 条完好；第 2 条与封印不符" in said
    assert "chunxun restore" in said
    assert '"broken": {"row": 2, "fault": "changed"}' in as_json


def test_an_export_is_checked_where_there_is_no_database(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = tmp_path / "chains.jsonl"
    run("--home", sealed, "--export", export)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    intact = run(export, "--home", tmp_path / "elsewhere")
    by_input = run("-", "--home", tmp_path / "elsewhere", given=export.read_text())
    export.write_text(export.read_text().replace("suspected", "on_time"))
    spoiled = run(export, "--home", tmp_path / "elsewhere")

    assert (intact[0], by_input) == (0, intact)
    assert (spoiled[0], "第 1 条与封印不符" in spoiled[1]) == (1, True)
    assert not (tmp_path / "elsewhere").exists()


def test_the_lines_in_the_auditors_guide_say_the_same(sealed: Path, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "auditors.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```python\n(import hashlib.*?)```", guide, re.DOTALL)
    export = tmp_path / "chains.jsonl"
    run("--home", sealed, "--export", export)
    whole = subprocess.run([sys.executable, "-c", lines, export], check=False)
    export.write_text("\n".join(export.read_text().splitlines()[:-1]))
    short = subprocess.run([sys.executable, "-c", lines, export], check=False, capture_output=True)

    assert (whole.returncode, short.returncode) == (0, 1)


def test_an_export_cut_short_is_found(sealed: Path, tmp_path: Path) -> None:
    export = tmp_path / "chains.jsonl"
    run("--home", sealed, "--export", export)
    export.write_text("\n".join(export.read_text().splitlines()[:-1]))

    status, said = run(export, "--home", sealed)

    assert (status, "第 2 条之后直到第 3 条缺失" in said) == (1, True)


def test_a_seal_noted_earlier_must_still_be_there(sealed: Path) -> None:
    """Whoever rewrites the whole chain with its head is found by a seal noted elsewhere."""
    (noted,) = [
        json.loads(line)["head"]["hash"]
        for line in run("--home", sealed, "--format", "json")[1].splitlines()
        if '"change"' in line
    ]
    other = "f" * 64

    assert run("--home", sealed, "--expect", noted)[0] == 0
    status, said = run("--home", sealed, "--expect", noted, "--expect", other)
    assert (status, f"✗ {other}" in said) == (1, True)


def test_what_is_no_seal_is_refused_and_accuses_no_chain(sealed: Path) -> None:
    """A seal copied by half is in no chain."""
    status, said = run("--home", sealed, "--expect", "f" * 63)

    assert (status, "不是封印" in said, "已被重写" in said) == (2, True, False)


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "是空的"), ("{}\n", "第 1 行不是"), ("\xff\xfe", "无法读取"), (None, "无法读取")],
)
def test_a_file_that_is_no_export_is_refused(tmp_path: Path, content: str | None, said: str) -> None:
    file = tmp_path / "no.jsonl"
    if content is not None:
        file.write_bytes(content.encode("latin-1"))

    status, words = run(file, "--home", tmp_path)

    assert (status, said in words) == (2, True)


def test_an_export_that_cannot_be_written_is_said_and_leaves_nothing(sealed: Path, tmp_path: Path) -> None:
    status, said = run("--home", sealed, "--export", tmp_path / "no" / "such" / "folder.jsonl")

    assert (status, "无法写出" in said) == (2, True)


def test_the_doctor_looks_at_the_seals(sealed: Path) -> None:
    settings = read_settings(sealed)
    (well,) = _seals(settings)
    tamper(sealed, """DELETE FROM "change" WHERE id = 3""")
    (ill,) = _seals(settings)

    assert (well.is_well, well.words.en) == (True, "3 rows intact")
    assert (ill.is_well, "after row 2" in ill.words.en, "chunxun audit" in ill.words.en) == (
        False,
        True,
        True,
    )
