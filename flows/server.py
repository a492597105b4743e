"""Prefect's own server as a child process: real, recorded, on loopback, behind a password.

Never the ephemeral server: it loses task runs at exit. Settings follow what was measured of Prefect 3.8: password and
CSRF on, no telemetry, lease storage that survives a restart, the UI that calls no foreign host.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from models.words import Words

READY_WITHIN = 120.0  # seconds; a first start migrates and may meet a slow disk
STATE_FILE = "server.url"
KEPT_DAYS = (
    400  # of Prefect's own runs and logs, so that the last season can still be looked at: docs/decisions/0020
)
MOST_LOG = 20 * 1024 * 1024  # bytes of the server's log, when it starts; one more is kept before it


class ServerDidNotStart(Exception):
    """The server child ended or did not answer in time; the words name its log."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a Prefect server answers, and the password of its UI and API."""

    url: str  # e.g. http://127.0.0.1:4200
    auth: str  # `admin:…`
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a client of this server needs in its environment before it imports prefect."""
        return {
            "PREFECT_HOME": str(self.home),
            "PREFECT_API_URL": f"{self.url}/api",
            "PREFECT_API_AUTH_STRING": self.auth,
            "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
            "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,scrapers,models,notifications",
            "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
            "PREFECT_TASKS_DEFAULT_NO_CACHE": "true",
            "DO_NOT_TRACK": "1",
        }

    @property
    def server_environment(self) -> dict[str, str]:
        """What the server itself runs with."""
        return self.environment | {
            "PREFECT_SERVER_API_AUTH_STRING": self.auth,
            "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
            "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": self.url,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_UI_V2_ENABLED": "false",  # V2 calls a foreign host from the operator's browser
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
            "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
            "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(60 * 60 * 24 * KEPT_DAYS),
        }


def recorded_server(home: Path) -> Server | None:
    """The embedded server of this home if one answers now, else None."""
    folder = home / "prefect"
    state = folder / STATE_FILE
    if not state.exists():
        return None
    server = Server(url=state.read_text().strip(), auth=_auth(folder), home=folder)
    return server if _answers(server) else None


@contextlib.contextmanager
def running_server(home: Path, *, port: int = 0) -> Iterator[Server]:
    """Run the embedded server while the block lasts; one that already answers is used as it is."""
    present = recorded_server(home)
    if present is not None:
        yield present
        return
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(url=f"http://127.0.0.1:{port or _free_port()}", auth=_auth(folder), home=folder)
    log = home / "logs" / "prefect-server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    child = _start(server, log)
    try:
        _wait_until_ready(server, child, log)
        (folder / STATE_FILE).write_text(server.url)
        yield server
    finally:
        (folder / STATE_FILE).unlink(missing_ok=True)
        _stop(child)


def _auth(folder: Path) -> str:
    """The password of this home, made once and readable by its owner alone."""
    path = folder / "auth"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(f"admin:{secrets.token_urlsafe(18)}")
    return path.read_text().strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def turned(log: Path, most: int = MOST_LOG) -> None:
    """Put a log that has grown long aside, in the place of the one before."""
    if log.exists() and log.stat().st_size > most:
        log.replace(log.with_name(f"{log.name}.1"))


def _start(server: Server, log: Path) -> subprocess.Popen[bytes]:
    host, port = server.url.removeprefix("http://").split(":")
    turned(log)
    with log.open("ab") as sink:
        return subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", port],
            env=os.environ | server.server_environment,
            cwd=server.home,  # Prefect also reads .env and prefect.toml of the folder it stands in
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )


def _wait_until_ready(server: Server, child: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up:
        if child.poll() is not None:
            raise ServerDidNotStart(
                Words(
                    zh=f"Prefect 服务器启动后退出（{child.returncode}），见 {log}",
                    en=f"The Prefect server ended at once ({child.returncode}); see {log}",
                )
            )
        if _answers(server):
            return
        time.sleep(0.2)
    raise ServerDidNotStart(
        Words(
            zh=f"Prefect 服务器 {READY_WITHIN:.0f} 秒内未就绪，见 {log}",
            en=f"The Prefect server was not ready within {READY_WITHIN:.0f} s; see {log}",
        )
    )


def _answers(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/api/ready", timeout=2.0, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _stop(child: subprocess.Popen[bytes]) -> None:
    for sent in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, sent)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=10)
