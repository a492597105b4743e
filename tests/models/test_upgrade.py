"""A database filled by an earlier release keeps all it holds, and gains what this release needs."""

from dataclasses import replace
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, select, text
from sqlalchemy.exc import IntegrityError

from models.chain import Audit, audited
from models.engine import engine_for, migrate
from models.errors import CodeUsed
from models.message import Delivery, Handover
from models.migration import alembic_config
from models.plain import plain
from models.store import Store
from models.stores.rows import columns
from models.visit import Seen
from tests.models.nouns import (
    MOMENT,
    REPORT,
    acknowledgement,
    agency,
    change,
    decision,
    document,
    message,
    sighting,
    verdict,
    visit,
)

SHA = "a" * 64
STATES = ("pending", "sending", "sent", "uncertain", "undelivered")


def filled_at(engine: Engine, revision: str) -> None:
    """A database as the release of that revision left it: one agency, one report, one verdict."""
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), revision)
    tables = MetaData()
    tables.reflect(engine)
    page, look = document(SHA), visit()
    seen = sighting(look, "1", document=SHA)
    at = {"added_at": MOMENT, "changed_at": MOMENT}
    examined = {
        "id": 7, "agency": "1", "year": 2025, "document": SHA, "release": "0.1.0", "at": MOMENT,
        "report": plain(REPORT), "unreadable_zh": None, "unreadable_en": None, "clock_set": False,
    }  # fmt: skip
    rows = {
        "agency": columns(agency("1")) | at,
        "document": columns(page),
        "listing": {"sha256": "l", "links": []},
        "visit": columns(look) | {"listing": "l"},
        "sighting": columns(seen),
        "examination": examined,
        "verdict": columns(verdict()) | {"examination": 7, "position": 0},
    }
    bare = {k: v for k, v in columns(replace(message(), handovers=())).items() if k != "changes"}
    with engine.begin() as connection:
        connection.execute(tables.tables["agency"].insert(), rows.pop("agency"))
        for new in ("suspected", "overdue"):
            connection.execute(tables.tables["change"].insert(), _without_id(columns(change(new, "1"))))
        for number, state in enumerate(STATES, start=1):
            sent_at = MOMENT if state == "sent" else None
            went = {"delivery": state, "attempts": number, "last_error": state, "sent_at": sent_at}
            row = bare | went | {"id": state, "number": number, "claimed_at": None}
            table = tables.tables["message"]
            connection.execute(table.insert(), {key: row[key] for key in row if key in table.c})
        for name, row in rows.items():
            table = tables.tables[name]
            connection.execute(table.insert(), {key: row[key] for key in row if key in table.c})


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


@pytest.fixture
def upgraded(empty_url: str) -> Engine:
    engine = engine_for(empty_url)
    filled_at(engine, "0001")
    migrate(engine)
    return engine


def test_what_the_first_release_wrote_is_read_by_this_one(upgraded: Engine) -> None:
    store = Store(upgraded)
    (seen,) = store.sightings(2025)["1"]

    assert store.report("1", 2025) == REPORT
    assert store.verdicts("1", 2025) == (verdict(),)
    assert seen == sighting(visit(), "1", document=SHA)
    upgraded.dispose()


@pytest.mark.parametrize("table", ["visit", "sighting", "examination", "handover"])
def test_what_the_first_release_wrote_is_guarded_from_now_on(upgraded: Engine, table: str) -> None:
    with pytest.raises(IntegrityError, match="evidence"), upgraded.begin() as connection:
        connection.execute(text(f"DELETE FROM {table}"))
    upgraded.dispose()


def test_changes_of_an_earlier_release_are_sealed_and_the_next_goes_on_behind_them(upgraded: Engine) -> None:
    store = Store(upgraded)
    before = _chain(upgraded, "change")
    store.save_judgement([], [change("late", "1")])
    after = _chain(upgraded, "change")

    assert [found.new for found in store.changes(2025)] == ["suspected", "overdue", "late"]
    assert (before.rows, before.broken, after.rows, after.broken) == (2, None, 3, None)
    upgraded.dispose()


def _chain(engine: Engine, name: str) -> Audit:
    return next(each for each in audited(Store(engine).chains()) if each.head.chain == name)


def test_notes_of_an_earlier_release_are_sealed_and_the_next_goes_on_behind_them(upgraded: Engine) -> None:
    store = Store(upgraded)
    store.save_acknowledgement(acknowledgement("1", reason="一"))
    store.save_acknowledgement(acknowledgement("1", reason="二"))
    with upgraded.begin() as connection:
        command.downgrade(alembic_config(connection), "0012")
    tables = MetaData()
    tables.reflect(upgraded)
    noted = _without_id(columns(acknowledgement("1", reason="三")))
    with upgraded.begin() as connection:  # the release before numbers and keeps one without a seal
        connection.execute(tables.tables["acknowledgement"].insert(), noted)
    migrate(upgraded)
    before = _chain(upgraded, "acknowledgement")
    store.save_acknowledgement(acknowledgement("1", reason="四"))
    after = _chain(upgraded, "acknowledgement")

    assert [each.reason for each in store.acknowledgements(2025)] == ["一", "二", "三", "四"]
    assert (before.rows, before.broken, after.rows, after.broken) == (3, None, 4, None)
    upgraded.dispose()


def test_after_going_back_the_database_numbers_changes_by_itself(upgraded: Engine) -> None:
    Store(upgraded).save_judgement([], [change("late", "1")])
    with upgraded.begin() as connection:
        command.downgrade(alembic_config(connection), "0005")
    tables = MetaData()
    tables.reflect(upgraded)
    with upgraded.begin() as connection:
        connection.execute(tables.tables["change"].insert(), _without_id(columns(change("on_time", "1"))))
    migrate(upgraded)

    assert _chain(upgraded, "change").rows == 4
    upgraded.dispose()


def test_codes_that_decisions_were_signed_with_are_spent(upgraded: Engine) -> None:
    Store(upgraded).save_decision(decision("1", code_step=100), after=None)
    with upgraded.begin() as connection:
        command.downgrade(alembic_config(connection), "0010")
    migrate(upgraded)

    with pytest.raises(CodeUsed):
        Store(upgraded).spend_code(decision("1").author, 100)
    upgraded.dispose()


def test_reports_of_an_earlier_release_wait_to_be_compared_and_judged_anew(upgraded: Engine) -> None:
    store = Store(upgraded)
    (kept,) = store.kept("0.1.0")

    assert store.uncompared("0.1.0") == (("1", 2025, SHA),)
    assert kept.beside == ""
    upgraded.dispose()


def test_going_back_loses_only_what_the_later_release_added(upgraded: Engine) -> None:
    with upgraded.begin() as connection:
        command.downgrade(alembic_config(connection), "0001")
    tables = MetaData()
    tables.reflect(upgraded)
    with upgraded.connect() as connection:
        left = connection.execute(select(tables.tables["verdict"].c.rule)).scalars().all()

    assert {"passage", "pair"} & set(tables.tables) == set()
    assert left == [verdict().rule]
    upgraded.dispose()


def test_a_report_listed_and_left_unopened_was_not_seen_for_the_release_before(upgraded: Engine) -> None:
    store, look = Store(upgraded), visit("v2")
    store.save_visit(look, [sighting(look, "1", seen=Seen.LISTED)])
    with upgraded.begin() as connection:
        command.downgrade(alembic_config(connection), "0002")
    tables = MetaData()
    tables.reflect(upgraded)
    with upgraded.connect() as connection:
        seen = connection.execute(select(tables.tables["sighting"].c.seen)).scalars().all()

    assert seen == ["present", "unseen"]
    upgraded.dispose()


def test_messages_of_an_earlier_release_keep_how_they_went(upgraded: Engine) -> None:
    kept = [(m.id, m.delivery, m.handovers[0].attempts, m.last_error) for m in Store(upgraded).messages()]

    errors = [*STATES[:2], "", *STATES[3:]]
    assert kept == [
        (state, state, n, error) for n, (state, error) in enumerate(zip(STATES, errors, strict=True), start=1)
    ]
    assert Store(upgraded).messages(ids=["sent"])[0].handovers[0].sent_at == MOMENT
    assert Store(upgraded).address("pending", [Handover(recipient="a")])
    upgraded.dispose()


def test_going_back_a_message_is_as_well_as_its_worst_recipient(upgraded: Engine) -> None:
    store = Store(upgraded)
    store.address("pending", [Handover(recipient=who) for who in "ab"])
    first = store.messages(ids=["pending"])[0].handovers[0].id or 0
    store.decide(first, Delivery.UNDELIVERED, at=MOMENT, why="550")
    with upgraded.begin() as connection:
        command.downgrade(alembic_config(connection), "0003")
    tables = MetaData()
    tables.reflect(upgraded)
    message_table = tables.tables["message"]
    with upgraded.connect() as connection:
        rows = connection.execute(select(message_table.c.id, message_table.c.delivery)).all()

    assert dict(tuple(row) for row in rows) == {
        "pending": "undelivered", **{state: state for state in STATES[1:]}
    }  # fmt: skip
    upgraded.dispose()
