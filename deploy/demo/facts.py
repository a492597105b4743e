"""country.toml → what there is and when: portals, columns, agencies, reports, notices. The only reader of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

FOLDER = Path(__file__).resolve().parent
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """A figure printed `by` too much, for ever or until it is corrected."""

    cell: str  # table.row.column
    by: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as published: the true times, and everything that is odd about it."""

    year: int
    at: datetime
    claimed: date  # the date the page shows
    gone: datetime | None = None
    titled_year: int  # the year its title says
    author: str  # the agency its text names
    problems_of: str = ""  # code of the agency whose section 5 was taken over; empty: its own
    carried_in: int | None = None  # contradicts what the year before carried out
    misprints: tuple[Misprint, ...] = ()
    blanks: tuple[str, ...] = ()  # rows of the applications whose zeros are left blank
    slips: tuple[tuple[str, str], ...] = ()  # words as meant, and as they were printed
    pdf: bool = False
    missing_page: bool = False  # listed, but its page says there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One agency: its row of the roster, and what its figures and its prose are made from."""

    code: str
    name: str
    kind: str
    level: str
    region: str
    oversight: str
    portal: str
    column: str
    scale: int
    work: tuple[str, ...]
    reports: tuple[Report, ...]
    aliases: tuple[str, ...] = ()
    parent: str = ""
    local_due: str = ""
    exempt_reason: str = ""
    licences: int = 0
    penalties: int = 0
    coercion: int = 0
    fees: float = 0.0
    documents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something else in a column: a decoy."""

    at: datetime
    kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of annual reports. `title` is how its reports are titled."""

    id: str
    name: str
    title: str
    notices: tuple[Notice, ...] = ()
    cut: int = 0  # link texts are cut after so many characters; 0: never
    lost: datetime | None = None  # from then on it answers that there is no such page


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One site on an address of its own."""

    id: str
    address: str
    family: str
    declared: bool  # whether the roster names the family
    site: str
    site_code: str
    layout: str
    columns: tuple[Column, ...]
    state: str = "open"
    charset: str = "utf-8"
    sid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An oversight office and its mailbox."""

    code: str
    name: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """All of it."""

    portals: tuple[Portal, ...]
    agencies: tuple[Agency, ...]
    offices: tuple[Office, ...]
    canaries: tuple[str, ...]

    def agency(self, code: str) -> Agency:
        """The agency of that code."""
        return next(agency for agency in self.agencies if agency.code == code)

    def portal(self, portal_id: str) -> Portal:
        """The portal of that id."""
        return next(portal for portal in self.portals if portal.id == portal_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One entry of a column with a page of its own: a report of `agency`, or a notice."""

    number: int
    title: str
    at: datetime
    claimed: date
    column: Column
    gone: datetime | None = None
    agency: Agency | None = None
    report: Report | None = None
    kind: str = "report"

    def stands(self, moment: datetime) -> bool:
        """Whether it is published at `moment`."""
        return self.at <= moment and (self.gone is None or moment < self.gone)

    def changed(self, moment: datetime) -> datetime:
        """When the page took the shape it has at `moment`."""
        fixed = [m.until for m in self.report.misprints if m.until] if self.report else []
        return max([self.at, *(when for when in fixed if when <= moment)])


@cache
def land() -> Land:
    """The country as country.toml tells it."""
    told = tomllib.loads((FOLDER / "country.toml").read_text(encoding="utf-8"))
    return Land(
        portals=tuple(_portal(entry) for entry in told["portal"]),
        agencies=tuple(_agency(entry) for entry in told["agency"]),
        offices=tuple(Office(**entry) for entry in told["office"]),
        canaries=tuple(told["canaries"]),
    )


def _portal(entry: Mapping[str, Any]) -> Portal:
    columns = tuple(_column(column) for column in entry["column"])
    return Portal(**{key: value for key, value in entry.items() if key != "column"}, columns=columns)


def _column(entry: Mapping[str, Any]) -> Column:
    notices = tuple(Notice(**notice) for notice in entry.get("notices", ()))
    return Column(**{**entry, "notices": notices})


def _agency(entry: Mapping[str, Any]) -> Agency:
    lists = {key: tuple(entry.get(key, ())) for key in ("aliases", "work")}
    reports = tuple(_report(report, entry["name"]) for report in entry["reports"])
    return Agency(**{**entry, **lists, "reports": reports})


def _report(entry: Mapping[str, Any], name: str) -> Report:
    usual = {"claimed": entry["at"].date(), "titled_year": entry["year"], "author": name}
    misprints = tuple(Misprint(**misprint) for misprint in entry.get("misprints", ()))
    slips = tuple((meant, slipped) for meant, slipped in entry.get("slips", ()))
    lists = {"misprints": misprints, "blanks": tuple(entry.get("blanks", ())), "slips": slips}
    return Report(**{**usual, **entry, **lists})


@cache
def articles(portal: Portal) -> tuple[Article, ...]:
    """Everything ever published in a portal's columns, newest date shown first."""
    found = [
        article
        for column in portal.columns
        for article in (*_reports_in(portal, column), *_notices_in(portal, column))
    ]
    return tuple(sorted(found, key=lambda article: (article.claimed, article.at), reverse=True))


def _reports_in(portal: Portal, column: Column) -> list[Article]:
    return [
        Article(
            number=_number(f"{agency.code}/{report.year}"),
            title=column.title.format(name=agency.name, year=report.titled_year),
            at=report.at,
            claimed=report.claimed,
            gone=report.gone,
            column=column,
            agency=agency,
            report=report,
        )
        for agency in land().agencies
        if agency.portal == portal.id and agency.column == column.id
        for report in agency.reports
    ]


def _notices_in(portal: Portal, column: Column) -> list[Article]:
    return [
        Article(
            number=_number(f"{portal.id}/{column.id}/{notice.title}"),
            title=notice.title,
            at=notice.at,
            claimed=notice.at.date(),
            column=column,
            kind=notice.kind,
        )
        for notice in column.notices
    ]


def _number(key: str) -> int:
    return 100_000 + crc32(key.encode()) % 900_000
