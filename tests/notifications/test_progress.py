"""How the season went, day by day."""

from dataclasses import replace
from datetime import date

from models.assessment import Standing
from models.change import About
from models.words import Language
from notifications import words
from notifications.progress import MOST_DAYS, chart, days_of
from tests.notifications.season import ROWS, at, change, season

ORDER = list(words.STANDING)
LATE = next(row for row in ROWS if row.standing is Standing.LATE)
SEASON = season()
MINE = tuple(each for each in SEASON.assessments if each.agency == LATE.code)


def moved(day: str, old: str, new: str, number: int = 1):
    return replace(change(LATE, About.STANDING, "standing", old, new), at=at(day), id=number)


def stood(days) -> list[tuple[date, str]]:
    return [(each.day, ORDER[each.counts.index(1)]) for each in days]


def test_a_day_without_a_judgement_is_as_the_day_before():
    changes = [moved("2026-02-01", "", "due_soon"), moved("2026-02-03", "due_soon", "overdue", 2)]

    assert stood(days_of(changes, MINE, date(2026, 2, 5))) == [
        (date(2026, 2, 1), "due_soon"),
        (date(2026, 2, 2), "due_soon"),
        (date(2026, 2, 3), "overdue"),
        (date(2026, 2, 4), "overdue"),
        (date(2026, 2, 5), "late"),
    ]


def test_the_day_begins_at_midnight_of_beijing():
    before = replace(moved("2026-02-01", "", "due_soon"), at=at("2026-02-01", "23:59"))
    after = replace(moved("2026-02-01", "due_soon", "overdue", 2), at=at("2026-02-02", "00:01"))

    assert stood(days_of([before, after], MINE, date(2026, 2, 3)))[:2] == [
        (date(2026, 2, 1), "due_soon"),
        (date(2026, 2, 2), "overdue"),
    ]


def test_the_last_day_is_how_all_stand_now_and_a_long_season_ends_the_same():
    changes = [moved("2025-02-01", "", "due_soon")]
    days = list(days_of(changes, MINE, date(2026, 2, 5)))

    assert len(days) == MOST_DAYS
    assert stood(days)[-1] == (date(2026, 2, 5), "late")


def test_agencies_no_longer_on_the_roster_are_not_counted():
    stranger = replace(moved("2026-02-01", "", "overdue"), agency="gone")

    assert list(days_of([stranger], MINE, date(2026, 2, 5))) == []


def test_the_columns_of_the_chart_fill_up_to_the_number_of_agencies():
    drawn = chart(SEASON.changes, SEASON.assessments, date(2026, 2, 5), Language.ZH)
    heights = [
        int(piece.split("v")[1].split("h")[0]) for area in drawn.areas for piece in area.path.split("M")[1:]
    ]

    assert sum(heights) == drawn.days * len(SEASON.assessments)
    assert drawn.table[-1][1] == tuple(sum(row.standing is standing for row in ROWS) for standing in ORDER)
