"""A country's ten years in one SQLite file: so many agencies, each year some looks, an examination, a standing, a change.

Made by the database itself, row upon row: `python -m tests.benchmarks.decade 120000 FOLDER` takes some minutes.
"""

import sys
import time
from pathlib import Path

from sqlalchemy import Connection

from flows.settings import read_settings
from models.engine import engine_for, migrate

FIRST, YEARS, LOOKS, SHARED = 2016, 10, 3, 40  # SHARED: agencies of one column

_AGENCY, _COLUMN = "printf('a%06d', i)", f"'http://c' || (i / {SHARED}) || '.gov.cn/'"
_OFFICE = "'office' || (i / 4000)"
_DOCUMENT, _FOUND = "printf('%064x', i + {year} * 1000000)", "(i % 100 > 0)"
_STOOD = f"iif({_FOUND}, 'on_time', 'overdue')"
_WHY = {"why_zh": "'因'", "why_en": "'because'", "release": "'0'", "policy": "'standard'", "clock_set": "0"}
_READ = {"outcome": "'completed'", "reason_zh": "'读毕'", "reason_en": "'read'", "clock_set": "0"}
_FILLED = {
    "agency": {
        "code": _AGENCY, "name": "'第' || i || '局'", "kind": "'department'", "level": "'county'", "region": "'110105'",
        "aliases": "'[]'", "parent": "''", "oversight": _OFFICE, "column_url": _COLUMN, "family": "'trs'",
        "successor": "''", "exempt_reason": "''", "exempt_document": "''", "note": "''", "unknown_columns": "'[]'",
        "added_at": "{at}", "changed_at": "{at}",
    },
    "document": {
        "sha256": _DOCUMENT, "url": "'http://d/'", "final_url": "'http://d/'", "media_type": "'text/html'",
        "charset": "''", "size": "1", "fetched_at": "{at}", "via": "'http'",
    },
    "visit": _READ | {
        "id": "'v{year}-{look}-' || i", "column_url": "'http://c' || i || '.gov.cn/'", "started": "{at}",
        "finished": "{at}", "family": "'trs'", "line_healthy": "1", "listing_complete": "1", "opened": "'[]'",
        "listing": "'l'", "candidates": "'[]'", "unopened": "'[]'", "doubts": "'[]'",
    },
    "sighting": _READ | {
        "agency": _AGENCY, "year": "{year}", "visit": f"'v{{year}}-{{look}}-' || (i / {SHARED})", "at": "{at}",
        "seen": f"iif({_FOUND}, 'present', 'absent')", "url": "'http://d/'", "title": "''",
        "document": f"iif({_FOUND}, {_DOCUMENT}, NULL)", "copies": "'[]'", "locations": "'[]'", "related": "'[]'",
        "dates": "'[]'",
    },
    "examination": {
        "agency": _AGENCY, "year": "{year}", "document": _DOCUMENT, "release": "'0'", "at": "{at}",
        "report": "'{{\"text\":\"' || hex(zeroblob(500)) || '\"}}'", "clock_set": "0", "beside": "''", "compared": "1",
    },
    "assessment": _WHY | {
        "agency": _AGENCY, "year": "{year}", "standing": _STOOD, "as_of": "{at}", "due": "'{year}-01-31'",
        "flags": "'[]'", "report_url": "''", "title": "''", "document": "''", "evidence": "'[]'",
    },
    "change": _WHY | {
        "agency": _AGENCY, "year": "{year}", "about": "'standing'", "key": "''", "old": "''", "new": _STOOD,
        "at": "{at}", "severity": "'major'", "evidence": "'[]'", "prev_hash": "'h'", "hash": "'h{year}-' || i",
    },
    "told": {
        "change": "i + 1 + ({year} - 2016) * ?1", "office": _OFFICE, "channel": "'mail'", "position": "0",
        "reason": "'below'",
    },
}  # fmt: skip


def fill(count: int, folder: Path) -> None:
    """The file of that home, filled."""
    engine = engine_for(read_settings(folder).store_url)
    migrate(engine)
    with engine.begin() as connection:
        _add(connection, "agency", count)
        connection.exec_driver_sql("INSERT INTO listing VALUES ('l', '[]')")
    for year in range(FIRST, FIRST + YEARS):
        began = time.monotonic()
        with engine.begin() as connection:
            _add(connection, "document", count, year)
            for look in range(LOOKS):
                _add(connection, "visit", count // SHARED, year, look)
                _add(connection, "sighting", count, year, look)
            for name in ("examination", "assessment", "change", "told"):
                _add(connection, name, count, year, LOOKS)
        print(year, round(time.monotonic() - began), "s", flush=True)
    engine.dispose()


def _add(connection: Connection, table: str, count: int, year: int = FIRST, look: int = 0) -> None:
    at = f"datetime('{year + 1}-01-28 01:00:00', '+{look} days') || '.000000'"
    made = {name: value.format(year=year, look=look, at=at) for name, value in _FILLED[table].items()}
    numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)"
    rows = f"{numbers} SELECT {', '.join(made.values())} FROM n"
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({", ".join(map(_quoted, made))}) {rows}', (count,))


def _quoted(name: str) -> str:
    return f'"{name}"'


if __name__ == "__main__":
    fill(int(sys.argv[1]), Path(sys.argv[2]))
