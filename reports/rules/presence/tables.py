"""The three tables: that they are there, whole, and of the form of the year."""

from models.report import Report, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition, TableForm, edition_for
from reports.rules._registry import Held, NotChecked, Parts, rule
from reports.rules.absence import (
    NO_TABLE,
    NO_TABLES_THEN,
    TABLE_NAMES,
    may_be_unread,
    read_beyond,
    unread_parts,
)
from reports.rules.doubt import side, told


@rule("presence.table", severity=Severity.MAJOR, basis="form")
def table(report: Report, edition: Edition) -> Parts:
    """三张表齐全 · All three tables are there.

    查什么：表二（主动公开）、表三（申请）、表四（复议诉讼）都在报告中。
    何时不查：报告所用格式未能识别，且报告年度没有对应的统一格式；报告年度2018及以前。一张表也没有读到，该表所在部分没有找到或者是文件的最后一部分，
        或者有未读懂的内容时，可能是图片、附件或者我们没有读全，只提请人工复核。
    符合：第二、三、四部分各有一张表。
    不符：第二、三部分有表，第四部分只写“无行政复议、行政诉讼”，没有表。
    怎样改：按统一格式补上该表；没有发生的填0。

    Checks: the disclosure, applications, and reviews and litigation tables stand in the report.
    Not checked: the form was not recognised and none serves the report's year, or the year is 2018 or earlier. Where no
        table at all was read, its section was not found or is the last of the document, or parts were left unread, it may be an image, an attachment, or
        our reading: a person is asked to look.
    Passes: sections 2, 3 and 4 each have their table.
    Fails: sections 2 and 3 have tables; section 4 says only that there were no reviews or lawsuits.
    Mend: add the table of the form; write 0 where nothing happened.
    """
    if edition.free:
        yield NotChecked(NO_TABLES_THEN)
        return
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
        and not may_be_unread(report, form.id)
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
        side=side(certain=certain),
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
        yield NotChecked(NO_TABLES_THEN if edition.free else NO_TABLE)
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
    doubtful = half or not read_beyond(report, form) or may_be_unread(report, form.id)
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


@rule("presence.form", severity=Severity.MAJOR, basis="form")
def form_of_year(report: Report, edition: Edition, year: int | None = None) -> Parts:
    """格式与年度相符 · The form of its year.

    查什么：报告采用的是该年度的统一格式：2019、2020年度用2019格式，2021年度起用2021格式。
    何时不查：报告所用格式未能识别；看不出报告年度。标题、正文、应报告的年度不一致时，只提请人工复核。
    符合：2023年度报告的表中有“本年制发件数”。
    不符：2023年度报告的表中有“对外公开总数量”“本年增/减”，是2019格式。
    怎样改：从该年度的统一格式复制空表，重新填报。

    Checks: the report is on the form of its year: the 2019 form for 2019 and 2020, the 2021 form from 2021 on.
    Not checked: the form was not recognised, or the year cannot be told. Where title, text and the year due differ, a
        person is asked to look.
    Passes: a report of 2023 whose table has 本年制发件数.
    Fails: a report of 2023 whose table has 对外公开总数量 and 本年增/减, which are of the 2019 form.
    Mend: start from an empty copy of that year's form, and fill it in anew.
    """
    of = report.year if report.year is not None else year
    due = None if of is None else edition_for(of)
    if due is None:
        yield NotChecked(Words("看不出报告年度", "the year of the report cannot be told"))
    elif report.edition is None:
        yield NotChecked(Words("报告所用格式未能识别", "the form was not recognised"))
    elif due is edition:
        yield Held()
    else:
        named = {each for each in (report.title_year, year, *report.body_years) if each is not None}
        yield _of_another_year(edition, due, of, certain=named == {of} and not edition.free)


def _of_another_year(edition: Edition, due: Edition, of: int | None, *, certain: bool) -> Finding:
    return Finding(
        message=told(
            f"{of}年度报告采用的是{edition.id}格式，应当采用{due.id}格式",
            f"the report of {of} is on the {edition.id} form, the {due.id} form is due",
            certain=certain,
        ),
        where="tables",
        side=side(certain=certain),
        expected=due.id,
        actual=edition.id,
    )
