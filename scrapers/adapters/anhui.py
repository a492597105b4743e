"""Anhui's disclosure routes: `OpennessContent/show/2198223.html`, `showList/440/26067/page_1.html`, `public/29641/51305266.html`.

Two vendors have routes for annual reports alone, `Xxgknb/show/5403.html` and `annual_report/<24hex>.html`.
One of them shows its list in a frame, `opennessContent/iframe/?branch_id=…&column_code=…&page=1`.
"""

import re
from dataclasses import replace

from scrapers.adapters import static
from scrapers.page import Page, Reading, Step

name = "anhui"

SIGNS = ("/show/", "/showList/", "penness", "/public/")
ROUTE = re.compile(
    r"/(?:Xxgknb|XxgkContent|OpennessContent)/show(?:List)?/\d"
    r"|/openness/(?:detail/)?(?:content|annual_report)/[0-9a-f]{24}\b"
    r"|/annual_report/[0-9a-f]{24}\b|openness(?:Content)?/iframe/?\?"
    r"|/public/\d{4,}/\d{6,}\.html",
    re.IGNORECASE,
)
FRAME = re.compile(r"openness(?:Content)?/iframe/?\?", re.IGNORECASE)
REPORTS = re.compile(r"年报|年度报告")
NUMBERED = re.compile(r"(.*/showList/[\d/]*page_)(\d+)\.html$")
MANY = 1000  # pages no column has; a number beyond it is not a count


def recognises(page: Page) -> bool:
    """One of its routes."""
    return any(sign in page.text for sign in SIGNS) and ROUTE.search(page.text) is not None


def read(page: Page) -> Reading:
    """The page's list: its own, or that of the frame it shows it in."""
    reading = static.read(page)
    if (frame := _frame(page)) and not any(REPORTS.search(link.title) for link in reading.links):
        beside = (*reading.links, *reading.aside)
        return Reading(aside=beside, steps=(Step(url=frame, why="列表框架"),))
    steps = _numbered(page, reading.total_pages or 1)
    if not steps:
        return reading
    return replace(reading, steps=steps, unfollowed="", total_pages=len(steps) + 1)


def _frame(page: Page) -> str | None:
    sources = (frame.attributes.get("src") or "" for frame in page.tree.css("iframe[src]"))
    return next((page.absolute(source) for source in sources if FRAME.search(source)), None)


def _numbered(page: Page, said: int) -> tuple[Step, ...]:
    """The pages `page_2.html` to the last that the first names or says there is; none on any other page."""
    here = NUMBERED.fullmatch(page.final_url)
    if here is None or here[2] != "1":
        return ()
    last = max([said, *(int(found[2]) for found in _links_of(page, here[1]))])
    return tuple(
        Step(url=f"{here[1]}{number}.html", why=f"第 {number} 页，共 {last} 页")
        for number in range(2, min(last, MANY) + 1)
    )


def _links_of(page: Page, stem: str) -> list[re.Match[str]]:
    addresses = (page.absolute(anchor.href) for anchor in page.anchors)
    found = (NUMBERED.fullmatch(address) for address in addresses if address)
    return [match for match in found if match and match[1] == stem]
