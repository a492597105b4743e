"""The days hidden in an address: dated folders, and numbers a content system makes of the moment of writing. Pure.

Evidence for a person and never a claim: moving a site rewrites them (domain §6.1). A folder of a month alone
(/202601/) names no day.
"""

import re
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from models.times import BEIJING
from models.visit import DateKind, DateRead
from reports.clocks.notation import FIRST_YEAR, plausible

_LONGEST_ADDRESS = 2_000

_FOLDERS = re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})(?=/)|/(20\d\d)-(\d{1,2})-(\d{1,2})(?=/)")
# t20260126_1303152.html; an attachment's P020260127336123456789.pdf and W020190918266010069764.jpg are TRS's too.
_EIGHT_DIGITS = re.compile(
    r"(?:/|/t|_t)(20\d\d)(\d\d)(\d\d)(?=[_/])|/[PW]0(20\d\d)(\d\d)(\d\d)(?=\d{6})", re.ASCII
)
_OBJECT_ID = re.compile(r"(?<![0-9a-z])([0-9a-f]{8})[0-9a-f]{16}(?![0-9a-z])")
# Milliseconds, sometimes with letters behind them: 17364738729029ffO7DUB, 1707097639386niv.
_MILLISECONDS = re.compile(
    r"(?<![0-9A-Za-z])(1\d{12})(?:\d{0,3}[A-Za-z][0-9A-Za-z]{0,12})?(?![0-9A-Za-z])", re.ASCII
)
# 18 digits are an organ's code as often (area=113325000026455663), so only what was numbered since 2015 is read.
_SNOWFLAKE = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{18})(?![0-9A-Za-z])", re.ASCII)
_SNOWFLAKE_EPOCH = 1_288_834_974_657  # Twitter's, in milliseconds; the 22 bits below name machine and order
_MONGODB = 1_230_768_000  # 2009: no ObjectId is older


def in_address(url: str) -> tuple[DateRead, ...]:
    """The days an address gives away, in Asia/Shanghai, each with the letters it was read from; none where it is broken."""
    try:
        parts = urlsplit(url[:_LONGEST_ADDRESS])
    except ValueError:
        return ()
    path = unquote(parts.path)
    name = path.rpartition("/")[2] + "?" + unquote(parts.query)  # in a folder, such a number is the column's
    days = [
        *((plausible(*(int(n) for n in m.groups() if n)), m.group()) for m in _FOLDERS.finditer(path)),
        *((plausible(*(int(n) for n in m.groups() if n)), m.group()) for m in _EIGHT_DIGITS.finditer(path)),
        *((_second(int(m[1], 16), since=_MONGODB), m.group()) for m in _OBJECT_ID.finditer(name)),
        *((_second(int(m[1]) // 1000), m.group()) for m in _MILLISECONDS.finditer(name)),
        *((_numbered(int(m[1])), m.group()) for m in _SNOWFLAKE.finditer(name)),
    ]
    return tuple(
        DateRead(kind=DateKind.ADDRESS, day=day, raw=raw.strip("/_")) for day, raw in days if day is not None
    )


def _numbered(number: int) -> date | None:
    """The day a snowflake was numbered; it has 63 bits."""
    return _second(((number >> 22) + _SNOWFLAKE_EPOCH) // 1000) if number < 1 << 63 else None


def _second(seconds: int, *, since: int = 0) -> date | None:
    """The day of a moment in Unix seconds, where it can be one."""
    if not since <= seconds < 4_102_444_800:  # 2100
        return None
    day = datetime.fromtimestamp(seconds, BEIJING).date()
    return day if day.year >= FIRST_YEAR else None
