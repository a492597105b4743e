"""Whole documents: the seed, the real reports of the corpus figure by figure, and whatever hypothesis makes up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report import CellKind, Report
from reports.editions import EDITIONS, Edition, edition
from reports.reading import Unreadable, read
from tests.reports.reading.material import SHARED, as_page, every, read_values, shared, with_pipes, with_tabs

SEED = "seeds/000_adfc45d447bb024f.txt"
EVERYTHING = sorted(
    str(p.relative_to(SHARED))
    for p in SHARED.glob("*/**/*.*")
    if p.parts[-2] in {"seeds", "reports", "lists"}
)
READABLE_TABLES = [
    SEED,
    "corpus/reports/shanghai_office_2019.html",
    "corpus/reports/shanghai_office_2025.md",
    "corpus/reports/pingtan_2025_tables.reconstructed.html",
    "corpus/reports/huaian_2024.pdf",
    "corpus/reports/huaian_2024_section3_raw.txt",
]


def row(report: Report, table: str, name: str) -> list[str]:
    """The raw values of a row, in the form's order."""
    return [cell.raw for row_id, _, cell in report.tables[table] if row_id == name]


def sizes(report: Report) -> dict[str, int]:
    return {name: len(table.cells) for name, table in report.tables.items()}


def test_what_stands_before_the_first_section_is_kept() -> None:
    kept = read(shared("corpus/reports/shanghai_office_2019.html")).preamble

    assert kept.startswith("2019年上海市人民政府办公厅政府信息公开工作年度报告\n")
    assert kept.endswith("“中国上海”门户网站（www.shanghai.gov.cn）下载。")


# The seed.


def test_the_seed_is_read_cell_by_cell() -> None:
    report = read(shared(SEED))
    assert (report.edition, report.year, report.title_year) == ("2019", 2020, 2020)
    assert sizes(report) == {"disclosure": 22, "applications": 161, "remedies": 15}
    cells = [cell for table in report.tables.values() for _, _, cell in table]
    assert [cell.kind for cell in cells].count(CellKind.NUMBER) == 22 + 161 + 15 - 2


def test_two_rows_of_the_seed_have_a_blank_too_many_and_a_value_too_few_and_are_doubtful() -> None:
    report = read(shared(SEED))
    doubtful = {name for table in report.tables.values() for name, _, cell in table if cell.doubtful}
    assert doubtful == {"granted", "partial"}
    assert row(report, "applications", "granted") == ["", "3", "0", "0", "0", "0", "3"]
    assert row(report, "applications", "partial") == ["", "0", "0", "0", "0", "0", "0"]


def test_the_seeds_shifted_rows_read_as_the_negative_numbers_they_are() -> None:
    table = read(shared(SEED)).tables["disclosure"]
    services, coercion = (
        table.cell("other_services", "previous_items"),
        table.cell("coercion", "previous_items"),
    )
    assert services is not None
    assert coercion is not None
    assert (services.value, coercion.value) == (Decimal(-2), Decimal(-3))


def test_the_third_value_of_the_seeds_fees_is_named_as_unread() -> None:
    report = read(shared(SEED))
    assert row(report, "disclosure", "fees") == ["0", "-2"]
    assert len(report.unread) == 1
    assert report.unread[0].startswith("disclosure.fees：")


def test_the_seeds_applications_stand_in_their_columns() -> None:
    report = read(shared(SEED))
    for name in ("new", "total"):
        assert row(report, "applications", name) == ["3", "0", "0", "0", "0", "0", "3"]
    filled = {"new", "total", "granted", "partial"}
    assert {cell.raw for name, _, cell in report.tables["applications"] if name not in filled} == {"0"}


def test_the_seeds_six_sections_are_found_though_their_marks_change() -> None:
    report = read(shared(SEED))
    assert [(section.no, section.title) for section in report.sections] == [
        (section.no, section.title) for section in edition("2019").sections
    ]
    assert [section.no for section in report.sections if section.characters] == [1, 5, 6]


# Real reports, checked by eye against their sources.


def test_a_page_with_blank_cells_keeps_them_blank() -> None:
    report = read(shared("corpus/reports/shanghai_office_2019.html"))
    assert (report.edition, report.year, report.unread) == ("2019", 2019, ())
    assert sizes(report) == {"disclosure": 22, "applications": 161, "remedies": 15}
    assert row(report, "disclosure", "regulations") == ["13", "13", "524"]
    assert row(report, "disclosure", "procurement") == ["6", "251000元"]
    assert report.tables["disclosure"].cells["procurement", "amount"].value == Decimal("25.1")
    assert row(report, "applications", "new") == ["821", "35", "", "", "2", "1", "859"]
    assert row(report, "applications", "granted") == ["258", "12", "", "", "1", "1", ""]
    assert row(report, "applications", "declined_petition") == ["148", "1", "", "", "", "", ""]
    assert row(report, "applications", "total") == ["767", "35", "", "", "2", "1", "805"]
    assert row(report, "remedies", "review") == ["5", "", "", "2", "7"]
    assert row(report, "remedies", "litigation_after_review") == [""] * 5


def test_a_page_with_a_row_left_out_leaves_that_row_absent() -> None:
    report = read(shared("corpus/reports/pingtan_2025_tables.reconstructed.html"))
    assert (report.edition, sizes(report)) == ("2021", {"disclosure": 7, "applications": 175})
    assert report.tables["disclosure"].cell("normative_documents", "made") is None
    assert row(report, "disclosure", "fees") == ["4166.241619"]
    assert row(report, "applications", "new") == ["151", "3", "0", "0", "0", "0", "154"]
    assert row(report, "applications", "other_uncorrected") == ["8", "0", "0", "0", "0", "0", "8"]
    assert row(report, "applications", "carried_out") == ["4", "2", "0", "0", "0", "0", "6"]


def test_a_torn_up_markdown_export_is_read_as_far_as_it_is_certain() -> None:
    report = read(shared("corpus/reports/shanghai_office_2025.md"))
    assert (report.edition, report.year, report.agency) == ("2021", 2025, "上海市人民政府办公厅")
    assert sizes(report) == {"disclosure": 4, "applications": 175, "remedies": 15}
    assert [part.partition("：")[0] for part in report.unread] == [
        "disclosure.regulations",
        "disclosure.normative_documents",
    ]
    assert row(report, "applications", "new") == ["1259", "36", "0", "0", "0", "0", "1295"]
    assert row(report, "applications", "partial") == ["2", "0", "0", "0", "0", "0", "2"]
    assert row(report, "applications", "other_uncorrected") == ["40", "1", "0", "0", "2", "0", "43"]
    assert row(report, "applications", "other_other") == ["264", "12", "0", "0", "0", "0", "276"]
    assert row(report, "remedies", "litigation_direct") == ["2", "0", "4", "6", "12"]
    doubtful = {name for table in report.tables.values() for name, _, cell in table if cell.doubtful}
    assert doubtful == {"partial", "declined_confirm"}


def test_an_excerpt_with_one_cell_a_line_is_read_as_far_as_it_goes() -> None:
    report = read(shared("corpus/reports/dttz_xinfang_2021.excerpt.txt"))
    assert (report.year, report.title, sizes(report)) == (2021, None, {"disclosure": 7})


@pytest.mark.parametrize(
    "name", ["hebei_jyt_2018_012", "nanping_2012.excerpt", "haining_xieqiao_2023.excerpt"]
)
def test_a_document_without_tables_has_no_edition(name: str) -> None:
    report = read(shared(f"corpus/reports/{name}.txt"))
    assert (report.edition, report.tables) == (None, {})


# Every file there is.


@pytest.mark.parametrize("path", EVERYTHING)
def test_every_file_is_a_report_or_unreadable(path: str) -> None:
    try:
        report = read(shared(path))
    except Unreadable as refused:
        assert refused.words.zh  # noqa: PT017 - either outcome is right
        return
    known = edition(report.edition) if report.edition else None
    for name, table in report.tables.items():
        assert known is not None
        assert set(table.cells) <= set(known.table(name).addresses())


@pytest.mark.parametrize("path", READABLE_TABLES)
def test_no_number_is_made_up(path: str) -> None:
    content = shared(path)
    source = "".join(_source_text(content).split())
    cells = [
        cell for table in read(content).tables.values() for _, _, cell in table if cell.value is not None
    ]
    assert len(cells) > 60
    assert not [
        cell.raw
        for cell in cells
        if f">{cell.raw}<" not in source and "".join(cell.raw.split()) not in source
    ]


def _source_text(content: bytes) -> str:
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8")
    import pdfplumber

    with pdfplumber.open(SHARED / "corpus/reports/huaian_2024.pdf") as document:
        return "\n".join(page.extract_text() for page in document.pages)


# Whatever is printed in the cells.

printed = st.sampled_from(["", "0", "0", "1", "12", "345", "/", "—", "-3", "1,204", "2.5", "无"])


@st.composite
def filled(draw: st.DrawFn) -> tuple[Edition, dict[tuple[str, str, str], str]]:
    """An edition with anything in its cells; the same few values many times, so that rows resemble each other."""
    form = draw(st.sampled_from(EDITIONS))
    values = draw(st.lists(printed, min_size=198, max_size=198))
    remaining = iter(values * 2)
    return form, every(form, lambda *_: next(remaining))


@given(filled())
def test_a_page_is_read_in_full_whatever_its_cells_hold(
    case: tuple[Edition, dict[tuple[str, str, str], str]],
) -> None:
    form, values = case
    report = read(as_page(form, values).encode())
    assert (read_values(report), report.unread) == (values, ())


@pytest.mark.parametrize("dress", [with_tabs, with_pipes], ids=["tabs", "pipes"])
@given(filled())
def test_a_text_is_read_right_or_not_at_all(
    dress: object, case: tuple[Edition, dict[tuple[str, str, str], str]]
) -> None:
    form, values = case
    report = read(dress(form, values).encode())  # type: ignore[operator]
    for address, raw in read_values(report).items():
        assert raw == values[address], address
    missing = {(table, name) for table, name, _ in values} - {
        (table, name) for table, name, _ in read_values(report)
    }
    named = {part.partition("：")[0] for part in report.unread}
    assert all(f"{table}.{name}" in named or table in named for table, name in missing)
