"""Who may run a step: kept here, because a scheduler's own state does not survive a dead machine."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import col

from models.plain import aware
from models.stores.memory import Memory
from models.tables import LeaseRow


class Leases(Memory):
    """One holder at a time, until a moment."""

    def acquire(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        """Take or prolong a lease; False while another holds it. A lease ends by itself at `until`."""
        lease: dict[str, Any] = {"holder": holder, "since": aware(now), "until": aware(until)}
        with self._writing(alone=f"lease {name}") as session:
            row = session.get(LeaseRow, name)
            if row is None:
                session.add(LeaseRow(name=name, **lease))
                return True
            if row.holder == holder:
                row.until = aware(until)
                return True
            if row.until > aware(now):
                return False
            row.sqlmodel_update(lease)
            return True

    def release(self, name: str, holder: str) -> None:
        """Give a lease back; another's is left alone."""
        with self._writing() as session:
            session.exec(delete(LeaseRow).where(col(LeaseRow.name) == name, col(LeaseRow.holder) == holder))
