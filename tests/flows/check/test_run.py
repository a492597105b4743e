"""`chunxun check` as a person and as a script meet it: real processes, terminals, pipes and signals."""

import contextlib
import errno
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import jsonschema
import psutil
import pytest

from deploy.demo.server import Country
from models.words import Language
from tests.flows.check.drafts import draft, put
from tests.flows.check.test_sarif import schema
from tests.flows.command import answered

__all__ = ["schema"]

CLI = (sys.executable, "-m", "flows.cli", "check")
ROOT = Path(__file__).resolve().parents[3]
WRONG = {"applications.total.natural": -1}
AGENCY = "青石县水利局"


def environment(home: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "CHUNXUN_HOME": str(home), "PYTHONPATH": str(ROOT), **more}


def check(
    folder: Path, *arguments: str | Path, given: bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder to its end."""
    return subprocess.run(
        [*CLI, *map(str, arguments)],
        cwd=folder,
        env=environment(folder / "home", **more),
        input=given.decode("utf-8", "surrogateescape") if given else None,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def checked(folder: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The same without the second that a process takes to start, for tests of what is said."""
    with contextlib.chdir(folder):
        return answered("check", *arguments, **environment(folder / "home", **more))


def documents(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def outcome(document: dict[str, Any], rule: str) -> str:
    return str({each["rule"]: each["outcome"] for each in document["verdicts"]}[rule])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A right report, a wrong one, one of the year before, and something that is none."""
    put(tmp_path, "right.html", draft())
    put(tmp_path, "wrong.html", draft(misprints=WRONG))
    put(tmp_path, "last/year.html", draft(year=2024))
    put(tmp_path, "none.bin", b"\x00\x01\x02" * 99)
    return tmp_path


# Exit status and order.


@pytest.mark.parametrize(
    ("named", "shape", "status"),
    [
        (["right.html"], "text", 0),
        (["wrong.html"], "json", 1),
        (["wrong.html"], "sarif", 1),
        (["none.bin"], "text", 2),
        (["no-such.html"], "sarif", 2),
        (["right.html", "right.html", "last/year.html"], "text", 0),
        (["right.html", "wrong.html"], "text", 1),
        (["none.bin", "wrong.html", "right.html"], "text", 2),
        (["right.html", "home"], "json", 2),
    ],
)
def test_the_worst_decides_the_exit_status(folder: Path, named: list[str], shape: str, status: int) -> None:
    done = checked(folder, *named, "--format", shape)

    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("shape", ["text", "json", "sarif"])
def test_what_is_no_report_is_not_called_faultless(folder: Path, shape: str) -> None:
    put(folder, "minutes.txt", "会议纪要\n\n研究下一步工作。\n")
    done = checked(folder, "minutes.txt", "--format", shape)

    assert done.returncode == 2
    assert "选错了文件" in done.stdout + done.stderr
    assert "没有不符" not in done.stdout


def test_one_bad_document_stops_nothing_and_the_order_is_that_of_the_names(folder: Path) -> None:
    named = ["wrong.html", "none.bin", "no-such.html", "right.html", "last/year.html"]

    done = check(folder, *named, "--format", "json", "--jobs", "3")

    assert [each["source"] for each in documents(done)] == named
    assert ["error" in each for each in documents(done)] == [False, True, True, False, False]


@pytest.mark.parametrize("shape", ["text", "json", "sarif"])
def test_the_same_is_written_however_many_work_at_it(folder: Path, shape: str) -> None:
    for number in range(12):
        put(folder, f"many/{number}.html", draft(misprints=WRONG if number % 3 else None, scale=number + 5))
    one, four = (check(folder, "many", "none.bin", "--format", shape, "--jobs", jobs) for jobs in ("1", "4"))

    assert one.stdout == four.stdout
    assert one.stderr == four.stderr


def test_standard_input_is_a_document(folder: Path) -> None:
    (one,) = documents(check(folder, "-", "--format", "json", given=draft(misprints=WRONG)))
    both = documents(check(folder, "right.html", "-", "--format", "json", given=draft()))

    assert (one["source"], outcome(one, "arithmetic.balance")) == ("-", "failed")
    assert [each["source"] for each in both] == ["right.html", "-"]


def test_a_pipe_of_the_shell_is_read_like_a_file(folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(CLI)} <(cat wrong.html) --format json"],
        cwd=folder, env=environment(folder / "home"), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr


def test_no_home_and_no_database_is_made(folder: Path) -> None:
    check(folder, "right.html", "wrong.html")

    assert not (folder / "home").exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--year", "1999", "right.html"], "2008"),
        (["--year", "2999", "right.html"], "2999"),
        (["--format", "xml", "right.html"], "sarif"),
        ([], "sources"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(
    folder: Path, arguments: list[str], named: str
) -> None:
    refused = checked(folder, *arguments, TERM="dumb", COLUMNS="200")

    assert refused.returncode == 2
    assert named in refused.stderr.lower()
    assert refused.stdout == ""


def test_errors_say_what_to_do(folder: Path) -> None:
    (folder / "empty").mkdir()
    put(folder, "nothing.html", b"")
    done = checked(folder, "no-such.html", "empty", "none.bin", "nothing.html")

    assert [line.partition("：")[0] for line in done.stderr.splitlines()[1:]] == [
        "no-such.html",
        "empty",
        "none.bin",
        "nothing.html",
    ]
    assert "请核对路径" in done.stderr
    assert "docx" in done.stderr
    assert "共4份：0份没有不符，4份无法读取" in done.stdout


def test_a_name_that_is_no_text_is_a_name_still(folder: Path) -> None:
    name = os.fsencode(folder) + b"/bad\xe5name.html"
    Path(os.fsdecode(name)).write_bytes(draft(misprints=WRONG))
    for shape in ("text", "json", "sarif"):
        done = check(folder, "right.html", os.fsdecode(name), "--format", shape)

        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_a_terminal_that_knows_no_chinese_gets_signs_and_json_stays_utf_8(folder: Path) -> None:
    text = check(folder, "wrong.html", PYTHONIOENCODING="ascii")
    line = check(folder, "wrong.html", "--format", "json", PYTHONIOENCODING="ascii")

    assert (text.returncode, line.returncode) == (1, 1)
    assert "?[arithmetic.balance]" in text.stdout
    assert documents(line)[0]["report"]["agency"] == AGENCY


# Pages.


def test_a_page_is_fetched_and_checked_and_one_that_is_not_there_is_no_report(
    folder: Path, country: Country
) -> None:
    site = f"http://127.77.1.3:{country.port}"
    done = checked(
        folder, f"{site}/info/1050/852354.htm", f"{site}/no-such-page.htm", "right.html", "--format", "json",
        CHUNXUN_ALLOW_ADDRESSES="127.0.0.0/8", CHUNXUN_BROWSER="none", CHUNXUN_HOST_DELAY="0",
    )  # fmt: skip

    found, gone, right = documents(done)
    assert found["report"]["edition"] == "2021"
    assert "404" in gone["error"]
    assert right["report"]["agency"] == AGENCY
    assert done.returncode == 2


def test_nobody_is_asked_anonymously(folder: Path) -> None:
    (refused,) = documents(checked(folder, "http://portal.example/nb/", "--format", "json"))

    assert "CHUNXUN_CONTACT" in refused["error"]


# Last year's report.


def carried(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [outcome(each, "continuity.carried-in") for each in documents(done)]


def test_last_years_report_is_laid_beside(folder: Path) -> None:
    put(folder, "off.html", draft(carried_in=99))
    right = checked(folder, "right.html", "--previous", "last/year.html", "--format", "json")
    off = checked(folder, "off.html", "--previous", "last/year.html", "--format", "json")

    assert (carried(right), carried(off)) == (["passed"], ["failed"])
    assert documents(right)[0]["previous"] == "last/year.html"


def test_in_folders_it_is_found_by_agency_and_year(folder: Path) -> None:
    other = "白石县水利局"
    put(folder, "this/a.html", draft())
    put(folder, "this/b.html", draft(other, scale=70))
    put(folder, "this/c.html", draft("黑石县水利局"))
    put(folder, "last/b.html", draft(other, year=2024, scale=70))
    put(folder, "older/a.html", draft(year=2023))

    done = checked(folder, "this", "--previous", "older", "--previous", "last", "--format", "json")

    assert carried(done) == ["passed", "passed", "not_checked"]
    assert [each.get("previous") for each in documents(done)] == ["last/year.html", "last/b.html", None]


def test_the_form_may_have_changed_in_between(folder: Path) -> None:
    shared = ROOT.parent / "shared" / "corpus" / "reports"
    if not shared.is_dir():
        pytest.skip("no corpus beside the repository")
    done = checked(
        folder,
        shared / "hebei_gxt_2021_004.txt",
        "--previous",
        shared,
        "--format",
        "json",
        "--agency",
        "河北省工业和信息化厅",
    )

    assert documents(done)[0]["previous"].endswith("hebei_gxt_2020_005.txt")


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (draft(year=2023), "2023"),
        (draft("白石县水利局", year=2024), "白石县水利局"),
    ],
)
def test_a_report_that_is_not_last_years_is_told_and_not_used(folder: Path, last: bytes, said: str) -> None:
    put(folder, "given.html", last)
    line = checked(folder, "right.html", "--previous", "given.html", "--format", "json")
    text = checked(folder, "right.html", "--previous", "given.html")

    assert line.returncode == 0
    assert said in documents(line)[0]["remark"]
    assert carried(line) == ["not_checked"]
    assert f"  注意：{documents(line)[0]['remark']}" in text.stdout


@pytest.mark.parametrize("given", ["no-such.html", "none.bin"])
def test_one_that_cannot_be_read_is_told_and_the_rest_is_checked(folder: Path, given: str) -> None:
    done = checked(folder, "right.html", "--previous", given, "--format", "json")

    assert done.returncode == 2
    assert given in done.stderr
    assert carried(done) == ["not_checked"]


def test_a_run_says_where_it_could_have_checked_more(folder: Path) -> None:
    alone = checked(folder, "right.html", "last")
    beside = checked(folder, "right.html", "last", "--previous", "last")

    assert "其中1份的上一年度报告也在这次给出的文件里" in alone.stdout
    assert "上一年度报告也在" not in beside.stdout


def test_a_name_without_its_place_needs_the_agency(folder: Path) -> None:
    put(folder, "short.html", draft("水利局"))
    put(folder, "shelf/short.html", draft("水利局", year=2024))
    put(folder, "shelf/other.html", draft("白石县民政局", year=2024))

    doubtful = checked(folder, "short.html", "--previous", "shelf", "--format", "json")
    known = checked(folder, "short.html", "--previous", "shelf", "--format", "json", "--agency", AGENCY)

    assert carried(doubtful) == ["not_checked"]
    assert "--agency" in documents(doubtful)[0]["remark"]
    assert carried(known) == ["passed"]


# What a terminal sees.


@contextmanager
def on_terminal(
    folder: Path, *arguments: str, columns: int = 90, out: bool = True, **more: str
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """The command with its standard error, and its output too if `out`, on a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [*CLI, *arguments],
        cwd=folder,
        env=environment(folder / "home", **{"TERM": "xterm", "COLUMNS": str(columns), **more}),
        stdin=subprocess.DEVNULL,
        stdout=theirs if out else subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    with running, os.fdopen(ours, "rb", buffering=0) as screen:
        yield running, screen


def everything(screen: IO[bytes]) -> str:
    """What came to the screen until nobody held it any more."""
    seen = b""
    try:
        while some := screen.read(65536):
            seen += some
    except OSError as error:
        if error.errno != errno.EIO:  # how Linux ends a terminal without writers
            raise
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_and_a_bar_that_goes_away(folder: Path) -> None:
    with on_terminal(folder, "right.html", "wrong.html", "last") as (running, screen):
        seen = everything(screen)

    assert running.wait() == 1
    assert "\x1b[1;31m不符[arithmetic.balance]\x1b[0m" in seen
    assert "0/3" in seen
    assert "退出码 1" in seen.splitlines()[-1]


def test_a_pipe_gets_neither_while_the_bar_stays_on_the_terminal(folder: Path) -> None:
    with on_terminal(folder, "right.html", "wrong.html", "last", out=False) as (running, screen):
        assert running.stdout is not None
        piped = running.stdout.read().decode()
        seen = everything(screen)

    assert "\x1b[" not in piped
    assert "0/3" in seen
    assert "arithmetic.balance" not in seen


@pytest.mark.parametrize(
    ("arguments", "more"), [([], {"NO_COLOR": "1"}), (["--color", "never"], {}), ([], {"TERM": "dumb"})]
)
def test_who_wants_no_colours_gets_none(folder: Path, arguments: list[str], more: dict[str, str]) -> None:
    with on_terminal(folder, "wrong.html", *arguments, **more) as (_, screen):
        seen = everything(screen)

    assert "不符[arithmetic.balance]" in seen
    assert "\x1b[" not in seen


def test_without_a_terminal_each_stage_is_one_line(folder: Path) -> None:
    many = checked(folder, "right.html", "wrong.html", "--previous", "last", "--previous", "right.html")
    one = checked(folder, "wrong.html")

    assert many.stderr == "读取上一年度报告：2份\n检查：2份\n"
    assert one.stderr == ""


def test_english_is_spoken_where_it_is_asked_for(folder: Path) -> None:
    done = checked(folder, "right.html", "wrong.html", "none.bin", CHUNXUN_LANGUAGE=Language.EN)

    assert "failed[arithmetic.balance] major: " in done.stdout
    assert "3 documents: 1 with nothing failed, 1 with findings, 1 unreadable" in done.stdout
    assert done.stderr.startswith("checking: 3\nnone.bin: ")


# Ends before the end.


def waiting_for(folder: Path, shape: str, *, names: int = 1) -> subprocess.Popen[str]:
    """A check whose last document never comes: a pipe nobody writes into."""
    os.mkfifo(folder / "never.html")
    return subprocess.Popen(
        [*CLI, *["wrong.html"] * names, "never.html", "--format", shape, "--jobs", "2"],
        cwd=folder, env=environment(folder / "home"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def test_what_is_ready_is_written_while_the_rest_is_worked_at_and_ctrl_c_ends_it(folder: Path) -> None:
    with waiting_for(folder, "json") as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        workers = psutil.Process(running.pid).children(recursive=True)
        os.killpg(running.pid, signal.SIGINT)
        rest, error = running.communicate(timeout=60)

    assert json.loads(first)["source"] == "wrong.html"
    assert (running.returncode, rest) == (130, "")
    assert "中断" in error
    assert "Traceback" not in error
    assert [each for each in workers if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []


def test_an_interrupted_log_is_whole(folder: Path, schema: jsonschema.Draft4Validator) -> None:
    with waiting_for(folder, "sarif") as running:
        assert running.stdout is not None
        head = running.stdout.readline() + running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        rest, _ = running.communicate(timeout=60)

    log = json.loads(head + rest)
    assert running.returncode == 130
    assert [error.message for error in schema.iter_errors(log)] == []
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["arithmetic.balance"]
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize("shape", ["text", "json", "sarif"])
def test_a_reader_who_has_had_enough_is_no_error(folder: Path, shape: str) -> None:
    for number in range(40):
        put(folder, f"many/{number}.html", draft(misprints=WRONG))
    with subprocess.Popen(
        [*CLI, "many", "--format", shape], cwd=folder, env=environment(folder / "home"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        error = running.stderr.read()

    assert running.returncode == 128 + signal.SIGPIPE
    assert error.splitlines() == ["检查：40份"]


def test_the_log_of_a_run_is_valid_and_names_every_document(
    folder: Path, schema: jsonschema.Draft4Validator
) -> None:
    done = check(folder, ".", "none.bin", "--previous", "no-such.html", "--format", "sarif")

    log = json.loads(done.stdout)
    (run,) = log["runs"]
    assert [error.message for error in schema.iter_errors(log)] == []
    assert [each["location"]["uri"] for each in run["artifacts"]] == [
        "right.html",
        "wrong.html",
        "last/year.html",
    ]
    assert [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in run["invocations"][0]["toolExecutionNotifications"]
    ] == ["no-such.html", "none.bin"]
    assert [each["ruleId"] for each in run["results"]] == ["arithmetic.balance"]
