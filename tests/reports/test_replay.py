"""What counts as a difference between a look and the same look made again."""

from dataclasses import replace
from datetime import UTC, date, datetime

from models.visit import Doubt, Gate, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.replay import ColumnTally, NotReplayed, column_turned

AT = datetime(2026, 2, 2, 1, tzinfo=UTC)
REPORT = Link(url="https://x.example/1.html", title="某局2025年年报")
NEWS = Link(url="https://x.example/2.html", title="通知")
LOOK = Visit(
    id="v",
    column_url="https://x.example/",
    started=AT,
    finished=AT,
    outcome=Outcome.COMPLETED,
    reason=Words("读到末页", "read to its end"),
    links=(REPORT, NEWS),
    unopened=(REPORT,),
)


def said(seen: Seen, **changes: object) -> Sighting:
    sighting = Sighting(
        agency="a", year=2025, visit="v", at=AT, seen=seen, outcome=Outcome.COMPLETED, reason=LOOK.reason
    )
    return replace(sighting, **changes)  # type: ignore[arg-type]


def test_other_words_and_another_order_of_the_list_are_no_difference() -> None:
    doubt = Doubt(gate=Gate.FRESH, words=Words("旧", "old"))
    old, new = (replace(LOOK, doubts=(each,)) for each in (doubt, replace(doubt, words=Words("陈", "aged"))))
    new = replace(new, reason=Words("读完", "done"), links=(NEWS, REPORT))

    assert (
        column_turned(old, new, [said(Seen.ABSENT)], [said(Seen.ABSENT, reason=Words("无", "none"))]) is None
    )


def test_a_link_read_otherwise_is_both_lost_and_found() -> None:
    dated = replace(REPORT, listed_date=date(2026, 1, 20))

    turned = column_turned(LOOK, replace(LOOK, links=(dated, NEWS), unopened=(dated,)), [], [])

    assert turned is not None
    assert (turned.lost, turned.found) == ((REPORT,), (dated,))
    assert (turned.unwanted, turned.wanted) == ((REPORT,), (dated,))


def test_a_doubt_that_goes_and_one_that_comes_are_named_by_their_gates() -> None:
    old, new = (
        replace(LOOK, doubts=(Doubt(gate=gate, words=Words("疑", "doubt")),))
        for gate in (Gate.COVERAGE, Gate.GENUINE)
    )

    turned = column_turned(old, new, [], [])

    assert turned is not None
    assert turned.gates == ((Gate.COVERAGE,), (Gate.GENUINE,))


def test_only_of_whom_both_speak_is_anything_compared() -> None:
    other = said(Seen.PRESENT, agency="new to the roster")

    assert column_turned(LOOK, LOOK, [said(Seen.ABSENT)], [said(Seen.ABSENT), other]) is None


def test_lost_and_found_reports_are_counted_and_what_could_not_be_made_again_apart() -> None:
    tally = ColumnTally()
    failed = replace(LOOK, outcome=Outcome.CHANGED, links=(), unopened=())
    tally.add(column_turned(LOOK, failed, [said(Seen.PRESENT)], [said(Seen.UNSEEN)]))
    tally.add(column_turned(LOOK, LOOK, [said(Seen.ABSENT)], [said(Seen.LISTED)]))
    tally.add(column_turned(LOOK, LOOK, [said(Seen.LISTED)], [said(Seen.PRESENT)]))
    tally.add(None)
    tally.add(
        NotReplayed(column_url=LOOK.column_url, visit="w", at=AT, outcome=LOOK.outcome, why=LOOK.reason)
    )

    missed = tally.missed
    assert [(each.old.seen, each.new.seen) for each in missed.values()] == [(Seen.PRESENT, Seen.UNSEEN)]
    assert tally == ColumnTally(
        looks=4,
        turned=3,
        not_replayed=1,
        links_lost=2,
        reports_lost=1,
        reports_found=1,
        outcomes=1,
        missed=missed,
    )
