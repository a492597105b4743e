"""A government against its members and its office, and numbers against what an agency of that kind has.

All of it is for a person: who counts for whom, and who may do what, differs from place to place.
"""

from collections.abc import Iterator
from decimal import Decimal

from models.agency import Agency, Kind, Level
from models.filing import Filing
from models.report import Report, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition
from reports.names import normalise
from reports.rules._registry import TABLES, Held, NotChecked, Part, Parts, rule
from reports.rules.arithmetic import figure
from reports.rules.powers import Enforcement, enforcement, may_rule
from reports.rules.sums import named
from reports.rules.tally import cell_at, side_of, value_at
from reports.rules.years import is_telling, shared
from reports.succession import unfit

# Numbers a government's report gives for all below it.
COUNTED = (
    "applications.new.total",
    "applications.total.total",
    "remedies.review.total",
    "remedies.litigation_direct.total",
    "remedies.litigation_after_review.total",
)
NO_GOVERNMENT = Words("不是一级政府的报告", "not the report of a government")

AMOUNT = "disclosure.fees.amount"
YUAN = Decimal(5_000)  # times last year's: 元 written for 万元 makes about ten thousand
LEAST = Decimal(1)  # 万元; less is no large amount in any unit
# More than agencies of a level are known to take in a year, in 万元.
MOST = {
    Level.TOWNSHIP: Decimal(100_000),
    Level.COUNTY: Decimal(1_000_000),
    Level.CITY: Decimal(10_000_000),
    Level.PROVINCE: Decimal(10_000_000),
    Level.NATIONAL: Decimal(100_000_000),
}


@rule("hierarchy.sum", severity=Severity.MINOR, basis="practice.region")
def sum_of_members(
    report: Report,
    edition: Edition,
    agency: Agency,
    members: tuple[Filing, ...],
    roster: tuple[Agency, ...] | None = None,
) -> Parts:
    """政府数不小于下级之和 · A government counts no less than its members.

    查什么：政府年度报告的本年新收、办理结果总计、行政复议、两类行政诉讼的总计，不小于任何一个下级单位的数，也不小于
        已有的下级单位报告之和。小于的只提请人工复核：可能只统计了政府本身。垂直管理单位不计入。
    何时不查：不是一级政府的报告；没有给出下级单位的报告；对应格为空白。名录中有下级单位的报告没有给出的，说明缺多少。
    符合：下级单位新收共18件，政府报告新收20件。
    不符：下级单位新收共18件，政府报告新收5件。
    怎样改：汇总所属部门、乡镇、街道后重新填写，或者在报告中说明统计范围。

    Checks: new requests, results in all, reviews, and both kinds of lawsuits in a government's report are no less than those
        of any member, nor than those of all members' reports at hand together. A person is asked to look: perhaps only the
        government itself was counted. Vertical agencies count for their own system.
    Not checked: not the report of a government; no reports of members; a blank. Where reports of members of the roster are
        missing, it is said how many.
    Passes: the members received 18 in all, the government's report has 20.
    Fails: the members received 18 in all, the government's report has 5.
    Mend: add up departments, townships and streets again, or say in the report whose numbers these are.
    """
    own = tuple(each for each in members if _counts_for(each.agency, agency) and each.year == report.year)
    if agency.kind is not Kind.GOVERNMENT:
        yield NotChecked(NO_GOVERNMENT)
        return
    if not own:
        yield NotChecked(Words("没有给出下级单位的报告", "no reports of subordinate agencies were given"))
        return
    short = [each for each in COUNTED if _falls_short(each, report, own)]
    if short:
        yield _short(short, report, own, edition)
    for address in COUNTED:
        if value_at(report, address) is None:
            yield NotChecked(Words("政府报告的对应格没有数字", "the government's cells hold no number"))
        elif address not in short:
            yield Held()
    yield from _missing(agency, own, roster)


def _counts_for(member: Agency, government: Agency) -> bool:
    """Whether a member's numbers belong to the government's: a vertical agency's belong to its own system."""
    return member.parent == government.code and member.kind is not Kind.VERTICAL


def _falls_short(address: str, report: Report, own: tuple[Filing, ...]) -> bool:
    count = value_at(report, address)
    return count is not None and count < _together(address, own)


def _together(address: str, own: tuple[Filing, ...]) -> Decimal:
    """What the members' reports come to; one that does not tell adds nothing."""
    return sum((value_at(each.report, address) or Decimal(0) for each in own), Decimal(0))


def _short(short: list[str], report: Report, own: tuple[Filing, ...], edition: Edition) -> Finding:
    address = short[0]
    most = max(own, key=lambda each: value_at(each.report, address) or Decimal(0))
    listed = "；".join(
        f"“{named(each, edition)}” {figure(value_at(report, each))}，下级合计 {figure(_together(each, own))}"
        for each in short
    )
    largest = figure(value_at(most.report, address))
    return Finding(
        message=Words(
            f"政府报告小于{len(own)}家下级单位报告之和：{listed}；其中{most.agency.name} {largest}，请核对统计范围",
            f"less than the reports of {len(own)} members come to: {listed}; {most.agency.name} alone has {largest}; "
            "please look whose numbers these are",
        ),
        where=address,
        side=_side(short, report, own),
        expected=figure(_together(address, own)),
        actual=figure(value_at(report, address)),
        cells=tuple(short),
    )


def _side(short: list[str], report: Report, own: tuple[Filing, ...]) -> Side:
    """Never the agency's; ours where a number of the government's or of any member's was read in doubt."""
    sides = {side_of(each, short) for each in (report, *(filing.report for filing in own))}
    return Side.READING if Side.READING in sides else Side.UNDECIDED


def _missing(agency: Agency, own: tuple[Filing, ...], roster: tuple[Agency, ...] | None) -> Iterator[Part]:
    """What is said where not every member's report was at hand."""
    due = {each.code for each in roster or () if _counts_for(each, agency) and not each.exempt_reason}
    absent = len(due - {each.agency.code for each in own})
    if absent:
        yield NotChecked(
            Words(f"另有{absent}家下级单位的报告没有给出", f"the reports of {absent} members are missing")
        )


@rule("hierarchy.office-copy", severity=Severity.MAJOR, basis="form.duty")
def office_copy(report: Report, agency: Agency, office: Report) -> Parts:
    """政府报告与办公室报告相同 · The government's report is its office's.

    查什么：政府年度报告与本级政府办公室同一年度的报告：三张表逐格相同（且当年数足够多，不会是巧合），或者总体情况的文字除
        单位名称外相同。政府报告应当汇总所属单位，办公室报告只写本单位。只提请人工复核。
    何时不查：不是一级政府的报告；没有给出办公室的报告，或者年度不同；两份报告当年数几乎全为0，文字又不同。
    符合：政府报告新收66件，办公室报告新收12件。
    不符：两份报告三张表逐格相同。
    怎样改：政府报告汇总所属部门、乡镇、街道后重新编写。

    Checks: a government's report and its office's of the same year: three tables alike cell by cell (with enough numbers for
        this to be no chance), or the same text in section 1 but for the names. A government's report sums up its agencies,
        the office's is its own. A person is asked to look.
    Not checked: not the report of a government; no report of its office, or of another year; nearly all numbers 0 and the
        texts differ.
    Passes: the government received 66 requests, its office 12.
    Fails: the three tables of both reports are alike, cell by cell.
    Mend: write the government's report anew from its departments, townships and streets.
    """
    if agency.kind is not Kind.GOVERNMENT:
        yield NotChecked(NO_GOVERNMENT)
        return
    if office.year != report.year:
        yield NotChecked(Words("办公室报告的年度不同", "the office's report is of another year"))
        return
    pairs = [
        found
        for name in TABLES
        if (theirs := office.table(name)) and (ours := report.table(name))
        for found in shared(theirs, ours)
    ]
    same = bool(pairs) and all(theirs.value == ours.value for _, theirs, ours in pairs)
    if same and is_telling(pairs):
        yield _copied(
            "applications.*.total", Words(f"三张表{len(pairs)}格逐格相同", f"all {len(pairs)} cells"), report
        )
    elif (text := _overview(report)) and text == _overview(office):
        yield _copied("section.1", Words("总体情况文字相同", "the text of section 1"), report)
    elif same:
        yield NotChecked(Words("两份报告的数几乎全为0", "nearly all numbers of both reports are 0"))
    else:
        yield Held()


def _overview(report: Report) -> str:
    """The text of section 1 without the agency's own name."""
    section = report.section(1)
    text = normalise(section.text) if section is not None else ""
    return text.replace(normalise(report.agency), "") if report.agency else text


def _copied(where: str, what: Words, report: Report) -> Finding:
    doubtful = any(cell.doubtful for table in report.tables.values() for _, _, cell in table)
    return Finding(
        message=Words(
            f"政府报告与本级政府办公室的报告相同（{what.zh}），请核对政府报告是否汇总了所属单位",
            f"the government's report is the same as its office's ({what.en}); please look whether it sums up its agencies",
        ),
        where=where,
        side=Side.READING if doubtful else Side.UNDECIDED,
    )


@rule("hierarchy.rulemaking", severity=Severity.MINOR, basis="practice")
def rulemaking(report: Report, disclosure: Table, edition: Edition, agency: Agency | None = None) -> Parts:
    """没有规章制定权而填了规章 · Regulations counted by an agency that issues none.

    查什么：规章由国务院部门、省级政府和设区的市（自治州）政府制定。其他单位的主动公开情况表“规章”一行不为0的，提请人工复核：
        多半是把制度、办法或者上级规章计了进去。
    何时不查：没有读到主动公开情况表；名录和报告都没有给出单位；规章一行为空白。
    符合：县政府部门，规章0、0、0。
    不符：镇政府，规章现行有效6件。
    怎样改：规章一行填0，本机关的文件按是否属于规范性文件另计。

    Checks: regulations (规章) are issued by ministries, provinces, and cities with districts. Where any other agency has
        numbers in that row, a person is asked to look: often internal rules or others' regulations were counted.
    Not checked: no disclosure table; neither roster nor report names the agency; a blank row.
    Passes: a county department with 0, 0 and 0 regulations.
    Fails: a township with 6 valid regulations.
    Mend: put 0 into the row; count the agency's own documents where they belong.
    """
    allowed = may_rule(agency, report.agency)
    cells = {f"disclosure.{row}.{column}": cell for row, column, cell in disclosure if row == "regulations"}
    counted = [address for address, cell in cells.items() if cell.value]
    if allowed is None:
        yield NotChecked(Words("不知道是哪个单位的报告", "it is not known whose report it is"))
    elif allowed or (cells and all(cell.value == 0 for cell in cells.values())):
        yield Held()
    elif not counted:
        yield NotChecked(Words("规章一行没有数字", "the row of regulations holds no number"))
    else:
        listed = "、".join(f"{named(each, edition)} {figure(cells[each].value)}" for each in counted)
        yield Finding(
            message=Words(
                f"一般没有规章制定权的单位填写了规章：{listed}，请核对",
                f"an agency that usually issues no regulations counts some: {listed}; please look",
            ),
            where=counted[0],
            side=side_of(report, counted),
            expected="0",
            actual=figure(cells[counted[0]].value),
            cells=tuple(counted),
        )


@rule("hierarchy.enforcement", severity=Severity.HINT, basis="practice")
def enforcement_fits(report: Report, agency: Agency | None = None) -> Parts:
    """许可处罚数与职责相称 · Licences and penalties fit the agency.

    查什么：市场监管、公安、城管、应急、交通运输等执法单位，行政许可和行政处罚都为0；信访、机关事务、政府办公室等一般不执法的单位，
        行政许可、处罚、强制不为0。提请人工核对。
    何时不查：由单位名称看不出是否执法；政府和乡镇、街道（汇总或者综合执法）；对应格为空白。
    符合：市场监督管理局：行政许可1200，行政处罚86。
    不符：市场监督管理局：行政许可0，行政处罚0。
    怎样改：核对本机关作出的全部决定，包括依法未公开的；已划转其他单位的，在报告中说明。

    Checks: market regulation, police, city management, emergency, transport and the like with neither licences nor penalties;
        petitions, government offices and the like, which seldom enforce, with some. A person is asked to look.
    Not checked: the name does not tell; governments, townships and streets; a blank.
    Passes: a market regulator with 1200 licences and 86 penalties.
    Fails: a market regulator with neither.
    Mend: count all decisions, published or not; where they have gone to another agency, say so.
    """
    expected = enforcement(agency, report.agency)
    if expected is Enforcement.UNKNOWN:
        yield NotChecked(Words("由单位看不出是否执法", "the agency does not tell whether it enforces"))
        return
    usual = expected is Enforcement.USUAL
    rows = ("licences", "penalties") if usual else ("licences", "penalties", "coercion")
    addresses = tuple(f"disclosure.{row}.decisions" for row in rows)
    values = [value_at(report, each) for each in addresses]
    if any(values) if usual else all(each == 0 for each in values):
        yield Held()
    elif None in values and not any(values):
        yield NotChecked(Words("许可、处罚中有的没有数字", "licences or penalties hold no number"))
    else:
        yield _unfitting(addresses, usual, report)


def _unfitting(addresses: tuple[str, ...], usual: bool, report: Report) -> Finding:
    told = "、".join(figure(value_at(report, each)) or "—" for each in addresses)
    message = (
        Words("执法单位的行政许可、行政处罚都为0", "an enforcing agency with neither licences nor penalties")
        if usual
        else Words(
            f"一般不执法的单位填写了行政许可、处罚、强制：{told}",
            f"an agency that seldom enforces counts {told}",
        )
    )
    first = next((each for each in addresses if value_at(report, each)), addresses[0])
    return Finding(
        message=Words(f"{message.zh}，请核对", f"{message.en}; please look"),
        where=first,
        side=side_of(report, addresses),
        actual=figure(value_at(report, first)),
        cells=addresses,
    )


@rule("hierarchy.fee-scale", severity=Severity.MINOR, basis="practice")
def fee_scale(
    report: Report,
    previous: Report | None = None,
    agency: Agency | None = None,
    year: int | None = None,
) -> Parts:
    """收费金额的数量级 · The scale of the fees.

    查什么：行政事业性收费金额（万元）是上年的5000倍以上，或者大于同级单位不可能达到的数额的，多半把元填成了万元，提请人工复核。
    何时不查：没有读到主动公开情况表；2019格式没有收费金额；该格为空白。
    符合：上年650.6万元，本年670.38万元。
    不符：上年38.5万元，本年385000万元。
    怎样改：换算成万元。

    Checks: 行政事业性收费 (万元) is 5000 times last year's or more, or beyond what agencies of the level can take: 元 was
        probably written for 万元. A person is asked to look.
    Not checked: no disclosure table; the form of 2019, which has no amount; a blank.
    Passes: 650.6 last year, 670.38 this year.
    Fails: 38.5 last year, 385000 this year.
    Mend: give the amount in 万元.
    """
    cell = cell_at(report, AMOUNT)
    if cell is None or cell.value is None:
        yield NotChecked(Words("没有收费金额", "there is no amount of fees"))
        return
    fit = previous is not None and unfit(report, previous, agency, year) is None
    last = value_at(previous, AMOUNT) if previous is not None and fit else None
    if last and cell.value >= max(last * YUAN, LEAST):
        yield _too_large(
            cell.value, Words(f"上年为 {figure(last)} 万元", f"last year {figure(last)}"), report
        )
    elif agency is not None and cell.value > MOST[agency.level]:
        most = figure(MOST[agency.level])
        yield _too_large(
            cell.value, Words(f"同级单位一般不超过 {most} 万元", f"seldom above {most} at this level"), report
        )
    else:
        yield Held()


def _too_large(amount: Decimal, why: Words, report: Report) -> Finding:
    return Finding(
        message=Words(
            f"行政事业性收费 {figure(amount)} 万元，{why.zh}，请核对是否把元填成了万元",
            f"fees of {figure(amount)} 万元, {why.en}; please look whether 元 was written for 万元",
        ),
        where=AMOUNT,
        side=side_of(report, (AMOUNT,)),
        actual=figure(amount),
        cells=(AMOUNT,),
    )
