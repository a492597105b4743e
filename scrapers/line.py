"""Is our own line healthy? Asked before and after visits, so that our outage is never laid on a portal."""

import asyncio
from collections.abc import Sequence

from scrapers.opener import Opener


async def is_healthy(opener: Opener, canaries: Sequence[str]) -> bool | None:
    """Whether at least two thirds of the canaries answer from their own site; None when none are configured.

    An answer of any status below 500 counts: it is the line that is asked, not the canary.
    """
    if not canaries:
        return None
    answered = await asyncio.gather(*(opener.answers(canary) for canary in canaries))
    return 3 * sum(answered) >= 2 * len(canaries)
