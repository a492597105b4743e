"""One opened home: settings, store, vault and the clock, handed to every step."""

import contextlib
import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from flows.settings import Settings, release
from models.engine import engine_for, migrate, opened_to_read
from models.store import Store
from models.times import BEIJING
from models.words import Words
from scrapers.vault import Vault

LEASE = timedelta(minutes=2)  # of a step; a killed one is forgotten after it
LEFTOVER = timedelta(hours=1)  # a file being written is younger


class AlreadyRunning(Exception):
    """Another process holds the lease of this step on this store."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Everything a step needs. `clock_set` says that `now` was given and is not the time."""

    settings: Settings
    store: Store
    vault: Vault
    now: Callable[[], datetime]  # aware, UTC
    clock_set: bool
    release: str


@contextlib.contextmanager
def open_home(settings: Settings, *, now: datetime | None = None) -> Iterator[Home]:
    """Open the store (migrated to this release) and the vault while the block lasts.

    A given `now` stands still: everything done under it happens at that moment. A naive one is read as Asia/Shanghai.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    vault = Vault(settings.vault_folder)
    vault.sweep(datetime.now(UTC) - LEFTOVER)  # what a killed process left half-written
    engine = engine_for(settings.store_url)
    try:
        migrate(engine)
        yield Home(
            settings=settings,
            store=Store(engine),
            vault=vault,
            now=_clock(now),
            clock_set=now is not None,
            release=release(),
        )
    finally:
        engine.dispose()


@contextlib.contextmanager
def open_home_to_read(settings: Settings) -> Iterator[Home]:
    """Open what is kept while the block lasts, by the real clock, and write nothing: the database refuses it.

    Raises OlderSchema where the store is not of this release, NewerSchema and UnknownDatabase.
    """
    with opened_to_read(settings.store_url) as engine:
        yield Home(
            settings=settings,
            store=Store(engine),
            vault=Vault(settings.vault_folder),
            now=_clock(None),
            clock_set=False,
            release=release(),
        )


def at_moment(home: Home, moment: datetime) -> Home:
    """The same home under a clock that stands still at that moment."""
    return replace(home, now=_clock(moment), clock_set=True)


def _clock(now: datetime | None) -> Callable[[], datetime]:
    if now is None:
        return lambda: datetime.now(UTC)
    aware = now if now.tzinfo else now.replace(tzinfo=BEIJING)
    fixed = aware.astimezone(UTC)
    return lambda: fixed


@contextlib.contextmanager
def only_one(home: Home, step: str) -> Iterator[None]:
    """Hold the lease of a step while the block lasts. Raises AlreadyRunning.

    The lease is taken by the machine's clock even in a rehearsal: it keeps processes apart, not seasons. It is
    renewed while we live and ends soon after a kill, so that the next run need not wait.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    if not _take(home, step, holder):
        raise AlreadyRunning(
            Words(
                zh=f"另一个进程正在执行「{step}」，本次未执行",
                en=f"Another process is running “{step}”; this one did nothing",
            )
        )
    done = threading.Event()
    keeper = threading.Thread(target=_renew, args=(home, step, holder, done), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
        home.store.release(step, holder)


def _take(home: Home, step: str, holder: str) -> bool:
    now = datetime.now(UTC)
    return home.store.acquire(step, holder, now=now, until=now + LEASE)


def _renew(home: Home, step: str, holder: str, done: threading.Event) -> None:
    while not done.wait(LEASE.total_seconds() / 4):
        _take(home, step, holder)
