"""Asking a Prefect server what it has recorded, as its own UI does."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from flows.server import Server


class Api:
    """The REST interface behind password and CSRF token."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        token = client.get("/csrf-token", params={"client": "tests"}).raise_for_status().json()["token"]
        self._headers = {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": "tests"}

    def ask(self, path: str, **body: Any) -> Any:
        """The answer to a POST."""
        return self._client.post(path, json=body, headers=self._headers).raise_for_status().json()

    def read(self, path: str) -> Any:
        """The answer to a GET."""
        return self._client.get(path).raise_for_status().json()


@contextmanager
def asking(server: Server) -> Iterator[Api]:
    """An Api on a server while the block lasts."""
    user, password = server.auth.split(":", 1)
    with httpx.Client(
        base_url=f"{server.url}/api", auth=(user, password), trust_env=False, timeout=30
    ) as client:
        yield Api(client)


def eventually(read: Callable[[], Any], is_so: Callable[[Any], bool], *, seconds: float = 30) -> Any:
    """What `read` gives once it is so: the server records behind the client's back. The last answer otherwise."""
    give_up = time.monotonic() + seconds
    while not is_so(got := read()) and time.monotonic() < give_up:
        time.sleep(0.2)
    return got
