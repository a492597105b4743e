"""What agencies do to the official layout: columns and rows of their own, merged or unmerged cells, tables cut in two."""

from dataclasses import replace
from decimal import Decimal

from tests.reports.clothes.facts import PERSONS, as_cell
from tests.reports.clothes.form import Box, Row, Sheet, width

_HEADER_ROWS = {"applications": 3, "remedies": 3}


def holds_figures(row: Row) -> bool:
    """Whether a row is one of the form's own, with figures in it."""
    return any(box.address for box in row)


def titled(rows: Sheet, text: str) -> Sheet:
    """With a title in a row of its own, over all columns."""
    return ((Box(text=text, across=width(rows), head=True),), *rows)


def with_remarks(rows: Sheet) -> Sheet:
    """With a column 备注 at the end, filled in one row."""
    first = next(number for number, row in enumerate(rows) if holds_figures(row))
    return tuple(
        (*row, Box(text="备注", head=True) if not number else Box(text="含代收" if number == first else ""))
        for number, row in enumerate(rows)
    )


def with_subtotals(rows: Sheet) -> Sheet:
    """Table 三 with a row 小计 behind each group of results, as some agencies add one."""
    kept: list[Row] = []
    for number, row in enumerate(rows):
        kept.append(row)
        group, size = _group_ending(rows, number)
        if group:
            sums = tuple(
                Box(text=_sum([member[place] for member in _values(rows[number - size + 1 : number + 1])]))
                for place in range(7)
            )
            kept.append((Box(text="小计"), *sums))
    return _stretched(tuple(kept), extra=_groups(rows))


def _groups(rows: Sheet) -> dict[str, int]:
    return {
        box.text: 1
        for row in rows
        for box in row
        if box.down > 1 and box.text.startswith("（") and not box.head
    }


def _stretched(rows: Sheet, *, extra: dict[str, int]) -> Sheet:
    """The group cells again, reaching down over the rows added inside them."""
    return tuple(
        tuple(
            replace(
                box, down=box.down + (extra.get(box.text, 0) if box.text.startswith("（") else len(extra))
            )
            if box.down > 1 and not box.head
            else box
            for box in row
        )
        for row in rows
    )


def _group_ending(rows: Sheet, number: int) -> tuple[str, int]:
    """The group that ends with a row, and its size; no name where none does."""
    for start in range(number, -1, -1):
        for box in rows[start]:
            if box.down > 1 and box.text.startswith("（") and not box.head:
                return (box.text, box.down) if start + box.down - 1 == number else ("", 0)
    return "", 0


def _values(rows: Sheet) -> list[list[str]]:
    return [[box.text for box in row if box.address] for row in rows]


def _sum(texts: list[str]) -> str:
    return str(sum((as_cell(text).value or Decimal(0) for text in texts), Decimal(0)))


def with_legal_subtotal(rows: Sheet) -> Sheet:
    """Table 三 with a column 小计 behind the five kinds of 法人或其他组织."""
    return tuple(_legal_subtotal(row, number) for number, row in enumerate(rows))


def _legal_subtotal(row: Row, number: int) -> Row:
    if number == 0:
        return (row[0], replace(row[1], across=8))
    if number == 1:
        return (row[0], replace(row[1], across=6), row[2])
    if number == 2:
        return (*row, Box(text="小计", head=True))
    legal = [box.text for box in row if box.address and box.address[2] in PERSONS[1:]]
    return (*row[:-1], Box(text=_sum(legal)), row[-1])


def indented(rows: Sheet) -> Sheet:
    """Table 三 as pasted from a word processor: no cell reaches down, 四 stands under 三, a blank cell ends each row.

    The seed (南阳高新技术产业开发区 2020) is such a table: eight or nine cells for seven figures.
    """
    kept = []
    for row in rows:
        boxes = tuple(
            replace(box, down=1, across=1)
            for box in row
            if not (box.text.startswith("三、") and len(row) > 8)
        )
        last = holds_figures(row) and row[0].text.startswith("四、")
        kept.append((*((Box(),) if last else ()), *boxes, Box()))
    return tuple(kept)


def cut(rows: Sheet, table: str, *, header: bool) -> tuple[Sheet, Sheet]:
    """The table in two, as a page break leaves it, with or without its header repeated; cells no longer reach over."""
    first = _HEADER_ROWS.get(table, 2)
    middle = first + (len(rows) - first) // 2 if len(rows) > first + 1 else len(rows)
    upper, lower = rows[:middle], rows[middle:]
    heads = rows[:first] if header else ()
    return _within(upper), (*heads, *_within(lower)) if lower else ()


def _within(rows: Sheet) -> Sheet:
    """Rows whose cells reach down no further than the last of them."""
    return tuple(
        tuple(replace(box, down=min(box.down, len(rows) - number)) for box in row)
        for number, row in enumerate(rows)
    )
