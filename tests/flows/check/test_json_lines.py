"""The object of contract §4, and what is said beyond it where there is something to say."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from flows.check.json_lines import as_json_line, number
from flows.check.result import Examined, Unread
from models.report import Cell, CellKind, Legibility, Medium, Report
from models.verdict import Finding, Side
from models.words import Language, Words
from tests.flows.check.shown import examined
from tests.flows.check.test_text import verdict
from tests.reports.rules.sample import report

SHIFTED = {"disclosure.other_services.previous_items": "-2"}


def written(of: Report | Examined, language: Language = Language.ZH) -> dict[str, Any]:
    """The object, as it comes back from its line."""
    line = as_json_line(of if isinstance(of, Examined) else examined(of), language)
    assert line.endswith("\n")
    assert "\n" not in line[:-1]
    back: dict[str, Any] = json.loads(line)
    return back


def said(of: Report, rule: str, language: Language = Language.ZH) -> dict[str, Any]:
    (found,) = [each for each in written(of, language)["verdicts"] if each["rule"] == rule]
    return dict(found)


def test_the_object_has_the_keys_of_the_contract_and_no_others_where_nothing_is_to_be_said() -> None:
    whole = written(report())

    assert list(whole) == ["source", "sha256", "media_type", "report", "verdicts"]
    assert list(whole["report"]) == ["agency", "year", "edition", "title", "sections", "tables", "unread"]
    assert {
        frozenset(cell) for row in whole["report"]["tables"]["remedies"].values() for cell in row.values()
    } == {frozenset({"raw", "kind", "value"})}


def test_a_section_is_its_number_title_and_length_without_white_space() -> None:
    whole = written(report(texts={1: "二 字\n"}))

    assert whole["report"]["sections"][0] == {"no": 1, "title": "总体情况", "characters": 2}


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

    assert whole["report"]["tables"]["applications"]["new"]["natural"] == expected


def test_a_cell_says_its_unit_its_doubt_and_its_readings() -> None:
    either = Cell(
        raw="251000元", kind=CellKind.NUMBER, value=Decimal("25.1"), unit="元", doubtful=True,
        readings=(Decimal("25.1"), Decimal(251000)),
    )  # fmt: skip
    whole = written(report({"applications.new.natural": either}))

    assert whole["report"]["tables"]["applications"]["new"]["natural"] == {
        "raw": "251000元",
        "kind": "number",
        "value": 25.1,
        "unit": "元",
        "doubtful": True,
        "readings": [25.1, 251000],
    }


def test_a_whole_number_is_an_integer_in_json() -> None:
    assert (
        json.dumps([number(Decimal("3.0")), number(Decimal("4948.3955")), number(None)])
        == "[3, 4948.3955, null]"
    )


def test_a_failed_verdict_is_written_as_in_the_contract() -> None:
    found = said(report({"remedies.review.total": "3"}), "arithmetic.remedies")

    assert {key: value for key, value in found.items() if key != "findings"} == {
        "rule": "arithmetic.remedies",
        "outcome": "failed",
        "severity": "major",
        "basis": "form.2019",
        "because": None,
    }
    assert found["findings"] == [
        {
            "message": "“行政复议”：结果维持 1 + 结果纠正 0 + 其他结果 0 + 尚未审结 1 = 2，而总计 3，相差 1",
            "where": "remedies.review.*",
            "expected": "2",
            "actual": "3",
            "side": "agency",
            "cells": [
                f"remedies.review.{each}" for each in ("upheld", "corrected", "other", "pending", "total")
            ],
        }
    ]


def test_a_group_names_its_cause_and_those_that_follow_name_their_head() -> None:
    of = report({"applications.total.natural": "2"})
    (head,), (follower,) = (
        said(of, rule)["findings"] for rule in ("arithmetic.balance", "arithmetic.result-total")
    )

    assert head["cause"] == "applications.total.natural"
    assert head["hint"].startswith("“（七）总计")
    assert follower["follows"] == "arithmetic.balance|applications.*.natural"


def test_a_sentence_is_quoted() -> None:
    spoken = Finding(
        message=Words("消息", "message"), where="section.1", side=Side.UNDECIDED, quote="收到申请15件"
    )
    (found,) = written(examined(report(), verdicts=(verdict(spoken),)))["verdicts"][0]["findings"]

    assert found["quote"] == "收到申请15件"


@pytest.mark.parametrize(
    ("language", "because"), [(Language.ZH, "没有上一年度报告"), (Language.EN, "no previous report")]
)
def test_a_verdict_not_checked_says_why_in_the_language_asked_for(language: Language, because: str) -> None:
    found = said(report(), "continuity.carried-in", language)

    assert (found["outcome"], found["because"], found["findings"]) == ("not_checked", because, [])


def test_how_well_it_could_be_read_is_told_where_it_could_not_be_read_plainly() -> None:
    scan = replace(
        report(), legibility=Legibility(medium=Medium.RECOGNISED, pictures=3, characters=900, damaged=1)
    )

    assert written(scan)["report"]["legibility"] == {
        "medium": "recognised",
        "pictures": 3,
        "characters": 900,
        "damaged": 1,
    }


def test_the_report_laid_beside_is_named_or_why_it_was_not() -> None:
    beside = written(examined(report(), previous="last.html"))
    refused = written(examined(report(), remark=Words("没有用", "not used")), Language.EN)

    assert beside["previous"] == "last.html"
    assert refused["remark"] == "not used"


def test_a_document_that_could_not_be_read_is_a_source_and_an_error() -> None:
    line = as_json_line(Unread(source="a.doc", words=Words("打不开", "cannot be opened")), Language.EN)

    assert json.loads(line) == {"source": "a.doc", "error": "cannot be opened"}


def test_a_line_steers_no_terminal_and_loses_nothing() -> None:
    poison = "\x1b]0;owned\x07\x9b31m\u202e\u2028"
    line = as_json_line(examined(report({"applications.new.natural": poison})), Language.ZH)

    assert line[:-1].isprintable()
    assert json.loads(line)["report"]["tables"]["applications"]["new"]["natural"]["raw"] == poison
