"""What reading one document may use, by its kind (reliability.md T13–T17)."""

from dataclasses import dataclass

from reports.reading.content import Media
from reports.reading.recogniser import is_installed

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds by the clock, of which each core may be used for all; bytes of address space."""

    seconds: int
    memory: int


_USUAL = Limits(seconds=60, memory=1024 * _MEBIBYTE)
# Recognition took 7.5 s of processor time and, at its peak, 1.9 GiB of address space a page of 200 dots an inch.
_RECOGNITION = Limits(seconds=300, memory=3 * 1024 * _MEBIBYTE)
_BY_KIND = dict.fromkeys((Media.PDF, Media.PICTURE), _RECOGNITION) if is_installed() else {}


def limits_of(kind: Media | None) -> Limits:
    """The limits for a kind; for one not known yet, those of text."""
    return _BY_KIND.get(kind, _USUAL) if kind else _USUAL
