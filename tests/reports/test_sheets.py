"""Reports laid out for people."""

from decimal import Decimal

from models.papers import Chained, Difference, Figures, Written
from models.report import Cell, CellKind, Report
from reports.sheets import CHAINED, chain, differences, sheets
from tests.reports.rules.sample import report


def figures(of: Report, year: int = 2025) -> Figures:
    cells = {
        (table.id, row, column): Written(cell.raw, cell.kind, cell.doubtful)
        for table in of.tables.values()
        for row, column, cell in table
    }
    return Figures(year=year, document="d", edition=of.edition, cells=cells)


def test_the_tables_stand_in_the_words_and_order_of_the_form():
    made = sheets(figures(report(form="2021")))

    assert [sheet.title for sheet in made] == [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]
    assert made[1].columns == (
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "总计",
    )
    assert made[1].rows[0].label == "一、本年新收政府信息公开申请数量"


def test_what_the_form_lacks_and_what_the_report_lacks_are_two_things():
    made = sheets(figures(report({"disclosure.regulations.made": None}, form="2021")))[0]
    row = made.rows[0]

    assert row.cells[0].address == "disclosure.regulations.made"
    assert row.cells[0].written is None
    assert row.cells[3] is None  # the form asks for no decisions on regulations


def test_an_unknown_form_has_no_tables_to_show():
    assert sheets(figures(report(form=None))) == ()


def test_two_versions_differ_where_a_cell_a_text_or_the_title_does():
    old = report(form="2021", texts={6: "没有需要报告的其他事项，特此说明，欢迎监督。"})
    new = report(
        {"applications.new.total": "4"},
        form="2021",
        texts={6: "没有需要报告的其他事项，特此更正，欢迎监督。"},
        title="更正后的年度报告",
    )

    assert differences(old, new) == (
        Difference(
            place="标题", before="南阳市民政局2020年政府信息公开工作年度报告", after="更正后的年度报告"
        ),
        Difference(
            place="其他需要报告的事项",
            before="…需要报告的其他事项，特此说明，欢迎监督。",
            after="…需要报告的其他事项，特此更正，欢迎监督。",
        ),
        Difference(place="一、本年新收政府信息公开申请数量 · 总计", before="3", after="4"),
    )


def test_white_space_is_no_difference():
    assert (
        differences(report({"applications.new.total": "3"}), report({"applications.new.total": " 3\n"})) == ()
    )


def test_of_a_long_text_only_the_changed_part_is_shown():
    old, new = (report(texts={5: "甲" * 100 + middle + "乙" * 100}) for middle in ("三", "四"))
    [found] = differences(old, new)

    assert found.before == "…" + "甲" * 12 + "三" + "乙" * 12 + "…"


def out(year: int, carried_in: str, carried_out: str, **kind: object) -> Figures:
    changes = {"applications.carried_in.total": carried_in, "applications.carried_out.total": carried_out}
    return figures(report(changes, form="2021"), year)


def test_years_meet_where_what_was_carried_out_is_carried_in():
    made = chain([out(2025, "2", "0"), out(2023, "0", "1"), out(2024, "1", "3")])

    assert [(each.year, each.follows) for each in made.years] == [(2023, None), (2024, True), (2025, False)]
    assert made.years[1] == Chained(year=2024, written=("1", "3", "3", "3", "0", "10"), follows=True)
    assert len(made.columns) == len(CHAINED)


def test_over_a_gap_a_blank_or_a_doubt_nothing_is_said():
    doubtful = Cell(raw="1", kind=CellKind.NUMBER, value=Decimal(1), doubtful=True)
    unsure = figures(report({"applications.carried_in.total": doubtful}, form="2021"), 2025)

    assert [each.follows for each in chain([out(2022, "0", "1"), out(2024, "1", "1")]).years] == [None, None]
    assert [each.follows for each in chain([out(2024, "0", ""), out(2025, "1", "1")]).years] == [None, None]
    assert [each.follows for each in chain([out(2024, "0", "1"), unsure]).years] == [None, None]


def test_one_year_alone_is_no_chain():
    assert chain([out(2025, "0", "0")]) is None
