"""One page as marks on paper: text, ruling lines and pictures by their place, however they came there.

Places are points from the left and from the top of the page as it is shown, whatever way it was turned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def across(self) -> float:
        """Where its middle stands, from the left."""
        return (self.left + self.right) / 2

    @property
    def down(self) -> float:
        """Where its middle stands, from the top."""
        return (self.top + self.bottom) / 2

    def holds(self, across: float, down: float) -> bool:
        """Whether a place lies in it."""
        return self.left <= across <= self.right and self.top <= down <= self.bottom

    def shared(self, other: "Box") -> float:
        """The area it shares with another."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)


class Mark(NamedTuple):
    """A character, or a recognised line of them, in the box it takes on its line."""

    text: str
    box: Box


class Stroke(NamedTuple):
    """A ruling line: for one that goes across, `at` is its place from the top; for one that goes down, from the left."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page. Its marks are in no order that can be relied on."""

    width: float
    height: float
    marks: Sequence[Mark] = ()
    across: Sequence[Stroke] = ()
    down: Sequence[Stroke] = ()
    pictures: Sequence[Box] = field(default=())  # large enough to hold part of a report, with no text on them


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some boxes, at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
