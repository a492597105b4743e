"""A file that a person asked for: written whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from models.words import Words

Result = TypeVar("Result")


class Unwritable(Exception):
    """The file cannot be written; the words say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def write_whole(path: Path, write: Callable[[BinaryIO], Result]) -> Result:
    """Write a file under another name and give it its own when it is whole. Raises OSError."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            result = write(file)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return result


def write_asked_for(path: Path, suffix: str, write: Callable[[BinaryIO], Result]) -> Result:
    """The same for a file a person named. Raises Unwritable, also where the name has another suffix."""
    if path.suffix.lower() != suffix:
        raise Unwritable(
            Words(zh=f"文件名 {path} 应以 {suffix} 结尾", en=f"Let the name of {path} end in {suffix}")
        )
    with written_or_said(path):
        return write_whole(path, write)


@contextmanager
def written_or_said(path: Path) -> Iterator[None]:
    """Where writing fails meanwhile, say so. Raises Unwritable."""
    try:
        yield
    except OSError as error:
        raise Unwritable(
            Words(zh=f"无法写入 {path}：{error.strerror}", en=f"Cannot write {path}: {error.strerror}")
        ) from error
