"""`chunxun roster`: the roster into the home, and out of it."""

from pathlib import Path
from typing import Annotated

import typer

from flows.options import HomeOption, NowOption, explained, moment_given, say, settings_of

app = typer.Typer(add_completion=False, help="单位名录 · the roster of agencies", no_args_is_help=True)


@app.command("import")
def roster_import(
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8, GB18030) 或 · or XLSX")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入 · check, write nothing")] = False,
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """导入名录：全部或全不。Import the roster: all or nothing, every bad row named."""
    from flows.roster import import_file

    settings = settings_of(home)
    with explained(settings.language, failure=2):
        words = import_file(settings, file, dry_run=dry_run, now=moment_given(now, settings.language))
        say(words, settings.language)


@app.command("export")
def roster_export(
    file: Annotated[Path, typer.Argument(help="写到 .csv 或 .xlsx · where to write")], home: HomeOption = None
) -> None:
    """导出名录。Write the roster to a file."""
    from flows.roster import export_file

    settings = settings_of(home)
    with explained(settings.language, failure=2):
        say(export_file(settings, file), settings.language)
