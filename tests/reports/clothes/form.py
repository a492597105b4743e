"""The official layout of the three tables: boxes as the template merges them, a row after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.editions import RowForm, TableForm
from tests.reports.clothes.facts import Address, Facts

RELATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell as drawn: its text, how many columns and rows it covers, and which figure of the form it holds."""

    text: str = ""
    across: int = 1
    down: int = 1
    address: Address | None = None
    head: bool = False  # of a header row


Row = tuple[Box, ...]
Sheet = tuple[Row, ...]


def sheet(facts: Facts, table: TableForm) -> Sheet:
    """The table as the official template draws it."""
    match table.id:
        case "disclosure":
            return tuple(_disclosure(facts, table))
        case "applications":
            return tuple(_applications(facts, table))
        case _:
            return tuple(_remedies(facts, table))


def width(rows: Sheet) -> int:
    """Columns of the grid."""
    return max(sum(box.across for box in row) for row in rows)


def grid(rows: Sheet) -> list[list[Box | None]]:
    """The rows spread over the grid: every box in its first place, None where another covers."""
    columns = width(rows)
    spread: list[list[Box | None]] = []
    covered: dict[tuple[int, int], None] = {}
    for number, row in enumerate(rows):
        line: list[Box | None] = [None] * columns
        boxes = iter(row)
        at = 0
        while at < columns:
            if (number, at) in covered:
                at += 1
                continue
            box = next(boxes, None)
            if box is None:
                break
            line[at] = box
            for below in range(box.down):
                for beside in range(box.across):
                    covered[number + below, at + beside] = None
            at += box.across
        spread.append(line)
    return spread


def _value(facts: Facts, table: TableForm, row: RowForm, column: str, *, across: int = 1) -> Box:
    address = (table.id, row.id, column)
    return Box(text=facts.figures[address], address=address, across=across)


def _disclosure(facts: Facts, table: TableForm) -> Iterator[Row]:
    columns = 5 if facts.form.id == "2019" else 4
    group = ""
    for row in table.rows:
        spans = _shares(columns - 1, len(row.columns))
        if row.group != group:
            group = row.group
            yield (Box(text=group, across=columns, head=True),)
            labels = (table.column(column).label for column in row.columns)
            heads = (
                Box(text=text, across=across, head=True) for text, across in zip(labels, spans, strict=True)
            )
            yield (Box(text="信息内容", head=True), *heads)
        values = (
            _value(facts, table, row, column, across=across)
            for column, across in zip(row.columns, spans, strict=True)
        )
        yield (Box(text=row.label), *values)


def _shares(columns: int, boxes: int) -> tuple[int, ...]:
    """How boxes share the columns of the grid: in the template of 2019 the middle box of three covers two."""
    if boxes == 3 and columns == 4:
        return (1, 2, 1)
    return (*[1] * (boxes - 1), columns - boxes + 1)


def _applications(facts: Facts, table: TableForm) -> Iterator[Row]:
    natural, *legal, total = (column.label for column in table.columns)
    yield Box(text=RELATION, across=3, down=3, head=True), Box(text="申请人情况", across=7, head=True)
    yield (
        Box(text=natural, down=2, head=True),
        Box(text="法人或其他组织", across=5, head=True),
        Box(text=total, down=2, head=True),
    )
    yield tuple(Box(text=text, head=True) for text in legal)
    results = [row for row in table.rows if row.group]
    group = ""
    for row in table.rows:
        first = (Box(text=RESULTS, down=len(results)),) if results[0] is row else ()
        yield (*first, *_label(table, row, group), *(_value(facts, table, row, c) for c in row.columns))
        group = row.group


def _label(table: TableForm, row: RowForm, group: str) -> Iterator[Box]:
    """The boxes that name a row, the group's only at its first row."""
    if not row.group:
        yield Box(text=row.label, across=3)
    elif row.group == RESULTS:
        yield Box(text=row.label, across=2)
    else:
        if row.group != group:
            yield Box(text=row.group, down=sum(other.group == row.group for other in table.rows))
        yield Box(text=row.label)


def _remedies(facts: Facts, table: TableForm) -> Iterator[Row]:
    review, direct, after = table.rows
    labels: Sequence[str] = [column.label for column in table.columns]
    yield Box(text=review.label, across=5, head=True), Box(text=direct.group, across=10, head=True)
    yield (
        *(Box(text=text, down=2, head=True) for text in labels),
        Box(text=direct.label, across=5, head=True),
        Box(text=after.label, across=5, head=True),
    )
    yield tuple(Box(text=text, head=True) for text in (*labels, *labels))
    yield tuple(_value(facts, table, row, column) for row in table.rows for column in row.columns)
