"""Pages of characters in boxes → lines in reading order."""

from reports.reading.layout import lines_of
from reports.reading.sheet import Box, Mark, Sheet


def line(text: str, top: float, size: float, left: float = 80) -> list[Mark]:
    """Characters side by side, as wide as high."""
    return [
        Mark(letter, Box(left + n * size, top, left + (n + 1) * size, top + size))
        for n, letter in enumerate(text)
    ]


def test_a_title_as_wide_as_its_text_is_a_line_of_its_own() -> None:
    title = "临溪经济技术开发区管理委员会二〇二三年政府信息公开年报"
    first, second = "根据" + "规定" * 19 + "，", "现公布本年度报告。"
    marks = line(title, 100, 440 / len(title)) + line(first, 130, 440 / len(first)) + line(second, 150, 10.7)

    lines = lines_of([Sheet(width=600, height=800, marks=marks)])

    assert [each.cells[0] for each in lines] == [title, first + second]
