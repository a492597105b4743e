"""Where a secret lies: settings and files say `secret:NAME`, and no file of settings need hold one."""

import os
import re

from flows.settings import Settings
from models.words import Words

_PREFIX = "secret:"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class NoSecret(LookupError):
    """A `secret:NAME` that leads nowhere; the words name the entry and what to do, never a value."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def is_reference(said: str) -> bool:
    """Whether it says where a secret lies, rather than being one."""
    return said.startswith(_PREFIX) and _NAME.fullmatch(said.removeprefix(_PREFIX)) is not None


def revealed(settings: Settings, said: str) -> str:
    """What it stands for: itself, or for `secret:NAME` the variable of that name, else the file `secrets/NAME` in the home.

    Raises NoSecret.
    """
    if not said.startswith(_PREFIX):
        return said
    if not is_reference(said):
        raise NoSecret(
            Words(
                "有一处写了 secret: 而其后没有名称；请写 secret:NAME",
                "an entry says `secret:` without a plain name after it; write `secret:NAME`",
            )
        )
    name = said.removeprefix(_PREFIX)
    file = settings.home / "secrets" / name
    value = os.environ.get(name, "").strip() or (file.read_text("utf-8").strip() if file.is_file() else "")
    if not value:
        raise NoSecret(
            Words(
                f"{said} 无处可查：请设置环境变量 {name}，或把密文写入 {file}",
                f"{said} leads nowhere: set the variable {name}, or write the secret into {file}",
            )
        )
    return value
