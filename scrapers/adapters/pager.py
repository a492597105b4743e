"""How a list names its further pages: counted by a script of its template, or behind 下一页. Shared by the families."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from scrapers.adapters import listing
from scrapers.page import Page, Step

PAGER_CALL = re.compile(r"createPage(?:HTML|Html)\s*\(([^()]{0,60}\d[^()]{0,60})\)")
PAGE_COUNT = re.compile(r"\bcountPage\s*=\s*(\d+)")
STRING = re.compile(r"""['"]([\w-]+)['"]""")
EXTENSION = re.compile(
    r"""["']\.["']?\s*\+?\s*["']?(s?html?)\b|\bindex_\d+\.(s?html?)\b|t\d{8}_\d+\.(s?html?)\b"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """The pages a list has besides this one."""

    steps: tuple[Step, ...]
    total_pages: int | None  # None: the page does not say
    unfollowed: str = ""  # why there is more than `steps` lead to; empty: there is not


def further(page: Page) -> Further:
    """Every further page at once where a script counts them, else the next one."""
    if counted := _counted(page.text):
        return Further(steps=_numbered(page, counted), total_pages=counted.pages)
    step, unfollowed = listing.next_step(page)
    return Further(
        steps=(step,) if step else (), total_pages=listing.total_pages(page), unfollowed=unfollowed
    )


def counts_pages(text: str) -> bool:
    """Whether a script of the page counts the pages of its list."""
    return ("createPage" in text and PAGER_CALL.search(text) is not None) or (
        "countPage" in text and PAGE_COUNT.search(text) is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """How a script names pages: `stem_number.extension`; the second page is number `second`."""

    pages: int
    stem: str
    extension: str
    second: int


def _counted(text: str) -> _Counted | None:
    if not counts_pages(text):
        return None
    if (call := PAGER_CALL.search(text)) and (counted := _called(call[1])):
        return counted
    if count := PAGE_COUNT.search(text):
        named = EXTENSION.search(text, count.start()) or EXTENSION.search(text)
        extension = next(filter(None, named.groups())) if named else "html"
        return _Counted(pages=int(count[1]), stem="index", extension=extension, second=1)
    return None


def _called(arguments: str) -> _Counted | None:
    """The arguments of the call. Named the box it draws into first, it calls its second page `list_2`; else `index_1`."""
    strings = [said for said in STRING.findall(arguments) if not said.isdigit()]
    numbers = re.findall(r"\d+", STRING.sub("", arguments))
    if not numbers or len(strings) < 2:
        return None
    second = 2 if len(strings) > 2 else 1
    return _Counted(pages=int(numbers[0]), stem=strings[-2], extension=strings[-1], second=second)


def _numbered(page: Page, counted: _Counted) -> tuple[Step, ...]:
    return tuple(
        Step(
            url=urljoin(page.final_url, f"{counted.stem}_{number - 2 + counted.second}.{counted.extension}"),
            why=f"第 {number} 页，共 {counted.pages} 页",
        )
        for number in range(2, counted.pages + 1)
    )
