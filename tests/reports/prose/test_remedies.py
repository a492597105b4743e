"""Reviews and lawsuits in the text."""

import pytest

from reports.prose import Subject
from tests.reports.prose.spoken import heard

SUITS = "litigation_direct+litigation_after_review"


def remedies(text: str, section: int = 1) -> list[str]:
    return [
        f"{each.number} "
        + "+".join(address.partition(".")[2].removesuffix(".total") for address in each.sums[0])
        for each in heard(text, section=section).of(Subject.REMEDY)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到政府信息公开申请7件，行政复议、诉讼0件。", [f"0 review+{SUITS}"]),
        ("因政府信息公开引起的行政复议案件2件、行政诉讼案件7件。", ["2 review", f"7 {SUITS}"]),
        ("全年办理因政府信息公开申请引发的行政复议36起，行政诉讼9起。", ["36 review", f"9 {SUITS}"]),
        ("信息公开类行政复议7件，诉讼9件，均获维持。", ["7 review", f"9 {SUITS}"]),
        # 临夏 2025
        (
            "因信息公开被申请复议3件，1件结果维持，2件结果纠正。",
            ["3 review", "1 review.upheld", "2 review.corrected"],
        ),
        # 淮安 2024
        (
            "政府信息公开行政复议 351件，其中结果维持 72 件，其他结果 178 件；政府信息公开行政诉讼 46 件，尚未审结 7 件。",
            [
                "351 review",
                "72 review.upheld",
                "178 review.other",
                f"46 {SUITS}",
                "7 litigation_direct.pending+litigation_after_review.pending",
            ],
        ),
        (
            "因信息公开引起的行政诉讼4件，其中未经复议直接起诉3件，复议后起诉1件。",
            [f"4 {SUITS}", "3 litigation_direct", "1 litigation_after_review"],
        ),
        ("因信息公开被申请行政复议和提起行政诉讼共5件。", [f"5 review+{SUITS}"]),
        (
            "我区依申请公开办理 3 件；被申请行政复议 0 起，无被提起行政诉讼的情况。",
            ["0 review", f"0 {SUITS}"],
        ),
        ("没有发生因政府信息公开申请行政复议和提起行政诉讼的情况。", ["0 review", f"0 {SUITS}"]),
        ("未发生由政府信息公开引发的举报、投诉、行政复议和行政诉讼等。", ["0 review", f"0 {SUITS}"]),
        (
            "收到因政府信息公开申请引起的行政复议1件（已办结），未收到因政府信息公开申请引起的行政诉讼。",
            ["1 review", f"0 {SUITS}"],
        ),
        ("在依申请公开政府信息中，无行政复议事项。", ["0 review"]),
    ],
)
def test_reviews_and_lawsuits_over_disclosure(text: str, expected: list[str]) -> None:
    assert remedies(text) == expected


def test_in_section_4_the_cause_goes_without_saying() -> None:
    assert remedies("本年行政复议2件，行政诉讼1件。", section=4) == ["2 review", f"1 {SUITS}"]
    assert remedies("本年行政复议2件，行政诉讼1件。", section=1) == []


@pytest.mark.parametrize(
    "text",
    [
        # 河北省教育厅 2018: other business first
        "共受理行政复议1起，行政诉讼5起，行政申诉9起。",
        "收到政府信息公开申请20件，办理行政复议案件30件。",
        "未发生因依申请公开被行政复议纠错或行政诉讼败诉情形。",
        "因信息公开行政复议、行政诉讼各1件。",
        "组织开展政府信息公开行政复议业务培训3次。",
        "办结申请，8件申请人撤销；行政复议尚未审结2件，结果维持1件。",
        "去年因信息公开引起行政复议2件。",
        "因信息公开行政诉讼二审2件。",
    ],
)
def test_other_cases_do_not_count(text: str) -> None:
    found = [each for each in remedies(text) if not each.startswith("0 ")]

    assert [each for each in found if each.endswith(("review", SUITS))] == []
