"""Tables written one cell a line → rows again, with the blank cells that only the empty lines between still tell.

A page turned into text keeps one distance between the cells of a row and a greater one between rows; a blank cell
leaves its own distance empty. Where both distances are the same, a row is a label and the values that follow it, and
blank cells are lost.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

from models.report import CellKind
from reports.editions import EDITIONS
from reports.reading.cells import is_value, read_cell
from reports.reading.labels import LONGEST, row_named
from reports.reading.sections import is_heading

_FEWEST = 8  # values alone on their line that make a document worth looking at
_UNLABELLED = 5  # values in a row of table 四, at the least
_WHOLE = 15  # cells of table 四, when they all stand in one row
_MOST_BLANKS = 30
_ANY: Mapping[str, Any] = {"signed": True, "money": "万元"}  # a change and an amount are values too
_SENTENCE = ("。", "；", "！", "？")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with text, and how many line breaks stand before it."""

    text: str
    gap: int

    @property
    def is_value(self) -> bool:
        """Whether nothing but one value stands on it."""
        return len(self.text) <= LONGEST and read_cell(self.text, **_ANY).kind is not CellKind.TEXT

    @property
    def is_laid_out(self) -> bool:
        """Whether it is a row by itself: its cells stand between pipes or tabs."""
        return "|" in self.text or "\t" in self.text.strip()


@dataclass(frozen=True, slots=True)
class Distances:
    """Line breaks between two cells, and between two rows. Equal where rows cannot be told by them."""

    cell: int
    row: int

    def ends_row(self, gap: int) -> bool:
        """Whether a row ends in a gap, be there blank cells in it or not."""
        return gap >= self.row and (gap - self.row) % self.cell == 0

    def room(self, gap: int) -> int:
        """How many blank cells a table's last row can have in a gap that is wider by what parts the table from text."""
        return max(0, (gap - self.row) // self.cell) if self.row > self.cell else 0

    def blanks(self, gap: int) -> int:
        """How many blank cells stand in a gap in which a row ends."""
        return min((gap - self.row) // self.cell, _MOST_BLANKS) if self.ends_row(gap) else 0


def unstacked(rows: Sequence[str]) -> Iterator[str | tuple[str, ...]]:
    """The lines of a text again; those that are cells of a table are put together into rows."""
    entries = tuple(_entries(rows))
    distances = _distances(entries)
    if distances is None:
        yield from rows
        return
    stretches = [
        [entry for _, entry in group] for _, group in groupby(_numbered(entries), key=lambda pair: pair[0])
    ]
    for stretch, after in zip_longest(stretches, stretches[1:]):
        yield from _stretch(stretch, after[0].gap if after else 0, distances)


def _entries(rows: Sequence[str]) -> Iterator[Entry]:
    gap = 1
    for row in rows:
        if row.strip():
            yield Entry(row, gap)
            gap = 0
        gap += 1


def _distances(entries: Sequence[Entry]) -> Distances | None:
    """None where hardly any value stands alone."""
    alone = [entry.is_value for entry in entries]
    if sum(alone) < _FEWEST:
        return None
    between = Counter(entry.gap for entry, value in zip(entries, alone, strict=True) if value)
    behind = Counter(
        entry.gap
        for entry, value, before in zip(entries[1:], alone[1:], alone, strict=False)
        if before and not value
    )
    cell = between.most_common(1)[0][0]
    return Distances(cell, max(cell, behind.most_common(1)[0][0] if behind else cell))


def _numbered(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """Entries with the number of the stretch they stand in: a section's heading makes one of its own."""
    number = 0
    for entry in entries:
        heading = is_heading(entry.text.strip())
        number += heading
        yield number, entry
        number += heading


def _stretch(entries: list[Entry], after: int, distances: Distances) -> Iterator[str | tuple[str, ...]]:
    """The text before the table, the table from its first short line to its last row, the text behind it.

    `after`: the line breaks that follow, in which the table's last row may have blank cells.
    """
    groups = list(_groups(entries, distances))
    end = groups[-1][0]
    if is_value(end[-1]) or _names_row(end[-1]):
        end.extend([""] * min(distances.room(after), _lacking(end)))
    rows = [place for place, (cells, _) in enumerate(groups) if _is_row(cells)]
    enough = len(rows) > 1 or any(len(groups[place][0]) >= _WHOLE for place in rows)
    first, last = (rows[0], rows[-1]) if enough else (len(groups), len(groups))
    while 0 < first < len(groups) and all(_could_be_cell(cell) for cell in groups[first - 1][0]):
        first -= 1
    while enough and last + 1 < len(groups) and _names_row(label := groups[last + 1][0][-1]):
        groups[last + 1][0][:] = [label, ""]  # blank cells at a table's end leave nothing behind
        last += 1
    for place, (cells, own) in enumerate(groups):
        if first <= place <= last and not any(entry.is_laid_out for entry in own):
            yield tuple(cells)
        else:
            yield from (entry.text for entry in own)


def _groups(entries: list[Entry], distances: Distances) -> Iterator[tuple[list[str], list[Entry]]]:
    """Rows as the distances tell them: their cells, and the entries they are made of."""
    cells: list[str] = []
    own: list[Entry] = []
    for entry in entries:
        text = entry.text.strip()
        if own and entry.gap < distances.cell:
            cells[-1] += text  # a label of several lines
        elif own and _goes_on(entry, distances):
            cells += [*[""] * min(entry.gap // distances.cell - 1, _MOST_BLANKS), text]
        else:
            blanks = [""] * distances.blanks(entry.gap)
            if own:
                yield (cells if entry.is_value else [*cells, *blanks]), own
            cells, own = ([*blanks, text] if entry.is_value and own else [text]), []
        own.append(entry)
    if own:
        yield cells, own


def _goes_on(entry: Entry, distances: Distances) -> bool:
    """Whether an entry stands in the same row as the one before; of a value at either distance it is supposed."""
    if entry.gap % distances.cell:
        return False
    return entry.is_value or not distances.ends_row(entry.gap)


def _lacking(cells: list[str]) -> int:
    """How many cells a row is short of: of those its label has in either form, or of table 四."""
    for place in reversed(range(len(cells))):
        sizes = [
            len(row.columns)
            for edition in EDITIONS
            for table in edition.tables
            if (row := row_named(cells[place], table))
        ]
        if sizes:
            return max(0, max(sizes) - (len(cells) - place - 1))
    return max(0, _WHOLE - len(cells))


def _is_row(cells: list[str]) -> bool:
    """Whether these are a label the forms know and its cells, or the values of table 四."""
    values = 0
    while values < len(cells) and is_value(cells[-1 - values]):
        values += 1
    if values >= _UNLABELLED and values == len(cells):
        return True
    label = cells[-1 - values] if values < len(cells) else ""
    return bool(label) and values > 0 and _names_row(label)


def _names_row(label: str) -> bool:
    """Whether the forms have such a row; a sentence that speaks of one names none."""
    return _could_be_cell(label) and any(
        row_named(label, table) for edition in EDITIONS for table in edition.tables
    )


def _could_be_cell(text: str) -> bool:
    return len(text) <= LONGEST and not text.endswith(_SENTENCE)
