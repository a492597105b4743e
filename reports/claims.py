"""What a visit holds that may be a report: every link opened or left, the agencies and the year it may be of. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from models.agency import Agency
from models.report import Medium, Report
from models.visit import Candidate, DateRead, Link, Outcome, Visit
from reports.absence import fitting
from reports.dates import claimed as claim_of
from reports.titles import read_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What was read of a visit's documents: reports by SHA-256, dates by the address of the link."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    dates: Mapping[str, tuple[DateRead, ...]] = field(default_factory=dict)


def is_wanted(link: Link, year: int, *, also: Iterable[int] = ()) -> bool:
    """Whether a listed link may be a report of `year` (or of the years `also` wanted) and must be opened.

    A title of another year listed within the season of `year` may be a slip of the pen: it is opened too.
    """
    reading = read_title(link.title)
    if reading.undecided:
        return reading.year == year
    if not reading.is_report:
        return False
    if link.listed_date is not None and link.listed_date > date(year, 12, 31):
        return True
    if reading.year is None:
        return link.listed_date is None and _is_article(link.url)
    return reading.year in {year, *also}


def _is_article(url: str) -> bool:
    """Whether an address looks like an article's and not a column's: its last part holds a digit."""
    return any(character.isdigit() for character in urlsplit(url).path.rsplit("/", 1)[-1])


def offered_link(agency: Agency, year: int, url: str) -> Link:
    """Where an agency says its report is. The title is ours, to know it by where it cannot be opened."""
    return Link(url=url, title=f"{agency.name}{year}年政府信息公开工作年度报告")


def titled(visit: Visit, contents: Contents) -> Visit:
    """The visit with what was offered, and has no title, called what the report found there calls itself."""
    if all(candidate.link.title for candidate in visit.candidates):
        return visit
    return replace(visit, candidates=tuple(_titled(each, contents) for each in visit.candidates))


def _titled(candidate: Candidate, contents: Contents) -> Candidate:
    report = report_of(candidate, contents)
    if candidate.link.title or report is None:
        return candidate
    return replace(candidate, link=replace(candidate.link, title=report.title or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A candidate, the agencies its title fits, and the year it reports on (None: it does not say)."""

    candidate: Candidate
    fits_agencies: tuple[Agency, ...]
    year: int | None
    listed: bool
    is_plain: bool  # False: an unusual title with nothing of a report behind it
    left: bool = False  # unopened, for the look was at the listing alone

    def fits(self, agency: Agency, year: int) -> bool:
        return self.is_plain and self.year == year and self.fits_agencies == (agency,)

    def may_fit(self, agency: Agency, year: int) -> bool:
        return self.year in {year, None} and agency in self.fits_agencies


def claims_of(visit: Visit, agencies: Sequence[Agency], year: int, contents: Contents) -> tuple[Claim, ...]:
    listed = {link.url for link in visit.links}
    opened = tuple(
        Claim(
            candidate=candidate,
            fits_agencies=fitting(read_title(candidate.link.title), agencies),
            year=_year_of(candidate, year, contents),
            listed=candidate.link.url in listed,
            is_plain=not read_title(candidate.link.title).loose or reads_as_report(candidate, contents),
        )
        for candidate in visit.candidates
        if _may_be_report(candidate, contents)
    )
    return (*opened, *_unopened_claims(visit, agencies, year))


def _unopened_claims(visit: Visit, agencies: Sequence[Agency], year: int) -> Iterator[Claim]:
    """What is listed and was not opened. Its title alone speaks: of another year, or of none, it may still be this one's."""
    opened = {candidate.link.url for candidate in visit.candidates}
    left = {link.url: link for link in visit.unopened if link.url not in opened}
    listed = {link.url: link for link in visit.links if link.url not in opened}
    for link in (listed | left).values():
        if not is_wanted(link, year):
            continue
        reading = read_title(link.title)
        yield Claim(
            candidate=Candidate(link=link, outcome=Outcome.PARTIAL, reason="not opened"),
            fits_agencies=fitting(reading, agencies),
            year=year if reading.year == year and not reading.undecided else None,
            listed=True,
            is_plain=not reading.loose,
            left=link.url in left,
        )


def _may_be_report(candidate: Candidate, contents: Contents) -> bool:
    """A title that says too little, such as 「2025年」, counts only where a report stands behind it."""
    return not read_title(candidate.link.title).undecided or reads_as_report(candidate, contents)


def reads_as_report(candidate: Candidate, contents: Contents) -> bool:
    report = report_of(candidate, contents)
    return report is not None and bool(report.tables or len(report.sections) >= 3)


def _year_of(candidate: Candidate, season: int, contents: Contents) -> int | None:
    """The year reported on: the title's, unless the text says `season` and was published in its season."""
    titled = read_title(candidate.link.title).year
    report = report_of(candidate, contents)
    if report is None:
        return titled
    published = claim_of(contents.dates.get(candidate.link.url, ()))
    in_season = published is not None and published > date(season, 12, 31)
    if season in report.body_years and (titled is None or in_season):
        return season
    return titled or report.year


def report_of(candidate: Candidate, contents: Contents) -> Report | None:
    """The fullest report among a candidate's documents: one with tables before one without.

    Where none says anything of a report, a scan hung on the page is more likely to be it than the page.
    """
    read = [contents.reports[d.sha256] for d in candidate.documents if d.sha256 in contents.reports]
    return max(read, key=_fullness, default=None)


def _fullness(report: Report) -> tuple[int, int, bool]:
    return len(report.tables), len(report.sections), report.legibility.medium is Medium.PICTURES


def document_of(candidate: Candidate, contents: Contents) -> str:
    best = report_of(candidate, contents)
    for document in candidate.documents:
        if best is not None and contents.reports.get(document.sha256) is best:
            return document.sha256
    return candidate.documents[0].sha256 if candidate.documents else ""
