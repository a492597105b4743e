"""What is asked at every round finds its rows by an index: no year of looks makes the next round slower."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from models.message import Delivery
from models.store import Store
from models.verdict import RuleOutcome
from tests.models.nouns import MOMENT, agency, change, document, message, sighting, verdict, visit

# By themselves: what people decide grows by hand.
GROWING = frozenset(
    [
        "visit",
        "sighting",
        "document",
        "examination",
        "verdict",
        "assessment",
        "change",
        "message",
        "handover",
        "attempt",
        "told",
    ]
)
SHA, DAY, NOW = "a" * 64, timedelta(days=1), MOMENT + timedelta(days=9)
TROUBLED = (Delivery.UNCERTAIN, Delivery.UNDELIVERED)
SOME, COLUMN = ["1", "2"], visit().column_url

QUESTIONS: dict[str, Callable[[Store], object]] = {
    "the judge: looks": lambda store: list(store.each_sighted(2025, until=NOW)),
    "the judge: our own faults": lambda store: store.own_fault_days(2025, until=NOW, rehearsed=False),
    "the judge: when anything was done last": lambda store: store.last_moment(),
    "the judge: what stands": lambda store: store.current(2025),
    "the judge: what the rules say": lambda store: store.all_verdicts(2025),
    "a visit: what columns listed": lambda store: store.last_listings([COLUMN], NOW),
    "a visit: what columns brought": lambda store: store.last_brought([COLUMN], NOW),
    "a visit: how it ended": lambda store: store.last_outcomes([COLUMN], NOW),
    "a visit: where reports were": lambda store: store.last_present(2025, SOME, NOW),
    "a visit: who was looked for": lambda store: store.seen_since(2025, SOME, NOW - DAY, NOW),
    "a visit: all it said": lambda store: store.seen_at(["v1"]),
    "examine: not compared yet": lambda store: store.uncompared("0.1.0"),
    "status: what beliefs rest on": lambda store: list(store.dated(2025, until=NOW, office="1")),
    "one agency: looks": lambda store: store.sightings(2025, agency="1", until=NOW),
    "one agency: report": lambda store: store.report("1", 2025),
    "one agency: verdicts": lambda store: store.verdicts("1", 2025),
    "one agency: transitions": lambda store: store.changes(2025, agency="1"),
    "one agency: decisions": lambda store: store.decisions(2025, agency="1"),
    "one office: standings": lambda store: store.assessments(2025, "s"),
    "one office: looks": lambda store: store.sightings(2025, agencies=SOME, until=NOW),
    "one office: findings": lambda store: store.charges(2025, office="s"),
    "one office: findings then": lambda store: store.all_verdicts(
        2025, agencies=SOME, outcomes=(RuleOutcome.FAILED,), until=NOW
    ),
    "one office: untold": lambda store: store.untold(2025, office="s", channel="mail"),
    "one office: passed over": lambda store: store.skip([1], "s", "mail"),
    "one office: number": lambda store: store.next_number("s"),
    "one office: a digest": lambda store: store.freeze(message("m2", number=2, changes=(2,)), reporting=(1,)),
    "the outbox: what waits": lambda store: store.messages(office="s", deliveries=(Delivery.PENDING,)),
    "the outbox: trouble": lambda store: store.messages(deliveries=TROUBLED),
    "the outbox: trouble untold": lambda store: store.unreported(besides=""),
    "the outbox: lately": lambda store: store.messages_since(MOMENT - DAY),
    "the outbox: an attempt": lambda store: store.claim(1, at=NOW),
    "the outbox: attempts that died": lambda store: store.expire_sending(NOW),
    "a year: standings": lambda store: store.assessments(2025),
    "a year: first found": lambda store: store.first_found(2025, until=NOW, rehearsed=False),
    "a year: findings then": lambda store: store.all_verdicts(2025, passed=("a.b",), until=NOW),
    "a year: transitions": lambda store: store.changes(2025, until=NOW),
    "a year: examined since": lambda store: store.examined_since(2025, NOW),
    "a year: how reports were read": lambda store: store.readings(2025, until=NOW),
    "the roster: last visits": lambda store: store.latest_visits(NOW),
    "visits: lately": lambda store: store.visits(NOW - DAY, NOW),
    "a rehearsal: last looks": lambda store: store.last_looks(2025),
    "a rehearsal: one column": lambda store: store.looks_at(COLUMN, 2025),
}
# The walk along the latest looks ends at the first that is no rehearsal.
STOPS_EARLY = {"the judge: when anything was done last": {"visit"}}


@pytest.fixture(autouse=True)
def some(store: Store, engine: Engine) -> None:
    """One row of each, so that everything is asked that can be."""
    store.import_roster([agency("1"), agency("2")], at=MOMENT)
    look = visit("v1", document(SHA))
    store.save_visit(look, [sighting(look, "1", document=SHA), sighting(look, "2")])
    store.save_examination(
        agency="1", year=2025, document=SHA, report=None, verdicts=(verdict(),), unreadable=None, at=MOMENT,
        release="0.1.0", clock_set=False,
    )  # fmt: skip
    store.save_judgement([], [change("suspected", "1"), change("overdue", "1")])
    store.freeze(message("m1", number=1, changes=(1,)))
    if engine.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))  # as the server does by itself at some moment


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_growing_table_is_looked_through(store: Store, engine: Engine, question: str) -> None:
    asked: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def _(_c: object, _u: object, statement: str, values: Any, _x: object, many: bool) -> None:
        if not many and statement.startswith(("SELECT", "UPDATE", "WITH", "DELETE")):
            asked.append((statement, values))

    QUESTIONS[question](store)
    event.remove(engine, "before_cursor_execute", _)

    explained = _sqlite if engine.name == "sqlite" else _postgresql
    with engine.connect() as connection:
        read = {name for each in asked for name in explained(connection, *each)}
    assert asked
    assert read & GROWING - STOPS_EARLY.get(question, set()) == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "question", ["one office: findings then", "a year: findings then", "a year: how reports were read"]
)
def test_a_report_known_then_is_found_by_its_agency_and_not_among_all_of_the_year(
    store: Store, engine: Engine, question: str
) -> None:
    """SQLite has no figures of its tables: of two indexes it would choose by the moment, once for every agency."""
    asked: list[tuple[str, Any]] = []
    event.listen(
        engine, "before_cursor_execute", lambda _c, _u, said, values, *_: asked.append((said, values))
    )
    QUESTIONS[question](store)
    with engine.connect() as connection:
        plans = [
            detail
            for said, values in asked
            if said.startswith("SELECT")
            for *_, detail in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values)
        ]

    found = [each for each in plans if each.startswith("SEARCH examination")]
    assert found
    assert [
        each for each in found if "(agency=? AND year=? AND document=?)" not in each and "rowid" not in each
    ] == []


def test_a_table_that_is_looked_through_is_noticed(engine: Engine) -> None:
    explained = _sqlite if engine.name == "sqlite" else _postgresql
    with engine.connect() as connection:
        whole = list(explained(connection, "SELECT id AS one FROM visit AS v WHERE outcome = 'x'", ()))
        largest = list(explained(connection, "SELECT max(size) AS most FROM document", ()))

    assert (whole, largest) == (["visit"], ["document"])


def _sqlite(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    """The tables that SQLite would look through, or of which it would make an index for the moment."""
    named = {alias: table for table, alias in re.findall(r'"?(\w+)"? AS (\w+)', statement)}
    for *_, detail in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
        through = re.match(r"SCAN (\w+)|SEARCH (\w+)$|SEARCH (\w+) USING AUTOMATIC", detail)
        if through is not None:
            name = next(each for each in through.groups() if each)
            yield named.get(name, name)


def _postgresql(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    """The tables that PostgreSQL would look through although it is told how dear that is: no index serves it."""
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    # What the server has counted of tables with a row or two, at whatever moment, would make every way a short one.
    connection.execute(text("DELETE FROM pg_statistic"))
    connection.execute(text("UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relkind = 'r'"))
    (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
    yield from _looked_through(plan["Plan"])


def _looked_through(node: dict[str, Any]) -> Iterator[str]:
    if "Relation Name" in node and "Scan" in node["Node Type"] and not _by_index(node):
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from _looked_through(below)


def _by_index(node: dict[str, Any]) -> bool:
    parts = (each for each in node.get("Plans", ()) if each["Node Type"].startswith("Bitmap"))
    return "Index Cond" in node or any(_by_index(each) for each in parts)
