"""Processes that read: asked from many threads, stopped in mid-document, killed, left alone by a dying parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from flows.confinement import offline
from flows.limits import Limits, limits_of
from flows.worker import WORKERS, Died, Worker, Workers
from tests.prefect_api import eventually

PAGE = "<p>示例县水利局2023年政府信息公开工作年度报告</p>".encode()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Processes of this test alone."""
    made = Workers()
    yield made
    made.end()


def hasty(kind: object) -> Limits:
    return Limits(seconds=1, memory=2**30)


def stopped(workers: Workers) -> Worker:
    """The process that will be asked next, held still as one busy for ever is."""
    workers.ask(PAGE)
    os.kill(workers.idle[-1].process.pid, signal.SIGSTOP)
    return workers.idle[-1]


def test_one_process_reads_many_documents(workers: Workers) -> None:
    titles = {workers.ask(PAGE)["report"]["title"] for _ in range(20)}

    assert titles == {"示例县水利局2023年政府信息公开工作年度报告"}
    assert [worker.read for worker in workers.idle] == [20]


def test_a_process_is_replaced_after_so_many_documents() -> None:
    workers = Workers(most=2)
    pids = []
    for _ in range(4):
        workers.ask(PAGE)
        pids += [worker.process.pid for worker in workers.idle]

    assert len(pids) == 2  # after the first and the third; the others were put away
    assert len(set(pids)) == 2
    workers.end()


def test_threads_share_a_few_processes(workers: Workers) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: workers.ask(PAGE)["kind"], range(40)))

    assert answers == ["text/html"] * 40
    assert 1 <= len(workers.idle) <= (os.cpu_count() or 1)


def test_a_process_whose_time_is_over_is_killed_and_the_next_is_asked(workers: Workers) -> None:
    late = stopped(workers)
    workers.limits = hasty
    with pytest.raises(Died) as died:
        workers.ask(PAGE)
    workers.limits = limits_of  # a new process may take longer than a second to start

    assert died.value.late == 1
    assert late.process.returncode == -signal.SIGKILL
    assert workers.ask(PAGE)["report"]


def test_a_process_killed_in_mid_document_is_no_ones_end(workers: Workers) -> None:
    victim = stopped(workers)
    threading.Timer(0.2, victim.process.kill).start()
    with pytest.raises(Died) as died:
        workers.ask(PAGE)

    assert died.value.late is None
    assert workers.ask(PAGE)["report"]


def test_a_process_that_died_between_two_documents_is_not_noticed(workers: Workers) -> None:
    workers.ask(PAGE)
    gone = workers.idle[-1].process
    gone.kill()
    gone.wait()

    assert workers.ask(PAGE)["report"]


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_fork_has_processes_of_its_own() -> None:
    # Two that talked through one pipe would get each other's answers.
    WORKERS.ask(PAGE)
    ours = {worker.process.pid for worker in WORKERS.idle}
    ends, answers = os.pipe()
    if (child := os.fork()) == 0:
        WORKERS.ask(PAGE)
        os.write(answers, b" ".join(b"%d" % worker.process.pid for worker in WORKERS.idle))
        os._exit(0)
    os.close(answers)
    with os.fdopen(ends, "rb") as told:
        theirs = set(map(int, told.read().split()))
    os.waitpid(child, 0)

    assert len(theirs) == 1
    assert not ours & theirs
    assert WORKERS.ask(PAGE)["report"]


def test_ended_processes_leave_nothing_behind(workers: Workers) -> None:
    workers.ask(PAGE)
    left = psutil.Process(workers.idle[-1].process.pid)
    workers.end()

    assert workers.idle == []
    assert not left.is_running()


def test_a_process_has_no_network_no_secrets_and_writes_no_file(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    workers.ask(PAGE)
    pid = workers.idle[-1].process.pid
    process = psutil.Process(pid)

    assert "secret" not in str(process.environ())
    assert process.rlimit(psutil.RLIMIT_FSIZE) == process.rlimit(psutil.RLIMIT_CORE) == (0, 0)
    assert process.rlimit(psutil.RLIMIT_AS)[0] == 2**30
    if offline():  # some containers allow no namespaces
        assert Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_a_process_goes_when_its_parent_goes(way: signal.Signals, busy: bool, tmp_path: Path) -> None:
    # A parent with a process of its own, busy with a document it never gets to the end of, or idle.
    program = (
        "import signal, sys, time, os\n"
        "from flows.worker import WORKERS\n"
        f"WORKERS.ask({PAGE!r})\n"
        "worker = WORKERS.idle[-1]\n"
        "print(worker.process.pid, flush=True)\n"
        "if sys.argv[1] == 'True':\n"
        "    content = b'<p>' * 19_000 + b'<b>x</b>' * 400_000\n"
        "    WORKERS.ask(content)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(busy)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    if busy:
        eventually(lambda: child.cpu_times().user, lambda used: used > 0.8, seconds=30)
    parent.send_signal(way)
    parent.wait()
    parent.stdout.close()
    gone, alive = psutil.wait_procs([child], timeout=10)

    assert (alive, len(gone)) == ([], 1)


def test_the_parent_does_not_grow(workers: Workers) -> None:
    for _ in range(100):
        workers.ask(PAGE)
    before = psutil.Process().memory_info().rss
    for _ in range(500):
        workers.ask(PAGE)

    assert psutil.Process().memory_info().rss - before < 2 * 1024 * 1024


def test_asking_costs_little(workers: Workers) -> None:
    workers.ask(PAGE)
    began = time.process_time()
    for _ in range(100):
        workers.ask(PAGE)

    assert (time.process_time() - began) / 100 < 0.005
