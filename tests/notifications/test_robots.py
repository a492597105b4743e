"""The robots of DingTalk, WeCom and Feishu, by stand-ins on loopback that answer as the real ones do: 200, whatever happened."""

import base64
import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise import Apprise

from notifications.pieces import MOST_PIECES, ROOM, pieces
from notifications.send import Receipt, parcels, send, service_of
from tests.notifications.services import Services, services
from tests.notifications.test_send import MESSAGE

__all__ = ["services"]  # a fixture

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


def told(services: Services, kind: str, address: str = "") -> Receipt:
    """Send the first part of the message."""
    address = address or ADDRESS[kind]
    return send(MESSAGE, parcels(MESSAGE, address)[0], address, robots_at=services.at)


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_robot_that_took_it_has_the_text_under_its_heading(services: Services, kind: str) -> None:
    services.answer = TAKEN[kind]

    assert told(services, kind) == Receipt(ok=True)
    [asked] = services.received
    path, body = asked.path, asked.body
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
    services: Services, kind: str, name: str, code: int, final: bool, wait: timedelta
) -> None:
    services.answer = {name: code, "errmsg" if name == "errcode" else "msg": f"no, {TOKEN} may not"}
    receipt = told(services, kind)

    assert (receipt.ok, receipt.uncertain, receipt.final, receipt.wait) == (False, False, final, wait)
    assert f"code {code}" in receipt.error.en
    assert TOKEN not in receipt.error.en
    assert len(services.received) == 1


def test_all_robots_are_asked_for_eight_refusals_each() -> None:
    assert [sum(kind == each[0] for each in REFUSALS) for kind in ADDRESS] == [8, 8, 8]


def test_feishu_in_its_older_words_is_read_as_well(services: Services) -> None:
    services.answer = {"StatusCode": 19001, "StatusMessage": "param invalid"}

    assert told(services, "feishu").final


@pytest.mark.parametrize("kind", ADDRESS)
@pytest.mark.parametrize(
    "body",
    [b"<html>access denied by firewall</html>", b"", b"null", b"[]", b'{"hello": 1}', b'{"errcode": "x"}'],
)
def test_a_page_of_somebody_in_between_is_no_receipt(services: Services, kind: str, body: bytes) -> None:
    services.answer = body
    receipt = told(services, kind)

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, False)


@pytest.mark.parametrize("kind", ADDRESS)
@pytest.mark.parametrize(
    ("status", "uncertain", "final"),
    [(404, False, True), (500, False, False), (504, True, False), (302, False, False)],
)
def test_a_status_says_what_it_says(
    services: Services, kind: str, status: int, uncertain: bool, final: bool
) -> None:
    services.status, services.answer = status, TAKEN[kind]
    receipt = told(services, kind)

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, uncertain, final)


def test_a_service_that_says_how_long_to_wait_is_believed(services: Services) -> None:
    services.status, services.headers = 429, {"Retry-After": "90"}

    assert told(services, "wecombot").wait == timedelta(seconds=90)


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_line_that_breaks_after_the_message_went_out_leaves_it_uncertain(
    services: Services, kind: str
) -> None:
    services.hangs_up = True

    assert told(services, kind).uncertain


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_robot_that_cannot_be_reached_is_worth_another_try(kind: str) -> None:
    receipt = told(Services(at="http://127.0.0.1:1"), kind)

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, False)
    assert TOKEN not in receipt.error.en


def test_dingtalk_and_feishu_are_signed(services: Services) -> None:
    for kind in ("dingtalk", "feishu"):
        services.answer = TAKEN[kind]
        assert told(services, kind, f"{kind}://SEC0secret@{TOKEN}").ok
    ding_path, feishu_path = (each.path for each in services.received)
    feishu = services.received[1].body
    asked = parse_qs(urlsplit(ding_path).query)
    moment = asked["timestamp"][0]
    signed = hmac.new(b"SEC0secret", f"{moment}\nSEC0secret".encode(), hashlib.sha256).digest()
    key = f"{feishu['timestamp']}\nSEC0secret".encode()

    assert base64.b64decode(asked["sign"][0]) == signed
    assert base64.b64decode(feishu["sign"]) == hmac.new(key, b"", hashlib.sha256).digest()
    assert "SEC0secret" not in ding_path + feishu_path


@pytest.mark.parametrize("kind", ADDRESS)
def test_a_long_digest_comes_in_parts_each_within_the_limit_and_nothing_left_uncounted(
    services: Services, kind: str
) -> None:
    services.answer = TAKEN[kind]
    long = replace(MESSAGE, text="\n".join(f"{n} 某县某局：未检索到年报" for n in range(4000)))
    frozen = parcels(long, ADDRESS[kind])
    for parcel in frozen:
        assert send(long, parcel, ADDRESS[kind], robots_at=services.at).ok

    texts = [parcel.content.decode() for parcel in frozen]
    shown = sum("某县某局" in line for text in texts for line in text.splitlines())
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


def test_a_mention_in_a_digest_wakes_nobody(services: Services) -> None:
    services.answer = TAKEN["feishu"]
    hostile = replace(MESSAGE, text='<at user_id="all"></at> @all <@all> <!channel>')
    send(hostile, parcels(hostile, ADDRESS["feishu"])[0], ADDRESS["feishu"], robots_at=services.at)

    assert not set("<>@") & set(services.received[0].body["content"]["text"])


@pytest.mark.parametrize("kind", ADDRESS)
def test_without_the_practice_setting_the_real_host_is_asked(kind: str) -> None:
    host = {"dingtalk": "oapi.dingtalk.com", "wecombot": "qyapi.weixin.qq.com", "feishu": "open.feishu.cn"}
    service = service_of(ADDRESS[kind])
    service.frozen = "x"

    assert urlsplit(service.place(service.request().address)).hostname == host[kind]


@pytest.mark.parametrize("kind", ADDRESS)
def test_what_apprise_itself_reads_in_an_address_we_read_the_same(kind: str) -> None:
    theirs, ours = Apprise.instantiate(ADDRESS[kind]), service_of(ADDRESS[kind])

    assert ours.url() == theirs.url()
