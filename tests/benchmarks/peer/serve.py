"""The portals, in a process of their own: `python -m tests.benchmarks.peer.serve [HOSTS COLUMNS]` prints its port.

Counts what is asked for, and how much at once a host; a control address turns the passes and tells the counts.
"""

import asyncio
import json
import socket
import sys
import time
from collections import Counter, defaultdict
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.peer import world
from tests.benchmarks.peer.world import Fault


class Portals:
    """What is served now, and what was asked."""

    def __init__(self, columns: tuple[world.Column, ...]) -> None:
        self.columns = {(column.host, column.path): column for column in columns}
        self.soft = {column.host for column in self.columns.values() if column.fault is Fault.SOFT_404}
        # Drawn before the first request, so that a crawl is not timed against our drawing; not for many thousands.
        self.page = lru_cache(maxsize=world.PASSES * world.HOSTS * world.COLUMNS)(world.page)
        if len(columns) <= world.HOSTS * world.COLUMNS:
            for now in range(1, world.PASSES + 1):
                for column in columns:
                    self.page(column, now)
        self.turn(1)

    def turn(self, now: int) -> None:
        """Begin a pass and forget what was counted."""
        self.now = now
        self.asked: Counter[str] = Counter()
        self.in_flight: defaultdict[str, int] = defaultdict(int)
        self.most: defaultdict[str, int] = defaultdict(int)
        self.most_in_all = 0
        self.first: float | None = None

    def counts(self) -> dict[str, object]:
        return {
            "asked": dict(self.asked),
            "most_a_host": max(self.most.values(), default=0),
            "most_in_all": self.most_in_all,
            "first": self.first,
        }


class Line(asyncio.Protocol):
    """One connection: requests one after another, answered after the column's latency."""

    def __init__(self, portals: Portals) -> None:
        self.portals = portals
        self.buffer = b""
        self.hanging = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.host = transport.get_extra_info("sockname")[0]
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.answer(head.split(b" ", 2)[1].decode("latin-1"))

    def answer(self, target: str) -> None:
        portals, host = self.portals, self.host
        if host == world.CONTROL:
            self.control(target)
            return
        if host in world.CANARIES:
            self.send(200, b"ok", kind="text/plain")
            return
        portals.first = portals.first or time.time()
        portals.in_flight[host] += 1
        portals.most[host] = max(portals.most[host], portals.in_flight[host])
        portals.most_in_all = max(portals.most_in_all, sum(portals.in_flight.values()))
        column = portals.columns.get((host, target))
        kind = "robots" if target == "/robots.txt" else "page" if column else "other"
        portals.asked[kind] += 1
        latency = column.latency if column else 0.1
        asyncio.get_running_loop().call_later(latency, self.reply, column, target)

    def reply(self, column: world.Column | None, target: str) -> None:
        portals, host = self.portals, self.host
        fault = column.fault if column else Fault.NONE
        if fault is Fault.HANGS:
            self.hanging += 1  # in flight until the client leaves
            return
        self.done()
        if fault is Fault.RESET:
            self.transport.abort()
        elif fault is Fault.BUSY:
            self.send(503, b"<html><body>busy</body></html>")
        elif fault is Fault.SOFT_404 or (column is None and host in portals.soft and target != "/robots.txt"):
            self.send(200, world.soft_404(host))
        elif column is None:
            self.send(404, "<html><body>404 页面不存在</body></html>".encode())
        else:
            self.send(200, portals.page(column, portals.now))

    def done(self) -> None:
        self.portals.in_flight[self.host] -= 1

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.portals.in_flight[self.host] -= self.hanging

    def send(self, status: int, body: bytes, kind: str = "text/html") -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)

    def control(self, target: str) -> None:
        asked = parse_qs(urlsplit(target).query)
        if "turn" in asked:
            self.portals.turn(int(asked["turn"][0]))
        self.send(200, json.dumps(self.portals.counts()).encode(), kind="application/json")


async def main(*sizes: int) -> None:
    portals = Portals(world.columns(*sizes))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(portals), "0.0.0.0", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
