"""Results of requests in the text."""

import pytest

from reports.prose import Subject
from tests.reports.prose.spoken import heard, told

REFUSED = (
    "refused_secret+refused_law+refused_stability+refused_third_party+refused_internal+refused_process"
    "+refused_enforcement+refused_inquiry"
)
NONE = "none_held+none_compile+none_unclear"
DECLINED = "declined_petition+declined_repeat+declined_publication+declined_mass+declined_confirm"
OTHER = "other_uncorrected+other_unpaid+other_other|other"


def results(text: str) -> list[str]:
    return [each.removeprefix("result ") for each in told(text) if each.startswith("result")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 濂溪 2024
        (
            "收到申请104件，予以公开71件、部分公开5件、不予公开28件。",
            ["71 granted", "5 partial", f"28 {REFUSED}"],
        ),
        # 上海 2025
        (
            "受理申请1295件。其中，予以公开及部分公开 208 件（17.46%），不予公开 20 件，因本机关不掌握等原因无法提供 564 件，"
            "属信访、重复申请等不予处理 80 件，其他处理 319 件（含申请人主动撤回 157 件）。",
            ["208 granted+partial", f"20 {REFUSED}", f"564 {NONE}", f"80 {DECLINED}", f"319 {OTHER}"],
        ),
        # 高淳 2022
        ("收到申请130件，其中予以公开或部分公开59件、占45.3%。", ["59 granted+partial"]),
        # 高平 2023
        ("收到申请9件，部分公开2件，属于政府信息不存在的5件，结转2件。", ["2 partial", "5 none_held"]),
        # 汉阳 2022
        (
            "收到8份申请，予以公开2件，属于四类过程性性信息1件，本办不掌握相关政府信息2件，其他1件。",
            ["2 granted|granted+partial", "1 refused_process", "2 none_held"],
        ),
        # 紫金 2024
        (
            "受理申请5件。“同意公开”3件，“部分公开”0件、“不予公开”2件。",
            ["3 granted", "0 partial", f"2 {REFUSED}"],
        ),
        ("收到依申请公开0件，公开0件，不予公开0件。", ["0 granted|granted+partial", f"0 {REFUSED}"]),
        ("收到申请5件，2件予以公开、3件部分公开。", ["2 granted", "3 partial"]),
        ("收到申请5件，3件因信息不存在无法提供。", [f"3 none_held|{NONE}"]),
        (
            "收到申请9件，因涉及国家秘密不予公开1件，逾期不补正3件。",
            [f"1 refused_secret|{REFUSED}", "3 other_uncorrected"],
        ),
    ],
)
def test_each_result_means_its_rows(text: str, expected: list[str]) -> None:
    assert results(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全镇制发政府信息130件，其中主动公开18件，不予公开112件（理由主要是属于过程性信息）。",
        "共制作政府信息3021条，其中主动公开信息1027条，依申请公开信息459条，不予公开信息1535条。",
        "对不予公开的申请提供救济指引5件。",
        "收到申请9件，申请人撤回3件，不属于本机关公开5件。",
        "去年收到申请9件，予以公开3件。",
        "公文属性：主动公开18件，不予公开5件。",
    ],
)
def test_what_is_no_result_of_requests(text: str) -> None:
    assert heard(text).of(Subject.RESULT) == ()
