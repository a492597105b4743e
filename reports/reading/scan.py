"""A page of pixels → Sheet: marks recognised, ruling lines seen.

Every cell between ruling lines is recognised by itself, for a detector of text misses the lone figures in small cells
and joins those of neighbours; a cell without ink is blank, and one with ink that nobody could read is not. Text
outside tables is found by the detector. Imported only where the extra `ocr` is installed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from statistics import median

import cv2
import numpy as np
import pypdfium2 as pdfium

from reports.reading.grid import Grid, grids
from reports.reading.ink import Ink, ink_of, lines_in
from reports.reading.pixels import Pixels
from reports.reading.recogniser import Reading, Recogniser
from reports.reading.sheet import Box, Mark, Sheet, Stroke
from reports.reading.straight import quarters, straightened

SHORT_SIDE = 1654  # pixels of the shorter side of a page: A4 at 200 dots an inch
MOST_PIXELS = 40_000_000  # of a page as it is recognised: ten of A4, one under the other
_POINTS = 595 / SHORT_SIDE  # a pixel
_MOST_GROWTH = 3.0  # times: what is smaller says no more when it is enlarged further
_WALL = 4  # pixels from the middle of a ruling line to where a cell's own ink may begin
_DETECTED = 0.7  # of its size: a page is searched for text so much smaller, in a third of the time
_BAND = 2600  # pixels of height that are searched at once
_MOST_LINES = 1_500  # of a page; one of a report's tables has some 300
_SURE = 0.85  # of the sample: then the page stands upright
_SAMPLE = 9
_LINES_TO_TURN = 3  # on a page: with fewer it is a photograph or a blank one
_BETTER = 0.1  # surer: so much before a page is turned
_UNREADABLE = "\ufffd"
_FAINT = 0.3  # sureness below which text outside tables is a pattern and not text
# What a figure that stands by itself in a cell is taken for: no official form has these letters there.
_FIGURES = str.maketrans("OoＯｏ〇○口Il|丨｜一", "00000001111" + "1" + "—")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line of text: where it stands, and the pixels to recognise it by."""

    box: Box
    pixels: Pixels
    in_cell: bool


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page in one of the ways it may lie."""

    ink: Ink
    size: tuple[int, int]  # height and width
    pieces: Sequence[_Piece]


def sheet_of(pixels: Pixels, engine: Recogniser) -> Sheet:
    """What stands on a scanned page, upright whichever way it was laid on the scanner."""
    laid = _upright(straightened(fitted(pixels)), engine)
    readings = engine.read([piece.pixels for piece in laid.pieces])
    height, width = laid.size
    return Sheet(
        width=width * _POINTS,
        height=height * _POINTS,
        marks=list(_marks(laid.pieces, readings)),
        across=[_in_points(stroke) for stroke in laid.ink.across],
        down=[_in_points(stroke) for stroke in laid.ink.down],
    )


def rendered(page: pdfium.PdfPage) -> Pixels:
    """A page of a PDF as grey pixels, drawn as large as it is recognised."""
    width, height = page.get_size()
    short, long = max(min(width, height), 1.0), max(width, height, 1.0)
    scale = min(SHORT_SIDE / short, (MOST_PIXELS / (short * long)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    return np.array(drawn if drawn.ndim == 2 else drawn[:, :, 0], dtype=np.uint8)


def fitted(pixels: Pixels) -> Pixels:
    """The page with as many pixels as one of 200 dots an inch has."""
    height, width = pixels.shape
    scale = min(SHORT_SIDE / min(height, width), _MOST_GROWTH, (MOST_PIXELS / (height * width)) ** 0.5)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def _upright(pixels: Pixels, engine: Recogniser) -> _Laid:
    """The page turned so that its text is read best; most pages lie as they should."""
    best = _laid(pixels, engine)
    most = _sureness(best, engine)
    for turns in (1, 3, 2) if len(best.pieces) >= _LINES_TO_TURN and most < _SURE else ():
        other = _laid(quarters(pixels, turns), engine)
        sure = _sureness(other, engine)
        if sure > most + _BETTER:
            best, most = other, sure
    return best


def _sureness(laid: _Laid, engine: Recogniser) -> float:
    """How sure the recogniser is of most of the longer lines."""
    longer = sorted(laid.pieces, key=lambda piece: piece.pixels.shape[1] / piece.pixels.shape[0])[-_SAMPLE:]
    readings = engine.read([piece.pixels for piece in longer])
    return median(reading.sureness for reading in readings) if readings else 0.0


def _laid(pixels: Pixels, engine: Recogniser) -> _Laid:
    ink = ink_of(pixels)
    tables = [grid for grid in _grids(ink) if grid.is_table]
    pieces = list(
        islice(chain(_in_tables(pixels, ink, tables), _outside(pixels, ink, tables, engine)), _MOST_LINES)
    )
    height, width = pixels.shape
    return _Laid(ink, (height, width), pieces)


def _grids(ink: Ink) -> list[Grid]:
    """The ruled tables, found as in any other sheet."""
    return grids([_in_points(each) for each in ink.across], [_in_points(each) for each in ink.down])


def _in_tables(pixels: Pixels, ink: Ink, tables: Sequence[Grid]) -> Iterator[_Piece]:
    cells = [_inside(_in_pixels(cell)) for grid in tables for cell in grid.cells]
    lines, usual = lines_in(ink.text, cells)
    for cell, each in zip(cells, lines, strict=True):
        for line in each:
            yield _Piece(line, _cut(pixels, line, within=cell, least=usual), in_cell=True)


def _outside(pixels: Pixels, ink: Ink, tables: Sequence[Grid], engine: Recogniser) -> Iterator[_Piece]:
    """The lines of text outside the tables; the detector is spared where there is no ink."""
    left, paper = ink.text.copy(), pixels.copy()
    white = int(np.median(pixels))
    for grid in tables:
        x0, y0, x1, y1 = (round(side) for side in _in_pixels(grid.box))
        left[max(y0 - _WALL, 0) : y1 + _WALL, max(x0 - _WALL, 0) : x1 + _WALL] = 0
        paper[max(y0 - _WALL, 0) : y1 + _WALL, max(x0 - _WALL, 0) : x1 + _WALL] = white
    for top, bottom in _stretches(left):
        small = cv2.resize(paper[top:bottom], None, fx=_DETECTED, fy=_DETECTED, interpolation=cv2.INTER_AREA)
        for place in engine.places(np.asarray(small, dtype=np.uint8)):
            box = Box(*(side / _DETECTED for side in place))
            line = Box(box.left, box.top + top, box.right, box.bottom + top)
            yield _Piece(line, _cut(pixels, line, within=line, least=0), in_cell=False)


def _stretches(ink: Pixels) -> Iterator[tuple[int, int]]:
    """Parts of the page with ink in them, cut where a row has none, none much taller than a page."""
    rows = np.flatnonzero(ink.any(axis=1))
    while rows.size:
        top, reach = int(rows[0]), rows[rows < rows[0] + _BAND]
        end = len(reach)
        if end < rows.size:
            gaps = np.flatnonzero(np.diff(reach) > 3)
            end = int(gaps[-1]) + 1 if gaps.size else end
        bottom = int(rows[end - 1])
        yield max(0, top - 12), min(ink.shape[0], bottom + 13)
        rows = rows[end:]


def _cut(pixels: Pixels, line: Box, *, within: Box, least: float) -> Pixels:
    """The pixels of a line with some paper around it, never lower than a line is, so that — is no beam."""
    height = max(line.height, least)
    room = 0.15 * height
    top, bottom = line.down - height / 2 - room, line.down + height / 2 + room
    left, right = line.left - room, line.right + room
    edges = (
        max(top, within.top),
        min(bottom, within.bottom),
        max(left, within.left),
        min(right, within.right),
    )
    y0, y1, x0, x1 = (max(0, round(edge)) for edge in edges)
    cut = pixels[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    if not cut.size:
        return np.full((8, 8), 255, dtype=np.uint8)
    sides = ((y0 - top, bottom - y1), (x0 - left + room, right - x1 + room))
    around = [tuple(max(0, round(side)) for side in each) for each in sides]
    return np.pad(cut, around, constant_values=int(np.percentile(cut, 90)))


def _marks(pieces: Sequence[_Piece], readings: Sequence[Reading]) -> Iterator[Mark]:
    for piece, reading in zip(pieces, readings, strict=True):
        box = Box(*(side * _POINTS for side in piece.box))
        if piece.in_cell:
            yield Mark(_as_figure(reading.text) or _UNREADABLE, box)
        elif reading.text and reading.sureness >= _FAINT:
            yield Mark(reading.text, box)


def _as_figure(text: str) -> str:
    """The text; where it is nothing but what figures are mistaken for, the figures."""
    figures = text.translate(_FIGURES)
    return figures if figures.replace("—", "0").isdigit() or text == "一" else text


def _inside(cell: Box) -> Box:
    return Box(cell.left + _WALL, cell.top + _WALL, cell.right - _WALL, cell.bottom - _WALL)


def _in_points(stroke: Stroke) -> Stroke:
    return Stroke(*(side * _POINTS for side in stroke))


def _in_pixels(box: Box) -> Box:
    return Box(*(side / _POINTS for side in box))
