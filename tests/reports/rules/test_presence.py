"""Sections, tables, rows, columns, numbers: what is missing, and when it is not laid on the agency."""

from dataclasses import replace

import pytest

from models.report import Legibility, Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import cell, only_finding, outcome, report, verdict


def test_a_section_left_out_of_a_report_otherwise_whole_is_missing() -> None:
    found = only_finding("presence.section", report(without=(6,)))

    assert (found.where, found.side, found.expected) == ("section.6", Side.AGENCY, "其他需要报告的事项")


def test_a_heading_without_text_is_a_missing_section() -> None:
    found = only_finding("presence.section", report(texts={5: " \n"}))

    assert (found.where, found.side) == ("section.5", Side.AGENCY)


def test_sections_that_hold_a_table_need_no_words() -> None:
    assert outcome("presence.section", report(texts={2: "", 3: "", 4: ""})) is RuleOutcome.PASSED


@pytest.mark.parametrize(
    ("without", "texts"),
    [
        (5, {4: "存在的主要问题：人手不足。改进措施：加强培训。"}),  # heading lost, as PDF extraction does
        (6, {5: "人手不足。本年度未收取信息处理费。"}),
        (4, {3: "被申请行政复议0件。"}),
        (3, {}),  # its table was read
        (5, {6: "无。存在问题及改进情况见上年。"}),  # an accepted heading inside another section
        (1, {}),  # what stands before the second heading is kept nowhere
    ],
)
def test_a_section_whose_heading_may_be_lost_is_for_a_person(without: int, texts: dict[int, str]) -> None:
    of = report(without=(without,), texts=texts)

    assert outcome("presence.section", of) is RuleOutcome.REVIEW
    assert only_finding("presence.section", of).where == f"section.{without}"


@pytest.mark.parametrize("part", ["第3页是图片，没有读出文字", "remedies：表格的文字和数字连在一起"])
def test_with_parts_unread_no_missing_section_is_laid_on_the_agency(part: str) -> None:
    assert outcome("presence.section", report(without=(6,), unread=(part,))) is RuleOutcome.REVIEW


def test_one_strange_cell_in_a_table_read_casts_no_doubt_on_a_missing_section() -> None:
    unread = ("disclosure.fees：格式以外的一格：“0”",)

    assert outcome("presence.section", report(without=(6,), unread=unread)) is RuleOutcome.FAILED


def test_a_page_with_hardly_a_heading_is_not_accused_of_six_missing_sections() -> None:
    found = only_finding("presence.section", report(without=(2, 3, 4, 5, 6)))

    assert (found.side, found.expected, found.actual) == (Side.UNDECIDED, "6", "1")


# 河北省人力资源和社会保障厅 2022: the tables were images and took two headings with them.
def test_where_no_table_was_read_missing_sections_are_for_a_person() -> None:
    lost = report(without=(4, 5, "disclosure", "applications", "remedies"))

    assert outcome("presence.section", lost) is RuleOutcome.REVIEW


def test_a_table_missing_between_others_that_were_read() -> None:
    found = only_finding("presence.table", report(without=("remedies",)))

    assert (found.where, found.side) == ("remedies.*", Side.AGENCY)


def test_three_tables_missing_are_one_finding_for_a_person() -> None:
    found = only_finding("presence.table", report(without=("disclosure", "applications", "remedies")))

    assert (found.where, found.side) == ("tables", Side.UNDECIDED)


def test_tables_that_we_could_not_read_are_laid_on_our_reading() -> None:
    unread = ("applications：表格的文字和数字连在一起，分不清每一格，没有读数",)
    found = only_finding(
        "presence.table", report(without=("disclosure", "applications", "remedies"), unread=unread)
    )

    assert found.side is Side.READING
    assert unread[0] in found.message.zh


@pytest.mark.parametrize(
    "of",
    [
        report(without=("remedies", 5, 6)),
        report(without=("remedies", 4)),
        report(without=("remedies", 1, 2, 3, 5)),
        report(without=("remedies",), unread=("有 1 张表，不是 2019 年或 2021 年格式的表",)),
        report(without=("remedies",), unread=("remedies.review：行名后有 2 个值",)),
    ],
    ids=["document ends in that section", "section not found", "fragment", "strange table", "row unread"],
)
def test_a_table_that_may_only_not_have_been_read_is_for_a_person(of: Report) -> None:
    assert outcome("presence.table", of) is RuleOutcome.REVIEW


def gone(prefix: str) -> dict[str, None]:
    """Every cell of the report whose address begins so, taken out."""
    whole = report()
    addresses = [f"{table.id}.{row}.{column}" for table in whole.tables.values() for row, column, _ in table]
    return {
        address: None
        for address in addresses
        if address.startswith(prefix) or address.endswith(prefix.lstrip("*"))
    }


@pytest.mark.parametrize(
    ("prefix", "where", "label"),
    [
        ("applications.declined_mass.", "applications.declined_mass.*", "“4.无正当理由大量反复申请”行"),
        ("*.research", "applications.*.research", "“科研机构”列"),
        ("remedies.review.pending", "remedies.review.pending", "“行政复议”行“尚未审结”格"),
    ],
)
def test_a_missing_row_column_or_cell_is_named(prefix: str, where: str, label: str) -> None:
    found = only_finding("presence.cells", report(gone(prefix)))

    assert (found.where, found.side) == (where, Side.AGENCY)
    assert label in found.message.zh


def test_several_missing_rows_of_one_table_are_one_finding() -> None:
    changes = gone("applications.declined_mass.") | gone("applications.declined_confirm.")
    found = only_finding("presence.cells", report(changes))

    assert (found.where, found.expected, found.actual) == ("applications.*", "161", "147")


def test_a_table_of_which_more_than_half_is_missing_may_be_our_reading() -> None:
    changes = gone("applications.refused") | gone("applications.none") | gone("applications.declined")

    assert outcome("presence.cells", report(changes)) is RuleOutcome.REVIEW


def test_a_table_of_which_a_third_is_missing_was_cut_by_the_agency() -> None:
    assert outcome("presence.cells", report(gone("applications.refused"))) is RuleOutcome.FAILED


def test_a_row_missing_from_a_table_with_unread_rows_may_be_our_reading() -> None:
    of = report(gone("applications.other."), unread=("applications.other：行名后有 9 个值，格式为 7 格",))

    assert outcome("presence.cells", of) is RuleOutcome.REVIEW


def test_an_unread_row_elsewhere_casts_no_doubt_on_this_table() -> None:
    of = report(gone("applications.other."), unread=("disclosure.fees：格式以外的一格：“0”",))

    assert outcome("presence.cells", of) is RuleOutcome.FAILED


def test_a_table_in_which_the_document_ends_was_cut_short() -> None:
    of = report(gone("disclosure.procurement."), without=(3, 4, 5, 6, "applications", "remedies"))

    assert outcome("presence.cells", of) is RuleOutcome.REVIEW


def test_without_any_table_there_are_no_cells_to_check() -> None:
    of = report(without=("disclosure", "applications", "remedies"))

    assert outcome("presence.cells", of) is RuleOutcome.NOT_CHECKED
    assert outcome("presence.number", of) is RuleOutcome.NOT_CHECKED


# 南阳高新区 2020: both rows are shifted by one column to the left.
def test_a_negative_count_fails_and_the_shifted_row_is_named_as_the_usual_cause() -> None:
    changes = {"disclosure.other_services.previous_items": "-2", "disclosure.coercion.previous_items": "-3"}
    found = verdict("presence.number", report(changes))

    assert found.outcome is RuleOutcome.FAILED
    assert [each.where for each in found.findings] == list(changes)
    assert [each.side for each in found.findings] == [Side.AGENCY, Side.AGENCY]
    assert all("整体错位" in each.message.zh for each in found.findings)


@pytest.mark.parametrize(
    ("form", "address", "raw", "expected"),
    [
        ("2019", "disclosure.licences.change", "-2", RuleOutcome.PASSED),
        ("2019", "disclosure.procurement.amount", "4948.3955", RuleOutcome.PASSED),
        ("2021", "disclosure.fees.amount", "670.376375", RuleOutcome.PASSED),
        ("2021", "disclosure.fees.amount", "-1", RuleOutcome.FAILED),
        ("2019", "disclosure.procurement.items", "1.5", RuleOutcome.FAILED),
        ("2019", "disclosure.licences.change", "1.5", RuleOutcome.FAILED),
        ("2019", "applications.new.natural", "-3", RuleOutcome.FAILED),
        ("2019", "applications.new.natural", "3.0", RuleOutcome.PASSED),
        ("2021", "remedies.review.upheld", "0.5", RuleOutcome.FAILED),
        ("2019", "applications.new.natural", "三件", RuleOutcome.REVIEW),
        ("2019", "applications.new.natural", "", RuleOutcome.PASSED),
        ("2019", "applications.new.natural", "/", RuleOutcome.PASSED),
    ],
)
def test_which_numbers_may_stand_in_a_cell(form: str, address: str, raw: str, expected: RuleOutcome) -> None:
    assert outcome("presence.number", report({address: raw}, form=form)) is expected


def test_a_shifted_row_is_not_suspected_where_nothing_may_be_negative() -> None:
    assert (
        "错位" not in only_finding("presence.number", report({"applications.new.natural": "-3"})).message.zh
    )


def test_a_doubtful_number_is_laid_on_our_reading() -> None:
    of = report({"disclosure.coercion.previous_items": cell("-3", doubtful=True)})

    assert outcome("presence.number", of) is RuleOutcome.REVIEW
    assert only_finding("presence.number", of).side is Side.READING


def test_a_table_without_a_single_number_is_not_passed() -> None:
    blanks = dict.fromkeys(gone("remedies."), "/")

    assert outcome("presence.number", report(blanks)) is RuleOutcome.NOT_CHECKED


# Reports up to 2018: six matters, in whatever sections. 河北省工信厅 2017 says nothing of fees.
SPOKEN = "主动公开政府信息947条。收到依申请公开4件，均未收取费用。没有行政复议。存在的问题是更新不够及时。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SPOKEN, RuleOutcome.PASSED),
        (SPOKEN.replace("，均未收取费用", ""), RuleOutcome.REVIEW),
        ("", RuleOutcome.NOT_CHECKED),
    ],
)
def test_up_to_2018_only_the_matters_are_looked_for(text: str, expected: RuleOutcome) -> None:
    everything = (1, 2, 3, 4, 5, 6)
    of = report(form=None, year=2017, title_year=2017, preamble=text, without=everything)

    assert outcome("presence.section", of) is expected


def test_the_matters_missing_are_one_finding_and_never_laid_on_the_agency() -> None:
    everything = (1, 2, 3, 4, 5, 6)
    of = report(form=None, year=2017, title_year=2017, preamble="一、概述。", without=everything)
    found = only_finding("presence.section", of)

    assert (found.where, found.side) == ("topics", Side.UNDECIDED)
    assert "收费及减免" in found.message.zh


def test_a_picture_casts_doubt_on_whatever_is_missing() -> None:
    pictured = Legibility(pictures=1)

    assert outcome("presence.section", report(without=(6,), legibility=pictured)) is RuleOutcome.REVIEW
    assert outcome("presence.table", report(without=("remedies",), legibility=pictured)) is RuleOutcome.REVIEW


def renamed(of: Report, titles: dict[int, str]) -> Report:
    """The report with some sections under other headings."""
    sections = tuple(replace(each, title=titles.get(each.no, each.title)) for each in of.sections)
    return replace(of, sections=sections)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ({}, RuleOutcome.PASSED),
        ({5: "六、存在的主要问题及改进情况"}, RuleOutcome.FAILED),
        ({5: "六、存在的主要问题及改进情况", 6: "七、其他需要报告的事项"}, RuleOutcome.FAILED),
        ({5: "四、存在的主要问题及改进情况"}, RuleOutcome.FAILED),
        ({5: "5.存在的主要问题及改进情况"}, RuleOutcome.PASSED),
        ({5: "（三）存在的主要问题及改进情况"}, RuleOutcome.PASSED),  # numbered as a part of something
        ({5: "存在的主要问题及改进情况"}, RuleOutcome.PASSED),
    ],
)
def test_the_numbers_of_the_sections(titles: dict[int, str], expected: RuleOutcome) -> None:
    assert outcome("presence.order", renamed(report(), titles)) is expected


def test_a_number_skipped_is_one_finding() -> None:
    titles = {5: "六、存在的主要问题及改进情况", 6: "七、其他需要报告的事项"}
    found = only_finding("presence.order", renamed(report(), titles))

    assert (found.where, found.expected) == ("section.5", "五")


def test_sections_out_of_order_are_for_a_person() -> None:
    turned = report()
    turned = replace(turned, sections=(*turned.sections[:4], turned.sections[5], turned.sections[4]))
    found = only_finding("presence.order", turned)

    assert (found.side, found.actual) == (Side.UNDECIDED, "一、二、三、四、六、五")


def test_a_section_missing_leaves_the_numbers_behind_it_to_a_person() -> None:
    of = renamed(report(without=(4, "remedies")), {5: "四、存在的主要问题及改进情况"})

    assert outcome("presence.order", of) is RuleOutcome.REVIEW


@pytest.mark.parametrize(
    ("form", "year", "expected"),
    [
        ("2019", 2019, RuleOutcome.PASSED),
        ("2019", 2020, RuleOutcome.PASSED),
        ("2021", 2021, RuleOutcome.PASSED),
        ("2021", 2025, RuleOutcome.PASSED),
        ("2019", 2023, RuleOutcome.FAILED),
        ("2021", 2020, RuleOutcome.FAILED),
        (None, 2023, RuleOutcome.NOT_CHECKED),
        ("2008", 2016, RuleOutcome.PASSED),
        ("2008", 2019, RuleOutcome.REVIEW),  # no table was read: it is not known on what form it is
        ("2021", None, RuleOutcome.NOT_CHECKED),
    ],
)
def test_the_form_of_the_year(form: str | None, year: int | None, expected: RuleOutcome) -> None:
    assert outcome("presence.form", report(form=form, year=year, title_year=year)) is expected


@pytest.mark.parametrize(
    "of",
    [
        report(form="2019", year=2023, title_year=2023, body_years=(2020,)),  # the title may be wrong
        report(form="2021", year=2017, title_year=2017, body_years=(2021,)),
    ],
)
def test_a_form_is_not_called_wrong_where_the_year_is_in_doubt(of: Report) -> None:
    assert only_finding("presence.form", of).side is Side.UNDECIDED


def test_where_another_year_is_due_the_form_is_for_a_person() -> None:
    of = report(form="2019", year=2023, title_year=2023)

    assert outcome("presence.form", of, year=2020) is RuleOutcome.REVIEW


def some(prefix: str, raw: str, count: int) -> dict[str, str]:
    """So many cells of a table with this in them: those that would be 0."""
    zeros = [
        f"{table.id}.{row}.{column}"
        for table in report().tables.values()
        for row, column, cell in table
        if cell.raw == "0"
    ]
    return dict.fromkeys([address for address in zeros if address.startswith(prefix)][:count], raw)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, RuleOutcome.PASSED),
        (some("applications.", "", 1), RuleOutcome.REVIEW),
        (some("applications.", "", 10), RuleOutcome.REVIEW),
        (some("applications.", "", 11), RuleOutcome.FAILED),
        (some("remedies.", "", 5), RuleOutcome.REVIEW),
        (some("remedies.", "", 6), RuleOutcome.FAILED),
        (some("disclosure.", "", 18), RuleOutcome.REVIEW),
        (some("applications.", "", 200), RuleOutcome.REVIEW),  # 上海市政府办公厅 2019: every zero is a blank
        (some("applications.", "/", 30), RuleOutcome.PASSED),
    ],
)
def test_blanks(changes: dict[str, str], expected: RuleOutcome) -> None:
    assert outcome("presence.blank", report(changes)) is expected


def test_blanks_of_a_table_are_one_finding_that_counts_them_and_names_the_rows() -> None:
    found = only_finding("presence.blank", report(some("applications.granted", "", 5)))

    assert (found.where, found.actual, found.side) == ("applications.granted.*", "5", Side.UNDECIDED)
    assert "“（一）予以公开”" in found.message.zh


def test_one_blank_is_told_by_its_own_address() -> None:
    assert (
        only_finding("presence.blank", report({"remedies.review.other": ""})).where == "remedies.review.other"
    )


def test_a_table_without_a_number_may_hold_pictures() -> None:
    blanks = dict.fromkeys(gone("remedies."), "")

    assert only_finding("presence.blank", report(blanks)).side is Side.UNDECIDED


def test_many_blanks_of_a_table_not_wholly_understood_are_for_a_person() -> None:
    of = report(some("applications.", "", 30), unread=("applications.granted：行名后有 9 个值",))

    assert outcome("presence.blank", of) is RuleOutcome.REVIEW


# 南阳高新区 2020: two rows have a blank too many, and it is not sure that it was printed.
def test_a_blank_that_may_be_ours_is_not_counted() -> None:
    of = report({"applications.granted.business": cell("", doubtful=True)})

    assert outcome("presence.blank", of) is RuleOutcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0", RuleOutcome.PASSED),
        ("", RuleOutcome.PASSED),
        ("/", RuleOutcome.REVIEW),  # 高陵区 2021 fills all tables with it
        ("无", RuleOutcome.REVIEW),
        ("—", RuleOutcome.REVIEW),
        ("XX", RuleOutcome.FAILED),
        ("××", RuleOutcome.FAILED),
        ("待填", RuleOutcome.FAILED),
        ("三件", RuleOutcome.PASSED),  # for presence.number
    ],
)
def test_placeholders(raw: str, expected: RuleOutcome) -> None:
    of = report({"applications.new.business": raw})

    assert outcome("presence.placeholder", of) is expected


def test_a_placeholder_is_told_once() -> None:
    of = report({"applications.new.business": "XX"})

    assert outcome("presence.number", of) is RuleOutcome.PASSED
    assert only_finding("presence.placeholder", of).where == "applications.new.business"
