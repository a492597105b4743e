"""The second channel: what could not be delivered, and what people must decide, is told to the operators once."""

import re
from dataclasses import replace

from flows.freezing import freeze_message, parcels_to
from flows.home import Home
from models.message import Message
from models.office import Channel, Office
from notifications.questions import ended_by, notice_of_questions, questions
from notifications.season import Season, waiting
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
    said = notice(news, home.settings.language)
    message = _message(home, said, number=home.store.next_number(OPERATORS))
    return message if freeze_message(home, message, reporting=sorted(unreported)) else None


# How the id of a notice of questions ends: the report year, and the newest decision in it that waits.
_OF_QUESTIONS = re.compile(r"-decisions-(\d+)-(\d+)$")


def freeze_questions(home: Home, season: Season) -> Message | None:
    """Freeze what is new of what waits for people who decide; None where nothing is, or nobody to tell.

    What is open again is told once: its changes are claimed as a digest's are. What waits for a second reviewer makes a
    notice when it is newer than all that earlier ones held, and stands in every later one until it is approved.
    """
    if not home.settings.operators:
        return None
    # Taken before what was told is read: of two processes that find the same, one finds the number taken.
    number = home.store.next_number(OPERATORS)
    told = home.store.told(season.year, office=OPERATORS, channel="1")
    # One decision may lie on several findings: it was asked about though some of them are mended since.
    again = {decision: changes for decision, changes in ended_by(season).items() if told.isdisjoint(changes)}
    newest = max((each.id or 0 for code in season.filed for each in waiting(season, code)), default=0)
    if not again and newest <= _newest_asked(home, season.year):
        return None
    asked = [
        each
        for each in questions(season, home.settings.language)
        if not each.open_again or each.number in again
    ]
    message = _message(
        home,
        notice_of_questions(asked, season, home.settings.language),
        number=number,
        kind=f"-decisions-{season.year}-{newest}",
        changes=tuple(sorted(frozenset().union(*again.values()))),
    )
    return message if freeze_message(home, message) else None


def _newest_asked(home: Home, year: int) -> int:
    """The number of the newest decision that waited when a notice of this year was frozen; 0: none did.

    By number and not by moment: what was decided while a notice was put together is not in it.
    """
    notices = (
        _OF_QUESTIONS.search(each.id)
        for each in home.store.messages(office=OPERATORS)
        if each.clock_set == home.clock_set
    )
    return max((int(found[2]) for found in notices if found and int(found[1]) == year), default=0)


def _message(
    home: Home,
    said: tuple[str, str, str],
    *,
    number: int,
    kind: str = "",
    changes: tuple[int, ...] = (),
) -> Message:
    subject, text, html = said
    message = Message(
        id=f"{OPERATORS}-{number:04d}{kind}",
        number=number,
        office=OPERATORS,
        channel="1",
        created=home.now(),
        subject=subject,
        text=text,
        html=html,
        changes=changes,
        clock_set=home.clock_set,
    )
    return replace(message, handovers=parcels_to(home, home.settings.operators, message))
