"""Our clock against those of the canaries: reliability R-15."""

from datetime import UTC, datetime, timedelta

import pytest

from scrapers.hearing import Heard, astray, told_time

ASKED = datetime(2026, 1, 31, 14, 30, tzinfo=UTC)
ANSWERED = ASKED + timedelta(seconds=20)


def said(*seconds: float | None) -> list[Heard]:
    """Canaries whose clocks say so many seconds after we asked; None: no time."""
    return [
        Heard(answered=True, time=None if each is None else ASKED + timedelta(seconds=each))
        for each in seconds
    ]


@pytest.mark.parametrize(
    ("seconds", "ahead"),
    [
        ((0, 5, 10), None),
        ((-60, -60, -60), None),
        ((-61, -61, -61), 61),
        ((80, 80, 80), None),  # sixty seconds after the answer
        ((81, 81, 81), -61),
        ((-7200, -7200, -7200), 7200),  # we are two hours ahead
        ((-7200, 0, 0), None),  # one canary is wrong itself
        ((-7200, -7200, 0), 7200),
        ((-7200, -7200, 0, 0), None),
        ((-7200,), None),  # one alone is not believed
        ((-7200, None, None), None),
        ((-7200, -7100), 7200),
        ((), None),
    ],
)
def test_most_canaries_and_no_fewer_than_two_must_say_that_our_clock_is_wrong(
    seconds: tuple[float | None, ...], ahead: int | None
) -> None:
    found = astray(said(*seconds), asked=ASKED, answered=ANSWERED)

    assert found == (None if ahead is None else timedelta(seconds=ahead))


@pytest.mark.parametrize(
    ("headers", "time"),
    [
        ({"date": "Sat, 31 Jan 2026 14:30:00 GMT"}, ASKED),
        ({"date": "Sat, 31 Jan 2026 12:30:00 GMT", "age": "7200"}, ASKED),  # out of a cache
        ({"date": "Sat, 31 Jan 2026 22:30:00 +0800"}, ASKED),
        ({"date": "Sat, 31 Jan 2026 14:30:00 GMT", "age": "soon"}, None),
        ({"date": "yesterday"}, None),
        ({}, None),
    ],
)
def test_the_time_an_answer_bears(headers: dict[str, str], time: datetime | None) -> None:
    assert told_time(headers) == time
