"""Opening one page of a visit and writing down what came of it."""

from collections.abc import Awaitable, Callable, Mapping

from models.visit import Opened, Via
from scrapers import triage
from scrapers.errors import Blocked, NeedsBrowser, PortalFault
from scrapers.notes import Notes
from scrapers.page import Page
from scrapers.turn import Turn


async def by_http(
    url: str,
    turn: Turn,
    notes: Notes,
    *,
    form: Mapping[str, str] | None = None,
    if_changed: bool = False,
) -> Page:
    """A page that is what was asked for. Raises the PortalFault that says why it is not; noted either way."""
    at = turn.clock()
    try:
        page = await turn.open(url, form=form, if_changed=if_changed)
    except PortalFault as failure:
        notes.opened.append(
            Opened(url=url, at=at, outcome=failure.outcome, status=failure.status, reason=failure.words.zh)
        )
        raise
    fault = triage.trouble(page)
    notes.came(page, fault)
    if fault is not None:
        raise fault
    return page


async def by_browser(
    url: str,
    turn: Turn,
    notes: Notes,
    *,
    why: str,
    shows: Callable[[Page], bool],
    challenge: PortalFault | None = None,
) -> Page:
    """A page as Chromium draws it, for the reason `why`; a `challenge` gets its time to reload itself.

    `shows` says whether what was hoped for is there. Raises as `by_http` does, Blocked when a challenge did not pass.
    """
    patience = turn.manners.challenge_wait if challenge is not None else turn.manners.script_wait
    opening = turn.open_in_browser(url, shows=_whole(shows), patience=patience)
    try:
        page = await _noted(opening, url, turn, notes, why)
    except NeedsBrowser as failure:
        raise _without_browser(challenge, why) from failure
    fault = _still_refused(page, challenge, patience, shows) or triage.trouble(page)
    notes.came(page, fault, why)
    if fault is not None:
        raise fault
    return page


async def by_pressing(
    url: str, words: str, turn: Turn, notes: Notes, *, why: str, shows: Callable[[Page], bool]
) -> Page:
    """The page that pressing a control of the page in the browser brings."""
    pressing = turn.press(url, words, shows=_whole(shows), patience=turn.manners.script_wait)
    page = await _noted(pressing, url, turn, notes, why)
    fault = triage.trouble(page)
    notes.came(page, fault, why)
    if fault is not None:
        raise fault
    return page


async def _noted(coming: Awaitable[Page], url: str, turn: Turn, notes: Notes, why: str) -> Page:
    """A page from the browser; what keeps it from coming is noted, unless there is no browser at all."""
    at = turn.clock()
    try:
        return await coming
    except NeedsBrowser:
        raise
    except PortalFault as failure:
        reason = f"{why}；{failure.words.zh}"
        notes.opened.append(Opened(url=url, at=at, outcome=failure.outcome, via=Via.BROWSER, reason=reason))
        raise


def _whole(shows: Callable[[Page], bool]) -> Callable[[Page], bool]:
    def is_there(page: Page) -> bool:
        return triage.trouble(page) is None and shows(page)

    return is_there


def _without_browser(challenge: PortalFault | None, why: str) -> PortalFault:
    if challenge is None:
        return NeedsBrowser(
            f"{why}，而没有可用的 Chromium（CHUNXUN_BROWSER）",
            "the page is drawn by script, and there is no Chromium (CHUNXUN_BROWSER)",
        )
    return Blocked(
        f"{challenge.words.zh}；没有可用的 Chromium，未能再试",
        f"{challenge.words.en}; no Chromium to try again with",
        status=challenge.status,
    )


def _still_refused(
    page: Page, challenge: PortalFault | None, patience: float, shows: Callable[[Page], bool]
) -> PortalFault | None:
    """A challenge has passed when what was hoped for is there, not when its marks are gone: failed ones go blank."""
    if challenge is None or (triage.trouble(page) is None and shows(page)):
        return None
    found = triage.trouble(page)
    if found is not None and not isinstance(found, Blocked):
        return found
    return Blocked(
        f"{challenge.words.zh}，浏览器等待 {patience:g} 秒后仍未出现内容",
        f"{challenge.words.en}; after {patience:g} seconds in a browser there was still no content",
        status=challenge.status,
    )
