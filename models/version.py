"""One report as it was seen over time: which document stood at its place when, and what each change changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from models.report import Cell, Report
from models.visit import Seen, Sighting
from models.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A run of looks that found the same document for an agency and year, and the same further copies beside it."""

    document: str  # SHA-256
    first: datetime  # UTC; the look that found it first in this run
    last: datetime  # UTC; the look that found it last
    url: str = ""
    title: str = ""  # as the list named it last
    copies: tuple[str, ...] = ()  # further documents found for the same agency and year
    gone: datetime | None = (
        None  # the first complete look afterwards that found no report; None: there was none
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A version with what it says."""

    version: Version
    report: Report


class Became(StrEnum):
    """What one version became in the next."""

    SAME = "same"  # other bytes, the same report
    REWORDED = "reworded"  # the same figures, another text
    CORRECTED = "corrected"  # other figures, and it says that it was corrected
    RESTATED = "restated"  # other figures, and nothing says so


BECAME: Mapping[Became, Words] = {
    Became.SAME: Words("内容相同（网页或文件不同）", "the same report (another page or file)"),
    Became.REWORDED: Words("数字相同，文字有改动", "the same figures, another text"),
    Became.CORRECTED: Words("更正：数字有改动，写明更正", "corrected: other figures, and it says so"),
    Became.RESTATED: Words("改动：数字有改动，未见更正说明", "restated: other figures, no notice was seen"),
}
"""How it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell that is printed otherwise. `address` is table.row.column."""

    address: str
    old: Cell
    new: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """What the step from one version to the next changed. `notice`: the words by which the later says so, or empty."""

    before: Version
    after: Version
    became: Became
    cells: tuple[CellChange, ...] = ()
    notice: str = ""

    @property
    def was_gone(self) -> bool:
        """Whether the report was withdrawn in between: a complete look found none."""
        return self.before.gone is not None


def history(sightings: Iterable[Sighting]) -> tuple[Version, ...]:
    """The versions of one report, oldest first; `sightings` are those of one agency and year, in order of time."""
    versions: list[Version] = []
    for sighting in sightings:
        if sighting.seen is Seen.PRESENT and sighting.document:
            _add(versions, sighting)
        elif sighting.seen is Seen.ABSENT and versions and versions[-1].gone is None:
            versions[-1] = replace(versions[-1], gone=sighting.at)
    return tuple(versions)


def _add(versions: list[Version], sighting: Sighting) -> None:
    last = versions[-1] if versions else None
    if last is not None and _found(last) == {sighting.document, *sighting.copies} and last.gone is None:
        versions[-1] = replace(last, last=sighting.at, url=sighting.url, title=sighting.title)
        return
    versions.append(
        Version(
            document=sighting.document or "",
            first=sighting.at,
            last=sighting.at,
            url=sighting.url,
            title=sighting.title,
            copies=sighting.copies,
        )
    )


def _found(version: Version) -> set[str]:
    return {version.document, *version.copies}


def replaced(versions: Sequence[Version]) -> tuple[Version, ...]:
    """The versions that gave way to the one seen last, oldest first, and that one; empty: it replaced none.

    A document that was ever found together with it, or again after it, is a copy and no former version.
    """
    if not versions:
        return ()
    stands = versions[-1].document
    since = next(number for number, each in enumerate(versions) if stands in _found(each))
    beside = set[str]().union(*map(_found, versions[since:]))
    former = {each.document: each for each in reversed(versions[:since]) if each.document not in beside}
    return (*reversed(former.values()), replace(versions[-1], first=versions[since].first)) if former else ()
