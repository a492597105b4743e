"""One page of a PDF → Sheet: its characters, ruling lines and pictures, turned so that its text is upright."""

from dataclasses import dataclass

import pypdfium2 as pdfium

from reports.reading.pdf_drawing import THIN, Drawing, Point
from reports.reading.pdf_letters import Writing
from reports.reading.sheet import Box, Mark, Sheet, Stroke

_PICTURE = 40.0  # points: smaller images are seals, marks and ornaments
_PICTURE_SHARE = 0.03  # of the page
_DRAWN_TEXT = 2_000  # curves and lines of a page without characters: its text was turned into outlines
_SCAN_SHARE = 0.4  # of the page: so large is a scan on which a stamp or a page number was put
_DECORATION = 20  # characters on a picture: then it is what they stand on


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: what stands on it, and whether it is more than a page of a report holds."""

    sheet: Sheet
    hidden: bool  # its text was laid invisibly over a picture, by recognition done before
    cut: bool  # it holds more characters or lines than were looked at
    recognised: bool = False  # what the sheet says was recognised by us in a picture of the page

    @property
    def is_scan(self) -> bool:
        """Whether what it says is a picture: no text, or hardly any on a large one, or text laid under it unseen."""
        if self.hidden or not self.sheet.marks:
            return bool(self.sheet.pictures)
        area = self.sheet.width * self.sheet.height
        large = any(box.width * box.height >= _SCAN_SHARE * area for box in self.sheet.pictures)
        return large and len(self.sheet.marks) < _DECORATION


BROKEN = Page(sheet=Sheet(width=0, height=0), hidden=False, cut=False)  # a page that cannot be opened


def page_of(page: pdfium.PdfPage) -> Page:
    """What stands on a page, turned so that most of its text is upright."""
    drawing, writing = Drawing(), Writing()
    drawing.read(page.raw)
    textpage = page.get_textpage()
    try:
        writing.read(textpage.raw, shown=not drawing.pictures)
    finally:
        textpage.close()
    left, bottom, right, top = page.get_bbox()
    turn = _Turn(left, bottom, right, top, writing.turns() if writing.letters else page.get_rotation() // 90)
    marks = [Mark(letter.text, turn.box(*letter.box)) for letter in writing.upright(turn.quarters)]
    sheet_box = Box(0, 0, *turn.size)
    marks = _once(marks)
    across, down = turn.strokes(drawing.lines)
    pictures = tuple(box for each in drawing.pictures if (box := turn.seen(each)) and _large(box, sheet_box))
    if not marks and not pictures and drawing.segments > _DRAWN_TEXT:
        pictures = (sheet_box,)
    hidden = bool(pictures) and writing.hidden * 2 > len(writing.letters)
    sheet = Sheet(
        width=sheet_box.right,
        height=sheet_box.bottom,
        marks=marks,
        across=across,
        down=down,
        pictures=pictures if hidden else tuple(box for box in pictures if not _stood_on(box, marks)),
    )
    return Page(sheet=sheet, hidden=hidden, cut=writing.cut or drawing.cut)


def _large(box: Box, page: Box) -> bool:
    return (
        min(box.width, box.height) >= _PICTURE
        and box.width * box.height >= _PICTURE_SHARE * page.width * page.height
    )


def _stood_on(box: Box, marks: list[Mark]) -> bool:
    return sum(box.holds(mark.box.across, mark.box.down) for mark in marks) >= _DECORATION


def _once(marks: list[Mark]) -> list[Mark]:
    """The marks without those drawn twice a hair's breadth apart, as some programs make bold letters."""
    kept: list[Mark] = []
    met: dict[tuple[str, int, int], list[Box]] = {}
    for mark in marks:
        box = mark.box
        size = max(box.height, 1.0)
        place = (int(box.left / size), int(box.down / size))
        near = [(mark.text, place[0] + x, place[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        if any(_same(box, other) for key in near for other in met.get(key, ())):
            continue
        met.setdefault((mark.text, *place), []).append(box)
        kept.append(mark)
    return kept


def _same(one: Box, other: Box) -> bool:
    return (
        abs(one.left - other.left) < 0.4 * max(one.width, other.width, 0.5)
        and abs(one.down - other.down) < 0.3 * one.height
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """How places of a page are counted once its text stands upright; `quarters` of a turn are undone."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def point(self, x: float, y: float) -> Point:
        """A place as seen, from the left and from the top."""
        match self.quarters:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box as seen."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def seen(self, place: Box) -> Box | None:
        """The part of a box that lies on the page."""
        box, (width, height) = self.box(*place), self.size
        seen = Box(max(box.left, 0.0), max(box.top, 0.0), min(box.right, width), min(box.bottom, height))
        return seen if seen.width > 0 and seen.height > 0 else None

    def strokes(self, lines: list[tuple[Point, Point]]) -> tuple[list[Stroke], list[Stroke]]:
        """The lines that go across and those that go down; what slopes is no ruling."""
        across, down = [], []
        for start, end in lines:
            (x0, y0), (x1, y1) = self.point(*start), self.point(*end)
            wide, tall = abs(x1 - x0), abs(y1 - y0)
            if tall <= THIN and (wide > tall or wide <= THIN):
                across.append(Stroke((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            if wide <= THIN and (tall > wide or tall <= THIN):
                down.append(Stroke((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        return across, down
