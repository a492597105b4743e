"""`chunxun decide`: a person confirms, contests or settles what was computed; another approves; the list shows all."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
from flows.settings import Settings
from models.assessment import Standing
from models.decision import KINDS, DecisionKind, State
from models.words import Language, Words

if TYPE_CHECKING:  # the database comes along with it
    from flows.home import Home

app = typer.Typer(
    add_completion=False,
    help="人工决定：确认、认定不成立、异议、改定、豁免等 · what people decide, with reason and expiry",
    no_args_is_help=True,
)

ByOption = Annotated[
    str, typer.Option("--by", help="决定人，须在 people.toml 中 · who decides, by name", show_default=False)
]
ReasonOption = Annotated[str, typer.Option("--reason", help="理由，必填 · why; required", show_default=False)]
FindingOption = Annotated[
    str,
    typer.Option(
        "--finding",
        help="针对单个问题：其编号（decide findings）；waive 也可写规则 · about one finding: its fingerprint; waive takes a rule too",
        show_default=False,
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until", help="有效至某日 YYYY-MM-DD · in force to the end of that day", show_default=False
    ),
]
DocumentOption = Annotated[
    Path | None,
    typer.Option(
        "--document", help="依据文件，豁免必附 · what it rests on; an exemption needs it", show_default=False
    ),
]
ToOption = Annotated[
    Standing | None,
    typer.Option("--to", help="改定为何种状况 · the standing an override fixes", show_default=False),
]
DateOption = Annotated[
    str | None, typer.Option("--date", help="核定的发布日期 · the date established", show_default=False)
]
UrlOption = Annotated[
    str,
    typer.Option(
        "--url",
        help="提异议时：报告所在网址，立即访问 · with a dispute: where the report is; looked at at once",
        show_default=False,
    ),
]
WaitingOption = Annotated[
    bool,
    typer.Option("--waiting", help="只列待另一人复核的 · only those that wait for a second reviewer"),
]
CodeOption = Annotated[
    str | None, typer.Option("--code", help="一次性口令 · your one-time code", show_default=False)
]


def _command(kind: DecisionKind) -> Callable[..., None]:
    def command(
        agency: AgencyArgument,
        by: ByOption = "",
        reason: ReasonOption = "",
        year: YearOption = None,
        finding: FindingOption = "",
        until: UntilOption = None,
        document: DocumentOption = None,
        to: ToOption = None,
        published: DateOption = None,
        offered: UrlOption = "",
        code: CodeOption = None,
        home: HomeOption = None,
        now: NowOption = None,
    ) -> None:
        _decide(
            settings_of(home),
            now,
            year,
            {
                "kind": kind,
                "agency": agency,
                "by": by,
                "reason": reason,
                "finding": finding,
                "until": until,
                "document": document,
                "to": to,
                "published": published,
                "offered": offered,
                "code": code,
            },
        )

    return command


for _kind in DecisionKind:
    if _kind is not DecisionKind.APPROVE:
        app.command(_kind.value, help=f"{KINDS[_kind].zh}。{KINDS[_kind].en.capitalize()}.")(_command(_kind))


@app.command()
def approve(
    number: Annotated[int, typer.Argument(help="决定的编号 · the decision's number", show_default=False)],
    by: ByOption = "",
    reason: ReasonOption = "",
    code: CodeOption = None,
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """复核同意：须由另一名审核人。Approve another person's decision."""
    from flows.decisions import approve as approve_it
    from flows.decisions import said_of_decision
    from flows.known import known_agency

    settings = settings_of(home)
    with _opened(settings, now) as opened:
        decision = approve_it(opened, number, by=by, reason=reason, step=_signed(opened, by, code))
        say(said_of_decision(decision, known_agency(opened, decision.agency)), settings.language)


_NOTHING_DECIDED = Words(zh="没有决定", en="Nothing was decided")
_NOTHING_WAITS = Words(zh="没有待复核的决定", en="No decision waits for a second reviewer")


@app.command("list")
def listed(
    agency: Annotated[
        str, typer.Argument(help="单位，空：全部 · the agency; empty: all", show_default=False)
    ] = "",
    waiting: WaitingOption = False,
    year: YearOption = None,
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """列出所有决定及其效力。List every decision and how far it reaches."""
    from flows.decisions import filed_of
    from flows.known import known_agency
    from notifications.rulings import rulings

    settings = settings_of(home)
    with _opened(settings, now) as opened:
        chosen = known_year(year, opened.now(), settings.language)
        only = known_agency(opened, agency).code if agency else None
        known = filed_of(opened, chosen, agency=only)
        filed = tuple(each for each in known if not waiting or each.state is State.WAITING)
        of = {str(each.decision.id): each.decision.agency for each in filed}
    if not filed:
        say(_NOTHING_WAITS if waiting else _NOTHING_DECIDED, settings.language)
    for each in rulings(filed, settings.language)[::-1]:
        row = (
            each.number,
            each.state,
            of[each.number],
            f"{each.kind} {each.value}".strip(),
            each.about,
            each.by,
        )
        sys.stdout.write("\t".join((*row, each.at, each.more, each.reason)) + "\n")


@app.command()
def findings(
    agency: AgencyArgument, year: YearOption = None, home: HomeOption = None, now: NowOption = None
) -> None:
    """列出一个单位的问题及其编号。List an agency's findings with their fingerprints."""
    from flows.decisions import findings_of
    from flows.known import known_agency

    settings = settings_of(home)
    with _opened(settings, now) as opened:
        chosen = known_year(year, opened.now(), settings.language)
        found = findings_of(opened, known_agency(opened, agency), chosen)
    if not found:
        say(Words(zh="没有问题", en="There are no findings"), settings.language)
    for fingerprint, place, _, finding in found:
        sys.stdout.write(f"{fingerprint}\t{place}\t{finding.message.said_in(settings.language)}\n")


@app.command("new-code")
def new_code(
    name: Annotated[str, typer.Argument(help="姓名 · the person's name", show_default=False)],
) -> None:
    """生成一次性口令的密钥，供验证器扫描。Make a secret for one-time codes; nothing is written."""
    from flows.people import new_secret

    secret, address = new_secret(name)
    lines = Words(
        zh=f'密钥（写入 HOME/secrets/ 中的文件，并在 people.toml 中写 code = "secret:文件名"）：{secret}\n验证器地址：{address}',
        en=f'Secret (into a file in HOME/secrets/, and into people.toml code = "secret:FILE"): {secret}\nFor the app: {address}',
    )
    say(lines, Language.ZH)


def _decide(settings: Settings, now: str | None, year: int | None, given: dict[str, Any]) -> None:
    from flows.decisions import Entry, decide, said_of_decision
    from flows.known import known_agency

    with _opened(settings, now) as opened:
        step = _signed(opened, given["by"], given.pop("code"))
        chosen = known_year(year, opened.now(), settings.language)
        given |= {name: day_given(given[name], settings.language) for name in ("until", "published")}
        decision = decide(opened, Entry(year=chosen, step=step, **given))
        say(said_of_decision(decision, known_agency(opened, decision.agency)), settings.language)
        if decision.offered:
            from flows.offered import look_at_offered  # brings the crawler along

            say(asyncio.run(look_at_offered(opened, decision)), settings.language)


@contextmanager
def _opened(settings: Settings, now: str | None) -> Iterator["Home"]:
    """The home while the block lasts; a refusal ends the command with 2."""
    from flows.home import open_home

    language = settings.language
    moment = moment_given(now, language)
    with explained(language, failure=2), open_home(settings, now=moment) as opened:
        yield opened


def _signed(home: "Home", by: str, given: str | None) -> int | None:
    """Which one-time code a person who has one signs with: as given, else asked for. None: they have none."""
    from flows.decisions import sign
    from flows.people import known_person

    if given is None and not known_person(home.settings, by).code:
        return None
    if given is None and sys.stdin.isatty():
        given = typer.prompt("一次性口令 one-time code", hide_input=True)
    return sign(home, by, given or "")
