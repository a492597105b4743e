"""A PostgreSQL of our own for the time of the tests, from the distribution's binaries, on a socket no one else has."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server; every database it is asked for is new."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def database(self) -> str:
        """The name of a new, empty database."""
        name = f"chunxun_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name

    def url(self, database: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a server in a new folder and stop it at the end. Skips where the binaries or the user are missing."""
    binaries = _binaries()
    # Not pytest's own folder: a socket's path may have about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="chunxun-pg-"))
    try:
        _hand_over(folder)
        _run(
            binaries / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(binaries / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield Cluster(folder)
        finally:
            _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL is not installed here (no initdb)")
    return found[-1].parent if found else Path(str(on_path)).parent


def _hand_over(folder: Path) -> None:
    """PostgreSQL refuses to run as root: the folder goes to the distribution's user for it."""
    if os.geteuid() != 0:
        return
    try:
        shutil.chown(folder, "postgres", "postgres")
    except LookupError:
        pytest.skip("we are root and there is no user `postgres` to run PostgreSQL as")


def _run(*command: object) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # The server inherits its output; a pipe would never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*prefix, *map(str, command)], stdout=output, stderr=output, cwd="/", timeout=60, check=False
        )
        output.seek(0)
        assert done.returncode == 0, output.read().decode(errors="replace")
