"""What must stand in a report: six sections, three tables, every row and column, and numbers in the cells."""

from collections.abc import Iterator

from models.report import Cell, CellKind, Report, Section, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition, SectionForm, TableForm
from reports.rules._registry import Held, NotChecked, Parts, rule
from reports.rules.absence import ENOUGH_SECTIONS, TABLE_NAMES, heading_lost, read_beyond, unread_parts

SECTIONS_IN_WORDS = (1, 5, 6)  # the others may consist of their table alone


@rule("presence.section", severity=Severity.MAJOR, basis="regulation.50.1")
def section(report: Report, edition: Edition) -> Parts:
    """六个部分齐全 · All six sections are there.

    查什么：统一格式的六个部分都有标题；第一、五、六部分标题下有文字。
    何时不查：报告所用格式未能识别，且报告年度没有对应的统一格式。识别出的标题不足三个、没有读到任何一张表、有未读懂的内容，
        或者缺少的部分像是并入了上一部分，或者其表格已经读到时，只提请人工复核。
    符合：一、总体情况……六、其他需要报告的事项，六个标题俱全。
    不符：“四、政府信息公开行政复议、行政诉讼情况”之后直接是“六、其他需要报告的事项”。
    怎样改：补上缺少的部分；确无内容的，写明“无其他需要报告的事项”，不删标题。

    Checks: the six sections of the form each have a heading, and sections 1, 5 and 6 have text under it.
    Not checked: the form was not recognised and none serves the report's year. With fewer than three headings found,
        no table read, parts left unread, the section's own table read, or a heading that seems lost inside the section
        before it, a person is asked to look.
    Passes: 一、总体情况 … 六、其他需要报告的事项, six headings in all.
    Fails: 四、政府信息公开行政复议、行政诉讼情况 is followed at once by 六、其他需要报告的事项.
    Mend: add the section; where there is nothing to report, say so and keep the heading.
    """
    if len(report.sections) < ENOUGH_SECTIONS:
        yield _few_sections(report)
        return
    for form in edition.sections:
        found = report.section(form.no)
        if found is None:
            yield _absent(report, form, edition)
        elif form.no in SECTIONS_IN_WORDS and found.characters == 0:
            yield _empty(report, found)
        else:
            yield Held()


def _few_sections(report: Report) -> Finding:
    count = len(report.sections)
    return Finding(
        message=Words(
            f"只识别出{count}个部分的标题；正文可能是图片、附件，或者这不是年度报告，请人工查看",
            f"only {count} section headings were recognised; the text may be an image or an attachment, please look",
        ),
        where="section.*",
        side=Side.UNDECIDED,
        expected="6",
        actual=str(count),
    )


def _absent(report: Report, form: SectionForm, edition: Edition) -> Finding:
    lost = heading_lost(report, form, edition)
    doubt = Words(
        "；标题可能在转换中丢失，请人工查看", "; its heading may have been lost on the way, please look"
    )
    return Finding(
        message=Words(
            f"没有找到第{form.no}部分“{form.title}”{doubt.zh if lost else ''}",
            f"section {form.no} ({form.title}) was not found{doubt.en if lost else ''}",
        ),
        where=f"section.{form.no}",
        side=Side.UNDECIDED if lost else Side.AGENCY,
        expected=form.title,
    )


def _empty(report: Report, found: Section) -> Finding:
    return Finding(
        message=Words(
            f"第{found.no}部分“{found.title}”标题下没有文字",
            f"section {found.no} ({found.title}) has a heading and no text",
        ),
        where=f"section.{found.no}",
        side=Side.UNDECIDED if unread_parts(report) or not report.tables else Side.AGENCY,
    )


@rule("presence.table", severity=Severity.MAJOR, basis="form")
def table(report: Report, edition: Edition) -> Parts:
    """三张表齐全 · All three tables are there.

    查什么：表二（主动公开）、表三（申请）、表四（复议诉讼）都在报告中。
    何时不查：报告所用格式未能识别，且报告年度没有对应的统一格式。一张表也没有读到，该表所在部分没有找到或者是文件的最后一部分，
        或者有未读懂的内容时，可能是图片、附件或者我们没有读全，只提请人工复核。
    符合：第二、三、四部分各有一张表。
    不符：第二、三部分有表，第四部分只写“无行政复议、行政诉讼”，没有表。
    怎样改：按统一格式补上该表；没有发生的填0。

    Checks: the disclosure, applications, and reviews and litigation tables stand in the report.
    Not checked: the form was not recognised and none serves the report's year. Where no table at all was read, its section
        was not found or is the last of the document, or parts were left unread, it may be an image, an attachment, or
        our reading: a person is asked to look.
    Passes: sections 2, 3 and 4 each have their table.
    Fails: sections 2 and 3 have tables; section 4 says only that there were no reviews or lawsuits.
    Mend: add the table of the form; write 0 where nothing happened.
    """
    if not report.tables:
        yield _no_tables(report)
        return
    for form in edition.tables:
        yield Held() if report.table(form.id) is not None else _no_table(report, form)


def _no_tables(report: Report) -> Finding:
    unread = "；".join(unread_parts(report))
    why = Words(f"；未读懂：{unread}", f"; not understood: {unread}") if unread else Words("", "")
    return Finding(
        message=Words(
            f"三张表都没有读到，可能是图片或者附件，请人工查看{why.zh}",
            f"none of the three tables was read; they may be images or attachments, please look{why.en}",
        ),
        where="tables",
        side=Side.READING if unread else Side.UNDECIDED,
        expected="3",
        actual="0",
    )


def _no_table(report: Report, form: TableForm) -> Finding:
    name = TABLE_NAMES[form.id]
    certain = (
        read_beyond(report, form)
        and report.section(form.section) is not None
        and not unread_parts(report, form.id)
    )
    doubt = Words(
        "；可能是图片、附件或者没有读出，请人工查看",
        "; it may be an image, an attachment or unread, please look",
    )
    return Finding(
        message=Words(
            f"第{form.section}部分没有{name.zh}{'' if certain else doubt.zh}",
            f"section {form.section} has no {name.en}{'' if certain else doubt.en}",
        ),
        where=f"{form.id}.*",
        side=Side.AGENCY if certain else Side.UNDECIDED,
    )


@rule("presence.cells", severity=Severity.MAJOR, basis="form")
def cells(report: Report, edition: Edition) -> Parts:
    """行列齐全 · Every row and column of the form is there.

    查什么：读到的每张表，与报告所用格式逐行、逐列、逐格对照，有无缺少。
    何时不查：没有读到任何一张表。该表缺一半以上，该表之后文件就结束，或者有未读懂的内容时，可能是我们没有读全，只提请人工复核。
    符合：2021格式的申请情况表有25行、7列。
    不符：申请情况表没有“（六）其他处理”之下的三行。
    怎样改：从统一格式重新复制空表，不删行、不删列、不合并。

    Checks: every table that was read is laid beside the form, row by row, column by column, cell by cell.
    Not checked: no table was read. With more than half of a table missing, a document that ends in that table, or parts
        left unread, the fault may be ours: a person is asked to look.
    Passes: the applications table on the 2021 form has 25 rows and 7 columns.
    Fails: the applications table lacks the three rows under （六）其他处理.
    Mend: start from an empty copy of the form; delete no row or column and merge none.
    """
    if not report.tables:
        yield NotChecked(Words("没有读到任何一张表", "no table was read"))
    for form in edition.tables:
        found = report.table(form.id)
        if found is not None:
            yield _gaps(report, form, found)


def _gaps(report: Report, form: TableForm, found: Table) -> Held | Finding:
    """One finding a table, however much it lacks: a template is cut once."""
    missing = [address for address in form.addresses() if found.cell(*address) is None]
    if not missing:
        return Held()
    half = len(missing) * 2 > len(form.addresses())
    doubtful = half or not read_beyond(report, form) or bool(unread_parts(report, form.id))
    places = _places(form, missing)
    listed = "、".join(label for label, _ in places)
    name = TABLE_NAMES[form.id]
    return Finding(
        message=Words(
            f"{name.zh}与统一格式相比缺少：{listed}", f"the {name.en} lacks, against the form: {listed}"
        ),
        where=places[0][1] if len(places) == 1 else f"{form.id}.*",
        side=Side.UNDECIDED if doubtful else Side.AGENCY,
        expected=str(len(form.addresses())),
        actual=str(len(form.addresses()) - len(missing)),
    )


def _places(form: TableForm, missing: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is missing as (label, where): whole rows, then whole columns, then single cells."""
    rows = [row for row in form.rows if all((row.id, column) in missing for column in row.columns)]
    columns = [column for column in form.columns if _column_missing(form, column.id, missing)]
    gone = {row.id for row in rows} | {column.id for column in columns}
    cells_left = [(row, column) for row, column in missing if not {row, column} & gone]
    return [
        *((f"“{row.label}”行", f"{form.id}.{row.id}.*") for row in rows),
        *((f"“{column.label}”列", f"{form.id}.*.{column.id}") for column in columns),
        *(
            (f"“{form.row(row).label}”行“{form.column(column).label}”格", f"{form.id}.{row}.{column}")
            for row, column in cells_left
        ),
    ]


def _column_missing(form: TableForm, column: str, missing: list[tuple[str, str]]) -> bool:
    return all((row.id, column) in missing for row in form.rows if column in row.columns)


@rule("presence.number", severity=Severity.MAJOR, basis="form")
def number(report: Report, edition: Edition) -> Parts:
    """填的是数字 · Counts are whole numbers, not negative.

    查什么：件数、项数是不小于0的整数；只有“本年增/减”可以是负数，只有金额可以有小数。
    何时不查：没有读到任何一张表。空白和“/”不在此查，数字可以有几种读法的格子也不查；写着文字的格子只提请人工复核。
    符合：“本年增/减”填 -2。
    不符：“其他对外管理服务事项”的“上一年项目数量”填 -2。
    怎样改：先看是否整行错位（把增减数填进了左边一列），再核对数字。

    Checks: counts are whole numbers of 0 or more; only 本年增/减 may be negative, only amounts may have decimals.
    Not checked: no table was read. Blanks and "/" are no matter of this rule, nor cells that can be read as several
        numbers; cells with text are left to a person.
    Passes: 本年增/减 is -2.
    Fails: 上一年项目数量 of 其他对外管理服务事项 is -2.
    Mend: see first whether the row is shifted (the change stands one column to the left), then check the number.
    """
    if not report.tables:
        yield NotChecked(Words("没有读到任何一张表", "no table was read"))
    for form in edition.tables:
        found = report.table(form.id)
        if found is not None:
            yield from _numbers(form, found)


def _numbers(form: TableForm, found: Table) -> Iterator[Held | Finding | NotChecked]:
    filled = [
        (row, column, cell)
        for row, column, cell in found
        if cell.kind in (CellKind.NUMBER, CellKind.TEXT) and (row, column) in form.addresses()
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
