"""Tables run together in the text: named as unread, never guessed at."""

from reports.editions import edition
from reports.reading import read
from tests.reports.reading.material import counted

FORM = edition("2021")


def run_on(*, prose: str = "") -> str:
    """A report as flattened by a careless exporter: every cell at once behind the one before."""
    values = counted(FORM)
    marks = {
        "disclosure": "第二十条第（一）项信息内容本年制发件数",
        "applications": "（本列数据的勾稽关系为）申请人情况逾期不补正",
    }
    text = "示例县水利局2023年政府信息公开工作年度报告\n"
    for section, numeral in zip(FORM.sections, "一二三四五六", strict=True):
        text += f"{numeral}、{section.title}"
        for table in (table for table in FORM.tables if table.section == section.no):
            text += marks.get(table.id, "行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计")
            for row in table.rows:
                label = "" if table.id == "remedies" else row.label
                text += label + "".join(values[table.id, row.id, column] for column in row.columns)
        text += prose if section.no in {2, 3, 4} else "正文。"
    return text


def test_no_cell_is_read_and_every_table_is_named() -> None:
    report = read(run_on().encode())
    assert (report.edition, report.tables) == ("2021", {})
    assert [part.partition("：")[0] for part in report.unread] == ["disclosure", "applications", "remedies"]


def test_the_sections_are_found_and_keep_only_their_prose() -> None:
    report = read(run_on(prose="另有说明。").encode())
    assert [section.no for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [section.text for section in report.sections] == [
        "正文。",
        *["另有说明。"] * 3,
        "正文。",
        "正文。",
    ]


def test_prose_in_place_of_a_table_is_no_unread_table() -> None:
    text = (
        "二、主动公开政府信息情况\n本年办理行政许可15件，行政处罚3件；规章的本年制发件数、本年废止件数均为0。"
    )
    report = read(text.encode())
    assert (report.edition, report.unread) == ("2021", ())
    assert "行政许可15件" in report.sections[0].text
