"""DingTalk, WeCom and Feishu: Apprise custom plug-ins that read what the robot answered.

These three answer HTTP 200 whatever happened; whether a message was taken stands in the body (`errcode`, `StatusCode`,
`code`), which Apprise's own plug-ins do not read (reliability, finding 7). Addresses are Apprise's own. Only code 0 is a
receipt. Codes that are not listed here are refusals that may pass; `fatal` ones will not: a dead token, a keyword or a
signature the group asks for, a malformed message.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from notifications.mail import PATIENCE

MINUTE = timedelta(minutes=1)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a robot said to one message. Where neither `taken` nor `uncertain`, it was refused, for `reason`."""

    taken: bool = False
    uncertain: bool = False  # the line broke, or a gateway gave up, after the message was sent
    fatal: bool = False
    wait: timedelta = timedelta()  # its rate limit: not before that
    reason: str = ""  # may quote the service: to be masked before anybody sees it


class _Robot:
    """What the three have in common. `at` is another place than the real one, for practice: `http://127.0.0.1:…`."""

    NAME: ClassVar[str]
    CODES: ClassVar[tuple[str, ...]]  # of these fields, each one that is there must be 0
    WAITS: ClassVar[Mapping[int, timedelta]]
    FATAL: ClassVar[frozenset[int]]

    content: str
    at: str = ""
    answer: Answer | None = None

    def send(self, *_args: object, **_kwargs: object) -> bool:
        """Called by Apprise; what is sent is the frozen content, once."""
        if self.answer is None:
            address, payload = self.request()
            self.answer = _asked(self._place(address), payload, self)
        return self.answer.taken

    def request(self) -> tuple[str, dict[str, Any]]:
        """The robot's address and the message in its form."""
        raise NotImplementedError

    def _place(self, address: str) -> str:
        parts = urlsplit(address)
        return (
            self.at.rstrip("/") + address[address.index(parts.netloc) + len(parts.netloc) :]
            if self.at
            else address
        )


class DingTalk(_Robot, NotifyDingTalk):  # type: ignore[no-untyped-call]
    """`dingtalk://token` or `dingtalk://secret@token`; the phone numbers after it are mentioned, as configured."""

    NAME = "DingTalk"
    CODES = ("errcode",)
    WAITS: ClassVar = {130101: 10 * MINUTE, 410100: 10 * MINUTE}  # above 20 a minute it is shut for ten
    FATAL = frozenset({40035, 300001, 300005, 310000, 400013, 400101, 400102, 400105, 400106})

    def request(self) -> tuple[str, dict[str, Any]]:
        signed = ""
        if self.secret:
            timestamp, signature = self.get_signature()  # type: ignore[no-untyped-call]
            signed = f"&timestamp={timestamp}&sign={signature}"
        mentioned = {"atMobiles": self.targets, "isAtAll": False}
        payload = {"msgtype": "text", "at": mentioned, "text": {"content": self.content}}
        return self.notify_url.format(token=self.token) + signed, payload


class WeCom(_Robot, NotifyWeComBot):  # type: ignore[no-untyped-call]
    """`wecombot://key`."""

    NAME = "WeCom"
    CODES = ("errcode",)
    WAITS: ClassVar = {45009: MINUTE, 45033: MINUTE}
    FATAL = frozenset({40008, 40058, 44004, 45002, 93000, 93004, 93008})

    def request(self) -> tuple[str, dict[str, Any]]:
        return self.api_url, {"msgtype": "text", "text": {"content": self.content}}


class Feishu(_Robot, NotifyFeishu):  # type: ignore[no-untyped-call]
    """`feishu://token`, or `feishu://secret@token` for a robot that asks for a signature."""

    NAME = "Feishu"
    CODES = ("code", "StatusCode")
    WAITS: ClassVar = {11232: MINUTE, 11233: MINUTE, 99991400: MINUTE}
    FATAL = frozenset({9499, 19001, 19002, 19021, 19022, 19024, 19036})

    def request(self) -> tuple[str, dict[str, Any]]:
        payload: dict[str, Any] = {"msg_type": "text", "content": {"text": self.content}}
        if self.user:
            payload |= _feishu_signature(self.user, int(time.time()))  # noqa: TID251 - the service compares clocks
        return self.notify_url.format(token=self.token).rstrip("/"), payload


ROBOTS: Mapping[str, type[Any]] = {"dingtalk": DingTalk, "wecombot": WeCom, "feishu": Feishu}


def robot(address: str, **given: Any) -> Any:
    """The plug-in of an Apprise address, or None where it cannot be read."""
    kind = ROBOTS[address.partition("://")[0].lower()]
    parts = kind.parse_url(address)
    if not parts:
        return None
    try:
        return kind(**{**parts, **given})
    except TypeError:  # how Apprise refuses an address
        return None


def _feishu_signature(secret: str, moment: int) -> dict[str, str]:
    """Feishu signs nothing, under a key made of the moment and the secret."""
    digest = hmac.new(f"{moment}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": str(moment), "sign": base64.b64encode(digest).decode()}


def _asked(address: str, payload: Mapping[str, Any], asking: _Robot) -> Answer:
    content = json.dumps(
        payload, ensure_ascii=False
    ).encode()  # \\u escapes would count double against the limit
    headers = {"Content-Type": "application/json; charset=utf-8"}
    try:
        response = httpx.post(address, content=content, headers=headers, timeout=PATIENCE)
    except _NOT_SENT as trouble:
        return Answer(reason=f"{asking.NAME} could not be reached ({type(trouble).__name__})")
    except httpx.HTTPError:
        return Answer(uncertain=True, reason=f"the line broke before {asking.NAME} answered")
    if response.status_code != httpx.codes.OK:
        return _by_status(response, asking.NAME)
    return _by_body(response, asking)


def _by_status(response: httpx.Response, name: str) -> Answer:
    status = response.status_code
    reason = f"{name} answered HTTP {status}"
    if status == httpx.codes.GATEWAY_TIMEOUT:
        return Answer(uncertain=True, reason=reason)
    if status == httpx.codes.TOO_MANY_REQUESTS:
        asked = response.headers.get("Retry-After", "")
        return Answer(reason=reason, wait=timedelta(seconds=int(asked)) if asked.isdecimal() else MINUTE)
    return Answer(reason=reason, fatal=400 <= status < 500 and status != httpx.codes.REQUEST_TIMEOUT)


def _by_body(response: httpx.Response, asking: _Robot) -> Answer:
    codes, said = _codes(response, asking.CODES)
    if not codes:
        return Answer(reason=f"{asking.NAME} answered something else than a robot's answer")
    wrong = next((code for code in codes if code != 0), 0)
    if not wrong:
        return Answer(taken=True)
    reason = f"{asking.NAME} refused with code {wrong}: {said}"
    return Answer(reason=reason, fatal=wrong in asking.FATAL, wait=asking.WAITS.get(wrong, timedelta()))


def _codes(response: httpx.Response, names: tuple[str, ...]) -> tuple[list[int], str]:
    """The codes that stand in the body, and the words beside them; none where it is no robot's answer."""
    try:
        body = response.json()
        codes = [int(body[name]) for name in names if name in body]
        words = body.get("errmsg") or body.get("msg") or body.get("StatusMessage") or ""
    except (ValueError, TypeError, AttributeError):
        return [], ""
    return codes, " ".join(str(words).split())[:200]
