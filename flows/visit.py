"""Due columns → visits, sightings, kept documents. Plain functions; flows/patrol wraps them for Prefect."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flows.home import Home, manners_of
from flows.reading import read_document
from flows.settings import require_contact
from models.agency import Agency, Portal
from models.report import Report
from models.visit import Candidate, Document, Link, Outcome, Seen, Sighting, Visit
from reports.dates import dates_of
from reports.duties import obligations
from reports.reading import Unreadable
from reports.sightings import Contents, is_wanted, sight
from scrapers.crawl import look
from scrapers.line import is_healthy
from scrapers.opener import Opener
from scrapers.text import decode

BATCH = 40  # portals; one Prefect task run carries so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One visit as stored, and its sightings of the year judged."""

    visit: Visit
    sightings: tuple[Sighting, ...]


Progress = Callable[[Looked], Awaitable[None]]


async def _say_nothing(_: Looked) -> None:
    return


def portals_to_visit(
    home: Home, year: int, *, office: str | None = None, limit: int | None = None
) -> tuple[Portal, ...]:
    """The columns of all agencies that owe a report for `year`, by address; at most `limit`."""
    agencies = home.store.agencies(office)
    owing = {duty.agency for duty in obligations(agencies, year) if not duty.exempt_reason}
    shared: dict[str, list[Agency]] = defaultdict(list)
    for agency in home.store.agencies():
        if agency.column_url:
            shared[agency.column_url].append(agency)
    portals = tuple(
        Portal(column_url=url, family=_family(members), agencies=tuple(members))
        for url, members in sorted(shared.items())
        if any(agency.code in owing for agency in members)
    )
    chosen = portals[:limit] if limit is not None else portals
    for portal in chosen:
        require_contact(home.settings, portal.column_url)
    return chosen


def _family(agencies: Iterable[Agency]) -> str:
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
    home: Home,
    year: int,
    *,
    office: str | None = None,
    limit: int | None = None,
    listing_only: bool = False,
    on_progress: Progress = _say_nothing,
) -> tuple[Looked, ...]:
    """Visit every column due, batch by batch, and store what was seen. A portal's fault is an outcome, not an error."""
    looked: list[Looked] = []
    async with Opener(manners_of(home), home.vault, home.now) as opener:
        for group in batches(portals_to_visit(home, year, office=office, limit=limit)):
            looked += await visit_batch(
                home, opener, group, year, listing_only=listing_only, on_progress=on_progress
            )
    return tuple(looked)


async def visit_batch(
    home: Home,
    opener: Opener,
    portals: Sequence[Portal],
    year: int,
    *,
    listing_only: bool = False,
    on_progress: Progress = _say_nothing,
) -> tuple[Looked, ...]:
    """Visit one group of portals between two looks at our own line, then store each visit."""
    room = asyncio.Semaphore(home.settings.concurrency)
    healthy_before = await is_healthy(opener, home.settings.canaries)

    async def visit_one(portal: Portal) -> Visit:
        async with room:
            return await _look(home, opener, portal, year, listing_only=listing_only)

    visits = await asyncio.gather(*(visit_one(portal) for portal in portals))
    healthy_after = await is_healthy(opener, home.settings.canaries)
    healthy = _both(healthy_before, healthy_after)
    looked = []
    for portal, visit in zip(portals, visits, strict=True):
        stored = await asyncio.to_thread(_store, home, portal, _finished(home, visit, healthy), year)
        looked.append(stored)
        await on_progress(stored)
    return tuple(looked)


def _both(before: bool | None, after: bool | None) -> bool | None:
    return None if before is None or after is None else before and after


async def _look(home: Home, opener: Opener, portal: Portal, year: int, *, listing_only: bool) -> Visit:
    known, also = await asyncio.to_thread(_known, home, portal, year)

    def wanted(link: Link) -> bool:
        return not listing_only and is_wanted(link, year, also=also)

    return await look(
        portal,
        opener=opener,
        wanted=wanted,
        known=() if listing_only else known,
        visit_id=f"{portal.column_url}@{home.now().isoformat()}",
    )


def _known(home: Home, portal: Portal, year: int) -> tuple[tuple[Link, ...], tuple[int, ...]]:
    """Where reports of `year` were found before, and whether last year's are still to be fetched."""
    links, lacking = [], False
    for agency in portal.agencies:
        found = [s for s in _sightings(home, agency.code, year) if s.seen is Seen.PRESENT]
        links += [Link(url=s.url, title=s.title) for s in found[-1:]]
        lacking = lacking or not _sightings(home, agency.code, year - 1)
    return tuple(links), (year - 1,) if lacking else ()


def _sightings(home: Home, agency: str, year: int) -> tuple[Sighting, ...]:
    return home.store.sightings(year, until=home.now(), agency=agency).get(agency, ())


def _finished(home: Home, visit: Visit, healthy: bool | None) -> Visit:
    """The visit with the health of our line, under an id that the same look always gets again."""
    seen = [visit.column_url, visit.started.isoformat(), visit.outcome, str(healthy)]
    seen += [document.sha256 for candidate in visit.candidates for document in candidate.documents]
    mark = hashlib.sha256("\n".join(seen).encode()).hexdigest()[:24]
    return replace(visit, id=mark, line_healthy=healthy, clock_set=home.clock_set)


def _store(home: Home, portal: Portal, visit: Visit, year: int) -> Looked:
    contents = read_contents(home, visit)
    before = home.store.last_completed_visit(portal.column_url, visit.started)
    sightings = sight(visit, portal.agencies, (year, year - 1), contents, before=before)
    home.store.save_visit(visit, sightings)
    return Looked(visit=visit, sightings=tuple(s for s in sightings if s.year == year))


def read_contents(home: Home, visit: Visit) -> Contents:
    """What a visit's kept documents say, as far as they can be read, and the dates their pages give away."""
    reports: dict[str, Report] = {}
    dates = {}
    for candidate in visit.candidates:
        if candidate.outcome is not Outcome.COMPLETED or not candidate.documents:
            continue
        for document in candidate.documents:
            report = _report(home, document)
            if report is not None:
                reports[document.sha256] = report
        dates[candidate.link.url] = dates_of(
            _page_text(home, candidate),
            url=candidate.documents[0].final_url,
            listed=candidate.link.listed_date,
            last_modified=candidate.documents[0].last_modified,
        )
    return Contents(reports=reports, dates=dates)


def _report(home: Home, document: Document) -> Report | None:
    try:
        return read_document(
            home.vault.read(document.sha256), media_type=document.media_type, source=document.url
        )
    except Unreadable:
        return None


def _page_text(home: Home, candidate: Candidate) -> str:
    page = candidate.documents[0]
    if not page.media_type.startswith("text/"):
        return ""
    return decode(home.vault.read(page.sha256)).text
