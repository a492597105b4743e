"""What a template left, what a sentence lacks, and what the sections in words must speak of."""

import pytest

from models.agency import Kind
from models.verdict import RuleOutcome, Severity, Side
from tests.reports.rules.sample import agency, only_finding, outcome, report, verdict

PASSED, FAILED, REVIEW, NOT_CHECKED = (
    RuleOutcome.PASSED,
    RuleOutcome.FAILED,
    RuleOutcome.REVIEW,
    RuleOutcome.NOT_CHECKED,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该部分以表格形式报告。表格如下：", FAILED),  # 尼勒克县某镇 2023
        ("（文字描述）", FAILED),  # the blank template of 2021
        ("（文字描述，收取信息处理费情况在此处报告。）", FAILED),
        ("20XX年，我局认真公开。", FAILED),
        ("XX镇严格落实条例。", FAILED),
        ("××局严格落实条例。", FAILED),
        ("收到申请xx件。", FAILED),
        ("（单位名称）严格落实条例。", FAILED),
        ("（请填写办结件数）", FAILED),
        ("填写说明：各单位据实填报。", FAILED),
        ("例：收到申请5件。", REVIEW),
        ("编制了申请表填写说明，方便群众。", PASSED),
        ("详见www.xxgk.gov.cn和xxgk@np.gov.cn。", PASSED),
        ("推行“互联网+政务”，参照惯例：先审后公开。", PASSED),
        ("建成3×24小时服务。", PASSED),
    ],
)
def test_what_a_template_leaves(text: str, expected: RuleOutcome) -> None:
    assert outcome("presence.residue", report(texts={2: text})) is expected


def test_a_template_left_in_several_places_is_one_finding_that_names_them() -> None:
    of = report(texts={1: "（文字描述）", 5: "（文字描述）", 6: "例：无。"})
    found = only_finding("presence.residue", of)

    assert (found.where, found.side, found.quote) == ("section.1", Side.AGENCY, "（文字描述）")
    assert found.message.zh == "留有模板的字样：第1部分“（文字描述）”；第5部分“（文字描述）”；第6部分“例：”"


def test_a_title_with_a_gap_for_the_name_is_told() -> None:
    assert (
        only_finding("presence.residue", report(title="XX局2020年政府信息公开工作年度报告")).where == "title"
    )


def test_a_title_that_opens_the_text_is_not_told_twice() -> None:
    title = "XX局2020年政府信息公开工作年度报告"

    assert only_finding("presence.residue", report(title=title, preamble=title)).where == "preamble"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020 年主动公开信息  条。收到申请5件。", FAILED),  # 定西 2020
        ("共主动公开条，其中规范性文件5条。", FAILED),  # an industrial park, 2024
        ("全年共收到政府信息公开申请件，办结5件。", FAILED),
        ("河北省教育厅2020年月日。共5条。", FAILED),
        ("如有疑问请联系（电话：，邮编：473000）。", REVIEW),
        ("联系人：电话：0377-63220000。", REVIEW),
        ("共主动公开条，其中规范性文件若干。", REVIEW),  # no figure at all: they may be lost in reading
        ("共主动公开262条，收到申请5件。", PASSED),
        ("严格落实政府信息公开条例，公开信息条理清晰。", PASSED),
        ("受理的申请件已在5日内答复，对收到的申请件，逐件登记。", PASSED),  # 平潭 2020
        ("共收到信件，制发文件，合计5件。", PASSED),
        ("本机关地址：人民路1号，电话：0377-63220000。", PASSED),
        ("登记出生年月日等信息5条。", PASSED),
        ("共受理十一件，公开信息上百条。", PASSED),
    ],
)
def test_numbers_left_out(text: str, expected: RuleOutcome) -> None:
    assert outcome("presence.gap", report(texts={6: text})) is expected


def test_a_number_left_out_is_quoted_as_printed() -> None:
    found = only_finding("presence.gap", report(texts={1: "工作有序。2020 年主动公开信息  条。"}))

    assert (found.where, found.side) == ("section.1", Side.AGENCY)
    assert found.quote == "2020 年主动公开信息  条。"


TOPICS = "presence.overview-topics"
FIVE = "（一）主动公开。（二）依申请公开。（三）信息管理。（四）平台建设。（五）监督保障。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIVE, PASSED),
        ("全年公开各类信息5条，办结申请3件，坚持先审后公开，开通公众号，组织培训2次。", PASSED),
        ("现将有关情况公布如下。", FAILED),  # 龙岗区某部门 2024
        ("全年公开各类信息5条，办结申请3件，坚持先审后公开，开通公众号。", FAILED),
    ],
)
def test_the_topics_of_the_overview(text: str, expected: RuleOutcome) -> None:
    quiet = {5: "存在不足，将改进。", 6: "无。"}

    assert outcome(TOPICS, report(form="2021", texts={1: text, **quiet})) is expected


def test_a_topic_spoken_of_elsewhere_is_for_a_person() -> None:
    texts = {1: "全年公开各类信息5条，办结申请3件，坚持先审后公开，开通公众号。", 5: "培训不足，将改进。"}
    found = only_finding(TOPICS, report(form="2021", texts=texts))

    assert (found.where, found.side, found.expected) == ("section.1.topics", Side.UNDECIDED, "监督保障")


@pytest.mark.parametrize(
    ("form", "without"), [("2019", ()), ("2021", (1,))], ids=["2019 form", "no section 1"]
)
def test_where_no_five_topics_are_asked_for(form: str, without: tuple[int, ...]) -> None:
    assert outcome(TOPICS, report(form=form, without=without)) is NOT_CHECKED


def test_a_fragment_is_not_charged_with_silence() -> None:
    of = report(form="2021", texts={1: "现将有关情况公布如下。"}, without=(5, 6))

    assert outcome(TOPICS, of) is REVIEW


ACCOUNT = "工作考核结果良好，社会评议满意，没有责任追究情形。"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.GOVERNMENT, FIVE + ACCOUNT, PASSED),
        (Kind.TOWNSHIP, FIVE + ACCOUNT, PASSED),
        (Kind.GOVERNMENT, FIVE, FAILED),
        (Kind.GOVERNMENT, FIVE + "开展评估4次。", REVIEW),  # 淮安市 2024
        (Kind.DEPARTMENT, FIVE, PASSED),
        (Kind.STREET, FIVE, PASSED),
    ],
)
def test_governments_say_how_they_were_held_to_account(kind: Kind, text: str, expected: RuleOutcome) -> None:
    of = report(form="2021", texts={1: text})

    assert outcome(TOPICS, of, agency=agency("淮安市人民政府", kind=kind)) is expected


def test_without_a_roster_a_government_is_known_by_its_name() -> None:
    assert (
        only_finding(TOPICS, report(form="2021", agency="淮安市人民政府")).where == "section.1.accountability"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "信息更新不够及时、解读形式单一，专职人员也少。下一步将明确责任科室，加强业务培训，逐项落实整改措施。",
            PASSED,
        ),
        ("无。", REVIEW),
        ("暂无", REVIEW),
        ("本年度没有存在的问题。", REVIEW),
        (
            "信息更新不够及时，解读形式较为单一，与群众的期待相比还有差距，主要表现在栏目内容分散、查找不便。",
            REVIEW,
        ),
        (
            "全年公开工作运行平稳，群众较为满意，下一步将总结经验，把好的做法固定下来，继续做好各项公开工作。",
            REVIEW,
        ),
        ("存在不足，将改进。", REVIEW),
        ("", NOT_CHECKED),
    ],
)
def test_problems_and_improvements(text: str, expected: RuleOutcome) -> None:
    assert outcome("presence.problems", report(texts={5: text})) is expected


def test_up_to_2018_problems_have_no_section_of_their_own() -> None:
    assert outcome("presence.problems", report(form=None, year=2016, texts={5: "无。"})) is NOT_CHECKED


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({6: "2025年，无收取信息处理费情况。"}, PASSED),  # 平潭
        ({6: "2025 年度本机关未收取信息公开处理费。"}, PASSED),  # 上海
        ({1: FIVE + "未收取信息处理费。", 6: "无。"}, PASSED),
        ({6: "无。"}, REVIEW),  # 河北省教育厅
        ({6: ""}, NOT_CHECKED),
    ],
)
def test_fees_are_reported(texts: dict[int, str], expected: RuleOutcome) -> None:
    assert outcome("presence.fee-statement", report(form="2021", texts=texts)) is expected


def test_the_form_of_2019_asked_for_no_word_on_fees() -> None:
    assert outcome("presence.fee-statement", report(form="2019", texts={6: "无。"})) is NOT_CHECKED


def test_a_long_overview_is_a_hint() -> None:
    found = verdict("presence.length", report(texts={1: "公开" * 501}))

    assert (found.outcome, found.severity) == (REVIEW, Severity.HINT)
    assert outcome("presence.length", report(texts={1: "公开" * 500})) is PASSED
    assert outcome("presence.length", report(without=(1,))) is NOT_CHECKED
