"""Tables whose borders were lost on the way, so that labels and figures stand in one line of text.

`一、本年新收政府信息公开申请数量341002037二、上年结转…0000000` is read by the labels of the form, in their order; the
figures behind each are parted into its cells by whatever the text still shows (spaces, signs, units) and by the sums
of the form. Every cell says how it was come by:

- a figure is as certain as any other where every border is to be seen, and where a row has one digit a cell, agrees
  with its own sum, and no cell of the table is blank: no blank cell could then hide behind a figure of two digits;
- a figure that only the sums part from its neighbours, or the number of cells, is `doubtful`, and is its own only
  reading: it cannot bear witness against the very sums it was found by;
- where the sums leave several readings, the value is None and `readings` names them all; the raw text is the row's;
- where digits are fewer than cells, some were blank, and a reading may stand in any of the cells that name it;
- a blank cell is `doubtful`: that no border was seen says little of what stood between two borders.

Where no reading makes all sums hold, those are kept that break the fewest, every cell of a broken sum is doubtful,
and the table is named in `unread`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.report import CellKind, Section, Table
from reports.editions import Along, Edition, Identity, Relation, RowForm, TableForm
from reports.reading.borders import (
    Effort,
    Overworked,
    Parting,
    Run,
    balanced,
    fewest,
    partings,
    run_of,
    with_blanks,
)
from reports.reading.cells import doubted, read_cell, read_either
from reports.reading.reckoning import Sum, agreed
from reports.reading.strung import Strung, strung_together
from reports.reading.tables import Tally

# Steps, of about a microsecond each: to part one row, all rows of a table, and to weigh them against the sums.
PARTING_ROW, PARTING, RECKONING = 20_000, 100_000, 100_000
_SHOWN = 60  # characters of a stretch quoted in a note


def part_run_together(
    parts: Sequence[Section], tables: Mapping[str, Table], edition: Edition
) -> tuple[tuple[Section, ...], dict[str, Table], tuple[str, ...]]:
    """The sections without the tables run together in their text, all tables by id, and what was unread of these."""
    forms = {form.section: form for form in edition.tables if form.id not in tables}
    kept, read, notes = [], dict(tables), []
    for part in parts:
        form = forms.get(part.no)
        found = strung_together(part.text, form) if form else None
        if form is None or found is None:
            kept.append(part)
            continue
        kept.append(replace(part, text=(part.text[: found.start] + part.text[found.end :]).strip()))
        tally = _read(found, form, edition)
        if table := tally.table():
            read[form.id] = table
        notes += tally.unread
    return tuple(kept), {form.id: read[form.id] for form in edition.tables if form.id in read}, tuple(notes)


@dataclass(frozen=True, slots=True)
class Row:
    """One stretch of figures for the cells at these addresses, and the ways left to read it.

    `totals`: how many of its cells are sums of others; `balances`: whether these agree. No way left: it could not be
    parted.
    """

    id: str
    addresses: tuple[tuple[str, str], ...]
    run: Run
    ways: tuple[Parting, ...]
    totals: int = 0
    balances: bool = True


def _read(found: Strung, form: TableForm, edition: Edition) -> Tally:
    tally = Tally(form)
    identities = [each for each in edition.identities if each.table == form.id]
    effort = Effort(PARTING)
    rows = [_row(each, run_of(text), form, identities, effort) for each, text in _stretches(found, form)]
    rows, broken = _reckoned(rows, form, identities)
    gaps = any(len(row.run) < len(row.addresses) for row in rows)
    if broken:
        tally.note("", "表格的数字连在一起，没有一种分法使各列合计都相符，按不符最少的分法读数")
    for row in rows:
        _lay(tally, row, _sure(row, broken, gaps=gaps), found.money)
    return tally


def _stretches(found: Strung, form: TableForm) -> Iterator[tuple[tuple[RowForm, ...], str]]:
    """The figures, and the rows of the form they are for: all rows where they stand behind one header."""
    if found.rows:
        yield from (((row,), text) for row, text in found.rows)
    else:
        yield form.rows, found.figures


# One stretch of figures: the ways to part it.


def _row(
    forms: tuple[RowForm, ...], run: Run, form: TableForm, identities: Sequence[Identity], effort: Effort
) -> Row:
    own = Effort(min(PARTING_ROW, effort.left))
    addresses = tuple((row.id, column) for row in forms for column in row.columns)
    row = Row(forms[0].id if len(forms) == 1 else "", addresses, run, ())
    if not len(run):
        return replace(row, ways=(("",) * len(addresses),))
    try:
        if any(each.along is Along.ROW and each.relation is Relation.EQUAL for each in identities):
            return _summed(row, tuple(len(each.columns) for each in forms), own)
        return _listed(row, form, own)
    except Overworked:
        return row
    finally:
        effort.left -= PARTING_ROW - max(own.left, 0)


def _summed(row: Row, groups: tuple[int, ...], effort: Effort) -> Row:
    """A row whose last cell is the sum of the others, or several such rows in one stretch."""
    size, row = sum(groups), replace(row, totals=len(groups))
    if row.run.noughts and len(row.run) < size:
        return row  # which cells are blank no sum can tell
    ways = balanced(row.run, groups, effort)
    if not ways and len(groups) == 1:
        ways = with_blanks(row.run, size, effort)
    return replace(row, ways=ways or partings(row.run, size, effort), balances=bool(ways))


def _listed(row: Row, form: TableForm, effort: Effort) -> Row:
    """A row without a sum: a sign only where the form has changes, a fraction only where it has amounts, if possible.

    That a stock is no less than what was added to it settles nothing here: reports that say otherwise may be right.
    """
    ways = partings(row.run, len(row.addresses), effort)
    return replace(row, ways=tuple(way for way in ways if _fits(way, row.addresses, form)) or ways)


def _fits(way: Parting, addresses: Sequence[tuple[str, str]], form: TableForm) -> bool:
    cells = [
        (
            column,
            read_cell(text, signed=column in form.signed, money="万元" if column in form.decimal else ""),
        )
        for (_, column), text in zip(addresses, way, strict=True)
    ]
    return all(
        cell.kind is not CellKind.TEXT
        and (column in form.signed or text[:1].isdigit() or cell.kind is not CellKind.NUMBER)
        and (column in form.decimal or "." not in text)
        for (column, cell), text in zip(cells, way, strict=True)
    )


# All stretches of a table: what the sums down its columns leave of these ways.


def _reckoned(
    rows: list[Row], form: TableForm, identities: Sequence[Identity]
) -> tuple[list[Row], frozenset[str]]:
    """The rows with the ways left to them, and the addresses `row.column` of cells in a sum that does not hold."""
    blanks = (("",) * len(form.columns),)
    ways = {row.id: row.ways or (blanks if row.run.noughts else ()) for row in rows}
    lines = [
        each
        for each in identities
        if each.along is Along.COLUMN and all(ways.get(row) for row in (*each.left, *each.right))
    ]
    if not lines:
        return rows, frozenset()
    sums = [Sum({**dict.fromkeys(each.left, 1), **dict.fromkeys(each.right, -1)}) for each in lines]
    result = agreed({row: each for row, each in ways.items() if each}, sums, Effort(RECKONING))
    columns = [column.id for column in form.columns]
    broken = frozenset(
        f"{row}.{columns[column]}"
        for number, column in result.broken
        for row in (*lines[number].left, *lines[number].right)
    )
    left = [replace(row, ways=result.choices[row.id]) if row.ways else row for row in rows]
    return left, broken


# The cells.


def _sure(row: Row, broken: frozenset[str], *, gaps: bool) -> tuple[bool, ...]:
    """For each cell of a row, whether it owes nothing to any sum, and no sum it stands in speaks against it."""
    size = len(row.addresses)
    walled = fewest(row.run) == size
    plain = row.totals == 1 and len(row.run) == size and not gaps
    if not row.balances or not (walled or plain):
        return (False,) * size
    return tuple(".".join(address) not in broken for address in row.addresses)


def _lay(tally: Tally, row: Row, sure: tuple[bool, ...], money: str) -> None:
    """Put the cells of a row, and note what was not settled."""
    size, shown = len(row.addresses), row.run.text[:_SHOWN]
    if not row.ways and row.run.noughts and len(row.run) < size:
        tally.note(row.id, f"{size} 格只有 {len(row.run)} 个数字，分不清哪些格空白：{shown}")
        for address in row.addresses:
            tally.put(*address, read_either(("0", ""), row.run.text))
        return
    if not row.ways:
        tally.note(row.id, f"数字连在一起，分不成 {size} 格：{shown}")
        return
    if len(row.ways) > 1:
        tally.note(row.id, f"数字连在一起，有 {len(row.ways)} 种分法，合计关系分不出是哪一种：{shown}")
    elif not row.balances:
        tally.note(row.id, f"数字连在一起，没有一种分法使本行合计相符：{shown}")
    for place, (row_id, column) in enumerate(row.addresses):
        texts = tuple(dict.fromkeys(way[place] for way in row.ways))
        unit = money if column in tally.form.decimal else ""
        cell = read_either(texts, row.run.text, signed=column in tally.form.signed, money=unit)
        tally.put(row_id, column, cell if sure[place] else doubted(cell))
