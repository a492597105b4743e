"""The invented season of tests/notifications/season.py, as a patrol would have left it in a home."""

from dataclasses import replace
from datetime import UTC, datetime

from flows.home import Home
from models.agency import Agency
from models.visit import Candidate, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from notifications.season import Season
from tests.notifications.season import BALANCED

_FOUND = Words("列表已读完", "List read to its end")


def keep(home: Home, season: Season) -> None:
    """Keep agencies, looks, reports with their verdicts, standings and changes."""
    home.store.import_roster(season.agencies, at=season.as_of)
    looks = ((agency, each) for agency in season.agencies for each in season.sightings.get(agency.code, ()))
    home.store.save_visits([(_visit(agency, sighting), [sighting]) for agency, sighting in looks])
    for assessment in season.assessments:
        if assessment.document and assessment.agency in season.verdicts:
            home.store.save_examination(
                agency=assessment.agency,
                year=season.year,
                document=assessment.document,
                report=BALANCED,
                verdicts=season.verdicts[assessment.agency],
                unreadable=None,
                at=season.as_of,
                release=home.release,
                clock_set=False,
            )
    home.store.save_judgement(season.assessments, [replace(each, id=None) for each in season.changes])


def _visit(agency: Agency, sighting: Sighting) -> Visit:
    found = sighting.seen is Seen.PRESENT
    return Visit(
        id=sighting.visit,
        column_url=agency.column_url,
        started=sighting.at,
        finished=sighting.at,
        outcome=sighting.outcome,
        reason=sighting.reason,
        line_healthy=True,
        listing_complete=sighting.outcome is Outcome.COMPLETED,
        candidates=(_candidate(sighting),) if found else (),
    )


def _candidate(sighting: Sighting) -> Candidate:
    document = Document(
        sha256=sighting.document,
        url=sighting.url,
        final_url=sighting.url,
        media_type="text/html",
        size=1,
        fetched_at=datetime(2026, 1, 28, tzinfo=UTC),
    )
    link = Link(url=sighting.url, title=sighting.title)
    return Candidate(link=link, outcome=Outcome.COMPLETED, documents=(document,))
