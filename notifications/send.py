"""One message to one address, by Apprise.

Apprise reads the addresses and carries the message; what is sent, and how the answer is read, is ours: mail as bytes
(mail_service.py), every other service by a plug-in (service.py). A refused message raises nothing; `NoAddress` is for an
address that nothing can be sent to.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from apprise import Apprise, NotifyFormat

from models.message import Handover, Message
from models.words import Words
from notifications.addresses import (
    ASSET,
    SCHEMAS,
    NoAddress,
    masked,
    place_of,
    schema_of,
    service_of,
    why_not,
)
from notifications.enclosure import Enclosure
from notifications.hush import unheard
from notifications.mail import eml
from notifications.mail_service import Mail
from notifications.pieces import LINE, ROOM, pieces
from notifications.service import NOTHING, Answer

__all__ = [
    "SCHEMAS",
    "NoAddress",
    "Receipt",
    "at_entry",
    "eml",
    "parcels",
    "place_of",
    "send",
    "service_of",
    "takes_files",
    "why_not",
]

_NOT_PASSED_ON = Words("Apprise 没有把消息交出去", "Apprise did not pass the message on")
_UNCONFIRMED = Words("邮件服务器未及确认，连接中断", "the line broke before the mail server confirmed")
_NO_LONGER = Words(
    "其地址已不含这位收件人，没有发给他", "its address no longer names this recipient, who was sent nothing"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How one attempt went. `ok` only with a positive answer; where neither `ok` nor `uncertain`, it was refused."""

    ok: bool
    unreached: bool = False  # nobody was there to refuse it
    error: Words = NOTHING  # names the channel; never an address, never a secret
    uncertain: bool = False  # the line broke after the message was handed over: it may have arrived
    final: bool = False  # trying again would change nothing
    wait: timedelta = timedelta()  # what the service asks for before the next attempt


def takes_files(address: str) -> bool:
    """Whether what is sent there can bring a file along; not where the address cannot be read."""
    try:
        return isinstance(service_of(address), Mail)
    except NoAddress:
        return False


def parcels(message: Message, address: str, enclosed: Enclosure | None = None) -> tuple[Handover, ...]:
    """What each recipient of an address gets, as it is to be frozen: a mail for each, or the parts of a chat's text.

    `enclosed` goes with a mail only: see `takes_files`. Raises NoAddress, which names the channel, where the address is of no kind we send to or cannot be read.
    """
    service = _service(message, address)
    if isinstance(service, Mail):
        return service.parcels(message, enclosed)
    schema = schema_of(address)
    return tuple(
        Handover(recipient=schema, part=part, content=text.encode())
        for part, text in enumerate(_texts(message, schema), start=1)
    )


def _service(message: Message, address: str) -> Any:
    try:
        return service_of(address)
    except NoAddress as error:
        raise NoAddress(at_entry(message, error.words)) from None


def send(message: Message, parcel: Handover, address: str, *, robots_at: str = "") -> Receipt:
    """Hand one frozen parcel to its recipient, once. One the address no longer names gets nothing.

    `robots_at` is where practice services stand, instead of the real ones.
    """
    with unheard():
        return _sent(message, parcel, address, robots_at)


def _sent(message: Message, parcel: Handover, address: str, robots_at: str) -> Receipt:
    service = _service(message, address)
    known = service.marks() if isinstance(service, Mail) else (schema_of(address),)
    if parcel.recipient not in known:
        return _refused(message, _NO_LONGER, final=True)
    if isinstance(service, Mail):
        return _send_mail(message, parcel, service, address)
    service.at = robots_at
    return _send_text(message, parcel, service, address)


def at_entry(message: Message, reason: Words) -> Words:
    """A reason, under the entry of offices.toml that a message goes to."""
    return Words(
        f"主管单位 {message.office} 的渠道 {message.channel}：{reason.zh}",
        f"channel {message.channel} of office {message.office}: {reason.en}",
    )


def _texts(message: Message, schema: str) -> tuple[str, ...]:
    """What a service of this kind is given, message by message; a webhook has a place for the subject."""
    if schema not in ROOM:
        return (message.text,)
    text, subject = (_without_mentions(words) for words in (message.text, message.subject))
    return pieces(subject, text, ROOM[schema], line=LINE.get(schema, 1))


def _refused(message: Message, reason: Words, *, uncertain: bool = False, final: bool = False) -> Receipt:
    return Receipt(ok=False, error=at_entry(message, reason), uncertain=uncertain, final=final)


def _send_mail(message: Message, parcel: Handover, service: Mail, address: str) -> Receipt:
    service.parcel = parcel
    _carry(service, message.text)
    posted = service.posted
    if posted is None:
        return _refused(message, _NOT_PASSED_ON)
    if posted.uncertain:
        return _refused(message, _UNCONFIRMED, uncertain=True)
    if not posted.accepted:
        refused = _refused(message, masked(posted.error or NOTHING, address), final=posted.final)
        return replace(refused, unreached=posted.unreached)
    return Receipt(ok=True)


def _send_text(message: Message, parcel: Handover, service: Any, address: str) -> Receipt:
    service.frozen, service.subject, service.digest = parcel.content.decode(), message.subject, message.id
    _carry(service, service.frozen)
    answer = service.answer or Answer(reason=_NOT_PASSED_ON)
    if answer.taken:
        return Receipt(ok=True)
    refused = _refused(
        message, masked(answer.reason, address), uncertain=answer.uncertain, final=answer.fatal
    )
    return replace(refused, wait=answer.wait, unreached=answer.unreached)


def _carry(service: Any, text: str) -> None:
    carrier = Apprise(asset=ASSET)
    carrier.add(service)
    carrier.notify(body=text, body_format=NotifyFormat.TEXT)


_MENTION_MARKS = str.maketrans({"@": "＠", "<": "＜", ">": "＞"})


def _without_mentions(text: str) -> str:
    """Text in which no chat service finds a mention or a tag of its own syntax."""
    return text.translate(_MENTION_MARKS)
