"""Bytes kept once, under their SHA-256: `ab/cd/<sha256>`. Never overwritten, never named by a portal."""

import errno
import hashlib
import os
import random
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from scrapers.errors import VaultDamaged, VaultFull

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
INCOMING = ".incoming"  # on the same file system, so that the final rename is atomic


class Vault:
    """A folder of kept bytes. Several processes may keep at once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash lie, or would lie. Raises ValueError on anything else than a hash."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def keep(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256; keeping the same again changes nothing.

        Raises VaultFull when there is no room, other OSErrors as they come; either way nothing half-written
        stays, and what was kept before is untouched.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if _is_whole(target, len(content)):
            return sha256
        try:
            self._write(target, content)
        except OSError as error:
            if error.errno in NO_ROOM:
                said = f"no room in {self.root} for {len(content)} bytes: {error.strerror}; make room and run again"
                raise VaultFull(error.errno, said) from error
            raise
        return sha256

    def holds(self, sha256: str, size: int) -> bool:
        """Whether the bytes of that hash, so many, are kept already."""
        return _is_whole(self.path(sha256), size)

    def read(self, sha256: str) -> bytes:
        """The bytes of that hash. Raises FileNotFoundError, or VaultDamaged when they no longer match it."""
        content = self.path(sha256).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise VaultDamaged(f"{self.path(sha256)} no longer matches its SHA-256; restore it from a backup")
        return content

    def sample(self, most: int) -> list[str]:
        """The hashes of at most so many kept files, others each time."""
        folders = list(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]"))
        random.shuffle(folders)
        files = (file.name for folder in folders for file in folder.iterdir() if len(file.name) == 64)
        return list(islice(files, most))

    def all(self) -> Iterator[str]:
        """The hash of everything kept, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]")):
            yield from sorted(file.name for file in folder.iterdir() if len(file.name) == 64)

    def sweep(self, before: datetime) -> int:
        """Remove what a killed process left half-written before that time; returns how many files."""
        swept = 0
        for leftover in (self.root / INCOMING).glob("*"):
            if leftover.stat().st_mtime < before.timestamp():
                leftover.unlink(missing_ok=True)
                swept += 1
        return swept

    def _write(self, target: Path, content: bytes) -> None:
        incoming = self.root / INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)


def _is_whole(path: Path, size: int) -> bool:
    """Whether the file is there at full length; a power cut may have left it short."""
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
