"""The days a PDF says of itself: when a program made it, and last changed it. Evidence, never a claim. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from models.times import BEIJING
from models.visit import DateKind, DateRead
from reports.clocks.notation import plausible, read_day
from reports.clocks.on_page import LONGEST_RAW

PDF_ENTRIES = ("CreationDate", "ModDate")

# D:20260127164433+08'00', of which everything behind the year may be missing (ISO 32000-1, 7.9.4).
_MOMENT = re.compile(
    r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-])(\d\d)(?:'?(\d\d))?)?", re.ASCII
)


def in_pdf(entries: Mapping[str, str]) -> Iterator[DateRead]:
    """The days of a PDF's own entries, in Asia/Shanghai; a time without its zone is taken as one there."""
    for name in PDF_ENTRIES:
        text = entries.get(name, "")[:LONGEST_RAW].strip()
        day = _day(text)
        if day is not None:
            yield DateRead(kind=DateKind.DOCUMENT, day=day, raw=f"{name} {text}"[:LONGEST_RAW])


def _day(text: str) -> date | None:
    match = _MOMENT.match(text)
    if match is None:
        return read_day(text)
    year, month, day, hour, minute, second, universal, sign, hours, minutes = match.groups()
    if hour is None or not (universal or sign):
        return plausible(int(year), int(month), int(day))
    offset = "+00:00" if universal else f"{sign}{hours}:{minutes or '00'}"
    iso = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"
    try:
        local = datetime.fromisoformat(iso).astimezone(BEIJING)
    except (ValueError, OverflowError):
        return plausible(int(year), int(month), int(day))
    return plausible(local.year, local.month, local.day)
