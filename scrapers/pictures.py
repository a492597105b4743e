"""Screenshots of a column and of the reports found in it, taken when all else is done: docs/decisions/0013."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.agency import Portal
from models.visit import Candidate, Doubt, Gate, Link, Opened, Outcome, Via
from models.words import Words
from scrapers import triage
from scrapers.adapters import adapter_for, adapter_named
from scrapers.errors import PortalFault
from scrapers.notes import Notes
from scrapers.page import Page
from scrapers.turn import Turn

MOST = 10  # reports of one visit
WHY = "留存截图"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """What a screenshot is kept of: the column, and each opened candidate that `report` names, the column with it."""

    column: bool
    vanished: bool  # the column as well, where a report known earlier is no longer listed
    report: Callable[[Candidate], bool]


NONE = Pictured(column=False, vanished=False, report=lambda _: False)


async def take_pictures(
    portal: Portal,
    pictured: Pictured,
    turn: Turn,
    notes: Notes,
    *,
    sought: Callable[[Link], bool],
    known: Sequence[Link],
) -> None:
    """Open once more in the browser what a screenshot is wanted of and was not taken yet.

    No picture changes what the look found, with one exception in the agency's favour: a report that the browser lists
    and the plain request did not is a doubt, so that no absence counts. Without a Chromium nothing is done.
    """
    if not turn.has_browser or notes.fault is not None:
        return
    reports = [c.documents[0].url for c in notes.candidates if _is_page(c) and pictured.report(c)][:MOST]
    turn.pictures = True
    if pictured.column or reports or (pictured.vanished and _has_vanished(known, notes)):
        page = await _pictured(portal.column_url, turn, notes)
        if page is not None:
            notes.doubt(_unseen_before(portal, page, notes, sought))
    for url in reports:
        await _pictured(url, turn, notes)


def _has_vanished(known: Sequence[Link], notes: Notes) -> bool:
    listed = {link.url for link in notes.every_link()}
    return any(link.url not in listed for link in known)


def _is_page(candidate: Candidate) -> bool:
    """Whether there is a page to show; a document is never opened in the browser."""
    documents = candidate.documents
    return candidate.outcome is Outcome.COMPLETED and documents[0].media_type == "text/html"


async def _pictured(url: str, turn: Turn, notes: Notes) -> Page | None:
    """The page as pictured; None where the browser showed it before, or what it shows now is none."""
    if any(opened.url == url and opened.screenshot for opened in notes.opened):
        return None
    at = turn.clock()
    try:
        page = await turn.open_in_browser(url, shows=_anything, patience=turn.manners.script_wait)
    except PortalFault as fault:
        reason = f"{WHY}；{fault.words.zh}"
        notes.opened.append(Opened(url=url, at=at, outcome=fault.outcome, via=Via.BROWSER, reason=reason))
        return None
    trouble = triage.trouble(page)
    notes.came(page, trouble, WHY)
    return page if trouble is None else None


def _anything(_: Page) -> bool:
    """A page that was read without a browser needs no sign: the camera waits for scripts that still ask, and no longer."""
    return True


def _unseen_before(
    portal: Portal, page: Page, notes: Notes, sought: Callable[[Link], bool]
) -> tuple[Doubt, ...]:
    """What the browser lists of the reports sought and the look did not: nobody may be called absent by it."""
    adapter = adapter_named(portal.family) or adapter_for(page)
    reading = adapter.read(page)
    known = {link.url for link in notes.every_link()} | {link.title for link in notes.every_link()}
    for link in (*reading.links, *reading.aside):
        if sought(link) and link.url not in known and link.title not in known:
            zh = f"留存截图时浏览器中列有「{link.title}」，此前读取的列表中没有"
            en = f"the browser lists “{link.title}” for the screenshot, which the listing as read did not"
            return (Doubt(gate=Gate.GENUINE, words=Words(zh=zh, en=en)),)
    return ()
