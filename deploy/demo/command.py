"""The command line of the practice country."""

import argparse
import asyncio
import json
import signal
import sys
from datetime import datetime
from pathlib import Path

from .facts import SHANGHAI
from .server import Country


def main() -> int:
    """Serve until told to stop. Exit status: 0 stopped, 2 could not start."""
    given = _parser().parse_args()
    try:
        asyncio.run(_serve(given))
    except OSError as error:
        print(f"practice country: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deploy.demo", description="A practice country on loopback.")
    serve = parser.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "serve", help="start it, and keep on"
    )
    serve.add_argument(
        "--home", type=Path, required=True, help="where roster.csv, offices.toml, chunxun.toml and mail/ go"
    )
    serve.add_argument("--port", type=int, default=8477, help="of every portal; 0: a free one")
    serve.add_argument(
        "--smtp-port", type=int, help="of the mail server; default: the next one, or a free one"
    )
    serve.add_argument("--now", type=_moment, help="what time it is where a request does not say (ISO 8601)")
    serve.add_argument(
        "--replace", action="store_true", help="replace files of the home that say something else"
    )
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


async def _serve(given: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, stop.set)
    home: Path = given.home.expanduser().resolve()
    smtp_port = given.smtp_port if given.smtp_port is not None else (given.port + 1 if given.port else 0)
    async with Country(port=given.port, smtp_port=smtp_port, mailbox=home / "mail", now=given.now) as country:
        country.write_home(home, replace=given.replace)
        print(
            json.dumps({"port": country.port, "smtp_port": country.smtp_port, "home": str(home)}), flush=True
        )
        await stop.wait()
