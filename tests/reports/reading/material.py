"""Reports made for tests out of the forms themselves, in the dresses real ones wear; and the shared real ones."""

import html
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from models.report import Report
from reports.editions import Edition, RowForm, TableForm

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
Values = Mapping[tuple[str, str, str], str]  # (table, row, column) → as printed
NUMERALS = "一二三四五六"
RESULTS = ("granted", "partial")


def shared(path: str) -> bytes:
    """A file of the shared corpus or seeds; skips the test where there is none."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"no {path} beside the repository")
    return file.read_bytes()


def every(edition: Edition, value: Callable[[str, str, str], str]) -> dict[tuple[str, str, str], str]:
    """A value for every cell of the form."""
    return {
        (t.id, row, column): value(t.id, row, column) for t in edition.tables for row, column in t.addresses()
    }


def counted(edition: Edition) -> dict[tuple[str, str, str], str]:
    """Every cell with a number of its own, so that none can be taken for another."""
    addresses = [(t.id, *address) for t in edition.tables for address in t.addresses()]
    return {address: str(1000 + place) for place, address in enumerate(addresses)}


def read_values(report: Report) -> dict[tuple[str, str, str], str]:
    """What a report says, cell by cell, as printed."""
    return {(t.id, row, column): cell.raw for t in report.tables.values() for row, column, cell in t}


def paragraphs(edition: Edition, rows: Callable[[TableForm], str], *, year: int = 2023) -> str:
    """A text with six numbered sections; `rows` writes the tables."""
    parts = [f"示例县水利局{year}年政府信息公开工作年度报告"]
    for section in edition.sections:
        parts.append(f"{NUMERALS[section.no - 1]}、{section.title}")
        parts += [rows(table) for table in edition.tables if table.section == section.no] or [
            f"第{section.no}部分的文字。"
        ]
    return "\n".join(parts)


def with_tabs(edition: Edition, values: Values) -> str:
    """As pasted from a word processor: merged cells leave empty fields, three label columns in table 三."""
    return paragraphs(edition, lambda table: "\n".join("\t".join(row) for row in grid(table, values)))


def with_pipes(edition: Edition, values: Values) -> str:
    """As Markdown, each row between pipes."""
    return paragraphs(
        edition, lambda table: "\n".join(f"| {' | '.join(row)} |" for row in grid(table, values))
    )


def as_page(
    edition: Edition, values: Values, *, around: tuple[str, str] = ("<div id='zoom'>", "</div>")
) -> str:
    """As a portal's page, with merged cells as such and the portal's own text around the report."""
    title = "示例县水利局2023年政府信息公开工作年度报告"
    body = paragraphs(edition, lambda table: _html_table(table, values))
    body = "".join(line if line.startswith("<table") else f"<p>{line}</p>" for line in body.split("\n"))
    return (
        f"<html><head><title>{title}_示例县人民政府网</title><meta name='ArticleTitle' content='{title}'></head><body>"
        f"<ul><li><a href='/'>首页</a></li></ul>{around[0]}{body}{around[1]}<p>主办：示例县人民政府办公室</p></body></html>"
    )


def grid(table: TableForm, values: Values) -> list[list[str]]:
    match table.id:
        case "disclosure":
            return _blocks(table, values)
        case "applications":
            return _applications(table, values)
        case _:
            return _remedies(table, values)


def _blocks(table: TableForm, values: Values) -> list[list[str]]:
    rows: list[list[str]] = []
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            rows.append([group, "", "", ""])
            rows.append(_wide(["信息内容", *(table.column(column).label for column in row.columns)]))
        rows.append(_wide([row.label, *_printed(table, row, values)]))
    return rows


def _wide(row: list[str]) -> list[str]:
    return row + [""] * (4 - len(row))


def _applications(table: TableForm, values: Values) -> list[list[str]]:
    labels = [column.label for column in table.columns]
    rows = [
        [
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            "",
            "",
            "申请人情况",
            *[""] * 6,
        ],
        ["", "", "", labels[0], "法人或其他组织", "", "", "", "", labels[-1]],
        ["", "", "", "", *labels[1:-1], ""],
    ]
    group = ""
    for row in table.rows:
        label = ["", row.label, ""] if row.id in RESULTS else [row.label, "", ""]
        if row.group.startswith("（"):
            label = ["", row.group if row.group != group else "", row.label]
        group = row.group
        rows.append([*label, *_printed(table, row, values)])
    return rows


def _remedies(table: TableForm, values: Values) -> list[list[str]]:
    labels = [column.label for column in table.columns]
    return [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9],
        [*labels, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4],
        [*[""] * 5, *labels, *labels],
        [value for row in table.rows for value in _printed(table, row, values)],
    ]


def _printed(table: TableForm, row: RowForm, values: Values) -> list[str]:
    return [values[table.id, row.id, column] for column in row.columns]


def _html_table(table: TableForm, values: Values) -> str:
    """The grid with its empty label and header fields merged away, value cells kept whatever they hold."""
    body = ""
    rows = grid(table, values)
    for number, row in enumerate(rows):
        keep = _value_places(table, row, number, rows)
        cells = [cell for place, cell in enumerate(row) if cell or place in keep]
        body += (
            "<tr>" + "".join(f"<td><p>{html.escape(cell) or '&nbsp;'}</p></td>" for cell in cells) + "</tr>"
        )
    return f"<table border='1'><tbody>{body}</tbody></table>"


def _value_places(table: TableForm, row: list[str], number: int, rows: list[list[str]]) -> set[int]:
    if table.id == "remedies":
        return set(range(15)) if number == len(rows) - 1 else set()
    if table.id == "applications":
        return set(range(3, 10)) if number > 2 else set()
    form = next((one for one in table.rows if one.label == row[0]), None)
    return set(range(1, len(form.columns) + 1)) if form else set()
