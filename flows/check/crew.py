"""Processes that work side by side, whose answers come in the order of the tasks.

A process that dies or takes too long costs its one task and is replaced; one that has done its share is replaced too,
so that what a parser leaves behind in memory does not add up. No more tasks are out than `AHEAD` before the answer
that is waited for, so that neither does what waits here.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from models.words import Words

SHARE = 500  # tasks of one process
AHEAD = 64  # tasks
PATIENCE = 1.0  # seconds for a process without a task to end
DEADLINE = 900.0  # seconds a task may take; reading a scan of many pages takes minutes

_LOG = logging.getLogger(__name__)

Task = TypeVar("Task")
Answer = TypeVar("Answer")

# A fork has everything loaded already. We fork from a single thread, and elsewhere take what the system is used to.
_CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else None)

DIED = Words(
    "读取时进程意外终止，其余文件不受影响；请单独检查这份文件，并把它报告给春巡的开发者",
    "the process reading it died; other files are not affected. Check this one by itself and report it to the developers",
)
TOO_LONG = Words(
    f"读取超过 {DEADLINE / 60:.0f} 分钟，已放弃；请另存为网页或带文字层的 PDF 后再检查",
    f"reading took more than {DEADLINE / 60:.0f} minutes and was given up; save it as a web page or a PDF with text",
)


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: BaseProcess
    connection: Connection
    done: int = 0
    job: tuple[int, Task] | None = None  # the task it works on and its number; None: it is free
    since: float = 0.0


def in_order(
    work: Callable[[Task], Answer],
    tasks: Iterable[Task],
    *,
    jobs: int,
    lost: Callable[[Task, Words], Answer],
    deadline: float = DEADLINE,
) -> Generator[Answer, None, None]:
    """The answer of `work` to every task, in order; `lost` answers for a task whose process died, with the reason."""
    crew = _Crew(work, iter(tasks), jobs, lost, deadline)
    try:
        yield from crew.answers()
    finally:
        crew.dismiss()


class _Crew(Generic[Task, Answer]):
    def __init__(
        self,
        work: Callable[[Task], Answer],
        tasks: Iterator[Task],
        jobs: int,
        lost: Callable[[Task, Words], Answer],
        deadline: float,
    ) -> None:
        self.work, self.tasks, self.jobs, self.lost, self.deadline = work, tasks, jobs, lost, deadline
        self.workers: list[_Worker[Task]] = []
        self.waiting: dict[int, Answer] = {}  # answers that came before their turn
        self.given, self.handed_out = 0, 0
        self.exhausted = False

    def answers(self) -> Iterator[Answer]:
        """Hand out tasks, collect answers, and pass them on in order."""
        while True:
            self._hand_out()
            while self.handed_out in self.waiting:
                answer = self.waiting.pop(self.handed_out)
                self.handed_out += 1
                yield answer
            if self.exhausted and self.handed_out == self.given:
                return
            self._hand_out()
            self._collect()

    def _hand_out(self) -> None:
        """Give every free process a task, and hire where there are fewer than may be."""
        while not self.exhausted and self.given - self.handed_out < AHEAD:
            free = next((each for each in self.workers if each.job is None), None)
            if free is None and len(self.workers) >= self.jobs:
                return
            try:
                task = next(self.tasks)
            except StopIteration:
                self.exhausted = True
                return
            self._give(free or self._hire(), task)

    def _hire(self) -> _Worker[Task]:
        ours, theirs = _CONTEXT.Pipe()
        others = [each.connection for each in self.workers]
        process = _CONTEXT.Process(target=_serve, args=(self.work, theirs, [ours, *others]), daemon=False)
        process.start()
        theirs.close()
        worker: _Worker[Task] = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _give(self, worker: _Worker[Task], task: Task) -> None:
        worker.job, worker.since = (self.given, task), time.monotonic()
        self.given += 1
        # One that died while it had nothing to do is found out when its answer is waited for.
        with contextlib.suppress(BrokenPipeError):
            worker.connection.send(task)

    def _collect(self) -> None:
        """Wait for answers, deaths and deadlines."""
        busy = {each.connection: each for each in self.workers if each.job is not None}
        if not busy:
            return
        oldest = min(each.since for each in busy.values())
        ready = wait(tuple(busy), timeout=max(0.0, oldest + self.deadline - time.monotonic()))
        for connection, worker in busy.items():
            if connection in ready:
                self._receive(worker)
            elif time.monotonic() - worker.since > self.deadline:
                self._lose(worker, TOO_LONG)

    def _receive(self, worker: _Worker[Task]) -> None:
        try:
            answer: Answer = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker, DIED)
            return
        if worker.job is not None:
            self.waiting[worker.job[0]] = answer
        worker.job, worker.done = None, worker.done + 1
        if worker.done >= SHARE:
            self._let_go(worker)

    def _lose(self, worker: _Worker[Task], why: Words) -> None:
        if worker.job is not None:
            number, task = worker.job
            self.waiting[number] = self.lost(task, why)
        self._let_go(worker)

    def _let_go(self, worker: _Worker[Task]) -> None:
        """End a process: one that waits for a task ends by itself, any other is killed with all it started."""
        self.workers.remove(worker)
        worker.connection.close()
        worker.process.join(PATIENCE if worker.job is None else 0)
        if worker.process.is_alive() and worker.process.pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.process.pid, signal.SIGKILL)
            worker.process.kill()
            worker.process.join()

    def dismiss(self) -> None:
        """End every process, whatever it is doing."""
        for worker in tuple(self.workers):
            self._let_go(worker)


def _serve(work: Callable[[Task], Answer], connection: Connection, others: list[Connection]) -> None:
    """Answer tasks until there are no more. An error of our own is logged and ends the process."""
    os.setsid()  # Ctrl-C is the parent's affair; and the parent can end us with all we started
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Else the end of another process could not be told while we hold its pipe, nor ours the end of the parent.
    for other in others:
        other.close()
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = work(task)
        except Exception:  # noqa: BLE001 - whatever it is ends this process, and costs this task and no other
            # By the log: a traceback printed by Python would let a document through raw.
            _LOG.exception("The check itself failed")
            return
        try:
            connection.send(answer)
        except OSError:  # whoever asked has hung up, and is about to end us
            return
