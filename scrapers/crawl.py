"""One look at one column: open a step, read it, open what is wanted, stop at the budget.

Whatever a portal does ends in a Visit with a named outcome. Only a cancelled task, our own full disk and our own bugs
leave this module as exceptions.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.agency import Portal
from models.visit import Candidate, Link, Outcome, Visit
from models.words import Words
from scrapers.again import Held
from scrapers.article import open_candidate
from scrapers.column import read_column
from scrapers.errors import Partial, PortalFault, Unreachable
from scrapers.notes import Notes
from scrapers.opener import Opener
from scrapers.pictures import NONE, Pictured, take_pictures
from scrapers.probe import prove_real
from scrapers.turn import Turn


async def look(
    portal: Portal,
    *,
    opener: Opener,
    sought: Callable[[Link], bool],
    wanted: Callable[[Link], bool],
    visit_id: str,
    known: Sequence[Link] = (),
    offered: Sequence[Link] = (),
    held: Mapping[str, Held] | None = None,
    listing_only: bool = False,
    pictured: Pictured = NONE,
) -> Visit:
    """Look at a column, at every wanted document it lists, and at `known` and `offered` ones it does not list.

    Of what was `offered`, the title is not the portal's: once opened, it speaks for itself and has none.

    Of documents `held` since the last look the bytes come only if they have changed.

    With `listing_only` the column alone is read and nothing else is opened: what would have been is written down. Where nothing `sought` is listed, so that
    somebody may be called absent, the host is asked once a run how it answers for an address that cannot exist: a
    column like that is none.
    Screenshots are kept of what `pictured` names, last of all.
    Waits for its turn at the host first; the deadline counts from then on.
    """
    async with opener.turn(portal.column_url) as turn:
        notes = Notes(started=turn.clock())
        limit = asyncio.timeout(turn.manners.portal_deadline)
        try:
            async with limit:
                turn.limit, turn.held, turn.pictures = limit, held or {}, pictured.column
                await read_listing(portal, turn, notes, sought)
                if listing_only:
                    _leave(notes, wanted, known, offered)
                else:
                    for link in to_open(notes, wanted, known, offered):
                        notes.candidates.append(await brought_by(link, offered, turn, notes))
                notes.looked = True
                await take_pictures(portal, pictured, turn, notes, sought=sought, known=known)
        except TimeoutError:
            if not limit.expired():
                raise
            if not notes.looked:
                _give_up(notes, wanted, offered, turn.manners.portal_deadline)
        return visit_of(portal, notes, visit_id=visit_id, turn=turn)


async def read_listing(portal: Portal, turn: Turn, notes: Notes, sought: Callable[[Link], bool]) -> None:
    """Read the column into `notes`; the fault that ended it is written there too."""
    try:
        first = await read_column(portal, turn, notes)
        if not any(sought(link) for link in notes.every_link()):
            await prove_real(first, turn, notes)
        notes.complete = True
    except PortalFault as fault:
        notes.fault = fault


def _leave(
    notes: Notes, wanted: Callable[[Link], bool], known: Sequence[Link], offered: Sequence[Link]
) -> None:
    """Write down what a look at the listing alone leaves unopened; of what is not listed, only opening can tell."""
    notes.unopened += [link for link in notes.every_link() if wanted(link)]
    notes.candidates += [
        Candidate(link=link, outcome=Outcome.PARTIAL, reason="只看列表，未打开")
        for link in _beside(notes, wanted, known, offered)
    ]


def to_open(
    notes: Notes, wanted: Callable[[Link], bool], known: Sequence[Link], offered: Sequence[Link]
) -> Iterator[Link]:
    """What a look opens: every wanted link of the column's pages, then what is known and not there, and what was offered."""
    yield from (link for link in notes.every_link() if wanted(link))
    yield from _beside(notes, wanted, known, offered)


def _beside(
    notes: Notes, wanted: Callable[[Link], bool], known: Sequence[Link], offered: Sequence[Link]
) -> Iterator[Link]:
    """What is known and no longer listed, and what was offered and is not opened anyway."""
    listed = tuple(notes.every_link())
    addresses = {link.url for link in listed}
    gone = tuple(link for link in known if link.url not in addresses)
    opened = {link.url for link in (*filter(wanted, listed), *gone)}
    yield from gone
    yield from (link for link in offered if link.url not in opened)


async def brought_by(link: Link, offered: Sequence[Link], turn: Turn, notes: Notes) -> Candidate:
    """What opening a link brought. The title of one `offered` is not the portal's: it goes, unless nothing else is known."""
    candidate = await open_candidate(link, turn, notes)
    if link not in offered or candidate.outcome is not Outcome.COMPLETED:
        return candidate
    return replace(candidate, link=replace(link, title=""))


def _give_up(notes: Notes, wanted: Callable[[Link], bool], offered: Sequence[Link], deadline: float) -> None:
    """Write down what the deadline left undone."""
    zh, en = f"{deadline:g} 秒内没有看完", f"not finished within {deadline:g} seconds"
    if not notes.complete and notes.fault is None:
        seen = any(page.outcome is Outcome.COMPLETED for page in notes.opened)
        notes.fault = Partial(zh, en) if seen else Unreachable(zh, en)
    opened = {candidate.link.url for candidate in notes.candidates}
    for link in (*filter(wanted, notes.every_link()), *offered):
        if link.url not in opened:
            notes.candidates.append(Candidate(link=link, outcome=Outcome.PARTIAL, reason=f"未及打开：{zh}"))


def visit_of(portal: Portal, notes: Notes, *, visit_id: str, turn: Turn) -> Visit:
    """What a look wrote down, as the visit it was."""
    return Visit(
        id=visit_id,
        column_url=portal.column_url,
        started=notes.started,
        finished=turn.clock(),
        outcome=notes.fault.outcome if notes.fault is not None else Outcome.COMPLETED,
        reason=notes.fault.words if notes.fault is not None else _read_to_the_end(notes),
        family=notes.family,
        listing_complete=notes.complete,
        opened=tuple(notes.opened),
        links=tuple(notes.links.values()),
        candidates=tuple(notes.candidates),
        unopened=tuple(notes.unopened),
        doubts=tuple(notes.doubts),
    )


def _read_to_the_end(notes: Notes) -> Words:
    return Words(
        f"栏目已读到末页：{notes.pages} 页，{len(notes.links)} 条",
        f"the column was read to its end: {notes.pages} pages, {len(notes.links)} links",
    )
