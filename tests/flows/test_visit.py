"""What a visit's kept documents give away, and that the store keeps it with where it was read."""

from datetime import UTC, date, datetime

from reportlab.pdfgen.canvas import Canvas

from flows.home import Home
from flows.visit import read_contents
from models.visit import Candidate, DateKind, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words

AT = datetime(2026, 2, 2, 1, tzinfo=UTC)
PAGE = "https://x.gov.cn/art/1906985018193408001.html"
FILE = "https://x.gov.cn/202601/P020260127336123456789.pdf"


def kept(home: Home, content: bytes, url: str, media_type: str) -> Document:
    return Document(
        sha256=home.vault.keep(content),
        url=url,
        final_url=url,
        media_type=media_type,
        size=len(content),
        fetched_at=AT,
        last_modified=datetime(2026, 1, 28, tzinfo=UTC) if url == FILE else None,
    )


def made_today() -> bytes:
    """A PDF, which says that it was made today."""
    canvas = Canvas("")
    canvas.drawString(72, 700, "report")
    return bytes(canvas.getpdfdata())


def test_every_date_of_a_page_and_its_file_is_kept_with_where_it_was_read(home: Home) -> None:
    page = kept(home, "<p>发布日期：2026-01-30</p>".encode(), PAGE, "text/html")
    candidate = Candidate(
        link=Link(url=PAGE, title="某局2025年年报", listed_date=date(2026, 2, 1)),
        outcome=Outcome.COMPLETED,
        documents=(page, kept(home, made_today(), FILE, "application/pdf")),
    )
    visit = Visit(
        id="v",
        column_url="https://x.gov.cn/",
        started=AT,
        finished=AT,
        outcome=Outcome.COMPLETED,
        reason=Words("完整", "Completed"),
        candidates=(candidate,),
    )

    dates = read_contents(home, visit).dates[PAGE]

    told = [
        (read.kind, read.day.isoformat(), read.file) for read in dates if read.kind is not DateKind.DOCUMENT
    ]
    assert told == [
        (DateKind.PUBLISHED, "2026-01-30", ""),
        (DateKind.LISTED, "2026-02-01", ""),
        (DateKind.ADDRESS, "2025-04-01", ""),
        (DateKind.ADDRESS, "2026-01-27", FILE),
        (DateKind.LAST_MODIFIED, "2026-01-28", FILE),
    ]
    assert {read.file for read in dates if read.kind is DateKind.DOCUMENT} == {FILE}

    agency = home.store.agencies()[0].code
    sighting = Sighting(
        agency=agency,
        year=2025,
        visit=visit.id,
        at=AT,
        seen=Seen.PRESENT,
        outcome=visit.outcome,
        reason=visit.reason,
        dates=dates,
    )
    home.store.save_visits([(visit, (sighting,))])
    assert home.store.sightings(2025)[agency][0].dates == dates
