"""What people decided, in the order in which it was kept. Rows are only added."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.decision import Decision
from models.errors import CodeUsed, Overtaken
from models.plain import aware
from models.stores.chains import add_chained
from models.stores.memory import Memory
from models.stores.rows import columns, noun_of
from models.tables import CodeRow, DecisionRow
from models.times import local_day
from models.words import Words


class Decisions(Memory):
    """Decisions and approvals, one row each."""

    def decisions(
        self, year: int, *, agency: str | None = None, until: datetime | None = None
    ) -> tuple[Decision, ...]:
        """Every decision on one report year, in the order of keeping; those made up to and at `until`."""
        query = select(DecisionRow).where(DecisionRow.year == year).order_by(col(DecisionRow.id))
        if agency is not None:
            query = query.where(DecisionRow.agency == agency)
        if until is not None:
            query = query.where(col(DecisionRow.at) <= aware(until))
        with self._reading() as session:
            return tuple(noun_of(Decision, row) for row in session.exec(query))

    def decision(self, decision_id: int) -> Decision | None:
        """One decision; None where there is none of that number."""
        with self._reading() as session:
            row = session.get(DecisionRow, decision_id)
            return None if row is None else noun_of(Decision, row)

    def offered(self, year: int, agencies: Sequence[str], moment: datetime) -> Mapping[str, tuple[str, ...]]:
        """By agency the addresses offered in disputes made up to and at a moment and not run out by its day, settled or not."""
        query = (
            select(DecisionRow.agency, DecisionRow.offered)
            .where(DecisionRow.year == year, col(DecisionRow.agency).in_(agencies))
            .where(col(DecisionRow.offered).is_not(None), col(DecisionRow.at) <= aware(moment))
            .where(col(DecisionRow.until) >= local_day(moment))
            .order_by(col(DecisionRow.id))
        )
        found: dict[str, dict[str, None]] = defaultdict(dict)
        with self._reading() as session:
            for agency, url in session.exec(query):
                found[agency][str(url)] = None
        return {agency: tuple(urls) for agency, urls in found.items()}

    def spend_code(self, person: str, step: int) -> None:
        """A person's one-time code of that step, and every earlier one, is of no use from now on.

        Raises CodeUsed where it was of none already. A transaction of its own: what is decided with it may be refused.
        """
        with self._writing(alone="codes") as session:
            row = session.get(CodeRow, person)
            if row is None:
                session.add(CodeRow(person=person, step=step))
            elif row.step < step:
                row.step = step
            else:
                raise CodeUsed(
                    Words(
                        zh="该一次性口令已用过，请等下一个口令（至多 30 秒）；本次未保存",
                        en="This one-time code was used before: wait for the next one (at most 30 seconds); nothing was kept",
                    )
                )

    def save_decision(self, decision: Decision, *, after: int | None) -> Decision:
        """Keep a decision that was made knowing all up to number `after` on its agency and year; it comes back numbered.

        Raises Overtaken where there is a later one.
        """
        with self._writing(alone="decision") as session:
            if _last(session, decision) != after:
                raise Overtaken(
                    Words(
                        zh="其他人刚就该单位作出决定，请查看（chunxun decide list）后重试；本次未保存",
                        en="Somebody else has just decided on this agency: look (chunxun decide list) and try again; nothing was kept",
                    )
                )
            (number,) = add_chained(session, DecisionRow, [columns(decision)])
            return replace(decision, id=number)


def _last(session: Session, decision: Decision) -> int | None:
    query = select(func.max(col(DecisionRow.id)))
    return session.exec(
        query.where(DecisionRow.agency == decision.agency, DecisionRow.year == decision.year)
    ).one()
