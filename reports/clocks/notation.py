"""A day as portals write it, in every notation seen: figures, Chinese numerals, eight digits. Pure."""

import re
import unicodedata
from datetime import date

FIRST_YEAR, _LAST_YEAR = 2003, 2100  # outside it is a number that only looks like a date
_LONGEST_TEXT = 2_000


def read_day(text: str) -> date | None:
    """The first day written in a short text, in any notation seen on portals; None where there is none."""
    match = DAY.search(legible(text[:_LONGEST_TEXT]))
    return day_of(match) if match else None


_TEN = "一二三四五六七八九十"
DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d) ?(?:年|[-/.]) ?(?P<m>\d{1,2}) ?(?:月|[-/.]) ?(?P<d>\d{1,2})(?!\d)"
    r"|(?P<cy>[二2][〇零○◯Oo0][〇零○◯Oo0一二三四五六七八九]{2}) ?年 ?"
    rf"(?P<cm>[元正{_TEN}]{{1,2}}) ?月 ?(?P<cd>[初廿卅{_TEN}]{{1,3}})(?= ?[日号])"
    r"|(?<!\d)(?P<c>20\d{6})(?!\d)"
)
_NUMERALS = {**dict.fromkeys("〇零○◯Oo0", 0), "2": 2, **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}


def day_of(match: re.Match[str]) -> date | None:
    if match["c"]:
        return plausible(int(match["c"][:4]), int(match["c"][4:6]), int(match["c"][6:]))
    if match["cy"]:
        year = int("".join(str(_NUMERALS[numeral]) for numeral in match["cy"]))
        return plausible(year, _counted(match["cm"]), _counted(match["cd"]))
    return plausible(int(match["y"]), int(match["m"]), int(match["d"]))


def _counted(numerals: str) -> int:
    """二十九 → 29, 廿九 → 29, 十 → 10, 元 or 正 → 1."""
    plain = numerals.replace("廿", "二十").replace("卅", "三十").replace("初", "")
    tens, ten, ones = plain.rpartition("十")
    if not ten:
        return 1 if plain in {"元", "正"} else _NUMERALS.get(plain, 0)
    return _NUMERALS.get(tens or "一", 0) * 10 + (_NUMERALS.get(ones, 100) if ones else 0)


def plausible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def legible(text: str) -> str:
    """One space for any white space, half-width digits and colons, nothing unseen."""
    folded = unicodedata.normalize("NFKC", text)
    shown = "".join(c for c in folded if c.isspace() or unicodedata.category(c) not in {"Cf", "Cc", "Cs"})
    return re.sub(r"\s+", " ", shown)
