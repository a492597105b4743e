"""Sentences, clauses, and the words around a number."""

from decimal import Decimal

from models.report import Report, Section
from reports.prose.sentences import sentences
from tests.reports.prose.spoken import saying


def test_a_sentence_is_kept_as_printed_beside_its_plain_text() -> None:
    (sentence,) = sentences(saying("　　共受理 １,２９５ 件申请，已办结。"))

    assert sentence.printed == "共受理 １,２９５ 件申请，已办结"
    assert sentence.text == "共受理1,295件申请，已办结"


def test_clauses_end_at_pauses_and_not_at_the_comma_of_a_thousand() -> None:
    (sentence,) = sentences(saying("共受理申请 1,295 件，办结：1191 件（含上年结转 189 件）。"))

    assert [clause.text for clause in sentence.clauses] == [
        "共受理申请1,295件",
        "办结",
        "1191件",
        "含上年结转189件",
    ]


def test_each_number_has_its_own_words_up_to_the_mark_between_two() -> None:
    (sentence,) = sentences(saying("因信息公开引起的行政复议案件2件、行政诉讼案件7件。"))
    (clause,) = sentence.clauses

    assert [(each.number, each.words) for each in clause.figures] == [
        (Decimal(2), "因信息公开引起的行政复议案件2件"),
        (Decimal(7), "行政诉讼案件7件"),
    ]


# Shanghai's report of 2025 reached us with lines of one width, cut anywhere.
def test_a_line_cut_for_width_goes_on_in_the_next() -> None:
    text = "市政府共受理政府信息公开申请 1295 件，办结 1191 件（含\n上年结转 189 件），均在法定期限内答复。"
    (sentence,) = sentences(saying(text))

    assert sentence.text.endswith("含上年结转189件），均在法定期限内答复")


def test_headings_and_items_stand_by_themselves() -> None:
    text = "（一）主动公开情况\n全年公开信息较多，内容涵盖机构职能、政策文件和规划计划\n（二）依申请公开情况\n收到申请5件。"

    assert [each.text for each in sentences(saying(text))] == [
        "（一）主动公开情况",
        "全年公开信息较多，内容涵盖机构职能、政策文件和规划计划",
        "（二）依申请公开情况",
        "收到申请5件",
    ]


def test_a_sentence_that_goes_on_with_requests_is_about_them() -> None:
    found = sentences(saying("收到申请5件。其中，予以公开2件。其中，部分公开3件。本年培训3次。"))

    assert [each.about_requests for each in found] == [True, True, True, False]


def test_where_section_1_has_lost_its_heading_the_introduction_is_read() -> None:
    report = Report(
        title=None,
        agency=None,
        title_year=None,
        year=2025,
        edition="2021",
        sections=(Section(no=6, title="", text="无。"),),
        preamble="收到申请5件。",
    )

    assert [(each.section, each.text) for each in sentences(report)] == [(0, "收到申请5件"), (6, "无")]


def test_what_is_too_long_to_be_a_sentence_is_passed_over() -> None:
    assert list(sentences(saying("收到申请5件，" * 500))) == []
