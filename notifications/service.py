"""One message handed to one service by HTTP, and what the service said to it.

Every kind of service has a plug-in of ours (robots.py, chats.py): Apprise's own reading of the address, with a request and
a reading of the answer that keep apart what Apprise calls failure: refused for now, refused for good, not before such a
time, and perhaps arrived after all. Only what the service itself calls success is a receipt.
"""

import json
import ssl
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx

from models.words import Words
from notifications import shown
from notifications.mail import PATIENCE

MINUTE = timedelta(minutes=1)
NOTHING = Words("", "")
A_PAGE = Words("答复的是一个网页，像登录页或防火墙", "answered with a page, as a log-in or a firewall does")
_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,  # a header that cannot be one
    httpx.InvalidURL,
    UnicodeError,
)
_MOST_READ = 64 * 1024  # bytes of an answer
_MAY_PASS = frozenset({408, 425, 429})  # of the 4xx


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service said to one message. Where neither `taken` nor `uncertain`, it was refused, for `reason`."""

    taken: bool = False
    unreached: bool = False  # nobody was there to refuse it
    uncertain: bool = False  # the line broke, or somebody in between gave up, after the message was sent
    fatal: bool = False
    wait: timedelta = timedelta()  # its rate limit: not before that
    reason: Words = NOTHING  # a clean line; may quote the service: to be masked before anybody sees it


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is posted, and where."""

    address: str
    payload: Mapping[str, Any]
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    login: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A service's answer as far as it was read."""

    status: int
    text: str
    retry_after: str = ""

    @property
    def ok(self) -> bool:
        """Whether the status claims success."""
        return 200 <= self.status < 300

    @property
    def words(self) -> str:
        """The body in one line, where it is no page."""
        return "" if self.is_page else shown.clean(self.text)

    @property
    def is_page(self) -> bool:
        """Whether it is markup: the log-in or the firewall of somebody in between."""
        return self.text.lstrip().startswith("<")

    def said(self) -> Mapping[str, Any]:
        """The body as a JSON object; empty where it is none."""
        try:
            body = json.loads(self.text)
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}


class Service(ABC):
    """What all plug-ins have in common; each is one of Apprise's classes as well. `at`: a practice place on loopback."""

    NAME: ClassVar[Words]

    frozen: str
    subject: str = ""
    digest: str = ""
    at: str = ""
    answer: Answer | None = None
    verify_certificate: bool

    def send(self, *_args: object, **_kwargs: object) -> bool:
        """Called by Apprise; what is sent is the frozen text, once."""
        if self.answer is None:
            self.answer = self._asked(self.request())
        return self.answer.taken

    @abstractmethod
    def request(self) -> Request:
        """The message in the service's form."""

    @abstractmethod
    def read(self, reply: Reply) -> Answer:
        """What an answer means."""

    def lacks(self) -> Words | None:
        """Why nothing can be sent to the address although Apprise can read it; None where it can."""
        return None

    def _asked(self, request: Request) -> Answer:
        try:
            reply = self._posted(request)
        except _NOT_SENT as trouble:
            how = type(trouble).__name__
            reason = Words(f"无法连接（{how}）", f"could not be reached ({how})")
            return replace(self.refused(reason), unreached=True)
        except httpx.HTTPError:
            return self.doubtful(Words("未及答复，连接中断", "did not answer before the line broke"))
        return self.read(reply)

    def _posted(self, request: Request) -> Reply:
        # \\u escapes would count double against the limits.
        content = json.dumps(request.payload, ensure_ascii=False).encode("utf-8", "replace")
        with httpx.stream(
            request.method,
            self.place(request.address),
            params=dict(request.query) or None,
            content=content,
            headers={"Content-Type": "application/json; charset=utf-8", **request.headers},
            auth=request.login,
            timeout=PATIENCE,
            verify=_certificates(self.verify_certificate),
        ) as response:
            body = _read(response)
        return Reply(
            status=response.status_code,
            text=body.decode("utf-8", "replace"),
            retry_after=response.headers.get("Retry-After", ""),
        )

    def place(self, address: str) -> str:
        """The address, or its like at the practice place."""
        if not self.at:
            return address
        host = urlsplit(address).netloc
        return self.at.rstrip("/") + address[address.index(host) + len(host) :]

    def refused(self, reason: Words, *, fatal: bool = False, wait: timedelta = timedelta()) -> Answer:
        """Not taken, in a sentence that begins with the service's name."""
        return Answer(reason=self._named(reason), fatal=fatal, wait=wait)

    def doubtful(self, reason: Words) -> Answer:
        """Perhaps taken."""
        return Answer(reason=self._named(reason), uncertain=True)

    def _named(self, reason: Words) -> Words:
        return Words(f"{self.NAME.zh}{reason.zh}", f"{self.NAME.en} {reason.en}")

    def by_status(self, reply: Reply) -> Answer:
        """What a status other than success means, where the service says nothing more."""
        status, words = reply.status, reply.words and f": {reply.words}"
        reason = Words(f"答复 HTTP {status}{words}", f"answered HTTP {status}{words}")
        if status == httpx.codes.GATEWAY_TIMEOUT:
            return self.doubtful(reason)
        if status == httpx.codes.TOO_MANY_REQUESTS:
            return self.refused(reason, wait=asked_to_wait(reply.retry_after))
        return self.refused(reason, fatal=400 <= status < 500 and status not in _MAY_PASS)


def asked_to_wait(seconds: object) -> timedelta:
    """The wait a service asks for, a day at most; a minute where it gives no number."""
    words = str(seconds)
    return timedelta(seconds=min(int(words[:9]), 86_400)) if words.isdecimal() else MINUTE


@cache
def _certificates(verify: bool) -> ssl.SSLContext:
    """Read once: for a message each it would take longer than the message."""
    return httpx.create_ssl_context(verify=verify)


def _read(response: httpx.Response) -> bytes:
    """The body as far as anybody needs it: an answer without end is left, in size and in time."""
    body, ends = b"", time.monotonic() + PATIENCE
    try:
        for piece in response.iter_bytes():
            body += piece
            if len(body) > _MOST_READ or time.monotonic() > ends:
                break
    except httpx.HTTPError:
        pass  # the status stands all the same
    return body[:_MOST_READ]
