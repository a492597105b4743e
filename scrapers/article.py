"""Opening a wanted document: its page, and what hangs on the page."""

from models.visit import Candidate, Document, Link, Outcome
from scrapers import asking, triage
from scrapers.attachments import (
    attachments,
    embedded_article,
    has_official_table,
    is_document_address,
    pictures,
)
from scrapers.errors import Changed, PortalFault
from scrapers.notes import Notes
from scrapers.page import Page
from scrapers.turn import Turn

LEAST_TEXT = 30  # characters; a page drawn by script that shows fewer has shown nothing


async def open_candidate(link: Link, turn: Turn, notes: Notes) -> Candidate:
    """What opening a listed link brought: the page first, its attachments after, or why there is nothing."""
    try:
        page = await _open_article(link.url, turn, notes)
    except PortalFault as fault:
        return Candidate(link=link, outcome=fault.outcome, reason=fault.words.zh)
    hung, missing = await _open_attachments(page, turn, notes)
    return Candidate(
        link=link, outcome=Outcome.COMPLETED, documents=(page.document(), *hung), reason="；".join(missing)
    )


async def _open_article(url: str, turn: Turn, notes: Notes) -> Page:
    """The page by HTTP; in a browser on a challenge or where a script draws the text. Never a document there."""
    try:
        page = await asking.by_http(url, turn, notes, if_changed=True)
    except PortalFault as fault:
        if is_document_address(url) or not triage.may_pass_in_a_browser(fault):
            raise
        return await asking.by_browser(
            url, turn, notes, why=fault.words.zh, shows=_has_an_article, challenge=fault
        )
    if page.media_type != "text/html" or _has_an_article(page) or page.tree.css_first("script") is None:
        return page
    page = await asking.by_browser(url, turn, notes, why="正文由脚本绘制", shows=_has_an_article)
    if len(page.visible_text) < LEAST_TEXT or (page.notes and not _has_an_article(page)):
        raise Changed("浏览器里也没有出现正文", "no text in the browser either")
    return page


def _has_an_article(page: Page) -> bool:
    """Whether the page shows text of its own, or hangs out a document instead."""
    if attachments(page) or embedded_article(page):
        return True
    return len(page.visible_text) >= triage.SHORT and not triage.has_empty_article(page)


async def _open_attachments(page: Page, turn: Turn, notes: Notes) -> tuple[list[Document], list[str]]:
    """The documents hung on a page without tables of its own, else its pictures, and why some did not come."""
    hung: list[Document] = []
    missing: list[str] = []
    if page.media_type != "text/html" or has_official_table(page):
        return hung, missing
    for address in attachments(page) or pictures(page):
        try:
            file = await asking.by_http(address, turn, notes, if_changed=True)
        except PortalFault as fault:
            missing.append(f"附件 {address} 未能取得：{fault.words.zh}")
            continue
        if file.media_type == "text/html":
            missing.append(f"附件 {address} 打开后是网页")
        else:
            hung.append(file.document())
    return hung, missing
