"""What became of the messages of a run, in one line: sent, waiting and until when, failed, in doubt. Pure.

Every message is counted once, by the worst of its handovers, so that the numbers add up to what was there.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.message import Delivery, Message
from models.words import Words
from notifications import shown

MOST_NAMED = 10  # messages with their reasons in one line; the others are counted


@dataclass(frozen=True, slots=True)
class Group:
    """Messages of which the same is to be said; `{n}` and `{when}` are filled in."""

    said: Words
    messages: tuple[Message, ...]


_WAITING = Words("{n} 份待 {when}送出", "{n} to be sent {when}")
_QUEUED = Words("{n} 份正在发送或排队", "{n} being sent or queued")
_RETRIED = Words("{n} 份尚未送达，{when}再试", "{n} not delivered yet, to be tried again {when}")
_UNDELIVERED = Words("{n} 份未能送达，不再自动重试", "{n} undelivered, not tried again by itself")
_UNCERTAIN = Words("{n} 份是否送达不明，须人工确认", "{n} perhaps delivered: a person must find out")
_LATER = Words("下次运行时", "with the next run")
_FROM = Words("{first} 起", "from {first} on")
_AT = Words("{first} ", "at {first}")
_SENT = Words("已送出 {n} 份", "{n} sent")
_SEE = Words("另有 {n} 份，见 chunxun outbox", "{n} more: see `chunxun outbox`")


def said_of_messages(sent: int, left: Sequence[Message], fresh: Collection[str]) -> Words:
    """How many were sent, and what holds of each that is not known to be delivered; empty where there is none.

    `left` are all that are not SENT, of this run or an earlier one; reasons are given of those of this run first,
    whose ids are `fresh`.
    """
    parts = [_filled(_SENT, n=sent)] if sent else []
    parts += [_said(group, fresh) for group in _groups(left)]
    return Words(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts))


def _groups(left: Sequence[Message]) -> Iterator[Group]:
    waiting = [m for m in left if m.delivery in {Delivery.PENDING, Delivery.SENDING}]
    failed = [m for m in waiting if m.last_error]
    fine = [m for m in waiting if not m.last_error]
    every = (
        Group(_WAITING, tuple(m for m in fine if m.waits_until is not None)),
        Group(_QUEUED, tuple(m for m in fine if m.waits_until is None)),
        Group(_RETRIED, tuple(failed)),
        Group(_UNDELIVERED, tuple(m for m in left if m.delivery is Delivery.UNDELIVERED)),
        Group(_UNCERTAIN, tuple(m for m in left if m.delivery is Delivery.UNCERTAIN)),
    )
    return (group for group in every if group.messages)


def _said(group: Group, fresh: Collection[str]) -> Words:
    when = _when([message.waits_until for message in group.messages])
    said = Words(
        zh=group.said.zh.format(n=len(group.messages), when=when.zh),
        en=group.said.en.format(n=len(group.messages), when=when.en),
    )
    if group.said in {_WAITING, _QUEUED}:
        return said
    reasons = _reasons(sorted(group.messages, key=lambda message: message.id not in fresh))
    return Words(zh=f"{said.zh}（{reasons.zh}）", en=f"{said.en} ({reasons.en})")


def _when(moments: Sequence[datetime | None]) -> Words:
    """The one moment they all wait for, or the first of several; no moment: the next run tries them."""
    known = {moment for moment in moments if moment is not None}
    if not known:
        return _LATER
    return _filled(_AT if len(known) == 1 else _FROM, first=shown.moment(min(known)))


def _reasons(messages: Sequence[Message]) -> Words:
    named = [
        f"{message.id}: {message.last_error}" if message.last_error else message.id
        for message in messages[:MOST_NAMED]
    ]
    more = len(messages) - len(named)
    rest = [_filled(_SEE, n=more)] if more else []
    return Words(
        zh="；".join([*named, *(each.zh for each in rest)]), en="; ".join([*named, *(e.en for e in rest)])
    )


def _filled(phrase: Words, **values: object) -> Words:
    return Words(zh=phrase.zh.format(**values), en=phrase.en.format(**values))
