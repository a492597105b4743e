"""Sections, tables, rows, columns, numbers: what is missing, and when it is not laid on the agency."""

from dataclasses import replace

import pytest

from models.report import Legibility, Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import gone, only_finding, outcome, report


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
