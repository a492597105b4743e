"""Text set in two columns, as a newspaper's, read one column after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.reading.lettering import TextLine

_PROSE = 8  # characters of a piece that is no label and no value
_ENOUGH = 4  # such pieces on each side
_MIDDLE = (0.3, 0.7)  # of the page: where the gap between two columns can stand
_STEP = 3.0  # points


@dataclass(frozen=True, slots=True)
class Column:
    """Lines read one after the other; `is_whole` where they take the page's whole width."""

    lines: tuple[TextLine, ...]
    is_whole: bool = True


def in_columns(lines: Sequence[TextLine], width: float) -> Iterator[Column]:
    """The lines in reading order: stretches set in two columns first on the left, then on the right."""
    gap = _gap(lines, width)
    if gap is None:
        yield Column(tuple(lines))
        return
    for crosses, run in groupby(lines, key=lambda line: _crosses(line, gap)):
        stretch = tuple(run)
        if crosses or not _is_parted(stretch, gap):
            yield Column(stretch)
        else:
            yield from (Column(side, is_whole=False) for side in _sides(stretch, gap))


def _gap(lines: Sequence[TextLine], width: float) -> float | None:
    """Where the gap between two columns stands, None for text in one column."""
    starts = [piece.box.left for line in lines for piece in line.pieces if len(piece.text) >= _PROSE]
    candidates = [start - _STEP for start in starts if _MIDDLE[0] * width < start < _MIDDLE[1] * width]
    best = max(candidates, key=lambda gap: _parted(lines, gap), default=None)
    return best if best is not None and _parted(lines, best) >= _ENOUGH else None


def _parted(lines: Sequence[TextLine], gap: float) -> int:
    """How many pieces of prose stand on that side of a gap where fewer do, in stretches no line of which crosses it."""
    return max(
        (
            _prose(tuple(run), gap)
            for crosses, run in groupby(lines, key=lambda line: _crosses(line, gap))
            if not crosses
        ),
        default=0,
    )


def _prose(stretch: Sequence[TextLine], gap: float) -> int:
    pieces = [piece for line in stretch for piece in line.pieces if len(piece.text) >= _PROSE]
    right = sum(piece.box.left > gap for piece in pieces)
    return min(right, len(pieces) - right)


def _is_parted(stretch: Sequence[TextLine], gap: float) -> bool:
    return _prose(stretch, gap) >= _ENOUGH


def _crosses(line: TextLine, gap: float) -> bool:
    """Whether a line runs over the gap, or is a row of more than two things side by side."""
    return len(line.pieces) > 2 or any(piece.box.left < gap < piece.box.right for piece in line.pieces)


def _sides(stretch: Sequence[TextLine], gap: float) -> Iterator[tuple[TextLine, ...]]:
    for right in (False, True):
        halves = [tuple(p for p in line.pieces if (p.box.left > gap) is right) for line in stretch]
        yield tuple(TextLine(pieces) for pieces in halves if pieces)
