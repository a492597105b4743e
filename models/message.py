"""A digest as frozen for one channel of one office, and how its delivery to each recipient went."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Delivery(StrEnum):
    """Only SENT has a positive receipt. UNCERTAIN: the sender died in between; a person decides."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    UNDELIVERED = "undelivered"


_WORST_FIRST = (
    Delivery.UNCERTAIN,
    Delivery.UNDELIVERED,
    Delivery.SENDING,
    Delivery.PENDING,
    Delivery.SENT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What one recipient gets of a message, frozen before the first attempt: every attempt carries these bytes."""

    recipient: str = (
        ""  # masked address and a mark, or the kind of chat; empty: the address could not be read yet
    )
    part: int = 1  # of several where a chat takes no more at once
    content: bytes = field(default=b"", repr=False)
    id: int | None = None  # given when kept
    delivery: Delivery = Delivery.PENDING
    attempts: int = 0
    last_error: str = ""
    sent_at: datetime | None = None  # UTC
    not_before: datetime | None = None  # UTC; the next attempt waits until then


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One number of one office's digest for one channel, and a handover for each recipient and part."""

    id: str  # also in the Message-ID and the X-Chunxun-Digest header
    number: int  # 第 N 期, per office
    office: str
    channel: str  # the channel's position in offices.toml, e.g. `1`; never its address
    created: datetime  # UTC
    subject: str
    text: str
    html: str
    changes: tuple[int, ...] = ()  # ids of the changes it tells
    handovers: tuple[Handover, ...] = (Handover(),)
    clock_set: bool = False

    @property
    def delivery(self) -> Delivery:
        """The worst of its handovers: SENT only where every recipient has every part."""
        states = {handover.delivery for handover in self.handovers}
        return next(state for state in _WORST_FIRST if state in states)

    @property
    def waits_until(self) -> datetime | None:
        """The first moment at which one that waits may be tried, in UTC; None: none waits for a moment."""
        moments = (each.not_before for each in self.handovers if each.delivery is Delivery.PENDING)
        return min((moment for moment in moments if moment is not None), default=None)

    @property
    def last_error(self) -> str:
        """The first error among its handovers that are not sent, or empty."""
        errors = (each.last_error for each in self.handovers if each.delivery is not Delivery.SENT)
        return next((error for error in errors if error), "")
