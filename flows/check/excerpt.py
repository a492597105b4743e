"""The place a finding speaks of, as it stands in the report, with what is meant underlined. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cn2an

from flows.terminal import ELLIPSIS, Line, Style, around, left, right, safe, shortened, width
from models.report import CellKind, Report, Table
from models.verdict import Finding
from reports.editions import TableForm, edition

EDGES = (
    "new",
    "carried_in",
    "total",
    "carried_out",
)  # rows always shown of a column; others where they are not 0
LONGEST_CELL = 20  # columns of a terminal
LEAST_LABEL = 12
MOST_ROWS = 14
LONGEST_NUMERAL = 9  # digits
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
GAP: Line = (("...", Style.FRAME),)  # stands for rows left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A part of one table: the cells shown, and those underlined. `label` is written beside the underline."""

    form: TableForm
    table: Table
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    marks: frozenset[tuple[str, str]]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a part of a table fits its screen: columns of the terminal for the row labels and for each column."""

    label: int
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    before: bool  # columns before the first one shown are left out
    after: bool

    @property
    def width(self) -> int:
        """Columns of the terminal in all."""
        return (
            self.label
            + sum(size + 2 for size in self.widths)
            + (len(ELLIPSIS) + 2) * (self.before + self.after)
        )


def excerpt(finding: Finding, report: Report, *, label: str, columns: int) -> tuple[Line, ...]:
    """The lines of a finding's place in at most `columns` columns; none where it is no place that can be shown."""
    quoted = _quoted(finding, columns) if finding.quote else ()
    if finding.where == "title":
        return (*_underlined(report.title or "", finding.actual, label, columns), *quoted)
    part = _part(finding, report, label)
    if part is not None:
        return (*quoted, *([()] if quoted else []), *_grid(part, columns))
    return quoted


def _underlined(text: str, part: str | None, label: str, columns: int) -> tuple[Line, ...]:
    """One line of text with a part of it underlined: all of it where the part is not in it."""
    text = safe(text)
    start = text.find(part) if part else -1
    start, end = (start, start + len(part)) if part and start >= 0 else (0, len(text))
    shown, start, end = around(text, start, end, columns) if start else (shortened(text, columns), start, end)
    marked = max(1, width(shown[start:end]))
    return (((shown, Style.PLAIN),), *_carets([(width(shown[:start]), marked)], label, columns))


def _quoted(finding: Finding, columns: int) -> tuple[Line, ...]:
    """The sentence a finding speaks of, its figure underlined."""
    sentence = safe(finding.quote or "")
    start, end = _figure(sentence, finding)
    shown, start, end = around(sentence, start, end, columns)
    lines: tuple[Line, ...] = (((shown, Style.PLAIN),),)
    if end > start:
        lines += _carets([(width(shown[:start]), width(shown[start:end]))], "", columns)
    return lines


def _figure(sentence: str, finding: Finding) -> tuple[int, int]:
    """Where in its sentence the figure stands that a finding compares; (0, 0) where neither of the two is found."""
    for figure in (finding.expected, finding.actual):
        for numeral in _numerals(figure) if figure else ():
            found = re.search(rf"(?<![\d.,]){re.escape(numeral)}(?!\d|[.,]\d)", sentence)
            if found:
                return found.span()
    return 0, 0


def _numerals(figure: str) -> Iterator[str]:
    """The ways a report may write a number: 1024, 1,024, １０２４, 一千零二十四."""
    yield figure
    if figure.isascii() and figure.isdigit() and len(figure) <= LONGEST_NUMERAL:
        yield f"{int(figure):,}"
        yield figure.translate(FULL_WIDTH)
        yield str(cn2an.an2cn(figure, "low"))


def _part(finding: Finding, report: Report, label: str) -> Marked | None:
    """The part of a table to show; None where the place is in no table that was read."""
    table_id, _, address = finding.where.partition(".")
    row, _, column = address.partition(".")
    table = report.table(table_id)
    if table is None or report.edition is None or not column:
        return None
    form = edition(report.edition).table(table_id)
    cells = form.addresses()
    meant = [each for each in cells if row in ("*", each[0]) and column in ("*", each[1])]
    if not meant:
        return None
    compared = [each for each in cells if f"{table_id}.{each[0]}.{each[1]}" in finding.cells]
    cause = [each for each in cells if f"{table_id}.{each[0]}.{each[1]}" == finding.cause]
    marks = frozenset(cause or [each for each in meant if each in compared] or meant)
    rows, columns = {each[0] for each in (*marks, *compared, *meant[:1])}, {each[1] for each in marks}
    if row == "*":
        within = compared or meant
        bearing = [each for each in within if _bears(table, *each)]
        rows = {each[0] for each in (*(bearing or within), *cause)}
    else:
        columns |= {each[1] for each in cells if each[0] in rows}
    return Marked(
        form=form,
        table=table,
        rows=tuple(each.id for each in form.rows if each.id in rows),
        columns=tuple(each.id for each in form.columns if each.id in columns),
        marks=marks,
        label=label,
    )


def _bears(table: Table, row: str, column: str) -> bool:
    """Whether a cell of a column bears on its sums: the outer ones, and every other that is not 0."""
    cell = table.cell(row, column)
    return row in EDGES or cell is None or cell.kind is not CellKind.NUMBER or cell.value != 0


def _grid(part: Marked, columns: int) -> Iterator[Line]:
    """Column labels, rows, and an underline below each row with marks; one below all where a whole column is meant."""
    layout = _layout(part, columns)
    yield _row("", layout.headings, layout, Style.FAINT)
    together = len(part.rows) > 1 and len({column for _, column in part.marks}) == 1 and len(part.marks) > 1
    order = [each.id for each in part.form.rows]
    previous = None
    for row in _few(part):
        if previous is not None and order.index(row) > order.index(previous) + 1:
            yield GAP
        previous = row
        name = shortened(part.form.row(row).label, layout.label)
        yield _row(name, [_raw(part.table, row, each) for each in layout.columns], layout)
        if not together:
            yield from _marks(part, {row}, layout, columns)
    if together:
        yield from _marks(part, set(part.rows), layout, columns)


def _few(part: Marked) -> Sequence[str]:
    """The rows to show: where they are too many, the outer ones and the first of the others."""
    if len(part.rows) <= MOST_ROWS:
        return part.rows
    marked = {row for row, _ in part.marks} if len(part.marks) < MOST_ROWS else set()
    kept = [row for row in part.rows if row in EDGES or row in marked]
    kept += [row for row in part.rows if row not in kept][: MOST_ROWS - len(kept)]
    return [row for row in part.rows if row in kept]


def _layout(part: Marked, columns: int) -> Layout:
    """All the columns, their headings and the labels as long as may be; where that does not help, those around a mark."""
    for heading, share in ((16, 2 / 5), (10, 2 / 5), (10, 1 / 4), (6, 1 / 4)):
        layout = _laid_out(part, part.columns, heading, int(columns * share))
        if layout.width <= columns:
            return layout
    return _around_mark(part, columns)


def _laid_out(part: Marked, columns: tuple[str, ...], heading: int, label: int) -> Layout:
    longest = max(width(part.form.row(row).label) for row in part.rows)
    headings = tuple(shortened(part.form.column(each).label, heading) for each in columns)
    return Layout(
        label=min(longest, max(label, LEAST_LABEL)),
        columns=columns,
        headings=headings,
        widths=tuple(
            max(width(name), *(width(_raw(part.table, row, each)) for row in part.rows))
            for each, name in zip(columns, headings, strict=True)
        ),
        before=columns[0] != part.columns[0],
        after=columns[-1] != part.columns[-1],
    )


def _around_mark(part: Marked, columns: int) -> Layout:
    """As many columns as fit beside the last marked one, the totals being last: first those before it."""
    marked = {column for _, column in part.marks}
    last = max(at for at, each in enumerate(part.columns) if each in marked)
    best = _laid_out(part, part.columns[last : last + 1], 16, columns // 4)
    for first in range(last - 1, -1, -1):
        wider = _laid_out(part, part.columns[first : last + 1], 16, columns // 4)
        if wider.width > columns:
            break
        best = wider
    return best


def _row(name: str, cells: Sequence[str], layout: Layout, style: Style = Style.PLAIN) -> Line:
    figures = "".join(f"  {right(cell, size)}" for cell, size in zip(cells, layout.widths, strict=True))
    return (
        (left(name, layout.label), Style.PLAIN),
        (f"  {ELLIPSIS}" if layout.before else "", Style.FAINT),
        (figures, style),
        (f"  {ELLIPSIS}" if layout.after else "", Style.FAINT),
    )


def _marks(part: Marked, rows: set[str], layout: Layout, columns: int) -> Iterator[Line]:
    """The underline of every marked cell of some rows."""
    places = []
    start = layout.label + (len(ELLIPSIS) + 2 if layout.before else 0)
    for column, size in zip(layout.columns, layout.widths, strict=True):
        start += 2 + size
        marked = [
            width(_raw(part.table, row, each)) for row, each in part.marks if row in rows and each == column
        ]
        if marked:
            length = max(1, *marked)
            places.append((start - length, length))
    yield from _carets(places, part.label, columns)


def _carets(places: Sequence[tuple[int, int]], label: str, columns: int) -> tuple[Line, ...]:
    """Underlines at (column, length), the label behind the last, or below it where it does not fit."""
    if not places:
        return ()
    line = ""
    for at, length in places:
        line += " " * (at - len(line)) + "^" * length
    if not label or len(line) + 1 + width(label) <= columns:
        return (((line + (f" {label}" if label else ""), Style.FAILED),),)
    return (
        ((line, Style.FAILED),),
        ((right(label, max(len(line), width(label))), Style.FAILED),),
    )


def _raw(table: Table, row: str, column: str) -> str:
    cell = table.cell(row, column)
    return "?" if cell is None else shortened(" ".join(safe(cell.raw).split()), LONGEST_CELL)
