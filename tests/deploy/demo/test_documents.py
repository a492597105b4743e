"""In every layout, and in the PDF, a report carries the whole official form with its figures in place."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from deploy.demo.documents import form, report_html, report_pdf
from deploy.demo.facts import SHANGHAI, land
from deploy.demo.figures import printed
from reports.reading.pdf import read_pdf

END = datetime(2026, 4, 30, tzinfo=SHANGHAI)
LAYOUTS = ("official", "paper", "word", "bare")
AGENCY = land().agency("990100-SCJG")
REPORT = AGENCY.reports[-1]


def plain(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").replace("“", '"').replace("”", '"').split())


def rows_of(html: str) -> list[list[str]]:
    return [[plain(cell.text()) for cell in row.css("td")] for row in LexborHTMLParser(html).css("tr")]


def wanted(cells: Mapping[str, str], row: str) -> list[str]:
    return [cells[f"applications.{row}.{column}"] for column in form()["columns"]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_of_the_applications_stands_beside_its_label(layout: str) -> None:
    cells = printed(AGENCY, REPORT, END)
    found = rows_of(report_html(AGENCY, REPORT, END, layout))

    for row in form()["applications"]["rows"]:
        same = [line for line in found if plain(row["label"]) in line and len(line) > 7]
        assert [line[-7:] for line in same] == [wanted(cells, row["id"])], row["id"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_disclosure_and_remedies_are_there_in_full(layout: str) -> None:
    cells = printed(AGENCY, REPORT, END)
    found = rows_of(report_html(AGENCY, REPORT, END, layout))

    assert ["行政许可", cells["disclosure.licences.decisions"]] in found
    assert ["行政事业性收费", cells["disclosure.fees.amount"]] in found
    documents = [
        cells[f"disclosure.normative_documents.{column}"] for column in ("made", "repealed", "valid")
    ]
    assert ["行政规范性文件", *documents] in found
    assert [figure for cell, figure in cells.items() if cell.startswith("remedies.")] in found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_six_sections_stand_in_order(layout: str) -> None:
    text = plain(LexborHTMLParser(report_html(AGENCY, REPORT, END, layout)).text())
    places = [
        text.index(f"{number}、{plain(title)}")
        for number, title in zip("一二三四五六", form()["sections"], strict=True)
    ]

    assert places == sorted(places)


def test_one_table_or_one_a_caption() -> None:
    tables = {
        layout: len(LexborHTMLParser(report_html(AGENCY, REPORT, END, layout)).css("table"))
        for layout in LAYOUTS
    }

    assert tables == {"official": 3, "paper": 6, "word": 3, "bare": 3}


def test_a_blank_cell_is_no_zero() -> None:
    agency = land().agency("990102-JP")
    found = rows_of(report_html(agency, agency.reports[-1], END, "official"))

    secret = next(line for line in found if "1.属于国家秘密" in line)
    assert secret[-7:] == [""] * 7


def test_the_pdf_holds_the_same_figures_in_ruled_tables() -> None:
    agency = land().agency("990100-TJ")
    report, title = agency.reports[-1], "云川市统计局2025年政府信息公开工作年度报告"
    cells = printed(agency, report, END)
    lines = read_pdf(report_pdf(agency, report, END, title), recognise=False).lines
    rows = [[plain(cell) for cell in line.cells] for line in lines if line.table]

    assert lines[0].text == title
    for row in form()["applications"]["rows"]:
        same = [line[-7:] for line in rows if plain(row["label"]) in line]
        assert same == [wanted(cells, row["id"])], row["id"]
    assert [figure for cell, figure in cells.items() if cell.startswith("remedies.")] in rows
