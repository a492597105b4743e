"""Six processes write into one store at once: everything acknowledged is there, once, and nobody meets an error.

`make prove-store` is the long one; the short one is in the suite.
"""

import multiprocessing
import os
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.chain import audited
from models.engine import engine_for, migrate
from models.store import Store
from models.stores.chains import chained_tables
from tests.models.crowd.writer import ALL, prepare, write

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.models.crowd.writer"])
WRITERS = 6
WRITES = int(os.environ.get("PROVE_WRITES", "2000"))


def crowd(url: str, folder: Path, times: int) -> Counter[str]:
    """Let them write; what was acknowledged, each with how often."""
    writers = [PROCESSES.Process(target=write, args=(url, me, times, folder)) for me in range(WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert [each.exitcode for each in writers] == [0] * WRITERS
    return Counter(line for me in range(WRITERS) for line in (folder / str(me)).read_text().splitlines())


KEPT = {
    # A look was saved with another: both are there, or none.
    "look": "SELECT substr(id, 1, length(id) - 2) FROM visit GROUP BY 1 HAVING count(*) = 2",
    "change": 'SELECT new FROM "change"',
    "examination": "SELECT release FROM examination JOIN verdict ON examination.id = verdict.examination "
    "GROUP BY release, beside HAVING count(*) = 2 AND beside = release",
    "decision": "SELECT reason FROM decision",
    "message": "SELECT message.id FROM message JOIN told ON told.message = message.id",
    "delivery": "SELECT handover FROM attempt JOIN handover ON handover.id = attempt.handover "
    "WHERE handover.delivery = 'sent' AND attempt.delivery = 'sent' AND attempts = 1",
}


def kept(engine: Engine) -> Counter[str]:
    """What is in the store, in the writers' words."""
    with engine.connect() as connection:
        return Counter(
            f"{kind} {name}" for kind, query in KEPT.items() for name in connection.scalars(text(query))
        )


def proven(url: str, folder: Path, times: int) -> str:
    """All the promises; what was counted, in one line."""
    engine = engine_for(url)
    migrate(engine)
    store = Store(engine)
    prepare(store, WRITERS)
    began = time.monotonic()
    acknowledged = crowd(url, folder, times)
    seconds = time.monotonic() - began
    numbers = [message.number for message in store.messages(office=ALL)]

    assert acknowledged.total() == WRITERS * times
    assert kept(engine) == acknowledged  # nothing lost, nothing twice, and nothing that nobody wrote
    assert numbers == list(range(1, len(numbers) + 1))
    assert [each.broken for each in audited(store.chains())] == [None] * len(chained_tables())
    engine.dispose()
    kinds = Counter(line.partition(" ")[0] for line in acknowledged)
    return f"{acknowledged.total()} writes ({dict(kinds)}), 0 lost, 0 errors, {seconds:.0f} s"


def test_six_writers_lose_nothing(tmp_path: Path, empty_url: str) -> None:
    proven(empty_url, tmp_path, 50)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_six_writers_lose_nothing_in_two_thousand_writes_each(tmp_path: Path, empty_url: str) -> None:
    said = proven(empty_url, tmp_path, WRITES)

    print(f"\n{empty_url.partition(':')[0]}: {WRITERS} processes × {WRITES}: {said}")
