"""Bytes kept once, whole or not at all."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.errors import VaultDamaged
from scrapers.vault import Vault
from tests.scrapers.portal import files_in

SHA = hashlib.sha256(b"report").hexdigest()
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from scrapers.errors import VaultFull
from scrapers.vault import Vault
vault = Vault(Path(sys.argv[1]))
kept = vault.keep(b"kept before")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    vault.keep(b"x" * 10_000)
except VaultFull as error:
    print(error)
assert vault.read(kept) == b"kept before"
"""


def test_bytes_lie_under_their_own_hash(tmp_path: Path) -> None:
    vault = Vault(tmp_path)

    assert vault.keep(b"report") == SHA
    assert vault.read(SHA) == b"report"
    assert files_in(tmp_path) == [tmp_path / SHA[:2] / SHA[2:4] / SHA]


def test_keeping_the_same_again_changes_nothing(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.keep(b"report")
    before = vault.path(SHA).stat()

    vault.keep(b"report")

    assert vault.path(SHA).stat() == before


def test_many_at_once_keep_one_copy(tmp_path: Path) -> None:
    vault = Vault(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(vault.keep, [b"report"] * 64)) == {SHA}

    assert files_in(tmp_path) == [vault.path(SHA)]


def test_a_file_cut_short_by_a_power_failure_is_made_whole(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.keep(b"report")
    vault.path(SHA).write_bytes(b"rep")

    vault.keep(b"report")

    assert vault.read(SHA) == b"report"


def test_damaged_bytes_are_never_handed_out(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.keep(b"report")
    vault.path(SHA).write_bytes(b"REPORT")

    with pytest.raises(VaultDamaged, match="backup"):
        vault.read(SHA)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "", "ab", SHA.upper(), SHA + "0", "..%2f" + SHA[6:]])
def test_only_a_hash_is_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        Vault(tmp_path).path(name)


def test_a_full_disk_is_said_clearly_and_leaves_nothing_behind(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )

    assert "make room" in run.stdout
    assert [path.read_bytes() for path in files_in(tmp_path)] == [b"kept before"]


def test_sweeping_removes_only_what_a_dead_process_left(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.keep(b"report")
    old, new = tmp_path / ".incoming" / "old", tmp_path / ".incoming" / "new"
    now = datetime(2026, 2, 1, tzinfo=UTC)
    for path, when in ((old, now - timedelta(hours=2)), (new, now)):
        path.write_bytes(b"half")
        os.utime(path, (when.timestamp(), when.timestamp()))

    assert vault.sweep(before=now - timedelta(hours=1)) == 1
    assert sorted(files_in(tmp_path)) == sorted([new, vault.path(SHA)])


def test_a_sample_names_what_is_kept_and_no_more_than_asked_for(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    assert vault.sample(5) == []
    kept = {vault.keep(bytes([number])) for number in range(8)}

    assert set(vault.sample(20)) == kept
    assert len(set(vault.sample(5))) == 5
