"""The clothes of PDF files: ruled tables over several pages, running heads and page numbers."""

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from reports.editions import TableForm
from tests.reports.clothes.clothing import Rack
from tests.reports.clothes.facts import Facts
from tests.reports.clothes.form import Sheet, grid, sheet, width
from tests.reports.clothes.web import NUMERALS

RACK = Rack()
FONT = "STSong-Light"
_MARGIN = 36  # points
_BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
_TITLE = ParagraphStyle("title", fontName=FONT, fontSize=16, leading=26, alignment=1, wordWrap="CJK")
_CELL = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")
_SHARES = {
    "disclosure": [3, 2],
    "applications": [2, 2, 4, 1],
    "remedies": [1],
}  # widths; the last for all others
_HEADER_ROWS = {"disclosure": 0, "applications": 3, "remedies": 3}
Style = list[tuple[object, ...]]
# A figure of seven digits must fit its cell: one broken over two lines is in doubt, as it should be.
_TIGHT: Style = [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
RULED: Style = [("GRID", (0, 0), (-1, -1), 0.5, "black")]


def paper(
    facts: Facts,
    tables: Callable[[TableForm], Sequence[Flowable]],
    *,
    size: tuple[float, float] = A4,
    on_page: Callable[[Canvas, SimpleDocTemplate], None] | None = None,
) -> bytes:
    """The report on pages."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    story: list[Flowable] = [
        Paragraph(facts.title, _TITLE),
        *(Paragraph(text, _BODY) for text in facts.preamble),
    ]
    for section in facts.form.sections:
        story.append(Paragraph(f"{NUMERALS[section.no - 1]}、{section.title}", _BODY))
        for form in facts.form.tables:
            if form.section == section.no:
                story += tables(form)
        story += [Paragraph(text, _BODY) for text in facts.texts[section.no]]
    target = io.BytesIO()
    template = SimpleDocTemplate(target, pagesize=size, leftMargin=_MARGIN, rightMargin=_MARGIN)
    draw = on_page or (lambda canvas, template: None)
    template.build(story, onFirstPage=draw, onLaterPages=draw)
    return target.getvalue()


def table(
    rows: Sheet, name: str, style: Style, *, room: float = A4[0] - 2 * _MARGIN, repeated: int = 0
) -> Table:
    """A table, its cells merged."""
    cells, spans = [], []
    for down, line in enumerate(grid(rows)):
        cells.append([Paragraph(box.text, _CELL) if box and box.text else "" for box in line])
        spans += [
            ("SPAN", (across, down), (across + box.across - 1, down + box.down - 1))
            for across, box in enumerate(line)
            if box and box.across * box.down > 1
        ]
    shares = _SHARES[name] + [_SHARES[name][-1]] * (width(rows) - len(_SHARES[name]))
    widths = [room * share / sum(shares) for share in shares]
    return Table(
        cells,
        colWidths=widths,
        repeatRows=repeated,
        style=[*style, *spans, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_TIGHT],
    )


@RACK.hang("PDF, ruled tables over several pages", dear=8)
def ruled(facts: Facts) -> bytes:
    return paper(facts, lambda form: [table(sheet(facts, form), form.id, RULED)])


@RACK.hang("PDF, header rows repeated, running heads, page numbers", dear=8)
def with_heads(facts: Facts) -> bytes:
    """A page begins in the middle of table 三, so that its header is repeated."""

    def on_page(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, facts.title)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {canvas.getPageNumber()} —")

    def draw(form: TableForm) -> Sequence[Flowable]:
        own = table(sheet(facts, form), form.id, RULED, repeated=_HEADER_ROWS[form.id])
        return [PageBreak(), own] if form.id == "remedies" else [own]

    return paper(facts, draw, on_page=on_page)


@RACK.hang("PDF, sideways", dear=8)
def sideways(facts: Facts) -> bytes:
    size = landscape(A4)
    return paper(
        facts, lambda form: [table(sheet(facts, form), form.id, RULED, room=size[0] - 2 * _MARGIN)], size=size
    )
