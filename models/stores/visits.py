"""Visits with what they listed and brought. Added to, never changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from models.plain import aware, plain, reader
from models.stores.memory import Memory, add_all, add_unless_kept, batched
from models.stores.rows import columns, noun_of
from models.stores.sightings import sighting_columns
from models.tables import AgencyRow, DocumentRow, ListingRow, SightingRow, VisitRow
from models.visit import Document, Link, Outcome, Sighting, Visit

_read_links = reader(tuple[Link, ...])
# A light listing leaves out what makes a visit heavy.
_HEAVY = {"opened", "candidates", "unopened", "doubts"}
_LIGHT = [column for column in VisitRow.__table__.columns if column.name not in _HEAVY]  # type: ignore[attr-defined]


class Visits(Memory):
    """Looks at columns."""

    def save_visit(self, visit: Visit, sightings: Sequence[Sighting]) -> bool:
        """Keep a visit with its documents and sightings, all or nothing; False where that visit is kept already."""
        return self.save_visits([(visit, sightings)]) == 1

    def save_visits(self, entries: Sequence[tuple[Visit, Sequence[Sighting]]]) -> int:
        """Keep several visits in one transaction, all or nothing; how many of them were not kept already."""
        once = {visit.id: (visit, sightings) for visit, sightings in reversed(entries)}
        rows = {name: _visit_row(visit) for name, (visit, _) in once.items()}
        with self._writing() as session:
            _add_listings(session, {rows[name]["listing"]: visit.links for name, (visit, _) in once.items()})
            added = add_unless_kept(session, VisitRow, list(rows.values()))
            new = [entry for name, entry in reversed(once.items()) if name in added]
            documents = [columns(document) for visit, _ in new for document in _documents(visit)]
            add_unless_kept(session, DocumentRow, documents)
            seen = [sighting_columns(sighting) for _, sightings in new for sighting in sightings]
            add_all(session, SightingRow, seen)
        return len(new)

    def visit(self, visit_id: str) -> Visit | None:
        """The visit of that id with everything it brought, or None."""
        with self._reading() as session:
            row = session.get(VisitRow, visit_id)
            return None if row is None else _visit(session, row)

    def last_listings(self, column_urls: Sequence[str], before: datetime) -> dict[str, str]:
        """For each column the mark of what its last completed visit before a moment listed; see `listing`."""
        last = _last_finished(column_urls, before).where(VisitRow.outcome == Outcome.COMPLETED).subquery()
        query = (
            select(VisitRow.column_url, VisitRow.listing)
            .join(last, _same_visit(last))
            .where(VisitRow.outcome == Outcome.COMPLETED)
            .order_by(col(VisitRow.id))
        )
        with self._reading() as session:
            return dict(session.exec(query).all())

    def last_brought(self, column_urls: Sequence[str], before: datetime) -> dict[str, Visit]:
        """For each column its last visit before a moment, with pages and candidates and without links."""
        last = _last_finished(column_urls, before).subquery()
        query = select(VisitRow).join(last, _same_visit(last)).order_by(col(VisitRow.id))
        with self._reading() as session:
            return {row.column_url: noun_of(Visit, row, links=()) for row in session.exec(query)}

    def last_outcomes(self, column_urls: Sequence[str], before: datetime) -> dict[str, Outcome]:
        """For each column how its last visit before a moment ended."""
        last = _last_finished(column_urls, before).subquery()
        query = (
            select(VisitRow.column_url, VisitRow.outcome)
            .join(last, _same_visit(last))
            .order_by(col(VisitRow.id))
        )
        with self._reading() as session:
            return {url: Outcome(outcome) for url, outcome in session.exec(query)}

    def listing(self, mark: str) -> tuple[Link, ...]:
        """The links kept under a mark. Raises KeyError where there are none."""
        with self._reading() as session:
            row = session.get(ListingRow, mark)
            if row is None:
                raise KeyError(mark)
            links: tuple[Link, ...] = _read_links(row.links)
            return links

    def visits(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Visit, ...]:
        """Visits begun from `since` and before or at `until`, by start; without pages, links and candidates."""
        query = select(*_LIGHT).order_by(col(VisitRow.started), col(VisitRow.id))
        if since is not None:
            query = query.where(col(VisitRow.started) >= aware(since))
        if until is not None:
            query = query.where(col(VisitRow.started) <= aware(until))
        with self._reading() as session:
            return tuple(
                noun_of(Visit, row, opened=(), links=(), candidates=(), unopened=(), doubts=())
                for row in session.exec(query)
            )

    def latest_visits(self, until: datetime) -> tuple[Visit, ...]:
        """The last visit of each column of the roster begun before or at a moment; without pages, links and candidates."""
        column = select(AgencyRow.column_url).where(AgencyRow.column_url != "").distinct().subquery()
        # The last of each column by itself: to group all visits of ten years takes minutes.
        last = (
            select(VisitRow.id)
            .where(VisitRow.column_url == column.c.column_url, col(VisitRow.started) <= aware(until))
            .order_by(col(VisitRow.finished).desc(), col(VisitRow.started).desc(), col(VisitRow.id).desc())
            .limit(1)
            .correlate(column)
            .scalar_subquery()
        )
        found: list[Any] = []
        with self._reading() as session:
            ids = [each for each in session.exec(select(last).select_from(column)) if each is not None]
            for some in batched(ids):
                found += session.exec(select(*_LIGHT).where(col(VisitRow.id).in_(some)))
        found.sort(key=attrgetter("started", "id"))
        return tuple(
            noun_of(Visit, row, opened=(), links=(), candidates=(), unopened=(), doubts=()) for row in found
        )

    def column_urls(self, visits: Sequence[str]) -> dict[str, str]:
        """At which column each of these visits was."""
        found: dict[str, str] = {}
        with self._reading() as session:
            for some in batched(visits):
                query = select(VisitRow.id, VisitRow.column_url).where(col(VisitRow.id).in_(some))
                found |= dict(session.exec(query).all())
        return found

    def last_looks(self, year: int) -> dict[str, tuple[str, ...]]:
        """By column the ids of its last look of each outcome, among the looks made for that report year."""
        sighted = select(SightingRow.visit).where(SightingRow.year == year)
        place = func.row_number().over(
            partition_by=(col(VisitRow.column_url), col(VisitRow.outcome)),
            order_by=(col(VisitRow.finished).desc(), col(VisitRow.id).desc()),
        )
        ranked = (
            select(VisitRow.column_url, VisitRow.id, place.label("place"))
            .where(col(VisitRow.id).in_(sighted), _made_for() == year)
            .subquery()
        )
        query = (
            select(ranked.c.column_url, ranked.c.id)
            .where(ranked.c.place == 1)
            .order_by(ranked.c.column_url, ranked.c.id)
        )
        with self._reading() as session:
            rows = session.exec(query).all()
        return {url: tuple(name for _, name in own) for url, own in groupby(rows, key=itemgetter(0))}

    def looks_at(self, column_url: str, year: int) -> tuple[str, ...]:
        """The ids of all looks at a column made for that report year, oldest first."""
        query = (
            select(VisitRow.id)
            .where(VisitRow.column_url == column_url, _made_for() == year)
            .order_by(col(VisitRow.finished), col(VisitRow.id))
        )
        with self._reading() as session:
            return tuple(session.exec(query))

    def document(self, sha256: str) -> Document | None:
        """The document of that SHA-256 as it was first fetched, or None."""
        with self._reading() as session:
            row = session.get(DocumentRow, sha256)
            return None if row is None else noun_of(Document, row)


def _last_finished(column_urls: Sequence[str], before: datetime) -> Any:
    """When the last visit to each column ended, before a moment."""
    return (
        select(VisitRow.column_url, func.max(col(VisitRow.finished)).label("finished"))
        .where(col(VisitRow.column_url).in_(column_urls), col(VisitRow.finished) < aware(before))
        .group_by(col(VisitRow.column_url))
    )


def _made_for() -> Any:
    """The latest year a visit was made for: of an earlier year a look says only what is present."""
    latest = select(func.max(col(SightingRow.year))).where(SightingRow.visit == VisitRow.id)
    return latest.correlate(VisitRow).scalar_subquery()


def _same_visit(last: Any) -> Any:
    return and_(VisitRow.column_url == last.c.column_url, VisitRow.finished == last.c.finished)


def listing_mark(links: Sequence[Link]) -> str:
    """What tells one listing from another: equal links in equal order have one mark."""
    return hashlib.sha256(json.dumps(plain(tuple(links)), ensure_ascii=False).encode()).hexdigest()


def _add_listings(session: Session, marked: Mapping[str, tuple[Link, ...]]) -> None:
    """Keep what columns listed, by mark; most list what they did the day before."""
    known = set(session.exec(select(ListingRow.sha256).where(col(ListingRow.sha256).in_(marked))))
    new = [_listing_row(mark, links) for mark, links in marked.items() if mark not in known]
    add_unless_kept(session, ListingRow, new)


def _listing_row(mark: str, links: Sequence[Link]) -> dict[str, Any]:
    return {"sha256": mark, "links": plain(tuple(links))}


def _visit_row(visit: Visit) -> dict[str, Any]:
    return columns(visit, without="links") | {"listing": listing_mark(visit.links)}


def _documents(visit: Visit) -> Iterable[Document]:
    return (document for candidate in visit.candidates for document in candidate.documents)


def _visit(session: Session, row: VisitRow) -> Visit:
    listing = session.get_one(ListingRow, row.listing)
    return noun_of(Visit, row, links=_read_links(listing.links))
