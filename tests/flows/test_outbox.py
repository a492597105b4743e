"""What went wrong with a delivery is seen, told once to the operators, and settled by a person."""

import logging
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from typer.testing import CliRunner

from flows.cli import app
from flows.home import open_home
from flows.operators import OPERATORS
from flows.settings import BadSettings, Settings, read_settings
from flows.summarise import write_summary
from flows.tell import GIVE_UP_AFTER
from models.message import Delivery
from models.times import BEIJING
from tests.flows.test_tell import Inbox, Reluctant, deliveries, judged_overdue, office, port, tell

__all__ = ["office", "port"]  # fixtures

START = datetime(2026, 2, 16, 12, tzinfo=BEIJING)  # for two weeks no lapse is told again
LATER = (START + GIVE_UP_AFTER + timedelta(hours=1)).isoformat()


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def operators_inbox(office: Settings, unused_port: int) -> Iterator[tuple[Settings, Inbox]]:
    """The operators' own mail server, beside the office's that is down."""
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=unused_port)
    controller.start()
    toml = office.home / "chunxun.toml"
    toml.write_text(
        f'operators = "mailto://127.0.0.1:{unused_port}/?from=a@chunxun.example&to=op@here.example"\n'
    )
    yield read_settings(office.home), handler
    controller.stop()


def failed(settings: Settings) -> None:
    """A digest whose mail server stayed down for 72 hours."""
    with open_home(settings, now=START) as home:
        judged_overdue(home, START)
    tell(settings, START)
    tell(settings, START + GIVE_UP_AFTER)


def run(settings: Settings, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["outbox", *words, "--home", str(settings.home)])
    return done.exit_code, done.output


def test_operators_hear_of_a_failed_delivery_once_on_their_own_channel(
    operators_inbox: tuple[Settings, Inbox],
) -> None:
    settings, inbox = operators_inbox
    failed(settings)
    tell(settings, START + GIVE_UP_AFTER + timedelta(hours=1))

    assert [subject for _, subject in inbox.received] == ["春巡：1 项投递须人工处理"]
    assert inbox.received[0][0] == f"<{OPERATORS}-0001@chunxun.example>"
    assert (
        f"<{OPERATORS}-0001@chunxun.example>"
        in (settings.outbox_folder / f"{OPERATORS}-0001.eml").read_text()
    )


def test_a_notice_that_fails_itself_breeds_no_other(office: Settings) -> None:
    (office.home / "chunxun.toml").write_text('operators = "secret:NOWHERE"\n')
    settings = read_settings(office.home)
    failed(settings)
    for day in range(1, 6):
        tell(settings, START + GIVE_UP_AFTER + timedelta(days=day))

    with open_home(settings) as home:
        notices = home.store.messages(office=OPERATORS)
    assert [m.delivery for m in notices] == [Delivery.UNDELIVERED]
    assert "NOWHERE" in notices[0].last_error


def test_the_summary_names_what_needs_a_person(office: Settings) -> None:
    failed(office)
    with open_home(office, now=START + GIVE_UP_AFTER) as home:
        index = write_summary(home, 2025)

    page = index.read_text()
    assert "须人工处理的投递" in page
    assert "o-1-2025-0001" in page
    assert "b@office.example" not in page


def test_the_list_names_recipient_and_reason(office: Settings) -> None:
    failed(office)
    code, said = run(office)

    assert code == 0
    assert said.split("\t")[1:2] + said.split("\t")[3:4] == ["未能送达", "o-1-2025-0001"]
    assert "b…@office.example" in said


def test_the_list_says_until_when_a_delivery_waits(office: Settings) -> None:
    office.offices_file.write_text(office.offices_file.read_text() + "hour = 14\n")
    with open_home(office, now=START) as home:
        judged_overdue(home, START)
    tell(office, START)

    (row,) = run(office)[1].splitlines()

    assert row.split("\t")[1] == "待发送"
    assert row.endswith("\t等到 2026-02-16 14:00（北京时间）再送")


def test_a_person_tries_again_once_the_server_is_back(office: Settings, port: int) -> None:
    failed(office)
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        first, again = run(office, "retry", "1", "--now", LATER), run(office, "retry", "1", "--now", LATER)
    finally:
        controller.stop()

    assert (first[0], again[0]) == (0, 2)
    assert len(handler.received) == 1
    assert deliveries(office) == [(Delivery.SENT, 3)]


def test_a_person_marks_what_they_know(office: Settings) -> None:
    failed(office)
    marked = run(office, "mark", "1", "--as", "sent", "--because", "他们来电确认")

    assert (marked[0], marked[1].strip()) == (0, "1\t已送达邮件服务器或群组")
    assert deliveries(office) == [(Delivery.SENT, 2)]
    assert run(office)[1].strip() == "没有待处理的投递"


@pytest.mark.parametrize(
    "words", [("mark", "1", "--as", "pending", "--because", "x"), ("mark", "1", "--as", "sent", "--because", " "), ("mark", "9", "--as", "sent", "--because", "x"), ("retry", "9")],
)  # fmt: skip
def test_what_cannot_be_settled_is_refused(office: Settings, words: tuple[str, ...]) -> None:
    failed(office)

    assert run(office, *words)[0] == 2
    assert deliveries(office) == [(Delivery.UNDELIVERED, 2)]


def test_practice_robots_stand_on_loopback_only(tmp_path: Path) -> None:
    (tmp_path / "chunxun.toml").write_text('robots_at = "https://robots.example"\n')

    with pytest.raises(BadSettings, match="loopback"):
        read_settings(tmp_path)


def test_a_message_for_an_office_that_is_gone_is_given_up_and_not_forgotten(office: Settings) -> None:
    with open_home(office, now=START) as home:
        judged_overdue(home)
    tell(office)
    office.offices_file.write_text("")
    tell(office, START + GIVE_UP_AFTER)

    assert deliveries(office) == [(Delivery.UNDELIVERED, 1)]


SECRETS = {
    "MAIL": "mailto://clerk:c4nary-password@127.0.0.1:{port}/?from=a@chunxun.example&to=b@office.example",
    "DING": "dingtalk://c4narysecret@c4narytoken0123456789",
    "WECOM": "wecombot://c4nary-key-0123",
    "FEISHU": "feishu://c4nary_hook_0123",
    "SLACK": "slack://T1C4NARY3L2/A1C4NARYD/c4narytokenc4narytoken12/#general",
    "HOOK": "json://c4naryuser:c4narypass@127.0.0.1:1/c4nary-path?k=c4nary-value",
    "OPS": "mailto://op:c4nary-ops@127.0.0.1:1/?from=a@chunxun.example&to=op@here.example",
}


def test_no_planted_secret_is_found_anywhere(
    office: Settings,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    for proxy in ("https_proxy", "HTTPS_PROXY"):  # nothing may leave this machine
        monkeypatch.setenv(proxy, "http://127.0.0.1:1")
    for name, address in SECRETS.items():
        monkeypatch.setenv(name, address.replace("{port}", str(port)))
    channels = "".join(f'[[office.channel]]\nurl = "secret:{name}"\n' for name in SECRETS)
    office.offices_file.write_text(f'[[office]]\ncode = "o"\n{channels}')
    (office.home / "chunxun.toml").write_text('operators = "secret:OPS"\nrobots_at = "http://127.0.0.1:1"\n')
    settings = read_settings(office.home)
    controller = Controller(Reluctant(), hostname="127.0.0.1", port=port)  # it offers no log-in
    controller.start()
    try:
        failed(settings)
    finally:
        controller.stop()
    with open_home(settings, now=START + GIVE_UP_AFTER) as home:
        write_summary(home, 2025)
        states = {h.delivery for m in home.store.messages() for h in m.handovers}
    run(settings)

    files = [p.read_bytes() for p in settings.home.rglob("*") if p.is_file() and p.name != "chunxun.toml"]
    everything = b"".join(files) + caplog.text.encode() + "".join(capfd.readouterr()).encode()
    assert Delivery.UNDELIVERED in states
    assert [line[:200] for line in everything.lower().splitlines() if b"c4nary" in line] == []
