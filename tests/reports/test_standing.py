"""The state machine of reliability §4, fact by fact, and by random histories."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agency import Agency, Kind, Level, MonthDay
from models.assessment import Assessment, Flag, Standing
from models.obligation import Obligation
from models.times import BEIJING
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.duties import obligation
from reports.standing import assess

DUTY = obligation(Agency(code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY), 2025)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=BEIJING)


def saw(
    when: str | datetime,
    seen: Seen,
    *,
    claimed: date | None = None,
    outcome: Outcome = Outcome.COMPLETED,
    document: str = "",
    title: str = "",
    url: str = "",
) -> Sighting:
    moment = at(when) if isinstance(when, str) else when
    return Sighting(
        agency="a",
        year=2025,
        visit=f"v{moment.isoformat()}",
        at=moment,
        seen=seen,
        outcome=outcome,
        reason=Words(zh="因", en="reason"),
        claimed=claimed,
        document=document or ("d" if seen is Seen.PRESENT else ""),
        title=title,
        url=url,
    )


def absent(*days: str) -> list[Sighting]:
    return [saw(f"{day}T09:00", Seen.ABSENT) for day in days]


def present(when: str, claimed: date | None = None, document: str = "d") -> Sighting:
    return saw(when, Seen.PRESENT, claimed=claimed, document=document)


def judged(sightings: list[Sighting], now: str, duty: Obligation = DUTY, **more: object) -> Assessment:
    return assess(duty, sightings, now=at(now), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        ("01-16T23:59", Standing.NOT_DUE),
        ("01-17T00:00", Standing.DUE_SOON),
        ("01-31T23:59", Standing.DUE_SOON),
        ("02-01T00:00", Standing.UNKNOWN),
    ],
)
def test_without_any_look_only_the_calendar_speaks(now: str, standing: Standing) -> None:
    assert judged([], now).standing is standing


def test_due_means_the_end_of_the_day_in_shanghai_whatever_the_zone_of_the_clock() -> None:
    last_second = datetime(2026, 1, 31, 15, 59, 59, tzinfo=UTC)
    seen_then = saw(last_second, Seen.PRESENT)
    seen_after = saw(last_second + timedelta(seconds=1), Seen.PRESENT, claimed=date(2026, 2, 1))

    assert assess(DUTY, [seen_then], now=at("02-05T00:00")).standing is Standing.ON_TIME
    assert assess(DUTY, [seen_after], now=at("02-05T00:00")).standing is Standing.LATE


@pytest.mark.parametrize(
    ("absences", "standing"),
    [
        (["02-01"], Standing.SUSPECTED),
        (["02-01", "02-03"], Standing.SUSPECTED),
        (["02-01", "02-02", "02-03"], Standing.SUSPECTED),  # three days, 48 hours
        (["02-01", "02-02", "02-04"], Standing.OVERDUE),  # three days, 72 hours
        (["01-28", "01-29", "01-31", "02-05"], Standing.SUSPECTED),  # absences before the date prove nothing
    ],
)
def test_overdue_needs_three_absences_on_three_days_over_72_hours(
    absences: list[str], standing: Standing
) -> None:
    assert judged(absent(*absences), "02-05T10:00").standing is standing


def test_three_absences_in_one_day_are_one_day() -> None:
    looks = [saw(f"02-0{1 + 4 * n}T0{hour}:00", Seen.ABSENT) for n in (0, 1) for hour in (1, 5, 9)]

    assert judged(looks, "02-05T12:00").standing is Standing.SUSPECTED


def test_overdue_tells_its_days_as_least_and_most() -> None:
    assert judged(absent("02-01", "02-03", "02-05"), "02-07T09:00").days_late == (5, 7)


def test_an_accusation_grown_stale_is_no_accusation() -> None:
    looks = absent("02-01", "02-03", "02-05")

    assert judged(looks, "02-12T09:00").standing is Standing.OVERDUE
    assert judged(looks, "02-12T09:01").standing is Standing.UNKNOWN


def test_a_report_listed_but_not_to_be_opened_is_never_overdue() -> None:
    looks = absent("02-01", "02-03", "02-05")
    looks.append(saw("02-06T09:00", Seen.UNSEEN, outcome=Outcome.SOFT_404, title="某局2025年年报"))

    assert judged(looks, "02-06T10:00").standing is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("outcome", "flag"),
    [
        (Outcome.BLOCKED, Flag.PORTAL_BLOCKED),
        (Outcome.DISALLOWED, Flag.PORTAL_BLOCKED),
        (Outcome.UNREACHABLE, Flag.PORTAL_DOWN),
        (Outcome.CHANGED, Flag.PORTAL_CHANGED),
        (Outcome.SOFT_404, Flag.PORTAL_CHANGED),
    ],
)
def test_a_portal_that_cannot_be_read_leaves_its_agency_unknown(outcome: Outcome, flag: Flag) -> None:
    looks = [saw(f"02-0{day}T09:00", Seen.UNSEEN, outcome=outcome) for day in (1, 3, 5, 7)]

    found = judged(looks, "02-07T10:00")

    assert (found.standing, found.flags) == (Standing.UNKNOWN, (flag,))


def test_found_before_the_date_is_on_time_whatever_it_claims() -> None:
    assert judged([present("01-30T09:00", date(2026, 2, 9))], "02-05T09:00").standing is Standing.ON_TIME


def test_a_claim_on_time_is_believed_while_no_later_absence_speaks_against_it() -> None:
    looks = [*absent("01-30"), present("02-01T09:00", date(2026, 1, 31))]

    found = judged(looks, "02-01T10:00")

    assert (found.standing, found.days_late) == (Standing.ON_TIME, (0, 1))


def test_a_claim_on_time_against_an_absence_after_the_date_is_a_suspicion_and_no_verdict() -> None:
    looks = [*absent("02-01"), present("02-03T09:00", date(2026, 1, 30))]

    found = judged(looks, "02-10T09:00")

    assert (found.standing, found.flags) == (Standing.UNKNOWN, (Flag.BACKDATING,))


@pytest.mark.parametrize(
    ("absences", "claimed", "days_late"),
    [
        (["02-01", "02-03"], date(2026, 2, 4), (4, 5)),  # its own date, and the day we saw it
        (["02-01", "02-03"], None, (3, 5)),  # the last absence, and the day we saw it
        ([], date(2026, 2, 2), (2, 5)),  # its own date alone
        (["02-03"], date(2026, 2, 1), (3, 5)),  # its own date is refuted: absent two days later
        (["02-03"], date(2026, 3, 9), (3, 5)),  # a date in the future is no claim
    ],
)
def test_late_tells_its_days_as_least_and_most(
    absences: list[str], claimed: date | None, days_late: tuple[int, int]
) -> None:
    found = judged([*absent(*absences), present("02-05T09:00", claimed)], "02-10T09:00")

    assert (found.standing, found.days_late) == (Standing.LATE, days_late)


def test_found_late_without_date_or_absence_cannot_be_verified() -> None:
    assert judged([present("02-05T09:00")], "02-10T09:00").standing is Standing.UNKNOWN


def test_overdue_that_is_found_is_late_with_the_same_evidence() -> None:
    looks = [*absent("02-01", "02-03", "02-05"), present("02-08T09:00", date(2026, 2, 7))]

    found = judged(looks, "02-08T10:00")

    assert (found.standing, found.days_late) == (Standing.LATE, (7, 8))


def test_withdrawn_needs_the_proof_of_an_absence() -> None:
    looks = [present("01-20T09:00"), *absent("02-01", "02-03")]

    vanishing = judged(looks, "02-03T10:00")
    withdrawn = judged([*looks, *absent("02-05")], "02-05T10:00")

    assert (vanishing.standing, vanishing.flags) == (Standing.ON_TIME, (Flag.VANISHING,))
    assert withdrawn.standing is Standing.WITHDRAWN


def test_of_what_is_gone_the_last_absence_is_one_since_and_of_what_is_there_one_before() -> None:
    there = [*absent("01-18"), present("01-20T09:00"), *absent("02-01", "02-03")]

    assert judged(there, "02-03T10:00").last_absent == there[0].at
    gone = [*there, *absent("02-05")]
    assert judged(gone, "02-05T10:00").last_absent == gone[-1].at


def test_two_looks_that_end_at_one_moment_come_to_the_same_however_they_were_read() -> None:
    looks = [replace(present("02-05T09:00", date(2026, 2, day)), visit=str(day)) for day in (3, 4)]

    assert judged(looks, "02-05T10:00") == judged(looks[::-1], "02-05T10:00")


def test_withdrawn_and_found_again_is_found() -> None:
    looks = [present("01-20T09:00"), *absent("02-01", "02-03", "02-05"), present("02-08T09:00")]

    assert judged(looks, "02-08T10:00").standing is Standing.ON_TIME


def test_changed_is_what_a_report_says_and_not_its_bytes() -> None:
    looks = [present("01-20T09:00", document="one"), present("01-22T09:00", document="two")]

    same = judged(looks, "01-23T09:00", contents={"one": "x", "two": "x"})
    other = judged(looks, "01-23T09:00", contents={"one": "x", "two": "y"})
    unread = judged(looks, "01-23T09:00", contents={"one": "x"})

    assert [a.flags for a in (same, other, unread)] == [(), (Flag.CHANGED,), ()]


@pytest.mark.parametrize(
    ("first_seen", "claimed", "missed"),
    [
        ("01-27T09:00", date(2026, 1, 27), False),
        ("01-30T09:00", date(2026, 1, 30), True),
        ("01-30T09:00", date(2026, 1, 28), False),
        ("01-30T09:00", None, False),
    ],
)
def test_an_earlier_local_date_missed_is_a_flag_and_not_the_verdict(
    first_seen: str, claimed: date | None, missed: bool
) -> None:
    agency = Agency(
        code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY, local_due=MonthDay(1, 28)
    )

    found = judged([present(first_seen, claimed)], "02-01T09:00", obligation(agency, 2025))

    assert found.standing is Standing.ON_TIME
    assert (Flag.LOCAL_DUE_MISSED in found.flags) == missed


@pytest.mark.parametrize(("claimed", "missed"), [(date(2026, 1, 29), True), (None, False)])
def test_what_was_withdrawn_since_missed_a_local_date_by_its_own_word_alone(
    claimed: date | None, missed: bool
) -> None:
    agency = Agency(
        code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY, local_due=MonthDay(1, 28)
    )
    gone = absent("02-01", "02-03", "02-05", "02-06")
    looks = [*absent("01-29"), present("01-30T09:00", claimed), *gone]

    found = judged(looks, "02-07T09:00", obligation(agency, 2025))

    assert found.standing is Standing.WITHDRAWN
    assert (Flag.LOCAL_DUE_MISSED in found.flags) == missed
    said = found.local_due_said()
    assert (said is not None) == missed
    assert said is None or "未检索到" not in said.zh  # a look since says nothing of that date


# A look at the listing alone names a report and opens nothing.

HERE, THERE = "https://agency.example/2025.html", "https://agency.example/other.html"


def listed(when: str, url: str = HERE) -> Sighting:
    return saw(when, Seen.LISTED, title="某局2025年政府信息公开工作年度报告", url=url)


def opened(when: str, claimed: date | None = None) -> Sighting:
    return saw(when, Seen.PRESENT, claimed=claimed, url=HERE)


def test_what_is_only_listed_is_not_found_yet() -> None:
    assert judged([listed("01-31T23:50")], "01-31T23:55").standing is Standing.DUE_SOON
    assert judged([listed("01-31T23:50")], "02-01T08:00").standing is Standing.UNKNOWN


def test_a_date_to_come_is_not_called_no_date() -> None:
    late = judged([*absent("02-01"), present("02-03T09:00", date(2062, 1, 30))], "02-03T10:00")
    undated = judged([present("02-03T09:00", date(2062, 1, 30))], "02-03T10:00")

    assert (late.standing, undated.standing) == (Standing.LATE, Standing.UNKNOWN)
    for found in (late, undated):
        assert "网站标注 2062-01-30，晚于检索到之日，不可采信" in found.why.zh
        assert "未标注" not in found.why.zh


@pytest.mark.parametrize("claimed", [None, date(2026, 1, 30), date(2026, 2, 2)])
def test_listed_in_time_and_opened_later_at_that_address_is_on_time(claimed: date | None) -> None:
    found = judged([listed("01-31T23:50"), opened("02-03T09:00", claimed)], "02-03T10:00")

    assert found.standing is Standing.ON_TIME
    assert found.evidence == ("v2026-01-31T23:50:00+08:00", "v2026-02-03T09:00:00+08:00")


def test_another_page_listed_in_time_is_no_word_for_this_one() -> None:
    late = judged([listed("01-31T23:50", THERE), opened("02-03T09:00", date(2026, 2, 2))], "02-03T10:00")

    assert late.standing is Standing.LATE


def test_a_listing_bounds_how_late_a_report_is() -> None:
    seen = [*absent("02-01"), listed("02-02T09:00"), opened("02-05T09:00")]

    assert judged(seen, "02-05T10:00").days_late == (1, 2)


def test_a_report_listed_since_the_absences_is_not_overdue() -> None:
    seen = [*absent("02-01", "02-03", "02-05"), listed("02-05T15:00")]

    assert judged(seen, "02-05T16:00").standing is Standing.UNKNOWN


def test_a_report_listed_again_is_not_withdrawn() -> None:
    gone = [opened("01-20T09:00"), *absent("02-02", "02-04", "02-06")]

    assert judged(gone, "02-06T10:00").standing is Standing.WITHDRAWN
    assert judged([*gone, listed("02-06T15:00")], "02-06T16:00").standing is Standing.ON_TIME


def test_a_report_named_again_that_could_not_be_opened_is_not_withdrawn() -> None:
    seen = [
        opened("01-20T09:00"),
        *absent("02-02", "02-04", "02-06"),
        saw("02-06T15:00", Seen.UNSEEN, outcome=Outcome.UNREACHABLE, title="某局2025年年报"),
    ]

    again = judged(seen, "02-06T16:00")

    assert (again.standing, again.flags) == (Standing.ON_TIME, (Flag.VANISHING,))
    assert judged([*seen, *absent("02-07")], "02-07T10:00").standing is Standing.WITHDRAWN


def test_an_exempt_agency_is_exempt_at_any_time() -> None:
    agency = Agency(code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY, exempt_reason="已并入")

    found = judged(absent("02-01", "02-03", "02-05"), "02-05T10:00", obligation(agency, 2025))

    assert found.standing is Standing.EXEMPT


def test_an_exemption_is_shown_with_its_document_and_its_end() -> None:
    agency = Agency(
        code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY,
        exempt_reason="涉密", exempt_document="某政办〔2025〕9号", exempt_until=date(2026, 12, 31),
    )  # fmt: skip

    why = judged([], "02-05T10:00", obligation(agency, 2025)).why

    assert why.zh == "豁免：涉密；依据：某政办〔2025〕9号；至 2026-12-31"
    assert why.en == "Exempt: 涉密; by 某政办〔2025〕9号; until 2026-12-31"


def test_an_exemption_that_ended_exempts_no_longer_and_says_so() -> None:
    agency = Agency(
        code="a", name="某局", kind=Kind.DEPARTMENT, level=Level.COUNTY,
        exempt_reason="涉密", exempt_document="某政办〔2023〕9号", exempt_until=date(2025, 12, 31),
    )  # fmt: skip

    found = judged(absent("02-01", "02-03", "02-05"), "02-05T10:00", obligation(agency, 2025))

    assert found.standing is Standing.OVERDUE
    assert "豁免（某政办〔2023〕9号）已于 2025-12-31 到期" in found.why.zh


def test_what_is_seen_later_is_not_known_yet() -> None:
    looks = absent("02-01", "02-03", "02-05")

    assert judged(looks, "02-04T09:00").standing is Standing.SUSPECTED


SEASON_START = at("01-01T00:00")

histories = st.lists(
    st.builds(
        lambda hours, seen, outcome, days: saw(
            SEASON_START + timedelta(hours=hours),
            seen,
            outcome=outcome if seen is Seen.UNSEEN else Outcome.COMPLETED,
            claimed=None if days is None else SEASON_START.date() + timedelta(days=days),
        ),
        st.integers(0, 24 * 90),
        st.sampled_from(Seen),
        st.sampled_from([o for o in Outcome if o is not Outcome.COMPLETED]),
        st.none() | st.integers(0, 90),
    ),
    max_size=30,
)


@given(histories, st.integers(0, 24 * 90))
def test_no_accusation_without_its_proof(sightings: list[Sighting], hours: int) -> None:
    now = SEASON_START + timedelta(hours=hours)
    known = [s for s in sightings if s.at <= now]
    healthy = [s for s in known if s.seen is Seen.ABSENT and s.at >= at("02-01T00:00")]
    found = [s for s in known if s.seen is Seen.PRESENT]

    assessment = assess(DUTY, sightings, now=now)

    match assessment.standing:
        case Standing.OVERDUE:
            assert not found
            assert len({s.at.astimezone(BEIJING).date() for s in healthy}) >= 3
            assert max(s.at for s in healthy) - min(s.at for s in healthy) >= timedelta(hours=72)
        case Standing.LATE:
            first = min(found, key=lambda s: s.at)
            claims_late = first.claimed is not None and first.claimed > DUTY.due
            assert first.at >= at("02-01T00:00")
            assert claims_late or any(s.at < first.at for s in healthy)
        case Standing.WITHDRAWN:
            gone = [s for s in known if s.seen is Seen.ABSENT and s.at >= max(f.at for f in found)]
            assert len({s.at.astimezone(BEIJING).date() for s in gone}) >= 3
    if assessment.days_late:
        least, most = assessment.days_late
        assert 0 <= least <= most


@given(histories, st.integers(0, 24 * 90))
def test_the_same_facts_in_any_order_give_the_same_assessment(sightings: list[Sighting], hours: int) -> None:
    now = SEASON_START + timedelta(hours=hours)
    apart = list({s.at: s for s in sightings}.values())

    assert assess(DUTY, apart, now=now) == assess(DUTY, apart[::-1], now=now)
