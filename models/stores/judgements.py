"""Where agencies stand, and every transition that led there."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.assessment import Assessment
from models.change import About, Change
from models.plain import aware
from models.stores.chains import add_chained
from models.stores.memory import Memory, add_or_replace, all_columns, each_row, some_at_a_time
from models.stores.rows import columns, nouns_of
from models.tables import AgencyRow, AssessmentRow, ChangeRow, DecisionRow, VisitRow

Key = tuple[str, About, str]  # agency, what changed, and which


class Judgements(Memory):
    """Where agencies stand, and since when."""

    def assessments(self, year: int, office: str | None = None) -> tuple[Assessment, ...]:
        """The latest assessment of every agency, or of those one office oversees, by code."""
        query = select(*all_columns(AssessmentRow)).where(AssessmentRow.year == year)
        if office is not None:
            query = query.join(AgencyRow, col(AgencyRow.code) == AssessmentRow.agency)
            query = query.where(AgencyRow.oversight == office)
        query = query.order_by(col(AssessmentRow.agency))
        with self._reading() as session:
            return tuple(nouns_of(Assessment, each_row(session, query)))

    def save_judgement(self, assessments: Iterable[Assessment], changes: Iterable[Change]) -> int:
        """Replace the latest assessments and add the changes, all or nothing; how many changes were added.

        A change to what already stands is not added again, so that judging twice changes nothing. Both are taken a few
        thousand at a time: those of a country are never held as rows all at once.
        """
        with self._writing(alone="judgement") as session:
            for some in some_at_a_time(map(columns, assessments)):
                add_or_replace(session, AssessmentRow, some)
            new = map(columns, _new(session, changes))
            return sum(len(add_chained(session, ChangeRow, some)) for some in some_at_a_time(new))

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
        query = select(*all_columns(ChangeRow)).where(ChangeRow.year == year)
        if agency is not None:
            query = query.where(ChangeRow.agency == agency)
        if until is not None:
            query = query.where(col(ChangeRow.at) <= aware(until))
        query = query.order_by(col(ChangeRow.id))
        with self._reading() as session:
            return tuple(nouns_of(Change, each_row(session, query)))

    def current(self, year: int) -> dict[Key, Change]:
        """The last change of each thing that ever changed; one that ended has `new` empty."""
        with self._reading() as session:
            changes = nouns_of(Change, each_row(session, _last_changes(year)))
            return {_key(change): change for change in changes}


def _new(session: Session, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that change what stands, here or by those before them."""
    standing: dict[int, dict[Key, str]] = {}
    for change in changes:
        if change.year not in standing:
            standing[change.year] = _standing(session, change.year)
        if standing[change.year].get(_key(change)) != change.new:
            standing[change.year][_key(change)] = change.new
            yield change


def _standing(session: Session, year: int) -> dict[Key, str]:
    """What stands of each thing that ever changed."""
    rows = each_row(session, _last_changes(year))
    return {(row.agency, row.about, row.key): row.new for row in rows}


def _last_changes(year: int) -> Any:
    """The row of the last change of each thing, in the order they were stored."""
    last = (
        select(func.max(ChangeRow.id))
        .where(ChangeRow.year == year)
        .group_by(col(ChangeRow.agency), col(ChangeRow.about), col(ChangeRow.key))
    )
    return select(*all_columns(ChangeRow)).where(col(ChangeRow.id).in_(last)).order_by(col(ChangeRow.id))


def _key(change: Change) -> Key:
    return change.agency, change.about, change.key
