"""The straight lines and the pictures of a PDF page, as PDFium finds them."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from reports.reading.sheet import Box, around

MOST_SEGMENTS = 40_000  # of the paths of one page; a report's tables have some 300
THIN = 3.0  # points: a filled rectangle so thin is a line
_DEEPEST = 8  # forms within forms

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """The straight lines and the images of a page, as PDF counts: from the left and from below.

    Its boxes have their lower side where others have their upper one.
    """

    lines: list[tuple[Point, Point]] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    segments: int = 0
    cut: bool = False

    def read(self, page: Any) -> None:
        """Read every object of a page."""
        for index in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, index), _AS_IT_IS, 0)
            if self.cut:
                return

    def _object(self, thing: Any, outer: Matrix, depth: int) -> None:
        match raw.FPDFPageObj_GetType(thing):
            case raw.FPDF_PAGEOBJ_PATH:
                self._path(thing, outer)
            case raw.FPDF_PAGEOBJ_IMAGE:
                self._image(thing, outer)
            case raw.FPDF_PAGEOBJ_FORM if depth < _DEEPEST:
                inner = _product(_matrix(thing), outer)
                for index in range(raw.FPDFFormObj_CountObjects(thing)):
                    self._object(raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1)
            case _:
                pass  # text is read by itself, and shadings are no lines

    def _path(self, path: Any, outer: Matrix) -> None:
        fill, stroked = ctypes.c_int(), raw.FPDF_BOOL()
        raw.FPDFPath_GetDrawMode(path, fill, stroked)
        count = raw.FPDFPath_CountSegments(path)
        self.segments += count
        if self.segments > MOST_SEGMENTS:
            self.cut = True
            return
        matrix = _product(_matrix(path), outer)
        for points, closed in _subpaths(path, count, matrix):
            box = around(Box(x, y, x, y) for x, y in points)
            if fill.value and min(box.width, box.height) <= THIN:
                self.lines.append(_middle_line(box))
            elif stroked.value and _breadth(path, matrix) <= 2 * THIN:
                self.lines += pairwise(points)
                if closed:
                    self.lines.append((points[-1], points[0]))

    def _image(self, image: Any, outer: Matrix) -> None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not raw.FPDFPageObj_GetBounds(image, left, bottom, right, top):
            return
        corners = [_moved((x.value, y.value), outer) for x in (left, right) for y in (bottom, top)]
        box = around(Box(x, y, x, y) for x, y in corners)
        if min(box.width, box.height) <= THIN:
            self.lines.append(_middle_line(box))
        else:
            self.pictures.append(box)


def _subpaths(path: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The straight-lined parts of a path, and whether each is closed; parts with curves are left out."""
    points: list[Point] = []
    curved = closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points, closed
            points, curved, closed = [], False, False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
        points.append(_moved((x.value, y.value), matrix))
    if len(points) > 1 and not curved:
        yield points, closed


def _breadth(path: Any, matrix: Matrix) -> float:
    """How broad a path is stroked. Unit: points."""
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(path, width)
    return width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _middle_line(box: Box) -> tuple[Point, Point]:
    """The line a thin rectangle is."""
    if box.width >= box.height:
        return (box.left, box.down), (box.right, box.down)
    return (box.across, box.top), (box.across, box.bottom)


def _matrix(thing: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _AS_IT_IS
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: Matrix, then: Matrix) -> Matrix:
    """One change of place after another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
