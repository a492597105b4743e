"""One side says there was none, the other counts some: requests of the year, reviews, lawsuits."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.report import Report
from models.verdict import Finding, Side
from models.words import Words
from reports.prose import Prose, Statement, Subject
from reports.rules._registry import Held, NotChecked, Part
from reports.rules.arithmetic import figure
from reports.rules.tally import side_of, value_at

NEW = "applications.new.total"
EDGES = tuple(f"applications.{row}.total" for row in ("new", "carried_in", "total", "carried_out"))
WHO = ("natural", "business", "research", "nonprofit", "legal", "other")


def has_none(report: Report) -> bool:
    """Whether the table counts no request at all, in figures: blanks say nothing."""
    return all(value_at(report, each) == 0 for each in EDGES)


def is_denied(statement: Statement, report: Report) -> bool:
    """Whether a number of reviews or lawsuits stands over a table that has none of them at all."""
    totals = {f"{address.rpartition('.')[0]}.total" for address in statement.sums[0]}
    return bool(statement.number) and all(value_at(report, each) == 0 for each in totals)


def of_requests(prose: Prose, report: Report) -> Iterator[Part]:
    """The text's and the table's word on whether there were requests."""
    said = prose.of(Subject.RECEIVED)
    none = next((each for each in said if not each.number), None)
    some = next((each for each in said if each.number), None)
    if none is not None:
        yield _none_said(none, report, alone=some is None)
    elif some is not None and has_none(report):
        yield _contradicted(some, EDGES, report, sure=some.plainly and "公开" in some.words)


def _none_said(none: Statement, report: Report, *, alone: bool) -> Part:
    count = value_at(report, NEW)
    if count is None:
        return NotChecked(
            Words(
                f"正文写“{none.words}”，表中“本年新收”总计没有数字",
                f"the text says “{none.words}”; the table has no number of new requests",
            )
        )
    if count == 0:
        return Held()
    return _contradicted(none, (NEW,), report, sure=none.plainly and alone and _adds_up(report))


def of_remedies(prose: Prose, report: Report) -> Iterator[Part]:
    """The text's and the table's word on whether there were reviews and lawsuits, each kind once."""
    seen = set()
    for statement in prose.of(Subject.REMEDY):
        cells = statement.sums[0]
        values = [value_at(report, each) for each in cells]
        if cells in seen or not all(each.endswith(".total") for each in cells):
            continue
        if statement.number and not is_denied(statement, report):
            continue
        seen.add(cells)
        if None in values:
            yield NotChecked(
                Words(
                    f"正文写“{statement.words}”，表中对应的格子没有数字",
                    f"the text says “{statement.words}”; the table's cells hold no number",
                )
            )
        elif statement.number or any(values):
            yield _contradicted(statement, cells, report, sure=False)
        else:
            yield Held()


def _contradicted(statement: Statement, cells: Sequence[str], report: Report, *, sure: bool) -> Finding:
    """The finding; laid on the agency only where text and table are both beyond doubt."""
    count = sum((value_at(report, each) or Decimal(0) for each in cells), Decimal(0))
    doubt = side_of(report, cells)
    return Finding(
        message=Words(
            f"正文写“{statement.words}”，而表中对应的件数为 {figure(count)}",
            f"the text says “{statement.words}”, but the table counts {figure(count)}",
        ),
        where=cells[0],
        side=Side.AGENCY if sure and doubt is Side.UNDECIDED else doubt,
        actual=figure(count),
        quote=statement.sentence,
        cells=tuple(cells),
    )


def _adds_up(report: Report) -> bool:
    """Whether 本年新收 is what its six kinds of applicant add up to, so that the total is no slip of its own."""
    values = [value_at(report, f"applications.new.{who}") for who in WHO]
    known = [each for each in values if each is not None]
    return len(known) == len(WHO) and sum(known, Decimal(0)) == value_at(report, NEW)
