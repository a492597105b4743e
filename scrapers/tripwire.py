"""A listener of our own on loopback that nothing we send out may ever reach: the proof that the fence is closed."""

import asyncio
import contextlib
from types import TracebackType
from typing import Self

from scrapers.door import Door
from scrapers.errors import FenceOpen


class Tripwire:
    """Listens while the block lasts, on a port the door has been told to shut, and counts who came through."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._server: asyncio.Server | None = None
        self.reached = 0
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self._door.shut(port)
        self.url = f"http://127.0.0.1:{port}/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del reader
        self.reached += 1
        with contextlib.suppress(OSError):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
        writer.close()

    def judge(self, way: str) -> None:
        """Raise FenceOpen if anything came through by that way."""
        if self.reached:
            raise FenceOpen(way)
