"""Whether a number of the text tallies with the cells it may mean. Text is never certain: a difference is for a person."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from models.report import Cell, CellKind, Medium, Report
from models.verdict import Finding, Side
from models.words import Words
from reports.editions import Edition
from reports.editions import edition as edition_of
from reports.prose.statements import Statement, Sum
from reports.rules._registry import MISSING, Held, NotChecked, Part
from reports.rules.arithmetic import figure
from reports.rules.sums import named

MOST = 6  # readings of a cell that are shown
FEW = 3  # cells of a sum written out; longer ones by their first and last


def parts_of(statements: Iterable[Statement], report: Report, edition: Edition) -> Iterator[Part]:
    """One part for each thing the statements count, and one finding for each place."""
    found: dict[tuple[Sum, ...], list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.sums, []).append(statement)
    places = set()
    for same in found.values():
        part = tallied(same, report, edition)
        place = part.where if isinstance(part, Finding) else None
        if place is None or place not in places:
            places.add(place)
            yield part


def tallied(statements: Sequence[Statement], report: Report, edition: Edition) -> Part:
    """One part for statements on one thing: a smaller number beside one that agrees counts as a part of it."""
    fits = [(each, tallies(each, report)) for each in statements]
    agreeing = [each.number for each, fit in fits if fit]
    differing = [
        each for each, fit in fits if fit is False and each.number > max(agreeing, default=Decimal(-1))
    ]
    if differing:
        return differs(differing[0], report, edition)
    return Held() if agreeing else NotChecked(_why_open(statements[0], report, edition))


def tallies(statement: Statement, report: Report) -> bool | None:
    """Whether one of the sums it may mean is its number; None where cells that hold no number leave it open."""
    fits = [_fits(statement, cells) for cells in readable(statement.sums, report)]
    if True in fits:
        return True
    return None if None in fits or not fits else False


def _fits(statement: Statement, cells: tuple[Cell, ...]) -> bool | None:
    """The same of one sum. A cell that can be read in several ways is any of them."""
    number = statement.number
    if len(cells) == 1 and cells[0].readings:
        return number in cells[0].readings or (statement.at_most and number <= max(cells[0].readings))
    known = sum((cell.value for cell in cells if cell.value is not None), Decimal(0))
    if all(cell.value is not None for cell in cells):
        return known == number or (statement.at_most and number <= known)
    return None if number >= known or statement.at_most else False


def readable(sums: Iterable[Sum], report: Report) -> Iterator[tuple[Cell, ...]]:
    """The cells of each sum that the report's form has; one that the report lacks stands as if it were blank."""
    for addresses in sums:
        if all(each in _addresses(report.edition) for each in addresses):
            yield tuple(cell_at(report, each) or _LACKING for each in addresses)


@cache
def _addresses(edition_id: str | None) -> frozenset[str]:
    """Every cell of a form; none where the form is not known."""
    tables = edition_of(edition_id).tables if edition_id is not None else ()
    return frozenset(f"{table.id}.{row}.{column}" for table in tables for row, column in table.addresses())


_LACKING = Cell(raw="", kind=CellKind.BLANK)


def cell_at(report: Report, address: str) -> Cell | None:
    """The cell of an address such as `applications.new.total`, or None where the report has none."""
    table, row, column = address.split(".")
    found = report.table(table)
    return None if found is None else found.cell(row, column)


def value_at(report: Report, address: str) -> Decimal | None:
    """The number at an address; None where there is none."""
    cell = cell_at(report, address)
    return None if cell is None else cell.value


def differs(statement: Statement, report: Report, edition: Edition) -> Finding:
    """The finding that a number of the text is none of those it may mean."""
    sums = [each for each in statement.sums if all(cell_at(report, address) for address in each)]
    cells = tuple(dict.fromkeys(address for each in sums for address in each))
    written = [_written(each, report, edition) for each in sums]
    more = Words("最多可能是", "at most ") if statement.at_most else Words("", "")
    return Finding(
        message=Words(
            f"正文写“{statement.words}”，表中{more.zh}{'，'.join(each.zh for each in written)}，请核对",
            f"the text says {figure(statement.number)} (“{statement.words}”); the table has {more.en}"
            + ", ".join(each.en for each in written),
        ),
        where=cells[0],
        side=side_of(report, cells),
        expected=figure(statement.number),
        actual=_shown(sums[0], report),
        quote=statement.sentence,
        cells=cells,
    )


def side_of(report: Report, addresses: Iterable[str]) -> Side:
    """Never the agency's, because a number of the text may be of something else; ours where reading is in doubt."""
    cells = (cell_at(report, each) for each in addresses)
    doubtful = any(cell.doubtful for cell in cells if cell) or report.legibility.medium is not Medium.TEXT
    return Side.READING if doubtful else Side.UNDECIDED


def _shown(addresses: Sum, report: Report) -> str:
    """The number the cells come to; of a cell that can be read in several ways, all of them."""
    cells = [cell for each in addresses if (cell := cell_at(report, each)) is not None]
    if len(cells) == 1 and cells[0].value is None:
        return "/".join(map(figure, cells[0].readings[:MOST])) + (
            "…" if len(cells[0].readings) > MOST else ""
        )
    return figure(sum((cell.value for cell in cells if cell.value is not None), Decimal(0)))


def _written(addresses: Sum, report: Report, edition: Edition) -> Words:
    """A sum with its cells' names: `本年新收 5 + 上年结转 0 = 5`."""
    whole = _shown(addresses, report)
    names = [named(each, edition) for each in addresses]
    if len(addresses) > FEW:
        return Words(f"“{names[0]}”至“{names[-1]}”共 {whole}", f"{names[0]} to {names[-1]} in all {whole}")
    terms = " + ".join(
        f"“{name}” {_shown((each,), report)}" for name, each in zip(names, addresses, strict=True)
    )
    said = f"{terms} = {whole}" if len(addresses) > 1 else terms
    return Words(said, said)


def _why_open(statement: Statement, report: Report, edition: Edition) -> Words:
    """Which cells hold no number, and what would follow if blanks were 0."""
    table = statement.sums[0][0].partition(".")[0]
    if report.table(table) is None:
        return MISSING[table]
    own = _addresses(report.edition)
    sums = [each for each in statement.sums if all(address in own for address in each)]
    if not sums:
        return Words(
            f"正文写“{statement.words}”，表中没有对应的格子",
            f"the text says “{statement.words}”; the table has no cell that counts it",
        )
    blank = next(each for addresses in sums for each in addresses if value_at(report, each) is None)
    known = [sum((_blank_as_0(report, each) for each in addresses), Decimal(0)) for addresses in sums]
    then = (
        Words("若空白计0则相符", "with blanks as 0 it would agree")
        if statement.number in known
        else Words(f"若空白计0则为{figure(known[0])}", f"with blanks as 0 it would be {figure(known[0])}")
    )
    name = named(blank, edition)
    return Words(
        f"正文写“{statement.words}”，表中“{name}”等没有数字，{then.zh}",
        f"the text says “{statement.words}”; no number at {name}; {then.en}",
    )


def _blank_as_0(report: Report, address: str) -> Decimal:
    """The number at an address; for a blank total what the rest of its row adds up to, blanks as 0."""
    value = value_at(report, address)
    table, row, column = address.split(".")
    found = report.table(table)
    if value is not None or column != "total" or found is None:
        return value or Decimal(0)
    return sum((cell.value for each, _, cell in found if each == row and cell.value is not None), Decimal(0))
