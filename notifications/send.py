"""One message to one address, by Apprise; the only importer of apprise.

Apprise reads the addresses and carries the message. For mail it would make a new Message-ID at each attempt and
derive the text part from the HTML, so our own service hands in the bytes of `mail.eml` instead. Every other
service gets subject and plain text. A refused message raises nothing; `NoAddress` is for a reference that leads
nowhere.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.logger import LogCapture
from apprise.plugins.email import NotifyEmail
from apprise.utils.parse import is_email

from models.message import Message
from notifications.mail import Posted, Server, eml, post

__all__ = ["SCHEMAS", "NoAddress", "Receipt", "eml", "resolve", "send"]

MAIL = frozenset({"mailto", "mailtos"})
CHAT = frozenset({"dingtalk", "feishu", "slack", "tgram", "wecombot", "workflows"})
SCHEMAS = MAIL | CHAT | {"json", "jsons"}

_ASSET = AppriseAsset(app_id="Chunxun", app_desc="Chunxun", app_url="", secure_logging=True)

# Apprise's log lines hold recipients and, at DEBUG, tokens: they are read here, masked, and go nowhere else.
logging.getLogger("apprise").addHandler(logging.NullHandler())
logging.getLogger("apprise").propagate = False


_ONE_AT_A_TIME = Lock()  # the log is shared: another channel's lines would come unmasked


class NoAddress(LookupError):
    """A `secret:NAME` that neither the environment nor the secrets folder can resolve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How one attempt went. `ok` only with a positive answer; where neither `ok` nor `uncertain`, it was refused."""

    ok: bool
    error: str = ""  # names the channel; never an address, never a secret
    uncertain: bool = False  # the line broke after the message was handed over: it may have arrived
    final: bool = False  # trying again would change nothing, or would repeat what has arrived


def resolve(url: str, *, environ: Mapping[str, str], secrets: Path) -> str:
    """The address a channel's `url` stands for: itself, or for `secret:NAME` the variable, else the file `secrets/NAME`.

    Raises NoAddress, which names the entry and never a value.
    """
    if not url.startswith("secret:"):
        return url
    name = url.removeprefix("secret:")
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", name):
        raise NoAddress("a channel's url says `secret:` without a plain name after it; write `secret:NAME`")
    value = environ.get(name, "").strip() or _read(secrets / name)
    if not value:
        raise NoAddress(
            f"{url} leads nowhere: set the variable {name}, or write the address into {secrets / name}"
        )
    return value


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def send(message: Message, address: str, *, sender_headers: Mapping[str, str] | None = None) -> Receipt:
    """Hand the message to one service, once. `sender_headers` are added to mail and ignored elsewhere."""
    schema, separator, _ = address.partition("://")
    schema = schema.lower() if separator else ""
    if schema not in SCHEMAS:
        known = ", ".join(sorted(SCHEMAS))
        return _refused(message, f"its address is of no kind we send to; use one of {known}", final=True)
    if schema in MAIL:
        return _send_mail(message, address, sender_headers or {})
    return _send_text(message, address, _without_mentions(message.text) if schema in CHAT else message.text)


def _refused(message: Message, reason: str, *, uncertain: bool = False, final: bool = False) -> Receipt:
    error = f"channel {message.channel} of office {message.office}: {reason}"
    return Receipt(ok=False, error=error, uncertain=uncertain, final=final)


# Mail.


class _Mail(NotifyEmail):  # type: ignore[no-untyped-call]
    """Apprise's mail service with its addresses, presets and TLS modes; what it sends is our frozen message."""

    message: Message
    posted: Posted | None = None

    def send(self, *_args: object, **_kwargs: object) -> bool:
        if self.posted is not None:  # `retry=` or `overflow=split` in the address would send it again
            return self.posted.accepted
        to = [str(mail) for _, mail in self.targets]
        others = sorted({*self.cc, *self.bcc} - {*to})
        sender = str(self.from_addr[1])
        copies = {"Cc": ", ".join(sorted(self.cc)), "Reply-To": ", ".join(sorted(self.reply_to))}
        content = eml(
            self.message,
            to=", ".join(to),
            sender=sender,
            sender_name=str(self.from_addr[0] or "Chunxun"),
            headers={name: value for name, value in {**self.headers, **copies}.items() if value},
        )
        self.posted = post(content, sender=sender, recipients=[*to, *others], server=self._server())
        return self.posted.accepted

    def _server(self) -> Server:
        return Server(
            host=str(self.smtp_host),
            port=int(self.port or 25),
            mode=str(self.secure_mode),
            user=self.user or "",
            password=self.password or "",
            verify=bool(self.verify_certificate),
        )


def _send_mail(message: Message, address: str, headers: Mapping[str, str]) -> Receipt:
    service = _mail_service(address)
    if service is None:
        form = "mailto(s)://user:password@host?from=…&to=…"
        return _refused(
            message, f"its address, or a recipient in it, cannot be read; write {form}", final=True
        )
    service.message = message
    service.headers.update(headers)
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
    if posted.refused:
        some = f"{len(posted.refused)} of {len(posted.recipients)} recipients refused ({posted.refused[0]})"
        return _refused(message, f"{some}; the others have it", final=True)
    return Receipt(ok=True)


# Everything else.


def _send_text(message: Message, address: str, body: str) -> Receipt:
    carrier = Apprise(asset=_ASSET)
    captured = LogCapture(level=logging.WARNING, fmt="%(message)s")  # type: ignore[no-untyped-call]
    with _ONE_AT_A_TIME, captured as log:
        if not carrier.add(address):
            return _refused(message, "Apprise cannot read its address; see Apprise's page on it", final=True)
        if carrier.notify(body=body, title=message.subject, body_format=NotifyFormat.TEXT):
            return Receipt(ok=True)
        said = _masked(" ".join(log.getvalue().split()), address)
    return _refused(message, f"the service did not take it: {said[:300] or 'no reason given'}")


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
