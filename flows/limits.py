"""What reading one document may use, by its kind (reliability.md T13–T17)."""

from dataclasses import dataclass

from reports.reading.content import Media

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds by the clock and of processor time; bytes of address space."""

    seconds: int
    memory: int


_USUAL = Limits(seconds=60, memory=1024 * _MEBIBYTE)
_BY_KIND: dict[Media, Limits] = {}


def limits_of(kind: Media | None) -> Limits:
    """The limits for a kind; for one not known yet, those of text."""
    return _BY_KIND.get(kind, _USUAL) if kind else _USUAL
