"""What was backed up comes back, into either kind of database, or is refused before anything is touched."""

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from flows.archive.file import checked
from flows.cli import app
from flows.home import Home, open_home
from flows.settings import read_settings
from models.chain import audited
from models.engine import engine_for
from models.guards import guard, unguard
from models.message import Delivery
from models.passage import Passage
from models.verdict import RuleOutcome
from tests.models.nouns import (
    MOMENT,
    REPORT,
    acknowledgement,
    agency,
    assessment,
    change,
    decision,
    message,
    sighting,
    verdict,
    visit,
)
from tests.models.nouns import document as page

Members = dict[str, bytes]


@pytest.fixture
def kept(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home on either database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return filled(tmp_path / "home")


@pytest.fixture
def here(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home on SQLite: for what has nothing to do with the kind of database."""
    shutil.copy(migrated_sqlite, tmp_path / "chunxun.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'chunxun.db'}")
    return filled(tmp_path / "home")


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """From when it is called, an empty home on another SQLite."""

    def moved() -> Path:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'restored.db'}")
        return tmp_path / "restored"

    return moved


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup, of which every test makes another one."""
    folder = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'good.db'}")
        status, said = run("backup", folder / "good.tar.gz", "--home", filled(folder / "home"))
    assert status == 0, said
    return folder / "good.tar.gz"


def filled(folder: Path) -> Path:
    """A row in every table, files in the vault and the outbox, settings and a secret."""
    with open_home(read_settings(folder)) as home:
        fill(home)
    for name, content in (
        ("outbox/m1.eml", "Subject: 第1期"), ("offices.toml", "# 主管单位"), ("chunxun.toml", 'language = "zh"'),
        ("roster.csv", "code,name"), ("secrets/OFFICE_MAIL", "mailto://user:pass@mail.example"), ("logs/a.log", "…"),
    ):  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
    return folder


def fill(home: Home) -> None:
    store, sha256 = home.store, home.vault.keep("年报正文".encode())
    store.import_roster([agency("1"), agency("2", aliases=("别名",))], at=MOMENT)
    look = visit("v1", page(sha256))
    store.save_visit(look, [sighting(look, "1", document=sha256), sighting(look, "2")])
    about = {"agency": "1", "year": 2025, "document": sha256, "release": "1", "at": MOMENT}
    store.save_examination(**about, report=REPORT, verdicts=[], unreadable=None, clock_set=False)
    store.save_verdicts(**about, verdicts=[verdict(outcome=RuleOutcome.REVIEW)], beside="b")
    store.keep_passages(
        [("1", 2025, sha256)],
        [Passage(agency="1", year=2025, document=sha256, section=n, text=f"第{n}节") for n in (1, 2)],
    )
    one, other = store.passages()
    store.save_pairs([(one, other, 0.875)], compared=[("1", 2025, sha256)], release="1")
    store.save_judgement([assessment("1", days_late=(1, 3))], [change("overdue", "1", evidence=("v1",))])
    store.save_judgement([], [change("late", "1")])
    store.save_decision(decision("1"), after=None)
    store.spend_code("李四", 100)
    store.save_acknowledgement(acknowledgement("1"))
    store.freeze(message(changes=(1,)))
    store.skip([2], "office", "1")
    (sent,) = store.messages()[0].handovers
    store.record(sent.id or 0, store.claim(sent.id or 0, at=MOMENT), Delivery.SENT, at=MOMENT)
    store.acquire("patrol", "a dead process", now=MOMENT, until=MOMENT)


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.fixture
def file(kept: Path, tmp_path: Path) -> Path:
    """A backup of that home."""
    path = tmp_path / "backup.tar.gz"
    status, said = run("backup", path, "--home", kept)
    assert status == 0, said
    return path


@pytest.fixture
def target(file: Path, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home on either kind of database."""
    url = empty_url.replace("chunxun.db", "restored.db")
    monkeypatch.setenv("DATABASE_URL", url)
    return tmp_path / "restored"


def everything(url: str) -> dict[str, list[dict[str, object]]]:
    from models.store import Store

    engine = engine_for(url)
    found = {name: list(rows) for name, rows in Store(engine).all_rows()}
    engine.dispose()
    return found


def test_what_was_kept_comes_back_row_by_row(file: Path, target: Path, kept: Path, database_url: str) -> None:
    status, said = run("restore", file, "--home", target)
    settings = read_settings(target)
    before, after = everything(database_url), everything(settings.store_url)

    assert (status, "已恢复并核验" in said) == (0, True)
    assert before == after
    assert all(rows for rows in after.values())  # each table was tried
    with open_home(settings) as home:
        assert [home.vault.read(each).decode() for each in home.vault.all()] == ["年报正文"]


def test_messages_and_settings_come_back_and_secrets_do_not(good: Path, there: Callable[[], Path]) -> None:
    target, file = there(), good
    run("restore", file, "--home", target)
    found = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    inside = {name for name in unpacked(file) if "secret" in name.lower() or "OFFICE_MAIL" in name}

    assert {"outbox/m1.eml", "offices.toml", "chunxun.toml", "roster.csv"} <= found
    assert not {each for each in found if each.startswith(("secrets", "logs", ".restoring"))}
    assert inside == set()


def test_work_goes_on_where_a_backup_was_restored(file: Path, target: Path) -> None:
    run("restore", file, "--home", target)
    with open_home(read_settings(target)) as home:
        fill_on = home.store
        look = visit("v2")
        fill_on.save_visit(look, [sighting(look, "1")])
        fill_on.save_judgement([], [change("on_time", "1")])
        fill_on.freeze(message("m2", 2, changes=(3,)))

        assert [each.id for each in fill_on.changes(2025)] == [1, 2, 3]
        assert [each.broken for each in audited(fill_on.chains())] == [None] * len(
            list(audited(fill_on.chains()))
        )
        assert len(fill_on.messages()) == 2


def test_a_backup_is_its_owners_alone_and_overwrites_nothing(here: Path, tmp_path: Path) -> None:
    file, kept = tmp_path / "b.tar", here
    run("backup", file, "--home", kept)
    before = file.read_bytes()
    status, said = run("backup", file, "--home", kept)

    assert file.stat().st_mode & 0o077 == 0
    assert (status, "已存在" in said, file.read_bytes() == before) == (2, True, True)
    assert [path.name for path in file.parent.glob("*.part")] == []


def test_of_a_home_where_nothing_is_kept_no_backup_is_made(there: Callable[[], Path], tmp_path: Path) -> None:
    status, said = run("backup", tmp_path / "b.tar", "--home", there())

    assert (status, "什么也没有保存" in said) == (2, True)
    assert not (tmp_path / "b.tar").exists()


def test_where_anything_is_kept_nothing_is_restored(file: Path, kept: Path, database_url: str) -> None:
    before = everything(database_url)
    status, said = run("restore", file, "--home", kept)

    assert (status, "已有内容，未作任何改动" in said) == (2, True)
    assert everything(database_url) == before


@pytest.mark.parametrize("folder", ["vault/ab/cd", "outbox"])
def test_a_home_with_files_of_its_own_is_refused(good: Path, there: Callable[[], Path], folder: str) -> None:
    target, file = there(), good
    (target / folder).mkdir(parents=True)
    (target / folder / "theirs").write_text("theirs")
    status, said = run("restore", file, "--home", target)

    assert (status, "已有内容" in said) == (2, True)


def test_settings_in_force_and_those_that_lead_elsewhere_are_left_aside(
    here: Path, there: Callable[[], Path], tmp_path: Path
) -> None:
    (here / "chunxun.toml").write_text('database_url = "postgresql://the.old/one"')
    run("backup", tmp_path / "b.tar", "--home", here)
    target = there()
    target.mkdir()
    (target / "offices.toml").write_text("# 新的")
    status, said = run("restore", tmp_path / "b.tar", "--home", target)

    assert (status, (target / "offices.toml").read_text()) == (0, "# 新的")
    assert not (target / "chunxun.toml").exists()
    assert all(f"未启用 {name}.restored" in said for name in ("chunxun.toml", "offices.toml"))


def test_a_restoring_that_was_interrupted_can_be_run_again(file: Path, target: Path) -> None:
    target.mkdir()
    (target / "outbox").write_text("in the way")
    interrupted = run("restore", file, "--home", target)
    (target / "outbox").unlink()
    again = run("restore", file, "--home", target)

    assert (interrupted[0], "重新运行同一命令" in interrupted[1]) == (2, True)
    assert again[0] == 0


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_kept_bytes_that_are_gone_are_named_and_the_rest_is_saved(
    kept: Path, tmp_path: Path, how: str
) -> None:
    with open_home(read_settings(kept)) as home:
        (sha256,) = home.vault.all()
        path = home.vault.path(sha256)
    path.unlink() if how == "missing" else path.write_bytes(b"other bytes")
    status, said = run("backup", tmp_path / "b.tar", "--home", kept)
    manifest, _ = checked(tmp_path / "b.tar")

    assert (status, sha256 in said) == (1, True)
    assert (manifest.lost, manifest.contents.files) == ((sha256,), 0)


def test_a_chain_that_was_broken_before_is_saved_and_said(here: Path, tmp_path: Path) -> None:
    kept = here
    engine = engine_for(read_settings(kept).store_url)
    with engine.begin() as connection:
        unguard(connection, "change")
        connection.execute(text("""UPDATE "change" SET new = 'on_time' WHERE id = 1"""))
        guard(connection, "change")
    engine.dispose()
    status, said = run("backup", tmp_path / "b.tar", "--home", kept)

    assert (status, "第 1 条与封印不符" in said, (tmp_path / "b.tar").exists()) == (1, True, True)


def unpacked(file: Path) -> Members:
    with tarfile.open(file) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]


def packed(file: Path, inside: Members) -> None:
    with tarfile.open(file, "w:gz") as archive:
        for name, content in inside.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def without(inside: Members, ending: str) -> Members:
    return {name: content for name, content in inside.items() if not name.endswith(ending)}


def with_other(inside: Members, start: str, old: bytes, new: bytes) -> Members:
    assert any(old in content for name, content in inside.items() if name.startswith(start))
    return {n: c.replace(old, new) if n.startswith(start) else c for n, c in inside.items()}


SPOILED: dict[str, Callable[[Members], Members]] = {
    "a kept file changed": lambda m: with_other(m, "vault/", "年报".encode(), "月报".encode()),
    "a kept file gone": lambda m: {n: c for n, c in m.items() if not n.startswith("vault/")},
    "a row changed": lambda m: with_other(m, "tables/sighting", b'"present"', b'"absent"'),
    "a row gone": lambda m: with_other(m, "tables/told", m["tables/told.jsonl"].splitlines(True)[0], b""),
    "a table gone": lambda m: without(m, "told.jsonl"),
    "a message changed": lambda m: with_other(m, "home/outbox", b"Subject", b"Reject"),
    "the manifest gone": lambda m: without(m, "manifest.json"),
    "a line that is no row": lambda m: with_other(m, "tables/told", b"{", b"["),
    "a stranger": lambda m: {"readme.txt": b"?", **m},
    "a way out": lambda m: {"home/outbox/../../../escaped": b"?", **m},
    "another way out": lambda m: {"home//tmp/escaped.toml": b"?", **m},
    "a secret put in": lambda m: {"home/secrets/OFFICE_MAIL": b"?", **m},
    "another format": lambda m: with_other(m, "manifest", b'"format": 1', b'"format": 2'),
    "a later schema": lambda m: with_other(m, "manifest", b'"schema": "', b'"schema": "9'),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_backup_that_was_spoiled_is_refused_before_anything_is_touched(
    good: Path, there: Callable[[], Path], tmp_path: Path, how: str
) -> None:
    spoiled, target = tmp_path / "spoiled.tar.gz", there()
    packed(spoiled, SPOILED[how](unpacked(good)))
    status, said = run("restore", spoiled, "--home", target)

    assert status == 2, said
    assert "未作任何改动" in said or "请用写出它的版本" in said
    assert not {path for path in tmp_path.rglob("*") if path.is_file()} - {spoiled, tmp_path / "restored.db"}
    assert not list(good.parent.rglob("*escaped*"))


@pytest.mark.parametrize("cut", [0, 10, 400, -200])
def test_a_file_cut_short_is_refused(good: Path, there: Callable[[], Path], tmp_path: Path, cut: int) -> None:
    short = tmp_path / "short.tar.gz"
    short.write_bytes(good.read_bytes()[:cut])
    status, said = run("restore", short, "--home", there())

    assert (status, "请换一份备份" in said) == (2, True)


def test_a_backup_of_an_earlier_schema_is_brought_to_this_one(
    file: Path, target: Path, tmp_path: Path
) -> None:
    """As the release before chains would have written it."""
    inside = unpacked(file)
    old = {name: content for name, content in inside.items() if name in OF_0005}
    for name, since in SINCE_0005.items():
        rows = [json.loads(line) for line in inside[name].splitlines()]
        bare = [{k: v for k, v in row.items() if k not in since} for row in rows]
        old[name] = b"".join(json.dumps(row).encode() + b"\n" for row in bare)
    older = rewritten(old, json.loads(inside["manifest.json"]), "0005")
    packed(tmp_path / "old.tar.gz", older)
    status, said = run("restore", tmp_path / "old.tar.gz", "--home", target)

    assert status == 0, said
    with open_home(read_settings(target)) as home:
        assert [each.new for each in home.store.changes(2025)] == ["overdue", "late"]
        assert {each.head.chain: each.rows for each in audited(home.store.chains())}["change"] == 2


SINCE_0005 = {
    "tables/change.jsonl": {"prev_hash", "hash"},
    "tables/agency.jsonl": {"exempt_document", "exempt_until"},
}
OF_0005 = {
    f"tables/{name}.jsonl"
    for name in (
        "agency", "document", "listing", "visit", "sighting", "examination", "verdict", "passage", "pair", "assessment",
        "message", "handover", "attempt", "told",
    )
}  # fmt: skip


def rewritten(inside: Members, manifest: dict[str, object], schema: str) -> Members:
    import hashlib

    tables = {
        name.removeprefix("tables/").removesuffix(".jsonl"): {
            "rows": content.count(b"\n"), "sha256": hashlib.sha256(content).hexdigest(),
        }
        for name, content in inside.items()
    }  # fmt: skip
    contents = {"tables": tables, "files": 0, "size": 0, "home": {}}
    order = ["agency", "document", "listing", "visit", "sighting", "change", "message"]
    first = {f"tables/{name}.jsonl": inside[f"tables/{name}.jsonl"] for name in order}
    said = manifest | {"schema": schema, "contents": contents}
    return first | inside | {"manifest.json": json.dumps(said).encode()}
