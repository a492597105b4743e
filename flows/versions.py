"""`chunxun versions`: how one agency's report was seen over time, and cell by cell what each version changed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.home import Home
from flows.known import known_agency
from models.agency import Agency
from models.times import shown
from models.version import BECAME, CellChange, Printed, Restatement, Version, history
from models.words import Language, Words
from reports.editions import edition
from reports.rules.sums import named
from reports.versions import restatements

UNREAD = Words("未能读出，无法比对", "could not be read: not compared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One version, its form, and what it changed; `step` is None for the first and where one of the two is not read."""

    version: Version
    edition: str | None
    step: Restatement | None
    read: bool


def versions_of(home: Home, year: int, who: str) -> tuple[Agency, tuple[Seen, ...]]:
    """How the report of an agency (code, name or alias) was seen, oldest first. Raises UnknownAgency."""
    agency = known_agency(home, who)
    sightings = home.store.sightings(year, until=home.now(), agency=agency.code).get(agency.code, ())
    versions = history(sightings)
    reports = {
        sha256: home.store.report(agency.code, year, document=sha256)
        for sha256 in {each.document for each in versions}
    }
    steps = {
        later: restatements((Printed(version=before, report=old), Printed(version=later, report=new)))[0]
        for before, later in pairwise(versions)
        if (old := reports[before.document]) is not None and (new := reports[later.document]) is not None
    }
    return agency, tuple(
        Seen(
            version=each,
            edition=report.edition if (report := reports[each.document]) else None,
            step=steps.get(each),
            read=report is not None,
        )
        for each in versions
    )


def as_text(agency: Agency, year: int, seen: Sequence[Seen], language: Language) -> str:
    """For people: one paragraph a version."""
    head = Words(
        f"{agency.name} {year} 年度报告：{len(seen)} 个版本",
        f"{agency.name}, report of {year}: {len(seen)} version(s)",
    )
    lines = [head.said_in(language)]
    for number, each in enumerate(seen, start=1):
        lines += [
            f"{number}. {line}" if not place else f"   {line}" for place, line in _numbered(each, language)
        ]
    return "\n".join(lines) + "\n"


def _numbered(seen: Seen, language: Language) -> Iterator[tuple[int, str]]:
    yield from enumerate(words.said_in(language) for words in _said(seen))


def _said(seen: Seen) -> Iterator[Words]:
    version = seen.version
    first, last = shown(version.first), shown(version.last)
    yield Words(f"{first} 至 {last}，{version.document[:12]}", f"{first} to {last}, {version.document[:12]}")
    yield Words(f"「{version.title}」 {version.url}", f"“{version.title}” {version.url}")
    if version.copies:
        count = len(version.copies)
        yield Words(f"同时另有 {count} 份", f"{count} further copies beside it")
    if not seen.read:
        yield UNREAD
    if seen.step is not None:
        yield from _changes(seen.step, seen.edition)
    if version.gone is not None:
        gone = shown(version.gone)
        yield Words(f"{gone} 完整访问未检索到", f"not found at a complete visit on {gone}")


def _changes(step: Restatement, form: str | None) -> Iterator[Words]:
    said = BECAME[step.became]
    notice = Words(f"（“{step.notice}”）", f" (“{step.notice}”)") if step.notice else Words("", "")
    yield Words(said.zh + notice.zh, said.en + notice.en)
    for change in step.cells:
        line = f"{_name(change, form)}：{change.old.raw.strip()} → {change.new.raw.strip()}"
        yield Words(line, line)


def _name(change: CellChange, form: str | None) -> str:
    return named(change.address, edition(form)) if form else change.address


def as_jsonl(seen: Sequence[Seen]) -> str:
    """One object a version; moments in UTC, figures as printed."""
    return "".join(json.dumps(_object(each), ensure_ascii=False) + "\n" for each in seen)


def _object(seen: Seen) -> dict[str, object]:
    version, step = seen.version, seen.step
    return {
        "document": version.document,
        "first_seen": version.first.isoformat(),
        "last_seen": version.last.isoformat(),
        "gone": version.gone.isoformat() if version.gone else None,
        "url": version.url,
        "title": version.title,
        "copies": list(version.copies),
        "read": seen.read,
        "became": step.became.value if step else None,
        "notice": step.notice if step else "",
        "cells": [
            {"cell": each.address, "old": each.old.raw, "new": each.new.raw}
            for each in (step.cells if step else ())
        ],
    }
