"""Plain text → Manuscript: tab or pipe tables, Markdown, and rows flattened to `label 1 2 3`."""

import re
from collections.abc import Iterator

from reports.editions import EDITIONS
from reports.reading.cells import is_value
from reports.reading.labels import stem, wordings
from reports.reading.manuscript import Line, Manuscript
from reports.reading.stacked import unstacked

_MARKS = re.compile(r"\*\*|__|^[#>\s]+")
_RULE = re.compile(r"[\s|:+=-]*")
_PAGE_NUMBER = re.compile(r"\s*[-—–]\s*\d{1,3}\s*[-—–]\s*")
_TITLE_FIELD = re.compile(r"\s*(?:标题|题名|名称)\s*[:：]\s*(.+)")
_WIDE_ROWS = (5, 7, 15)  # how many values rows of the tables 三 and 四 have
_HEAD = 12  # lines in which a file may name its title


def read_text(text: str) -> Manuscript:
    """The manuscript of a text file. Page numbers on their own line are left out."""
    rows = text.splitlines()
    titles = [found[1].strip() for row in rows[:_HEAD] if (found := _TITLE_FIELD.fullmatch(row))]
    titles += [row.lstrip("# ").strip() for row in rows[:_HEAD] if row.lstrip().startswith("# ")]
    return Manuscript(titles=tuple(titles), lines=tuple(_lines(rows)))


def _lines(rows: list[str]) -> Iterator[Line]:
    """Lines in order; neighbouring table rows share one table number."""
    table, inside = 0, False
    for row in unstacked(rows):
        cells = _cells(row) if isinstance(row, str) else row
        if isinstance(row, str) and cells is None:
            if paragraph := " ".join(_MARKS.sub("", row).split()):
                inside = False
                if not _PAGE_NUMBER.fullmatch(row):
                    yield Line((paragraph,))
            continue
        if not inside:
            table, inside = table + 1, True
        if cells:
            yield Line(cells, table)


def _cells(row: str) -> tuple[str, ...] | None:
    """The cells of a table row, empty for a ruling such as `|---|`, None for running text."""
    if "|" in row:
        return () if "-" in row and _RULE.fullmatch(row) else _piped(row)
    # Tabs at the start alone are an indent, unless a lone value follows.
    if "\t" in row.strip() or row.endswith("\t") or ("\t" in row and is_value(row)):
        return tuple(_MARKS.sub("", cell).strip() for cell in row.split("\t"))
    return flattened(row)


def _piped(row: str) -> tuple[str, ...]:
    """Cells between pipes; the outer pipes make no cells."""
    inner = row.strip().removeprefix("|")
    return tuple(_MARKS.sub("", cell).strip() for cell in inner.removesuffix("|").split("|"))


def flattened(row: str) -> tuple[str, ...] | None:
    """A row whose cells are only spaced apart: `行政许可 0`, `1.属于国家秘密 2 0 0 0 0 0 2`, fifteen numbers."""
    words = row.split()
    count = 0
    while count < len(words) and is_value(words[-1 - count]):
        count += 1
    label = "".join(words[: len(words) - count])
    if count in _WIDE_ROWS or (count and stem(label) in _NARROW_LABELS):
        return (label, *words[len(words) - count :]) if label else tuple(words)
    return None


_NARROW_LABELS = frozenset(
    wording for edition in EDITIONS for row in edition.table("disclosure").rows for wording in wordings(row)
)
