"""Every date a page, its address and the list give away; which of them is believed, and why. Pure.

Only a date beside its label is read, never one in running text. The claim is what the page displays, else its
meta tag, else the list; the day a document was drawn up (成文日期) is no claim of publication (domain §6.3).
Dates hidden in addresses are evidence for a person: moving a site rewrites them (domain §6.1). All days are
days in Asia/Shanghai; dates in the future are returned as they stand, and believed only until a look shows better.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from models.times import local_day
from models.visit import AnyLook, Belief, DateKind, DateRead, Document, Look, Seen
from reports.clocks import reasons
from reports.clocks.in_address import in_address
from reports.clocks.notation import read_day
from reports.clocks.on_page import UPDATED_RANK, label_rank, on_page

__all__ = [
    "TELLING",
    "belief_of",
    "believe",
    "claimed",
    "contradictions",
    "dates_of",
    "disagreements",
    "first_named",
    "read_day",
]

_KIND_ORDER = tuple(DateKind)
_CLAIMS = (DateKind.PUBLISHED, DateKind.META, DateKind.LISTED)
# What a rule may speak of. A header changes whenever the whole site is laid out anew: it is shown, and asks nobody to look.
TELLING = frozenset({*_CLAIMS, DateKind.DOCUMENT, DateKind.ADDRESS})
_HIDDEN = frozenset({DateKind.DOCUMENT, DateKind.ADDRESS, DateKind.LAST_MODIFIED})


# Gathering.


def dates_of(
    html: str,
    *,
    url: str,
    listed: date | None = None,
    last_modified: datetime | None = None,
    attachments: Iterable[Document] = (),
    carried: Iterable[DateRead] = (),
) -> tuple[DateRead, ...]:
    """All dates known of one page and the files attached to it, each kind and day once, the strongest claim first.

    `listed` is the date beside the link in the list; `carried` is what the files say of themselves. A `last_modified` without a time zone is taken as UTC.
    """
    found = [*on_page(html)]
    if listed is not None:
        found.append(DateRead(kind=DateKind.LISTED, day=listed, raw=listed.isoformat()))
    found += (*carried, *in_address(url), *_in_header(last_modified))
    for file in attachments:
        of_file = (*in_address(file.final_url), *_in_header(file.last_modified))
        found += (replace(read, file=file.final_url) for read in of_file)
    return _once_each(sorted(found, key=_strength))


def _in_header(last_modified: datetime | None) -> tuple[DateRead, ...]:
    if last_modified is None:
        return ()
    aware = last_modified if last_modified.tzinfo else last_modified.replace(tzinfo=UTC)
    return (DateRead(kind=DateKind.LAST_MODIFIED, day=local_day(aware), raw=last_modified.isoformat()),)


def _strength(read: DateRead) -> tuple[int, int]:
    return _KIND_ORDER.index(read.kind), _rank(read)


def _once_each(reads: Iterable[DateRead]) -> tuple[DateRead, ...]:
    first: dict[tuple[DateKind, date], DateRead] = {}
    for read in reads:
        first.setdefault((read.kind, read.day), read)
    return tuple(first.values())


# Believing.


def believe(
    dates: Iterable[DateRead], *, seen: datetime | None = None, absent: datetime | None = None
) -> Belief:
    """The day believed of one reading: what is displayed, else the meta tag, else the list; and why.

    Where the page displays several days under equal labels, one that the meta tag or the list confirms is
    believed, else the first shown. 更新时间 counts only where nothing says 发布. No day after `seen`, the look that
    read them, can be that of publication. `absent` is the last look before it that proved absence: a claim of an
    earlier day is believed still, and the belief says that a person must look.
    """
    reads = tuple(dates)
    claims = [read for read in reads if read.kind in _CLAIMS]
    possible = [read for read in claims if seen is None or read.day <= local_day(seen)]
    claim = _strongest(possible)
    belief = Belief(
        claim=claim,
        why=reasons.NOTHING_CLAIMED,
        passed_over=tuple(read for read in claims if claim is None or read.day != claim.day),
        against=_against(claim, reads, seen),
        after=absent,
        until=seen,
    )
    return replace(belief, why=reasons.why(belief, reads))


def belief_of(sightings: Sequence[Look]) -> Belief | None:
    """The day believed of an agency's report from all looks at it; None where none opened it.

    The first look that opened it decides: a date altered later is passed over, and named (reliability R-28).
    """
    looks = sorted(sightings, key=lambda look: look.at)
    first = next((look for look in looks if look.seen is Seen.PRESENT), None)
    if first is None:
        return None
    named = first_named((look for look in looks if look.seen is Seen.LISTED), first)
    absences = [look.at for look in looks if look.seen is Seen.ABSENT and look.at < named.at]
    belief = believe(first.dates, seen=first.at, absent=absences[-1] if absences else None)
    return _with_later(belief, first, looks)


def first_named(listed: Iterable[AnyLook], first: AnyLook) -> AnyLook:
    """The first look whose list named the very page that was opened later; where none did, the look that opened it."""
    named = (look for look in listed if look.at < first.at and look.url in {first.url, *first.locations})
    return next(named, first)


def claimed(dates: Iterable[DateRead], *, seen: datetime | None = None) -> date | None:
    """The agency's claim of publication: the day believed, else the strongest claim as it stands; else None."""
    reads = tuple(dates)
    day = believe(reads, seen=seen).day
    return believe(reads).day if day is None else day


def disagreements(dates: Iterable[DateRead]) -> tuple[DateRead, ...]:
    """The claims of publication where they name more than one day, else nothing (T06)."""
    reads = tuple(read for read in dates if read.kind in _CLAIMS and _rank(read) < UPDATED_RANK)
    return reads if len({read.day for read in reads}) > 1 else ()


def contradictions(
    dates: Iterable[DateRead], due: date, *, seen: datetime | None = None
) -> tuple[DateRead, ...]:
    """What is no claim and names a day after `due`, where the claim is on time: for review only (T05)."""
    belief = believe(dates, seen=seen)
    if belief.day is None or belief.day > due:
        return ()
    return tuple(read for read in belief.against if read.day > due)


def _rank(read: DateRead) -> int:
    return label_rank(read.raw) if read.kind is DateKind.PUBLISHED else 0


def _strongest(claims: Sequence[DateRead]) -> DateRead | None:
    for kind in _CLAIMS:
        of_kind = [read for read in claims if read.kind is kind]
        if of_kind:
            return _confirmed(of_kind, claims)
    return None


def _confirmed(of_kind: Sequence[DateRead], claims: Sequence[DateRead]) -> DateRead:
    best = min(_rank(read) for read in of_kind)
    equals = [read for read in of_kind if _rank(read) == best]
    confirming = {read.day for read in claims if read.kind is not DateKind.PUBLISHED}
    return next((read for read in equals if read.day in confirming), equals[0])


def _against(
    claim: DateRead | None, reads: Sequence[DateRead], seen: datetime | None
) -> tuple[DateRead, ...]:
    if claim is None:
        return ()
    later = (read for read in reads if read.kind in _HIDDEN and read.day > claim.day)
    return tuple(read for read in later if seen is None or _can_speak(read, local_day(seen)))


def _can_speak(read: DateRead, today: date) -> bool:
    """A number read as a day to come is no date; a header of the very day of the look is of a page made on asking."""
    return read.day < today if read.kind is DateKind.LAST_MODIFIED else read.day <= today


def _with_later(belief: Belief, first: Look, looks: Sequence[Look]) -> Belief:
    """The belief with the claims that only later looks read at the same address."""
    known = {(read.kind, read.day) for read in first.dates}
    again = [
        look for look in looks if look.seen is Seen.PRESENT and look.at > first.at and look.url == first.url
    ]
    for look in again:
        altered = [r for r in look.dates if r.kind in _CLAIMS and (r.kind, r.day) not in known]
        if altered:
            return replace(
                belief,
                why=reasons.altered_later(belief.why, altered, look.at),
                passed_over=(*belief.passed_over, *altered),
            )
    return belief
