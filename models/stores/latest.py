"""Which version of each report was seen last, and which examination of it is the latest: for queries to join."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import Subquery, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.plain import aware
from models.tables import ExaminationRow, SightingRow
from models.visit import Seen


def last_examined(
    year: int | None = None,
    *,
    agency: str | None = None,
    document: str | None = None,
    agencies: Sequence[str] | SelectOfScalar[str] | None = None,
    until: datetime | None = None,
    examined: datetime | None = None,
) -> Subquery:
    """The latest examination (id, agency), up to `examined`, of each report's version seen last (up to `until`), or of one document.

    Of one year, agency or some agencies, where given, or of all.
    """
    query = select(
        col(ExaminationRow.id), col(ExaminationRow.agency), _newest_first(ExaminationRow).label("place")
    )
    if year is not None:
        query = query.where(ExaminationRow.year == year)
    if agency is not None:
        query = query.where(ExaminationRow.agency == agency)
    if examined is not None:
        # As a case, so that SQLite looks each agency's report up by its key. By moments it would go through all
        # examinations of the year once for every agency: two seconds for 4,000, and four times that for twice as many.
        query = query.where(sqlalchemy.case((col(ExaminationRow.at) <= aware(examined), 1), else_=0) == 1)
    if document is not None:
        query = query.where(ExaminationRow.document == document)
    else:
        seen = seen_last(year, agency, agencies, until)
        query = query.join(
            seen,
            (col(ExaminationRow.agency) == seen.c.agency)
            & (col(ExaminationRow.year) == seen.c.year)
            & (col(ExaminationRow.document) == seen.c.document),
        )
    return _first_places(query.subquery())


def seen_last(
    year: int | None = None,
    agency: str | None = None,
    agencies: Sequence[str] | SelectOfScalar[str] | None = None,
    until: datetime | None = None,
) -> Subquery:
    """(sighting, agency, year, document, copies) as each report was last seen; of one year or agency, or of all."""
    sighting: Any = SightingRow.__table__  # type: ignore[attr-defined]
    query = sqlalchemy.select(
        sighting.c.id.label("sighting"),
        sighting.c.agency,
        sighting.c.year,
        sighting.c.document,
        sighting.c.copies,
        _newest_first(sighting.c).label("place"),
    ).where(sighting.c.seen == Seen.PRESENT, sighting.c.document.is_not(None))
    if year is not None:
        query = query.where(sighting.c.year == year)
    if agency is not None:
        query = query.where(sighting.c.agency == agency)
    if agencies is not None:
        query = query.where(sighting.c.agency.in_(agencies))
    if until is not None:
        query = query.where(sighting.c.at <= aware(until))
    return _first_places(query.subquery())


def _newest_first(table: Any) -> Any:
    return func.row_number().over(
        partition_by=(table.agency, table.year), order_by=(table.at.desc(), table.id.desc())
    )


def _first_places(ranked: Subquery) -> Subquery:
    return sqlalchemy.select(ranked).where(ranked.c.place == 1).subquery()
