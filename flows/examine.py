"""Kept documents → reports → what lies beside each → verdicts.

Three steps, each of which leaves what it did: every document not yet read under this release is read; every report not
yet compared is compared with all others; and the rules are run over each report in the version seen last beside which
anything lies that did not before. An interrupted run is taken up where it ended, and a second one does nothing.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from flows.beside import compare_new, lay_beside, open_shelf
from flows.home import Home
from flows.reading import read_document
from models.kept import Kept
from models.report import Report
from models.verdict import RuleOutcome, Verdict
from models.words import Words
from reports.neighbours import Neighbours, Shelf, mark, neighbours
from reports.reading import Unreadable
from reports.rules import check_beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One report as examined. `unreadable` says why no report could be read of the document."""

    agency: str
    year: int
    document: str
    verdicts: tuple[Verdict, ...]
    unreadable: Words | None
    again: bool = False  # it had been before, and something else lies beside it now

    def count(self, outcome: RuleOutcome) -> int:
        """How many rules ended so."""
        return sum(verdict.outcome is outcome for verdict in self.verdicts)


async def examine_documents(home: Home) -> tuple[Examined, ...]:
    """Read what is new, compare it with all there is, and run the rules wherever that changes what they are given."""
    waiting = await asyncio.to_thread(home.store.unexamined, home.release)
    unread = [await asyncio.to_thread(_read_one, home, *entry) for entry in waiting]
    await asyncio.to_thread(compare_new, home)
    shelf = await asyncio.to_thread(open_shelf, home)
    judged = [await asyncio.to_thread(_judge, home, *each, shelf) for each in _to_judge(shelf)]
    return (*(each for each in unread if each is not None), *judged)


def _read_one(home: Home, agency: str, year: int, sha256: str) -> Examined | None:
    """Read one document and keep what it says; None where it could be read: its rules are run later."""
    report, unreadable = _read(home, sha256)
    home.store.save_examination(
        agency=agency,
        year=year,
        document=sha256,
        report=report,
        verdicts=(),
        unreadable=unreadable,
        at=home.now(),
        release=home.release,
        clock_set=home.clock_set,
    )
    if unreadable is None:
        return None
    return Examined(agency=agency, year=year, document=sha256, verdicts=(), unreadable=unreadable)


def _read(home: Home, sha256: str) -> tuple[Report | None, Words | None]:
    document = home.store.document(sha256)
    media_type = document.media_type if document else ""
    try:
        return read_document(home.vault.read(sha256), media_type=media_type, source=sha256), None
    except Unreadable as error:
        return None, error.words


def _to_judge(shelf: Shelf) -> Iterator[tuple[Kept, Neighbours, str]]:
    """Reports beside which something else lies than when their rules were last run, with the new mark."""
    for kept in shelf.kept.values():
        beside = neighbours(kept, shelf)
        marked = mark(kept, beside, shelf)
        if marked != kept.beside:
            yield kept, beside, marked


def _judge(home: Home, kept: Kept, beside: Neighbours, marked: str, shelf: Shelf) -> Examined:
    report = home.store.report(kept.agency, kept.year, document=kept.document)
    if report is None:
        raise RuntimeError(f"{kept.agency} {kept.year}: read under {home.release}, and no report is kept")
    verdicts = check_beside(report, lay_beside(home, kept, report, beside, shelf))
    home.store.save_verdicts(
        agency=kept.agency,
        year=kept.year,
        document=kept.document,
        release=home.release,
        verdicts=verdicts,
        beside=marked,
        at=home.now(),
    )
    return Examined(
        agency=kept.agency,
        year=kept.year,
        document=kept.document,
        verdicts=verdicts,
        unreadable=None,
        again=bool(kept.beside),
    )
