"""The sheets beside the 台账 itself: findings, what waits for a person, statistics, what could not be verified. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.assessment import Assessment, Standing
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.visit import Outcome, Visit
from models.words import Words
from notifications import circular, words
from notifications import ledger_words as said
from notifications.ledger_entries import Audience, Book, Entry
from notifications.season import TOGETHER, counted, latest, share_on_time, veiled
from notifications.status import finding_counts
from notifications.workbook import Column, Sheet, Value

Row = Sequence[Value]
_Found = tuple[Verdict, Finding]

FINDINGS_WIDE = 2  # printed on one page across, the letters would be half as large
_FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")


def findings_sheet(book: Book) -> Sheet:
    """Every finding that may be held against an agency, one a row, worst first within an agency."""
    return Sheet(
        name=book.say(said.FINDINGS),
        title=book.filled(said.FINDINGS_TITLE, year=book.season.year),
        notes=(book.say(said.FINDINGS_NOTE),),
        columns=_finding_columns(book),
        rows=_finding_rows(book, _charged),
        fixed=3,
        pages_wide=FINDINGS_WIDE,
    )


def to_verify_sheet(book: Book) -> Sheet:
    """What a person must look at first; each row says so, lest a row be copied elsewhere alone."""
    mark = Column(heading=book.say(said.STATE), width=20)
    return Sheet(
        name=book.say(said.TO_VERIFY),
        title=book.filled(said.TO_VERIFY_TITLE, year=book.season.year),
        notes=(book.say(said.TO_VERIFY_NOTE),),
        columns=(*_finding_columns(book), mark),
        rows=_finding_rows(book, Book.to_verify, _state),
        fixed=3,
        pages_wide=FINDINGS_WIDE,
    )


def _charged(book: Book, entry: Entry) -> Iterator[_Found]:
    del book
    return ((verdict, finding) for verdict in entry.verdicts for finding in verdict.charged)


def _state(book: Book, finding: Finding) -> Row:
    """待核实, and in the operators' edition whose doing it may be."""
    if finding.side is Side.AGENCY:
        return (book.say(said.UNVERIFIED),)
    return (book.filled(said.DOUBTED, side=book.say(words.SIDE[finding.side])),)


def _nothing_more(book: Book, finding: Finding) -> Row:
    del book, finding
    return ()


def _finding_columns(book: Book) -> tuple[Column, ...]:
    columns = tuple(Column(heading=book.say(heading), width=width) for heading, width in said.FINDING_COLUMNS)
    tones = {book.say(label): words.SEVERITY_TONE[each] for each, label in words.SEVERITY.items()}
    severity = book.say(said.SEVERITY)
    return tuple(replace(each, tones=tones) if each.heading == severity else each for each in columns)


def _finding_rows(
    book: Book,
    of: Callable[[Book, Entry], Iterable[_Found]],
    more: Callable[[Book, Finding], Row] = _nothing_more,
) -> Iterator[Row]:
    order, number = list(words.SEVERITY), 0
    for entry in book.entries():
        for verdict, finding in sorted(of(book, entry), key=lambda found: order.index(found[0].severity)):
            number += 1
            yield [number, *_finding_row(book, entry, verdict, finding), *more(book, finding)]


def _finding_row(book: Book, entry: Entry, verdict: Verdict, finding: Finding) -> Row:
    rule, basis = book.season.rules.get(verdict.rule), book.season.provisions.get(verdict.basis)
    return (
        entry.agency.code,
        entry.agency.name,
        book.say(rule) if rule else None,
        verdict.rule,
        book.say(words.SEVERITY[verdict.severity]),
        book.place(entry, finding),
        finding.where,
        book.say(finding.message),
        figure(finding.expected),
        figure(finding.actual),
        book.say(basis) if basis else None,
        book.say(finding.hint) if finding.hint else None,
    )


def figure(text: str | None) -> Value:
    """A figure as a number, anything else as the text it is; `007` is no figure."""
    if text is None or not _FIGURE.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def statistics_sheet(book: Book) -> Sheet:
    """Agencies by region and standing. Every row, and the last of all, adds up to its first number."""
    labels = [book.say(label) for label in words.STANDING.values()]
    return Sheet(
        name=book.say(said.STATISTICS),
        title=book.filled(said.STATISTICS_TITLE, year=book.season.year),
        notes=tuple(_statistics_notes(book)),
        columns=(
            Column(heading=book.say(said.REGION), width=24),
            Column(heading=book.say(said.AGENCIES), width=10),
            *(Column(heading=label, width=13) for label in labels),
            Column(heading=book.say(said.ON_TIME_SHARE), width=13),
        ),
        rows=tuple(_statistics_rows(book)),
        fixed=1,
    )


def _statistics_notes(book: Book) -> Iterator[str]:
    """The paragraphs for a circular, and how many findings the sheet of findings has."""
    yield from circular.sentences(book.season, book.judged, book.language)
    totals: Counter[Severity] = Counter()
    for entry in book.entries():
        totals.update(finding_counts(entry.verdicts))
    parts = [f"{book.say(label)} {totals[each]}" for each, label in words.SEVERITY.items()]
    yield book.filled(said.FOUND_BY_SEVERITY, parts=book.say(said.COMMA).join(parts))


def _statistics_rows(book: Book) -> Iterator[Row]:
    regions = _regions(book)
    for code in sorted(regions, key=lambda code: (code == TOGETHER, code)):
        name = book.known.regions.get(code) or code or book.say(said.NO_REGION)
        yield _statistics_row(book, book.say(words.TOGETHER) if code == TOGETHER else name, regions[code])
    yield _statistics_row(book, book.say(said.TOTAL), [assessment for _, assessment in book.judged])


def _regions(book: Book) -> Mapping[str, Sequence[Assessment]]:
    regions: dict[str, list[Assessment]] = defaultdict(list)
    for agency, assessment in book.judged:
        regions[agency.region].append(assessment)
    return regions if book.audience is Audience.OPERATORS else veiled(regions)


def _statistics_row(book: Book, name: str, assessments: Sequence[Assessment]) -> Row:
    counts = counted(assessments)
    share = share_on_time(assessments, book.season.as_of)
    return (name, len(assessments), *(counts[each] for each in words.STANDING), share.fraction)


def could_not_sheet(book: Book) -> Sheet:
    """What could not be verified, each with its reason: publication, latest looks, reports, and rules."""
    suspected = counted(book.season.assessments)[Standing.SUSPECTED]
    hidden = book.audience is Audience.OFFICE and suspected
    notes = [book.filled(said.NOT_NAMED, n=suspected)] if hidden else []
    return Sheet(
        name=book.say(said.COULD_NOT),
        title=book.filled(said.COULD_NOT_TITLE, year=book.season.year),
        notes=(book.say(said.COULD_NOT_NOTE), *notes),
        columns=tuple(
            Column(heading=book.say(heading), width=width) for heading, width in said.COULD_NOT_COLUMNS
        ),
        rows=tuple(_not_verified(book)),
        fixed=3,
    )


def _not_verified(book: Book) -> Iterator[Row]:
    visits = latest(book.season.visits)
    for entry in book.entries():
        yield from _of_agency(book, entry, visits.get(entry.agency.column_url))
    yield from _rules_not_checked(book)


_OPEN = frozenset({Standing.UNKNOWN, Standing.SUSPECTED})


def _of_agency(book: Book, entry: Entry, visit: Visit | None) -> Iterator[Row]:
    agency, assessment = entry.agency, entry.assessment
    who = (agency.code, agency.name)
    if assessment.standing in _OPEN:
        yield (
            book.say(said.PUBLICATION),
            *who,
            book.say(words.STANDING[assessment.standing]),
            book.say(assessment.why),
            assessment.last_completed_visit,
        )
    elif assessment.standing is not Standing.EXEMPT and (
        visit is None or visit.outcome is not Outcome.COMPLETED
    ):
        state = words.OUTCOME[visit.outcome] if visit else said.UNVISITED
        why = book.say(visit.reason) if visit else None
        yield book.say(said.LATEST_LOOK), *who, book.say(state), why, assessment.last_completed_visit
    if (unreadable := book.known.unreadable.get(agency.code)) is not None:
        yield book.say(said.READING), *who, None, book.say(unreadable), assessment.first_seen


def _rules_not_checked(book: Book) -> Iterator[Row]:
    """By rule, how many reports it was not held against, with the commonest reason: one line an agency would bury all."""
    reasons: dict[str, Counter[Words]] = defaultdict(Counter)
    for entry in book.entries():
        for verdict in entry.verdicts:
            if verdict.outcome is RuleOutcome.NOT_CHECKED and verdict.because is not None:
                reasons[verdict.rule][verdict.because] += 1
    for rule, because in sorted(reasons.items()):
        title = book.season.rules.get(rule)
        [(reason, most)] = because.most_common(1)
        total = because.total()
        commonest = (
            book.say(reason)
            if most == total
            else book.filled(said.COMMONEST, reason=book.say(reason), n=most)
        )
        yield (
            book.say(said.NOT_CHECKED),
            rule,
            book.say(title) if title else None,
            book.filled(said.SO_MANY, n=total),
            commonest,
            None,
        )
