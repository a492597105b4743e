"""Marks → lines of text: letters of one line put side by side, with a space only where the eye sees one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.reading.grid import Grid
from reports.reading.sheet import Box, Mark, around

_SAME_LINE = 0.5  # of the smaller height: how far the middles of two letters of a line may lie apart
_SPACE = 0.15  # of the height: between Latin letters or digits a gap so wide is a space
_WIDE = 1.0  # of the height: a gap so wide parts what stands side by side
_APART = 0.6  # of the height: between digits a gap so wide parts two numbers
_TOUCHING = 0.06  # of the height: digits closer than this are one number, whatever line runs through it
_CHINESE = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026]")
_NUMERAL = re.compile(r"[\d.,+\-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that stand together on a line, and their box."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its pieces from left to right, a wide gap between each two."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def box(self) -> Box:
        """The box around it."""
        return around(piece.box for piece in self.pieces)


def text_lines(marks: Iterable[Mark]) -> list[TextLine]:
    """The lines that marks make, from the top."""
    return [TextLine(tuple(_pieces(line))) for line in _in_lines(marks)]


def in_cells(grid: Grid, marks: Iterable[Mark]) -> tuple[list[list[TextLine]], list[Mark]]:
    """The lines in every cell of a grid, in the order of its cells, and the marks outside the table."""
    held: list[list[Mark]] = [[] for _ in grid.cells]
    outside: list[Mark] = []
    for line in _in_lines(marks):
        for run in _runs(line):
            for mark, cell in zip(run, _owners(grid, run), strict=True):
                (outside if cell is None else held[cell]).append(mark)
    return [text_lines(inside) for inside in held], outside


def joined(parts: Sequence[str]) -> str:
    """Lines put together to a paragraph: a space only between Latin letters."""
    text = ""
    for part in parts:
        latin = text[-1:].isascii() and part[:1].isascii() and text[-1:].isalnum() and part[:1].isalnum()
        text += (" " if latin and not (text[-1:].isdigit() and part[:1].isdigit()) else "") + part
    return text


def _in_lines(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Marks whose middles lie at one height, each line from left to right."""
    line: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.box.down):
        if line:
            first = line[0].box
            if mark.box.down - first.down > _SAME_LINE * min(first.height, mark.box.height):
                yield sorted(line, key=lambda each: each.box.left)
                line = []
        line.append(mark)
    if line:
        yield sorted(line, key=lambda each: each.box.left)


def _pieces(line: list[Mark]) -> Iterator[Piece]:
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or _parts(line[at - 1], line[at]):
            held = line[start:at]
            yield Piece(_spaced(held), around(mark.box for mark in held))
            start = at


def _parts(left: Mark, right: Mark) -> bool:
    """Whether the gap between two marks is one between two cells or columns."""
    digits = left.text[-1:].isdigit() and right.text[:1].isdigit()
    return _gap(left, right) > (_APART if digits else _WIDE)


def _gap(left: Mark, right: Mark) -> float:
    """The gap between two marks. Unit: the height of the lower one."""
    return (right.box.left - left.box.right) / max(min(left.box.height, right.box.height), 0.1)


def _spaced(marks: list[Mark]) -> str:
    text = marks[0].text
    for before, mark in pairwise(marks):
        apart = _gap(before, mark) > _SPACE
        chinese = _CHINESE.match(before.text[-1:]) or _CHINESE.match(mark.text[:1])
        text += (" " if apart and not chinese else "") + mark.text
    return text


def _runs(line: list[Mark]) -> Iterator[list[Mark]]:
    """Digits that touch, together; every other mark alone."""
    run: list[Mark] = []
    for mark in line:
        goes_on = run and _NUMERAL.fullmatch(mark.text) and _gap(run[-1], mark) <= _TOUCHING
        if run and not (goes_on and _NUMERAL.fullmatch(run[-1].text)):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _owners(grid: Grid, run: list[Mark]) -> list[int | None]:
    """The cells of a run's marks: the one that holds most of it, for a number too long for its cell is still one number."""
    owners = [grid.cell_at(mark.box.across, mark.box.down) for mark in run]
    return [max(owners, key=owners.count)] * len(run)
