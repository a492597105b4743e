"""Nouns to plain JSON values and back, by their type annotations."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from models.agency import MonthDay
from models.errors import NaiveTime
from models.words import Words

Reader = Callable[[Any], Any]


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD: PostgreSQL keeps neither, UTF-8 not the latter."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def aware(instant: datetime) -> datetime:
    """The same instant in UTC. Raises NaiveTime where no time zone is given."""
    if instant.tzinfo is None:
        raise NaiveTime(
            Words(
                zh=f"时间 {instant.isoformat()} 没有时区，未保存。",
                en=f"The time {instant.isoformat()} has no time zone; it was not kept.",
            )
        )
    return instant.astimezone(UTC)


def plain(value: Any) -> Any:
    """A noun, or a part of one, as JSON can hold it; mappings become pairs, so that their order is kept."""
    match value:
        case None | bool() | int():
            return value
        case StrEnum() | MonthDay() | Decimal():
            return str(value)
        case str():
            return storable(value)
        case datetime():
            return aware(value).isoformat()
        case date():
            return value.isoformat()
        case tuple():
            return [plain(part) for part in value]
        case Mapping():
            return [[plain(key), plain(part)] for key, part in value.items()]
    return {field.name: plain(getattr(value, field.name)) for field in fields(value)}


@cache
def reader(hint: Any) -> Reader:
    """The function that makes a value of this type out of what `plain` made. None stays None."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is UnionType:
        (only,) = (part for part in parts if part is not type(None))
        return partial(_read_unless_none, reader(only))
    if origin is tuple:
        return _reader_of_tuple(parts)
    if origin is Mapping:
        return partial(_read_mapping, reader(parts[0]), reader(parts[1]))
    if hint is MonthDay:
        return _read_month_day
    if is_dataclass(hint):
        return partial(_read_noun, hint, tuple((name, reader(part)) for name, part in types_of(hint).items()))
    if hint in (date, datetime):
        return partial(hint.fromisoformat)
    if hint in (str, bytes, int, bool):  # bytes stand in columns of their own, never in JSON
        return _as_it_is
    if isinstance(hint, type) and issubclass(hint, StrEnum | Decimal):
        return hint
    raise TypeError(f"{hint!r} cannot be read back from JSON; teach models/plain.py how")


def types_of(kind: Any) -> dict[str, Any]:
    """The fields of a kind of noun and their types, in order."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _reader_of_tuple(parts: tuple[Any, ...]) -> Reader:
    if parts[-1] is Ellipsis:
        return partial(_read_many, reader(parts[0]))
    return partial(_read_each, tuple(reader(part) for part in parts))


def _as_it_is(raw: Any) -> Any:
    return raw


def _read_unless_none(read: Reader, raw: Any) -> Any:
    return None if raw is None else read(raw)


def _read_many(read: Reader, raw: list[Any]) -> tuple[Any, ...]:
    return tuple(map(read, raw))


def _read_each(readers: tuple[Reader, ...], raw: list[Any]) -> tuple[Any, ...]:
    return tuple(read(part) for read, part in zip(readers, raw, strict=True))


def _read_mapping(read_key: Reader, read_value: Reader, raw: list[list[Any]]) -> dict[Any, Any]:
    return {read_key(key): read_value(value) for key, value in raw}


def _read_month_day(raw: str) -> MonthDay:
    month, day = raw.split("-")
    return MonthDay(int(month), int(day))


def _read_noun(noun: Any, readers: tuple[tuple[str, Reader], ...], raw: dict[str, Any]) -> Any:
    # A field added since the row was written takes the noun's default.
    return noun(**{name: read(raw[name]) for name, read in readers if name in raw})
