"""DingTalk, WeCom and Feishu: plug-ins that read what the robot answered.

These three answer HTTP 200 whatever happened; whether a message was taken stands in the body (`errcode`, `StatusCode`,
`code`), which Apprise's own plug-ins do not read (reliability, finding 7). Addresses are Apprise's own. Only code 0 is a
receipt. Codes that are not listed here are refusals that may pass; `fatal` ones will not: a dead token, a keyword or a
signature the group asks for, a malformed message.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from models.words import Words
from notifications import shown
from notifications.service import MINUTE, Answer, Reply, Request, Service


class _Robot(Service):
    """What the three have in common."""

    CODES: ClassVar[tuple[str, ...]]  # of these fields, each one that is there must be 0
    WAITS: ClassVar[Mapping[int, timedelta]]
    FATAL: ClassVar[frozenset[int]]

    def read(self, reply: Reply) -> Answer:
        """By the codes in the body; a page of somebody in between has none."""
        if reply.status != 200:
            return self.by_status(reply)
        codes, said = _codes(reply, self.CODES)
        if not codes:
            return self.refused(
                Words("的答复不是机器人的答复", "answered something else than a robot's answer")
            )
        wrong = next((code for code in codes if code != 0), 0)
        if not wrong:
            return Answer(taken=True)
        return self.refused(
            Words(f"拒收，代码 {wrong}: {said}", f"refused with code {wrong}: {said}"),
            fatal=wrong in self.FATAL,
            wait=self.WAITS.get(wrong, timedelta()),
        )


class DingTalk(_Robot, NotifyDingTalk):  # type: ignore[no-untyped-call]
    """`dingtalk://token` or `dingtalk://secret@token`; the phone numbers after it are mentioned, as configured."""

    NAME = Words("钉钉", "DingTalk")
    CODES = ("errcode",)
    WAITS: ClassVar = {130101: 10 * MINUTE, 410100: 10 * MINUTE}  # above 20 a minute it is shut for ten
    FATAL = frozenset({40035, 300001, 300005, 310000, 400013, 400101, 400102, 400105, 400106})

    def request(self) -> Request:
        """As text; signed where the address has a secret."""
        signed = ""
        if self.secret:
            timestamp, signature = self.get_signature()  # type: ignore[no-untyped-call]
            signed = f"&timestamp={timestamp}&sign={signature}"
        mentioned = {"atMobiles": self.targets, "isAtAll": False}
        payload = {"msgtype": "text", "at": mentioned, "text": {"content": self.frozen}}
        return Request(address=self.notify_url.format(token=self.token) + signed, payload=payload)


class WeCom(_Robot, NotifyWeComBot):  # type: ignore[no-untyped-call]
    """`wecombot://key`."""

    NAME = Words("企业微信", "WeCom")
    CODES = ("errcode",)
    WAITS: ClassVar = {45009: MINUTE, 45033: MINUTE}
    FATAL = frozenset({40008, 40058, 44004, 45002, 93000, 93004, 93008})

    def request(self) -> Request:
        """As text."""
        payload = {"msgtype": "text", "text": {"content": self.frozen}}
        return Request(address=self.api_url, payload=payload)


class Feishu(_Robot, NotifyFeishu):  # type: ignore[no-untyped-call]
    """`feishu://token`, or `feishu://secret@token` for a robot that asks for a signature."""

    NAME = Words("飞书", "Feishu")
    CODES = ("code", "StatusCode")
    WAITS: ClassVar = {11232: MINUTE, 11233: MINUTE, 99991400: MINUTE}
    FATAL = frozenset({9499, 19001, 19002, 19021, 19022, 19024, 19036})

    def request(self) -> Request:
        """As text; signed where the address has a secret."""
        payload: dict[str, Any] = {"msg_type": "text", "content": {"text": self.frozen}}
        if self.user:
            payload |= _feishu_signature(self.user, int(time.time()))  # noqa: TID251 - the service compares clocks
        return Request(address=self.notify_url.format(token=self.token).rstrip("/"), payload=payload)


ROBOTS: Mapping[str, type[Any]] = {"dingtalk": DingTalk, "wecombot": WeCom, "feishu": Feishu}


def _feishu_signature(secret: str, moment: int) -> dict[str, str]:
    """Feishu signs nothing, under a key made of the moment and the secret."""
    digest = hmac.new(f"{moment}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": str(moment), "sign": base64.b64encode(digest).decode()}


def _codes(reply: Reply, names: tuple[str, ...]) -> tuple[list[int], str]:
    """The codes that stand in the body, and the words beside them; none where it is no robot's answer."""
    body = reply.said()
    try:
        codes = [int(body[name]) for name in names if name in body]
    except (ValueError, TypeError):
        return [], ""
    words = body.get("errmsg") or body.get("msg") or body.get("StatusMessage") or ""
    return codes, shown.clean(str(words))
