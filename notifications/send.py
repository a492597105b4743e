"""One message to one address, by Apprise; with robots.py the only importer of apprise.

Apprise reads the addresses and carries the message. For mail it would make a new Message-ID at each attempt and
derive the text part from the HTML, so our own service hands in the bytes of `mail.eml` instead. Every other
service gets subject and plain text; the robots of DingTalk, WeCom and Feishu by plug-ins of ours (robots.py). A refused
message raises nothing; `NoAddress` is for an address that nothing can be sent to.
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
from notifications.hush import listening, unheard
from notifications.mail import PATIENCE, Posted, Server, eml, post
from notifications.pieces import ROOM, pieces
from notifications.robots import ROBOTS, Answer, robot

__all__ = ["SCHEMAS", "NoAddress", "Receipt", "eml", "parcels", "send"]

MAIL = frozenset({"mailto", "mailtos"})
CHAT = frozenset({"dingtalk", "feishu", "slack", "tgram", "wecombot", "workflows"})
SCHEMAS = MAIL | CHAT | {"json", "jsons"}

_ASSET = AppriseAsset(app_id="Chunxun", app_desc="Chunxun", app_url="", secure_logging=True)


class NoAddress(LookupError):
    """Nobody can be reached: an address that cannot be read, or is not of a kind we send to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How one attempt went. `ok` only with a positive answer; where neither `ok` nor `uncertain`, it was refused."""

    ok: bool
    error: str = ""  # names the channel; never an address, never a secret
    uncertain: bool = False  # the line broke after the message was handed over: it may have arrived
    final: bool = False  # trying again would change nothing
    wait: timedelta = timedelta()  # what the service asks for before the next attempt


def parcels(message: Message, address: str) -> tuple[Handover, ...]:
    """What each recipient of an address gets, as it is to be frozen: a mail for each, or the parts of a chat's text.

    Raises NoAddress, which names the channel, where the address is of no kind we send to or cannot be read.
    """
    schema = _schema(address)
    if schema not in SCHEMAS:
        raise NoAddress(
            f"{_entry(message)}: {_shown_schema(address)} is no kind of address we send to; "
            f"use one of {', '.join(sorted(SCHEMAS))}"
        )
    if schema in MAIL:
        service = _mail_service(address)
        if service is None:
            form = "mailto(s)://user:password@host?from=…&to=…"
            raise NoAddress(
                f"{_entry(message)}: its address, or a recipient in it, cannot be read; write {form}"
            )
        return service.parcels(message)
    _text_service(message, address)
    return tuple(
        Handover(recipient=schema, part=part, content=text.encode())
        for part, text in enumerate(_texts(message, schema), start=1)
    )


def send(message: Message, parcel: Handover, address: str, *, robots_at: str = "") -> Receipt:
    """Hand one frozen parcel to its recipient, once. One the address no longer names gets nothing.

    `robots_at` is where practice robots stand, instead of the real ones.
    """
    with unheard():
        return _sent(message, parcel, address, robots_at)


def _sent(message: Message, parcel: Handover, address: str, robots_at: str) -> Receipt:
    schema = _schema(address)
    if parcel.recipient not in {known.recipient for known in parcels(message, address)}:
        return _refused(
            message, "its address no longer names this recipient, who was sent nothing", final=True
        )
    if schema in MAIL:
        return _send_mail(message, parcel, address)
    if schema in ROBOTS:
        return _send_to_robot(message, parcel, address, robots_at)
    return _send_text(message, parcel, address)


def _schema(address: str) -> str:
    schema, separator, _ = address.partition("://")
    return schema.lower() if separator else ""


def _shown_schema(address: str) -> str:
    """The kind of an address where it has one; of anything else not a letter, which may be a secret."""
    schema = _schema(address)
    return f"“{schema}”" if re.fullmatch(r"[a-z][a-z0-9+.-]{0,20}", schema) else "this"


def _entry(message: Message) -> str:
    return f"channel {message.channel} of office {message.office}"


def _texts(message: Message, schema: str) -> tuple[str, ...]:
    """What a service of this kind is given, message by message; where Apprise adds the title it is left out here."""
    if schema not in CHAT:
        return (message.text,)
    text, subject = (_without_mentions(words) for words in (message.text, message.subject))
    return pieces(subject, text, ROOM[schema])


def _refused(message: Message, reason: str, *, uncertain: bool = False, final: bool = False) -> Receipt:
    return Receipt(ok=False, error=f"{_entry(message)}: {reason}", uncertain=uncertain, final=final)


# Mail.


class _Mail(NotifyEmail):  # type: ignore[no-untyped-call]
    """Apprise's mail service with its addresses, presets and TLS modes; what it sends is our frozen message."""

    parcel: Handover
    posted: Posted | None = None

    def parcels(self, message: Message) -> tuple[Handover, ...]:
        """The same mail for each recipient; each is to have an envelope of their own."""
        content = self._mail(message)
        return tuple(
            Handover(recipient=mark, content=content)
            for mark in dict.fromkeys(map(_mark, self._recipients()))
        )

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


def _send_mail(message: Message, parcel: Handover, address: str) -> Receipt:
    service = _mail_service(address)
    if service is None:  # `parcels` has read it just now
        return _refused(message, "its address cannot be read")
    service.parcel = parcel
    carrier = Apprise(asset=_ASSET)
    carrier.add(service)
    carrier.notify(body=message.text, title=message.subject, body_format=NotifyFormat.TEXT)
    return _mail_receipt(message, service.posted)


def _mail_service(address: str) -> _Mail | None:
    parts = NotifyEmail.parse_url(address)  # type: ignore[no-untyped-call]
    if not parts or not _all_addresses(parts):
        return None
    try:
        return _Mail(**{**parts, "asset": _ASSET})  # type: ignore[no-untyped-call]
    except TypeError:  # how Apprise refuses an address
        return None


def _all_addresses(parts: Mapping[str, Any]) -> bool:
    """Whether every recipient is a mail address; Apprise leaves out what is not, without a word."""
    listed = [*parts["targets"], parts.get("cc", ""), parts.get("bcc", "")]
    pieces = [piece for recipients in listed for piece in re.split("[,;]", unquote(recipients))]
    return all(is_email(piece) for piece in pieces if piece.strip())  # type: ignore[no-untyped-call]


def _mail_receipt(message: Message, posted: Posted | None) -> Receipt:
    if posted is None:
        return _refused(message, "Apprise did not pass the mail on")
    if posted.uncertain:
        return _refused(message, "the line broke before the mail server confirmed", uncertain=True)
    if not posted.accepted:
        return _refused(message, posted.error, final=posted.final)
    return Receipt(ok=True)


# Everything else.


def _text_service(message: Message, address: str) -> Any:
    """Apprise's service of an address. Raises NoAddress where it cannot be read, or names more than one recipient."""
    with listening():
        is_robot = _schema(address) in ROBOTS
        service: Any = (
            robot(address, asset=_ASSET) if is_robot else Apprise.instantiate(address, asset=_ASSET)
        )
    if service is None:
        raise NoAddress(f"{_entry(message)}: Apprise cannot read its address; see Apprise's page on its kind")
    if _schema(address) in _ONE_CHAT_EACH and len(service) > 1:
        # Apprise says of several only that one has failed, and would repeat it to all.
        raise NoAddress(
            f"{_entry(message)}: its address names {len(service)} chats; write an [[office.channel]] for each"
        )
    service.socket_connect_timeout = service.socket_read_timeout = PATIENCE
    return service


def _send_to_robot(message: Message, parcel: Handover, address: str, robots_at: str) -> Receipt:
    service = _text_service(message, address)
    service.content, service.at = parcel.content.decode(), robots_at
    carrier = Apprise(asset=_ASSET)
    carrier.add(service)
    carrier.notify(body=service.content, body_format=NotifyFormat.TEXT)
    answer = service.answer or Answer(reason="Apprise did not pass the message on")
    if answer.taken:
        return Receipt(ok=True)
    refused = _refused(
        message, _masked(answer.reason, address), uncertain=answer.uncertain, final=answer.fatal
    )
    return replace(refused, wait=answer.wait)


def _send_text(message: Message, parcel: Handover, address: str) -> Receipt:
    carrier = Apprise(asset=_ASSET)
    carrier.add(_text_service(message, address))
    # The reason of a broken line is told at DEBUG only, beside tokens: it is looked at, and not repeated.
    with listening() as lines:
        body = parcel.content.decode()
        title = message.subject if _schema(address) not in CHAT else ""  # a chat's text begins with it
        if carrier.notify(body=body, title=title, body_format=NotifyFormat.TEXT):
            return Receipt(ok=True)
    if any(_BROKE_OFF.search(line) for line in lines if line.startswith("DEBUG")):
        return _refused(message, "the line broke before the service answered", uncertain=True)
    warned = [line.partition(" ")[2] for line in lines if line.startswith(("WARNING", "ERROR"))]
    said = _masked(" ".join(" ".join(warned).split()), address)
    return _refused(message, f"the service did not take it: {said[:300] or 'no reason given'}")


_BROKE_OFF = re.compile(
    r"Socket Exception.*(Read timed out|Connection aborted|IncompleteRead|RemoteDisconnected)"
)
_ONE_CHAT_EACH = frozenset({"slack", "tgram"})

_MENTION_MARKS = str.maketrans({"@": "＠", "<": "＜", ">": "＞"})


def _without_mentions(text: str) -> str:
    """Text in which no chat service finds a mention or a tag of its own syntax."""
    return text.translate(_MENTION_MARKS)


def _masked(text: str, address: str) -> str:
    """Text without any part of an address that may be a secret; of a robot, even the host part is its token."""
    parts = urlsplit(address)
    login, _, host = parts.netloc.rpartition("@")
    pieces = [login, *login.split(":"), *parts.path.split("/"), *re.split("[=&]", parts.query)]
    if parts.scheme not in {"json", "jsons"}:
        pieces.append(host)
    known = {form for piece in pieces for form in (piece, unquote(piece)) if len(form) > 3}
    for piece in sorted(known, key=len, reverse=True):
        text = re.sub(re.escape(piece), "…", text, flags=re.IGNORECASE)
    return text
