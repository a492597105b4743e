"""Rows with a value too few: told by the sums, or by a value that stands beside the table; never for certain."""

from decimal import Decimal

from models.report import Cell, Report
from reports.editions import edition
from reports.reading import read

FORM = edition("2021")
APPLICATIONS = FORM.table("applications")


def report_with(rows: dict[str, str], *, default: str = "0 0 0 0 0 0 0") -> Report:
    """Table 三 between pipes, some of its rows as given, with the table's own first words."""
    lines = ["示例县水利局2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", "| 申请人情况 | 自然人 | 总计 |"]  # fmt: skip
    lines += [
        "| " + " | ".join([row.label, *rows.get(row.id, default).split()]) + " |" for row in APPLICATIONS.rows
    ]
    return read("\n".join([*lines, "五、存在的主要问题及改进情况", "正文。"]).encode())


def cells(report: Report, row: str) -> list[Cell]:
    return [cell for name, _, cell in report.tables["applications"] if name == row]


def test_a_lost_value_is_found_where_only_one_place_makes_the_sums_right() -> None:
    report = report_with({"new": "3 1 2 3 4 5 18", "granted": "3 1 2 4 5 15", "partial": "0 0 0 3 0 0 3", "total": "3 1 2 3 4 5 18"})  # fmt: skip
    found = cells(report, "granted")

    assert [cell.value for cell in found] == [3, 1, 2, None, 4, 5, 15]
    assert {cell.doubtful for cell in found} == {True}
    assert found[3].raw == ""
    assert report.unread == ()


def test_where_several_places_would_do_each_cell_names_what_could_stand_in_it() -> None:
    report = report_with({"new": "3 0 0 0 0 0 3", "granted": "3 0 0 0 0 3", "total": "3 0 0 0 0 0 3"})
    found = cells(report, "granted")

    assert [cell.value for cell in found] == [3, None, None, None, None, None, 3]
    assert {cell.readings for cell in found[1:6]} == {(Decimal(0),)}


def test_where_no_place_makes_the_sums_right_the_row_stays_unread() -> None:
    report = report_with({"new": "3 0 0 0 0 0 3", "granted": "2 0 0 0 0 2", "total": "3 0 0 0 0 0 3"})

    assert cells(report, "granted") == []
    assert report.unread == ("applications.granted：行名后有 6 个值，格式为 7 格：2 | 0 | 0 | 0 | 0 | 2",)


def test_a_row_that_two_values_are_lost_of_stays_unread() -> None:
    report = report_with({"new": "3 0 0 0 0 0 3", "granted": "3 0 0 0 3", "total": "3 0 0 0 0 0 3"})

    assert cells(report, "granted") == []
    assert report.unread[0].startswith("applications.granted：")


def disclosure(*lines: str) -> Report:
    head = "二、主动公开政府信息情况\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n"
    return read((head + "\n".join(lines)).encode())


def test_a_value_beside_the_table_whose_remark_speaks_of_no_column_could_stand_in_any() -> None:
    table = disclosure("| 规章 | 22 | 235 |", "", "7", "（见附件）").tables["disclosure"]
    found = [table.cells["regulations", column] for column in ("made", "repealed", "valid")]

    assert [cell.value for cell in found] == [None, None, None]
    assert [cell.readings for cell in found] == [(7, 22), (7, 22, 235), (7, 235)]


def test_values_beside_the_table_more_than_the_rows_lack_are_nobodys() -> None:
    report = disclosure("| 规章 | 22 | 235 |", "", "7", "", "8")

    assert "disclosure" not in report.tables
    assert report.unread[0].startswith("disclosure.regulations：")
