"""The rows of `chunxun status`: contract §6."""

import csv
import io
import json
from dataclasses import replace

import pytest

from models.assessment import Standing
from models.decision import Decision, DecisionKind, Mark, Overlay, Role
from models.words import Words
from notifications import status
from tests.notifications.season import AS_OF, HARM, ROWS, season

FIELDS = [
    "agency", "name", "year", "standing", "overlay", "since", "due", "statutory_due", "local_due", "days_late", "claimed_date",
    "claimed_why",    "first_seen", "last_absent", "last_completed_visit", "report_url", "title", "flags", "why", "findings", "as_of",
    "effective", "local_due_missed", "decided_by", "decided_until", "decided_why",
]  # fmt: skip


def test_the_fields_are_those_of_the_contract():
    rows = [json.loads(line) for line in status.as_jsonl(season()).splitlines()]

    assert [sorted(row) for row in rows] == [sorted(FIELDS)] * len(ROWS)


def test_a_row_holds_what_is_known():
    row = next(row for row in status.rows(season()) if row["agency"] == "990100-05")

    assert row["standing"] == "late"
    assert row["days_late"] == [2, 3]
    assert row["first_seen"] == "2026-02-03T09:00:00+08:00"
    assert row["claimed_why"].startswith("采信页面标注的日期 2026-02-02；")
    assert row["findings"] == {"critical": 1, "major": 1, "minor": 0, "hint": 0}


def read(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_csv_counts_the_same_standings():
    standings = [row["standing"] for row in read(status.as_csv(season()))]

    assert {s: standings.count(s) for s in Standing} == {
        s: sum(r.standing is s for r in ROWS) for s in Standing
    }
    assert len(standings) == len(ROWS)


@pytest.mark.parametrize("start", list("=+-@＝＋－＠"))
def test_no_cell_can_be_taken_for_a_formula(start):
    rows = tuple(replace(row, name=f"{start}1+1", title=start + HARM["formula"]) for row in ROWS)

    cells = [cell for row in read(status.as_csv(season(rows=rows))) for cell in row.values()]

    assert [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠\t\r"))] == []
    assert f"'{start}1+1" in cells


def test_whom_the_pages_name_as_disputed_no_open_row_tells_to_be_suspected():
    whole = season()
    computed = next(each for each in whole.assessments if each.standing is Standing.SUSPECTED)
    effective = replace(computed, standing=Standing.UNKNOWN, why=Words("已登记异议", "Disputed"))
    decision = Decision(
        kind=DecisionKind.DISPUTE, agency=computed.agency, year=2025, subject="standing", reason="已公布", author="李四",
        role=Role.OPERATOR, at=AS_OF, release="0.1.0",
    )  # fmt: skip
    overlay = Overlay(mark=Mark.DISPUTED, decision=decision, computed=computed, effective=effective)
    decided = replace(
        whole,
        assessments=tuple(effective if each is computed else each for each in whole.assessments),
        overlays={computed.agency: overlay},
    )

    everyone = tuple(status.rows(decided))
    shown = status.open_rows(everyone)
    [own] = [row for row in shown if row["agency"] == computed.agency]

    assert [row["standing"] for row in everyone if row["agency"] == computed.agency] == ["suspected"]
    assert (own["standing"], own["overlay"], own["why"]) == ("unknown", "disputed", "已登记异议")
    assert (
        sum(row["agency"] is None for row in shown)
        == sum(row.standing is Standing.SUSPECTED for row in ROWS) - 1
    )
    assert len(shown) == len(ROWS)
