"""Slack, Teams, Telegram and a webhook that takes JSON: plug-ins that read what was answered.

Apprise sees in these whether it went well; it does not tell a dead token from a busy minute, how long to wait, or that a
message may have arrived. Addresses are Apprise's own. What they are sent is plain text: no Markdown, no mention.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import escape
from typing import Any, ClassVar

from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.slack import NotifySlack, SlackMode
from apprise.plugins.telegram import NotifyTelegram
from apprise.plugins.workflows import NotifyWorkflows

from models.words import Words
from notifications import shown
from notifications.service import A_PAGE, MINUTE, Answer, Reply, Request, Service, asked_to_wait

_CHANNEL = re.compile(r"([+#@]?)([A-Za-z0-9_-]{1,32})(?::([0-9.]+))?")


class Slack(Service, NotifySlack):  # type: ignore[no-untyped-call]
    """`slack://A/B/C` of an incoming webhook, or `slack://xoxb-…/#channel` of a bot.

    A webhook answers `ok`, or a status with a word such as `invalid_token`; a bot answers HTTP 200 with `ok` or `error`.
    """

    NAME = Words("Slack ", "Slack")
    WAITS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
    # “It's possible some aspect of the operation succeeded before the error was raised.”
    DOUBTFUL = frozenset({"fatal_error", "internal_error"})
    PASSING = frozenset({"request_timeout", "service_unavailable", "team_added_to_org", "accesslimited"})

    def lacks(self) -> Words | None:
        """A mail address stands for a user Slack would have to be asked for."""
        if len(self.channels) > 1:
            return _several(len(self.channels))
        channel = self.channels[0]
        if channel is not None and not _CHANNEL.fullmatch(channel):
            return Words(
                "所写的频道不是频道；请写 #频道，或 + 加用户编号",
                "names a channel that is none; write #channel, or + and the id of a user",
            )
        return None

    def request(self) -> Request:
        """As plain text without previews; `&`, `<` and `>` are Slack's only syntax then."""
        payload: dict[str, Any] = {"text": escape(self.frozen, quote=False)}
        if self.mode in {SlackMode.WORKFLOW, SlackMode.WORKFLOW_TRIGGER}:
            return Request(address=self._address(), payload={"text": self.frozen})
        payload |= {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False, **self._channel()}
        if self.user:
            payload["username"] = self.user
        headers = {"Authorization": f"Bearer {self.access_token}"} if self.mode == SlackMode.BOT else {}
        return Request(address=self._address(), payload=payload, headers=headers)

    def _address(self) -> str:
        path = "/".join(self.workflow_path)
        tokens = f"{self.token_a}/{self.token_b}/{self.token_c}"
        match self.mode:
            case SlackMode.BOT:
                return str(self.api_url.format("chat.postMessage"))
            case SlackMode.WORKFLOW:
                return f"{self.workflow_url}/{path}"
            case SlackMode.WORKFLOW_TRIGGER:
                return f"{self.workflow_trigger_url}/{path}"
            case SlackMode.WEBHOOK_GOV:
                return f"{self.webhook_gov_url}/{tokens}"
            case _:
                return f"{self.webhook_url}/{tokens}"

    def _channel(self) -> dict[str, str]:
        found = _CHANNEL.fullmatch(self.channels[0] or "")
        if found is None:
            return {}
        sign, name, thread = found.groups()
        shown_as = name if sign == "+" else f"{sign or '#'}{name}"
        return {"channel": shown_as, **({"thread_ts": thread} if thread else {})}

    def read(self, reply: Reply) -> Answer:
        """A webhook's word, or a bot's `ok`."""
        said = reply.said()
        if not reply.ok or "ok" not in said:
            return Answer(taken=True) if reply.ok and reply.text == "ok" else self._unread(reply)
        if said["ok"] is True:
            return Answer(taken=True)
        error = shown.clean(str(said.get("error", "")), 80)
        reason = _refusal(error)
        if error in self.DOUBTFUL:
            return self.doubtful(reason)
        if error in self.WAITS:
            return self.refused(reason, wait=asked_to_wait(reply.retry_after))
        return self.refused(reason, fatal=error not in self.PASSING)

    def _unread(self, reply: Reply) -> Answer:
        return self.refused(_NO_ANSWER) if reply.ok else self.by_status(reply)


class Teams(Service, NotifyWorkflows):  # type: ignore[no-untyped-call]
    """`workflows://host/id/signature` of a Teams workflow; what comes is a card, a block a line, without Markdown.

    A workflow answers 202. The connector before it answered 200 and put the error of Teams into the body.
    """

    NAME = Words("Teams ", "Teams")
    _FAILED = re.compile(r"HTTP error \d{3}|delivery failed|\"error\"", re.IGNORECASE)

    def request(self) -> Request:
        """RichTextBlock because TextBlock would read Markdown, and entities are what makes a mention."""
        card = {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": self.adaptive_card_version,
            "body": [
                {"type": "RichTextBlock", "inlines": [line]}
                for line in self.frozen.splitlines()
                if line.strip()
            ],
            "msteams": {"width": "full"},
        }
        attached = {
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": None,
            "content": card,
        }
        query = {
            "api-version": self.api_version,
            "sp": "/triggers/manual/run",
            "sv": "1.0",
            "sig": self.signature,
        }
        return Request(
            address=self._address(), payload={"type": "message", "attachments": [attached]}, query=query
        )

    def _address(self) -> str:
        port = f":{self.port}" if self.port else ""
        route = f"/cu/{self.routing_id}" if self.routing_id else ""
        path = f"/powerautomate/automations/direct{route}" if self.power_automate else ""
        return f"https://{self.host}{port}{path}/workflows/{self.workflow}/triggers/manual/paths/invoke"

    def read(self, reply: Reply) -> Answer:
        """202, or nothing said against it; what else a flow of somebody's own may answer, nobody can know."""
        if not reply.ok:
            return self.by_status(reply)
        if reply.status == 202 or reply.text.strip() in {"", "1"}:
            return Answer(taken=True)
        if self._FAILED.search(reply.text):
            return self.refused(
                _refusal(reply.words), wait=MINUTE if "error 429" in reply.text else timedelta()
            )
        if reply.is_page:
            return self.refused(A_PAGE)
        said = reply.words
        return self.doubtful(
            Words(
                f"答复的既非 202，也非已知的错误: {said}", f"answered neither 202 nor a known error: {said}"
            )
        )


class Telegram(Service, NotifyTelegram):  # type: ignore[no-untyped-call]
    """`tgram://bot-token/chat`; every answer is an object with `ok`, and says in `parameters` how long to wait."""

    NAME = Words("Telegram ", "Telegram")

    def lacks(self) -> Words | None:
        """Without a chat Apprise would ask who wrote to the bot first, and write to them."""
        if not self.targets:
            form = "tgram://bot-token/chat-id"
            return Words(f"没有写明会话；请写 {form}", f"names no chat; write {form}")
        return _several(len(self.targets)) if len(self.targets) > 1 else None

    def request(self) -> Request:
        """Without `parse_mode` it is plain text."""
        chat, topic = self.targets[0]
        payload: dict[str, Any] = {
            "chat_id": chat,
            "text": self.frozen,
            "disable_notification": bool(self.silent),
            "link_preview_options": {"is_disabled": not self.preview},
        }
        if topic:
            payload["message_thread_id"] = topic
        return Request(address=f"{self.notify_url}{self.bot_token}/sendMessage", payload=payload)

    def read(self, reply: Reply) -> Answer:
        """By `ok` and `error_code`, whatever the status."""
        said = reply.said()
        if said.get("ok") is True and reply.ok:
            return Answer(taken=True)
        code = said.get("error_code")
        if not isinstance(code, int):
            return self.refused(_NO_ANSWER) if reply.ok else self.by_status(reply)
        said_why = shown.clean(str(said.get("description", "")))
        reason = Words(f"拒收，代码 {code}: {said_why}", f"refused with code {code}: {said_why}")
        if code == 429:
            asked = said.get("parameters")
            return self.refused(
                reason, wait=asked_to_wait(asked.get("retry_after") if isinstance(asked, dict) else "")
            )
        return self.refused(reason, fatal=400 <= code < 500)


class Webhook(Service, NotifyJSON):  # type: ignore[no-untyped-call]
    """`json(s)://user:password@host/path`: Apprise's form of it, and `id`, so that the other side can tell a repetition."""

    NAME = Words("接收端", "the webhook")
    METHODS: ClassVar = ("POST", "PUT", "PATCH")

    def lacks(self) -> Words | None:
        """A message is not to be put where no body is looked for."""
        if self.method in self.METHODS:
            return None
        return Words(
            f"要求用 {self.method}；请用 POST、PUT 或 PATCH",
            f"asks for {self.method}; use POST, PUT or PATCH",
        )

    def request(self) -> Request:
        """Names in the payload can be changed in the address (`:title=subject`), as Apprise has it."""
        payload: dict[str, Any] = {
            "version": "1.0",
            "id": self.digest,
            "title": self.subject,
            "message": self.frozen,
            "attachments": [],
            "type": "info",
        }
        for name, value in self.payload_extras.items():
            if name not in payload:
                payload[name] = value
            elif value:
                payload[value] = payload.pop(name)
            else:
                del payload[name]
        return Request(
            address=self._address(),
            payload=payload,
            method=str(self.method),
            headers=self.headers,
            query=self.params,
            login=(self.user, self.password or "") if self.user else None,
        )

    def _address(self) -> str:
        port = f":{self.port}" if self.port else ""
        return f"{'https' if self.secure else 'http'}://{self.host}{port}{self.fullpath}"

    def place(self, address: str) -> str:
        """Its own: a webhook for practice is an address like any other."""
        return address

    def read(self, reply: Reply) -> Answer:
        """Any success, but not a page in its stead. A redirection would lose the message on the way."""
        if not reply.ok:
            return self.by_status(reply)
        if reply.is_page:
            return self.doubtful(A_PAGE)
        return Answer(taken=True)


CHATS: Mapping[str, type[Any]] = {
    "slack": Slack,
    "workflows": Teams,
    "tgram": Telegram,
    "json": Webhook,
    "jsons": Webhook,
}


_NO_ANSWER = Words("的答复不是它自己的答复", "answered something else than its own answer")


def _refusal(said: str) -> Words:
    return Words(f"拒收: {said}", f"refused: {said}")


def _several(chats: int) -> Words:
    return Words(
        f"写了 {chats} 个会话；请为每个会话各写一个 [[office.channel]]",
        f"names {chats} chats; write an [[office.channel]] for each",
    )
