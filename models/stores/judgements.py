"""Where agencies stand, and every transition that led there."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.assessment import Assessment
from models.change import About, Change
from models.plain import aware
from models.stores.chains import add_chained
from models.stores.memory import Memory, add_or_replace
from models.stores.rows import columns, noun_of
from models.tables import AgencyRow, AssessmentRow, ChangeRow, DecisionRow, VisitRow

Key = tuple[str, About, str]  # agency, what changed, and which


class Judgements(Memory):
    """Where agencies stand, and since when."""

    def assessments(self, year: int, office: str | None = None) -> tuple[Assessment, ...]:
        """The latest assessment of every agency, or of those one office oversees, by code."""
        query = select(AssessmentRow).where(AssessmentRow.year == year).order_by(col(AssessmentRow.agency))
        if office is not None:
            query = query.join(AgencyRow, col(AgencyRow.code) == AssessmentRow.agency)
            query = query.where(AgencyRow.oversight == office)
        with self._reading() as session:
            return tuple(noun_of(Assessment, row) for row in session.exec(query))

    def save_judgement(self, assessments: Iterable[Assessment], changes: Iterable[Change]) -> int:
        """Replace the latest assessments and add the changes, all or nothing; how many changes were added.

        A change to what already stands is not added again, so that judging twice changes nothing.
        """
        added: list[Change] = []
        with self._writing(alone="judgement") as session:
            add_or_replace(session, AssessmentRow, [columns(assessment) for assessment in assessments])
            standing: dict[int, dict[Key, Change]] = {}
            for change in changes:
                if change.year not in standing:
                    standing[change.year] = _current(session, change.year)
                stands = standing[change.year].get(_key(change))
                if stands is None or stands.new != change.new:
                    standing[change.year][_key(change)] = change
                    added.append(change)
            add_chained(session, ChangeRow, map(columns, added))
        return len(added)

    def last_moment(self) -> datetime | None:
        """The latest time that any look, judgement or decision by the real clock bears; None: there is none."""
        last_judged = select(func.max(col(AssessmentRow.as_of))).where(
            col(AssessmentRow.clock_set).is_(False)
        )
        last_look = (
            select(VisitRow.started)
            .where(col(VisitRow.clock_set).is_(False))
            .order_by(col(VisitRow.started).desc())
            .limit(1)
        )
        last_decided = select(func.max(col(DecisionRow.at))).where(col(DecisionRow.clock_set).is_(False))
        with self._reading() as session:
            moments = (
                session.exec(last_judged).one(),
                session.exec(last_look).first(),
                session.exec(last_decided).one(),
            )
        return max((moment for moment in moments if moment is not None), default=None)

    def changes(
        self, year: int, *, agency: str | None = None, until: datetime | None = None
    ) -> tuple[Change, ...]:
        """Every transition of one report year, in the order they were stored; those up to and at `until`."""
        query = select(ChangeRow).where(ChangeRow.year == year).order_by(col(ChangeRow.id))
        if agency is not None:
            query = query.where(ChangeRow.agency == agency)
        if until is not None:
            query = query.where(col(ChangeRow.at) <= aware(until))
        with self._reading() as session:
            return tuple(noun_of(Change, row) for row in session.exec(query))

    def current(self, year: int) -> dict[Key, Change]:
        """The last change of each thing that ever changed; one that ended has `new` empty."""
        with self._reading() as session:
            return _current(session, year)


def _current(session: Session, year: int) -> dict[Key, Change]:
    last = (
        select(func.max(ChangeRow.id))
        .where(ChangeRow.year == year)
        .group_by(col(ChangeRow.agency), col(ChangeRow.about), col(ChangeRow.key))
    )
    rows = session.exec(select(ChangeRow).where(col(ChangeRow.id).in_(last)).order_by(col(ChangeRow.id)))
    changes = (noun_of(Change, row) for row in rows)
    return {_key(change): change for change in changes}


def _key(change: Change) -> Key:
    return change.agency, change.about, change.key
