"""Digest → finished strings in one language, in the order in which they are read. Pure.

Text, HTML and Markdown only arrange what is laid out here. No text from a portal ever stands in the subject.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.assessment import Flag, Standing
from models.decision import Mark
from models.times import local_day
from models.verdict import Finding
from models.words import Language, Words
from notifications import phrases, shown, words
from notifications.digest import Digest
from notifications.findings import place_said
from notifications.lines import Line, Part, Topic
from notifications.register import page_of
from notifications.reminders import Reminder
from notifications.room import MOST_MISSING, kept_of, said_of_cut, where_all_is
from notifications.rulings import asked_again
from notifications.shown import say

MOST_NAMES = 10
LONGEST_SENTENCE = 1500  # of a circular: a list that is longer is for the ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line as shown: every string finished, none escaped yet."""

    name: str
    tag: str
    statement: str
    duty: str
    facts: tuple[tuple[str, str], ...]  # label, value
    links: tuple[tuple[str, str, str], ...]  # label, visible address, address or empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One section as shown."""

    heading: str
    note: str
    tone: str
    items: tuple[Item, ...]
    more: str  # what was left out, or empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One of the few lines that say what changed."""

    label: str
    number: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A whole digest as shown."""

    language: Language
    subject: str
    title: str
    lead: str
    overview: tuple[str, str, str]  # label, visible address, address or empty; all empty where there is none
    rehearsal: str  # empty: the clock was the real one
    glance: tuple[Glance, ...]
    cut: str  # how much of it is left out of the text, and where all of it stands; empty: nothing is
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...]
    counts_heading: str
    counts: tuple[tuple[str, int, str], ...]  # label, number, tone
    total: tuple[str, int]
    circular_heading: str
    circular: tuple[str, ...]
    colon: str
    seal: str  # the ends of the chains of what is kept; empty: nothing is yet
    footer: str


def subject(digest: Digest, language: Language) -> str:
    """One line of constant shape, made of numbers alone; what the day brought besides stands behind."""
    days = (
        (phrases.STILL_OVERDUE, len(digest.of(Topic.ESCALATED))),
        (phrases.DUE_NEAR, len(digest.reminders)),
    )
    return _moved(digest, language) + "".join(say(phrase, language, n=n) for phrase, n in days if n)


def _moved(digest: Digest, language: Language) -> str:
    return say(
        phrases.QUIET_SUBJECT if digest.is_quiet else phrases.SUBJECT,
        language,
        rehearsal=phrases.REHEARSAL_MARK.said_in(language) if digest.clock_set else "",
        number=digest.number,
        day=local_day(digest.as_of),
        overdue=len(digest.of(Topic.OVERDUE)),
        late=len(digest.of(Topic.LATE)),
        withdrawn=len(digest.of(Topic.WITHDRAWN)),
        corrected=len(digest.of(Topic.CORRECTED)),
        findings=len(digest.of(Topic.FINDING)),
        suspected=digest.counts[Standing.SUSPECTED],
        completed=digest.coverage.completed,
        owing=digest.coverage.owing,
    )


def lead(digest: Digest, language: Language) -> str:
    """Whose digest it is, of which reports, its number and its moment."""
    return say(
        phrases.LEAD,
        language,
        office=shown.clean(digest.office_name),
        year=digest.year,
        number=digest.number,
        at=shown.moment(digest.as_of),
    )


def lay_out(digest: Digest, language: Language, *, file: str = "") -> Layout:
    """All strings of a digest, finished; `file` is the name of the attached one that holds all lines, if any."""
    at = shown.moment(digest.as_of)
    where = where_all_is(digest, language, file)
    return Layout(
        language=language,
        subject=subject(digest, language),
        title=phrases.TITLE.said_in(language),
        lead=lead(digest, language),
        overview=_overview(digest, language),
        rehearsal=say(phrases.REHEARSAL, language, at=at) if digest.clock_set else "",
        glance=tuple(_glance(digest, language)),
        cut=said_of_cut(digest, language, where),
        blocks=tuple(_blocks(digest, language, where)),
        remarks=tuple(_remarks(digest, language)),
        counts_heading=say(phrases.COUNTS, language, total=digest.total),
        counts=tuple(
            (label.said_in(language), digest.counts[standing], words.TONE[standing])
            for standing, label in words.STANDING.items()
        ),
        total=(phrases.TOTAL.said_in(language), digest.total),
        circular_heading=phrases.CIRCULAR.said_in(language),
        circular=tuple(_circular(digest, language)),
        colon=phrases.COLON.said_in(language),
        seal=_seal(digest, language),
        footer=f"{say(phrases.FOOTER, language, release=digest.release)} · {phrases.ZONE.said_in(language)}",
    )


def _seal(digest: Digest, language: Language) -> str:
    """Whole hashes: a part of one proves nothing."""
    if not digest.seals:
        return ""
    ends = (
        say(
            phrases.SEALED,
            language,
            chain=phrases.CHAINS.get(each.chain, Words(each.chain, each.chain)).said_in(language),
            last=each.last,
            hash=each.hash,
        )
        for each in digest.seals
    )
    return f"{phrases.SEAL.said_in(language)}{phrases.COLON.said_in(language)}{' · '.join(ends)}"


def _overview(digest: Digest, language: Language) -> tuple[str, str, str]:
    """Where all stands; a chat that takes a part of the text has it in its first message."""
    if not digest.summary_at:
        return ("", "", "")
    address = shown.clean(_page(digest.summary_at, "index.html", language))
    return phrases.OVERVIEW.said_in(language), address, shown.link(address)


def _page(summary_at: str, path: str, language: Language) -> str:
    """The address of a page of the summary in one language."""
    return f"{summary_at.rstrip('/')}/{'' if language is Language.ZH else 'en/'}{path}"


def _glance(digest: Digest, language: Language) -> Iterator[Glance]:
    """New, worse, better, waiting, and all others as one number: what changed in five lines."""
    for part in Part:
        counts = {phrases.SHORT[topic]: count for topic, count in digest.under(part).items()}
        if part is Part.BETTER and digest.published:
            counts[phrases.NEWLY_ON_TIME] = len(digest.published)
        if part is Part.WAITING and digest.reminders:
            counts[phrases.REMINDERS_SHORT] = len(digest.reminders)
        if part is Part.WAITING and digest.to_approve:
            counts[phrases.TO_APPROVE_SHORT] = digest.to_approve
        yield Glance(
            label=phrases.PARTS[part].said_in(language),
            number=str(sum(counts.values())),
            detail=" · ".join(f"{label.said_in(language)} {count}" for label, count in counts.items()),
            tone=phrases.PART_TONE[part] if counts else "pale",
        )
    suspected = digest.counts[Standing.SUSPECTED]
    yield Glance(
        label=phrases.AS_BEFORE.said_in(language),
        number=str(digest.unchanged),
        detail=say(phrases.TO_VERIFY, language, n=suspected) if suspected else "",
        tone="pale",
    )


def _blocks(digest: Digest, language: Language, where: str) -> Iterator[Block]:
    kept = kept_of(digest)
    for topic in Topic:
        lines = digest.of(topic)
        if not lines:
            continue
        left_out = len(lines) - len(kept[topic])
        yield Block(
            heading=phrases.HEADING[topic].said_in(language) + f" {len(lines)}",
            note=phrases.NOTE.get(topic, Words("", "")).said_in(language),
            tone=phrases.TONE[topic],
            items=tuple(_item(line, language, digest) for line in kept[topic]),
            more=say(phrases.AND_MORE, language, n=left_out, where=where) if left_out else "",
        )
    if digest.reminders:
        yield _reminders(digest, language)


def _reminders(digest: Digest, language: Language) -> Block:
    """Due dates that are near, as a section of its own."""
    return Block(
        heading=phrases.REMINDERS.said_in(language),
        note=phrases.REMINDERS_NOTE.said_in(language),
        tone="blue",
        items=tuple(_reminder(each, language) for each in digest.reminders),
        more="",
    )


def _reminder(reminder: Reminder, language: Language) -> Item:
    names = [shown.clean(name) for name in reminder.missing[:MOST_MISSING]]
    more = len(reminder.missing) - len(names)
    listed = phrases.SEPARATOR.said_in(language).join(names)
    return Item(
        name=say(phrases.REMINDER_DUE, language, due=shown.day(reminder.due), days=reminder.days),
        tag="",
        statement=say(
            phrases.REMINDER,
            language,
            owing=reminder.owing,
            found=reminder.owing - len(reminder.missing),
            missing=len(reminder.missing),
        ),
        duty=listed + (say(phrases.AND_OTHERS, language, n=more) if more else ""),
        facts=(),
        links=(),
    )


def _item(line: Line, language: Language, digest: Digest) -> Item:
    return Item(
        name=shown.clean(line.agency.name),
        tag=_tag(line, language),
        statement=statement(line, language),
        duty=_duty(line, language),
        facts=tuple((label.said_in(language), value) for label, value in _facts(line, language, digest)),
        links=tuple(links(line, language, digest.summary_at)),
    )


def _tag(line: Line, language: Language) -> str:
    if line.severity is not None:
        return words.SEVERITY[line.severity].said_in(language)
    if late_of(line) is not None:
        return f"{phrases.LATE_BY.said_in(language)} {shown.late(line.assessment, language)}"
    return ""


def late_of(line: Line) -> tuple[int, int] | None:
    """Days late, least and most, where the line is about them."""
    return line.assessment.days_late if line.topic in {Topic.OVERDUE, Topic.LATE} else None


def statement(line: Line, language: Language) -> str:
    """What is said of the agency, in one sentence or two."""
    assessment = line.assessment
    why = shown.clean(assessment.why.said_in(language), 400)
    match line.topic:
        case Topic.OVERDUE | Topic.ESCALATED:
            at = assessment.last_absent or assessment.last_completed_visit or assessment.as_of
            phrase = phrases.NOT_FOUND if line.topic is Topic.OVERDUE else phrases.STILL_NOT_FOUND
            return say(phrase, language, at=shown.moment(at), days=line.days)
        case Topic.REOPENED | Topic.CORRECTED | Topic.DISPUTED if line.ended or line.decided:
            return _decided(line, language)
        case Topic.DISPUTED:
            return _disputed(line, language) + why
        case Topic.CORRECTED:
            gap = "" if language is Language.ZH else " "
            return _correction(line, language) + (gap + why if _may_explain(line) else "")
        case Topic.BACKDATING | Topic.LOCAL:
            return _beside(line, language) or why
        case Topic.CHANGED:
            return phrases.CHANGED.said_in(language)
        case Topic.FINDING | Topic.MENDED:
            message = line.message or assessment.why
            return shown.clean(message.said_in(language), 400)
        case Topic.LATE:
            undated = assessment.claimed_date is None
            return (phrases.LATE_UNDATED if undated else phrases.LATE).said_in(language)
        case Topic.WITHDRAWN | Topic.UNVERIFIED | Topic.REOPENED:
            return why


def _decided(line: Line, language: Language) -> str:
    """What a person decided, or decided once."""
    if line.ended is None:
        return _set_aside(line, language)
    return asked_again(line.ended, line.message, language)


def _set_aside(line: Line, language: Language) -> str:
    """A finding that was told, and what a person decided of it."""
    told = say(phrases.SET_ASIDE, language, finding=(line.message or line.assessment.why).said_in(language))
    decided = line.decided.said_in(language) if line.decided else ""
    return shown.clean(f"{told} {decided}", 800)


def _disputed(line: Line, language: Language) -> str:
    match line.was:
        case Standing():
            was = words.STANDING[line.was]
        case Flag():
            was = words.FLAG[line.was]
        case _:
            return ""
    return say(phrases.DISPUTED, language, was=was.said_in(language))


def _may_explain(line: Line) -> bool:
    """A suspicion is internal: its reasons stay out of what an office reads."""
    return line.assessment.standing is not Standing.SUSPECTED


def _correction(line: Line, language: Language) -> str:
    if isinstance(line.was, Flag):
        local = line.was is Flag.LOCAL_DUE_MISSED
        phrase = phrases.NO_LONGER_LISTED if local else phrases.RESOLVED
        return say(phrase, language, was=words.FLAG[line.was].said_in(language))
    if line.was is None:
        raise ValueError(f"a correction for {line.agency.code} does not say what it corrects")
    suspected = line.assessment.standing is Standing.SUSPECTED
    now = words.STANDING[line.assessment.standing].said_in(language)
    if isinstance(line.was, Mark):
        return say(phrases.SETTLED_OPEN if suspected else phrases.SETTLED, language, now=now)
    was = words.STANDING[line.was].said_in(language)
    return say(phrases.RETRACTED if suspected else phrases.CORRECTED, language, was=was, now=now)


def _beside(line: Line, language: Language) -> str:
    """What was seen of the dates, of what is told beside a standing."""
    if line.topic is Topic.BACKDATING:
        return _two_sides(line, language)
    said = line.assessment.local_due_said()
    return shown.clean(said.said_in(language), 400) if said else ""


def _two_sides(line: Line, language: Language) -> str:
    a = line.assessment
    if a.claimed_date is None or a.last_absent is None or a.first_seen is None:
        return ""
    return say(
        phrases.BACKDATED,
        language,
        claimed=shown.day(a.claimed_date),
        absent=shown.moment(a.last_absent),
        found=shown.moment(a.first_seen),
    )


def _duty(line: Line, language: Language) -> str:
    a = line.assessment
    if a.local_due is None or a.local_due == a.due:
        return say(phrases.DUTY, language, year=a.year, due=shown.day(a.due))
    return say(phrases.DUTY_LOCAL, language, year=a.year, due=shown.day(a.due), local=shown.day(a.local_due))


_DATED = frozenset({Topic.LATE, Topic.WITHDRAWN, Topic.CHANGED})  # elsewhere the statement says the dates


def _facts(line: Line, language: Language, digest: Digest) -> Iterator[tuple[Words, str]]:
    if line.agency.oversight in digest.beneath:
        yield phrases.OVERSIGHT, shown.clean(digest.beneath[line.agency.oversight])
    if line.basis is not None:
        yield phrases.BASIS, shown.clean(line.basis.said_in(language))
    yield from _dates(line)
    if line.finding is not None:
        yield from _figures(line.finding, language)


def _dates(line: Line) -> Iterator[tuple[Words, str]]:
    a = line.assessment
    if line.topic is Topic.UNVERIFIED and a.last_completed_visit is not None:
        yield phrases.LAST_LOOK, shown.moment(a.last_completed_visit)
    if line.topic in _DATED:
        if a.claimed_date is not None:
            yield phrases.CLAIMED, shown.day(a.claimed_date)
        if a.first_seen is not None:
            yield phrases.FIRST_SEEN, shown.moment(a.first_seen)
        if a.last_absent is not None and line.topic is Topic.LATE:
            yield phrases.LAST_ABSENT, shown.moment(a.last_absent)


def _figures(finding: Finding, language: Language) -> Iterator[tuple[Words, str]]:
    yield phrases.WHERE, place_said(finding.where, language)
    if finding.expected is not None:
        yield phrases.EXPECTED, shown.clean(finding.expected, 80)
    if finding.actual is not None:
        yield phrases.ACTUAL, shown.clean(finding.actual, 80)


def links(line: Line, language: Language, summary_at: str) -> Iterator[tuple[str, str, str]]:
    """The report where it was found, else the column where it was looked for; and what proves the line."""
    report = line.assessment.report_url
    address, label = (report, phrases.REPORT) if report else (line.agency.column_url, phrases.COLUMN)
    if address:
        yield label.said_in(language), shown.clean(address), shown.link(address)
    if summary_at and line.assessment.standing is not Standing.SUSPECTED:
        page = _page(summary_at, page_of(line.agency, line.assessment), language)
        yield phrases.EVIDENCE.said_in(language), page, shown.link(page)


def _noted(noted: Sequence[str], language: Language) -> str:
    names = [shown.clean(name) for name in noted[:MOST_NAMES]]
    listed = phrases.SEPARATOR.said_in(language).join(names)
    if len(noted) > len(names):
        listed += say(phrases.AND_OTHERS, language, n=len(noted) - len(names))
    return say(phrases.NOTED, language, n=len(noted), names=listed)


def _circular(digest: Digest, language: Language) -> Iterator[str]:
    said = [sentence.said_in(language) for sentence in digest.circular]
    yield from (sentence for sentence in said if len(sentence) <= LONGEST_SENTENCE)
    if any(len(sentence) > LONGEST_SENTENCE for sentence in said):
        yield phrases.LONG_LIST.said_in(language)


def _remarks(digest: Digest, language: Language) -> Iterator[str]:
    if digest.is_quiet:
        yield phrases.QUIET.said_in(language)
    published = len(digest.published)
    if published:
        names = phrases.SEPARATOR.said_in(language).join(shown.clean(name) for name in digest.published)
        phrase = phrases.PUBLISHED_NAMED if published <= MOST_NAMES else phrases.PUBLISHED
        yield say(phrase, language, n=published, names=names)
    suspected = digest.counts[Standing.SUSPECTED]
    yield say(
        phrases.UNCHANGED,
        language,
        total=digest.total,
        named=digest.total - digest.unchanged - suspected,
        suspected=suspected,
        n=digest.unchanged,
    )
    if digest.counts[Standing.SUSPECTED]:
        yield say(phrases.SUSPECTED, language, n=digest.counts[Standing.SUSPECTED])
    if digest.to_approve:
        yield say(phrases.TO_APPROVE, language, n=digest.to_approve, year=digest.year)
    if digest.noted:
        yield _noted(digest.noted, language)
    coverage = digest.coverage
    yield say(
        phrases.COVERAGE,
        language,
        owing=coverage.owing,
        completed=coverage.completed,
        incomplete=coverage.incomplete,
        unvisited=coverage.unvisited,
    )
    if digest.next_due is None:
        yield phrases.NO_NEXT_DUE.said_in(language)
    else:
        left = (digest.next_due - local_day(digest.as_of)).days
        due = shown.day(digest.next_due)
        yield say(phrases.NEXT_DUE, language, due=due, days=left, n=digest.next_due_agencies)
