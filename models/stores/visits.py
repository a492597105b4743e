"""What was seen: visits, their documents, and the sightings drawn from them. Added to, never changed."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.plain import aware, plain, reader
from models.stores.memory import Memory, add_all, add_unless_kept
from models.stores.rows import columns, noun_of
from models.tables import DocumentRow, ListingRow, SightingRow, VisitRow
from models.visit import Document, Link, Outcome, Sighting, Visit

_read_links = reader(tuple[Link, ...])
# A light listing leaves out what makes a visit heavy.
_LIGHT = [column for column in VisitRow.__table__.columns if column.name not in {"opened", "candidates"}]  # type: ignore[attr-defined]


class Visits(Memory):
    """What was seen, and when."""

    def save_visit(self, visit: Visit, sightings: Sequence[Sighting]) -> bool:
        """Keep a visit with its documents and sightings, all or nothing; False where that visit is kept already."""
        listing = plain(visit.links)
        mark = hashlib.sha256(json.dumps(listing, ensure_ascii=False).encode()).hexdigest()
        values = {name: value for name, value in columns(visit).items() if name != "links"}
        with self._writing() as session:
            add_unless_kept(session, ListingRow, [{"sha256": mark, "links": listing}])
            if not add_unless_kept(session, VisitRow, [values | {"listing": mark}]):
                return False
            add_unless_kept(session, DocumentRow, [columns(document) for document in _documents(visit)])
            add_all(session, SightingRow, [_sighting_columns(sighting) for sighting in sightings])
        return True

    def visit(self, visit_id: str) -> Visit | None:
        """The visit of that id with everything it brought, or None."""
        with self._reading() as session:
            row = session.get(VisitRow, visit_id)
            return None if row is None else _visit(session, row)

    def last_completed_visit(self, column_url: str, before: datetime) -> Visit | None:
        """The last completed visit of a column that had ended before a moment, or None."""
        query = (
            select(VisitRow)
            .where(VisitRow.column_url == column_url, VisitRow.outcome == Outcome.COMPLETED)
            .where(col(VisitRow.finished) < aware(before))
            .order_by(col(VisitRow.finished).desc(), col(VisitRow.id).desc())
            .limit(1)
        )
        with self._reading() as session:
            row = session.exec(query).first()
            return None if row is None else _visit(session, row)

    def visits(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Visit, ...]:
        """Visits begun from `since` and before or at `until`, by start; without pages, links and candidates."""
        query = select(*_LIGHT).order_by(col(VisitRow.started), col(VisitRow.id))
        if since is not None:
            query = query.where(col(VisitRow.started) >= aware(since))
        if until is not None:
            query = query.where(col(VisitRow.started) <= aware(until))
        with self._reading() as session:
            return tuple(
                noun_of(Visit, row, opened=(), links=(), candidates=()) for row in session.exec(query)
            )

    def sightings(
        self, year: int, *, until: datetime | None = None, agency: str | None = None
    ) -> dict[str, tuple[Sighting, ...]]:
        """Sightings of one report year by agency, oldest first; those up to and at `until`."""
        query = select(*SightingRow.__table__.columns).where(SightingRow.year == year)  # type: ignore[attr-defined]
        if until is not None:
            query = query.where(col(SightingRow.at) <= aware(until))
        if agency is not None:
            query = query.where(SightingRow.agency == agency)
        query = query.order_by(col(SightingRow.agency), col(SightingRow.at), col(SightingRow.id))
        with self._reading() as session:
            # A season of a province fills memory if it is fetched before it is read.
            return _by_agency(session.exec(query, execution_options={"yield_per": 5000}))

    def document(self, sha256: str) -> Document | None:
        """The document of that SHA-256 as it was first fetched, or None."""
        with self._reading() as session:
            row = session.get(DocumentRow, sha256)
            return None if row is None else noun_of(Document, row)


def _documents(visit: Visit) -> Iterable[Document]:
    return (document for candidate in visit.candidates for document in candidate.documents)


def _sighting_columns(sighting: Sighting) -> dict[str, Any]:
    return columns(sighting) | {"document": sighting.document or None}


def _visit(session: Session, row: VisitRow) -> Visit:
    listing = session.get_one(ListingRow, row.listing)
    return noun_of(Visit, row, links=_read_links(listing.links))


def _by_agency(rows: Iterable[Any]) -> dict[str, tuple[Sighting, ...]]:
    grouped: dict[str, list[Sighting]] = {}
    for row in rows:
        sighting = noun_of(Sighting, row, document=row.document or "")
        grouped.setdefault(sighting.agency, []).append(sighting)
    return {agency: tuple(sightings) for agency, sightings in grouped.items()}
