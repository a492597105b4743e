"""The seals at the foot of every digest: whoever kept a mail can show that what was kept was rewritten after it."""

import email
import email.policy
import re
from pathlib import Path

import pytest
from sqlmodel import Session, col, update
from typer.testing import CliRunner

from flows.cli import app
from flows.decisions import decide
from flows.home import open_home
from flows.settings import Settings
from models.chain import Head, Link, chained
from models.engine import engine_for
from models.guards import guard, unguard
from models.tables import ChainRow, ChangeRow
from tests.flows.courtroom import day, fill, judge, settings_in, tell
from tests.flows.test_decisions import DISPUTE

SEAL = re.compile(r"(变化|人工决定)至第 (\d+) 条 ([0-9a-f]{64})")


@pytest.fixture
def settings(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home that told of a lapse, and then of a dispute."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    read = settings_in(tmp_path)
    fill(read)
    with day(read) as home:
        judge(home)
        tell(home)
        decide(home, DISPUTE)
        tell(home)
    return read


def mails(settings: Settings) -> list[tuple[str, str]]:
    """Text and HTML of each mail in the outbox, in order."""
    found = []
    for file in sorted(settings.outbox_folder.glob("o-*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None
        assert html is not None
        found.append((text.get_content(), html.get_content()))
    return found


def audit(settings: Settings, *seals: str) -> tuple[int, str]:
    expected = [word for seal in seals for word in ("--expect", seal)]
    done = CliRunner().invoke(app, ["audit", "--home", str(settings.home), *expected])
    return done.exit_code, done.output


def rewrite(settings: Settings, number: int) -> None:
    """What a transition says, and every seal from it on, as whoever may write to the database could."""
    with open_home(settings) as home:
        entries = [each for each in home.store.chains() if each.chain == "change"]
    rows = [dict(each.row) for each in entries if isinstance(each, Link)]
    rows[number - 1]["why_zh"] = "从未有过"
    bare = [{name: row[name] for name in row if name not in {"id", "prev_hash", "hash"}} for row in rows]
    sealed = list(chained(bare, Head(chain="change")))
    engine = engine_for(settings.store_url)
    with Session(engine) as session:
        unguard(session.connection(), "change")
        for row in sealed:
            values = {name: row[name] for name in ("why_zh", "prev_hash", "hash")}
            session.exec(update(ChangeRow).where(col(ChangeRow.id) == row["id"]).values(**values))
        last = update(ChainRow).where(col(ChainRow.name) == "change").values(hash=sealed[-1]["hash"])
        session.exec(last)
        guard(session.connection(), "change")
        session.commit()
    engine.dispose()


def test_every_mail_ends_with_the_seals_of_its_moment(settings: Settings) -> None:
    (first, first_html), (second, second_html) = mails(settings)

    assert [chain for chain, _, _ in SEAL.findall(first)] == ["变化"]  # nobody had decided anything yet
    assert {chain for chain, _, _ in SEAL.findall(second)} == {"变化", "人工决定"}
    assert (SEAL.findall(first_html), SEAL.findall(second_html)) == (
        SEAL.findall(first),
        SEAL.findall(second),
    )
    assert "chunxun audit --expect" in first.splitlines()[-1]
    with open_home(settings) as home:
        heads = {(str(each.last), each.hash) for each in home.store.heads()}
    assert {(last, seal) for _, last, seal in SEAL.findall(second)} == heads


def test_a_chain_that_was_rewritten_after_a_mail_is_found_out_by_the_mail(settings: Settings) -> None:
    seals = [seal for text, _ in mails(settings) for _, _, seal in SEAL.findall(text)]
    before = audit(settings, *seals)
    rewrite(settings, 1)

    alone, beside = audit(settings), audit(settings, *seals)

    assert before[0] == 0
    assert before[1].count("仍在链中") == len(set(seals))
    assert alone[0] == 0  # it is whole: by itself nothing shows
    assert beside[0] == 1
    assert "链中没有：不是当时的那条链，或已被重写" in beside[1]


def test_a_mail_says_nothing_of_what_came_after_it(settings: Settings) -> None:
    first, second = ([seal for _, _, seal in SEAL.findall(text)] for text, _ in mails(settings))
    with open_home(settings) as home:
        (last,) = [each.last for each in home.store.heads() if each.chain == "change"]
    rewrite(settings, last)

    assert audit(settings, *first)[0] == 0
    assert audit(settings, *second)[0] == 1
