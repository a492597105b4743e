"""Apprise's reading of a mail address, with our own mail: the frozen bytes, an envelope for each recipient.

Apprise would make a new Message-ID at each attempt and derive the text part from the HTML.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from apprise.plugins.email import NotifyEmail
from apprise.utils.parse import is_email

from models.message import Handover, Message
from notifications.enclosure import Enclosure
from notifications.mail import Posted, Server, eml, post


class Mail(NotifyEmail):  # type: ignore[no-untyped-call]
    """Apprise's mail service with its addresses, presets and TLS modes; what it sends is our frozen message."""

    parcel: Handover
    posted: Posted | None = None

    def parcels(self, message: Message, enclosed: Enclosure | None = None) -> tuple[Handover, ...]:
        """The same mail for each recipient; each is to have an envelope of their own."""
        content = self._mail(message, enclosed)
        return tuple(Handover(recipient=mark, content=content) for mark in self.marks())

    def marks(self) -> tuple[str, ...]:
        """Everybody it goes to, each once."""
        return tuple(dict.fromkeys(map(_mark, self._recipients())))

    def send(self, *_args: object, **_kwargs: object) -> bool:
        """Called by Apprise; the frozen bytes go to the one recipient they are for, once."""
        if self.posted is None:  # `retry=` or `overflow=split` in the address would send it again
            to = [mail for mail in self._recipients() if _mark(mail) == self.parcel.recipient]
            self.posted = post(
                self.parcel.content, sender=str(self.from_addr[1]), recipients=to[:1], server=self._server()
            )
        return self.posted.accepted

    def _recipients(self) -> list[str]:
        to = [str(mail) for _, mail in self.targets]
        return [*to, *sorted({*self.cc, *self.bcc} - {*to})]

    def _mail(self, message: Message, enclosed: Enclosure | None) -> bytes:
        copies = {"Cc": ", ".join(sorted(self.cc)), "Reply-To": ", ".join(sorted(self.reply_to))}
        return eml(
            message,
            to=", ".join(str(mail) for _, mail in self.targets),
            sender=str(self.from_addr[1]),
            sender_name=str(self.from_addr[0] or "Chunxun"),
            headers={name: value for name, value in {**self.headers, **copies}.items() if value},
            enclosed=enclosed,
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


def are_all_addresses(parts: Mapping[str, Any]) -> bool:
    """Whether every recipient is a mail address; Apprise leaves out what is not, without a word."""
    listed = [*parts["targets"], parts.get("cc", ""), parts.get("bcc", "")]
    pieces = [piece for recipients in listed for piece in re.split("[,;]", unquote(recipients))]
    return all(is_email(piece) for piece in pieces if piece.strip())  # type: ignore[no-untyped-call]
