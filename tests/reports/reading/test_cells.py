"""One cell, told apart as an auditor would."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

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
        ("3985758", "3985758"),  # 淮安 2024
        ("4166.241619", "4166.241619"),  # 平潭 2025
        ("0.00", "0"),
        ("-2", "-2"),  # the seed
        ("－2", "-2"),
        ("−185", "-185"),
        ("–3", "-3"),
        ("- 3", "-3"),
        ("+1036", "1036"),
        ("3件", "3"),
        ("0 件", "0"),
        ("共22件", "22"),
        ("22。", "22"),
        ("1.2万件", "12000"),
        ("\u00a07\u00a0", "7"),
        ("\u200b7", "7"),
        ("7\ufeff", "7"),
    ],
)
def test_numbers_are_read_in_the_forms_people_type(raw: str, value: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.NUMBER, Decimal(value), False)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("零", 0), ("〇", 0), ("三", 3), ("十二件", 12), ("二十", 20), ("一百零五", 105), ("两千", 2000), ("壹拾贰", 12)],
)  # fmt: skip
def test_chinese_numerals_are_numbers(raw: str, value: int) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.NUMBER, value, False)


@pytest.mark.parametrize("raw", ["3①", "3*", "3＊", "3②③", "①3", "3²", "3※", "3注", "3⑴", "*3"])
def test_the_mark_of_a_note_is_no_digit(raw: str) -> None:
    cell = read_cell(raw)
    assert (cell.value, cell.doubtful, cell.raw) == (3, False, raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("22（其中修订 16 件）", 22),  # 上海市政府办公厅 2025
        ("55\n（含自然失效 29 件）", 55),
        ("0（无）", 0),
        ("3（件）", 3),
        ("38 (注1)", 38),
    ],
)
def test_a_remark_behind_a_number_changes_nothing(raw: str, value: int) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.NUMBER, value, False)


@pytest.mark.parametrize("raw", ["", " ", "\u00a0", "\u3000", "\n", "\u200b", "\u00a0\n\u00a0", "\ufeff"])
def test_blank_is_blank_and_never_zero(raw: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.raw) == (CellKind.BLANK, None, raw)


@pytest.mark.parametrize(
    "raw",
    ["/", "-", "—", "——", "--", "无", "（无）", "不适用", "空", " / ", "／", "N/A", "n/a", "不涉及", "暂无", "未发生"],
)  # fmt: skip
def test_signs_for_none_are_not_applicable(raw: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.raw) == (CellKind.NOT_APPLICABLE, None, raw)


@pytest.mark.parametrize(
    "raw",
    [
        "XX",
        "见附件",
        "约3",
        "增3",
        "较多",
        "5-8人次以上",
        "251000元",
        "三、",
        "百",
        "十十",
        "③",
        "*",
        "Ⅲ",
    ],
)
def test_words_are_text_without_a_value(raw: str) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.TEXT, None, False)


@pytest.mark.parametrize(
    ("raw", "value", "readings"),
    [
        ("1 295", "1295", ("1295", "1", "295")),
        ("2\n0", "20", ("20", "2", "0")),
        ("3（2）", "3", ("3", "2")),
        ("30（应为31）", "30", ("30", "31")),
        ("▲3", "3", ("3", "-3")),
        ("03", "3", ("3",)),
        ("00", "0", ("0",)),
    ],
)
def test_a_number_that_could_be_another_is_doubtful_and_names_both(
    raw: str, value: str, readings: tuple[str, ...]
) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.NUMBER, Decimal(value), True)
    assert cell.readings == tuple(map(Decimal, readings))


@pytest.mark.parametrize(
    ("raw", "readings"),
    [
        ("(3)", ("3", "-3")),
        ("1,29", ("129", "1", "29")),
        ("3-4", ("3", "4")),
        ("3~4", ("3", "4")),
        ("1、234", ("1", "234")),
        ("1.", ("1",)),
        ("5%", ("5",)),
        ("3↑", ("3",)),
    ],
)
def test_digits_without_one_meaning_are_doubtful_text(raw: str, readings: tuple[str, ...]) -> None:
    cell = read_cell(raw)
    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.TEXT, None, True)
    assert cell.readings == tuple(map(Decimal, readings))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("增3", "3"),
        ("增加3", "3"),
        ("新增3项", "3"),
        ("减3", "-3"),
        ("减少12", "-12"),
        ("↑4", "4"),
        ("↓4", "-4"),
        ("4↓", "-4"),
        ("▼4", "-4"),
        ("4（减）", "-4"),
        ("-2", "-2"),
        ("－185", "-185"),  # 平潭 2020
        ("+82", "82"),  # 河北省工业和信息化厅 2020
        ("减0", "0"),
    ],
)
def test_a_change_may_be_spelled_out(raw: str, value: str) -> None:
    cell = read_cell(raw, signed=True)
    assert (cell.value, cell.doubtful) == (Decimal(value), False)


def test_a_triangle_before_a_change_may_mean_a_rise_or_a_fall() -> None:
    cell = read_cell("▲3", signed=True)
    assert (cell.kind, cell.value, cell.doubtful, cell.readings) == (CellKind.NUMBER, None, True, (3, -3))


@pytest.mark.parametrize(
    ("raw", "column", "value", "unit"),
    [
        ("251000元", "万元", "25.1", "元"),  # 上海市政府办公厅 2019
        ("75394432.52元", "万元", "7539.443252", "元"),  # 平潭 2019
        ("4948.3955万元", "万元", "4948.3955", "万元"),  # 河北省工业和信息化厅 2019
        ("25.1万元", "元", "25.1", "万元"),
        ("25.1万", "万元", "25.1", "万"),
        ("1.5亿元", "万元", "15000", "亿元"),
        ("96171.6", "万元", "96171.6", "万元"),
        ("251000", "元", "25.1", "元"),
        ("251000（元）", "万元", "25.1", "元"),
        ("¥3.5", "万元", "3.5", "万元"),
        ("0", "元", "0", "元"),
    ],
)
def test_amounts_are_given_in_ten_thousand_yuan_with_the_unit_they_were_named_in(
    raw: str, column: str, value: str, unit: str
) -> None:
    cell = read_cell(raw, money=column)
    assert (cell.value, cell.raw, cell.unit, cell.doubtful) == (Decimal(value), raw, unit, False)


@pytest.mark.parametrize(
    ("raw", "unit"), [("3件", "件"), ("十二件", "件"), ("3", ""), ("3万", "万"), ("", "")]
)
def test_a_count_has_the_unit_its_cell_names(raw: str, unit: str) -> None:
    assert read_cell(raw).unit == unit


def test_a_long_cell_is_prose() -> None:
    assert read_cell("1" * 500).kind is CellKind.TEXT


@pytest.mark.parametrize(
    ("raw", "answer"),
    [("3", True), ("", True), ("/", True), ("1,29", True), ("规章", False), ("1.", True), ("零", True), ("三、", False)],
)  # fmt: skip
def test_a_value_is_whatever_can_stand_for_a_number(raw: str, *, answer: bool) -> None:
    assert is_value(raw) is answer


# Whatever is typed.

flags = st.fixed_dictionaries({"signed": st.booleans(), "money": st.sampled_from(["", "万元", "元"])})
typed = st.text(st.sampled_from("0123456789０３,，.．+-－—/()（） \u00a0\u200b\n①²*▲↑增减万元件约零三十无其中应为、~")) | st.text()  # fmt: skip


@given(typed, flags)
def test_whatever_is_typed_is_one_of_four_kinds_and_its_text_is_kept(
    raw: str, told: dict[str, object]
) -> None:
    cell = read_cell(raw, **told)  # type: ignore[arg-type]

    assert cell.raw == raw
    assert cell.value is None or cell.kind is CellKind.NUMBER
    assert cell.value is not None or cell.kind is not CellKind.NUMBER or cell.doubtful
    assert cell.doubtful is bool(cell.readings)
    assert cell.value is None or not cell.readings or cell.value in cell.readings


@given(st.text(st.sampled_from(" \t\n\r\u00a0\u3000\u200b\ufeff\u2060")), flags)
def test_what_shows_nothing_is_blank(raw: str, told: dict[str, object]) -> None:
    assert read_cell(raw, **told).kind is CellKind.BLANK  # type: ignore[arg-type]


DRESSES = (
    "{}", " {} ", "\u00a0{}\u3000", "\u200b{}", "{}件", "{} 件", "{}（件）", "{}①", "{}*", "{}（其中网上1件）", "共{}件",
)  # fmt: skip
WIDE = str.maketrans("0123456789,.+-", "０１２３４５６７８９，．＋－")


@given(st.integers(0, 10**9), st.sampled_from(DRESSES), st.booleans(), st.booleans())
def test_a_count_is_the_same_in_every_dress(number: int, dress: str, grouped: bool, wide: bool) -> None:
    digits = f"{number:,}" if grouped else str(number)
    cell = read_cell(dress.format(digits.translate(WIDE) if wide else digits))

    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.NUMBER, number, False)


@given(
    st.integers(-(10**6), 10**6),
    st.sampled_from(["-", "－", "−", "–", "减", "减少", "↓", "▼"]),
    st.booleans(),
)
def test_a_change_is_the_same_in_every_dress(number: int, minus: str, wide: bool) -> None:
    sign = minus if number < 0 else "+" if minus in "-－−–" else "增"
    cell = read_cell(f"{sign}{str(abs(number)).translate(WIDE if wide else {})}", signed=True)

    assert (cell.kind, cell.value, cell.doubtful) == (CellKind.NUMBER, number, False)


@given(st.decimals(0, 10**7, places=4), st.sampled_from(["万元", "元"]))
def test_an_amount_is_the_same_in_either_unit(amount: Decimal, column: str) -> None:
    in_yuan, in_ten_thousand = f"{amount * 10_000:f}元", f"{amount:f}万元"

    assert read_cell(in_yuan, money=column).value == read_cell(in_ten_thousand, money=column).value == amount


@given(st.integers(0, 99_999))
def test_a_chinese_numeral_is_its_number(number: int) -> None:
    assert read_cell(cn2an.an2cn(number)).value == number


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_two_numbers_in_one_cell_are_never_one_for_certain(one: int, other: int) -> None:
    for between in (" ", "\n", "~", "-", "、"):
        cell = read_cell(f"{one}{between}{other}")
        assume(cell.kind is not CellKind.TEXT or cell.doubtful)
        assert cell.doubtful
        assert {Decimal(one), Decimal(other)} <= set(cell.readings)


@pytest.mark.parametrize("raw", ["\ue012", "1\ue003", "\ufffd2", "\ue001\ue002件"])
def test_a_cell_with_damaged_characters_is_in_doubt_and_no_figure_is_made_of_it(raw: str) -> None:
    cell = read_cell(raw)

    assert (cell.kind, cell.value, cell.doubtful, cell.readings) == (CellKind.TEXT, None, True, ())
