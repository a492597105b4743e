"""What one visit to a column says of each agency's report: a Visit and what its documents say → Sightings. Pure.

Presence needs one opened page that a title gives to the agency and the year. Absence needs every gate: our line
healthy, the listing read to its end, last year's reports found in it again, and no report in it that might be the
agency's under a name we do not know. Anything in between proves nothing and says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from models.agency import Agency
from models.report import Report
from models.visit import OUTCOMES, Candidate, DateRead, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.absence import companion_doubt, doubt, fitting
from reports.dates import claimed as claim_of
from reports.titles import read_title

_GONE = frozenset({Outcome.COLUMN_LOST, Outcome.SOFT_404})


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


def sight(
    visit: Visit,
    agencies: Sequence[Agency],
    years: Sequence[int],
    contents: Contents,
    *,
    before: Sequence[Link] | None = None,
) -> tuple[Sighting, ...]:
    """One sighting for every agency and the first of `years`; for later entries only what is present.

    `before` is what the last complete visit to the same column listed: it must be found again.
    """
    claims = _claims(visit, agencies, years[0], contents)
    doubted = doubt(visit, agencies, years[0], before)
    sightings = []
    for agency in agencies:
        sightings.append(_sighting(visit, agency, years[0], claims, contents, doubted, agencies))
        for year in years[1:]:
            found = [c for c in claims if c.fits(agency, year) and c.candidate.outcome is Outcome.COMPLETED]
            if found:
                sightings.append(_present(visit, agency, year, found, contents))
    return tuple(sightings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A candidate, the agencies its title fits, and the year it reports on (None: it does not say)."""

    candidate: Candidate
    fits_agencies: tuple[Agency, ...]
    year: int | None
    listed: bool
    is_plain: bool  # False: an unusual title with nothing of a report behind it

    def fits(self, agency: Agency, year: int) -> bool:
        return self.is_plain and self.year == year and self.fits_agencies == (agency,)

    def may_fit(self, agency: Agency, year: int) -> bool:
        return self.year in {year, None} and agency in self.fits_agencies


def _claims(visit: Visit, agencies: Sequence[Agency], year: int, contents: Contents) -> tuple[_Claim, ...]:
    listed = {link.url for link in visit.links}
    opened = {candidate.link.url for candidate in visit.candidates}
    unopened = (
        Candidate(link=link, outcome=Outcome.PARTIAL, reason="not opened")
        for link in visit.links
        if link.url not in opened and is_wanted(link, year)
    )
    return tuple(
        _Claim(
            candidate=candidate,
            fits_agencies=fitting(read_title(candidate.link.title), agencies),
            year=_year_of(candidate, year, contents),
            listed=candidate.link.url in listed,
            is_plain=not read_title(candidate.link.title).loose or _reads_as_report(candidate, contents),
        )
        for candidate in (*visit.candidates, *unopened)
        if _may_be_report(candidate, contents)
    )


def _may_be_report(candidate: Candidate, contents: Contents) -> bool:
    """A title that says too little, such as 「2025年」, counts only where a report stands behind it."""
    return not read_title(candidate.link.title).undecided or _reads_as_report(candidate, contents)


def _reads_as_report(candidate: Candidate, contents: Contents) -> bool:
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
    """The fullest report among a candidate's documents: one with tables before one without."""
    read = [contents.reports[d.sha256] for d in candidate.documents if d.sha256 in contents.reports]
    return max(read, key=lambda report: (len(report.tables), len(report.sections)), default=None)


def _document_of(candidate: Candidate, contents: Contents) -> str:
    best = report_of(candidate, contents)
    for document in candidate.documents:
        if best is not None and contents.reports.get(document.sha256) is best:
            return document.sha256
    return candidate.documents[0].sha256 if candidate.documents else ""


def _sighting(
    visit: Visit,
    agency: Agency,
    year: int,
    claims: Sequence[_Claim],
    contents: Contents,
    doubted: Words | None,
    agencies: Sequence[Agency],
) -> Sighting:
    found = [c for c in claims if c.fits(agency, year) and c.candidate.outcome is Outcome.COMPLETED]
    if found:
        return _present(visit, agency, year, found, contents)
    unclear = [c for c in claims if c.may_fit(agency, year) and c.listed]
    if unclear:
        return _unclear(visit, agency, year, unclear[0])
    if visit.outcome is not Outcome.COMPLETED:
        return _plain(visit, agency, year, Seen.UNSEEN, visit.reason)
    kept = [c for c in claims if c.may_fit(agency, year) and c.candidate.outcome not in _GONE]
    doubted = (
        doubted or (_still_there(kept[0]) if kept else None) or companion_doubt(visit, agency, agencies, year)
    )
    if doubted is not None:
        return _plain(visit, agency, year, Seen.ABSENT_WEAK, doubted)
    return _plain(visit, agency, year, Seen.ABSENT, _not_listed(visit))


def _present(
    visit: Visit, agency: Agency, year: int, found: Sequence[_Claim], contents: Contents
) -> Sighting:
    best = max(found, key=lambda claim: _fullness(claim.candidate, contents))
    candidate = best.candidate
    dates = contents.dates.get(candidate.link.url, ())
    return Sighting(
        agency=agency.code,
        year=year,
        visit=visit.id,
        at=visit.finished,
        seen=Seen.PRESENT,
        outcome=Outcome.COMPLETED,
        reason=Words(zh="已检索到", en="Found"),
        url=candidate.link.url,
        title=candidate.link.title,
        document=_document_of(candidate, contents),
        copies=_copies(best, found, contents),
        claimed=claim_of(dates),
        dates=dates,
        clock_set=visit.clock_set,
    )


def _copies(best: _Claim, found: Sequence[_Claim], contents: Contents) -> tuple[str, ...]:
    """The reports behind the other links that name this agency and year; one document under two links is no copy."""
    chosen = _document_of(best.candidate, contents)
    others = (
        _document_of(claim.candidate, contents)
        for claim in found
        if _reads_as_report(claim.candidate, contents)
    )
    return tuple(dict.fromkeys(document for document in others if document not in {chosen, ""}))


def _fullness(candidate: Candidate, contents: Contents) -> tuple[int, int, bool]:
    report = report_of(candidate, contents)
    plain = not read_title(candidate.link.title).loose
    return (len(report.tables), len(report.sections), plain) if report else (0, 0, plain)


def _unclear(visit: Visit, agency: Agency, year: int, claim: _Claim) -> Sighting:
    """Listed, yet not to be opened, or fitting several agencies: neither presence nor absence."""
    candidate = claim.candidate
    if len(claim.fits_agencies) > 1:
        names = "、".join(other.name for other in claim.fits_agencies[:3])
        reason = Words(
            zh=f"「{candidate.link.title}」可归于多个单位（{names}），请补充别名",
            en=f"“{candidate.link.title}” fits several agencies ({names}): add aliases to the roster",
        )
    elif claim.year is None:
        reason = Words(
            zh=f"「{candidate.link.title}」未写明年度",
            en=f"“{candidate.link.title}” does not say its year",
        )
    elif candidate.outcome is Outcome.COMPLETED:
        reason = Words(
            zh=f"「{candidate.link.title}」的标题和内容都不足以确认是年度报告",
            en=f"Neither the title “{candidate.link.title}” nor its page makes sure that it is the report",
        )
    else:
        reason = Words(
            zh=f"列表中有「{candidate.link.title}」，但页面未能打开（{OUTCOMES[candidate.outcome].zh}）",
            en=f"Listed as “{candidate.link.title}”, but the page could not be opened ({OUTCOMES[candidate.outcome].en.lower()})",
        )
    return Sighting(
        agency=agency.code,
        year=year,
        visit=visit.id,
        at=visit.finished,
        seen=Seen.UNSEEN,
        outcome=candidate.outcome,
        reason=reason,
        url=candidate.link.url,
        title=candidate.link.title,
        clock_set=visit.clock_set,
    )


def _plain(visit: Visit, agency: Agency, year: int, seen: Seen, reason: Words) -> Sighting:
    return Sighting(
        agency=agency.code,
        year=year,
        visit=visit.id,
        at=visit.finished,
        seen=seen,
        outcome=visit.outcome,
        reason=reason,
        clock_set=visit.clock_set,
    )


def _still_there(claim: _Claim) -> Words:
    url = claim.candidate.link.url
    return Words(
        zh=f"列表中未见，但原网址是否仍在未能确认：{url}",
        en=f"No longer listed, but whether its page is gone could not be made sure: {url}",
    )


def _not_listed(visit: Visit) -> Words:
    count = len(visit.links)
    return Words(
        zh=f"栏目完整读毕，{count} 条中未检索到",
        en=f"The column was read to its end; not found among {count} links",
    )
