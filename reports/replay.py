"""A look as it was made against the same look made again by the adapters now installed → what would be otherwise. Pure.

Wording does not count, nor does what else the host said: two looks are the same where they end alike, list the same,
want the same, doubt at the same gates and say the same of every agency.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.visit import Gate, Link, Outcome, Seen, Sighting, Visit
from models.words import Words

_THERE = (Seen.PRESENT, Seen.LISTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOtherwise:
    """What the look would say of one agency's report."""

    agency: str
    old: Sighting
    new: Sighting

    @property
    def lost(self) -> bool:
        """Whether a report that was found, or named in the list, would be found no longer."""
        return self.old.seen in _THERE and self.new.seen not in _THERE

    @property
    def found(self) -> bool:
        """Whether a report that was not found would be, or would at least be named in the list."""
        return self.old.seen not in _THERE and self.new.seen in _THERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTurned:
    """A look that would have ended, listed or doubted otherwise. A link that is read otherwise is in both lists."""

    column_url: str
    visit: str  # id
    at: datetime  # UTC; when the look ended
    outcome: tuple[Outcome, Outcome]  # as it ended, as it would
    why: Words  # why it would end so
    lost: tuple[Link, ...] = ()  # listed then, and no longer
    found: tuple[Link, ...] = ()  # listed now, and not then
    unwanted: tuple[Link, ...] = ()  # a candidate for a report then, and no longer
    wanted: tuple[Link, ...] = ()  # a candidate now, and not then
    gates: tuple[tuple[Gate, ...], tuple[Gate, ...]] = ((), ())  # in doubt then alone, and now alone
    seen: tuple[SeenOtherwise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReplayed:
    """A look that cannot be made again over what was kept, and why."""

    column_url: str
    visit: str
    at: datetime  # UTC
    outcome: Outcome
    why: Words


def column_turned(
    old: Visit, new: Visit, said: Iterable[Sighting], says: Iterable[Sighting]
) -> ColumnTurned | None:
    """What would be otherwise of a look, by what it `said` and what it `says` now; None: nothing."""
    lost, found = _apart(old.links, new.links)
    unwanted, wanted = _apart(_wanted(old), _wanted(new))
    doubted, doubts = ({doubt.gate for doubt in each.doubts} for each in (old, new))
    turned = ColumnTurned(
        column_url=old.column_url,
        visit=old.id,
        at=old.finished,
        outcome=(old.outcome, new.outcome),
        why=new.reason,
        lost=lost,
        found=found,
        unwanted=unwanted,
        wanted=wanted,
        gates=(tuple(sorted(doubted - doubts)), tuple(sorted(doubts - doubted))),
        seen=tuple(_otherwise(said, says)),
    )
    return turned if _is_otherwise(turned) else None


def _is_otherwise(turned: ColumnTurned) -> bool:
    links = (turned.lost, turned.found, turned.unwanted, turned.wanted)
    return turned.outcome[0] is not turned.outcome[1] or any((*links, *turned.gates, turned.seen))


def _apart(old: Sequence[Link], new: Sequence[Link]) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links of the one alone, and of the other alone."""
    before, after = set(old), set(new)
    return tuple(each for each in old if each not in after), tuple(each for each in new if each not in before)


def _wanted(visit: Visit) -> tuple[Link, ...]:
    return (*(each.link for each in visit.candidates), *visit.unopened)


def _otherwise(said: Iterable[Sighting], says: Iterable[Sighting]) -> Iterator[SeenOtherwise]:
    """Agency by agency of which both speak; of one that only one of them knows, nothing can be compared."""
    now: Mapping[tuple[str, int], Sighting] = {(each.agency, each.year): each for each in says}
    for old in said:
        new = now.get((old.agency, old.year))
        if new is not None and _told(old) != _told(new):
            yield SeenOtherwise(agency=old.agency, old=old, new=new)


def _told(sighting: Sighting) -> tuple[object, ...]:
    return (sighting.seen, sighting.outcome, sighting.url, sighting.document, sighting.claimed)


@dataclass(slots=True)
class ColumnTally:
    """Counts over the looks made again."""

    looks: int = 0  # made again; those that cannot be are counted apart
    turned: int = 0
    not_replayed: int = 0
    links_lost: int = 0
    links_found: int = 0
    reports_lost: int = 0  # an agency's report that a look found, and would find no longer
    reports_found: int = 0
    outcomes: int = 0  # looks that would end otherwise
    missed: dict[tuple[str, int, str], SeenOtherwise] = field(
        default_factory=dict
    )  # by agency, year and address: each report that is lost, at the first look that would lose it

    def add(self, turned: ColumnTurned | NotReplayed | None) -> None:
        """One more look was made again, or could not be."""
        if isinstance(turned, NotReplayed):
            self.not_replayed += 1
            return
        self.looks += 1
        if turned is None:
            return
        self.turned += 1
        self.links_lost += len(turned.lost)
        self.links_found += len(turned.found)
        lost = [each for each in turned.seen if each.lost]
        self.reports_lost += len(lost)
        for each in lost:
            self.missed.setdefault((each.agency, each.old.year, each.old.url), each)
        self.reports_found += sum(each.found for each in turned.seen)
        self.outcomes += turned.outcome[0] is not turned.outcome[1]
