"""The `chunxun` command: contract §2. Each command opens the home, does one thing and says what it did."""

import asyncio
import gc
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.options import (
    FailedOption,
    HomeOption,
    LimitOption,
    ListingOption,
    NowOption,
    OfficeOption,
    ShareOption,
    YearOption,
    explained,
    known_office,
    known_year,
    moment_given,
    say,
    settings_of,
)
from flows.rooms import Rooms
from flows.settings import Settings, release
from models.words import Language, Words

app = typer.Typer(
    name="chunxun",
    cls=Rooms,
    help="春巡：政府信息公开工作年度报告巡查。Watches whether agencies publish their annual disclosure reports.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)


def _step(
    name: str,
    home: Path | None,
    year: int | None,
    now: str | None,
    office: str | None,
    limit: int | None,
    listing_only: bool = False,
    failed: bool = False,
    share: str = "",
) -> None:
    """Run one step, or the whole round, in Prefect where its server runs and plainly where none does."""
    from flows.home import open_home
    from flows.scope import Scope, share_of

    settings = settings_of(home)
    language = settings.language
    moment = moment_given(now, language)
    with explained(language), open_home(settings, now=moment) as opened:
        chosen = known_year(year, opened.now(), language)
        scope = Scope(
            year=chosen,
            office=known_office(opened, office),
            limit=limit,
            listing_only=listing_only,
            failed=failed,
            share=share_of(share),
        )
        _in_prefect(name, settings, scope, moment) if _has_server(settings) else _plainly(name, opened, scope)


def _has_server(settings: Settings) -> bool:
    """Whether this home's Prefect server answers; if so its address is put into the environment."""
    from flows.server import recorded_server

    if os.environ.get("PREFECT_API_URL"):
        return True
    server = recorded_server(settings.home)
    if server is None:
        return False
    os.environ.update(server.environment)
    return True


def _in_prefect(name: str, settings: Settings, scope: Any, moment: datetime | None) -> None:
    from flows import patrol as shells

    async def run() -> None:
        await getattr(shells, name)(**shells.parameters(name, settings.home, scope, moment))

    asyncio.run(run())


def _plainly(name: str, home: Any, scope: Any) -> None:
    from flows.progress import telling
    from flows.round import STEPS
    from flows.visit import portals_to_visit

    columns = len(portals_to_visit(home, scope))
    with telling(columns, home.settings.language) as shown:
        asyncio.run(STEPS[name](home, scope, shown.on_progress, shown.on_stage))


@app.command()
def patrol(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
    listing_only: ListingOption = False,
) -> None:
    """巡查：访问 → 检查 → 判定 → 通知。The day's round: visit, examine, judge, tell."""
    _step("patrol", home, year, now, office, limit, listing_only)


@app.command()
def visit(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
    listing_only: ListingOption = False,
    failed: FailedOption = False,
    share: ShareOption = "",
) -> None:
    """访问栏目，保存所见。Visit the columns and keep what was seen."""
    _step("visit", home, year, now, office, limit, listing_only, failed, share)


@app.command()
def examine(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
) -> None:
    """检查新发现的报告。Examine the reports that are new."""
    _step("examine", home, year, now, office, limit)


@app.command()
def judge(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
) -> None:
    """判定每个单位的状态。Judge where every agency stands."""
    _step("judge", home, year, now, office, limit)


@app.command()
def tell(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
) -> None:
    """把新变化告知主管单位。Tell the offices what changed."""
    _step("tell", home, year, now, office, limit)


@app.command()
def status(
    home: HomeOption = None,
    year: YearOption = None,
    office: OfficeOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="截至时刻 · as it could be known then")] = None,
    now: NowOption = None,
    shape: Annotated[str, typer.Option("--format", help="table | jsonl | csv")] = "table",
) -> None:
    """每个单位的状态。The standing of every agency."""
    from flows import status as standing
    from flows.home import open_home
    from flows.terminal import Colour, screen_of
    from notifications.status import as_csv, as_jsonl

    settings = settings_of(home)
    language = settings.language
    moment = moment_given(as_of or now, language)
    if shape not in {"table", "jsonl", "csv"}:
        say(
            Words(
                zh=f"未知格式 {shape}：table、jsonl 或 csv",
                en=f"Unknown format {shape}: table, jsonl or csv",
            ),
            language,
            err=True,
        )
        raise typer.Exit(2)
    with explained(language), open_home(settings, now=moment) as opened:
        chosen = known_year(year, opened.now(), language)
        season = standing.standing_season(opened, chosen, office=known_office(opened, office))
        if shape != "table":
            season = standing.with_beliefs(opened, season, office=office)
    match shape:
        case "jsonl":
            sys.stdout.write(as_jsonl(season, language))
        case "csv":
            sys.stdout.write(as_csv(season, language))
        case _:
            screen = screen_of(sys.stdout, Colour.AUTO, os.environ)
            sys.stdout.write(standing.table(season, language, screen))


@app.command()
def summary(
    out: Annotated[Path | None, typer.Option("--out", help="写入的文件夹 · folder to write to")] = None,
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
) -> None:
    """写出网页汇总。Write the HTML summary."""
    from flows.home import open_home
    from flows.summarise import write_summary

    settings = settings_of(home)
    moment = moment_given(now, settings.language)
    with explained(settings.language), open_home(settings, now=moment) as opened:
        index = write_summary(opened, known_year(year, opened.now(), settings.language), out)
        say(Words(zh=f"汇总：{index}", en=f"Summary: {index}"), settings.language)


@app.command()
def doctor(home: HomeOption = None) -> None:
    """检查数据库、浏览器、线路、邮件、磁盘和时钟，并说明如何修复。Check the set-up and say how to mend it."""
    from flows.doctor import examine_setup

    raise typer.Exit(examine_setup(settings_of(home)))


@app.command()
def serve(
    home: HomeOption = None,
    port: Annotated[int, typer.Option("--port", help="Prefect 端口 · port of the Prefect UI")] = 4200,
    summary_port: Annotated[
        int, typer.Option("--summary-port", help="汇总网页端口 · port of the summary")
    ] = 8080,
) -> None:
    """常驻运行：Prefect 服务器、每日计划和汇总网页（仅本机）。Embedded operator mode, on loopback."""
    from flows.serve import serve_forever

    settings = settings_of(home)
    with explained(settings.language):
        serve_forever(settings, port=port, summary_port=summary_port)


@app.command()
def demo(
    keep_running: Annotated[
        bool, typer.Option("--keep-running", help="结束后保持运行 · leave it running")
    ] = False,
    home: HomeOption = None,
) -> None:
    """在练习国里跑完一次巡查。Run one whole patrol over the practice country."""
    from flows.demo import run_demo

    with explained(Language.ZH):
        raise typer.Exit(run_demo(home, keep_running=keep_running))


def _version(wanted: bool) -> None:
    if wanted:
        print(f"chunxun {release()}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 · version")
    ] = False,
) -> None:
    """春巡：政府信息公开工作年度报告巡查。"""


def main() -> None:
    """Entry point of the `chunxun` command. A polite kill ends like any exit: what we started is stopped first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # What is loaded and read stays: looking through it for cycles as often as Python does takes a fifth of a short command.
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    app()


if __name__ == "__main__":
    main()
