"""The numbers in everything that is no page: the data, the ledger, the feed, the calendar and the mail."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import openpyxl
from icalendar import Calendar

from models.assessment import Flag, Standing
from models.times import BEIJING
from models.verdict import Severity
from models.words import Language
from notifications.words import FLAG, SEVERITY, STANDING, TOGETHER
from tests.notifications.numbers.on_pages import NAMED, in_circular
from tests.notifications.numbers.truth import Told

_LABELS = {label.said_in(language): str(each) for each, label in STANDING.items() for language in Language}


def in_data(files: Mapping[str, str]) -> Iterator[Told]:
    """What `status.csv`, `status.jsonl` and `due.ics` say, for anyone and for operators."""
    for path, text in files.items():
        if path.endswith(".csv"):
            rows = [_of_table(row) for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
            yield from _of_rows(path, rows)
        if path.endswith(".jsonl"):
            yield from _of_rows(path, [json.loads(line) for line in text.splitlines()])
        if path.endswith(".ics"):
            yield from _of_calendar(path, text)


def _of_table(row: Mapping[str, str]) -> dict[str, Any]:
    late = [int(row[each]) for each in ("days_late_least", "days_late_most") if row[each]]
    findings = {str(severity): int(row[f"findings_{severity}"]) for severity in Severity}
    plain = {name: value or None for name, value in row.items()}
    return {**plain, "days_late": late or None, "findings": findings}


def _of_rows(path: str, rows: list[dict[str, Any]]) -> Iterator[Told]:
    counts = Counter(row["effective"] or row["standing"] for row in rows)
    yield Told(path, ("all", "total"), len(rows))
    for standing in Standing:
        yield Told(path, ("all", standing), counts[standing])
    named = [row for row in rows if row["agency"]]
    if "operators" not in path:
        yield Told(path, ("all", "named"), len(named))
        for severity in Severity:
            yield Told(path, ("all", severity), sum(row["findings"][severity] for row in rows))
    for row in named:
        of = f"agency {row['agency']}"
        yield Told(path, (of, "standing"), row["effective"])
        yield Told(path, (of, "due"), row["due"])
        yield Told(path, (of, "claimed"), row["claimed_date"])
        yield Told(path, (of, "first seen"), row["first_seen"] and datetime.fromisoformat(row["first_seen"]))
        yield Told(
            path, (of, "last absent"), row["last_absent"] and datetime.fromisoformat(row["last_absent"])
        )
        for severity in Severity:
            yield Told(path, (of, severity), row["findings"][severity])
        if not row["overlay"]:  # else what was computed is shown, not what counts
            yield Told(path, (of, "local date missed"), row["local_due_missed"] is not None)
            yield Told(path, (of, "local date missed"), "local_due_missed" in (row["flags"] or ()))


def _of_calendar(path: str, text: str) -> Iterator[Told]:
    owing: Counter[str] = Counter()
    for event in Calendar.from_ical(text).walk("VEVENT"):
        found = re.search(r"[（(](\d+)(?: 家)?[）)]$", str(event["summary"]))
        office = str(event["uid"]).partition("@")[0].split("-", 3)[3]
        assert found
        owing.update({"all": int(found[1]), f"office {office}": int(found[1])})
    for of, number in (owing or {"all": 0}).items():
        yield Told(path, (of, "owing"), number)


def in_ledger(file: Any, regions: Mapping[str, str], *, internal: bool, of: str = "all") -> Iterator[Told]:
    """What the sheets of a ledger in Chinese say. `of`: whose it is."""
    workbook = openpyxl.load_workbook(file)
    places = {name or code or "（未填地区）": code for code, name in regions.items()}
    yield from _of_main(workbook["台账"], of, internal)
    yield from _of_findings(workbook, of, internal)
    yield from _of_statistics(workbook["统计"], of, places, internal)
    yield from _of_unverified(workbook["未能核验"], of, internal)


def table(page: Any) -> list[dict[str, Any]]:
    """The rows under the headings, by heading."""
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(number for number, row in enumerate(rows) if all(row))
    filled = [row for row in rows[head + 1 :] if any(cell is not None for cell in row)]
    return [dict(zip(rows[head], row, strict=True)) for row in filled]


def _hidden(page: Any) -> int:
    """How many a sheet says it does not name."""
    found = [re.match(r"另有 (\d+) 个单位", str(row[0].value)) for row in page.iter_rows(max_row=6)]
    return next((int(each[1]) for each in found if each), 0)


def _of_main(page: Any, of: str, internal: bool) -> Iterator[Told]:
    rows = table(page)
    counts = Counter(_LABELS[row["公布状态"]] for row in rows)
    place = f"台账 {of}"
    yield Told(place, (of, "total" if internal else "named"), len(rows))
    for standing in Standing if internal else NAMED:
        yield Told(place, (of, standing), counts[standing])
    if not internal:
        yield Told(place, (of, "suspected"), _hidden(page))
    for row in rows:
        yield from (Told(place, (f"agency {row['单位编码']}", what), value) for what, value in _of_row(row))


def _of_row(row: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "standing", _LABELS[row["公布状态"]]
    yield "local date missed", row["本地时限情况"] is not None
    yield "local date missed", FLAG[Flag.LOCAL_DUE_MISSED].zh in (row["另有情况"] or "")
    least, most = row["逾期天数（至少）"], row["逾期天数（至多）"]
    yield "days late", None if least is None else (least, most)
    yield "first seen", _in_beijing(row["首次发现时间"])
    yield "last absent", _in_beijing(row["最近未检索到"])
    for severity, label in SEVERITY.items():
        yield severity, row[f"{label.zh}问题数"] or 0


def _in_beijing(value: datetime | None) -> datetime | None:
    return None if value is None else value.replace(tzinfo=BEIJING)


def _of_findings(workbook: Any, of: str, internal: bool) -> Iterator[Told]:
    counts = Counter(row["严重程度"] for row in table(workbook["问题"]))
    for severity, label in SEVERITY.items():
        yield Told(f"问题 {of}", (of, _severity(severity, internal)), counts[label.zh])
    if internal:
        yield Told(f"待核实 {of}", (of, "for review"), len(table(workbook["待核实"])))


def _severity(severity: Severity, internal: bool) -> str:
    """The operators' edition also counts the findings of agencies that it alone names."""
    return f"{severity}, of all" if internal else severity


def _of_statistics(page: Any, of: str, places: Mapping[str, str], internal: bool) -> Iterator[Told]:
    rows = table(page)
    assert rows[-1]["地区"] == "合计"
    for row in rows:
        if row["地区"] != TOGETHER.zh:
            group = of if row["地区"] == "合计" else f"region {places[row['地区']]}"
            yield from (Told("统计", (group, what), value) for what, value in _of_region(row))
    for what in ("单位数", *(label.zh for label in STANDING.values())):
        summed = sum(row[what] for row in rows[:-1])
        yield Told("统计 地区之和", (of, "total" if what == "单位数" else _LABELS[what]), summed)
    notes = [str(row[0].value) for row in page.iter_rows(max_row=10)]
    start = next(number for number, note in enumerate(notes) if note.startswith("截至"))
    end = next(number for number, note in enumerate(notes) if note.startswith("报告问题："))
    for what, value in in_circular(notes[start:end], Language.ZH):
        yield Told("统计 通报", (of, what), value)
    for severity, label in SEVERITY.items():
        number = re.search(rf"{label.zh} (\d+)", notes[end])
        yield Told("统计 报告问题", (of, _severity(severity, internal)), number and int(number[1]))


def _of_region(row: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "total", row["单位数"]
    for standing, label in STANDING.items():
        yield standing, row[label.zh]
    share = row["按时公布率"]
    yield "share", None if share is None else round(share, 9)


def _of_unverified(page: Any, of: str, internal: bool) -> Iterator[Told]:
    counts = Counter((row["类别"], row["状态"]) for row in table(page))
    kinds = Counter(row["类别"] for row in table(page))
    yield Told("未能核验", (of, "unknown"), counts["公布情况", STANDING[Standing.UNKNOWN].zh])
    yield Told("未能核验", (of, "unread columns"), kinds["最近一次访问未完成"])
    named = counts["公布情况", STANDING[Standing.SUSPECTED].zh]
    yield Told("未能核验", (of, "suspected"), named if internal else _hidden(page))


def in_mail(text: str, language: Language, *, of: str) -> Iterator[Told]:
    """What the plain text of a digest says of an office's agencies."""
    for standing, label in STANDING.items():
        found = re.findall(rf"^ *{re.escape(label.said_in(language))}(?:：|: )(\d+)$", text, re.MULTILINE)
        assert found, (label, text)
        yield Told("mail", (of, standing), int(found[-1]))
    missed = re.search(r"^■ (?:晚于本地时限|Local due date missed) (\d+)$", text, re.MULTILINE)
    yield Told("mail", (of, "local dates missed"), int(missed[1]) if missed else 0)
    [total] = re.findall(r"^ *(?:合计：|Total: )(\d+)$", text, re.MULTILINE)
    yield Told("mail", (of, "total"), int(total))
    [coverage] = re.findall(r"^.*(?:应巡查|to be looked for).*$", text, re.MULTILINE)
    counted = [int(each) for each in re.findall(r"\d+", coverage)]
    for what, value in zip(("owing", "completed", "incomplete", "unvisited"), counted, strict=True):
        yield Told("mail", (of, what), value)
    due = re.search(r"(?:下一时限|Next due date) (\d{4}-\d\d-\d\d)\D+(\d+)", text)
    yield Told("mail", (of, "next due"), due and due[1])
    yield Told("mail", (of, "owing then"), int(due[2]) if due else 0)
