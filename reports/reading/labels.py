"""Labels compared the way a reader compares them: spacing, width, quotes and leading numbers do not matter."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from reports.editions import ColumnForm, RowForm, TableForm

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_QUOTES = str.maketrans("", "", "“”„\"'‘’「」『』*")
_NUMBERING = re.compile(r"(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.,:)])")

ANYWHERE = 4  # from this length on an accepted wording counts anywhere in a cell (forms/*.toml)
LONGEST = 90  # longer cells are prose, not labels


def plain(text: str) -> str:
    """The text without white space and quotation marks, full-width forms made narrow."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)


def stem(text: str) -> str:
    """A plain label without its leading numbers: `（三）`, `3.`, `三、`."""
    rest = plain(text)
    while found := _NUMBERING.match(rest):
        rest = rest[found.end() :]
    return rest


def wordings(form: RowForm | ColumnForm) -> tuple[str, ...]:
    """Every accepted wording of a row or column, as stems."""
    return tuple(stem(text) for text in (form.label, *form.accepted))


@lru_cache(maxsize=8192)  # reports repeat the same labels; so do rows
def row_named(text: str, form: TableForm) -> RowForm | None:
    """The row a cell names, the longest wording deciding, or None."""
    if len(text) > LONGEST * 2:
        return None
    name = stem(text)
    if not name or len(name) > LONGEST:
        return None
    found = _pick(name, _row_wordings(form))
    return form.row(found) if found else None


@lru_cache(maxsize=8192)
def column_named(text: str, form: TableForm) -> str | None:
    """The id of the column a header cell names, or None."""
    name = stem(text)
    if not name or len(name) > LONGEST:
        return None
    return _pick(name, _column_wordings(form))


def _pick(name: str, wordings_: tuple[tuple[str, str], ...]) -> str | None:
    """The id whose wording is the whole name, else the longest wording inside it."""
    inside = ""
    for wording, form_id in wordings_:
        if wording == name:
            return form_id
        if not inside and len(wording) >= ANYWHERE and wording in name:
            inside = form_id
    return inside or None


@cache
def _row_wordings(form: TableForm) -> tuple[tuple[str, str], ...]:
    return _longest_first((wording, row.id) for row in form.rows for wording in wordings(row))


@cache
def _column_wordings(form: TableForm) -> tuple[tuple[str, str], ...]:
    return _longest_first((wording, column.id) for column in form.columns for wording in wordings(column))


def _longest_first(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair)))
