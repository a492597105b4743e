"""One log for a whole run in SARIF 2.1.0 (OASIS, errata 01), written piece by piece. Pure.

Every finding that stands for itself is a result: `fail` where it is laid on the agency, else `review`, whose level
is `none` as §3.27.10 demands. What follows from it is no result of its own but among its related locations, so that
one wrong total stays one. What passed or was not checked is left out: `--format json` has it. What could not be read,
wholly or in part, is a notification of the invocation.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from flows.check.place import place
from flows.check.result import Examined, Head, Result, Status, heads
from flows.check.words import STATUSES, UNREAD
from flows.terminal import safe_json
from models.report import Report
from models.verdict import Finding, Severity, Side, Verdict, key
from models.words import Language
from reports import law
from reports.rules import RULES, Rule
from reports.rules.catalogue import entries, markdown_of

Json = dict[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.HINT: "note",
}
LANGUAGES: Mapping[Language, str] = {Language.ZH: "zh-CN", Language.EN: "en-US"}
SAFE_IN_URL = "/%:@!$&'()*+,;=~?"
STDIN = "-"
LINK = re.compile(r"\[([^\[\]]*)\]\(")
INDEX = {rule.id: at for at, rule in enumerate(RULES)}


def opening(language: Language, release: str) -> str:
    """The log up to its first result."""
    driver: Json = {
        "name": "chunxun",
        "fullName": f"chunxun 春巡 {release}",
        "version": release,
        "language": LANGUAGES[language],
        "rules": [_rule(rule, language) for rule in RULES],
    }
    head = f'"tool": {_written({"driver": driver})}, "language": "{LANGUAGES[language]}"'
    return (
        f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{{head}, "columnKind": "unicodeCodePoints", '
        '"results": [\n'
    )


def closing(
    artifacts: Iterator[str], notifications: Iterator[str], status: Status, *, finished: bool
) -> Iterator[str]:
    """The log after its last result. `finished`: the run was not interrupted."""
    yield '], "artifacts": ['
    yield from _joined(artifacts)
    yield '\n], "invocations": [{"executionSuccessful": '
    yield json.dumps(finished and status is not Status.UNREADABLE)
    yield f', "exitCode": {status.value}, "exitCodeDescription": "{STATUSES[status].en}"' if finished else ""
    yield ', "toolExecutionNotifications": ['
    yield from _joined(notifications)
    yield "\n]}]}]}\n"


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    for at, piece in enumerate(pieces):
        yield ",\n" if at else "\n"
        yield piece.rstrip("\n")


def results(result: Result, language: Language) -> Iterator[str]:
    """The results of one document, one JSON object each."""
    if isinstance(result, Examined):
        seen: dict[str, int] = {}
        for head in heads(result.verdicts):
            name = key(head.verdict.rule, head.finding)
            seen[name] = seen.get(name, 0) + 1
            yield _written(_result(head, result, seen[name], language))


def artifact(result: Result) -> str | None:
    """The document itself; None where it could not be read at all."""
    if not isinstance(result, Examined):
        return None
    return _written(
        {
            "location": _artifact_location(result.source),
            "mimeType": result.media_type,
            "hashes": {"sha-256": result.sha256},
            "roles": ["analysisTarget"],
        }
    )


def notifications(result: Result, language: Language) -> Iterator[str]:
    """What an operator should know of one document: that it could not be read, or which part."""
    if not isinstance(result, Examined):
        yield _notification(result.source, "error", result.words.said_in(language))
        return
    if result.remark is not None:
        yield _notification(result.source, "warning", result.remark.said_in(language))
    for part in result.report.unread:
        yield _notification(result.source, "note", f"{UNREAD.said_in(language)}: {part}")


def remark(source: str, text: str) -> str:
    """A notification about something given beside the documents."""
    return _notification(source, "error", text)


def _notification(source: str, level: str, text: str) -> str:
    return _written(
        {
            "level": level,
            "message": {"text": _text(text)},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(source)}}],
        }
    )


def _result(head: Head, result: Examined, occurrence: int, language: Language) -> Json:
    verdict, finding = head.verdict, head.finding
    charged = finding.side is Side.AGENCY
    written: Json = {
        "ruleId": verdict.rule,
        "ruleIndex": INDEX[verdict.rule],
        "kind": "fail" if charged else "review",
        "level": LEVELS[verdict.severity] if charged else "none",
        "message": {"text": _text(_message(finding, language))},
        "locations": [_location(finding.where, result, language)],
        "partialFingerprints": {"finding/v1": fingerprint(verdict, finding, result.report, occurrence)},
        "properties": _properties(verdict, finding, head, language),
    }
    if head.followers:
        written["relatedLocations"] = [
            _location(each.where, result, language)
            | {"id": at, "message": {"text": _text(_message(each, language))}}
            for at, (_, each) in enumerate(head.followers, start=1)
        ]
    return written


def fingerprint(verdict: Verdict, finding: Finding, report: Report, occurrence: int) -> str:
    """The same for the same defect of the same agency and year, in whatever file and however often the run is repeated."""
    parts = (report.agency or "", str(report.year or ""), key(verdict.rule, finding), str(occurrence))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _message(finding: Finding, language: Language) -> str:
    hint = "" if finding.hint is None else finding.hint.said_in(language)
    stop = "。" if language is Language.ZH else ". "
    return finding.message.said_in(language) + (f"{stop}{hint}" if hint else "")


def _properties(verdict: Verdict, finding: Finding, head: Head, language: Language) -> Json:
    said: Json = {
        "severity": verdict.severity.value,
        "side": finding.side.value,
        "basis": law.provision(verdict.basis).citation,
        "expected": finding.expected,
        "actual": finding.actual,
        "quote": finding.quote,
        "cells": list(finding.cells),
        "cause": finding.cause,
        "hint": None if finding.hint is None else finding.hint.said_in(language),
        "consequences": [key(each.rule, follower) for each, follower in head.followers],
    }
    return {name: value for name, value in said.items() if value}


def _location(where: str, result: Examined, language: Language) -> Json:
    logical: Json = {"fullyQualifiedName": where}
    name = place(where, result.report, language)
    if name:
        logical["name"] = name
    return {
        "physicalLocation": {"artifactLocation": _artifact_location(result.source)},
        "logicalLocations": [logical],
    }


def _artifact_location(source: str) -> Json:
    return {"uri": uri_of(source)}


def uri_of(source: str) -> str:
    """An address for a source: a relative one below the working folder, else absolute; percent-encoded."""
    parts = urlsplit(source)
    if parts.scheme in ("http", "https"):
        safe = {name: quote(getattr(parts, name), safe=SAFE_IN_URL) for name in ("path", "query", "fragment")}
        return urlunsplit(parts._replace(**safe))
    if source == STDIN:
        return "stdin"
    path = Path(source)
    if path.is_absolute() or ".." in path.parts:
        # §3.4.3: a relative reference holds no `..`.
        return path.absolute().resolve().as_uri()
    # quote() encodes a colon too, so that no first segment is taken for a scheme (RFC 3986 §4.2).
    return quote(path.as_posix().encode("utf-8", "surrogateescape"))


def _rule(rule: Rule, language: Language) -> Json:
    """A rule of the catalogue as a reporting descriptor, its page as help."""
    texts = entries(rule, language)
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.replace(".", "-").split("-")),
        "shortDescription": {"text": _text(rule.title.said_in(language))},
        "fullDescription": {"text": _text(texts[2][1])},
        "help": {
            "text": _text("\n".join(f"{heading}: {text}" for heading, text in texts)),
            "markdown": markdown_of(rule, language),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family, rule.severity.value],
            "problem.severity": {"error": "error", "warning": "warning"}.get(
                LEVELS[rule.severity], "recommendation"
            ),
        },
    }


def _text(text: str) -> str:
    """A plain message: what §3.11.5 and §3.11.6 would take for a placeholder or a link is escaped."""
    return LINK.sub(r"\[\1\](", text.replace("{", "{{").replace("}", "}}"))


def _written(value: Json) -> str:
    return safe_json(json.dumps(value, ensure_ascii=False))
