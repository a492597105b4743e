"""Ten thousand made-up portals through one season's looks: reliability §4's model, over the real gates and the real judge.

Stated rates, not field data: 3 % publish nothing, a look fails in passing at 5 %, 2 % cannot be read all season.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from models.agency import Agency, Kind, Level
from models.obligation import Obligation
from models.times import BEIJING
from models.visit import Candidate, Document, Link, Outcome, Sighting, Visit
from models.words import Words
from reports.claims import Contents
from reports.duties import obligation
from reports.judging import Case, Judged, judge
from reports.quarantine import days_of
from reports.sightings import sight

YEAR = 2025
FIRST_LOOK, LOOKS = date(2026, 1, 25), 14
DUE = date(2026, 1, 31)
MISSING, PASSING, UNREADABLE = 0.03, 0.05, 0.02
FAMILIES = ("trs", "hanweb", "vsb", "gkmlpt", "nfcms", "anhui", "")
REASON = Words(zh="因", en="because")
NOTHING_READ = Contents(reports={}, dates={})


@dataclass(frozen=True, slots=True)
class Portal:
    """One agency's own column, and the truth about it."""

    agency: Agency
    duty: Obligation
    published: date | None  # None: nothing is ever published
    unreadable: bool
    earlier: tuple[Link, ...]  # last years' reports
    report: Link

    def is_there(self, day: date) -> bool:
        return self.published is not None and self.published <= day


def portals(count: int, dice: Random) -> list[Portal]:
    """So many portals, a hundred a county; most publish in the last five days (domain E6)."""
    return [_portal(number, dice) for number in range(count)]


def _portal(number: int, dice: Random) -> Portal:
    county = number // 100
    name = f"{_county(county)}{_office(number % 100)}"
    agency = Agency(
        code=f"a{number:05d}", name=name, kind=Kind.DEPARTMENT, level=Level.COUNTY,
        column_url=f"http://b{number % 100}.c{county}.gov.cn/nb/", family=dice.choice(FAMILIES),
        region=f"{11 + county % 31:02d}{county // 31:02d}{county % 97:02d}",
    )  # fmt: skip
    early = dice.random() < 0.45
    day = DUE - timedelta(days=dice.randrange(5, 26) if early else dice.randrange(5))
    return Portal(
        agency=agency,
        duty=obligation(agency, YEAR),
        published=None if dice.random() < MISSING else day,
        unreadable=dice.random() < UNREADABLE,
        earlier=tuple(_link(agency, year) for year in range(2019, YEAR)),
        report=_link(agency, YEAR),
    )


def _county(number: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:03d}") + "县"


def _office(number: int) -> str:
    first, second = divmod(number, 10)
    return f"{'财教水农林商文卫审统'[first]}{'政务利业产管化生计建'[second]}局"


def _link(agency: Agency, year: int) -> Link:
    return Link(
        url=f"{agency.column_url}{year}.htm",
        title=f"{agency.name}{year}年政府信息公开工作年度报告",
        listed_date=date(year + 1, 1, 20),
    )


def look(portal: Portal, day: date, dice: Random, *, line: bool = True) -> tuple[Sighting, ...]:
    """What one look of a day says, with what went wrong at it."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING) + timedelta(minutes=dice.randrange(120))
    visit = visit_of(portal, day, at)
    if not line:
        visit = replace(visit, outcome=Outcome.OWN_FAULT, line_healthy=False, links=(), candidates=())
    elif portal.unreadable:
        visit = _unreadable(visit)
    elif dice.random() < PASSING:
        visit = dice.choice(FAULTS)(visit)
    return sight(visit, [portal.agency], [YEAR], NOTHING_READ, before=portal.earlier)


def visit_of(portal: Portal, day: date, at: datetime) -> Visit:
    """A look at which nothing went wrong."""
    there = portal.is_there(day)
    links = (portal.report, *portal.earlier) if there else portal.earlier
    return Visit(
        id=f"{portal.agency.code}{day}", column_url=portal.agency.column_url, started=at, finished=at,
        outcome=Outcome.COMPLETED, reason=REASON, line_healthy=True, listing_complete=True, links=links,
        candidates=(_opened(portal.report, at),) if there else (),
    )  # fmt: skip


def _opened(link: Link, at: datetime) -> Candidate:
    page = Document(
        sha256="a" * 64, url=link.url, final_url=link.url, media_type="text/html", size=1, fetched_at=at
    )
    return Candidate(link=link, outcome=Outcome.COMPLETED, documents=(page,))


# What goes wrong. Each of them shows no report of this year, as a naive look would have it.


def _failed(outcome: Outcome) -> Callable[[Visit], Visit]:
    return lambda visit: replace(visit, outcome=outcome, links=(), candidates=(), listing_complete=False)


def _empty(visit: Visit) -> Visit:
    return replace(visit, links=(), candidates=())


def _half(visit: Visit) -> Visit:
    return replace(visit, links=visit.links[-len(visit.links) // 2 :], candidates=())


def _cut_short(visit: Visit) -> Visit:
    return replace(visit, links=visit.links[1:], candidates=(), listing_complete=False)


def _ill_line(visit: Visit) -> Visit:
    return replace(visit, links=visit.links[-6:], candidates=(), line_healthy=False)


def _unreadable(visit: Visit) -> Visit:
    damaged = tuple(replace(link, title="\ufffd" * len(link.title), listed_date=None) for link in visit.links)
    return replace(visit, links=damaged, candidates=())


def _unopened(visit: Visit) -> Visit:
    return replace(
        visit,
        candidates=tuple(
            replace(each, outcome=Outcome.UNREACHABLE, documents=()) for each in visit.candidates
        ),
    )


FAULTS = (
    _failed(Outcome.UNREACHABLE), _failed(Outcome.BLOCKED), _failed(Outcome.PARTIAL), _failed(Outcome.SOFT_404),
    _failed(Outcome.CHANGED), _empty, _half, _cut_short, _ill_line, _unreadable, _unopened,
)  # fmt: skip


def season(
    country: Sequence[Portal], dice: Random, *, down: frozenset[date] = frozenset()
) -> Iterator[tuple[date, Judged]]:
    """Look at every portal on each day, and judge them all from the day before the due date on."""
    seen: dict[str, list[Sighting]] = {portal.agency.code: [] for portal in country}
    everything: list[Sighting] = []
    for number in range(LOOKS):
        day = FIRST_LOOK + timedelta(days=number)
        for portal in country:
            said = look(portal, day, dice, line=day not in down)
            seen[portal.agency.code] += said
            everything += said
        if day >= DUE - timedelta(days=1):
            now = datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING)
            cases = (
                Case(agency=p.agency, duty=p.duty, sightings=seen[p.agency.code], contents={})
                for p in country
            )
            yield day, judge(cases, now=now, days=days_of(everything))
