"""One cell: raw text → number, blank, not applicable or text."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from models.report import Cell, CellKind

_NOT_APPLICABLE = frozenset(
    {"/", "\\", "-", "--", "---", "—", "——", "–", "―", "无", "不适用", "空", "n/a", "N/A"}
)
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "―": "-", "﹣": "-"})
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_SPLIT_DIGITS = re.compile(r"\d\s+\d")
_NUMBER = re.compile(
    r"(?P<sign>[+-]|增加?|减少?|↑|↓)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>亿元|万元|元|件|项|条|个|次|起|宗|份|笔|人)?"
    r"(?P<remark>\(.*\))?"
)
_IN_TEN_THOUSAND = {"亿元": Decimal(10_000), "万元": Decimal(1), "元": Decimal("0.0001")}
_LONGEST = 60


@lru_cache(maxsize=8192)  # most cells of most reports are 0
def read_cell(raw: str, *, signed: bool = False, money: str = "") -> Cell:
    """The cell as read; `raw` is kept as it stands, outer white space apart.

    `signed`: a change, so 增3 and 减3 are +3 and −3. `money`: the unit of the column, `万元` or `元`, or empty for
    counts; amounts are given in 万元 whatever unit the cell or the column names.
    """
    text = raw.strip()
    if len(text) > _LONGEST:
        return Cell(raw=text, kind=CellKind.TEXT)
    squeezed = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    if not squeezed:
        return Cell(raw="", kind=CellKind.BLANK)
    if squeezed in _NOT_APPLICABLE:
        return Cell(raw=text, kind=CellKind.NOT_APPLICABLE)
    found = _NUMBER.fullmatch(_SPACE.sub("", squeezed).translate(_MINUS))
    if found is None or (_spelled(found["sign"]) and not signed) or (_is_money(found["unit"]) and not money):
        return Cell(raw=text, kind=CellKind.TEXT, doubtful=_half_a_number(squeezed))
    # Digits with a gap, or a number with a remark behind it, could be meant otherwise.
    doubtful = bool(found["remark"]) or _SPLIT_DIGITS.search(squeezed) is not None
    return Cell(raw=text, kind=CellKind.NUMBER, value=_value(found, money), doubtful=doubtful)


def is_value(raw: str) -> bool:
    """Whether a cell can stand where the form has a number: blank, number or a sign for none."""
    cell = read_cell(raw, signed=True, money="万元")
    return cell.kind is not CellKind.TEXT or cell.doubtful


def _value(found: re.Match[str], money: str) -> Decimal:
    value = Decimal(found["digits"].replace(",", ""))
    if money:
        value *= _IN_TEN_THOUSAND.get(found["unit"] or "", _IN_TEN_THOUSAND[money])
    return -value if found["sign"] in {"-", "减", "减少", "↓"} and value else value


def _spelled(sign: str | None) -> bool:
    return sign is not None and sign not in "+-"


def _is_money(unit: str | None) -> bool:
    return unit in _IN_TEN_THOUSAND


def _half_a_number(text: str) -> bool:
    """`(3)`, `1,29`, `3-4`: digits and signs only, yet no number with one meaning."""
    return any(character.isdigit() for character in text) and all(
        not character.isalpha() for character in text
    )
