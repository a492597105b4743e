"""The result of one examination, as contract §4 writes it, and as a terminal shows it."""

import json
from collections import Counter
from decimal import Decimal

import pytest

from flows.check import as_json, as_text, error_json, number
from models.report import Report
from models.words import Language, Words
from reports.rules import check
from tests.reports.rules.sample import report

SHIFTED = {"disclosure.other_services.previous_items": "-2"}


def shown(of: Report, *, language: Language = Language.ZH, colour: bool = False) -> str:
    return as_text(
        source="draft.html",
        sha256="ab" * 32,
        media_type="text/html",
        report=of,
        verdicts=check(of, year=2020),
        language=language,
        colour=colour,
    )


def written(of: Report, language: Language = Language.ZH) -> dict[str, object]:
    """The object, as it comes back from one line of JSON."""
    line = json.dumps(
        as_json(
            source="draft.html",
            sha256="ab" * 32,
            media_type="text/html",
            report=of,
            verdicts=check(of, year=2020),
            language=language,
        ),
        ensure_ascii=False,
    )
    assert "\n" not in line
    back: dict[str, object] = json.loads(line)
    return back


def said(of: Report, rule: str, language: Language = Language.ZH) -> dict[str, object]:
    verdicts = written(of, language)["verdicts"]
    assert isinstance(verdicts, list)
    (found,) = [each for each in verdicts if each["rule"] == rule]
    assert isinstance(found, dict)
    return found


def test_the_object_has_the_keys_of_the_contract() -> None:
    whole = written(report())

    assert list(whole) == ["source", "sha256", "media_type", "report", "verdicts"]
    assert list(whole["report"]) == ["agency", "year", "edition", "title", "sections", "tables", "unread"]  # type: ignore[call-overload]
    assert whole["sha256"] == "ab" * 32


def test_a_section_is_its_number_title_and_length_without_white_space() -> None:
    whole = written(report(texts={1: "二 字\n"}))

    assert whole["report"]["sections"][0] == {"no": 1, "title": "总体情况", "characters": 2}  # type: ignore[index]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("3", {"raw": "3", "kind": "number", "value": 3}),
        ("0.0", {"raw": "0.0", "kind": "number", "value": 0}),
        ("2.5", {"raw": "2.5", "kind": "number", "value": 2.5}),
        ("", {"raw": "", "kind": "blank", "value": None}),
        ("/", {"raw": "/", "kind": "not_applicable", "value": None}),
        ("三件", {"raw": "三件", "kind": "text", "value": None}),
    ],
)
def test_a_cell_keeps_its_raw_text_and_a_blank_is_never_0(raw: str, expected: dict[str, object]) -> None:
    whole = written(report({"applications.new.natural": raw}))

    assert whole["report"]["tables"]["applications"]["new"]["natural"] == expected  # type: ignore[index]


def test_a_whole_number_is_an_integer_in_json() -> None:
    assert (
        json.dumps([number(Decimal("3.0")), number(Decimal("4948.3955")), number(None)])
        == "[3, 4948.3955, null]"
    )


def test_a_failed_verdict_is_written_as_in_the_contract() -> None:
    assert said(report({"applications.total.natural": "2"}), "arithmetic.balance") == {
        "rule": "arithmetic.balance",
        "outcome": "failed",
        "severity": "major",
        "basis": "form.balance",
        "because": None,
        "findings": [
            {
                "message": (
                    "“自然人”：本年新收政府信息公开申请数量 3 + 上年结转政府信息公开申请数量 0 = 3，"
                    "而 （七）总计 2 + 结转下年度继续办理 0 = 2，相差 1"
                ),
                "where": "applications.*.natural",
                "expected": "3",
                "actual": "2",
                "side": "agency",
            }
        ],
    }


@pytest.mark.parametrize(
    ("language", "because"), [(Language.ZH, "没有上一年度报告"), (Language.EN, "no previous report")]
)
def test_a_verdict_not_checked_says_why_in_the_language_asked_for(language: Language, because: str) -> None:
    found = said(report(), "continuity.carried-in", language)

    assert (found["outcome"], found["because"], found["findings"]) == ("not_checked", because, [])


def test_a_document_that_could_not_be_read_is_a_source_and_an_error() -> None:
    words = Words("打不开", "cannot be opened")

    assert error_json(source="a.doc", words=words, language=Language.EN) == {
        "source": "a.doc",
        "error": "cannot be opened",
    }


def test_a_finding_points_at_its_cell() -> None:
    lines = shown(report(SHIFTED)).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("不符[presence.number]"))

    assert lines[start + 1 : start + 6] == [
        "  --> disclosure.other_services.previous_items",
        "   |                       上一年项目数量  本年增/减  处理决定数量",
        "   | 其他对外管理服务事项              -2          0             0",
        "   |                                   ^^",
        "   = 依据 国办公开办函〔2019〕60号（试行格式）",
    ]


def test_a_column_shows_the_rows_that_bear_on_its_sums() -> None:
    lines = shown(report({"applications.total.natural": "2"})).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("不符[arithmetic.balance]"))

    assert lines[start + 1 : start + 10] == [
        "  --> applications.*.natural",
        "   |                                   自然人",
        "   | 一、本年新收政府信息公开申请数量       3",
        "   | 二、上年结转政府信息公开申请数量       0",
        "   | （一）予以公开                         3",
        "   | （七）总计                             2",
        "   | 四、结转下年度继续办理                 0",
        "   |                                   ^^^^^^",
        "   = 应为 3, 实为 2",
    ]


def test_what_is_not_laid_on_the_agency_says_so_and_calls_no_number_right() -> None:
    text = shown(report({**SHIFTED}, texts={1: "公开规范性文件 5 条。"}))
    block = text[text.index("待复核[agreement.documents]") :]

    assert "   = 尚不能归于单位" in block
    assert "应为" not in block


def test_the_title_itself_is_underlined_where_it_is_wrong() -> None:
    lines = shown(report(title_year=2019, body_years=(2020,))).splitlines()
    place = lines.index("  --> title")

    assert lines[place + 1] == "   | 南阳市民政局2019年政府信息公开工作年度报告"
    assert lines[place + 2] == "   | " + "^" * 42


def test_a_place_that_is_no_cell_has_no_excerpt() -> None:
    lines = shown(report(without=(6,))).splitlines()
    place = lines.index("  --> section.6")

    assert lines[place + 1].startswith("   = ")


def test_unread_parts_are_listed_and_not_dropped() -> None:
    assert "未读懂: 第3页是图片" in shown(report(unread=("第3页是图片",))).splitlines()


def test_the_last_line_counts_every_outcome() -> None:
    counts = Counter(each.outcome.value for each in check(report(SHIFTED), year=2020))
    passed, left = counts["passed"], counts["not_checked"]

    assert set(counts) == {"passed", "failed", "not_checked"}
    assert shown(report(SHIFTED)).splitlines()[-1] == (
        f"共 {counts.total()}: 相符 {passed}, 不符 1, 未核对 {left}"
    )
    assert shown(report(SHIFTED), language=Language.EN).splitlines()[-1] == (
        f"in all {counts.total()}: passed {passed}, failed 1, not checked {left}"
    )


def test_colours_change_nothing_but_the_colours() -> None:
    plain, coloured = shown(report(SHIFTED)), shown(report(SHIFTED), colour=True)

    assert "\x1b[" not in plain
    assert "\x1b[31m不符[presence.number] 较重\x1b[0m" in coloured
    for code in ("31", "32", "33", "2", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == plain
