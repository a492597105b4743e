"""The sender is killed again and again while the mail server is at fault: nothing is lost in silence, nothing comes twice.

`make prove-delivery` is the long one; the short one is in the suite.
"""

import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.home import Home, open_home
from flows.settings import read_settings
from flows.summarise import write_summary
from models.message import Delivery
from tests.flows.delivery.sender import agencies, live

ROOT = Path(__file__).parents[3]
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.flows.delivery.sender"])
OFFICES = int(os.environ.get("PROVE_OFFICES", "10"))
DAYS = int(os.environ.get("PROVE_DAYS", "30"))


@pytest.fixture
def postbox(tmp_path: Path) -> Iterator[int]:
    server = subprocess.Popen([sys.executable, "-m", "tests.flows.delivery.postbox", str(tmp_path)], cwd=ROOT)
    try:
        while not (tmp_path / "port").exists():
            assert server.poll() is None
            time.sleep(0.02)
        yield int((tmp_path / "port").read_text())
    finally:
        server.kill()
        server.wait()


def prepared(folder: Path, database: str, offices: int, port: int) -> None:
    (folder / "offices.toml").write_text(
        "".join(
            f'[[office]]\ncode = "{agency.oversight}"\n[[office.channel]]\n'
            f'url = "mailto://127.0.0.1:{port}/?from=a@chunxun.example&to={agency.oversight}@office.example"\nquiet = false\n'
            for agency in agencies(offices)
        )
    )
    with open_home(read_settings(folder)) as home:
        home.store.import_roster(agencies(offices), at=home.now())
    assert home.settings.store_url == database


def survive(folder: Path, database: str, offices: int, days: int, kills: int) -> int:
    """Let the sender live through its days, killed whenever so many mails have come in; how often it was."""
    dice, done = random.Random(60), 0
    # What is uncertain may never come in: the last kill must not wait for the last mail.
    marks = [offices * days * 8 * (n + 1) // (10 * kills) for n in range(kills)]
    came, taken = 0, (folder / "taken").open("rb")
    while True:
        sender = PROCESSES.Process(target=live, args=(folder, database, offices, days))
        sender.start()
        while sender.is_alive():
            came += taken.read().count(b"\n")
            if done < kills and came >= marks[done]:
                sender.join(dice.random() * 0.05)  # anywhere within a delivery
                sender.kill()
                done += 1
                break
            sender.join(0.005)
        sender.join()
        if sender.exitcode == 0:
            taken.close()
            return done
        assert sender.exitcode == -9, sender.exitcode


def check(home: Home, folder: Path, offices: int, days: int, kills: int) -> str:
    """All the promises; what was counted, in one line."""
    arrived = [
        line.split("\t")[0].strip("<>").rpartition("@")[0]
        for line in (folder / "taken").read_text().splitlines()
    ]
    counts, of_office = Counter(arrived), defaultdict(list)
    for message_id in arrived:
        of_office[message_id.partition("-")[0]].append(message_id)
    states: Counter[Delivery] = Counter()
    uncertain: set[str] = set()
    for office in (str(agency.oversight) for agency in agencies(offices)):
        messages = home.store.messages(office=office)
        sent = [m.id for m in messages if m.delivery is Delivery.SENT]
        uncertain |= {m.id for m in messages if m.delivery is Delivery.UNCERTAIN}
        states.update(handover.delivery for message in messages for handover in message.handovers)
        assert len(messages) == days
        assert home.store.untold(2025, office=office, channel="1") == ()
        assert [message_id for message_id in sent if not counts[message_id]] == []
        assert of_office[office] == sorted(of_office[office])
    page = write_summary(home, 2025).read_text()

    assert set(states) <= {Delivery.SENT, Delivery.UNCERTAIN}, states
    assert [message_id for message_id, count in counts.items() if count > 1] == []
    assert len(uncertain) <= kills
    assert all(message_id in page for message_id in uncertain)
    doubt = sum(counts[message_id] for message_id in uncertain)
    return (
        f"{states.total()} digests, {kills} kills: 0 lost in silence, 0 twice, "
        f"{len(uncertain)} uncertain and shown ({doubt} of them had arrived)"
    )


def proven(folder: Path, database: str, port: int, *, offices: int, days: int, kills: int) -> str:
    prepared(folder, database, offices, port)
    (folder / "taken").touch()
    began = time.monotonic()
    done = survive(folder, database, offices, days, kills)
    with open_home(read_settings(folder)) as home:
        said = check(home, folder, offices, days, done)
    assert done == kills
    return f"{said}; {time.monotonic() - began:.0f} s"


def test_a_sender_killed_four_times_loses_and_repeats_nothing(
    tmp_path: Path, empty_url: str, postbox: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)

    proven(tmp_path, empty_url, postbox, offices=3, days=6, kills=4)


@pytest.mark.slow
@pytest.mark.timeout(900 + OFFICES * DAYS)
def test_sixty_kills_in_a_season(
    tmp_path: Path, empty_url: str, postbox: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)
    said = proven(tmp_path, empty_url, postbox, offices=OFFICES, days=DAYS, kills=60)

    print(f"\n{empty_url.partition(':')[0]}: {OFFICES} offices × {DAYS} days: {said}")
