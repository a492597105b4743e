"""Plain text: tabs, pipes, and rows that are only spaced apart."""

import pytest

from reports.editions import EDITIONS, Edition, edition
from reports.reading import read
from reports.reading.text import flattened, read_text
from tests.reports.reading.material import counted, grid, paragraphs, read_values, with_pipes, with_tabs

FORM = edition("2021")


@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.id)
@pytest.mark.parametrize("dress", [with_tabs, with_pipes], ids=["tabs", "pipes"])
def test_every_cell_of_a_text_is_read(form: Edition, dress: object) -> None:
    report = read(dress(form, counted(form)).encode())  # type: ignore[operator]
    assert read_values(report) == counted(form)
    assert (report.edition, report.year, report.agency, report.unread) == (form.id, 2023, "示例县水利局", ())


def test_rows_only_spaced_apart_are_read() -> None:
    values = counted(FORM)
    text = paragraphs(
        FORM,
        lambda table: "\n".join(
            ["总计 自然人 逾期不补正", *(f"{row.label} {' '.join(values[table.id, row.id, c] for c in row.columns)}" for row in table.rows)]
        )
        if table.id != "remedies"
        else " ".join(values[table.id, row, column] for row, column in table.addresses()),
    )  # fmt: skip
    assert read_values(read(text.encode())) == values


def joined(form: Edition, between: str, *, around: str = "", ruling: str = "") -> str:
    """The tables with their cells so joined, and a ruling before each row."""
    values = counted(form)
    return paragraphs(
        form,
        lambda table: "\n".join(
            f"{ruling}{around}{between.join(row)}{around}" for row in grid(table, values)
        ),
    )


@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.id)
@pytest.mark.parametrize(
    ("between", "around", "ruling"),
    [
        (" | ", "", ""),  # html2text
        ("│", "│", "├──┼──┤\n"),  # w3m
        ("｜", "｜", ""),
        (" | ", "|", "+---+---+\n"),  # a grid table of pandoc
        ("\t", "", ""),
    ],
    ids=["bare pipes", "drawn", "wide pipes", "grid", "tabs"],
)
def test_cells_may_be_ruled_in_many_ways(form: Edition, between: str, around: str, ruling: str) -> None:
    assert read_values(read(joined(form, between, around=around, ruling=ruling).encode())) == counted(form)


def test_a_break_inside_a_cell_of_markdown_is_no_text() -> None:
    assert read_text("| 其他对外<br>管理服务事项 | 1 | 2<br/>0 |&nbsp;|").lines[0].cells == (
        "其他对外\n管理服务事项",
        "1",
        "2\n0",
        "",
    )


def test_a_whole_report_on_one_line_with_its_cells_spaced_apart_is_read() -> None:
    values = dict.fromkeys(counted(FORM), "0") | {("applications", "new", "natural"): "12"}
    text = paragraphs(
        FORM, lambda table: " ".join(cell for row in grid(table, values) for cell in row if cell)
    )
    assert read_values(read(text.encode())) == values


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("行政许可 12", ("行政许可", "12")),
        ("规章 1 0 3", ("规章", "1", "0", "3")),
        ("1.属于国家秘密 2 0 0 0 0 0 2", ("1.属于国家秘密", "2", "0", "0", "0", "0", "0", "2")),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", tuple(str(n) for n in range(1, 16))),
        ("全年共办理行政许可 12", None),
        ("召开新闻发布会 42 场", None),
        ("2024 年 1 月 1 日", None),
        ("正文", None),
    ],
)
def test_a_spaced_row_needs_a_known_label_or_a_forms_number_of_values(
    row: str, cells: tuple[str, ...] | None
) -> None:
    assert flattened(row) == cells


def test_rulings_and_page_numbers_are_left_out() -> None:
    text = "第一段\n— 3 —\n| a | b |\n|---|:-:|\n| 1 | 2 |\n第二段"
    assert [(line.cells, line.table) for line in read_text(text).lines] == [
        (("第一段",), 0),
        (("a", "b"), 1),
        (("1", "2"), 1),
        (("第二段",), 0),
    ]


def test_an_empty_field_at_the_end_of_a_piped_row_is_a_blank_cell() -> None:
    assert read_text("| 规章 | 1 |  |").lines[0].cells == ("规章", "1", "")


def test_markdown_marks_are_no_text() -> None:
    assert [line.text for line in read_text("## 一、总体情况\n**主动公开：**正文").lines] == [
        "一、总体情况",
        "主动公开：正文",
    ]


def test_the_title_field_of_an_archived_text_is_its_title() -> None:
    assert read_text("标题: 某局2023年报告\n网址: x\n====\n正文").titles == ("某局2023年报告",)
