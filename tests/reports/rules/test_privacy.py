"""Personal numbers are found, and shown to nobody in full. The numbers are made up; their check digits are right."""

from dataclasses import asdict

import pytest

from models.verdict import RuleOutcome, Severity, Side
from reports.rules import check
from tests.reports.rules.sample import only_finding, outcome, report, verdict

PASSED, FAILED, REVIEW = RuleOutcome.PASSED, RuleOutcome.FAILED, RuleOutcome.REVIEW
CARD = "privacy.identity-number"
PHONE = "privacy.phone"
NUMBER = "110101199003070003"  # Beijing, 7 March 1990
WITH_X = "11010119900307002X"
OLD = "110101900307001"
MOBILE = "13912345678"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"申请人身份证号{NUMBER}。", FAILED),
        (f"申请人（{WITH_X}）申请公开。", FAILED),
        (f"申请人（{WITH_X.lower()}）申请公开。", FAILED),
        (f"申请人身份证号{NUMBER[:-1]}7。", PASSED),  # no such check digit
        ("项目编号110101999913070012。", PASSED),  # no such day
        (f"订单{NUMBER}55。", PASSED),
        (f"网址http://www.gov.cn/art/{NUMBER}/。", PASSED),
        (f"身份证号{OLD}。", REVIEW),
        (f"项目编号{OLD}。", PASSED),  # nothing says that it is a person's
        ("网址：index.html?article=170493910511552&column=1153 身份认证。", PASSED),  # 河北省人社厅
        ("公开信息262条。", PASSED),
    ],
)
def test_identity_numbers(text: str, expected: RuleOutcome) -> None:
    assert outcome(CARD, report(texts={1: text})) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"村民张某（{MOBILE}）申请公开征地补偿信息。", REVIEW),
        (f"如有疑问请联系办公室，电话{MOBILE}。", PASSED),
        ("订单2139123456789号。", PASSED),
        ("电话0377-63220000。", PASSED),
        ("共处理12912345678元。", PASSED),  # no such prefix
    ],
)
def test_mobile_telephones(text: str, expected: RuleOutcome) -> None:
    assert outcome(PHONE, report(texts={6: text})) is expected


@pytest.mark.parametrize("number", [NUMBER, WITH_X, OLD, MOBILE])
def test_no_number_is_shown_in_full_by_any_rule(number: str) -> None:
    text = f"我镇{number}收到身份证申请件，XX局。2020年主动公开信息条。全年收到申请6件，制定规范性文件8件{number}。"
    of = report(
        texts=dict.fromkeys((1, 5, 6), text), preamble=f"统计期限自2019年1月1日至2019年12月31日{number}。"
    )
    shown = "".join(str(asdict(each)) for each in check(of, previous=of, year=2020))

    assert number not in shown
    assert number[:3] + "*" * (len(number) - 5) + number[-2:] in shown


def test_a_number_is_quoted_with_its_middle_hidden_and_all_are_counted() -> None:
    found = only_finding(CARD, report(texts={1: f"申请人甲（{NUMBER}）、乙（{WITH_X}）。"}))

    assert (found.where, found.side, found.actual) == ("section.1", Side.AGENCY, "110*************03")
    assert found.quote == "申请人甲（110*************03）、乙（110*************2X）。"
    assert "（2处）" in found.message.zh


@pytest.mark.parametrize("gap", range(30, 60))
def test_a_quotation_that_ends_in_a_number_shows_no_more_of_it(gap: int) -> None:
    text = f"公开信息条，{'字' * gap}{NUMBER}{'字' * 60}。收到5件。"
    quote = only_finding("presence.gap", report(texts={1: text})).quote or ""

    assert NUMBER[3:7] not in quote


def test_a_number_spaced_out_is_hidden_as_well() -> None:
    found = only_finding(CARD, report(texts={1: "申请人（110101 19900307 0003）。"}))

    assert found.quote == "申请人（110*** ******** **03）。"


def test_how_grave_they_are() -> None:
    assert verdict(CARD, report()).severity is Severity.CRITICAL
    assert verdict(PHONE, report()).severity is Severity.MAJOR
