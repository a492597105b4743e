"""How the season went: how many agencies stood where at the end of each day, and the chart of it. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.assessment import Assessment, Standing
from models.change import About, Change
from models.times import local_day
from models.words import Language
from notifications import page_words, words
from notifications.season import counted
from notifications.shown import say

UPWARDS = (
    Standing.ON_TIME,
    Standing.LATE,
    Standing.WITHDRAWN,
    Standing.OVERDUE,
    Standing.SUSPECTED,
    Standing.UNKNOWN,
    Standing.DUE_SOON,
    Standing.NOT_DUE,
    Standing.EXEMPT,
)
"""What is reached stands at the bottom of a column, so that the season is seen to fill up."""

MOST_DAYS = 200
MOST_DUES = 3  # due dates written into the chart: those of most agencies


@dataclass(frozen=True, slots=True)
class Day:
    """How many agencies stood where at the end of one day, in the order of `words.STANDING`."""

    day: date
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """All columns of one standing as one SVG path; units: days across, agencies down."""

    tone: str
    label: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line across the chart with its label. `x` in percent of the width."""

    x: str
    label: str
    anchor: str  # start or end


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The season as a chart, and the same as a table."""

    days: int
    total: int
    areas: tuple[Area, ...]
    dues: tuple[Mark, ...]
    first: str
    last: str
    says: str  # what the chart shows, in words
    heads: tuple[str, ...]
    table: tuple[tuple[str, tuple[int, ...]], ...]  # only days on which something changed


def chart(
    changes: Iterable[Change], assessments: Sequence[Assessment], until: date, language: Language
) -> Chart | None:
    """The chart of the agencies assessed; None while there is no day to show."""
    days = tuple(days_of(changes, assessments, until))
    if not days:
        return None
    total = len(assessments)
    reached = sum(1 for each in assessments if each.standing in {Standing.ON_TIME, Standing.LATE})
    return Chart(
        days=len(days),
        total=total,
        areas=tuple(_areas(days, total, language)),
        dues=tuple(_dues(days, assessments, language)),
        first=_short(days[0].day),
        last=_short(days[-1].day),
        says=say(
            page_words.CHART_SAYS, language, first=days[0].day, last=days[-1].day, n=reached, total=total
        ),
        heads=tuple(label.said_in(language) for label in words.STANDING.values()),
        table=tuple(
            (each.day.isoformat(), each.counts)
            for place, each in enumerate(days)
            if place in (0, len(days) - 1) or each.counts != days[place - 1].counts
        ),
    )


def days_of(changes: Iterable[Change], assessments: Sequence[Assessment], until: date) -> Iterator[Day]:
    """One entry a day from the first judgement on; the last is how things stand now."""
    known = {each.agency for each in assessments}
    moves = sorted(
        (c for c in changes if c.about is About.STANDING and c.agency in known),
        key=lambda c: (c.at, c.id or 0),
    )
    if not moves:
        return
    stands: dict[str, str] = {}
    day = max(local_day(moves[0].at), until - timedelta(days=MOST_DAYS - 1))
    place = 0
    while day < until:
        while place < len(moves) and local_day(moves[place].at) <= day:
            stands[moves[place].agency] = moves[place].new
            place += 1
        counts = Counter(stands.values())
        yield Day(day, tuple(counts[standing] for standing in words.STANDING))
        day += timedelta(days=1)
    now = counted(assessments)
    yield Day(until, tuple(now[standing] for standing in words.STANDING))


def _areas(days: Sequence[Day], total: int, language: Language) -> Iterator[Area]:
    order = list(words.STANDING)
    tops = [total] * len(days)
    for standing in UPWARDS:
        pieces = []
        for place, each in enumerate(days):
            number = each.counts[order.index(standing)]
            if number:
                tops[place] -= number
                pieces.append(f"M{place} {tops[place]}h1v{number}h-1z")
        if pieces:
            label = words.STANDING[standing].said_in(language)
            yield Area(tone=words.TONE[standing], label=label, path="".join(pieces))


def _dues(days: Sequence[Day], assessments: Sequence[Assessment], language: Language) -> Iterator[Mark]:
    owing = Counter(each.due for each in assessments if each.standing is not Standing.EXEMPT)
    first, last = days[0].day, days[-1].day
    within = [(number, due) for due, number in owing.items() if first <= due <= last]
    for number, due in sorted(sorted(within, reverse=True)[:MOST_DUES], key=lambda each: each[1]):
        share = ((due - first).days + 1) / len(days)  # the end of the day
        anchor = "start" if share < 0.5 else "end"
        yield Mark(
            x=f"{share * 100:.2f}%",
            label=say(page_words.DUE_MARK, language, due=_short(due), n=number),
            anchor=anchor,
        )


def _short(day: date) -> str:
    return f"{day:%m-%d}"
