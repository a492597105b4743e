"""Changes not told yet → one step a subject, what was computed and what people decided of it side by side. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.assessment import Standing
from models.change import About, Change
from models.decision import ON_STANDING, Mark


@dataclass(frozen=True, slots=True)
class Move:
    """All untold changes of one subject of one agency, as one step; what was computed and what lay over it apart."""

    about: About  # a standing, a flag or a finding
    last: Change
    was: str  # computed before
    now: str  # computed now
    overlay_was: str
    overlay: str
    contested: Standing | None = None  # what a dispute lay on that is over since

    @property
    def agency(self) -> str:
        """The agency's code."""
        return self.last.agency

    @property
    def key(self) -> str:
        """Which flag or finding."""
        return self.last.key

    @property
    def mark(self) -> Mark | None:
        """What lies over it now; None: nothing."""
        return _mark(self.overlay)

    @property
    def mark_was(self) -> Mark | None:
        """What lay over it before; None: nothing."""
        return _mark(self.overlay_was)

    @property
    def stood(self) -> Standing | None:
        """The standing that counted before; None: nothing was known."""
        counted = self.overlay_was.partition(" ")[2] or self.was
        return Standing(counted) if counted else None

    @property
    def decided(self) -> bool:
        """Whether what lies over it moved."""
        return self.overlay != self.overlay_was


Subject = tuple[About, str]


def subject_of(change: Change) -> Subject:
    """What a change is about in the end: a decision is about what it lies on."""
    if change.about is not About.OVERLAY:
        return change.about, change.key
    return (About.STANDING if change.key == ON_STANDING else About.FINDING), change.key


def moves_of(untold: Sequence[Change], season: Sequence[Change]) -> list[Move]:
    """The changes not told yet, one step a subject, beside what was told; `season` are all changes, oldest first."""
    last: dict[tuple[str, Subject, bool], Change] = {}
    for change in (*season, *untold):
        last[_place(change)] = change
    contested = _contested(season)
    first: dict[tuple[str, Subject, bool], Change] = {}
    ends: dict[tuple[str, Subject], Change] = {}
    for change in sorted(untold, key=lambda change: (change.id or 0, change.at)):
        first.setdefault(_place(change), change)
        last[_place(change)] = change
        ends[change.agency, subject_of(change)] = change

    def before(agency: str, subject: Subject, overlay: bool) -> str:
        moved = first.get((agency, subject, overlay))
        return moved.old if moved else now(agency, subject, overlay)

    def now(agency: str, subject: Subject, overlay: bool) -> str:
        stands = last.get((agency, subject, overlay))
        return stands.new if stands else ""

    def over(agency: str, subject: Subject) -> Standing | None:
        ended = _is_dispute(before(agency, subject, True)) and not _is_dispute(now(agency, subject, True))
        return contested.get(agency) if ended and subject[0] is About.STANDING else None

    return [
        Move(
            about=subject[0],
            last=change,
            was=before(agency, subject, False),
            now=now(agency, subject, False),
            overlay_was=before(agency, subject, True),
            overlay=now(agency, subject, True),
            contested=over(agency, subject),
        )
        for (agency, subject), change in ends.items()
    ]


def _contested(season: Iterable[Change]) -> dict[str, Standing]:
    """By agency, the standing that its last dispute was entered against."""
    computed: dict[str, str] = {}
    found: dict[str, Standing] = {}
    for change in season:
        if change.about is About.STANDING:
            computed[change.agency] = change.new
        elif subject_of(change)[0] is About.STANDING and _is_dispute(change.new):
            counted = change.old.partition(" ")[2] or computed.get(change.agency, "")
            if counted and not _is_dispute(change.old):
                found[change.agency] = Standing(counted)
    return found


def _mark(overlay: str) -> Mark | None:
    return Mark(overlay.partition(" ")[0]) if overlay else None


def _is_dispute(overlay: str) -> bool:
    return _mark(overlay) is Mark.DISPUTED


def _place(change: Change) -> tuple[str, Subject, bool]:
    return change.agency, subject_of(change), change.about is About.OVERLAY
