"""A report → what its page shows: HTML in one of four layouts, or a PDF with ruled tables."""

import io
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .facts import FOLDER, Agency, Report
from .figures import printed
from .prose import prose

_HALF_WIDTH = str.maketrans({"（": "(", "）": ")", "“": '"', "”": '"', "：": ":"})
_NARROW = 4  # labels longer than that are broken over two lines in narrow columns


@cache
def form() -> Mapping[str, Any]:
    """The official form, from form.toml."""
    return tomllib.loads((FOLDER / "form.toml").read_text(encoding="utf-8"))


def spelled(label: str, layout: str) -> str:
    """A label as its layout writes it: word processors like half-width brackets and quotes."""
    return label.translate(_HALF_WIDTH) if layout == "word" else label


def broken(label: str, layout: str) -> Markup:
    """A label broken over two lines, as narrow columns do."""
    if layout not in {"paper", "word"} or len(label) < _NARROW:
        return escape(label)
    middle = len(label) // 2
    return escape(label[:middle]) + Markup("<br>") + escape(label[middle:])


@cache
def templates() -> Environment:
    """The templates of every page; whatever is put into them is escaped."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters |= {"spelled": spelled, "broken": broken}
    return environment


def report_html(agency: Agency, report: Report, moment: datetime, layout: str) -> Markup:
    """The body of a report's page as it stands at `moment`."""
    text = (
        templates()
        .get_template("report.html.j2")
        .render(
            form=form(), prose=prose(agency, report), cells=printed(agency, report, moment), layout=layout
        )
    )
    return Markup(text)


def report_pdf(agency: Agency, report: Report, moment: datetime, title: str) -> bytes:
    """The same as a PDF with a text layer."""
    from reportlab.platypus import SimpleDocTemplate

    target = io.BytesIO()
    # Invariant: the same report is the same bytes at every request.
    page = SimpleDocTemplate(
        target, title=title, author=agency.name, invariant=1, leftMargin=40, rightMargin=40
    )
    page.build(_story(agency, report, moment, title))
    return target.getvalue()


def _story(agency: Agency, report: Report, moment: datetime, title: str) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle(
        "plain", fontName="STSong-Light", fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK"
    )
    head = ParagraphStyle("head", parent=plain, fontSize=13, leading=24, firstLineIndent=0)
    name = ParagraphStyle("name", parent=head, fontSize=16, leading=30, alignment=1)
    words, cells, parts = prose(agency, report), printed(agency, report, moment), form()["sections"]
    bodies: tuple[list[Any], ...] = (
        [Paragraph(text, plain) for text in words.overview],
        [_disclosure(cells)],
        [_applications(cells)],
        [_remedies(cells)],
        [Paragraph(text, plain) for text in words.problems],
        [Paragraph(words.other, plain), Paragraph(words.contact, plain)],
    )
    story: list[Any] = [Paragraph(title, name), Paragraph(words.preface, plain)]
    for number, part, body in zip("一二三四五六", parts, bodies, strict=True):
        story += [Paragraph(f"{number}、{part}", head), *body]
    return story


def _table(rows: list[list[str]], spans: list[tuple[Any, ...]], widths: list[float], size: float = 8) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    style = ParagraphStyle(
        "cell", fontName="STSong-Light", fontSize=size, leading=size + 2, alignment=1, wordWrap="CJK"
    )
    drawn = [[Paragraph(text, style) if text else "" for text in row] for row in rows]
    rules = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(drawn, colWidths=widths, style=[*rules, *spans])


def _disclosure(cells: Mapping[str, str]) -> Any:
    rows: list[list[str]] = []
    spans: list[tuple[Any, ...]] = []
    for part in form()["disclosure"]:
        spans.append(("SPAN", (0, len(rows)), (3, len(rows))))
        rows.append([part["caption"], "", "", ""])
        lines = [part["header"]]
        lines += [
            [label, *(cells[f"disclosure.{row}.{column}"] for column in part["cells"])]
            for row, label in part["rows"]
        ]
        for line in lines:
            if len(line) == 2:
                spans.append(("SPAN", (1, len(rows)), (3, len(rows))))
            rows.append([*line, *[""] * (4 - len(line))])
    return _table(rows, spans, [150, 120, 120, 120], 9)


def _applications(cells: Mapping[str, str]) -> Any:
    labels = form()["column_labels"]
    rows = [
        [form()["corner"], "", "", "申请人情况", *[""] * 6],
        ["", "", "", labels[0], "法人或其他组织", *[""] * 4, labels[6]],
        ["", "", "", "", *labels[1:6], ""],
    ]
    spans: list[tuple[Any, ...]] = [
        ("SPAN", (0, 0), (2, 2)), ("SPAN", (3, 0), (9, 0)), ("SPAN", (3, 1), (3, 2)), ("SPAN", (4, 1), (8, 1)),
        ("SPAN", (9, 1), (9, 2)),
    ]  # fmt: skip
    for row in form()["applications"]["rows"]:
        line = len(rows)
        head = [row.get("group", [""])[0], row.get("subgroup", [""])[0], ""]
        head[3 - row["span"]] = row["label"]
        if row["span"] > 1:
            spans.append(("SPAN", (3 - row["span"], line), (2, line)))
        for place, key in enumerate(("group", "subgroup")):
            if key in row:
                spans.append(("SPAN", (place, line), (place, line + row[key][1] - 1)))
        rows.append([*head, *(cells[f"applications.{row['id']}.{column}"] for column in form()["columns"])])
    return _table(rows, spans, [44, 44, 140, *[41] * 7])


def _remedies(cells: Mapping[str, str]) -> Any:
    blocks, ends = form()["remedies"]["blocks"], [label for _, label in form()["remedies"]["cells"]]
    columns = [column for column, _ in form()["remedies"]["cells"]]
    rows = [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9],
        [*ends, blocks[1][1], *[""] * 4, blocks[2][1], *[""] * 4],
        [*[""] * 5, *ends, *ends],
        [cells[f"remedies.{block}.{column}"] for block, _ in blocks for column in columns],
    ]
    spans: list[tuple[Any, ...]] = [
        ("SPAN", (0, 0), (4, 0)), ("SPAN", (5, 0), (14, 0)), ("SPAN", (5, 1), (9, 1)), ("SPAN", (10, 1), (14, 1)),
        *(("SPAN", (place, 1), (place, 2)) for place in range(5)),
    ]  # fmt: skip
    return _table(rows, spans, [34] * 15)
