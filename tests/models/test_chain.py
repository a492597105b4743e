"""Whatever is done to a chained row is found, in either database and in an export."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from models.chain import Audit, Break, Fault, Head, Link, audited, chained, entry_of, hash_of, line_of
from models.guards import guard, unguard
from models.store import Store
from models.tables import ChangeRow
from tests.models.nouns import BEIJING, MOMENT, agency, change, decision, moments, texts

NEW = ("suspected", "overdue", "late")
# Another value for every column there is.
TAMPERED = {
    "id": "id + 100", "agency": "'2'", "year": "year + 1", "about": "'flag'", "key": "'k'", "old": "'o'", "new": "'n'",
    "at": "'2026-03-01 00:00:00+00'", "why_zh": "''", "why_en": "'because'", "severity": "'hint'",
    "evidence": """'["v9"]'""", "release": "'9'", "policy": "'lax'", "clock_set": "NOT clock_set",
    "prev_hash": f"'{'1' * 64}'", "hash": f"'{'1' * 64}'",
}  # fmt: skip

_changes: Any = ChangeRow.__table__  # type: ignore[attr-defined]

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
names = st.text("abcdefgh", min_size=1).filter(lambda name: name not in {"id", "hash", "prev_hash"})
rows = st.lists(st.dictionaries(names, values | moments, max_size=4), min_size=1, max_size=5)


@pytest.fixture
def written(store: Store, engine: Engine) -> Iterator[Engine]:
    """Three changes, and guards that somebody took away."""
    store.import_roster([agency("1"), agency("2")], at=MOMENT)
    for new in NEW:
        store.save_judgement([], [change(new, "1", evidence=("v1",))])
    with engine.begin() as connection:
        unguard(connection, "change")
    yield engine
    with engine.begin() as connection:
        guard(connection, "change")  # for whoever gets this database next


def audit(engine: Engine) -> Audit:
    return {each.head.chain: each for each in audited(Store(engine).chains())}["change"]


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_what_was_written_is_intact(written: Engine) -> None:
    found = audit(written)

    assert (found.rows, found.broken, found.head.last) == (3, None, 3)


@pytest.mark.parametrize("row", [1, 2, 3])
def test_a_field_that_was_changed_is_found(written: Engine, row: int) -> None:
    with written.begin() as connection:
        kept = [dict(each) for each in connection.execute(_changes.select()).mappings()]
    found = {}
    for column, other in TAMPERED.items():
        run(written, f'UPDATE "change" SET "{column}" = {other} WHERE id = {row}')
        found[column] = audit(written).broken
        with written.begin() as connection:
            connection.execute(_changes.delete())
            connection.execute(_changes.insert(), kept)

    assert audit(written).broken is None
    assert found.pop("id") is not None
    assert found == dict.fromkeys(found, Break(row=row, fault=Fault.CHANGED))


def test_every_column_is_sealed() -> None:
    assert set(TAMPERED) == set(_changes.c.keys())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (1, Break(row=2, fault=Fault.MOVED)),
        (2, Break(row=3, fault=Fault.MOVED)),
        (3, Break(row=2, fault=Fault.ENDED)),
    ],
)
def test_a_row_that_was_taken_out_is_found(written: Engine, row: int, expected: Break) -> None:
    run(written, f'DELETE FROM "change" WHERE id = {row}')

    assert audit(written).broken == expected


def test_rows_that_changed_places_are_found(written: Engine) -> None:
    places = ('UPDATE "change" SET id = 9 WHERE id = 1', 'UPDATE "change" SET id = 1 WHERE id = 2')
    run(written, *places, 'UPDATE "change" SET id = 2 WHERE id = 9')

    assert audit(written).broken == Break(row=1, fault=Fault.CHANGED)


def test_a_row_added_by_hand_is_found(written: Engine) -> None:
    columns = [f'"{name}"' for name in TAMPERED if name != "id"]
    run(
        written,
        f'INSERT INTO "change" (id, {", ".join(columns)}) SELECT 4, {", ".join(columns)} FROM "change" WHERE id = 3',
    )

    assert audit(written).broken == Break(row=4, fault=Fault.CHANGED)


def test_a_row_added_by_hand_and_sealed_well_is_found_by_the_head(written: Engine) -> None:
    *_, last = (entry.row for entry in Store(written).chains() if isinstance(entry, Link))
    (forged,) = chained([last], Head(chain="change", last=3, hash=last["hash"]))
    with written.begin() as connection:
        connection.execute(_changes.insert(), [forged])

    assert audit(written).broken == Break(row=4, fault=Fault.ADDED)


def test_a_last_row_that_was_changed_and_sealed_anew_is_found_by_the_head(written: Engine) -> None:
    *_, last = (dict(entry.row) for entry in Store(written).chains() if isinstance(entry, Link))
    run(
        written,
        f"""UPDATE "change" SET new = 'on_time', hash = '{hash_of(last | {"new": "on_time"})}' WHERE id = 3""",
    )

    assert audit(written).broken == Break(row=3, fault=Fault.CHANGED)


def test_a_head_that_was_lost_is_found(written: Engine) -> None:
    run(written, "DELETE FROM chain")

    assert audit(written).broken == Break(row=1, fault=Fault.ADDED)


def test_a_value_that_makes_no_sense_is_found_and_ends_no_look(written: Engine) -> None:
    # PostgreSQL lets nobody write the others.
    senseless = ["evidence = '{}'"]
    if written.dialect.name == "sqlite":
        senseless += ["evidence = 'no JSON'", "at = 'never'", "year = 'x'", "key = x'00ff'"]
    for value in senseless:
        run(written, f'UPDATE "change" SET {value} WHERE id = 2')
        lines = [line_of(entry) for entry in Store(written).chains()]

        assert audit(written).broken == Break(row=2, fault=Fault.CHANGED)
        of_lines = {each.head.chain: each for each in audited(map(entry_of, lines))}
        assert of_lines["change"].broken == Break(row=2, fault=Fault.CHANGED)


def test_both_databases_seal_the_same_way(written: Engine) -> None:
    """The hashes of this release and of every later one: a chain outlives them all."""
    hashes = [entry.row["hash"][:8] for entry in Store(written).chains() if isinstance(entry, Link)]

    assert hashes == ["f6ef9ed2", "374bcf0b", "35197a06"]


def test_judges_at_work_together_make_one_chain(store: Store, engine: Engine) -> None:
    store.import_roster([agency("1")], at=MOMENT)
    with ThreadPoolExecutor(4) as threads:
        list(
            threads.map(
                lambda n: Store(engine).save_judgement([], [change("late", "1", key=f"f{n}")]), range(24)
            )
        )

    assert (audit(engine).rows, audit(engine).broken) == (24, None)


def exported(sealed: list[dict[str, object]], **head: object) -> list[str]:
    last = Head(chain="c", last=len(sealed), hash=str(sealed[-1]["hash"]))
    return [line_of(last), *(line_of(Link(chain="c", row=row)) for row in sealed)]


@given(written=rows)
def test_an_export_is_as_intact_as_what_it_was_made_of(written: list[dict[str, object]]) -> None:
    lines = exported(list(chained(written, Head(chain="c"))))
    (found,) = audited(map(entry_of, lines))

    assert (found.rows, found.broken) == (len(written), None)


SPOILED: dict[str, Callable[[list[str]], list[str]]] = {
    "without its first row": lambda lines: [lines[0], *lines[2:]],
    "without its last row": lambda lines: lines[:-1],
    "without its head": lambda lines: lines[1:],
    "with two rows swapped": lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
    "with a row twice": lambda lines: [*lines, lines[-1]],
    "with a letter changed": lambda lines: [line.replace("第2", "第9") for line in lines],
}


@pytest.mark.parametrize("how", SPOILED)
def test_an_export_that_was_spoiled_is_found_broken(how: str) -> None:
    lines = exported(list(chained([{"what": f"第{n}"} for n in range(1, 4)], Head(chain="c"))))
    (found,) = audited(map(entry_of, SPOILED[how](lines)))

    assert found.broken is not None


def test_an_export_of_several_chains_is_found_cut_wherever_it_is(store: Store, engine: Engine) -> None:
    store.import_roster([agency("1")], at=MOMENT)
    for new in NEW:
        store.save_judgement([], [change(new, "1")])
    decided = store.save_decision(decision("1"), after=None)
    store.save_decision(decision("1"), after=decided.id)
    entries = list(Store(engine).chains())
    heads = [entry for entry in entries if isinstance(entry, Head)]

    assert all(each.broken is None for each in audited(entries))
    for length in range(len(heads), len(entries)):
        assert any(each.broken is not None for each in audited(entries[:length]))


def test_a_chain_goes_on_behind_its_head() -> None:
    first = list(chained([{"n": 1}, {"n": 2}], Head(chain="c")))
    more = chained([{"n": 3}], Head(chain="c", last=2, hash=str(first[-1]["hash"])))

    assert [row["id"] for row in [*first, *more]] == [1, 2, 3]
    assert audited(map(entry_of, exported([*first, *more])))[0].broken is None


def test_a_column_added_later_leaves_the_hashes_of_before() -> None:
    row = {"id": 1, "prev_hash": "0", "key": "k"}

    assert hash_of(row) == hash_of(row | {"added_later": None}) != hash_of(row | {"added_later": ""})


def test_an_instant_is_sealed_in_universal_time() -> None:
    here = datetime(2026, 2, 1, 9, tzinfo=BEIJING)

    assert (
        hash_of({"at": here})
        == hash_of({"at": here.astimezone(UTC)})
        == hash_of({"at": "2026-02-01T01:00:00+00:00"})
    )
    assert hash_of({"at": here}) != hash_of({"at": here + timedelta(microseconds=1)})


@pytest.mark.parametrize("value", [b"bytes", object(), float("nan")])
def test_what_json_cannot_hold_is_not_sealed(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        list(chained([{"value": value}], Head(chain="c")))


@pytest.mark.parametrize(
    "line", ["", "[]", "3", "{}", '{"chain": "c"}', '{"chain": "c", "head": 3}', json.dumps("x")]
)
def test_a_line_that_is_no_entry_is_refused(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own or ours
        entry_of(line)
