"""What was seen and said is only added to: neither database lets anybody change or delete it."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from models.message import Delivery, Handover
from models.store import Store
from tests.models.nouns import (
    MOMENT,
    REPORT,
    acknowledgement,
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

SHA = "a" * 64
WHOLE = (
    "document",
    "listing",
    "visit",
    "sighting",
    "change",
    "decision",
    "acknowledgement",
    "message",
    "told",
)
CHANGED = [
    ("document", "url = ''"),
    ("listing", "links = '[]'"),
    ("visit", "outcome = 'blocked'"),
    ("sighting", "seen = 'absent'"),
    ("change", "new = 'late'"),
    ("decision", "reason = ''"),
    ("acknowledgement", "until = NULL"),
    ("message", "text = ''"),
    ("told", "reason = 'not so'"),
    ("examination", "report = NULL"),
    ("handover", "content = content"),
    ("attempt", "began = began"),
]
KEPT_UP = [
    "UPDATE examination SET beside = 'b', compared = true",
    "UPDATE handover SET delivery = 'sent', attempts = 9",
    "UPDATE attempt SET error = 'e'",
    "DELETE FROM verdict",
    "UPDATE assessment SET standing = 'late'",
    "UPDATE agency SET note = 'n'",
]


@pytest.fixture
def filled(store: Store, engine: Engine) -> Engine:
    """A row in every table that is guarded."""
    store.import_roster([agency("1")], at=MOMENT)
    look = visit("v1", document(SHA))
    store.save_visit(look, [sighting(look, "1", document=SHA)])
    store.save_examination(
        agency="1", year=2025, document=SHA, report=REPORT, verdicts=[verdict()], unreadable=None,
        at=MOMENT, release="1", clock_set=False,
    )  # fmt: skip
    store.save_judgement([assessment("1")], [change("overdue", "1")])
    store.save_decision(decision("1"), after=None)
    store.save_acknowledgement(acknowledgement("1"))
    store.freeze(message(changes=(store.changes(2025)[0].id or 0,)))
    store.claim(store.messages()[0].handovers[0].id or 0, at=MOMENT)
    return engine


def asked(engine: Engine, sql: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(sql))


@pytest.mark.parametrize(("table", "change"), CHANGED)
def test_a_fact_is_not_changed(filled: Engine, table: str, change: str) -> None:
    with pytest.raises(
        IntegrityError, match=rf"{table} 的记录是证据.*Nothing was changed; to correct one, add"
    ):
        asked(filled, f'UPDATE "{table}" SET {change}')


@pytest.mark.parametrize("table", [table for table, _ in CHANGED])
def test_a_fact_is_not_deleted(filled: Engine, table: str) -> None:
    # Not merely because something refers to it.
    with pytest.raises(IntegrityError, match=r"Rows of \w+ are evidence"):
        asked(filled, f'DELETE FROM "{table}" WHERE 1 = 1')


@pytest.mark.parametrize("table", WHOLE)
def test_a_fact_is_not_put_in_the_place_of_another(filled: Engine, table: str) -> None:
    with filled.begin() as connection:
        before = connection.execute(text(f'SELECT * FROM "{table}"')).all()
    again = f'INSERT INTO "{table}" SELECT * FROM "{table}"'
    with pytest.raises(IntegrityError):
        asked(filled, again.replace("INSERT", "INSERT OR REPLACE") if _is_sqlite(filled) else again)

    with filled.begin() as connection:
        assert connection.execute(text(f'SELECT * FROM "{table}"')).all() == before


@pytest.mark.parametrize("table", [table for table, _ in CHANGED])
def test_a_table_of_facts_is_not_emptied(filled: Engine, table: str) -> None:
    # SQLite has no TRUNCATE: what comes nearest is a DELETE that looks at no row.
    emptied = f'DELETE FROM "{table}"' if _is_sqlite(filled) else f'TRUNCATE "{table}" CASCADE'
    with pytest.raises(IntegrityError, match=r"Rows of \w+ are evidence"):
        asked(filled, emptied)


@pytest.mark.parametrize("sql", KEPT_UP)
def test_what_is_kept_up_to_date_can_be(filled: Engine, sql: str) -> None:
    asked(filled, sql)


def test_a_message_is_addressed_once(store: Store, filled: Engine) -> None:
    store.freeze(message("m2", 2, handovers=(Handover(recipient=""),)))

    assert store.address("m2", [Handover(recipient="a", content=b"mail")])
    with pytest.raises(IntegrityError, match="handover"):
        asked(filled, "UPDATE handover SET recipient = 'b' WHERE message = 'm2'")


def test_the_work_of_a_day_goes_on_beside_the_guards(store: Store, filled: Engine) -> None:
    store.save_verdicts(agency="1", year=2025, document=SHA, release="1", verdicts=[], beside="b", at=MOMENT)
    handover = store.messages()[0].handovers[0]
    store.record(handover.id or 0, 1, Delivery.SENT, at=MOMENT)

    assert store.verdicts("1", 2025) == ()
    assert store.messages()[0].delivery is Delivery.SENT


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"
