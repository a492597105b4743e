"""What must follow from the year before."""

from decimal import Decimal

from models.agency import Agency
from models.filing import Filing
from models.report import Cell, Report, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition
from reports.prose import Prose
from reports.rules._registry import TABLES, Held, NotChecked, Part, Parts, rule
from reports.rules.arithmetic import figure
from reports.rules.carry import begun, carried_on, compared
from reports.rules.signs import of_last_year, of_members, of_text, though
from reports.rules.sums import named
from reports.rules.years import both, is_telling, shared, side
from reports.succession import Succession, unfit

DOCUMENTS = ("regulations", "normative_documents")
FLOWS = ("new", "total")  # rows of the applications whose totals are compared from year to year
DECIDED = ("licences", "penalties", "coercion")
LEAP = 5  # times more, or less, than last year
COUNTED = Decimal(50)  # a difference below is no leap: from 1 to 6 requests is nothing
MONEY = Decimal(500)  # the same of fees, in 万元


@rule("continuity.carried-in", severity=Severity.MAJOR, basis="practice")
def carried_in(succession: Succession, edition: Edition) -> Parts:
    """上年结转与上年报告一致 · What is carried in was carried out last year.

    查什么：本年申请情况表“上年结转”一行，与上一年度报告“结转下年度继续办理”一行，总计和各列逐一相同。2020到2021年换格式不影响。
        有单位并入的，与原各单位之和比，不等的只提请人工复核。连续三年能看出是上一年度报告有误的，不记在本年度名下。
    何时不查：没有上一年度报告，或者给出的不是上一年度、不是同一单位；任一报告没有申请情况表（2018年度及以前没有表格）；
        对应格为空白；单位在其间新设（机构改革）而原单位不明；有单位并入而缺其中一家的报告。
    符合：上年结转下年度12件，本年上年结转12件。
    不符：上年结转下年度12件，本年上年结转10件。
    怎样改：以台账为准，更正两年中填错的一年；因机构划转不同的，在报告中说明。

    Checks: the row 上年结转 equals last year's row 结转下年度继续办理, in its total and in every column. The change of
        form from 2020 to 2021 makes no difference. Where agencies were merged, it equals the sum of theirs, and a person is
        asked to look. Where three years in a row tell that last year's report is wrong, it is not laid on this one.
    Not checked: there is no report of the year before, or the one given is of another year or agency; either report has no
        applications table (up to 2018 there was none); a cell is blank; the agency was set up in between and it is not known
        out of which; agencies were merged and a report of theirs is missing.
    Passes: 12 carried out last year, 12 carried in this year.
    Fails: 12 carried out last year, 10 carried in this year.
    Mend: correct whichever year differs from the register; where requests moved with a reorganisation, say so.
    """
    pair = both("applications", succession)
    if isinstance(pair, NotChecked):
        yield pair
        return
    columns = {column.id: column.label for column in edition.table("applications").columns}
    yield compared(succession, *pair, columns)


@rule("continuity.stock", severity=Severity.MINOR, basis="practice")
def stock(succession: Succession) -> Parts:
    """现行有效件数承接上年 · The stock of documents goes on from last year's.

    查什么：规章、行政规范性文件：本年“现行有效”等于上一年度报告的“现行有效”，加本年制发，减本年废止；有单位并入的，上年数为原各单位之和。
        不等的只提请人工复核：可能有清理、划转、失效或者口径变化。
    何时不查：没有上一年度报告，或者给出的不是上一年度、不是同一单位；两份报告不都是2021格式；有关的格有空白；单位在其间新设。
    符合：上年现行有效25，本年制发5、废止4，现行有效26。
    不符：上年现行有效181，本年制发5、废止17，现行有效159。
    怎样改：与司法行政部门核对文件清单；确有清理、划转的，在报告中说明。

    Checks: regulations and normative documents: valid this year equals valid in last year's report, plus made, less
        repealed; where agencies were merged, last year's is the sum of theirs. A person is asked to look: documents are also cleaned up, handed over, lapse, or are counted anew.
    Not checked: no report of the year before, or of another agency; not both reports are on the form of 2021; a blank in
        any of the four cells; the agency was set up in between.
    Passes: 25 last year, 5 made, 4 repealed, 26 valid.
    Fails: 181 last year, 5 made, 17 repealed, 159 valid.
    Mend: check the list of documents with the justice department; where documents were cleaned up or moved, say so.
    """
    pair = both("disclosure", succession)
    if isinstance(pair, NotChecked):
        yield pair
        return
    yield from (carried_on(row, succession, *pair) for row in DOCUMENTS)


@rule("continuity.items", severity=Severity.MINOR, basis="practice")
def items(succession: Succession, edition: Edition) -> Parts:
    """上一年项目数量承接上年 · Last year's items go on from last year's report.

    查什么：2019格式：本年报告各行的“上一年项目数量”，等于上一年度报告同一行的“上一年项目数量”加“本年增/减”。
        不等的只提请人工复核。
    何时不查：没有上一年度报告，或者给出的不是上一年度、不是同一单位；两份报告不都是2019格式；有关的格有空白；单位在其间新设。
    符合：上年报告行政许可156、本年增/减-59，本年报告上一年项目数量97。
    不符：上年报告行政事业性收费1、本年增/减0，本年报告上一年项目数量3。
    怎样改：核对权责清单中的项目数量，更正两年中填错的一年。

    Checks: form of 2019: 上一年项目数量 of each row equals 上一年项目数量 plus 本年增/减 of the same row in last year's
        report. A person is asked to look.
    Not checked: no report of the year before, or of another agency; not both reports are on the form of 2019; a blank; the
        agency was set up in between.
    Passes: last year 156 licences and a change of -59; this year's report begins with 97.
    Fails: last year 1 fee and a change of 0; this year's report begins with 3.
    Mend: check the list of powers, and correct whichever year is wrong.
    """
    pair = both("disclosure", succession)
    if isinstance(pair, NotChecked):
        yield pair
        return
    rows = [row for row, column, _ in pair[1] if column == "previous_items"]
    if not rows or not any(column == "previous_items" for _, column, _ in pair[0]):
        yield NotChecked(
            Words("两份报告不都是2019年格式，没有可比的格", "not both reports are on the form of 2019")
        )
    else:
        yield from (begun(row, succession, *pair, edition) for row in rows)


@rule("continuity.jump", severity=Severity.HINT, basis="practice")
def jump(succession: Succession, edition: Edition) -> Parts:
    """与上年相差悬殊 · A number leaps from one year to the next.

    查什么：新收和办结的申请，行政许可、处罚、强制的决定数，现行有效文件，行政事业性收费：与上一年度相比多于5倍或者不足五分之一，
        且相差50件（收费500万元）以上的，提请人工核对是否填错。
    何时不查：没有上一年度报告，或者给出的不是上一年度、不是同一单位；对应格为空白；该格两种格式不同；单位在其间新设。
    符合：上年新收1件，本年6件。
    不符：上年行政许可194件，本年3189件。
    怎样改：核对台账、单位和口径；属实的，在报告中说明原因。

    Checks: new and closed requests, decisions on licences, penalties and coercion, valid documents, and fees: more than 5
        times, or less than a fifth of last year's, and 50 (fees: 500万元) apart or more. A person is asked to look.
    Not checked: no report of the year before, or of another agency; a blank; a cell the two forms do not share; the agency
        was set up in between.
    Passes: 1 new request last year, 6 this year.
    Fails: 194 licences last year, 3189 this year.
    Mend: check register, unit and scope; where it is so, say why in the report.
    """
    pairs = [
        found
        for table_id in ("applications", "disclosure")
        if (last := succession.last.get(table_id)) and (this := succession.this.table(table_id))
        for found in shared(last, this)
        if _is_watched(found[0])
    ]
    if succession.unfit is not None or not pairs:
        yield NotChecked(
            succession.unfit or Words("两份报告没有可比的格", "the two reports share no cell to compare")
        )
        return
    yield from (_leapt(*each, edition) for each in pairs)


def _is_watched(address: str) -> bool:
    """Whether leaps of this cell are looked for."""
    table, row, column = address.split(".")
    if table == "applications":
        return row in FLOWS and column == "total"
    return (
        (row in DECIDED and column == "decisions")
        or (row == "fees" and column == "amount")
        or column == "valid"
    )


def _leapt(address: str, last: Cell, this: Cell, edition: Edition) -> Part:
    name = named(address, edition)
    if last.value is None or this.value is None:
        return NotChecked(
            Words(f"“{name}”两年中有的没有数字，或者读不准", f"no certain number in one of the years: {name}")
        )
    less, more = sorted((last.value, this.value))
    enough = MONEY if address.endswith(".amount") else COUNTED
    if more <= less * LEAP or more - less < enough:
        return Held()
    return Finding(
        message=Words(
            f"“{name}”上年 {figure(last.value)}，本年 {figure(this.value)}，相差悬殊，请核对",
            f"{name}: {figure(last.value)} last year, {figure(this.value)} this year; please look",
        ),
        where=address,
        side=side(last, this, usually=Side.UNDECIDED),
        expected=figure(last.value),
        actual=figure(this.value),
        cells=(address,),
    )


@rule("continuity.same-tables", severity=Severity.MAJOR, basis="form.duty")
def same_tables(
    report: Report, previous: Report, agency: Agency | None = None, year: int | None = None
) -> Parts:
    """各表与上年完全相同 · All tables are last year's.

    查什么：三张表的每一格都与上一年度报告相同，且其中有足够多的当年数（存量不算）不为0，不会是巧合。只提请人工复核。
    何时不查：没有上一年度报告，或者给出的不是上一年度、不是同一单位；两份报告格式不同；缺一张表；当年数几乎全为0，相同说明不了问题。
    符合：上年新收12件，本年新收15件。
    不符：两年的三张表逐格相同：新收都是23件，予以公开都是7件……
    怎样改：按当年台账重新填写各表。

    Checks: every cell of the three tables is the same as in last year's report, and enough of the year's own numbers
        (stocks apart) are not 0 for this to be no chance. A person is asked to look.
    Not checked: no report of the year before, or of another agency; the two are on different forms; a table is missing;
        nearly all of the year's numbers are 0, so that being the same says nothing.
    Passes: 12 new requests last year, 15 this year.
    Fails: three tables alike, cell by cell, in two years: 23 new, 7 granted, and so on.
    Mend: fill in the tables from this year's register.
    """
    reason = unfit(report, previous, agency, year) or _incomparable(report, previous)
    if reason is not None:
        yield NotChecked(reason)
        return
    pairs = [
        found for table_id, this in report.tables.items() for found in shared(previous.tables[table_id], this)
    ]
    if any((last.value, last.readings) != (this.value, this.readings) for _, last, this in pairs):
        yield Held()
    elif not is_telling(pairs):
        yield NotChecked(
            Words(
                "两年各表相同，但当年数几乎全为0，说明不了问题", "the tables are the same, but nearly all 0"
            )
        )
    else:
        yield _same(pairs)


def _incomparable(report: Report, previous: Report) -> Words | None:
    if report.edition != previous.edition:
        return Words("两份报告格式不同", "the two reports are on different forms")
    if len(report.tables) < len(TABLES) or report.tables.keys() != previous.tables.keys():
        return Words("两份报告中有一份缺表", "one of the two reports lacks a table")
    return None


def _same(pairs: list[tuple[str, Cell, Cell]]) -> Finding:
    count = sum(1 for _, _, this in pairs if this.value)
    return Finding(
        message=Words(
            f"三张表共{len(pairs)}格与上一年度报告逐格相同，其中{count}格不为0，请核对是否沿用了上年数据",
            f"all {len(pairs)} cells of the tables are those of last year's report, {count} of them not 0; "
            "please look whether last year's numbers were left standing",
        ),
        where="applications.*.total",
        side=side(*(cell for _, last, this in pairs for cell in (last, this)), usually=Side.UNDECIDED),
    )


@rule("continuity.all-zero", severity=Severity.CRITICAL, basis="form.duty")
def all_zero(
    report: Report,
    applications: Table,
    remedies: Table | None = None,
    prose: Prose | None = None,
    previous: Report | None = None,
    members: tuple[Filing, ...] | None = None,
    agency: Agency | None = None,
    year: int | None = None,
) -> Parts:
    """全为零而另有迹象 · All zero, though there are signs of more.

    查什么：申请情况表和复议诉讼情况表每一格都是0，而上一年度报告有结转下年度的申请，或者本报告正文写了收到、办理的申请和
        复议、诉讼，或者下级单位的报告中有申请、复议、诉讼。只提请人工复核。
    何时不查：没有读到申请情况表；表中有空白；没有上一年度报告、正文和下级单位报告可以对照。
    符合：各格为0，上年没有结转，正文写未收到申请。
    不符：各格为0，上一年度报告结转下年度2件。
    怎样改：按台账重新填写申请和复议诉讼两张表。

    Checks: every cell of the applications and of the reviews and lawsuits is 0, but last year's report carries requests
        out, or the text tells of requests, reviews or lawsuits, or the reports of subordinate agencies count some. A person
        is asked to look.
    Not checked: no applications table; a blank in the tables; no previous report, text or reports of members to compare.
    Passes: all cells 0; none was carried out last year, and the text says that none was received.
    Fails: all cells 0; last year's report carries 2 requests out.
    Mend: fill in both tables from the register.
    """
    cells = [cell for table in (applications, remedies) if table is not None for _, _, cell in table]
    if any(cell.value for cell in cells):
        yield Held()
        return
    if any(cell.value is None for cell in cells):
        yield NotChecked(Words("两张表中有空白", "blanks in the two tables"))
        return
    fit = None if previous is None or unfit(report, previous, agency, year) is not None else previous
    if prose is None and fit is None and members is None:
        yield NotChecked(Words("没有可以对照的报告和正文", "no report or text to compare with"))
        return
    signs = [*of_last_year(fit), *of_text(prose), *of_members(members)]
    yield though(signs, cells) if signs else Held()
