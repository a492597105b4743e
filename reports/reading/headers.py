"""Header rows: which table stands here, in which order its columns are printed, and which edition of the form it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reports.editions import EDITIONS, Edition, TableForm
from reports.reading.labels import ANYWHERE, column_named, plain, wordings
from reports.reading.manuscript import Line

_LEGAL_PERSONS = frozenset({"business", "research", "nonprofit", "legal"})
_SIGNS = {
    "disclosure": ("信息内容", "第二十条第("),
    "applications": ("申请人情况", "本列数据的勾稽关系", "法人或其他组织"),
    "remedies": ("结果维持", "未经复议直接起诉"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """The value columns as printed: an id each, None for one the form does not know; empty where not told."""

    columns: tuple[str | None, ...] = ()
    money: str = "万元"
    width: int = 0  # cells behind the label, blank ones among them
    places: tuple[int, ...] = ()  # of the columns among these cells, counted from 0

    @property
    def has_gaps(self) -> bool:
        """Whether blank cells stand between its columns, as where a merged cell was spread over the grid."""
        return self.places != tuple(range(len(self.places)))

    def orders(self, columns: tuple[str, ...]) -> bool:
        """Whether it names all the columns of a row."""
        return set(columns) <= set(self.columns)


def header_of(line: Line, form: TableForm) -> Header | None:
    """The header a table row is, or None. Captions and the upper rows of a header tell no order."""
    filled = tuple(cell for cell in line.cells if cell)
    named = tuple(column_named(cell, form) for cell in filled)
    match form.id:
        case "disclosure" if filled and plain(filled[0]) == "信息内容":
            behind = line.cells[line.cells.index(filled[0]) + 1 :]
            places = tuple(place for place, cell in enumerate(behind) if cell)
            return Header(named[1:], _money(filled), len(behind), places)
        case "applications" if len(_LEGAL_PERSONS & set(named)) >= 2:
            return Header(_between_natural_and_total(named))
        case _:
            return Header() if opens(line, form) else None


def opens(line: Line, form: TableForm) -> bool:
    """Whether a row carries the words with which that table begins."""
    texts = [plain(cell) for cell in line.cells if 3 < len(cell) < 200]
    return any(sign in text for text in texts for sign in _SIGNS[form.id])


def begins_a_table(text: str) -> bool:
    """Whether a line carries the words with which some table of the forms begins."""
    return any(sign in plain(text) for signs in _SIGNS.values() for sign in signs)


def edition_of(lines: Iterable[Line]) -> Edition | None:
    """The edition most of whose own labels the document shows, or None: at least two labels, and more than the other."""
    text = plain("".join(line.text for line in lines))
    ranked = sorted(((sum(mark in text for mark in _marks(e)), e.id, e) for e in EDITIONS), reverse=True)
    (most, _, edition), (next_most, _, _) = ranked[0], ranked[1]
    return edition if most >= 2 and most > next_most else None


@cache
def _marks(edition: Edition) -> tuple[str, ...]:
    """Wordings of one edition's rows and columns that no label of another contains."""
    others = tuple(
        label for other in EDITIONS if other is not edition for label in (*_labels(other), *_groups(other))
    )
    marks = set(_labels(edition))
    return tuple(m for m in sorted(marks) if len(m) >= ANYWHERE and not any(m in label for label in others))


def _labels(edition: Edition) -> tuple[str, ...]:
    """Every wording of the edition's rows and columns."""
    rows = (wording for table in edition.tables for row in table.rows for wording in wordings(row))
    columns = (
        wording for table in edition.tables for column in table.columns for wording in wordings(column)
    )
    return (*rows, *columns)


def _groups(edition: Edition) -> tuple[str, ...]:
    return tuple(plain(row.group) for table in edition.tables for row in table.rows)


def _between_natural_and_total(named: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The columns of the lowest header row; 自然人 and 总计 stand in the row above it, beside the merged cell."""
    first = next(index for index, column in enumerate(named) if column)
    columns = named[first:]
    before = () if "natural" in columns else ("natural",)
    after = () if "total" in columns else ("total",)
    return (*before, *columns, *after)


def _money(cells: tuple[str, ...]) -> str:
    """The unit amounts are given in: 万元 unless the header says 元."""
    text = plain("".join(cells))
    return "元" if "单位:元" in text or "(元)" in text else "万元"
