"""信息处理费 in the text against the tables: what was received, and how many notices to pay were sent."""

from collections.abc import Iterator
from decimal import Decimal

from models.report import Report
from models.verdict import Finding
from models.words import Words
from reports.prose import Prose, Statement, Subject
from reports.rules._registry import Held, NotChecked, Part
from reports.rules.arithmetic import figure
from reports.rules.tally import cell_at, side_of

AMOUNT = "disclosure.fees.amount"
UNPAID = "applications.other_unpaid.total"
YUAN = Decimal(10_000)  # in a 万元


def received(prose: Prose, report: Report) -> Iterator[Part]:
    """信息处理费 is one of the fees whose amount the table gives: it cannot be more than that."""
    cell = cell_at(report, AMOUNT)
    for each in prose.of(Subject.PAID):
        if cell is None or not each.number:
            continue
        if cell.value is None:
            yield _blank(each)
        else:
            rounded = Decimal(1).scaleb(int(cell.value.as_tuple().exponent)) if cell.value else Decimal(0)
            enough = each.number <= (cell.value + rounded) * YUAN
            yield Held() if enough else _more(each, AMOUNT, f"{figure(cell.value)} 万元", report)


def notified(prose: Prose, report: Report) -> Iterator[Part]:
    """Requests ended by not paying after a notice: no more than notices were sent."""
    cell = cell_at(report, UNPAID)
    for each in prose.of(Subject.NOTICE):
        if cell is None:
            continue
        if cell.value is None:
            yield _blank(each)
        else:
            yield Held() if cell.value <= each.number else _more(each, UNPAID, figure(cell.value), report)


def _blank(statement: Statement) -> NotChecked:
    return NotChecked(
        Words(
            f"正文写“{statement.words}”，表中对应的格子没有数字",
            f"the text says “{statement.words}”; the table's cell holds no number",
        )
    )


def _more(statement: Statement, address: str, shown: str, report: Report) -> Finding:
    name = (
        Words("行政事业性收费", "行政事业性收费")
        if address == AMOUNT
        else Words("逾期未按收费通知要求缴纳费用", "requests ended by not paying after a notice")
    )
    return Finding(
        message=Words(
            f"正文写“{statement.words}”，表中“{name.zh}”为 {shown}，请核对",
            f"the text says “{statement.words}”; the table has {shown} for {name.en}",
        ),
        where=address,
        side=side_of(report, (address,)),
        expected=figure(statement.number),
        actual=shown,
        quote=statement.sentence,
        cells=(address,),
    )
