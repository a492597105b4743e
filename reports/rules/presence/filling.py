"""What stands in the cells: numbers, and not blanks or placeholders."""

import re
from collections.abc import Callable, Iterator, Sequence

from models.report import Cell, CellKind, Report, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition, TableForm
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.absence import NO_TABLE, NO_TABLES_THEN, TABLE_NAMES, may_be_unread
from reports.rules.doubt import side, told
from reports.rules.sums import short

# Blanks up to here may be an oversight and are left to a person; a disclosure table has few cells, and always is.
FEW_BLANKS = {"applications": 10, "remedies": 5}
LEFT_OVER = re.compile(r"[xX×Ｘ＊*＿_]{2,6}|待填|待定|(?:请|待)?填写.{0,8}")
NAMED_ROWS = 3  # rows named in a message before the rest is only counted

Address = tuple[str, str]


@rule("presence.number", severity=Severity.MAJOR, basis="form")
def number(report: Report, edition: Edition) -> Parts:
    """填的是数字 · Counts are whole numbers, not negative.

    查什么：件数、项数是不小于0的整数；只有“本年增/减”可以是负数，只有金额可以有小数。
    何时不查：没有读到任何一张表。空白、“/”和占位符号不在此查，数字可以有几种读法的格子也不查；写着文字的格子只提请人工复核。
    符合：“本年增/减”填 -2。
    不符：“其他对外管理服务事项”的“上一年项目数量”填 -2。
    怎样改：先看是否整行错位（把增减数填进了左边一列），再核对数字。

    Checks: counts are whole numbers of 0 or more; only 本年增/减 may be negative, only amounts may have decimals.
    Not checked: no table was read. Blanks, "/" and placeholders are no matter of this rule, nor cells that can be read as
        several numbers; cells with text are left to a person.
    Passes: 本年增/减 is -2.
    Fails: 上一年项目数量 of 其他对外管理服务事项 is -2.
    Mend: see first whether the row is shifted (the change stands one column to the left), then check the number.
    """
    if not report.tables:
        yield NotChecked(NO_TABLES_THEN if edition.free else NO_TABLE)
    for form in edition.tables:
        found = report.table(form.id)
        if found is not None:
            yield from _numbers(form, found)


def _numbers(form: TableForm, found: Table) -> Iterator[Held | Finding | NotChecked]:
    filled = [
        (row, column, cell)
        for row, column, cell in found
        if cell.kind in (CellKind.NUMBER, CellKind.TEXT)
        and not is_placeholder(cell)
        and form.has(row, column)
    ]
    if not filled:
        name = TABLE_NAMES[form.id]
        yield NotChecked(Words(f"{name.zh}没有填任何数字", f"the {name.en} holds no number"))
    unsettled = [each for each in filled if _unsettled(each[2])]
    if unsettled:
        name, count = TABLE_NAMES[form.id], len(unsettled)
        yield NotChecked(
            Words(
                f"{name.zh}有{count}格可以读成几个数",
                f"{count} cells of the {name.en} can be read as several numbers",
            )
        )
    for row, column, cell in filled:
        if not _unsettled(cell):
            wrong = _wrong(form, column, cell)
            yield Held() if wrong is None else _misfit(form, row, column, cell, wrong)


def _unsettled(cell: Cell) -> bool:
    """Whether the cell holds a number, and it is not known which."""
    return cell.kind is CellKind.NUMBER and cell.value is None


def _wrong(form: TableForm, column: str, cell: Cell) -> Words | None:
    """What is wrong with what stands in the cell; None: nothing."""
    raw = cell.raw
    if cell.value is None:
        return Words(f"填的“{raw}”不是数字", f"is not a number: {raw}")
    if cell.value < 0 and column not in form.signed:
        usual = Words(
            "；通常是该行整体错位，增减数填进了左边一列", "; usually the row is shifted by one column"
        )
        cause = usual if form.signed else Words("", "")
        return Words(f"填的“{raw}”是负数{cause.zh}", f"is negative: {raw}{cause.en}")
    if cell.value != cell.value.to_integral_value() and column not in form.decimal:
        return Words(f"填的“{raw}”不是整数", f"is not a whole number: {raw}")
    return None


def _misfit(form: TableForm, row: str, column: str, cell: Cell, wrong: Words) -> Finding:
    place = f"“{form.row(row).label}”的“{form.column(column).label}”"
    return Finding(
        message=Words(f"{place}{wrong.zh}", f"{place} {wrong.en}"),
        where=f"{form.id}.{row}.{column}",
        side=_side(cell),
        actual=cell.raw,
    )


def _side(cell: Cell) -> Side:
    if cell.doubtful:
        return Side.READING
    return Side.UNDECIDED if cell.value is None else Side.AGENCY


def is_placeholder(cell: Cell) -> bool:
    """Whether a cell holds what a template or its author left where a number was to come: XX, ××, 待填."""
    return cell.kind is CellKind.TEXT and LEFT_OVER.fullmatch(cell.raw.strip()) is not None


@rule("presence.blank", severity=Severity.MINOR, basis="practice.filling")
def blank(report: Report, edition: Edition) -> Parts:
    """不留空白 · No cell is left blank.

    查什么：三张表中没有空白的格子；没有发生的填0。
    何时不查：没有读到任何一张表。申请情况表空白不超过10格、复议诉讼情况表不超过5格的，主动公开情况表的空白，整张表凡是零都留空
        或者没有一个数字的，以及该表有未读懂的内容时，只提请人工复核。空白从不当作0。
    符合：没有发生的各格都填0。
    不符：申请情况表七行留空，其余各行没有发生的填0。
    怎样改：没有发生的填0；确有数字的补填。

    Checks: no cell of the three tables is blank; where nothing happened it says 0.
    Not checked: no table was read. Up to 10 blanks in the applications table and 5 in that of reviews and litigation, any in
        the disclosure table, a table in which every zero is left blank or no number stands at all, and a table not wholly
        understood are left to a person. A blank is never taken for 0.
    Passes: every cell in which nothing happened says 0.
    Fails: seven rows of the applications table are blank, while others say 0.
    Mend: write 0 where nothing happened, and fill in what is missing.
    """
    unsure = tuple(form.id for form in edition.tables if may_be_unread(report, form.id))
    yield from _each_table(
        report, edition, lambda form, table: _blanks(form, table, unsure=form.id in unsure)
    )


def _blanks(form: TableForm, table: Table, *, unsure: bool) -> Part:
    cells = [(row, column, cell) for row, column, cell in table if form.has(row, column)]
    empty = [
        (row, column) for row, column, cell in cells if cell.kind is CellKind.BLANK and not cell.doubtful
    ]
    if not empty:
        doubtful = any(cell.kind is CellKind.BLANK for _, _, cell in cells)
        return NotChecked(_unsure(form)) if doubtful else Held()
    values = [cell.value for _, _, cell in cells if cell.value is not None]
    habit = _habit(values)
    few = len(empty) <= FEW_BLANKS.get(form.id, len(cells))
    certain = not few and habit is None and not unsure
    said = _listed(form, empty)
    why = habit or (Words("", "") if certain else Words("，请人工查看", "; please look"))
    return Finding(
        message=Words(
            f"{TABLE_NAMES[form.id].zh}有{len(empty)}格空白（{said.zh}）{why.zh}",
            f"{len(empty)} cells of the {TABLE_NAMES[form.id].en} are blank ({said.en}){why.en}",
        ),
        where=_where(form, empty),
        side=side(certain=certain),
        expected="0",
        actual=str(len(empty)),
    )


def _unsure(form: TableForm) -> Words:
    name = TABLE_NAMES[form.id]
    return Words(
        f"{name.zh}的空白是否原样没有读准", f"it is not sure that blanks of the {name.en} are its own"
    )


def _habit(values: Sequence[object]) -> Words | None:
    """What blanks may stand for in a table of these numbers; None where zeros are written."""
    if not values:
        return Words("，整张表没有一个数字，请人工查看", ", and no number stands in it; please look")
    if not any(value == 0 for value in values):
        return Words("，凡是零都留空，请人工查看", "; every zero is left blank; please look")
    return None


@rule("presence.placeholder", severity=Severity.MINOR, basis="practice.filling")
def placeholder(report: Report, edition: Edition) -> Parts:
    """不填占位符号 · No placeholder stands for a number.

    查什么：应当填数字的格子，没有填“/”“-”“无”“不适用”或者“XX”“待填”。
    何时不查：没有读到任何一张表。“XX”“待填”之类是模板或者草稿的残留；“/”“无”之类可能另有用意，只提请人工复核。
    符合：没有发生的各格都填0。
    不符：“本年新收”的自然人一格填“XX”。
    怎样改：没有发生的填0，有数字的填数字。

    Checks: cells meant for a number do not hold "/", "-", 无, 不适用, nor XX or 待填.
    Not checked: no table was read. XX, 待填 and the like were left over from a template or a draft; "/", 无 and the like may
        have been meant, and are left to a person.
    Passes: every cell in which nothing happened says 0.
    Fails: the cell of natural persons in 本年新收 says XX.
    Mend: write 0 where nothing happened, and numbers where there are some.
    """
    yield from _each_table(report, edition, _placeholders)


def _placeholders(form: TableForm, table: Table) -> Part:
    cells = [(row, column, cell) for row, column, cell in table if form.has(row, column)]
    left = [(row, column) for row, column, cell in cells if is_placeholder(cell)]
    found = left or [(row, column) for row, column, cell in cells if cell.kind is CellKind.NOT_APPLICABLE]
    if not found:
        return Held()
    said, raw = _listed(form, found), (table.cells[found[0]]).raw
    return Finding(
        message=told(
            f"{TABLE_NAMES[form.id].zh}有{len(found)}格填的是“{raw}”之类（{said.zh}），不是数字",
            f"{len(found)} cells of the {TABLE_NAMES[form.id].en} hold {raw} or the like ({said.en})",
            certain=bool(left),
        ),
        where=_where(form, found),
        side=side(certain=bool(left)),
        expected="0",
        actual=raw,
    )


def _each_table(report: Report, edition: Edition, look: Callable[[TableForm, Table], Part]) -> Iterator[Part]:
    """One part a table that was read: what is wrong in many cells was done once."""
    if not report.tables:
        yield NotChecked(NO_TABLES_THEN if edition.free else NO_TABLE)
    for form in edition.tables:
        found = report.table(form.id)
        if found is not None:
            yield look(form, found)


def _where(form: TableForm, places: Sequence[Address]) -> str:
    """The one cell, the one row, or the table."""
    rows = {row for row, _ in places}
    if len(places) == 1:
        return ".".join((form.id, *places[0]))
    return f"{form.id}.{rows.pop()}.*" if len(rows) == 1 else f"{form.id}.*"


def _listed(form: TableForm, places: Sequence[Address]) -> Words:
    """The rows these cells stand in, by their labels."""
    rows = list(dict.fromkeys(row for row, _ in places))
    labels = [f"“{short(form.row(row).label)}”" for row in rows[:NAMED_ROWS]]
    rest = len(rows) - len(labels)
    more = Words(f"等{len(rows)}行", f" and {rest} more rows") if rest else Words("行", "")
    return Words("、".join(labels) + more.zh, ", ".join(labels) + more.en)
