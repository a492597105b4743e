"""Whether two documents say the same, and in what they differ: figures and words, apart from the page around them.

A later version that says it was corrected is told from one whose figures were changed without a word.
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise

from models.report import Cell, Report
from models.version import Became, CellChange, Printed, Restatement


def fingerprint(report: Report) -> str:
    """A hash of every cell as written and every section's text without white space; the page's chrome is left out."""
    cells = [
        f"{table.id}.{row}.{column}={''.join(cell.raw.split())}"
        for table in report.tables.values()
        for row, column, cell in table
    ]
    texts = [f"{section.no}={''.join(section.text.split())}" for section in report.sections]
    return hashlib.sha256("\n".join((*sorted(cells), *texts)).encode()).hexdigest()


def restatements(versions: Sequence[Printed]) -> tuple[Restatement, ...]:
    """What each step from one version to the next changed; `versions` oldest first."""
    return tuple(_restatement(before, after) for before, after in pairwise(versions))


def _restatement(before: Printed, after: Printed) -> Restatement:
    cells = changed_cells(before.report, after.report)
    notice = _notice(after) if _notice(before) == "" else ""
    return Restatement(
        before=before.version,
        after=after.version,
        became=_became(before.report, after.report, cells, notice),
        cells=cells,
        notice=notice,
    )


def _became(before: Report, after: Report, cells: Sequence[CellChange], notice: str) -> Became:
    if cells:
        return Became.CORRECTED if notice else Became.RESTATED
    return Became.SAME if fingerprint(before) == fingerprint(after) else Became.REWORDED


def changed_cells(old: Report, new: Report) -> tuple[CellChange, ...]:
    """Every cell in which both have a number, and not the same.

    A blank is no other figure, and what was read in doubt is none: the two may be files of different kinds.
    """
    return tuple(
        CellChange(address=f"{table.id}.{row}.{column}", old=cell, new=other)
        for table in old.tables.values()
        if (later := new.table(table.id)) is not None
        for row, column, cell in table
        if (other := later.cell(row, column)) is not None and certainly_differ(cell, other)
    )


def certainly_differ(cell: Cell, other: Cell) -> bool:
    """Whether both are figures read beyond doubt, and not the same; a blank is no figure."""
    known = not (cell.doubtful or other.doubtful) and None not in (cell.value, other.value)
    return known and cell.value != other.value


# Of a report that was corrected. 更正 or 更新 alone stands in the text of many that were not, 更新时间 on every page.
_NOTICE = re.compile(
    r"更正(?:说明|公告|启事|声明|版|稿|如下|情况说明|后重新)|(?:现|已|予以|特此)更正|勘误"
    r"|[（(](?:已)?(?:更正|更新|修订|修正)(?:版|稿|后)?[）)]"
    r"|(?:更新|修订|修正)(?:版|稿|如下)|(?:现|特此)(?:更新|修正)为|重新发布|以本(?:次|报告)为准"
)


def _notice(printed: Printed) -> str:
    """The words by which a version says that it was corrected: in its title, its introduction or any section."""
    report = printed.report
    texts = (printed.version.title, report.title, report.preamble, *(each.text for each in report.sections))
    for text in texts:
        found = _NOTICE.search("".join((text or "").split()))
        if found is not None:
            return found[0]
    return ""
