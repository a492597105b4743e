"""What is stored against what the code now installed makes of the same evidence → what would change. Pure.

Wording does not count, nor does the moment: two standings are the same where they say the same of the agency, two
findings where they name the same place and figures with the same weight.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.assessment import Assessment, Flag, Standing
from models.verdict import Finding, RuleOutcome, Severity, Verdict, fingerprint
from models.words import Words
from reports.replay import ColumnTally

MOST = 0.005
"""The share of standings, or of reports, that a release may change without a word in the changelog (issue 5)."""

_NO_DUTY = Words(
    zh="按现在的名录和法规已无须报告",
    en="By the roster and the law as they are now no report is owed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """What is said of one agency's standing."""

    standing: Standing
    flags: tuple[Flag, ...]
    days_late: tuple[int, int] | None  # as in Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingTurned:
    """A standing that would be another. `new` is None where nothing is owed any more."""

    agency: str
    year: int
    old: Stood
    new: Stood | None
    was: Words  # why it stands as it does
    why: Words  # why it would stand otherwise


class Turn(StrEnum):
    """What would become of a finding."""

    APPEARS = "appears"
    GOES = "goes"
    REWEIGHED = "reweighed"  # another severity, or told where it was not, or the other way round


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How heavy a finding weighs. `told`: laid on the agency and said to its office."""

    severity: Severity
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTurned:
    """A finding that would appear (`old` is None), go (`new` is None), or weigh otherwise."""

    rule: str
    where: str
    old: Weight | None
    new: Weight | None
    message: Words

    @property
    def turn(self) -> Turn:
        """Which of the three."""
        if self.old is None:
            return Turn.APPEARS
        return Turn.GOES if self.new is None else Turn.REWEIGHED


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTurned:
    """A rule that would end otherwise on one report; None: it did not exist, or does no longer."""

    rule: str
    old: RuleOutcome | None
    new: RuleOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTurned:
    """A report of which something else would be said. `readable` is (as stored, as it would be)."""

    agency: str
    year: int
    document: str
    outcomes: tuple[OutcomeTurned, ...] = ()
    findings: tuple[FindingTurned, ...] = ()
    readable: tuple[bool, bool] = (True, True)
    why: Words | None = None  # it can no longer be read

    @property
    def rules(self) -> frozenset[str]:
        """The rules that would say something else."""
        return frozenset({each.rule for each in self.outcomes} | {each.rule for each in self.findings})


def standing_turned(stored: Assessment, computed: Assessment | None) -> StandingTurned | None:
    """What would change of a stored standing; None: nothing. Both are as of the same moment."""
    old, new = _stood(stored), None if computed is None else _stood(computed)
    if old == new:
        return None
    return StandingTurned(
        agency=stored.agency,
        year=stored.year,
        old=old,
        new=new,
        was=stored.why,
        why=_NO_DUTY if computed is None else computed.why,
    )


def report_turned(
    agency: str,
    year: int,
    document: str,
    *,
    stored: Sequence[Verdict],
    computed: Sequence[Verdict],
    readable: tuple[bool, bool] = (True, True),
    why: Words | None = None,
) -> ReportTurned | None:
    """What would change of what is said of a report; None: nothing."""
    turned = ReportTurned(
        agency=agency,
        year=year,
        document=document,
        outcomes=tuple(_outcomes(stored, computed)),
        findings=tuple(_findings(_found(agency, year, stored), _found(agency, year, computed))),
        readable=readable,
        why=why,
    )
    return turned if turned.rules or readable[0] is not readable[1] else None


def _stood(assessment: Assessment) -> Stood:
    return Stood(
        standing=assessment.standing,
        flags=tuple(sorted(assessment.flags)),
        days_late=assessment.days_late,
    )


def _outcomes(stored: Sequence[Verdict], computed: Sequence[Verdict]) -> Iterator[OutcomeTurned]:
    old = {each.rule: each for each in stored}
    new = {each.rule: each for each in computed}
    for rule in (*old, *(rule for rule in new if rule not in old)):
        before, after = old.get(rule), new.get(rule)
        if _differ(before, after):
            yield OutcomeTurned(
                rule=rule,
                old=None if before is None else before.outcome,
                new=None if after is None else after.outcome,
            )


def _differ(old: Verdict | None, new: Verdict | None) -> bool:
    """A rule that is new, or gone, and has nothing to say, changes nothing."""
    if old is None or new is None:
        only = old or new
        return only is not None and bool(only.findings)
    return old.outcome is not new.outcome


Found = dict[str, tuple[str, Finding, Weight]]  # rule, finding and weight by fingerprint


def _found(agency: str, year: int, verdicts: Sequence[Verdict]) -> Found:
    return {
        fingerprint(agency, year, verdict.rule, finding): (
            verdict.rule,
            finding,
            Weight(severity=verdict.severity, told=finding in verdict.charged),
        )
        for verdict in verdicts
        for finding in verdict.findings
    }


def _findings(old: Found, new: Found) -> Iterator[FindingTurned]:
    for print_, (rule, finding, weight) in (old | new).items():
        before = old[print_][2] if print_ in old else None
        after = weight if print_ in new else None
        if before != after:
            yield FindingTurned(
                rule=rule, where=finding.where, old=before, new=after, message=finding.message
            )


# The sum of it.


@dataclass(slots=True)
class Tally:
    """Counts over everything compared; what cannot be compared is counted apart."""

    standings: int = 0
    standings_turned: int = 0
    reports: int = 0
    reports_turned: int = 0
    verdicts: int = 0
    verdicts_turned: int = 0
    unjudged: int = 0  # reports read whose rules were never run, or seen and never read
    lost: int = 0  # reports whose kept bytes are missing or damaged
    moves: Counter[tuple[Standing, Standing | None]] = field(default_factory=Counter)  # where they differ
    findings: Counter[tuple[str, Turn]] = field(default_factory=Counter)  # by rule
    columns: ColumnTally = field(default_factory=ColumnTally)
    illegible: list[ReportTurned] = field(
        default_factory=list
    )  # reports that were read, and can be no longer

    def add_standing(self, turned: StandingTurned | None) -> None:
        """One more standing was compared."""
        self.standings += 1
        if turned is None:
            return
        self.standings_turned += 1
        self.moves[turned.old.standing, turned.new.standing if turned.new else None] += 1

    def add_report(self, verdicts: int, turned: ReportTurned | None) -> None:
        """One more report, with so many verdicts, was compared."""
        self.reports += 1
        self.verdicts += verdicts
        if turned is None:
            return
        self.reports_turned += 1
        if turned.readable == (True, False):
            self.illegible.append(turned)
        self.verdicts_turned += len(turned.rules)
        self.findings.update((each.rule, each.turn) for each in turned.findings)

    @property
    def share_of_standings(self) -> float:
        """From 0 to 1; 0 where none was compared."""
        return self.standings_turned / self.standings if self.standings else 0.0

    @property
    def share_of_reports(self) -> float:
        """From 0 to 1; 0 where none was compared."""
        return self.reports_turned / self.reports if self.reports else 0.0

    @property
    def share_of_verdicts(self) -> float:
        """From 0 to 1; 0 where none was compared."""
        return self.verdicts_turned / self.verdicts if self.verdicts else 0.0

    @property
    def loses_reports(self) -> bool:
        """Whether a report would be found or read no longer: one is too many, for the next look may accuse who published it."""
        return bool(self.columns.missed or self.illegible)

    @property
    def must_be_told(self) -> bool:
        """Whether the changelog must say so: more than MOST of the standings, or of the reports, would change."""
        return max(self.share_of_standings, self.share_of_reports) > MOST
