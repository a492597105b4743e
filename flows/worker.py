"""Our side of the processes that read documents: start, ask, end; a few of them, each for many documents."""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from flows.confinement import end, offline, surroundings
from flows.limits import Limits, limits_of
from flows.reader import LENGTH, QUESTION
from reports.reading.content import Media

_ROOT = Path(__file__).resolve().parent.parent
_MOST_HELD = 512 * 1024 * 1024  # bytes of address space after a document, from which a process is replaced
# Every thread that recognises a scan would set aside address space of its own: a third of what a document may take.
_FRUGAL = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
_MOST_ANSWER = 64 * 1024 * 1024  # bytes
Answer = dict[str, Any]
LimitsOf = Callable[[Media | None], Limits]


class Died(Exception):
    """The process ended before it answered. `late`: we ended it after so many seconds; None: it ended by itself."""

    def __init__(self, *, late: int | None) -> None:
        super().__init__("died" if late is None else f"late after {late} seconds")
        self.late = late


@dataclass(slots=True)
class Worker:
    """One process, our ends of its pipes, and how much it has read."""

    process: "subprocess.Popen[bytes]"
    questions: IO[bytes]
    answers: IO[bytes]
    read: int = 0
    held: int = 0

    @classmethod
    def started(cls) -> "Worker":
        """A new process, ready to be asked."""
        process = subprocess.Popen(
            [*offline(), sys.executable, "-P", "-s", "-m", "flows.reader"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings(PYTHONPATH=str(_ROOT), **_FRUGAL),
            cwd="/",
            start_new_session=True,
        )
        return cls(process, cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout))

    def is_fit(self, most: int) -> bool:
        """Whether it may read another document, having read fewer than `most`."""
        return self.process.poll() is None and self.read < most and self.held < _MOST_HELD

    def ask(self, content: bytes, limits: LimitsOf, *, recognise: bool) -> Answer:
        """What it says of a document, in one object. Raises Died."""
        answer = self._said(QUESTION.pack(recognise, len(content)), content, seconds=limits(None).seconds)
        if kind := answer.get("kind"):
            answer |= self._said(seconds=limits(Media(kind)).seconds)
        self.read += 1
        self.held = answer.pop("held", _MOST_HELD)
        return answer

    def _said(self, *question: bytes, seconds: int) -> Answer:
        late = threading.Event()
        timer = threading.Timer(seconds, self._overdue, (late,))  # its end ends our waiting
        timer.daemon = True
        timer.start()
        try:
            for part in question:
                self.questions.write(part)
            self.questions.flush()
            length = self.answers.read(LENGTH.size)
            size = LENGTH.unpack(length)[0] if len(length) == LENGTH.size else _MOST_ANSWER + 1
            said = self.answers.read(size) if size <= _MOST_ANSWER else b""
            answer = json.loads(said)
        except (BrokenPipeError, ValueError) as error:
            raise Died(late=seconds if late.is_set() else None) from error
        finally:
            timer.cancel()
        return dict(answer)

    def _overdue(self, late: threading.Event) -> None:
        late.set()
        end(self.process)

    def end(self) -> None:
        """Kill the process and close our ends of the pipes."""
        end(self.process)
        with suppress(BrokenPipeError):  # what it will never read
            self.questions.close()
        self.answers.close()


@dataclass(slots=True)
class Workers:
    """As many processes as there are readers at once, at most one a core; safe to ask from any thread."""

    limits: LimitsOf = limits_of
    most: int = 1_000  # documents; then a process is replaced, whatever it holds
    idle: list[Worker] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    room: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(os.cpu_count() or 1)
    )

    def ask(self, content: bytes, *, recognise: bool = True) -> Answer:
        """What a process says of a document; scans are recognised, or left the pictures they are. Raises Died."""
        with self.room:
            worker = self._taken() or Worker.started()
            try:
                answer = worker.ask(content, self.limits, recognise=recognise)
            except BaseException:
                worker.end()  # in the middle of an answer: it cannot be asked again
                raise
            self._back(worker)
            return answer

    def _taken(self) -> Worker | None:
        """A process that waits; one that died meanwhile is put away."""
        while True:
            with self.lock:
                if not self.idle:
                    return None
                worker = self.idle.pop()
            if worker.is_fit(self.most):
                return worker
            worker.end()

    def _back(self, worker: Worker) -> None:
        if not worker.is_fit(self.most):
            worker.end()
            return
        with self.lock:
            self.idle.append(worker)

    def forget(self) -> None:
        """Leave every process to whoever started it: a fork that asked one would listen to another's answers."""
        self.idle, self.lock = [], threading.Lock()
        self.room = threading.BoundedSemaphore(os.cpu_count() or 1)

    def end(self) -> None:
        """End every process that waits."""
        with self.lock:
            idle, self.idle = self.idle, []
        for worker in idle:
            worker.end()


WORKERS = Workers()
atexit.register(WORKERS.end)
os.register_at_fork(after_in_child=WORKERS.forget)
