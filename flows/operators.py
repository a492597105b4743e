"""The second channel: what could not be delivered, or perhaps was, is told to the operators once."""

from dataclasses import replace

from flows.home import Home
from flows.secret_names import NoSecret, revealed
from models.message import Handover, Message
from models.office import Channel, Office
from notifications.enclosure import Enclosure
from notifications.send import NoAddress, at_entry, parcels
from notifications.trouble import NEEDS_A_PERSON, notice

OPERATORS = "chunxun-operators"  # as an office in the outbox; no roster has it


def operators(home: Home) -> tuple[Office, ...]:
    """The operators as an office with one channel; none where the setting is empty."""
    if not home.settings.operators:
        return ()
    channel = Channel(name="1", url=home.settings.operators, severities=())
    return (Office(code=OPERATORS, name="operators", language=home.settings.language, channels=(channel,)),)


def freeze_notice(home: Home) -> Message | None:
    """Freeze what the operators were not told yet; None where there is nothing, or nobody to tell.

    A notice that fails itself is told of by no other notice; the run and the summary show it.
    """
    if not home.settings.operators:
        return None
    unreported = set(home.store.unreported(besides=OPERATORS))
    news = [
        replace(message, handovers=tuple(each for each in message.handovers if each.id in unreported))
        for message in home.store.messages(deliveries=NEEDS_A_PERSON)
        if any(each.id in unreported for each in message.handovers)
    ]
    if not news:
        return None
    message = _message(home, news)
    return message if home.store.freeze(message, reporting=sorted(unreported)) else None


def _message(home: Home, news: list[Message]) -> Message:
    number = home.store.next_number(OPERATORS)
    subject, text, html = notice(news, home.settings.language)
    message = Message(
        id=f"{OPERATORS}-{number:04d}",
        number=number,
        office=OPERATORS,
        channel="1",
        created=home.now(),
        subject=subject,
        text=text,
        html=html,
        clock_set=home.clock_set,
    )
    return replace(message, handovers=parcels_to(home, home.settings.operators, message))


def parcels_to(
    home: Home, url: str, message: Message, enclosed: Enclosure | None = None
) -> tuple[Handover, ...]:
    """What each recipient gets; one for nobody, with the reason, where the address cannot be read yet."""
    try:
        return parcels(message, revealed(home.settings, url), enclosed)
    except NoAddress as error:
        words = error.words
    except NoSecret as error:
        words = at_entry(message, error.words)
    return (Handover(last_error=words.said_in(home.settings.language)),)
