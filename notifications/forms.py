"""The official tables of a report as HTML, each finding's cells ringed and numbered. Pure.

The one part of a page that is no template: the tables have two hundred cells, and thousands of pages have them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from models.papers import Sheet, SheetCell
from models.report import CellKind
from models.words import Language, Words
from notifications import page_words, shown
from notifications.findings import Defect

LONGEST = 40  # characters of a cell

_NO_CELL = Words("未读到此格", "cell not read")
_DOUBTFUL = Words("读取存疑", "reading in doubt")
_BLANK = Words("空白", "blank")
_VOID = '<td class="void"></td>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One official table: its title, its column labels, and its rows as finished HTML."""

    title: str
    columns: tuple[str, ...]
    rows: Markup


def forms(sheets: Sequence[Sheet], defects: Sequence[Defect], language: Language) -> tuple[Form, ...]:
    """Every table; a cell bears the numbers of the findings that point at it, and the anchor they lead to."""
    pointed: dict[str, list[str]] = {}
    for defect in defects:
        for address in defect.cells:
            pointed.setdefault(address, []).append(defect.anchor)
    return tuple(
        Form(
            title=sheet.title,
            columns=sheet.columns,
            rows=Markup("".join(_rows(sheet, pointed, language))),  # noqa: S704 - each part is escaped below
        )
        for sheet in sheets
    )


def _rows(sheet: Sheet, pointed: Mapping[str, list[str]], language: Language) -> Iterator[str]:
    above = ""
    for row in sheet.rows:
        yield _heading(row.label, row.group if row.group != above else "")
        above = row.group
        for cell in row.cells:
            yield _VOID if cell is None else _cell(cell, pointed, language)
        yield "</tr>\n"


@cache
def _heading(label: str, group: str) -> str:
    """The beginning of a row; both are the form's own words, and the same on every page."""
    caption = f'<span class="detail">{escape(group)}</span>' if group else ""
    return f'<tr><th scope="row">{caption}{escape(label)}</th>'


def _cell(cell: SheetCell, pointed: Mapping[str, list[str]], language: Language) -> str:
    written, marks = cell.written, pointed.get(cell.address)
    if marks is None and written is not None and written.kind is CellKind.NUMBER and not written.doubtful:
        return f"<td>{_text(written.raw)}</td>"
    note: Words | None = _NO_CELL
    if written is None:
        kind, text = "none", ""
    else:
        kind = "doubtful" if written.doubtful else str(written.kind)
        text = _text(written.raw)
        note = _DOUBTFUL if written.doubtful else _BLANK if written.kind is CellKind.BLANK else None
    said = f'<span class="away">{note.said_in(language)}</span>' if note else ""
    if marks is None:
        return f'<td class="{kind}">{text}{said}</td>'
    numbers = "".join(_mark(mark, language) for mark in marks)
    return f'<td class="hit" id="{escape(cell.address)}">{text}{said}{numbers}</td>'


def _text(raw: str) -> str:
    return raw if raw.isdecimal() and len(raw) <= LONGEST else str(escape(shown.clean(raw, LONGEST)))


def _mark(anchor: str, language: Language) -> str:
    finding = page_words.PAGE["finding_mark"].said_in(language)
    return f'<a class="mark" href="#{anchor}"><span class="away">{finding} </span>{anchor[1:]}</a>'
