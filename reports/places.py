"""Places of China by their division codes, and where they are named in a text. Pure.

The names are those of python-stdnum (`stdnum.cn`), which knows every province, prefecture and county, and those that
are no more; only places that still are count here. Townships are not in its list, nor is what a place is called for short.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from stdnum import numdb

_PERIOD = re.compile(r"\[(\d{4})?-(\d{4})?\](.+)")
_GROUPS = ("市辖区", "县", "省直辖", "自治区直辖", "林区")  # headings of the list, and half a name
_UNIT = re.compile("[省市县区州旗盟]")
DIGITS = 6  # of a division code
_SHORTEST = 3  # 新县, 城区 and their like are met inside other words more often than as names


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A province, prefecture or county by its six digits: 130000, 130100, 130102."""

    code: str
    name: str

    def related(self, code: str) -> bool:
        """Whether this place lies within the division of that code, or that within this."""
        mine, theirs = stem(self.code), stem(code)
        return mine.startswith(theirs) or theirs.startswith(mine)


@dataclass(frozen=True, slots=True)
class Named:
    """One place name in a text, and where it stands. Several places may be called so."""

    name: str
    start: int
    end: int

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of that name."""
        return by_name()[self.name]


def stem(code: str) -> str:
    """The digits that all within a division share: two, four or six of them."""
    return re.sub(r"(?:00){1,2}$", "", code)


def name_of(code: str) -> str:
    """What the place of that code is called now: 石家庄市 for 130100; empty where there is none now."""
    told = [info for _, info in numdb.get("cn/loc").info(code)] if len(code) == DIGITS else []
    return _now(str(told[-1].get("county", ""))) if told else ""


@cache
def by_name() -> Mapping[str, tuple[Place, ...]]:
    """Every place there is now, by its full name; names of two characters are left out."""
    found: dict[str, list[Place]] = defaultdict(list)
    for _, head, _, _, counties in numdb.get("cn/loc").prefixes:
        for _, rest, _, told, _ in counties:
            name = _now(told["county"])
            if len(name) >= _SHORTEST and not name.startswith(_GROUPS):
                found[name].append(Place(head + rest, name))
    return {name: tuple(places) for name, places in found.items()}


def _now(told: str) -> str:
    """The present name of `[1983-1994]东矿区,[1995-]古冶区`; empty where there is none."""
    for each in told.split(","):
        period = _PERIOD.fullmatch(each)
        if period is None:
            return each
        if period[2] is None:
            return period[3]
    return ""


@cache
def _by_ending() -> Mapping[str, tuple[str, ...]]:
    """Every name by its last characters, longer names first."""
    endings: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_name(), key=len, reverse=True):
        endings[name[-_SHORTEST:]].append(name)
    return {ending: tuple(names) for ending, names in endings.items()}


def named_in(text: str) -> Iterator[Named]:
    """Every full name of a place in a text, the longest that ends where it ends."""
    endings = _by_ending()
    for unit in _UNIT.finditer(text):
        end = unit.end()
        for name in endings.get(text[max(0, end - _SHORTEST) : end], ()):
            if text.endswith(name, 0, end):
                yield Named(name, end - len(name), end)
                break


def divisions_of(name: str) -> tuple[Place, ...]:
    """The places an agency's name begins with, the narrowest last: 河北省, 石家庄市 of 河北省石家庄市教育局.

    Empty where it begins with none. Where several places are called so, the ones that fit what goes before them.
    """
    chain: tuple[Place, ...] = ()
    rest = name
    while (found := next((n for n in named_in(rest) if n.start == 0), None)) is not None:
        within = [place for place in found.places if not chain or place.related(chain[-1].code)]
        if len(within) != 1:
            break
        chain, rest = (*chain, within[0]), rest[found.end :]
    return chain
