"""Rows with one value too few → what the sums of the form, or a value that stands beside the table, tell of them.

Nothing is certain of such a row: every cell so read is doubtful, and where it is not known which value stands in it,
it names all that could.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.report import Cell, CellKind
from reports.editions import Along, Identity, Relation, RowForm, TableForm
from reports.reading.borders import Effort, Parting, amount
from reports.reading.cells import doubted, read_cell, read_either
from reports.reading.manuscript import Line
from reports.reading.reckoning import Sum, agreed

_EFFORT = 50_000  # steps, of a microsecond or less
# A remark of more than one line makes a cell fall out of its table when a PDF is turned into Markdown. It says of
# which documents it speaks: 上海市政府办公厅 2025, 22（其中修订16件） and 55（含自然失效29件）.
_SPEAKS_OF = {
    "repealed": re.compile("废止|失效"),
    "made": re.compile("修订|修改|制定|制发|新增"),
    "valid": re.compile("有效"),
}
_REMARK = re.compile(r"\s*[（(].{1,60}[）)]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Short:
    """A row and its values, in order, one fewer than it has cells. `laid`: they have been laid all the same."""

    row: RowForm
    values: tuple[str, ...]
    laid: bool = False

    def ways(self, value: str) -> tuple[Parting, ...]:
        """The row with this value put in at each place."""
        return tuple(
            (*self.values[:place], value, *self.values[place:]) for place in range(len(self.values) + 1)
        )


Cells = Mapping[tuple[str, str], Cell]
Found = Iterator[tuple[RowForm, Mapping[str, Cell]]]


def completed(
    form: TableForm,
    cells: Cells,
    short: Sequence[Short],
    lines: Iterable[Line],
    identities: Sequence[Identity],
) -> Found:
    """The rows of which something is known, with their cells by column."""
    own = [each for each in identities if each.table == form.id and each.relation is Relation.EQUAL]
    return _by_sums(form, cells, short, own) if own else _by_strays(form, short, lines)


# By the sums.


def _by_sums(form: TableForm, cells: Cells, short: Sequence[Short], identities: Sequence[Identity]) -> Found:
    """The places at which a blank leaves every sum right; a row laid in such a way already is left as it is."""
    choices = dict(_choices(form, cells, short))
    sums = [
        Sum({**dict.fromkeys(each.left, 1), **dict.fromkeys(each.right, -1)})
        for each in identities
        if each.along is Along.COLUMN and all(choices.get(row) for row in (*each.left, *each.right))
    ]
    if not sums:
        return
    result = agreed({row: each for row, each in choices.items() if each}, sums, Effort(_EFFORT))
    if result.broken:
        return
    for each in short:
        ways = result.choices.get(each.row.id, ())
        if ways and not (each.laid and _raw(cells, each.row) in ways):
            yield each.row, _either(each, ways, form)


def _choices(
    form: TableForm, cells: Cells, short: Sequence[Short]
) -> Iterator[tuple[str, tuple[Parting, ...]]]:
    """The ways to read each row: as it stands, or with a blank wherever its own total then agrees."""
    lacking = {each.row.id: each for each in short}
    for row in form.rows:
        if row.id in lacking:
            ways = lacking[row.id].ways("")
            yield row.id, tuple(way for way in ways if _totals(way))
        elif (raw := _raw(cells, row)) is not None and None not in map(amount, raw):
            yield row.id, (raw,)


def _raw(cells: Cells, row: RowForm) -> Parting | None:
    if any((row.id, column) not in cells for column in row.columns):
        return None
    return tuple(cells[row.id, column].raw for column in row.columns)


def _totals(way: Parting) -> bool:
    amounts = [amount(text) for text in way]
    return None not in amounts and sum(each or 0 for each in amounts[:-1]) == amounts[-1]


# By values that stand beside the table.


def _by_strays(form: TableForm, short: Sequence[Short], lines: Iterable[Line]) -> Found:
    """Values alone on a line of the section, as many as rows lack one: theirs, in order. Where a remark says of which
    column it speaks, it stands there; elsewhere it may stand in any."""
    strays = list(_strays(lines))
    if len(strays) != len(short):
        return
    for each, stray in zip(short, strays, strict=True):
        cells = _either(each, each.ways(stray), form)
        place = next((c for c in each.row.columns if c in _SPEAKS_OF and _SPEAKS_OF[c].search(stray)), None)
        if place is not None:
            chosen = each.ways(stray)[each.row.columns.index(place)]
            cells = {
                column: replace(cells[column], raw=raw, value=read_cell(raw).value)
                for column, raw in zip(each.row.columns, chosen, strict=True)
            }
        yield each.row, cells


def _strays(lines: Iterable[Line]) -> Iterator[str]:
    """Numbers alone on their line, each with the remark that follows it on the next."""
    value = ""
    for line in lines:
        text = "" if line.table else line.text.strip()
        if value:
            yield f"{value}{text}" if _REMARK.fullmatch(text) else value
        value = text if text and read_cell(text).kind is CellKind.NUMBER else ""
    if value:
        yield value


def _either(each: Short, ways: tuple[Parting, ...], form: TableForm) -> Mapping[str, Cell]:
    whole = " ".join(each.values)
    return {
        column: doubted(read_either(tuple(way[place] for way in ways), whole, signed=column in form.signed))
        for place, column in enumerate(each.row.columns)
    }
