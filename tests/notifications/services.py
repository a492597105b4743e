"""A stand-in on loopback for any service that takes a message by HTTP: it keeps what comes, and answers what it is told to."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        """What it says in JSON."""
        return json.loads(self.content)


@dataclass(frozen=True)
class Says:
    """An answer: a body or bytes, with its status and headers."""

    answer: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Services:
    """What arrived, and what is answered next: a body or bytes, a status, or no answer at all.

    `by_token` answers a request otherwise whose path or log-in has that token.
    """

    at: str = ""
    received: list[Asked] = field(default_factory=list)
    answer: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs_up: bool = False
    by_token: dict[str, Says] = field(default_factory=dict)

    def says(self, asked: Asked) -> Says:
        """What is answered to a request."""
        place = asked.path + asked.headers.get("Authorization", "")
        token = next((token for token in self.by_token if token in place), "")
        return self.by_token.get(token, Says(self.answer, self.status, self.headers))


@pytest.fixture
def services() -> Iterator[Services]:
    stand_in = Services()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            asked = Asked(self.command, self.path, dict(self.headers.items()), content)
            stand_in.received.append(asked)
            if stand_in.hangs_up:
                self.connection.close()
                return
            said = stand_in.says(asked)
            answer = said.answer if isinstance(said.answer, bytes) else json.dumps(said.answer).encode()
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_PUT = do_GET = do_POST  # noqa: N815 - the server calls them so

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.at = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()
