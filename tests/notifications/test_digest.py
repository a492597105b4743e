"""What an office is told, what it is not told, and that the numbers add up."""

from dataclasses import replace
from datetime import date

import pytest

from models.assessment import Flag, Standing
from models.change import About
from models.decision import Mark
from models.office import Channel, News
from models.verdict import Severity, key
from models.words import Language, Words
from notifications.digest import Topic, compose
from notifications.render import render
from tests.notifications.season import (
    BALANCE,
    CITY,
    COUNTY,
    FOR_REVIEW,
    OFFICES,
    OUR_READING,
    ROWS,
    WRONG_YEAR,
    Row,
    at,
    change,
    digest_of,
    season,
    untold,
)

BY_NAME = {row.name: row for row in ROWS}


def names(digest, topic):
    return [line.agency.name for line in digest.of(topic)]


def told(digest):
    """Everything an office could read, in both languages and both forms."""
    rendered = [render(digest, language) for language in Language]
    return "\n".join(part for each in rendered for part in (each.subject, each.text, each.html))


def composed(row: Row, *changes, rows=ROWS):
    """A digest to the row's office from these changes alone, the row standing as given."""
    others = tuple(row if other.code == row.code else other for other in rows)
    whole = replace(season(rows=others), changes=())
    return digest_of(row.office, whole, *(replace(c, id=n) for n, c in enumerate(changes, 1)))


def in_order(*changes):
    return tuple(replace(each, id=n) for n, each in enumerate(changes, start=1))


def after(row, history, *, told, passed=0):
    """What is told of the rest of a history, of which the first changes were told and some passed over."""
    whole = season(rows=tuple(row if other.code == row.code else other for other in ROWS))
    untold = history[told + passed :]
    ids = [each.id for each in history[:told]]
    return compose(row.office, replace(whole, changes=history), untold, number=2, told=ids)


def step(row, old, new):
    return change(row, About.STANDING, "standing", old, new)


def test_each_change_stands_in_its_section():
    digest = digest_of(CITY)

    assert {topic: names(digest, topic) for topic in Topic if digest.of(topic)} == {
        Topic.OVERDUE: ["云汀市财政局", "云汀市人力资源和社会保障局"],
        Topic.LATE: ["云汀市民政局", "云汀市司法局"],
        Topic.WITHDRAWN: ["云汀市自然资源局"],
        Topic.CHANGED: ["云汀市住房和城乡建设局"],
        Topic.BACKDATING: ["云汀市生态环境局"],
        Topic.CORRECTED: ["云汀市司法局", "云汀市卫生健康委员会"],
        Topic.FINDING: ["云汀市民政局", "云汀市民政局"],
        Topic.UNVERIFIED: ["云汀市农业农村局", "云汀市商务局", "云汀市文化和旅游局"],
    }
    assert digest.published == ("云汀市教育局", "云汀市卫生健康委员会")


@pytest.mark.parametrize("office", OFFICES)
def test_the_counts_add_up(office):
    digest = digest_of(office)
    owned = [row for row in ROWS if row.office is office]
    told_of = {line.agency.name for line in digest.lines} | set(digest.published)

    assert sum(digest.counts.values()) == digest.total == len(owned)
    assert len(told_of) + digest.counts[Standing.SUSPECTED] + digest.unchanged == digest.total
    coverage = digest.coverage
    assert coverage.completed + coverage.incomplete + coverage.unvisited == coverage.owing
    assert coverage.owing == digest.total - digest.counts[Standing.EXEMPT]


def test_an_office_reads_of_its_own_agencies_only():
    city, county = (digest_of(office) for office in OFFICES)

    assert "青坞县" not in told(city)
    assert "云汀市" not in told(county)
    assert not set(city.changes) & set(county.changes)
    assert {*city.changes, *city.passed, *county.changes, *county.passed} == {c.id for c in untold()}
    assert not set(city.changes) & set(city.passed)


def test_without_changes_there_is_nothing_to_tell():
    assert compose(CITY, season(), (), number=2).is_quiet


def test_changes_of_another_year_or_an_unknown_agency_tell_nothing():
    row = BY_NAME["云汀市财政局"]
    other_year = replace(step(row, "", "overdue"), year=2024)
    stranger = replace(step(row, "", "overdue"), agency="nobody")

    assert composed(row, other_year, stranger).is_quiet


def test_the_suspected_are_counted_and_never_named():
    digest = digest_of(CITY)
    suspected = [row.name for row in ROWS if row.standing is Standing.SUSPECTED]

    assert len(suspected) == digest.counts[Standing.SUSPECTED] == 2
    assert [name for name in suspected if name in told(digest)] == []


def test_a_suspicion_alone_is_nothing_to_tell():
    row = BY_NAME["云汀市水务局"]

    assert composed(row, step(row, "due_soon", "suspected")).is_quiet


def test_the_exempt_are_counted_and_not_named():
    row = BY_NAME["云汀市地方金融管理局"]

    assert composed(row, step(row, "not_due", "exempt")).is_quiet
    assert row.name not in told(digest_of(CITY))


@pytest.mark.parametrize("was", ["overdue", "late", "withdrawn"])
@pytest.mark.parametrize("now", ["on_time", "unknown", "exempt", "suspected", "due_soon"])
def test_whoever_was_told_of_a_lapse_is_told_when_it_no_longer_stands(was, now):
    row = replace(BY_NAME["云汀市审计局"], standing=Standing(now))

    digest = composed(row, step(row, was, now))

    assert names(digest, Topic.CORRECTED) == [row.name]
    assert digest.of(Topic.CORRECTED)[0].was is Standing(was)


def test_a_correction_keeps_the_reasons_of_a_suspicion_to_ourselves():
    row = replace(BY_NAME["云汀市水务局"], why=Words("内部理由", "internal reasons"))

    digest = composed(row, step(row, "overdue", "suspected"))

    assert "予以撤回" in told(digest)
    assert "内部理由" not in told(digest)
    assert "待核实」" not in told(digest)


def test_overdue_then_found_late_is_both_late_and_a_correction():
    row = BY_NAME["云汀市司法局"]

    digest = composed(row, step(row, "overdue", "late"))

    assert names(digest, Topic.LATE) == names(digest, Topic.CORRECTED) == [row.name]


@pytest.mark.parametrize(
    ("was", "now"), [("late", "overdue"), ("on_time", "withdrawn"), ("late", "withdrawn")]
)
def test_what_became_worse_is_no_correction(was, now):
    row = replace(BY_NAME["云汀市审计局"], standing=Standing(now))

    assert composed(row, step(row, was, now)).of(Topic.CORRECTED) == ()


def test_a_step_and_its_step_back_are_not_told():
    row = BY_NAME["云汀市审计局"]

    assert composed(row, step(row, "on_time", "unknown"), step(row, "unknown", "on_time")).is_quiet


def test_an_accusation_that_no_longer_stands_is_not_told():
    row = BY_NAME["云汀市审计局"]  # on time by now

    digest = composed(row, step(row, "due_soon", "overdue"))

    assert digest.of(Topic.OVERDUE) == ()
    assert digest.published == (row.name,)


def test_a_lapse_said_by_standing_and_flag_is_told_once():
    row = BY_NAME["云汀市自然资源局"]

    digest = composed(
        row, step(row, "on_time", "withdrawn"), change(row, About.FLAG, Flag.WITHDRAWN, "", "withdrawn")
    )

    assert names(digest, Topic.WITHDRAWN) == [row.name]


def test_a_backdating_suspicion_shows_both_sides_and_no_verdict():
    row = BY_NAME["云汀市生态环境局"]

    digest = composed(row, change(row, About.FLAG, Flag.BACKDATING, "", "backdating"))
    text = render(digest, Language.ZH).text

    assert names(digest, Topic.BACKDATING) == [row.name]
    assert all(
        part in text for part in ("网站标注 2026-01-30", "2026-02-02 09:00", "2026-02-03 09:00", "不作结论")
    )
    assert digest.of(Topic.UNVERIFIED) == ()


def test_a_backdating_suspicion_that_ended_is_corrected():
    row = BY_NAME["云汀市审计局"]

    digest = composed(row, change(row, About.FLAG, Flag.BACKDATING, "backdating", ""))

    assert digest.of(Topic.CORRECTED)[0].was is Flag.BACKDATING


def test_a_backdating_suspicion_whose_dispute_is_over_is_told_again():
    row = BY_NAME["云汀市生态环境局"]

    digest = composed(row, change(row, About.OVERLAY, "standing", "disputed unknown", ""))

    assert names(digest, Topic.BACKDATING) == [row.name]


def test_a_dispute_of_what_was_never_told_does_not_say_that_it_was_suspected():
    row = replace(BY_NAME["云汀市财政局"], standing=Standing.UNKNOWN, why=Words("已登记异议", "Disputed"))

    digest = composed(
        row, step(row, "suspected", "overdue"), change(row, About.OVERLAY, "standing", "", "disputed unknown")
    )

    assert [(line.agency.name, line.was) for line in digest.of(Topic.DISPUTED)] == [(row.name, None)]
    assert "此前告知「待核实」" not in told(digest)


@pytest.mark.parametrize(
    ("overlay", "now"),
    [
        ("overridden exempt", Standing.EXEMPT),
        ("overridden unknown", Standing.UNKNOWN),
        ("", Standing.SUSPECTED),
    ],
)
def test_how_a_dispute_ended_is_told_whatever_it_is(overlay, now):
    row = replace(BY_NAME["云汀市财政局"], standing=now, exempt="依据")
    history = in_order(
        step(row, "due_soon", "overdue"),
        change(row, About.OVERLAY, "standing", "", "disputed unknown"),
        step(row, "overdue", "unknown"),  # beneath the dispute, and not told
        change(row, About.OVERLAY, "standing", "disputed unknown", overlay),
    )

    digest = after(row, history, told=2, passed=1)

    assert [(line.agency.name, line.was) for line in digest.of(Topic.CORRECTED)] == [
        (row.name, Standing.OVERDUE)
    ]


def test_a_doubt_that_was_disputed_and_settled_by_a_person_is_corrected():
    row = replace(BY_NAME["云汀市生态环境局"], standing=Standing.ON_TIME, flags=())
    history = in_order(
        step(row, "due_soon", "unknown"),
        change(row, About.FLAG, Flag.BACKDATING, "", "raised"),
        change(row, About.OVERLAY, "standing", "", "disputed unknown"),
        change(row, About.OVERLAY, "standing", "disputed unknown", "overridden on_time"),
    )

    of_the_dispute = after(row, history, told=3)
    of_the_doubt = after(row, history, told=2)

    assert [line.was for line in of_the_dispute.of(Topic.CORRECTED)] == [Mark.DISPUTED]
    assert [line.was for line in of_the_doubt.of(Topic.CORRECTED)] == [Flag.BACKDATING]


# An earlier local date that was missed: a finding of its own, never the verdict.

PUNCTUAL = BY_NAME["云汀市审计局"]
AFTER_LOCAL = replace(
    PUNCTUAL,
    local_due=date(2026, 1, 25),
    flags=(Flag.LOCAL_DUE_MISSED,),
    claimed=date(2026, 1, 28),
    last_absent=at("2026-01-27"),
)
MISSED = change(AFTER_LOCAL, About.FLAG, Flag.LOCAL_DUE_MISSED, "", "raised")


def test_an_earlier_local_date_missed_is_told_beside_the_statutory_one_that_is_judged():
    digest = composed(AFTER_LOCAL, MISSED)
    (line,) = digest.lines

    assert (line.topic, line.severity, line.basis) == (Topic.LOCAL, Severity.MINOR, None)
    assert (
        digest.counts[Standing.ON_TIME] == composed(PUNCTUAL, step(PUNCTUAL, "", "on_time")).counts["on_time"]
    )
    for form in (render(digest, Language.ZH).text, render(digest, Language.ZH).html):
        assert (
            "名录所列本地时限 2026-01-25：网站标注 2026-01-28，2026-01-27 09:00 未检索到，2026-01-28 09:00 首次检索到"
            in form
        )
        assert "是否逾期以法定时限 2026-01-31 为准" in form
        assert "不是法定义务逾期的结论" in form
    assert "Local due date 2026-01-25 (roster): dated 2026-01-28" in render(digest, Language.EN).text


def test_whoever_was_told_of_a_local_date_missed_is_told_when_it_no_longer_stands():
    history = in_order(MISSED, replace(MISSED, old="raised", new=""))

    (line,) = after(PUNCTUAL, history, told=1).lines
    unaware = after(PUNCTUAL, history, told=0)

    assert (line.topic, line.was) == (Topic.CORRECTED, Flag.LOCAL_DUE_MISSED)
    assert "此前告知「晚于本地时限」，现不再列出。" in told(after(PUNCTUAL, history, told=1))
    assert unaware.is_quiet


def test_a_local_date_missed_that_stands_on_is_told_once():
    history = in_order(
        MISSED, step(AFTER_LOCAL, "on_time", "unknown"), step(AFTER_LOCAL, "unknown", "on_time")
    )

    assert after(AFTER_LOCAL, history, told=1).of(Topic.LOCAL) == ()


def test_a_dispute_of_a_local_date_missed_says_what_had_been_told_and_how_it_ended():
    contested = replace(PUNCTUAL, why=Words("已登记异议", "Disputed"))
    history = in_order(
        MISSED,
        change(PUNCTUAL, About.OVERLAY, "standing", "", "disputed on_time"),
        change(PUNCTUAL, About.OVERLAY, "standing", "disputed on_time", ""),
    )

    disputed = after(contested, history[:2], told=1)
    upheld = after(AFTER_LOCAL, history, told=2)
    settled = after(PUNCTUAL, (*history, replace(MISSED, id=4, old="raised", new="")), told=2)

    assert [(line.topic, line.was) for line in disputed.lines] == [(Topic.DISPUTED, Flag.LOCAL_DUE_MISSED)]
    assert "此前告知「晚于本地时限」。" in told(disputed)
    assert {(line.topic, line.was) for line in upheld.lines} == {
        (Topic.CORRECTED, Mark.DISPUTED),
        (Topic.LOCAL, None),
    }
    assert [(line.topic, line.was) for line in settled.lines] == [(Topic.CORRECTED, Mark.DISPUTED)]


@pytest.mark.parametrize("kinds", [(), (News.STANDING,), (News.FINDING,), (News.CONTENT,)])
def test_a_local_date_missed_goes_to_those_who_ask_for_standings_and_its_end_to_all_who_were_told(kinds):
    whole = season(rows=tuple(AFTER_LOCAL if row.code == AFTER_LOCAL.code else row for row in ROWS))
    channel = Channel(name="1", url="secret:X", severities=(Severity.CRITICAL,), kinds=kinds)
    first, ended = in_order(MISSED, replace(MISSED, old="raised", new=""))

    fresh = compose(CITY, replace(whole, changes=(first,)), (first,), number=1, channel=channel)
    end = compose(
        CITY, replace(season(), changes=(first, ended)), (ended,), number=2, told=[1], channel=channel
    )

    asks = not kinds or News.STANDING in kinds
    assert names(fresh, Topic.LOCAL) == ([AFTER_LOCAL.name] if asks else [])
    assert fresh.changes == ((1,) if asks else ())
    assert names(end, Topic.CORRECTED) == [AFTER_LOCAL.name]


def finding(row, verdict, old="", new="failed"):
    (found,) = verdict.findings
    place = key(verdict.rule, found)
    return change(row, About.FINDING, place, old, new, why=found.message, severity=verdict.severity)


@pytest.mark.parametrize("verdict", [OUR_READING, FOR_REVIEW])
def test_what_may_be_our_own_mistake_is_not_told(verdict):
    row = BY_NAME["云汀市民政局"]

    assert composed(row, finding(row, verdict)).is_quiet


def test_hints_are_not_told():
    row = BY_NAME["云汀市民政局"]
    hint = replace(finding(row, BALANCE), severity=Severity.HINT)

    assert composed(row, hint).is_quiet


def test_findings_come_worst_first_with_their_place():
    first, second = digest_of(CITY).of(Topic.FINDING)

    assert (first.severity, second.severity) == (Severity.CRITICAL, Severity.MAJOR)
    assert (second.finding.where, second.finding.expected, second.finding.actual) == (
        "applications.*.natural",
        "3",
        "2",
    )


def test_mended_findings_are_told_each_in_the_words_in_which_they_were_raised():
    row = replace(BY_NAME["云汀市审计局"], verdicts=())
    gone = Words("此前的问题已不存在", "The earlier finding is gone")
    raised = [finding(row, verdict) for verdict in (BALANCE, WRONG_YEAR)]
    mended = [
        replace(finding(row, v, "raised", ""), why=gone, id=n) for n, v in enumerate((BALANCE, WRONG_YEAR), 9)
    ]
    past = replace(season(), changes=(*raised, *mended))

    digest = digest_of(CITY, past, *mended)

    assert {line.message for line in digest.of(Topic.MENDED)} == {
        v.findings[0].message for v in (BALANCE, WRONG_YEAR)
    }


def test_a_mended_finding_of_which_no_words_are_left_is_still_told():
    row = BY_NAME["云汀市审计局"]

    digest = composed(row, finding(row, BALANCE, "failed", ""))

    assert names(digest, Topic.MENDED) == [row.name]


def test_a_finding_that_came_and_went_is_not_told():
    row = BY_NAME["云汀市审计局"]

    assert composed(row, finding(row, BALANCE), finding(row, BALANCE, "failed", "")).is_quiet


def test_the_next_due_date_is_the_nearest_not_yet_past():
    digest = digest_of(COUNTY)

    assert (str(digest.next_due), digest.next_due_agencies) == ("2026-02-10", 1)
