"""Who is told what, and by which channel: offices.toml as read."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.verdict import Severity
from models.words import Language


class News(StrEnum):
    """The kinds of news a channel can ask for."""

    STANDING = "standing"  # where an agency stands, a date in doubt and a withdrawal included
    CONTENT = "content"  # a report that changed after it was published
    FINDING = "finding"  # what the rules find in it
    REMINDER = "reminder"  # due dates that are near, and lapses that go on


class Day(StrEnum):
    """Days on which a channel can ask to be told; Monday first, in the order of `date.weekday`."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"
    WORKDAY = "workday"  # of the mainland, weekends worked instead of holidays included


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One address of an office. `url` may be `secret:NAME`; it is resolved only when sending."""

    name: str  # as given, else its position in the office's list, `1` first: safe to store and to show
    url: str
    severities: tuple[Severity, ...]  # of findings; empty: all
    kinds: tuple[News, ...] = ()  # empty: all
    days: tuple[Day, ...] = ()  # on which it is told; empty: every day
    hour: int = 8  # local, Asia/Shanghai: not before
    language: Language | None = None  # None: the office's
    quiet: bool = True  # whether a day without change has its receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An oversight office, as the roster's `oversight` column names it."""

    code: str
    name: str
    language: Language
    channels: tuple[Channel, ...]
    under: str = ""  # code of the office above it, which hears of its agencies too; empty: none
    contact: str = ""  # whom an agency asks, as its letters say; empty: left blank to be filled in


def beneath(offices: Iterable[Office], code: str) -> dict[str, str]:
    """Codes and names of all offices beneath one, at any depth; of a circle each once, and never the one itself."""
    known = {office.code: office for office in offices}
    found: dict[str, str] = {}
    above = {code}
    while above:
        above = {each.code for each in known.values() if each.under in above} - found.keys() - {code}
        found |= {each: known[each].name for each in above}
    return {
        each: name for each, name in ((o.code, found.get(o.code)) for o in known.values()) if name is not None
    }
