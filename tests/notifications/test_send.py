"""Messages handed to real servers on loopback, and errors that keep secrets."""

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import strategies as st

from models.message import Message
from models.words import Language
from notifications.render import render
from notifications.send import SCHEMAS, NoAddress, Receipt, parcels
from notifications.send import send as send_parcel
from tests.notifications.season import AS_OF, CITY, digest_of

RENDERED = render(digest_of(CITY, number=3), Language.ZH)
MESSAGE = Message(
    id="990100-zwgk.3.1",
    number=3,
    office="990100-zwgk",
    channel="1",
    created=AS_OF,
    subject=RENDERED.subject,
    text=RENDERED.text,
    html=RENDERED.html,
)


def send(message: Message, address: str) -> Receipt:
    """Freeze for the only recipient of an address, and send."""
    (parcel,) = parcels(message, address)
    return send_parcel(message, parcel, address)


class Postbox:
    """Keeps what arrives; refuses the recipients whose name starts with `no`."""

    def __init__(self) -> None:
        self.envelopes = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 — aiosmtpd calls it so
        if address.startswith("no"):
            return f"550 5.1.1 <{address}>: no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[SimpleNamespace]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:  # Controller cannot start on port 0
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield SimpleNamespace(box=box, at=f"127.0.0.1:{port}")
    controller.stop()


def test_a_digest_arrives_with_our_text_and_our_html(post_office):
    receipt = send(
        MESSAGE,
        f"mailto://{post_office.at}/?from=watch@example.org&name=%E6%98%A5%E5%B7%A1&to=office@example.org",
    )

    assert receipt.ok, receipt.error.en
    [envelope] = post_office.box.envelopes
    mail = message_from_bytes(envelope.content, policy=default)
    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(("plain",)).get_content().splitlines() == MESSAGE.text.splitlines()
    assert mail.get_body(("html",)).get_content().splitlines() == MESSAGE.html.splitlines()
    assert mail["Subject"] == MESSAGE.subject
    assert mail.get_all("Message-ID") == ["<990100-zwgk.3.1@example.org>"]
    assert mail.get_all("X-Chunxun-Digest") == [MESSAGE.id]
    assert (str(mail["From"]), str(mail["To"])) == ("春巡 <watch@example.org>", "office@example.org")
    assert mail["Bcc"] is None


def test_every_attempt_carries_the_same_bytes(post_office):
    address = f"mailto://{post_office.at}/?from=watch@example.org&to=office@example.org"

    assert send(MESSAGE, address).ok
    assert send(MESSAGE, address).ok
    first, second = post_office.box.envelopes
    assert first.content == second.content


@pytest.mark.parametrize("option", ["retry=3", "overflow=split", "overflow=split&retry=2"])
def test_no_option_of_apprise_sends_it_twice(post_office, option):
    long = Message(**{**{f: getattr(MESSAGE, f) for f in MESSAGE.__slots__}, "text": "年报\n" * 40_000})

    assert send(long, f"mailto://{post_office.at}/?from=w@example.org&to=o@example.org&{option}").ok
    assert len(post_office.box.envelopes) == 1


def test_copies_and_headers_of_the_address_are_kept(post_office):
    address = f"mailto://{post_office.at}/?from=w@example.org&to=a@example.org,b@example.org&cc=c@example.org&bcc=d@example.org&+X-Desk=zwgk"

    frozen = parcels(MESSAGE, address)
    assert all(send_parcel(MESSAGE, parcel, address).ok for parcel in frozen)
    envelopes = post_office.box.envelopes
    [envelope, *_] = envelopes
    mail = message_from_bytes(envelope.content, policy=default)
    assert [each.rcpt_tos for each in envelopes] == [[f"{who}@example.org"] for who in "abcd"]
    assert {each.content for each in envelopes} == {envelope.content}
    assert (mail["To"], mail["Cc"]) == ("a@example.org, b@example.org", "c@example.org")
    assert mail["X-Desk"] == "zwgk"
    assert "d@example.org" not in envelope.content.decode()


def test_one_refused_recipient_of_three_costs_the_others_nothing(post_office):
    address = (
        f"mailto://{post_office.at}/?from=w@example.org&to=a@example.org,nobody@example.org,c@example.org"
    )
    receipts = [send_parcel(MESSAGE, parcel, address) for parcel in parcels(MESSAGE, address)]

    assert [(r.ok, r.uncertain, r.final) for r in receipts] == [
        (True, False, False), (False, False, True), (True, False, False)
    ]  # fmt: skip
    assert "550 5.1.1" in receipts[1].error.en
    assert "@example.org" not in receipts[1].error.en
    assert [each.rcpt_tos for each in post_office.box.envelopes] == [["a@example.org"], ["c@example.org"]]


def test_a_recipient_is_marked_so_that_nobody_could_write_to_them():
    frozen = parcels(
        MESSAGE, "mailto://127.0.0.1/?from=w@example.org&to=Li.Lei@example.org,Lu.Lu@example.org"
    )

    assert [parcel.recipient.partition("#")[0] for parcel in frozen] == ["l…@example.org"] * 2
    assert len({parcel.recipient for parcel in frozen}) == 2


def test_a_recipient_taken_out_between_freezing_and_sending_gets_nothing(post_office):
    both = f"mailto://{post_office.at}/?from=w@example.org&to=a@example.org,b@example.org"
    receipts = [
        send_parcel(MESSAGE, parcel, both.replace(",b@example.org", "")) for parcel in parcels(MESSAGE, both)
    ]

    assert [(r.ok, r.final) for r in receipts] == [(True, False), (False, True)]
    assert "no longer names this recipient" in receipts[1].error.en
    assert len(post_office.box.envelopes) == 1


def test_a_sender_renamed_in_between_changes_nothing_that_was_frozen(post_office):
    address = f"mailto://{post_office.at}/?from=w@example.org&to=a@example.org"
    (parcel,) = parcels(MESSAGE, address)

    assert send_parcel(MESSAGE, parcel, address.replace("w@example.org", "new@elsewhere.example")).ok
    assert post_office.box.envelopes[0].content == parcel.content


def test_a_refused_message_raises_nothing(post_office):
    receipt = send(MESSAGE, f"mailto://{post_office.at}/?from=w@example.org&to=nobody@example.org")

    assert (receipt.ok, receipt.final) == (False, True)
    assert receipt.error.en.startswith("channel 1 of office 990100-zwgk: the mail server refused: 550")


def test_a_server_that_is_down_is_worth_another_try():
    receipt = send(MESSAGE, "mailto://127.0.0.1:1/?from=w@example.org&to=o@example.org")

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, False)
    assert "127.0.0.1:1" in receipt.error.en


@pytest.mark.parametrize(
    "address",
    [
        "syslog://localhost", "dbus://", "file:///etc/passwd", "xml://127.0.0.1/", "form://127.0.0.1/", "macosx://",
        "https://hooks.slack.com/services/T/B/C", "office@example.org", "", "secret:NAME", "JAVASCRIPT://x",
    ],
)  # fmt: skip
def test_other_kinds_of_address_are_refused_by_name_of_the_channel(address):
    with pytest.raises(NoAddress, match=r"channel 1 of office 990100-zwgk: .* no kind of address") as refusal:
        parcels(MESSAGE, address)

    assert all(schema in str(refusal.value) for schema in SCHEMAS)
    assert address == "" or address not in str(refusal.value)


@pytest.mark.parametrize(
    "address",
    [
        "mailto://", "mailto://127.0.0.1/?to=a@example.org", "mailto://127.0.0.1/?from=w@example.org&to=a@example.org,nonsense",
        "slack://", "tgram://x", "dingtalk://", "feishu://", "wecombot://", "json://",
    ],
)  # fmt: skip
def test_an_address_apprise_cannot_read_names_the_channel(address):
    with pytest.raises(NoAddress, match=r"^channel 1 of office 990100-zwgk: "):
        parcels(MESSAGE, address)


ODD = [
    "127.0.0.1", "[::1]", "[", "]", ":", "@", "/", "?", "#", "%zz", "user:pw@", ":99999", "xoxb-1-a", "12345678:" + "a" * 35,
    "to=a@b.example", "from=w@b.example", "&", "=", ":x=y", "+X=é", "-k=v", "template=/x", "mode=trigger", "to=@",
]  # fmt: skip


@given(st.sampled_from(sorted(SCHEMAS)), st.lists(st.sampled_from(ODD) | st.text(max_size=8), max_size=7))
def test_whatever_stands_in_an_address_it_is_refused_by_name_or_can_be_frozen_for(schema, parts):
    try:
        assert parcels(MESSAGE, f"{schema}://{''.join(parts)}")
    except NoAddress as refusal:
        assert refusal.words.en.startswith("channel 1 of office 990100-zwgk: ")  # noqa: PT017 - either is well


@pytest.mark.parametrize(
    "address",
    ["slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#a/#b", f"tgram://123456789:{'a' * 35}/1/2"],
)
def test_two_chats_in_one_address_are_refused_because_one_of_them_would_hear_twice(address):
    with pytest.raises(NoAddress, match="names 2 chats"):
        parcels(MESSAGE, address)


@contextmanager
def webhook(status: int) -> Iterator[SimpleNamespace]:
    """A service that keeps what is posted and answers with a status."""
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield SimpleNamespace(received=received, at=f"127.0.0.1:{server.server_address[1]}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_webhook_gets_subject_and_text():
    with webhook(200) as hook:
        receipt = send(MESSAGE, f"json://{hook.at}/digests")

    assert receipt.ok
    assert [(post["title"], post["message"]) for post in hook.received] == [(MESSAGE.subject, MESSAGE.text)]


def test_a_refusing_webhook_is_no_delivery_and_its_secrets_stay_ours():
    with webhook(500) as hook:
        receipt = send(MESSAGE, f"json://someone:p4ssw0rd@{hook.at}/t0ken-in-path?k3y=v4lue-in-query")

    assert (receipt.ok, receipt.final) == (False, False)
    assert "500" in receipt.error.en
    assert [
        s for s in ("someone", "p4ssw0rd", "t0ken-in-path", "v4lue-in-query") if s in receipt.error.en
    ] == []


def test_a_password_reaches_neither_error_nor_log(post_office, caplog, capfd):
    caplog.set_level(logging.DEBUG)

    receipt = send(
        MESSAGE, f"mailto://clerk:s3cret-word@{post_office.at}/?from=w@example.org&to=secret.box@example.org"
    )
    with pytest.raises(NoAddress) as refusal:
        send(
            MESSAGE,
            "mailto://clerk:s3cret-word@127.0.0.1:1/?from=w@example.org&to=bad,secret.box@example.org",
        )

    said = receipt.error.en + str(refusal.value) + caplog.text + "".join(capfd.readouterr())
    assert not receipt.ok  # the server offers no log-in
    assert [s for s in ("s3cret-word", "secret.box") if s in said] == []
