"""What must follow from the year before."""

from collections.abc import Mapping

from models.agency import Agency
from models.report import Cell, Report, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.arithmetic import figure

Pairs = Mapping[
    str, tuple[Cell | None, Cell | None]
]  # column id → (carried out last year, carried in this year)


@rule("continuity.carried-in", severity=Severity.MAJOR, basis="practice")
def carried_in(
    report: Report,
    applications: Table,
    previous: Report,
    edition: Edition,
    agency: Agency | None = None,
    year: int | None = None,
) -> Parts:
    """上年结转与上年报告一致 · What is carried in was carried out last year.

    查什么：本年申请情况表“上年结转”一行，与上一年度报告“结转下年度继续办理”一行，总计和各列逐一相同。2020到2021年换格式不影响。
    何时不查：没有上一年度报告，或者给出的不是上一年度；任一报告没有申请情况表；对应格为空白；单位在其间新设（机构改革）。
    符合：上年结转下年度12件，本年上年结转12件。
    不符：上年结转下年度12件，本年上年结转10件。
    怎样改：以台账为准，更正两年中填错的一年；因机构划转不同的，在报告中说明。

    Checks: the row 上年结转 equals last year's row 结转下年度继续办理, in its total and in every column. The change of
        form from 2020 to 2021 makes no difference.
    Not checked: there is no report of the year before, or the one given is of another year; either report has no
        applications table; a cell is blank; the agency was set up in between.
    Passes: 12 carried out last year, 12 carried in this year.
    Fails: 12 carried out last year, 10 carried in this year.
    Mend: correct whichever year differs from the register; where requests moved with a reorganisation, say so.
    """
    last = previous.table("applications")
    unfit = _unfit(report.year if year is None else year, previous, agency)
    if unfit is not None or last is None:
        yield NotChecked(
            unfit or Words("上一年度报告没有读到申请情况表", "no applications table in the previous report")
        )
        return
    columns = {column.id: column.label for column in edition.table("applications").columns}
    pairs = {
        each: (last.cell("carried_out", each), applications.cell("carried_in", each)) for each in columns
    }
    yield _compared(pairs, columns)


def _unfit(year: int | None, previous: Report, agency: Agency | None) -> Words | None:
    """Why the two reports cannot be compared; None: they can."""
    if year is None or previous.year is None:
        return Words("两份报告中有一份没有写明年度", "one of the two reports does not say its year")
    if previous.year != year - 1:
        return Words(
            f"给出的上一份报告是{previous.year}年度的，不是{year - 1}年度",
            f"the previous report given is of {previous.year}, not {year - 1}",
        )
    if agency is not None and agency.active_from is not None and agency.active_from.year > previous.year:
        return Words(
            "单位在两份报告之间新设，结转可能来自原单位",
            "the agency was set up in between; requests may come from others",
        )
    return None


def _compared(pairs: Pairs, labels: Mapping[str, str]) -> Part:
    """One part for the whole row: a wrong total and its columns are one defect."""
    differing = {key: pair for key, pair in pairs.items() if _differ(pair)}
    if differing:
        return _differs(differing, labels)
    blank = [labels[key] for key, pair in pairs.items() if _value(pair[0]) is None or _value(pair[1]) is None]
    if blank:
        listed = "、".join(blank)
        return NotChecked(Words(f"“{listed}”两年中有空白", f"blank in one of the years: {listed}"))
    return Held()


def _value(cell: Cell | None) -> object:
    return None if cell is None else cell.value


def _differ(pair: tuple[Cell | None, Cell | None]) -> bool:
    out, into = _value(pair[0]), _value(pair[1])
    return out is not None and into is not None and out != into


def _differs(differing: Pairs, labels: Mapping[str, str]) -> Finding:
    whole = "total" in differing
    listed = "；".join(
        f"{labels[key]} {_shown(out)} → {_shown(into)}" for key, (out, into) in differing.items()
    )
    first = "total" if whole else next(iter(differing))
    only = Words("总计相同，各列不同", "the totals agree, the columns differ")
    kind = Words("", "") if whole else Words(f"（{only.zh}）", f" ({only.en})")
    doubtful = any(cell.doubtful for pair in differing.values() for cell in pair if cell)
    return Finding(
        message=Words(
            f"本年“上年结转”与上一年度报告“结转下年度继续办理”不一致{kind.zh}：{listed}",
            f"carried in differs from what last year's report carried out{kind.en}: {listed}",
        ),
        where=f"applications.carried_in.{first}"
        if whole or len(differing) == 1
        else "applications.carried_in.*",
        side=Side.READING if doubtful else Side.AGENCY,
        expected=_shown(differing[first][0]),
        actual=_shown(differing[first][1]),
    )


def _shown(cell: Cell | None) -> str:
    return figure(cell.value if cell else None)
