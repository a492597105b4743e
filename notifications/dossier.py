"""Everything known of one agency, as finished strings for its page. Pure."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.agency import Agency
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.decision import Mark
from models.times import end_of
from models.verdict import Finding, RuleOutcome, Side, Verdict, key
from models.visit import DateKind, DateRead, Seen, Sighting
from models.words import Language, Words
from notifications import page_words, shown, words
from notifications.rulings import Ruling, computed_line, flags_shown, rulings
from notifications.season import Season
from notifications.shown import say

MOST_LOOKS = 120  # shown on one page; the database keeps all


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A label with its tone."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address as shown: text always, a link only where it is safe."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One finding as shown."""

    severity: Badge
    message: str
    rule: str
    where: str
    expected: str
    actual: str
    basis: str
    side: str
    consequences: tuple[str, ...] = ()  # what else is off only because of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One sighting as shown."""

    at: str
    seen: Badge
    outcome: str
    reason: str
    rehearsal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change as shown."""

    at: str
    what: str
    was: str
    now: str
    why: str
    rehearsal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One agency's page."""

    name: str
    code: str
    office: str
    standing: Badge
    internal: bool  # suspected: not for publication
    why: str
    flags: tuple[str, ...]
    days_late: str
    dates: tuple[tuple[str, str], ...]  # label, value
    believed: str  # which date is believed to be that of publication, and why
    title: str
    report: Place | None
    column: Place | None
    document: str  # SHA-256, or empty
    kept_at: str  # its folder in the home, as text: a kept page is never opened as a page of ours
    dates_read: tuple[tuple[str, str, str, str], ...]  # kind, day, raw, first read
    examined: bool
    defects: tuple[Defect, ...]
    for_review: tuple[Defect, ...]
    not_checked: tuple[tuple[str, str], ...]  # rule, because
    passed: str
    looks: tuple[Look, ...]
    older_looks: str
    steps: tuple[Step, ...]
    computed: str  # what was computed where a decision lies over it, or empty
    rulings: tuple[Ruling, ...]  # every decision, newest first


def dossier(
    agency: Agency,
    assessment: Assessment,
    season: Season,
    *,
    office: str,
    changes: Sequence[Change],
    language: Language,
) -> Dossier:
    """All strings of one agency's page, finished. `changes` are the agency's own, oldest first."""
    verdicts = season.verdicts.get(agency.code, ())
    sightings = season.sightings.get(agency.code, ())
    belief = season.beliefs.get(agency.code)
    defects = list(_defects(verdicts, season, language))
    sha, overlay = assessment.document, season.overlays.get(agency.code)
    return Dossier(
        name=shown.clean(agency.name),
        code=shown.clean(agency.code),
        office=office,
        standing=standing_badge(assessment, language),
        internal=assessment.standing is Standing.SUSPECTED,
        why=shown.clean(assessment.why.said_in(language), 500),
        flags=flags_shown(assessment, overlay, language),
        days_late=shown.late(assessment, language),
        dates=tuple((page_words.PAGE[label].said_in(language), value) for label, value in _dates(assessment)),
        believed=shown.clean(belief.why.said_in(language), 800) if belief else "",
        title=shown.clean(assessment.title, 300),
        report=place(assessment.report_url),
        column=place(agency.column_url),
        document=shown.clean(sha, 64),
        kept_at=f"vault/{sha[:2]}/{sha[2:4]}/" if sha.isalnum() else "",
        dates_read=tuple(_dates_read(sightings, language)),
        examined=bool(verdicts),
        defects=tuple(defect for defect, told in defects if told),
        for_review=tuple(defect for defect, told in defects if not told),
        not_checked=tuple(_not_checked(verdicts, season, language)),
        passed=_passed(verdicts, language),
        looks=tuple(
            _look(sighting, end_of(assessment.due), language)
            for sighting in sightings[: -MOST_LOOKS - 1 : -1]
        ),
        older_looks=_older(sightings, language),
        steps=tuple(_step(change, language) for change in reversed(changes)),
        computed=computed_line(overlay, language) if overlay else "",
        rulings=rulings(season.filed.get(agency.code, ()), language),
    )


def standing_badge(assessment: Assessment, language: Language) -> Badge:
    """The standing's label and tone."""
    standing = assessment.standing
    return Badge(label=words.STANDING[standing].said_in(language), tone=words.TONE[standing])


def page_of(agency: Agency) -> str:
    """The address of an agency's page, from the pages of a language; a code unfit for a file name is hashed."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}", agency.code)
    name = agency.code if plain else "x" + hashlib.sha256(agency.code.encode()).hexdigest()[:20]
    return f"agencies/{name}.html"


def place(address: str) -> Place | None:
    """An address as shown, or None where there is none."""
    return Place(text=shown.clean(address, 300), address=shown.link(address)) if address else None


def _dates(assessment: Assessment) -> Iterator[tuple[str, str]]:
    yield "statutory_due", shown.day(assessment.statutory_due)
    yield "local_due", shown.day(assessment.local_due)
    yield "claimed_long", shown.day(assessment.claimed_date)
    yield "first_seen", shown.moment(assessment.first_seen)
    yield "last_absent", shown.moment(assessment.last_absent)
    yield "last_completed", shown.moment(assessment.last_completed_visit)
    yield "since", shown.moment(assessment.since)


def _dates_read(sightings: Iterable[Sighting], language: Language) -> Iterator[tuple[str, str, str, str]]:
    """Every different date with the moment it was first read: a date altered later shows as two rows."""
    first: dict[DateRead, datetime] = {}
    for sighting in sightings:
        for date_read in sighting.dates:
            first.setdefault(date_read, sighting.at)
    kinds = list(DateKind)
    for date_read, at in sorted(first.items(), key=lambda item: (kinds.index(item[0].kind), item[1])):
        kind = words.DATE_KIND[date_read.kind].said_in(language)
        raw = shown.clean(f"{date_read.raw} {date_read.file}".strip(), 200)
        yield kind, shown.day(date_read.day), raw, shown.moment(at)


def _defects(
    verdicts: Sequence[Verdict], season: Season, language: Language
) -> Iterator[tuple[Defect, bool]]:
    """Findings that head their group, worst first; with each whether it is the agency's own, proved."""
    severities = list(words.SEVERITY)
    for verdict in sorted(verdicts, key=lambda verdict: severities.index(verdict.severity)):
        for finding in (each for each in verdict.findings if each.follows is None):
            proved = finding in verdict.charged
            consequences = _consequences(key(verdict.rule, finding), verdicts, language)
            yield replace(_defect(verdict, finding, season, language), consequences=consequences), proved


def _consequences(head: str, verdicts: Sequence[Verdict], language: Language) -> tuple[str, ...]:
    """What else is off only because of the finding with that key."""
    followers = [each for verdict in verdicts for each in verdict.findings if each.follows == head]
    return tuple(shown.clean(each.message.said_in(language), 500) for each in followers)


def _defect(verdict: Verdict, finding: Finding, season: Season, language: Language) -> Defect:
    basis = season.provisions.get(verdict.basis)
    return Defect(
        severity=Badge(
            label=words.SEVERITY[verdict.severity].said_in(language),
            tone=words.SEVERITY_TONE[verdict.severity],
        ),
        message=shown.clean(finding.message.said_in(language), 500),
        rule=_rule(verdict.rule, season, language),
        where=shown.clean(finding.where),
        expected="" if finding.expected is None else shown.clean(finding.expected),
        actual="" if finding.actual is None else shown.clean(finding.actual),
        basis=shown.clean(basis.said_in(language), 300) if basis else "",
        side=_side(verdict, finding).said_in(language),
    )


def _side(verdict: Verdict, finding: Finding) -> Words:
    to_judge = verdict.outcome is RuleOutcome.REVIEW and finding.side is Side.AGENCY
    return words.RULE_OUTCOME[RuleOutcome.REVIEW] if to_judge else words.SIDE[finding.side]


def _rule(rule: str, season: Season, language: Language) -> str:
    title = season.rules.get(rule)
    return f"{title.said_in(language)} {rule}" if title else rule


def _not_checked(
    verdicts: Iterable[Verdict], season: Season, language: Language
) -> Iterator[tuple[str, str]]:
    for verdict in verdicts:
        if verdict.outcome is RuleOutcome.NOT_CHECKED:
            because = verdict.because or Words("原因未记录", "no reason recorded")
            yield _rule(verdict.rule, season, language), shown.clean(because.said_in(language), 300)


def _passed(verdicts: Iterable[Verdict], language: Language) -> str:
    rules = [verdict.rule for verdict in verdicts if verdict.outcome is RuleOutcome.PASSED]
    return say(page_words.PASSED, language, n=len(rules), rules="  ".join(rules)) if rules else ""


def _look(sighting: Sighting, deadline: datetime, language: Language) -> Look:
    absent_in_time = (
        sighting.seen is Seen.ABSENT and sighting.at < deadline
    )  # no lapse yet: no alarming colour
    tone = "pale" if absent_in_time else words.SEEN_TONE[sighting.seen]
    return Look(
        at=shown.moment(sighting.at),
        seen=Badge(label=words.SEEN[sighting.seen].said_in(language), tone=tone),
        outcome=words.OUTCOME[sighting.outcome].said_in(language),
        reason=shown.clean(sighting.reason.said_in(language), 300),
        rehearsal=sighting.clock_set,
    )


def _older(sightings: Sequence[Sighting], language: Language) -> str:
    left_out = len(sightings) - MOST_LOOKS
    return say(page_words.OLDER_LOOKS, language, n=left_out) if left_out > 0 else ""


def _step(change: Change, language: Language) -> Step:
    what, was, now = _told(change)
    return Step(
        at=shown.moment(change.at),
        what=what.said_in(language),
        was=was.said_in(language),
        now=now.said_in(language),
        why=shown.clean(change.why.said_in(language), 300),
        rehearsal=change.clock_set,
    )


_DASH = Words("—", "—")
_RAISED = Words("出现", "Raised")
_ENDED = Words("消除", "Ended")


def _told(change: Change) -> tuple[Words, Words, Words]:
    match change.about:
        case About.STANDING:
            return words.SUBJECT[change.about], _standing(change.old), _standing(change.new)
        case About.FLAG:
            return words.FLAG[Flag(change.key)], _DASH, _RAISED if change.new else _ENDED
        case About.FINDING:
            return words.SUBJECT[change.about], _DASH, _RAISED if change.new else _ENDED
        case About.OVERLAY:
            return words.SUBJECT[change.about], _overlay(change.old), _overlay(change.new)


def _overlay(value: str) -> Words:
    mark, _, standing = value.partition(" ")
    if not mark:
        return _DASH
    said, counts = words.MARK[Mark(mark)], _standing(standing)
    return Words(f"{said.zh} {counts.zh}", f"{said.en}: {counts.en}") if standing else said


def _standing(value: str) -> Words:
    return words.STANDING[Standing(value)] if value else _DASH
