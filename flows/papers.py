"""The commands that write what an office files, sends or keeps as proof: `chunxun ledger`, `letter`, `evidence`, `versions`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.options import (
    AgencyArgument,
    HomeOption,
    NowOption,
    OfficeOption,
    VersionsFormat,
    YearOption,
    explained,
    known_office,
    known_year,
    moment_given,
    say,
    settings_of,
)
from models.words import Words

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="截至时刻 · as it could be known then", show_default=False),
]


def ledger(
    out: Annotated[Path, typer.Option("--out", help="写到 .xlsx · where to write", show_default=False)],
    year: YearOption = None,
    office: OfficeOption = None,
    as_of: AsOfOption = None,
    internal: Annotated[
        bool,
        typer.Option(
            "--internal",
            help="内部核实用：列出待核实单位的名称 · for operators: names whose absence is only suspected",
        ),
    ] = False,
    now: NowOption = None,
    home: HomeOption = None,
) -> None:
    """写出 Excel 台账。Write the Excel ledger of an office, or of all agencies."""
    from flows.home import open_home
    from flows.ledger import write_ledger
    from notifications.ledger_entries import Audience

    settings = settings_of(home)
    language = settings.language
    with explained(language), open_home(settings, now=moment_given(as_of or now, language)) as opened:
        chosen = known_year(year, opened.now(), language)
        whose = known_office(opened, office)
        audience = Audience.OPERATORS if internal else Audience.OFFICE
        with explained(language, failure=2):
            say(write_ledger(opened, chosen, out, office=whose, audience=audience), language)


def letter(
    out: Annotated[
        Path,
        typer.Option(
            "--out", help="写到 .docx；与 --office 同用时为文件夹 · where to write", show_default=False
        ),
    ],
    agency: AgencyArgument = "",
    year: YearOption = None,
    office: Annotated[
        str | None,
        typer.Option(
            "--office",
            help="该主管单位的全部单位，每个单位一份 · a letter each for all agencies of this office",
            show_default=False,
        ),
    ] = None,
    now: NowOption = None,
    home: HomeOption = None,
) -> None:
    """写出整改通知书或催办函（Word）。Write an agency's letter; without anything to mend none is written, and the exit status is 0."""
    from flows.home import open_home
    from flows.known import known_agency
    from flows.letters import write_all, write_one

    settings = settings_of(home)
    language = settings.language
    if bool(agency) == bool(office):
        say(_ONE_OR_ALL, language, err=True)
        raise typer.Exit(2)
    with explained(language), open_home(settings, now=moment_given(now, language)) as opened:
        chosen = known_year(year, opened.now(), language)
        whose = known_office(opened, office)
        with explained(language, failure=2):
            if whose is not None:
                done = write_all(opened, chosen, whose, out, lambda words: say(words, language))
            else:
                done = write_one(opened, chosen, known_agency(opened, agency), out)
            say(done, language)


_ONE_OR_ALL = Words(
    zh="请写一个单位，或者用 --office 写出一个主管单位的全部函件",
    en="Name one agency, or give --office for all letters of an office",
)


def evidence(
    agency: AgencyArgument,
    out: Annotated[Path, typer.Option("--out", help="写到 .wacz · where to write", show_default=False)],
    year: YearOption = None,
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """写出一个单位当时所见的证据（WACZ）。What was seen of one agency, as a WACZ that ReplayWeb.page opens.

    退出码：0 完整，1 已写出但保管的文件有缺失或损坏，2 未写出。Exit: 0 complete, 1 written but kept bytes are lost, 2 nothing written.
    """
    from flows.evidence import said_of, said_of_lost, write_evidence
    from flows.home import open_home

    settings = settings_of(home)
    language = settings.language
    with explained(language), open_home(settings, now=moment_given(now, language)) as opened:
        chosen = known_year(year, opened.now(), language)
        with explained(language, failure=2):
            written = write_evidence(opened, chosen, agency, out)
    say(said_of(written, out), language)
    if written.lost:
        say(said_of_lost(written, opened), language, err=True)
        raise typer.Exit(1)


def versions(
    agency: AgencyArgument,
    year: YearOption = None,
    shape: Annotated[
        VersionsFormat, typer.Option("--format", help="输出格式 · output")
    ] = VersionsFormat.TEXT,
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """一份报告先后的版本，逐格列出改动。The versions of one report over time, each changed cell with both figures."""
    from flows.home import open_home
    from flows.versions import as_jsonl, as_text, versions_of

    settings = settings_of(home)
    language = settings.language
    with explained(language), open_home(settings, now=moment_given(now, language)) as opened:
        chosen = known_year(year, opened.now(), language)
        with explained(language, failure=2):
            found, seen = versions_of(opened, chosen, agency)
    lines = as_jsonl(seen) if shape is VersionsFormat.JSONL else as_text(found, chosen, seen, language)
    sys.stdout.write(lines)
