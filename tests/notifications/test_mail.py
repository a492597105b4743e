"""The bytes of a mail, and what one transaction with a real server proves."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from itertools import permutations

import pytest

from models.message import Message
from notifications.enclosure import Enclosure
from notifications.mail import Server, eml, post

MESSAGE = Message(
    id="d-990100-zwgk-3-1",
    number=3,
    office="990100-zwgk",
    channel="1",
    created=datetime(2026, 2, 5, 1, 0, tzinfo=UTC),
    subject="年报监测 第3期 2026-02-05：新增未检索到2",
    text="正文 text\n.\n第二行\n" + "长" * 3000 + "\n",
    html="<html><body><p>正文 html</p></body></html>",
)


def read(content: bytes):
    return message_from_bytes(content, policy=default)


def test_a_mail_holds_both_our_parts_and_frozen_headers():
    mail = read(eml(MESSAGE, to="office@example.org", sender="watch@example.org", sender_name="春巡"))

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == MESSAGE.text
    assert mail.get_body(("html",)).get_content().strip() == MESSAGE.html
    assert mail["Subject"] == MESSAGE.subject
    assert mail.get_all("Message-ID") == ["<d-990100-zwgk-3-1@example.org>"]
    assert mail["X-Chunxun-Digest"] == MESSAGE.id
    assert mail["Date"].datetime == MESSAGE.created
    assert str(mail["From"]) == "春巡 <watch@example.org>"


def test_the_bytes_are_the_same_at_every_call():
    assert eml(MESSAGE, to="office@example.org") == eml(MESSAGE, to="office@example.org")


def test_no_boundary_begins_like_another():
    """A reader may take a line for a boundary where it only begins with one (RFC 2046 §5.1.1)."""
    book = Enclosure(name="a.xlsx", media_type="application/octet-stream", content=b"x")
    mail = read(eml(MESSAGE, to="office@example.org", enclosed=book))
    found = [part.get_boundary() for part in mail.walk() if part.is_multipart()]

    assert len(found) == 2
    assert [one for one, other in permutations(found, 2) if other.startswith(one)] == []


def test_every_line_is_short_and_ascii():
    content = eml(MESSAGE, to="office@example.org")

    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_line_breaks_cannot_add_a_header():
    harmed = Message(
        **{**{f: getattr(MESSAGE, f) for f in MESSAGE.__slots__}, "subject": "a\r\nBcc: x@example.org\n\nb"}
    )

    mail = read(
        eml(harmed, to="office@example.org\r\nBcc: y@example.org", headers={"X-A": "1\r\nBcc: z@example.org"})
    )

    assert mail["Bcc"] is None
    assert mail.get_all("Subject") == ["a Bcc: x@example.org b"]


def test_added_headers_can_neither_replace_ours_nor_change_the_form():
    mail = read(
        eml(MESSAGE, to="o@example.org", headers={"Subject": "x", "Content-Type": "text/x", "X-Office": "春"})
    )

    assert mail["Subject"] == MESSAGE.subject
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["X-Office"] == "春"


@contextmanager
def scripted(*answers: bytes) -> Iterator[Server]:
    """A server that greets and then answers each command in turn; when the answers end, it hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listener.accept()
        with line, line.makefile("rb") as heard:
            for answer in answers:
                line.sendall(answer + b"\r\n")
                if answer.startswith(b"354"):
                    while heard.readline() not in {b".\r\n", b""}:
                        pass
                elif not heard.readline():
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield Server(host="127.0.0.1", port=listener.getsockname()[1], mode="insecure")
    finally:
        thread.join(5)
        listener.close()


def posted(server: Server, *recipients: str):
    to = recipients or ("a@example.org",)
    return post(b"Subject: x\r\n\r\nx\r\n", sender="w@example.org", recipients=to, server=server, patience=5)


# greeting, EHLO, MAIL, RCPT, DATA, end of content, QUIT
OK = (b"220 hello", b"250 ok", b"250 ok", b"250 ok", b"354 go on")


def test_only_the_servers_word_after_the_content_counts():
    with scripted(*OK, b"250 taken", b"221 bye") as server:
        result = posted(server)

    assert (result.accepted, result.uncertain, result.error) == (True, False, None)


def test_a_line_broken_after_the_content_is_uncertain():
    with scripted(*OK) as server:
        result = posted(server)

    assert (result.accepted, result.uncertain) == (False, True)


def test_a_line_broken_before_the_content_is_no_delivery():
    with scripted(*OK[:3]) as server:
        result = posted(server)

    assert (result.accepted, result.uncertain, result.final) == (False, False, False)
    assert "SMTPServerDisconnected" in result.error.en


def test_a_good_bye_that_fails_undoes_no_delivery():
    with scripted(*OK, b"250 taken", b"500 what") as server:
        result = posted(server)

    assert result.accepted


@pytest.mark.parametrize(
    ("answers", "final"),
    [
        ((b"421 not now",), False),
        ((*OK[:2], b"451 later"), False),
        ((*OK[:2], b"550 we do not know you"), True),
        ((*OK[:3], b"450 greylisted"), False),
        ((*OK[:3], b"550 5.1.1 <a@example.org> unknown"), True),
        ((*OK[:4], b"451 no room"), False),
        ((*OK, b"452 disk full"), False),
        ((*OK, b"554 looks like spam"), True),
    ],
)
def test_a_refusal_is_final_only_when_the_server_says_so(answers, final):
    with scripted(*answers, b"221 bye", b"221 bye", b"221 bye") as server:
        result = posted(server)

    assert (result.accepted, result.uncertain, result.final) == (False, False, final)
    assert answers[-1][:3].decode() in result.error.en
    assert "a@example.org" not in result.error.en


def test_one_refused_recipient_does_not_stop_the_others():
    with scripted(
        *OK[:3], b"550 no such box", b"250 ok", b"250 ok", b"354 go on", b"250 taken", b"221 bye"
    ) as server:
        result = posted(server, "a@example.org", "b@example.org", "c@example.org")

    assert result.accepted
    assert result.refused == ["550 no such box"]


def test_no_server_is_an_error_that_names_where():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    result = posted(Server(host="127.0.0.1", port=port, mode="insecure"))

    assert result.error.en == f"no mail could be handed in at 127.0.0.1:{port} (ConnectionRefusedError)"


@pytest.mark.parametrize("to", ["990100-zwgk", "云汀市政务公开办公室", "", "a@b@c", "<>", "x\0y"])
def test_a_copy_for_the_outbox_is_written_whatever_stands_for_its_recipient(to):
    assert read(eml(MESSAGE, to=to))["Subject"] == MESSAGE.subject
