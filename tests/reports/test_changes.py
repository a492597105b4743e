"""Transitions: what is new since the last judgement, and nothing twice."""

from dataclasses import replace
from datetime import UTC, date, datetime

from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.decision import DecisionKind
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.words import Words
from reports.changes import Judged, changes_since, overlay_changes, with_since
from reports.overlay import Facts, overlaid
from tests.models.nouns import decision

NOON = datetime(2026, 2, 5, 4, 0, tzinfo=UTC)
LATER = datetime(2026, 2, 6, 4, 0, tzinfo=UTC)
WORDS = Words(zh="因", en="because")


def judged(at: datetime = NOON) -> Judged:
    return Judged(at=at, release="1", policy="p", clock_set=False)


def assessed(standing: Standing, *flags: Flag) -> Assessment:
    return Assessment(
        agency="a",
        year=2025,
        standing=standing,
        as_of=NOON,
        statutory_due=date(2026, 1, 31),
        local_due=None,
        due=date(2026, 1, 31),
        why=WORDS,
        flags=flags,
    )


def verdict(outcome: RuleOutcome, *places: str, side: Side = Side.AGENCY) -> Verdict:
    return Verdict(
        rule="arithmetic.balance",
        outcome=outcome,
        severity=Severity.MAJOR,
        basis="form",
        findings=tuple(Finding(message=WORDS, where=place, side=side) for place in places),
    )


def stood(*changes: Change) -> dict[tuple[About, str], Change]:
    return {(change.about, change.key): change for change in changes}


def after(
    assessment: Assessment, *verdicts: Verdict, known: dict[tuple[About, str], Change]
) -> tuple[Change, ...]:
    return changes_since(assessment, verdicts, known, judged(LATER))


def test_the_first_standing_is_a_transition_from_nothing() -> None:
    (change,) = changes_since(assessed(Standing.DUE_SOON), (), {}, judged())

    assert (change.old, change.new, change.severity) == ("", "due_soon", Severity.HINT)


def test_the_same_again_is_no_transition() -> None:
    assessment = assessed(Standing.UNKNOWN, Flag.BACKDATING)
    failed = verdict(RuleOutcome.FAILED, "applications.*.natural")
    first = changes_since(assessment, (failed,), {}, judged())

    assert len(first) == 3
    assert after(assessment, failed, known=stood(*first)) == ()


def test_a_correction_weighs_as_much_as_the_accusation_it_takes_back() -> None:
    accusation = changes_since(assessed(Standing.OVERDUE), (), {}, judged())

    (correction,) = after(assessed(Standing.ON_TIME), known=stood(*accusation))

    assert (correction.old, correction.new, correction.severity) == ("overdue", "on_time", Severity.CRITICAL)


def test_a_flag_that_no_longer_holds_ends() -> None:
    raised = changes_since(assessed(Standing.ON_TIME, Flag.VANISHING), (), {}, judged())

    (ended,) = after(assessed(Standing.ON_TIME), known=stood(*raised))

    assert (ended.about, ended.key, ended.new) == (About.FLAG, "vanishing", "")


def test_only_what_failed_on_the_agencys_side_is_a_charge() -> None:
    verdicts = (
        verdict(RuleOutcome.REVIEW, "title"),
        verdict(RuleOutcome.FAILED, "section.1", side=Side.READING),
        verdict(RuleOutcome.FAILED, "section.2", side=Side.UNDECIDED),
    )

    changes = changes_since(assessed(Standing.ON_TIME), verdicts, {}, judged())

    assert [change.about for change in changes] == [About.STANDING]


def test_a_mended_finding_ends_and_one_that_was_not_checked_again_stands() -> None:
    assessment = assessed(Standing.ON_TIME)
    first = changes_since(assessment, (verdict(RuleOutcome.FAILED, "title"),), {}, judged())

    mended = after(assessment, verdict(RuleOutcome.PASSED), known=stood(*first))
    unchecked = after(assessment, verdict(RuleOutcome.NOT_CHECKED), known=stood(*first))

    assert [(c.about, c.new) for c in mended] == [(About.FINDING, "")]
    assert unchecked == ()


def test_a_mended_finding_that_comes_back_is_told_again() -> None:
    assessment = assessed(Standing.ON_TIME)
    failed = verdict(RuleOutcome.FAILED, "title")
    first = changes_since(assessment, (failed,), {}, judged())
    mended = after(assessment, verdict(RuleOutcome.PASSED), known=stood(*first))

    again = after(assessment, failed, known=stood(*first) | stood(*mended))

    assert [(c.about, c.old, c.new) for c in again] == [(About.FINDING, "", "raised")]


def test_since_is_when_the_standing_began() -> None:
    begun = changes_since(assessed(Standing.OVERDUE), (), {}, judged())
    same = replace(assessed(Standing.OVERDUE), as_of=LATER)
    other = replace(assessed(Standing.LATE), as_of=LATER)

    assert with_since(same, stood(*begun)).since == NOON
    assert with_since(other, stood(*begun)).since == LATER


def test_an_earlier_local_date_missed_is_told_with_both_dates_and_what_proves_it() -> None:
    seen = replace(
        assessed(Standing.ON_TIME, Flag.LOCAL_DUE_MISSED),
        local_due=date(2026, 1, 20),
        claimed_date=date(2026, 1, 25),
        first_seen=datetime(2026, 1, 26, 1, tzinfo=UTC),
        last_absent=datetime(2026, 1, 19, 1, tzinfo=UTC),  # before that date: it says nothing
    )

    flagged = next(each for each in changes_since(seen, (), {}, judged()) if each.about is About.FLAG)

    assert (flagged.key, flagged.severity) == ("local_due_missed", Severity.MINOR)
    assert flagged.why == Words(
        zh="名录所列本地时限 2026-01-20：网站标注 2026-01-25，2026-01-26 09:00 首次检索到；"
        "是否逾期以法定时限 2026-01-31 为准",
        en="Local due date 2026-01-20 (roster): dated 2026-01-25, first found 2026-01-26 09:00; "
        "judged is the statutory date, 2026-01-31",
    )


def test_a_finding_told_that_became_the_consequence_of_one_set_aside_is_set_aside_with_it() -> None:
    assessment = assessed(Standing.ON_TIME)
    rest = verdict(RuleOutcome.FAILED, "rest")
    told = stood(*changes_since(assessment, (rest,), {}, judged()))
    head = replace(verdict(RuleOutcome.FAILED, "head"), rule="arithmetic.sum")
    tail = replace(rest, findings=(replace(rest.findings[0], follows="arithmetic.sum|head"),))
    waived = replace(decision("a", DecisionKind.WAIVE), id=1, subject="arithmetic.sum")
    facts = Facts(assessment=assessment, verdicts=(head, tail))

    changes = list(
        overlay_changes(
            assessment, facts.verdicts, overlaid(facts, (waived,), now=LATER), told, judged(LATER)
        )
    )

    assert {(each.key, each.new) for each in changes} == {
        ("arithmetic.sum|head", "waived"),
        ("arithmetic.balance|rest", "waived"),
    }
