"""What every command shares: its options, its language, and how an error becomes words and an exit status."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol, runtime_checkable

import typer

from flows.settings import Settings, read_settings
from flows.terminal import Colour
from models.words import Language, Words

if TYPE_CHECKING:  # the home brings the database along; most commands need it, --help does not
    from flows.home import Home

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
AgencyArgument = Annotated[
    str, typer.Argument(help="单位编码、全称或别名 · the agency's code, name or alias", show_default=False)
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
FailedOption = Annotated[
    bool, typer.Option("--failed", help="只再看上次未成的栏目 · only columns whose last look failed")
]
ShareOption = Annotated[
    str,
    typer.Option(
        "--share", help="K/N：只看第 K 份主机 · only the K-th of N shares of the hosts", show_default=False
    ),
]
ColourOption = Annotated[Colour, typer.Option("--color", help="何时用颜色 · when to use colours")]


class CheckFormat(StrEnum):
    """How the results of a check are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class RulesFormat(StrEnum):
    """How the catalogue is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class AuditFormat(StrEnum):
    """How what an audit found is written."""

    TEXT = "text"
    JSON = "json"


class RehearseFormat(StrEnum):
    """How what would change is written."""

    TEXT = "text"
    JSON = "json"


class VersionsFormat(StrEnum):
    """How the versions of a report are written."""

    TEXT = "text"
    JSONL = "jsonl"


class ColumnFormat(StrEnum):
    """How proposals of columns are written."""

    TEXT = "text"
    JSON = "json"


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


def settings_of(home: Path | None) -> Settings:
    with explained(Language.ZH, failure=2):
        return read_settings(home)


def day_given(text: str | None, language: Language) -> date | None:
    """A day as written on the command line; None: none was. One that is none ends the command with 2."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        say(
            Words(
                zh=f"日期「{text}」无法识别，请写成 2026-02-05", en=f"“{text}” is no date; write 2026-02-05"
            ),
            language,
            err=True,
        )
        raise typer.Exit(2) from error


def moment_given(text: str | None, language: Language) -> datetime | None:
    if text is None:
        return None
    try:
        return _moment(text)
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


def _moment(text: str) -> datetime:
    """An instant from ISO 8601; without an offset it is Asia/Shanghai. Raises ValueError."""
    from models.times import BEIJING

    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def known_office(home: "Home", office: str | None) -> str | None:
    """The office asked for; one that oversees nobody ends the command with 2."""
    from flows.known import require_known_office

    with explained(home.settings.language, failure=2):
        require_known_office(home, office)
    return office


def known_year(year: int | None, now: datetime, language: Language) -> int:
    """The report year asked for, else the season's; an unknown one ends the command with 2."""
    from flows.known import require_known_year, season_at
    from models.times import local_day

    chosen = season_at(now) if year is None else year
    with explained(language, failure=2):
        require_known_year(chosen, local_day(now))
    return chosen
