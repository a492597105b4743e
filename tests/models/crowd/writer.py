"""One of several processes that write into one store together: looks, judgements, examinations, messages, deliveries, decisions.

What the store says it has kept is written down; whoever started us looks whether it is there.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from models.engine import engine_for
from models.errors import Overtaken
from models.message import Delivery, Handover
from models.store import Store
from models.visit import Document, Sighting, Visit
from tests.models.nouns import (
    MOMENT,
    REPORT,
    agency,
    assessment,
    change,
    decision,
    document,
    message,
    sighting,
    verdict,
    visit,
)

ALL = "all"  # the agency and the office that every process writes about
DOCUMENTS = [f"{n:064x}" for n in range(40)]  # that were there before


def prepare(store: Store, writers: int) -> None:
    """An agency for each writer, one for all, and what was seen before."""
    store.import_roster([agency(code) for code in (ALL, *map(str, range(writers)))], at=MOMENT)
    store.save_visit(visit("before", *map(document, DOCUMENTS)), [])


def write(url: str, me: int, times: int, folder: Path) -> None:
    """So many writes, each noted once it is acknowledged: FOLDER/<me>, a line each."""
    engine = engine_for(url)
    store, dice = Store(engine), random.Random(me)
    with (folder / str(me)).open("w", encoding="utf-8") as kept:
        for number in range(times):
            kept.write(_one(store, me, number, dice) + "\n")
    engine.dispose()


def _one(store: Store, me: int, number: int, dice: random.Random) -> str:
    match number % 6:
        case 0:
            return _look(store, me, number, dice)
        case 1:
            return _judge(store, me, number)
        case 2:
            return _examine(store, me, number, dice)
        case 3:
            return _freeze(store, me, number)
        case 4:
            return _decide(store, me, number)
        case _:
            return _deliver(store) or _look(store, me, number, dice)


def _look(store: Store, me: int, number: int, dice: random.Random) -> str:
    # New to all, and in any order, as portals come: two that keep the same must not wait for each other for ever.
    found = [f"{100 + number + n:064x}" for n in range(8)]
    brought = [document(sha) for sha in dice.sample([*found, *DOCUMENTS[:4]], 8)]
    looks = [_seen(f"{me}-{number}-{part}", me, brought) for part in range(2)]
    assert store.save_visits(looks) == len(looks)
    return f"look {me}-{number}"


def _seen(name: str, me: int, brought: list[Document]) -> tuple[Visit, list[Sighting]]:
    look = visit(name, *brought)
    return look, [sighting(look, ALL, document=brought[0].sha256), sighting(look, str(me))]


def _judge(store: Store, me: int, number: int) -> str:
    new = f"{me}-{number}"
    standings = [assessment(ALL), assessment(str(me))]
    assert store.save_judgement(standings, [change(new, str(me), key=f"finding {number % 20}")]) == 1
    return f"change {new}"


def _examine(store: Store, me: int, number: int, dice: random.Random) -> str:
    sha256, release = dice.choice(DOCUMENTS), f"{me}-{number}"
    what = {"agency": ALL, "year": 2025, "document": sha256, "release": release, "at": MOMENT}
    assert store.save_examination(
        **what, report=REPORT, verdicts=[verdict()], unreadable=None, clock_set=False
    )
    store.save_verdicts(**what, verdicts=[verdict(), verdict("presence.table")], beside=release)
    return f"examination {release}"


def _freeze(store: Store, me: int, number: int) -> str:
    """The next number of an office that all write to: whoever comes second takes the one after."""
    last = store.changes(2025, agency=str(me))[-1].id or 0
    while True:
        place = store.next_number(ALL)
        handovers = (Handover(recipient=f"{me}-{number}", content=b"mail"),)
        if store.freeze(message(f"{me}-{number}", place, office=ALL, changes=(last,), handovers=handovers)):
            return f"message {me}-{number}"


def _decide(store: Store, me: int, number: int) -> str:
    """Half of the time on what all decide on: whoever was overtaken looks again, and decides again."""
    code = ALL if number % 4 else str(me)
    while True:
        known = store.decisions(2025, agency=code)
        try:
            store.save_decision(
                decision(code, reason=f"{me}-{number}"), after=known[-1].id if known else None
            )
        except Overtaken:
            continue
        return f"decision {me}-{number}"


def _deliver(store: Store) -> str:
    """Take whatever waits, and send it. Empty where nothing is left to be taken."""
    for waiting in _waiting(store):
        attempt = store.claim(waiting, at=MOMENT)
        if attempt:
            assert store.record(waiting, attempt, Delivery.SENT, at=MOMENT)
            return f"delivery {waiting}"
    return ""


def _waiting(store: Store) -> Iterator[int]:
    for each in store.messages(deliveries=[Delivery.PENDING]):
        yield each.handovers[0].id or 0
