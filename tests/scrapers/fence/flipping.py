"""A real DNS server on loopback whose answers change with every question, TTL 0, and a resolver that asks it."""

import asyncio
import itertools
import socket
import struct
from collections.abc import Sequence
from typing import Self

HEADER = struct.Struct(">HHHHHH")


class FlippingDns(asyncio.DatagramProtocol):
    """Answers A questions with each address in turn. `async with FlippingDns(("127.9.0.1", "127.10.0.1")) as dns`."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._next = itertools.cycle(addresses)
        self.questions = 0

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.9.0.53", 0))
        self.where = self._transport.get_extra_info("sockname")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.questions += 1
        number, *_ = HEADER.unpack_from(data)
        question = data[HEADER.size :]
        answer = struct.pack(">HHHLH", 0xC00C, 1, 1, 0, 4) + socket.inet_aton(next(self._next))
        self._transport.sendto(HEADER.pack(number, 0x8180, 1, 1, 0, 0) + question + answer, addr)

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """What the server says now, asked for over UDP."""
        loop = asyncio.get_running_loop()
        name = b"".join(bytes([len(part)]) + part.encode() for part in host.split(".")) + b"\0"
        query = HEADER.pack(7, 0x0100, 1, 0, 0, 0) + name + struct.pack(">HH", 1, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            await loop.sock_connect(line, self.where)
            await loop.sock_sendall(line, query)
            answer = await asyncio.wait_for(loop.sock_recv(line, 512), 2)
        return (socket.inet_ntoa(answer[-4:]),)
