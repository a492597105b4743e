"""Reports made into PDFs in the dresses real ones wear: ruled in every manner or not at all, over pages, sideways."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from reports.editions import Edition, TableForm
from tests.reports.reading.material import Values, grid, paragraphs

FONT = "STSong-Light"
PROSE = "示例县水利局坚持以公开为常态、不公开为例外，及时回应群众关切，" * 6 + "取得成效。"
_WIDTHS = {"disclosure": [130] * 4, "applications": [40, 60, 140, *[42] * 7], "remedies": [35] * 15}
_MERGED = {"applications": 3, "remedies": 3, "disclosure": 0}  # header rows with merged cells

pdfmetrics.registerFont(UnicodeCIDFont(FONT))
Style = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """How a report is printed."""

    lines: Style  # how tables are ruled
    size: tuple[float, float] = A4
    font_size: float = 7
    padding: float = 3
    header_again: bool = False  # a table's header is printed again on the next page
    merged: bool = True  # merged cells are merged, not only empty
    cut_rows: bool = False  # a row may be cut by the page's end
    widths: float = 1.0  # of the usual column widths: narrow columns wrap
    filler: int = 1  # paragraphs before the tables, which move the page's end through them
    furniture: bool = False  # head, foot and page number
    turned: int = 0  # degrees the viewer is told to turn the page
    section_break: bool = False  # every section on a page of its own


PLAIN: Style = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
DASHED: Style = [("GRID", (0, 0), (-1, -1), 0.5, "black", 0, (1, 1.5))]
DOUBLE: Style = [("GRID", (0, 0), (-1, -1), 0.4, "black", 0, None, None, 2, 1.2)]
SHADED: Style = [
    *PLAIN,
    ("BACKGROUND", (0, 0), (-1, 0), "lightblue"),
    ("BACKGROUND", (0, 1), (0, -1), "#eeeeee"),
]
OPEN_SIDES: Style = [("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 1.5, "black")]  # fmt: skip
ACROSS_ONLY: Style = [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")]  # fmt: skip
BARE: Style = []

DRESSES = {
    "ruled": Dress(lines=PLAIN),
    "ruled, empty cells not merged": Dress(lines=PLAIN, merged=False),
    "dashed": Dress(lines=DASHED),
    "double lines": Dress(lines=DOUBLE),
    "shaded": Dress(lines=SHADED),
    "open at the sides": Dress(lines=OPEN_SIDES),
    "lines across only": Dress(lines=ACROSS_ONLY, merged=False),
    "no lines": Dress(lines=BARE, merged=False),
    "no lines, landscape": Dress(lines=BARE, size=landscape(A4), merged=False),
    "landscape": Dress(lines=PLAIN, size=landscape(A4)),
    "landscape by turning": Dress(lines=PLAIN, size=landscape(A4), turned=90),
    "upside down": Dress(lines=PLAIN, turned=180),
    "large letters over many pages": Dress(lines=PLAIN, font_size=10, padding=9),
    "header again on every page": Dress(lines=PLAIN, font_size=10, padding=9, header_again=True),
    "head, foot and page number": Dress(lines=PLAIN, font_size=9, padding=6, furniture=True),
    "wrapped in narrow columns": Dress(lines=PLAIN, widths=0.8),
    "sections on pages of their own": Dress(lines=PLAIN, section_break=True, furniture=True),
}


def with_filler(dress: Dress, paragraphs_before: int) -> Dress:
    """The dress with the tables moved down the page."""
    return replace(dress, filler=paragraphs_before)


def printed(edition: Edition, values: Values, dress: Dress) -> bytes:
    """The report as a PDF in that dress."""
    plain = ParagraphStyle(
        "plain", fontName=FONT, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK"
    )
    heading = ParagraphStyle("heading", parent=plain, fontSize=14, leading=26)
    title = ParagraphStyle(
        "title", parent=heading, alignment=1, fontSize=16, firstLineIndent=0, spaceAfter=12
    )
    story: list[Flowable] = []
    for number, line in enumerate(paragraphs(edition, lambda table: f"<{table.id}>").split("\n")):
        is_heading = "、" in line[:2]
        if dress.section_break and is_heading and number > 1:
            story.append(PageBreak())
        if line.startswith("<"):
            story += [Spacer(1, 6), _table(edition.table(line.strip("<>")), values, dress), Spacer(1, 12)]
        else:
            story.append(Paragraph(line, title if number == 0 else heading if is_heading else plain))
        if line == "第1部分的文字。":
            story += [Paragraph(PROSE, plain)] * dress.filler
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target, pagesize=dress.size, leftMargin=24, rightMargin=24, topMargin=60, bottomMargin=60
    )
    document.build(story, onFirstPage=_furnish(dress), onLaterPages=_furnish(dress))
    return target.getvalue()


def _furnish(dress: Dress) -> Callable[[Canvas, Any], None]:
    def furnish(canvas: Canvas, document: Any) -> None:
        if dress.turned:
            canvas.setPageRotation(dress.turned)
        if dress.furniture:
            canvas.setFont(FONT, 9)
            canvas.drawString(40, dress.size[1] - 40, "示例县水利局2023年政府信息公开工作年度报告")
            canvas.drawCentredString(dress.size[0] / 2, 30, f"— {document.page} —")

    return furnish


def _table(form: TableForm, values: Values, dress: Dress) -> Table:
    cell = ParagraphStyle(
        "cell", fontName=FONT, fontSize=dress.font_size, leading=dress.font_size + 2, wordWrap="CJK"
    )
    rows = grid(form, values)
    scale = dress.widths * (dress.size[0] - 50) / 545
    # A number too long for its cell is written over the line, as word processors do not break it.
    content = [
        [Paragraph(text, cell) if text and (dress.cut_rows or not text.isdigit()) else text for text in row]
        for row in rows
    ]
    look: Style = [
        ("FONT", (0, 0), (-1, -1), FONT, dress.font_size),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), dress.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), dress.padding),
        ("VALIGN", (0, 0), (-1, -1), "TOP" if dress.cut_rows else "MIDDLE"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
    ]
    return Table(
        content,
        colWidths=[width * scale for width in _WIDTHS[form.id]],
        style=[*look, *(_spans(form, rows) if dress.merged else ()), *dress.lines],
        repeatRows=_MERGED[form.id] if dress.header_again else 0,
        splitInRow=int(dress.cut_rows),
    )


def _spans(form: TableForm, rows: Sequence[Sequence[str]]) -> Style:
    """Where cells are merged, as in the official form."""
    match form.id:
        case "applications":
            return _application_spans(rows)
        case "remedies":
            heads: Style = [("SPAN", (0, 0), (4, 0)), ("SPAN", (5, 0), (14, 0))]
            heads += [("SPAN", (column, 1), (column, 2)) for column in range(5)]
            return [*heads, ("SPAN", (5, 1), (9, 1)), ("SPAN", (10, 1), (14, 1))]
        case _:
            columns = {row.label: len(row.columns) for row in form.rows}
            ends = [columns.get(row[0]) or sum(map(bool, row[1:])) for row in rows]
            return [("SPAN", (end, number), (3, number)) for number, end in enumerate(ends) if end < 3]


def _application_spans(rows: Sequence[Sequence[str]]) -> Style:
    spans: Style = [("SPAN", (0, 0), (2, 2)), ("SPAN", (3, 0), (9, 0)), ("SPAN", (3, 1), (3, 2)), ("SPAN", (4, 1), (8, 1)), ("SPAN", (9, 1), (9, 2))]  # fmt: skip
    group = None
    for number, row in enumerate(rows[3:], 3):
        if row[0]:
            spans.append(("SPAN", (0, number), (2, number)))
        elif row[1] and not row[2]:
            spans.append(("SPAN", (1, number), (2, number)))
        elif row[1]:
            group = number
        if (
            group
            and row[2]
            and not row[1]
            and (number + 1 == len(rows) or rows[number + 1][1] or rows[number + 1][0])
        ):
            spans.append(("SPAN", (1, group), (1, number)))
    return spans
