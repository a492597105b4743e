"""Slack, Teams, Telegram and a JSON webhook, by a stand-in on loopback that answers as the real ones do."""

import base64
import json
import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise import Apprise

from notifications.pieces import MOST_PIECES, ROOM
from notifications.send import NoAddress, Receipt, parcels, send, service_of
from tests.notifications.services import Asked, Services, services
from tests.notifications.test_send import MESSAGE

__all__ = ["services"]  # a fixture

SECRET = "c4naryC4NARYc4naryC4NARY"
BOT_ANSWER = {"ok": True, "channel": "C0", "ts": "1.2", "message": {"text": "x"}}
NONE, MINUTE = timedelta(), timedelta(minutes=1)


@dataclass(frozen=True)
class Kind:
    """One kind of address, the path its message goes to, what is answered where it is taken, and the text in it."""

    address: str
    path: str
    taken: Any
    status: int = 200
    host: str = ""
    login: str = ""

    def text(self, asked: Asked) -> str:
        if self.address.startswith("workflows"):
            blocks = asked.body["attachments"][0]["content"]["body"]
            return "\n".join(inline for block in blocks for inline in block["inlines"])
        return str(asked.body["message" if self.address.startswith("json") else "text"])


TGRAM = f"123456789:{SECRET}{SECRET}"[:45]
KINDS = {
    "slack": Kind(f"slack://T1JJ3T3L2/A1BRTD4JD/{SECRET}", f"/services/T1JJ3T3L2/A1BRTD4JD/{SECRET}", b"ok",
                  host="hooks.slack.com"),
    "slack bot": Kind(f"slack://xoxb-1234-{SECRET}/#duty", "/api/chat.postMessage", BOT_ANSWER,
                      host="slack.com", login=f"Bearer xoxb-1234-{SECRET}"),
    "slack workflow": Kind(f"slack://T1JJ3T3L2/123/{SECRET}?mode=trigger", f"/triggers/T1JJ3T3L2/123/{SECRET}",
                           {"ok": True}, host="hooks.slack.com"),
    "tgram": Kind(f"tgram://{TGRAM}/-1001234567890", f"/bot{TGRAM}/sendMessage",
                  {"ok": True, "result": {"message_id": 7}}, host="api.telegram.org"),
    "workflows": Kind(f"workflows://flow.example:443/{'ab' * 16}/{SECRET}",
                      f"/workflows/{'ab' * 16}/triggers/manual/paths/invoke?api-version=2016-06-01"
                      f"&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={SECRET}", b"", status=202, host="flow.example"),
    "json": Kind(f"json://clerk:{SECRET}@HERE/digests/{SECRET}?-key={SECRET}", f"/digests/{SECRET}?key={SECRET}",
                 b"", status=204, login="Basic " + base64.b64encode(f"clerk:{SECRET}".encode()).decode()),
}  # fmt: skip


def address(kind: str, services: Services) -> str:
    return KINDS[kind].address.replace("HERE", urlsplit(services.at).netloc)


def told(services: Services, kind: str) -> Receipt:
    where = address(kind, services)
    return send(MESSAGE, parcels(MESSAGE, where)[0], where, robots_at=services.at)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_taken_is_the_frozen_text_at_the_right_place(services: Services, kind: str) -> None:
    this = KINDS[kind]
    services.answer, services.status = this.taken, this.status

    where = address(kind, services)
    for parcel in parcels(MESSAGE, where):
        assert send(MESSAGE, parcel, where, robots_at=services.at) == Receipt(ok=True)
    asked = services.received[0]
    assert (asked.method, asked.path, asked.headers.get("Authorization", "")) == (
        "POST",
        this.path,
        this.login,
    )
    lines = [line for each in services.received for line in this.text(each).splitlines() if line.strip()]
    assert lines[-1] == MESSAGE.text.splitlines()[-1]
    assert asked.body["title"] == MESSAGE.subject if kind == "json" else lines[0].startswith(MESSAGE.subject)


@dataclass(frozen=True)
class Case:
    """An answer, and what is made of it."""

    kind: str
    status: int
    body: Any
    final: bool = False
    uncertain: bool = False
    wait: timedelta = NONE
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind} {self.status} {str(self.body)[:40]}"


def telegram(code: int, description: str, **more: Any) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": description, **more}


ANSWERS = [
    *[Case("slack", status, word.encode(), final=True) for status, word in (
        (400, "invalid_payload"), (400, "no_text"), (403, "invalid_token"), (403, "action_prohibited"),
        (404, "channel_not_found"), (404, "no_service"), (410, "channel_is_archived"))],
    Case("slack", 429, b"rate_limited", wait=timedelta(seconds=30), headers={"Retry-After": "30"}),
    Case("slack", 500, b"rollup_error"),
    Case("slack", 504, b"upstream request timeout", uncertain=True),
    Case("slack", 200, b"<html>log in</html>"),
    Case("slack", 200, b""),
    *[Case("slack bot", 200, {"ok": False, "error": error}, final=True) for error in (
        "invalid_auth", "token_revoked", "account_inactive", "not_in_channel", "channel_not_found", "is_archived",
        "msg_too_long", "no_text")],
    Case("slack bot", 429, {"ok": False, "error": "ratelimited"}, wait=timedelta(seconds=7), headers={"Retry-After": "7"}),
    Case("slack bot", 200, {"ok": False, "error": "ratelimited"}, wait=MINUTE),
    Case("slack bot", 200, {"ok": False, "error": "service_unavailable"}),
    Case("slack bot", 200, {"ok": False, "error": "internal_error"}, uncertain=True),
    Case("slack bot", 200, {"ok": False, "error": "fatal_error"}, uncertain=True),
    Case("slack bot", 200, b"<html>log in</html>"),
    Case("slack workflow", 200, {"ok": False, "error": "invalid_webhook_trigger_id"}, final=True),
    Case("slack workflow", 404, {"ok": False, "error": "not_found"}, final=True),
    Case("tgram", 400, telegram(400, "Bad Request: chat not found"), final=True),
    Case("tgram", 400, telegram(400, "Bad Request: message is too long"), final=True),
    Case("tgram", 400, telegram(400, "Bad Request: group chat was upgraded to a supergroup chat",
                                parameters={"migrate_to_chat_id": -1009}), final=True),
    Case("tgram", 401, telegram(401, "Unauthorized"), final=True),
    Case("tgram", 403, telegram(403, "Forbidden: bot was blocked by the user"), final=True),
    Case("tgram", 404, telegram(404, "Not Found"), final=True),
    Case("tgram", 429, telegram(429, "Too Many Requests: retry after 35", parameters={"retry_after": 35}),
         wait=timedelta(seconds=35)),
    Case("tgram", 429, telegram(429, "Too Many Requests"), wait=MINUTE),
    Case("tgram", 500, telegram(500, "Internal Server Error")),
    Case("tgram", 502, b"<html>Bad Gateway</html>"),
    Case("tgram", 200, telegram(401, "Unauthorized"), final=True),
    Case("tgram", 200, b"<html>log in</html>"),
    Case("workflows", 400, {"error": {"code": "TriggerInputSchemaMismatch", "message": "no"}}, final=True),
    Case("workflows", 401, {"error": {"code": "DirectApiAuthorizationRequired", "message": "no"}}, final=True),
    Case("workflows", 404, {"error": {"code": "WorkflowNotFound", "message": "no"}}, final=True),
    Case("workflows", 413, {"error": {"code": "RequestEntityTooLarge"}}, final=True),
    Case("workflows", 429, {"error": {"code": "WorkflowRunRateLimitExceeded"}}, wait=timedelta(seconds=120),
         headers={"Retry-After": "120"}),
    Case("workflows", 502, {"error": {"code": "NoResponse"}}),
    Case("workflows", 200, b"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429"
                           b" with ContextId tcid=1", wait=MINUTE),
    Case("workflows", 200, b"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 403"
                           b" with ContextId tcid=1"),
    Case("workflows", 200, b"<html>log in</html>"),
    Case("workflows", 200, {"my": "own answer"}, uncertain=True),
    *[Case("json", status, {"detail": "no"}, final=True) for status in (400, 401, 403, 404, 405, 410, 413, 422)],
    Case("json", 429, b"", wait=timedelta(seconds=9), headers={"Retry-After": "9"}),
    Case("json", 429, b"", wait=MINUTE, headers={"Retry-After": "Fri, 27 Nov 2026 08:00:00 GMT"}),
    Case("json", 408, b""), Case("json", 500, b"Traceback"), Case("json", 502, b"<html>"), Case("json", 503, b""),
    Case("json", 302, b"", headers={"Location": "/log-in"}),
    Case("json", 504, b"", uncertain=True),
    Case("json", 200, b"  <!DOCTYPE html><title>log in</title>", uncertain=True),
]  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS, ids=str)
def test_what_was_not_taken_is_no_delivery_and_says_why(services: Services, case: Case) -> None:
    services.status, services.answer, services.headers = case.status, case.body, case.headers
    receipt = told(services, case.kind)

    assert (receipt.ok, receipt.uncertain, receipt.final, receipt.wait) == (
        False,
        case.uncertain,
        case.final,
        case.wait,
    )
    assert receipt.error.en.startswith("channel 1 of office 990100-zwgk: ")
    assert len(services.received) == 1  # nobody tries again by themselves, and nobody follows


def test_the_reason_of_a_service_is_told_in_its_own_words(services: Services) -> None:
    services.status, services.answer = 403, b"invalid_token"

    assert told(services, "slack").error.en.endswith("Slack answered HTTP 403: invalid_token")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [200, 403])
def test_no_log_has_a_word_of_the_address(
    services: Services,
    kind: str,
    status: int,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    services.status, services.answer = status, KINDS[kind].taken
    told(services, kind)

    assert services.received
    assert SECRET not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("body", [{"ok": True}, b"ok", b"1", b""])
def test_teams_of_before_took_a_message_with_200(services: Services, body: Any) -> None:
    services.answer = body

    assert told(services, "workflows").ok is (body in {b"1", b""} if isinstance(body, bytes) else False)


@pytest.mark.parametrize("kind", KINDS)
def test_an_echo_of_the_address_is_masked(services: Services, kind: str) -> None:
    token = {"slack bot": f"xoxb-1234-{SECRET}", "tgram": TGRAM}.get(kind, SECRET)
    said = f"no such hook: {token}"
    services.status = 403
    services.answer = {"ok": False, "error": said, "error_code": 403, "description": said}
    receipt = told(services, kind)

    assert receipt.final
    assert SECRET not in receipt.error.en + receipt.error.zh


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_breaks_after_the_message_went_out_leaves_it_uncertain(
    services: Services, kind: str
) -> None:
    services.hangs_up = True

    assert told(services, kind).uncertain


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_that_is_down_is_worth_another_try(kind: str) -> None:
    receipt = told(Services(at="http://127.0.0.1:1"), kind)

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, False)
    assert "could not be reached" in receipt.error.en
    assert SECRET not in receipt.error.en + receipt.error.zh


def test_an_answer_without_end_is_left(services: Services) -> None:
    services.status, services.answer = 403, b"x" * 1_000_000

    assert len(told(services, "json").error.en) < 400


HARMFUL = (
    '@all <@all> <!channel> <at>all</at> <at user_id="all"></at> <b>x</b> *b* _i_ [a](http://127.0.0.1:9/x)'
)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "json"])
def test_nothing_in_a_digest_is_syntax_of_a_chat(services: Services, kind: str) -> None:
    services.answer, services.status = KINDS[kind].taken, KINDS[kind].status
    hostile = replace(MESSAGE, subject=HARMFUL, text=f"{HARMFUL}\nA&amp;B")
    where = address(kind, services)
    assert send(hostile, parcels(hostile, where)[0], where, robots_at=services.at).ok
    [asked] = services.received

    assert not set("<>@") & set(KINDS[kind].text(asked))
    assert not {"parse_mode", "entities", "mrkdwn_in", "blocks"} & set(json.dumps(asked.body).split('"'))
    if kind in {"slack", "slack bot"}:
        assert asked.body["mrkdwn"] is False
        assert asked.body["text"].endswith("A&amp;amp;B")
    if kind == "workflows":
        blocks = asked.body["attachments"][0]["content"]["body"]
        assert {block["type"] for block in blocks} == {"RichTextBlock"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "json"])
@pytest.mark.parametrize(
    ("line", "number"), [('某县某局：未检索到年报 & "', 2_000), ("&", 21_000), ('"' * 300, 300), ("𠮷" * 40, 300)],
    ids=["chinese", "ampersand", "quotation", "astral"],
)  # fmt: skip
def test_a_long_digest_comes_in_parts_within_the_limit_of_the_service(
    services: Services, kind: str, line: str, number: int
) -> None:
    services.answer, services.status = KINDS[kind].taken, KINDS[kind].status
    where = address(kind, services)
    long = replace(MESSAGE, text=f"{line}\n" * number)
    frozen = parcels(long, where)
    for parcel in frozen:
        assert send(long, parcel, where, robots_at=services.at).ok

    texts = [KINDS[kind].text(asked) for asked in services.received]
    most = {"slack": 40_000, "tgram": 4_096}.get(kind.split(maxsplit=1)[0], 20_000)
    left = int(texts[-1].splitlines()[-1].split("另有 ")[1].split()[0])
    assert len(frozen) == MOST_PIECES
    assert left + sum(len(parcel.content.decode().splitlines()) - 1 for parcel in frozen) - 1 == number
    assert max(len(text.encode("utf-16-le")) // 2 for text in texts) <= most
    assert max(len(asked.content) for asked in services.received) <= 28 * 1024 or kind != "workflows"
    assert max(len(parcel.content) for parcel in frozen) <= ROOM[kind.split(maxsplit=1)[0]]


@pytest.mark.parametrize("kind", KINDS)
def test_what_apprise_itself_reads_in_an_address_we_read_the_same(kind: str) -> None:
    where = KINDS[kind].address.replace("HERE", "127.0.0.1")
    theirs, ours = Apprise.instantiate(where), service_of(where)
    ours.frozen = "x"

    assert ours.url() == theirs.url()
    assert urlsplit(ours.place(ours.request().address)).hostname == (KINDS[kind].host or "127.0.0.1")


def test_channel_topic_and_name_of_the_address_are_kept(services: Services) -> None:
    services.answer = {"ok": True}
    for where, expected in {
        f"slack://Watch@xoxb-1-{SECRET}/+C0123": {"channel": "C0123", "username": "Watch"},
        f"slack://xoxb-1-{SECRET}/duty:12.5": {"channel": "#duty", "thread_ts": "12.5"},
        f"slack://xoxb-1-{SECRET}": {"channel": "#general"},
        f"tgram://{TGRAM}/@duty?silent=yes": {"chat_id": "@duty", "disable_notification": True},
        f"tgram://{TGRAM}/-100123:9": {"chat_id": -100123, "message_thread_id": 9},
    }.items():
        assert send(MESSAGE, parcels(MESSAGE, where)[0], where, robots_at=services.at).ok
        assert expected.items() <= services.received[-1].body.items()


def test_a_power_automate_address_keeps_its_way(services: Services) -> None:
    services.status = 202
    where = f"workflows://flow.example/{'ab' * 16}/{SECRET}?pa=yes&route=44"
    assert send(MESSAGE, parcels(MESSAGE, where)[0], where, robots_at=services.at).ok
    path = urlsplit(services.received[0].path)

    assert (
        path.path
        == f"/powerautomate/automations/direct/cu/44/workflows/{'ab' * 16}/triggers/manual/paths/invoke"
    )
    assert parse_qs(path.query)["api-version"] == ["2022-03-01-preview"]


def test_a_webhook_is_given_headers_names_and_method_of_its_address(services: Services) -> None:
    here = urlsplit(services.at).netloc
    where = f"json://{here}/in?+X-Desk=zwgk&-a=b&:title=subject&:attachments=&:desk=zwgk&method=put"
    services.answer = b"ok"
    assert send(MESSAGE, parcels(MESSAGE, where)[0], where).ok
    [asked] = services.received

    assert (asked.method, asked.path, asked.headers["X-Desk"]) == ("PUT", "/in?a=b", "zwgk")
    assert asked.body == {
        "version": "1.0", "id": MESSAGE.id, "subject": MESSAGE.subject, "message": MESSAGE.text, "type": "info",
        "desk": "zwgk",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("json://127.0.0.1/?method=get", "asks for GET"),
        (f"slack://xoxb-1-{SECRET}/clerk@office.example", "names a channel that is none"),
        (f"tgram://{TGRAM}", "names no chat"),
        (f"tgram://{TGRAM}/nonsense!", "names no chat"),
        ("tgram://123456789:", "cannot read its address"),
        (f"workflows://flow.example/{SECRET}", "cannot read its address"),
        (f"workflows://flow.example/abc/{SECRET}?template=/etc/passwd", "names a template"),
        (f"workflows://flow.example/abc/{SECRET}?:name={SECRET}", "names a template"),
        (f"slack://xoxb-1-{SECRET}/#a?template=/etc/passwd", "names a template"),
    ],
)
def test_an_address_nothing_can_be_sent_to_names_its_channel_and_why(where: str, why: str) -> None:
    with pytest.raises(NoAddress, match=f"^channel 1 of office 990100-zwgk: .*{why}") as refusal:
        parcels(MESSAGE, where)

    assert SECRET not in str(refusal.value)
