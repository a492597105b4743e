"""A mail server that keeps every message it is given."""

import asyncio
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """Keeps each message as NNNN.eml in a folder, in the order of arrival."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def kept(self) -> tuple[Path, ...]:
        """The messages kept so far, oldest first."""
        return tuple(sorted(self.folder.glob("*.eml")))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Called by the server for each message; from and to are added as the envelope had them."""
        del server, session
        number = len(self.kept()) + 1
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        content = envelope.original_content or b""
        (self.folder / f"{number:04d}.eml").write_bytes(head.encode() + content)
        return "250 kept"


class _Connection(SMTP):
    """Remembers itself, so that it can be closed with the server."""

    def __init__(self, handler: Mailbox, connections: set[asyncio.BaseTransport], **kwargs: Any) -> None:
        super().__init__(handler, **kwargs)
        self._connections = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connections.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport is not None:
            self._connections.discard(self.transport)
        super().connection_lost(error)


class MailServer:
    """Listens on 127.0.0.1 until it is closed."""

    def __init__(self, folder: Path) -> None:
        self.mailbox = Mailbox(folder)
        self.port = 0
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.BaseTransport] = set()

    async def start(self, port: int) -> None:
        """Listen; port 0: a free one, found in `port` afterwards."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Connection(self.mailbox, self._connections, loop=loop, hostname="localhost"),
            "127.0.0.1",
            port,
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stop listening and drop what is open."""
        if self._server is None:
            return
        self._server.close()
        for transport in tuple(self._connections):
            transport.close()
        await self._server.wait_closed()
