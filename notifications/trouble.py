"""What the operators must hear of deliveries that went wrong: lines for a message, a table, a terminal. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from models.message import Delivery, Handover, Message
from models.words import Language, Words
from notifications import shown
from notifications.words import DELIVERY

_UNTIL = Words("等到 {at}（北京时间）再送", "waits until {at} (Beijing time)")
NEEDS_A_PERSON = (Delivery.UNCERTAIN, Delivery.UNDELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One handover as people read it."""

    id: str
    message: str
    recipient: str
    since: str
    state: str
    attempts: str
    why: str


def troubles(
    messages: Iterable[Message], language: Language, states: Sequence[Delivery] = NEEDS_A_PERSON
) -> tuple[Trouble, ...]:
    """The handovers in one of these states, in the order given."""
    return tuple(
        _trouble(message, handover, language)
        for message in messages
        for handover in message.handovers
        if handover.delivery in states
    )


def _trouble(message: Message, handover: Handover, language: Language) -> Trouble:
    part = f" ({handover.part})" if handover.part > 1 else ""
    return Trouble(
        id=str(handover.id or ""),
        message=shown.clean(message.id),
        recipient=shown.clean(handover.recipient or "—") + part,
        since=shown.moment(message.created),
        state=DELIVERY[handover.delivery].said_in(language),
        attempts=str(handover.attempts),
        why=_why(handover, language),
    )


def _why(handover: Handover, language: Language) -> str:
    """What went wrong last, and of what waits until when it does."""
    said = [shown.clean(handover.last_error, 300)] if handover.last_error else []
    if handover.delivery is Delivery.PENDING and handover.not_before is not None:
        said.append(shown.say(_UNTIL, language, at=shown.moment(handover.not_before)))
    return "；".join(said) if language is Language.ZH else "; ".join(said)


def notice(messages: Sequence[Message], language: Language) -> tuple[str, str, str]:
    """Subject, text and HTML of what the operators are told; nothing in it comes from a portal."""
    lines = [
        f"#{each.id}  {each.message} → {each.recipient}：{each.state}　{each.why}"
        for each in troubles(messages, language)
    ]
    chinese = language is Language.ZH
    subject = (
        f"春巡：{len(lines)} 项投递须人工处理"
        if chinese
        else f"Chunxun: {len(lines)} deliveries need a person"
    )
    how = (
        "请用 chunxun outbox 查看，确认后用 chunxun outbox mark 或 retry 处理。"
        if chinese
        else "See `chunxun outbox`; settle each with `chunxun outbox mark` or `retry`."
    )
    text = "\n".join([*lines, "", how])
    html = "".join(f"<p>{escape(line)}</p>" for line in [*lines, how])
    return subject, text, html
