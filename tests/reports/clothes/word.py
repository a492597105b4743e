"""The clothes of Word files: tables merged as the template merges them, changes left tracked, headings Word counts."""

import io
from collections.abc import Callable
from copy import deepcopy

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tests.reports.clothes.clothing import Rack
from tests.reports.clothes.facts import Facts
from tests.reports.clothes.form import Box, Sheet, grid, sheet, width
from tests.reports.clothes.web import NUMERALS

RACK = Rack()
Write = Callable[[Paragraph, Box], None]


def written(paragraph: Paragraph, box: Box) -> None:
    """The text of a cell in one run."""
    if box.text:
        paragraph.add_run(box.text)


def document(
    facts: Facts, write: Write = written, *, tables: Callable[[Sheet], Sheet] = lambda rows: rows
) -> Document:
    """The report as typed into the template."""
    paper = docx.Document()
    for text in (facts.title, *facts.preamble):
        paper.add_paragraph(text)
    for section in facts.form.sections:
        paper.add_paragraph(f"{NUMERALS[section.no - 1]}、{section.title}")
        for form in facts.form.tables:
            if form.section == section.no:
                lay(paper, tables(sheet(facts, form)), write)
        for text in facts.texts[section.no]:
            paper.add_paragraph(text)
    return paper


def lay(paper: Document, rows: Sheet, write: Write) -> None:
    """Add a table, its cells merged."""
    drawn = paper.add_table(len(rows), width(rows))
    places = [list(row.cells) for row in drawn.rows]  # asking the table for each cell takes quadratic time
    for down, line in enumerate(grid(rows)):
        for across, box in enumerate(line):
            if box:
                write(_merged(places, down, across, box).paragraphs[0], box)


def _merged(places: list[list[_Cell]], down: int, across: int, box: Box) -> _Cell:
    first = places[down][across]
    if box.across == box.down == 1:
        return first
    return first.merge(places[down + box.down - 1][across + box.across - 1])


def saved(paper: Document) -> bytes:
    """The file."""
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


@RACK.hang("Word, cells merged", dear=4)
def merged(facts: Facts) -> bytes:
    return saved(document(facts))


@RACK.hang("Word, changes tracked", dear=4)
def tracked(facts: Facts) -> bytes:
    """Every figure typed anew over another one, the old one struck out; a paragraph and a row deleted, not accepted."""
    paper = document(facts, _changed)
    gone = paper.paragraphs[0].insert_paragraph_before("草稿，请勿外传。")
    _wrap(gone.runs[0], "w:del")
    return saved(paper)


def _changed(paragraph: Paragraph, box: Box) -> None:
    if box.address:
        _wrap(paragraph.add_run("77"), "w:del")
    if box.text:
        _wrap(paragraph.add_run(box.text), "w:ins")


def _wrap(run: Run, tag: str) -> None:
    """Mark a run as inserted or deleted by somebody."""
    change = OxmlElement(tag)
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "a")
    run._r.addprevious(change)
    change.append(run._r)
    if tag == "w:del":
        for text in run._r.findall(qn("w:t")):
            text.tag = qn("w:delText")


@RACK.hang("Word, runs and paragraphs broken anywhere", dear=4)
def broken(facts: Facts) -> bytes:
    """Each character a run of its own; labels over several paragraphs."""
    return saved(document(facts, _broken))


def _broken(paragraph: Paragraph, box: Box) -> None:
    for character in box.text:
        paragraph.add_run(character)
    if not box.address and len(box.text) > 6:
        tail = deepcopy(paragraph._p)
        paragraph._p.addnext(tail)
        for run in paragraph.runs[4:]:
            run._r.getparent().remove(run._r)
        for run in Paragraph(tail, paragraph._parent).runs[:4]:
            run._r.getparent().remove(run._r)


@RACK.hang("Word, a table inside a table", dear=4)
def inside(facts: Facts) -> bytes:
    """Table 三 laid into a frame of one cell."""
    paper = document(facts)
    for drawn in list(paper.tables):
        frame = paper.add_table(1, 1)
        drawn._tbl.addprevious(frame._tbl)
        frame.cell(0, 0)._tc.insert(1, drawn._tbl)
    return saved(paper)
