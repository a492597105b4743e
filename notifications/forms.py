"""The official tables of a report as HTML, each finding's cells ringed and numbered. Pure.

The one part of a page that is no template: the tables have two hundred cells, and thousands of pages have them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from markupsafe import Markup, escape

from models.papers import Sheet, SheetCell, Written
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
    heads: Markup
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
            heads=_heads(sheet.columns),
            rows=Markup("".join(_rows(sheet, pointed, language))),  # noqa: S704 - each part is escaped below
        )
        for sheet in sheets
    )


@cache
def _heads(columns: tuple[str, ...]) -> Markup:
    """The column labels: the form's own words, and the same on every page."""
    return Markup("").join(Markup('<th scope="col">{}</th>').format(label) for label in columns)


def _rows(sheet: Sheet, pointed: Mapping[str, list[str]], language: Language) -> Iterator[str]:
    above = ""
    for row in sheet.rows:
        yield _heading(row.label, row.group if row.group != above else "")
        above = row.group
        yield from [_cell(cell, pointed, language) for cell in row.cells]
        yield "</tr>\n"


@cache
def _heading(label: str, group: str) -> str:
    """The beginning of a row; both are the form's own words, and the same on every page."""
    caption = f'<span class="detail">{escape(group)}</span>' if group else ""
    return f'<tr><th scope="row">{caption}{escape(label)}</th>'


def _cell(cell: SheetCell | None, pointed: Mapping[str, list[str]], language: Language) -> str:
    if cell is None:
        return _VOID
    marks = pointed.get(cell.address)
    return _unmarked(cell.written, language) if marks is None else _marked(cell, marks, language)


@lru_cache(maxsize=10_000)  # most cells of a season say the same few figures
def _unmarked(written: Written | None, language: Language) -> str:
    kind, text, note = _said(written)
    said = _aside(note, language)
    return f'<td class="{kind}">{text}{said}</td>' if kind != CellKind.NUMBER else f"<td>{text}</td>"


def _marked(cell: SheetCell, marks: Iterable[str], language: Language) -> str:
    _, text, note = _said(cell.written)
    numbers = "".join(_mark(mark, language) for mark in marks)
    return f'<td class="hit" id="{escape(cell.address)}">{text}{_aside(note, language)}{numbers}</td>'


def _said(written: Written | None) -> tuple[str, str, Words | None]:
    """What kind of cell it is, its text as HTML, and what is said beside it."""
    if written is None:
        return "none", "", _NO_CELL
    text = str(escape(shown.clean(written.raw, LONGEST)))
    if written.doubtful:
        return "doubtful", text, _DOUBTFUL
    return str(written.kind), text, _BLANK if written.kind is CellKind.BLANK else None


def _aside(note: Words | None, language: Language) -> str:
    return f'<span class="away">{note.said_in(language)}</span>' if note else ""


def _mark(anchor: str, language: Language) -> str:
    finding = page_words.PAGE["finding_mark"].said_in(language)
    return f'<a class="mark" href="#{anchor}"><span class="away">{finding} </span>{anchor[1:]}</a>'
