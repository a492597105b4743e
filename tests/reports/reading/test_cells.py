"""One cell, told apart as an auditor would."""

from decimal import Decimal

import pytest

from models.report import CellKind
from reports.reading.cells import is_value, read_cell


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        (" 12 ", "12"),
        ("１２", "12"),
        ("1,234", "1234"),
        ("1，234，567", "1234567"),
        ("3985758", "3985758"),
        ("4166.241619", "4166.241619"),
        ("-2", "-2"),
        ("－2", "-2"),
        ("−185", "-185"),
        ("–3", "-3"),
        ("+1036", "1036"),
        ("3件", "3"),
        ("0 件", "0"),
        ("\u00a07\u00a0", "7"),
        ("\u200b7", "7"),
    ],
)
def test_numbers_are_read_in_the_forms_people_type(raw: str, value: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.NUMBER, Decimal(value), False)


@pytest.mark.parametrize("raw", ["", " ", "\u00a0", "\u3000", "\n", "\u200b", "\u00a0\n\u00a0"])
def test_blank_is_blank_and_never_zero(raw: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.raw) == (CellKind.BLANK, None, "")


@pytest.mark.parametrize("raw", ["/", "-", "—", "——", "--", "无", "不适用", "空", " / ", "／", "N/A"])
def test_signs_for_none_are_not_applicable(raw: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.raw) == (CellKind.NOT_APPLICABLE, None, raw.strip())


@pytest.mark.parametrize("raw", ["XX", "见附件", "约3", "三", "零", "增3", "较多", "5-8人次以上", "251000元"])
def test_words_are_text_without_a_value(raw: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value) == (CellKind.TEXT, None)


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("22（其中修订 16 件）", CellKind.NUMBER, "22"),
        ("1 295", CellKind.NUMBER, "1295"),
        ("2\n0", CellKind.NUMBER, "20"),
        ("(3)", CellKind.TEXT, None),
        ("1,29", CellKind.TEXT, None),
        ("3-4", CellKind.TEXT, None),
    ],
)
def test_two_possible_readings_are_doubtful(raw: str, kind: CellKind, value: str | None) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (kind, Decimal(value) if value else None, True)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("增3", "3"),
        ("增加3", "3"),
        ("减3", "-3"),
        ("减少12", "-12"),
        ("↓4", "-4"),
        ("-2", "-2"),
        ("减0", "0"),
    ],
)
def test_a_change_may_be_spelled_out(raw: str, value: str) -> None:
    assert read_cell(raw, signed=True).value == Decimal(value)


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        ("251000元", "万元", "25.1"),
        ("25.1万元", "万元", "25.1"),
        ("25.1万元", "元", "25.1"),
        ("1.5亿元", "万元", "15000"),
        ("96171.6", "万元", "96171.6"),
        ("251000", "元", "25.1"),
        ("0", "元", "0"),
    ],
)
def test_amounts_are_given_in_ten_thousand_yuan(raw: str, unit: str, value: str) -> None:
    cell = read_cell(raw, money=unit)
    assert (cell.value, cell.raw) == (Decimal(value), raw)


def test_a_long_cell_is_prose() -> None:
    assert read_cell("1" * 500).kind is CellKind.TEXT


@pytest.mark.parametrize(
    ("raw", "answer"), [("3", True), ("", True), ("/", True), ("1,29", True), ("规章", False), ("1.", True)]
)
def test_a_value_is_whatever_can_stand_for_a_number(raw: str, *, answer: bool) -> None:
    assert is_value(raw) is answer
