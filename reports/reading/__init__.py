"""A document → a Report: what the agency says, cell by cell, and what could not be read."""

import re

from models.report import Legibility, Medium, Report, Table
from reports.editions import edition_for
from reports.reading.cells import doubted
from reports.reading.content import Media, decode, media, needs_converter, unwrapped
from reports.reading.errors import Unreadable
from reports.reading.exported import is_exported, read_exported
from reports.reading.headers import edition_of
from reports.reading.html import read_html
from reports.reading.identity import best_title, body_agencies, body_years, opening_year
from reports.reading.manuscript import Line, Manuscript
from reports.reading.recogniser import is_installed
from reports.reading.runon import part_run_together
from reports.reading.sections import outline, preamble, sections
from reports.reading.tables import read_tables
from reports.reading.text import read_text
from reports.titles import TitleReading

__all__ = ["Unreadable", "read"]

_DAMAGED = re.compile(
    "[\ufffd\ue000-\uf8ff\x00-\x1f\x7f-\x9f]"
)  # replaced, of a private font, or control characters


def read(
    content: bytes,
    *,
    media_type: str = "",  # noqa: ARG001
    source: str = "",  # noqa: ARG001
    recognise: bool = True,
) -> Report:
    """What one document says.

    Its type is decided by the content: `media_type` and `source` are what others say of it, and are not believed.
    Without `recognise` scans are left the pictures they are: their text takes seconds a page.
    Unread parts are named `table.row：…` or `table：…` by the ids of contract §4, or in plain words.
    Raises Unreadable, whose words say what to do, when no part of it can be read.
    """
    return _report(_manuscript(unwrapped(content), recognise=recognise and is_installed()))


def _manuscript(content: bytes, *, recognise: bool) -> Manuscript:
    # What reads the heavier kinds is imported where one is met: 10 MB that a process which only asks does without.
    match kind := media(content):
        case Media.HTML:
            return read_html(decode(content))
        case Media.TEXT:
            text = decode(content)
            return read_exported(text) if is_exported(text) else read_text(text)
        case Media.PDF:
            from reports.reading.pdf import read_pdf

            return read_pdf(content, recognise=recognise)
        case Media.PICTURE:
            from reports.reading.image import read_image

            return read_image(content, recognise=recognise)
        case Media.OFD:
            from reports.reading.ofd import read_ofd

            return read_ofd(content)
        case Media.DOCX:
            from reports.reading.docx import read_docx

            return read_docx(content)
        case Media.DOC | Media.RTF | Media.ODT | Media.OFFICE_XML:
            raise needs_converter(kind)


def _report(manuscript: Manuscript) -> Report:
    lines, found = manuscript.lines, outline(manuscript.lines)
    edition = edition_of(lines)
    parts = sections(lines, found)
    tables, unread = read_tables(lines, found, edition) if edition else ({}, _strange_tables(lines))
    if edition:
        parts, tables, joined = part_run_together(parts, tables, edition)
        unread += joined
    if manuscript.secondhand or manuscript.medium is Medium.RECOGNISED:
        tables = {table_id: _doubted(table) for table_id, table in tables.items()}
    introduction = preamble(lines, found)
    title, reading = best_title(manuscript.titles, introduction) or (None, None)
    text = "\n".join(introduction)
    years = body_years(text, [line for line in introduction[:8] if line != title])
    title_year = reading.year if reading else None
    if title_year is None and not years:
        years = tuple(year for part in parts[:1] if (year := opening_year(part.text)))
    year = title_year or next(iter(years), None)
    return Report(
        title=title,
        agency=(reading.agency or None) if reading else None,
        title_year=title_year,
        year=year,
        body_years=years,
        body_agencies=body_agencies(text, parts[-1].text if parts else ""),
        edition=edition.id if edition else _without_tables(reading, year),
        sections=parts,
        tables=tables,
        unread=manuscript.unread + unread,
        preamble=text,
        legibility=_legibility(manuscript),
        dates=manuscript.dates,
    )


def _without_tables(reading: TitleReading | None, year: int | None) -> str | None:
    """The edition a report without the marks of any form is of: by its year, where none was prescribed then."""
    due = edition_for(year) if year is not None and reading is not None and reading.is_report else None
    return due.id if due is not None and due.free else None


def _doubted(table: Table) -> Table:
    return Table(table.id, {address: doubted(cell) for address, cell in table.cells.items()})


def _legibility(manuscript: Manuscript) -> Legibility:
    text = "".join("".join(line.text.split()) for line in manuscript.lines)
    return Legibility(
        medium=manuscript.medium,
        pictures=manuscript.pictures,
        characters=len(text),
        damaged=len(_DAMAGED.findall(text)),
    )


def _strange_tables(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """A note where the document has tables of neither form."""
    count = len({line.table for line in lines if line.table})
    return (f"有 {count} 张表，不是 2019 年或 2021 年格式的表",) if count else ()
