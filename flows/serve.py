"""Embedded operator mode: Prefect's server as a child, the daily schedule, and the summary on loopback."""

import contextlib
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from flows.server import Server, running_server
from flows.settings import Settings
from models.words import Words

URL_FILE = "summary.url"
RUNS = 4  # at once: a decision must not wait for a patrol of hours, nor for what waits to be sent


class PortTaken(Exception):
    """A port is in use; the words say which option chooses another."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def serve_forever(settings: Settings, *, port: int, summary_port: int) -> None:
    """Run until interrupted. Schedules stay active afterwards: they wait for the next start."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with running_server(settings.home, port=port) as server, summary_site(settings, summary_port) as address:
        announce(settings, server, address)
        # Prefect freezes its settings when it is imported.
        os.environ.update(server.environment)
        from prefect import serve

        from flows.deployments import deployments

        serve(*deployments(settings.home), pause_on_shutdown=False, limit=RUNS, print_starting_message=False)


def announce(settings: Settings, server: Server, address: str) -> None:
    """Say where everything is."""
    lines = (
        Words(
            zh=f"Prefect 界面：{server.url}  （用户与口令见 {server.home / 'auth'}）",
            en=f"Prefect UI: {server.url}  (user and password: {server.home / 'auth'})",
        ),
        Words(zh=f"网页汇总：{address}", en=f"Summary: {address}"),
        Words(
            zh="每日 06:30（北京时间）自动巡查；按 Ctrl-C 停止",
            en="Patrols daily at 06:30 Asia/Shanghai; Ctrl-C stops",
        ),
    )
    for words in lines:
        print(words.said_in(settings.language), flush=True)


@contextlib.contextmanager
def summary_site(settings: Settings, port: int) -> Iterator[str]:
    """Serve the summary folder on loopback while the block lasts; yields its address."""
    folder = settings.summary_folder
    folder.mkdir(parents=True, exist_ok=True)
    try:
        site = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        raise PortTaken(
            Words(
                zh=f"端口 {port} 已被占用，请用 --summary-port 另选",
                en=f"Port {port} is in use; choose another with --summary-port",
            )
        ) from error
    address = f"http://127.0.0.1:{site.server_address[1]}/index.html"
    marker = settings.home / URL_FILE
    marker.write_text(address)
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        marker.unlink(missing_ok=True)
        site.shutdown()
        site.server_close()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    """Static files without a log line per request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""
