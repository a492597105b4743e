"""One cell: its text → number, blank, not applicable or text.

What is plain to a reader is certain: signs, separators, units, numerals, footnote marks, remarks in brackets. What he
would have to guess at is `doubtful`: `value` is then the likeliest reading or None, and `readings` names all of them.
"""

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from models.report import Cell, CellKind

_NOT_APPLICABLE = frozenset(
    {"/", "//", "\\", "-", "--", "---", "n/a", "na", "null"}
    | {"无", "不适用", "空", "暂无", "没有", "无此项", "无数据", "不涉及", "未涉及", "未发生"}
)
_DASHES = str.maketrans(dict.fromkeys("−–—―﹣‐‑‒─", "-"))
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACE = re.compile(r"\s+")
# NFKC turns ① and ² into digits, so notes are taken off before: 3① is a 3 with a note, not 31.
_NOTE_MARKS = r"[①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩⁰¹²³⁴-⁹*＊※†‡§#＃★☆]"
_NOTES = re.compile(rf"^(?:{_NOTE_MARKS}\s*)+(?=\S)|(?<=\S)(?:\s*{_NOTE_MARKS})+$|(?<=\d)\s*注$")
_NOTHING_BUT_NOTES = re.compile(rf"(?:{_NOTE_MARKS}\s*)+")

_SIGN = r"[+-]|增加?|减少?|新增|↑|↓|▲|△|▼"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十廿壹贰叁肆伍陆柒捌玖拾][零〇一二两三四五六七八九十百千万廿壹贰叁肆伍陆柒捌玖拾佰仟]*"
_COUNTED = "件|项|条|个|次|起|宗|份|笔|人|部|篇"
_NUMBER = re.compile(
    rf"(?P<sign>{_SIGN})?(?:共计?|合计|总计|[¥￥])?(?P<digits>{_ARABIC}|{_CHINESE})"
    rf"(?P<unit>亿元|万元|元|亿|万)?(?P<counted>{_COUNTED})?(?P<arrow>[↑↓])?"
    r"(?:\((?P<named>亿元|万元|元)\))?(?P<remark>\(.*\))?[。;]?"
)
_IN_TEN_THOUSAND = {
    "亿元": Decimal(10_000),
    "亿": Decimal(10_000),
    "万元": Decimal(1),
    "万": Decimal(1),
    "元": Decimal("0.0001"),
}
_TIMES = {"万": 10_000, "亿": 100_000_000}  # of a count
_FALLING = frozenset({"-", "减", "减少", "↓", "▼"})
_EITHER_WAY = frozenset({"▲", "△"})  # a rise on one page, a minus on the next
_CORRECTED = re.compile(r"应为|应是|更正|修正|实为|实际|原为")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_DAMAGED = re.compile("[\ufffd\ue000-\uf8ff]")  # lost on the way, or drawn by a font of the page's own
_LONGEST = 60


@lru_cache(maxsize=8192)  # most cells of most reports are 0
def read_cell(raw: str, *, signed: bool = False, money: str = "") -> Cell:
    """The cell as read. `raw` is kept whole, white space and all: it is for the document's reader to take off the
    white space that belongs to the layout.

    `signed`: a change, so 增3 and 减3 are +3 and −3. `money`: the unit of the column, `万元` or `元`, or empty for
    counts. Amounts are given in 万元 whatever unit the cell or the column names; `unit` is the one they were named in.
    """
    text = _UNSEEN.sub("", raw).strip()
    if not text:
        return Cell(raw=raw, kind=CellKind.BLANK)
    if len(text) > _LONGEST or _NOTHING_BUT_NOTES.fullmatch(text):
        return Cell(raw=raw, kind=CellKind.TEXT)
    squeezed = unicodedata.normalize("NFKC", _NOTES.sub("", text)).translate(_DASHES).strip()
    joined = _SPACE.sub("", squeezed)
    if joined.strip("()").casefold() in _NOT_APPLICABLE:
        return Cell(raw=raw, kind=CellKind.NOT_APPLICABLE)
    found = _NUMBER.fullmatch(joined)
    if found is None or not _fits(found, signed=signed, money=money):
        return _no_number(raw, joined)
    size = _size(found, money)
    if size is None:
        return Cell(raw=raw, kind=CellKind.TEXT)
    cell = Cell(
        raw=raw,
        kind=CellKind.NUMBER,
        value=-size if size and _falls(found) else size,
        unit=_unit(found) or found["counted"] or money,
    )
    return _doubted(cell, found, squeezed, signed=signed)


def read_either(texts: tuple[str, ...], whole: str, *, signed: bool = False, money: str = "") -> Cell:
    """The cell in which one of these texts stands, it is not known which; `whole` is what the page shows of them all.

    Where blank is among them, the cell holds one of the readings or nothing.
    """
    cells = [read_cell(text, signed=signed, money=money) for text in dict.fromkeys(texts)]
    if len(cells) == 1:
        return cells[0]
    readings = tuple(sorted({cell.value for cell in cells if cell.value is not None}))
    return Cell(raw=whole, kind=CellKind.NUMBER, doubtful=True, readings=readings)


def doubted(cell: Cell) -> Cell:
    """The cell, not to be relied on: what was read in it is its only known reading, where it has no others."""
    readings = cell.readings or (() if cell.value is None else (cell.value,))
    return replace(cell, doubtful=True, readings=readings)


def is_value(raw: str) -> bool:
    """Whether a cell can stand where the form has a number: blank, number or a sign for none."""
    cell = read_cell(raw, signed=True, money="万元")
    return cell.kind is not CellKind.TEXT or cell.doubtful


def _fits(found: re.Match[str], *, signed: bool, money: str) -> bool:
    """Whether a number has the signs and units its column can have; ▲ may be no more than a mark."""
    spelled = found["sign"] and found["sign"] not in {"+", "-"} | _EITHER_WAY
    rises = spelled or found["arrow"]
    return (signed or not rises) and (bool(money) or _unit(found) not in {"亿元", "万元", "元"})


def _unit(found: re.Match[str]) -> str:
    return found["unit"] or found["named"] or ""


def _falls(found: re.Match[str]) -> bool:
    return found["sign"] in _FALLING or found["arrow"] == "↓" or found["remark"] in {"(减)", "(减少)"}


def _size(found: re.Match[str], money: str) -> Decimal | None:
    """The number without its sign; None for numerals nobody writes."""
    digits = found["digits"]
    if digits[0].isdigit():
        size = Decimal(digits.replace(",", ""))
    elif (numeral := _numeral(digits)) is not None:
        size = Decimal(numeral)
    else:
        return None
    if money:
        return size * _IN_TEN_THOUSAND[_unit(found) or money]
    return size * _TIMES.get(_unit(found), 1)


def _numeral(text: str) -> int | None:
    import cn2an  # a sixth of a second, and hardly a cell is written so

    try:
        return int(cn2an.cn2an(text, "smart"))
    except ValueError:
        return None


def _doubted(cell: Cell, found: re.Match[str], squeezed: str, *, signed: bool) -> Cell:
    """The cell with its other readings, where there are any."""
    value = cell.value or Decimal(0)
    if found["sign"] in _EITHER_WAY:
        return replace(cell, value=None if signed else value, doubtful=True, readings=(value, -value))
    inside = (found["remark"] or "")[1:-1]
    pieces = squeezed.split("(", maxsplit=1)[0].split()
    figures = [piece for piece in pieces if piece[0].isdigit()]
    if len(figures) > 1:  # one number with gaps, or several that stood in one cell
        others = [Decimal(each[0]) for piece in figures if (each := _FIGURES.match(piece))]
    elif inside and (not any(map(str.isalpha, inside)) or _CORRECTED.search(inside)):
        others = [Decimal(each) for each in _FIGURES.findall(inside)]
    elif _begins_with_nought(found["digits"]):
        others = []
    else:
        return cell
    return replace(cell, doubtful=True, readings=tuple(dict.fromkeys((value, *others))))


def _begins_with_nought(digits: str) -> bool:
    """`00`, `03`: two cells in one, or a number written so."""
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def _no_number(raw: str, text: str) -> Cell:
    """Text; doubtful where it is all digits and signs and yet no number with one meaning: `(3)`, `1,29`, `3-4`, `1.`;
    doubtful as well where characters are damaged, and then nothing is made of the others.
    """
    if _DAMAGED.search(text) and _NUMBER.fullmatch(_DAMAGED.sub("0", text)):
        return Cell(raw=raw, kind=CellKind.TEXT, doubtful=True)
    figures = [Decimal(each) for each in _FIGURES.findall(text)]
    if not figures or any(map(str.isalpha, text)):
        return Cell(raw=raw, kind=CellKind.TEXT)
    if text.startswith("("):
        figures += [-each for each in figures]  # as accounts write what is below 0
    if "," in text:
        figures.insert(0, Decimal(re.sub(r"\D", "", text)))
    return Cell(raw=raw, kind=CellKind.TEXT, doubtful=True, readings=tuple(dict.fromkeys(figures)))
