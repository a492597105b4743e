"""One opened home: settings, store, vault and the clock, handed to every step."""

import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.settings import Settings, release
from models.engine import engine_for, migrate
from models.store import Store
from models.times import BEIJING
from models.words import Words
from scrapers.browser import find_browser
from scrapers.opener import Manners
from scrapers.vault import Vault

CHALLENGE_WAIT = 35.0  # seconds; the usual challenge reloads itself after some thirty (domain §6.6)
LEASE = timedelta(hours=6)  # longer than any patrol; a crashed one is forgotten after it


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


def open_home(settings: Settings, *, now: datetime | None = None) -> Home:
    """Open the store (migrated to this release) and the vault.

    A given `now` stands still: everything done under it happens at that moment. A naive one is read as Asia/Shanghai.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = engine_for(settings.store_url)
    migrate(engine)
    vault = Vault(settings.vault_folder)
    vault.sweep(datetime.now(UTC) - LEASE)  # what a killed process left half-written
    return Home(
        settings=settings,
        store=Store(engine),
        vault=vault,
        now=_clock(now),
        clock_set=now is not None,
        release=release(),
    )


def _clock(now: datetime | None) -> Callable[[], datetime]:
    if now is None:
        return lambda: datetime.now(UTC)
    aware = now if now.tzinfo else now.replace(tzinfo=BEIJING)
    fixed = aware.astimezone(UTC)
    return lambda: fixed


def manners_of(home: Home) -> Manners:
    """How to go: who we are, how slowly, and which addresses may be opened."""
    settings = home.settings
    return Manners(
        contact=settings.contact,
        release=home.release,
        host_delay=settings.host_delay,
        timeout=settings.timeout,
        portal_deadline=settings.portal_deadline,
        allow_addresses=settings.allow_addresses,
        browser=find_browser(settings.browser or None),
        headers=_rehearsal_headers(home),
        # Half of a portal's time for a challenge, so that a portal that never lets us in still ends by its name.
        challenge_wait=min(CHALLENGE_WAIT, settings.portal_deadline / 2),
    )


def _rehearsal_headers(home: Home) -> dict[str, str]:
    """The practice country moves its calendar by this header; no portal of the real world hears of it."""
    if not (home.clock_set and home.settings.allow_addresses):
        return {}
    return {"X-Practice-Now": home.now().astimezone(BEIJING).isoformat()}


@contextlib.contextmanager
def only_one(home: Home, step: str) -> Iterator[None]:
    """Hold the lease of a step while the block lasts. Raises AlreadyRunning.

    The lease is taken by the machine's clock even in a rehearsal: it keeps processes apart, not seasons.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}"
    started = datetime.now(UTC)
    if not home.store.acquire(step, holder, now=started, until=started + LEASE):
        raise AlreadyRunning(
            Words(
                zh=f"另一个进程正在执行「{step}」，本次未执行",
                en=f"Another process is running “{step}”; this one did nothing",
            )
        )
    try:
        yield
    finally:
        home.store.release(step, holder)
