"""Every report of the corpus that holds figures is read as a person reads it: each cell, and each doubt."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.report import Cell, CellKind, Report
from reports.editions import edition
from reports.reading import Unreadable, read
from tests.reports.reading.material import SHARED

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.json"))
FILES = sorted((SHARED / "corpus" / "reports").glob("*")) + sorted((SHARED / "seeds").glob("*"))


def report_of(folder: Path) -> Report:
    """The report a folder speaks of, as read; skips the test where the corpus is not at hand."""
    file = next((each for each in FILES if each.stem == folder.name), None)
    if file is None:
        pytest.skip(f"no {folder.name} beside the repository")
    return read(file.read_bytes(), source=file.name)


def expected_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_its_facts_are_read(folder: Path) -> None:
    report, expected = report_of(folder), expected_of(folder)

    assert (report.edition, report.year, report.agency) == (
        expected["edition"],
        expected["year"],
        expected["agency"],
    )
    if "sections" in expected:
        assert [section.no for section in report.sections] == expected["sections"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_cell_is_read(folder: Path) -> None:
    report, expected = report_of(folder), expected_of(folder)
    wanted = _cells(expected)
    found = {(t.id, row, column): cell for t in report.tables.values() for row, column, cell in t}

    assert set(found) == set(wanted)
    assert [
        f"{'.'.join(address)}: {text!r}, read {found[address]}"
        for address, (text, value) in wanted.items()
        if not _reads(found[address], text, value)
    ] == []


def _cells(expected: dict[str, Any]) -> dict[tuple[str, str, str], tuple[str | list[str], Decimal | None]]:
    """By address: the text or the readings of every cell, and its number where the text alone does not tell."""
    values = expected.get("values", {})
    cells = {}
    for table, rows in expected["tables"].items():
        form = edition(expected["edition"]).table(table)
        for row, texts in rows.items():
            for column, text in zip(form.row(row).columns, texts, strict=True):
                number = values.get(f"{table}.{row}.{column}", text if isinstance(text, str) else "")
                cells[table, row, column] = (text, Decimal(number) if number not in ("", "/") else None)
    return cells


def _reads(cell: Cell, text: str | list[str], value: Decimal | None) -> bool:
    """Whether the cell says what stands there, and where nobody can tell, says that."""
    if isinstance(text, list):
        readings = {Decimal(each) for each in text if each}
        return cell.doubtful and cell.value is None and set(cell.readings) == readings
    kind = CellKind.NUMBER if value is not None else CellKind.BLANK if not text else CellKind.NOT_APPLICABLE
    return (cell.raw, cell.kind, cell.value) == (text, kind, value)


@pytest.mark.skipif(not FILES, reason="the corpus is not at hand")
def test_no_report_that_holds_figures_is_left_out() -> None:
    known = {folder.name for folder in FOLDERS}

    assert [file.name for file in FILES if file.stem not in known and _holds_tables(file)] == []


def _holds_tables(file: Path) -> bool:
    try:
        return bool(read(file.read_bytes()).tables)
    except Unreadable:
        return False


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_note_says_how_it_was_checked(folder: Path) -> None:
    lines = (folder / "note.md").read_text(encoding="utf-8").splitlines()

    assert 1 <= len(lines) <= 6
