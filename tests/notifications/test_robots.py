"""The robots of DingTalk, WeCom and Feishu, by stand-ins on loopback that answer as the real ones do: 200, whatever happened."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise import Apprise

from notifications.pieces import MOST_PIECES, ROOM, pieces
from notifications.send import Receipt, parcels, send
from tests.notifications.test_send import MESSAGE

TOKEN = "0123456789abcdef0123456789abcdef"
ADDRESS = {name: f"{name}://{TOKEN}" for name in ("dingtalk", "wecombot", "feishu")}
PATH = {
    "dingtalk": f"/robot/send?access_token={TOKEN}",
    "wecombot": f"/cgi-bin/webhook/send?key={TOKEN}",
    "feishu": f"/open-apis/bot/v2/hook/{TOKEN}",
}
TAKEN = {
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "wecombot": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"},
}


@dataclass
class Robots:
    """What arrived, and what is answered next: a body or bytes, a status, or no answer at all."""

    at: str = ""
    received: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answer: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs_up: bool = False


@pytest.fixture
def robots() -> Iterator[Robots]:
    stand_in = Robots()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stand_in.received.append((self.path, body))
            if stand_in.hangs_up:
                self.connection.close()
                return
            said = stand_in.answer
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(stand_in.status)
            for name, value in stand_in.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.at = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()


def told(robots: Robots, kind: str, address: str = "") -> Receipt:
    """Send the first part of the message."""
    address = address or ADDRESS[kind]
    return send(MESSAGE, parcels(MESSAGE, address)[0], address, robots_at=robots.at)


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_robot_that_took_it_has_the_text_under_its_heading(robots: Robots, kind: str) -> None:
    robots.answer = TAKEN[kind]

    assert told(robots, kind) == Receipt(ok=True)
    [(path, body)] = robots.received
    assert path == PATH[kind]
    content = (body.get("text") or body["content"]).get("content") or body["content"]["text"]
    assert content.startswith(MESSAGE.subject)
    assert body.get("msgtype", body.get("msg_type")) == "text"


NONE, RATE = timedelta(), timedelta(minutes=1)
REFUSALS = [
    *[("dingtalk", "errcode", code, code not in {-1, 130101, 430102}, 10 * RATE if code == 130101 else NONE)
      for code in (-1, 130101, 310000, 300001, 400013, 40035, 430102, 400102)],
    *[("wecombot", "errcode", code, code not in {-1, 45009, 45033, 50001}, RATE if code in {45009, 45033} else NONE)
      for code in (-1, 45009, 45033, 93000, 40058, 45002, 44004, 50001)],
    *[("feishu", "code", code, code not in {11232, 10003, 99991400}, RATE if code in {11232, 99991400} else NONE)
      for code in (11232, 19001, 19021, 19022, 19024, 9499, 10003, 99991400)],
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "code", "final", "wait"), REFUSALS)
def test_a_code_in_an_answer_of_200_is_no_delivery(
    robots: Robots, kind: str, name: str, code: int, final: bool, wait: timedelta
) -> None:
    robots.answer = {name: code, "errmsg" if name == "errcode" else "msg": f"no, {TOKEN} may not"}
    receipt = told(robots, kind)

    assert (receipt.ok, receipt.uncertain, receipt.final, receipt.wait) == (False, False, final, wait)
    assert f"code {code}" in receipt.error
    assert TOKEN not in receipt.error
    assert len(robots.received) == 1


def test_all_robots_are_asked_for_eight_refusals_each() -> None:
    assert [sum(kind == each[0] for each in REFUSALS) for kind in ADDRESS] == [8, 8, 8]


def test_feishu_in_its_older_words_is_read_as_well(robots: Robots) -> None:
    robots.answer = {"StatusCode": 19001, "StatusMessage": "param invalid"}

    assert told(robots, "feishu").final


@pytest.mark.parametrize("kind", ADDRESS)
@pytest.mark.parametrize(
    "body",
    [b"<html>access denied by firewall</html>", b"", b"null", b"[]", b'{"hello": 1}', b'{"errcode": "x"}'],
)
def test_a_page_of_somebody_in_between_is_no_receipt(robots: Robots, kind: str, body: bytes) -> None:
    robots.answer = body
    receipt = told(robots, kind)

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, False)


@pytest.mark.parametrize("kind", ADDRESS)
@pytest.mark.parametrize(
    ("status", "uncertain", "final"),
    [(404, False, True), (500, False, False), (504, True, False), (302, False, False)],
)
def test_a_status_says_what_it_says(
    robots: Robots, kind: str, status: int, uncertain: bool, final: bool
) -> None:
    robots.status, robots.answer = status, TAKEN[kind]
    receipt = told(robots, kind)

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, uncertain, final)


def test_a_service_that_says_how_long_to_wait_is_believed(robots: Robots) -> None:
    robots.status, robots.headers = 429, {"Retry-After": "90"}

    assert told(robots, "wecombot").wait == timedelta(seconds=90)


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_line_that_breaks_after_the_message_went_out_leaves_it_uncertain(robots: Robots, kind: str) -> None:
    robots.hangs_up = True

    assert told(robots, kind).uncertain


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_robot_that_cannot_be_reached_is_worth_another_try(kind: str) -> None:
    receipt = told(Robots(at="http://127.0.0.1:1"), kind)

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, False)
    assert TOKEN not in receipt.error


def test_dingtalk_and_feishu_are_signed(robots: Robots) -> None:
    for kind in ("dingtalk", "feishu"):
        robots.answer = TAKEN[kind]
        assert told(robots, kind, f"{kind}://SEC0secret@{TOKEN}").ok
    (ding_path, _), (feishu_path, feishu) = robots.received
    asked = parse_qs(urlsplit(ding_path).query)
    moment = asked["timestamp"][0]
    signed = hmac.new(b"SEC0secret", f"{moment}\nSEC0secret".encode(), hashlib.sha256).digest()
    key = f"{feishu['timestamp']}\nSEC0secret".encode()

    assert base64.b64decode(asked["sign"][0]) == signed
    assert base64.b64decode(feishu["sign"]) == hmac.new(key, b"", hashlib.sha256).digest()
    assert "SEC0secret" not in ding_path + feishu_path


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_long_digest_comes_in_parts_each_within_the_limit_and_nothing_left_uncounted(
    robots: Robots, kind: str
) -> None:
    robots.answer = TAKEN[kind]
    long = replace(MESSAGE, text="\n".join(f"{n} 某县某局：未检索到年报" for n in range(4000)))
    frozen = parcels(long, ADDRESS[kind])
    for parcel in frozen:
        assert send(long, parcel, ADDRESS[kind], robots_at=robots.at).ok

    texts = [parcel.content.decode() for parcel in frozen]
    shown = sum("未检索到" in line for text in texts for line in text.splitlines())
    left = int(texts[-1].splitlines()[-1].split("另有 ")[1].split()[0]) if shown < 4000 else 0
    assert shown + left == 4000
    assert len(texts) <= MOST_PIECES
    assert max(len(text.encode()) for text in texts) <= ROOM[kind]
    assert [parcel.part for parcel in frozen] == list(range(1, len(frozen) + 1))


@pytest.mark.parametrize("length", [1, 600, 700, 701, 2_047, 2_048, 2_049, 5_000])
def test_pieces_lose_no_letter_even_of_one_endless_line(length: int) -> None:
    cut = (
        pieces("题", "年" * (length // 3), 700)
        if length < 3_400
        else pieces("题", "年" * (length // 3), 2_048)
    )

    assert sum(piece.count("年") for piece in cut) == length // 3
    assert all(len(piece.encode()) <= 2_048 for piece in cut)


def test_a_mention_in_a_digest_wakes_nobody(robots: Robots) -> None:
    robots.answer = TAKEN["feishu"]
    hostile = replace(MESSAGE, text='<at user_id="all"></at> @all <@all> <!channel>')
    send(hostile, parcels(hostile, ADDRESS["feishu"])[0], ADDRESS["feishu"], robots_at=robots.at)

    assert not set("<>@") & set(robots.received[0][1]["content"]["text"])


@pytest.mark.parametrize("kind", ADDRESS)
def test_without_the_practice_setting_the_real_host_is_asked(kind: str) -> None:
    from notifications.robots import robot

    host = {"dingtalk": "oapi.dingtalk.com", "wecombot": "qyapi.weixin.qq.com", "feishu": "open.feishu.cn"}[
        kind
    ]
    service = robot(ADDRESS[kind])
    service.content = "x"
    address, _ = service.request()

    assert urlsplit(service._place(address)).hostname == host


@pytest.mark.parametrize("kind", ADDRESS)
def test_what_apprise_itself_reads_in_an_address_we_read_the_same(kind: str) -> None:
    from notifications.robots import robot

    theirs, ours = Apprise.instantiate(ADDRESS[kind]), robot(ADDRESS[kind])

    assert ours.url() == theirs.url()
