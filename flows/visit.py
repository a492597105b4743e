"""Due columns → visits, sightings, kept documents. Plain functions; flows/patrol wraps them for Prefect."""

import asyncio
import hashlib
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from flows.clock import require_clock_right, require_clock_went_on
from flows.home import Home
from flows.lost_column import with_proposals
from flows.manners import manners_of
from flows.pictured import pictured_of
from flows.reading import read_document
from flows.scope import Scope
from flows.settings import require_contact
from models.agency import Agency, Portal
from models.report import Report
from models.stores.visits import listing_mark
from models.visit import Candidate, DateRead, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.claims import Contents, is_wanted, offered_link
from reports.dates import dates_of
from reports.duties import obligations
from reports.reading import Unreadable
from reports.sightings import sight
from reports.soundness import doubts_about_titles, reads_titles
from scrapers.again import Held, held_of
from scrapers.crawl import look
from scrapers.line import Line
from scrapers.opener import Opener
from scrapers.soundness import doubts_about, unsound
from scrapers.text import decode
from scrapers.turns import in_turns

Item = TypeVar("Item")

LOOK_BACK = timedelta(
    days=30
)  # so often last year's report is opened again: it may have been changed quietly
BATCH = 400  # portals; one Prefect task run carries so many
WRITTEN = 100  # visits; so many at most wait for the line's next sample, and are written in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One visit as stored, and what it says of the year judged. Holds no page and no link: a round has thousands."""

    column_url: str
    outcome: Outcome
    reason: Words
    pages: int
    seen: Mapping[Seen, int]  # how many agencies of the column


Progress = Callable[[Visit], Awaitable[None]]


async def _say_nothing(_: Visit) -> None:
    return


PASSING = frozenset(
    {Outcome.UNREACHABLE, Outcome.PARTIAL, Outcome.OWN_FAULT}
)  # worth another look the same day


def portals_to_visit(home: Home, scope: Scope) -> tuple[Portal, ...]:
    """The columns of all agencies that owe a report for the year, by address, as far as the scope reaches.

    Raises ClockWentBack.
    """
    require_clock_went_on(home)
    agencies = home.store.agencies(scope.office)
    owing = {duty.agency for duty in obligations(agencies, scope.year) if not duty.exempt_reason}
    shared: dict[str, list[Agency]] = defaultdict(list)
    for agency in home.store.agencies():
        if agency.column_url:
            shared[agency.column_url].append(agency)
    due = [
        url
        for url, members in sorted(shared.items())
        if any(agency.code in owing and scope.agency in (None, agency.code) for agency in members)
        and scope.share.holds(urlsplit(url).netloc)
    ]
    chosen = (_failed(home, due) if scope.failed else due)[: scope.limit]
    for url in chosen:
        require_contact(home.settings, url)
    return tuple(
        Portal(column_url=url, family=family_of(shared[url]), agencies=tuple(shared[url])) for url in chosen
    )


def _failed(home: Home, urls: Sequence[str]) -> list[str]:
    """Those whose last look ended in a fault that may have passed since."""
    last: dict[str, Outcome] = {}
    for some in _chunks(urls):
        last |= home.store.last_outcomes(some, home.now())
    return [url for url in urls if last.get(url) in PASSING]


def family_of(agencies: Iterable[Agency]) -> str:
    """The family the roster declares for a column; empty where it declares none."""
    return next((agency.family for agency in agencies if agency.family), "")


def batches(portals: Sequence[Portal], size: int = BATCH) -> tuple[tuple[Portal, ...], ...]:
    """Portals in groups of about `size`; all columns of one host stay in one group, so nobody else knocks there."""
    by_host: dict[str, list[Portal]] = defaultdict(list)
    for portal in portals:
        by_host[urlsplit(portal.column_url).netloc].append(portal)
    groups: list[list[Portal]] = [[]]
    for members in by_host.values():
        if groups[-1] and len(groups[-1]) + len(members) > size:
            groups.append([])
        groups[-1].extend(members)
    return tuple(tuple(group) for group in groups if group)


async def visit_portals(
    home: Home, scope: Scope, *, on_progress: Progress = _say_nothing
) -> tuple[Looked, ...]:
    """Visit every column due and store what was seen. A portal's fault is an outcome, not an error."""
    portals = portals_to_visit(home, scope)
    async with Opener(manners_of(home), home.vault, home.now) as opener:
        return await visit_batch(
            home, opener, portals, scope.year, listing_only=scope.listing_only, on_progress=on_progress
        )


async def visit_batch(
    home: Home,
    opener: Opener,
    portals: Sequence[Portal],
    year: int,
    *,
    listing_only: bool = False,
    on_progress: Progress = _say_nothing,
) -> tuple[Looked, ...]:
    """Visit these portals, many servers at once, while our own line and clock are watched; store each visit.

    Raises ClockAstray; what was looked at since the last sample is then not kept.
    """
    looked: list[Looked] = []
    waiting: list[_Visited] = []
    looks = _Looks(home, opener, year, listing_only=listing_only)
    await asyncio.to_thread(looks.remember, portals)
    async with Line(opener, home.settings.canaries, _real_time) as line:
        require_clock_right(home, line.clock_astray)

        async def write() -> None:
            await line.sample()
            require_clock_right(home, line.clock_astray)
            looked.extend(await asyncio.to_thread(_store, home, waiting, line, year, looks.listings))
            waiting.clear()

        async for visited in in_turns(
            portals, server_of=opener.server_of, look=looks.look, at_once=home.settings.concurrency
        ):
            waiting.append(visited)
            await on_progress(visited.visit)
            if len(waiting) >= WRITTEN:
                await write()
        if waiting:
            await write()
    return tuple(looked)


def _real_time() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visited:
    """A visit that waits to be stored: until our line's next sample, nobody knows what it is worth."""

    portal: Portal
    visit: Visit
    began: datetime  # by the real clock, also in a rehearsal
    ended: datetime


class _Looks:
    """What every look of a batch needs to know beforehand, asked of the store once for all."""

    def __init__(self, home: Home, opener: Opener, year: int, *, listing_only: bool) -> None:
        self._home, self._opener, self._year, self._listing_only = home, opener, year, listing_only
        self._found: dict[str, Link] = {}
        self._offered: dict[str, tuple[str, ...]] = {}
        self._lacking: frozenset[str] = frozenset()
        self._columns: frozenset[str] = frozenset()
        self._held: dict[str, dict[str, Held]] = {}  # by column, what its last look kept of reports
        self.listings: dict[str, str] = {}  # what each column listed at its last completed visit
        self.misread = unsound()  # families whose own sample is misread today
        self.titles_sound = reads_titles()

    def remember(self, portals: Sequence[Portal]) -> None:
        """Ask the store what is known of these portals' agencies and columns."""
        store, now = self._home.store, self._home.now()
        self._columns = frozenset(agency.column_url for agency in store.agencies())
        for some in _chunks(portals):
            codes = [agency.code for portal in some for agency in portal.agencies]
            self._found |= store.last_present(self._year, codes, now)
            self._offered |= store.offered(self._year, codes, now)
            self._lacking |= set(codes) - store.seen_since(self._year - 1, codes, now - LOOK_BACK, now)
            if not self._listing_only:
                self._hold(some, now)
            self.listings |= store.last_listings([portal.column_url for portal in some], now)

    def _hold(self, portals: Sequence[Portal], now: datetime) -> None:
        """Remember what was brought from the columns in which a report was found."""
        found = [p.column_url for p in portals if any(agency.code in self._found for agency in p.agencies)]
        brought = self._home.store.last_brought(found, now)
        self._held |= {column: held_of(visit) for column, visit in brought.items()}

    async def look(self, portal: Portal) -> _Visited:
        """One look at one column. Whatever the portal does ends in the visit's outcome."""
        also = (self._year - 1,) if any(agency.code in self._lacking for agency in portal.agencies) else ()
        known = [self._found[agency.code] for agency in portal.agencies if agency.code in self._found]
        began = _real_time()
        visit = await look(
            portal,
            opener=self._opener,
            sought=lambda link: is_wanted(link, self._year),
            wanted=lambda link: is_wanted(link, self._year, also=also),
            known=known,
            offered=offered_links(portal, self._year, self._offered),
            held=self._held.get(portal.column_url),
            listing_only=self._listing_only,
            pictured=pictured_of(self._home, portal, self._year, self._found),
            visit_id=f"{portal.column_url}@{self._home.now().isoformat()}",
        )
        if not self._listing_only:
            visit = await with_proposals(visit, self._opener, known=self._columns)
        noted = (*doubts_about(visit.family, self.misread), *doubts_about_titles(sound=self.titles_sound))
        visit = replace(visit, doubts=(*visit.doubts, *noted))
        return _Visited(portal=portal, visit=visit, began=began, ended=_real_time())


def offered_links(portal: Portal, year: int, offered: Mapping[str, Sequence[str]]) -> tuple[Link, ...]:
    """What the agencies of a column offered, each address once."""
    links = (offered_link(each, year, url) for each in portal.agencies for url in offered.get(each.code, ()))
    return tuple({link.url: link for link in links}.values())


def _chunks(several: Sequence[Item], size: int = 400) -> Iterator[Sequence[Item]]:
    """A database takes so many names in one question."""
    for start in range(0, len(several), size):
        yield several[start : start + size]


def finished(home: Home, visit: Visit, healthy: bool | None) -> Visit:
    """The visit with the health of our line, under an id that the same look always gets again."""
    if healthy is False and visit.outcome in PASSING:
        visit = replace(visit, outcome=Outcome.OWN_FAULT, reason=_with_an_ill_line(visit.reason))
    seen = [visit.column_url, visit.started.isoformat(), visit.outcome, str(healthy)]
    seen += [document.sha256 for candidate in visit.candidates for document in candidate.documents]
    mark = hashlib.sha256("\n".join(seen).encode()).hexdigest()[:24]
    return replace(visit, id=mark, line_healthy=healthy, clock_set=home.clock_set)


def _with_an_ill_line(reason: Words) -> Words:
    """What failed while our own line was ill is laid on no portal (reliability R-21)."""
    return Words(
        zh=f"我方线路当时不正常，不归咎于网站（{reason.zh}）",
        en=f"Our own line was ill, so this is not laid on the portal ({reason.en})",
    )


def _store(
    home: Home, waiting: Sequence[_Visited], line: Line, year: int, listings: Mapping[str, str]
) -> tuple[Looked, ...]:
    """Write what waits in one transaction: visits, what they say of each agency, their documents."""
    entries = []
    for visited in waiting:
        visit = finished(home, visited.visit, line.around(visited.began, visited.ended))
        listing = listings.get(visit.column_url)
        entries.append((visit, sightings_of(home, visited.portal, visit, year, listing)))
    home.store.save_visits(entries)
    return tuple(
        Looked(
            column_url=visit.column_url,
            outcome=visit.outcome,
            reason=visit.reason,
            pages=len(visit.opened),
            seen=Counter(sighting.seen for sighting in sightings if sighting.year == year),
        )
        for visit, sightings in entries
    )


def sightings_of(
    home: Home, portal: Portal, visit: Visit, year: int, listing: str | None
) -> tuple[Sighting, ...]:
    """What a visit says of the column's agencies; the last complete listing must be found again in it."""
    unchanged = listing == listing_mark(visit.links)
    before = None if listing is None else visit.links if unchanged else home.store.listing(listing)
    return sight(visit, portal.agencies, (year, year - 1), read_contents(home, visit), before=before)


def read_contents(home: Home, visit: Visit) -> Contents:
    """What a visit's kept documents say, as far as they can be read, and the dates their pages give away."""
    reports: dict[str, Report] = {}
    dates = {}
    for candidate in visit.candidates:
        if candidate.outcome is not Outcome.COMPLETED or not candidate.documents:
            continue
        for document in _readable(candidate.documents):
            report = _report(home, document)
            if report is not None:
                reports[document.sha256] = report
        dates[candidate.link.url] = dates_of(
            _page_text(home, candidate),
            url=candidate.documents[0].final_url,
            listed=candidate.link.listed_date,
            last_modified=candidate.documents[0].last_modified,
            attachments=candidate.documents[1:],
            carried=_carried(candidate, reports),
        )
    return Contents(reports=reports, dates=dates)


def _carried(candidate: Candidate, reports: Mapping[str, Report]) -> Iterator[DateRead]:
    """What the files say of their own making; of an attachment, with its address."""
    for number, document in enumerate(candidate.documents):
        report = reports.get(document.sha256)
        for read in report.dates if report else ():
            yield replace(read, file=document.final_url) if number else read


def _readable(documents: Sequence[Document]) -> Iterator[Document]:
    """The page and what hangs on it; of a report in pictures the page speaks, for each picture is only a part of it."""
    yield from documents[:1]
    yield from (document for document in documents[1:] if not document.media_type.startswith("image/"))


def _report(home: Home, document: Document) -> Report | None:
    try:
        return read_document(
            home.vault.read(document.sha256),
            media_type=document.media_type,
            source=document.url,
            recognise=False,  # a look must not wait for it; the examination does
        )
    except Unreadable:
        return None


def _page_text(home: Home, candidate: Candidate) -> str:
    page = candidate.documents[0]
    if not page.media_type.startswith("text/"):
        return ""
    return decode(home.vault.read(page.sha256)).text
