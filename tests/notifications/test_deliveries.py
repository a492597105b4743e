"""The run's line on its messages: true for each state, each message counted once, no run of reasons without end."""

from datetime import UTC, datetime

from models.message import Delivery, Handover, Message
from notifications.deliveries import MOST_NAMED, said_of_messages

EIGHT = datetime(2026, 2, 6, 0, tzinfo=UTC)
NINE = datetime(2026, 2, 6, 1, tzinfo=UTC)


def message(number: int, *handovers: Handover) -> Message:
    return Message(
        id=f"o-1-2025-{number:04d}", number=number, office="o", channel="1", created=EIGHT,
        subject="", text="", html="", handovers=handovers,
    )  # fmt: skip


def waits(at: datetime | None, error: str = "") -> Handover:
    return Handover(recipient="a", not_before=at, last_error=error)


def ended(delivery: Delivery, error: str = "") -> Handover:
    return Handover(recipient="b", delivery=delivery, last_error=error)


def test_nothing_sent_and_nothing_left_is_no_line():
    assert said_of_messages(0, (), ()).zh == ""


def test_each_state_has_its_number_and_they_add_up():
    left = [
        message(1, waits(EIGHT)),
        message(2, waits(None)),
        message(3, ended(Delivery.SENDING)),
        message(4, waits(NINE, "拒收")),
        message(5, ended(Delivery.UNDELIVERED, "无此信箱"), waits(EIGHT)),
        message(6, ended(Delivery.UNCERTAIN, "连接中断"), ended(Delivery.UNDELIVERED, "x")),
    ]

    said = said_of_messages(7, left, ())

    assert said.zh.split("；") == [
        "已送出 7 份",
        "1 份待 2026-02-06 08:00 送出",
        "2 份正在发送或排队",
        "1 份尚未送达，2026-02-06 09:00 再试（o-1-2025-0004: 拒收）",
        "1 份未能送达，不再自动重试（o-1-2025-0005: 无此信箱）",
        "1 份是否送达不明，须人工确认（o-1-2025-0006: 连接中断）",
    ]
    assert said.en.split("; ")[:4] == [
        "7 sent",
        "1 to be sent at 2026-02-06 08:00",
        "2 being sent or queued",
        "1 not delivered yet, to be tried again at 2026-02-06 09:00 (o-1-2025-0004: 拒收)",
    ]


def test_several_hours_are_told_from_the_first():
    said = said_of_messages(0, [message(1, waits(NINE)), message(2, waits(EIGHT))], ())

    assert (said.zh, said.en) == (
        "2 份待 2026-02-06 08:00 起送出",
        "2 to be sent from 2026-02-06 08:00 on",
    )


def test_what_has_no_hour_is_tried_by_the_next_run():
    said = said_of_messages(0, [message(1, waits(None, "无处可查"))], ())

    assert "下次运行时再试" in said.zh


def test_reasons_of_this_run_come_first_and_the_rest_is_counted():
    left = [message(n, ended(Delivery.UNDELIVERED, f"因{n}")) for n in range(1, MOST_NAMED + 4)]

    said = said_of_messages(0, left, {left[-1].id})

    assert said.zh.startswith(
        f"{MOST_NAMED + 3} 份未能送达，不再自动重试（{left[-1].id}: 因{MOST_NAMED + 3}；"
    )
    assert said.zh.endswith("；另有 3 份，见 chunxun outbox）")
    assert said.zh.count("因") == MOST_NAMED
