"""Whole documents: the seed, the real reports of the corpus figure by figure, and whatever hypothesis makes up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from models.report import Report
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


# The seed and two torn documents: what is known of a row with a value too few. tests/reports/corpus has every figure.


def test_a_row_of_the_seed_that_lost_a_value_is_settled_by_its_column() -> None:
    """予以公开: a merged cell's blank, and six values for seven cells; the column of natural persons needs its 3."""
    cells = [cell for name, _, cell in read(shared(SEED)).tables["applications"] if name == "granted"]
    assert [cell.value for cell in cells] == [3, None, None, None, None, None, 3]
    assert {cell.readings for cell in cells[1:6]} == {(0,)}
    assert all(cell.doubtful for cell in cells)


def test_a_row_of_the_seed_that_no_sum_contradicts_stays_as_it_stands_and_is_doubtful() -> None:
    report = read(shared(SEED))
    assert row(report, "applications", "partial") == ["", "0", "0", "0", "0", "0", "0"]
    doubtful = {name for table in report.tables.values() for name, _, cell in table if cell.doubtful}
    assert doubtful == {"granted", "partial"}


def test_the_seeds_shifted_rows_read_as_the_negative_numbers_they_are() -> None:
    table = read(shared(SEED)).tables["disclosure"]
    assert table.cells["other_services", "previous_items"].value == Decimal(-2)
    assert table.cells["coercion", "previous_items"].value == Decimal(-3)


def test_the_third_value_of_the_seeds_fees_is_named_as_unread() -> None:
    report = read(shared(SEED))
    assert row(report, "disclosure", "fees") == ["0", "-2"]
    assert len(report.unread) == 1
    assert report.unread[0].startswith("disclosure.fees：")


def test_the_seeds_six_sections_are_found_though_their_marks_change() -> None:
    report = read(shared(SEED))
    assert [(section.no, section.title) for section in report.sections] == [
        (section.no, section.title) for section in edition("2019").sections
    ]
    assert [section.no for section in report.sections if section.characters] == [1, 5, 6]


def test_a_cell_that_fell_out_of_its_table_is_put_where_its_remark_says_and_is_doubtful() -> None:
    cells = read(shared("corpus/reports/shanghai_office_2025.md")).tables["disclosure"].cells
    made, repealed = cells["regulations", "made"], cells["normative_documents", "repealed"]
    assert (made.raw, made.value, made.readings) == ("22（其中修订 16 件）", 22, (22,))
    assert (repealed.raw, repealed.value, repealed.readings) == ("55（含自然失效 29 件）", 55, (34, 55, 189))
    assert made.doubtful
    assert repealed.doubtful


def test_labels_torn_from_their_rows_leave_the_rows_doubtful() -> None:
    table = read(shared("corpus/reports/shanghai_office_2025.md")).tables["applications"]
    assert {name for name, _, cell in table if cell.doubtful} == {"partial", "declined_confirm"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hebei_jyt_2018_012", "2008"),  # titled as a report of 2018: no form was prescribed then
        ("hebei_gxt_2018_011", None),  # of 2018, but on the rule of law
        ("hebei_rst_2019_587", None),  # a report of 2019 whose tables are images
        ("nanping_2012.excerpt", None),  # no title
        ("haining_xieqiao_2023.excerpt", None),
    ],
)
def test_the_edition_of_a_document_without_tables(name: str, expected: str | None) -> None:
    report = read(shared(f"corpus/reports/{name}.txt"))
    assert (report.edition, report.tables) == (expected, {})


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
    with PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


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
