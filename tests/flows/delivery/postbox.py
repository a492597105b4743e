"""A mail server in a process of its own: one answer in ten is a fault, and what it took stands in a file before it says so.

python -m tests.flows.delivery.postbox FOLDER — writes FOLDER/port when it listens, FOLDER/taken a line a mail;
while FOLDER/down exists it takes nothing.
"""

import asyncio
import random
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

FAULTS = 0.1
SLOWEST = 0.016  # seconds before and after a mail is taken: the window in which a kill leaves doubt


class Postbox:
    """Refuses for a while at RCPT, or at DATA; takes all else."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.dice = folder, random.Random(6)
        self.taken = (folder / "taken").open("a", buffering=1)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if (self.folder / "down").exists():
            return "421 4.3.2 shutting down"
        if self.dice.random() < FAULTS / 2:
            return "450 4.2.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.dice.random() < FAULTS / 2:
            return "451 4.3.0 local trouble"
        await asyncio.sleep(self.dice.random() * SLOWEST)
        head = envelope.content.split(b"\r\n\r\n", 1)[0].decode()
        (message_id,) = [line for line in head.splitlines() if line.startswith("Message-ID:")]
        self.taken.write(f"{message_id.split()[1]}\t{envelope.rcpt_tos[0]}\n")
        await asyncio.sleep(self.dice.random() * SLOWEST)
        return "250 OK"


async def serve(folder: Path) -> None:
    postbox = Postbox(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(postbox, enable_SMTPUTF8=True), "127.0.0.1", 0)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").replace(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
