"""One message to one address, by Apprise; with robots.py and chats.py the only importer of apprise.

Apprise reads the addresses and carries the message. For mail it would make a new Message-ID at each attempt and
derive the text part from the HTML, so our own service hands in the bytes of `mail.eml` instead. Every other
service gets plain text, by a plug-in of ours that reads the answer (service.py). A refused message raises nothing;
`NoAddress` is for an address that nothing can be sent to.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.plugins.email import NotifyEmail
from apprise.utils.parse import is_email

from models.message import Handover, Message
from models.words import Words
from notifications.chats import CHATS
from notifications.hush import unheard
from notifications.mail import Posted, Server, eml, post
from notifications.pieces import LINE, ROOM, pieces
from notifications.robots import ROBOTS
from notifications.service import NOTHING, Answer

__all__ = ["SCHEMAS", "NoAddress", "Receipt", "at_entry", "eml", "parcels", "send", "service_of", "why_not"]

MAIL = frozenset({"mailto", "mailtos"})
SERVICES: Mapping[str, type[Any]] = {**ROBOTS, **CHATS}
SCHEMAS = MAIL | SERVICES.keys()

_UNREADABLE = (TypeError, ValueError, LookupError, AttributeError)  # Apprise refuses, or stumbles
# Not async: there is one service at a time, and a thread for each message would only cost.
_ASSET = AppriseAsset(app_id="Chunxun", app_desc="Chunxun", app_url="", secure_logging=True, async_mode=False)


_NOT_PASSED_ON = Words("Apprise 没有把消息交出去", "Apprise did not pass the message on")
_UNCONFIRMED = Words("邮件服务器未及确认，连接中断", "the line broke before the mail server confirmed")
_NO_LONGER = Words(
    "其地址已不含这位收件人，没有发给他", "its address no longer names this recipient, who was sent nothing"
)


class NoAddress(LookupError):
    """Nobody can be reached: an address that cannot be read, or is not of a kind we send to. Not a letter of it is told."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How one attempt went. `ok` only with a positive answer; where neither `ok` nor `uncertain`, it was refused."""

    ok: bool
    error: Words = NOTHING  # names the channel; never an address, never a secret
    uncertain: bool = False  # the line broke after the message was handed over: it may have arrived
    final: bool = False  # trying again would change nothing
    wait: timedelta = timedelta()  # what the service asks for before the next attempt


def parcels(message: Message, address: str) -> tuple[Handover, ...]:
    """What each recipient of an address gets, as it is to be frozen: a mail for each, or the parts of a chat's text.

    Raises NoAddress, which names the channel, where the address is of no kind we send to or cannot be read.
    """
    service = _service(message, address)
    if isinstance(service, _Mail):
        return service.parcels(message)
    schema = _schema(address)
    return tuple(
        Handover(recipient=schema, part=part, content=text.encode())
        for part, text in enumerate(_texts(message, schema), start=1)
    )


def why_not(address: str) -> Words | None:
    """Why nothing can be sent to an address; None where something can."""
    try:
        service_of(address)
    except NoAddress as error:
        return error.words
    return None


def service_of(address: str) -> Any:
    """What carries a message to an address: our mail, or one of our plug-ins. Raises NoAddress."""
    schema = _schema(address)
    if schema in MAIL:
        return _mail_service(address)
    if schema in SERVICES:
        return _text_service(address)
    shown, known = _shown_schema(address), ", ".join(sorted(SCHEMAS))
    raise NoAddress(
        Words(
            f"{shown.zh}不是可用的地址种类；请用 {known} 之一",
            f"{shown.en} is no kind of address we send to; use one of {known}",
        )
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
    known = service.marks() if isinstance(service, _Mail) else (_schema(address),)
    if parcel.recipient not in known:
        return _refused(message, _NO_LONGER, final=True)
    if isinstance(service, _Mail):
        return _send_mail(message, parcel, service, address)
    service.at = robots_at
    return _send_text(message, parcel, service, address)


def _schema(address: str) -> str:
    schema, separator, _ = address.partition("://")
    return schema.lower() if separator else ""


def _shown_schema(address: str) -> Words:
    """The kind of an address where it has one; of anything else not a letter, which may be a secret."""
    schema = _schema(address)
    if re.fullmatch(r"[a-z][a-z0-9+.-]{0,20}", schema):
        return Words(f"「{schema}」", f"“{schema}”")
    return Words("所写内容", "this")


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


# Mail.


class _Mail(NotifyEmail):  # type: ignore[no-untyped-call]
    """Apprise's mail service with its addresses, presets and TLS modes; what it sends is our frozen message."""

    parcel: Handover
    posted: Posted | None = None

    def parcels(self, message: Message) -> tuple[Handover, ...]:
        """The same mail for each recipient; each is to have an envelope of their own."""
        content = self._mail(message)
        return tuple(Handover(recipient=mark, content=content) for mark in self.marks())

    def marks(self) -> tuple[str, ...]:
        """Everybody it goes to, each once."""
        return tuple(dict.fromkeys(map(_mark, self._recipients())))

    def send(self, *_args: object, **_kwargs: object) -> bool:
        if self.posted is None:  # `retry=` or `overflow=split` in the address would send it again
            to = [mail for mail in self._recipients() if _mark(mail) == self.parcel.recipient]
            self.posted = post(
                self.parcel.content, sender=str(self.from_addr[1]), recipients=to[:1], server=self._server()
            )
        return self.posted.accepted

    def _recipients(self) -> list[str]:
        to = [str(mail) for _, mail in self.targets]
        return [*to, *sorted({*self.cc, *self.bcc} - {*to})]

    def _mail(self, message: Message) -> bytes:
        copies = {"Cc": ", ".join(sorted(self.cc)), "Reply-To": ", ".join(sorted(self.reply_to))}
        return eml(
            message,
            to=", ".join(str(mail) for _, mail in self.targets),
            sender=str(self.from_addr[1]),
            sender_name=str(self.from_addr[0] or "Chunxun"),
            headers={name: value for name, value in {**self.headers, **copies}.items() if value},
        )

    def _server(self) -> Server:
        return Server(
            host=str(self.smtp_host),
            port=int(self.port or 25),
            mode=str(self.secure_mode),
            user=self.user or "",
            password=self.password or "",
            verify=bool(self.verify_certificate),
        )


def _mark(mail: str) -> str:
    """A recipient as stored and shown: enough to tell them apart, not enough to write to them."""
    local, _, domain = mail.lower().rpartition("@")
    return f"{local[:1]}…@{domain}#{hashlib.sha256(mail.lower().encode()).hexdigest()[:8]}"


def _send_mail(message: Message, parcel: Handover, service: _Mail, address: str) -> Receipt:
    service.parcel = parcel
    _carry(service, message.text)
    posted = service.posted
    if posted is None:
        return _refused(message, _NOT_PASSED_ON)
    if posted.uncertain:
        return _refused(message, _UNCONFIRMED, uncertain=True)
    if not posted.accepted:
        return _refused(message, _masked(posted.error or NOTHING, address), final=posted.final)
    return Receipt(ok=True)


def _mail_service(address: str) -> _Mail:
    parts = NotifyEmail.parse_url(address)  # type: ignore[no-untyped-call]
    try:
        if parts and _all_addresses(parts):
            return _Mail(**{**parts, "asset": _ASSET})  # type: ignore[no-untyped-call]
    except _UNREADABLE:
        pass
    form = "mailto(s)://user:password@host?from=…&to=…"
    raise NoAddress(
        Words(
            f"地址或其中的收件人无法读出；请写 {form}",
            f"its address, or a recipient in it, cannot be read; write {form}",
        )
    )


def _all_addresses(parts: Mapping[str, Any]) -> bool:
    """Whether every recipient is a mail address; Apprise leaves out what is not, without a word."""
    listed = [*parts["targets"], parts.get("cc", ""), parts.get("bcc", "")]
    pieces = [piece for recipients in listed for piece in re.split("[,;]", unquote(recipients))]
    return all(is_email(piece) for piece in pieces if piece.strip())  # type: ignore[no-untyped-call]


# Everything else.


def _text_service(address: str) -> Any:
    """Our plug-in for an address. Raises NoAddress where it cannot be read, or names nobody or more than one."""
    kind = SERVICES[_schema(address)]
    try:
        parts = kind.parse_url(address.replace("/#", "/%23"))  # a channel of Slack, as Apprise has it too
        service = kind(**{**parts, "asset": _ASSET}) if parts else None
    except _UNREADABLE:
        service = None
    if service is None:
        raise NoAddress(
            Words(
                "Apprise 读不出其地址；请看 Apprise 对这一种类的说明",
                "Apprise cannot read its address; see Apprise's page on its kind",
            )
        )
    if getattr(service, "template", None) or getattr(service, "tokens", None):
        raise NoAddress(
            Words(
                "其地址写了模板；消息由本程序写成，没有可填的模板",
                "its address names a template; messages are written here, there is none to fill in",
            )
        )
    lacks = service.lacks()
    if lacks is not None:
        # Of several chats one may take it and one refuse: what is tried again would come to all.
        raise NoAddress(Words(f"其地址{lacks.zh}", f"its address {lacks.en}"))
    return service


def _send_text(message: Message, parcel: Handover, service: Any, address: str) -> Receipt:
    service.frozen, service.subject, service.digest = parcel.content.decode(), message.subject, message.id
    _carry(service, service.frozen)
    answer = service.answer or Answer(reason=_NOT_PASSED_ON)
    if answer.taken:
        return Receipt(ok=True)
    refused = _refused(
        message, _masked(answer.reason, address), uncertain=answer.uncertain, final=answer.fatal
    )
    return replace(refused, wait=answer.wait)


def _carry(service: Any, text: str) -> None:
    carrier = Apprise(asset=_ASSET)
    carrier.add(service)
    carrier.notify(body=text, body_format=NotifyFormat.TEXT)


_MENTION_MARKS = str.maketrans({"@": "＠", "<": "＜", ">": "＞"})


def _without_mentions(text: str) -> str:
    """Text in which no chat service finds a mention or a tag of its own syntax."""
    return text.translate(_MENTION_MARKS)


def _masked(words: Words, address: str) -> Words:
    """Words without any part of an address that may be a secret; of a robot, even the host part is its token."""
    parts = urlsplit(address)
    login, _, host = parts.netloc.rpartition("@")
    values = [value.partition("=")[2] for value in parts.query.split("&")]
    pieces = [login, *login.split(":"), *parts.path.split("/"), *values]
    if parts.scheme.lower() not in MAIL | {"json", "jsons"}:
        pieces += [host, *host.split(":")]
    known = {form for piece in pieces for form in (piece, unquote(piece)) if len(form) > 3}
    zh, en = words.zh, words.en
    for piece in sorted(known, key=len, reverse=True):
        zh, en = (re.sub(re.escape(piece), "…", text, flags=re.IGNORECASE) for text in (zh, en))
    return Words(zh, en)
