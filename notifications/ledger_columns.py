"""The columns of the 台账, in the order of domain §5.5: each a heading, a width and what it says of one agency. Pure.

A blank is unknown or does not apply. The last columns have nothing to say: the office fills them in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.assessment import Standing
from models.verdict import Finding, RuleOutcome, Severity, Verdict
from models.visit import DateKind
from models.words import Words
from notifications import ledger_words as said
from notifications import words
from notifications.ledger_entries import Book, Entry
from notifications.rulings import flags_shown
from notifications.status import finding_counts
from notifications.workbook import Column, Link, Value

CARRIED_IN = "continuity.carried-in"  # the one rule of which the ledger says that all is well
MOST_MESSAGES = 8  # in one cell; the sheet of findings has all

Tell = Callable[[Book, Entry], Value]


@dataclass(frozen=True, slots=True)
class Told:
    """One column: what it is called, its width in half characters, and what it says."""

    heading: Words
    width: int
    tell: Tell
    tones: bool = False  # coloured by standing


def column_of(told: Told, book: Book) -> Column:
    """The column in the language of the ledger."""
    tones = {book.say(label): words.TONE[each] for each, label in words.STANDING.items()}
    return Column(heading=book.say(told.heading), width=told.width, tones=tones if told.tones else None)


def row_of(book: Book, entry: Entry) -> Sequence[Value]:
    """One agency as a row."""
    return [told.tell(book, entry) for told in COLUMNS]


def _from_roster(*headings: str) -> Tell:
    """What the office's own roster says under a heading that we keep and do not use ourselves."""

    def tell(book: Book, entry: Entry) -> Value:
        del book
        return next((text for heading, text in entry.agency.unknown_columns if heading in headings), None)

    return tell


def _left_to_the_office(book: Book, entry: Entry) -> Value:
    del book, entry
    return None


def _region(book: Book, entry: Entry) -> Value:
    return book.known.regions.get(entry.agency.region)


def _office(book: Book, entry: Entry) -> Value:
    code = entry.agency.oversight
    return book.known.offices.get(code, code)


def _flags(book: Book, entry: Entry) -> Value:
    """What decisions in force are called, then what else is to be known."""
    overlay = book.season.overlays.get(entry.agency.code)
    return "；".join(flags_shown(entry.assessment, overlay, book.language))


def _local(book: Book, entry: Entry) -> Value:
    """By what an earlier local date counts as missed."""
    said = entry.assessment.local_due_said()
    return book.say(said) if said else None


def _days(which: int) -> Tell:
    """Days late where the standing says so: 0 the fewest, 1 the most that the evidence allows."""

    def tell(book: Book, entry: Entry) -> Value:
        del book
        a = entry.assessment
        accused = a.standing in {Standing.OVERDUE, Standing.LATE}
        return a.days_late[which] if accused and a.days_late else None

    return tell


def _read(*kinds: DateKind) -> Tell:
    """The first date of these kinds that the portal gave away."""

    def tell(book: Book, entry: Entry) -> Value:
        dates = book.known.dates.get(entry.agency.code, ())
        return next((read.day for kind in kinds for read in dates if read.kind is kind), None)

    return tell


def _found(book: Book, entry: Entry) -> Value:
    """That it stood in the named column, and could be downloaded: we look nowhere else, and keep what we read."""
    return book.say(said.YES) if entry.assessment.document else None


def _medium(book: Book, entry: Entry) -> Value:
    kind = book.known.media.get(entry.agency.code, "")
    label = next((label for start, label in said.MEDIUM.items() if kind.startswith(start)), None)
    return book.say(label) if label else kind


def _edition(book: Book, entry: Entry) -> Value:
    label = said.EDITION.get(book.known.editions.get(entry.agency.code, ""))
    return book.say(label) if label else None


def _charged(entry: Entry, start: str) -> list[Finding]:
    found = (verdict for verdict in entry.verdicts if verdict.findings and verdict.rule.startswith(start))
    return [each for verdict in found for each in verdict.charged]


def _number_of(start: str) -> Tell:
    """How many findings of these rules; blank where the report was not examined, for that is not 0."""

    def tell(book: Book, entry: Entry) -> Value:
        del book
        return len(_charged(entry, start)) if entry.verdicts else None

    return tell


def _blanks(book: Book, entry: Entry) -> Value:
    del book
    if not entry.verdicts:
        return None
    counts = [each.actual or "" for each in _charged(entry, "presence.blank")]
    return sum(int(count) if count.isdecimal() else 1 for count in counts)


def _missing_sections(book: Book, entry: Entry) -> Value:
    places = [book.place(entry, each) or each.where for each in _charged(entry, "presence.section")]
    return "；".join(places)


def _verdict(entry: Entry, rule: str) -> Verdict | None:
    return next((each for each in entry.verdicts if each.rule == rule), None)


def _carried_in(book: Book, entry: Entry) -> Value:
    verdict = _verdict(entry, CARRIED_IN)
    return book.say(said.AGREES[verdict.outcome]) if verdict else None


def _likeness(*rules: str) -> Tell:
    """The largest share a person is asked to look at, marked as such."""

    def tell(book: Book, entry: Entry) -> Value:
        found = [v for rule in rules if (v := _verdict(entry, rule)) and v.outcome is RuleOutcome.REVIEW]
        shares = [each.actual for v in found for each in v.findings if each.actual]
        return f"{max(shares, key=_percent)}（{book.say(said.UNVERIFIED)}）" if shares else None

    return tell


def _percent(text: str) -> float:
    figure = text.rstrip("%")
    return float(figure) if figure.replace(".", "", 1).isdecimal() else 0.0


def _worst(book: Book, entry: Entry) -> Value:
    counts = finding_counts(entry.verdicts)
    return next((book.say(words.SEVERITY[each]) for each in words.SEVERITY if counts[each]), None)


def _count(severity: Severity) -> Tell:
    def tell(book: Book, entry: Entry) -> Value:
        del book
        return finding_counts(entry.verdicts)[severity] if entry.verdicts else None

    return tell


def _messages(book: Book, entry: Entry) -> Value:
    order = list(words.SEVERITY)
    found = (verdict for verdict in entry.verdicts if verdict.findings)
    verdicts = sorted(found, key=lambda each: order.index(each.severity))
    messages = [book.say(finding.message) for verdict in verdicts for finding in verdict.charged]
    more = [book.filled(said.LISTED, n=len(messages))] if len(messages) > MOST_MESSAGES else []
    return "；".join(_numbered(messages[:MOST_MESSAGES]) + more)


def _numbered(messages: Iterable[str]) -> list[str]:
    return [f"{number}. {message}" for number, message in enumerate(messages, start=1)]


def _waiting(book: Book, entry: Entry) -> Value:
    return sum(1 for _ in book.to_verify(entry)) if entry.verdicts else None


def _looks(book: Book, entry: Entry) -> Value:
    n = len(entry.assessment.evidence)
    return book.filled(said.LOOKS, n=n) if n else None


COLUMNS: tuple[Told, ...] = (
    Told(Words("序号", "No."), 6, lambda _, e: e.number),
    Told(Words("单位编码", "Code"), 16, lambda _, e: e.agency.code),
    Told(Words("单位全称", "Agency"), 28, lambda _, e: e.agency.name),
    Told(Words("单位简称", "Short name"), 14, lambda _, e: next(iter(e.agency.aliases), None)),
    Told(Words("行政区划代码", "Division code"), 10, lambda _, e: e.agency.region),
    Told(Words("地区", "Region"), 14, _region),
    Told(Words("单位类别", "Kind"), 10, lambda b, e: b.say(said.KIND[e.agency.kind])),
    Told(
        Words("统一社会信用代码", "Unified social credit code"),
        20,
        _from_roster("统一社会信用代码", "credit_code"),
    ),
    Told(Words("主管（本级公开办）", "Oversight office"), 22, _office),
    Told(Words("联络员", "Liaison"), 10, _from_roster("联络员", "liaison")),
    Told(Words("联系电话", "Telephone"), 14, _from_roster("联系电话", "phone")),
    Told(Words("报告年度", "Report year"), 9, lambda _, e: e.assessment.year),
    Told(Words("法定时限", "Statutory due date"), 11, lambda _, e: e.assessment.statutory_due),
    Told(Words("本地时限", "Local due date"), 11, lambda _, e: e.assessment.local_due),
    Told(Words("报备时间", "Filed"), 11, _left_to_the_office),
    Told(Words("审核状态", "Review"), 10, _left_to_the_office),
    Told(Words("退回次数", "Times returned"), 9, _left_to_the_office),
    Told(
        Words("公布状态", "Standing"),
        18,
        lambda b, e: b.say(words.STANDING[e.assessment.standing]),
        tones=True,
    ),
    Told(Words("说明", "Why"), 44, lambda b, e: b.say(e.assessment.why)),
    Told(Words("另有情况", "Flags"), 16, _flags),
    Told(Words("本地时限情况", "Local due date missed"), 36, _local),
    Told(
        Words("页面标注日期", "Date on the page"),
        11,
        _read(DateKind.PUBLISHED, DateKind.META, DateKind.LISTED),
    ),
    Told(Words("URL内含日期", "Date in the address"), 11, _read(DateKind.ADDRESS)),
    Told(Words("首次发现时间", "First found"), 16, lambda _, e: e.assessment.first_seen),
    Told(Words("最近未检索到", "Last not found"), 16, lambda _, e: e.assessment.last_absent),
    Told(Words("采信公布日期", "Date believed"), 11, lambda _, e: e.belief.day if e.belief else None),
    Told(Words("逾期天数（至少）", "Days late, least"), 9, _days(0)),
    Told(Words("逾期天数（至多）", "Days late, most"), 9, _days(1)),
    Told(Words("年报栏目URL", "Column"), 30, lambda _, e: Link(e.agency.column_url)),
    Told(Words("年报URL", "Report"), 30, lambda _, e: Link(e.assessment.report_url)),
    Told(Words("标题", "Title"), 34, lambda _, e: e.assessment.title),
    Told(Words("附件格式", "Format"), 9, _medium),
    Told(Words("是否可下载", "Downloadable"), 8, _found),
    Told(Words("是否在规定栏目", "In its column"), 8, _found),
    Told(Words("格式版本", "Form"), 12, _edition),
    Told(Words("缺失章节", "Missing sections"), 24, _missing_sections),
    Told(Words("勾稽问题数", "Sums that fail"), 8, _number_of("arithmetic.")),
    Told(Words("跨年结转是否一致", "Carried in as last year"), 10, _carried_in),
    Told(Words("文表不一致数", "Text against tables"), 8, _number_of("agreement.")),
    Told(Words("空白单元格数", "Blank cells"), 8, _blanks),
    Told(Words("与上年相似度", "Like last year's"), 14, _likeness("likeness.last-year", "likeness.in-part")),
    Told(Words("与他单位最高相似度", "Like another agency's"), 14, _likeness("likeness.other-agency")),
    Told(Words("问题等级", "Worst severity"), 9, _worst),
    *(
        Told(Words(f"{label.zh}问题数", f"{label.en}"), 8, _count(severity))
        for severity, label in words.SEVERITY.items()
    ),
    Told(Words("问题清单", "Findings"), 60, _messages),
    Told(Words("待核实事项数", "To be verified"), 8, _waiting),
    Told(Words("所据访问", "Rests on"), 12, _looks),
    Told(Words("整改通知日期", "Letter sent"), 11, _left_to_the_office),
    Told(Words("整改时限", "To be mended by"), 11, _left_to_the_office),
    Told(Words("整改情况", "What was mended"), 20, _left_to_the_office),
    Told(Words("复核时间", "Looked at again"), 11, _left_to_the_office),
    Told(Words("复核结果", "Outcome"), 14, _left_to_the_office),
    Told(Words("备注", "Note"), 20, lambda _, e: e.agency.note),
)
