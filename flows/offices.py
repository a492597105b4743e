"""offices.toml as far as it can be read: an entry that cannot be used is named, and the others are served."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from flows.settings import read_toml
from models.office import Channel, Day, News, Office
from models.verdict import Severity
from models.words import Language, Words

_Kind = TypeVar("_Kind", bound=StrEnum)
_OF_AN_OFFICE = frozenset({"code", "name", "language", "under", "contact", "channel"})
_OF_A_CHANNEL = frozenset(field.name for field in fields(Channel))
_NAME = re.compile(r"[a-z][a-z0-9]{0,15}")  # stands in file names and Message-IDs, and is never a position


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One entry: what it gives, where it gives anything, and what is wrong with it."""

    office: Office | None
    wrong: tuple[Words, ...]


class _Wrong(ValueError):
    """A value that cannot be used; the words name key and value and say what can."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


_NO_CODE = Words(
    "没有 code，即名录 oversight 一栏所写的编码", "it has no `code`, the one the roster's `oversight` names"
)
_NO_URL = Words(
    "没有 url，即 Apprise 地址或 secret:NAME", "it has no `url`, an Apprise address or `secret:NAME`"
)


def read_offices(path: Path) -> tuple[Office, ...]:
    """The offices that can be served; none where the file is absent. Raises BadSettings where it is no TOML."""
    return tuple(read.office for read in _read(path) if read.office is not None)


def wrong_entries(path: Path) -> tuple[Words, ...]:
    """What of the file cannot be used and serves nobody, a sentence each. Raises BadSettings where it is no TOML."""
    return tuple(
        _under(
            Words(f"{path.name} 第 {number} 个 [[office]]", f"{path.name}: [[office]] number {number}"), said
        )
        for number, read in enumerate(_read(path), start=1)
        for said in read.wrong
    )


def _read(path: Path) -> tuple[_Read, ...]:
    entries = read_toml(path).get("office", [])
    return (
        tuple(map(_office, entries))
        if isinstance(entries, list)
        else (_Read(office=None, wrong=(Words("请写 [[office]]", "write [[office]]"),)),)
    )


def _office(entry: Any) -> _Read:
    if not isinstance(entry, Mapping) or not str(entry.get("code", "")).strip():
        return _Read(office=None, wrong=(_NO_CODE,))
    code, wrong = str(entry["code"]), [*_unknown(entry, _OF_AN_OFFICE)]
    try:
        language = _one_of("language", Language, entry.get("language", "zh"))
    except _Wrong as error:
        language, wrong = Language.ZH, [*wrong, error.words]
    listed = entry.get("channel", [])
    read = [
        (number, *_channel(each, str(number)))
        for number, each in enumerate(listed if isinstance(listed, list) else [listed], start=1)
    ]
    wrong += [
        _under(Words(f"渠道 {number}", f"channel {number}"), each)
        for number, _, said in read
        for each in said
    ]
    channels, twice = _told_apart([channel for _, channel, _ in read if channel is not None])
    wrong += [Words(f"两个渠道同名：{name}", f"two channels are named {name}") for name in twice]
    office = Office(
        code=code,
        name=str(entry.get("name", code)),
        language=language,
        under=str(entry.get("under", "")),
        contact=str(entry.get("contact", "")),
        channels=channels,
    )
    return _Read(office=office, wrong=tuple(_under(Words(code, code), each) for each in wrong))


def _told_apart(channels: Sequence[Channel]) -> tuple[tuple[Channel, ...], tuple[str, ...]]:
    """The first channel of each name, and the names that several bear: what one was told is not the other's."""
    first: dict[str, Channel] = {}
    for channel in channels:
        first.setdefault(channel.name, channel)
    twice = tuple(name for name in first if sum(each.name == name for each in channels) > 1)
    return tuple(first.values()), twice


def _under(what: Words, said: Words) -> Words:
    return Words(f"{what.zh}：{said.zh}", f"{what.en}: {said.en}")


def _channel(entry: Any, name: str) -> tuple[Channel | None, tuple[Words, ...]]:
    """The channel under its position, and what is wrong with it; an unread key alone costs nobody their digest."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("url"), str):
        return None, (_NO_URL,)
    try:
        channel = Channel(
            name=_named(entry, name),
            url=entry["url"],
            severities=tuple(_one_of("severities", Severity, each) for each in _list(entry, "severities")),
            kinds=tuple(_one_of("kinds", News, each) for each in _list(entry, "kinds")),
            days=tuple(_one_of("days", Day, each) for each in _list(entry, "days")),
            hour=_hour(entry.get("hour", 8)),
            language=_one_of("language", Language, entry["language"]) if "language" in entry else None,
            quiet=_quiet(entry.get("quiet", True)),
        )
    except _Wrong as error:
        return None, (error.words,)
    return channel, tuple(_unknown(entry, _OF_A_CHANNEL))


def _named(entry: Mapping[str, Any], position: str) -> str:
    """A channel's own name, by which it is known wherever it stands in the list; else its position."""
    name = entry.get("name", position)
    if name != position and not (isinstance(name, str) and _NAME.fullmatch(name)):
        raise _Wrong(
            Words(
                f"name 写的是 {name!r}；请用小写字母与数字，如 mail、chat2",
                f"`name` says {name!r}; use a word of small letters and digits, as in mail or chat2",
            )
        )
    return str(name)


def _list(entry: Mapping[str, Any], key: str) -> list[Any]:
    value = entry.get(key, [])
    if not isinstance(value, list):
        raise _Wrong(Words(f'{key} 不是列表；请写 {key} = ["…"]', f'`{key}` is no list; write {key} = ["…"]'))
    return value


def _one_of(key: str, kind: type[_Kind], value: Any) -> _Kind:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        raise _Wrong(
            Words(f"{key} 写的是 {value!r}；请用 {known} 之一", f"`{key}` says {value!r}; use one of {known}")
        ) from None


def _hour(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 23:
        raise _Wrong(
            Words(
                f"hour 写的是 {value!r}；请用 0 到 23 的整数（北京时间）",
                f"`hour` says {value!r}; use a whole number from 0 to 23, in Asia/Shanghai",
            )
        )
    return value


def _quiet(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(
            Words(f"quiet 写的是 {value!r}；请用 true 或 false", f"`quiet` says {value!r}; use true or false")
        )
    return value


def _unknown(entry: Mapping[str, Any], known: frozenset[str]) -> Iterator[Words]:
    """Keys nobody reads; a text of one's own with placeholders is among them, for there is none."""
    for key in sorted(entry.keys() - known):
        listed = ", ".join(sorted(known))
        yield Words(f"{key} 无人读取；可写的有：{listed}", f"`{key}` is not read; what is: {listed}")
