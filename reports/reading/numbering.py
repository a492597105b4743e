"""The numbers Word counts by itself: `一、`, `（一）`, `1.`; they stand in no text, yet every reader sees them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reports.reading.wordml import children, first, value_of, whole

_LEVELS = 9
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMERALS = "〇一二三四五六七八九"
_DIGITS = str.maketrans("0123456789", _NUMERALS)
_LEGAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ENCLOSED = {  # the character of 1, and how many follow it
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list counts. `restart` is the level, from 1, whose advance restarts it; 0: none does."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    digits_only: bool = False  # levels above are shown in digits too


@dataclass(frozen=True, slots=True)
class List:
    """One list of the document: what it counts with, its levels, and the levels it starts anew."""

    counter: str
    levels: Mapping[int, Level]
    fresh: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted; ask in the order of the paragraphs."""

    lists: Mapping[str, List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def label(self, number: str, depth: int) -> str:
        """The label of the next paragraph of a list at that depth, empty where it shows none."""
        found = self.lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counts = self.counts.setdefault(found.counter, {})
        if number not in self.met:
            self.met.add(number)
            for at, start in found.fresh.items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or restart > depth:
                counts.pop(deeper, None)
        return "".join(_shown(level, found.levels, counts))


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists a numbering part defines; none without one."""
    if root is None:
        return Numbering({})
    abstract = {value_of(node, "abstractNumId"): node for node in children(root, "w:abstractNum")}
    by_style = {
        style: key for key, node in abstract.items() if (style := value_of(first(node, "w:styleLink")))
    }
    lists = {}
    for node in children(root, "w:num"):
        key = value_of(first(node, "w:abstractNumId"))
        linked = value_of(first(abstract.get(key), "w:numStyleLink"))
        key = by_style.get(linked, key)
        lists[value_of(node, "numId")] = _list(key, abstract.get(key), node)
    return Numbering(lists)


def _list(key: str, abstract: etree._Element | None, number: etree._Element) -> List:
    levels = dict(_levels(abstract))
    fresh: dict[int, int] = {}
    for override in children(number, "w:lvlOverride"):
        depth = whole(value_of(override, "ilvl"), 0)
        levels.update(_levels(override))
        if start := value_of(first(override, "w:startOverride")):
            fresh[depth] = whole(start, 1)
    return List(key, levels, fresh)


def _levels(parent: etree._Element | None) -> Iterator[tuple[int, Level]]:
    for node in children(parent, "w:lvl"):
        restart = value_of(first(node, "w:lvlRestart"))
        yield (
            whole(value_of(node, "ilvl"), 0),
            Level(
                format=value_of(first(node, "w:numFmt")) or "decimal",
                text=value_of(first(node, "w:lvlText")),
                start=whole(
                    value_of(first(node, "w:start")), 0
                ),  # left out, it is 0 (ECMA-376 part 1, 17.9.25)
                restart=whole(restart, 0) if restart else None,
                digits_only=first(node, "w:isLgl") is not None,
            ),
        )


def _shown(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> Iterator[str]:
    """A level's text with `%1` … `%9` filled in; a bullet is an ornament and shows nothing."""
    if level.format == "bullet":
        return
    pieces = level.text.split("%")
    yield pieces[0]
    for piece in pieces[1:]:
        if piece[:1] not in set("123456789"):
            yield "%" + piece
            continue
        at = int(piece[0]) - 1
        other = levels.get(at, Level())
        yield counted(counts.get(at, other.start), "decimal" if level.digits_only else other.format)
        yield piece[1:]


def counted(number: int, form: str) -> str:
    """A number as the list format of that OOXML name writes it; in digits where the format is not known."""
    if form in _ENCLOSED and 1 <= number <= _ENCLOSED[form][1]:
        return chr(ord(_ENCLOSED[form][0]) + number - 1)
    if "ounting" in form:  # chineseCounting, japaneseCounting, taiwaneseCountingThousand …
        form = "counting"
    write = _WRITERS.get(form)
    return write(number) if write and 0 <= number < 4000 else str(number)


def _in_words(number: int) -> str:
    """一 … 九十九; no list is longer, and cn2an takes a fifth of a second to import."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = _NUMERALS[tens] if tens > 1 else ""
    return (f"{ten}十" if tens else "") + (_NUMERALS[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def _letters(number: int) -> str:
    """a … z, aa, bb …"""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_WRITERS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "",  # noqa: ARG005
    "counting": _in_words,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "ideographDigital": lambda number: str(number).translate(_DIGITS),
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_DIGITS),
    "taiwaneseDigital": lambda number: str(number).translate(_DIGITS),
    "chineseLegalSimplified": lambda number: _in_words(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _in_words(number).translate(_LEGAL),
    "japaneseLegal": lambda number: _in_words(number).translate(_LEGAL),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % len(_STEMS)],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % len(_BRANCHES)],
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
}
