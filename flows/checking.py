"""`chunxun check` and `chunxun rules`: reports examined without a database."""

import asyncio
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from flows.check import as_json, as_text, error_json
from flows.home import browser_of, fence_of
from flows.reading import bytes_of, read_document
from flows.settings import Settings, release
from models.agency import Agency, Kind, Level
from models.report import Report
from models.verdict import RuleOutcome, Verdict
from models.words import Language, Words
from reports.reading.content import media
from reports.rules import check

CLEAN, FINDINGS, UNREADABLE = 0, 1, 2


def check_sources(
    settings: Settings,
    sources: Sequence[str],
    *,
    agency: str,
    year: int | None,
    previous: Path | None,
    shape: str,
) -> int:
    """Check each source in turn and print its result; the exit status of contract §2. One bad file stops nothing."""
    earlier = _read_previous(previous) if previous else None
    named = _named(agency) if agency else None
    codes = [
        _check_one(settings, source, agency=named, year=year, previous=earlier, shape=shape)
        for source in sources
    ]
    return max(codes, default=CLEAN)


def _named(name: str) -> Agency:
    """An agency known by nothing but its name, as `--agency` gives it."""
    return Agency(code="check", name=name, kind=Kind.DEPARTMENT, level=Level.COUNTY)


def _read_previous(path: Path) -> Report:
    return read_document(bytes_of(path), source=str(path))


def _check_one(
    settings: Settings,
    source: str,
    *,
    agency: Agency | None,
    year: int | None,
    previous: Report | None,
    shape: str,
) -> int:
    try:
        content, media_type = _content(settings, source)
        report = read_document(content, media_type=media_type, source=source)
    except Exception as error:
        words = getattr(error, "words", None)
        if not isinstance(words, Words):
            raise
        _print_error(source, words, shape, settings.language)
        return UNREADABLE
    verdicts = check(report, previous=previous, agency=agency, year=year)
    _print_result(settings, source, content, media_type, report, verdicts, shape)
    return FINDINGS if any(v.outcome is RuleOutcome.FAILED for v in verdicts) else CLEAN


def _content(settings: Settings, source: str) -> tuple[bytes, str]:
    if source.startswith(("http://", "https://")):
        return asyncio.run(_fetch(settings, source))
    content = bytes_of(Path(source))
    return content, media(content).value


async def _fetch(settings: Settings, url: str) -> tuple[bytes, str]:
    """One page over HTTP, by the same gate and manners as a visit; nothing is kept."""
    from datetime import UTC, datetime

    from scrapers.opener import Manners, Opener
    from scrapers.vault import Vault

    manners = Manners(
        contact=settings.contact,
        release=release(),
        host_delay=settings.host_delay,
        timeout=settings.timeout,
        portal_deadline=settings.portal_deadline,
        fence=fence_of(settings, [url]),
        browser=browser_of(settings),
    )
    with TemporaryDirectory() as folder:
        async with Opener(manners, Vault(Path(folder)), lambda: datetime.now(UTC)) as opener:
            page = await opener.open(url)
    return page.content, page.media_type


def _print_error(source: str, words: Words, shape: str, language: Language) -> None:
    if shape == "json":
        print(json.dumps(error_json(source=source, words=words, language=language), ensure_ascii=False))
    else:
        print(f"{source}: {words.said_in(language)}", file=sys.stderr)


def _print_result(
    settings: Settings,
    source: str,
    content: bytes,
    media_type: str,
    report: Report,
    verdicts: Sequence[Verdict],
    shape: str,
) -> None:
    facts: dict[str, Any] = {
        "source": source,
        "sha256": hashlib.sha256(content).hexdigest(),
        "media_type": media_type,
        "report": report,
        "verdicts": verdicts,
        "language": settings.language,
    }
    if shape == "json":
        print(json.dumps(as_json(**facts), ensure_ascii=False))
    else:
        print(as_text(**facts, colour=_has_colour()), end="")


def _has_colour() -> bool:
    """Colours only on a terminal, and never with NO_COLOR; rich knows the conventions."""
    console = Console()
    return console.is_terminal and not console.no_color
