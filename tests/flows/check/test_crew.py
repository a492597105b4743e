"""Processes side by side: answers in order, a death costs one task, a memory that does not grow, nothing left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import psutil
import pytest

from flows.check import crew
from flows.check.crew import DIED, TOO_LONG, in_order
from models.words import Words


def answer(task: int) -> tuple[int, int]:
    return task, os.getpid()


def uneven(task: int, gate: Path) -> int:
    """The first task ends only after the last was begun."""
    if task == 0:
        while not gate.exists():
            os.sched_yield()
    if task == 5:
        gate.touch()
    return task


def deadly(task: str) -> str:
    match task:
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exits":
            os._exit(3)
        case "raises":
            raise RuntimeError("our own bug")
        case "hangs":
            signal.pause()
    return task


def lost(task: object, why: Words) -> str:
    return f"{task} lost: {why.en}"


def lost_pair(task: int, why: Words) -> tuple[int, int]:
    raise AssertionError(f"{task}: {why.en}")


def test_answers_come_in_the_order_of_the_tasks() -> None:
    answers = list(in_order(answer, range(100), jobs=3, lost=lost_pair))

    assert [task for task, _ in answers] == list(range(100))
    assert os.getpid() not in {process for _, process in answers}


def test_a_slow_first_task_keeps_the_others_waiting_and_not_idle(tmp_path: Path) -> None:
    work = partial(uneven, gate=tmp_path / "gate")

    assert list(in_order(work, range(9), jobs=2, lost=lambda task, _: task)) == list(range(9))


@pytest.mark.parametrize("how", ["killed", "exits", "raises"])
def test_a_death_costs_its_own_task_only(how: str) -> None:
    answers = list(in_order(deadly, ["a", how, "b", how, "c"], jobs=2, lost=lost))

    assert answers == ["a", lost(how, DIED), "b", lost(how, DIED), "c"]


def test_a_task_that_takes_too_long_is_given_up() -> None:
    answers = list(in_order(deadly, ["a", "hangs", "b"], jobs=2, lost=lost, deadline=0.5))

    assert answers == ["a", lost("hangs", TOO_LONG), "b"]


def test_a_process_that_has_done_its_share_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "SHARE", 10)

    answers = list(in_order(answer, range(50), jobs=1, lost=lost_pair))

    assert len({process for _, process in answers}) == 5


def test_tasks_are_taken_no_further_ahead_than_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "AHEAD", 4)
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    for done, _ in enumerate(in_order(answer, tasks(), jobs=2, lost=lost_pair)):
        assert len(taken) <= done + 1 + 4


def test_nothing_is_left_running_when_nobody_wants_the_rest() -> None:
    others = set(psutil.Process().children(recursive=True))  # of tests before this one
    with closing(in_order(deadly, ["a", "hangs", "hangs"], jobs=3, lost=lost)) as answers:
        assert next(answers) == "a"
        busy = set(psutil.Process().children(recursive=True)) - others

    assert busy
    assert [each for each in busy if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []


def test_no_task_needs_no_process() -> None:
    assert list(in_order(answer, [], jobs=2, lost=lost_pair)) == []


FAILING = """
import logging
from flows.check.crew import in_order
from tests.flows.check.test_crew import deadly, lost
logging.basicConfig()
print(list(in_order(deadly, ["raises"], jobs=1, lost=lost)))
"""


def in_a_process(script: str) -> "subprocess.CompletedProcess[str]":
    root = Path(__file__).resolve().parents[3]
    return subprocess.run(
        [sys.executable, "-c", script], cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_an_error_of_our_own_is_told_with_its_traceback() -> None:
    failed = in_a_process(FAILING)

    assert "RuntimeError: our own bug" in failed.stderr
    assert failed.stdout.startswith("['raises lost: ")


KILLED = """
import os, signal
from flows.check.crew import in_order
from tests.flows.check.test_crew import answer, lost_pair
for task, process in in_order(answer, range(9), jobs=2, lost=lost_pair):
    print(process, flush=True)
    if task == 5:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_end_with_a_parent_that_was_killed() -> None:
    killed = in_a_process(KILLED)
    workers = [psutil.Process(pid) for pid in set(map(int, killed.stdout.split())) if psutil.pid_exists(pid)]
    _, alive = psutil.wait_procs(workers, timeout=20)

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert [each for each in alive if each.status() != psutil.STATUS_ZOMBIE] == []


def test_an_answer_that_nobody_waits_for_any_more_ends_its_process_without_a_word(tmp_path: Path) -> None:
    ours, theirs = crew._CONTEXT.Pipe()
    work = partial(behind_a_closed_pipe, gate=tmp_path / "hung up")
    process = crew._CONTEXT.Process(target=crew._serve, args=(work, theirs, []))
    process.start()
    theirs.close()
    ours.send(ours.fileno())
    ours.close()
    (tmp_path / "hung up").touch()
    process.join(30)

    assert process.exitcode == 0


def behind_a_closed_pipe(held: int, gate: Path) -> int:
    """Answers when the other side has hung up; our own copy of its end goes first."""
    os.close(held)
    while not gate.exists():
        os.sched_yield()
    return held
