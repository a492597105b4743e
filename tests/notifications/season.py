"""An invented season: two offices, 26 agencies, every standing, and portals that try to do harm.

Reports on 2025 as known on 2026-02-05 09:00 Beijing time; departments were due on 2026-01-31.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from models.agency import Agency, Kind, Level
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.office import Channel, Office
from models.papers import Compared, Figures, Papers, Written
from models.report import Report
from models.times import BEIJING
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict, key
from models.version import Became, Version
from models.visit import DateKind, DateRead, Outcome, Seen, Sighting, Visit
from models.words import Language, Words
from notifications.digest import Digest, Season, compose
from notifications.season import RulePage
from reports.dates import belief_of
from reports.sheets import chain, differences, sheets
from tests.reports.rules.sample import report

YEAR = 2025
AS_OF = datetime(2026, 2, 5, 9, 0, tzinfo=BEIJING).astimezone(UTC)
DUE = date(2026, 1, 31)
GOVERNMENT_DUE = date(2026, 3, 31)

CITY = Office(
    code="990100-zwgk",
    name="云汀市政务公开办公室",
    language=Language.ZH,
    channels=(Channel(name="1", url="secret:CITY_MAIL", severities=()),),
)
COUNTY = Office(
    code="990121-zwgk",
    name="青坞县政务公开办公室",
    language=Language.EN,
    channels=(Channel(name="1", url="secret:COUNTY_MAIL", severities=(Severity.CRITICAL,)),),
)
OFFICES = (CITY, COUNTY)

HARM = {
    "script": "2025年年报<script>alert(1)</script>",
    "image": '2025年年报<img src="http://127.0.0.1:9/x" onerror="alert(1)">',
    "header": "2025年年报\r\nBcc: everyone@example.org\r\n\r\nhello",
    "template": "2025年年报{{7*7}}{% for x in range(9) %}{{ cycler.__init__ }}{% endfor %}${7*7}",
    "bidi": "2025年年报\u202egnp.exe\u2066\u200b\u0000\u001b[31m",
    "long": "长" * 3000,
    "formula": '=HYPERLINK("http://127.0.0.1:9/","年报")',
    "mention": '<at user_id="all"></at> <!channel> @all [x](javascript:alert(1)) | `x`',
}
"""Titles as a hostile portal might give them."""


def at(day: str, clock: str = "09:00") -> datetime:
    """A moment of Beijing time, as UTC."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BEIJING).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Row:
    """What the builder needs to know of one agency."""

    code: str
    name: str
    standing: Standing
    why: Words
    kind: Kind = Kind.DEPARTMENT
    level: Level = Level.CITY
    office: Office = CITY
    was: str = Standing.DUE_SOON
    flags: tuple[Flag, ...] = ()
    days_late: tuple[int, int] | None = None
    claimed: date | None = None
    first_seen: datetime | None = None
    last_absent: datetime | None = None
    outcome: Outcome = Outcome.COMPLETED
    title: str = ""
    local_due: date | None = None
    due: date = DUE
    changed: bool = True  # a change of standing not told yet
    exempt: str = ""
    verdicts: tuple[Verdict, ...] = field(default_factory=tuple)

    @property
    def column(self) -> str:
        return f"http://{self.code}.portal.example/zfxxgk/nb/"


def failed(rule: str, severity: Severity, message: Words, **where: str) -> Verdict:
    """A rule that found one defect in the report itself."""
    finding = Finding(
        message=message,
        where=where.get("where", "applications.total.total"),
        side=Side(where.get("side", "agency")),
        expected=where.get("expected"),
        actual=where.get("actual"),
    )
    outcome = RuleOutcome(where.get("outcome", "failed"))
    return Verdict(rule=rule, outcome=outcome, severity=severity, basis="form-2021", findings=(finding,))


BALANCE = failed(
    "arithmetic.balance",
    Severity.MAJOR,
    Words(
        "表三：本年新收与上年结转之和不等于办结与结转下年之和",
        "Table 3: received plus carried in is not handled plus carried out",
    ),
    where="applications.*.natural",
    expected="3",
    actual="2",
)
BALANCE = replace(
    BALANCE,
    findings=(
        replace(
            BALANCE.findings[0],
            cells=tuple(
                f"applications.{row}.natural" for row in ("new", "carried_in", "total", "carried_out")
            ),
        ),
    ),
)
WRONG_YEAR = failed(
    "identity.title-year",
    Severity.CRITICAL,
    Words("标题年份 2024 与正文统计年份 2025 不一致", "The title says 2024, the text reports on 2025"),
    where="title",
    expected="2025",
    actual="2024",
)
HARMFUL = failed(
    "presence.section",
    Severity.MINOR,
    Words(f"缺少第五节，正文写作「{HARM['image']}」", f"Section 5 is missing, found “{HARM['script']}”"),
    where="section.5",
    expected="{{7*7}}",
    actual=HARM["bidi"],
)
OUR_READING = failed(
    "presence.number",
    Severity.MAJOR,
    Words("读取到负数 −2，可能为识别错误", "Read a negative number, perhaps misread"),
    side="reading",
)
FOR_REVIEW = failed(
    "agreement.documents",
    Severity.MINOR,
    Words(
        "正文称制发文件 5 件，表二为 0 件，请复核",
        "The text counts 5 documents, table 2 counts 0: please review",
    ),
    outcome="review",
)
PASSED = Verdict(
    rule="presence.table", outcome=RuleOutcome.PASSED, severity=Severity.MAJOR, basis="form-2021"
)
NOT_CHECKED = Verdict(
    rule="continuity.carried-in",
    outcome=RuleOutcome.NOT_CHECKED,
    severity=Severity.MAJOR,
    basis="form-2021",
    because=Words("未取得上一年度报告", "The previous year's report is not at hand"),
)

_SEEN = Words("2026-01-28 09:00 已检索到，在期限内", "Found on 2026-01-28 09:00, within the time limit")
_LATE = Words(
    "期限 2026-01-31；网站标注 2026-02-02，2026-02-02 09:00 尚未检索到，2026-02-03 09:00 首次检索到",
    "Due 2026-01-31; dated 2026-02-02, not yet found on 2026-02-02 09:00, first found 2026-02-03 09:00",
)
_OVERDUE = Words(
    "截至 2026-02-05 08:30，到期（2026-01-31）后 4 次完整访问均未检索到",
    "Not found as of 2026-02-05 08:30, at 4 complete visits after it was due (2026-01-31)",
)
_SUSPECTED = Words(
    "到期后 1 次完整访问未检索到，最近 2026-02-05 08:30",
    "Not found at 1 complete visit since due, last 2026-02-05 08:30",
)


def _on_time(code: str, name: str, **other: object) -> Row:
    row = Row(
        code=code,
        name=name,
        standing=Standing.ON_TIME,
        why=_SEEN,
        claimed=date(2026, 1, 27),
        first_seen=at("2026-01-28"),
        last_absent=at("2026-01-27"),
        changed=False,
        verdicts=(PASSED, NOT_CHECKED),
    )
    return replace(row, **other)  # type: ignore[arg-type]


def _late(code: str, name: str, **other: object) -> Row:
    row = Row(
        code=code,
        name=name,
        standing=Standing.LATE,
        why=_LATE,
        days_late=(2, 3),
        claimed=date(2026, 2, 2),
        first_seen=at("2026-02-03"),
        last_absent=at("2026-02-02"),
        verdicts=(PASSED,),
    )
    return replace(row, **other)  # type: ignore[arg-type]


def _overdue(code: str, name: str, **other: object) -> Row:
    row = Row(
        code=code,
        name=name,
        standing=Standing.OVERDUE,
        why=_OVERDUE,
        was=Standing.SUSPECTED,
        days_late=(5, 5),
        last_absent=at("2026-02-05", "08:30"),
    )
    return replace(row, **other)  # type: ignore[arg-type]


def _suspected(code: str, name: str, **other: object) -> Row:
    row = Row(
        code=code,
        name=name,
        standing=Standing.SUSPECTED,
        why=_SUSPECTED,
        last_absent=at("2026-02-05", "08:30"),
    )
    return replace(row, **other)  # type: ignore[arg-type]


def _unknown(code: str, name: str, outcome: Outcome, flag: Flag, reason: Words) -> Row:
    why = Words(
        f"无法核验：{reason.zh}（2026-02-05 08:30）", f"Could not be verified: {reason.en} (2026-02-05 08:30)"
    )
    return Row(code=code, name=name, standing=Standing.UNKNOWN, why=why, outcome=outcome, flags=(flag,))


def _government(code: str, name: str, **other: object) -> Row:
    row = Row(
        code=code,
        name=name,
        standing=Standing.NOT_DUE,
        why=Words("2026-03-31 到期，还有 54 天", "Due 2026-03-31, 54 days left"),
        kind=Kind.GOVERNMENT,
        due=GOVERNMENT_DUE,
        last_absent=at("2026-02-05", "08:30"),
        changed=False,
    )
    return replace(row, **other)  # type: ignore[arg-type]


ROWS = (
    _government("990100", "云汀市人民政府", local_due=date(2026, 3, 10)),
    _on_time("990100-01", "云汀市人民政府办公室"),
    _on_time("990100-02", "云汀市发展和改革委员会", verdicts=(BALANCE, PASSED, NOT_CHECKED)),
    _on_time("990100-03", "云汀市教育局", changed=True),
    _on_time("990100-04", "云汀市公安局", title=HARM["image"]),
    _late(
        "990100-05",
        "云汀市民政局",
        verdicts=(PASSED, WRONG_YEAR, BALANCE, FOR_REVIEW, OUR_READING, NOT_CHECKED),
    ),
    _late("990100-06", "云汀市司法局", was=Standing.OVERDUE),
    _overdue("990100-07", "云汀市财政局"),
    _overdue("990100-08", "云汀市人力资源和社会保障局"),
    Row(
        code="990100-09",
        name="云汀市自然资源局",
        standing=Standing.WITHDRAWN,
        was=Standing.ON_TIME,
        why=Words(
            "曾于 2026-01-29 09:00 检索到，此后 3 次完整访问均不可访问，最近 2026-02-04 09:00",
            "Found on 2026-01-29 09:00, gone at 3 complete visits since, last 2026-02-04 09:00",
        ),
        flags=(Flag.WITHDRAWN,),
        claimed=date(2026, 1, 28),
        first_seen=at("2026-01-29"),
        verdicts=(PASSED,),
    ),
    Row(
        code="990100-10",
        name="云汀市生态环境局",
        standing=Standing.UNKNOWN,
        why=Words(
            "网站标注 2026-01-30（期限内），但 2026-02-02 09:00 尚未检索到，2026-02-03 09:00 首次检索到：日期待人工核实",
            "Dated 2026-01-30 (in time), yet not found on 2026-02-02 09:00 and first found 2026-02-03 09:00: "
            "a person must look at the date",
        ),
        flags=(Flag.BACKDATING,),
        days_late=(0, 3),
        claimed=date(2026, 1, 30),
        first_seen=at("2026-02-03"),
        last_absent=at("2026-02-02"),
        verdicts=(PASSED,),
    ),
    _on_time("990100-11", "云汀市住房和城乡建设局", flags=(Flag.CHANGED,), title=HARM["template"]),
    _suspected("990100-12", "云汀市交通运输局"),
    _suspected("990100-13", "云汀市水务局"),
    _unknown(
        "990100-14",
        "云汀市农业农村局",
        Outcome.BLOCKED,
        Flag.PORTAL_BLOCKED,
        Words("网站返回 412 验证页，拒绝程序访问", "the portal answered 412 with a challenge page"),
    ),
    _unknown(
        "990100-15",
        "云汀市商务局",
        Outcome.UNREACHABLE,
        Flag.PORTAL_DOWN,
        Words("网站无法连接（连接超时）", "the portal could not be reached (time-out)"),
    ),
    _unknown(
        "990100-16",
        "云汀市文化和旅游局",
        Outcome.CHANGED,
        Flag.PORTAL_CHANGED,
        Words("栏目版式已变，未能辨认列表", "the column no longer looks like the list we knew"),
    ),
    _on_time("990100-17", "云汀市卫生健康委员会", changed=True, was=Standing.OVERDUE, title=HARM["bidi"]),
    _on_time("990100-18", "云汀市审计局"),
    Row(
        code="990100-19",
        name="云汀市地方金融管理局",
        standing=Standing.EXEMPT,
        why=Words("豁免：2025 年 6 月撤并", "Exempt: merged in June 2025"),
        exempt="2025 年 6 月撤并",
        changed=False,
    ),
    _government("990121", "青坞县人民政府", office=COUNTY, level=Level.COUNTY),
    _on_time("990121-01", "青坞县人民政府办公室", office=COUNTY, level=Level.COUNTY),
    _late(
        "990121-02",
        "青坞县教育局",
        office=COUNTY,
        level=Level.COUNTY,
        title=HARM["header"],
        verdicts=(HARMFUL,),
    ),
    _overdue("990121-03", "青坞县民政局", office=COUNTY, level=Level.COUNTY),
    _on_time("990121-04", "青坞县水利局", office=COUNTY, level=Level.COUNTY, title=HARM["long"]),
    Row(
        code="990121-05",
        name="青坞县溪口镇人民政府",
        standing=Standing.DUE_SOON,
        why=Words("2026-02-10 到期，还有 5 天", "Due 2026-02-10, 5 days left"),
        kind=Kind.TOWNSHIP,
        level=Level.TOWNSHIP,
        office=COUNTY,
        was=Standing.NOT_DUE,
        due=date(2026, 2, 10),
        local_due=date(2026, 2, 10),
        last_absent=at("2026-02-05", "08:30"),
    ),
)


def season(*, clock_set: bool = False, rows: tuple[Row, ...] = ROWS) -> Season:
    """The whole season."""
    sightings = {row.code: tuple(_sightings(row)) for row in rows}
    return Season(
        year=YEAR,
        as_of=AS_OF,
        agencies=tuple(_agency(row) for row in rows),
        assessments=tuple(_assessment(row) for row in rows),
        verdicts={row.code: row.verdicts for row in rows if row.verdicts},
        changes=untold(rows),
        visits=tuple(_visit(row) for row in rows if not row.exempt),
        sightings=sightings,
        beliefs={code: belief for code, looks in sightings.items() if (belief := belief_of(looks))},
        release="0.1.0",
        clock_set=clock_set,
        provisions={"form-2021": Words("国办公开办函〔2021〕30号", "Form of 2021 (No. 30)")},
        rules={"arithmetic.balance": Words("收支平衡", "Balance of table 3")},
        regions={"990100": "云汀市", "990121": "青坞县"},
        catalogue=(
            RulePage(
                id="arithmetic.balance",
                family=Words("勾稽关系", "What must add up"),
                title=Words("收支平衡", "Balance of table 3"),
                severity=Severity.MAJOR,
                entries={
                    Language.ZH: (("查什么", "新收与结转之和等于办结与结转下年之和"),),
                    Language.EN: (("Checks", "Received plus carried in is handled plus carried out"),),
                },
            ),
        ),
    )


def papers() -> dict[str, Papers]:
    """The tables of one agency's report with an error in them, two versions of it, and three years."""
    first = Version(document="1" * 64, first=at("2026-01-28"), last=at("2026-02-01"))
    second = Version(document="2" * 64, first=at("2026-02-02"), last=at("2026-02-05"))
    return {
        "990100-05": Papers(
            sheets=sheets(figures(WRONG, YEAR)),
            versions=(
                Compared(version=first),
                Compared(
                    version=second,
                    became=Became.RESTATED,
                    differences=differences(BALANCED, WRONG),
                    notice=HARM["image"],
                ),
            ),
            chain=chain([figures(BALANCED, YEAR - 2), figures(BALANCED, YEAR - 1), figures(WRONG, YEAR)]),
        )
    }


BALANCED = report(form="2021", year=YEAR, title_year=YEAR, agency="云汀市民政局")
WRONG = report(
    {"applications.carried_in.total": "2", "applications.total.natural": "2", "disclosure.fees.amount": ""},
    form="2021",
    year=YEAR,
    title_year=YEAR,
    agency="云汀市民政局",
    texts={6: HARM["image"]},
)


def figures(of: Report, year: int) -> Figures:
    """A report's cells as the store gives them."""
    return Figures(
        year=year,
        document=str(year).ljust(64, "0"),
        edition=of.edition,
        cells={
            (table.id, row, column): Written(cell.raw, cell.kind, cell.doubtful)
            for table in of.tables.values()
            for row, column, cell in table
        },
    )


def untold(rows: tuple[Row, ...] = ROWS) -> tuple[Change, ...]:
    """The changes of the day, in the order in which they were stored."""
    found = [change for row in rows for change in _changes(row)]
    return tuple(replace(change, id=number) for number, change in enumerate(found, start=1))


def digest_of(office: Office, whole: Season | None = None, *changes: Change, number: int = 1) -> Digest:
    """The digest of these changes, or of the season's; whatever they lead on from was told before."""
    of = whole or season()
    untold = changes or of.changes
    told = before(*untold)
    others = (c for c in of.changes if c not in untold) if changes else ()
    past = replace(of, changes=(*told, *others, *untold))
    mine = {agency.code for agency in of.agencies if agency.oversight == office.code}
    ids = [each.id or 0 for each in told if each.agency in mine]
    return compose(office, past, untold, number=number, told=ids)


def before(*changes: Change) -> tuple[Change, ...]:
    """What a channel must have been told so that these lead on from it; ids are below 0."""
    first: dict[tuple[str, About, str], Change] = {}
    for each in changes:
        first.setdefault((each.agency, each.about, each.key), each)
    found = [replace(each, old="", new=each.old) for each in first.values() if each.old]
    return tuple(replace(each, id=number - len(found)) for number, each in enumerate(found))


def change(row: Row, about: About, key: str, old: str, new: str, **other: object) -> Change:
    """One change of one agency."""
    plain = Change(
        agency=row.code,
        year=YEAR,
        about=about,
        key=key,
        old=old,
        new=new,
        at=AS_OF - timedelta(minutes=5),
        why=row.why,
        severity=Severity.CRITICAL,
        release="0.1.0",
        policy="standard-1",
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def _changes(row: Row) -> Iterator[Change]:
    if row.changed:
        yield change(row, About.STANDING, "standing", row.was, row.standing)
    for flag in row.flags:
        yield change(row, About.FLAG, flag, "", flag)
    if row.standing is not Standing.LATE:
        return
    for verdict in row.verdicts:
        for finding in verdict.findings:
            yield change(
                row,
                About.FINDING,
                key(verdict.rule, finding),
                "",
                verdict.outcome,
                why=finding.message,
                severity=verdict.severity,
            )


def _agency(row: Row) -> Agency:
    return Agency(
        code=row.code,
        name=row.name,
        kind=row.kind,
        level=row.level,
        region=row.code[:6],
        oversight=row.office.code,
        column_url=row.column,
        exempt_reason=row.exempt,
    )


def _assessment(row: Row) -> Assessment:
    found = row.first_seen is not None
    return Assessment(
        agency=row.code,
        year=YEAR,
        standing=row.standing,
        as_of=AS_OF,
        statutory_due=None if row.kind is Kind.TOWNSHIP else row.due,
        local_due=row.local_due,
        due=row.due,
        why=row.why,
        flags=row.flags,
        days_late=row.days_late,
        claimed_date=row.claimed,
        first_seen=row.first_seen,
        last_absent=row.last_absent,
        last_completed_visit=at("2026-02-05", "08:30")
        if row.outcome is Outcome.COMPLETED
        else at("2026-01-30"),
        report_url=f"{row.column}202601/t20260128_1.html" if found else "",
        title=_title(row) if found else "",
        document=_document(row) if found else "",
        since=at("2026-02-05", "08:55"),
    )


def _title(row: Row) -> str:
    return row.title or f"{row.name}2025年政府信息公开工作年度报告"


def _document(row: Row) -> str:
    return row.code.replace("-", "").ljust(64, "a")


def _visit(row: Row) -> Visit:
    return Visit(
        id=f"v-{row.code}-5",
        column_url=row.column,
        started=at("2026-02-05", "08:29"),
        finished=at("2026-02-05", "08:30"),
        outcome=row.outcome,
        reason=row.why,
        line_healthy=True,
        listing_complete=row.outcome is Outcome.COMPLETED,
    )


def _sightings(row: Row) -> Iterator[Sighting]:
    for day in (
        "2026-01-20",
        "2026-01-27",
        "2026-01-28",
        "2026-02-01",
        "2026-02-02",
        "2026-02-03",
        "2026-02-05",
    ):
        moment = at(day, "08:30") if day == "2026-02-05" else at(day)
        if row.outcome is not Outcome.COMPLETED and day > "2026-01-31":
            yield _sighting(row, moment, Seen.UNSEEN, row.outcome, row.why)
        elif row.first_seen is not None and moment >= row.first_seen:
            yield _present(row, moment)
        else:
            reason = Words(
                "列表 24 条已读完，无本单位 2025 年度报告",
                "List of 24 read to its end, no report on 2025 of this agency",
            )
            yield _sighting(row, moment, Seen.ABSENT, Outcome.COMPLETED, reason)


def _sighting(row: Row, moment: datetime, seen: Seen, outcome: Outcome, reason: Words) -> Sighting:
    return Sighting(
        agency=row.code,
        year=YEAR,
        visit=f"v-{row.code}-{moment:%m%d}",
        at=moment,
        seen=seen,
        outcome=outcome,
        reason=reason,
    )


def _present(row: Row, moment: datetime) -> Sighting:
    plain = _sighting(row, moment, Seen.PRESENT, Outcome.COMPLETED, Words("已检索到", "Found"))
    claimed = row.claimed or date(2026, 1, 27)
    return replace(
        plain,
        url=f"{row.column}202601/t20260128_1.html",
        title=_title(row),
        document=_document(row),
        claimed=row.claimed,
        dates=(
            DateRead(kind=DateKind.PUBLISHED, day=claimed, raw=f"发布日期：{claimed}"),
            DateRead(kind=DateKind.ADDRESS, day=date(2026, 1, 28), raw="t20260128"),
        ),
    )
