"""What the rules say of the reports: by the real clock what is kept, under a set clock what was known then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flows.home import Home
from models.change import Change
from models.verdict import RuleOutcome, Severity, Verdict
from notifications.status import finding_counts
from reports.recollection import recalled


def known_verdicts(
    home: Home,
    year: int,
    *,
    agencies: Sequence[str] | None = None,
    outcomes: Sequence[RuleOutcome] = (),
    passed: Sequence[str] | None = None,
) -> Mapping[str, tuple[Verdict, ...]]:
    """The verdicts on every report of the year, in the version seen last, of some `agencies` and `outcomes` or of all.

    With `passed`, those of other rules that passed may be missing (`all_verdicts`).
    """
    if not home.clock_set:
        return home.store.all_verdicts(year, agencies=agencies, outcomes=outcomes, passed=passed)
    again = home.store.examined_since(year, home.now())
    if not again:
        return home.store.all_verdicts(
            year, agencies=agencies, outcomes=outcomes, passed=passed, until=home.now()
        )
    known = home.store.all_verdicts(year, agencies=agencies, until=home.now())
    current = home.store.all_verdicts(year, agencies=agencies)
    for code, changes in known_changes_of(home, year, again & current.keys()).items():
        known[code] = recalled(known.get(code, ()), current[code], changes)
    return {code: _of(verdicts, outcomes) for code, verdicts in known.items()}


def known_charges(
    home: Home, year: int, *, office: str | None = None
) -> Mapping[str, Mapping[Severity, int]]:
    """How many findings are told of each agency, by severity: the same, counted without reading what each rule says."""
    if not home.clock_set:
        return home.store.charges(year, office=office)
    if not home.store.examined_since(year, home.now()):
        return home.store.charges(year, office=office, until=home.now())
    own = None if office is None else [each.code for each in home.store.agencies(office)]
    known = known_verdicts(home, year, agencies=own, outcomes=(RuleOutcome.FAILED,))
    return {code: finding_counts(verdicts) for code, verdicts in known.items()}


def known_changes(home: Home, year: int) -> tuple[Change, ...]:
    """Every transition kept; under a set clock those up to it."""
    # By the real clock all that is kept counts, also what a clock some seconds ahead has dated.
    return home.store.changes(year, until=home.now() if home.clock_set else None)


def known_changes_of(home: Home, year: int, agencies: set[str]) -> Mapping[str, list[Change]]:
    """The same by agency, of these."""
    grouped: dict[str, list[Change]] = defaultdict(list)
    for change in known_changes(home, year):
        if change.agency in agencies:
            grouped[change.agency].append(change)
    return grouped


def _of(verdicts: Sequence[Verdict], outcomes: Sequence[RuleOutcome]) -> tuple[Verdict, ...]:
    return tuple(each for each in verdicts if not outcomes or each.outcome in outcomes)
