"""Due dates ahead and lapses that go on: told on their days, once, and to whoever asks."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from flows.digests import reads_on, span_of
from models.assessment import Standing
from models.office import Channel, Day, News, Office, beneath
from models.words import Language
from notifications.digest import compose
from notifications.lines import Topic
from notifications.reminders import BEHIND, Span
from notifications.render import render
from tests.notifications.season import CITY, COUNTY, ROWS, at, before, season, untold

EVERY_DAY = Channel(name="1", url="secret:X", severities=())
WORKDAYS = replace(EVERY_DAY, days=(Day.WORKDAY,))
MONDAYS = replace(EVERY_DAY, days=(Day.MONDAY,))


def digest_on(day: date, office: Office, span: Span, *, channel: Channel = EVERY_DAY):
    """A digest of a day on which nothing moved; all there was has been told."""
    whole = replace(season(), as_of=at(str(day)), changes=(*before(*untold()), *untold()))
    told = [change.id or 0 for change in whole.changes]
    return compose(office, whole, (), number=9, told=told, span=span, channel=channel)


def days_of(channel: Channel, first: date, count: int) -> list[Span]:
    """The spans of all its digests in so many days."""
    spans: list[Span] = []
    for day in (first + timedelta(n) for n in range(count)):
        if reads_on(channel, day):
            spans.append(span_of(channel, day, spans[-1].today if spans else None))
    return spans


@pytest.mark.parametrize("channel", [EVERY_DAY, WORKDAYS, MONDAYS], ids=["daily", "workdays", "mondays"])
def test_no_day_is_left_out_and_none_counted_twice(channel: Channel) -> None:
    spans = days_of(channel, date(2026, 1, 26), 60)  # the Spring Festival lies in between

    for one, next_ in pairwise(spans):
        assert one.after < one.today <= one.until == next_.after


def test_a_due_date_is_reminded_of_thrice_with_whoever_was_not_found_yet() -> None:
    spans = days_of(EVERY_DAY, date(2026, 1, 26), 16)  # the township is due on 10 February
    told = {s.today: digest_on(s.today, COUNTY, s).reminders for s in spans}

    assert [(day, each.days, each.missing) for day, found in told.items() for each in found] == [
        (date(2026, 2, day), left, ("青坞县溪口镇人民政府",)) for day, left in ((3, 7), (7, 3), (9, 1))
    ]


def test_a_local_date_before_the_one_that_is_judged_is_reminded_of_by_itself() -> None:
    span = Span(date(2026, 2, 8), date(2026, 2, 9), date(2026, 2, 9))
    whole = replace(season(), as_of=at("2026-02-09"), changes=())
    (row,) = [each for each in whole.assessments if each.standing is Standing.DUE_SOON]
    earlier = replace(
        row, due=date(2026, 3, 31), statutory_due=date(2026, 3, 31), local_due=date(2026, 2, 10)
    )
    local = replace(whole, assessments=tuple(earlier if each is row else each for each in whole.assessments))
    digest = compose(COUNTY, local, (), number=9, told=(), span=span, channel=EVERY_DAY)

    (reminder,) = digest.reminders
    assert (reminder.due, reminder.local, reminder.days) == (date(2026, 2, 10), True, 1)
    assert "本地时限 2026-02-10（还有 1 天；法定时限在后）" in render(digest, Language.ZH).text
    assert "Due locally 2026-02-10" in render(digest, Language.EN).text


def test_who_reads_on_workdays_is_reminded_before_the_weekend() -> None:
    friday = next(s for s in days_of(WORKDAYS, date(2026, 2, 2), 9) if s.today == date(2026, 2, 6))

    (reminder,) = digest_on(friday.today, COUNTY, friday, channel=WORKDAYS).reminders

    assert reminder.days == 4  # three days before is a Saturday


def test_on_the_day_itself_no_days_are_left() -> None:
    day = date(2026, 2, 10)  # nothing was told the day before
    text = render(digest_on(day, COUNTY, Span(date(2026, 2, 8), day, day)), Language.ZH).text

    assert "时限 2026-02-10（今天到期）" in text


def test_a_reminder_says_that_it_is_no_conclusion() -> None:
    span = Span(date(2026, 2, 8), date(2026, 2, 9), date(2026, 2, 9))
    text = render(digest_on(date(2026, 2, 9), COUNTY, span), Language.ZH).text

    assert "时限 2026-02-10（还有 1 天）" in text
    assert "尚未检索到 1 家" in text
    assert "不是结论" in text


def test_a_lapse_that_goes_on_is_told_again_on_its_days_and_on_no_other() -> None:
    spans = days_of(EVERY_DAY, date(2026, 2, 6), 60)  # due on 31 January
    days = [
        (line.agency.name, line.days)
        for span in spans
        for line in digest_on(span.today, COUNTY, span).of(Topic.ESCALATED)
    ]

    assert days == [("青坞县民政局", day) for day in BEHIND if day <= 60]


def test_the_subject_says_what_the_day_brought() -> None:
    span = Span(date(2026, 2, 6), date(2026, 2, 7), date(2026, 2, 7))

    subject = render(digest_on(span.today, COUNTY, span), Language.ZH).subject

    assert subject.endswith("待核0 · 仍逾期1 · 时限将至1")


def test_what_is_told_anew_is_not_told_again_beside() -> None:
    span = Span(date(2026, 2, 6), date(2026, 2, 7), date(2026, 2, 7))
    whole = replace(season(), as_of=at("2026-02-07"))

    digest = compose(COUNTY, whole, untold(), number=1, span=span)

    assert (len(digest.of(Topic.OVERDUE)), digest.of(Topic.ESCALATED)) == (1, ())


def test_a_channel_that_does_not_ask_is_not_reminded() -> None:
    span = Span(date(2026, 2, 6), date(2026, 2, 7), date(2026, 2, 7))
    unasked = replace(EVERY_DAY, kinds=(News.STANDING,))

    assert not digest_on(span.today, COUNTY, span).is_quiet
    assert digest_on(span.today, COUNTY, span, channel=unasked).is_quiet


def test_an_office_above_hears_of_all_beneath_and_counts_each_area() -> None:
    above = replace(CITY, code="99-zwgk", name="省公开办")
    city, county = replace(CITY, under=above.code), replace(COUNTY, under=CITY.code)
    under = beneath((above, city, county), above.code)

    digest = compose(above, season(), untold(), number=1, beneath=under)
    text = render(digest, Language.ZH).text

    assert under == {CITY.code: CITY.name, COUNTY.code: COUNTY.name}
    assert beneath((above, city, county), county.code) == {}
    assert digest.total == len(ROWS)
    assert "青坞县政务公开办公室：应公开单位 6 个" in text
    assert "主管：青坞县政务公开办公室" in text
    assert digest.counts[Standing.SUSPECTED] == 2


def test_offices_in_a_circle_end_somewhere() -> None:
    one, two = replace(CITY, under=COUNTY.code), replace(COUNTY, under=CITY.code)

    assert beneath((one, two), CITY.code) == {COUNTY.code: COUNTY.name}
