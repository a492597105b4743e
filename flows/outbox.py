"""`chunxun outbox`: what waits, failed or may have arrived; a person tries it again or says what became of it."""

import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from flows.options import HomeOption, NowOption, explained, moment_given, say, settings_of
from models.message import Delivery
from models.words import Language, Words

app = typer.Typer(
    add_completion=False,
    help="待送、未送达、是否送达不明的消息 · messages not known to be delivered",
    invoke_without_command=True,
)

_ASKED = Words("人工要求再试一次", "a person asked for another attempt")
Ids = Annotated[list[int], typer.Argument(help="投递编号（chunxun outbox 第一列）· numbers of the list")]


@app.callback()
def listed(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="也列出已送达的 · also what was sent")] = False,
    home: HomeOption = None,
) -> None:
    """列出未确知送达的投递。List what is not known to be delivered."""
    if context.invoked_subcommand is not None:
        return
    from flows.home import open_home
    from notifications.trouble import troubles

    settings = settings_of(home)
    with explained(settings.language), open_home(settings) as opened:
        states = [each for each in Delivery if every or each is not Delivery.SENT]
        found = troubles(opened.store.messages(deliveries=states), settings.language, states)
    if not found:
        say(Words(zh="没有待处理的投递", en="Nothing waits and nothing failed"), settings.language)
    for each in found:
        row = (each.id, each.state, each.since, each.message, each.recipient, each.attempts, each.why)
        sys.stdout.write("\t".join(row) + "\n")


@app.command()
def retry(ids: Ids, home: HomeOption = None, now: NowOption = None) -> None:
    """再试一次，字节与 Message-ID 不变；「是否送达不明」的可能因此收到两次。Try again: what may have arrived may come twice."""
    from flows.home import only_one, open_home
    from flows.offices import read_offices
    from flows.operators import operators
    from flows.tell import deliver

    settings = settings_of(home)
    language = settings.language
    with explained(language), open_home(settings, now=moment_given(now, language)) as opened:
        with only_one(opened, "deliver"):
            refused = _each(
                ids,
                lambda each: opened.store.decide(
                    each, Delivery.PENDING, at=opened.now(), why=_ASKED.said_in(language)
                ),
                language,
            )
            messages = deliver(opened, (*read_offices(settings.offices_file), *operators(opened)))
        states = {h.id: (h.delivery, h.last_error) for m in messages for h in m.handovers}
        from notifications.words import DELIVERY

        for each in ids:
            if each in states:
                state, error = states[each]
                sys.stdout.write(f"{each}\t{DELIVERY[state].said_in(language)}\t{error}\n")
    raise typer.Exit(2 if refused else 0)


@app.command()
def mark(
    ids: Ids,
    as_: Annotated[Delivery, typer.Option("--as", help="sent 已收到 | undelivered 未收到，不再试")],
    because: Annotated[str, typer.Option("--because", help="如何得知 · how you know")],
    home: HomeOption = None,
    now: NowOption = None,
) -> None:
    """登记投递结果。Record what became of it: it arrived, or it did not and is not to be tried again."""
    from flows.home import open_home

    settings = settings_of(home)
    language = settings.language
    if as_ not in {Delivery.SENT, Delivery.UNDELIVERED} or not because.strip():
        say(
            Words(
                zh="请写 --as sent 或 --as undelivered，并用 --because 说明如何得知",
                en="Say --as sent or --as undelivered, and with --because how you know",
            ),
            language,
            err=True,
        )
        raise typer.Exit(2)
    with explained(language), open_home(settings, now=moment_given(now, language)) as opened:
        why = Words(f"人工登记：{because.strip()}", f"marked by a person: {because.strip()}").said_in(
            language
        )
        refused = _each(
            ids,
            lambda each: _said_if(
                opened.store.decide(each, as_, at=opened.now(), why=why), each, as_, language
            ),
            language,
        )
    raise typer.Exit(2 if refused else 0)


def _said_if(done: bool, number: int, state: Delivery, language: Language) -> bool:
    from notifications.words import DELIVERY

    if done:
        sys.stdout.write(f"{number}\t{DELIVERY[state].said_in(language)}\n")
    return done


def _each(ids: Sequence[int], act: Callable[[int], bool], language: Language) -> bool:
    """Do it for each; say which are refused, and whether any was."""
    from models.errors import UnknownMessage

    refused = False
    for each in ids:
        try:
            done = act(each)
            words = Words(
                zh=f"{each}：已送达或正在发送，未作改动",
                en=f"{each}: sent already, or being sent; nothing changed",
            )
        except UnknownMessage as unknown:
            done, words = False, unknown.words
        if not done:
            refused = True
            say(words, language, err=True)
    return refused
