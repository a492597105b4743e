"""Spreadsheets as rows of text: CSV in the encodings and delimiters offices send, XLSX within limits."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from models.words import Words
from scrapers.roster_columns import column_of

Rows = list[list[str]]  # row 1 of the spreadsheet first; empty rows included, so that numbers stay true

MAX_BYTES = 32_000_000
MAX_UNPACKED = 128_000_000
MAX_MEMBERS = 2_000
MAX_ROWS = 100_000
MAX_COLUMNS = 256
EXACT = 10**15  # spreadsheets keep fifteen digits of a number

# A spreadsheet program takes a cell that begins so for a formula.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_FORMULA_CELL = re.compile(rb"<(\w+:)?f[ >/]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")


class NotASheet(Exception):
    """The file cannot be read as a spreadsheet; nothing was taken from it."""

    def __init__(self, words: Words, *, row: int = 1) -> None:
        super().__init__(words.en)
        self.words = words
        self.row = row


def read_sheet(content: bytes) -> Rows:
    """Every row as text, by content and not by name. Raises NotASheet."""
    if len(content) > MAX_BYTES:
        raise NotASheet(_too_large())
    if content.startswith(b"PK\x03\x04"):
        return _read_xlsx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotASheet(
            Words(
                zh="这是旧版 .xls 或加密的表格，请在 Excel 中另存为不加密的 .xlsx 后再导入。",
                en="This is an old .xls or an encrypted workbook; save it as an unencrypted .xlsx and import that.",
            )
        )
    return _read_csv(_decoded(content))


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with a BOM, for Excel's sake; a text that looks like a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Sequence[Sequence[str]], *, title: str) -> bytes:
    """XLSX in which every cell is text, so that nothing is computed and no leading zero is lost."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_text_cell(sheet, cell, bold=number == 0) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _text_cell(sheet: Any, text: str, *, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # openpyxl would make a formula of a leading equals sign
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else GB18030; broken UTF-8 is not taken for GB18030."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        if _is_broken_utf8(content, broken):
            raise NotASheet(_broken_text("UTF-8"), row=content.count(b"\n", 0, broken.start) + 1) from broken
    return _strictly(content, "gb18030")


def _is_broken_utf8(content: bytes, broken: UnicodeDecodeError) -> bool:
    """Whether the file was cut short, or most of what is not ASCII is UTF-8: GB18030 would read it as nonsense."""
    foreign = len(content) - len(content.decode("utf-8", "ignore").encode())
    return broken.reason == "unexpected end of data" or foreign * 2 < sum(byte > 127 for byte in content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        raise NotASheet(_broken_text(encoding.upper())) from broken


def _read_csv(text: str) -> Rows:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise NotASheet(
            Words(
                zh=f"CSV 的引号或分隔符有误，无法逐行读取（{error}）。",
                en=f"The CSV's quotes or delimiters are wrong, so its rows cannot be told apart ({error}).",
            )
        ) from error
    if len(rows) > MAX_ROWS:
        raise NotASheet(_too_large())
    return [[_unguarded(cell) for cell in row] for row in rows]


def _delimiter(text: str) -> str:
    """Whichever makes most headings of the first line known to us."""
    first = text.partition("\n")[0]

    def known(delimiter: str) -> int:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return sum(column_of(_unguarded(cell)) is not None for cell in cells)

    return max(",;\t", key=known)


def _read_xlsx(content: bytes) -> Rows:
    _refuse_bombs(content)
    try:
        has_formulas = _has_formulas(content)
        rows = _first_sheet(content)
        if has_formulas:
            _refuse_uncomputed(rows, _first_sheet(content, formulas=True))
    except NotASheet:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes it trip over
        raise NotASheet(_damaged()) from error
    return [[_text(cell.value) for cell in row] for row in rows]


def _refuse_uncomputed(rows: list[list[Any]], formulas: list[list[Any]]) -> None:
    """A formula that was never computed has no value; taken for an empty cell it would lose what it stands for."""
    for number, (values, row) in enumerate(zip(rows, formulas, strict=True), start=1):
        for value, cell in zip(values, row, strict=True):
            if cell.data_type == "f" and value.value is None:
                raise NotASheet(
                    Words(
                        zh=f"单元格 {cell.coordinate} 的公式没有计算结果，请在 Excel 中打开、保存后再导入，或改填文字。",
                        en=f"The formula in cell {cell.coordinate} has no result; "
                        "open and save the file in Excel, or type the text instead.",
                    ),
                    row=number,
                )


def _text(value: Any) -> str:
    """A cell as its reader sees it: whole numbers without `.0`, days as ISO dates."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < EXACT:
            return str(int(value))
        case int() | float() if abs(value) >= EXACT:
            return f"{value:E}"  # its last digits are lost already; the code columns refuse this form
    return str(value)


def _refuse_bombs(content: bytes) -> None:
    """Look at what the archive says it holds before anything is unpacked; zipfile stops where it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise NotASheet(_damaged()) from error
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise NotASheet(_damaged())
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise NotASheet(_too_large())


def _has_formulas(content: bytes) -> bool:
    """Whether any sheet computes something. Raises NotASheet for a declaration that could expand without end."""
    found = False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            held = archive.read(name)
            # No spreadsheet program writes a DOCTYPE; NUL bytes may hide one in UTF-16.
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in held.replace(b"\0", b""):
                raise NotASheet(_damaged())
            found |= name.startswith("xl/worksheets/") and _FORMULA_CELL.search(held) is not None
    return found


def _first_sheet(content: bytes, *, formulas: bool = False) -> list[list[Any]]:
    """The cells of the first sheet by row and column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations, which we do not read
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=not formulas)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a sheet may claim a million empty rows
        return list(_within_limits(sheet.iter_rows()))
    finally:
        book.close()


def _within_limits(rows: Iterable[Sequence[Any]]) -> Iterable[list[Any]]:
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS or len(row) > MAX_COLUMNS:
            raise NotASheet(_too_large())
        yield list(row)


def _too_large() -> Words:
    return Words(
        zh=f"文件过大：最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列，{MAX_BYTES // 1_000_000} MB。请拆分后分次导入。",
        en=f"The file is too large: at most {MAX_ROWS} rows, {MAX_COLUMNS} columns and {MAX_BYTES // 1_000_000} MB. "
        "Split it and import the parts.",
    )


def _damaged() -> Words:
    return Words(
        zh="文件损坏，或不是 .xlsx 工作簿，请在 Excel 中重新另存为 .xlsx 后再导入。",
        en="The file is damaged or is no .xlsx workbook; save it again as .xlsx and import that.",
    )


def _broken_text(encoding: str) -> Words:
    return Words(
        zh=f"文字编码有误（按 {encoding} 无法读出），请另存为 CSV UTF-8 或 .xlsx 后再导入。",
        en=f"The text cannot be decoded as {encoding}; save it as CSV UTF-8 or .xlsx and import that.",
    )
