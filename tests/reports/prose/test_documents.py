"""Documents and decisions in the text."""

import pytest

from reports.prose import Subject
from tests.reports.prose.spoken import AGENCY, heard

STOCK = "valid|total_public|made|published"


def documents(text: str, agency: str = AGENCY) -> list[str]:
    found = heard(text, agency=agency).of(Subject.DOCUMENT)
    return [
        f"{each.number} {each.sums[0][0].split('.')[1]} "
        + "|".join(address.rpartition(".")[2] for (address,) in each.sums)
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制定行政规范性文件4件。", ["4 normative_documents made"]),
        (
            "全年制发行政规范性文件2件，废止行政规范性文件10件，现行有效件数14件。",
            ["2 normative_documents made", "10 normative_documents repealed", "14 normative_documents valid"],
        ),
        # 泉州开发区 2025
        (
            "规范性文件新增8件、废止15件、有效37件。",
            ["8 normative_documents made", "15 normative_documents repealed", "37 normative_documents valid"],
        ),
        # 河北工信 2023
        (
            "牵头起草省政府规章1件、省政府规范性文件2件，全年制发厅规范性文件1件、废止1件。",
            ["1 normative_documents made", "1 normative_documents repealed"],
        ),
        # 平潭 2023
        (
            "清理并集中发布现行有效行政规范性文件393件，动态更新本年度制发的规范性文件77件。",
            ["393 normative_documents valid", "77 normative_documents made"],
        ),
        (
            "保留部门规范性文件181件，废止25件。",
            ["181 normative_documents valid", "25 normative_documents repealed"],
        ),
        ("今年印发的16个规范性文件全部主动公开。", ["16 normative_documents made"]),
        ("废止其他文件3件、制定行政规范性文件20件。", ["20 normative_documents made"]),
        ("公开信息262条，其中规范性文件5条，领导信息9条。", [f"5 normative_documents {STOCK}"]),
        ("今年我局未制定规范性文件。", ["0 normative_documents made"]),
    ],
)
def test_documents_of_the_agency(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


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
        "制定规章制度5项。",
        "省政府出台规范性文件2件。",
        "去年制定规范性文件5件。",
    ],
)
def test_other_business_and_others_documents(text: str) -> None:
    assert documents(text) == []


def test_a_government_speaks_of_its_own_and_not_of_its_offices() -> None:
    assert documents("区政府制定规范性文件5件。", "望江区人民政府") == ["5 normative_documents made"]
    assert documents("公开市政府和市政府办公厅行政规范性文件42件。", "云川市人民政府") == []


# 上海 2022: 规章13件(含新制定5件,修改4件,废止4件). Some count amendments as made, some do not.
def test_regulations_are_left_alone_where_some_were_amended() -> None:
    assert documents("公开市政府规章13件（含新制定5件，修改4件，废止4件）。", "云川市人民政府") == []
    assert documents("新增公开市政府规章1件。", "云川市人民政府") == ["1 regulations made"]


def decided(text: str) -> list[tuple[int, str]]:
    return [(int(each.number), each.sums[0][0]) for each in heard(text).of(Subject.DECISION)]


def test_decisions_are_those_taken_and_not_those_listed() -> None:
    text = "取消行政确认事项2项，完成省级行政许可审批事项3189项、行政处罚81项，收取行政事业性收费670.376375万元。"

    assert decided(text) == [(3189, "disclosure.licences.decisions"), (81, "disclosure.penalties.decisions")]
    assert decided("公示行政处罚信息30条，梳理行政许可事项23项，公开行政强制5件。") == []
