"""PDFs with a text layer in every dress; what cannot be opened; and a real report."""

import io
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from models.report import CellKind, Medium
from models.visit import DateKind
from reports.editions import EDITIONS, Edition, edition
from reports.reading import Unreadable, read
from reports.reading.pdf import MOST_PAGES, read_pdf
from tests.office import saved_as
from tests.reports.hostile.sheets import CATALOGUE, PAGE, PAGES, pdf, stream
from tests.reports.hostile.sheets import FONT as HELVETICA
from tests.reports.reading.material import as_page, counted, every, read_values, shared
from tests.reports.reading.papers import DRESSES, FONT, PROSE, Dress, printed, with_filler

FORM = edition("2021")
FORMS = [form for form in EDITIONS if form.tables]
PLAIN = DRESSES["ruled"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize("name", DRESSES)
def test_every_cell_is_read_in_every_dress(name: str, form: Edition) -> None:
    report = read(printed(form, counted(form), DRESSES[name]))

    assert read_values(report) == counted(form)
    assert (report.edition, report.unread, report.legibility.medium) == (form.id, (), Medium.TEXT)
    assert not [cell for table in report.tables.values() for _, _, cell in table if cell.doubtful]


@pytest.mark.parametrize("name", DRESSES)
def test_the_text_is_put_together_over_its_lines(name: str) -> None:
    report = read(printed(FORM, counted(FORM), DRESSES[name]))

    assert report.sections[0].text == f"第1部分的文字。\n{PROSE}"
    assert [section.no for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert (report.title, report.year) == ("示例县水利局2023年政府信息公开工作年度报告", 2023)


@pytest.mark.parametrize("filler", range(8))
@pytest.mark.parametrize("dress", [PLAIN, DRESSES["header again on every page"], DRESSES["no lines"]], ids=["ruled", "header", "bare"])  # fmt: skip
def test_it_does_not_matter_where_a_page_ends(dress: Dress, filler: int) -> None:
    report = read(printed(FORM, counted(FORM), with_filler(dress, filler)))

    assert read_values(report) == counted(FORM)


@pytest.mark.parametrize("filler", range(8))
def test_a_row_cut_by_the_end_of_a_page_is_one_row(filler: int) -> None:
    dress = replace(PLAIN, cut_rows=True, font_size=9, padding=5, widths=0.8, filler=filler)
    report = read(printed(FORM, counted(FORM), dress))

    assert (read_values(report), report.unread) == (counted(FORM), ())


def test_a_blank_cell_between_lines_stays_blank() -> None:
    values = every(FORM, lambda table, row, column: "" if column in {"research", "other"} else "3")
    report = read(printed(FORM, values, PLAIN))

    assert read_values(report) == values


@pytest.mark.parametrize("name", ["no lines", "lines across only"])
def test_a_blank_cell_without_lines_is_told_by_the_columns(name: str) -> None:
    values = every(FORM, lambda table, row, column: "" if (row, column) == ("partial", "legal") else "3")
    report = read(printed(FORM, values, DRESSES[name]))

    assert read_values(report) == values


def test_a_number_that_runs_over_the_line_of_its_cell_is_one_number() -> None:
    values = {**counted(FORM), ("remedies", "review", "total"): "123456789"}
    report = read(printed(FORM, values, PLAIN))

    assert read_values(report) == values


# Pages drawn by hand.


def drawn(*draw: Callable[[Canvas], None]) -> bytes:
    """A PDF of one page a drawing."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for one in draw:
        canvas.setFont(FONT, 12)
        one(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def texts(content: bytes) -> list[str]:
    return [line.text for line in read_pdf(content, recognise=False).lines]


def test_letters_drawn_twice_are_read_once() -> None:
    def bold(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(80 + shift, 700, "办理11件、22件")

    assert texts(drawn(bold)) == ["办理11件、22件"]


def test_the_order_of_drawing_does_not_matter() -> None:
    def shuffled(canvas: Canvas) -> None:
        for x, y, text in (
            (80, 600, "第三行。"),
            (116, 700, "的后半。"),
            (80, 650, "第二行。"),
            (80, 700, "第一行"),
        ):
            canvas.drawString(x, y, text)

    assert "".join(texts(drawn(shuffled))) == "第一行的后半。第二行。第三行。"


def test_page_numbers_and_what_every_page_repeats_are_left_out() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(80, 810, "示例县水利局")
            canvas.drawString(80, 600, f"第{'一二三'[number]}页的文字，说的是{number + 5}件。")
            canvas.drawString(290, 30, f"- {number + 1} -")

        return draw

    assert "".join(texts(drawn(*map(page, range(3))))) == "".join(
        f"第{'一二三'[n]}页的文字，说的是{n + 5}件。" for n in range(3)
    )


def test_text_in_two_columns_is_read_column_by_column() -> None:
    def columns(canvas: Canvas) -> None:
        canvas.drawString(150, 760, "示例县水利局2023年政府信息公开工作年度报告")
        for side, left in enumerate((50, 320)):
            for line in range(6):
                canvas.drawString(left, 700 - 20 * line, f"{'左右'[side]}栏第{line + 1}行，坚持公开为常态，")

    (title, *rest) = texts(drawn(columns))
    assert title.startswith("示例县")
    assert "".join(rest).index("右栏第1行") > "".join(rest).index("左栏第6行")


def test_text_that_lies_on_its_side_is_read_upright() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -200, "收到申请12件，")
        canvas.drawString(100, -220, "办结12件。")

    assert "".join(texts(drawn(sideways))) == "收到申请12件，办结12件。"


def test_a_watermark_across_the_page_is_left_out() -> None:
    def marked(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "收到申请12件。")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部")

    assert texts(drawn(marked)) == ["收到申请12件。"]


def test_radicals_that_stand_for_letters_are_made_letters() -> None:
    assert texts(drawn(lambda canvas: canvas.drawString(80, 700, "⼀、总体情况"))) == ["一、总体情况"]


# What cannot be read.


@pytest.mark.parametrize(
    ("info", "days"),
    [
        (b"<< /CreationDate (D:20260127164433Z) /ModDate (D:20260202090000+08'00') >>", ["01-28", "02-02"]),
        (
            b"<< /CreationDate (\xfe\xff\xd8\x00\x00\x41) /ModDate (D:20260202) >>",
            ["02-02"],
        ),  # no such letter
        (b"<< /Title (D:20260202) >>", []),
        (b"null", []),
    ],
)
def test_a_pdf_says_when_it_was_made(info: bytes, days: list[str]) -> None:
    text = stream(zlib.compress(b"BT /F1 12 Tf 72 700 Td (report) Tj ET"))
    content = pdf(CATALOGUE, PAGES, PAGE, text, HELVETICA, info, trailer=b"/Info 6 0 R")

    found = read(content).dates

    assert [f"{one.day:%m-%d}" for one in found] == days
    assert {one.kind for one in found} <= {DateKind.DOCUMENT}


def test_a_locked_pdf_is_unreadable_and_says_so() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(50, 50, "text")
    canvas.save()
    with pytest.raises(Unreadable, match="locked"):
        read(target.getvalue())


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\n", b"%PDF-1.7\n" + b"\x00\xff" * 500], ids=["empty", "noise"]
)
def test_a_damaged_pdf_is_unreadable_and_says_so(content: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read(content)


def test_half_a_pdf_is_unreadable_not_a_crash() -> None:
    whole = printed(FORM, counted(FORM), PLAIN)
    with pytest.raises(Unreadable):
        read(whole[: len(whole) // 2])


def test_an_empty_page_is_unreadable_and_says_so() -> None:
    with pytest.raises(Unreadable, match="no text"):
        read(drawn(lambda canvas: canvas.rect(100, 100, 200, 200, fill=1)))


def test_pages_beyond_the_limit_are_named_as_unread() -> None:
    pages = [
        lambda canvas, n=n: canvas.drawString(80, 700, f"第{n}段，说明情况。") for n in range(MOST_PAGES + 5)
    ]
    report = read(drawn(*pages))

    assert report.unread == (f"PDF 共 {MOST_PAGES + 5} 页，只读了前 {MOST_PAGES} 页",)


def test_a_page_of_any_size_is_read_by_its_text() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(14_400, 14_400))
    canvas.setFont(FONT, 12)
    canvas.drawString(80, 700, "收到申请12件。")
    canvas.save()

    assert texts(target.getvalue()) == ["收到申请12件。"]


# Files of LibreOffice, whose fonts can be robbed of what says which letters they draw.


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A web page exported as PDF by LibreOffice."""
    folder = tmp_path_factory.mktemp("export")
    (folder / "report.html").write_text(as_page(FORM, counted(FORM)))
    return saved_as("pdf:writer_web_pdf_Export", folder / "report.html", folder).read_bytes()


def test_an_export_of_libreoffice_is_read_in_full(exported: bytes) -> None:
    report = read(exported)

    assert (read_values(report), report.unread) == (counted(FORM), ())


def test_letters_without_their_meaning_are_damaged_and_never_figures(exported: bytes) -> None:
    report = read(exported.replace(b"/ToUnicode", b"/ToUnicodX"))

    assert report.legibility.damaged == report.legibility.characters > 1000
    assert not [
        cell for table in report.tables.values() for _, _, cell in table if cell.kind is CellKind.NUMBER
    ]


def test_a_real_prefecture_report_is_read_in_full() -> None:
    report = read(shared("corpus/reports/huaian_2024.pdf"))

    assert {name: len(table.cells) for name, table in report.tables.items()} == {
        "disclosure": 10,
        "applications": 175,
        "remedies": 15,
    }
    assert (report.year, report.agency, report.unread) == (2024, "淮安市人民政府", ())
    assert [section.no for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.sections[5].text == (
        "2024年，市政府严格落实《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费3940元。"
    )
