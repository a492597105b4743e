"""OFDs made here, letter by letter and line by line, as the national format lays them."""

from collections.abc import Iterator
from html import escape

import pytest

from models.report import Legibility, Medium
from reports.editions import EDITIONS, Edition
from reports.reading import Unreadable, read
from reports.reading.manuscript import Line
from reports.reading.ofd import read_ofd
from tests.reports.reading.material import counted, grid, paragraphs, read_values
from tests.reports.reading.word import zipped

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
TITLE = "示例县水利局2023年政府信息公开工作年度报告"
WIDTHS = {"disclosure": [45] * 4, "applications": [22, 22, 50, *[14] * 7], "remedies": [12] * 15}
FOOT = 280  # millimetres: where a page ends


def text(words: str, left: float, base: float, *, size: float = 3.5, more: str = "") -> str:
    """A line of letters, each as wide as it is: digits half as wide as Chinese."""
    steps = " ".join(str(size if ord(letter) > 0x2E7F else size / 2) for letter in words[:-1])
    return (
        f'<ofd:TextObject Boundary="{left} {base - size} 150 {size}" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def line(left: float, top: float, right: float, bottom: float) -> str:
    path = f"M 0 0 L {right - left} {bottom - top}"
    return (
        f'<ofd:PathObject Boundary="{left} {top} {right - left} {bottom - top}">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image(width: float) -> str:
    return f'<ofd:ImageObject Boundary="10 10 {width} {width}" ResourceID="1"/>'


def ofd(*pages: str, templates: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """An OFD of pages drawn by these objects."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    files = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, drawn in enumerate(pages):
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = page(drawn)
    return zipped({**{name: each.encode() for name, each in files.items()}, **(parts or {})})


def page(drawn: str) -> str:
    return f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"


def pages_of(form: Edition) -> Iterator[str]:
    """The form's own cells as pages, each table ruled in full."""
    drawn, down = "", 20.0
    for words in paragraphs(form, lambda table: f"<{table.id}>").split("\n"):
        rows = grid(form.table(words.strip("<>")), counted(form)) if words.startswith("<") else []
        if not rows:
            drawn += text(words, 27, down)
            down += 7
        for cells in rows:
            row, height = ruled(cells, down, WIDTHS[words.strip("<>")])
            drawn, down = drawn + row, down + height
            if down > FOOT - 25:
                yield drawn
                drawn, down = "", 20.0
        down += 5
    yield drawn


def ruled(cells: list[str], top: float, widths: list[int]) -> tuple[str, float]:
    """A row with lines around each cell, and its height."""
    folded = [fold(cell, int((width - 1) / 2.4)) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, folded)) * 3.0 + 2
    right = 10 + sum(widths)
    drawn, left = line(10, top, right, top) + line(10, top + height, right, top + height), 10
    for rows, width in zip(folded, widths, strict=True):
        drawn += line(left, top, left, top + height)
        drawn += "".join(
            text(row, left + 0.5, top + 3 * number + 3, size=2.4) for number, row in enumerate(rows) if row
        )
        left += width
    return drawn + line(left, top, left, top + height), height


def fold(words: str, width: int) -> list[str]:
    return [words[at : at + width] for at in range(0, len(words), width)] or [""]


@pytest.mark.parametrize("form", EDITIONS[-2:], ids=lambda form: form.id)
def test_every_cell_of_ruled_tables_is_read_over_page_ends(form: Edition) -> None:
    report = read(ofd(*pages_of(form)))

    assert (read_values(report), report.unread) == (counted(form), ())
    assert (report.title, report.year, report.agency) == (TITLE, 2023, "示例县水利局")


@pytest.mark.parametrize(
    "drawn",
    [
        text("共受理12件。", 30, 50),
        text("共受理12件。", 30, 50, size=10, more='CTM="0.35 0 0 0.35 0 0"'),
        '<ofd:TextObject Boundary="30 50 90 4" Size="3.5"><ofd:TextCode X="0" Y="3.5" DeltaX="g 2 3.5 3.5 1.75 1.75 3.5">共受理12件。</ofd:TextCode></ofd:TextObject>',
        '<ofd:TextObject Boundary="30 50 90 4" Size="3.5"><ofd:TextCode X="0" Y="3.5">共受理12件。</ofd:TextCode></ofd:TextObject>',
        "".join(text(letter, 30 + 3.6 * number, 50) for number, letter in enumerate("共受理")) + text("12", 40.8, 50) + text("件。", 44.4, 50),
    ],
    ids=["steps", "matrix", "repeated-steps", "no-steps", "letter-by-letter"],
)  # fmt: skip
def test_letters_are_put_together_by_their_place(drawn: str) -> None:
    assert read_ofd(ofd(drawn)).lines == (Line(("共受理12件。",)),)


def test_what_the_template_of_a_page_says_is_read() -> None:
    templates = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    below = page(text("一、总体情况", 30, 40)).encode()
    content = ofd(
        '<ofd:Template TemplateID="7"/>' + text("正文。", 30, 60),
        templates=templates,
        parts={"Doc_0/Tpls/Tpl_0/Content.xml": below},
    )

    assert "".join(each.text for each in read_ofd(content).lines) == "一、总体情况正文。"


def test_large_images_are_counted_and_seals_are_not() -> None:
    assert read_ofd(ofd(text("正文。", 30, 60) + image(120) + image(10))).pictures == 1


def test_a_scan_is_pictures_and_nothing_else() -> None:
    assert read(ofd(image(120))).legibility == Legibility(medium=Medium.PICTURES, pictures=1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (ofd(""), "no text"),
        (ofd(), "no text"),
        (zipped({"OFD.xml": b"<OFD><DocRoot>../../../etc/hostname</DocRoot></OFD>"}), "damaged"),
        (zipped({"OFD.xml": b"<!DOCTYPE x><OFD/>"}), "DOCTYPE"),
    ],
    ids=["empty-page", "no-page", "outside", "doctype"],
)
def test_what_cannot_be_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(content)


def test_nonsense_in_a_page_is_passed_over() -> None:
    nonsense = (
        '<ofd:TextObject/><ofd:TextObject Boundary="1 2" Size="x" CTM="9"><ofd:TextCode DeltaX="g g 9 x"/></ofd:TextObject>'
        '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M M 1 L C B 1 L 2 2 M</ofd:AbbreviatedData></ofd:PathObject>'
        '<ofd:TextObject Boundary="30 50 90 4" Size="3.5"><ofd:TextCode X="0" Y="3" DeltaX="g 9 3.5">正文</ofd:TextCode></ofd:TextObject>'
    )

    assert read_ofd(ofd(nonsense)).lines[-1].text == "正文"
