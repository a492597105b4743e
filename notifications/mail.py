"""A message as mail: its bytes, and one SMTP transaction that knows what the server confirmed.

Only the server's 250 after the content counts as delivered. Where the line breaks between the content and that
answer, nobody can know: the mail may have arrived, and is called uncertain.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

from models.message import Message
from models.words import Words
from notifications import shown
from notifications.enclosure import Enclosure

SENDER = "chunxun@localhost"  # of the copy kept in the outbox, where no channel's sender is known
PATIENCE = 30.0  # seconds for one step of a mail server; many let a stranger wait before they greet

_ALLOWED_HEADER = re.compile(r"(X|List)-[A-Za-z0-9-]+|Cc|Reply-To", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed in. `mode` is `insecure`, `starttls` or `ssl`."""

    host: str
    port: int
    mode: str
    user: str = ""
    password: str = field(default="", repr=False)
    verify: bool = True


@dataclass(slots=True)
class Posted:
    """How far one transaction came."""

    recipients: Sequence[str]
    refused: list[str] = field(default_factory=list)  # what the server said to each refused recipient
    handed_over: bool = False  # the content went out
    accepted: bool = False  # and the server confirmed it
    error: Words | None = None
    unreached: bool = False  # no mail server answered
    final: bool = False  # a permanent refusal (5xx)

    @property
    def uncertain(self) -> bool:
        """Handed over, and neither confirmed nor refused."""
        return self.handed_over and not self.accepted and not self.final and not self.error


def eml(
    message: Message,
    *,
    to: str,
    sender: str = SENDER,
    sender_name: str = "Chunxun",
    headers: Mapping[str, str] | None = None,
    enclosed: Enclosure | None = None,
) -> bytes:
    """The message as RFC 5322 bytes, text and HTML as alternatives; the same at every call. `to` may list several."""
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    mail["X-Chunxun-Digest"] = message.id
    mail["Date"] = message.created
    mail["From"] = Address(sender_name, addr_spec=sender)
    mail["To"] = " ".join(to.split())
    mail["Subject"] = " ".join(message.subject.split())
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
    for name, value in (headers or {}).items():
        if _ALLOWED_HEADER.fullmatch(name) and name not in mail:
            mail[name] = " ".join(value.split())
    mail.set_content(message.text, charset="utf-8", cte="base64")
    mail.add_alternative(message.html, subtype="html", charset="utf-8", cte="base64")
    name = re.sub(r"[^A-Za-z0-9]", "", message.id)  # random otherwise
    mail.set_boundary(f"=_chunxun_{name}")
    if enclosed is not None:
        kind, _, form = enclosed.media_type.partition("/")
        mail.add_attachment(enclosed.content, maintype=kind, subtype=form, filename=enclosed.name)
        # A reader may take a line that only begins with an inner boundary for it: none begins like the other.
        mail.set_boundary(f"=_chunxun_all_{name}")
    return mail.as_bytes()


def post(
    content: bytes, *, sender: str, recipients: Sequence[str], server: Server, patience: float = PATIENCE
) -> Posted:
    """Hand the bytes in once, for all recipients together; whatever happens is in the answer."""
    posted = Posted(recipients=recipients)
    try:
        with _connected(server, patience) as line:
            _hand_over(line, content, sender, posted)
    except smtplib.SMTPResponseException as refusal:
        posted.error, posted.final = _refusal(refusal), 500 <= refusal.smtp_code < 600
    except (OSError, smtplib.SMTPException) as trouble:
        if not posted.handed_over:
            posted.unreached = isinstance(trouble, OSError) and not isinstance(trouble, smtplib.SMTPException)
            where = f"{server.host}:{server.port}"
            how = type(trouble).__name__
            posted.error = Words(
                f"无法在 {where} 交出邮件（{how}）", f"no mail could be handed in at {where} ({how})"
            )
    return posted


@contextmanager
def _connected(server: Server, patience: float) -> Iterator[smtplib.SMTP]:
    context = _certificates(server.verify)
    if server.mode == "ssl":
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=patience)
    with line:
        if server.mode == "starttls":
            line.starttls(context=context)
        if server.user and server.password:
            line.login(server.user, server.password)
        yield line


@cache
def _certificates(verify: bool) -> ssl.SSLContext:
    """Read once: for each mail it would take longer than the mail."""
    context = ssl.create_default_context()
    if not verify:  # only where the channel's address says verify=no
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _hand_over(line: smtplib.SMTP, content: bytes, sender: str, posted: Posted) -> None:
    line.ehlo_or_helo_if_needed()
    _expect(line.mail(sender), {250})
    answers = [line.rcpt(recipient) for recipient in posted.recipients]
    posted.refused = [_words(code, reply) for code, reply in answers if code not in {250, 251}]
    if len(posted.refused) == len(answers):
        _expect(answers[0], {250, 251})
    posted.handed_over = True
    _expect(line.data(content), {250})
    posted.accepted = True


def _expect(answer: tuple[int, bytes], wanted: set[int]) -> None:
    code, reply = answer
    if code not in wanted:
        raise smtplib.SMTPResponseException(code, reply)


def _refusal(refusal: smtplib.SMTPResponseException) -> Words:
    if isinstance(refusal, smtplib.SMTPAuthenticationError):
        return Words("邮件服务器不接受用户名或密码", "the mail server refused user name or password")
    said = _words(refusal.smtp_code, refusal.smtp_error)
    return Words(f"邮件服务器拒收: {said}", f"the mail server refused: {said}")


def _words(code: int, reply: bytes | str) -> str:
    """A server's answer in one line, mail addresses masked."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    said = re.sub(r"\S+@\S+", "…", text)
    return f"{code} {shown.clean(said)}"
