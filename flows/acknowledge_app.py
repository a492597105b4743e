"""`chunxun acknowledge`: from the command line, that a person took note of a lapse."""

from typing import Annotated

import typer

from flows.options import (
    AgencyArgument,
    HomeOption,
    NowOption,
    YearOption,
    day_given,
    explained,
    known_year,
    moment_given,
    say,
    settings_of,
)
from models.words import Words

ByOption = Annotated[
    str, typer.Option("--by", help="姓名，须在 people.toml 中 · your name", show_default=False)
]
ReasonOption = Annotated[
    str, typer.Option("--reason", help="如何处理，必填 · what is being done; required", show_default=False)
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until",
        help="至该日不再提醒 YYYY-MM-DD，默认 30 天 · not told again to the end of that day; 30 days",
        show_default=False,
    ),
]


def acknowledge(
    agency: AgencyArgument,
    by: ByOption = "",
    reason: ReasonOption = "",
    until: UntilOption = None,
    year: YearOption = None,
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """已知悉：至某日不再提醒该单位仍逾期；更正与新情况照常告知。Take note of a lapse: it is not told again until a day."""
    from flows.acknowledge import take_note
    from flows.home import open_home
    from flows.known import known_agency

    settings = settings_of(home)
    language = settings.language
    with (
        explained(language, failure=2),
        open_home(settings, now=moment_given(now, language)) as opened,
    ):
        chosen = known_year(year, opened.now(), language)
        kept = take_note(opened, chosen, agency, by=by, reason=reason, until=day_given(until, language))
        name = known_agency(opened, kept.agency).name
        say(
            Words(
                zh=f"已记录：{name} 仍逾期时，至 {kept.until} 不再提醒；更正与新情况照常告知",
                en=f"Kept: that {name} is still overdue is not told again until {kept.until}; all else is told",
            ),
            language,
        )
