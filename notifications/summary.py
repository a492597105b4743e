"""The summary: static pages that open from disk and ask no other host for anything. Pure.

Chinese at the top, English under `en/`. Every page is made of finished strings; templates only arrange them. What may
be seen by operators alone lies under `operators/`; nothing outside names anyone who is only suspected.
"""

import hashlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from types import SimpleNamespace

from markupsafe import Markup

from models.change import Change
from models.office import Office
from models.papers import Papers
from models.times import local_day
from models.words import Language
from notifications import page_words, shown, status
from notifications.dossier import Case, Oversight, dossier
from notifications.feed import due_dates, feed
from notifications.operators import operators, reviews
from notifications.overview import office, overview, unverified
from notifications.register import Register, page_of
from notifications.render import ENVIRONMENT
from notifications.rule_pages import rules_page
from notifications.season import Season
from notifications.shown import say


def _own_file(name: str) -> str:
    return resources.files("notifications").joinpath(f"templates/{name}").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_STYLE, _LISTS, _SCRIPT = (_own_file(name) for name in ("summary.css", "lists.css", "summary.js"))

POLICY = (
    f"default-src 'none'; style-src {_hash(_STYLE)} {_hash(_LISTS)}; script-src {_hash(_SCRIPT)}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing else may load, run, or be sent anywhere: our style sheets and our script are named by their hashes.

Hashes hold for pages opened from disk too, where `'self'` means different things to different browsers.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page needs around its content."""

    lang: str
    other_lang: str
    t: SimpleNamespace  # our phrases by name: an attribute is found at once, a key of a mapping on the second try
    title: str
    as_of: str
    rehearsal: str  # empty: the clock was the real one
    release: str
    home: str  # from this page to the pages of its language
    root: str  # from this page to the summary's own folder
    other: str  # from this page to its twin in the other language
    policy: str
    style: Markup  # our own files, never anybody else's text
    lists: Markup  # the style of the pages with long lists
    script: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The page of files to take away."""

    note: str
    files: tuple[tuple[str, str, str], ...]  # address, name, what it is
    command: str  # that writes the ledger
    ledger: str


def pages(
    season: Season, *, offices: Sequence[Office], papers: Mapping[str, Papers]
) -> Iterator[tuple[str, str]]:
    """Every file of the summary: its path inside the summary's folder, and its text, to be written as UTF-8."""
    for language in Language:
        register = Register(season=season, offices=offices, language=language)
        for leaf in front_pages(register):
            yield leaf.path, leaf.text()
        yield from files(register)
        for case in cases(register, papers):
            yield agency_page(case, register)
    yield from data_files(season)


def cases(register: Register, papers: Mapping[str, Papers]) -> Iterator[Case]:
    """Every judged agency with all the season knows of it."""
    season = register.season
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in season.changes:
        changes[change.agency].append(change)
    for agency, assessment in register.judged:
        yield Case(
            agency=agency,
            assessment=assessment,
            verdicts=season.verdicts.get(agency.code, ()),
            sightings=season.sightings.get(agency.code, ()),
            changes=changes[agency.code],
            belief=season.beliefs.get(agency.code),
            papers=papers.get(agency.code, Papers()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page that is not yet text. `path` inside the summary's folder."""

    path: str
    template: str
    content: object
    frame: Frame
    day: date

    @property
    def mark(self) -> str:
        """A text that changes with what the page says, and with the day; the moment it is written at is no part of it."""
        said = f"{self.day} {self.content}"
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def text(self) -> str:
        """The page."""
        template = ENVIRONMENT.get_template(f"{self.template}.html.j2")
        return template.render(frame=self.frame, t=self.frame.t, page=self.content)


def front_pages(register: Register) -> Iterator[Leaf]:
    """Every page of one language that is not of a single agency."""
    yield _leaf("index.html", "overview", overview(register), register)
    for code in register.office_names:
        if register.assessments(code):
            yield _leaf(register.office_page(code), "office", office(register, code), register)
    yield _leaf("unverified.html", "unverified", unverified(register), register)
    yield _leaf("rules.html", "rules", rules_page(register), register)
    yield _leaf("data.html", "data", _downloads(register), register)
    found = tuple(reviews(register))
    for each in found:
        yield _leaf(each.page, "review", each, register)
    yield _leaf("operators/index.html", "operators", operators(register, found), register)


def files(register: Register) -> Iterator[tuple[str, str]]:
    """The files that speak one language."""
    folder = _folder(register.language)
    yield f"{folder}changes.atom", feed(register)
    yield f"{folder}due.ics", due_dates(register)


def data_files(season: Season) -> Iterator[tuple[str, str]]:
    """The standings as data: for anyone, and complete for operators."""
    everyone = tuple(status.rows(season))
    shown_to_all = status.open_rows(everyone)
    complete = status.csv_of(everyone), status.jsonl_of(everyone)
    same = shown_to_all == everyone
    open_ones = complete if same else (status.csv_of(shown_to_all), status.jsonl_of(shown_to_all))
    for folder, (table, lines) in (("", open_ones), ("operators/", complete)):
        yield f"{folder}status.csv", table
        yield f"{folder}status.jsonl", lines


def agency_page(case: Case, register: Register) -> tuple[str, str]:
    """One agency's page: its path and its text. It bears the time of its newest fact, so that it stays as it is
    while nothing new is known of the agency."""
    code = case.agency.oversight
    over = Oversight(name=register.office_names.get(code, ""), page=register.office_page(code))
    content = dossier(case, register.season, office=over, language=register.language)
    path = page_of(case.agency, case.assessment)
    leaf = _leaf(path, "agency", content, register, at=newest(case, register.season))
    return leaf.path, leaf.text()


def newest(case: Case, season: Season) -> datetime | None:
    """When the latest thing known of an agency was seen, judged or decided; None: only its place on the roster is."""
    looked = [look.at for look in case.sightings[-1:]]
    judged = [change.at for change in case.changes[-1:]]
    decided = [each.decision.at for each in season.filed.get(case.agency.code, ())[-1:]]
    return max([*looked, *judged, *decided, *filter(None, [case.assessment.since])], default=None)


def _downloads(register: Register) -> Downloads:
    language, year = register.language, register.season.year
    up = "" if language is Language.ZH else "../"
    return Downloads(
        note=page_words.DOWNLOADS_NOTE.said_in(language),
        files=tuple(
            (f"{up if name.startswith('status') else ''}{name}", name, what.said_in(language))
            for name, what in page_words.DOWNLOADS
        ),
        command=f"chunxun ledger --year {year} --out {year}.xlsx",
        ledger=page_words.LEDGER.said_in(language),
    )


def _folder(language: Language) -> str:
    return "" if language is Language.ZH else "en/"


def _leaf(
    path: str, template: str, content: object, register: Register, *, at: datetime | None = None
) -> Leaf:
    season, language = register.season, register.language
    return Leaf(
        path=f"{_folder(language)}{path}",
        template=template,
        content=content,
        frame=_frame(season, path, language, at or season.as_of),
        day=local_day(season.as_of),
    )


def _frame(season: Season, path: str, language: Language, at: datetime) -> Frame:
    """`path` is the page's place among the pages of its language."""
    chinese = language is Language.ZH
    home = "../" * path.count("/")
    return Frame(
        lang="zh-CN" if chinese else "en",
        other_lang="en" if chinese else "zh-CN",
        t=_T[language],
        title=say(page_words.TITLE, language, year=season.year),
        as_of=say(page_words.AS_OF, language, at=shown.moment(at)),
        rehearsal=say(page_words.REHEARSAL, language, at=shown.moment(at)) if season.clock_set else "",
        release=season.release,
        home=home,
        root=home if chinese else f"../{home}",
        other=f"{home}en/{path}" if chinese else f"../{home}{path}",
        policy=POLICY,
        style=Markup(_STYLE),  # noqa: S704 — read from our own package
        lists=Markup(_LISTS),  # noqa: S704
        script=Markup(_SCRIPT),  # noqa: S704
    )


_T = {language: SimpleNamespace(**shown.spoken(page_words.PAGE, language)) for language in Language}
