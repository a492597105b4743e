"""`chunxun demo`: the whole job over the practice country, every run in a real Prefect server."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.server import Server, running_server
from flows.settings import Settings, default_home, read_settings
from models.times import BEIJING, shown
from models.words import Words

if TYPE_CHECKING:
    from prefect import State

YEAR = 2025
# Two looks around the due date and two more: as much of a season as it takes to prove an absence.
MOMENTS = tuple(
    datetime(2026, month, day, 9, 0, tzinfo=BEIJING) for month, day in ((1, 30), (2, 1), (2, 3), (2, 5))
)
MARKER = ".practice-home"
_SEASON = ("chunxun.db", "chunxun.db-wal", "chunxun.db-shm", "vault", "summary", "outbox", "mail", "logs")


class NotAPracticeHome(Exception):
    """The folder holds something else; the demo never overwrites it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class CountryDidNotStart(NotAPracticeHome):
    """The practice country ended before it was ready."""


def run_demo(home: Path | None, *, keep_running: bool) -> int:
    """Walk the practice country through its season; say where everything lies. 0, or 1 with what failed."""
    folder = (home or default_home().with_name("chunxun-demo")).expanduser().resolve()
    _prepare(folder)
    _leave_real_settings_behind()
    began = time.monotonic()
    with practice_country(folder), running_server(folder) as server:
        settings = read_settings(folder)
        _import_roster(settings)
        os.environ.update(server.environment)
        os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "WARNING"  # our own lines tell enough
        runs = [_patrol(settings, moment) for moment in MOMENTS]
        _send_logs()
        _announce(settings, server, runs, time.monotonic() - began)
        if keep_running:
            _wait(settings)
    return 0 if all(run.is_completed for run in runs) else 1


def _prepare(folder: Path) -> None:
    """An empty season in a folder that is ours; Prefect's history stays, so that the second start is quick."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MARKER).exists():
        raise NotAPracticeHome(
            Words(
                zh=f"{folder} 不是练习数据目录且不为空，请用 --home 另选",
                en=f"{folder} is not empty and no practice home; choose another with --home",
            )
        )
    (folder / MARKER).touch()
    for name in _SEASON:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _leave_real_settings_behind() -> None:
    """A database, a vault or a Prefect server of real work must never see the practice country."""
    for name in list(os.environ):
        ours = name.startswith(("CHUNXUN_", "PREFECT_")) or name == "DATABASE_URL"
        if ours and name not in {"CHUNXUN_LANGUAGE", "CHUNXUN_BROWSER"}:
            del os.environ[name]


def country_folder() -> Path:
    """The practice country: beside the code in a checkout, inside it once installed."""
    here = Path(__file__).resolve().parent
    checkout, installed = here.parent / "deploy" / "demo", here / "_deploy" / "demo"
    return checkout if checkout.exists() else installed


@contextlib.contextmanager
def practice_country(home: Path) -> Iterator[dict[str, Any]]:
    """Run the practice country for this home while the block lasts; yields what it said when ready."""
    log = home / "logs" / "practice-country.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        child = subprocess.Popen(
            [sys.executable, str(country_folder()), "serve", "--home", str(home), "--port", "0", "--replace"],
            stdout=subprocess.PIPE,
            stderr=sink,
            start_new_session=True,
        )
    try:
        line = child.stdout.readline() if child.stdout else b""
        if not line:
            raise CountryDidNotStart(
                Words(
                    zh=f"练习国未能启动，见 {log}；若缺少组件：pip install 'chunxun[demo]'",
                    en=f"The practice country did not start; see {log}. If a module is missing: pip install 'chunxun[demo]'",
                )
            )
        yield json.loads(line)
    finally:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)
        child.kill()
        child.communicate()


def _import_roster(settings: Settings) -> None:
    from flows.roster import import_file

    words = import_file(settings, settings.home / "roster.csv", dry_run=False, now=MOMENTS[0])
    _say(settings, words)


def _patrol(settings: Settings, moment: datetime) -> "Ran":
    """One patrol in Prefect at a moment of the season."""
    _say(settings, Words(zh=f"巡查 {shown(moment)}（演练）", en=f"Patrol {shown(moment)} (rehearsal)"))
    return asyncio.run(_patrol_in_prefect(settings, moment))


async def _patrol_in_prefect(settings: Settings, moment: datetime) -> "Ran":
    from flows.patrol import patrol

    state: State[Any] = await patrol(year=YEAR, now=moment, home=str(settings.home), return_state=True)
    said = await state.aresult(raise_on_failure=False)
    _say(settings, Words(str(said), str(said)))
    return Ran(run=str(state.state_details.flow_run_id), is_completed=state.is_completed())


def _send_logs() -> None:
    """Wait until Prefect has sent its log lines: the server is about to end."""
    from prefect.logging.handlers import APILogHandler

    asyncio.run(APILogHandler.aflush())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One patrol as Prefect recorded it."""

    run: str
    is_completed: bool


def _announce(settings: Settings, server: Server, runs: list[Ran], seconds: float) -> None:
    mails = sorted((settings.home / "mail").glob("*.eml"))
    last = mails[-1] if mails else settings.home / "mail"
    lines = (
        Words(zh=f"用时 {seconds:.0f} 秒，{len(runs)} 次巡查", en=f"{len(runs)} patrols in {seconds:.0f} s"),
        Words(
            zh=f"网页汇总：{settings.summary_folder / 'index.html'}",
            en=f"HTML summary: {settings.summary_folder / 'index.html'}",
        ),
        Words(
            zh=f"摘要邮件（练习国邮箱收到 {len(mails)} 封）：{last}",
            en=f"Digest as received ({len(mails)} mails): {last}",
        ),
        Words(
            zh=f"Prefect 界面：{server.url}/runs/flow-run/{runs[-1].run}  口令：{server.auth}",
            en=f"Prefect UI: {server.url}/runs/flow-run/{runs[-1].run}  password: {server.auth}",
        ),
        Words(
            zh=f"以后再看：make demo KEEP=1，或 chunxun serve --home {settings.home}",
            en=f"To look again: make demo KEEP=1, or chunxun serve --home {settings.home}",
        ),
    )
    for words in lines:
        _say(settings, words)


def _wait(settings: Settings) -> None:
    _say(settings, Words(zh="保持运行，按 Ctrl-C 停止", en="Still running; Ctrl-C stops"))
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()


def _say(settings: Settings, words: Words) -> None:
    print(words.said_in(settings.language), flush=True)
