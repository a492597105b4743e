"""The one translator between nouns and rows: `Words` are two columns, other nested values are JSON."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import chain
from sys import intern
from typing import Any, NamedTuple, TypeVar, get_args

from models.plain import Reader, aware, plain, reader, storable, types_of
from models.words import Words

Noun = TypeVar("Noun")
Writer = Callable[[Any], Any]


def columns(noun: Any, *, without: str = "") -> dict[str, Any]:
    """What a row holds of a noun, by column, one field left out. Raises NaiveTime; what no database keeps becomes U+FFFD."""
    values: dict[str, Any] = {}
    for field in _fields(noun.__class__):
        if field.name == without:
            continue
        value = getattr(noun, field.name)
        if field.is_words:
            values |= _words_columns(field.name, value)
        elif value is None or field.write is None:
            values[field.name] = value
        else:
            values[field.name] = field.write(value)
    return values


def _words_columns(name: str, words: Words | None) -> dict[str, str | None]:
    if words is None:
        return {f"{name}_zh": None, f"{name}_en": None}
    return {f"{name}_zh": storable(words.zh), f"{name}_en": storable(words.en)}


def noun_of(kind: type[Noun], row: Any, **given: Any) -> Noun:
    """The noun a row was made of; the `given` fields are not looked for in the row."""
    values = given
    named: Any = kind  # mypy does not count classes among the hashable
    for field in _fields(named):
        if field.name in given:
            continue
        if field.is_words:
            values[field.name] = _words(row, field.name)
        elif field.read is None:
            values[field.name] = _once(getattr(row, field.name))
        else:
            values[field.name] = field.read(getattr(row, field.name))
    return kind(**values)


def nouns_of(kind: type[Noun], rows: Iterable[Any]) -> Iterator[Noun]:
    """The nouns of the rows of one query of columns, one after another, in half the time of `noun_of`."""
    remaining = iter(rows)
    first = next(remaining, None)
    if first is None:
        return
    place = {name: number for number, name in enumerate(first._fields)}
    named: Any = kind
    known = _fields(named)
    plain_names = [
        (field.name, place[field.name]) for field in known if not field.is_words and not field.read
    ]
    others = [(field.name, place[field.name], field.read) for field in known if field.read]
    words = [(f.name, place[f"{f.name}_zh"], place[f"{f.name}_en"]) for f in known if f.is_words]
    for row in chain((first,), remaining):
        values = {name: _once(row[number]) for name, number in plain_names}
        for name, number, read in others:
            values[name] = read(row[number])
        for name, zh, en in words:
            values[name] = None if row[zh] is None else held_once(row[zh], row[en])
        yield kind(**values)


def _once(value: Any) -> Any:
    """A season has a million sightings that repeat their texts: equal ones are held once."""
    return intern(value) if type(value) is str else value


class _Field(NamedTuple):
    name: str
    is_words: bool
    read: Reader | None  # None: the column holds the value itself
    write: Writer | None  # the same the other way; a value that is None stays None


@cache
def _fields(kind: Any) -> tuple[_Field, ...]:
    return tuple(_field(name, hint) for name, hint in types_of(kind).items())


def _field(name: str, hint: Any) -> _Field:
    known = {part for part in get_args(hint) if part is not type(None)} or {hint}
    if known == {Words}:
        return _Field(name, is_words=True, read=None, write=None)
    only = known.pop() if len(known) == 1 else None
    if not isinstance(only, type) or not issubclass(only, str | bytes | int | date):
        return _Field(name, is_words=False, read=reader(hint), write=plain)
    return _Field(name, is_words=False, read=None, write=_writer(only))


def _writer(scalar: type) -> Writer | None:
    if issubclass(scalar, datetime):
        return aware
    return storable if scalar is str else None


def _words(row: Any, name: str) -> Words | None:
    chinese = getattr(row, f"{name}_zh")
    return None if chinese is None else held_once(chinese, getattr(row, f"{name}_en"))


held_once = lru_cache(maxsize=10_000)(Words)
