"""What pages are made of: a mark of all that is known of each agency, and its reports' cells as written."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy
from sqlalchemy import Text, cast, func

from models.papers import Address, Figures, Written
from models.plain import aware
from models.report import CellKind
from models.stores.latest import last_examined
from models.stores.memory import Memory
from models.tables import ChangeRow, ExaminationRow, SightingRow

_sighting: Any = SightingRow.__table__  # type: ignore[attr-defined]
_change: Any = ChangeRow.__table__  # type: ignore[attr-defined]
_examination: Any = ExaminationRow.__table__  # type: ignore[attr-defined]
_KINDS = {str(kind): kind for kind in CellKind}


class FiguresKept(Memory):
    """Facts as pages show them."""

    def marks(self, year: int, until: datetime) -> dict[str, str]:
        """For each agency a text that changes whenever anything stored of it up to then does: looks, changes, examinations."""
        looks = (
            sqlalchemy.select(_sighting.c.agency, func.max(_sighting.c.id), func.count())
            .where(_sighting.c.year == year, _sighting.c.at <= aware(until))
            .group_by(_sighting.c.agency)
        )
        changes = (
            sqlalchemy.select(_change.c.agency, func.max(_change.c.id), func.count())
            .where(_change.c.year == year, _change.c.at <= aware(until))
            .group_by(_change.c.agency)
        )
        examinations = (
            sqlalchemy.select(_examination.c.agency, func.max(_examination.c.at), func.count())
            .where(_examination.c.at <= aware(until))
            .group_by(_examination.c.agency)
        )
        found: dict[str, list[str]] = {}
        with self._reading() as session:
            for letter, query in (("s", looks), ("c", changes), ("e", examinations)):
                for agency, last, number in session.connection().execute(query):
                    found.setdefault(agency, []).append(f"{letter}{last}/{number}")
        return {agency: " ".join(marks) for agency, marks in found.items()}

    def figures(
        self,
        agencies: Sequence[str],
        year: int,
        *,
        others: Collection[Address],
        until: datetime | None = None,
    ) -> dict[str, tuple[Figures, ...]]:
        """The reports of some agencies up to and of a year, in the version seen last (up to `until`), without their text; oldest first.

        Of the earlier years only the cells named in `others`.
        """
        newest = last_examined(agencies=agencies, until=until)
        query = (
            sqlalchemy.select(
                _examination.c.agency,
                _examination.c.year,
                _examination.c.document,
                cast(_examination.c.report, Text),
            )
            .join(newest, newest.c.id == _examination.c.id)
            .where(_examination.c.unreadable_zh.is_(None), _examination.c.year <= year)
            .order_by(_examination.c.agency, _examination.c.year)
        )
        found: dict[str, tuple[Figures, ...]] = {}
        with self._reading() as session:
            for agency, of, document, text in session.connection().execute(query):
                report = orjson.loads(text)
                cells = (
                    dict(_cells(report["tables"])) if of == year else dict(_some(report["tables"], others))
                )
                figures = Figures(year=of, document=document, edition=report["edition"], cells=cells)
                found[agency] = (*found.get(agency, ()), figures)
        return found


def _cells(tables: list[list[Any]]) -> Iterator[tuple[Address, Written]]:
    """The cells straight from what is stored: to make a noun of each would take most of a page's time."""
    for table_id, table in tables:
        for (row, column), cell in table["cells"]:
            yield (table_id, row, column), Written(cell["raw"], _KINDS[cell["kind"]], cell["doubtful"])


def _some(tables: list[list[Any]], wanted: Collection[Address]) -> Iterator[tuple[Address, Written]]:
    rows = {(table, row) for table, row, _ in wanted}
    for table_id, table in tables:
        for (row, column), cell in table["cells"]:
            if (table_id, row) in rows and (table_id, row, column) in wanted:
                yield (table_id, row, column), Written(cell["raw"], _KINDS[cell["kind"]], cell["doubtful"])
