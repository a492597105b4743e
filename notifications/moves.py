"""What one channel was told, and the changes it was not told yet as one step a subject from there to what holds. Pure.

A channel that was told of a subject was told how it stood then: the last change told marks the moment. What lay beneath a
decision at that moment was not told; the decision was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.assessment import Flag, Standing
from models.change import About, Change
from models.decision import ON_STANDING, Mark

Subject = tuple[About, str]
STANDING: Subject = (About.STANDING, ON_STANDING)
BESIDE = (Flag.BACKDATING, Flag.LOCAL_DUE_MISSED)
"""What is told beside a standing, each in a line of its own."""
MATTER: tuple[Subject, ...] = (STANDING, *((About.FLAG, flag) for flag in BESIDE))
"""Told together: one decision lies over all, and whoever was told of one was told of the others."""
GRAVITY = {Standing.LATE: 1, Standing.WITHDRAWN: 2, Standing.OVERDUE: 3}
"""The standings that accuse, and how heavily."""


@dataclass(frozen=True, slots=True)
class Known:
    """How one subject stood when it was told of last. Empty: nothing was told."""

    computed: str = ""
    overlay: str = ""  # what people decided of it

    @property
    def mark(self) -> Mark | None:
        """What lay over it."""
        return _mark(self.overlay)

    @property
    def stood(self) -> Standing | None:
        """Of a standing: the one that counted; None: none was told."""
        counted = self.overlay.partition(" ")[2] or self.computed
        return Standing(counted) if counted else None

    @property
    def raised(self) -> bool:
        """Of a flag or a finding: whether it was held against the agency."""
        return is_held(self.computed, self.mark)


def is_held(computed: str, mark: Mark | None) -> bool:
    """Whether a flag or a finding counts: by a rule and under no decision, or because people upheld it."""
    return mark is Mark.CONFIRMED or (bool(computed) and mark is None)


@dataclass(frozen=True, slots=True)
class Told:
    """What one channel was told, by agency and subject."""

    known: Mapping[tuple[str, Subject], Known]

    def of(self, agency: str, subject: Subject) -> Known:
        """How a subject stood by what it was told."""
        return self.known.get((agency, subject), Known())

    def owes(self, change: Change) -> bool:
        """Whether the channel is to hear of a change whatever it asked for: it was told the agency's lapse or dispute."""
        subject = subject_of(change)
        here = self.of(change.agency, subject)
        if subject not in MATTER:
            return here.raised or here.mark is Mark.DISPUTED
        standing = self.of(change.agency, STANDING)
        disputed = standing.mark is Mark.DISPUTED
        return disputed or standing.stood in GRAVITY or bool(self.beside(change.agency))

    def beside(self, agency: str) -> frozenset[Flag]:
        """What it was told beside a standing, and was not taken back since."""
        return frozenset(flag for flag in BESIDE if self.of(agency, (About.FLAG, flag)).raised)


@dataclass(frozen=True, slots=True)
class Move:
    """All untold changes of one subject of one agency, as one step; what was computed and what lay over it apart."""

    about: About  # a standing, a flag or a finding
    changes: tuple[Change, ...]  # in order, one at least
    known: Known  # as told
    now: str  # computed now
    overlay: str
    beside: frozenset[Flag]  # of a standing and what goes with it: what was told beside it and not taken back

    @property
    def last(self) -> Change:
        """The latest of its changes: how it stood then is what is told."""
        return self.changes[-1]

    @property
    def agency(self) -> str:
        """The agency's code."""
        return self.last.agency

    @property
    def key(self) -> str:
        """Which flag or finding."""
        return self.last.key

    @property
    def matter(self) -> tuple[str, ...]:
        """What it is told together with: the agency, and the finding or flag where it is told by itself."""
        subject = subject_of(self.last)
        return (self.agency,) if subject in MATTER else (self.agency, *subject)

    @property
    def mark(self) -> Mark | None:
        """What lies over it now; None: nothing."""
        return _mark(self.overlay)

    @property
    def stood(self) -> Standing | None:
        """The standing that counted, as told; None: nothing was told."""
        return self.known.stood

    @property
    def contested(self) -> Standing | None:
        """What was told of the standing beneath a decision."""
        return Standing(self.known.computed) if self.known.computed else None

    @property
    def decided(self) -> bool:
        """Whether what lies over it moved."""
        return self.overlay != self.known.overlay

    @property
    def dispute_ended(self) -> bool:
        """Whether the outcome of a dispute was promised and is known."""
        return self.known.mark is Mark.DISPUTED and self.mark is not Mark.DISPUTED


def subject_of(change: Change) -> Subject:
    """What a change is about in the end: a decision is about what it lies on."""
    if change.about is not About.OVERLAY:
        return change.about, change.key
    return (About.STANDING if change.key == ON_STANDING else About.FINDING), change.key


def told_of(season: Iterable[Change], told: Collection[int]) -> Told:
    """What a channel knows by the changes it was told; `season` are all changes, oldest first."""
    here: dict[tuple[str, Subject], Known] = defaultdict(Known)
    known: dict[tuple[str, Subject], Known] = {}
    for change in season:
        subject = subject_of(change)
        here[change.agency, subject] = _after(change, here[change.agency, subject])
        if change.id in told:
            for each in MATTER if subject in MATTER else (subject,):
                place = (change.agency, each)
                known[place] = _now_known(_here(here, *place), known.get(place, Known()))
    return Told(known)


def _after(change: Change, before: Known) -> Known:
    if change.about is About.OVERLAY:
        return Known(before.computed, change.new)
    return Known(change.new, before.overlay)


def _here(here: Mapping[tuple[str, Subject], Known], agency: str, subject: Subject) -> Known:
    """How a subject stands; over what is told beside a standing lies what lies over the standing."""
    found = here.get((agency, subject), Known())
    if subject == STANDING or subject not in MATTER:
        return found
    return Known(found.computed, here.get((agency, STANDING), Known()).overlay)


def _now_known(here: Known, before: Known) -> Known:
    return here if not here.overlay else Known(before.computed, here.overlay)


def moves_of(untold: Sequence[Change], told: Told, season: Iterable[Change]) -> list[Move]:
    """The changes not told yet, one step a subject; `season` are all changes, oldest first."""
    here: dict[tuple[str, Subject], Known] = defaultdict(Known)
    for change in (*season, *untold):
        place = (change.agency, subject_of(change))
        here[place] = _after(change, here[place])
    moved: dict[tuple[str, Subject], list[Change]] = defaultdict(list)
    for change in sorted(untold, key=lambda change: (change.id or 0, change.at)):
        moved[change.agency, subject_of(change)].append(change)
    return [
        Move(
            about=subject[0],
            changes=tuple(changes),
            known=told.of(agency, subject),
            now=_here(here, agency, subject).computed,
            overlay=_here(here, agency, subject).overlay,
            beside=told.beside(agency) if subject in MATTER else frozenset(),
        )
        for (agency, subject), changes in moved.items()
    ]


def _mark(overlay: str) -> Mark | None:
    return Mark(overlay.partition(" ")[0]) if overlay else None
