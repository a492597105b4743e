"""Plain text → Manuscript: tab or pipe tables, Markdown, and rows flattened to `label 1 2 3`."""

import re
from collections.abc import Iterator

from reports.editions import EDITIONS
from reports.reading.cells import is_value
from reports.reading.labels import stem, wordings
from reports.reading.manuscript import Line, Manuscript
from reports.reading.stacked import unstacked

_BAR = re.compile(r"[｜│┃║¦]")  # as text browsers rule their tables
_BREAK = re.compile(r"<br\s*/?>|&nbsp;", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|__|^[#>\s]+")
_RULE = re.compile(r"[\s|:+=\-─━═┼╋╬├┤┬┴┌┐└┘╠╣╦╩╔╗╚╝]*")
_RULED = re.compile(r"[|+┼╋╬├┤┬┴┌┐└┘╠╣╦╩╔╗╚╝]")
_PAGE_NUMBER = re.compile(r"\s*[-—–]\s*\d{1,3}\s*[-—–]\s*")
_TITLE_FIELD = re.compile(r"\s*(?:标题|题名|名称)\s*[:：]\s*(.+)")
_WIDE_ROWS = (5, 7, 15)  # how many values rows of the tables 三 and 四 have
_LONGEST_LABEL = 90
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
    row = _BAR.sub("|", row) if len(_BAR.findall(row)) > 1 else row
    if _RULED.search(row) and re.search("[-=─━═]", row) and _RULE.fullmatch(row):
        return ()
    if "|" in row:
        return tuple(map(_cell, row.strip().removeprefix("|").removesuffix("|").split("|")))
    # Tabs at the start alone are an indent, unless a lone value follows.
    if "\t" in row.strip() or row.endswith("\t") or ("\t" in row and is_value(row)):
        return tuple(map(_cell, row.split("\t")))
    return flattened(row)


def _cell(text: str) -> str:
    """The text of a cell without Markdown's marks; a line break in it stays one."""
    return _MARKS.sub("", _BREAK.sub("\n", text)).strip()


def flattened(row: str) -> tuple[str, ...] | None:
    """A row whose cells are only spaced apart: `行政许可 0`, `1.属于国家秘密 2 0 0 0 0 0 2`, fifteen numbers."""
    words = row.split()
    count = 0
    while count < len(words) and is_value(words[-1 - count]):
        count += 1
    label = "".join(words[: len(words) - count])
    if len(label) > _LONGEST_LABEL:
        return None  # a whole table on one line, with its last row at the end
    if count in _WIDE_ROWS or (count and stem(label) in _NARROW_LABELS):
        return (label, *words[len(words) - count :]) if label else tuple(words)
    return None


_NARROW_LABELS = frozenset(
    wording for edition in EDITIONS for row in edition.table("disclosure").rows for wording in wordings(row)
)
