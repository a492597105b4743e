"""An OFD, the national fixed-layout format (GB/T 33190—2016) → Manuscript: letters and ruling lines by their place."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from posixpath import dirname, join, normpath
from typing import NamedTuple

from lxml import etree

from models.report import Medium
from models.words import Words
from reports.reading.errors import Unreadable
from reports.reading.layout import lines_of
from reports.reading.manuscript import Manuscript
from reports.reading.package import DAMAGED, Package, open_package
from reports.reading.sheet import Box, Mark, Sheet, Stroke

MOST_PAGES = 60
MOST_MARKS = 60_000  # of one page; a page of a report has some 1,500
MOST_STROKES = 40_000  # of one page; a report's tables have some 300
ENTRY = "OFD.xml"

_POINT = 72 / 25.4  # points in a millimetre; an OFD measures in millimetres
_RISE = 0.85  # of its size: how far a letter reaches above its base line
_SLACK = 0.2  # millimetres: a line that slopes no more is straight
_THIN = 1.0  # millimetres: a filled rectangle so thin is a line
_PICTURE = 14.0  # millimetres: smaller images are seals and marks
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")
_PATH = re.compile(rf"[SMLQBAC]|{_NUMBER.pattern}")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # numbers behind each letter of a path


def read_ofd(content: bytes) -> Manuscript:
    """The manuscript of an OFD. Raises Unreadable for a broken one, and for one without text or pictures."""
    package = open_package(content)
    sheets = [_sheet(page, size) for page, size in islice(_pages(package), MOST_PAGES)]
    lines = lines_of(sheets)
    pictures = sum(len(sheet.pictures) for sheet in sheets)
    if not lines and not pictures:
        raise Unreadable(_EMPTY)
    cut = (f"OFD 超过 {MOST_PAGES} 页，只读了前 {MOST_PAGES} 页",) if len(sheets) == MOST_PAGES else ()
    medium = Medium.TEXT if lines else Medium.PICTURES
    return Manuscript(titles=(), lines=lines, unread=cut, pictures=pictures, medium=medium)


def _pages(package: Package) -> Iterator[tuple[list[etree._Element], Box]]:
    """The roots a page is drawn from, templates first, and the size of the page in millimetres."""
    root = package.xml(ENTRY)
    for body in _named(root, "DocRoot"):
        name = _path("", body.text or "")
        document = package.xml(name)
        if document is None:
            raise Unreadable(DAMAGED)
        usual = _box(next((each.text for each in _named(document, "PhysicalBox")), None) or "0 0 210 297")
        templates = {each.get("ID", ""): each.get("BaseLoc", "") for each in _named(document, "TemplatePage")}
        for page in _named(document, "Page"):
            drawn = package.xml(_path(dirname(name), page.get("BaseLoc", "")))
            if drawn is None:
                continue
            named = [templates.get(each.get("TemplateID", ""), "") for each in _named(drawn, "Template")]
            below = [package.xml(_path(dirname(name), each)) for each in named if each]
            size = next((each.text for each in _named(drawn, "PhysicalBox")), None)
            yield [each for each in (*below, drawn) if each is not None], _box(size) if size else usual


def _path(folder: str, name: str) -> str:
    """The name of an entry a document refers to; from the root where it begins with a slash."""
    return normpath(join("/", folder, name.strip())).lstrip("/")


def _sheet(roots: list[etree._Element], size: Box) -> Sheet:
    across: list[Stroke] = []
    down: list[Stroke] = []
    marks: list[Mark] = []
    pictures: list[Box] = []
    for root in roots:
        for node in _named(root, "TextObject"):
            marks += islice(_marks(node), MOST_MARKS - len(marks))
        for node in _named(root, "PathObject"):
            if len(across) + len(down) < MOST_STROKES:
                _rule(node, across, down)
        for node in _named(root, "ImageObject"):
            box = _box(node.get("Boundary", ""))
            if min(box.width, box.height) >= _PICTURE:
                pictures.append(_points(box))
    return Sheet(
        width=size.width * _POINT,
        height=size.height * _POINT,
        marks=marks,
        across=across,
        down=down,
        pictures=pictures,
    )


class _Frame(NamedTuple):
    """Where an object stands on the page, and how what is in it is stretched, turned and moved."""

    left: float
    top: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def place(self, across: float, down: float) -> tuple[float, float]:
        """The place on the page, in millimetres, of a place inside the object."""
        return (
            self.left + self.a * across + self.c * down + self.e,
            self.top + self.b * across + self.d * down + self.f,
        )


def _frame(node: etree._Element) -> _Frame:
    box = _box(node.get("Boundary", ""))
    matrix = _numbers(node.get("CTM", ""))
    return _Frame(box.left, box.top, *(matrix if len(matrix) == 6 else (1, 0, 0, 1, 0, 0)))


def _marks(node: etree._Element) -> Iterator[Mark]:
    """The letters of a text object; one without a step to the next takes its own width."""
    frame = _frame(node)
    size = next(iter(_numbers(node.get("Size", ""))), 0.0)
    height = size * (abs(frame.d) or abs(frame.b))
    for code in _named(node, "TextCode"):
        across = next(iter(_numbers(code.get("X", ""))), 0.0)
        base = next(iter(_numbers(code.get("Y", ""))), 0.0)
        steps = _steps(code.get("DeltaX", ""))
        for letter in code.text or "":
            left, foot = frame.place(across, base)
            step = next(steps, None)
            own = size if ord(letter) > 0x2E7F else size / 2
            right = frame.place(across + min(own, step or own), base)[0]
            if letter.strip():
                top = foot - _RISE * height
                yield Mark(letter, _points(Box(min(left, right), top, max(left, right), top + height)))
            across += own if step is None else step


def _steps(text: str) -> Iterator[float]:
    """The steps from letter to letter; `g 3 5.5` says 5.5 three times, and the last holds for all that follow."""
    words, last = iter(text.split()), None
    for word in words:
        count = 1.0
        if word == "g":
            count, word = next(iter(_numbers(next(words, ""))), 0.0), next(words, "")  # noqa: PLW2901 - `g` takes two more
        last = next(iter(_numbers(word)), 0.0)
        yield from [last] * min(int(count), MOST_MARKS)
    while last is not None:
        yield last


def _rule(node: etree._Element, across: list[Stroke], down: list[Stroke]) -> None:
    """Add the straight lines of a path, and a thin filled rectangle as the one line it looks like."""
    path = next((each.text or "" for each in _named(node, "AbbreviatedData")), "")
    frame = _frame(node)
    for outline in _outlines(path):
        places = [frame.place(*place) for place in outline]
        box = Box(*map(min, zip(*places, strict=True)), *map(max, zip(*places, strict=True)))
        thin = len(places) > 3 and min(box.width, box.height) <= _THIN
        ends = [((box.left, box.top), (box.right, box.bottom))] if thin else pairwise(places)
        for (left, top), (right, bottom) in ends:
            _stroke(left, top, right, bottom, _THIN if thin else _SLACK, across, down)


def _stroke(
    left: float,
    top: float,
    right: float,
    bottom: float,
    slack: float,
    across: list[Stroke],
    down: list[Stroke],
) -> None:
    wide, high = abs(right - left), abs(bottom - top)
    if high <= slack < wide:
        across.append(_in_points((top + bottom) / 2, min(left, right), max(left, right)))
    elif wide <= slack < high:
        down.append(_in_points((left + right) / 2, min(top, bottom), max(top, bottom)))


def _in_points(at: float, start: float, end: float) -> Stroke:
    return Stroke(at * _POINT, start * _POINT, end * _POINT)


def _outlines(path: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each outline of a path; curves are taken as ending where they end."""
    words = iter(islice(_PATH.findall(path), MOST_MARKS))
    corners: list[tuple[float, float]] = []
    for word in words:
        numbers = [float(number) for number in islice(words, _TAKES.get(word, 0)) if number not in _TAKES]
        if word in {"S", "M"} and len(corners) > 1:
            yield corners
        if word in {"S", "M"}:
            corners = []
        if word == "C" and corners:
            corners.append(corners[0])
        elif len(numbers) >= 2:
            corners.append((numbers[-2], numbers[-1]))
    if len(corners) > 1:
        yield corners


def _named(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Every element of that local name in or below the root, in order."""
    return (node for node in (() if root is None else root.iter()) if node.tag.rpartition("}")[2] == name)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text[:4096])]


def _box(text: str) -> Box:
    """`left top width height` as a box; an empty one for anything else."""
    numbers = _numbers(text)
    if len(numbers) != 4:
        return Box(0, 0, 0, 0)
    left, top, width, height = numbers
    return Box(left, top, left + width, top + height)


def _points(box: Box) -> Box:
    return Box(*(side * _POINT for side in box))


_EMPTY = Words("OFD 文件里没有文字。请核对文件。", "The OFD holds no text. Check the file.")
