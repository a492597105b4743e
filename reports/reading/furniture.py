"""What every page repeats and no report says: page numbers, running heads and feet."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.reading.lettering import TextLine
from reports.reading.seams import RuledTable

_PAGE_NUMBER = re.compile(
    r"[-—–―－~·•]+ ?\d{1,3} ?[-—–―－~·•]+|第 ?\d+ ?页.{0,12}|\d{1,3} ?/ ?\d{1,3}|[Pp]age \d+.*"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_MARGIN = 0.1  # of a page's height, at the head and at the foot: where page numbers stand
_LONGEST = 60  # characters of a running head
_EXACT = 6.0  # points: how exactly it stands at one height
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidPage:
    """What stands on one page: text outside tables, and tables, each with its height on the page."""

    width: float
    height: float
    flow: Sequence[TextLine]
    tables: Sequence[tuple[float, RuledTable]]


def without_furniture(pages: Sequence[LaidPage]) -> list[LaidPage]:
    """The pages without what most of them have at one place of head or foot, and without their numbers."""
    counted = Counter(sign for page in pages for sign in {_sign(line) for line in _marginal(page)})
    common = {sign for sign, count in counted.items() if count >= max(2, len(pages) * 0.5)}
    return [
        replace(page, flow=[line for line in page.flow if not _is_furniture(page, line, common)])
        for page in pages
    ]


Sign = tuple[str, int]


def _is_furniture(page: LaidPage, line: TextLine, common: set[Sign]) -> bool:
    if _is_number(page, line):
        return True
    text, place = _sign(line)
    return _in_margin(page, line) and any((text, place + by) in common for by in (-1, 0, 1))


def _is_number(page: LaidPage, line: TextLine) -> bool:
    bare = line.box.top > (1 - _MARGIN) * page.height and _BARE_NUMBER.fullmatch(line.text)
    return _in_margin(page, line) and bool(bare or _PAGE_NUMBER.fullmatch(line.text))


def _marginal(page: LaidPage) -> Iterator[TextLine]:
    return (line for line in page.flow if _in_margin(page, line) and len(line.text) <= _LONGEST)


def _in_margin(page: LaidPage, line: TextLine) -> bool:
    return line.box.down < _MARGIN * page.height or line.box.down > (1 - _MARGIN) * page.height


def _sign(line: TextLine) -> Sign:
    """What a line says with its numbers left open, and its height."""
    return _DIGITS.sub("0", line.text), round(line.box.down / _EXACT)
