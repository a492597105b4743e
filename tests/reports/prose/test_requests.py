"""Numbers of requests: every sentence is of a kind met in real reports."""

import pytest

from reports.prose import Subject
from tests.reports.prose.spoken import heard, told

EITHER = "new|new+carried_in"
ANY = "total|new|new+carried_in"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共收到政府信息公开申请 7 件，办结 7 件。", [f"received 7 {EITHER}", "closed 7 total"]),
        ("我局收到政府信息依申请公开办理事项两件。", [f"received 2 {EITHER}"]),
        ("2025年度我厅共受理依申请公开事项1件。", [f"received 1 {EITHER}"]),
        ("我办受理依申请信息56条。", [f"received 56 {EITHER}"]),
        ("本街道共收到12件信息依申请公开。", [f"received 12 {EITHER}"]),
        ("共收到8份政府信息公开申请，均为自然人申请。", [f"received 8 {EITHER}"]),
        ("收到公民、法人和其他组织提交的政府信息公开申请十件。", [f"received 10 {EITHER}"]),
        ("接收通过邮寄、网络提交的各类政府信息公开申请共计81件，涉及自然人80件。", [f"received 81 {EITHER}"]),
        ("受理政府信息依申请公开30件，其中网上申请10件，现场申请5件。", [f"received 30 {EITHER}"]),
        ("受理3259件，答复3278件政府信息公开申请。", [f"received 3259 {EITHER}", "closed 3278 total"]),
        ("信息公开管理系统中收到12封申请。", [f"received 12 {EITHER}"]),
        ("上半年收到申请3件，全年共收到政府信息公开申请8件。", [f"received 8 {EITHER}"]),
        ("较上年受理申请20件有所下降，今年收到申请8件。", [f"received 8 {EITHER}"]),
        ("收到申请130件，申请量同比增长103%，办结130件。", [f"received 130 {EITHER}", "closed 130 total"]),
        ("我区依申请公开办理 3 件，已全部予以公开。", [f"handled 3 {ANY}"]),
        ("全年办理政府信息公开申请218件。", [f"handled 218 {ANY}"]),
        ("共收到申请42件，共办理完成42件。", [f"received 42 {EITHER}", "closed 42 total"]),
        ("共收到申请12件，其中10件已答复，已办结10件。", [f"received 12 {EITHER}", "closed 10 total"]),
    ],
)
def test_received_handled_and_closed(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 抚顺某区 2025
        (
            "共收到申请5件，叠加上年结转11件，全年累计办理16件。",
            ["received 5 new", "carried_in 11 carried_in", f"handled 16 {ANY}"],
        ),
        ("共收到申请16件（含上年结转11件）。", ["received 16 new+carried_in", "carried_in 11 carried_in"]),
        # 上海 2025: the carried ones are among those closed.
        (
            "共受理申请1,295件，办结1191件（含上年结转189件）。",
            ["received 1295 new", "closed 1191 total", "carried_in 189 carried_in"],
        ),
        # 淮安 2024
        (
            "共受理申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。",
            [
                "received 3119 new",
                "closed 3050 total",
                "carried_in 34 carried_in",
                "carried_out 103 carried_out",
            ],
        ),
        # 万源 2025: all new ones closed, and two of last year's handled beside them.
        (
            "共受理申请54件，按时办结54件，办理上年结转2件，结转下年度办理1件。",
            [
                "received 54 new",
                "closed 54 total|new",
                "carried_in 2 carried_in",
                "carried_out 1 carried_out",
            ],
        ),
        (
            "共办理申请16件，其中新收5件，上年结转11件。",
            [f"handled 16 {ANY}", "received 5 new", "carried_in 11 carried_in"],
        ),
        ("收到申请9件，结转至2026年6件。", [f"received 9 {EITHER}", "carried_out 6 carried_out"]),
        ("收到申请9件，余下3件转至2026年办理。", [f"received 9 {EITHER}", "carried_out 3 carried_out"]),
        ("收到申请9件，剩余2件正在办理中。", [f"received 9 {EITHER}", "carried_out 2 carried_out"]),
        ("2024年结转至2025年的申请5件。", ["carried_in 5 carried_in"]),
        ("收到申请9件，无结转下年度。", [f"received 9 {EITHER}", "carried_out 0 carried_out"]),
        ("收到申请9件，无结转2026年继续办理件。", [f"received 9 {EITHER}", "carried_out 0 carried_out"]),
        ("收到申请3件，无上年结转申请。", [f"received 3 {EITHER}", "carried_in 0 carried_in"]),
        ("收到申请9件，结转2件。", [f"received 9 {EITHER}", "carried_out 2 carried_out|carried_in"]),
    ],
)
def test_carried_in_and_out(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2025年，我局未收到政府信息公开申请。",
        "全年未接到信息公开申请。",
        "我局2025年度没有收到公民、法人或者其他组织提出的政府信息公开申请。",
        "本年度未收到个人、法人或者其他组织向本机关申请公开政府信息。",
        "我局未收到任何要求公开政府信息的申请。",
        "未收到依申请公开事项.",
        "共接收政府信息公开申请0件。",
        "收到申请公开政府信息的要求0条。",
        "受理政府信息公开申请数量为0。",
        "我街道共收到政府信息依申请公开件0件",
    ],
)
def test_none_at_all_plainly_said(text: str) -> None:
    (statement,) = heard(text).statements

    assert (statement.subject, statement.number) == (Subject.RECEIVED, 0)
    assert statement.plainly


@pytest.mark.parametrize("text", ["本年度无政府信息公开申请。", "本年度无人提出政府信息公开申请。"])
def test_none_said_in_a_way_that_leaves_a_doubt(text: str) -> None:
    (statement,) = heard(text).statements

    assert (statement.number, statement.plainly) == (0, False)


@pytest.mark.parametrize(
    "text",
    [
        "依法做好依申请公开工作。",
        "收到网上申请39件、信函申请5件。",  # by channel: parts, not the whole
        "收到2份以信函形式提出的信息公开申请。",
        "通过政府门户网站共办理并答复信息公开申请3件、纸质申请36件。",
        "办结，8件申请人撤销。",
        "收到行政复议申请5件。",
        "申请公开类别共有3类。",
        "共受理学生申诉案件8件，另有申请若干。",
        "12345热线受理群众来电10579件，申请公开渠道畅通。",
        "今年以来收到建议提案29件，均依申请公开。",
        "三、收到和处理政府信息公开申请情况",
        "全县受理政府信息公开申请若干，其中受理乡镇政府信息公开申请5件。",
        "去年收到政府信息公开申请20件。",
        "2024年收到政府信息公开申请20件。",
        "截至6月底收到政府信息公开申请20件。",
        "收到的申请均由办公室统一登记并转有关科室研究提出答复意见7件。",
        "不予处理申请1件，其他处理申请2件。",
        "补正后受理申请5件。",
        "全市生态环境系统共受理政府信息公开申请500件。",
        "各乡镇未收到政府信息公开申请。",
        "如未收到申请人的补正材料，视为放弃申请。",
        "未收到网上申请。",
        "2024年未收到政府信息公开申请。",
        "上半年未收到政府信息公开申请。",
        "全年未收到行政许可申请。",
        "引入交叉评查，互评申请答复文书5份。",
    ],
)
def test_what_is_not_the_number_of_requests(text: str) -> None:
    found = heard(text).of(
        Subject.RECEIVED, Subject.HANDLED, Subject.CLOSED, Subject.CARRIED_IN, Subject.CARRIED_OUT
    )

    assert found == ()


def test_a_government_speaks_for_all_below_it() -> None:
    text = "全区各职能部门、镇街共收到政府信息公开申请1499件。"

    assert told(text, agency="望江区人民政府") == [f"received 1499 {EITHER}"]
    assert told(text, agency="望江区教育局") == []


def test_one_office_does_not_speak_for_its_government() -> None:
    text = "区政府办公室共收到政府信息公开申请20件。"

    assert told(text, agency="望江区人民政府") == []
    assert told(text, agency="望江区人民政府办公室") == [f"received 20 {EITHER}"]


def test_requests_answered_among_others_are_a_part() -> None:
    answered = heard("共收到申请12件，其中按期办结10件。").of(Subject.CLOSED)

    assert [(each.number, each.at_most) for each in answered] == [(10, True)]


def test_problems_and_plans_are_not_read() -> None:
    assert told("收到政府信息公开申请6件。", section=5) == []
    assert told("收到政府信息公开申请6件。", section=3) == [f"received 6 {EITHER}"]


def test_the_words_and_the_sentence_are_kept() -> None:
    (statement,) = heard("2025年，共收到 ５ 件政府信息公开申请。").statements

    assert statement.words == "共收到5件政府信息公开申请"
    assert statement.sentence == "2025年，共收到 ５ 件政府信息公开申请"
