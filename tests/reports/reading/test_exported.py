"""What another audit tool kept of a report: its figures, each doubtful, however damaged the rest."""

import json

import pytest

from models.report import Report
from reports.reading import read
from tests.reports.reading.material import shared


def export(**damaged: str) -> str:
    """A small export; `damaged`: a key, and what stands in its place."""
    numbers = {
        "activeDisclosureData": {"regulations": {"made": 1, "repealed": 2, "valid": 3}, "fees": {"amount": 14.5}},
        "tableData": {"total": {"newReceived": 7, "results": {"granted": 6, "denied": {"stateSecret": 1}}}},
        "reviewLitigationData": {"review": {"maintain": 4, "correct": 0, "other": 0, "unfinished": 1, "total": 5}},
    }  # fmt: skip
    text = json.dumps({"sections": [{"title": "一、总体情况", "content": "正文。\n第二段。"}, {"title": "二、主动公开政府信息情况"}, numbers]}, ensure_ascii=False, separators=(",", ":"))  # fmt: skip
    for key, instead in damaged.items():
        text = text.replace(f'"{key}":{{', instead)
    return text


def raws(report: Report, table: str) -> dict[tuple[str, str], str]:
    return {(row, column): cell.raw for row, column, cell in report.tables[table] if cell.raw}


def test_figures_are_read_by_their_keys_and_none_is_beyond_doubt() -> None:
    report = read(export().encode())

    assert report.edition == "2021"
    assert raws(report, "disclosure") == {
        ("regulations", "made"): "1",
        ("regulations", "repealed"): "2",
        ("regulations", "valid"): "3",
        ("fees", "amount"): "14.5",
    }
    assert raws(report, "applications") == {
        ("new", "total"): "7",
        ("granted", "total"): "6",
        ("refused_secret", "total"): "1",
    }
    assert raws(report, "remedies") == {
        ("review", "upheld"): "4",
        ("review", "corrected"): "0",
        ("review", "other"): "0",
        ("review", "pending"): "1",
        ("review", "total"): "5",
    }
    assert all(cell.doubtful for table in report.tables.values() for _, _, cell in table)


def test_its_texts_are_its_sections() -> None:
    report = read(export().encode())
    assert [(section.no, section.text) for section in report.sections] == [(1, "正文。\n第二段。"), (2, "")]


def test_a_damaged_object_costs_only_its_own_table() -> None:
    report = read(export().replace('"tableData":{', '"tableData":{{').encode())
    assert "regulations" in {row for row, _ in raws(report, "disclosure")}
    assert raws(report, "applications") == {}


@pytest.mark.parametrize("depth", [100_000])
def test_nesting_without_end_is_no_trap(depth: int) -> None:
    text = export().replace('"tableData":{', '"tableData":{"a":' + '{"a":' * depth)
    assert "disclosure" in read(text.encode()).tables


def test_other_json_is_text() -> None:
    report = read('{"title":"一、总体情况","content":"正文。"}'.encode())
    assert report.tables == {}


def test_the_lost_quotes_of_a_real_one_lose_no_figure() -> None:
    report = read(shared("corpus/reports/jinhu_2023_recovered.txt"))
    assert report.tables["remedies"].cells["litigation_after_review", "total"].value == 1
