"""Which changes one channel hears: what it asked for, and what it was told of before, to its end. Pure.

A subscription chooses what is news. It never chooses whether somebody who was told of a lapse is told when it no longer
stands: not where the subscription was narrowed meanwhile, nor where the agency has moved to another office.
"""

from collections.abc import Container, Iterable

from models.assessment import Flag
from models.change import About, Change
from models.office import Channel, News
from notifications.moves import Told, subject_of


def heard_by(
    channel: Channel | None, changes: Iterable[Change], told: Told, mine: Container[str]
) -> tuple[Change, ...]:
    """The changes a channel hears of; `mine` are the agencies its office oversees, by code."""
    return tuple(
        change
        for change in changes
        if (change.agency in mine and _asked_for(channel, change)) or told.owes(change)
    )


def _asked_for(channel: Channel | None, change: Change) -> bool:
    if channel is None:
        return True
    news = news_of(change)
    if channel.kinds and news not in channel.kinds:
        return False
    return news is not News.FINDING or not channel.severities or change.severity in channel.severities


def news_of(change: Change) -> News:
    """What kind of news a change is."""
    about, key = subject_of(change)
    if about is About.FINDING:
        return News.FINDING
    return News.CONTENT if (about, key) == (About.FLAG, Flag.CHANGED) else News.STANDING
