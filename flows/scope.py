"""What a step covers: which report year, and which columns of the roster."""

import hashlib
import re
from dataclasses import dataclass

from models.words import Words


class BadShare(Exception):
    """A share of the servers is not written as `K/N`."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Share:
    """One of `of` nearly equal parts of all hosts, so that a day's visits can be spread over the day.

    A host is always in the same part, whatever else is in the roster.
    """

    number: int = 1  # from 1
    of: int = 1

    def __str__(self) -> str:
        return "" if self.of == 1 else f"{self.number}/{self.of}"

    def holds(self, host: str) -> bool:
        """Whether a host belongs to this part."""
        mark = hashlib.sha256(host.encode()).digest()
        return int.from_bytes(mark[:8], "big") % self.of == self.number - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One report year, of all offices or one; at most so many columns, of these only a share or those that failed."""

    year: int
    office: str | None = None
    limit: int | None = None
    listing_only: bool = False
    failed: bool = False  # only columns whose last look did not come to its end by a passing fault
    share: Share = Share()
    agency: str | None = None  # only this agency's column


def share_of(text: str) -> Share:
    """`2/6` as a share; empty: everything. Raises BadShare."""
    if not text:
        return Share()
    found = re.fullmatch(r"(\d{1,3})/(\d{1,3})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise BadShare(
            Words(
                zh=f"「{text}」不是份额：请写成 K/N，例如 2/6（第 2 份，共 6 份）",
                en=f"“{text}” is no share: write K/N, such as 2/6 for the second of six",
            )
        )
    return Share(int(found[1]), int(found[2]))
