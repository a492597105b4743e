"""Whose report it is and of which year: by its title, and by what the text says of itself."""

import re
from collections.abc import Iterable, Iterator

from reports.titles import TitleReading, read_title

_LONGEST_TITLE = 80
_TITLE_LINES = 3  # a title may run over so many lines
_SENTENCE_END = ("。", "；", ";", "：", ":", "，")

_PERIODS = (
    re.compile(r"统计(?:期限|时限|时间|期间)\D{0,12}((?:19|20)\d\d)\s*年"),
    re.compile(
        r"((?:19|20)\d\d)\s*年\s*1\s*月\s*1\s*日\s*(?:起|开始)?[,，\s]*(?:至|到|—|-|~)\s*"
        r"(?:((?:19|20)\d\d)\s*年)?\s*12\s*月"
    ),
    re.compile(
        r"(?:编制|公布|发布|现将)[^。；;]{0,40}?((?:19|20)\d\d)\s*年度?(?:政府|政务)?(?:信息|政务)公开"
    ),
)
_OPENING = re.compile(r"\s*((?:19|20)\d\d)\s*年")

_OFFICES = "政府|管委会|委员会|办公室|办公厅|局|厅|委|部|街道|办事处|镇|乡|中心|院|所|署|处|站|队|社|会|公司|学院|大学"
_NAME = rf"([\u4e00-\u9fff]{{2,40}}?(?:{_OFFICES}))"
_AUTHORS = (
    re.compile(rf"(?:现公布|现将|公布|发布|编制)\s*{_NAME}\s*(?:19|20)\d\d\s*年"),
    re.compile(rf"由\s*{_NAME}\s*(?:负责)?(?:根据|按照|依据|结合|编制|汇总)"),
)
_CONTACT = re.compile(rf"与\s*{_NAME}\s*(?:直接)?(?:联系|[(（]\s*(?:办公|通讯|联系)?(?:地址|电话))")
_OURSELVES = re.compile(r"[本我该各全]")
_INTRODUCTION = 3000  # characters in which a text introduces itself


def best_title(titles: Iterable[str], introduction: tuple[str, ...]) -> tuple[str, TitleReading] | None:
    """The title that says most, and what it says: those of the page, then the text's first lines, joined if broken."""
    candidates = [*titles, *_first_lines(introduction)]
    return max(((title, read_title(title)) for title in candidates if title), key=_says, default=None)


def _says(title: tuple[str, TitleReading]) -> int:
    """How much a title tells: that it is a report outweighs year and agency."""
    reading = title[1]
    return 4 * reading.is_report + 2 * (reading.year is not None) + bool(reading.agency)


def body_years(introduction: str, own_titles: Iterable[str] = ()) -> tuple[int, ...]:
    """The years the introduction says the report is about, in the order met."""
    text = introduction[:_INTRODUCTION]
    found = [
        int(year)
        for pattern in _PERIODS
        for match in pattern.finditer(text)
        for year in match.groups()
        if year
    ]
    found += [reading.year for title in own_titles if (reading := _own_title(title)) and reading.year]
    return tuple(dict.fromkeys(found))


def opening_year(text: str) -> int | None:
    """The year a section opens with (2023年，…): a weak sign, of use only where nothing else says it."""
    found = _OPENING.match(text)
    return int(found[1]) if found else None


def body_agencies(introduction: str, closing: str) -> tuple[str, ...]:
    """Agencies the text calls its author: 现公布XX2025年度…, 由XX编制, 请与XX联系. 我局 and its like name nobody."""
    text = introduction[:_INTRODUCTION]
    found = [match[1] for pattern in _AUTHORS for match in pattern.finditer(text)]
    found += [match[1] for part in (text, closing) for match in _CONTACT.finditer(part)]
    return tuple(dict.fromkeys(name for name in found if not _OURSELVES.match(name)))


def _first_lines(introduction: tuple[str, ...]) -> Iterator[str]:
    """Titles among the first lines of the text: one line, or two or three that make one together."""
    lines = [text for text in introduction[:8] if len(text) <= _LONGEST_TITLE]
    for length in range(1, _TITLE_LINES + 1):
        for start in range(len(lines) - length + 1):
            joined = "".join(lines[start : start + length])
            if _own_title(joined):
                yield joined


def _own_title(text: str) -> TitleReading | None:
    """The reading of a line that is a report's title, None for a sentence or anything else."""
    if len(text) > _LONGEST_TITLE or text.endswith(_SENTENCE_END):
        return None
    reading = read_title(text)
    return reading if reading.is_report else None
