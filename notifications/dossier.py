"""Everything known of one agency, as finished strings for its page. Pure."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from models.agency import Agency
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.decision import Overlay
from models.papers import Chain, Compared, Papers
from models.verdict import Verdict
from models.version import BECAME
from models.visit import Belief, Sighting
from models.words import Language, Words
from notifications import page_words, shown, words
from notifications.findings import Defect, examined
from notifications.forms import Form, forms
from notifications.letters import asks_for_a_report, why_none
from notifications.register import Badge, standing_badge
from notifications.rows import reason_rows
from notifications.rulings import Ruling, computed_line, flags_shown, laid_over, rulings
from notifications.season import Season
from notifications.shown import say
from notifications.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One agency with everything its page is made of."""

    agency: Agency
    assessment: Assessment
    verdicts: Sequence[Verdict] = ()
    sightings: Sequence[Sighting] = ()  # oldest first
    changes: Sequence[Change] = ()  # its own, oldest first
    belief: Belief | None = None
    papers: Papers = field(default_factory=Papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight:
    """The office over an agency: its name, and its page from the pages of the language."""

    name: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address as shown: text always, a link only where it is safe."""

    text: str
    address: str


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
class Edition:
    """One version of the report as shown."""

    number: int
    document: str
    when: str
    says: str
    differences: tuple[tuple[str, str, str], ...]  # place, before, after
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One agency's page."""

    name: str
    code: str
    office: Oversight
    standing: Badge
    internal: bool
    why: str
    local: str  # by what an earlier local date counts as missed, or empty
    flags: tuple[str, ...]
    days_late: str
    dates: tuple[tuple[str, str], ...]  # label, value
    believed: str  # which date is believed, and why; empty: nothing was found
    title: str
    report: Place | None
    column: Place | None
    document: str  # SHA-256, or empty
    kept_at: str  # its folder in the home, as text: a kept page is never opened as a page of ours
    commands: tuple[tuple[str, str, str], ...]  # what it makes, the command, what is to be known
    timeline: Timeline | None
    examined: bool
    defects: tuple[Defect, ...]
    not_checked: Markup  # a row a rule, with the reason
    not_checked_number: int
    passed: str
    passed_number: int
    forms: tuple[Form, ...]
    versions: tuple[Edition, ...]
    chain: Chain | None
    steps: tuple[Step, ...]
    computed: str  # what was computed where a decision lies over it, or empty
    rulings: tuple[Ruling, ...]  # every decision, newest first


def dossier(case: Case, season: Season, *, office: Oversight, language: Language) -> Dossier:
    """All strings of one agency's page, finished. Of the findings only those that are told."""
    agency, assessment = case.agency, case.assessment
    said = examined(case.verdicts, case.papers.sheets, season, language)
    sha, overlay = assessment.document, season.overlays.get(agency.code)
    return Dossier(
        name=shown.clean(agency.name),
        code=shown.clean(agency.code),
        office=office,
        standing=standing_badge(assessment.standing, language),
        internal=assessment.standing is Standing.SUSPECTED,
        why=shown.clean(assessment.why.said_in(language), 500),
        local=_local(assessment, language),
        flags=flags_shown(assessment, overlay, language),
        days_late=shown.late(assessment, language),
        dates=tuple((page_words.PAGE[label].said_in(language), value) for label, value in _dates(assessment)),
        believed=shown.clean(case.belief.why.said_in(language), 800) if case.belief else "",
        title=shown.clean(assessment.title, 300),
        report=place(assessment.report_url),
        column=place(agency.column_url),
        document=shown.clean(sha, 64),
        kept_at=f"vault/{sha[:2]}/{sha[2:4]}/" if sha.isalnum() else "",
        commands=tuple(_commands(case, overlay, language)),
        timeline=timeline(assessment, case.sightings, language),
        examined=bool(case.verdicts),
        defects=said.defects,
        not_checked=reason_rows(said.not_checked, page_words.PAGE["because"].said_in(language)),
        not_checked_number=len(said.not_checked),
        passed=" · ".join(said.passed),
        passed_number=len(said.passed),
        forms=forms(case.papers.sheets, said.defects, language),
        versions=tuple(_versions(case.papers.versions, language)),
        chain=_chain(case.papers.chain),
        steps=tuple(_step(change, language) for change in reversed(told(case.changes, case.verdicts))),
        computed=_computed(overlay, language),
        rulings=rulings(season.filed.get(agency.code, ()), language),
    )


def _local(assessment: Assessment, language: Language) -> str:
    said = assessment.local_due_said()
    return shown.clean(said.said_in(language), 400) if said else ""


def _computed(overlay: Overlay | None, language: Language) -> str:
    """What was computed where a decision lies over it; a suspicion is no more shown here than elsewhere."""
    if overlay is None or overlay.computed.standing is Standing.SUSPECTED:
        return ""
    return computed_line(overlay, language)


def place(address: str) -> Place | None:
    """An address as shown, or None where there is none."""
    return Place(text=shown.clean(address, 300), address=shown.link(address)) if address else None


def _commands(case: Case, overlay: Overlay | None, language: Language) -> Iterator[tuple[str, str, str]]:
    """What can be made of this agency's case, by whoever sits where Chunxun is installed: a letter where it gets one."""
    code, year = shown.clean(case.agency.code), case.assessment.year
    for what, command, suffix in _papers_of(case, overlay):
        out = f" --out {shlex.quote(f'{code}.{suffix}')}" if suffix else ""
        said = f"chunxun {command} {shlex.quote(code)} --year {year}{out}"
        name, note = page_words.COMMANDS[what]
        yield name.said_in(language), said, note.said_in(language)


def _papers_of(case: Case, overlay: Overlay | None) -> Iterator[tuple[str, str, str]]:
    """What is made, by which command, and what kind of file it is."""
    yield "evidence", "evidence", "wacz"
    if why_none(case.assessment, case.verdicts, overlay) is None:
        yield ("reminder" if asks_for_a_report(case.assessment) else "letter"), "letter", "docx"
    yield "versions", "versions", ""


def _dates(assessment: Assessment) -> Iterator[tuple[str, str]]:
    yield "statutory_due", shown.day(assessment.statutory_due)
    if assessment.local_due is not None:
        yield "local_due", shown.day(assessment.local_due)
    yield "claimed_long", shown.day(assessment.claimed_date)
    yield "first_seen", shown.moment(assessment.first_seen)
    yield "last_absent", shown.moment(assessment.last_absent)
    yield "last_completed", shown.moment(assessment.last_completed_visit)
    yield "since", shown.moment(assessment.since)


def _chain(chain: Chain | None) -> Chain | None:
    """The years with their figures as they may be shown."""
    if chain is None:
        return None
    years = (replace(y, written=tuple(shown.clean(raw, 40) for raw in y.written)) for y in chain.years)
    return replace(chain, years=tuple(years))


MOST_DIFFERENCES = 60


def _versions(versions: Sequence[Compared], language: Language) -> Iterator[Edition]:
    """Every version, the last first."""
    for number, each in reversed(tuple(enumerate(versions, start=1))):
        shown_here = each.differences[:MOST_DIFFERENCES]
        left_out = len(each.differences) - len(shown_here)
        yield Edition(
            number=number,
            document=shown.clean(each.version.document, 64),
            when=f"{shown.moment(each.version.first)} – {shown.moment(each.version.last)}",
            says=_says(number, each, language),
            differences=tuple(
                (
                    shown.clean(d.place, 80),
                    shown.clean(d.before, 400) or "—",
                    shown.clean(d.after, 400) or "—",
                )
                for d in shown_here
            ),
            more=say(page_words.MORE, language, n=left_out) if left_out else "",
        )


def _says(number: int, each: Compared, language: Language) -> str:
    if each.became is None:
        unread = page_words.PAGE["first_version" if number == 1 else "not_compared"]
        return unread.said_in(language)
    notice = f" “{shown.clean(each.notice)}”" if each.notice else ""
    said = BECAME[each.became].said_in(language)
    return f"{said[0].upper()}{said[1:]}{notice}"


def told(changes: Iterable[Change], verdicts: Iterable[Verdict] = ()) -> tuple[Change, ...]:
    """The changes as anyone may see them, oldest first.

    A suspicion that came and went leaves no trace, and no more does a finding that is for review by now.
    """
    doubted = {f.message for v in verdicts for f in v.findings if f not in v.charged}
    steps, was, suspected = [], "", False
    for change in changes:
        if change.about is not About.STANDING:
            hidden = change.about is About.FINDING and change.why in doubted
            if not hidden and Standing.SUSPECTED not in f"{change.old} {change.new}".split():
                steps.append(change)
            continue
        was = was if suspected else change.old
        suspected = change.new == Standing.SUSPECTED
        if not suspected and change.new != was:
            steps.append(change if change.old == was else replace(change, old=was))
    return tuple(steps)


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
            return words.SUBJECT[change.about], laid_over(change.old), laid_over(change.new)


def _standing(value: str) -> Words:
    return words.STANDING[Standing(value)] if value else _DASH
