"""The office's spreadsheet → agencies, checked row by row; and back. All or nothing: one bad row spoils the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.agency import Agency
from models.words import Language, Words
from scrapers.roster_cells import BadCell, read_cell, write_cell
from scrapers.roster_columns import COLUMNS, REQUIRED, clean_name, clean_text, column_of, heading_of
from scrapers.roster_sheets import NotASheet, Rows, csv_of, read_sheet, xlsx_of
from scrapers.roster_succession import contradictions

_SHOWN = 60  # characters of a value that is complained about


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """What is wrong in one row, by the spreadsheet's own numbers: the headings are row 1."""

    number: int
    column: str  # the heading as printed; empty: the row or the file as a whole
    value: str  # cut to what can be shown
    words: Words


class BadRoster(Exception):
    """The file cannot be taken, and nothing of it was; `rows` lists all that is wrong, in the file's order."""

    def __init__(self, rows: Sequence[BadRow], *, name: str) -> None:
        super().__init__(f"{name}: " + "; ".join(f"row {row.number}: {row.words.en}" for row in rows))
        self.rows = tuple(rows)
        self.name = name

    @property
    def words(self) -> Words:
        """What is wrong, a line for each cell, with its row number in the file."""
        zh = [f"第 {row.number} 行 {row.column}「{row.value}」：{row.words.zh}" for row in self.rows]
        en = [f"row {row.number}, {row.column} “{row.value}”: {row.words.en}" for row in self.rows]
        return Words(
            zh="\n".join([f"{self.name}：{len(zh)} 处有误，未导入任何一行", *zh]),
            en="\n".join([f"{self.name}: {len(en)} mistakes, nothing was imported", *en]),
        )


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    column: str | None  # None: not one of ours; kept and never read


@dataclass(frozen=True, slots=True)
class _Read:
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[BadRow] = field(default_factory=list)

    def blame(self, column: str, value: object, words: Words) -> None:
        self.faults.append(BadRow(number=self.number, column=column, value=str(value)[:_SHOWN], words=words))


def read_roster(content: bytes, *, name: str) -> tuple[Agency, ...]:
    """Every agency of a CSV or XLSX file, in its order; `name` is the file's, for messages. Raises BadRoster."""
    try:
        rows = read_sheet(content)
    except NotASheet as error:
        raise BadRoster(
            [BadRow(number=error.row, column="", value="", words=error.words)], name=name
        ) from error
    headings = _read_headings(rows, name)
    read = [
        _read_row(number, row, headings)
        for number, row in enumerate(rows[1:], start=2)
        if any(map(clean_text, row))
    ]
    _blame_duplicates(read)
    _blame_succession(read)
    faults = [fault for row in read for fault in row.faults]
    if faults:
        raise BadRoster(faults, name=name)
    return tuple(Agency(**row.values) for row in read)


def write_csv(agencies: Sequence[Agency], headings: Language) -> bytes:
    """A roster that Excel opens and `read_roster` reads back: UTF-8 with a BOM, no formulas."""
    return csv_of(_table(agencies, headings))


def write_xlsx(agencies: Sequence[Agency], headings: Language) -> bytes:
    """The same as a workbook in which every cell is text."""
    return xlsx_of(_table(agencies, headings), title="单位名录" if headings is Language.ZH else "Roster")


def _read_headings(rows: Rows, name: str) -> list[_Heading]:
    """The headings of row 1. Raises BadRoster where one is missing or stands twice."""
    headings = [_Heading(clean_name(text), column_of(text)) for text in (rows[0] if rows else [])]
    first = _Read(1)
    for column in REQUIRED:
        if column not in {heading.column for heading in headings}:
            first.blame(
                column, "", _no_heading(column, any_known=any(heading.column for heading in headings))
            )
    met: set[str] = set()
    for heading in headings:
        meant = heading.column or heading.text
        if meant and meant in met:
            first.blame(heading.text, heading.text, Words("列标题重复", "the heading stands twice"))
        met.add(meant)
    if first.faults:
        raise BadRoster(first.faults, name=name)
    return headings


def _read_row(number: int, row: Sequence[str], headings: Sequence[_Heading]) -> _Read:
    read = _Read(number)
    unknown = []
    for place, cell in enumerate(row):
        heading = headings[place] if place < len(headings) else _Heading("", None)
        if not clean_text(cell):
            continue
        if heading.column is not None:
            _read_known(read, heading, cell)
        elif heading.text:
            unknown.append((heading.text, clean_text(cell)))
        else:
            read.blame("", cell, Words("此格上方没有列标题", "there is no heading above this cell"))
    # Sorted, so that an export of several files' columns reads back the same.
    read.values["unknown_columns"] = tuple(sorted(unknown))
    _blame_missing(read, headings)
    _blame_contradictions(read)
    return read


def _read_known(read: _Read, heading: _Heading, cell: str) -> None:
    column = str(heading.column)
    try:
        read.values[column] = read_cell(column, cell)
    except BadCell as error:
        read.blame(heading.text, cell, error.words)


def _blame_missing(read: _Read, headings: Sequence[_Heading]) -> None:
    blamed = {fault.column for fault in read.faults}
    for heading in headings:
        if heading.column in REQUIRED and heading.column not in read.values and heading.text not in blamed:
            read.blame(heading.text, "", Words("必填，不能为空", "required, and empty"))


def _blame_contradictions(read: _Read) -> None:
    code = read.values.get("code")
    begins, ends = read.values.get("active_from"), read.values.get("active_to")
    if begins is not None and ends is not None and ends < begins:
        read.blame(
            "active_to", ends, Words("终止日期早于起始日期", "the agency would have ended before it began")
        )
    for column in ("exempt_document", "exempt_until"):
        if column in read.values and "exempt_reason" not in read.values:
            read.blame(
                column,
                read.values[column],
                Words(
                    "填了豁免依据或期限，却没有豁免理由",
                    "an exemption needs its reason beside its document or end",
                ),
            )
    for column in ("parent", "successor"):
        if code is not None and read.values.get(column) == code:
            read.blame(column, code, Words("不能是本单位自己", "an agency cannot be its own"))


def _blame_duplicates(read: Sequence[_Read]) -> None:
    first: dict[str, int] = {}
    for row in read:
        code = row.values.get("code")
        if code is not None and first.setdefault(code, row.number) != row.number:
            number = first[code]
            row.blame(
                "code", code, Words(f"单位编码与第 {number} 行重复", f"the code stands in row {number} too")
            )


def _blame_succession(read: Sequence[_Read]) -> None:
    """Only of rows that are good by themselves: a duplicate or a misread date would be blamed twice."""
    good = {row.values["code"]: row for row in read if not row.faults}
    for found in contradictions(Agency(**row.values) for row in good.values()):
        good[found.code].blame(found.column, found.value, found.words)


def _no_heading(column: str, *, any_known: bool) -> Words:
    chinese = heading_of(column, Language.ZH)
    if any_known:
        return Words(f"缺少“{chinese}”列", f"there is no column `{column}`")
    return Words(
        f"第 1 行没有“{chinese}”：第 1 行应为列标题，上方若有大标题请删去",
        f"row 1 does not name `{column}`: it must hold the headings, with no title above them",
    )


def _table(agencies: Sequence[Agency], language: Language) -> list[list[str]]:
    extra = sorted({heading for agency in agencies for heading, _ in agency.unknown_columns})
    headings = [heading_of(column, language) for column in COLUMNS] + extra
    return [headings, *(_row(agency, extra, language) for agency in agencies)]


def _row(agency: Agency, extra: Sequence[str], language: Language) -> list[str]:
    unknown = dict(agency.unknown_columns)
    known = [write_cell(agency, column, language) for column in COLUMNS]
    return known + [unknown.get(heading, "") for heading in extra]
