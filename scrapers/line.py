"""Is our own line healthy, and our clock right? Asked before and after visits, so that neither is laid on a portal."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from scrapers.hearing import Heard, astray
from scrapers.opener import Opener

NEAR = timedelta(minutes=5)  # a sample vouches for what ended or began so little before or after it (I-01)
EVERY = 60.0  # seconds between two samples while visits go on


async def is_healthy(opener: Opener, canaries: Sequence[str]) -> bool | None:
    """Whether at least two thirds of the canaries answer from their own site; None when none are configured.

    An answer of any status below 500 counts: it is the line that is asked, not the canary.
    """
    return _is_healthy(await _heard(opener, canaries))


async def clock_astray(
    opener: Opener, canaries: Sequence[str], clock: Callable[[], datetime]
) -> timedelta | None:
    """By how much our clock is ahead of the canaries' (negative: behind); None: it is right, or they do not say."""
    asked = clock()
    return astray(await _heard(opener, canaries), asked=asked, answered=clock())


async def _heard(opener: Opener, canaries: Sequence[str]) -> Sequence[Heard]:
    return await asyncio.gather(*(opener.heard(canary) for canary in canaries))


def _is_healthy(heard: Sequence[Heard]) -> bool | None:
    return 3 * sum(each.answered for each in heard) >= 2 * len(heard) if heard else None


class Line:
    """Samples of our line's health while visits go on. `clock` tells real time, also in a rehearsal."""

    def __init__(self, opener: Opener, canaries: Sequence[str], clock: Callable[[], datetime]) -> None:
        self._opener = opener
        self._canaries = canaries
        self._clock = clock
        self._samples: list[tuple[datetime, bool | None]] = []
        self.clock_astray: timedelta | None = (
            None  # as soon as a sample found it so, for the rest of the visits
        )
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.sample()
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching

    async def sample(self) -> None:
        """Ask the canaries now."""
        asked = self._clock()
        heard = await _heard(self._opener, self._canaries)
        healthy = _is_healthy(heard)
        self.clock_astray = self.clock_astray or astray(heard, asked=asked, answered=self._clock())
        # An ill line is ill from when we asked; a healthy one is healthy only once it has answered.
        self._samples.append((self._clock() if healthy else asked, healthy))

    def around(self, began: datetime, ended: datetime) -> bool | None:
        """Whether the line was healthy before and after a visit; None where no canaries are configured.

        Call only when a sample has been taken after `ended`.
        """
        before = [healthy for at, healthy in self._samples if began - NEAR <= at <= began][-1:]
        after = [healthy for at, healthy in self._samples if ended <= at <= ended + NEAR][:1]
        between = [healthy for at, healthy in self._samples if began <= at <= ended]
        known = [*before, *between, *after]
        if not self._canaries:
            return None
        return bool(before and after) and all(known)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.sample()
