"""Signs that a report whose tables are all zero leaves something out."""

from collections.abc import Iterator

from models.filing import Filing
from models.report import Cell, Report
from models.verdict import Finding, Side
from models.words import Words
from reports.prose import Prose, Subject
from reports.rules.arithmetic import figure
from reports.rules.years import side, value

Sign = tuple[Words, str | None]  # what it is, and the sentence that says so


def of_last_year(previous: Report | None) -> Iterator[Sign]:
    table = None if previous is None else previous.table("applications")
    left = None if table is None else value(table.cell("carried_out", "total"))
    if left:
        yield (
            Words(
                f"上一年度报告结转下年度{figure(left)}件", f"last year's report carries {figure(left)} out"
            ),
            None,
        )


def of_text(prose: Prose | None) -> Iterator[Sign]:
    subjects = (Subject.RECEIVED, Subject.HANDLED, Subject.CLOSED, Subject.REMEDY)
    told = [each for each in prose.of(*subjects) if each.number] if prose is not None else []
    if told:
        yield Words(f"正文写“{told[0].words}”", f"the text says “{told[0].words}”"), told[0].sentence


def of_members(members: tuple[Filing, ...] | None) -> Iterator[Sign]:
    for each in members or ():
        tables = [
            table for name in ("applications", "remedies") if (table := each.report.table(name)) is not None
        ]
        if any(cell.value for table in tables for _, _, cell in table):
            yield (
                Words(f"{each.agency.name}的报告有数", f"the report of {each.agency.name} counts some"),
                None,
            )
            return


def though(signs: list[Sign], cells: list[Cell]) -> Finding:
    return Finding(
        message=Words(
            "申请和复议诉讼两张表全为0，而" + "，".join(words.zh for words, _ in signs) + "，请核对",
            "requests, reviews and lawsuits are all 0, but "
            + "; ".join(words.en for words, _ in signs)
            + "; please look",
        ),
        where="applications.new.total",
        side=side(*cells, usually=Side.UNDECIDED),
        actual="0",
        quote=next((said for _, said in signs if said is not None), None),
        cells=("applications.new.total", "applications.carried_in.total"),
    )
