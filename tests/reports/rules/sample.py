"""Reports to lay before a rule: every number right, until a test says otherwise."""

from collections.abc import Mapping
from decimal import Decimal

from models.agency import Agency, Kind, Level
from models.report import Cell, CellKind, Legibility, Report, Section, Table
from models.verdict import Finding, RuleOutcome, Verdict
from reports.editions import edition
from reports.rules import Beside, check_beside

Changes = Mapping[str, str | Cell | None]  # `table.row.column` → what stands there; None: no such cell

TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
OVERVIEW = (
    "（一）主动公开。及时公开各类信息，门户网站逐月更新，历史版本一并保留。（二）依申请公开。规范办理申请，答复前由承办科室会商。"
    "（三）政府信息管理。坚持先审查后公开，发布前逐条核对。（四）平台建设。优化网站栏目，附件可以下载，也可以复制。"
    "（五）监督保障。组织业务培训，年底通报更新情况，来电来信都有回音，意见逐条记下并答复。"
)
PROBLEMS = "存在的问题：信息更新有时不够及时，解读形式单一。改进情况：已明确责任科室和更新时限，下一步将加强业务培训。"
READ_AS_TEXT = Legibility()
OTHER = "本年度未收取信息处理费，没有其他需要报告的事项。"

# Three requests of natural persons, all granted; ten documents, one of them new; two reviews, one upheld.
NUMBERS = {
    "applications.new.natural": "3",
    "applications.new.total": "3",
    "applications.granted.natural": "3",
    "applications.granted.total": "3",
    "applications.total.natural": "3",
    "applications.total.total": "3",
    "disclosure.normative_documents.made": "1",
    "disclosure.normative_documents.published": "1",
    "disclosure.normative_documents.total_public": "10",
    "disclosure.normative_documents.valid": "10",
    "remedies.review.upheld": "1",
    "remedies.review.pending": "1",
    "remedies.review.total": "2",
}


def cell(raw: str, *, doubtful: bool = False) -> Cell:
    """A cell as the reader would make it of this text."""
    text = raw.strip()
    if not text:
        return Cell(raw=raw, kind=CellKind.BLANK, doubtful=doubtful)
    if text in ("/", "-", "—", "无", "不适用"):
        return Cell(raw=raw, kind=CellKind.NOT_APPLICABLE)
    if text.lstrip("-").replace(".", "", 1).isdigit():
        return Cell(raw=raw, kind=CellKind.NUMBER, value=Decimal(text), doubtful=doubtful)
    return Cell(raw=raw, kind=CellKind.TEXT)


def report(
    changes: Changes | None = None,
    *,
    form: str | None = "2019",
    year: int | None = 2020,
    title_year: int | None = 2020,
    body_years: tuple[int, ...] = (),
    agency: str | None = "南阳市民政局",
    body_agencies: tuple[str, ...] = (),
    texts: Mapping[int, str] | None = None,
    without: tuple[int | str, ...] = (),
    unread: tuple[str, ...] = (),
    preamble: str = "",
    title: str | None = None,
    legibility: Legibility = READ_AS_TEXT,
) -> Report:
    """A whole report, right in every number, with the changes given; `without` leaves out sections and tables."""
    tables = {} if form is None else _tables(form, changes or {})
    said = {1: OVERVIEW, 5: PROBLEMS, 6: OTHER, **(texts or {})}
    return Report(
        title=f"{agency or ''}{title_year or ''}年政府信息公开工作年度报告" if title is None else title,
        agency=agency,
        title_year=title_year,
        year=year,
        body_years=body_years,
        body_agencies=body_agencies,
        edition=form,
        sections=tuple(
            Section(no=no, title=title, text=said.get(no, ""))
            for no, title in enumerate(TITLES, start=1)
            if no not in without
        ),
        tables={table_id: table for table_id, table in tables.items() if table_id not in without},
        unread=unread,
        preamble=preamble,
        legibility=legibility,
    )


def _tables(form: str, changes: Changes) -> dict[str, Table]:
    written = {**NUMBERS, **changes}
    return {
        table.id: Table(
            table.id,
            {
                (row, column): stands if isinstance(stands, Cell) else cell(stands)
                for row, column in table.addresses()
                if (stands := written.get(f"{table.id}.{row}.{column}", "0")) is not None
            },
        )
        for table in edition(form).tables
    }


def row(table_row: str, *values: str) -> dict[str, str]:
    """Changes for one row of the applications, disclosure (2019) or remedies table, in the form's order."""
    table, _, row_id = table_row.partition(".")
    columns = edition("2019").table(table).row(row_id).columns
    return {f"{table_row}.{column}": value for column, value in zip(columns, values, strict=True)}


def agency(
    name: str = "南阳市民政局", *, aliases: tuple[str, ...] = (), kind: Kind = Kind.DEPARTMENT, **more: object
) -> Agency:
    """A row of the roster."""
    return Agency(code="411300-mzj", name=name, aliases=aliases, kind=kind, level=Level.CITY, **more)  # type: ignore[arg-type]


def verdict(
    rule: str,
    of: Report,
    **beside: object,
) -> Verdict:
    """What one rule says, run among all the others; `beside`: fields of Beside."""
    found = check_beside(of, Beside(**beside))  # type: ignore[arg-type]
    return next(each for each in found if each.rule == rule)


def outcome(rule: str, of: Report, **given: object) -> RuleOutcome:
    """Its outcome alone."""
    return verdict(rule, of, **given).outcome  # type: ignore[arg-type]


def only_finding(rule: str, of: Report, **given: object) -> Finding:
    """Its one finding; fails the test where there are more or none."""
    (finding,) = verdict(rule, of, **given).findings  # type: ignore[arg-type]
    return finding


def gone(prefix: str) -> dict[str, None]:
    """Every cell of the report whose address begins so, taken out."""
    whole = report()
    addresses = [f"{table.id}.{row}.{column}" for table in whole.tables.values() for row, column, _ in table]
    return {
        address: None
        for address in addresses
        if address.startswith(prefix) or address.endswith(prefix.lstrip("*"))
    }
