"""The roster as imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from models.agency import Agency
from models.plain import aware
from models.stores.memory import Memory, all_columns, each_row
from models.stores.rows import columns, noun_of, nouns_of
from models.tables import AgencyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """The codes of one import, sorted: new, different from before, and as before."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


class Agencies(Memory):
    """Who is watched."""

    def import_roster(self, agencies: Sequence[Agency], *, at: datetime) -> RosterChange:
        """Add or replace agencies by code, all or nothing. Agencies not named stay as they are."""
        with self._writing(alone="roster") as session:
            known = {row.code: row for row in session.exec(select(AgencyRow))}
            before = {code: noun_of(Agency, row) for code, row in known.items()}
            for agency in agencies:
                if agency.code not in known:
                    session.add(AgencyRow(**columns(agency), added_at=aware(at), changed_at=aware(at)))
                elif agency != before[agency.code]:
                    known[agency.code].sqlmodel_update(columns(agency) | {"changed_at": aware(at)})
        return _compared(before, agencies)

    def agencies(self, office: str | None = None) -> tuple[Agency, ...]:
        """All agencies, or those one office oversees, by code."""
        query = select(*all_columns(AgencyRow)).order_by(col(AgencyRow.code))
        if office is not None:
            query = query.where(AgencyRow.oversight == office)
        with self._reading() as session:
            return tuple(nouns_of(Agency, each_row(session, query)))

    def offices(self) -> tuple[str, ...]:
        """The codes of the offices that oversee somebody, sorted."""
        query = select(AgencyRow.oversight).where(AgencyRow.oversight != "").distinct()
        with self._reading() as session:
            return tuple(sorted(session.exec(query)))

    def agency(self, code: str) -> Agency | None:
        """The agency of that code, or None."""
        with self._reading() as session:
            row = session.get(AgencyRow, code)
            return None if row is None else noun_of(Agency, row)


def _compared(before: dict[str, Agency], agencies: Sequence[Agency]) -> RosterChange:
    known = [agency for agency in agencies if agency.code in before]
    return RosterChange(
        added=tuple(sorted(agency.code for agency in agencies if agency.code not in before)),
        changed=tuple(sorted(agency.code for agency in known if agency != before[agency.code])),
        unchanged=tuple(sorted(agency.code for agency in known if agency == before[agency.code])),
    )
