"""What one year's report hands on to the next: requests, stocks of documents, numbers of items."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from models.report import Cell, CellKind, Table
from models.verdict import Finding, Side
from models.words import Words
from reports.editions import Edition
from reports.rules._registry import Held, NotChecked, Part
from reports.rules.arithmetic import figure
from reports.rules.blame import Blame, Laid, by_gap, by_requests, told
from reports.rules.sums import named
from reports.rules.years import side, value
from reports.succession import Succession

ZERO = Cell(raw="", kind=CellKind.NUMBER, value=Decimal(0))
Pairs = Mapping[
    str, tuple[Cell | None, Cell | None]
]  # column id → (carried out last year, carried in this year)


def compared(succession: Succession, last: Table, this: Table, columns: Mapping[str, str]) -> Part:
    """One part for the whole row: a wrong total and its columns are one defect. `columns` are their labels by id."""
    pairs: Pairs = {each: (last.cell("carried_out", each), this.cell("carried_in", each)) for each in columns}
    differing = {key: pair for key, pair in pairs.items() if _differ(pair)}
    if differing:
        return _differs(succession, differing, columns)
    blank = [columns[key] for key, pair in pairs.items() if value(pair[0]) is None or value(pair[1]) is None]
    if blank:
        listed = "、".join(blank)
        return NotChecked(Words(f"“{listed}”两年中有空白", f"blank in one of the years: {listed}"))
    return Held()


def _differ(pair: tuple[Cell | None, Cell | None]) -> bool:
    out, into = value(pair[0]), value(pair[1])
    return out is not None and into is not None and out != into


def _differs(succession: Succession, differing: Pairs, labels: Mapping[str, str]) -> Finding:
    whole = "total" in differing
    listed = "；".join(
        f"{labels[key]} {figure(value(out))} → {figure(value(into))}"
        for key, (out, into) in differing.items()
    )
    first = "total" if whole else next(iter(differing))
    only = Words("总计相同，各列不同", "the totals agree, the columns differ")
    kind = Words("", "") if whole else Words(f"（{only.zh}）", f" ({only.en})")
    blame = _requests_blame(succession, differing)
    where_to_look = told(blame, succession)
    return Finding(
        message=Words(
            f"本年“上年结转”与上一年度报告“结转下年度继续办理”不一致{kind.zh}：{listed}{where_to_look.zh}",
            f"carried in differs from what last year's report carried out{kind.en}: {listed}{where_to_look.en}",
        ),
        where=f"applications.carried_in.{first}"
        if whole or len(differing) == 1
        else "applications.carried_in.*",
        side=side(
            *(cell for pair in differing.values() for cell in pair), usually=_charged(succession, blame)
        ),
        expected=figure(value(differing[first][0])),
        actual=figure(value(differing[first][1])),
        cells=tuple(f"applications.carried_in.{key}" for key in differing),
    )


def _requests_blame(succession: Succession, differing: Pairs) -> Blame:
    out = {key: known for key, (cell, _) in differing.items() if (known := value(cell)) is not None}
    into = {key: known for key, (_, cell) in differing.items() if (known := value(cell)) is not None}
    return by_requests(succession, out, into)


def _charged(succession: Succession, blame: Blame) -> Side:
    """The agency's, unless requests may have gone elsewhere with a merger, or it is last year's report that is off."""
    return Side.UNDECIDED if succession.merged or blame.laid is Laid.BEFORE else Side.AGENCY


def carried_on(row: str, succession: Succession, last: Table, this: Table) -> Part:
    cells = (last.cell(row, "valid"), *(this.cell(row, each) for each in ("made", "repealed", "valid")))
    if None in cells:
        return NotChecked(
            Words("两份报告不都是2021年格式，没有可比的格", "not both reports are on the form of 2021")
        )
    before, made, repealed, now = map(value, cells)
    if before is None or made is None or repealed is None or now is None:
        return NotChecked(
            Words(
                "现行有效、制发、废止中有的没有数字，或者读不准",
                "valid, made or repealed holds no certain number",
            )
        )
    due = before + made - repealed
    if due == now:
        return Held()
    where_to_look = told(by_gap(succession, "disclosure", partial(_stock_gap, row)), succession)
    name = Words(*{"regulations": ("规章", "regulations")}.get(row, ("规范性文件", "normative documents")))
    return Finding(
        message=Words(
            f"{name.zh}：上年现行有效 {figure(before)} + 本年制发 {figure(made)} - 本年废止 {figure(repealed)} = {figure(due)}，"
            f"而本年现行有效 {figure(now)}，请核对是否有清理、划转或者口径变化{where_to_look.zh}",
            f"{name.en}: {figure(before)} valid last year + {figure(made)} made - {figure(repealed)} repealed = {figure(due)}, "
            f"but {figure(now)} are valid; please look whether some were cleaned up, moved or counted anew{where_to_look.en}",
        ),
        where=f"disclosure.{row}.valid",
        side=side(*cells, usually=Side.UNDECIDED),
        expected=figure(due),
        actual=figure(now),
        cells=tuple(f"disclosure.{row}.{each}" for each in ("made", "repealed", "valid")),
    )


def _stock_gap(row: str, last: Table, this: Table) -> Decimal | None:
    """By how much what is valid exceeds what follows from last year's; None where a cell is no certain number."""
    before, now = last.cell(row, "valid"), this.cell(row, "valid")
    return gap_of(now, before, this.cell(row, "made"), less=this.cell(row, "repealed"))


def begun(row: str, succession: Succession, last: Table, this: Table, edition: Edition) -> Part:
    cells = (last.cell(row, "previous_items"), last.cell(row, "change"), this.cell(row, "previous_items"))
    before, change, now = map(value, cells)
    if before is None or change is None or now is None:
        return NotChecked(
            Words("项目数量、增减中有的没有数字，或者读不准", "items or their change hold no certain number")
        )
    due = before + change
    if due == now:
        return Held()
    where_to_look = told(by_gap(succession, "disclosure", partial(_items_gap, row)), succession)
    address = f"disclosure.{row}.previous_items"
    name = named(address, edition)
    return Finding(
        message=Words(
            f"“{name}”：上年报告 {figure(before)}、增减 {figure(change)}，本年应从 {figure(due)} 开始，表中为 {figure(now)}，请核对{where_to_look.zh}",
            f"{name}: last year {figure(before)} with a change of {figure(change)}; this year begins with {figure(now)}, "
            f"not {figure(due)}{where_to_look.en}",
        ),
        where=address,
        side=side(*cells, usually=Side.UNDECIDED),
        expected=figure(due),
        actual=figure(now),
        cells=(address,),
    )


def _items_gap(row: str, last: Table, this: Table) -> Decimal | None:
    """By how much this year begins above what last year ended with; None where a cell is no certain number."""
    return gap_of(
        this.cell(row, "previous_items"), last.cell(row, "previous_items"), last.cell(row, "change")
    )


def gap_of(now: Cell | None, *before: Cell | None, less: Cell | None = ZERO) -> Decimal | None:
    """What stands now, less what should: the sum of `before` less `less`. None where one is no certain number."""
    cells = (now, less, *before)
    if any(cell is None or cell.value is None or cell.doubtful for cell in cells):
        return None
    should = sum((value(cell) or Decimal(0) for cell in before), Decimal(0)) - (value(less) or Decimal(0))
    return (value(now) or Decimal(0)) - should
