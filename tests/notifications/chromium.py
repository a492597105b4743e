"""The summary as files, and a real Chromium that notes whatever a page does beyond standing still."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from models.papers import Chained, Difference, Papers, Written
from models.words import Words
from notifications.season import Season
from notifications.summary import pages
from tests.notifications.season import OFFICES, ROWS, Row, papers, season

KINDS = (
    "index.html",
    "offices/990100-zwgk.html",
    "agencies/990100-05.html",
    "agencies/990100-07.html",
    "unverified.html",
    "rules.html",
    "data.html",
    "operators/index.html",
    "operators/review-990100-zwgk.html",
    "operators/agencies/990100-12.html",
)
"""One page of every kind; of agencies one with a report and one without."""


def files(of: Season | None = None, beside: Mapping[str, Papers] | None = None) -> dict[str, str]:
    """Every file of the summary by its path."""
    return dict(pages(of or season(), offices=OFFICES, papers=papers() if beside is None else beside))


def write(folder: Path, made: Mapping[str, str]) -> Path:
    """The files on disk."""
    for path, text in made.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium)
        yield running
        running.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The summary of the invented season on disk."""
    return write(tmp_path_factory.mktemp("summary"), files())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any dialog, request beyond the disk, or complaint of the browser is kept."""
    context = browser.new_context()
    yield watched(context.new_page())
    context.close()


def watched(opened: Page) -> Page:
    """The page, keeping its troubles."""
    opened.trouble = []
    opened.on("dialog", lambda dialog: (opened.trouble.append(dialog.message), dialog.dismiss()))
    opened.on("console", lambda message: opened.trouble.append(message.text))
    opened.on("pageerror", lambda error: opened.trouble.append(str(error)))
    opened.on(
        "request", lambda r: None if r.url.startswith(("file:", "data:")) else opened.trouble.append(r.url)
    )
    return opened


def hostile_rows(*payloads: str) -> tuple[Row, ...]:
    """Every text of the season that comes from outside says one of these, each row the next."""
    return tuple(_harmed(row, payloads[n % len(payloads)]) for n, row in enumerate(ROWS))


def _harmed(row: Row, payload: str) -> Row:
    words = Words(payload, payload)
    verdicts = tuple(
        replace(
            verdict,
            because=verdict.because and words,
            findings=tuple(
                replace(
                    f,
                    message=words,
                    where=f.where if f.where.startswith("applications") else payload.replace(".", ""),
                    expected=f.expected and payload,
                    actual=f.actual and payload,
                    quote=payload,
                    hint=words,
                )
                for f in verdict.findings
            ),
        )
        for verdict in row.verdicts
    )
    return replace(row, name=payload, title=payload, why=words, verdicts=verdicts)


def hostile_places(of: Season, *payloads: str) -> Season:
    """The season with such addresses of columns and reports, and such names of regions."""
    agencies = tuple(
        replace(each, column_url=payloads[n % len(payloads)]) for n, each in enumerate(of.agencies)
    )
    assessments = tuple(
        replace(each, report_url=payloads[n % len(payloads)]) for n, each in enumerate(of.assessments)
    )
    regions = {code: payloads[n % len(payloads)] for n, code in enumerate(of.regions)}
    return replace(of, agencies=agencies, assessments=assessments, regions=regions)


def hostile_papers(payload: str) -> dict[str, Papers]:
    """Every cell, difference and figure says this."""
    [(code, of)] = papers().items()
    sheets = tuple(
        replace(
            sheet,
            rows=tuple(
                replace(
                    row,
                    cells=tuple(
                        cell and cell._replace(written=cell.written and _say(cell.written, payload))
                        for cell in row.cells
                    ),
                )
                for row in sheet.rows
            ),
        )
        for sheet in of.sheets
    )
    versions = tuple(
        replace(
            version,
            differences=tuple(
                Difference(place=payload, before=payload, after=payload) for _ in version.differences
            ),
        )
        for version in of.versions
    )
    years = tuple(
        Chained(year=each.year, written=tuple(payload for _ in each.written), follows=each.follows)
        for each in (of.chain.years if of.chain else ())
    )
    chain = of.chain and replace(of.chain, years=years)
    return {code: Papers(sheets=sheets, versions=versions, chain=chain)}


def _say(written: Written, payload: str) -> Written:
    return written._replace(raw=payload)
