"""Untold changes → one digest per office and channel → messages. Frozen and claimed before anything is sent."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flows.beliefs import beliefs_of
from flows.digests import freeze_all
from flows.freezing import parcels_to
from flows.home import Home
from flows.offices import read_offices, wrong_entries
from flows.operators import OPERATORS, freeze_notice, freeze_questions, operators
from flows.overlays import settle, with_overlays
from flows.recollection import known_changes, known_verdicts
from flows.secret_names import NoSecret, revealed
from flows.status import judged_standings
from models.message import Delivery, Handover, Message
from models.office import Channel, Office, beneath
from models.words import Words
from notifications.digest import Digest
from notifications.season import Season
from notifications.send import NoAddress, Receipt, at_entry, place_of, send
from notifications.trouble import NEEDS_A_PERSON
from reports.law import PROVISIONS
from reports.rules import RULES

GIVE_UP_AFTER = timedelta(hours=72)
SILENT_AFTER = 3  # times that nobody answered at a place: the others there are not waited for in this run
A_SENDER_LIVES = timedelta(minutes=15)  # a message still `sending` after this lost its sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one run of tell did: digests frozen as messages, and every message it tried or found uncertain."""

    digests: tuple[Digest, ...] = ()
    unheard: tuple[
        str, ...
    ] = ()  # offices of the roster that have no channel: nobody hears of their agencies
    wrong: tuple[Words, ...] = ()  # entries of offices.toml that cannot be used
    strangers: tuple[str, ...] = ()  # offices of offices.toml that oversee nobody in the roster
    frozen: tuple[Message, ...] = ()
    delivered: tuple[Message, ...] = ()
    failed: tuple[Message, ...] = ()
    uncertain: tuple[Message, ...] = ()
    left: tuple[Message, ...] = ()  # all that are not known to be delivered, of earlier runs as well


async def tell_offices(home: Home, year: int, *, office: str | None = None) -> Told:
    """Freeze what is new for every channel, then send what waits. A second run finds nothing to do."""
    return await asyncio.to_thread(_tell, home, year, office)


def _tell(home: Home, year: int, only: str | None) -> Told:
    known = read_offices(home.settings.offices_file)
    offices = [office for office in known if only in (None, office.code)]
    settle(home, year)
    season = season_of(home, year)
    overseeing = {agency.oversight for agency in season.agencies}
    listening = {office.code for office in known if office.channels}
    heard = listening.union(*(beneath(known, code) for code in listening))
    named = {agency.oversight or "—" for agency in season.agencies if only in (None, agency.oversight)}
    composed = freeze_all(home, offices, season)
    freeze_questions(home, season)
    sent = _deliver_all(home, offices, everybody=only is None)
    return Told(
        digests=tuple(digest for digest, _ in composed),
        unheard=tuple(sorted(named - heard)),
        wrong=wrong_entries(home.settings.offices_file),
        strangers=tuple(o.code for o in offices if overseeing.isdisjoint({o.code, *beneath(known, o.code)})),
        frozen=tuple(message for _, message in composed),
        delivered=sent.delivered,
        failed=sent.failed,
        uncertain=sent.uncertain,
        left=sent.left,
    )


async def deliver_waiting(home: Home) -> Told:
    """Send what waits and may be tried again by now, and compose nothing; for the hours between two rounds."""
    offices = read_offices(home.settings.offices_file)
    return await asyncio.to_thread(_deliver_all, home, offices, everybody=True)


def _deliver_all(home: Home, offices: Sequence[Office], *, everybody: bool) -> Told:
    """Deliver to the offices, then tell the operators what went wrong and was not told yet."""
    stale = home.store.expire_sending(home.now() - A_SENDER_LIVES)
    tried = deliver(home, offices, everybody=everybody)
    freeze_notice(home)
    notices = tuple(m for m in deliver(home, operators(home)) if m.delivery is not Delivery.SENT)
    return Told(
        delivered=tuple(m for m in tried if m.delivery is Delivery.SENT),
        failed=tuple(m for m in (*tried, *notices) if m.delivery in {Delivery.PENDING, Delivery.UNDELIVERED}),
        uncertain=(*stale, *(m for m in (*tried, *notices) if m.delivery is Delivery.UNCERTAIN)),
        left=_left(home, offices, everybody=everybody),
    )


def _left(home: Home, offices: Sequence[Office], *, everybody: bool) -> tuple[Message, ...]:
    """What is not known to be delivered to these offices or to the operators; `everybody`: to anybody."""
    ours = {OPERATORS, *(office.code for office in offices)}
    open_ones = home.store.messages(deliveries=[each for each in Delivery if each is not Delivery.SENT])
    return tuple(message for message in open_ones if everybody or message.office in ours)


def season_of(home: Home, year: int) -> Season:
    """Everything the digest is made of, as it counts: decisions in force lie over it."""
    return with_overlays(home, computed_season(home, year))


def computed_season(home: Home, year: int) -> Season:
    """The season as stored, before any decision."""
    sightings = home.store.sightings(year, until=home.now())
    agencies = home.store.agencies()
    return Season(
        year=year,
        as_of=home.now(),
        agencies=agencies,
        assessments=judged_standings(home, year, agencies),
        verdicts=known_verdicts(home, year),
        changes=known_changes(home, year),
        visits=home.store.latest_visits(home.now()),
        sightings=sightings,
        beliefs=beliefs_of(home, sightings),
        troubled=home.store.messages(deliveries=NEEDS_A_PERSON),
        release=home.release,
        clock_set=home.clock_set,
        provisions={each.id: Words(each.citation, each.citation) for each in PROVISIONS},
        rules={rule.id: rule.title for rule in RULES},
    )


def deliver(home: Home, offices: Sequence[Office], *, everybody: bool = False) -> tuple[Message, ...]:
    """Try whatever waits and may be tried now, in the order of freezing; the messages that were tried, as they are now.

    `everybody`: no other offices are known, so that what waits for another one waits for nobody.
    """
    known = {office.code: office for office in offices}
    waiting = (
        home.store.messages(deliveries=(Delivery.PENDING,))
        if everybody
        else tuple(
            message
            for code in known
            for message in home.store.messages(office=code, deliveries=(Delivery.PENDING,))
        )
    )
    silence: Counter[str] = Counter()
    tried = [
        message.id
        for message in waiting
        if message.office != OPERATORS or OPERATORS in known
        if _try(home, known.get(message.office), message, silence)
    ]
    return home.store.messages(ids=tried) if tried else ()


def _try(home: Home, office: Office | None, message: Message, silence: Counter[str]) -> bool:
    """Try each handover of a message that waits; whether anything was tried. `silence`: how often a place was silent."""
    channels = office.channels if office is not None else ()
    channel = next((c for c in channels if c.name == message.channel), None)
    if channel is None:
        gone = at_entry(message, Words("offices.toml 中已没有这一渠道", "offices.toml no longer names it"))
        _nobody(home, message, gone.said_in(home.settings.language))
        return True
    if any(not handover.recipient for handover in message.handovers):
        found = parcels_to(home, channel.url, message)
        if not found[0].recipient:
            _nobody(home, message, found[0].last_error)
            return True
        home.store.address(message.id, found)
        message = home.store.messages(ids=[message.id])[0]
    waiting = [each for each in message.handovers if each.delivery is Delivery.PENDING]
    tried = [_hand_over(home, channel, message, each, silence) for each in waiting]
    return any(tried)


def _nobody(home: Home, message: Message, reason: str) -> None:
    """Nobody can be addressed now: what waits goes on waiting for a better offices.toml, and not for ever."""
    late = home.now() - message.created >= GIVE_UP_AFTER
    for each in message.handovers:
        if each.delivery is Delivery.PENDING and each.id is not None:
            state = Delivery.UNDELIVERED if late else Delivery.PENDING
            home.store.note(each.id, state, error=reason)


def _hand_over(
    home: Home, channel: Channel, message: Message, handover: Handover, silence: Counter[str]
) -> bool:
    """Claim and send one handover; False where it may not be tried now, or another sender has it."""
    if handover.id is None:
        return False
    attempt = home.store.claim(handover.id, at=home.now())
    if not attempt:
        return False
    receipt = _send(home, channel, message, handover, silence)
    state = _delivery(home, message, receipt)
    wait = max(backoff(attempt), receipt.wait) if state is Delivery.PENDING else None
    home.store.record(
        handover.id,
        attempt,
        state,
        at=home.now(),
        error=receipt.error.said_in(home.settings.language),
        not_before=None if wait is None else home.now() + wait,
    )
    return True


def backoff(attempt: int) -> timedelta:
    """How long to wait after an attempt that failed: a minute, doubled each time, four hours at most."""
    return min(timedelta(hours=4), timedelta(minutes=2 ** min(attempt - 1, 10)))


def _delivery(home: Home, message: Message, receipt: Receipt) -> Delivery:
    """What an attempt comes to: only a positive answer is `sent`; a broken line is never tried again by itself."""
    if receipt.ok:
        return Delivery.SENT
    if receipt.uncertain:
        return Delivery.UNCERTAIN
    if receipt.final or home.now() - message.created >= GIVE_UP_AFTER:
        return Delivery.UNDELIVERED
    return Delivery.PENDING


_SILENT = Words(
    f"该处本轮已 {SILENT_AFTER} 次无法连接，这一次没有再等",
    f"nobody answered there {SILENT_AFTER} times in this run, so it was not waited for once more",
)


def _send(
    home: Home, channel: Channel, message: Message, handover: Handover, silence: Counter[str]
) -> Receipt:
    """Send, but wait no more for a place that is silent: 500 offices behind a dead relay would take hours to fail."""
    try:
        address = revealed(home.settings, channel.url)
        place = place_of(address)
        if silence[place] >= SILENT_AFTER:
            return Receipt(ok=False, error=at_entry(message, _SILENT))
        receipt = send(message, handover, address, robots_at=home.settings.robots_at)
    except NoAddress as error:
        return Receipt(ok=False, error=error.words)
    except NoSecret as error:
        return Receipt(ok=False, error=at_entry(message, error.words))
    silence[place] = silence[place] + 1 if receipt.unreached else 0
    return receipt
