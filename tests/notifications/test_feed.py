"""The feed and the calendar, read back by others' parsers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
from icalendar import Calendar

from models.assessment import Standing
from models.change import About
from models.words import Language, Words
from notifications.feed import MOST_ENTRIES, due_dates, feed
from notifications.register import Register
from notifications.season import Season
from tests.notifications.season import AS_OF, CITY, HARM, OFFICES, ROWS, season, untold


def register(of: Season | None = None, language: Language = Language.ZH) -> Register:
    return Register(season=of or season(), offices=OFFICES, language=language)


def parsed(of: Season | None = None, language: Language = Language.ZH) -> feedparser.FeedParserDict:
    return feedparser.parse(feed(register(of, language)).encode())


def test_the_feed_is_well_formed_and_knows_when_it_is():
    read = parsed()

    assert (read.bozo, read.version) == (False, "atom10")
    assert datetime(*read.feed.updated_parsed[:6], tzinfo=UTC) == AS_OF
    assert read.feed.title == "2025 年度政府信息公开工作年度报告监测"


def test_every_entry_has_an_identity_of_its_own_and_a_page():
    entries = parsed().entries

    assert len({entry.id for entry in entries}) == len(entries) > 20
    assert {entry.link.split("/")[0] for entry in entries} == {"agencies"}
    assert "云汀市财政局：逾期未检索到" in [entry.title for entry in entries]


def test_nobody_suspected_is_in_the_feed():
    names = [row.name for row in ROWS if row.standing is Standing.SUSPECTED]

    assert [name for name in names if name in feed(register())] == []


def test_only_the_latest_entries_are_kept_newest_first():
    changes = untold()
    many = tuple(
        replace(changes[0], id=n, agency=ROWS[7].code, key=f"k{n}", about=changes[-1].about)
        for n in range(700)
    )
    entries = parsed(replace(season(), changes=many)).entries

    assert len(entries) == MOST_ENTRIES
    assert entries[0].id.endswith(":699")


def test_the_latest_entries_are_the_latest_of_all_agencies():
    codes = [row.code for row in ROWS if row.standing is not Standing.SUSPECTED]
    flag = next(each for each in untold() if each.about is About.FLAG)
    many = tuple(
        replace(flag, id=n, agency=codes[n * 7 % len(codes)], at=AS_OF - timedelta(minutes=n * 37 % 1000))
        for n in range(900)
    )
    expected = sorted(many, key=lambda each: (each.at, each.id), reverse=True)[:MOST_ENTRIES]

    assert [entry.id.rsplit(":", 1)[1] for entry in parsed(replace(season(), changes=many)).entries] == [
        str(each.id) for each in expected
    ]


@pytest.mark.parametrize("payload", HARM.values(), ids=HARM)
def test_hostile_names_and_reasons_stay_text(payload):
    rows = tuple(replace(row, name=payload, why=Words(payload, payload)) for row in ROWS)
    read = parsed(season(rows=rows))

    assert not read.bozo
    assert len(read.entries) == len(parsed().entries)
    assert not any("\n" in entry.title or "\u202e" in entry.title for entry in read.entries)


def test_the_calendar_has_one_whole_day_an_office_and_due_date():
    events = Calendar.from_ical(due_dates(register())).walk("VEVENT")
    days = {(str(event["summary"]), event["dtstart"].dt, event["dtend"].dt) for event in events}

    assert ("2025 年度报告时限：云汀市政务公开办公室（18 家）", date(2026, 1, 31), date(2026, 2, 1)) in days
    assert len({str(event["uid"]) for event in events}) == len(events) == len(days) == 5


def test_a_hostile_office_name_adds_no_event():
    hostile = replace(CITY, name="某办\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x;,\\")
    made = due_dates(Register(season=season(), offices=(hostile,), language=Language.EN))

    assert len(Calendar.from_ical(made).walk("VEVENT")) == 5
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
