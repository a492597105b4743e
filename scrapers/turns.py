"""Many portals at once and one at a time a server, in whatever order the list comes."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar

from models.agency import Portal

Seen = TypeVar("Seen")


async def in_turns(
    portals: Sequence[Portal],
    *,
    server_of: Callable[[str], Awaitable[str]],
    look: Callable[[Portal], Awaitable[Seen]],
    at_once: int,
) -> AsyncIterator[Seen]:
    """Look at every portal, at most `at_once` servers at a time, and yield what was seen as it comes.

    All portals of one server are looked at by one worker, one after another, so that no worker waits for another.
    An exception of `look` ends the others and rises.
    """
    servers = iter(await _by_server(portals, server_of, at_once))
    done: asyncio.Queue[Seen | None] = asyncio.Queue()

    async def work() -> None:
        for group in servers:  # one iterator for all workers: each takes the next server
            for portal in group:
                done.put_nowait(await look(portal))

    async def work_all() -> None:
        try:
            async with asyncio.TaskGroup() as workers:
                for _ in range(at_once):
                    workers.create_task(work())
        finally:
            done.put_nowait(None)

    everybody = asyncio.create_task(work_all())
    try:
        while (one := await done.get()) is not None:
            yield one
    finally:
        everybody.cancel()
        await asyncio.wait([everybody])
    _raise_first(everybody)


def _raise_first(task: asyncio.Task[None]) -> None:
    """Raise what a worker raised, by itself."""
    error = None if task.cancelled() else task.exception()
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if error is not None:
        raise error


async def _by_server(
    portals: Sequence[Portal], server_of: Callable[[str], Awaitable[str]], at_once: int
) -> tuple[tuple[Portal, ...], ...]:
    """The portals of each server, servers in the order of their first portal."""
    room = asyncio.Semaphore(at_once)

    async def server(portal: Portal) -> str:
        async with room:
            return await server_of(portal.column_url)

    groups: defaultdict[str, list[Portal]] = defaultdict(list)
    for portal, where in zip(
        portals, await asyncio.gather(*(server(portal) for portal in portals)), strict=True
    ):
        groups[where].append(portal)
    return tuple(tuple(group) for group in groups.values())
