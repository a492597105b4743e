"""A look made again over what it kept: the same crawl, but each page comes from the vault, and none from the network.

What was not opened then, or is no longer kept, cannot be opened now: NotKept, never a guess. What a page's scripts failed
to load is not kept beside it, so doubts about that are carried over from the look itself.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urldefrag

from models.agency import Portal
from models.visit import Candidate, Gate, Link, Opened, Outcome, Via, Visit
from models.words import Words
from scrapers import errors
from scrapers.again import NOT_MODIFIED, Held
from scrapers.crawl import brought_by, read_listing, to_open, visit_of
from scrapers.errors import NeedsBrowser, PortalFault, VaultDamaged
from scrapers.manners import Manners
from scrapers.notes import Notes
from scrapers.pace import Nothing
from scrapers.page import Page, page_of_bytes, page_of_document
from scrapers.turn import Turn
from scrapers.vault import Vault

FRESH_MARK = re.compile(r"[?&]chunxun=\d{14}$")  # asked past the caches: another address at each look
FAULTS = {
    kind.outcome: kind for kind in vars(errors).values() if PortalFault in getattr(kind, "__bases__", ())
}

Key = tuple[str, Via, tuple[tuple[str, str], ...]]


class NotKept(Exception):
    """What a look would need was not opened then, or its bytes are lost; `words` name it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh=zh, en=en)


async def look_again(
    portal: Portal,
    visit: Visit,
    *,
    vault: Vault,
    sought: Callable[[Link], bool],
    wanted: Callable[[Link], bool],
    known: Sequence[Link] = (),
    offered: Sequence[Link] = (),
) -> Visit:
    """The visit as the adapters now installed would have made it of the pages it kept.

    A document that was not opened then is left unopened, as a look at the listing alone leaves it. Raises NotKept where
    the listing itself cannot be read again.
    """
    turn = KeptTurn(visit, vault)
    notes = Notes(started=visit.started)
    await read_listing(portal, turn, notes, sought)
    then = {candidate.link.url: candidate for candidate in visit.candidates}
    for link in to_open(notes, wanted, known, offered):
        try:
            notes.candidates.append(await brought_by(link, offered, turn, notes))
        except NotKept:
            _leave(link, then.get(link.url), notes)
    if any(opened.via is Via.BROWSER for opened in visit.opened):
        notes.doubt(doubt for doubt in visit.doubts if doubt.gate is Gate.TRANSPORT)
    again = visit_of(portal, notes, visit_id=visit.id, turn=turn)
    return replace(again, line_healthy=visit.line_healthy, clock_set=visit.clock_set)


def _leave(link: Link, then: Candidate | None, notes: Notes) -> None:
    """What could not be opened then cannot be now, for the same reason; what was not opened is left unopened."""
    if then is not None and then.outcome is not Outcome.COMPLETED:
        notes.candidates.append(replace(then, link=link))
    else:
        notes.unopened.append(link)


class KeptTurn(Turn):
    """A visit's way to the pages it opened, each in the order it was opened; nobody is asked anything."""

    def __init__(self, visit: Visit, vault: Vault) -> None:
        # Not Turn's own: it has an opener, and that one goes out into the network.
        self.manners = Manners(contact="", release="", rehearsing=visit.clock_set)
        self.clock = lambda: visit.finished
        self.limit = None
        self.held: Mapping[str, Held] = {}
        self.pictures = False
        self._visit, self._vault = visit, vault
        self._documents = {doc.sha256: doc for each in visit.candidates for doc in each.documents}
        self._kept: dict[Key, deque[Opened]] = defaultdict(deque)
        for opened in visit.opened:
            self._kept[_key_of(opened)].append(opened)

    async def open(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        if_changed: bool = False,  # noqa: ARG002 - as Turn's
    ) -> Page:
        """The page this look was given by HTTP, or the fault it met. Raises NotKept."""
        sent = tuple(form.items()) if form is not None else ()
        opened = self._next(_key(url, Via.HTTP, sent)) or self._failed(url)
        if opened is None:
            raise _not_opened(url)
        if opened.sha256 and not opened.exchanges:
            raise NotKept(
                f"较早版本留存的 {url} 没有应答头",
                f"an earlier release kept {url} without the head of its answer",
            )
        return self._came(url, opened)

    async def open_in_browser(
        self,
        url: str,
        *,
        shows: Callable[[Page], bool],  # noqa: ARG002 - as Turn's
        patience: float,  # noqa: ARG002 - as Turn's
    ) -> Page:
        """The page as the browser of this look drew it. Raises NotKept; NeedsBrowser where the look had no browser."""
        opened = self._next(_key(url, Via.BROWSER))
        if opened is not None:
            return self._came(url, opened)
        if self._had_no_browser():
            raise NeedsBrowser("当时没有可用的 Chromium", "the look had no Chromium")
        raise _not_opened(url, by_browser=True)

    async def press(
        self,
        url: str,
        words: str,  # noqa: ARG002 - as Turn's
        *,
        shows: Callable[[Page], bool],  # noqa: ARG002 - as Turn's
        patience: float,  # noqa: ARG002 - as Turn's
    ) -> Page:
        """The page that pressing the control brought. Raises NotKept."""
        opened = self._next(_key(url, Via.BROWSER))
        if opened is None:
            raise _not_opened(url, by_browser=True)
        return self._came(url, opened)

    async def shown_for_nothing(self, url: str) -> Nothing | None:
        """What the host showed this look for an address that cannot exist; None where it was not asked, or was well.

        Raises NotKept where it showed one of the look's own pages: which one is not written down.
        """
        opened = self._next(_key(url, Via.HTTP))
        if opened is not None:
            text = self._came(url, opened).visible_text
            return Nothing(url=url, at=opened.at, sha256=opened.sha256, text=text)
        ends = {each.outcome for each in self._visit.opened}
        if self._visit.outcome is Outcome.SOFT_404 and Outcome.SOFT_404 not in ends:
            raise NotKept(
                "网站对不存在地址的应答没有单独留存",
                "what the host shows for an address that does not exist was not kept apart",
            )
        return None

    def _next(self, key: Key) -> Opened | None:
        """The next page kept under a key. What HTTP gave may be asked for again; a drawn page was drawn once."""
        kept = self._kept.get(key)
        if not kept:
            return None
        return kept[0] if len(kept) == 1 and key[1] is Via.HTTP else kept.popleft()

    def _failed(self, url: str) -> Opened | None:
        """A form that got no answer left no word of what it sent."""
        opened = self._next(_key(url, Via.HTTP))
        return opened if opened is not None and not opened.sha256 else None

    def _had_no_browser(self) -> bool:
        ends = {self._visit.outcome, *(each.outcome for each in self._visit.candidates)}
        drawn = any(each.via is Via.BROWSER for each in self._visit.opened)
        return not drawn and bool(ends & {Outcome.NEEDS_BROWSER, Outcome.BLOCKED})

    def _came(self, url: str, opened: Opened) -> Page:
        if not opened.sha256:
            raise FAULTS[opened.outcome](opened.reason, opened.reason, status=opened.status)
        content = self._bytes(opened)
        exchanges, headers = opened.exchanges, _headers(opened)
        final_url = exchanges[-1].url if exchanges else urldefrag(url).url
        document = self._documents.get(opened.sha256)
        if opened.via is Via.BROWSER:
            drawn = page_of_document(
                url=url, final_url=final_url, status=opened.status or 0, headers=headers,
                html=content.decode(), fetched_at=opened.at, exchanges=exchanges, notes=(),
            )  # fmt: skip
            return drawn if document is None else replace(drawn, final_url=document.final_url)
        if exchanges and exchanges[-1].status == NOT_MODIFIED and document is not None:
            headers = {"content-type": document.media_type, **headers}
        page = page_of_bytes(
            url=url, final_url=final_url, status=opened.status or 0, headers=headers,
            content=content, fetched_at=opened.at, exchanges=exchanges,
        )  # fmt: skip
        return page if document is None else replace(page, last_modified=document.last_modified)

    def _bytes(self, opened: Opened) -> bytes:
        try:
            return self._vault.read(opened.sha256)
        except (FileNotFoundError, VaultDamaged) as error:
            raise NotKept(
                f"原件缺失或损坏：{opened.url}", f"the kept bytes of {opened.url} are missing or damaged"
            ) from error


def _headers(opened: Opened) -> dict[str, str]:
    return {name.lower(): value for name, value in opened.exchanges[-1].headers} if opened.exchanges else {}


def _key(url: str, via: Via, form: tuple[tuple[str, str], ...] = ()) -> Key:
    return FRESH_MARK.sub("?fresh", url), via, form


def _key_of(opened: Opened) -> Key:
    return _key(opened.url, opened.via, opened.exchanges[0].form if opened.exchanges else ())


def _not_opened(url: str, *, by_browser: bool = False) -> NotKept:
    zh, en = ("由浏览器", " in a browser") if by_browser else ("", "")
    return NotKept(
        f"现装程序要{zh}打开当时未打开的 {url}",
        f"the code now installed would open {url}{en}, which was not opened then",
    )
