"""The commands that need no database: `chunxun check`, `chunxun rules` and `chunxun find-column`."""

import os
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.options import (
    CheckFormat,
    ColourOption,
    ColumnFormat,
    HomeOption,
    NowOption,
    RulesFormat,
    explained,
    moment_given,
    settings_of,
)
from flows.terminal import Colour, screen_of
from models.times import local_day

CHECK_EPILOG = """
退出码 Exit status: 0 没有不符 nothing failed · 1 有不符 findings · 2 有文件无法读取 something could not be read

chunxun check 草稿.docx --agency 青石县水利局 --previous 去年.html

chunxun check 今年/ --previous 去年/ --format sarif > 结果.sarif

curl -s … | chunxun check -
"""


def check(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="文件、文件夹、网址，或 - 表示标准输入 · files, folders, addresses, or - for standard input"
        ),
    ],
    agency: Annotated[str, typer.Option("--agency", help="单位全称 · the agency's full name")] = "",
    year: Annotated[
        int | None,
        typer.Option("--year", help="应报告的年度 · the year it should report on", show_default=False),
    ] = None,
    previous: Annotated[
        list[str] | None,
        typer.Option(
            "--previous",
            help="上一年度报告或其文件夹，可重复 · last year's report or a folder of them, repeatable",
            show_default=False,
        ),
    ] = None,
    shape: Annotated[CheckFormat, typer.Option("--format", help="输出格式 · output")] = CheckFormat.TEXT,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="全部列出 · leave nothing out")] = False,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, help="同时检查几份 · how many at a time; 0: one a processor"),
    ] = 0,
    colour: ColourOption = Colour.AUTO,
    home: HomeOption = None,
) -> None:
    """检查报告，不用数据库：公布前自查，或者检查别人的。Check reports without a database: a draft, or what others published."""
    from flows.check.run import Order, require_year, run_check
    from flows.check.style import TextStyle

    settings = settings_of(home)
    with explained(settings.language, failure=2):
        require_year(year, local_day(datetime.now(UTC)))
        style = TextStyle(
            language=settings.language, screen=screen_of(sys.stdout, colour, os.environ), verbose=verbose
        )
        order = Order(
            sources=tuple(sources),
            agency=agency.strip(),
            year=year,
            previous=tuple(previous or ()),
            shape=shape,
            style=style,
            jobs=jobs,
        )
        raise typer.Exit(run_check(settings, order))


def rules(
    rule_id: Annotated[
        str, typer.Argument(metavar="[ID]", help="规则编号或类别 · a rule id or a family")
    ] = "",
    shape: Annotated[RulesFormat, typer.Option("--format", help="输出格式 · output")] = RulesFormat.TEXT,
    colour: ColourOption = Colour.AUTO,
    home: HomeOption = None,
) -> None:
    """规则目录，或一条规则的依据、例子和改法。The catalogue, or one rule: its basis, examples, how to mend it."""
    from flows.rules import written_rules

    settings = settings_of(home)
    with explained(settings.language, failure=2):
        sys.stdout.write(
            written_rules(
                rule_id,
                shape=shape,
                language=settings.language,
                screen=screen_of(sys.stdout, colour, os.environ),
            )
        )


def find_column(
    url: Annotated[str, typer.Argument(help="网站首页的网址 · the portal's front page")],
    shape: Annotated[ColumnFormat, typer.Option("--format", help="输出格式 · output")] = ColumnFormat.TEXT,
    now: NowOption = None,
    home: HomeOption = None,
) -> None:
    """从网站首页找出年报栏目，供核对。Propose a portal's annual-report column; a person decides."""
    from flows.find_column import search_portal, written

    settings = settings_of(home)
    moment = moment_given(now, settings.language)
    with explained(settings.language, failure=2):
        search = search_portal(settings, url, now=moment)
    sys.stdout.write(written(search, url, shape=shape, language=settings.language))
    raise typer.Exit(0 if search.proposals else 1)


check_app = typer.Typer(add_completion=False)
check_app.command(epilog=CHECK_EPILOG)(check)
