"""What visits said of each agency's report. Written with the visits (models/stores/visits), read here."""

import json
from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Text, cast, func
from sqlmodel import Session, col, select

from models.alarm import LineDay
from models.plain import aware, reader
from models.stores.memory import Memory, all_columns, each_row
from models.stores.rows import columns, held_once, noun_of, nouns_of
from models.tables import OWN_FAULT, AgencyRow, SightingRow
from models.times import end_of, local_day
from models.visit import DatedLook, DateRead, Link, Outcome, Seen, Sighting

_JUDGED = [
    SightingRow.__table__.columns[name]  # type: ignore[attr-defined]
    for name in (
        "agency", "visit", "at", "seen", "outcome", "reason_zh", "reason_en", "url", "title", "document",
        "locations", "claimed", "clock_set",
    )
]  # fmt: skip
_DATED: list[Any] = [
    col(SightingRow.agency), col(SightingRow.at), cast(col(SightingRow.seen), Text), col(SightingRow.url),
    cast(col(SightingRow.locations), Text), cast(col(SightingRow.dates), Text), col(SightingRow.clock_set),
]  # fmt: skip
_WHOLE = [
    func.coalesce(each, "").label("document") if each.name == "document" else each
    for each in all_columns(SightingRow)
]  # where the report was not opened, its document is empty


_SEEN = {each.value: each for each in Seen}
_read_dates = reader(tuple[DateRead, ...])


class Sightings(Memory):
    """What was seen of whom, and when."""

    def sightings(
        self,
        year: int,
        *,
        until: datetime | None = None,
        agency: str | None = None,
        agencies: Sequence[str] | None = None,
    ) -> dict[str, tuple[Sighting, ...]]:
        """Sightings of one report year by agency, oldest first; those up to and at `until`, of some agencies or all."""
        query = select(*_WHOLE).where(SightingRow.year == year)
        if until is not None:
            query = query.where(col(SightingRow.at) <= aware(until))
        if agency is not None:
            query = query.where(SightingRow.agency == agency)
        if agencies is not None:
            query = query.where(col(SightingRow.agency).in_(agencies))
        query = query.order_by(col(SightingRow.agency), col(SightingRow.at), col(SightingRow.id))
        with self._reading() as session:
            return _by_agency(each_row(session, query))

    def each_sighted(
        self, year: int, *, until: datetime | None = None
    ) -> Generator[tuple[str, tuple[Sighting, ...]], None, None]:
        """What the judge asks of `sightings`: one agency after another, as `agencies` orders them; never all at once.

        Without copies, companions and dates: no standing rests on them, and reading them takes half the time.
        """
        query = select(*_JUDGED).where(SightingRow.year == year)
        if until is not None:
            query = query.where(col(SightingRow.at) <= aware(until))
        query = query.order_by(col(SightingRow.agency), col(SightingRow.at), col(SightingRow.id))
        with self._reading() as session:
            rows = each_row(session, query)
            for agency, several in groupby(rows, key=itemgetter(0)):
                yield agency, tuple(_judged(year, *row) for row in several)

    def dated(
        self, year: int, *, until: datetime | None = None, office: str | None = None
    ) -> dict[str, tuple[DatedLook, ...]]:
        """By agency the looks a belief in a date rests on, oldest first; up to and at `until`, of an office's agencies or all."""
        query = select(*_DATED).where(
            SightingRow.year == year, col(SightingRow.seen).in_((Seen.PRESENT, Seen.LISTED, Seen.ABSENT))
        )
        if until is not None:
            query = query.where(col(SightingRow.at) <= aware(until))
        if office is not None:
            own = select(AgencyRow.code).where(AgencyRow.oversight == office)
            query = query.where(col(SightingRow.agency).in_(own))
        query = query.order_by(col(SightingRow.agency), col(SightingRow.at), col(SightingRow.id))
        looks: dict[str, list[DatedLook]] = defaultdict(list)
        with self._reading() as session:
            for agency, at, seen, url, locations, dates, clock_set in each_row(session, query):
                looks[agency].append(
                    DatedLook(at, _SEEN[seen], url, _locations(locations), _dates(dates), clock_set)
                )
        return {agency: tuple(several) for agency, several in looks.items()}

    def first_found(
        self, year: int, *, until: datetime | None = None, rehearsed: bool
    ) -> dict[str, Sighting]:
        """By agency the first look that found its report, up to and at `until`; looks of a rehearsal only where `rehearsed`."""
        seen: list[Any] = [SightingRow.year == year, SightingRow.seen == Seen.PRESENT]
        seen += [] if until is None else [col(SightingRow.at) <= aware(until)]
        seen += [] if rehearsed else [col(SightingRow.clock_set).is_(False)]
        place = func.row_number().over(
            partition_by=col(SightingRow.agency), order_by=(col(SightingRow.at), col(SightingRow.id))
        )
        ranked = select(col(SightingRow.id), place.label("place")).where(*seen).subquery()
        query = select(*_WHOLE).join(ranked, ranked.c.id == SightingRow.id).where(ranked.c.place == 1)
        with self._reading() as session:
            return {each.agency: each for each in nouns_of(Sighting, each_row(session, query))}

    def seen_at(self, visits: Sequence[str]) -> tuple[Sighting, ...]:
        """What some visits said of anybody's report of any year, in the order it was written."""
        query = select(*all_columns(SightingRow)).where(col(SightingRow.visit).in_(visits))
        with self._reading() as session:
            rows = session.exec(query.order_by(col(SightingRow.id)))
            return tuple(sighting_of(row) for row in rows)

    def last_present(self, year: int, agencies: Sequence[str], until: datetime) -> dict[str, Link]:
        """Where each agency's report of the year was last found, up to and at a moment."""
        latest = (
            select(func.max(col(SightingRow.id)))
            .where(SightingRow.year == year, col(SightingRow.agency).in_(agencies))
            .where(SightingRow.seen == Seen.PRESENT, col(SightingRow.at) <= aware(until))
            .group_by(col(SightingRow.agency))
        )
        query = select(SightingRow.agency, SightingRow.url, SightingRow.title).where(
            col(SightingRow.id).in_(latest)
        )
        with self._reading() as session:
            return {agency: Link(url=url, title=title) for agency, url, title in session.exec(query)}

    def seen_since(
        self, year: int, agencies: Sequence[str], since: datetime, until: datetime
    ) -> frozenset[str]:
        """The agencies of which a look at that year's report is kept, after one moment, up to and at another."""
        query = (
            select(SightingRow.agency)
            .where(SightingRow.year == year, col(SightingRow.agency).in_(agencies))
            .where(col(SightingRow.at) > aware(since), col(SightingRow.at) <= aware(until))
            .distinct()
        )
        with self._reading() as session:
            return frozenset(session.exec(query))

    def own_fault_days(
        self, year: int, *, until: datetime | None = None, rehearsed: bool
    ) -> tuple[LineDay, ...]:
        """The days on which a look for that year's reports failed by our own fault, in order.

        Looks of a rehearsal are counted only where `rehearsed`.
        """
        counted: list[Any] = [SightingRow.year == year]
        counted += [] if until is None else [col(SightingRow.at) <= aware(until)]
        counted += [] if rehearsed else [col(SightingRow.clock_set).is_(False)]
        failed = select(SightingRow.at, SightingRow.visit).where(*counted, OWN_FAULT)
        with self._reading() as session:
            faults: dict[date, dict[str, datetime]] = {}
            for at, visit in session.exec(failed):
                faults.setdefault(local_day(at), {})[visit] = at
            return tuple(_line_day(session, day, faults[day], counted) for day in sorted(faults))


def _judged(
    year: int, agency: str, visit: str, at: datetime, seen: Seen, outcome: Outcome, reason_zh: str, reason_en: str,
    url: str, title: str, document: str | None, locations: list[str], claimed: date | None, clock_set: bool,
) -> Sighting:  # fmt: skip
    return Sighting(
        agency=agency, year=year, visit=visit, at=at, seen=seen, outcome=outcome,
        reason=held_once(reason_zh, reason_en), url=url, title=title, document=document or "",
        locations=tuple(locations), claimed=claimed, clock_set=clock_set,
    )  # fmt: skip


# One look after another says the same of a report that stays where it was.
@lru_cache(maxsize=10_000)
def _dates(text: str) -> tuple[DateRead, ...]:
    dates: tuple[DateRead, ...] = _read_dates(json.loads(text))
    return dates


@lru_cache(maxsize=10_000)
def _locations(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _line_day(session: Session, day: date, faults: dict[str, datetime], counted: list[Any]) -> LineDay:
    begins, ends = aware(end_of(day - timedelta(days=1))), aware(end_of(day))
    looks = select(func.count(func.distinct(SightingRow.visit))).where(
        *counted, col(SightingRow.at) >= begins, col(SightingRow.at) < ends
    )
    return LineDay(
        day=day,
        looks=session.exec(looks).one(),
        own_faults=len(faults),
        first_fault=min(faults.values()),
    )


def _by_agency(rows: Iterable[Any]) -> dict[str, tuple[Sighting, ...]]:
    grouped: dict[str, list[Sighting]] = {}
    for sighting in nouns_of(Sighting, rows):
        grouped.setdefault(sighting.agency, []).append(sighting)
    return {agency: tuple(sightings) for agency, sightings in grouped.items()}


def sighting_of(row: Any) -> Sighting:
    """The sighting in a row; where the report was not opened, its document is empty."""
    return noun_of(Sighting, row, document=row.document or "")


def sighting_columns(sighting: Sighting) -> dict[str, Any]:
    """A sighting as a row has it."""
    return columns(sighting) | {"document": sighting.document or None}
