"""Finished values → an XLSX file. Text is kept as text whatever it looks like; nothing is ever computed.

Made row by row, so that a province fits into little memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any, BinaryIO
from unicodedata import east_asian_width

from xlsxwriter import Workbook

from models.times import BEIJING
from notifications import shown

A4 = 9  # as Excel counts kinds of paper
LONGEST = 4000  # characters of a cell; Excel keeps 32,767
MOST_LINES = 12  # of a row; the rest is seen by opening the cell
LINE = 15.0  # height in points


@dataclass(frozen=True, slots=True)
class Link:
    """An address: shown as text, and a link only where it is safe."""

    address: str


Value = str | int | float | Fraction | date | datetime | Link | None
"""A cell. None is an empty cell; a fraction is shown as a percentage, a moment in Asia/Shanghai."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; its width in half characters (a Chinese character takes two)."""

    heading: str
    width: int
    tones: Mapping[str, str] | None = None  # the tone of a cell that says this


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a title and notes above a table whose head repeats on every printed page."""

    name: str
    title: str
    notes: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    fixed: int = 0  # how many columns stay in sight
    pages_wide: int = 1  # when printed

    @property
    def head(self) -> int:
        """The row of the headings, counted from 0."""
        return 1 + len(self.notes)

    @property
    def across(self) -> int:
        """How many columns a line above the table runs across: those that every printed page has."""
        return self.fixed if self.pages_wide > 1 else len(self.columns)


_FILLS = {
    "red": ("FFC7CE", "9C0006"),
    "violet": ("E4D7F5", "5B2C8A"),
    "orange": ("FFE0C2", "8A4300"),
    "amber": ("FFEB9C", "7F6000"),
    "grey": ("D9D9D9", "404040"),
    "blue": ("DDEBF7", "1F4E79"),
    "pale": ("F2F2F2", "595959"),
    "green": ("C6EFCE", "006100"),
}
"""The two colours of a tone: behind and of the letters."""

_FONT = {"font_name": "宋体", "font_size": 10}
_CELL = _FONT | {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
_CENTRED = _CELL | {"align": "center"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": _FONT | {"font_size": 14, "bold": True, "text_wrap": True, "valign": "top"},
    "note": _FONT | {"text_wrap": True, "valign": "top"},
    "head": _CENTRED | {"bold": True, "bg_color": "#E7E6E6", "valign": "vcenter", "text_wrap": True},
    "text": _CELL | {"text_wrap": True, "num_format": "@"},
    "link": _CELL | {"font_color": "#0563C1", "underline": 1},
    "number": _CENTRED,
    "percent": _CENTRED | {"num_format": "0.00%"},
    "day": _CENTRED | {"num_format": "yyyy-mm-dd"},
    "moment": _CENTRED | {"num_format": "yyyy-mm-dd hh:mm"},
}

_INERT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(sheets: Sequence[Sheet], file: BinaryIO, *, title: str, made: datetime) -> None:
    """Write the sheets in order. `made` is what the file says of its own age."""
    with Workbook(file, _INERT) as book:
        book.set_properties({"title": shown.clean(title), "author": "春巡 Chunxun", "created": _local(made)})
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        for sheet in sheets:
            _write_sheet(book, sheet, looks)


Looks = Mapping[str, Any]


def _write_sheet(book: Any, sheet: Sheet, looks: Looks) -> None:
    page = book.add_worksheet(sheet.name)
    _set_up(page, sheet)
    _write_lines(page, sheet, looks)
    _write_head(page, sheet, looks)
    last = sheet.head + max(1, _write_rows(page, sheet, looks))
    page.autofilter(sheet.head, 0, last, len(sheet.columns) - 1)
    _colour(book, page, sheet, last)


def _set_up(page: Any, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    page.freeze_panes(sheet.head + 1, sheet.fixed)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(sheet.pages_wide, 0)
    page.print_across()
    page.repeat_rows(sheet.head)
    if sheet.pages_wide > 1:
        page.repeat_columns(0, sheet.fixed - 1)
    page.set_footer("&L&A&C&P / &N")


def _write_lines(page: Any, sheet: Sheet, looks: Looks) -> None:
    """The title and the notes."""
    width = sum(column.width for column in sheet.columns[: sheet.across])
    lines = [("title", sheet.title, 20.0 * lines_of(sheet.title, width * 10 // 14))]
    lines += [("note", note, LINE * lines_of(note, width)) for note in sheet.notes]
    for number, (look, text, height) in enumerate(lines):
        page.set_row(number, height)
        page.merge_range(number, 0, number, sheet.across - 1, "")
        page.write_string(number, 0, text, looks[look])


def _write_head(page: Any, sheet: Sheet, looks: Looks) -> None:
    tallest = max(lines_of(column.heading, column.width) for column in sheet.columns)
    page.set_row(sheet.head, LINE * tallest + 4)
    for number, column in enumerate(sheet.columns):
        page.write_string(sheet.head, number, column.heading, looks["head"])


def _write_rows(page: Any, sheet: Sheet, looks: Looks) -> int:
    """Write the table's rows; how many there were."""
    widths, written = [column.width for column in sheet.columns], 0
    for written, row in enumerate(sheet.rows, start=1):
        at = sheet.head + written
        # An address is cut rather than folded, and so is what is no text.
        texts = [(each, width) for each, width in zip(row, widths, strict=True) if isinstance(each, str)]
        tallest = max([lines_of(text, width) for text, width in texts], default=1)
        if tallest > 1:  # one line is what a row has by itself
            page.set_row(at, LINE * min(tallest, MOST_LINES))
        for number, value in enumerate(row):
            _write(page, at, number, value, looks)
    return written


def _write(page: Any, row: int, column: int, value: Value, looks: Looks) -> None:
    match value:
        case None | "":
            page.write_blank(row, column, None, looks["text"])
        case str():
            page.write_string(row, column, _clean(value), looks["text"])
        case datetime():
            page.write_datetime(row, column, _local(value), looks["moment"])
        case date():
            page.write_datetime(row, column, value, looks["day"])
        case Fraction():
            page.write_number(row, column, float(value), looks["percent"])
        case int() | float():
            page.write_number(row, column, value, looks["number"])
        case Link():
            _write_link(page, row, column, value.address, looks)


def _write_link(page: Any, row: int, column: int, address: str, looks: Looks) -> None:
    text, safe = shown.clean(address, 1000), shown.link(address)
    if safe:
        page.write_url(row, column, safe, looks["link"], text)
    else:
        page.write_string(row, column, text, looks["text"])


@lru_cache(maxsize=10_000)  # most of a province's ledger repeats itself
def _clean(text: str) -> str:
    return shown.clean(text, LONGEST)


def _local(moment: datetime) -> datetime:
    """The moment as a clock in Beijing shows it: Excel knows no zones."""
    return moment.astimezone(BEIJING).replace(tzinfo=None, microsecond=0)


@lru_cache(maxsize=10_000)
def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in so many half characters."""
    if len(text) * 2 <= width - 2:
        return 1
    taken = len(text) + sum(east_asian_width(character) in "WFA" for character in text)
    return max(1, ceil(taken / max(1, width - 2)))


def _colour(book: Any, page: Any, sheet: Sheet, last: int) -> None:
    """Colours follow what the cell says, also after a person has changed it."""
    for number, column in enumerate(sheet.columns):
        for label, tone in (column.tones or {}).items():
            behind, letters = _FILLS[tone]
            look = book.add_format({"bg_color": f"#{behind}", "font_color": f"#{letters}"})
            rule = {"type": "cell", "criteria": "==", "value": f'"{label}"', "format": look}
            page.conditional_format(sheet.head + 1, number, last, number, rule)
