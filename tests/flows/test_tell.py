"""Telling: frozen and claimed before it is sent, nothing lost in silence, nothing twice."""

import asyncio
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from openpyxl import load_workbook
from prefect.logging import disable_run_logger

from flows import patrol
from flows.digests import freeze_all
from flows.home import Home, only_one, open_home
from flows.offices import read_offices
from flows.round import said_of_told
from flows.settings import Settings, read_settings
from flows.tell import GIVE_UP_AFTER, Told, deliver_waiting, season_of, tell_offices
from models.agency import Agency, Kind, Level
from models.assessment import Standing
from models.change import About, Change
from models.message import Delivery
from models.times import BEIJING
from models.verdict import Severity
from models.words import Words
from reports.duties import obligation
from reports.standing import assess

NOON = datetime(2026, 2, 5, 12, 0, tzinfo=BEIJING)
AGENCY = Agency(code="a", name="青石县水利局", kind=Kind.DEPARTMENT, level=Level.COUNTY, oversight="o")


class Inbox(MessageHandler):
    """Keeps the subjects of what it received, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[tuple[str, str]] = []

    def handle_message(self, message: object) -> None:
        subject = str(make_header(decode_header(message["Subject"])))  # type: ignore[index]
        self.received.append((str(message["Message-ID"]), subject))  # type: ignore[index]


class Reluctant:
    """Takes mail for everybody at once, but for `later` only when it is willing."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.willing = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]  # noqa: N802
        if address.startswith("later") and not self.willing:
            return "450 4.2.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802
        self.got += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def office(tmp_path: Path, port: int, migrated_sqlite: Path) -> Settings:
    """A home with one agency and one office that is told by mail at `port`."""
    shutil.copy(migrated_sqlite, tmp_path / "chunxun.db")
    (tmp_path / "offices.toml").write_text(
        '[[office]]\ncode = "o"\nname = "县公开办"\n[[office.channel]]\n'
        f'url = "mailto://127.0.0.1:{port}/?from=a@chunxun.example&to=b@office.example"\nquiet = false\n'
    )
    settings = read_settings(tmp_path)
    with open_home(settings, now=NOON) as home:
        home.store.import_roster([AGENCY], at=NOON)
    return settings


@pytest.fixture
def inbox(port: int) -> Iterator[Inbox]:
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()


def judged_overdue(home: Home, at: datetime = NOON, new: str = "overdue", agency: Agency = AGENCY) -> None:
    """Store an accusation as the judge would."""
    assessment = replace(
        assess(obligation(agency, 2025), [], now=at), standing=Standing(new), days_late=(3, 5)
    )
    change = Change(
        agency=agency.code, year=2025, about=About.STANDING, key="standing", old="suspected", new=new, at=at,
        why=Words(zh="因", en="because"), severity=Severity.CRITICAL, release="1", policy="p", clock_set=True,
    )  # fmt: skip
    home.store.save_judgement([assessment], [change])


def tell(settings: Settings, at: datetime = NOON) -> Told:
    with open_home(settings, now=at) as home:
        return asyncio.run(tell_offices(home, 2025))


def deliveries(settings: Settings) -> list[tuple[Delivery, int]]:
    with open_home(settings) as home:
        return [(h.delivery, h.attempts) for message in home.store.messages() for h in message.handovers]


def test_a_change_is_told_once(office: Settings, inbox: Inbox) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    first, second = tell(office), tell(office)

    assert (len(first.delivered), len(second.delivered), len(second.frozen)) == (1, 0, 0)
    assert len(inbox.received) == 1
    assert "新增未检索到1" in inbox.received[0][1]


def test_a_correction_reaches_the_office_that_was_told_though_another_oversees_the_agency_by_now(
    office: Settings, inbox: Inbox
) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home)
    tell(office)
    tomorrow = NOON + timedelta(days=1)
    with open_home(office, now=tomorrow) as home:
        home.store.import_roster([replace(AGENCY, oversight="other")], at=tomorrow)
        judged_overdue(home, tomorrow, "late")
    tell(office, tomorrow)

    assert ["更正1" in subject for _, subject in inbox.received] == [False, True]
    assert "逾期发布0" in inbox.received[1][1]


def test_what_a_channel_does_not_ask_for_is_told_on_the_day_it_asks(office: Settings, inbox: Inbox) -> None:
    file = office.offices_file
    everything = file.read_text()
    file.write_text(everything + 'kinds = ["finding"]\n')
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    unasked = tell(office)
    file.write_text(everything)
    asked = tell(office, NOON + timedelta(days=1))

    assert (unasked.frozen, len(asked.delivered)) == ((), 1)
    assert "新增未检索到1" in inbox.received[0][1]


def test_a_day_without_change_has_one_receipt(office: Settings, inbox: Inbox) -> None:
    file = office.offices_file
    file.write_text(file.read_text().replace("quiet = false", "quiet = true"))
    with open_home(office, now=NOON) as home:
        judged_overdue(home)
    tell(office)
    tomorrow = NOON + timedelta(days=1)

    runs = [len(tell(office, tomorrow + timedelta(hours=hours)).frozen) for hours in (0, 1, 9)]

    assert runs == [1, 0, 0]
    assert ["无变化" in subject for _, subject in inbox.received] == [False, True]


def test_a_digest_waits_for_its_hour_and_for_its_day(office: Settings, inbox: Inbox) -> None:
    file = office.offices_file
    file.write_text(file.read_text() + 'hour = 9\ndays = ["fri", "mon"]\n')
    thursday, friday = NOON, NOON + timedelta(days=1)
    with open_home(office, now=thursday) as home:
        judged_overdue(home)

    unread = tell(office, thursday)
    early = tell(office, friday - timedelta(hours=4))
    waiting = list(inbox.received)
    in_time = tell(office, friday - timedelta(hours=3))

    assert (unread.frozen, len(early.frozen), early.delivered, waiting) == ((), 1, (), [])
    assert (len(in_time.delivered), len(inbox.received)) == (1, 1)


def test_what_was_sent_lies_in_the_outbox_as_it_was_frozen(office: Settings, inbox: Inbox) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    (message,) = tell(office).delivered

    frozen = (office.outbox_folder / f"{message.id}.eml").read_bytes()
    assert message.id.encode() in frozen
    assert inbox.received[0][0] == f"<{message.id}@chunxun.example>"
    assert frozen == message.handovers[0].content


def test_a_dead_mail_server_loses_nothing_and_says_so(office: Settings, port: int) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    down = tell(office)
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        up, after = tell(office, NOON + timedelta(hours=1)), tell(office, NOON + timedelta(hours=2))
    finally:
        controller.stop()

    assert [m.delivery for m in down.failed] == [Delivery.PENDING]
    assert down.failed[0].last_error
    assert (len(up.delivered), len(after.delivered)) == (1, 0)
    assert len(handler.received) == 1


def test_one_recipient_the_server_refuses_does_not_repeat_the_others(office: Settings, port: int) -> None:
    file = office.offices_file
    file.write_text(
        file.read_text().replace(
            "to=b@office.example", "to=a@office.example,later@office.example,c@office.example"
        )
    )
    handler = Reluctant()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with open_home(office, now=NOON) as home:
            judged_overdue(home)
        first, second = tell(office), tell(office, NOON + timedelta(hours=1))
        handler.willing = True
        third = tell(office, NOON + timedelta(hours=5))
    finally:
        controller.stop()

    assert ([m.delivery for m in first.failed], len(second.delivered), len(third.delivered)) == (
        ["pending"],
        0,
        1,
    )
    assert [who[:5] for who in handler.got] == ["a@off", "c@off", "later"]
    assert sorted(deliveries(office)) == [(Delivery.SENT, 1), (Delivery.SENT, 1), (Delivery.SENT, 3)]


def test_a_later_digest_waits_behind_one_that_could_not_be_sent(office: Settings, port: int) -> None:
    for day, new in enumerate(("overdue", "late", "withdrawn")):  # a mail server that is down for 48 hours
        at = NOON + timedelta(days=day)
        with open_home(office, now=at) as home:
            judged_overdue(home, at, new)
        tell(office, at)
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        tell(office, NOON + timedelta(days=2, hours=5))
        tell(office, NOON + timedelta(days=2, hours=6))
    finally:
        controller.stop()

    ids = [message_id for message_id, _ in handler.received]
    assert ids == [f"<o-1-2025-000{n}@chunxun.example>" for n in (1, 2, 3)]


def test_between_two_rounds_what_waits_is_sent_and_nothing_composed(office: Settings, port: int) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home)
    tell(office)
    later = NOON + timedelta(minutes=15)
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with open_home(office, now=later) as home:
            judged_overdue(home, later, "late")
            told = asyncio.run(deliver_waiting(home))
    finally:
        controller.stop()

    assert [m.id for m in told.delivered] == ["o-1-2025-0001"]
    assert (told.digests, len(handler.received)) == ((), 1)


def test_while_a_slow_service_is_waited_for_the_days_digest_can_be_told(
    office: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    async def slowly(home: Home) -> Told:
        with only_one(home, "tell"):
            told.append("the day's")
        return Told()

    monkeypatch.setattr(patrol, "deliver_waiting", slowly)
    with disable_run_logger():
        asyncio.run(patrol.deliver.fn(now=None, home=str(office.home)))

    assert told == ["the day's"]


def test_a_channel_mended_in_the_offices_file_gets_what_waited_for_it(office: Settings, inbox: Inbox) -> None:
    right = office.offices_file.read_text()
    office.offices_file.write_text(right.replace("mailto://", "syslog://"))
    with open_home(office, now=NOON) as home:
        judged_overdue(home)
    wrong = tell(office)
    office.offices_file.write_text(right)

    assert ["syslog" in m.last_error and "主管单位 o 的渠道 1" in m.last_error for m in wrong.failed] == [
        True
    ]
    assert len(tell(office, NOON + timedelta(hours=1)).delivered) == 1
    assert len(inbox.received) == 1


def test_a_message_not_taken_for_three_days_is_undelivered_and_shown(office: Settings) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home)
    tell(office)

    late = tell(office, NOON + GIVE_UP_AFTER)

    assert [m.delivery for m in late.failed if m.number == 1] == [Delivery.UNDELIVERED]
    assert tell(office, NOON + GIVE_UP_AFTER).failed == ()


def test_a_mail_that_cannot_list_all_brings_all_of_it_along_and_a_chat_says_where_it_stands(
    office: Settings, inbox: Inbox
) -> None:
    file = office.offices_file
    file.write_text(file.read_text() + '[[office.channel]]\nurl = "json://127.0.0.1:1/x"\n')
    many = [replace(AGENCY, code=f"a{n:03}", name=f"单位{n:03}") for n in range(130)]
    with open_home(office, now=NOON) as home:
        home.store.import_roster(many, at=NOON)
        for agency in many:
            judged_overdue(home, agency=agency)

    told = tell(office)

    mail = message_from_bytes(told.frozen[0].handovers[0].content, policy=default)
    (book,) = mail.iter_attachments()
    pages = load_workbook(BytesIO(book.get_content())).worksheets
    kept = (office.outbox_folder / f"{told.frozen[0].id}.eml").read_bytes()
    assert "共 130 条，列出 70 条。全部见附件 chunxun-2025-0001.xlsx。" in told.frozen[0].text
    assert [row[2].value for row in pages[0].iter_rows()][-130:] == [f"单位{n:03}" for n in range(130)]
    assert kept == told.frozen[0].handovers[0].content
    assert [name for name, _ in inbox.received] == [mail["Message-ID"]]
    assert "共 130 条，列出 70 条。全部见网页总览或台账。" in told.frozen[1].handovers[0].content.decode()


def test_a_sender_that_died_leaves_its_message_uncertain_and_nobody_sends_it_again(
    office: Settings, inbox: Inbox
) -> None:
    with open_home(office, now=NOON) as home:
        judged_overdue(home)
        ((_, message),) = freeze_all(home, read_offices(office.offices_file), season_of(home, 2025))
        (handover,) = home.store.messages(ids=[message.id])[0].handovers
        assert home.store.claim(handover.id or 0, at=NOON)

    told = tell(office, NOON + timedelta(hours=1))

    assert [m.id for m in told.uncertain] == [message.id]
    assert inbox.received == []
    assert deliveries(office) == [(Delivery.UNCERTAIN, 1)]


def test_one_channel_that_cannot_be_addressed_does_not_stop_the_other(office: Settings, inbox: Inbox) -> None:
    file = office.offices_file
    file.write_text(file.read_text() + '[[office.channel]]\nurl = "secret:NOWHERE"\n')
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    told = tell(office)

    assert len(told.delivered) == 1
    assert ["NOWHERE" in m.last_error for m in told.failed] == [True]
    assert len(inbox.received) == 1


def test_an_office_without_a_channel_is_named_and_not_passed_over_in_silence(office: Settings) -> None:
    office.offices_file.write_text("")
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    told = tell(office)

    assert told.unheard == ("o",)
    assert "offices.toml" in said_of_told(told).zh


AMISS = """
[[office.channel]]
url = "slack://nonsense"
[[office.channel]]
url = "syslog://localhost"
[[office.channel]]
url = "secret:NOWHERE"
[[office.channel]]
url = "json://127.0.0.1:1/x"
[[office.channel]]
url = "workflows://flow.example/abc/def?template=/etc/passwd"
[[office.channel]]
url = "mailto://127.0.0.1/?from=w@example.org&to=nonsense"
[[office.channel]]
url = "json://127.0.0.1:1/x"
severities = ["grave"]
[[office]]
code = "typo"
[[office.channel]]
url = "json://127.0.0.1:1/x"
subject = "{nonsense}"
"""


def test_each_bad_entry_is_named_and_the_good_one_served(office: Settings, inbox: Inbox) -> None:
    office.offices_file.write_text(office.offices_file.read_text() + AMISS)
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    told = tell(office)
    said = said_of_told(told)

    assert len(inbox.received) == len(told.delivered) == 1
    assert [m.delivery for m in told.failed] == [Delivery.PENDING] * 6
    for number, why in enumerate(
        ("Apprise 读不出其地址", "「syslog」不是可用的地址种类", "secret:NOWHERE 无处可查", "接收端无法连接", "写了模板",
         "无法读出；请写 mailto"), start=2,
    ):  # fmt: skip
        (error,) = [m.last_error for m in told.failed if m.channel == str(number)]
        assert error.startswith(f"主管单位 o 的渠道 {number}：")
        assert why in error
        assert error in said.zh
    assert "offices.toml 第 1 个 [[office]]：o：渠道 8：severities 写的是 'grave'" in said.zh
    assert "[[office]] number 1: o: channel 8: `severities` says 'grave'" in said.en
    assert "[[office]] number 2: typo: channel 1: `subject` is not read" in said.en
    assert told.strangers == ("typo",)


def test_the_line_of_a_run_says_what_waits_for_its_hour_and_what_failed_before(
    office: Settings, inbox: Inbox
) -> None:
    served = office.offices_file.read_text()
    office.offices_file.write_text(
        served + "hour = 14\n" + '[[office.channel]]\nurl = "json://127.0.0.1:1/x"\n'
    )
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    early, late = tell(office), tell(office, NOON + GIVE_UP_AFTER)

    assert said_of_told(early).zh.startswith(
        "摘要：1 份待 2026-02-05 14:00 送出；1 份尚未送达，2026-02-05 12:01 再试（o-2-2025-0002: "
    )
    assert said_of_told(late).zh.startswith(
        "摘要：已送出 1 份；1 份待 2026-02-08 14:00 送出；1 份尚未送达，2026-02-08 12:01 再试（o-2-2025-0004: "
    )
    assert "; 1 undelivered, not tried again by itself (o-2-2025-0002: " in said_of_told(late).en


def test_a_place_where_nobody_answers_is_not_waited_for_by_everybody(office: Settings, inbox: Inbox) -> None:
    served = office.offices_file.read_text()
    dead = '[[office.channel]]\nurl = "mailto://127.0.0.1:1/?from=w@example.org&to=o@example.org"\n'
    office.offices_file.write_text(
        served.split("[[office.channel]]")[0] + dead * 5 + served.partition('"县公开办"\n')[2]
    )
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    told = tell(office)

    assert ["无法在" in m.last_error for m in told.failed] == [True] * 3 + [False] * 2
    assert ["没有再等" in m.last_error for m in told.failed] == [False] * 3 + [True] * 2
    assert {m.delivery for m in told.failed} == {Delivery.PENDING}
    assert len(told.delivered) == len(inbox.received) == 1


def test_what_was_wrong_at_the_start_and_mended_comes_then_and_what_came_does_not_come_again(
    office: Settings, inbox: Inbox
) -> None:
    right = office.offices_file.read_text()
    office.offices_file.write_text(right + AMISS)
    with open_home(office, now=NOON) as home:
        judged_overdue(home)
    tell(office)
    mended = AMISS.replace("slack://nonsense", right.split('"')[-2].replace("to=b@", "to=c@"))
    office.offices_file.write_text(right + mended)
    again = tell(office, NOON + timedelta(hours=1))

    assert [m.channel for m in again.delivered] == ["2"]
    assert len(inbox.received) == 2


def test_a_secret_address_never_shows(office: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    office.offices_file.write_text('[[office]]\ncode = "o"\n[[office.channel]]\nurl = "secret:MAIL"\n')
    monkeypatch.setenv("MAIL", "mailtos://somebody:very-secret@127.0.0.1:1/?to=b@office.example")
    with open_home(office, now=NOON) as home:
        judged_overdue(home)

    told = tell(office)

    everything = repr(told) + "".join(p.read_text(errors="ignore") for p in office.home.rglob("*.eml"))
    assert told.failed
    assert "very-secret" not in everything
    assert b"very-secret" not in (office.home / "chunxun.db").read_bytes()
