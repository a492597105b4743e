"""Messages from frozen to delivered, and the ledger of what each channel was told."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, update
from sqlmodel import Session, col, select

from models.change import Change
from models.errors import UnknownMessage
from models.message import Delivery, Message
from models.plain import aware, storable
from models.stores.memory import Memory
from models.stores.rows import columns, noun_of
from models.tables import AgencyRow, ChangeRow, MessageRow, ToldRow
from models.words import Words


class Outbox(Memory):
    """Each change once for every channel of an office: in one message, or passed over."""

    def untold(self, year: int, *, office: str, channel: str) -> tuple[Change, ...]:
        """Changes of the agencies an office oversees that this channel was neither told nor spared, in order."""
        told = exists().where(
            col(ToldRow.change) == ChangeRow.id,
            col(ToldRow.office) == office,
            col(ToldRow.channel) == channel,
        )
        query = (
            select(ChangeRow)
            .join(AgencyRow, col(AgencyRow.code) == ChangeRow.agency)
            .where(AgencyRow.oversight == office, ChangeRow.year == year, ~told)
            .order_by(col(ChangeRow.id))
        )
        with self._reading() as session:
            return tuple(noun_of(Change, row) for row in session.exec(query))

    def freeze(self, message: Message) -> bool:
        """Keep a message and claim its changes for its channel, all or nothing.

        False, and nothing kept, where the id or the channel's number is taken or a change is claimed already.
        """
        with self._writing(alone="outbox") as session:
            if _is_taken(session, message) or _claimed(
                session, message.changes, message.office, message.channel
            ):
                return False
            session.add(MessageRow(**{k: v for k, v in columns(message).items() if k != "changes"}))
            session.flush()
            session.add_all(
                _told(change, message.office, message.channel, message=message.id, position=position)
                for position, change in enumerate(message.changes)
            )
        return True

    def skip(
        self, changes: Sequence[int], office: str, channel: str, *, reason: str = "below its severities"
    ) -> int:
        """Note that a channel is not to be told of these changes; how many of them had no note yet."""
        with self._writing(alone="outbox") as session:
            claimed = _claimed(session, changes, office, channel)
            fresh = sorted(set(changes) - claimed)
            session.add_all(_told(change, office, channel, reason=reason) for change in fresh)
        return len(fresh)

    def next_number(self, office: str) -> int:
        """The number of an office's next message: 1, then one more than any it has."""
        query = select(func.max(MessageRow.number)).where(MessageRow.office == office)
        with self._reading() as session:
            return (session.exec(query).one() or 0) + 1

    def messages(
        self, *, office: str | None = None, deliveries: Sequence[Delivery] = ()
    ) -> tuple[Message, ...]:
        """Messages of one office or of all, with one of these deliveries or with any, in the order of freezing."""
        wanted = [] if office is None else [col(MessageRow.office) == office]
        if deliveries:
            wanted.append(col(MessageRow.delivery).in_(deliveries))
        with self._reading() as session:
            return _messages(session, *wanted)

    def claim(self, message_id: str, *, at: datetime) -> bool:
        """Take a pending message for one attempt; False where it is not pending (any more)."""
        taken = {"delivery": Delivery.SENDING, "attempts": MessageRow.attempts + 1, "claimed_at": aware(at)}
        with self._writing() as session:
            waiting = (col(MessageRow.id) == message_id) & (col(MessageRow.delivery) == Delivery.PENDING)
            return session.exec(update(MessageRow).where(waiting).values(**taken)).rowcount == 1

    def record(self, message_id: str, delivery: Delivery, *, at: datetime, error: str = "") -> bool:
        """Note how a delivery went; PENDING makes the message wait again.

        False where the message is SENT already: a receipt is never taken back. Raises UnknownMessage.
        """
        noted: dict[str, Any] = {"delivery": delivery, "last_error": storable(error), "claimed_at": None}
        if delivery is Delivery.SENT:
            noted["sent_at"] = aware(at)
        with self._writing() as session:
            row = session.get(MessageRow, message_id, with_for_update=True)
            if row is None:
                raise UnknownMessage(_no_such(message_id))
            if row.delivery is Delivery.SENT:
                return False
            row.sqlmodel_update(noted)
        return True

    def expire_sending(self, before: datetime) -> tuple[Message, ...]:
        """Messages claimed before a moment and still being sent become UNCERTAIN; those messages."""
        stale = (col(MessageRow.delivery) == Delivery.SENDING) & (col(MessageRow.claimed_at) < aware(before))
        with self._writing() as session:
            uncertain = update(MessageRow).where(stale).values(delivery=Delivery.UNCERTAIN)
            expired = session.scalars(uncertain.returning(col(MessageRow.id))).all()
            return _messages(session, col(MessageRow.id).in_(expired))


def _is_taken(session: Session, message: Message) -> bool:
    the_number = (
        (col(MessageRow.office) == message.office)
        & (col(MessageRow.channel) == message.channel)
        & (col(MessageRow.number) == message.number)
    )
    query = select(MessageRow.id).where((col(MessageRow.id) == message.id) | the_number)
    return session.exec(query).first() is not None


def _claimed(session: Session, changes: Sequence[int], office: str, channel: str) -> set[int]:
    """Those of the changes that this channel was told or spared already."""
    # All of the channel's, because a first digest may name more changes than one statement takes parameters.
    query = select(ToldRow.change).where(ToldRow.office == office, ToldRow.channel == channel)
    known = session.exec(query).all()
    return set(changes).intersection(known)


def _told(
    change: int, office: str, channel: str, *, message: str | None = None, position: int = 0, reason: str = ""
) -> ToldRow:
    return ToldRow(
        change=change, office=office, channel=channel, message=message, position=position, reason=reason
    )


def _messages(session: Session, *wanted: ColumnElement[bool]) -> tuple[Message, ...]:
    told: dict[str, list[int]] = defaultdict(list)
    notes = select(ToldRow).join(MessageRow).where(*wanted).order_by(col(ToldRow.position))
    for note in session.exec(notes):
        told[str(note.message)].append(note.change)
    order = (col(MessageRow.created), col(MessageRow.number), col(MessageRow.id))
    rows = session.exec(select(MessageRow).where(*wanted).order_by(*order))
    return tuple(noun_of(Message, row, changes=tuple(told[row.id])) for row in rows)


def _no_such(message_id: str) -> Words:
    return Words(
        zh=f"没有编号为 {message_id} 的消息，送达情况未登记。请核对编号。",
        en=f"There is no message {message_id}; its delivery was not recorded. Check the id.",
    )
