"""Whatever is decided, seen and forgotten: what was computed stays, and no machine decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.assessment import Flag, Standing
from models.change import About
from models.decision import ON_STANDING, Decision, DecisionKind, Mark, Person, Role, State
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict, fingerprint
from models.words import Words
from reports.changes import REOPENED, Judged, overlay_changes
from reports.decisions import Desk, Refused, Wish, decided
from reports.overlay import ACCUSING, ACCUSING_FLAGS, Facts, admissible_decisions, overlaid
from tests.models.nouns import MOMENT, agency, assessment, change, decision

OVERDUE = assessment()
FACTS = Facts(assessment=OVERDUE)
WHY = Words("应为3，实为2", "should be 3, is 2")


def row(number: int, kind: DecisionKind, **fields: object) -> Decision:
    return replace(decision(kind=kind), id=number, **fields)  # type: ignore[arg-type]


def on_time(number: int, **fields: object) -> Decision:
    return row(number, DecisionKind.OVERRIDE, to=Standing.ON_TIME, ground=FACTS.ground(), **fields)


KINDS = st.sampled_from(list(DecisionKind))
ROWS = st.lists(
    st.tuples(KINDS, st.booleans(), st.integers(1, 8), st.integers(-3, 9), st.sampled_from(list(Standing))),
    max_size=12,
)


@given(rows=ROWS, standing=st.sampled_from(list(Standing)), days=st.integers(0, 12))
def test_no_sequence_of_decisions_changes_what_was_computed(rows, standing, days) -> None:  # type: ignore[no-untyped-def]
    computed = assessment(standing=standing, flags=(Flag.BACKDATING,))
    facts = Facts(assessment=computed)
    decisions = [
        row(
            number,
            kind,
            needs_approval=needs,
            approves=approves if kind is DecisionKind.APPROVE else None,
            to=to,
            until=date(2026, 2, 1) + timedelta(days=until),
            ground=facts.ground(),
            published=date(2026, 2, 3),
        )
        for number, (kind, needs, approves, until, to) in enumerate(rows, start=1)
    ]
    counts = overlaid(facts, decisions, now=MOMENT + timedelta(days=days))

    in_force = [each for each in counts.filed if each.state is State.IN_FORCE]
    if counts.overlay is None:
        assert counts.assessment == computed
    else:
        assert counts.overlay.computed == computed
        assert counts.overlay.decision in [each.decision for each in in_force]
        assert not ACCUSING_FLAGS & set(counts.assessment.flags)
    for each in in_force:
        assert not each.decision.needs_approval or each.approval is not None
        assert each.decision.until is None or each.decision.until >= date(2026, 2, 1) + timedelta(days=days)
    assert overlaid(facts, decisions, now=MOMENT + timedelta(days=days)) == counts


def test_the_clock_going_back_does_not_change_which_decision_is_the_newer() -> None:
    later = [
        on_time(1),
        row(2, DecisionKind.REOPEN, at=MOMENT - timedelta(hours=2)),
    ]

    assert [each.state for each in overlaid(FACTS, later, now=MOMENT).filed] == [State.ENDED, State.DONE]


def test_under_a_dispute_that_expired_the_earlier_decision_counts_again() -> None:
    rows = [on_time(1), row(2, DecisionKind.DISPUTE, until=date(2026, 2, 5), ground=FACTS.ground())]

    marks = [overlaid(FACTS, rows, now=MOMENT + timedelta(days=n)).overlay for n in (1, 10)]
    assert [each.mark for each in marks if each] == [Mark.DISPUTED, Mark.OVERRIDDEN]


def test_more_absences_contradict_nothing_and_a_report_found_does() -> None:
    later = replace(OVERDUE, as_of=MOMENT + timedelta(days=9), last_absent=MOMENT, days_late=(9, 9))
    found = replace(later, first_seen=MOMENT, standing=Standing.LATE)
    in_time = replace(found, standing=Standing.ON_TIME)

    states = [
        overlaid(Facts(assessment=each), [on_time(1)], now=MOMENT).filed[0].state
        for each in (later, found, in_time)
    ]
    assert states == [State.IN_FORCE, State.CONTRADICTED, State.IN_FORCE]


@pytest.mark.parametrize(
    ("contents", "state"),
    [
        ({}, State.IN_FORCE),
        ({"one": "same", "two": "same"}, State.IN_FORCE),
        ({"one": "said", "two": "other"}, State.CONTRADICTED),
    ],
)
def test_a_new_version_contradicts_only_where_it_says_something_else(
    contents: dict[str, str], state: State
) -> None:
    first = assessment(standing=Standing.LATE, document="one", first_seen=MOMENT)
    rows = [on_time(1)]
    rows = [replace(rows[0], ground=Facts(assessment=first).ground())]
    facts = Facts(assessment=replace(first, document="two"), contents=contents)

    assert overlaid(facts, rows, now=MOMENT).filed[0].state is state


@pytest.mark.parametrize(
    "fields",
    [
        {"author": " "},
        {"role": Role.ADMIN},
        {"role": Role.VIEWER},
        {"role": Role.OPERATOR},
        {"clock_set": True},
        {"to": Standing.LATE},
        {"kind": DecisionKind.EXEMPT},
        {"kind": DecisionKind.CORRECT_DATE, "role": Role.OPERATOR, "published": date(2026, 1, 20)},
        {"kind": DecisionKind.CORRECT_DATE, "published": date(2026, 5, 1)},
    ],
)
def test_a_row_that_no_desk_would_have_let_pass_does_not_count(fields: dict[str, object]) -> None:
    assert admissible_decisions([replace(on_time(1), **fields)], rehearsing=False) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize("fields", [{"author": "李四"}, {"role": Role.OPERATOR}, {"approves": 9}])
def test_an_approval_counts_by_another_reviewer_alone(fields: dict[str, object]) -> None:
    waits = replace(on_time(1), to=Standing.LATE, needs_approval=True)
    approval = row(2, DecisionKind.APPROVE, approves=1, author="王五")

    assert admissible_decisions([approval, waits], rehearsing=False) == (waits, approval)
    forged = replace(approval, **fields)  # type: ignore[arg-type]
    assert admissible_decisions([waits, forged], rehearsing=False) == (waits,)


def test_what_was_re_opened_while_it_waited_is_past_approval() -> None:
    waits = replace(on_time(2), to=Standing.LATE, needs_approval=True)
    rows = [on_time(1), waits, row(3, DecisionKind.REOPEN), row(4, DecisionKind.APPROVE, approves=2)]

    counts = overlaid(FACTS, rows, now=MOMENT)

    assert [each.state for each in counts.filed[:2]] == [State.ENDED] * 2
    assert counts.overlay is None


def finding(**fields: object) -> Finding:
    given = {
        "message": WHY,
        "where": "applications.*.natural",
        "side": Side.AGENCY,
        "expected": "3",
        "actual": "2",
    }
    return Finding(**given | fields)  # type: ignore[arg-type]


def printed(of: Finding, rule: str = "arithmetic.balance", year: int = 2025) -> str:
    return fingerprint("1", year, rule, of)


def test_a_fingerprint_is_the_same_as_long_as_the_finding_is() -> None:
    same = (finding(), finding(message=Words("措辞已改", "other words")), finding(hint=WHY, cells=("a.b",)))
    others = (
        finding(actual="4"),
        finding(expected=None),
        finding(where="applications.*.total"),
        finding(quote="句"),
    )
    spaced = [printed(finding(quote=text)) for text in ("本年 度２件", "本年度2件\n")]

    assert len({printed(each) for each in same}) == 1
    assert len({printed(each) for each in (finding(), *others)}) == 5
    assert spaced[0] == spaced[1]
    assert printed(finding()) != printed(finding(), rule="arithmetic.row-total")
    assert printed(finding()) != printed(finding(), year=2024)


HEAD, TAIL = "arithmetic.balance|applications.*.natural", "arithmetic.remedies|remedies"


def with_a_consequence() -> tuple[Facts, Decision]:
    """A finding and what follows from it, and the decision that dismisses the first."""
    head, tail = finding(), finding(where="remedies", follows=HEAD)
    verdicts = [
        Verdict(rule=rule, outcome=RuleOutcome.FAILED, severity=Severity.MAJOR, basis="b", findings=(each,))
        for rule, each in (("arithmetic.balance", head), ("arithmetic.remedies", tail))
    ]
    print_ = fingerprint(OVERDUE.agency, OVERDUE.year, "arithmetic.balance", head)
    dismissed = row(1, DecisionKind.DISMISS, subject=HEAD, finding=print_)
    return Facts(assessment=OVERDUE, verdicts=verdicts), dismissed


def test_what_follows_from_a_finding_is_set_aside_with_it() -> None:
    facts, dismissed = with_a_consequence()
    counts = overlaid(facts, [dismissed], now=MOMENT)

    assert {each.rule for each in counts.set_aside} == {"arithmetic.balance", "arithmetic.remedies"}
    assert [each.outcome for each in counts.verdicts] == [RuleOutcome.NOT_CHECKED] * 2


def desk_of(role: Role, facts: Facts = FACTS) -> Desk:
    return Desk(
        agency=agency(), facts=facts, counts=overlaid(facts, (), now=MOMENT), by=Person(name="某", role=role),
        now=MOMENT, release="1",
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR, Role.ADMIN])
@pytest.mark.parametrize("kind", list(DecisionKind))
def test_only_a_reviewer_settles_anything(role: Role, kind: DecisionKind) -> None:
    desk = desk_of(role)
    wish = Wish(kind=kind, reason="有据", to=Standing.LATE if kind is DecisionKind.OVERRIDE else None)
    if role is Role.OPERATOR and kind is DecisionKind.DISPUTE:
        assert decided(wish, desk).subject == ON_STANDING
        return
    with pytest.raises(Refused):
        decided(wish, desk)


def test_accusing_standings_are_those_that_are_held_against_somebody() -> None:
    assert {Standing.LATE, Standing.OVERDUE, Standing.WITHDRAWN} == ACCUSING


def ends(*stages: list[Decision], facts: Facts = FACTS) -> dict[str, tuple[str, str]]:
    """Stage after stage decided: by its key, what lies at last over a standing or a finding, and the reason given."""
    raised = [(About.FINDING, place) for place in (HEAD, TAIL)]
    current = {place: replace(change(), about=place[0], key=place[1], new="raised") for place in raised}
    stamp = Judged(at=MOMENT, release="r", policy="p", clock_set=False)
    for rows in stages:
        counts = overlaid(facts, rows, now=MOMENT)
        changes = overlay_changes(OVERDUE, facts.verdicts, counts, current, stamp)
        current |= {(each.about, each.key): each for each in changes}
    return {key: (c.new, c.why.zh) for (about, key), c in current.items() if about is About.OVERLAY}


def test_a_dispute_that_was_settled_ends_in_the_words_of_whoever_settled_it() -> None:
    """Whichever of the two was entered first, and whatever was re-opened elsewhere."""
    settles = row(1, DecisionKind.CONFIRM, ground=FACTS.ground(), reason="核实无误", needs_approval=True)
    disputed = row(2, DecisionKind.DISPUTE, ground=FACTS.ground(), until=date(2026, 3, 1))
    known = [settles, disputed, row(3, DecisionKind.REOPEN, subject="r.sum", reason="重来")]

    new, why = ends(known, [*known, row(4, DecisionKind.APPROVE, approves=1)])[ON_STANDING]

    assert new == ""
    assert "核实无误" in why


def test_what_was_re_opened_ends_in_the_words_of_whoever_re_opened_it() -> None:
    """What follows from it too."""
    facts, dismissed = with_a_consequence()
    reopened = row(2, DecisionKind.REOPEN, subject=HEAD, reason="重来")

    over = ends([dismissed], [dismissed, reopened], facts=facts)

    assert [(new, "重来" in why) for new, why in (over[HEAD], over[TAIL])] == [("", True)] * 2


def test_what_was_decided_anew_and_expired_ends_by_its_day() -> None:
    rows = [on_time(1), row(2, DecisionKind.REOPEN), on_time(3, until=date(2026, 1, 31))]

    assert ends([on_time(1)], rows)[ON_STANDING] == ("", REOPENED[State.EXPIRED].zh)


@pytest.mark.parametrize("kind", [DecisionKind.DISPUTE, DecisionKind.DISMISS])
def test_a_local_date_missed_is_contested_and_the_report_stays_in_time(kind: DecisionKind) -> None:
    facts = Facts(assessment=replace(OVERDUE, standing=Standing.ON_TIME, flags=(Flag.LOCAL_DUE_MISSED,)))

    made = decided(Wish(kind=kind, reason="当日网站维护"), desk_of(Role.REVIEWER, facts))
    counts = overlaid(facts, [replace(made, id=1)], now=MOMENT)

    assert (counts.assessment.standing, counts.assessment.flags) == (Standing.ON_TIME, ())
