"""A document laid out in reading order, before anybody asks what it means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.report import Medium
from models.visit import DateRead

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or one row of a table. `table` counts the document's tables from 1; 0 is running text."""

    cells: tuple[str, ...]
    table: int = 0

    @property
    def text(self) -> str:
        """Everything on the line, cells side by side."""
        return self.cells[0] if len(self.cells) == 1 else " ".join(filter(None, self.cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """The lines of a document, and the titles the page around it gives, best first."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()
    pictures: int = 0  # images in the report's own part of the document that may hold parts of it
    medium: Medium = Medium.TEXT
    dates: tuple[DateRead, ...] = ()  # what the file says of itself
    secondhand: bool = False  # another program's reading of a report: no figure in it is beyond doubt


def cell_of(parts: Sequence[str]) -> str:
    """The text of a cell of several paragraphs: parts of one label are joined, parts holding digits are kept apart."""
    parts = [part for part in parts if part]
    return ("\n" if any(map(_DIGIT.search, parts)) else "").join(parts)
