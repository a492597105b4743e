"""What each channel was not told yet → its digest, frozen as a message. What it says is claimed with it, and once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.acknowledge import acknowledged
from flows.freezing import freeze_message, parcels_to
from flows.home import Home
from flows.offices import read_offices
from flows.people import deciding_offices
from flows.secret_names import NoSecret, revealed
from models.change import Change
from models.message import Message
from models.office import Channel, Day, Office, beneath
from models.times import local_day, moment_of
from models.words import Language, Words
from notifications.digest import Digest, compose
from notifications.enclosure import enclosure
from notifications.reminders import Span
from notifications.render import render
from notifications.season import Season
from notifications.send import takes_files
from reports.duties import obligation
from reports.working_days import works_on


@dataclass(frozen=True, slots=True)
class History:
    """The changes of a season, so that each channel weighs those of its own agencies alone."""

    season: Season
    by_agency: Mapping[str, Sequence[Change]]
    agency_of: Mapping[int, str]  # by a change's id

    def known_to(self, offices: Collection[str], told: frozenset[int]) -> Season:
        """The season with the changes of those whom these offices oversee, and of those that were told of."""
        mine = {agency.code for agency in self.season.agencies if agency.oversight in offices}
        codes = mine | {self.agency_of[each] for each in told if each in self.agency_of}
        changes = (change for code in codes for change in self.by_agency.get(code, ()))
        return replace(self.season, changes=tuple(sorted(changes, key=lambda change: change.id or 0)))


def freeze_all(home: Home, offices: Sequence[Office], season: Season) -> list[tuple[Digest, Message]]:
    """Freeze what is new for every channel of these offices; those that have anything to be told."""
    notes = acknowledged(home, season.year)
    history = _history(
        replace(
            season,
            duties=duties_of(season),
            acknowledged=notes,
            deciders=deciding_offices(home.settings),
            seals=home.store.heads(),
        )
    )
    known = read_offices(home.settings.offices_file)  # all of them: `offices` may be some
    return [
        made
        for office in offices
        for channel in office.channels
        if (made := freeze(home, office, channel, history, beneath(known, office.code))) is not None
    ]


def duties_of(season: Season) -> dict[str, Words]:
    """By agency code, the provision under which it owes its report, as people cite it."""
    return {
        agency.code: season.provisions[obligation(agency, season.year).provision]
        for agency in season.agencies
    }


def _history(season: Season) -> History:
    by_agency: dict[str, list[Change]] = defaultdict(list)
    for change in season.changes:
        by_agency[change.agency].append(change)
    return History(season, by_agency, {c.id: c.agency for c in season.changes if c.id is not None})


def freeze(
    home: Home, office: Office, channel: Channel, history: History, lower: Mapping[str, str]
) -> tuple[Digest, Message] | None:
    """Freeze one channel's digest and claim what it says; None where it is not its day, or there is nothing to tell.

    `lower` are codes and names of the offices beneath.
    """
    today = local_day(home.now())
    if not reads_on(channel, today):
        return None
    name, year = channel.name, history.season.year
    last = home.store.last_frozen(office.code, name)
    told = home.store.told(year, office=office.code, channel=name)
    digest = compose(
        office,
        history.known_to({office.code, *lower}, told),
        home.store.untold(year, office=office.code, channel=name, beneath=list(lower)),
        number=home.store.next_number(office.code),
        told=told,
        channel=channel,
        beneath=lower,
        span=span_of(channel, today, None if last is None else local_day(last)),
        summary_at=home.settings.summary_at,
    )
    told_today = last is not None and local_day(last) == today
    if digest.is_quiet and (told_today or not channel.quiet or not digest.total):
        home.store.skip(digest.passed, office=office.code, channel=name)
        return None
    message = _message(home, channel, digest, channel.language or office.language)
    return (digest, message) if freeze_message(home, message, passed=digest.passed) else None


def reads_on(channel: Channel, day: date) -> bool:
    """Whether a channel is told on a day; whatever it is not told on others waits for it."""
    of_week = list(Day)[day.weekday()]
    return (
        not channel.days or of_week in channel.days or (Day.WORKDAY in channel.days and bool(works_on(day)))
    )


def span_of(channel: Channel, today: date, last: date | None) -> Span:
    """The days that a channel's digest of today covers; `last` is the day of the one before it."""
    after = today - timedelta(days=1) if last is None else _reads_next(channel, last) - timedelta(days=1)
    return Span(after=after, today=today, until=_reads_next(channel, today) - timedelta(days=1))


def _reads_next(channel: Channel, day: date) -> date:
    """The next day after one on which a channel reads; of holidays a month at most is looked through."""
    ahead = (day + timedelta(days=n) for n in range(1, 32))
    return next((each for each in ahead if reads_on(channel, each)), day + timedelta(days=1))


def _message(home: Home, channel: Channel, digest: Digest, language: Language) -> Message:
    mailed = _takes_files(home, channel)
    enclosed = enclosure(digest, language) if mailed else None
    # A chat has little room, and is no archive of the office's own.
    shown = digest if mailed else replace(digest, seals=())
    rendered = render(shown, language, file=enclosed.name if enclosed is not None else "")
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
    hour = moment_of(local_day(home.now()), channel.hour)
    parcels = parcels_to(home, channel.url, message, enclosed)
    wait = hour if hour > home.now() else None
    return replace(message, handovers=tuple(replace(each, not_before=wait) for each in parcels))


def _takes_files(home: Home, channel: Channel) -> bool:
    """Whether a channel is mail; one whose secret is not to be had now is told where to read all of it instead."""
    try:
        return takes_files(revealed(home.settings, channel.url))
    except NoSecret:
        return False
