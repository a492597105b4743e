"""A letter → a Word file: one A4 page, and an annex where the letter has one. Text is text: no field, no link, no macro."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from notifications.letter_page import SMALL, SMALL_LINE, TEXT, TEXT_LINE, WIDTH, Letter, Table

BODY, HEADING = "仿宋", "黑体"
NARROW_COLUMN = 1.6  # centimetres
SIGNATURE = 26  # points for who signs
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def write_letter(letter: Letter, file: BinaryIO, *, made: datetime) -> None:
    """Write the letter. `made` is what the file says of its own age."""
    page = docx.Document()
    _set_up(page, letter, made)
    if letter.rehearsal:
        _line(page, letter.rehearsal, bold=True, align=CENTRE)
    _line(page, letter.title, size=18, height=30, font=HEADING, align=CENTRE)
    _line(page, letter.number, align=RIGHT)
    _line(page, letter.to)
    _line(page, letter.opening, indent=True, after=4)
    _table(page, letter.table)
    _bases(page, letter.bases)
    _line(page, letter.ask, indent=True, before=4, after=4)
    _statement(page, letter)
    _line(page, letter.contact, before=6)
    _line(page, letter.seal, align=RIGHT)
    _line(page, letter.day, align=RIGHT)
    if letter.annex is not None:
        _line(page, letter.annex.title, font=HEADING, on_new_page=True)
        _table(page, letter.annex.table)
        _bases(page, letter.annex.bases)
    page.save(file)


def _set_up(page: Any, letter: Letter, made: datetime) -> None:
    section = page.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.6)
    section.footer_distance = Cm(0.8)
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    _write(foot, letter.draft, size=8, font=BODY)
    _line_height(foot, 10)
    known = page.core_properties
    known.title, known.author, known.comments = letter.title, "春巡 Chunxun", ""
    known.created = known.modified = made.astimezone(UTC).replace(tzinfo=None)


def _line(
    page: Any,
    text: str,
    *,
    size: int = TEXT,
    height: int = TEXT_LINE,
    font: str = BODY,
    align: Any = None,
    bold: bool = False,
    indent: bool = False,
    before: int = 0,
    after: int = 0,
    on_new_page: bool = False,
) -> None:
    """One paragraph of fixed line height."""
    paragraph = page.add_paragraph()
    _write(paragraph, text, size=size, font=font, bold=bold)
    _line_height(paragraph, height, before=before, after=after)
    shape = paragraph.paragraph_format
    shape.first_line_indent = Pt(2 * size) if indent else None
    shape.page_break_before = on_new_page
    paragraph.alignment = align


def _write(paragraph: Any, text: str, *, size: int, font: str, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, font
    run.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    language = OxmlElement("w:lang")  # else some fonts set our stops as they stand in Hong Kong
    language.set(qn("w:eastAsia"), "zh-CN")
    run.element.rPr.append(language)


def _line_height(paragraph: Any, points: int, *, before: int = 0, after: int = 0) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    shape.space_before, shape.space_after = Pt(before), Pt(after)


def _table(page: Any, table: Table) -> None:
    """A table whose head repeats on every page and whose rows are not torn."""
    made = page.add_table(rows=0, cols=len(table.headings), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for number, (_, width) in enumerate(table.headings):
        made.columns[number].width = Cm(width)
    heads = tuple(heading for heading, _ in table.headings)
    for row in (heads, *table.rows):
        _row(made, row, table, head=row is heads)


def _row(made: Any, texts: Sequence[str], table: Table, *, head: bool) -> None:
    row = made.add_row()
    marks = row._tr.get_or_add_trPr()
    marks.append(OxmlElement("w:cantSplit"))
    if head:
        marks.append(OxmlElement("w:tblHeader"))
    for cell, text, (_, width) in zip(row.cells, texts, table.headings, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        _write(paragraph, text, size=SMALL, font=BODY, bold=head)
        _line_height(paragraph, SMALL_LINE)
        paragraph.alignment = CENTRE if head or width < NARROW_COLUMN else None


def _bases(page: Any, bases: Sequence[str]) -> None:
    for number, basis in enumerate(bases):
        _line(page, basis, size=SMALL, height=SMALL_LINE, before=0 if number else 4)


def _statement(page: Any, letter: Letter) -> None:
    """The agency's own box: room for what it has to say, then who signs and the seal."""
    box = page.add_table(rows=2, cols=1, style="Table Grid")
    box.alignment, box.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for row, text, points in zip(
        box.rows, (letter.statement, letter.signed), (letter.statement_height, SIGNATURE), strict=True
    ):
        row.height = Pt(points)
        paragraph = row.cells[0].paragraphs[0]
        _write(paragraph, text, size=SMALL, font=BODY)
        _line_height(paragraph, SMALL_LINE, before=3)
