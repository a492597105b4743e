"""Rows chained by their hashes, so that none is changed, taken out, put in or moved without its being found.

A row's `hash` is the SHA-256 of its canonical JSON without `hash`: keys sorted, no spaces, UTF-8, instants in UTC. It
holds `prev_hash`, the hash of the row before it; that of the first is sixty-four zeros. The `Head` names the last row,
so that one missing at the end is found as well. What is None is left out: a column added later, which may then hold
nothing, leaves the hashes of before as they are. Nothing else of this may ever change, or every chain breaks.

Pure: a chain out of a database and one out of a file are checked by the same function. Source: reliability §4.3, I-09.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from models.plain import plain

Row = Mapping[str, Any]
NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last row of a chain: its number and its hash."""

    chain: str
    last: int = 0  # 0: there is none yet
    hash: str = NOTHING_BEFORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One row of a chain, by column."""

    chain: str
    row: Row


class Fault(StrEnum):
    """How a chain is broken at a row."""

    CHANGED = "changed"  # it no longer is what was sealed
    MOVED = "moved"  # what stood before it is missing, or something was put there
    ADDED = "added"  # it stands behind the head: put there by hand, or the head was lost
    ENDED = "ended"  # rows after it are missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first row at which a chain is broken; 0 where it has no row."""

    row: int
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What looking at a whole chain found."""

    head: Head
    rows: int  # that are intact
    broken: Break | None


def hash_of(row: Row) -> str:
    """The seal of a row. Raises TypeError or ValueError where it holds what JSON cannot."""
    content = {name: value for name, value in row.items() if value is not None and name != "hash"}
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def chained(rows: Iterable[Row], head: Head) -> Iterator[dict[str, Any]]:
    """The rows numbered (`id`) and sealed one behind another, from behind the head on."""
    number, before = head.last, head.hash
    for row in rows:
        number += 1
        sealed = {**row, "id": number, "prev_hash": before}
        sealed["hash"] = before = hash_of(sealed)
        yield sealed


def audited(entries: Iterable[Head | Link]) -> tuple[Audit, ...]:
    """Each chain up to its first break. Its head comes before its rows, and these in order."""
    walks: dict[str, _Walk] = {}
    for entry in entries:
        if entry.chain not in walks:
            walks[entry.chain] = _Walk(entry if isinstance(entry, Head) else Head(chain=entry.chain))
        if isinstance(entry, Link):
            walks[entry.chain].step(entry.row)
    return tuple(walk.result() for walk in walks.values())


def line_of(entry: Head | Link) -> str:
    """An entry as a line of JSON, without the line's end."""
    if isinstance(entry, Head):
        return _canonical({"chain": entry.chain, "head": {"last": entry.last, "hash": entry.hash}})
    return _canonical({"chain": entry.chain, "row": entry.row})


def entry_of(line: str) -> Head | Link:
    """The entry a line holds. Raises ValueError where it holds none."""
    try:
        said = json.loads(line)
        if "head" in said:
            return Head(chain=said["chain"], last=int(said["head"]["last"]), hash=said["head"]["hash"])
        return Link(chain=said["chain"], row=dict(said["row"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"neither a row of a chain nor its head: {line[:80]}") from error


class _Walk:
    """One chain, a step a row; after the first break no further."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.rows, self.number, self.before = 0, 0, NOTHING_BEFORE
        self.broken: Break | None = None

    def step(self, row: Row) -> None:
        if self.broken is not None:
            return
        fault = self._fault(row)
        self.number = _number(row)
        if fault is not None:
            self.broken = Break(row=self.number, fault=fault)
            return
        self.rows, self.before = self.rows + 1, row["hash"]

    def result(self) -> Audit:
        if self.broken is None and (self.number, self.before) != (self.head.last, self.head.hash):
            self.broken = Break(row=self.number, fault=Fault.ENDED)
        return Audit(head=self.head, rows=self.rows, broken=self.broken)

    def _fault(self, row: Row) -> Fault | None:
        if not _is_intact(row):
            return Fault.CHANGED
        if row.get("prev_hash") != self.before:
            return Fault.MOVED
        if _number(row) > self.head.last:
            return Fault.ADDED
        return Fault.CHANGED if row["id"] == self.head.last and row["hash"] != self.head.hash else None


def _is_intact(row: Row) -> bool:
    try:
        return bool(row.get("hash") == hash_of(row))
    except (TypeError, ValueError):
        return False


def _number(row: Row) -> int:
    number = row.get("id")
    return number if isinstance(number, int) else 0


def _plain(value: Any) -> Any:
    """What JSON does not know by itself: dates and instants."""
    if isinstance(value, date):
        return plain(value)
    raise TypeError(f"{value!r} cannot be sealed: give it as text")


_canonical = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
).encode
