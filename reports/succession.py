"""One agency's reports in a row: what the year before handed on to this one, and the years around both. Pure.

Where agencies were merged, what they handed on is added up. Where the report of one of them is not at hand nothing is
compared: a sum that lacks a part accuses somebody of the part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from models.agency import Agency
from models.filing import Predecessor
from models.report import Cell, CellKind, Report, Table
from models.words import Words
from reports.editions import Edition
from reports.names import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """A report and what comes before and after it.

    `last` are the tables of the year before, those of merged agencies added up; empty where `unfit` says why nothing
    can be compared. `earlier` and `following` are given only where they can be laid beside their neighbours.
    """

    year: int | None
    this: Report
    edition: Edition | None = None  # the form of `this`
    last: Mapping[str, Table] = field(default_factory=dict)
    last_year: int | None = None
    unfit: Words | None = None
    merged: tuple[str, ...] = ()  # names of the agencies that are in `last` besides the agency itself
    earlier: Report | None = None  # two years before
    previous: Report | None = None  # the year before, where no agencies were merged since
    following: Report | None = None  # the year after


def succession_of(
    report: Report,
    *,
    previous: Report | None,
    predecessors: Sequence[Predecessor],
    earlier: Report | None,
    following: Report | None,
    agency: Agency | None,
    year: int | None,
    edition: Edition | None,
) -> Succession | None:
    """What the reports laid beside one come to; None: nothing of the year before is at hand."""
    of = report.year if year is None else year
    if predecessors and agency is not None and of is not None:
        return _merged(Succession(year=of, this=report, edition=edition), predecessors, agency, of)
    if previous is None:
        return None
    return Succession(
        year=of,
        this=report,
        edition=edition,
        last=previous.tables,
        last_year=previous.year,
        unfit=unfit(report, previous, agency, year),
        earlier=_standing(earlier, of, -2),
        previous=previous,
        following=_standing(following, of, 1),
    )


def unfit(report: Report, previous: Report, agency: Agency | None, year: int | None) -> Words | None:
    """Why the two reports cannot be compared; None: they can."""
    of = report.year if year is None else year
    if of is None or previous.year is None:
        return Words("两份报告中有一份没有写明年度", "one of the two reports does not say its year")
    if previous.year != of - 1:
        return Words(
            f"给出的上一份报告是{previous.year}年度的，不是{of - 1}年度",
            f"the previous report given is of {previous.year}, not {of - 1}",
        )
    if agency is not None and agency.active_from is not None and agency.active_from.year > previous.year:
        return Words(
            "单位在两份报告之间新设，结转可能来自原单位",
            "the agency was set up in between; requests may come from others",
        )
    if agency is None and not _alike(report.agency, previous.agency):
        return Words(
            f"上一份报告的单位是“{previous.agency}”，不是“{report.agency}”",
            f"the previous report is of {previous.agency}, not of {report.agency}",
        )
    return None


def _alike(name: str | None, other: str | None) -> bool:
    """Whether two printed names may be one agency's: one is part of the other, or one report names nobody."""
    if not name or not other:
        return True
    one, another = normalise(name), normalise(other)
    return one in another or another in one


def _standing(report: Report | None, of: int | None, away: int) -> Report | None:
    """A report of the years around, if it is of the year it should be of."""
    fits = report is not None and of is not None and report.year == of + away
    return report if fits else None


def _merged(bare: Succession, predecessors: Sequence[Predecessor], agency: Agency, of: int) -> Succession:
    """The year before of an agency into which others were merged since: their reports and its own added up."""
    lacking = [each.agency.name for each in predecessors if each.report is None]
    parts = [each.report for each in predecessors if each.report is not None]
    return replace(
        bare,
        last={} if lacking else dict(_added(parts)),
        last_year=of - 1,
        unfit=_not_at_hand(lacking, of - 1) if lacking else _of_other_years(parts, of - 1),
        merged=tuple(each.agency.name for each in predecessors if each.agency.code != agency.code),
    )


def _not_at_hand(names: Sequence[str], year: int) -> Words:
    return Words(
        f"有单位并入，而“{'”“'.join(names)}”{year}年度的报告不在手边",
        f"agencies were merged, and the report of {', '.join(names)} for {year} is not at hand",
    )


def _of_other_years(parts: Sequence[Report], year: int) -> Words | None:
    if all(each.year == year for each in parts):
        return None
    return Words(
        f"有单位并入，而其上一份报告不都写明是{year}年度的",
        f"agencies were merged, and not all of their reports say that they are of {year}",
    )


def _added(parts: Sequence[Report]) -> Iterator[tuple[str, Table]]:
    """The tables that all of the reports have, added up cell by cell."""
    for table_id in parts[0].tables:
        tables = [table for each in parts if (table := each.table(table_id)) is not None]
        if len(tables) == len(parts):
            yield table_id, added(tables)


def added(tables: Sequence[Table]) -> Table:
    """Tables of one kind added up: the cells all of them have. One without a number makes a sum without one."""
    cells = {}
    for row, column, _ in tables[0]:
        same = [cell for table in tables if (cell := table.cell(row, column)) is not None]
        if len(same) == len(tables):
            cells[row, column] = _sum(same)
    return Table(tables[0].id, cells)


def _sum(cells: Sequence[Cell]) -> Cell:
    values = [cell.value for cell in cells if cell.value is not None]
    whole = len(values) == len(cells)
    return Cell(
        raw="+".join(cell.raw for cell in cells),
        kind=CellKind.NUMBER if whole else CellKind.BLANK,
        value=sum(values, Decimal(0)) if whole else None,
        doubtful=any(cell.doubtful for cell in cells),
    )
