"""Untold changes → one digest per office and channel → messages. Frozen and claimed before anything is sent."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flows.home import Home
from flows.settings import read_offices
from models.change import Change
from models.message import Delivery, Message
from models.office import Channel, Office
from models.verdict import Severity
from notifications.digest import Season, compose
from notifications.render import render
from notifications.send import BadAddress, eml, resolve, send

GIVE_UP_AFTER = timedelta(hours=72)
A_SENDER_LIVES = timedelta(minutes=15)  # a message still `sending` after this lost its sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one run of tell did: messages frozen, and every message it tried or found uncertain."""

    frozen: tuple[Message, ...] = ()
    delivered: tuple[Message, ...] = ()
    failed: tuple[Message, ...] = ()
    uncertain: tuple[Message, ...] = ()


async def tell_offices(home: Home, year: int, *, office: str | None = None) -> Told:
    """Freeze what is new for every channel, then send what waits. A second run finds nothing to do."""
    return await asyncio.to_thread(_tell, home, year, office)


def _tell(home: Home, year: int, only: str | None) -> Told:
    offices = [o for o in read_offices(home.settings.offices_file) if only in (None, o.code)]
    season = season_of(home, year)
    frozen = [
        message
        for office in offices
        for channel in office.channels
        if (message := _freeze(home, office, channel, season)) is not None
    ]
    uncertain = home.store.expire_sending(home.now() - A_SENDER_LIVES)
    delivered, failed = [], []
    for office in offices:
        for message in home.store.messages(office=office.code, deliveries=(Delivery.PENDING,)):
            outcome = _deliver(home, office, message)
            if outcome is not None:
                (delivered if outcome.delivery is Delivery.SENT else failed).append(outcome)
    return Told(
        frozen=tuple(frozen), delivered=tuple(delivered), failed=tuple(failed), uncertain=tuple(uncertain)
    )


def season_of(home: Home, year: int, *, at: datetime | None = None) -> Season:
    """Everything the digest and the summary are made of, as stored."""
    return Season(
        year=year,
        as_of=at or home.now(),
        agencies=home.store.agencies(),
        assessments=home.store.assessments(year),
        verdicts=home.store.all_verdicts(year),
        changes=home.store.changes(year),
        visits=home.store.visits(until=at or home.now()),
        sightings=home.store.sightings(year, until=at or home.now()),
        release=home.release,
        clock_set=home.clock_set,
    )


def _freeze(home: Home, office: Office, channel: Channel, season: Season) -> Message | None:
    """Freeze one channel's digest and claim its changes; None where there is nothing to tell."""
    untold = home.store.untold(season.year, office=office.code, channel=channel.name)
    wanted = [change for change in untold if _is_for(channel, change)]
    number = home.store.next_number(office.code)
    digest = compose(office, season, wanted, number=number)
    if digest is None:
        home.store.skip(_ids(untold), office=office.code, channel=channel.name)
        return None
    rendered = render(digest, office.language)
    message = Message(
        id=f"{office.code}-{channel.name}-{season.year}-{number:04d}",
        number=number,
        office=office.code,
        channel=channel.name,
        created=home.now(),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        changes=_ids(untold),
        clock_set=home.clock_set,
    )
    if not home.store.freeze(message):
        return None
    _write_outbox(home, message)
    return message


def _is_for(channel: Channel, change: Change) -> bool:
    return not channel.severities or change.severity in {*channel.severities, Severity.HINT}


def _ids(changes: Sequence[Change]) -> tuple[int, ...]:
    return tuple(change.id for change in changes if change.id is not None)


def _write_outbox(home: Home, message: Message) -> Path:
    path = home.settings.outbox_folder / f"{message.id}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(eml(message, to=message.office))
    return path


def _deliver(home: Home, office: Office, message: Message) -> Message | None:
    """Claim and send one message; None where another sender has it."""
    if not home.store.claim(message.id, at=home.now()):
        return None
    error = _send(home, office, message)
    if not error:
        home.store.record(message.id, Delivery.SENT, at=home.now())
        return replace(message, delivery=Delivery.SENT, sent_at=home.now())
    too_old = home.now() - message.created >= GIVE_UP_AFTER
    state = Delivery.UNDELIVERED if too_old else Delivery.PENDING
    home.store.record(message.id, state, at=home.now(), error=error)
    return replace(message, delivery=state, last_error=error)


def _send(home: Home, office: Office, message: Message) -> str:
    """Empty when the channel has taken the message, else why not."""
    channel = next((c for c in office.channels if c.name == message.channel), None)
    if channel is None:
        return f"offices.toml no longer names channel {message.channel} of {office.code}"
    try:
        address = resolve(channel.url, environ=os.environ, secrets=home.settings.home / "secrets")
    except BadAddress as error:
        return str(error)
    receipt = send(message, address)
    return "" if receipt.ok else receipt.error or "refused"
