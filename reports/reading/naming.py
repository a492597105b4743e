"""How well a text names a row of the official forms, before anybody knows which table it stands in."""

from functools import lru_cache

from reports.editions import EDITIONS
from reports.reading.labels import row_named, stem, wordings

WHOLE = 2
_TABLES = tuple(table for edition in EDITIONS for table in edition.tables)
_WORDINGS = frozenset(wording for table in _TABLES for row in table.rows for wording in wordings(row))


@lru_cache(maxsize=4096)
def names_row(label: str) -> int:
    """2 where the text is a row's name, 1 where it holds one, 0 where neither."""
    if stem(label) in _WORDINGS:
        return WHOLE
    return int(any(row_named(label, table) for table in _TABLES))
