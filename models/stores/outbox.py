"""Messages from frozen to delivered, and the ledger of what each channel was told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.change import Change
from models.errors import UnknownMessage
from models.message import Delivery, Handover, Message
from models.plain import aware, storable
from models.stores.memory import Memory
from models.stores.rows import columns, noun_of
from models.tables import AgencyRow, AttemptRow, ChangeRow, HandoverRow, MessageRow, ToldRow
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

    def freeze(self, message: Message, *, reporting: Sequence[int] = ()) -> bool:
        """Keep a message and claim its changes for its channel, all or nothing.

        `reporting` are handovers whose trouble it tells, not to be told again.
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
            session.add_all(_handover_row(message.id, handover) for handover in message.handovers)
            for handover in reporting:
                told = update(HandoverRow).where(col(HandoverRow.id) == handover)
                session.exec(told.values(reported=True))
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
        self, *, office: str | None = None, deliveries: Sequence[Delivery] = (), ids: Sequence[str] = ()
    ) -> tuple[Message, ...]:
        """Messages of one office or of all, in the order of freezing; whole, with all their handovers.

        Of `deliveries`, one handover has one; of `ids`, it is one. Empty: any.
        """
        wanted = [] if office is None else [col(MessageRow.office) == office]
        if deliveries:
            wanted.append(col(MessageRow.id).in_(_with_any(col(HandoverRow.delivery).in_(deliveries))))
        with self._reading() as session:
            if not ids:
                return _messages(session, *wanted)
            batches = [ids[start : start + 500] for start in range(0, len(ids), 500)]  # of parameters
            return tuple(
                m for some in batches for m in _messages(session, *wanted, col(MessageRow.id).in_(some))
            )

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

    def claim(self, handover: int, *, at: datetime) -> int:
        """Take a pending handover for one attempt; the attempt's number, or 0 where it may not be tried now.

        Not now: it is not pending (any more), its wait is not over, its recipient is unknown, or something earlier
        for the same recipient of the same channel still waits, so that nobody reads number 4 before number 3.
        """
        moment = aware(at)
        may = (
            (col(HandoverRow.id) == handover)
            & (col(HandoverRow.delivery) == Delivery.PENDING)
            & (col(HandoverRow.recipient) != "")
            & (col(HandoverRow.not_before).is_(None) | (col(HandoverRow.not_before) <= moment))
            & ~_something_earlier_waits()
        )
        taken = {
            "delivery": Delivery.SENDING,
            "attempts": HandoverRow.attempts + 1,
            "claimed_at": moment,
            "not_before": None,
        }
        with self._writing() as session:
            number = session.scalar(
                update(HandoverRow).where(may).values(**taken).returning(col(HandoverRow.attempts))
            )
            if number is None:
                return 0
            session.add(AttemptRow(handover=handover, number=number, began=moment, delivery=Delivery.SENDING))
            return int(number)

    def record(
        self,
        handover: int,
        attempt: int,
        delivery: Delivery,
        *,
        at: datetime,
        error: str = "",
        not_before: datetime | None = None,
    ) -> bool:
        """Note how an attempt went; PENDING makes the handover wait again, `not_before` until when at least.

        False, and only the attempt noted, where it is SENT already (a receipt is never taken back), or where
        another attempt or a person has gone on meanwhile and this one brings no receipt. Raises UnknownMessage.
        """
        said = storable(error)
        with self._writing() as session:
            row = _handover(session, handover)
            _end_attempt(session, handover, attempt, delivery, at, said)
            is_ours = row.attempts == attempt and row.delivery in {Delivery.SENDING, Delivery.UNCERTAIN}
            if row.delivery is Delivery.SENT or not (is_ours or delivery is Delivery.SENT):
                return False
            _settle(row, delivery, at, said)
            row.not_before = None if not_before is None else aware(not_before)
        return True

    def decide(self, handover: int, delivery: Delivery, *, at: datetime, why: str) -> bool:
        """Settle a handover that no sender has at work, by a person's word or because nobody can be addressed.

        PENDING has it tried again. False where it is SENT or being sent. Raises UnknownMessage.
        """
        with self._writing() as session:
            row = _handover(session, handover)
            if row.delivery in {Delivery.SENT, Delivery.SENDING}:
                return False
            _settle(row, delivery, at, storable(why))
            row.not_before = None
            row.reported = delivery is not Delivery.PENDING  # the person who said so need not be told
            moment = aware(at)
            session.add(
                AttemptRow(
                    handover=handover,
                    number=0,
                    began=moment,
                    ended=moment,
                    delivery=delivery,
                    error=storable(why),
                )
            )
        return True

    def note(self, handover: int, delivery: Delivery, *, error: str) -> bool:
        """Say of a handover that waits why it could not even be tried: it waits on, or is given up."""
        waits = (col(HandoverRow.id) == handover) & (col(HandoverRow.delivery) == Delivery.PENDING)
        noted = {"delivery": delivery, "last_error": storable(error)}
        with self._writing() as session:
            return session.exec(update(HandoverRow).where(waits).values(**noted)).rowcount == 1

    def address(self, message_id: str, handovers: Sequence[Handover]) -> bool:
        """Give a message its recipients, once they can be known; False where it has them or is settled."""
        unknown = (
            (col(HandoverRow.message) == message_id)
            & (col(HandoverRow.recipient) == "")
            & (col(HandoverRow.delivery) == Delivery.PENDING)
        )
        with self._writing(alone="outbox") as session:
            row = session.exec(select(HandoverRow).where(unknown).with_for_update()).first()
            if row is None or not handovers:
                return False
            first, *others = (_handover_row(message_id, handover) for handover in handovers)
            row.recipient, row.part, row.content, row.last_error = (
                first.recipient,
                first.part,
                first.content,
                "",
            )
            session.add_all(others)
        return True

    def expire_sending(self, before: datetime) -> tuple[Message, ...]:
        """Handovers claimed before a moment and still being sent become UNCERTAIN; their messages."""
        stale = (col(HandoverRow.delivery) == Delivery.SENDING) & (
            col(HandoverRow.claimed_at) < aware(before)
        )
        with self._writing() as session:
            uncertain = update(HandoverRow).where(stale).values(delivery=Delivery.UNCERTAIN)
            expired = session.scalars(uncertain.returning(col(HandoverRow.message))).all()
            return _messages(session, col(MessageRow.id).in_(sorted(set(expired)))) if expired else ()


def _with_any(condition: ColumnElement[bool]) -> Any:
    return select(HandoverRow.message).where(condition)


def _something_earlier_waits() -> ColumnElement[bool]:
    """Of the handover that is being updated: something before it, for the same recipient, is not settled."""
    mine, earlier, before = aliased(MessageRow), aliased(HandoverRow), aliased(MessageRow)
    query = (
        select(earlier.id)
        .join(before, col(before.id) == earlier.message)
        .join(mine, col(mine.id) == HandoverRow.message)
        .where(
            before.office == mine.office,
            before.channel == mine.channel,
            (col(before.number) < mine.number)
            | ((col(before.id) == mine.id) & (col(earlier.part) < HandoverRow.part)),
            col(earlier.recipient).in_([HandoverRow.recipient, ""]),
            col(earlier.delivery).in_([Delivery.PENDING, Delivery.SENDING]),
        )
        .correlate(HandoverRow)
    )
    return query.exists()


def _handover(session: Session, handover: int) -> HandoverRow:
    row = session.get(HandoverRow, handover, with_for_update=True)
    if row is None:
        raise UnknownMessage(_no_such(handover))
    return row


def _settle(row: HandoverRow, delivery: Delivery, at: datetime, error: str) -> None:
    row.delivery, row.last_error, row.claimed_at = delivery, error, None
    if delivery is Delivery.SENT:
        row.sent_at = aware(at)


def _end_attempt(
    session: Session, handover: int, number: int, delivery: Delivery, at: datetime, error: str
) -> None:
    this = (col(AttemptRow.handover) == handover) & (col(AttemptRow.number) == number)
    ended = {"ended": aware(at), "delivery": delivery, "error": error}
    session.exec(update(AttemptRow).where(this).values(**ended))


def _row_of(message: Message) -> MessageRow:
    bare = replace(message, handovers=())
    return MessageRow(**{k: v for k, v in columns(bare).items() if k not in {"changes", "handovers"}})


def _handover_row(message_id: str, handover: Handover) -> HandoverRow:
    return HandoverRow(**columns(replace(handover, id=None)), message=message_id)


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


def _reported(session: Session, handovers: Sequence[int]) -> set[int]:
    """Those of the handovers whose trouble was told already: two who deliver may both have found them untold."""
    known = session.exec(select(HandoverRow.id).where(col(HandoverRow.reported).is_(True))).all()
    return set(handovers).intersection(known)


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
    handovers: dict[str, list[Handover]] = defaultdict(list)
    parts = select(HandoverRow).join(MessageRow).where(*wanted).order_by(col(HandoverRow.id))
    for part in session.exec(parts):
        handovers[part.message].append(noun_of(Handover, part))
    order = (col(MessageRow.created), col(MessageRow.number), col(MessageRow.id))
    rows = session.exec(select(MessageRow).where(*wanted).order_by(*order))
    return tuple(
        noun_of(Message, row, changes=tuple(told[row.id]), handovers=tuple(handovers[row.id])) for row in rows
    )


def _no_such(handover: int) -> Words:
    return Words(
        zh=f"没有编号为 {handover} 的投递，未作登记。请用 chunxun outbox 核对编号。",
        en=f"There is no handover {handover}; nothing was recorded. Check the number with `chunxun outbox`.",
    )
