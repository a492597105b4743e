"""A document laid out in reading order, before anybody asks what it means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or one row of a table. `table` counts the document's tables from 1; 0 is running text."""

    cells: tuple[str, ...]
    table: int = 0

    @property
    def text(self) -> str:
        """Everything on the line, cells side by side."""
        return " ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """The lines of a document, and the titles the page around it gives, best first."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()
