"""Tables written one cell a line: the distances between lines tell rows, columns and blank cells."""

import pytest

from models.report import CellKind
from reports.editions import EDITIONS, Edition, TableForm
from reports.reading import read
from reports.reading.stacked import unstacked
from tests.reports.reading.material import Values, counted, grid, paragraphs, read_values

FORM = EDITIONS[-1]


def stacked(form: Edition, values: Values, *, cell: int, row: int) -> str:
    """A page turned into text, so many line breaks between cells and between rows; merged cells leave none."""
    return paragraphs(
        form, lambda table: "\n" * 6 + (row * "\n").join(_lines(table, values, cell)) + "\n" * 6
    )


def _lines(table: TableForm, values: Values, cell: int) -> list[str]:
    return [(cell * "\n").join(each for each in row if each) for row in grid(table, values)]


@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.id)
@pytest.mark.parametrize(("cell", "row"), [(3, 5), (2, 3), (1, 2), (1, 1)])
def test_every_cell_is_read_at_its_distance(form: Edition, cell: int, row: int) -> None:
    """河北省教育厅 2019 to 2023 keep three line breaks between cells and five between rows."""
    report = read(stacked(form, counted(form), cell=cell, row=row).encode())

    assert read_values(report) == counted(form)
    assert report.unread == ()
    assert [section.text for section in report.sections if section.no in {2, 3, 4}] == ["", "", ""]


def rows(*pieces: str | int) -> list[object]:
    """What becomes of lines with so many line breaks between them, behind enough rows to show the distances."""
    text = (
        "\n\n\n".join(["规章", "1", "2", "3"]) + "\n" * 5 + "\n\n\n".join(["行政规范性文件", "4", "5", "6"])
    )
    text += (
        "\n" * 5 + "\n\n\n".join(["行政许可", "7"]) + "\n" * 5 + "\n\n\n".join(["行政处罚", "8"]) + "\n" * 5
    )
    text += "".join(piece if isinstance(piece, str) else "\n" * piece for piece in pieces)
    return list(unstacked(text.splitlines()))[4:]


def test_a_blank_cell_leaves_its_distance_empty() -> None:
    """河北省教育厅 2021: the total of 上年结转 is blank. 2019: eleven whole rows are, and all but the totals of table 四."""
    assert rows("上年结转", 3, "0", 6, "0", 8, "予以公开", 11, "部分公开", 3, "1", 5, "2") == [
        ("上年结转", "0", "", "0", ""),
        ("予以公开", "", ""),
        ("部分公开", "1"),
        "2",
    ]


def test_a_row_may_begin_with_blank_cells() -> None:
    values = [14, *[piece for value in "12345" for piece in (value, 3)][:-1]]
    assert rows("总计", *values, 5, "予以公开", 3, "1")[1] == ("", "", "", "1", "2", "3", "4", "5")


def test_a_label_on_several_lines_is_one_cell() -> None:
    assert rows("商业", 1, "企业", 3, "科研", 1, "机构", 5, "予以公开", 3, "1")[0] == ("商业企业", "科研机构")


def test_sentences_before_and_behind_the_table_stay_text() -> None:
    text = "本年情况如下。\n" + "\n".join(
        ["规章", "1", "2", "3", "行政规范性文件", "4", "5", "6", "行政许可", "7", "行政处罚", "8"]
    )
    text += "\n注：以上含已废止的。\n3"  # fmt: skip
    lines = list(unstacked(text.splitlines()))

    assert lines[0] == "本年情况如下。"
    assert lines[-2:] == ["注：以上含已废止的。", "3"]


def test_blank_cells_at_a_tables_end_are_told_by_the_wider_gap_behind_it() -> None:
    heading = "三、收到和处理政府信息公开申请情况"
    assert rows("政府集中采购", 3, "441", 9, heading)[0] == ("政府集中采购", "441", "")
    assert rows("政府集中采购", 3, "441", 7, heading)[0] == ("政府集中采购", "441")
    assert rows("政府集中采购", 3, "441", 5, "说明：行政许可情况良好。", 12, heading)[1:] == [
        "说明：行政许可情况良好。",
        heading,
    ]


def test_a_text_with_hardly_a_value_alone_is_left_as_it_is() -> None:
    text = ["第一段", "", "规章", "1", "2", "3", "— 4 —", "第二段"]
    assert list(unstacked(text)) == text


def test_any_number_of_empty_lines_makes_few_cells() -> None:
    assert all(len(row) < 100 for row in rows("上年结转", 3, "0", 300_005, "予以公开", 3, "1"))  # type: ignore[arg-type]


def test_a_blank_total_of_a_stacked_report_is_blank() -> None:
    values = counted(FORM) | {("applications", "carried_in", "total"): ""}
    text = stacked(FORM, values, cell=3, row=5)
    at = text.index(values["applications", "carried_in", "other"])
    text = text[: at + 4] + "\n\n\n" + text[at + 4 :]

    cell = read(text.encode()).tables["applications"].cells["carried_in", "total"]
    assert (cell.kind, cell.doubtful) == (CellKind.BLANK, False)


def test_a_blank_row_at_the_end_of_a_table_is_a_row_of_blanks() -> None:
    rows = ["规章", "", "", "1", "", "", "2", "", "", "3", "", "", "", "", "规范性文件"]
    figures = [text for number in range(8) for text in ("", "", "", "", "行政许可", "", "", str(number))]

    assert list(unstacked([*figures, "", "", "", "", *rows]))[-2:] == [
        ("规章", "1", "2", "3"),
        ("规范性文件", ""),
    ]
