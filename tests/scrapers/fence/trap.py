"""A place nothing may reach: it counts every connection and every datagram."""

import asyncio
import contextlib
from typing import Self


class Trap(asyncio.DatagramProtocol):
    """TCP and UDP on one port of a loopback address. `async with Trap("127.10.0.1") as trap`."""

    def __init__(self, host: str, body: bytes = b"secret") -> None:
        self.host = host
        self.port = 0
        self.reached: list[
            str
        ] = []  # the first line of each connection, `udp` of a datagram, empty of a mere connection
        self._body = body

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, self.host, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        loop = asyncio.get_running_loop()
        self._udp, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(self.host, self.port))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self._udp.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._server.wait_closed(), 1)

    @property
    def paths(self) -> set[str]:
        """What was asked for by HTTP, and `udp`."""
        return {line.split(" ")[1] if " " in line else line for line in self.reached}

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.reached.append("udp")

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            first = await asyncio.wait_for(reader.readline(), 2)
            self.reached.append(first.decode("latin-1").strip())
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(self._body)}\r\nConnection: close\r\n"
            writer.write(head.encode() + b"Access-Control-Allow-Origin: *\r\n\r\n" + self._body)
            await writer.drain()
        writer.close()
