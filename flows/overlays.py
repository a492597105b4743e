"""What people decided, laid over what was computed: for whatever is shown, and as transitions that can be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flows.home import Home
from models.alarm import Alarm, AlarmKind
from models.assessment import Assessment
from models.change import About, Change
from models.decision import ON_STANDING, Decision
from models.verdict import Verdict
from models.words import Words
from notifications.season import Season
from notifications.words import ABOUT_STANDING
from reports.changes import REOPENED, Judged, overlay_changes, reopened
from reports.overlay import Facts, Overlaid, admissible_decisions, overlaid
from reports.versions import fingerprint


def with_overlays(home: Home, season: Season) -> Season:
    """The computed season as it counts: by the decisions made up to its moment and in force at it."""
    decisions = decisions_of(home, season.year)
    counts = {
        each.agency: overlaid(
            facts_of(home, each, season.verdicts.get(each.agency, ()), decisions[each.agency]),
            decisions[each.agency],
            now=season.as_of,
        )
        for each in season.assessments
        if each.agency in decisions
    }
    return replace(
        season,
        assessments=tuple(
            counts[each.agency].assessment if each.agency in counts else each for each in season.assessments
        ),
        verdicts={
            **season.verdicts,
            **{code: each.verdicts for code, each in counts.items() if each.verdicts},
        },
        overlays={code: each.overlay for code, each in counts.items() if each.overlay is not None},
        set_aside={code: each.set_aside for code, each in counts.items() if each.set_aside},
        filed={code: each.filed for code, each in counts.items()},
        reopened={
            code: open_again
            for code, each in counts.items()
            if (open_again := reopened(each, season.verdicts.get(code, ())))
        },
    )


def settle(home: Home, year: int, *, agency: str | None = None) -> tuple[Change, ...]:
    """Keep as transitions what decisions, their ends and new facts have changed since; those there were.

    Doing it twice changes nothing.
    """
    decisions = decisions_of(home, year)
    if not decisions:
        return ()
    decided = frozenset(code for code in decisions if agency in (None, code))
    current = by_agency(home.store.current(year))
    verdicts = home.store.all_verdicts(year, agencies=sorted(decided))
    judged = Judged(
        at=home.now(), release=home.release, policy=home.settings.policy.id, clock_set=home.clock_set
    )
    changes = tuple(
        change
        for computed in home.store.assessments(year)
        if computed.agency in decided
        for change in _changes_of(
            home,
            computed,
            verdicts.get(computed.agency, ()),
            decisions[computed.agency],
            current[computed.agency],
            judged,
        )
    )
    if changes:
        home.store.save_judgement((), changes)
    return changes


def alarms_of(home: Home, changes: Iterable[Change]) -> tuple[Alarm, ...]:
    """What asks the operators for a decision anew: decisions that expired or that new facts contradict."""
    names = {agency.code: agency.name for agency in home.store.agencies()}
    return tuple(
        Alarm(
            kind=AlarmKind.REOPENED,
            key=f"{change.agency} {change.key}",
            began=change.at,
            words=Words(
                zh=f"{names[change.agency]}（{_about(change.key).zh}）：{change.why.zh}",
                en=f"{names[change.agency]} ({_about(change.key).en}): {change.why.en}",
            ),
            agencies=(change.agency,),
        )
        for change in changes
        if change.about is About.OVERLAY and change.why in REOPENED.values()
    )


def _about(subject: str) -> Words:
    return ABOUT_STANDING if subject == ON_STANDING else Words(subject, subject)


def decisions_of(home: Home, year: int, *, agency: str | None = None) -> Mapping[str, tuple[Decision, ...]]:
    """What was decided up to now of each agency, in the order of the rows; none of those that do not count."""
    # By the real clock all that is kept counts, also what a clock some seconds ahead has dated.
    until = home.now() if home.clock_set else None
    kept = home.store.decisions(year, agency=agency, until=until)
    known = admissible_decisions(kept, rehearsing=home.clock_set)
    grouped: dict[str, list[Decision]] = defaultdict(list)
    for each in known:
        grouped[each.agency].append(each)
    return {code: tuple(each) for code, each in grouped.items()}


def facts_of(
    home: Home, computed: Assessment, verdicts: Sequence[Verdict], decisions: Iterable[Decision]
) -> Facts:
    """What those decisions rest on, now."""
    then = {each.ground.document for each in decisions if each.ground is not None}
    versions = {sha for sha in (*then, computed.document) if sha}
    contents = dict(_contents(home, computed, versions)) if len(versions) > 1 else {}
    return Facts(assessment=computed, verdicts=verdicts, contents=contents)


def _contents(home: Home, computed: Assessment, versions: Iterable[str]) -> Iterator[tuple[str, str]]:
    for sha in sorted(versions):
        report = home.store.report(computed.agency, computed.year, document=sha)
        if report is not None:
            yield sha, fingerprint(report)


def counts_of(
    home: Home, computed: Assessment, verdicts: Sequence[Verdict], decisions: Sequence[Decision]
) -> tuple[Facts, Overlaid]:
    """One agency's facts, and what counts of it now."""
    facts = facts_of(home, computed, verdicts, decisions)
    return facts, overlaid(facts, decisions, now=home.now())


def _changes_of(
    home: Home,
    computed: Assessment,
    verdicts: Sequence[Verdict],
    decisions: Sequence[Decision],
    current: Mapping[tuple[About, str], Change],
    judged: Judged,
) -> Iterator[Change]:
    _, counts = counts_of(home, computed, verdicts, decisions)
    yield from overlay_changes(computed, verdicts, counts, current, judged)


def by_agency(
    current: Mapping[tuple[str, About, str], Change],
) -> Mapping[str, dict[tuple[About, str], Change]]:
    """The last changes of each agency; of one that never changed, none."""
    grouped: dict[str, dict[tuple[About, str], Change]] = defaultdict(dict)
    for (agency, about, key), change in current.items():
        grouped[agency][about, key] = change
    return grouped
