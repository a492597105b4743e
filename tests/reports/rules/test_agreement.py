"""Numbers in the text against numbers in the tables; every sentence is of a kind met in real reports."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from models.report import Cell, CellKind, Legibility, Medium, Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import cell, only_finding, outcome, report, verdict

RECEIVED = "agreement.received"
CLOSED = "agreement.closed"
RESULTS = "agreement.results"
REMEDIES = "agreement.remedies"
NONE = "agreement.none-claimed"
DOCUMENTS = "agreement.documents"


def requests(
    text: str,
    *,
    new: str = "3",
    carried_in: str = "0",
    total: str | None = None,
    carried_out: str = "0",
    section: int = 1,
) -> Report:
    """A report saying this, with these totals in its applications table."""
    changes = {
        "applications.new.natural": new,
        "applications.new.total": new,
        "applications.carried_in.total": carried_in,
        "applications.total.total": new if total is None else total,
        "applications.carried_out.total": carried_out,
    }
    return report(changes, texts={section: text})


# Received.


@pytest.mark.parametrize(
    ("text", "new", "carried_in"),
    [
        ("共收到政府信息公开申请5件，叠加上年结转11件，全年累计办理16件。", "5", "11"),
        ("共收到政府信息公开申请16件（含上年结转11件）。", "5", "11"),
        ("共收到政府信息公开申请16件。", "5", "11"),
        ("市政府共受理政府信息公开申请1,295件，办结1191件（含上年结转189件）。", "1295", "189"),
        ("受理3259件，答复3278件政府信息公开申请。", "3259", "30"),
        ("全年收到公民、法人和其他组织提交的政府信息公开申请十件。", "10", "0"),
    ],
)
def test_a_text_that_agrees_with_the_table_passes(text: str, new: str, carried_in: str) -> None:
    assert outcome(RECEIVED, requests(text, new=new, carried_in=carried_in)) is RuleOutcome.PASSED


@pytest.mark.parametrize(
    ("text", "new", "carried_in", "said"),
    [
        ("全年共收到政府信息公开申请6件。", "5", "0", "6"),
        ("共收到政府信息公开申请16件，叠加上年结转11件。", "5", "11", "16"),
        ("共收到政府信息公开申请5件（含上年结转11件）。", "5", "11", "5"),
        ("收到政府信息公开申请十二件。", "2", "0", "12"),
        ("受理政府信息公开申请3259件，答复3278件。", "3278", "0", "3259"),
    ],
)
def test_a_text_that_differs_is_for_a_person_with_the_sentence_quoted(
    text: str, new: str, carried_in: str, said: str
) -> None:
    of = requests(text, new=new, carried_in=carried_in)
    found = only_finding(RECEIVED, of)

    assert outcome(RECEIVED, of) is RuleOutcome.REVIEW
    assert (found.where, found.expected) == ("applications.new.total", said)
    assert (found.side, found.quote) == (Side.UNDECIDED, text.removesuffix("。"))


def test_the_cells_compared_are_listed_so_that_an_error_in_the_table_can_head_it() -> None:
    found = only_finding(RECEIVED, requests("收到政府信息公开申请6件。", new="5"))

    assert found.cells == ("applications.new.total", "applications.carried_in.total")


def test_a_smaller_number_beside_a_right_one_is_a_part() -> None:
    text = "收到政府信息公开申请5件。我局收到水利方面的政府信息公开申请。受理政府信息公开申请2件。"

    assert outcome(RECEIVED, requests(text, new="5")) is RuleOutcome.PASSED
    assert outcome(RECEIVED, requests(text, new="2")) is RuleOutcome.REVIEW


@pytest.mark.parametrize(("new", "carried_in"), [("", "0"), ("/", "0"), ("4", "")])
def test_a_blank_in_the_table_is_not_compared(new: str, carried_in: str) -> None:
    of = requests("收到政府信息公开申请5件。", new=new, carried_in=carried_in)

    assert outcome(RECEIVED, of) is RuleOutcome.NOT_CHECKED


def test_a_blank_is_not_0_but_it_is_said_what_would_follow_if_it_were() -> None:
    said = verdict(RECEIVED, requests("收到政府信息公开申请5件。", new="", total="5"))

    assert said.because is not None
    assert "若空白计0则为0" in said.because.zh


def test_a_blank_that_could_not_make_up_the_difference_does_not_hide_it() -> None:
    of = requests("收到政府信息公开申请4件。", new="5", carried_in="")

    assert outcome(RECEIVED, of) is RuleOutcome.REVIEW


def test_a_blank_carried_in_does_not_hide_that_the_new_ones_agree() -> None:
    of = requests("收到政府信息公开申请5件。", new="5", carried_in="")

    assert outcome(RECEIVED, of) is RuleOutcome.PASSED


def test_a_doubtful_cell_is_laid_on_our_reading() -> None:
    of = report({"applications.new.total": cell("3", doubtful=True)}, texts={1: "收到政府信息公开申请6件。"})

    assert only_finding(RECEIVED, of).side is Side.READING


def test_a_recognised_text_is_laid_on_our_reading() -> None:
    of = report(
        texts={1: "收到政府信息公开申请6件。"},
        legibility=Legibility(medium=Medium.RECOGNISED, characters=900),
    )

    assert only_finding(RECEIVED, of).side is Side.READING


def test_a_cell_whose_digits_run_together_agrees_with_any_of_its_readings() -> None:
    joined = Cell(
        raw="1126",
        kind=CellKind.NUMBER,
        doubtful=True,
        readings=(Decimal(6), Decimal(26)),
    )
    changes = {"disclosure.normative_documents.valid": joined}

    assert outcome(DOCUMENTS, documents("现行有效规范性文件26件。", changes)) is RuleOutcome.PASSED
    assert only_finding(DOCUMENTS, documents("现行有效规范性文件27件。", changes)).side is Side.READING


def test_without_a_number_in_the_text_or_a_table_nothing_is_compared() -> None:
    silent = verdict(RECEIVED, requests("依法做好依申请公开工作。"))
    bare = verdict(RECEIVED, report(texts={1: "收到政府信息公开申请6件。"}, without=("applications",)))

    assert silent.because is not None
    assert silent.because.zh == "正文没有写明收到申请的件数"
    assert bare.because is not None
    assert bare.because.zh == "没有读到申请情况表"


# Carried in and out, closed.


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("agreement.carried-out", "收到申请5件，余下2件转至2021年办理。", RuleOutcome.PASSED),
        ("agreement.carried-out", "收到申请5件，结转下年度3件。", RuleOutcome.REVIEW),
        ("agreement.carried-out", "收到申请5件，无结转下年度。", RuleOutcome.REVIEW),
        ("agreement.carried-out", "收到申请5件，结转1件。", RuleOutcome.PASSED),  # or those carried in
        ("agreement.carried-out", "收到申请5件。", RuleOutcome.NOT_CHECKED),
        ("agreement.carried-in", "收到申请5件，上年结转1件。", RuleOutcome.PASSED),
        ("agreement.carried-in", "收到申请5件，上年结转2件。", RuleOutcome.REVIEW),
        ("agreement.carried-in", "收到申请5件，无上年结转。", RuleOutcome.REVIEW),
        ("agreement.carried-in", "收到申请5件。", RuleOutcome.NOT_CHECKED),
        (CLOSED, "收到申请5件，办结4件。", RuleOutcome.PASSED),
        (CLOSED, "收到申请5件，办结5件。", RuleOutcome.REVIEW),
        (CLOSED, "收到申请5件，其中按期答复3件。", RuleOutcome.PASSED),
        (CLOSED, "收到申请5件，其中按期答复6件。", RuleOutcome.REVIEW),
        (CLOSED, "收到申请5件。", RuleOutcome.NOT_CHECKED),
    ],
)
def test_carried_and_closed(rule: str, text: str, expected: RuleOutcome) -> None:
    of = requests(text, new="5", carried_in="1", total="4", carried_out="2")

    assert outcome(rule, of) is expected


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
def test_handled_may_mean_received_or_closed(
    new: str, carried_in: str, total: str, expected: RuleOutcome
) -> None:
    text = "我区依申请公开办理 3 件，已全部予以公开；被申请行政复议 0 起。"

    assert outcome(CLOSED, requests(text, new=new, carried_in=carried_in, total=total)) is expected


# Results.

RESULT_ROWS = {
    "applications.granted.total": "71",
    "applications.partial.total": "5",
    "applications.refused_secret.total": "8",
    "applications.refused_internal.total": "20",
    "applications.none_held.total": "6",
    "applications.other.total": "4",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请114件，予以公开71件、部分公开5件、不予公开28件。", RuleOutcome.PASSED),
        ("收到申请114件，予以公开及部分公开76件，无法提供6件，其他处理4件。", RuleOutcome.PASSED),
        ("收到申请114件，予以公开76件。", RuleOutcome.PASSED),  # the text knows no partial disclosure
        ("收到申请114件，本机关不掌握相关政府信息6件。", RuleOutcome.PASSED),
        ("收到申请114件，部分公开6件。", RuleOutcome.REVIEW),
        ("收到申请114件，不予公开27件。", RuleOutcome.REVIEW),
        ("收到申请114件，不予处理1件。", RuleOutcome.REVIEW),
        ("收到申请114件，申请人撤回3件。", RuleOutcome.NOT_CHECKED),
    ],
)
def test_results_against_their_rows(text: str, expected: RuleOutcome) -> None:
    assert outcome(RESULTS, report(RESULT_ROWS, texts={1: text})) is expected


def test_each_result_that_differs_is_a_finding_of_its_own() -> None:
    text = "收到申请114件，予以公开70件、部分公开6件、不予公开29件。"
    found = verdict(RESULTS, report(RESULT_ROWS, texts={1: text})).findings

    assert [(each.where, each.expected, each.actual) for each in found] == [
        ("applications.granted.total", "70", "71"),
        ("applications.partial.total", "6", "5"),
        ("applications.refused_secret.total", "29", "28"),
    ]
    assert "共 28" in found[2].message.zh


# Shanghai's office in 2019 left the totals of its results blank.
def test_blank_totals_of_results_are_judged_by_what_their_rows_would_come_to() -> None:
    changes = {"applications.granted.natural": "258", "applications.granted.business": "3"}
    of = report(
        {**changes, "applications.granted.total": ""},
        texts={1: "收到申请300件，予以公开258件，部分公开0件。"},
    )
    said = verdict(RESULTS, of)

    assert said.because is not None
    assert "若空白计0则为261" in said.because.zh


# Reviews and lawsuits.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("因政府信息公开被申请行政复议2件，维持1件，尚未审结1件。", RuleOutcome.PASSED),
        ("因政府信息公开被申请行政复议3件。", RuleOutcome.REVIEW),
        ("因政府信息公开被申请行政复议2件，其中结果纠正1件。", RuleOutcome.REVIEW),
        ("因政府信息公开被申请行政复议和提起行政诉讼共2件。", RuleOutcome.PASSED),
        ("我局办理行政复议案件20件。", RuleOutcome.NOT_CHECKED),
    ],
)
def test_reviews_and_lawsuits(text: str, expected: RuleOutcome) -> None:
    assert outcome(REMEDIES, report(texts={1: text})) is expected


def test_lawsuits_are_those_of_both_kinds() -> None:
    changes = {"remedies.litigation_direct.total": "6", "remedies.litigation_after_review.total": "3"}

    assert outcome(REMEDIES, report(changes, texts={1: "因信息公开引起行政诉讼9起。"})) is RuleOutcome.PASSED
    assert only_finding(REMEDIES, report(changes, texts={1: "因信息公开引起行政诉讼8起。"})).actual == "9"


# One side says there was none.


def test_a_text_that_plainly_says_none_over_a_table_that_counts_some_is_a_defect() -> None:
    of = requests("本年度未收到政府信息公开申请。")
    found = only_finding(NONE, of)

    assert outcome(NONE, of) is RuleOutcome.FAILED
    assert (found.where, found.actual, found.quote) == (
        "applications.new.total",
        "3",
        "本年度未收到政府信息公开申请",
    )


def test_a_text_that_tells_of_some_over_a_table_of_zeros_is_a_defect() -> None:
    text = "本年度共收到政府信息公开申请3件。"
    zero = requests(text, new="0")

    assert outcome(NONE, zero) is RuleOutcome.FAILED
    assert outcome(RECEIVED, zero) is RuleOutcome.NOT_CHECKED  # said once
    assert outcome(NONE, requests(text, new="0", carried_in="3", total="3")) is RuleOutcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("本年度无政府信息公开申请。", {}),  # 无 may stand before anything
        ("本年度未收到政府信息公开申请。办理政府信息公开申请3件。收到政府信息公开申请3件。", {}),
        ("本年度未收到政府信息公开申请。", {"applications.new.natural": "0"}),  # the total may be the slip
        ("本年度未收到政府信息公开申请。", {"applications.new.other": ""}),
        ("本年度未收到政府信息公开申请。", {"applications.new.total": cell("3", doubtful=True)}),
    ],
)
def test_what_is_not_beyond_doubt_is_for_a_person(text: str, changes: Mapping[str, str | Cell]) -> None:
    assert outcome(NONE, report(changes, texts={1: text})) is RuleOutcome.REVIEW


@pytest.mark.parametrize("text", ["本年度未收到政府信息公开申请。", "全年共接收政府信息公开申请0件。"])
def test_none_in_text_and_table_passes(text: str) -> None:
    assert outcome(NONE, requests(text, new="0")) is RuleOutcome.PASSED


@pytest.mark.parametrize(
    "text",
    [
        "未收到网上申请。",
        "2019年未收到政府信息公开申请。",
        "如未收到申请，视为放弃。",
        "各科室未收到政府信息公开申请。",
    ],
)
def test_none_of_some_only_is_no_claim(text: str) -> None:
    assert outcome(NONE, requests(text)) is RuleOutcome.NOT_CHECKED


def test_a_blank_leaves_the_claim_open() -> None:
    assert outcome(NONE, requests("本年度未收到政府信息公开申请。", new="")) is RuleOutcome.NOT_CHECKED


# The table of Shanghai's office in 2025 also holds the cases open since last year, and says so.
def test_no_reviews_in_the_text_and_some_in_the_table_is_for_a_person() -> None:
    of = report(texts={1: "未发生因政府信息公开引起的行政复议和行政诉讼。"})
    found = only_finding(NONE, of)

    assert (found.where, found.side, found.actual) == ("remedies.review.total", Side.UNDECIDED, "2")


def test_reviews_in_the_text_and_none_in_the_table_is_said_once() -> None:
    of = report(
        {
            "remedies.review.total": "0",
            "remedies.review.upheld": "0",
            "remedies.review.pending": "0",
        },
        texts={1: "因政府信息公开被申请行政复议2件，维持1件。"},
    )

    assert outcome(NONE, of) is RuleOutcome.REVIEW
    assert outcome(REMEDIES, of) is RuleOutcome.NOT_CHECKED


# Documents and decisions.


def documents(
    text: str, changes: Mapping[str, str | Cell] | None = None, *row_values: str, form: str = "2021"
) -> Report:
    """A report saying this, with this row of normative documents, in the form's order."""
    columns = ("made", "repealed", "valid") if form == "2021" else ("made", "published", "total_public")
    row = {
        f"disclosure.normative_documents.{column}": value
        for column, value in zip(columns, row_values, strict=False)
    }
    return report({**row, **(changes or {})}, form=form, texts={1: text})


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("制定行政规范性文件4件，废止1件，现行有效20件。", ("4", "1", "20"), RuleOutcome.PASSED),
        ("制定行政规范性文件5件。", ("4", "1", "20"), RuleOutcome.REVIEW),
        ("废止行政规范性文件5件。", ("4", "1", "20"), RuleOutcome.REVIEW),
        ("集中发布现行有效行政规范性文件393件。", ("4", "1", "20"), RuleOutcome.REVIEW),
        ("公开行政规范性文件5件。", ("4", "1", "20"), RuleOutcome.PASSED),  # older ones among them, perhaps
        ("公开行政规范性文件25件。", ("4", "1", "20"), RuleOutcome.REVIEW),
        ("我局未制定行政规范性文件。", ("4", "1", "20"), RuleOutcome.REVIEW),
        ("制定行政规范性文件4件。", ("4", "", ""), RuleOutcome.PASSED),
        ("制定行政规范性文件4件。", ("", "1", "20"), RuleOutcome.NOT_CHECKED),
        ("起草省政府规范性文件2件。", ("4", "1", "20"), RuleOutcome.NOT_CHECKED),
    ],
)
def test_documents(text: str, values: tuple[str, ...], expected: RuleOutcome) -> None:
    assert outcome(DOCUMENTS, documents(text, None, *values)) is expected


# 南阳高新区 2020.
def test_five_in_the_text_and_none_in_the_table_is_for_a_person() -> None:
    text = "公开信息共 262 条，其中规范性文件 5 条，领导信息 9 条。"
    found = only_finding(DOCUMENTS, documents(text, None, "0", "0", "0", form="2019"))

    assert found.where.startswith("disclosure.normative_documents.")
    assert (found.expected, found.actual, found.side) == ("5", "0", Side.UNDECIDED)


def test_the_form_of_2019_has_no_cell_for_repealed_documents() -> None:
    said = verdict(DOCUMENTS, documents("废止规范性文件5件。", None, "1", "1", "10", form="2019"))

    assert said.because is not None
    assert said.because.zh.endswith("表中没有对应的格子")


def test_regulations_have_a_row_of_their_own() -> None:
    found = only_finding(DOCUMENTS, documents("我局制定规章2件。"))

    assert found.where == "disclosure.regulations.made"


# 河北工信 2023.
def test_decisions_in_text_and_table() -> None:
    text = "完成省级行政许可审批事项3189项、行政处罚81项。"
    right = {"disclosure.licences.decisions": "3189", "disclosure.penalties.decisions": "81"}
    of = report({**right, "disclosure.penalties.decisions": "8"}, form="2021", texts={1: text})

    assert outcome("agreement.decisions", report(right, form="2021", texts={1: text})) is RuleOutcome.PASSED
    assert only_finding("agreement.decisions", of).where == "disclosure.penalties.decisions"
    assert (
        outcome("agreement.decisions", report(texts={1: "公示行政处罚信息30条。"})) is RuleOutcome.NOT_CHECKED
    )


# Fees.


def charged(text: str, amount: str = "0", unpaid: str = "0", form: str = "2021") -> Report:
    """A report saying this in section 6, with this amount of fees and so many requests ended by not paying."""
    changes = {"disclosure.fees.amount": amount, "applications.other_unpaid.total": unpaid}
    return report(changes, form=form, texts={6: text})


@pytest.mark.parametrize(
    ("text", "amount", "unpaid", "expected"),
    [
        ("有1件申请收取信息处理费380元。", "0.038", "0", RuleOutcome.PASSED),
        ("有1件申请收取信息处理费380元。", "0.03", "0", RuleOutcome.PASSED),  # cut after the second decimal
        ("有1件申请收取信息处理费380元。", "650.6", "0", RuleOutcome.PASSED),
        ("有1件申请收取信息处理费380元。", "0", "0", RuleOutcome.REVIEW),
        ("有1件申请收取信息处理费380元。", "", "0", RuleOutcome.NOT_CHECKED),
        ("收取行政事业性收费670.376375万元。", "670.376375", "0", RuleOutcome.PASSED),
        ("收取行政事业性收费670.376375万元。", "6703763.75", "0", RuleOutcome.REVIEW),
        ("发出收费通知0件。", "0", "0", RuleOutcome.PASSED),
        ("发出收费通知0件。", "0", "2", RuleOutcome.REVIEW),
        ("发出收费通知3件。", "0", "2", RuleOutcome.PASSED),
        # 平潭 2025: two did not pay after a notice, so nothing was received.
        ("无收取信息处理费情况。", "4166.24", "2", RuleOutcome.NOT_CHECKED),
        # 河北教育厅 2021: no 信息处理费, and fees of another kind.
        ("无。", "1163.54", "0", RuleOutcome.NOT_CHECKED),
    ],
)
def test_fees(text: str, amount: str, unpaid: str, expected: RuleOutcome) -> None:
    assert outcome("agreement.fees", charged(text, amount, unpaid)) is expected


def test_the_form_of_2019_has_no_cells_for_fees() -> None:
    of = charged("有1件申请收取信息处理费380元。发出收费通知0件。", form="2019")

    assert outcome("agreement.fees", of) is RuleOutcome.NOT_CHECKED


# Parts.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息共 262 条，其中规范性文件 5 条，领导信息 9 条，公示公告 248 条。", RuleOutcome.PASSED),
        ("公布政府信息2602条（其中机构职能类信息82条，其他信息2521条）。", RuleOutcome.REVIEW),
        ("公布政府信息2602条（其中机构职能类信息82条，其他信息2519条）。", RuleOutcome.REVIEW),
        ("公布政府信息100条，其中机构职能类信息82条，规划计划类信息21条。", RuleOutcome.REVIEW),
        ("公布政府信息2602条，其中机构职能类信息82条，规划计划类信息21条。", RuleOutcome.NOT_CHECKED),
        ("公布政府信息2602条。", RuleOutcome.NOT_CHECKED),
    ],
)
def test_parts(text: str, expected: RuleOutcome) -> None:
    assert outcome("agreement.parts", report(texts={1: text})) is expected


def test_all_of_them_are_silent_without_text() -> None:
    empty = report(texts={1: "", 5: "", 6: ""})

    assert outcome(RECEIVED, empty) is RuleOutcome.NOT_CHECKED
