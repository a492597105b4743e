"""Numbers in the text against numbers in the tables; every sentence is of a kind met in real reports."""

import pytest

from models.report import Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import cell, only_finding, outcome, report, row, verdict

RECEIVED = "agreement.received"
DOCUMENTS = "agreement.documents"


def requests(
    text: str, *, new: str, carried_in: str = "0", total: str | None = None, section: int = 1
) -> Report:
    """A report saying this, with these totals in its applications table."""
    changes = {
        "applications.new.total": new,
        "applications.carried_in.total": carried_in,
        "applications.total.total": new if total is None else total,
    }
    return report(changes, texts={section: text})


@pytest.mark.parametrize(
    ("text", "new", "carried_in"),
    [
        ("全年共收到政府信息公开申请 7 件，办结 7 件，行政复议、诉讼0件。", "7", "0"),
        ("共收到５件，叠加上年结转１１件，全年办理16件政府信息公开申请。", "5", "11"),
        ("2025年共收到政府信息公开申请5件，叠加上年结转11件，全年累计办理16件。", "5", "11"),
        ("共收到政府信息公开申请16件（含上年结转11件）。", "5", "11"),
        ("市政府共受理政府信息公开申请1,295件，办结1191件（含上年结转189件）。", "1295", "189"),
        ("全年收到公民、法人和其他组织提交的政府信息公开申请十件，办结10件。", "10", "0"),
        ("接收通过邮寄、网络提交的各类政府信息公开申请共计81件，涉及自然人80件、商业企业1件。", "81", "0"),
        ("受理政府信息依申请公开30件，其中网上申请10件，现场申请5件，信函申请15件。", "30", "0"),
        ("受理3259件，答复3278件政府信息公开申请。", "3259", "30"),
        ("2020年度我厅共受理依申请公开事项1件。", "1", "0"),
        ("我局收到政府信息依申请公开办理事项两件。", "2", "0"),
        ("上半年收到申请3件，全年共收到政府信息公开申请8件。", "8", "0"),
        ("较上年受理申请20件有所下降，今年收到申请8件。", "8", "0"),
    ],
)
def test_a_text_that_agrees_with_the_table_passes(text: str, new: str, carried_in: str) -> None:
    assert outcome(RECEIVED, requests(text, new=new, carried_in=carried_in)) is RuleOutcome.PASSED


@pytest.mark.parametrize(
    ("text", "new", "carried_in", "said"),
    [
        ("全年共收到政府信息公开申请6件。", "5", "0", "6"),
        ("共收到政府信息公开申请5件，叠加上年结转11件，全年办理16件。", "16", "0", "5"),
        ("收到政府信息公开申请十二件。", "2", "0", "12"),
        ("受理政府信息公开申请3259件，答复3278件。", "3278", "0", "3259"),
    ],
)
def test_a_text_that_differs_is_for_a_person_and_never_laid_on_the_agency(
    text: str, new: str, carried_in: str, said: str
) -> None:
    of = requests(text, new=new, carried_in=carried_in)
    found = only_finding(RECEIVED, of)

    assert outcome(RECEIVED, of) is RuleOutcome.REVIEW
    assert (found.where, found.expected, found.actual) == ("applications.new.total", said, new)
    assert found.side is Side.UNDECIDED


@pytest.mark.parametrize(
    "text",
    [
        "依法做好依申请公开工作。",
        "收到网上申请39件、信函申请5件。",  # by channel: parts, not the whole
        "办结，8件申请人撤销；行政复议尚未审结2件，结果维持1件。",
        "收到因政府信息公开申请引发的行政复议36起，行政诉讼9件。",
        "收到行政复议申请5件。",
        "申请公开类别共有3类。",
        "共受理学生申诉案件8件，另有申请若干。",
        "12345热线受理群众来电10579件，申请公开渠道畅通。",
        "今年以来收到建议提案29件，均依申请公开。",
        "三、收到和处理政府信息公开申请情况",
        "全县受理政府信息公开申请若干，其中受理乡镇政府信息公开申请5件。",
        "去年收到政府信息公开申请20件。",
        "收到的申请均由办公室统一登记并转有关科室研究提出答复意见7件。",
    ],
)
def test_what_is_not_the_number_of_requests_is_not_compared(text: str) -> None:
    found = verdict(RECEIVED, requests(text, new="99"))

    assert found.outcome is RuleOutcome.NOT_CHECKED
    assert found.because is not None
    assert found.because.zh == "正文没有写明收到申请的件数"


# 南阳高新区 2020 says only how many were handled.
@pytest.mark.parametrize(
    ("new", "carried_in", "total", "expected"),
    [
        ("3", "0", "3", RuleOutcome.PASSED),
        ("2", "1", "3", RuleOutcome.PASSED),
        ("5", "0", "3", RuleOutcome.PASSED),
        ("5", "0", "5", RuleOutcome.REVIEW),
    ],
)
def test_where_only_what_was_handled_is_said_the_results_will_do(
    new: str, carried_in: str, total: str, expected: RuleOutcome
) -> None:
    text = "我区依申请公开办理 3 件，已全部予以公开；被申请行政复议 0 起。"

    assert outcome(RECEIVED, requests(text, new=new, carried_in=carried_in, total=total)) is expected


def test_what_was_received_is_not_excused_by_what_was_handled() -> None:
    assert outcome(RECEIVED, requests("收到申请4件，办理3件。", new="3", total="4")) is RuleOutcome.REVIEW


@pytest.mark.parametrize(("new", "carried_in"), [("", "0"), ("/", "0"), ("4", "")])
def test_a_blank_in_the_table_is_not_compared(new: str, carried_in: str) -> None:
    of = requests("收到政府信息公开申请5件。", new=new, carried_in=carried_in)

    assert outcome(RECEIVED, of) is RuleOutcome.NOT_CHECKED


def test_a_blank_carried_in_does_not_hide_that_the_new_ones_agree() -> None:
    assert (
        outcome(RECEIVED, requests("收到政府信息公开申请5件。", new="5", carried_in="")) is RuleOutcome.PASSED
    )


def test_requests_are_looked_for_in_sections_1_and_3_alone() -> None:
    text = "收到政府信息公开申请6件。"

    assert outcome(RECEIVED, requests(text, new="5", section=3)) is RuleOutcome.REVIEW
    assert outcome(RECEIVED, requests(text, new="5", section=5)) is RuleOutcome.NOT_CHECKED


def test_a_doubtful_cell_is_laid_on_our_reading() -> None:
    of = report({"applications.new.total": cell("3", doubtful=True)}, texts={1: "收到政府信息公开申请6件。"})

    assert only_finding(RECEIVED, of).side is Side.READING


def documents(text: str, *row_values: str, form: str = "2021", section: int = 1) -> Report:
    """A report saying this, with this row of normative documents: made, repealed, valid (2021), in the form's order."""
    columns = ("made", "repealed", "valid") if form == "2021" else ("made", "published", "total_public")
    changes = {
        f"disclosure.normative_documents.{column}": value
        for column, value in zip(columns, row_values, strict=True)
    }
    return report(changes, form=form, texts={section: text})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("制定行政规范性文件4件。", ("4", "0", "20")),
        ("全年制定行政规范性文件四件，废止规范性文件1件，现行有效规范性文件20件。", ("4", "1", "20")),
        ("主动公开信息4464条，其中，我厅制发的规范性文件1件、政策类文件8件。", ("1", "1", "26")),
        ("牵头起草省政府规章1件、省政府规范性文件2件，全年制发厅规范性文件1件、废止1件。", ("1", "1", "26")),
        ("动态更新发布本年度制发行政规范性文件 62 件，并同步上传。", ("62", "33", "440")),
        ("保留部门规范性文件181件，废止25件。", ("7", "25", "181")),
        ("2022年共公开政策文件58件，其中规范性文件10件、各类政策文件48件。", ("3", "0", "10")),
    ],
)
def test_documents_that_agree_with_the_table_pass(text: str, values: tuple[str, ...]) -> None:
    assert outcome(DOCUMENTS, documents(text, *values)) is RuleOutcome.PASSED


def test_a_number_before_its_noun_counts_as_well() -> None:
    of = documents("2019年印发的16个规范性文件全部在厅门户网站主动公开。", "16", "16", "16", form="2019")

    assert outcome(DOCUMENTS, of) is RuleOutcome.PASSED


# 南阳高新区 2020.
def test_five_in_the_text_and_none_in_the_table_is_for_a_person() -> None:
    of = documents("公开信息共 262 条，其中规范性文件 5 条，领导信息 9 条。", "0", "0", "0", form="2019")
    found = only_finding(DOCUMENTS, of)

    assert outcome(DOCUMENTS, of) is RuleOutcome.REVIEW
    assert (found.where, found.expected, found.actual) == ("disclosure.normative_documents.*", "5", "0")
    assert found.side is Side.UNDECIDED


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("制定行政规范性文件5件。", "disclosure.normative_documents.made", "5"),
        ("废止行政规范性文件5件。", "disclosure.normative_documents.repealed", "5"),
        ("集中发布现行有效行政规范性文件393件。", "disclosure.normative_documents.valid", "393"),
        ("清理并集中发布现行有效行政规范性文件393件。", "disclosure.normative_documents.valid", "393"),
        ("废止其他文件3件、制定行政规范性文件20件。", "disclosure.normative_documents.made", "20"),
        ("公开行政规范性文件5件。", "disclosure.normative_documents.*", "5"),
    ],
)
def test_the_cell_the_text_speaks_of_is_the_one_compared(text: str, where: str, said: str) -> None:
    found = only_finding(DOCUMENTS, documents(text, "4", "1", "20"))

    assert (found.where, found.expected) == (where, said)


def test_all_the_numbers_of_the_row_are_shown_where_the_text_does_not_say_which() -> None:
    assert only_finding(DOCUMENTS, documents("公开规范性文件5件。", "4", "0", "20")).actual == "4、0、20"


@pytest.mark.parametrize(
    "text",
    [
        "及时公开规范性文件。",
        "向省档案馆、省图书馆移交规范性文件10份。",
        "对现有206件规范性文件实施了7次清理。",
        "规范性文件库收录政策393条。",
        "政策、规范性文件类信息80条。",
        "公开规章、规范性文件共9件。",
        "规范性文件和政策文件12件。",
        "发布规范性文件解读材料6件。",
        "起草省政府规范性文件2件。",
        "审查规范性文件3件，备案规范性文件3件。",
        "规范性文件数十件。",
        "规范性文件，领导信息9条。",
    ],
)
def test_documents_of_other_business_are_not_compared(text: str) -> None:
    assert outcome(DOCUMENTS, documents(text, "98", "98", "98")) is RuleOutcome.NOT_CHECKED


def test_a_blank_row_is_not_compared() -> None:
    assert outcome(DOCUMENTS, documents("公开规范性文件5件。", "", "0", "20")) is RuleOutcome.NOT_CHECKED
    assert outcome(DOCUMENTS, documents("制定规范性文件4件。", "4", "", "")) is RuleOutcome.PASSED


def test_repealed_documents_on_the_2019_form_are_compared_with_the_whole_row() -> None:
    of = documents("废止规范性文件5件。", "1", "1", "10", form="2019")

    assert only_finding(DOCUMENTS, of).where == "disclosure.normative_documents.*"


def test_documents_are_not_compared_without_their_table() -> None:
    of = report({**row("disclosure.regulations", "0", "0", "0")}, without=("disclosure",))

    assert outcome(DOCUMENTS, of) is RuleOutcome.NOT_CHECKED
