"""Rows of strings laid on the official cells, and what is left unread rather than guessed."""

from collections.abc import Iterable

import pytest

from models.report import Cell, CellKind
from reports.editions import EDITIONS, Edition, edition
from reports.reading.headers import edition_of
from reports.reading.manuscript import Line
from reports.reading.sections import outline
from reports.reading.tables import read_tables

FIRST, SECOND = edition("2019"), edition("2021")
SEVEN = ("3", "1", "0", "0", "0", "0", "4")
HEAD = {
    2: "二、主动公开政府信息情况",
    3: "三、收到和处理政府信息公开申请情况",
    4: "四、政府信息公开行政复议、行政诉讼情况",
}
LEGAL = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def laid(form: Edition, section: int, rows: Iterable[str]) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Rows written `label | 1 | 2` under a section's heading → raw values by row id, and the unread parts."""
    lines = (
        Line((HEAD[section],)),
        *(Line(tuple(cell.strip() for cell in row.split("|")), 1) for row in rows),
    )
    tables, unread = read_tables(lines, outline(lines), form)
    values: dict[str, list[str]] = {}
    for table in tables.values():
        for row, _, cell in table:
            values.setdefault(row, []).append(cell.raw)
    return values, unread


def cells(form: Edition, section: int, *rows: str) -> dict[tuple[str, str], Cell]:
    lines = (
        Line((HEAD[section],)),
        *(Line(tuple(cell.strip() for cell in row.split("|")), 1) for row in rows),
    )
    tables, _ = read_tables(lines, outline(lines), form)
    return {(row, column): cell for table in tables.values() for row, column, cell in table}


@pytest.mark.parametrize(
    "row",
    [
        "（一）予以公开|3|1|0|0|0|0|4",
        "三、本年度办理结果|（一）予以公开|3|1|0|0|0|0|4",
        "三、本年度办理结果|（一）予以公开||3|1|0|0|0|0|4",
        "（一）予以公开|||3|1|0|0|0|0|4",
        "（一）予以公开|3|1|0|0|0|0|4|",
        "（一）予以公开|（一）予以公开|3|1|0|0|0|0|4",
        "(一)|予以公开|3|1|0|0|0|0|4",
    ],
)
def test_values_are_taken_in_order_behind_the_label(row: str) -> None:
    assert laid(SECOND, 3, [row]) == ({"granted": list(SEVEN)}, ())


def test_a_long_label_may_run_over_two_cells() -> None:
    row = "2.申请人逾期未按收费通知要求缴纳费用、|行政机关不再处理其政|0|0|0|0|0|0|0"
    assert laid(SECOND, 3, [row]) == ({"other_unpaid": ["0"] * 7}, ())


def test_a_row_that_is_not_there_stays_absent_and_is_no_unread_part() -> None:
    assert laid(SECOND, 2, ["规章|1|2|3", "行政强制|4"]) == (
        {"regulations": ["1", "2", "3"], "coercion": ["4"]},
        (),
    )


def test_too_few_values_are_never_spread_over_the_cells() -> None:
    values, unread = laid(SECOND, 2, ["规章|22|235", "行政许可|1"])
    assert values == {"licences": ["1"]}
    assert len(unread) == 1
    assert unread[0].startswith("disclosure.regulations：")
    assert "22 | 235" in unread[0]


def test_too_many_values_are_never_squeezed_into_the_cells() -> None:
    values, unread = laid(SECOND, 3, ["（一）予以公开|3|1|0|0|0|0|4|9", "（七）总计|3|1|0|0|0|0|4"])
    assert values == {"total": list(SEVEN)}
    assert unread[0].startswith("applications.granted：")


def test_a_value_the_form_does_not_know_is_named_and_the_others_keep_their_columns() -> None:
    rows = ["信息内容|上一年项目数量|本年增/减|处理决定数量", "行政事业性收费|0|-2|7"]
    values, unread = laid(FIRST, 2, rows)
    assert values == {"fees": ["0", "-2"]}
    assert len(unread) == 1
    assert unread[0].startswith("disclosure.fees：")
    assert "“7”" in unread[0]


def test_a_row_of_another_kind_is_named_not_dropped() -> None:
    values, unread = laid(SECOND, 3, ["（一）予以公开|3|1|0|0|0|0|4", "（三）不予公开|小计|9|9|9|9|9|9|9"])
    assert values == {"granted": list(SEVEN)}
    assert len(unread) == 1
    assert "小计" in unread[0]


def test_a_column_the_form_does_not_have_is_left_out_by_its_header() -> None:
    rows = [f"|{'|'.join((*LEGAL, '小计'))}", "（一）予以公开|3|1|0|0|0|0|8|4"]
    values, unread = laid(SECOND, 3, rows)
    assert values == {"granted": list(SEVEN)}
    assert "“8”" in unread[0]


def test_columns_printed_in_another_order_are_put_back() -> None:
    rows = ["信息内容|现行有效件数|本年制发件数|本年废止件数", "规章|3|1|2"]
    assert laid(SECOND, 2, rows) == ({"regulations": ["1", "2", "3"]}, ())


def test_header_rows_are_no_data() -> None:
    rows = [
        "（本列数据的勾稽关系为：…）|申请人情况|||||||",
        "|自然人|法人或其他组织|||||总计|",
        f"|{'|'.join(LEGAL)}||",
    ]
    assert laid(SECOND, 3, rows) == ({}, ())


def test_blank_cells_stay_blank_where_the_row_has_exactly_its_cells() -> None:
    read = cells(FIRST, 3, "1.属于国家秘密|14||||||")
    assert [cell.kind for cell in read.values()] == [CellKind.NUMBER, *[CellKind.BLANK] * 6]
    assert read["refused_secret", "natural"].value == 14


def test_a_row_of_blanks_is_blank_in_every_cell() -> None:
    assert {cell.kind for cell in cells(FIRST, 2, "规章|||").values()} == {CellKind.BLANK}


def test_blanks_at_both_ends_are_settled_by_rows_of_the_same_length() -> None:
    values, unread = laid(SECOND, 3, ["（一）予以公开||3|1|0|0|0|0|4", "（二）部分公开||5||||||"])
    assert unread == ()
    assert values["partial"] == ["5", "", "", "", "", "", ""]


def test_blanks_at_both_ends_that_nothing_settles_leave_the_row_unread() -> None:
    values, unread = laid(SECOND, 3, ["（二）部分公开||5||||||"])
    assert values == {}
    assert unread[0].startswith("applications.partial：")


def test_a_blank_where_other_rows_have_a_merged_cell_makes_the_row_doubtful() -> None:
    rows = ["三、|（一）予以公开||3|0|0|0|0|3", "|（七）总计||3|0|0|0|0|0|3", "||1.属于国家秘密||1|0|0|0|0|1"]
    read = cells(SECOND, 3, *rows)
    assert {row for (row, _), cell in read.items() if cell.doubtful} == {"granted"}


def test_a_torn_off_label_is_known_by_the_part_that_is_left() -> None:
    around = ["（一）予以公开|9|0|0|0|0|0|9", "1.属于国家秘密|0|0|0|0|0|0|0"]
    rows = [around[0], "形，不计其他情形）|3|1|0|0|0|0|4", around[1]]
    values, unread = laid(SECOND, 3, rows)
    assert (values["partial"], unread) == (list(SEVEN), ())
    assert not any(cell.doubtful for cell in cells(SECOND, 3, *rows).values())


def test_a_lost_label_is_known_by_its_place_and_its_cells_are_doubtful() -> None:
    rows = [
        "4.无正当理由大量反复申请|1|0|0|0|0|0|1",
        "3|1|0|0|0|0|4",
        "1.申请人无正当理由逾期不补正|2|0|0|0|0|0|2",
    ]
    read = cells(SECOND, 3, *rows)
    assert [read["declined_confirm", column].raw for column in ("natural", "business", "total")] == [
        "3",
        "1",
        "4",
    ]
    assert all(cell.doubtful for (row, _), cell in read.items() if row == "declined_confirm")
    assert not any(cell.doubtful for (row, _), cell in read.items() if row != "declined_confirm")


def test_a_lost_label_in_an_uncertain_place_is_unread() -> None:
    rows = ["2.重复申请|1|0|0|0|0|0|1", "3|1|0|0|0|0|4", "1.申请人无正当理由逾期不补正|2|0|0|0|0|0|2"]
    values, unread = laid(SECOND, 3, rows)
    assert set(values) == {"declined_repeat", "other_uncorrected"}
    assert len(unread) == 1


def test_the_same_row_twice_with_other_figures_is_doubtful() -> None:
    read = cells(SECOND, 2, "规章|1|2|3", "规章|1|2|4")
    assert [(cell.raw, cell.doubtful) for cell in read.values()] == [("1", False), ("2", False), ("3", True)]


def test_one_cell_a_line_is_put_back_into_rows() -> None:
    rows = ["规章", "0", "1", "2", "行政规范性文件", "", "3", "4", "5", "第二十条第（五）项", "行政许可", "6"]
    assert laid(SECOND, 2, rows)[0] == {
        "regulations": ["0", "1", "2"],
        "normative_documents": ["3", "4", "5"],
        "licences": ["6"],
    }


FIFTEEN = [str(number) for number in range(1, 16)]


@pytest.mark.parametrize(
    "rows",
    [
        ["|".join(FIFTEEN)],
        ["|".join(["数量", *FIFTEEN])],
        ["|".join(FIFTEEN[:5]), "|".join(FIFTEEN[5:])],
        ["|".join(FIFTEEN[:5]), "|".join(FIFTEEN[5:10]), "|".join(FIFTEEN[10:])],
        [
            "|".join(["复议后起诉", *FIFTEEN[10:]]),
            "|".join(["行政复议", *FIFTEEN[:5]]),
            "|".join(["未经复议直接起诉", *FIFTEEN[5:10]]),
        ],
        FIFTEEN,
    ],
    ids=["one row", "with a label", "two rows", "three rows", "labelled in any order", "one cell a line"],
)
def test_the_fifteen_figures_of_table_four_are_read_in_its_layouts(rows: list[str]) -> None:
    values, unread = laid(SECOND, 4, ["结果维持|结果纠正|其他结果|尚未审结|总计", *rows])
    assert unread == ()
    assert values == {
        "review": FIFTEEN[:5],
        "litigation_direct": FIFTEEN[5:10],
        "litigation_after_review": FIFTEEN[10:],
    }


@pytest.mark.parametrize(
    "rows",
    [
        ["1|2|3|4"],
        ["|".join(FIFTEEN), "1|2|3"],
        [f"{label}|1|2|3" for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")],
    ],
    ids=["too few", "too many", "turned on its side"],
)
def test_table_four_in_another_shape_is_unread(rows: list[str]) -> None:
    values, unread = laid(SECOND, 4, rows)
    assert values == {}
    assert unread[0].startswith("remedies：")


def test_a_table_under_a_lost_heading_is_found_by_its_first_words() -> None:
    lines = (
        Line(("一、总体情况",)),
        Line(("第二十条第（一）项", "", "", ""), 1),
        Line(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), 1),
        Line(("规章", "1", "2", "3"), 1),
        Line(("", "申请人情况", "", ""), 2),
        Line(("一、本年新收政府信息公开申请数量", *SEVEN), 2),
        Line(("3.其他", *SEVEN), 2),
    )
    tables, unread = read_tables(lines, outline(lines), SECOND)
    assert {table.id: len(table.cells) for table in tables.values()} == {"disclosure": 3, "applications": 14}
    assert unread == ()


def test_figures_of_other_sections_are_not_taken_for_the_tables() -> None:
    lines = (
        Line(("一、总体情况",)),
        Line(("行政许可", "99"), 1),
        Line(("二、主动公开政府信息情况",)),
        Line(("行政处罚", "1"), 2),
    )
    tables, _ = read_tables(lines, outline(lines), SECOND)
    assert list(tables["disclosure"].cells) == [("penalties", "decisions")]


@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.id)
def test_the_edition_is_told_by_the_labels_alone(form: Edition) -> None:
    labels = [label.label for table in form.tables for label in (*table.columns, *table.rows)]
    assert edition_of([Line(tuple(labels), 1)]) is form


def test_labels_both_editions_share_tell_nothing() -> None:
    assert edition_of([Line(("规章", "行政许可", "行政处罚", "（七）总计", "其他"), 1)]) is None


def test_prose_that_names_one_label_is_no_edition() -> None:
    assert edition_of([Line(("对逾期不补正的申请不再处理。",))]) is None


def test_a_remark_behind_the_figures_is_named_and_tells_where_other_rows_end() -> None:
    values, unread = laid(FIRST, 2, ["规章|||2|含代收", "规范性文件||3||"])
    assert values == {"regulations": ["", "", "2"], "normative_documents": ["", "3", ""]}
    assert unread == ("disclosure.regulations：格式以外的一格：“含代收”",)


def test_blank_cells_under_the_header_are_told_apart_by_it() -> None:
    values, unread = laid(FIRST, 2, ["信息内容|采购项目数量|采购总金额|", "政府集中采购||0|"])
    assert (values, unread) == ({"procurement": ["", "0"]}, ())


@pytest.mark.parametrize(
    "rows",
    [
        ["1|0|0|0|1", "||||", "0|0|0|0|0"],
        ["||||", "||||", "||||"],
        ["行政复议|1|0|0|0|1", "未经复议直接起诉|||||", "复议后起诉|0|0|0|0|0"],
    ],
    ids=["one blank of three", "all three blank", "a blank one with its label"],
)
def test_blank_rows_of_the_table_of_remedies_keep_their_place(rows: list[str]) -> None:
    values, unread = laid(SECOND, 4, rows)
    assert (list(values["litigation_direct"]), unread) == ([""] * 5, ())
    assert {len(row) for row in values.values()} == {5}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("规章|1|2||3", ["1", "2", "3"]),
        ("规章||2||3", ["", "2", "3"]),
        ("规章|1||2|3", ["1", "2", "3"]),  # other cells merged than in the header: 上海市人民政府办公厅 2019
    ],
)
def test_cells_that_a_merged_header_covers_are_no_figures(row: str, expected: list[str]) -> None:
    values, unread = laid(FIRST, 2, ["信息内容|本年新制作数量|本年新公开数量||对外公开总数量", row])
    assert (values, unread) == ({"regulations": expected}, ())


def test_a_torn_row_of_nothing_but_marks_for_none_is_named_by_its_place() -> None:
    rows = [
        "4.无正当理由大量反复申请|0|0|0|0|0|0|0",
        "要求行政机关|/|/|/|/|/|/|/",
        "（六）其他处理|0|0|0|0|0|0|0",
    ]
    values, unread = laid(FIRST, 3, rows)
    assert (values["declined_confirm"], unread) == (["/"] * 7, ())
