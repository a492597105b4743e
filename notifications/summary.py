"""The summary: static pages that open from disk, ask no other host for anything, and run no script. Pure.

Chinese at the top, English under `en/`. Every page is made of finished strings; templates only arrange them.
"""

import hashlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from markupsafe import Markup

from models.change import Change
from models.office import Office
from models.words import Language
from notifications import page_words, shown, status
from notifications.dossier import dossier, page_of
from notifications.overview import overview, unverified
from notifications.render import ENVIRONMENT
from notifications.season import Season
from notifications.shown import say

_STYLE = resources.files("notifications").joinpath("templates/summary.css").read_text(encoding="utf-8")
_STYLE_HASH = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
"""Nothing may load, run, or be sent anywhere; the one style sheet is named by its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page needs around its content."""

    lang: str
    other_lang: str
    t: Mapping[str, str]
    title: str
    as_of: str
    rehearsal: str  # empty: the clock was the real one
    release: str
    home: str  # from this page to the pages of its language
    root: str  # from this page to the data files
    other: str  # from this page to its twin in the other language
    policy: str
    style: Markup  # our own file, never anybody else's text


def pages(season: Season, *, offices: Sequence[Office]) -> Iterator[tuple[str, str]]:
    """Every file of the summary: its path inside the summary's folder, and its text, to be written as UTF-8."""
    for language in Language:
        yield from _pages(season, offices, language)
    yield "status.csv", status.as_csv(season)
    yield "status.jsonl", status.as_jsonl(season)


def _pages(season: Season, offices: Sequence[Office], language: Language) -> Iterator[tuple[str, str]]:
    names = {office.code: shown.clean(office.name) for office in offices}
    known = {assessment.agency: assessment for assessment in season.assessments}
    judged = [(agency, known[agency.code]) for agency in season.agencies if agency.code in known]
    changes = _changes_by_agency(season)
    folder = "" if language is Language.ZH else "en/"

    first = overview(season, judged, names, language)
    yield f"{folder}index.html", _filled("overview", _frame(season, "index.html", language), first)
    doubts = unverified(season, judged, language)
    yield (
        f"{folder}unverified.html",
        _filled("unverified", _frame(season, "unverified.html", language), doubts),
    )
    for agency, assessment in judged:
        path = page_of(agency)
        page = dossier(
            agency,
            assessment,
            season,
            office=names.get(agency.oversight, shown.clean(agency.oversight)),
            changes=changes[agency.code],
            language=language,
        )
        yield f"{folder}{path}", _filled("agency", _frame(season, path, language), page)


def _changes_by_agency(season: Season) -> Mapping[str, list[Change]]:
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in season.changes:
        changes[change.agency].append(change)
    return changes


def _filled(template: str, frame: Frame, content: object) -> str:
    return ENVIRONMENT.get_template(f"{template}.html.j2").render(frame=frame, t=frame.t, page=content)


def _frame(season: Season, path: str, language: Language) -> Frame:
    """`path` is the page's place among the pages of its language."""
    at = shown.moment(season.as_of)
    chinese = language is Language.ZH
    home = "../" * path.count("/")
    root = home if chinese else f"../{home}"
    return Frame(
        lang="zh-CN" if chinese else "en",
        other_lang="en" if chinese else "zh-CN",
        t=shown.spoken(page_words.PAGE, language),
        title=say(page_words.TITLE, language, year=season.year),
        as_of=say(page_words.AS_OF, language, at=at),
        rehearsal=say(page_words.REHEARSAL, language, at=at) if season.clock_set else "",
        release=season.release,
        home=home,
        root=root,
        other=f"{root}en/{path}" if chinese else f"{root}{path}",
        policy=POLICY,
        style=Markup(_STYLE),  # noqa: S704 — read from our own package
    )
