"""A digest as frozen for one channel of one office, and how its delivery went."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Delivery(StrEnum):
    """Only SENT has a positive receipt. UNCERTAIN: the sender died in between; a person decides."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Bytes frozen before the first attempt; every attempt carries the same."""

    id: str  # also in the Message-ID and the X-Chunxun-Digest header
    number: int  # 第 N 期, per office
    office: str
    channel: str  # the channel's position in offices.toml, e.g. `1`; never its address
    created: datetime  # UTC
    subject: str
    text: str
    html: str
    changes: tuple[int, ...] = ()  # ids of the changes it tells
    delivery: Delivery = Delivery.PENDING
    attempts: int = 0
    last_error: str = ""
    sent_at: datetime | None = None
    clock_set: bool = False
