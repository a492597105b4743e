"""What becomes of a frozen message: each recipient's part claimed, tried, settled; every attempt kept."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.errors import UnknownMessage
from models.message import Delivery, Handover, Message
from models.plain import aware, storable
from models.stores.memory import Memory
from models.stores.outbox import handover_row, messages_where
from models.tables import AttemptRow, HandoverRow, MessageRow
from models.words import Words


class Handovers(Memory):
    """One sender at a time for each part, and no receipt ever taken back."""

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
            first, *others = (handover_row(message_id, handover) for handover in handovers)
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
            return messages_where(session, col(MessageRow.id).in_(sorted(set(expired)))) if expired else ()


@cache  # put together once; it is the same for every claim
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


def _no_such(handover: int) -> Words:
    return Words(
        zh=f"没有编号为 {handover} 的投递，未作登记。请用 chunxun outbox 核对编号。",
        en=f"There is no handover {handover}; nothing was recorded. Check the number with `chunxun outbox`.",
    )
