"""The `chunxun` command: contract §2. Each command opens the home, does one thing and says what it did."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Protocol, runtime_checkable

import typer

from flows.settings import Settings, read_settings, release
from models.words import Language, Words

app = typer.Typer(
    name="chunxun",
    help="春巡：政府信息公开工作年度报告巡查。Watches whether agencies publish their annual disclosure reports.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)
roster_app = typer.Typer(help="单位名录 · the roster of agencies", no_args_is_help=True)
app.add_typer(roster_app, name="roster")

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="数据目录 · data folder (else CHUNXUN_HOME, else XDG)", show_default=False),
]
YearOption = Annotated[
    int | None, typer.Option("--year", help="报告年度 · report year (else last year)", show_default=False)
]
NowOption = Annotated[
    str | None, typer.Option("--now", help="演练时刻 · replace the clock (ISO 8601)", show_default=False)
]
OfficeOption = Annotated[
    str | None,
    typer.Option("--office", help="只含该主管单位 · only agencies of this office", show_default=False),
]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", min=1, help="最多访问的栏目数 · at most so many columns", show_default=False),
]
ListingOption = Annotated[
    bool, typer.Option("--listing-only", help="只看栏目列表 · look at the columns and open nothing else")
]


@runtime_checkable
class Speaking(Protocol):
    """An error that says in both languages what happened and what to do."""

    words: Words


@contextmanager
def explained(language: Language, *, failure: int = 1) -> Iterator[None]:
    """Turn an error that speaks into its words and an exit status; let our own bugs rise."""
    try:
        yield
    except KeyboardInterrupt:
        say(
            Words(
                zh="已中断：已完成的部分已保存，可直接重新运行",
                en="Interrupted: what was finished is stored; run again",
            ),
            language,
            err=True,
        )
        raise typer.Exit(130) from None
    except Exception as error:
        if not isinstance(error, Speaking):
            raise
        say(error.words, language, err=True)
        raise typer.Exit(failure) from error


def say(words: Words, language: Language, *, err: bool = False) -> None:
    """Print one statement in the chosen language."""
    print(words.said_in(language), file=sys.stderr if err else sys.stdout, flush=True)


def _settings(home: Path | None) -> Settings:
    with explained(Language.ZH, failure=2):
        return read_settings(home)


def _moment(text: str | None, language: Language) -> datetime | None:
    from flows.status import moment_of

    if text is None:
        return None
    try:
        return moment_of(text)
    except ValueError as error:
        say(
            Words(
                zh=f"时刻「{text}」无法识别，请写成 2026-02-05T09:00+08:00",
                en=f"“{text}” is no moment; write 2026-02-05T09:00+08:00",
            ),
            language,
            err=True,
        )
        raise typer.Exit(2) from error


def _known_year(year: int | None, now: datetime, language: Language) -> int:
    """The report year asked for, else the season's; an unknown one ends the command with 2."""
    from flows.round import require_known_year, season_at
    from models.times import local_day

    chosen = season_at(now) if year is None else year
    with explained(language, failure=2):
        require_known_year(chosen, local_day(now))
    return chosen


def _step(
    name: str,
    home: Path | None,
    year: int | None,
    now: str | None,
    office: str | None,
    limit: int | None,
    listing_only: bool,
) -> None:
    """Run one step, or the whole round, in Prefect where its server runs and plainly where none does."""
    from flows.home import open_home
    from flows.round import Scope

    settings = _settings(home)
    language = settings.language
    moment = _moment(now, language)
    with explained(language), open_home(settings, now=moment) as opened:
        chosen = _known_year(year, opened.now(), language)
        scope = Scope(year=chosen, office=office, limit=limit, listing_only=listing_only)
        _in_prefect(name, settings, scope, moment) if _has_server(settings) else _plainly(name, opened, scope)


def _has_server(settings: Settings) -> bool:
    """Whether this home's Prefect server answers; if so its address is put into the environment."""
    import os

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

    columns = len(portals_to_visit(home, scope.year, office=scope.office, limit=scope.limit))
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
) -> None:
    """访问栏目，保存所见。Visit the columns and keep what was seen."""
    _step("visit", home, year, now, office, limit, listing_only)


@app.command()
def examine(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
) -> None:
    """检查新发现的报告。Examine the reports that are new."""
    _step("examine", home, year, now, office, limit, False)


@app.command()
def judge(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
) -> None:
    """判定每个单位的状态。Judge where every agency stands."""
    _step("judge", home, year, now, office, limit, False)


@app.command()
def tell(
    home: HomeOption = None,
    year: YearOption = None,
    now: NowOption = None,
    office: OfficeOption = None,
    limit: LimitOption = None,
) -> None:
    """把新变化告知主管单位。Tell the offices what changed."""
    _step("tell", home, year, now, office, limit, False)


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
    from rich.console import Console

    from flows import status as standing
    from flows.home import open_home
    from notifications.status import as_csv, as_jsonl

    settings = _settings(home)
    language = settings.language
    moment = _moment(as_of or now, language)
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
        chosen = _known_year(year, opened.now(), language)
        season = standing.standing_season(opened, chosen, office=office)
    match shape:
        case "jsonl":
            sys.stdout.write(as_jsonl(season, language))
        case "csv":
            sys.stdout.write(as_csv(season, language))
        case _:
            console = Console()
            # Into a pipe or a file nothing need be folded to eighty columns.
            wide = console if console.is_terminal else Console(width=200)
            standing.print_table(season, language, wide)


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

    settings = _settings(home)
    moment = _moment(now, settings.language)
    with explained(settings.language), open_home(settings, now=moment) as opened:
        index = write_summary(opened, _known_year(year, opened.now(), settings.language), out)
        say(Words(zh=f"汇总：{index}", en=f"Summary: {index}"), settings.language)


@roster_app.command("import")
def roster_import(
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8, GB18030) 或 · or XLSX")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入 · check, write nothing")] = False,
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """导入名录：全部或全不。Import the roster: all or nothing, every bad row named."""
    from flows.roster import import_file

    settings = _settings(home)
    with explained(settings.language, failure=2):
        words = import_file(settings, file, dry_run=dry_run, now=_moment(now, settings.language))
        say(words, settings.language)


@roster_app.command("export")
def roster_export(
    file: Annotated[Path, typer.Argument(help="写到 .csv 或 .xlsx · where to write")], home: HomeOption = None
) -> None:
    """导出名录。Write the roster to a file."""
    from flows.roster import export_file

    settings = _settings(home)
    with explained(settings.language, failure=2):
        say(export_file(settings, file), settings.language)


@app.command()
def check(
    sources: Annotated[list[str], typer.Argument(help="文件或网址 · files or addresses")],
    agency: Annotated[str, typer.Option("--agency", help="单位全称 · the agency's full name")] = "",
    year: YearOption = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="上一年度报告 · last year's report")
    ] = None,
    shape: Annotated[str, typer.Option("--format", help="text | json")] = "text",
    home: HomeOption = None,
) -> None:
    """检查一份或多份报告，不用数据库。Examine reports without a database: 0 clean, 1 findings, 2 unreadable."""
    from flows.checking import check_sources

    settings = _settings(home)
    if shape not in {"text", "json"}:
        say(
            Words(zh=f"未知格式 {shape}：text 或 json", en=f"Unknown format {shape}: text or json"),
            settings.language,
            err=True,
        )
        raise typer.Exit(2)
    with explained(settings.language, failure=2):
        code = check_sources(settings, sources, agency=agency, year=year, previous=previous, shape=shape)
    raise typer.Exit(code)


@app.command()
def rules(
    rule_id: Annotated[str, typer.Argument(metavar="[ID]", help="规则编号 · a rule id")] = "",
    home: HomeOption = None,
) -> None:
    """规则目录，或一条规则的依据、例子和改法。The catalogue, or one rule."""
    from flows.checking import print_rules

    settings = _settings(home)
    raise typer.Exit(print_rules(rule_id, settings.language))


@app.command()
def doctor(home: HomeOption = None) -> None:
    """检查数据库、浏览器、线路、邮件、磁盘和时钟，并说明如何修复。Check the set-up and say how to mend it."""
    from flows.doctor import examine_setup

    raise typer.Exit(examine_setup(_settings(home)))


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

    settings = _settings(home)
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
    app()


if __name__ == "__main__":
    main()
