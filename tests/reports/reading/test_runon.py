"""Tables whose borders are lost: parted by the form and its sums, and said to be doubtful where these leave a doubt."""

import time
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report import Cell, CellKind, Report
from reports.editions import EDITIONS, Along, Edition, Relation, TableForm, edition
from reports.reading import read
from tests.reports.reading.material import NUMERALS, counted

FORM = edition("2021")
HEADERS = {
    "disclosure": "第二十条第（一）项信息内容本年制发件数",
    "applications": "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况逾期不补正",
    "remedies": "行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉"
    + "结果维持结果纠正其他结果尚未审结总计" * 2,
}
Figures = Mapping[tuple[str, str, str], str]


def run_on(form: Edition, values: Figures, *, between: str = "", prose: str = "") -> str:
    """A report as flattened by a careless exporter: every cell at once behind the one before."""
    text = "示例县水利局2023年政府信息公开工作年度报告\n"
    for section, numeral in zip(form.sections, NUMERALS, strict=True):
        text += f"{numeral}、{section.title}"
        for table in (table for table in form.tables if table.section == section.no):
            text += HEADERS[table.id] + "".join(_rows(table, values, between))
        text += prose if section.no in {2, 3, 4} else "正文。"
    return text


def _rows(table: TableForm, values: Figures, between: str) -> list[str]:
    label = "" if table.id == "remedies" else "{}"
    return [
        label.format(row.label) + between.join(values[table.id, row.id, column] for column in row.columns)
        for row in table.rows
    ]


def table_three(**rows: str) -> dict[str, list[Cell]]:
    """Table 三 on the 2021 form, every row `0000000` but those given, as read; rows that were not read are left out."""
    values = {row.id: rows.get(row.id, "0000000") for row in FORM.table("applications").rows}
    text = HEADERS["applications"] + "".join(
        row.label + values[row.id] for row in FORM.table("applications").rows
    )
    report = read(f"三、收到和处理政府信息公开申请情况{text}\n五、存在的主要问题及改进情况\n正文。".encode())
    found: dict[str, list[Cell]] = {}
    for row, _, cell in report.tables["applications"]:
        found.setdefault(row, []).append(cell)
    return found


def values(cells: list[Cell]) -> list[int | None]:
    return [None if cell.value is None else int(cell.value) for cell in cells]


# What parts the figures.


def test_a_table_crossed_out_from_end_to_end_is_a_table() -> None:
    cells = [
        cell
        for row in table_three(**{row.id: "/" * 7 for row in FORM.table("applications").rows}).values()
        for cell in row
    ]

    assert {cell.kind for cell in cells} == {CellKind.NOT_APPLICABLE}
    assert len(cells) == 175


def test_a_row_is_parted_where_its_last_figure_is_the_sum_of_the_others() -> None:
    """河北省教育厅 2021, had its borders been lost as those of 河北省工业和信息化厅 were."""
    rows = table_three(new="341002037", granted="341002037", total="341002037")

    assert values(rows["new"]) == [34, 1, 0, 0, 2, 0, 37]
    assert {cell.doubtful for cell in rows["new"]} == {True}
    assert rows["new"][0].readings == (Decimal(34),)


def test_a_row_that_can_be_parted_in_one_way_only_owes_nothing_to_its_sum() -> None:
    rows = table_three(new="4000004", granted="3000003", partial="1000001", total="4000004")

    assert values(rows["granted"]) == [3, 0, 0, 0, 0, 0, 3]
    assert not any(cell.doubtful for cells in rows.values() for cell in cells)


@pytest.mark.parametrize("numbering", ["{}.", "{}．", "{}、", "{})", "（{}）"])
def test_the_number_of_the_next_label_is_no_figure(numbering: str) -> None:
    text = HEADERS["applications"] + "".join(f"{row.label}0000000" for row in FORM.table("applications").rows)
    for digit in range(1, 9):
        text = text.replace(f"{digit}.", numbering.format(digit))
    report = read(f"三、收到和处理政府信息公开申请情况{text}".encode())

    assert {cell.value for _, _, cell in report.tables["applications"]} == {0}
    assert len(report.tables["applications"].cells) == 175


def test_strokes_in_every_cell_are_cells() -> None:
    """西安市高陵区 2021 writes `/` in every cell."""
    report = read(run_on(FORM, dict.fromkeys(counted(FORM), "/")).encode())
    cells = [cell for table in report.tables.values() for _, _, cell in table]

    assert len(cells) == 200
    assert {(cell.kind, cell.doubtful) for cell in cells} == {(CellKind.NOT_APPLICABLE, False)}


def test_what_stands_behind_the_last_row_is_prose() -> None:
    rows = "".join(f"{row.label}0000000" for row in FORM.table("applications").rows)
    text = f"三、收到和处理政府信息公开申请情况{HEADERS['applications']}{rows}注：2020年起按新口径统计。"
    report = read(text.encode())

    assert {cell.value for _, _, cell in report.tables["applications"]} == {0}
    assert report.sections[0].text == "注：2020年起按新口径统计。"


def test_spaces_that_are_left_are_borders() -> None:
    """平潭 2019 and 2020."""
    rows = table_three(new="20 0 00 0 121", granted="6000017", partial=" 14 0 0 0 0 0 14", total="200 000121")

    assert values(rows["new"]) == values(rows["total"]) == [20, 0, 0, 0, 0, 1, 21]
    assert values(rows["partial"]) == [14, 0, 0, 0, 0, 0, 14]


def test_rows_with_two_readings_are_settled_by_the_columns() -> None:
    """1|11|0|0|0|0|12 or 11|1|0|0|0|0|12: the results were 1 and 11."""
    rows = table_three(new="111000012", granted="1000001", partial="0 11 0 0 0 0 11", total="111000012")

    assert values(rows["new"]) == values(rows["total"]) == [1, 11, 0, 0, 0, 0, 12]


def test_what_nothing_settles_names_every_reading_and_chooses_none() -> None:
    rows = table_three(new="111000012", total="111000012", granted="111000012")

    for name in ("new", "granted", "total"):
        natural, business = rows[name][:2]
        assert (natural.kind, natural.value, natural.doubtful) == (CellKind.NUMBER, None, True)
        assert natural.readings == business.readings == (Decimal(1), Decimal(11))
        assert natural.raw == "111000012"
        assert rows[name][6].value == 12


def test_figures_fewer_than_cells_leave_open_which_are_blank() -> None:
    """河北省工业和信息化厅 2019: two figures behind a label, five cells blank."""
    rows = table_three(**{row.id: "" for row in FORM.table("applications").rows} | {"new": "22", "granted": "22", "total": "22"})  # fmt: skip

    assert values(rows["new"]) == [None] * 6 + [2]
    assert {cell.readings for cell in rows["new"]} == {(Decimal(2),)}
    assert {(cell.kind, cell.doubtful) for cell in rows["partial"]} == {(CellKind.BLANK, True)}


def test_noughts_fewer_than_cells_are_no_noughts_anywhere_for_certain() -> None:
    cells = table_three(carried_in="000000")["carried_in"]

    assert values(cells) == [None] * 7
    assert {cell.readings for cell in cells} == {(Decimal(0),)}


def test_figures_of_a_table_with_blanks_may_have_blanks_too() -> None:
    rows = table_three(carried_in="", new="4000004", granted="4000004", total="4000004")

    assert values(rows["new"]) == [4, 0, 0, 0, 0, 0, 4]
    assert {cell.doubtful for cell in rows["new"]} == {True}
    assert {cell.doubtful for cell in rows["partial"]} == {False}  # seven noughts are seven cells


def test_a_sum_that_holds_in_no_reading_makes_its_cells_doubtful_and_is_named() -> None:
    """平潭 2020: the results of natural persons come to 26, their total is 20."""
    text = run_on(FORM, dict.fromkeys(counted(FORM), "0"))
    text = text.replace("（一）予以公开0000000", "（一）予以公开260000026").replace("（七）总计0000000", "（七）总计200000020")  # fmt: skip
    report = read(text.encode())
    table = report.tables["applications"]

    assert table.cells["granted", "natural"].value == 26
    assert table.cells["total", "natural"].value == 20
    assert table.cells["refused_secret", "natural"].doubtful
    assert not table.cells["refused_secret", "business"].doubtful
    assert any(part.startswith("applications：") for part in report.unread)


def test_a_row_whose_own_sum_holds_in_no_reading_is_doubtful() -> None:
    cells = table_three(refused_law="3000004")["refused_law"]

    assert values(cells) == [3, 0, 0, 0, 0, 0, 4]
    assert {cell.doubtful for cell in cells} == {True}


@pytest.mark.parametrize(
    ("form", "rows", "expected"),
    [
        ("2021", "规章000行政规范性文件1126", {("normative_documents", "made"): (1, 11), ("normative_documents", "repealed"): (1, 2, 12), ("normative_documents", "valid"): (6, 26)}),
        ("2021", "规章000行政规范性文件000行政许可3189", {("licences", "decisions"): (3189,)}),
        ("2021", "规章000行政事业性收费670.376375", {("fees", "amount"): (Decimal("670.376375"),)}),
        ("2021", "规章000行政事业性收费251000元", {("fees", "amount"): (Decimal("25.1"),)}),
        ("2021", "规章000行政处罚3,985,758行政强制（件）88,283", {("penalties", "decisions"): (3985758,), ("coercion", "decisions"): (88283,)}),
        ("2021", "规章000行政许可：12行政处罚３０", {("licences", "decisions"): (12,), ("penalties", "decisions"): (30,)}),
        ("2019", "规章000规范性文件222行政事业性收费35-15", {("fees", "previous_items"): (35,), ("fees", "change"): (-15,)}),
        ("2019", "规章000规范性文件222行政处罚1-10", {("penalties", "previous_items"): (1,), ("penalties", "change"): (-1,), ("penalties", "decisions"): (0,)}),
        ("2019", "规章000规范性文件222行政许可97+82179", {("licences", "previous_items"): (97,), ("licences", "change"): (8, 82, 821, 8217), ("licences", "decisions"): (9, 79, 179, 2179)}),
        ("2019", "规章000规范性文件101077", {("normative_documents", "made"): (1, 10, 101, 1010), ("normative_documents", "published"): (0, 7, 10, 107), ("normative_documents", "total_public"): (7, 77, 1077)}),
    ],
)  # fmt: skip
def test_rows_without_a_sum_are_parted_by_signs_and_units(
    form: str, rows: str, expected: dict[tuple[str, str], tuple[object, ...]]
) -> None:
    """河北省工业和信息化厅 2019, 2020 and 2023, 平潭 2020."""
    kind = (
        "本年新制作数量对外公开总数量处理决定数量" if form == "2019" else "本年制发件数现行有效件数收费金额"
    )
    report = read(f"二、主动公开政府信息情况第二十条第（一）项信息内容{kind}{rows}".encode())
    cells = report.tables["disclosure"].cells

    assert report.edition == form
    for address, readings in expected.items():
        cell = cells[address]
        assert (cell.readings or (cell.value,)) == tuple(map(Decimal, readings)), address  # type: ignore[arg-type]
        assert (cell.value is None) is (len(readings) > 1)


def test_stretches_that_can_be_parted_in_too_many_ways_are_named_and_not_read() -> None:
    report = read(run_on(FORM, counted(FORM)).encode())

    assert "applications" not in report.tables
    assert "applications.new" in {part.partition("：")[0] for part in report.unread}


@pytest.mark.parametrize(
    "figures", ["1" * 3000, "0" * 3000, "12" * 20, "1 " * 400, "-" * 3000, "9" * 40 + "件"]
)
def test_hostile_figures_cost_little(figures: str) -> None:
    text = run_on(FORM, dict.fromkeys(counted(FORM), figures))
    start = time.process_time()
    read(text[:200_000].encode())

    assert time.process_time() - start < 3


# What stands around it.


def test_the_sections_are_found_and_keep_only_their_prose() -> None:
    report = read(run_on(FORM, dict.fromkeys(counted(FORM), "0"), prose="另有说明。").encode())

    assert [(section.no, section.text) for section in report.sections] == [
        (1, "正文。"),
        *((no, "另有说明。") for no in (2, 3, 4)),
        (5, "正文。"),
        (6, "正文。"),
    ]


def test_prose_in_place_of_a_table_is_no_table() -> None:
    text = (
        "二、主动公开政府信息情况\n本年办理行政许可15件，行政处罚3件；规章的本年制发件数、本年废止件数均为0。"
    )
    report = read(text.encode())

    assert (report.edition, report.unread, dict(report.tables)) == ("2021", (), {})
    assert "行政许可15件" in report.sections[0].text


# Whatever the figures, as long as they add up.


@st.composite
def balanced_facts(draw: st.DrawFn) -> tuple[Edition, dict[tuple[str, str, str], int]]:
    """A form filled with figures that add up in every row and column."""
    form = draw(st.sampled_from(EDITIONS))
    small = st.sampled_from([0, 0, 0, 0, 1, 2, 9, 10, 12, 34, 105, 1288])
    facts: dict[tuple[str, str, str], int] = {}
    for table in form.tables:
        for row, column in table.addresses():
            facts[table.id, row, column] = draw(small)
    identities = sorted(form.identities, key=lambda each: each.along is Along.ROW)
    for each in (each for each in identities if each.relation is Relation.EQUAL):
        table = form.table(each.table)
        across = table.columns if each.along is Along.COLUMN else table.rows
        if each.right == ("total", "carried_out"):
            continue  # made true below
        for line in across:
            place = (lambda key: (table.id, key, line.id)) if each.along is Along.COLUMN else (lambda key: (table.id, line.id, key))  # noqa: B023 - used at once  # fmt: skip
            facts[place("total")] = sum(facts[place(key)] for key in each.left)
    for column in (column.id for column in form.table("applications").columns):
        facts["applications", "carried_in", column] = 0
        facts["applications", "carried_out", column] = 0
        facts["applications", "new", column] = facts["applications", "total", column]
    return form, facts


def check_never_wrong(report: Report, form: Edition, facts: Mapping[tuple[str, str, str], int]) -> None:
    for (table, row, column), fact in facts.items():
        found = report.tables[table].cell(row, column) if table in report.tables else None
        if found is None:
            assert any(part.startswith((f"{table}.{row}：", f"{table}：")) for part in report.unread)
        else:
            assert fact in (found.readings or (found.value,)), (table, row, column)
            assert found.value in (fact, None)
            assert found.value is not None or found.doubtful


@given(balanced_facts())
def test_no_figure_is_read_wrong(case: tuple[Edition, dict[tuple[str, str, str], int]]) -> None:
    form, facts = case
    report = read(run_on(form, {address: str(fact) for address, fact in facts.items()}).encode())
    check_never_wrong(report, form, facts)


@given(balanced_facts())
def test_with_a_space_between_cells_every_figure_is_certain(
    case: tuple[Edition, dict[tuple[str, str, str], int]],
) -> None:
    form, facts = case
    text = run_on(form, {address: f"{fact} " for address, fact in facts.items()})
    report = read(text.encode())

    assert {
        (t.id, row, column): cell.value for t in report.tables.values() for row, column, cell in t
    } == facts
    assert not any(cell.doubtful for t in report.tables.values() for _, _, cell in t)


@given(balanced_facts(), st.data())
def test_with_noughts_left_blank_no_figure_is_wrong_and_certain(
    case: tuple[Edition, dict[tuple[str, str, str], int]], data: st.DataObject
) -> None:
    """Figures by the digits alone can be misread where cells are blank; such a figure is never without doubt."""
    form, facts = case
    kept = data.draw(st.sampled_from([0.1, 0.5, 0.9]))
    random = data.draw(st.randoms(use_true_random=False))
    printed = {a: "" if fact == 0 and random.random() > kept else str(fact) for a, fact in facts.items()}
    report = read(run_on(form, printed).encode())

    for table in report.tables.values():
        for row, column, cell in table:
            assert cell.doubtful or cell.raw == printed[table.id, row, column], (table.id, row, column)
