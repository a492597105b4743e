"""Addresses resolved, messages handed to real servers on loopback, and errors that keep secrets."""

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

from models.message import Message
from models.words import Language
from notifications.digest import compose
from notifications.render import render
from notifications.send import SCHEMAS, NoAddress, resolve, send
from tests.notifications.season import AS_OF, CITY, season, untold

RENDERED = render(compose(CITY, season(), untold(), number=3), Language.ZH)
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

    assert receipt.ok, receipt.error
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

    assert send(MESSAGE, address, sender_headers={"X-Round": "3"}).ok
    [envelope] = post_office.box.envelopes
    mail = message_from_bytes(envelope.content, policy=default)
    assert sorted(envelope.rcpt_tos) == [f"{who}@example.org" for who in "abcd"]
    assert (mail["To"], mail["Cc"]) == ("a@example.org, b@example.org", "c@example.org")
    assert (mail["X-Desk"], mail["X-Round"]) == ("zwgk", "3")
    assert "d@example.org" not in envelope.content.decode()


def test_one_refused_recipient_is_reported_and_not_tried_again(post_office):
    receipt = send(
        MESSAGE, f"mailto://{post_office.at}/?from=w@example.org&to=a@example.org,nobody@example.org"
    )

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, True)
    assert "1 of 2 recipients refused (550 5.1.1" in receipt.error
    assert "@example.org" not in receipt.error
    assert len(post_office.box.envelopes) == 1


def test_a_refused_message_raises_nothing(post_office):
    receipt = send(MESSAGE, f"mailto://{post_office.at}/?from=w@example.org&to=nobody@example.org")

    assert (receipt.ok, receipt.final) == (False, True)
    assert receipt.error.startswith("channel 1 of office 990100-zwgk: the mail server refused: 550")


def test_a_server_that_is_down_is_worth_another_try():
    receipt = send(MESSAGE, "mailto://127.0.0.1:1/?from=w@example.org&to=o@example.org")

    assert (receipt.ok, receipt.uncertain, receipt.final) == (False, False, False)
    assert "127.0.0.1:1" in receipt.error


@pytest.mark.parametrize(
    "address",
    [
        "syslog://localhost", "dbus://", "file:///etc/passwd", "xml://127.0.0.1/", "form://127.0.0.1/", "macosx://",
        "https://hooks.slack.com/services/T/B/C", "office@example.org", "", "secret:NAME", "JAVASCRIPT://x",
    ],
)  # fmt: skip
def test_other_kinds_of_address_are_refused_by_name_of_the_channel(address):
    receipt = send(MESSAGE, address)

    assert (receipt.ok, receipt.final) == (False, True)
    assert receipt.error.startswith("channel 1 of office 990100-zwgk: its address is of no kind we send to")
    assert all(schema in receipt.error for schema in SCHEMAS)


@pytest.mark.parametrize(
    "address",
    [
        "mailto://", "mailto://127.0.0.1/?to=a@example.org", "mailto://127.0.0.1/?from=w@example.org&to=a@example.org,nonsense",
        "slack://", "tgram://x", "dingtalk://", "feishu://", "wecombot://", "json://",
    ],
)  # fmt: skip
def test_an_address_apprise_cannot_read_names_the_channel(address):
    receipt = send(MESSAGE, address)

    assert (receipt.ok, receipt.final) == (False, True)
    assert receipt.error.startswith("channel 1 of office 990100-zwgk: ")


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
    assert [(post["title"], post["message"]) for post in hook.received] == [
        (MESSAGE.subject, MESSAGE.text.strip())
    ]


def test_a_refusing_webhook_is_no_delivery_and_its_secrets_stay_ours():
    with webhook(500) as hook:
        receipt = send(MESSAGE, f"json://someone:p4ssw0rd@{hook.at}/t0ken-in-path?k3y=v4lue-in-query")

    assert (receipt.ok, receipt.final) == (False, False)
    assert "500" in receipt.error
    assert [s for s in ("someone", "p4ssw0rd", "t0ken-in-path", "v4lue-in-query") if s in receipt.error] == []


def test_a_password_reaches_neither_error_nor_log(post_office, caplog, capfd):
    caplog.set_level(logging.DEBUG)

    receipt = send(
        MESSAGE, f"mailto://clerk:s3cret-word@{post_office.at}/?from=w@example.org&to=secret.box@example.org"
    )
    send(MESSAGE, "mailto://clerk:s3cret-word@127.0.0.1:1/?from=w@example.org&to=bad,secret.box@example.org")

    said = receipt.error + caplog.text + "".join(capfd.readouterr())
    assert not receipt.ok  # the server offers no log-in
    assert [s for s in ("s3cret-word", "secret.box") if s in said] == []


def test_a_secret_is_read_from_the_environment_then_from_a_file(tmp_path):
    (tmp_path / "OFFICE_MAIL").write_text("mailto://file.example\n")

    assert resolve("mailto://plain.example", environ={}, secrets=tmp_path) == "mailto://plain.example"
    assert resolve("secret:OFFICE_MAIL", environ={}, secrets=tmp_path) == "mailto://file.example"
    assert (
        resolve("secret:OFFICE_MAIL", environ={"OFFICE_MAIL": "json://env"}, secrets=tmp_path) == "json://env"
    )


@pytest.mark.parametrize("name", ["", "../passwd", "/etc/passwd", "a b", "a/b", ".hidden", "MISSING"])
def test_a_reference_that_leads_nowhere_is_named(tmp_path, name):
    with pytest.raises(NoAddress, match="secret:"):
        resolve(f"secret:{name}", environ={"EMPTY": " "}, secrets=tmp_path)


def test_an_empty_secret_leads_nowhere(tmp_path):
    with pytest.raises(NoAddress, match="secret:EMPTY"):
        resolve("secret:EMPTY", environ={"EMPTY": " "}, secrets=tmp_path)
