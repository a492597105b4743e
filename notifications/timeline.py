"""When an agency's report was looked for, and what each clock says of its publication, along one axis. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from models.assessment import Assessment
from models.times import BEIJING, end_of
from models.visit import DateKind, DateRead, Seen, Sighting
from models.words import Language
from notifications import page_words, shown, words
from notifications.register import Badge
from notifications.shown import say

MOST_RUNS = 60  # lines of equal looks shown on one page; the database keeps every look
FARTHEST = timedelta(days=150)  # a date read farther from all looks is written and not drawn
WIDTH = 1000  # units of the axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What one source says of the moment of publication, and where that lies on the axis. Units: 0 to 1000."""

    name: str
    says: str
    detail: str
    tone: str
    at: str  # empty: not drawn
    until: str  # empty: a moment, not a span


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Looks one after another that brought the same."""

    when: str
    times: str  # how many, in words; empty where it was one
    seen: Badge
    outcome: str
    reason: str
    rehearsal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One agency's season along one axis."""

    clocks: tuple[Clock, ...]
    ticks: tuple[tuple[str, str], ...]  # tone, path of all its looks
    due: str  # where the due date lies
    first: str
    last: str
    looks: tuple[Looks, ...]  # latest first
    number: int
    older: str


@dataclass(frozen=True, slots=True)
class _Axis:
    first: datetime
    last: datetime

    def at(self, moment: datetime | None) -> str:
        """Where a moment lies; empty where it lies outside."""
        if moment is None or not self.first <= moment <= self.last:
            return ""
        return f"{WIDTH * ((moment - self.first) / (self.last - self.first)):.0f}"


def timeline(assessment: Assessment, sightings: Sequence[Sighting], language: Language) -> Timeline | None:
    """The axis and everything on it; None where nobody looked yet."""
    if not sightings:
        return None
    read = _first_read(sightings)
    axis = _axis(assessment, sightings, read)
    due = end_of(assessment.due)
    runs = [list(run) for _, run in groupby(sightings, key=_brought)]
    return Timeline(
        clocks=(*_dates(read, axis, language), *_our_own(assessment, axis, language)),
        ticks=tuple(_ticks(sightings, due, axis)),
        due=axis.at(due),
        first=_day(axis.first),
        last=_day(axis.last),
        looks=tuple(_looks(run, due, language) for run in runs[: -MOST_RUNS - 1 : -1]),
        number=len(sightings),
        older=say(page_words.OLDER_LOOKS, language, n=sum(map(len, runs[:-MOST_RUNS])))
        if len(runs) > MOST_RUNS
        else "",
    )


def _axis(
    assessment: Assessment, sightings: Sequence[Sighting], read: Sequence[tuple[DateRead, datetime]]
) -> _Axis:
    looks = [sightings[0].at, sightings[-1].at]
    near = [_noon(each.day) for each, _ in read if abs(_noon(each.day) - looks[0]) <= FARTHEST]
    known = [
        *looks,
        *near,
        *([end_of(assessment.due)] if abs(end_of(assessment.due) - looks[1]) <= FARTHEST else []),
    ]
    first, last = min(known), max(known)
    margin = max((last - first) * 0.03, timedelta(hours=12))
    return _Axis(first - margin, last + margin)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=BEIJING).astimezone(UTC)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%m-%d}"


def _first_read(sightings: Iterable[Sighting]) -> tuple[tuple[DateRead, datetime], ...]:
    """Every different date with the moment it was first read: a date altered later stands twice."""
    first: dict[DateRead, datetime] = {}
    for sighting in sightings:
        for each in sighting.dates:
            first.setdefault(each, sighting.at)
    kinds = list(DateKind)
    return tuple(sorted(first.items(), key=lambda item: (kinds.index(item[0].kind), item[1])))


_TRACES = frozenset({DateKind.ADDRESS, DateKind.LAST_MODIFIED, DateKind.DOCUMENT, DateKind.WRITTEN})


def _dates(read: Iterable[tuple[DateRead, datetime]], axis: _Axis, language: Language) -> Iterator[Clock]:
    for each, at in read:
        raw = shown.clean(f"{each.raw} {each.file}".strip(), 200)
        yield Clock(
            name=words.DATE_KIND[each.kind].said_in(language),
            says=shown.day(each.day),
            detail=say(page_words.READ_FIRST, language, raw=raw, at=shown.moment(at)),
            tone="grey" if each.kind in _TRACES else "blue",
            at=axis.at(_noon(each.day)),
            until="",
        )


def _our_own(assessment: Assessment, axis: _Axis, language: Language) -> Iterator[Clock]:
    """What we saw ourselves: it appeared after one look and before another."""
    absent, seen = assessment.last_absent, assessment.first_seen
    if seen is None:
        return
    spans = absent is not None and absent < seen
    yield Clock(
        name=page_words.PAGE["our_own"].said_in(language),
        says=f"{shown.moment(absent)} – {shown.moment(seen)}" if spans else f"≤ {shown.moment(seen)}",
        detail=page_words.PAGE["our_own_note" if spans else "our_own_by"].said_in(language),
        tone="green",
        at=axis.at(absent) if spans else axis.at(seen),
        until=axis.at(seen) if spans else "",
    )


def _ticks(sightings: Iterable[Sighting], due: datetime, axis: _Axis) -> Iterator[tuple[str, str]]:
    """A long stroke where it was found, a short one where not, a point where nobody could look."""
    strokes: dict[str, list[str]] = defaultdict(list)
    for each in sightings:
        path = {"green": "4v20", "grey": "13v2"}.get(words.SEEN_TONE[each.seen], "9v10")
        strokes[_tone(each, due)].append(f"M{axis.at(each.at)} {path}")
    yield from ((tone, "".join(path)) for tone, path in strokes.items())


def _tone(sighting: Sighting, due: datetime) -> str:
    """The tone of a look; an absence before the due date is no lapse and gets no alarming one."""
    in_time = sighting.seen is Seen.ABSENT and sighting.at < due
    return "pale" if in_time else words.SEEN_TONE[sighting.seen]


def _brought(sighting: Sighting) -> tuple[object, ...]:
    return sighting.seen, sighting.outcome, sighting.reason, sighting.clock_set, sighting.document


def _looks(run: Sequence[Sighting], due: datetime, language: Language) -> Looks:
    first, last = run[0], run[-1]
    several = len(run) > 1
    return Looks(
        when=f"{shown.moment(first.at)} – {shown.moment(last.at)}" if several else shown.moment(last.at),
        times=say(page_words.TIMES, language, n=len(run)) if several else "",
        seen=Badge(label=words.SEEN[last.seen].said_in(language), tone=_tone(last, due), key=last.seen),
        outcome=words.OUTCOME[last.outcome].said_in(language),
        reason=shown.clean(last.reason.said_in(language), 300),
        rehearsal=last.clock_set,
    )
