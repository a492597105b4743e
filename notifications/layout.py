"""Digest → finished strings in one language, in the order in which they are read. Pure.

Text, HTML and Markdown only arrange what is laid out here. No text from a portal ever stands in the subject.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.assessment import Standing
from models.times import local_day
from models.words import Language, Words
from notifications import phrases, shown, words
from notifications.digest import Digest
from notifications.items import Item, cited, item_of, page_at
from notifications.lines import Part, Topic
from notifications.reminders import Reminder
from notifications.room import MOST_MISSING, kept_of, said_of_cut, where_all_is
from notifications.season import Coverage
from notifications.shown import say

MOST_NAMES = 10
LONGEST_SENTENCE = 1500  # of a circular: a list that is longer is for the ledger


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
    details: tuple[str, ...]
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
        _subject_phrase(digest),
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
        last="—" if digest.coverage.last is None else local_day(digest.coverage.last),
    )


def _subject_phrase(digest: Digest) -> Words:
    """A receipt of a day on which nobody looked says so: what an earlier round covered would read as today's."""
    if not digest.is_quiet:
        return phrases.SUBJECT
    last = digest.coverage.last
    looked = last is not None and local_day(last) == local_day(digest.as_of)
    return phrases.QUIET_SUBJECT if looked else phrases.QUIET_SUBJECT_OF_NO_VISIT


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
    address = shown.clean(page_at(digest.summary_at, "index.html", language))
    return phrases.OVERVIEW.said_in(language), address, shown.link(address)


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
            details=tuple(f"{label.said_in(language)} {count}" for label, count in counts.items()),
            tone=phrases.PART_TONE[part] if counts else "pale",
        )
    suspected = digest.counts[Standing.SUSPECTED]
    yield Glance(
        label=phrases.AS_BEFORE.said_in(language),
        number=str(digest.unchanged),
        details=(say(phrases.TO_VERIFY, language, n=suspected),) if suspected else (),
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
            items=tuple(item_of(line, language, digest) for line in kept[topic]),
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
    due = phrases.REMINDER_DUE_LOCALLY if reminder.local else phrases.REMINDER_DUE
    left = phrases.DAYS_LEFT if reminder.days else phrases.TODAY
    return Item(
        name=say(due, language, due=shown.day(reminder.due), left=say(left, language, days=reminder.days)),
        tag="",
        statement=say(
            phrases.REMINDER,
            language,
            owing=reminder.owing,
            found=reminder.owing - len(reminder.missing),
            missing=len(reminder.missing),
        ),
        duty=listed + (say(phrases.AND_OTHERS, language, n=more) if more else ""),
        dates=(),
        facts=(),
        links=(),
    )


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
    yield from _states(digest, language)
    instruments = cited((line for lines in kept_of(digest).values() for line in lines), language)
    if instruments:
        yield say(phrases.CITED, language, listed=phrases.SEPARATOR.said_in(language).join(instruments))


def _states(digest: Digest, language: Language) -> Iterator[str]:
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
    yield from _coverage(digest.coverage, language)
    if digest.next_due is None:
        yield phrases.NO_NEXT_DUE.said_in(language)
    else:
        left = (digest.next_due - local_day(digest.as_of)).days
        due = shown.day(digest.next_due)
        yield say(phrases.NEXT_DUE, language, due=due, days=left, n=digest.next_due_agencies)


def _coverage(coverage: Coverage, language: Language) -> Iterator[str]:
    """How far the latest round came, and when it was: without its date a round of last month reads like today's."""
    yield say(
        phrases.COVERAGE,
        language,
        owing=coverage.owing,
        completed=coverage.completed,
        incomplete=coverage.incomplete,
        unvisited=coverage.unvisited,
    )
    if coverage.last is not None:
        yield say(phrases.COVERED_LAST, language, at=shown.moment(coverage.last))
