"""How a host answers for an address that cannot exist: a page like that answer is no page (reliability R-20)."""

import hashlib
from urllib.parse import urljoin, urlsplit

from rapidfuzz import fuzz

from models.visit import Opened, Outcome
from scrapers.errors import Soft404
from scrapers.notes import Notes
from scrapers.pace import Nothing
from scrapers.page import Page
from scrapers.turn import Turn

ALIKE = 90.0  # per cent of the shown text; a portal's list and its notice share less


async def prove_real(page: Page, turn: Turn, notes: Notes) -> None:
    """Raise Soft404 if the page looks like what its host shows for an address that cannot exist.

    The host is asked once a run. Where it does not answer, or answers with an error as it should, nothing is proved
    against the page.
    """
    shown = await turn.shown_for_nothing(nowhere(page.final_url))
    if shown is None:
        return
    if shown.sha256 not in {opened.sha256 for opened in notes.opened}:
        notes.opened.append(_noted(shown))
    if is_alike(page.visible_text, shown.text):
        raise Soft404(
            "与该网站对不存在的地址所示页面相同",
            "the same as what the site shows for an address that does not exist",
        )


def nowhere(url: str) -> str:
    """An address beside this one that cannot exist, the same each time: other people's logs stay readable."""
    mark = hashlib.sha256(urlsplit(url).netloc.encode()).hexdigest()[:16]
    return urljoin(url, f"chunxun-{mark}/index.html")


def is_alike(one: str, other: str) -> bool:
    """Whether two pages show nearly the same text."""
    return bool(one and other) and fuzz.ratio(one[: len(other) * 2], other, score_cutoff=ALIKE) > 0


def _noted(shown: Nothing) -> Opened:
    return Opened(
        url=shown.url,
        at=shown.at,
        outcome=Outcome.COMPLETED,
        status=200,
        sha256=shown.sha256,
        reason="核对该网站对不存在地址的应答",
    )
