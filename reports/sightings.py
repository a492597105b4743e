"""What one visit to a column says of each agency's report: a Visit and what its documents say → Sightings. Pure.

Presence needs one opened page that a title gives to the agency and the year; of an address the agency offered itself,
the report's own title. Absence needs every gate
(reports/absence.py), and nothing listed or known that might be the agency's report. A look at the listing alone opens
nothing: a report it names is LISTED, neither present nor absent; what it could not tell without opening is UNSEEN; and
its absence counts like any other, for an absence is read from the listing. Anything in between proves nothing and says why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.agency import Agency
from models.visit import OUTCOMES, Candidate, DateKind, DateRead, Link, Outcome, Seen, Sighting, Visit
from models.words import Words
from reports.absence import (
    MOVED,
    Listing,
    companion_doubt,
    companions,
    doubt,
    moved,
    relisted_doubt,
)
from reports.claims import Claim, Contents, claims_of, document_of, reads_as_report, report_of, titled
from reports.dates import claimed as claim_of
from reports.titles import read_title

_GONE = frozenset({Outcome.COLUMN_LOST, Outcome.SOFT_404})


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
    visit = titled(visit, contents)
    look = _Look(
        visit=visit,
        agencies=agencies,
        contents=contents,
        claims=claims_of(visit, agencies, years[0], contents),
        doubted=doubt(listing := Listing(visit=visit, agencies=agencies, year=years[0], before=before)),
        moved=moved(listing),
    )
    return tuple(sighting for agency in agencies for sighting in _of_agency(look, agency, years))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One visit with all that was made of it."""

    visit: Visit
    agencies: Sequence[Agency]
    contents: Contents
    claims: tuple[Claim, ...]
    doubted: Words | None  # the first gate that fails
    moved: frozenset[str]  # agencies that may have left this column


def _of_agency(look: _Look, agency: Agency, years: Sequence[int]) -> Iterator[Sighting]:
    yield _sighting(look, agency, years[0])
    for year in years[1:]:
        if found := _found(look, agency, year):
            yield _present(look, agency, year, found)


def _found(look: _Look, agency: Agency, year: int) -> list[Claim]:
    return [c for c in look.claims if c.fits(agency, year) and c.candidate.outcome is Outcome.COMPLETED]


def _sighting(look: _Look, agency: Agency, year: int) -> Sighting:
    if found := _found(look, agency, year):
        return _present(look, agency, year, found)
    visit = look.visit
    unclear = [c for c in look.claims if c.may_fit(agency, year) and c.listed]
    if plainly := next((c for c in unclear if c.left and c.fits(agency, year)), None):
        return _listed(visit, agency, year, plainly)
    if unclear:
        return _unclear(visit, agency, year, unclear[0])
    if visit.outcome is not Outcome.COMPLETED:
        return _plain(visit, agency, year, Seen.UNSEEN, visit.reason)
    if doubted := look.doubted or _own_doubt(look, agency, year):
        return _plain(visit, agency, year, Seen.ABSENT_WEAK, doubted)
    return _plain(visit, agency, year, Seen.ABSENT, _not_listed(visit))


def _own_doubt(look: _Look, agency: Agency, year: int) -> Words | None:
    """What keeps this agency's absence from counting, though others' would."""
    kept = [c for c in look.claims if c.may_fit(agency, year) and c.candidate.outcome not in _GONE]
    if kept:
        return _still_there(kept[0])
    if agency.code in look.moved:
        return MOVED
    links, agencies = look.visit.links, look.agencies
    return companion_doubt(look.visit, agency, agencies, year) or relisted_doubt(
        links, agency, agencies, year
    )


def _present(look: _Look, agency: Agency, year: int, found: Sequence[Claim]) -> Sighting:
    visit, contents = look.visit, look.contents
    best = max(found, key=lambda claim: _fullness(claim.candidate, contents))
    candidate = best.candidate
    dates = contents.dates.get(candidate.link.url, ())
    addresses = dict.fromkeys(claim.candidate.link.url for claim in found if claim is not best)
    beside = companions(visit.links, agency, look.agencies, year)
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
        document=document_of(candidate, contents),
        copies=_copies(best, found, contents),
        locations=tuple(url for url in addresses if url != candidate.link.url),
        related=tuple(link.url for link in beside),
        claimed=claim_of(dates, seen=visit.finished),
        dates=dates,
        clock_set=visit.clock_set,
    )


def _listed(visit: Visit, agency: Agency, year: int, claim: Claim) -> Sighting:
    link = claim.candidate.link
    return Sighting(
        agency=agency.code,
        year=year,
        visit=visit.id,
        at=visit.finished,
        seen=Seen.LISTED,
        outcome=visit.outcome,
        reason=Words(
            zh=f"列表中有「{link.title}」，本次只看列表，未打开",
            en=f"Listed as “{link.title}”; this look was at the listing alone, and opened nothing",
        ),
        url=link.url,
        title=link.title,
        claimed=link.listed_date,
        dates=_listed_dates(link),
        clock_set=visit.clock_set,
    )


def _listed_dates(link: Link) -> tuple[DateRead, ...]:
    day = link.listed_date
    return () if day is None else (DateRead(kind=DateKind.LISTED, day=day, raw=day.isoformat()),)


def _copies(best: Claim, found: Sequence[Claim], contents: Contents) -> tuple[str, ...]:
    """The reports behind the other links that name this agency and year; one document under two links is no copy."""
    chosen = document_of(best.candidate, contents)
    others = (
        document_of(claim.candidate, contents)
        for claim in found
        if reads_as_report(claim.candidate, contents)
    )
    return tuple(dict.fromkeys(document for document in others if document not in {chosen, ""}))


def _fullness(candidate: Candidate, contents: Contents) -> tuple[int, int, bool]:
    report = report_of(candidate, contents)
    plain = not read_title(candidate.link.title).loose
    return (len(report.tables), len(report.sections), plain) if report else (0, 0, plain)


def _unclear(visit: Visit, agency: Agency, year: int, claim: Claim) -> Sighting:
    """Listed, yet not to be opened, or fitting several agencies: neither presence nor absence."""
    candidate = claim.candidate
    if len(claim.fits_agencies) > 1:
        names = "、".join(other.name for other in claim.fits_agencies[:3])
        reason = Words(
            zh=f"「{candidate.link.title}」可归于多个单位（{names}），请补充别名",
            en=f"“{candidate.link.title}” fits several agencies ({names}): add aliases to the roster",
        )
    elif claim.left:
        reason = Words(
            zh=f"列表中有「{candidate.link.title}」，只看列表不足以确认是哪一年度的报告",
            en=f"Listed as “{candidate.link.title}”; the listing alone does not tell which year's report it is",
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


def _still_there(claim: Claim) -> Words:
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
