"""Kept documents not yet examined under this release → reports → verdicts."""

import asyncio
from dataclasses import dataclass

from flows.home import Home
from flows.reading import read_document
from models.report import Report
from models.verdict import RuleOutcome, Verdict
from models.words import Words
from reports.reading import Unreadable
from reports.rules import check


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One report as examined. `unreadable` says why no report could be read of the document."""

    agency: str
    year: int
    document: str
    verdicts: tuple[Verdict, ...]
    unreadable: Words | None

    def count(self, outcome: RuleOutcome) -> int:
        """How many rules ended so."""
        return sum(verdict.outcome is outcome for verdict in self.verdicts)


async def examine_documents(home: Home) -> tuple[Examined, ...]:
    """Examine what is new; earlier years first, so that each report finds its predecessor read."""
    waiting = await asyncio.to_thread(home.store.unexamined, home.release)
    by_year = sorted(waiting, key=lambda entry: (entry[1], entry[0], entry[2]))
    return tuple([await asyncio.to_thread(_examine, home, *entry) for entry in by_year])


def _examine(home: Home, agency_code: str, year: int, sha256: str) -> Examined:
    report, unreadable = _read(home, sha256)
    agency = home.store.agency(agency_code)
    verdicts: tuple[Verdict, ...] = ()
    if report is not None:
        previous = home.store.report(agency_code, year - 1)
        verdicts = check(report, previous=previous, agency=agency, year=year)
    home.store.save_examination(
        agency=agency_code,
        year=year,
        document=sha256,
        report=report,
        verdicts=verdicts,
        unreadable=unreadable,
        at=home.now(),
        release=home.release,
        clock_set=home.clock_set,
    )
    return Examined(agency=agency_code, year=year, document=sha256, verdicts=verdicts, unreadable=unreadable)


def _read(home: Home, sha256: str) -> tuple[Report | None, Words | None]:
    document = home.store.document(sha256)
    media_type = document.media_type if document else ""
    try:
        return read_document(home.vault.read(sha256), media_type=media_type, source=sha256), None
    except Unreadable as error:
        return None, error.words
