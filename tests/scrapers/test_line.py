"""A visit is worth what our own line was worth before and after it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.line import Line
from tests.scrapers.portal import Portal, Reply, an_opener

START = datetime(2026, 2, 1, 1, 0, tzinfo=UTC)
WELL, ILL = Reply(body=b"ok"), Reply(status=503)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("samples", "began", "ended", "expected"),
    [
        ([(0, WELL), (10, WELL)], 1, 9, True),
        ([(0, WELL), (10, ILL)], 1, 9, False),
        ([(0, ILL), (10, WELL)], 1, 9, False),
        ([(0, WELL), (5, ILL), (10, WELL)], 1, 9, False),  # ill in between
        ([(0, WELL), (10, WELL)], 6, 9, False),  # too long before
        ([(0, WELL), (20, WELL)], 1, 9, False),  # too long after
        ([(0, WELL)], 1, 9, False),  # none after
    ],
)
async def test_the_line_is_known_only_between_near_and_healthy_samples(
    tmp_path: Path, samples: list[tuple[int, Reply]], began: int, ended: int, expected: bool
) -> None:
    clock = Clock()
    async with (
        Portal({"/": samples[0][1]}) as canary,
        an_opener(tmp_path) as opener,
        Line(opener, (canary.url("/"),), clock) as line,
    ):
        for at, reply in samples[1:]:
            clock.now = START + minutes(at)
            canary.answers = {**canary.answers, "/": reply}
            await line.sample()

        assert line.around(START + minutes(began), START + minutes(ended)) is expected


async def test_without_canaries_nothing_is_known(tmp_path: Path) -> None:
    async with an_opener(tmp_path) as opener, Line(opener, (), Clock()) as line:
        assert line.around(START, START) is None
