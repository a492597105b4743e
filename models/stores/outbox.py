"""Messages as frozen, and the ledger of what each channel was told; what becomes of them is in handovers.py."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.change import Change
from models.message import Delivery, Handover, Message
from models.plain import aware
from models.stores.memory import Memory, batched
from models.stores.rows import columns, noun_of
from models.tables import AgencyRow, ChangeRow, HandoverRow, MessageRow, ToldRow

_NO_NEWS = "no news to it"


class Outbox(Memory):
    """Each change once for every channel of an office: in one message, or passed over."""

    def untold(
        self, year: int, *, office: str, channel: str, beneath: Sequence[str] = ()
    ) -> tuple[Change, ...]:
        """Changes that this channel was neither told nor spared, in order.

        Of the agencies that the office and those `beneath` it oversee, and of every agency it was told anything of
        before: who oversees it may have changed since.
        """
        note = aliased(ToldRow)
        noted = exists().where(
            col(note.change) == ChangeRow.id, col(note.office) == office, col(note.channel) == channel
        )
        overseen = select(AgencyRow.code).where(col(AgencyRow.oversight).in_([office, *beneath]))
        query = (
            select(ChangeRow)
            .where(
                ChangeRow.year == year,
                ~noted,
                col(ChangeRow.agency).in_(overseen)
                | col(ChangeRow.agency).in_(_told_of(year, office, channel)),
            )
            .order_by(col(ChangeRow.id))
        )
        with self._reading() as session:
            return tuple(noun_of(Change, row) for row in session.exec(query))

    def told(self, year: int, *, office: str, channel: str) -> frozenset[int]:
        """Ids of the changes that this channel was told in a message, whatever became of the message."""
        query = select(ToldRow.change).join(ChangeRow, col(ChangeRow.id) == ToldRow.change)
        with self._reading() as session:
            return frozenset(session.exec(query.where(*_in_a_message(year, office, channel))))

    def freeze(self, message: Message, *, reporting: Sequence[int] = (), passed: Sequence[int] = ()) -> bool:
        """Keep a message and claim its changes for its channel, all or nothing.

        `reporting` are handovers whose trouble it tells, not to be told again; `passed` are changes its channel is
        spared because of it, as by `skip`: a run that ends behind it leaves none to be heard once more.
        False, and nothing kept, where the id or the channel's number is taken, or a change or a trouble is claimed already.
        """
        with self._writing(alone="outbox") as session:
            if (
                _is_taken(session, message)
                or _claimed(session, message.changes, message.office, message.channel)
                or _reported(session, reporting)
            ):
                return False
            session.add(_row_of(message))
            session.flush()
            session.add_all(handover_row(message.id, handover) for handover in message.handovers)
            for handover in reporting:
                told = update(HandoverRow).where(col(HandoverRow.id) == handover)
                session.exec(told.values(reported=True))
            session.add_all(
                _told(change, message.office, message.channel, message=message.id, position=position)
                for position, change in enumerate(message.changes)
            )
            _spare(session, passed, message.office, message.channel, _NO_NEWS)
        return True

    def skip(self, changes: Sequence[int], office: str, channel: str, *, reason: str = _NO_NEWS) -> int:
        """Note that a channel is not to be told of these changes; how many of them had no note yet."""
        if not changes:
            return 0
        with self._writing(alone="outbox") as session:
            return _spare(session, changes, office, channel, reason)

    def next_number(self, office: str) -> int:
        """The number of an office's next message: 1, then one more than any it has."""
        query = select(func.max(MessageRow.number)).where(MessageRow.office == office)
        with self._reading() as session:
            return (session.exec(query).one() or 0) + 1

    def last_frozen(self, office: str, channel: str) -> datetime | None:
        """When the latest message of a channel was frozen; None: it has none."""
        query = select(func.max(MessageRow.created)).where(
            MessageRow.office == office, MessageRow.channel == channel
        )
        with self._reading() as session:
            return session.exec(query).one()

    def messages(
        self,
        *,
        office: str | None = None,
        deliveries: Sequence[Delivery] = (),
        ids: Sequence[str] = (),
    ) -> tuple[Message, ...]:
        """Messages of one office or of all, in the order of freezing; whole, with all their handovers.

        Of `deliveries`, one handover has one; of `ids`, it is one. Empty: any.
        """
        wanted = [] if office is None else [col(MessageRow.office) == office]
        if deliveries:
            wanted.append(col(MessageRow.id).in_(_with_any(col(HandoverRow.delivery).in_(deliveries))))
        with self._reading() as session:
            if not ids:
                return messages_where(session, *wanted)
            return _messages_of(session, ids, *wanted)

    def messages_since(self, moment: datetime) -> tuple[Message, ...]:
        """Messages frozen at or after a moment, in the order of freezing, whole."""
        query = select(MessageRow.id).where(col(MessageRow.created) >= aware(moment)).order_by(*_FROZEN)
        with self._reading() as session:
            return _messages_of(session, session.exec(query).all())

    def unreported(self, *, besides: str) -> tuple[int, ...]:
        """Handovers that need a person and were in no notice yet, those of one office left out."""
        query = (
            select(HandoverRow.id)
            .join(MessageRow)
            .where(
                col(HandoverRow.delivery).in_([Delivery.UNCERTAIN, Delivery.UNDELIVERED]),
                col(HandoverRow.reported).is_(False),
                MessageRow.office != besides,
            )
            .order_by(col(HandoverRow.id))
        )
        with self._reading() as session:
            return tuple(each for each in session.exec(query) if each is not None)


_FROZEN = (col(MessageRow.created), col(MessageRow.number), col(MessageRow.id))


def _messages_of(session: Session, ids: Sequence[str], *wanted: ColumnElement[bool]) -> tuple[Message, ...]:
    return tuple(
        message
        for some in batched(ids)
        for message in messages_where(session, *wanted, col(MessageRow.id).in_(some))
    )


def _with_any(condition: ColumnElement[bool]) -> Any:
    return select(HandoverRow.message).where(condition)


def _row_of(message: Message) -> MessageRow:
    bare = replace(message, handovers=())
    return MessageRow(**{k: v for k, v in columns(bare).items() if k not in {"changes", "handovers"}})


def handover_row(message_id: str, handover: Handover) -> HandoverRow:
    """A new row for one recipient's part."""
    return HandoverRow(**columns(replace(handover, id=None)), message=message_id)


def _is_taken(session: Session, message: Message) -> bool:
    the_number = (
        (col(MessageRow.office) == message.office)
        & (col(MessageRow.channel) == message.channel)
        & (col(MessageRow.number) == message.number)
    )
    query = select(MessageRow.id).where((col(MessageRow.id) == message.id) | the_number)
    return session.exec(query).first() is not None


def _told_of(year: int, office: str, channel: str) -> Any:
    """Codes of the agencies a channel was told of."""
    of = select(ChangeRow.agency).join(ToldRow, col(ToldRow.change) == ChangeRow.id)
    return of.where(*_in_a_message(year, office, channel))


def _in_a_message(year: int, office: str, channel: str) -> list[ColumnElement[bool]]:
    return [
        col(ToldRow.office) == office,
        col(ToldRow.channel) == channel,
        col(ToldRow.message).is_not(None),
        col(ChangeRow.year) == year,
    ]


def _claimed(session: Session, changes: Sequence[int], office: str, channel: str) -> set[int]:
    """Those of the changes that this channel was told or spared already."""
    if not changes:
        return set()
    # By the first and the last, because a first digest may name more changes than one statement takes parameters.
    query = select(ToldRow.change).where(
        col(ToldRow.change).between(min(changes), max(changes)),
        ToldRow.office == office,
        ToldRow.channel == channel,
    )
    known = session.exec(query).all()
    return set(changes).intersection(known)


def _spare(session: Session, changes: Sequence[int], office: str, channel: str, reason: str) -> int:
    """Note those of the changes that have no note yet; how many they were."""
    fresh = sorted(set(changes) - _claimed(session, changes, office, channel))
    session.add_all(_told(change, office, channel, reason=reason) for change in fresh)
    return len(fresh)


def _reported(session: Session, handovers: Sequence[int]) -> set[int]:
    """Those of the handovers whose trouble was told already: two who deliver may both have found them untold."""
    if not handovers:
        return set()
    between = col(HandoverRow.id).between(min(handovers), max(handovers))
    known = session.exec(select(HandoverRow.id).where(between, col(HandoverRow.reported).is_(True))).all()
    return set(handovers).intersection(known)


def _told(
    change: int, office: str, channel: str, *, message: str | None = None, position: int = 0, reason: str = ""
) -> ToldRow:
    return ToldRow(
        change=change, office=office, channel=channel, message=message, position=position, reason=reason
    )


def messages_where(session: Session, *wanted: ColumnElement[bool]) -> tuple[Message, ...]:
    """The messages these conditions on them choose, whole, in the order of freezing."""
    told: dict[str, list[int]] = defaultdict(list)
    notes = select(ToldRow).join(MessageRow).where(*wanted).order_by(col(ToldRow.position))
    for note in session.exec(notes):
        told[str(note.message)].append(note.change)
    handovers: dict[str, list[Handover]] = defaultdict(list)
    parts = select(HandoverRow).join(MessageRow).where(*wanted).order_by(col(HandoverRow.id))
    for part in session.exec(parts):
        handovers[part.message].append(noun_of(Handover, part))
    rows = session.exec(select(MessageRow).where(*wanted).order_by(*_FROZEN))
    return tuple(
        noun_of(Message, row, changes=tuple(told[row.id]), handovers=tuple(handovers[row.id])) for row in rows
    )
