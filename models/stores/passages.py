"""What reports are compared by, and which of them were found alike."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy
from sqlmodel import Session

from models.kept import Alike, Kept
from models.passage import Passage
from models.plain import reader
from models.stores.latest import seen_last
from models.stores.memory import Memory, add_all, add_or_replace
from models.stores.rows import columns, noun_of
from models.stores.sightings import sighting_of
from models.tables import UNCOMPARED, ExaminationRow, PairRow, PassageRow, SightingRow
from models.version import Version, history
from models.visit import DateRead, Seen, Sighting

Key = tuple[str, int, str]  # agency, year, SHA-256

_passage: Any = PassageRow.__table__  # type: ignore[attr-defined]
_pair: Any = PairRow.__table__  # type: ignore[attr-defined]
_examination: Any = ExaminationRow.__table__  # type: ignore[attr-defined]
_sighting: Any = SightingRow.__table__  # type: ignore[attr-defined]
_read_dates = reader(tuple[DateRead, ...])


class Passages(Memory):
    """Which reports there are, and which are alike."""

    def kept(self, release: str | None = None) -> tuple[Kept, ...]:
        """Every report in the version seen last that this release has read, by year and agency.

        Without a release: that any has read, as the one that examined it last did.
        """
        seen, read = seen_last(), _read_last() if release is None else _read_by(release)
        query = (
            sqlalchemy.select(seen, _sighting.c.dates, _sighting.c.at, read.c.unreadable_zh, read.c.beside)
            .join(read, _same_document(read, seen))
            .join(
                _sighting, _sighting.c.id == seen.c.sighting
            )  # dates are many: not to be ranked with the rest
            .order_by(seen.c.year, seen.c.agency)
        )
        with self._reading() as session:
            versions = _versions(session)
            return tuple(
                Kept(
                    agency=row.agency,
                    year=row.year,
                    document=row.document,
                    dates=_read_dates(row.dates),
                    found=row.at,
                    copies=tuple(row.copies),
                    versions=versions.get((row.agency, row.year), ()),
                    readable=row.unreadable_zh is None,
                    beside=row.beside,
                )
                for row in session.connection().execute(query)
            )

    def uncompared(self, release: str) -> tuple[Key, ...]:
        """(agency, year, SHA-256) of every report this release has read and not compared with the others."""
        read = _examination
        query = (
            sqlalchemy.select(read.c.agency, read.c.year, read.c.document)
            .where(read.c.release == release, UNCOMPARED, read.c.unreadable_zh.is_(None))
            .order_by(read.c.id)
        )
        with self._reading() as session:
            return tuple((row.agency, row.year, row.document) for row in session.connection().execute(query))

    def keep_passages(self, documents: Sequence[Key], passages: Sequence[Passage]) -> None:
        """Keep what these documents are compared by, in place of what was kept of them; pairs they were in go."""
        with self._writing(alone="passages") as session:
            for key in documents:
                _forget(session, key)
            add_all(session, PassageRow, [columns(passage) for passage in passages])

    def passages(self) -> dict[int, Passage]:
        """All that reports are compared by, of every version ever seen, by number."""
        query = sqlalchemy.select(_passage).order_by(_passage.c.id)
        with self._reading() as session:
            return {row.id: noun_of(Passage, row) for row in session.connection().execute(query)}

    def passage(self, agency: str, year: int, document: str, section: int) -> Passage | None:
        """What one section of one document is compared by, or None."""
        query = sqlalchemy.select(_passage).where(
            _of_document(_passage, (agency, year, document)), _passage.c.section == section
        )
        with self._reading() as session:
            row = session.connection().execute(query).first()
            return None if row is None else noun_of(Passage, row)

    def save_pairs(
        self, pairs: Iterable[tuple[int, int, float]], *, compared: Iterable[Key], release: str
    ) -> None:
        """Keep passages found alike, by number, and that these documents were compared; all or nothing."""
        ordered = {(min(one, other), max(one, other)): share for one, other, share in pairs}
        rows = [{"one": one, "other": other, "share": share} for (one, other), share in ordered.items()]
        with self._writing(alone="passages") as session:
            add_or_replace(session, PairRow, rows)
            done = sqlalchemy.update(_examination).values(compared=True)
            for key in compared:
                session.connection().execute(
                    done.where(_of_document(_examination, key), _examination.c.release == release)
                )

    def alike(self) -> dict[Key, tuple[Alike, ...]]:
        """For every document, where others have passages like its own; best first."""
        one, other = _passage.alias(), _passage.alias()
        query = (
            sqlalchemy.select(*_place(one), *_place(other), _pair.c.share)
            .join(one, one.c.id == _pair.c.one)
            .join(other, other.c.id == _pair.c.other)
        )
        found: dict[Key, list[Alike]] = defaultdict(list)
        with self._reading() as session:
            for *places, share in session.connection().execute(query):
                mine, theirs = places[:4], places[4:]
                found[mine[0], mine[1], mine[2]].append(_alike(mine[3], theirs, share))
                found[theirs[0], theirs[1], theirs[2]].append(_alike(theirs[3], mine, share))
        return {key: tuple(sorted(several, key=_best_first)) for key, several in found.items()}


def _forget(session: Session, key: Key) -> None:
    gone = sqlalchemy.select(_passage.c.id).where(_of_document(_passage, key)).scalar_subquery()
    connection = session.connection()
    connection.execute(sqlalchemy.delete(_pair).where(_pair.c.one.in_(gone) | _pair.c.other.in_(gone)))
    connection.execute(sqlalchemy.delete(_passage).where(_of_document(_passage, key)))


def _of_document(table: Any, key: Key) -> Any:
    agency, year, document = key
    return (table.c.agency == agency) & (table.c.year == year) & (table.c.document == document)


_READ = ("agency", "year", "document", "unreadable_zh", "beside")


def _read_by(release: str) -> Any:
    """What one release read."""
    read = sqlalchemy.select(*(_examination.c[name] for name in _READ))
    return read.where(_examination.c.release == release).subquery()


def _read_last() -> Any:
    """The latest examination of each document."""
    place = sqlalchemy.func.row_number().over(
        partition_by=(_examination.c.agency, _examination.c.year, _examination.c.document),
        order_by=(_examination.c.at.desc(), _examination.c.id.desc()),
    )
    ranked = sqlalchemy.select(*(_examination.c[name] for name in _READ), place.label("place")).subquery()
    return sqlalchemy.select(ranked).where(ranked.c.place == 1).subquery()


def _same_document(table: Any, other: Any) -> Any:
    return _of_document(table, (other.c.agency, other.c.year, other.c.document))


def _place(table: Any) -> tuple[Any, ...]:
    return (table.c.agency, table.c.year, table.c.document, table.c.section)


def _alike(section: int, other: Sequence[Any], share: float) -> Alike:
    agency, year, document, other_section = other
    return Alike(
        section=section,
        agency=agency,
        year=year,
        document=document,
        other_section=other_section,
        share=share,
    )


def _best_first(alike: Alike) -> tuple[float, int, str, int, int]:
    return (-alike.share, alike.section, alike.agency, alike.year, alike.other_section)


def _versions(session: Session) -> dict[tuple[str, int], tuple[Version, ...]]:
    """Of every report of which more than one document was seen, how it was seen over time."""
    several = (
        sqlalchemy.select(_sighting.c.agency, _sighting.c.year)
        .where(_sighting.c.seen == Seen.PRESENT)
        .group_by(_sighting.c.agency, _sighting.c.year)
        .having(sqlalchemy.func.count(_sighting.c.document.distinct()) > 1)
        .subquery()
    )
    query = (
        sqlalchemy.select(_sighting)
        .join(several, (_sighting.c.agency == several.c.agency) & (_sighting.c.year == several.c.year))
        .order_by(_sighting.c.at, _sighting.c.id)
    )
    found: dict[tuple[str, int], list[Sighting]] = defaultdict(list)
    for row in session.connection().execute(query):
        sighting = sighting_of(row)
        found[sighting.agency, sighting.year].append(sighting)
    return {key: history(sightings) for key, sightings in found.items()}
