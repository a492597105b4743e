"""What each channel was not told yet → its digest, frozen as a message. What it says is claimed with it, and once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.home import Home
from flows.operators import parcels_to
from models.change import Change
from models.message import Message
from models.office import Channel, Office
from models.words import Language
from notifications.digest import Digest, compose
from notifications.render import render
from notifications.season import Season
from notifications.send import eml


@dataclass(frozen=True, slots=True)
class History:
    """The changes of a season, so that each channel weighs those of its own agencies alone."""

    season: Season
    by_agency: Mapping[str, Sequence[Change]]
    agency_of: Mapping[int, str]  # by a change's id

    def known_to(self, office: Office, told: frozenset[int]) -> Season:
        """The season with the changes of those whom the office oversees, and of those it was told of."""
        mine = {agency.code for agency in self.season.agencies if agency.oversight == office.code}
        codes = mine | {self.agency_of[each] for each in told if each in self.agency_of}
        changes = (change for code in codes for change in self.by_agency.get(code, ()))
        return replace(self.season, changes=tuple(sorted(changes, key=lambda change: change.id or 0)))


def freeze_all(home: Home, offices: Sequence[Office], season: Season) -> list[tuple[Digest, Message]]:
    """Freeze what is new for every channel of these offices; those that have anything to be told."""
    history = _history(season)
    return list(_frozen(home, offices, history))


def _history(season: Season) -> History:
    by_agency: dict[str, list[Change]] = defaultdict(list)
    for change in season.changes:
        by_agency[change.agency].append(change)
    return History(season, by_agency, {c.id: c.agency for c in season.changes if c.id is not None})


def _frozen(home: Home, offices: Sequence[Office], history: History) -> Iterator[tuple[Digest, Message]]:
    for office in offices:
        for channel in office.channels:
            made = freeze(home, office, channel, history)
            if made is not None:
                yield made


def freeze(home: Home, office: Office, channel: Channel, history: History) -> tuple[Digest, Message] | None:
    """Freeze one channel's digest and claim what it says; None where there is nothing to tell."""
    name, year = channel.name, history.season.year
    told = home.store.told(year, office=office.code, channel=name)
    digest = compose(
        office,
        history.known_to(office, told),
        home.store.untold(year, office=office.code, channel=name),
        number=home.store.next_number(office.code),
        told=told,
        channel=channel,
    )
    if digest.is_quiet:
        home.store.skip(digest.passed, office=office.code, channel=name)
        return None
    message = _message(home, channel, digest, office.language)
    if not home.store.freeze(message):
        return None
    home.store.skip(digest.passed, office=office.code, channel=name)
    _write_outbox(home, message)
    return digest, message


def _message(home: Home, channel: Channel, digest: Digest, language: Language) -> Message:
    rendered = render(digest, language)
    message = Message(
        id=f"{digest.office}-{channel.name}-{digest.year}-{digest.number:04d}",
        number=digest.number,
        office=digest.office,
        channel=channel.name,
        created=home.now(),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        changes=digest.changes,
        clock_set=home.clock_set,
    )
    return replace(message, handovers=parcels_to(home, channel.url, message))


def _write_outbox(home: Home, message: Message) -> Path:
    """The mail as frozen; for a channel that is none, the same digest as a mail."""
    path = home.settings.outbox_folder / f"{message.id}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    first = message.handovers[0]
    path.write_bytes(first.content if "@" in first.recipient else eml(message, to=message.office))
    return path
