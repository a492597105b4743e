"""The ink of a scanned page: its ruling lines, and the lines of text in a cell. Units: pixels of 200 to an inch.

Imported only where the extra `ocr` is installed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np

from reports.reading.pixels import Pixels
from reports.reading.sheet import Box, Stroke, around

_AROUND = 41  # how far around a place its paper is looked at
_DARKER = 16  # than the paper around it: then it is ink
_ACROSS, _DOWN = 60, 40  # shorter runs of ink are strokes of letters
_BROKEN = 5  # gaps in a ruling line
_MEET = 9  # how far from one another lines may end that meet
_FAR = 0.35  # of a page's side: no stroke of a letter is so long
_ROUNDS = 4  # what leaned on a run that was none, is none
_THICK = 14  # what is thicker is no ruling line
_SPECK = 6  # pixels of a spot that no pen made
_FEWEST = 16  # pixels of ink: a cell with fewer is blank
_BESIDE = 25  # how wide the surroundings of ink are, in which a spot is a part of a letter
_TOUCHING = 2  # rows without ink that do not part two lines
_USUAL = 24.0  # height of a line where a page has none to measure
_LETTER = (10, 70)  # heights a line of text can have
_FLAT, _CLOSE = 0.35, 6  # of the usual height, and to a cell's edge: a ruling line's frayed rim
_LONG = 2.5  # times its height: a line so long has several letters
_FIGURE = 1.35  # times as high as a figure is a line with letters in it
_ONE_LINE = 1.2  # of the usual height
_PITCH = 1.15  # of the usual height: from line to line where they touch


@dataclass(frozen=True, slots=True)
class Ink:
    """What is dark on a page, its ruling lines apart from everything else."""

    text: Pixels  # 255 where there is ink of no ruling line
    across: Sequence[Stroke]
    down: Sequence[Stroke]


def ink_of(pixels: Pixels) -> Ink:
    """The ink of a page whose lines lie straight."""
    dark = np.asarray(
        cv2.adaptiveThreshold(
            pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARKER
        ),
        dtype=np.uint8,
    )
    rows, columns = _Runs.across(dark), _Runs.down(dark)
    across, down = _ruling(list(rows.strokes), list(columns.strokes), pixels.shape)
    ruled = cv2.dilate(rows.drawn(across) | columns.drawn(down), np.ones((5, 5), np.uint8))
    return Ink(_without_specks(np.asarray(cv2.subtract(dark, ruled), dtype=np.uint8)), across, down)


@dataclass(frozen=True, slots=True)
class _Runs:
    """The long straight runs of ink in one direction, each with its number among the labels of the pixels."""

    strokes: Mapping[Stroke, int]
    labels: Any

    @classmethod
    def across(cls, dark: Pixels) -> "_Runs":
        """Those from left to right."""
        labels, stats, centres = _components(_long_runs(dark, (_ACROSS, 1)))
        found = {
            Stroke(float(y), float(left), float(left + width)): number
            for number, ((left, _, width, height, _), (_, y)) in enumerate(zip(stats, centres, strict=True))
            if number and height <= _THICK
        }
        return cls(found, labels)

    @classmethod
    def down(cls, dark: Pixels) -> "_Runs":
        """Those from top to bottom."""
        labels, stats, centres = _components(_long_runs(dark, (1, _DOWN)))
        found = {
            Stroke(float(x), float(top), float(top + height)): number
            for number, ((_, top, width, height, _), (x, _)) in enumerate(zip(stats, centres, strict=True))
            if number and width <= _THICK
        }
        return cls(found, labels)

    def drawn(self, kept: Sequence[Stroke]) -> Pixels:
        """255 where these of its strokes are."""
        values = np.zeros(int(self.labels.max()) + 1, dtype=np.uint8)
        values[[self.strokes[stroke] for stroke in kept]] = 255
        return np.asarray(values[self.labels], dtype=np.uint8)


def _long_runs(dark: Pixels, size: tuple[int, int]) -> Pixels:
    gap = cv2.getStructuringElement(cv2.MORPH_RECT, tuple(_BROKEN if side > 1 else 1 for side in size))
    least = cv2.getStructuringElement(cv2.MORPH_RECT, size)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, gap)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, least), dtype=np.uint8)


def _components(dark: Pixels) -> tuple[Any, Any, Any]:
    """What hangs together: the number of each pixel's part, and of each part box, area and middle."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return labels, stats, centres


def _ruling(
    across: list[Stroke], down: list[Stroke], shape: tuple[int, ...]
) -> tuple[list[Stroke], list[Stroke]]:
    """The runs that are ruling lines: those that go from one such line to another, or far over the page.

    The strokes of letters side by side make runs as well, and those end in the middle of a cell.
    """
    height, width = shape
    for _ in range(_ROUNDS):
        rows = [each for each in across if each.end - each.start > _FAR * width or _joins(each, down)]
        columns = [each for each in down if each.end - each.start > _FAR * height or _joins(each, rows)]
        if (rows, columns) == (across, down):
            break
        across, down = rows, columns
    return across, down


def _joins(run: Stroke, crossing: Sequence[Stroke]) -> bool:
    """Whether a run goes from one of the lines across its way to another."""
    places = [
        line.at
        for line in crossing
        if line.start - _MEET <= run.at <= line.end + _MEET
        and run.start - _MEET <= line.at <= run.end + _MEET
    ]
    return bool(places) and max(places) - min(places) > 2 * _MEET


def _without_specks(dark: Pixels) -> Pixels:
    """The ink without what noise leaves; small parts of letters stay, for they stand beside larger ones."""
    labels, stats, _ = _components(dark)
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    large = np.asarray(np.where(areas >= _FEWEST, 255, 0).astype(np.uint8)[labels], dtype=np.uint8)
    near = cv2.dilate(large, np.ones((_BESIDE, _BESIDE), np.uint8)) > 0
    kept = np.zeros(len(areas), dtype=np.uint8)
    kept[np.unique(labels[near])] = 255
    kept[areas < _SPECK] = 0
    return np.asarray(kept[labels], dtype=np.uint8)


def lines_in(ink: Pixels, cells: Sequence[Box]) -> tuple[list[list[Box]], float]:
    """The lines of text in each cell, from the top: the boxes around their ink; and how high a line usually is.

    A cell without ink has none.
    """
    bands = [list(_bands(ink, cell)) for cell in cells]
    usual = _usual([band for each in bands for band in each])
    lines = [
        [
            line
            for band in _whole(each, usual)
            if not _is_edge(band, cell, usual)
            for line in _parted(ink, band, usual)
        ]
        for cell, each in zip(cells, bands, strict=True)
    ]
    return lines, usual


def _is_edge(band: Box, cell: Box, usual: float) -> bool:
    """Whether a band is what the ruling line above or below left behind."""
    return band.height < _FLAT * usual and min(band.top - cell.top, cell.bottom - band.bottom) < _CLOSE


def _usual(bands: Sequence[Box]) -> float:
    """How high a line is: told by those of several letters, for a figure is lower than they are."""
    likely = [band for band in bands if _LETTER[0] <= band.height <= _LETTER[1]]
    lines = [band.height for band in likely if band.width > _LONG * band.height]
    if lines:
        return median(lines)
    return _FIGURE * median(band.height for band in likely) if likely else _USUAL


def _bands(ink: Pixels, cell: Box) -> Iterator[Box]:
    left, top, right, bottom = map(round, cell)
    inside = ink[top:bottom, left:right]
    if np.count_nonzero(inside) < _FEWEST:
        return
    rows = np.flatnonzero(inside.any(axis=1))
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > _TOUCHING + 1) + 1):
        yield _around(ink, Box(left, top + int(run[0]), right, top + int(run[-1]) + 1))


def _around(ink: Pixels, place: Box) -> Box:
    """The box around the ink at a place, its upper and lower side kept."""
    left, top, right, bottom = map(round, place)
    columns = np.flatnonzero(ink[top:bottom, left:right].any(axis=0))
    ends = (int(columns[0]), int(columns[-1]) + 1) if columns.size else (0, right - left)
    return Box(float(left + ends[0]), float(top), float(left + ends[1]), float(bottom))


def _whole(bands: Sequence[Box], usual: float) -> list[Box]:
    """The bands, the parts of one line put together: 二 has a gap in its middle."""
    whole: list[Box] = []
    for band in bands:
        if whole and band.bottom - whole[-1].top <= _ONE_LINE * usual:
            whole[-1] = around((whole[-1], band))
        else:
            whole.append(band)
    return whole


def _parted(ink: Pixels, band: Box, usual: float) -> Iterator[Box]:
    """The lines of a band in which several touch: each ends where there is least ink."""
    count = round(band.height / (_PITCH * usual))
    if count < 2:
        yield band
        return
    left, top, right, bottom = map(round, band)
    dark = np.count_nonzero(ink[top:bottom, left:right], axis=1)
    step, edges = len(dark) / count, [0]
    for number in range(1, count):
        first, last = round((number - 0.25) * step), round((number + 0.25) * step) + 1
        edges.append(first + int(dark[first:last].argmin()))
    for upper, lower in pairwise((*edges, len(dark))):
        yield _around(ink, Box(left, top + upper, right, top + lower))
