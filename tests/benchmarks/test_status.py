"""One office of four thousand agencies asks where each stands: the command itself, from its start to its end. `make bench`."""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import insert

from flows.settings import read_settings
from models.engine import engine_for
from models.stores.rows import columns
from models.tables import ExaminationRow, VerdictRow
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.words import Words
from tests.benchmarks import province
from tests.benchmarks.test_province import run

COMMAND = Path(sys.executable).with_name("chunxun")
OFFICE, RULES, FOUND, SECONDS = 4000, 60, 3, 1.0
WORDS = Words(zh="因", en="because")


def examined(folder: Path, count: int) -> None:
    """Every agency's report, of which one rule in twenty found something that no other report has."""
    engine = engine_for(read_settings(folder).store_url)
    read = {
        "year": province.YEAR,
        "document": province.DOCUMENT.sha256,
        "release": "0",
        "at": province.NOW,
        "clock_set": True,
        "beside": "",
    }
    with engine.begin() as connection:
        connection.execute(
            insert(ExaminationRow),
            [{**read, "id": n + 1, "agency": f"a{n:06d}", "report": None} for n in range(count)],
        )
        for number in range(count):
            connection.execute(
                insert(VerdictRow),
                [
                    columns(verdict(number, rule)) | {"examination": number + 1, "position": rule}
                    for rule in range(RULES)
                ],
            )
    engine.dispose()


def verdict(number: int, rule: int) -> Verdict:
    finding = Finding(message=Words(f"第{number}处", f"place {number}"), where=f"{number}", side=Side.AGENCY)
    found = rule < FOUND
    return Verdict(
        rule=f"family.rule-{rule}", outcome=RuleOutcome.FAILED if found else RuleOutcome.PASSED,
        severity=Severity.MAJOR, basis="regulation.49.1", findings=(finding,) if found else (),
    )  # fmt: skip


def season(folder: Path, count: int) -> None:
    run(str(count), str(folder))
    examined(folder, count)
    run("judge", str(folder))


def asked(folder: Path, *words: str) -> tuple[float, list[str]]:
    """Processor seconds of the whole command, and the lines it wrote."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        str(COMMAND),
        "status",
        "--home",
        str(folder),
        "--year",
        str(province.YEAR),
        "--office",
        "office0",
        *words,
    ]
    began = time.perf_counter()
    done = subprocess.run(command, env=dict(os.environ), check=True, capture_output=True, text=True)
    waited = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"\nstatus {' '.join(words)}: {seconds:.2f} s of processor time, {waited:.2f} s waited")
    return seconds, done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("shape", ["table", "jsonl"])
def test_an_office_of_four_thousand_is_shown_in_a_second(tmp_path: Path, shape: str) -> None:
    season(tmp_path, 2 * OFFICE)

    answers = [asked(tmp_path, "--format", shape) for _ in range(5)]

    assert all(len(lines) == OFFICE + (shape == "table") for _, lines in answers)
    assert statistics.median(seconds for seconds, _ in answers) <= SECONDS
