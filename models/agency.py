"""Who owes a report, and where its reports are published."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What an agency is, in the roster's terms; its duty follows from this (reports/duties)."""

    GOVERNMENT = "government"
    OFFICE = "office"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    STREET = "street"
    ZONE = "zone"
    VERTICAL = "vertical"
    AUTHORISED = "authorised"


class Level(StrEnum):
    """The level of government an agency belongs to."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year, such as a local due date `01-28`."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """The day in one year; 29 February becomes 28 February where the year has none."""
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day, last))

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One row of the roster. Columns of the same name: contract §3."""

    code: str
    name: str
    kind: Kind
    level: Level
    region: str = ""  # 6-digit division code, or empty
    aliases: tuple[str, ...] = ()
    parent: str = ""
    oversight: str = ""  # code of the office that is told
    column_url: str = ""  # may be shared by many agencies; empty: nothing to visit
    family: str = ""  # a CMS family, or empty: recognise it
    local_due: MonthDay | None = None  # None: the statutory date alone
    active_from: date | None = None  # None: always
    active_to: date | None = None  # None: still active
    successor: str = ""
    exempt_reason: str = ""  # not empty: owes no report, and why
    exempt_document: str = ""  # what the exemption rests on: its number or name
    exempt_until: date | None = None  # its last day: reports due later are owed; None: without end
    note: str = ""
    unknown_columns: tuple[tuple[str, str], ...] = ()  # kept for export, never read

    def names(self) -> tuple[str, ...]:
        """Its full name, then every alias."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One column address and the agencies whose reports are to be found there."""

    column_url: str
    family: str  # empty: recognise it
    agencies: tuple[Agency, ...]
