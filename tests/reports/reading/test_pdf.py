"""PDFs made here with a text layer, ruled tables over two pages, a password or nothing at all; and a real one."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from models.report import Report
from reports.editions import edition
from reports.reading import Unreadable, read
from tests.reports.reading.material import counted, grid, paragraphs, read_values, shared

FORM = edition("2021")
FONT = "STSong-Light"
PROSE = "示例县水利局坚持以公开为常态、不公开为例外，及时回应群众关切，" * 6 + "取得成效。"


def made() -> bytes:
    """The report of the form's own cells, with ruled tables."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    plain = ParagraphStyle(
        "plain", fontName=FONT, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK"
    )
    story: list[Flowable] = []
    for line in paragraphs(FORM, lambda table: f"<{table.id}>").split("\n"):
        story.append(_ruled(line.strip("<>")) if line.startswith("<") else Paragraph(line, plain))
        if line == "第1部分的文字。":
            story.append(Paragraph(PROSE, plain))
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4, leftMargin=30, rightMargin=30).build(story)
    return target.getvalue()


def _ruled(table_id: str) -> Table:
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=7, leading=9, wordWrap="CJK")
    rows = [
        [Paragraph(text, cell) if text else "" for text in row]
        for row in grid(FORM.table(table_id), counted(FORM))
    ]
    widths = {"disclosure": [130] * 4, "applications": [70, 70, 120, *[38] * 7], "remedies": [35] * 15}[
        table_id
    ]
    return Table(rows, colWidths=widths, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])


@pytest.fixture(scope="module")
def report() -> Report:
    return read(made())


def test_every_cell_of_ruled_tables_is_read_over_page_ends(report: Report) -> None:
    assert read_values(report) == counted(FORM)
    assert (report.edition, report.unread) == ("2021", ())


def test_a_paragraph_is_put_together_over_its_lines(report: Report) -> None:
    first = report.sections[0].text
    assert first == f"第1部分的文字。\n{PROSE}"


def test_the_title_and_its_year_are_read(report: Report) -> None:
    assert (report.title, report.year, report.agency) == (
        "示例县水利局2023年政府信息公开工作年度报告",
        2023,
        "示例县水利局",
    )


def _drawn(canvas: Canvas, target: io.BytesIO, text: str = "") -> bytes:
    canvas.drawString(50, 50, text)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_pdf_without_a_text_layer_is_unreadable_and_says_so() -> None:
    target = io.BytesIO()
    with pytest.raises(Unreadable, match="no text layer"):
        read(_drawn(Canvas(target), target))


def test_a_locked_pdf_is_unreadable_and_says_so() -> None:
    target = io.BytesIO()
    with pytest.raises(Unreadable, match="locked"):
        read(_drawn(Canvas(target, encrypt=StandardEncryption("secret", strength=128)), target, "text"))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\n", b"%PDF-1.7\n" + b"\x00\xff" * 500], ids=["empty", "noise"]
)
def test_a_damaged_pdf_is_unreadable_and_says_so(content: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read(content)


def test_half_a_pdf_is_unreadable_not_a_crash() -> None:
    whole = made()
    with pytest.raises(Unreadable):
        read(whole[: len(whole) // 2])


def test_a_real_prefecture_report_is_read_in_full() -> None:
    report = read(shared("corpus/reports/huaian_2024.pdf"))
    assert {name: len(table.cells) for name, table in report.tables.items()} == {
        "disclosure": 10,
        "applications": 175,
        "remedies": 15,
    }
    values = read_values(report)
    assert values["disclosure", "penalties", "decisions"] == "3985758"
    assert values["disclosure", "fees", "amount"] == "96171.6"
    assert [
        values["applications", row, "total"] for row in ("new", "carried_in", "total", "carried_out")
    ] == [
        "3119",
        "34",
        "3050",
        "103",
    ]
    assert [values["applications", "other_uncorrected", c] for c in ("natural", "legal", "total")] == [
        "67",
        "1",
        "71",
    ]
    assert [
        values["remedies", "review", c] for c in ("upheld", "corrected", "other", "pending", "total")
    ] == [
        "72",
        "64",
        "178",
        "37",
        "351",
    ]
    assert (report.year, report.agency, report.unread) == (2024, "淮安市人民政府", ())
    assert [section.no for section in report.sections] == [1, 2, 3, 4, 5, 6]
