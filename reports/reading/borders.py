"""Figures that stand side by side without borders → every way to part them into cells.

`341002037` in a row of seven cells can only be 34, 1, 0, 0, 2, 0 and 37 if the last is to be the sum of the others;
`000` in a row of three can only be three noughts. A space, a sign, a fraction, a unit or a remark shows where a number
begins or ends; a number of more than one digit does not begin with 0.

The work is capped by an `Effort`, for whoever writes the document decides how long the figures are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice

from models.report import CellKind
from reports.reading.cells import read_cell

Parting = tuple[str, ...]  # one text a cell; empty for a blank one

LONGEST = 12  # digits of one number
MOST = 400  # ways to part one row that are worth laying beside each other

_SIGN = r"[+\-−－↑↓]|增加?|减少?"
_UNIT = r"亿元|万元|元|件|项|条|个"
FIGURES = (
    rf"(?:(?:{_SIGN})?\d[\d\s,]*(?:\.\d+)?(?:{_UNIT})?(?:[（(][^（()）]{{1,30}}[）)])?|/|——?|--?|－|\s)+"
)
_ATOM = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<digits>\d(?:\d|,(?=\d{{3}}))*)(?P<fraction>\.\d+)?(?P<behind>(?:{_UNIT})?(?:[（(][^（()）]{{1,30}}[）)])?)"
    r"|(?P<none>/|——?|--?|－)"
)
_DIGIT = re.compile(r"\d,?")  # the mark between thousands stays with the digit before it


class Overworked(Exception):
    """The figures can be parted in more ways than there is time to look at."""


@dataclass(slots=True)
class Effort:
    """How many more steps may be taken."""

    left: int

    def step(self, count: int = 1) -> None:
        """Take some; raises Overworked when none are left."""
        self.left -= count
        if self.left < 0:
            raise Overworked


@dataclass(frozen=True, slots=True)
class Run:
    """Figures without borders. Each place is a digit with what cannot be parted from it; `ends` says of each place
    where a number that begins there can end, at the latest."""

    text: str
    places: tuple[str, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.places)

    def number(self, start: int, end: int) -> str:
        """The places from start to end as one number."""
        return "".join(self.places[start:end])

    @property
    def noughts(self) -> bool:
        """Whether there are only noughts."""
        return bool(self.places) and set(self.places) == {"0"}


def run_of(text: str) -> Run:
    """The run a piece of text is; characters that are no part of a figure only part numbers."""
    places: list[str] = []
    walls: list[int] = []  # how many places stand before each border that is to be seen
    for atom in _ATOM.finditer(text):
        digits = [atom["none"]] if atom["none"] else _DIGIT.findall(atom["digits"])
        digits[0] = (atom["sign"] or "") + digits[0]
        digits[-1] += (atom["fraction"] or "") + (atom["behind"] or "")
        places += digits
        walls.append(len(places))
    return Run(" ".join(text.split()), tuple(places), tuple(_ends(places, walls)))


def _ends(places: list[str], walls: list[int]) -> Iterator[int]:
    waiting = iter(walls)
    wall = next(waiting, 0)
    for start, place in enumerate(places):
        if start == wall:
            wall = next(waiting, len(places))
        # A number of several digits does not begin with 0.
        yield start + 1 if place.lstrip("+-−－↑↓增加减少") == "0" else min(wall, start + LONGEST)


def partings(run: Run, count: int, effort: Effort) -> tuple[Parting, ...]:
    """Every way to part a run into so many numbers. Raises Overworked."""
    found = tuple(islice(_parted(run, 0, count, effort), MOST + 1))
    if len(found) > MOST:
        raise Overworked
    return found


def _parted(run: Run, start: int, count: int, effort: Effort) -> Iterator[Parting]:
    effort.step()
    if count == 0:
        if start == len(run):
            yield ()
        return
    if not count <= len(run) - start <= count * LONGEST:
        return
    for end in range(start + 1, run.ends[start] + 1):
        for rest in _parted(run, end, count - 1, effort):
            yield (run.number(start, end), *rest)


def fewest(run: Run) -> int:
    """Into how few numbers a run can be parted: how many borders are there to be seen, and one."""
    count, at = 0, 0
    while at < len(run):
        count, at = count + 1, run.ends[at]
    return count


def balanced(run: Run, groups: tuple[int, ...], effort: Effort) -> tuple[Parting, ...]:
    """Every way to part a run into groups of cells of which the last is the sum of the others. Raises Overworked."""
    found: list[tuple[int, Parting]] = [(0, ())]
    for number, size in enumerate(groups, 1):
        found = [
            (end, (*before, *group))
            for start, before in found
            for end in ((len(run),) if number == len(groups) else range(start + size, len(run)))
            for group in _group(run, start, end, size, effort)
        ]
        if len(found) > MOST:
            raise Overworked
    return tuple(parting for _, parting in found)


def _group(run: Run, start: int, end: int, size: int, effort: Effort) -> Iterator[Parting]:
    """The places from start to end as so many numbers, the last the sum of the others: the last is sought first."""
    for border in range(end - 1, max(start + size - 1, end - LONGEST) - 1, -1):
        effort.step()
        total = amount(run.number(border, end)) if end <= run.ends[border] else None
        if total is None or border - start > (size - 1) * (end - border):
            continue  # no number, or too short a one for its addends
        for addends in _addends(run, start, border, size - 1, total, effort):
            yield (*addends, run.number(border, end))


def _addends(run: Run, start: int, end: int, count: int, total: int, effort: Effort) -> Iterator[Parting]:
    """The places from start to end as so many numbers that come to the total."""
    effort.step()
    if not count <= end - start <= count * len(str(total)):
        return
    if count == 1:
        if end <= run.ends[start] and amount(run.number(start, end)) == total:
            yield (run.number(start, end),)
        return
    for border in range(start + 1, min(run.ends[start], end) + 1):
        here = amount(run.number(start, border))
        if here is None:
            continue
        if here > total:
            return
        for rest in _addends(run, border, end, count - 1, total - here, effort):
            yield (run.number(start, border), *rest)


def with_blanks(run: Run, size: int, effort: Effort) -> tuple[Parting, ...]:
    """As `balanced` for one group, cells left blank counting nothing: the ways that leave the fewest blank.

    A row of noughts alone is not asked here: which of its cells are blank no sum can tell. Raises Overworked.
    """
    for filled in range(min(len(run), size - 1), 1, -1):
        parted = balanced(run, (filled,), effort)
        spread = [
            _spread(each, places, size)
            for each in parted
            for places in combinations(range(size - 1), filled - 1)
        ]
        if len(spread) > MOST:
            raise Overworked
        if spread:
            return tuple(spread)
    return ()


def _spread(parting: Parting, places: tuple[int, ...], size: int) -> Parting:
    """The addends of a parting at these places, its total at the end, the other cells blank."""
    cells = dict(zip(places, parting, strict=False)) | {size - 1: parting[-1]}
    return tuple(cells.get(place, "") for place in range(size))


@lru_cache(maxsize=4096)
def amount(text: str) -> int | None:
    """What a cell adds to a sum: nothing where it is blank or `/`; None where it is no whole number of 0 or more."""
    if text.isascii() and text.isdigit():
        return int(text)
    cell = read_cell(text)
    if cell.kind in (CellKind.BLANK, CellKind.NOT_APPLICABLE):
        return 0
    whole = cell.value is not None and cell.value >= 0 and cell.value == cell.value.to_integral_value()
    return int(cell.value) if cell.value is not None and whole else None
