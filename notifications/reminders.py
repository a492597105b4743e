"""What is told because a day has come, not because anything moved: due dates ahead, and lapses that go on. Pure.

Each is told once: a digest covers the days since the one before it, up to the day before its channel reads again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from models.acknowledgement import Acknowledgement
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.office import Channel, News
from notifications.lines import Line, Topic
from notifications.moves import STANDING, Told

AHEAD = (7, 3, 1)  # days before a due date
BEHIND = (7, 15, 30, 60, 90)  # days after it
_NOT_FOUND_YET = frozenset({Standing.NOT_DUE, Standing.DUE_SOON})


@dataclass(frozen=True, slots=True)
class Span:
    """The days a digest covers, in Asia/Shanghai."""

    after: date  # covered by the one before it
    today: date
    until: date  # the last before the channel reads again; today where it reads every day


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A due date that is near, and who has not been found to have published; agencies."""

    due: date
    local: bool = False  # set by a local order, earlier than the date that is judged
    days: int  # left
    owing: int
    missing: tuple[str, ...]  # names, in the roster's order


def is_reminded(channel: Channel | None) -> bool:
    """Whether a channel asks to be reminded."""
    return channel is None or not channel.kinds or News.REMINDER in channel.kinds


def reminders(
    span: Span, mine: Mapping[str, Agency], assessments: Mapping[str, Assessment]
) -> Iterator[Reminder]:
    """The due dates to be reminded of, earlier local ones too, nearest first; none where everybody was found."""
    owing: dict[tuple[date, bool], list[Assessment]] = defaultdict(list)
    for each in assessments.values():
        if each.standing is not Standing.EXEMPT:
            for day in _due_dates(each):
                owing[day].append(each)
    for (due, local), of_day in sorted(owing.items(), key=itemgetter(0)):
        missing = tuple(mine[each.agency].name for each in of_day if each.standing in _NOT_FOUND_YET)
        days = (due - span.today).days
        if missing and days >= 0 and _has_come((due - timedelta(n) for n in AHEAD), span.after, span.until):
            yield Reminder(due=due, local=local, days=days, owing=len(of_day), missing=missing)


def _due_dates(assessment: Assessment) -> Iterator[tuple[date, bool]]:
    """The date that is judged, and a local one before it; whether it is the local one."""
    yield assessment.due, False
    if assessment.local_due is not None and assessment.local_due < assessment.due:
        yield assessment.local_due, True


def escalated(
    span: Span,
    told: Told,
    mine: Mapping[str, Agency],
    assessments: Mapping[str, Assessment],
    *,
    noted: Mapping[str, Acknowledgement],
    besides: Collection[str],
) -> Iterator[Line]:
    """Lapses told before that go on, on the days on which they are told again; `besides` are told of anyway.

    What a person took `noted` of waits to the end of that day, and is told again on the next.
    """
    for code, assessment in assessments.items():
        was = told.of(code, STANDING).stood
        if assessment.standing is not Standing.OVERDUE or was is not Standing.OVERDUE or code in besides:
            continue
        note = noted.get(code)
        if is_muted(note, span.today):
            continue
        if _has_come(_told_again(assessment, note), span.after, span.today):
            days = (span.today - assessment.due).days
            yield Line(topic=Topic.ESCALATED, agency=mine[code], assessment=assessment, days=days)


def is_muted(note: Acknowledgement | None, today: date) -> bool:
    """Whether a person took note of a lapse, and the last day of that is not over."""
    return note is not None and today <= note.until


def _told_again(assessment: Assessment, note: Acknowledgement | None) -> Sequence[date]:
    days = [assessment.due + timedelta(days) for days in BEHIND]
    return days if note is None else [*days, note.until + timedelta(1)]


def _has_come(days: Iterable[date], after: date, until: date) -> bool:
    return any(after < day <= until for day in days)
